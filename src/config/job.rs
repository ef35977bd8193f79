//! `batch.toml`: which pages are made in which forms for which centres.

use super::keys::{Keys, Located, read};
use crate::diag::{Diagnostic, Span};
use crate::typeset::style::Look;
use toml::de::DeTable;

/// A job as it is written.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct JobFile {
    /// What the organisation is called.
    pub organisation: Option<String>,
    /// The pages: paths from the job's folder, in which `*` stands for any name.
    pub pages: Vec<Located<String>>,
    /// The file of the centres; without it every leaflet is made once.
    pub centres: Option<Located<String>>,
    /// The folder in which everything is made.
    pub out: Option<Located<String>>,
    /// What is made of every page.
    pub forms: Vec<Form>,
}

/// What is made of a page.
#[derive(Debug, Clone, PartialEq)]
pub struct Form {
    /// The name of its format.
    pub format: &'static str,
    /// What stands after the page's name in the file's, where that was chosen.
    pub name: Option<String>,
    /// The look of what is printed.
    pub look: Look,
    /// How what is recorded sounds.
    pub sound: SoundChoice,
    /// Where it is written.
    pub span: Span,
}

/// How a recording is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SoundFormat {
    /// MP3, which every player knows.
    Mp3,
    /// Opus, half as large.
    Opus,
    /// WAV, as the voice gives it.
    Wav,
    /// The tracks of an audio CD, as WAV, and a cue sheet.
    Cd,
}

/// How recordings are written, by name.
pub const SOUND_FORMATS: [(&str, SoundFormat); 4] = [
    ("mp3", SoundFormat::Mp3),
    ("opus", SoundFormat::Opus),
    ("wav", SoundFormat::Wav),
    ("cd", SoundFormat::Cd),
];

impl SoundFormat {
    /// How the names of files with sound end.
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Mp3 => "mp3",
            Self::Opus => "opus",
            Self::Wav | Self::Cd => "wav",
        }
    }
}

/// What speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum EngineName {
    /// espeak-ng.
    #[default]
    Espeak,
    /// Piper.
    Piper,
}

/// What speaks, by name.
pub const ENGINES: [(&str, EngineName); 2] =
    [("espeak-ng", EngineName::Espeak), ("piper", EngineName::Piper)];

/// The choices about sound; what is `None` is left to those below it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SoundChoice {
    /// What speaks.
    pub engine: Option<EngineName>,
    /// The voice.
    pub voice: Option<String>,
    /// How fast, from -100 to 100.
    pub rate: Option<i8>,
    /// How loud, from -100 to 100.
    pub volume: Option<i8>,
}

impl SoundChoice {
    /// These choices, and those of `below` where these leave something open.
    #[must_use]
    pub fn over(self, below: &Self) -> Self {
        // A voice was chosen for the engine it stands with.
        let same = self.engine.is_none()
            || below.engine.is_none()
            || self.engine == below.engine;
        Self {
            engine: self.engine.or(below.engine),
            voice: self.voice.or_else(|| below.voice.clone().filter(|_| same)),
            rate: self.rate.or(below.rate),
            volume: self.volume.or(below.volume),
        }
    }

    /// How it sounds, with the usual where nothing was chosen.
    pub fn sound(self) -> Sound {
        Sound {
            engine: self.engine.unwrap_or_default(),
            voice: self.voice,
            rate: self.rate.unwrap_or(0),
            volume: self.volume.unwrap_or(0),
        }
    }

    /// Reads the keys of a table.
    pub(super) fn read(keys: &mut Keys<'_, '_>) -> Self {
        Self {
            engine: keys.named("engine", &ENGINES),
            voice: keys.text("voice").map(|voice| voice.value),
            rate: keys.hundred("rate"),
            volume: keys.hundred("volume"),
        }
    }
}

/// How what is recorded sounds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sound {
    /// What speaks.
    pub engine: EngineName,
    /// The voice; one of the page's language where none was chosen.
    pub voice: Option<String>,
    /// How fast, from -100 to 100.
    pub rate: i8,
    /// How loud, from -100 to 100.
    pub volume: i8,
}

impl Form {
    /// Reads a form of one of the `formats`, of the first where it names none.
    pub(super) fn read(
        table: &DeTable<'_>,
        span: Span,
        formats: &[&'static str],
        rule: &'static str,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Option<Self> {
        let mut keys = Keys::new(table, rule, diagnostics);
        let formats: Vec<_> = formats.iter().map(|name| (*name, *name)).collect();
        let format = match keys.text("form") {
            Some(_) => keys.named("form", &formats),
            None => formats.first().map(|(name, _)| *name),
        };
        let name = keys.text("name");
        if let Some(name) = name.as_ref().filter(|name| name.value.trim().is_empty()) {
            keys.reject(
                name,
                "`name` is empty".into(),
                "write \"large\", or leave it out",
            );
        }
        let sound = SoundChoice::read(&mut keys);
        let (look, name) = (keys.look(), name.map(|name| name.value));
        let form = format.map(|format| Self { format, name, look, sound, span });
        keys.finish();
        form
    }
}

impl JobFile {
    /// The name of the file in which a job stands.
    pub const FILE: &str = "batch.toml";

    /// Reads a job; `formats` are the names of those that a form may be of, the usual one first.
    pub fn parse(source: &str, formats: &[&'static str]) -> (Self, Vec<Diagnostic>) {
        const RULE: &str = "batch";
        let mut diagnostics = Vec::new();
        let table = read(source, RULE, &mut diagnostics);
        let broken = !diagnostics.is_empty();
        let mut keys = Keys::new(table.get_ref(), RULE, &mut diagnostics);
        let mut job = Self {
            organisation: keys.text("organisation").map(|name| name.value),
            pages: keys.list("pages").unwrap_or_default(),
            centres: keys.text("centres"),
            out: keys.text("out"),
            forms: Vec::new(),
        };
        let forms = keys.tables("forms");
        keys.finish();
        for (table, span) in forms {
            job.forms.extend(Form::read(table, span, formats, RULE, &mut diagnostics));
        }
        let missing = |key: &str, like: &str| {
            Diagnostic::error(RULE, 0..0, format!("`{key}` is missing"))
                .help(format!("write `{key} = {like}` at the top"))
        };
        if !broken && job.pages.is_empty() {
            diagnostics.push(missing("pages", "[\"content/*.md\"]"));
        }
        if !broken && job.forms.is_empty() && diagnostics.is_empty() {
            diagnostics.push(Diagnostic::error(RULE, 0..0, "there are no forms").help(
                "write `[[forms]]` on a line of its own, and `form = \"pdf\"` below it",
            ));
        }
        diagnostics.sort_by_key(|diagnostic| diagnostic.span.start);
        (job, diagnostics)
    }
}

/// A job with comments, to begin from.
pub const TEMPLATE: &str = include_str!("batch.toml");
