//! What text on a page is shown by: glyphs, and codes with what each says.

use crate::font::{FaceId, Glyph};
use crate::geom::{Point, Pt};
use crate::typeset::frame::Fragment;
use smol_str::SmolStr;

/// What is drawn by one code.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Shape {
    /// A glyph of the face.
    Glyph(u16),
    /// A glyph of its own.
    Composed(Composed),
}

/// A glyph made of others: a letter with its marks, which stands on the line as a whole. One of
/// nothing is empty. In design units.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Composed {
    /// How far it moves the pen.
    pub(super) advance: i16,
    /// What it is made of.
    pub(super) parts: Box<[Part]>,
}

/// A glyph in another one, and its place there, in design units.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Part {
    pub(super) glyph: u16,
    pub(super) x: i16,
    pub(super) y: i16,
}

/// A code at its place.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Code {
    pub(super) shape: Shape,
    /// What it says.
    pub(super) says: SmolStr,
    /// Where it begins, in design units from the beginning of what is shown.
    pub(super) at: i32,
    /// How high it stands, in design units.
    pub(super) rise: i16,
    /// Whether a number of its own takes its advance back: pdf.js drops a glyph that says a mark of
    /// direction alone, with the number after it.
    pub(super) taken_back: bool,
}

impl Code {
    /// A code on the line.
    pub(super) fn new(shape: Shape, says: impl Into<SmolStr>, at: i32) -> Self {
        Self { shape, says: says.into(), at, rise: 0, taken_back: false }
    }
}

/// What one `TJ` shows.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Shown {
    pub(super) face: FaceId,
    pub(super) size: Pt,
    pub(super) origin: Point,
    pub(super) codes: Vec<Code>,
}

/// Glyphs with the text that each shows.
pub(super) fn with_text(fragment: &Fragment) -> impl Iterator<Item = (&Glyph, &str)> {
    let Fragment { glyphs, text, right_to_left, .. } = fragment;
    let mut at = if *right_to_left { text.len() } else { 0 };
    glyphs.iter().map(move |glyph| {
        let length = usize::from(glyph.len);
        let start = if *right_to_left { at.saturating_sub(length) } else { at };
        let shown = text.get(start..start + length).unwrap_or_default();
        at = if *right_to_left { start } else { start + length };
        (glyph, shown)
    })
}
