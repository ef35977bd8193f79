//! Text as glyphs at places.

use super::FaceId;

/// A glyph and where it stands, in design units of its face.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Glyph {
    /// Its number in the face.
    pub id: u16,
    /// How many bytes of the text it shows; 0 where another glyph of its cluster shows them.
    pub len: u16,
    /// How far it moves the pen, in design units.
    pub advance: i16,
    /// How far it stands right of the pen, in design units.
    pub dx: i16,
    /// How far it stands above the baseline, in design units.
    pub dy: i16,
}

/// Glyphs of one face.
#[derive(Debug, Clone, PartialEq)]
pub struct ShapedRun {
    /// The face.
    pub face: FaceId,
    /// The text they show, as the author wrote it, without invisible characters.
    pub text: Box<str>,
    /// The glyphs from left to right: those that show the end of the text first where it is
    /// written from right to left.
    pub glyphs: Box<[Glyph]>,
    /// Their advance in ems of the text, however much the face is enlarged.
    pub width: f64,
}

/// A shaped piece of text.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ShapedText {
    /// Its runs in reading order, each of one face.
    pub runs: Vec<ShapedRun>,
    /// Its advance in ems.
    pub width: f64,
    /// Whether it is written from right to left.
    pub right_to_left: bool,
    /// Whether glyphs and characters do not map one to one, so that the text has to be said
    /// beside the glyphs (ActualText).
    pub complex: bool,
}

impl ShapedText {
    /// For each byte of its visible text, where the cluster that it is of ends, in ems from the
    /// beginning.
    pub fn ends(&self) -> Vec<f64> {
        let mut ends = Vec::new();
        let mut x = 0.0;
        let mut add = |glyph: &Glyph, ems: f64| {
            x += f64::from(glyph.advance) * ems;
            ends.resize(ends.len() + usize::from(glyph.len), x);
        };
        for run in &self.runs {
            let advance: i64 =
                run.glyphs.iter().map(|glyph| i64::from(glyph.advance)).sum();
            let ems = if advance == 0 { 0.0 } else { run.width / advance as f64 };
            if self.right_to_left {
                run.glyphs.iter().rev().for_each(|glyph| add(glyph, ems));
            } else {
                run.glyphs.iter().for_each(|glyph| add(glyph, ems));
            }
        }
        ends
    }
}

/// A language of a document: 0 is the page's own, those after it the languages of words in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Tongue(pub u8);

impl Tongue {
    /// The most languages beside the page's own that have a number each.
    pub const MAX_COUNT: usize = u8::MAX as usize;
}

/// How high letters stand above the baseline, and how deep they hang below it, in ems.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Extent {
    /// What their faces give a line.
    pub line: (f64, f64),
    /// What is drawn.
    pub ink: (f64, f64),
}

impl Extent {
    pub(super) fn add_line(&mut self, above: f64, below: f64) {
        self.line = (self.line.0.max(above), self.line.1.max(below));
    }

    pub(super) fn add_ink(&mut self, above: f64, below: f64) {
        self.ink = (self.ink.0.max(above), self.ink.1.max(below));
    }

    /// Adds that of another piece of text.
    pub fn add(&mut self, other: Self) {
        self.add_line(other.line.0, other.line.1);
        self.add_ink(other.ink.0, other.ink.1);
    }
}
