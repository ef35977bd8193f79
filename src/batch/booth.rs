//! Records leaflets: what all centres share is said and encoded once, and a centre's details are
//! joined to it at a pause.

use super::studio::{
    self, Encoded, Section, assemble, disc, encode, gain, sections, tags,
};
use crate::audio::{Gain, Pcm};
use crate::config::{Sound, SoundFormat};
use crate::diag::Diagnostic;
use crate::document::{Document, Origin};
use crate::engine::recording::{Segment, join};
use crate::engine::synthesizer::{Recorder, SynthesisError};
use crate::speech::Script;
use std::collections::BTreeMap;
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
    /// What is said before a centre's details, and behind them, by the place of its first
    /// utterance.
    pieces: BTreeMap<usize, Encoded>,
    found: Vec<Diagnostic>,
}

/// What the recordings of a page share, form by form.
#[derive(Debug, Default)]
pub(super) struct Shared(Mutex<Vec<(SoundFormat, Sound, Arc<Common>)>>);

/// A leaflet that was recorded.
pub(super) struct Recorded {
    /// The recording, or the cue sheet of a CD.
    pub(super) bytes: Vec<u8>,
    /// The tracks of a CD, by their names.
    pub(super) beside: Vec<(String, Vec<u8>)>,
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
        (format, sound): (SoundFormat, &Sound),
        artist: &str,
        shared: &Shared,
    ) -> Result<Recorded, String> {
        let recorder = self.recorder(sound);
        let recorder = recorder.as_ref().as_ref().map_err(Clone::clone)?;
        let title = &document.metadata.title;
        let page = Page {
            script,
            centre: centre(document, script),
            sections: sections(script, title),
            format,
        };
        let common = {
            let mut shared = shared.0.lock().unwrap_or_else(PoisonError::into_inner);
            let known = shared.iter().find(|(own, of, _)| *own == format && of == sound);
            match known {
                Some((.., common)) => Arc::clone(common),
                None => {
                    let volume = f64::from(sound.volume) / 10.0;
                    let common = Arc::new(page.common(recorder, volume)?);
                    shared.push((format, sound.clone(), Arc::clone(&common)));
                    common
                }
            }
        };
        let (details, mut found) = page.details(recorder, common.gain)?;
        found.extend(common.found.iter().cloned());
        let pieces: BTreeMap<usize, &Encoded> = common
            .pieces
            .iter()
            .chain(&details)
            .map(|(at, piece)| (*at, piece))
            .collect();
        let pieces: Vec<(usize, &Encoded)> = pieces.into_iter().collect();
        let (bytes, beside, length) = if format == SoundFormat::Cd {
            let disc = disc(&pieces, &page.sections, title, artist);
            let disc = disc.map_err(|error| error.to_string())?;
            (disc.sheet.into_bytes(), disc.tracks, disc.length)
        } else {
            let recording = assemble(&pieces, script, &tags(document, script, artist));
            let recording = recording.map_err(|error| error.to_string())?;
            (recording.bytes, Vec::new(), recording.length)
        };
        let seconds = length.as_secs_f64().round() as u64;
        Ok(Recorded { bytes, beside, seconds, found })
    }
}

/// A page with a centre's details, to be recorded.
struct Page<'p> {
    script: &'p Script,
    /// The utterances that say the centre's details.
    centre: Range<usize>,
    sections: Vec<Section>,
    format: SoundFormat,
}

impl Page<'_> {
    /// Says and encodes what is not about the centre.
    fn common(&self, recorder: &Recorder, volume: f64) -> Result<Common, String> {
        let centre = &self.centre;
        let mut shared = self.part(0..centre.start);
        shared.utterances.extend_from_slice(&self.script.utterances[centre.end..]);
        let (mut sounds, found) = recorder.say(&shared).map_err(|error| cause(&error))?;
        let behind = sounds.split_off(centre.start);
        sounds.resize(centre.end, Pcm::default());
        sounds.extend(behind);
        let of_all = |at: usize| !centre.contains(&at);
        let segments = self.segments(&sounds, of_all);
        let gain = gain(&segments.iter().map(|(_, it)| it).collect::<Vec<_>>(), volume);
        Ok(Common { gain, pieces: self.encoded(segments, gain)?, found })
    }

    /// Says and encodes a centre's details.
    fn details(
        &self,
        recorder: &Recorder,
        gain: Gain,
    ) -> Result<(BTreeMap<usize, Encoded>, Vec<Diagnostic>), String> {
        let own = self.part(self.centre.clone());
        let (said, found) = recorder.say(&own).map_err(|error| cause(&error))?;
        let mut sounds = vec![Pcm::default(); self.centre.start];
        sounds.extend(said);
        let segments = self.segments(&sounds, |at| self.centre.contains(&at));
        Ok((self.encoded(segments, gain)?, found))
    }

    /// Some utterances of the script by themselves.
    fn part(&self, utterances: Range<usize>) -> Script {
        let utterances = self.script.utterances[utterances].to_vec();
        Script { utterances, headings: Vec::new() }
    }

    /// The segments that begin at a place that is wanted: the page is cut before and behind the
    /// centre's details, and where a track of a CD begins.
    fn segments(
        &self,
        sounds: &[Pcm],
        wanted: impl Fn(usize) -> bool,
    ) -> Vec<(usize, Segment)> {
        let count = self.script.utterances.len();
        let mut cuts = vec![0, self.centre.start, self.centre.end, count];
        if self.format == SoundFormat::Cd {
            cuts.extend(self.sections.iter().map(|(_, range)| range.start));
        }
        cuts.sort_unstable();
        cuts.dedup();
        let wanted = cuts.windows(2).filter(|ends| wanted(ends[0]));
        let joined = wanted.map(|ends| {
            let segment = join(self.script, sounds, ends[0]..ends[1]);
            // The tracks of a CD have their gap.
            let opens = ends[0] == 0 && self.format != SoundFormat::Cd;
            (ends[0], if opens { segment.with_opening() } else { segment })
        });
        joined.collect()
    }

    fn encoded(
        &self,
        segments: Vec<(usize, Segment)>,
        gain: Gain,
    ) -> Result<BTreeMap<usize, Encoded>, String> {
        let encoded = segments.into_iter().map(|(at, segment)| {
            let encoded = encode(segment, gain, self.format);
            Ok((at, encoded.map_err(|error| error.to_string())?))
        });
        encoded.collect()
    }
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
