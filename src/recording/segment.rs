//! Some utterances of a script as one sound, with the pauses between them. Its samples stay on the
//! disk until they are read.

use crate::audio::{AudioError, Pcm};
use crate::engine::sounds::Sounds;
use crate::speech::Script;
use std::ops::Range;
use std::time::Duration;

/// Silence before the first word of a file: players and hearing aids swallow what comes at once.
const OPENING: Duration = Duration::from_millis(300);

/// Silence at the end of a recording, so that a player does not cut the last word.
const ENDING: Duration = Duration::from_millis(500);

/// When an utterance is heard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clip {
    /// The utterance, by its index in the script.
    pub utterance: usize,
    /// When it begins, from the start of the sound.
    pub begin: Duration,
    /// When it ends, from the start of the sound.
    pub end: Duration,
}

/// A stretch of a segment: the sound of an utterance, or silence.
#[derive(Debug, Clone, Copy)]
struct Part {
    /// Up to which sample of the segment it reaches.
    end: usize,
    utterance: Option<usize>,
}

/// Utterances in a row as one sound, up to the pause after the last.
#[derive(Debug)]
pub struct Segment<'s> {
    sounds: &'s Sounds,
    /// The index of its first utterance.
    pub first: usize,
    /// When each utterance is heard, from the segment's beginning.
    pub clips: Vec<Clip>,
    parts: Vec<Part>,
}

impl<'s> Segment<'s> {
    /// The sound of some utterances of a script.
    pub fn new(script: &Script, sounds: &'s Sounds, utterances: Range<usize>) -> Self {
        Self::after(0, Duration::ZERO, script, sounds, utterances)
    }

    /// [`new`](Self::new) for the beginning of a file: with silence before its first word.
    pub fn opening(
        script: &Script,
        sounds: &'s Sounds,
        utterances: Range<usize>,
    ) -> Self {
        let silence = Pcm::samples_in(sounds.rate(), OPENING);
        Self::after(silence, OPENING, script, sounds, utterances)
    }

    fn after(
        silence: usize,
        opening: Duration,
        script: &Script,
        sounds: &'s Sounds,
        utterances: Range<usize>,
    ) -> Self {
        let rate = sounds.rate();
        let time = |samples: usize| {
            opening + Duration::from_secs_f64(samples as f64 / f64::from(rate.max(1)))
        };
        let first = utterances.start;
        let mut parts = vec![Part { end: silence, utterance: None }];
        let mut clips = Vec::with_capacity(utterances.len());
        let mut at = 0;
        for utterance in utterances {
            let begin = time(at);
            at += sounds.length(utterance);
            parts.push(Part { end: silence + at, utterance: Some(utterance) });
            clips.push(Clip { utterance, begin, end: time(at) });
            let last = utterance + 1 == script.utterances.len();
            let pause =
                if last { ENDING } else { script.utterances[utterance].pause_after };
            at += Pcm::samples_in(rate, pause);
            parts.push(Part { end: silence + at, utterance: None });
        }
        Self { sounds, first, clips, parts }
    }

    /// Samples a second.
    pub const fn rate(&self) -> u32 {
        self.sounds.rate()
    }

    /// How many samples it has.
    pub fn length(&self) -> usize {
        self.parts.last().map_or(0, |part| part.end)
    }

    /// How long it is.
    pub fn duration(&self) -> Duration {
        Duration::from_secs_f64(self.length() as f64 / f64::from(self.rate().max(1)))
    }

    /// Adds some of its samples to `out`.
    ///
    /// # Errors
    /// When the disk does not give them.
    pub fn read(
        &self,
        samples: Range<usize>,
        out: &mut Vec<f32>,
    ) -> Result<(), AudioError> {
        let first = self.parts.partition_point(|part| part.end <= samples.start);
        let mut start = first.checked_sub(1).map_or(0, |before| self.parts[before].end);
        for part in &self.parts[first..] {
            let from = samples.start.max(start);
            let to = samples.end.min(part.end);
            if from >= to {
                break;
            }
            match part.utterance {
                Some(utterance) => {
                    self.sounds
                        .read(utterance, from - start..to - start, out)
                        .map_err(|error| AudioError::Read(error.kind()))?;
                }
                None => out.resize(out.len() + to - from, 0.0),
            }
            start = part.end;
        }
        Ok(())
    }
}
