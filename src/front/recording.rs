//! Recordings in one step.

use super::{Page, script};
use crate::config::{Sound, SoundFormat};
use crate::diag::Diagnostic;
use crate::formats::MakeError;
use crate::recording::{Piece, Segment, Timeline, gain, recorder, tags, write};
use crate::speech::Script;
use std::io::Cursor;

/// A page that was recorded.
#[derive(Debug)]
#[non_exhaustive]
pub struct Recording {
    /// The file's bytes.
    pub bytes: Vec<u8>,
    /// When each utterance of the script is heard, and how long it all is.
    pub timeline: Timeline,
    /// What is said.
    pub script: Script,
    /// What was found on the way.
    pub diagnostics: Vec<Diagnostic>,
}

/// Records a page through espeak-ng or Piper, in memory. A page that was refused is silent.
///
/// ```
/// use printaloud::config::{Sound, SoundFormat};
/// use printaloud::{Page, record};
///
/// let page = Page::new("Rest", "# Rest\n\nSleep when you are tired.\n");
/// match record(&page, SoundFormat::Wav, &Sound::default()) {
///     Ok(recording) => assert!(recording.timeline.length.as_secs() > 0),
///     // Such as: `espeak-ng` is not installed
///     Err(error) => println!("{error}"),
/// }
/// ```
///
/// # Errors
/// When the engine is not installed or has no voice for the page, or its sound cannot be encoded.
pub fn record(
    page: &Page,
    format: SoundFormat,
    sound: &Sound,
) -> Result<Recording, MakeError> {
    let (script, mut diagnostics) = script(page);
    let all: Vec<usize> = (0..script.utterances.len()).collect();
    let (sounds, found) = recorder(sound, false)?.say(&script, &all)?;
    diagnostics.extend(found);
    let whole = Segment::opening(&script, &sounds, 0..script.utterances.len());
    let gain = gain(&[&whole], sound)?;
    let tags = tags(page.document(), &script, "");
    let mut bytes = Cursor::new(Vec::new());
    let pieces = [Piece::Said(&whole, gain)];
    let timeline = write(&mut bytes, format, &pieces, &script, &tags)?;
    Ok(Recording { bytes: bytes.into_inner(), timeline, script, diagnostics })
}
