//! Audio CDs: a track a section, cut on the frames of a CD, and a cue sheet with CD-Text.

use std::fmt::Write as _;

/// Samples a second (IEC 60908).
pub const RATE: u32 = 44_100;

/// Samples in a frame: 75 frames a second.
pub const FRAME: usize = 588;

/// The most tracks of a CD.
pub const MAX_TRACKS: usize = 99;

/// The shortest track: four seconds.
pub const MIN_TRACK: usize = 4 * RATE as usize;

/// The most samples of a CD: 80 minutes.
pub const MAX_DISC_SAMPLES: usize = 80 * 60 * RATE as usize;

/// A track of a CD.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Track {
    /// The name of its file, beside the cue sheet.
    pub file: String,
    /// Its title.
    pub title: String,
}

/// The cue sheet of a CD: title, performer and tracks as CD-Text.
pub fn cue_sheet(title: &str, performer: &str, tracks: &[Track]) -> String {
    let mut sheet = String::new();
    if !performer.is_empty() {
        let _ = writeln!(sheet, "PERFORMER \"{}\"", quoted(performer));
    }
    let _ = writeln!(sheet, "TITLE \"{}\"", quoted(title));
    for (number, track) in tracks.iter().enumerate() {
        let _ = writeln!(sheet, "FILE \"{}\" WAVE", quoted(&track.file));
        let _ = writeln!(sheet, "  TRACK {:02} AUDIO", number + 1);
        let _ = writeln!(sheet, "    TITLE \"{}\"", quoted(&track.title));
        if !performer.is_empty() {
            let _ = writeln!(sheet, "    PERFORMER \"{}\"", quoted(performer));
        }
        let _ = writeln!(sheet, "    INDEX 01 00:00:00");
    }
    sheet
}

/// The most characters of a text of CD-Text in a cue sheet.
const MAX_TEXT: usize = 80;

/// Text between quotation marks: on one line, with no mark that would end it.
fn quoted(text: &str) -> String {
    let shown = text.chars().map(|c| match c {
        '"' => '\'',
        c if c.is_control() => ' ',
        c => c,
    });
    shown.take(MAX_TEXT).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_cannot_end_its_quotation() {
        let track =
            Track { file: "01.wav".into(), title: "He said \"yes\"\nTRACK 99".into() };
        let sheet = cue_sheet("A page", "", &[track]);
        assert_eq!(
            sheet,
            "TITLE \"A page\"\nFILE \"01.wav\" WAVE\n  TRACK 01 AUDIO\n    TITLE \"He said 'yes' TRACK 99\"\n    INDEX 01 00:00:00\n"
        );
    }
}
