//! espeak-ng, as a program that is run: a process a passage.

use super::process::{is_installed, run};
use super::synthesizer::{Manner, Passage, SynthesisError, Synthesizer};
use super::{NoVoice, Prosody, Voice, choose};
use crate::audio::{Pcm, wav};
use crate::lang::Lang;
use std::process::Command;

const PROGRAM: &str = "espeak-ng";

/// Words a minute at rate -100, 0 and 100: those of speech-dispatcher, so that a page is as long
/// when it is recorded as when it is read aloud.
const MIN_SPEED: f64 = 80.0;
const USUAL: f64 = 175.0;
const MAX_SPEED: f64 = 450.0;

/// The espeak-ng of this computer.
#[derive(Debug)]
pub struct Espeak {
    prosody: Prosody,
    /// The voice that was asked for, and its file.
    named: Option<(Voice, String)>,
}

impl Espeak {
    /// Looks whether it is there, and has the voice that is asked for.
    ///
    /// # Errors
    /// When it is not installed, or has no such voice.
    pub fn open(manner: Manner) -> Result<Self, SynthesisError> {
        if !is_installed(PROGRAM) {
            return Err(SynthesisError::Missing(PROGRAM.into()));
        }
        let named = match manner.voice.as_deref() {
            Some(name) => Some(named(name)?),
            None => None,
        };
        Ok(Self { prosody: manner.prosody, named })
    }

    /// The voice for words in a language, as `-v` takes it. One that was asked for says what is in
    /// its language; other words have the one that espeak-ng finds for theirs.
    fn voice(&self, lang: &Lang) -> String {
        match &self.named {
            Some((voice, file)) if voice.speaks(lang) => file.clone(),
            _ => lang.as_str().to_lowercase(),
        }
    }

    /// The sound of a text, which may have marks (SSML).
    fn sound(&self, lang: &Lang, text: &str, marks: bool) -> Result<Pcm, SynthesisError> {
        let prosody = self.prosody;
        let mut command = Command::new(PROGRAM);
        let speed = speed(prosody.rate).to_string();
        command.args(["-v", &self.voice(lang), "-s", &speed]);
        command.args(["-p", &pitch(prosody.pitch).to_string()]);
        command.args(["-b", "1", "--stdin", "--stdout"]).args(marks.then_some("-m"));
        let bytes = run(&mut command, PROGRAM, text).map_err(|error| {
            // espeak-ng exits when it lacks the voice; its voices are listed only after that failure,
            // because listing is slow.
            match error {
                SynthesisError::Ended(_) if !has_voice(lang) => {
                    SynthesisError::Voice(NoVoice::Speaking(lang.clone()))
                }
                error => error,
            }
        })?;
        wav::read_stream(&bytes).map_err(|_| SynthesisError::Ended(PROGRAM.into()))
    }

    /// The sounds of the utterances of a passage. They are said by one process with silence
    /// between them that is longer than any in them; where it is not plain which silence is
    /// which, each is said by itself.
    fn say_passage(&self, passage: &Passage<'_>) -> Result<Vec<Pcm>, SynthesisError> {
        let said = &passage.said;
        if said.len() > 1 {
            let marked: Vec<String> = said.iter().map(|said| marked(said)).collect();
            let sound = self.sound(passage.lang, &marked.join(BREAK), true)?;
            if let Some(sounds) = sound.parted(said.len()) {
                return Ok(sounds);
            }
        }
        let alone = |said: &String| {
            let sound = self.sound(passage.lang, &plain(said), false)?;
            Ok(Pcm::trimmed(sound.rate, &sound.samples))
        };
        said.iter().map(alone).collect()
    }
}

/// The end of an utterance. Silences within one are 0.5 s at the most at the usual rate.
const BREAK: &str = "\n\n<break time=\"1000ms\"/>\n\n";

/// Words in which nothing is a mark.
fn marked(said: &str) -> String {
    plain(said).replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
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
    let end = if rate < 0 { MIN_SPEED } else { MAX_SPEED };
    (USUAL + (end - USUAL) * part).round() as u32
}

/// espeak-ng's pitch goes from 0 to 99, and 50 is usual.
fn pitch(pitch: i8) -> u32 {
    ((f64::from(pitch) + 100.0) / 200.0 * 99.0).round() as u32
}

/// A voice of that name, with its file.
fn named(name: &str) -> Result<(Voice, String), SynthesisError> {
    let listed = run(Command::new(PROGRAM).arg("--voices"), PROGRAM, "")?;
    let (voices, files): (Vec<Voice>, Vec<String>) =
        listed_voices(&String::from_utf8_lossy(&listed)).into_iter().unzip();
    let found = choose(&voices, &Lang::british(), Some(name));
    let found = found.map_err(SynthesisError::Voice)?;
    let place = voices.iter().position(|voice| voice == found).unwrap_or(0);
    Ok((found.clone(), files[place].clone()))
}

/// Whether espeak-ng has a voice for a language.
fn has_voice(lang: &Lang) -> bool {
    let tag = lang.as_str().to_lowercase();
    run(Command::new(PROGRAM).args(["-q", "-v", &tag, "a"]), PROGRAM, "").is_ok()
}

/// What `espeak-ng --voices` says: priority, language, sex, name, file. Voices of MBROLA, another
/// program, and sounds without a language are left out.
fn listed_voices(listed: &str) -> Vec<(Voice, String)> {
    let lines = listed.lines().skip(1);
    let voices = lines.filter_map(|line| {
        let mut fields = line.split_whitespace().skip(1);
        let language = fields.next()?.to_owned();
        let name = fields.nth(1)?.replace('_', " ");
        let file = fields.next()?.to_owned();
        let own = !file.starts_with("mb/") && !file.starts_with("!v/");
        own.then_some((Voice { name, language }, file))
    });
    voices.collect()
}

impl Synthesizer for Espeak {
    fn identity(&self, lang: &Lang) -> Result<String, SynthesisError> {
        let (voice, Prosody { rate, pitch, .. }) = (self.voice(lang), self.prosody);
        Ok(format!("{PROGRAM} {voice} {rate} {pitch}"))
    }

    fn at_a_time(&self) -> usize {
        1
    }

    fn say(&self, passages: &[Passage<'_>]) -> Vec<Result<Vec<Pcm>, SynthesisError>> {
        passages.iter().map(|passage| self.say_passage(passage)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn voices_are_read_from_the_list() {
        let listed = "Pty Language       Age/Gender VoiceName          File                 Other Languages\n 2  en-gb           --/M      English_(Great_Britain) gmw/en               (en 2)\n 5  pl              --/M      Polish             zlw/pl\n 7  pl              --/F      polish-mbrola-1    mb/mb-pl1\n";
        let voices = listed_voices(listed);
        assert_eq!(voices[0].0.name, "English (Great Britain)");
        assert_eq!(
            voices[1],
            (Voice { name: "Polish".into(), language: "pl".into() }, "zlw/pl".into())
        );
        assert_eq!(voices.len(), 2);
    }

    #[test]
    fn no_text_is_a_command() {
        assert_eq!(plain("say [[h@l'oU]] now"), "say [ [h@l'oU]] now");
        assert_eq!(plain("a[[[b"), "a[ [ [b");
        assert_eq!((speed(-100), speed(0), speed(100)), (80, 175, 450));
        assert_eq!((pitch(-100), pitch(0), pitch(100)), (0, 50, 99));
    }
}
