//! Sound: samples, their loudness, and the files they become.
//!
//! All of it is one channel of floating-point samples from -1 to 1 until it becomes a file.

pub mod cd;
mod level;
mod limit;
pub mod mp3;
pub mod ogg_opus;
mod resample;
pub mod wav;

pub use level::{Gain, loudness, telling_stretches};
pub use limit::Limiter;
pub use resample::{Resampler, resampled_length};

use std::cmp::Reverse;
use std::io;
use std::ops::Range;
use std::time::Duration;
use thiserror::Error;

/// Samples of one channel.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Pcm {
    /// Samples a second.
    pub rate: u32,
    /// The samples, from -1 to 1.
    pub samples: Vec<f32>,
}

/// Why sound cannot be read or written.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum AudioError {
    /// The bytes are no sound of a kind that is known.
    #[error("this is not sound in 16-bit WAV")]
    NotSound,
    /// The sound cannot be encoded.
    #[error("the sound cannot be encoded: {0}")]
    Encoder(String),
    /// The sound has a rate that cannot be converted.
    #[error("sound with {0} samples a second cannot be converted")]
    Rate(u32),
    /// What was encoded cannot be written.
    #[error("it cannot be written: {0}")]
    Write(io::ErrorKind),
    /// The sound waits on the disk, and cannot be read from there.
    #[error("the sound that waits on the disk cannot be read: {0}")]
    Read(io::ErrorKind),
}

impl From<io::Error> for AudioError {
    fn from(error: io::Error) -> Self {
        Self::Write(error.kind())
    }
}

/// Takes what an encoder makes, packet by packet.
pub type Sink<'s> = &'s mut dyn FnMut(&[u8]) -> Result<(), AudioError>;

/// Where a section begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chapter {
    /// Its heading.
    pub title: String,
    /// When it begins, from the start of the sound.
    pub begin: Duration,
    /// When it ends, from the start of the sound.
    pub end: Duration,
}

/// What is said of a recording.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tags {
    /// Its title.
    pub title: String,
    /// What it belongs to, such as an organisation's leaflets.
    pub album: String,
    /// Who made it, such as an organisation or a centre.
    pub artist: String,
    /// Its language, as a tag (BCP 47).
    pub language: String,
    /// When it was last reviewed: `2026`, `2026-05` or `2026-05-31`.
    pub date: String,
    /// All that is said.
    pub words: String,
    /// Its place among others, from 1, and how many there are.
    pub track: Option<(u32, u32)>,
    /// Its sections.
    pub chapters: Vec<Chapter>,
}

/// What counts as silence: under -50 dB.
const SILENCE: f32 = 0.003_16;

/// The 16-bit number of a sample of 1.
const FULL_SCALE: f32 = 32_767.0;

/// What is kept before and after a sound, so that no consonant is cut.
const KEPT: (f64, f64) = (0.005, 0.025);

/// How many samples are looked at together where silences are looked for.
const BLOCK: usize = 32;

/// How long a sound takes to come up and go down at its ends, so that joins do not click.
const FADE: f64 = 0.003;

impl Pcm {
    /// So many samples of silence, with `rate` of them a second.
    pub fn silence(rate: u32, samples: usize) -> Self {
        Self { rate, samples: vec![0.0; samples] }
    }

    /// How many samples a time takes at `rate` samples a second.
    pub fn samples_in(rate: u32, time: Duration) -> usize {
        (time.as_secs_f64() * f64::from(rate)).round() as usize
    }

    /// How long it is.
    pub fn duration(&self) -> Duration {
        Duration::from_secs_f64(self.samples.len() as f64 / f64::from(self.rate.max(1)))
    }

    /// Whether there is nothing to be heard.
    pub fn is_silent(&self) -> bool {
        !self.samples.iter().any(is_loud)
    }

    /// A sound of samples without the silence around them, coming up and going down softly.
    pub fn trimmed(rate: u32, samples: &[f32]) -> Self {
        let Some(first) = samples.iter().position(is_loud) else {
            return Self { rate, samples: Vec::new() };
        };
        let last = samples.iter().rposition(is_loud).unwrap_or(first);
        let count = |seconds: f64| (seconds * f64::from(rate)) as usize;
        let from = first.saturating_sub(count(KEPT.0));
        let to = (last + 1 + count(KEPT.1)).min(samples.len());
        let mut samples = samples[from..to].to_vec();
        let fade = count(FADE).min(samples.len() / 2);
        let end = samples.len();
        for at in 0..fade {
            let part = (at as f32 + 0.5) / fade as f32;
            samples[at] *= part;
            samples[end - 1 - at] *= part;
        }
        Self { rate, samples }
    }

    /// The sound cut into `parts` in the middle of its longest silences, without the silence
    /// around each; `None` where it is not plain which those are: each has to be half as long
    /// again as any other.
    pub fn parted(&self, parts: usize) -> Option<Vec<Self>> {
        let mut silences: Vec<Range<usize>> = Vec::new();
        let mut silent_from = None;
        for (at, block) in (0..).step_by(BLOCK).zip(self.samples.chunks(BLOCK)) {
            match (silent_from, block.iter().any(is_loud)) {
                (None, false) => silent_from = Some(at),
                (Some(from), true) => {
                    silences.push(from..at);
                    silent_from = None;
                }
                _ => {}
            }
        }
        // Silence before the first sound, and after the last, is no break.
        silences.retain(|silence| silence.start > 0);
        let breaks = parts.checked_sub(1)?;
        silences.sort_by_key(|silence| (Reverse(silence.len()), silence.start));
        let length = |at: usize| silences.get(at).map_or(BLOCK, Range::len);
        if silences.len() < breaks
            || breaks > 0 && length(breaks - 1) * 2 < length(breaks) * 3
        {
            return None;
        }
        silences.truncate(breaks);
        silences.sort_by_key(|silence| silence.start);
        let cuts = silences.iter().map(|silence| silence.start.midpoint(silence.end));
        let mut from = 0;
        let part = |to: usize| {
            let from = std::mem::replace(&mut from, to);
            Self::trimmed(self.rate, &self.samples[from..to])
        };
        Some(cuts.chain([self.samples.len()]).map(part).collect())
    }

    /// The sound as it is once it was written in 16 bits and read again.
    #[must_use]
    pub fn in_16_bits(mut self) -> Self {
        for sample in &mut self.samples {
            *sample = from_i16(to_i16(*sample));
        }
        self
    }

    /// The samples as 16-bit numbers.
    pub fn to_i16(&self) -> Vec<i16> {
        self.samples.iter().map(|sample| to_i16(*sample)).collect()
    }

    /// Samples of 16-bit numbers, the lower byte first.
    pub fn from_bytes(rate: u32, bytes: &[u8]) -> Self {
        let (pairs, _) = bytes.as_chunks();
        let samples = pairs.iter().map(|pair| from_i16(i16::from_le_bytes(*pair)));
        Self { rate, samples: samples.collect() }
    }

    /// The samples as 16-bit numbers, the lower byte first.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = vec![0; 2 * self.samples.len()];
        let (pairs, _) = bytes.as_chunks_mut();
        for (pair, sample) in pairs.iter_mut().zip(&self.samples) {
            *pair = to_i16(*sample).to_le_bytes();
        }
        bytes
    }
}

/// The nearest 16-bit number; halves go away from zero. (`round` is ten times slower.)
fn to_i16(sample: f32) -> i16 {
    let scaled = sample * FULL_SCALE;
    (scaled + 0.5f32.copysign(scaled)) as i16
}

fn is_loud(sample: &f32) -> bool {
    sample.abs() > SILENCE
}

fn from_i16(sample: i16) -> f32 {
    f32::from(sample) / FULL_SCALE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn silence_around_a_sound_goes_and_joins_are_soft() {
        let rate = 22_050;
        let mut samples = vec![0.0; 5_000];
        samples.extend(vec![0.5; 1_000]);
        samples.extend(vec![0.0; 5_000]);
        let trimmed = Pcm::trimmed(rate, &samples);
        assert_eq!(trimmed.samples.len(), 1_000 + 110 + 551);
        assert!(trimmed.samples[0].abs() < 0.01);
        assert!(Pcm::trimmed(rate, &[0.0; 100]).samples.is_empty());
    }

    #[test]
    fn a_sound_is_parted_where_silence_is_plainly_longest() {
        const KEPT_SAMPLES: usize = 5 + 25;
        let sound = |lengths: &[(f32, usize)]| {
            let samples = lengths.iter().flat_map(|&(level, count)| vec![level; count]);
            Pcm { rate: 1_000, samples: samples.collect() }
        };
        let three = [
            (0.0, 900),
            (0.5, 1_000),
            (0.0, 500),
            (0.5, 100),
            (0.0, 3_000),
            (0.5, 200),
            (0.0, 3_100),
            (0.4, 300),
            (0.0, 8_000),
        ];
        let lengths = |parts: usize| -> Option<Vec<usize>> {
            let parts = sound(&three).parted(parts)?;
            Some(parts.iter().map(|part| part.samples.len() - KEPT_SAMPLES).collect())
        };
        assert_eq!(lengths(1), Some(vec![8_200]));
        assert_eq!(lengths(2), None, "there are two like it");
        assert_eq!(lengths(3), Some(vec![1_600, 200, 300]));
        assert_eq!(lengths(4), Some(vec![1_000, 100, 200, 300]));
        assert_eq!(lengths(5), None, "there are no more");
        assert_eq!(Pcm::silence(1_000, 500).parted(2), None);
    }
}
