//! Records leaflets: what all centres share is said and encoded once, and a centre's details are
//! joined to it at a pause.

use crate::audio::{AudioError, Gain};
use crate::config::{Sound, SoundFormat};
use crate::diag::Diagnostic;
use crate::document::Document;
use crate::engine::sounds::Sounds;
use crate::engine::synthesizer::{Recorder, SynthesisError};
use crate::recording::{
    self, Encoded, Piece, Segment, Track, disc, gain, recorder, tags, tracks,
};
use crate::speech::Script;
use std::collections::BTreeMap;
use std::io::Cursor;
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

/// The engines of a batch, each opened when it is first needed.
#[derive(Debug, Default)]
pub(super) struct RecordingSession {
    recorders: Mutex<Vec<(Sound, Opened)>>,
}

/// A recorder, or why there is none.
type Opened = Arc<Result<Recorder, String>>;

/// What the recordings of a page in one form share.
#[derive(Debug)]
struct Common {
    gain: Gain,
    /// What is said before a centre's details, and after them.
    pieces: Vec<Encoded>,
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

impl RecordingSession {
    fn recorder(&self, sound: &Sound) -> Opened {
        let mut recorders = self.recorders.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, recorder)) = recorders.iter().find(|(known, _)| known == sound) {
            return Arc::clone(recorder);
        }
        let recorder = Arc::new(recorder(sound, true).map_err(|it| cause(&it)));
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
        let (centre, tracks) = (script.centre(), tracks(script, title));
        let page = Page { script, centre, tracks, format };
        let common = {
            let mut shared = shared.0.lock().unwrap_or_else(PoisonError::into_inner);
            let known = shared.iter().find(|(own, of, _)| *own == format && of == sound);
            match known {
                Some((.., common)) => Arc::clone(common),
                None => {
                    let common = Arc::new(page.common(recorder, sound)?);
                    shared.push((format, sound.clone(), Arc::clone(&common)));
                    common
                }
            }
        };
        let (details, mut found) = page.details(recorder, common.gain)?;
        found.extend(common.found.iter().cloned());
        let in_order: BTreeMap<usize, &Encoded> =
            common.pieces.iter().chain(&details).map(|it| (it.first, it)).collect();
        let pieces: Vec<Piece<'_>> = in_order.into_values().map(Piece::Encoded).collect();
        let failed = |error: AudioError| error.to_string();
        let (bytes, beside, length) = if format == SoundFormat::Cd {
            let disc = disc(&pieces, &page.tracks, title, artist);
            let mut beside = Vec::new();
            for track in &disc.tracks {
                let mut bytes = Cursor::new(Vec::new());
                track.write(&mut bytes).map_err(failed)?;
                beside.push((track.name.clone(), bytes.into_inner()));
            }
            (disc.sheet.into_bytes(), beside, disc.length)
        } else {
            let mut bytes = Cursor::new(Vec::new());
            let tags = tags(document, script, artist);
            let written = recording::write(&mut bytes, format, &pieces, script, &tags);
            let timeline = written.map_err(failed)?;
            (bytes.into_inner(), Vec::new(), timeline.length)
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
    tracks: Vec<Track>,
    format: SoundFormat,
}

impl Page<'_> {
    /// Says and encodes what is not about the centre.
    fn common(&self, recorder: &Recorder, sound: &Sound) -> Result<Common, String> {
        let count = self.script.utterances.len();
        let own: Vec<usize> = (0..count).filter(|at| !self.centre.contains(at)).collect();
        let (sounds, found) =
            recorder.say(self.script, &own).map_err(|error| cause(&error))?;
        let segments = self.segments(&sounds, |at| !self.centre.contains(&at));
        let gain = gain(&segments.iter().collect::<Vec<_>>(), sound)
            .map_err(|error| error.to_string())?;
        Ok(Common { gain, pieces: self.encoded(segments, gain)?, found })
    }

    /// Says and encodes a centre's details.
    fn details(
        &self,
        recorder: &Recorder,
        gain: Gain,
    ) -> Result<(Vec<Encoded>, Vec<Diagnostic>), String> {
        let own: Vec<usize> = self.centre.clone().collect();
        let (sounds, found) =
            recorder.say(self.script, &own).map_err(|error| cause(&error))?;
        let segments = self.segments(&sounds, |at| self.centre.contains(&at));
        Ok((self.encoded(segments, gain)?, found))
    }

    /// Segments whose first utterance satisfies `wanted`; cuts fall around the centre's details and
    /// at the starts of a CD's tracks.
    fn segments<'s>(
        &self,
        sounds: &'s Sounds,
        wanted: impl Fn(usize) -> bool,
    ) -> Vec<Segment<'s>> {
        let count = self.script.utterances.len();
        let mut cuts = vec![0, self.centre.start, self.centre.end, count];
        if self.format == SoundFormat::Cd {
            cuts.extend(self.tracks.iter().map(|track| track.utterances.start));
        }
        cuts.sort_unstable();
        cuts.dedup();
        let wanted = cuts.windows(2).filter(|ends| wanted(ends[0]));
        let segment = |ends: &[usize]| {
            let range = ends[0]..ends[1];
            // The tracks of a CD have their gap.
            let opens = ends[0] == 0 && self.format != SoundFormat::Cd;
            let new = if opens { Segment::opening } else { Segment::new };
            new(self.script, sounds, range)
        };
        wanted.map(segment).collect()
    }

    fn encoded(
        &self,
        segments: Vec<Segment<'_>>,
        gain: Gain,
    ) -> Result<Vec<Encoded>, String> {
        let encoded = segments.into_iter().map(|segment| {
            let encoded = Encoded::new(segment, gain, self.format);
            encoded.map_err(|error| error.to_string())
        });
        encoded.collect()
    }
}

fn cause(error: &SynthesisError) -> String {
    format!("{error}\n  help: {}", error.help())
}
