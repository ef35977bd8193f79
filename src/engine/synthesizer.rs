//! Says words into a file instead of the air.

use super::letters::name_letters;
use super::{NoVoice, Prosody};
use crate::audio::Pcm;
use crate::diag::{Diagnostic, Span};
use crate::lang::Lang;
use crate::speech::{Script, Utterance};
use crate::store::Cache;
use std::collections::BTreeMap;
use thiserror::Error;

/// Words to be said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Words<'w> {
    /// Their language.
    pub lang: &'w Lang,
    /// What is said.
    pub said: &'w str,
}

/// Why words could not be said.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum SynthesisError {
    /// The program that speaks is not there.
    #[error("`{0}` is not installed")]
    Missing(String),
    /// There is no voice for the words.
    #[error("there is no voice for them")]
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
}

impl SynthesisError {
    /// What to do about it.
    pub const fn help(&self) -> &'static str {
        match self {
            Self::Missing(_) => {
                "install it: on Debian and Ubuntu, `sudo apt-get install espeak-ng`; Piper with `pip install piper-tts`"
            }
            Self::Voice(_) => {
                "`printaloud voices --all` and `espeak-ng --voices` list voices; name one with `--voice`"
            }
            Self::VoiceFile(_) => {
                "name a voice's `.onnx` file that has its `.onnx.json` beside it"
            }
            Self::Ended(_) | Self::Silent(_) => {
                "try again; if it happens again, try the voice by itself"
            }
        }
    }
}

/// Something that says words into memory.
pub trait Synthesizer: Send + Sync {
    /// All that its sounds depend on beside the words: engine, voice, prosody.
    ///
    /// # Errors
    /// When it has no voice for the language.
    fn identity(&self, lang: &Lang) -> Result<String, SynthesisError>;

    /// Says texts, and gives a sound or an error for each, in order.
    fn say(&self, words: &[Words<'_>]) -> Vec<Result<Pcm, SynthesisError>>;
}

/// Says scripts, each sentence once: what was said before is taken from the cache.
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

/// The most bytes of a sound that is kept: a minute. What is longer is no sentence.
const LONGEST_KEPT: usize = 60 * 48_000 * 2;

impl Recorder {
    /// A recorder that keeps what was said in the user's cache, if it is to.
    pub fn new(synthesizer: Box<dyn Synthesizer>, cached: bool) -> Self {
        let cache = cached.then(|| Cache::of_user("speech", CACHED)).flatten();
        Self { synthesizer, cache }
    }

    /// The sounds of a script's utterances, one for each, without silence around them, all of one
    /// rate; and what could not be heard.
    ///
    /// # Errors
    /// When one cannot be said.
    pub fn say(
        &self,
        script: &Script,
    ) -> Result<(Vec<Pcm>, Vec<Diagnostic>), SynthesisError> {
        let mut wanted: BTreeMap<(&Lang, String), Option<Pcm>> = BTreeMap::new();
        for utterance in &script.utterances {
            wanted.insert(key(utterance), None);
        }
        let mut missing = Vec::new();
        for ((lang, said), sound) in &mut wanted {
            let identity = self.synthesizer.identity(lang)?;
            *sound = self.cache.as_ref().and_then(|cache| {
                from_bytes(&cache.get(&format!("{identity}\n{said}"))?)
            });
            if sound.is_none() {
                missing.push((*lang, said.clone()));
            }
        }
        let words: Vec<Words<'_>> =
            missing.iter().map(|(lang, said)| Words { lang, said }).collect();
        let mut sounds = self.synthesizer.say(&words);
        // An engine that fell over once may say it the next time.
        let failed: Vec<usize> =
            (0..sounds.len()).filter(|&at| may_pass(&sounds[at])).collect();
        let again: Vec<Words<'_>> = failed.iter().map(|&at| words[at]).collect();
        for (at, sound) in failed.into_iter().zip(self.synthesizer.say(&again)) {
            sounds[at] = sound;
        }
        let kept = self.keep(&missing, sounds);
        for ((lang, said), sound) in missing.iter().zip(kept) {
            wanted.insert((*lang, said.clone()), Some(sound?));
        }
        if let Some(cache) = self.cache.as_ref().filter(|_| !missing.is_empty()) {
            cache.trim();
        }
        let mut diagnostics = Vec::new();
        let mut sounds = Vec::with_capacity(script.utterances.len());
        for utterance in &script.utterances {
            let sound =
                wanted.get(&key(utterance)).cloned().flatten().unwrap_or_default();
            if sound.samples.is_empty() {
                let message =
                    format!("the voice gives no sound for `{}`", utterance.written);
                let nowhere: Span = 0..0;
                diagnostics.push(
                    Diagnostic::warning("no-sound", nowhere, message)
                        .help("write it in other words, or teach it with `--lexicon`"),
                );
            }
            sounds.push(sound);
        }
        Ok((sounds, diagnostics))
    }

    /// Sounds as they are kept: without silence around them, in 16 bits, so that a recording is
    /// the same whether a sentence was said or kept. A cache that cannot be written is a cache
    /// less.
    fn keep(
        &self,
        words: &[(&Lang, String)],
        sounds: Vec<Result<Pcm, SynthesisError>>,
    ) -> Vec<Result<Pcm, SynthesisError>> {
        let keep = |(lang, said): &(&Lang, String),
                    sound: Result<Pcm, SynthesisError>| {
            let bytes = to_bytes(&sound?.trimmed());
            if let Some(cache) =
                self.cache.as_ref().filter(|_| bytes.len() <= LONGEST_KEPT)
            {
                cache.put(
                    &format!("{}\n{said}", self.synthesizer.identity(lang)?),
                    &bytes,
                );
            }
            Ok(from_bytes(&bytes).unwrap_or_default())
        };
        let mut sounds = sounds;
        let behind = sounds.split_off(sounds.len() / 2);
        let (words, words_behind) = words.split_at(sounds.len());
        let all = |words: &[(&Lang, String)], sounds: Vec<_>| -> Vec<_> {
            words.iter().zip(sounds).map(|(words, sound)| keep(words, sound)).collect()
        };
        std::thread::scope(|scope| {
            let behind = scope.spawn(|| all(words_behind, behind));
            let mut kept = all(words, sounds);
            kept.extend(behind.join().expect("keeping a sound does not panic"));
            kept
        })
    }
}

/// Whether a failure may be gone when it is tried again.
const fn may_pass(sound: &Result<Pcm, SynthesisError>) -> bool {
    matches!(sound, Err(SynthesisError::Ended(_) | SynthesisError::Silent(_)))
}

fn key(utterance: &Utterance) -> (&Lang, String) {
    let said = match utterance.lang.primary() {
        "en" => name_letters(&utterance.said),
        _ => utterance.said.clone(),
    };
    (&utterance.lang, said)
}

/// A sound as it is kept: its rate, then samples of 16 bits.
fn to_bytes(sound: &Pcm) -> Vec<u8> {
    let samples = sound.to_i16().into_iter().flat_map(i16::to_le_bytes);
    sound.rate.to_le_bytes().into_iter().chain(samples).collect()
}

fn from_bytes(bytes: &[u8]) -> Option<Pcm> {
    let (rate, samples) = bytes.split_first_chunk::<4>()?;
    let samples = samples.chunks_exact(2);
    let samples =
        samples.map(|pair| f32::from(i16::from_le_bytes([pair[0], pair[1]])) / 32_767.0);
    Some(Pcm { rate: u32::from_le_bytes(*rate), samples: samples.collect() })
}

/// How an engine is to speak.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Manner {
    /// The voice, by its name or file; `None` is one of the words' language.
    pub voice: Option<String>,
    /// How fast and how high.
    pub prosody: Prosody,
}
