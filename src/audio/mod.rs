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

pub use level::{Gain, loudness};
pub use limit::limit;
pub use resample::resample;

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
}

/// Where a section begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chapter {
    /// Its heading.
    pub title: String,
    /// When it begins.
    pub begin: Duration,
    /// When it ends.
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

/// What is kept before and behind a sound, so that no consonant is cut.
const KEPT: (f64, f64) = (0.005, 0.025);

/// How long a sound takes to come up and go down at its ends, so that joins do not click.
const FADE: f64 = 0.003;

impl Pcm {
    /// Silence.
    pub fn silence(rate: u32, samples: usize) -> Self {
        Self { rate, samples: vec![0.0; samples] }
    }

    /// How many samples a time takes.
    pub fn samples_in(rate: u32, time: Duration) -> usize {
        (time.as_secs_f64() * f64::from(rate)).round() as usize
    }

    /// How long it is.
    pub fn duration(&self) -> Duration {
        Duration::from_secs_f64(self.samples.len() as f64 / f64::from(self.rate.max(1)))
    }

    /// Whether there is nothing to be heard.
    pub fn is_silent(&self) -> bool {
        !self.samples.iter().any(|sample| sample.abs() > SILENCE)
    }

    /// The sound without the silence around it, coming up and going down softly.
    #[must_use]
    pub fn trimmed(&self) -> Self {
        let loud = |sample: &f32| sample.abs() > SILENCE;
        let Some(first) = self.samples.iter().position(loud) else {
            return Self { rate: self.rate, samples: Vec::new() };
        };
        let last = self.samples.iter().rposition(loud).unwrap_or(first);
        let count = |seconds: f64| (seconds * f64::from(self.rate)) as usize;
        let from = first.saturating_sub(count(KEPT.0));
        let to = (last + 1 + count(KEPT.1)).min(self.samples.len());
        let mut samples = self.samples[from..to].to_vec();
        let fade = count(FADE).min(samples.len() / 2);
        let end = samples.len();
        for at in 0..fade {
            let part = (at as f32 + 0.5) / fade as f32;
            samples[at] *= part;
            samples[end - 1 - at] *= part;
        }
        Self { rate: self.rate, samples }
    }

    /// The samples as 16-bit numbers.
    pub fn to_i16(&self) -> Vec<i16> {
        self.samples.iter().map(|sample| to_i16(*sample)).collect()
    }
}

fn to_i16(sample: f32) -> i16 {
    (sample * 32_767.0).round().clamp(-32_768.0, 32_767.0) as i16
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
        let trimmed = Pcm { rate, samples }.trimmed();
        assert_eq!(trimmed.samples.len(), 1_000 + 110 + 551);
        assert!(trimmed.samples[0].abs() < 0.01);
        assert!(Pcm::silence(rate, 100).trimmed().samples.is_empty());
    }
}
