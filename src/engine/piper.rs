//! Piper, a natural voice from a file, as a program that is run: it reads a line an utterance and
//! writes a WAV file each.

use super::process::run;
use super::synthesizer::{Manner, Passage, SynthesisError, Synthesizer};
use super::{NoVoice, Prosody};
use crate::audio::{AudioError, Pcm, wav};
use crate::lang::Lang;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const PROGRAM: &str = "piper";

/// How much longer speech is at rate -100, and how much shorter at 100.
const LENGTH_AT_SLOWEST: f64 = 2.2;
const LENGTH_AT_FASTEST: f64 = 0.4;

/// The Piper of this computer with one voice.
#[derive(Debug)]
pub struct Piper {
    voice: PathBuf,
    lang: Lang,
    prosody: Prosody,
}

impl Piper {
    /// Whether there is a Piper on this computer.
    pub fn is_installed() -> bool {
        super::process::is_installed(PROGRAM)
    }

    /// The language of its voice.
    pub const fn lang(&self) -> &Lang {
        &self.lang
    }

    /// Reads which language the voice speaks.
    ///
    /// # Errors
    /// When the voice is no file with its description beside it.
    pub fn open(manner: &Manner) -> Result<Self, SynthesisError> {
        let Some(voice) = manner.voice.clone() else {
            return Err(SynthesisError::VoiceFile("(none was named)".into()));
        };
        let wrong = || SynthesisError::VoiceFile(voice.clone());
        let described =
            fs::read_to_string(format!("{voice}.json")).map_err(|_| wrong())?;
        let described: serde_json::Value =
            serde_json::from_str(&described).map_err(|_| wrong())?;
        let code = described["language"]["code"].as_str();
        let code = code.or_else(|| described["espeak"]["voice"].as_str());
        let lang = code.and_then(|code| Lang::new(&code.replace('_', "-")));
        if !Path::new(&voice).is_file() {
            return Err(wrong());
        }
        Ok(Self {
            voice: PathBuf::from(&voice),
            lang: lang.ok_or_else(wrong)?,
            prosody: manner.prosody,
        })
    }

    /// The sounds of lines, which have no control characters: a line of nothing has none.
    fn say_lines(&self, lines: &[&str]) -> Result<Vec<Pcm>, SynthesisError> {
        let ended = || SynthesisError::Ended(PROGRAM.into());
        let folder = tempfile::tempdir().map_err(|_| ended())?;
        let mut command = Command::new(PROGRAM);
        command.arg("-m").arg(&self.voice).arg("-d").arg(folder.path());
        command.args(["--length-scale", &format!("{:.3}", length(self.prosody.rate))]);
        let spoken = || lines.iter().filter(|line| !line.is_empty());
        let lines_of_text: String = spoken().map(|line| format!("{line}\n")).collect();
        run(&mut command, PROGRAM, &lines_of_text)?;
        // The files are named by the time at which they were made.
        let mut files: Vec<(u128, PathBuf)> = fs::read_dir(folder.path())
            .map_err(|_| ended())?
            .filter_map(|entry| {
                let path = entry.ok()?.path();
                Some((path.file_stem()?.to_str()?.parse().ok()?, path))
            })
            .collect();
        files.sort();
        if files.len() != spoken().count() {
            return Err(ended());
        }
        let sound = |path: &Path| {
            let bytes = fs::read(path).map_err(|_| ended())?;
            let sound = wav::read(&bytes).map_err(|_: AudioError| ended())?;
            Ok(Pcm::trimmed(sound.rate, &sound.samples))
        };
        let mut files = files.iter();
        let sounds = lines.iter().map(|line| match line.is_empty() {
            true => Ok(Pcm::default()),
            false => files.next().map_or_else(|| Err(ended()), |(_, path)| sound(path)),
        });
        sounds.collect()
    }
}

fn length(rate: i8) -> f64 {
    let part = f64::from(rate.unsigned_abs()) / 100.0;
    let end = if rate < 0 { LENGTH_AT_SLOWEST } else { LENGTH_AT_FASTEST };
    1.0 + (end - 1.0) * part
}

impl Synthesizer for Piper {
    fn identity(&self, lang: &Lang) -> Result<String, SynthesisError> {
        if lang.primary() != self.lang.primary() {
            return Err(SynthesisError::Voice(NoVoice::Speaking(lang.clone())));
        }
        Ok(format!("{PROGRAM} {} {}", self.voice.display(), self.prosody.rate))
    }

    /// It takes a second to read its voice.
    fn at_a_time(&self) -> usize {
        usize::MAX
    }

    fn say(&self, passages: &[Passage<'_>]) -> Vec<Result<Vec<Pcm>, SynthesisError>> {
        let lines = passages.iter().flat_map(|passage| &passage.said);
        let lines: Vec<&str> = lines.map(String::as_str).collect();
        match self.say_lines(&lines) {
            Ok(sounds) => {
                let mut sounds = sounds.into_iter();
                let own = |passage: &Passage<'_>| {
                    Ok(sounds.by_ref().take(passage.said.len()).collect())
                };
                passages.iter().map(own).collect()
            }
            Err(error) => passages.iter().map(|_| Err(error.clone())).collect(),
        }
    }
}
