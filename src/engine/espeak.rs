//! espeak-ng, as a program that is run: a process an utterance, several at a time.

use super::process::run;
use super::synthesizer::{Manner, SynthesisError, Synthesizer, Words};
use super::{Voice, choose};
use crate::audio::{Pcm, wav};
use crate::lang::Lang;
use std::collections::BTreeMap;
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, OnceLock, PoisonError};

const PROGRAM: &str = "espeak-ng";

/// Words a minute at rate -100, 0 and 100: those of speech-dispatcher, so that a page is as long
/// when it is recorded as when it is read aloud.
const SLOWEST: f64 = 80.0;
const USUAL: f64 = 175.0;
const FASTEST: f64 = 450.0;

/// The espeak-ng of this computer.
#[derive(Debug)]
pub struct Espeak {
    manner: Manner,
    /// All voices, once they were asked for: listing them takes as long as saying a page.
    voices: OnceLock<Result<Vec<Voice>, SynthesisError>>,
    /// The voice of each language that was met.
    known: Mutex<BTreeMap<Lang, Result<String, SynthesisError>>>,
}

impl Espeak {
    /// Looks whether it is there.
    ///
    /// # Errors
    /// When it is not installed.
    pub fn open(manner: Manner) -> Result<Self, SynthesisError> {
        run(Command::new(PROGRAM).arg("--version"), PROGRAM, "")?;
        Ok(Self { manner, voices: OnceLock::new(), known: Mutex::default() })
    }

    fn voices(&self) -> Result<&[Voice], SynthesisError> {
        let listed = self.voices.get_or_init(|| {
            let listed = run(Command::new(PROGRAM).arg("--voices"), PROGRAM, "")?;
            Ok(voices(&String::from_utf8_lossy(&listed)))
        });
        listed.as_deref().map_err(Clone::clone)
    }

    /// The voice for words in a language, as `-v` takes it.
    fn voice(&self, lang: &Lang) -> Result<String, SynthesisError> {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(voice) = known.get(lang) {
            return voice.clone();
        }
        let voice = self.find(lang);
        known.insert(lang.clone(), voice.clone());
        voice
    }

    fn find(&self, lang: &Lang) -> Result<String, SynthesisError> {
        if let Some(name) = self.manner.voice.as_deref() {
            let named = choose(self.voices()?, lang, Some(name));
            // A voice that was asked for says what is in its language; other words have theirs.
            let own =
                |voice: &Voice| voice.language.split('-').next() == Some(lang.primary());
            match named {
                Ok(voice) if own(voice) => return Ok(voice.language.clone()),
                Ok(_) => {}
                Err(error) => return Err(SynthesisError::Voice(error)),
            }
        } else if let Some(tag) = lang.fallbacks().map(str::to_lowercase).next()
            && run(Command::new(PROGRAM).args(["-q", "-v", &tag, "a"]), PROGRAM, "")
                .is_ok()
        {
            // Asking for the language's own voice is quicker than listing all.
            return Ok(tag);
        }
        let voice = choose(self.voices()?, lang, None).map_err(SynthesisError::Voice)?;
        Ok(voice.language.clone())
    }

    fn say_one(&self, words: Words<'_>) -> Result<Pcm, SynthesisError> {
        let prosody = self.manner.prosody;
        let mut command = Command::new(PROGRAM);
        command.args([
            "-v",
            &self.voice(words.lang)?,
            "-s",
            &speed(prosody.rate).to_string(),
        ]);
        command.args(["-p", &pitch(prosody.pitch).to_string()]);
        command.args(["-b", "1", "--stdin", "--stdout"]);
        let bytes = run(&mut command, PROGRAM, &plain(words.said))?;
        wav::read_stream(&bytes).map_err(|_| SynthesisError::Ended(PROGRAM.into()))
    }
}

/// Words that espeak-ng does not take for names of sounds, which it reads between `[[` and `]]`.
fn plain(said: &str) -> String {
    let mut plain = String::with_capacity(said.len());
    for c in said.chars().filter(|c| !c.is_control() || *c == '\n') {
        if c == '[' && plain.ends_with('[') {
            plain.push(' ');
        }
        plain.push(c);
    }
    plain
}

fn speed(rate: i8) -> u32 {
    let part = f64::from(rate.unsigned_abs()) / 100.0;
    let end = if rate < 0 { SLOWEST } else { FASTEST };
    (USUAL + (end - USUAL) * part).round() as u32
}

/// espeak-ng's pitch goes from 0 to 99, and 50 is usual.
fn pitch(pitch: i8) -> u32 {
    ((f64::from(pitch) + 100.0) / 200.0 * 99.0).round() as u32
}

/// The voices that `espeak-ng --voices` lists: priority, language, sex, name, file.
fn voices(listed: &str) -> Vec<Voice> {
    let lines = listed.lines().skip(1);
    let voices = lines.filter_map(|line| {
        let mut fields = line.split_whitespace().skip(1);
        let language = fields.next()?.to_owned();
        let name = fields.nth(1)?.replace('_', " ");
        Some(Voice { name, language })
    });
    voices.collect()
}

impl Synthesizer for Espeak {
    fn identity(&self, lang: &Lang) -> Result<String, SynthesisError> {
        let prosody = self.manner.prosody;
        let voice = self.voice(lang)?;
        Ok(format!("{PROGRAM} {voice} {} {}", prosody.rate, prosody.pitch))
    }

    fn say(&self, words: &[Words<'_>]) -> Vec<Result<Pcm, SynthesisError>> {
        let threads = std::thread::available_parallelism().map_or(1, usize::from);
        let next = AtomicUsize::new(0);
        let said: Vec<Mutex<Option<Result<Pcm, SynthesisError>>>> =
            words.iter().map(|_| Mutex::new(None)).collect();
        std::thread::scope(|scope| {
            for _ in 0..threads.min(words.len()) {
                scope.spawn(|| {
                    loop {
                        let at = next.fetch_add(1, Ordering::Relaxed);
                        let Some(one) = words.get(at) else { return };
                        let sound = self.say_one(*one);
                        if let Ok(mut place) = said[at].lock() {
                            *place = Some(sound);
                        }
                    }
                });
            }
        });
        said.into_iter()
            .map(|sound| {
                let sound = sound.into_inner().ok().flatten();
                sound.unwrap_or_else(|| Err(SynthesisError::Ended(PROGRAM.into())))
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn voices_are_read_from_the_list() {
        let listed = "Pty Language       Age/Gender VoiceName          File                 Other Languages\n 2  en-gb           --/M      English_(Great_Britain) gmw/en               (en 2)\n 5  pl              --/M      Polish             zlw/pl\n";
        let voices = voices(listed);
        assert_eq!(voices[0].name, "English (Great Britain)");
        assert_eq!(voices[1].language, "pl");
    }

    #[test]
    fn no_text_is_a_command() {
        assert_eq!(plain("say [[h@l'oU]] now"), "say [ [h@l'oU]] now");
        assert_eq!(plain("a[[[b"), "a[ [ [b");
        assert_eq!((speed(-100), speed(0), speed(100)), (80, 175, 450));
        assert_eq!((pitch(-100), pitch(0), pitch(100)), (0, 50, 99));
    }
}
