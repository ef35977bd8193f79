//! Speaks utterances aloud.
//!
//! A [`SpeechEngine`] takes orders and answers with [`Event`]s when it has something to tell, so
//! that nothing ever waits for a voice that does not come. [`player`] plays a script over one;
//! `system` is the computer's own.

#[cfg(feature = "record")]
pub mod espeak;
#[cfg(any(feature = "system-speech", feature = "record", test))]
mod letters;
#[cfg(feature = "record")]
pub mod piper;
pub mod player;
#[cfg(feature = "record")]
mod process;
#[cfg(feature = "record")]
pub mod sounds;
#[cfg(feature = "record")]
pub mod synthesizer;
#[cfg(feature = "system-speech")]
pub mod system;
mod voice;

pub use voice::{NoVoice, Voice, choose, plain_voices};

use crate::speech::Utterance;
use std::time::Duration;

/// One utterance under way, as the engine knows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Ticket(pub u64);

/// What an engine tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Event {
    /// The utterance has begun to sound.
    Begin(Ticket),
    /// The utterance has been heard to its end.
    End(Ticket),
    /// The utterance was cut off, by us or by another program.
    Stopped(Ticket),
    /// The engine was opened again after it was lost.
    Reopened,
    /// The engine is gone; nothing further will be heard from it.
    Lost,
}

/// How the voice sounds, each from -100 to 100.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Prosody {
    /// How fast; 0 is the voice's usual.
    pub rate: i8,
    /// How high; 0 is the voice's usual.
    pub pitch: i8,
    /// How loud; `None` is the engine's usual.
    pub volume: Option<i8>,
}

/// Something that can speak aloud, one utterance at a time, and never waits: what came of an
/// order is shown by the events that follow.
pub trait SpeechEngine {
    /// Speaks; the events that follow carry the ticket.
    fn say(&mut self, ticket: Ticket, utterance: &Utterance);
    /// Silences what is being spoken.
    fn stop(&mut self);
    /// Sets how the next utterance sounds.
    fn set_prosody(&mut self, prosody: Prosody);
    /// Leaves a lost engine and opens it anew.
    fn reopen(&mut self);
}

/// Why nothing can be spoken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EngineError {
    /// No engine could be reached.
    #[error("the computer's speech service cannot be reached")]
    Unavailable,
    /// It does not answer.
    #[error("the computer's speech service does not answer")]
    NoAnswer,
    /// It has no voice at all.
    #[error("the computer's speech service has no voice")]
    NoVoices,
}

/// The longest that an utterance may sound before the engine counts as silent: three times as
/// long as its words should take at the slowest, and ten seconds. At rate 0 espeak-ng says 15
/// characters a second; -100, the least, is 2.2 times slower.
pub fn longest(said: &str, rate: i8) -> Duration {
    let slower = 1.0 + f64::from(rate.min(0).unsigned_abs()) / 80.0;
    let characters = said.chars().count() as f64;
    Duration::from_secs_f64(characters / 15.0 * slower * 3.0 + 10.0)
}
