//! Says words into a file instead of the air.

use super::letters::name_letters;
use super::sounds::{Place, Sounds};
use super::{NoVoice, Prosody};
use crate::audio::Pcm;
use crate::diag::{Diagnostic, Span};
use crate::lang::Lang;
use crate::parallel::{in_parallel, processors};
use crate::speech::{BETWEEN_SECTIONS, Script, Utterance};
use crate::store::Cache;
use std::io;
use thiserror::Error;

/// Words that are said in one go: an engine takes longer to start than to say a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage<'p> {
    /// Their language.
    pub lang: &'p Lang,
    /// The utterances, a line each.
    pub said: Vec<String>,
}

/// Why words could not be said.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum SynthesisError {
    /// The program that speaks is not there.
    #[error("`{0}` is not installed")]
    Missing(String),
    /// There is no voice for the words.
    #[error("{0}")]
    Voice(NoVoice),
    /// The voice's file cannot be used.
    #[error("the voice `{0}` cannot be used")]
    VoiceFile(String),
    /// The program ended before it had said everything.
    #[error("`{0}` ended without saying it all")]
    Ended(String),
    /// The program gave no sound for twenty seconds.
    #[error("`{0}` gave no sound for 20 seconds")]
    Silent(String),
    /// What was said cannot be kept until it is encoded.
    #[error("the sounds cannot be kept: {0}")]
    Disk(io::ErrorKind),
}

impl SynthesisError {
    /// What to do about it.
    pub fn help(&self) -> String {
        let help = match self {
            Self::Missing(name) if name == "piper" => {
                "install it (`pip install piper-tts`), and get a voice: docs/recording.md says how"
            }
            Self::Missing(_) => {
                "install it: on Debian and Ubuntu, `sudo apt-get install espeak-ng`"
            }
            Self::Voice(NoVoice::Named { nearest: Some(like), .. }) => {
                return format!(
                    "`espeak-ng --voices` lists them; did you mean `{like}`?"
                );
            }
            Self::Voice(_) => {
                "`espeak-ng --voices` lists its voices; name one, or a file of Piper's, with `--voice`"
            }
            Self::VoiceFile(_) => {
                "name a voice's `.onnx` file that has its `.onnx.json` beside it"
            }
            Self::Disk(_) => {
                "make room in the folder of your cache (`$XDG_CACHE_HOME`), and try again"
            }
            Self::Ended(_) | Self::Silent(_) => {
                "try again; if it happens again, try the voice by itself"
            }
        };
        help.to_owned()
    }
}

/// Something that says words into memory.
pub trait Synthesizer: Send + Sync {
    /// All that its sounds depend on beside the words: engine, voice, prosody.
    ///
    /// # Errors
    /// When it has no voice for the language.
    fn identity(&self, lang: &Lang) -> Result<String, SynthesisError>;

    /// How many passages it is best given at a time.
    fn at_a_time(&self) -> usize;

    /// Says passages, and gives the sounds of the utterances of each, without silence around
    /// them, or an error, in order.
    fn say(&self, passages: &[Passage<'_>]) -> Vec<Result<Vec<Pcm>, SynthesisError>>;
}

/// Says scripts, passage by passage: one that was said before is taken from the cache.
pub struct Recorder {
    synthesizer: Box<dyn Synthesizer>,
    cache: Option<Cache>,
}

impl std::fmt::Debug for Recorder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Recorder").field("cache", &self.cache).finish_non_exhaustive()
    }
}

/// How much of the user's disk the sounds of sentences take at most.
const CACHED: u64 = 512 << 20;

/// The most bytes of a passage that is kept: ten minutes. What is longer is no passage.
const MAX_KEPT: usize = 600 * 48_000 * 2;

/// A passage with this many utterances, about a minute, ends with its section; one with twice as
/// many ends anywhere.
const PASSAGE: usize = 12;

impl Recorder {
    /// A recorder that keeps what was said in the user's cache, if it is to.
    pub fn new(synthesizer: Box<dyn Synthesizer>, cached: bool) -> Self {
        let cache = cached.then(|| Cache::of_user("speech", CACHED)).flatten();
        Self { synthesizer, cache }
    }

    /// Says some utterances of a script, given by their indices in order, without silence around
    /// them, all at one rate; and tells what could not be heard. No more than a few passages are in
    /// memory at a time.
    ///
    /// # Errors
    /// When one cannot be said, or the disk has no room for the sounds.
    pub fn say(
        &self,
        script: &Script,
        utterances: &[usize],
    ) -> Result<(Sounds, Vec<Diagnostic>), SynthesisError> {
        let mut sounds = Sounds::new(script.utterances.len());
        let passages = passages(utterances.iter().map(|&at| &script.utterances[at]));
        let mut places: Vec<Option<Vec<Place>>> = Vec::with_capacity(passages.len());
        for passage in &passages {
            let kept = self.cache.as_ref().zip(Some(self.key(passage)?));
            let kept = kept.and_then(|(cache, key)| from_bytes(&cache.get(&key)?));
            let kept = kept.filter(|sounds| sounds.len() == passage.said.len());
            places.push(kept.map(|kept| sounds.put(&kept)).transpose().map_err(no_room)?);
        }
        let missing: Vec<usize> =
            (0..passages.len()).filter(|&at| places[at].is_none()).collect();
        let chunks = missing.chunks(self.synthesizer.at_a_time().max(1));
        let said = in_parallel(
            processors(),
            &chunks.collect::<Vec<_>>(),
            || (),
            |(), chunk| {
                let chunk: Vec<_> =
                    chunk.iter().map(|&at| passages[at].clone()).collect();
                let said = self.say_passages(&chunk).into_iter();
                said.map(|said| sounds.put(&said?).map_err(no_room)).collect::<Vec<_>>()
            },
        );
        for (at, said) in missing.into_iter().zip(said.into_iter().flatten()) {
            places[at] = Some(said?);
        }
        let places = places.into_iter().flatten().flatten();
        let mut diagnostics = Vec::new();
        for (&at, place) in utterances.iter().zip(places) {
            sounds.set(at, place);
            if sounds.length(at) == 0 {
                let written = &script.utterances[at].written;
                let message = format!("the voice gives no sound for `{written}`");
                let nowhere: Span = 0..0;
                diagnostics.push(
                    Diagnostic::warning("no-sound", nowhere, message)
                        .help("write it in other words, or teach it with `--lexicon`"),
                );
            }
        }
        Ok((sounds, diagnostics))
    }

    /// Says passages anew and keeps them. The sounds have no silence around them and are in 16
    /// bits, so that a recording is the same whether they were said or kept. A cache that cannot
    /// be written is a cache less.
    fn say_passages(
        &self,
        passages: &[Passage<'_>],
    ) -> Vec<Result<Vec<Pcm>, SynthesisError>> {
        let mut said = self.synthesizer.say(passages);
        // An engine that fell over once may say it the next time.
        let failed: Vec<usize> =
            (0..said.len()).filter(|&at| may_pass(&said[at])).collect();
        if !failed.is_empty() {
            let again: Vec<_> = failed.iter().map(|&at| passages[at].clone()).collect();
            for (at, sounds) in failed.into_iter().zip(self.synthesizer.say(&again)) {
                said[at] = sounds;
            }
        }
        let keep = |(passage, sounds): (&Passage<'_>, Result<Vec<Pcm>, _>)| {
            let sounds: Vec<Pcm> = sounds?.into_iter().map(Pcm::in_16_bits).collect();
            if let Some(cache) = &self.cache {
                let bytes = to_bytes(&sounds);
                if bytes.len() <= MAX_KEPT {
                    cache.put(&self.key(passage)?, &bytes);
                }
            }
            Ok(sounds)
        };
        passages.iter().zip(said).map(keep).collect()
    }

    /// All that the sounds of a passage depend on.
    fn key(&self, passage: &Passage<'_>) -> Result<String, SynthesisError> {
        let identity = self.synthesizer.identity(passage.lang)?;
        Ok(format!("{identity}\n{}", passage.said.join("\n")))
    }
}

/// The passages of some utterances, which depend on nothing but its words: some sections, or part of one,
/// in one language.
fn passages<'s>(utterances: impl Iterator<Item = &'s Utterance>) -> Vec<Passage<'s>> {
    let mut passages: Vec<Passage<'_>> = Vec::new();
    let mut is_section = false;
    for utterance in utterances {
        let said = one_line(&said(utterance));
        let goes_on = |last: &&mut Passage<'_>| {
            let most = if is_section { PASSAGE } else { 2 * PASSAGE };
            *last.lang == utterance.lang && last.said.len() < most
        };
        match passages.last_mut().filter(goes_on) {
            Some(last) => last.said.push(said),
            None => passages.push(Passage { lang: &utterance.lang, said: vec![said] }),
        }
        is_section = utterance.pause_after >= BETWEEN_SECTIONS;
    }
    passages
}

fn no_room(error: io::Error) -> SynthesisError {
    SynthesisError::Disk(error.kind())
}

/// Words without anything that could begin another line.
fn one_line(said: &str) -> String {
    let words = said.split(|c: char| c.is_control() || c.is_whitespace());
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Whether a failure may be gone when it is tried again.
const fn may_pass<T>(said: &Result<T, SynthesisError>) -> bool {
    matches!(said, Err(SynthesisError::Ended(_) | SynthesisError::Silent(_)))
}

/// What an engine is given to say.
fn said(utterance: &Utterance) -> String {
    match utterance.lang.primary() {
        "en" => name_letters(&utterance.said),
        _ => utterance.said.clone(),
    }
}

/// Sounds as they are kept: for each its rate and how many samples it has, then those, in 16 bits.
fn to_bytes(sounds: &[Pcm]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for sound in sounds {
        let count = u32::try_from(sound.samples.len()).unwrap_or(u32::MAX);
        bytes.extend(sound.rate.to_le_bytes());
        bytes.extend(count.to_le_bytes());
        bytes.extend(sound.to_bytes());
    }
    bytes
}

/// What was kept; `None` where it is not whole.
fn from_bytes(mut bytes: &[u8]) -> Option<Vec<Pcm>> {
    let mut sounds = Vec::new();
    while !bytes.is_empty() {
        let (rate, rest) = bytes.split_first_chunk::<4>()?;
        let (count, rest) = rest.split_first_chunk::<4>()?;
        let length = (u32::from_le_bytes(*count) as usize).checked_mul(2)?;
        let (samples, rest) = rest.split_at_checked(length)?;
        sounds.push(Pcm::from_bytes(u32::from_le_bytes(*rate), samples));
        bytes = rest;
    }
    Some(sounds)
}

/// How an engine is to speak.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Manner {
    /// The voice, by its name or file; `None` is one of the words' language.
    pub voice: Option<String>,
    /// How fast and how high.
    pub prosody: Prosody,
}
