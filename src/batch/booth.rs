//! Records leaflets: what all centres share is said and encoded once, and a centre's details are
//! joined to it at a pause.

use super::studio::{self, Encoded, Format, assemble, encode, gain, tags};
use crate::audio::{AudioError, Gain, Pcm};
use crate::config::{FormKind, Sound};
use crate::diag::Diagnostic;
use crate::document::{Document, Origin};
use crate::engine::recording::join;
use crate::engine::synthesizer::{Recorder, SynthesisError};
use crate::speech::Script;
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

/// The engines of a batch, each opened when it is first needed.
#[derive(Debug, Default)]
pub(super) struct Booth {
    recorders: Mutex<Vec<(Sound, Opened)>>,
}

/// A recorder, or why there is none.
type Opened = Arc<Result<Recorder, String>>;

/// What the recordings of a page in one form share.
#[derive(Debug)]
struct Common {
    gain: Gain,
    /// What is said before a centre's details, and behind them.
    parts: [Encoded; 2],
    found: Vec<Diagnostic>,
}

/// What the recordings of a page share, form by form.
#[derive(Debug, Default)]
pub(super) struct Shared(Mutex<Vec<(FormKind, Sound, Arc<Common>)>>);

/// A leaflet that was recorded.
pub(super) struct Recorded {
    pub(super) bytes: Vec<u8>,
    /// How long it is, in seconds.
    pub(super) seconds: u64,
    pub(super) found: Vec<Diagnostic>,
}

impl Booth {
    fn recorder(&self, sound: &Sound) -> Opened {
        let mut recorders = self.recorders.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, recorder)) = recorders.iter().find(|(known, _)| known == sound) {
            return Arc::clone(recorder);
        }
        let recorder = Arc::new(studio::recorder(sound, true).map_err(|it| cause(&it)));
        recorders.push((sound.clone(), Arc::clone(&recorder)));
        recorder
    }

    /// Records the script of a document with a centre's details.
    pub(super) fn record(
        &self,
        document: &Document,
        script: &Script,
        (kind, sound): (FormKind, &Sound),
        artist: &str,
        shared: &Shared,
    ) -> Result<Recorded, String> {
        let recorder = self.recorder(sound);
        let recorder = recorder.as_ref().as_ref().map_err(Clone::clone)?;
        let format = match kind {
            FormKind::Opus => Format::Opus,
            FormKind::Wav => Format::Wav,
            FormKind::Mp3 | FormKind::Pdf | FormKind::Script => Format::Mp3,
        };
        let centre = centre(document, script);
        let common = {
            let mut shared = shared.0.lock().unwrap_or_else(PoisonError::into_inner);
            let known = shared.iter().find(|(own, of, _)| *own == kind && of == sound);
            match known {
                Some((.., common)) => Arc::clone(common),
                None => {
                    let volume = f64::from(sound.volume) / 10.0;
                    let common =
                        Arc::new(common(recorder, script, &centre, format, volume)?);
                    shared.push((kind, sound.clone(), Arc::clone(&common)));
                    common
                }
            }
        };
        let own = part(script, centre.clone());
        let (sounds, mut found) = recorder.say(&own).map_err(|error| cause(&error))?;
        found.extend(common.found.iter().cloned());
        let [before, behind] = &common.parts;
        let mut segments = vec![(0, before)];
        let details;
        if !centre.is_empty() {
            let segment =
                join(&own_of(script, &centre, &own), &sounds, 0..own.utterances.len());
            details =
                encode(segment, common.gain, format).map_err(|error| audio(&error))?;
            segments.push((centre.start, &details));
        }
        segments.push((centre.end, behind));
        let recording = assemble(&segments, script, &tags(document, script, artist));
        let recording = recording.map_err(|error| audio(&error))?;
        let seconds = recording.length.as_secs_f64().round() as u64;
        Ok(Recorded { bytes: recording.bytes, seconds, found })
    }
}

/// Says and encodes what is not about the centre.
fn common(
    recorder: &Recorder,
    script: &Script,
    centre: &Range<usize>,
    format: Format,
    volume: f64,
) -> Result<Common, String> {
    let count = script.utterances.len();
    let mut shared = part(script, 0..centre.start);
    shared.utterances.extend(script.utterances[centre.end..].iter().cloned());
    let (said, found) = recorder.say(&shared).map_err(|error| cause(&error))?;
    let mut sounds = said;
    let behind = sounds.split_off(centre.start);
    sounds.extend(std::iter::repeat_n(Pcm::default(), centre.len()));
    sounds.extend(behind);
    let before = join(script, &sounds, 0..centre.start);
    let behind = join(script, &sounds, centre.end..count);
    let gain = gain(&[&before, &behind], volume);
    let encoded = |segment| encode(segment, gain, format).map_err(|error| audio(&error));
    Ok(Common { gain, parts: [encoded(before)?, encoded(behind)?], found })
}

/// Some utterances of a script by themselves.
fn part(script: &Script, utterances: Range<usize>) -> Script {
    let utterances = script.utterances[utterances].to_vec();
    Script { utterances, headings: Vec::new() }
}

/// The centre's utterances with the pause behind the last of them: there is more to come.
fn own_of(script: &Script, centre: &Range<usize>, own: &Script) -> Script {
    let mut own = own.clone();
    own.utterances.extend(script.utterances.get(centre.end).cloned());
    own
}

/// The utterances that say a centre's details.
fn centre(document: &Document, script: &Script) -> Range<usize> {
    let blocks = document.blocks.iter();
    let own = blocks
        .filter(|it| matches!(it.origin, Origin::Centre | Origin::CentreTelephone))
        .map(|block| block.id);
    let own: Vec<_> = own.collect();
    let about = |at: &usize| own.contains(&script.utterances[*at].node);
    let count = script.utterances.len();
    let first = (0..count).find(about);
    let last = (0..count).rev().find(about);
    match (first, last) {
        (Some(first), Some(last)) => first..last + 1,
        _ => count..count,
    }
}

fn cause(error: &SynthesisError) -> String {
    format!("{error}\n  help: {}", error.help())
}

fn audio(error: &AudioError) -> String {
    error.to_string()
}
