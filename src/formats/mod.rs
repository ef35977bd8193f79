//! The formats that pages are handed out in: large print, recordings, the words that are said.
//!
//! A [`Format`] makes the file of one [`Edition`] from a document, a script or sounds, each of which
//! an edition computes once for all of its formats. [`FORMATS`] lists them; a batch, its index and
//! its manifest know no other way in, so that a new format is a file here and a line in the list.

mod edition;
mod fields;
mod inspect;
mod large_print;
mod playlist;
mod press;
mod recording;
mod resources;
mod script;
#[cfg(feature = "record")]
mod shared_recording;
#[cfg(feature = "record")]
mod sounds;

pub use edition::{Edition, Leaflet, Page};
pub use fields::Fields;
pub use inspect::{Inspected, Inspector, warned};
pub use playlist::playlist;
pub use press::{Press, Printed};
pub use resources::{Resources, Tools};
#[cfg(feature = "record")]
pub use sounds::Recorders;

use crate::config::Sound;
use crate::diag::Diagnostic;
use crate::document::Document;
use crate::typeset::style::{LargePrint, Look};
use serde::{Deserialize, Serialize};
use std::fmt::Debug;
use thiserror::Error;

/// All formats. The first is that of a form that names none.
pub const FORMATS: &[&dyn Format] = &[
    &large_print::Pdf,
    &script::Text,
    &recording::MP3,
    &recording::OPUS,
    &recording::WAV,
    &recording::CD,
];

/// The names of all formats.
pub fn names() -> Vec<&'static str> {
    FORMATS.iter().map(|format| format.name()).collect()
}

/// The format of that name.
pub fn named(name: &str) -> Option<&'static dyn Format> {
    FORMATS.iter().copied().find(|format| format.name() == name)
}

/// A format that pages can be handed out in.
pub trait Format: Debug + Sync {
    /// Its name in `batch.toml` and `manifest.json`.
    fn name(&self) -> &'static str;

    /// The path of its file in a centre's folder, or of the first of its files; `stem` is the name of
    /// the page and the form.
    fn path(&self, stem: &str) -> String;

    /// What tells the files of a form from those of another of this format, where it has no name.
    fn label(&self, _look: &Look) -> String {
        String::new()
    }

    /// Why nothing is made of a document: it has no words for this format.
    fn missing_words(&self, document: &Document) -> Option<Diagnostic>;

    /// All that its bytes depend on beside the page and its centre.
    fn inputs(&self, choices: &Choices, resources: &Resources) -> Fields;

    /// What the manifest says of the choices, and the name under which it says so.
    fn record(&self, _choices: &Choices) -> Option<(&'static str, Fields)> {
        None
    }

    /// A file of it in words, for people: its facts, and how many files belong to it.
    fn describe(&self, choices: &Choices, facts: Facts, others: usize) -> String;

    /// Whether a player and a browser play its file.
    fn is_played(&self) -> bool {
        false
    }

    /// How many editions of a page a thread makes at a time: more where they share what takes long.
    fn at_a_time(&self) -> usize {
        8
    }

    /// Makes the file of an edition.
    ///
    /// # Errors
    /// When it cannot be made, for a reason that is not the page's; what is wrong with the page is
    /// in the diagnostics of the [`Output`].
    fn make<'r>(
        &self,
        edition: &Edition<'_>,
        choices: &Choices,
        resources: &'r Resources,
        tools: &mut Tools<'r>,
    ) -> Result<Output, MakeError>;
}

/// What was chosen for the files of a form, with the usual where nothing was.
#[derive(Debug, Clone, PartialEq)]
pub struct Choices {
    /// The look of what is printed.
    pub style: LargePrint,
    /// How what is recorded sounds.
    pub sound: Sound,
}

/// How much there is in a file to read or to hear.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
#[non_exhaustive]
pub enum Facts {
    /// A printed file.
    Printed {
        /// How many pages it has.
        pages: usize,
    },
    /// A recording.
    Heard {
        /// How long it is, in seconds.
        seconds: u64,
    },
    /// Nothing is counted.
    None {},
}

impl Default for Facts {
    fn default() -> Self {
        Self::None {}
    }
}

/// What was made of an edition.
#[derive(Debug, Default)]
pub struct Output {
    /// The file's bytes.
    pub bytes: Vec<u8>,
    /// The files that belong to it, by their names in its folder, such as the tracks of a CD.
    pub others: Vec<(String, Vec<u8>)>,
    /// How much there is in it.
    pub facts: Facts,
    /// What was found on the way. With an error among them there is no file.
    pub diagnostics: Vec<Diagnostic>,
}

/// Why a file was not made.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum MakeError {
    /// Its words could not be said.
    #[cfg(feature = "record")]
    #[error(transparent)]
    Speech(#[from] crate::engine::synthesizer::SynthesisError),
    /// Its sound could not be encoded.
    #[cfg(feature = "record")]
    #[error(transparent)]
    Sound(#[from] crate::audio::AudioError),
    /// This program was built without what makes it.
    #[error("this program was built without recording")]
    NotBuilt,
}

impl MakeError {
    /// What to do about it.
    pub fn help(&self) -> Option<String> {
        match self {
            #[cfg(feature = "record")]
            Self::Speech(error) => Some(error.help()),
            _ => None,
        }
    }
}

/// "1 page", "2 pages".
fn counted(count: u64, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_format_has_a_name_and_a_path_of_its_own() {
        let names = BTreeSet::from_iter(names());
        let paths: BTreeSet<String> =
            FORMATS.iter().map(|format| format.path("rest")).collect();
        assert_eq!((names.len(), paths.len()), (FORMATS.len(), FORMATS.len()));
        assert!(FORMATS.iter().all(|format| named(format.name()).is_some()));
    }

    #[test]
    fn facts_are_fields_of_an_entry() {
        let json = |facts| serde_json::to_string(&facts).unwrap();
        for (facts, text) in [
            (Facts::Printed { pages: 3 }, r#"{"pages":3}"#),
            (Facts::Heard { seconds: 90 }, r#"{"seconds":90}"#),
            (Facts::None {}, "{}"),
        ] {
            assert_eq!(json(facts), text);
            assert_eq!(serde_json::from_str::<Facts>(text).unwrap(), facts);
        }
    }
}
