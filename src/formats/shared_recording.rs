//! Records leaflets: what all centres share is said and encoded once, and a centre's details are
//! joined to it at a pause.

use super::sounds::Common;
use super::{Facts, Leaflet, MakeError, Output, Resources};
use crate::audio::Gain;
use crate::config::{Sound, SoundFormat};
use crate::diag::Diagnostic;
use crate::engine::sounds::Sounds;
use crate::engine::synthesizer::Recorder;
use crate::recording::{self, Encoded, Piece, Segment, Track, disc, gain, tags, tracks};
use crate::speech::Script;
use std::collections::BTreeMap;
use std::io::Cursor;
use std::ops::Range;

/// Records a page with a centre's details.
pub(super) fn record(
    leaflet: &Leaflet<'_>,
    format: SoundFormat,
    sound: &Sound,
    resources: &Resources,
) -> Result<Output, MakeError> {
    let document = leaflet.document();
    let (script, found) = leaflet.script(&resources.narration);
    let mut diagnostics = found.to_vec();
    let recorder = resources.recorders.get(sound);
    let recorder = recorder.as_ref().as_ref().map_err(Clone::clone)?;
    let (title, artist) = (&document.metadata.title, &resources.organisation);
    let (centre, tracks) = (script.centre(), tracks(script, title));
    let page = Narrated { script, centre, tracks, format };
    let common =
        leaflet.page.sounds.get((format, sound), || page.common(recorder, sound))?;
    let (details, found) = page.details(recorder, common.gain)?;
    diagnostics.extend(found);
    diagnostics.extend(common.found.iter().cloned());
    let in_order: BTreeMap<usize, &Encoded> =
        common.pieces.iter().chain(&details).map(|it| (it.first, it)).collect();
    let pieces: Vec<Piece<'_>> = in_order.into_values().map(Piece::Encoded).collect();
    let (bytes, others, length) = if format == SoundFormat::Cd {
        let disc = disc(&pieces, &page.tracks, title, artist);
        let mut others = Vec::new();
        for track in &disc.tracks {
            let mut bytes = Cursor::new(Vec::new());
            track.write(&mut bytes)?;
            others.push((track.name.clone(), bytes.into_inner()));
        }
        (disc.sheet.into_bytes(), others, disc.length)
    } else {
        let mut bytes = Cursor::new(Vec::new());
        let tags = tags(document, script, artist);
        let timeline = recording::write(&mut bytes, format, &pieces, script, &tags)?;
        (bytes.into_inner(), Vec::new(), timeline.length)
    };
    let facts = Facts::Heard { seconds: length.as_secs_f64().round() as u64 };
    Ok(Output { bytes, others, facts, diagnostics })
}

/// A page with a centre's details, to be recorded.
struct Narrated<'p> {
    script: &'p Script,
    /// The utterances that say the centre's details.
    centre: Range<usize>,
    tracks: Vec<Track>,
    format: SoundFormat,
}

impl Narrated<'_> {
    /// Says and encodes what is not about the centre.
    fn common(&self, recorder: &Recorder, sound: &Sound) -> Result<Common, MakeError> {
        let count = self.script.utterances.len();
        let own: Vec<usize> = (0..count).filter(|at| !self.centre.contains(at)).collect();
        let (sounds, found) = recorder.say(self.script, &own)?;
        let segments = self.segments(&sounds, |at| !self.centre.contains(&at));
        let gain = gain(&segments.iter().collect::<Vec<_>>(), sound)?;
        Ok(Common { gain, pieces: self.encoded(segments, gain)?, found })
    }

    /// Says and encodes a centre's details.
    fn details(
        &self,
        recorder: &Recorder,
        gain: Gain,
    ) -> Result<(Vec<Encoded>, Vec<Diagnostic>), MakeError> {
        let own: Vec<usize> = self.centre.clone().collect();
        let (sounds, found) = recorder.say(self.script, &own)?;
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
    ) -> Result<Vec<Encoded>, MakeError> {
        let encoded =
            segments.into_iter().map(|it| Ok(Encoded::new(it, gain, self.format)?));
        encoded.collect()
    }
}
