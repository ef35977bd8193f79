//! The sections of a script as files and tracks have them.

use crate::speech::Script;
use std::ops::Range;

/// A section with a title: a file or a track of a recording.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Track {
    /// Its heading, or the title of a page without headings.
    pub title: String,
    /// Its utterances.
    pub utterances: Range<usize>,
}

/// A track for each heading. What stands before the first heading is part of the first track, and
/// what has no heading of its own is part of the one before.
pub fn tracks(script: &Script, title: &str) -> Vec<Track> {
    let count = script.utterances.len();
    let mut tracks: Vec<Track> = script
        .headings()
        .map(|(at, heading)| Track {
            title: heading.words.clone(),
            utterances: at..count,
        })
        .collect();
    if let Some(first) = tracks.first_mut() {
        first.utterances.start = 0;
    } else if count > 0 {
        tracks.push(Track { title: title.to_owned(), utterances: 0..count });
    }
    for at in 1..tracks.len() {
        tracks[at - 1].utterances.end = tracks[at].utterances.start;
    }
    tracks
}
