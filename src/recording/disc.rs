//! Audio CDs: a track a section.

use super::file::Piece;
use super::sections::Track as Section;
use crate::audio::{AudioError, cd, wav};
use crate::config::SoundFormat;
use crate::text::slug;
use std::io::{BufWriter, Seek, Write};
use std::time::Duration;

/// A CD that is not yet written.
#[derive(Debug)]
pub struct Disc<'p> {
    /// The cue sheet.
    pub sheet: String,
    /// The tracks in their order.
    pub tracks: Vec<Track<'p>>,
    /// How long it is.
    pub length: Duration,
}

/// A track of a CD.
#[derive(Debug)]
pub struct Track<'p> {
    /// The name of its file, beside the cue sheet.
    pub name: String,
    pieces: Vec<Piece<'p>>,
    /// Silence at its end, in samples, which makes its frames whole.
    silence: usize,
}

/// A CD of pieces, with a track a section. A section under four seconds goes with the next, and
/// where there are more than a CD has tracks, with the one before.
pub fn disc<'p>(
    pieces: &[Piece<'p>],
    sections: &[Section],
    title: &str,
    performer: &str,
) -> Disc<'p> {
    let length = |piece: &Piece<'_>| piece.measure(SoundFormat::Cd).length;
    let count = |pieces: &[Piece<'_>]| pieces.iter().map(length).sum::<usize>();
    let mut tracks: Vec<(&str, Vec<Piece<'p>>)> = Vec::new();
    for piece in pieces {
        let section = sections.iter().find(|it| it.utterances.start == piece.first());
        let begins = section.filter(|_| tracks.len() < cd::MAX_TRACKS);
        match (tracks.last_mut(), begins) {
            (Some((_, last)), _) if count(last) < cd::MIN_TRACK => last.push(*piece),
            (Some((_, last)), None) => last.push(*piece),
            (_, begins) => {
                tracks.push((begins.map_or(title, |it| &it.title), vec![*piece]));
            }
        }
    }
    let mut disc =
        Disc { sheet: String::new(), tracks: Vec::new(), length: Duration::ZERO };
    let mut listed = Vec::new();
    let mut length = 0;
    for (number, (title, pieces)) in (1..).zip(tracks) {
        let number: usize = number;
        let own = count(&pieces);
        let whole = own.max(cd::MIN_TRACK).next_multiple_of(cd::FRAME);
        length += whole;
        let name = format!("{number:02}-{}.wav", slug(title));
        listed.push(cd::Track { file: name.clone(), title: title.to_owned() });
        disc.tracks.push(Track { name, pieces, silence: whole - own });
    }
    disc.sheet = cd::cue_sheet(title, performer, &listed);
    disc.length = Duration::from_secs_f64(length as f64 / f64::from(cd::RATE));
    disc
}

impl Track<'_> {
    /// Writes the track: WAV of whole frames, in two channels.
    ///
    /// # Errors
    /// When a piece cannot be encoded, or the file cannot be written.
    pub fn write(&self, output: impl Write + Seek) -> Result<(), AudioError> {
        let mut file = wav::File::begin(BufWriter::new(output), cd::RATE, 2)?;
        for piece in &self.pieces {
            piece.packets(SoundFormat::Cd, &mut |packet| file.add(packet))?;
        }
        file.add(&wav::packet(&vec![0.0; self.silence]))?;
        file.end()
    }
}
