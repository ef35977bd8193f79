//! From the words of a page to the files of its recordings.
//!
//! ```text
//! Script --Recorder::say--> Sounds, on the disk --Segment--> samples --encode--> packets --write--> a file
//! ```
//!
//! A recording is encoded in segments that begin and end in silence, piece by piece, so its length
//! takes no memory.

mod disc;
mod encode;
mod file;
mod sections;
mod segment;
mod timings;

pub use disc::{Disc, Track as DiscTrack, disc};
pub use encode::Encoded;
pub use file::{Piece, Timeline, tags, write};
pub use sections::{Track, tracks};
pub use segment::{Clip, Segment};
pub use timings::{timings_json, timings_vtt};

use crate::audio::{AudioError, Gain, Pcm, telling_stretches};
use crate::config::{EngineName, Sound};
use crate::engine::Prosody;
use crate::engine::espeak::Espeak;
use crate::engine::piper::Piper;
use crate::engine::synthesizer::{Manner, Recorder, SynthesisError, Synthesizer};

/// Opens what speaks, with the user's cache of sentences or without it.
///
/// # Errors
/// When it is not installed, or its voice cannot be used.
pub fn recorder(sound: &Sound, cached: bool) -> Result<Recorder, SynthesisError> {
    let prosody = Prosody { rate: sound.rate, ..Prosody::default() };
    let manner = Manner { voice: sound.voice.clone(), prosody };
    let synthesizer: Box<dyn Synthesizer> = match sound.engine {
        EngineName::Espeak => Box::new(Espeak::open(manner)?),
        EngineName::Piper => Box::new(Piper::open(&manner)?),
    };
    Ok(Recorder::new(synthesizer, cached))
}

/// The gain for a page, found on all of its sound that every centre has; as much louder than usual
/// as `sound` asks for.
///
/// # Errors
/// When the disk does not give the sound.
pub fn gain(segments: &[&Segment<'_>], sound: &Sound) -> Result<Gain, AudioError> {
    let rate = segments.iter().map(|it| it.rate()).max().unwrap_or(0);
    let count = segments.iter().map(|it| it.length()).sum();
    let mut samples = Vec::new();
    for stretch in telling_stretches(rate, count) {
        let mut start = 0;
        for segment in segments {
            let end = start + segment.length();
            let (from, to) = (stretch.start.max(start), stretch.end.min(end));
            if from < to {
                segment.read(from - start..to - start, &mut samples)?;
            }
            start = end;
        }
    }
    let louder = f64::from(sound.volume) / 10.0;
    Ok(Gain::to_target(&Pcm { rate, samples }, louder, encode::CEILING))
}
