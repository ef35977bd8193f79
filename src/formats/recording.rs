//! The words that are said, as sound.

#[cfg(not(feature = "record"))]
use super::Leaflet;
#[cfg(feature = "record")]
use super::shared_recording::record;
use super::{
    Choices, Edition, Facts, Fields, Format, MakeError, Output, Resources, Tools, counted,
};
use crate::config::{ENGINES, Sound, SoundFormat};
use crate::diag::Diagnostic;
use crate::document::Document;
use crate::speech::nothing_to_say;
use crate::typeset::style::name_of;

/// MP3, which every player knows.
pub(super) const MP3: Recording = Recording { format: SoundFormat::Mp3, name: "mp3" };
/// Opus, half as large.
pub(super) const OPUS: Recording = Recording { format: SoundFormat::Opus, name: "opus" };
/// WAV, as the voice gives it.
pub(super) const WAV: Recording = Recording { format: SoundFormat::Wav, name: "wav" };
/// The tracks of an audio CD and their cue sheet.
pub(super) const CD: Recording = Recording { format: SoundFormat::Cd, name: "cd" };

/// A recording.
#[derive(Debug)]
pub(super) struct Recording {
    format: SoundFormat,
    name: &'static str,
}

impl Format for Recording {
    fn name(&self) -> &'static str {
        self.name
    }

    /// A CD has a folder of its own.
    fn path(&self, stem: &str) -> String {
        match self.format {
            SoundFormat::Cd => format!("{stem}-cd/{stem}.cue"),
            format => format!("{stem}.{}", format.extension()),
        }
    }

    fn missing_words(&self, document: &Document) -> Option<Diagnostic> {
        (!document.is_sayable()).then(nothing_to_say)
    }

    fn inputs(&self, choices: &Choices, resources: &Resources) -> Fields {
        sound_fields(&choices.sound)
            .and("organisation", resources.organisation.as_str())
            .and("lexicon", resources.lexicon_source.as_str())
    }

    fn record(&self, choices: &Choices) -> Option<(&'static str, Fields)> {
        Some(("sound", sound_fields(&choices.sound)))
    }

    fn describe(&self, _choices: &Choices, facts: Facts, others: usize) -> String {
        let minutes = match facts {
            Facts::Heard { seconds } => seconds.div_ceil(60),
            _ => 0,
        };
        let minutes = counted(minutes, "minute");
        let name = match self.format {
            SoundFormat::Mp3 => "MP3",
            SoundFormat::Opus => "Opus",
            SoundFormat::Wav => "WAV",
            SoundFormat::Cd => {
                let tracks = counted(others as u64, "track");
                return format!("Audio CD, to be burnt ({tracks}, {minutes})");
            }
        };
        format!("Recording ({name}, {minutes})")
    }

    fn is_played(&self) -> bool {
        self.format != SoundFormat::Cd
    }

    /// What the recordings of a page share takes long to make.
    fn at_a_time(&self) -> usize {
        256
    }

    fn make<'r>(
        &self,
        edition: &Edition<'_>,
        choices: &Choices,
        resources: &'r Resources,
        _tools: &mut Tools<'r>,
    ) -> Result<Output, MakeError> {
        record(edition.first(), self.format, &choices.sound, resources)
    }
}

#[cfg(not(feature = "record"))]
fn record(
    _: &Leaflet<'_>,
    _: SoundFormat,
    _: &Sound,
    _: &Resources,
) -> Result<Output, MakeError> {
    Err(MakeError::NotBuilt)
}

/// How a recording sounds.
fn sound_fields(sound: &Sound) -> Fields {
    let Sound { engine, voice, rate, volume } = sound;
    Fields::default()
        .and("engine", name_of(&ENGINES, engine))
        .and_if("voice", voice.as_deref())
        .and("rate", *rate)
        .and("volume", *volume)
}
