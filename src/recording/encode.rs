//! From samples to the packets of a format, piece by piece: however long a page is, only what is
//! being worked on is in memory.

use super::segment::{Clip, Segment};
use crate::audio::{
    AudioError, Gain, Limiter, Resampler, Sink, cd, mp3, ogg_opus, resampled_length, wav,
};
use crate::config::SoundFormat;
use std::sync::mpsc::{SyncSender, sync_channel};

/// The highest true peak before an encoder, which adds to it: -2.5 dB.
pub(super) const CEILING: f32 = 0.75;

/// The highest true peak where nothing is added: -2 dB.
const LOSSLESS_CEILING: f32 = 0.794;

/// How many samples are worked on at a time: three seconds.
const CHUNK: usize = 1 << 16;

/// How many chunks may wait for the encoder.
const WAITING: usize = 4;

/// How a segment comes out in a format.
#[derive(Debug, Clone, Copy)]
pub(super) struct Measure {
    /// Samples a second.
    pub(super) rate: u32,
    /// How many samples it has in a file: the segment's, and the silence that closes it and makes
    /// its frames whole.
    pub(super) samples: usize,
    /// How many of them are the segment's.
    pub(super) length: usize,
    /// Samples in a packet, where all packets have as many.
    frame: usize,
}

impl Measure {
    pub(super) fn of(segment: &Segment<'_>, format: SoundFormat) -> Self {
        let own = segment.rate();
        let (rate, frame, closing) = match format {
            SoundFormat::Wav => (own, 1, 0),
            SoundFormat::Cd => (cd::RATE, 1, 0),
            SoundFormat::Mp3 => (mp3::RATE, mp3::FRAME, mp3::CLOSING),
            SoundFormat::Opus => (ogg_opus::RATE, ogg_opus::FRAME, ogg_opus::CLOSING),
        };
        let length = resampled_length(segment.length(), own, rate);
        let samples = (length + closing).next_multiple_of(frame);
        Self { rate, samples, length, frame }
    }

    /// How many packets of a fixed length it has.
    pub(super) const fn packets(&self) -> usize {
        self.samples / self.frame
    }
}

/// What encodes a segment.
enum Encoder {
    Wav,
    Mp3(mp3::Encoder),
    Opus(ogg_opus::Encoder),
}

impl Encoder {
    fn new(format: SoundFormat) -> Result<Self, AudioError> {
        Ok(match format {
            SoundFormat::Wav | SoundFormat::Cd => Self::Wav,
            SoundFormat::Mp3 => Self::Mp3(mp3::Encoder::new()?),
            SoundFormat::Opus => Self::Opus(ogg_opus::Encoder::new()?),
        })
    }

    fn push(&mut self, samples: &[f32], sink: Sink<'_>) -> Result<(), AudioError> {
        match self {
            Self::Wav => sink(&wav::packet(samples)),
            Self::Mp3(encoder) => encoder.push(samples, sink),
            Self::Opus(encoder) => encoder.push(samples, sink),
        }
    }

    fn finish(self, sink: Sink<'_>) -> Result<(), AudioError> {
        match self {
            Self::Wav | Self::Opus(_) => Ok(()),
            Self::Mp3(encoder) => encoder.finish(sink),
        }
    }
}

/// Encodes a segment, and gives its packets to `sink`. Samples are made ready on a thread of their
/// own while others are encoded.
pub(super) fn encode(
    segment: &Segment<'_>,
    gain: Gain,
    format: SoundFormat,
    sink: Sink<'_>,
) -> Result<(), AudioError> {
    let measure = Measure::of(segment, format);
    let mut encoder = Encoder::new(format)?;
    let (send, ready) = sync_channel(WAITING);
    std::thread::scope(|scope| {
        let making = scope.spawn(move || make_ready(segment, gain, format, &send));
        // Where one fails, nobody is left to wait for: the channel goes with the loop.
        for samples in ready {
            encoder.push(&samples, sink)?;
        }
        making.join().expect("samples are made ready without a panic")?;
        encoder.push(&vec![0.0; measure.samples - measure.length], sink)?;
        encoder.finish(sink)
    })
}

/// Makes a segment as loud as it should be, at the rate of the format, with no peak too high.
fn make_ready(
    segment: &Segment<'_>,
    gain: Gain,
    format: SoundFormat,
    ready: &SyncSender<Vec<f32>>,
) -> Result<(), AudioError> {
    let (gain, ceiling) = match format {
        SoundFormat::Wav | SoundFormat::Cd => (gain, LOSSLESS_CEILING),
        SoundFormat::Mp3 => (gain, CEILING),
        SoundFormat::Opus => (gain.louder(ogg_opus::MAKE_UP), CEILING),
    };
    let rate = Measure::of(segment, format).rate;
    let mut resampler = Resampler::new(segment.rate(), rate, segment.length())?;
    let mut limiter = Limiter::new(rate, ceiling);
    // Whoever reads no further has failed, and says so.
    let put = |samples: Vec<f32>| ready.send(samples).is_ok();
    let mut samples = Vec::new();
    for from in (0..segment.length()).step_by(CHUNK) {
        let to = (from + CHUNK).min(segment.length());
        samples.clear();
        segment.read(from..to, &mut samples)?;
        gain.apply(&mut samples);
        let (mut resampled, mut limited) = (Vec::new(), Vec::new());
        resampler.push(&samples, &mut resampled)?;
        limiter.push(&resampled, &mut limited);
        if !put(limited) {
            return Ok(());
        }
    }
    let (mut resampled, mut limited) = (Vec::new(), Vec::new());
    resampler.finish(&mut resampled)?;
    limiter.push(&resampled, &mut limited);
    limiter.finish(&mut limited);
    put(limited);
    Ok(())
}

/// A segment that was encoded, for several files to have.
#[derive(Debug)]
pub struct Encoded {
    /// The index of its first utterance.
    pub first: usize,
    /// When each utterance is heard, from its beginning.
    pub(super) clips: Vec<Clip>,
    pub(super) measure: Measure,
    bytes: Vec<u8>,
    /// Where each packet ends.
    ends: Vec<usize>,
}

impl Encoded {
    /// Encodes a segment.
    ///
    /// # Errors
    /// When the encoder does not take it.
    pub fn new(
        segment: Segment<'_>,
        gain: Gain,
        format: SoundFormat,
    ) -> Result<Self, AudioError> {
        let (mut bytes, mut ends) = (Vec::new(), Vec::new());
        encode(&segment, gain, format, &mut |packet| {
            bytes.extend(packet);
            ends.push(bytes.len());
            Ok(())
        })?;
        let measure = Measure::of(&segment, format);
        Ok(Self { first: segment.first, clips: segment.clips, measure, bytes, ends })
    }

    /// Its packets.
    pub(super) fn packets(&self) -> impl Iterator<Item = &[u8]> {
        let mut from = 0;
        self.ends.iter().map(move |&to| &self.bytes[std::mem::replace(&mut from, to)..to])
    }
}
