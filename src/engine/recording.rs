//! Puts the sounds of a script one behind the other, with the pauses between them.

use crate::audio::Pcm;
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
    /// The utterance, by its place in the segment or script.
    pub utterance: usize,
    /// When it begins, from the start of the sound.
    pub begin: Duration,
    /// When it ends, from the start of the sound.
    pub end: Duration,
}

/// Some utterances of a script as one sound.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Segment {
    /// The sound, up to the pause behind the last utterance.
    pub sound: Pcm,
    /// When each utterance is heard, from the segment's beginning.
    pub clips: Vec<Clip>,
}

impl Segment {
    /// The same as the beginning of a file: with silence before its first word.
    #[must_use]
    pub fn with_opening(mut self) -> Self {
        let silence = Pcm::samples_in(self.sound.rate, OPENING);
        self.sound.samples.splice(0..0, std::iter::repeat_n(0.0, silence));
        for clip in &mut self.clips {
            clip.begin += OPENING;
            clip.end += OPENING;
        }
        self
    }
}

/// Joins the sounds of some utterances.
pub fn join(script: &Script, sounds: &[Pcm], utterances: Range<usize>) -> Segment {
    let rate = sounds.iter().map(|sound| sound.rate).max().unwrap_or(0);
    let mut segment =
        Segment { sound: Pcm { rate, samples: Vec::new() }, clips: Vec::new() };
    let time =
        |samples: usize| Duration::from_secs_f64(samples as f64 / f64::from(rate.max(1)));
    let first = utterances.start;
    for at in utterances {
        let begin = segment.sound.samples.len();
        segment.sound.samples.extend(&sounds[at].samples);
        let end = segment.sound.samples.len();
        segment.clips.push(Clip {
            utterance: at - first,
            begin: time(begin),
            end: time(end),
        });
        let last = at + 1 == script.utterances.len();
        let pause = if last { ENDING } else { script.utterances[at].pause_after };
        let silence = Pcm::samples_in(rate, pause);
        segment.sound.samples.resize(end + silence, 0.0);
    }
    segment
}
