//! Glyphs of a line as a `TJ` operator shows them.

use super::fonts::Codes;
use super::operators::{integer, literal};
use crate::font::Glyph;
use crate::typeset::frame::Fragment;
use std::borrow::Cow;

/// What a `TJ` operator is to show. Lengths are in thousandths of an em.
pub(super) struct TextLine<'c> {
    /// The codes of the face.
    pub(super) codes: &'c Codes,
    /// How many points a design unit has.
    pub(super) points_per_unit: f64,
    /// The code of an empty glyph, where one is needed.
    pub(super) blank: Option<u16>,
    /// What is shown so far, an array as it is written: strings and the distances between them.
    pub(super) items: Vec<u8>,
    /// The string that is not among them yet.
    pub(super) bytes: Vec<u8>,
    /// Where the pen is.
    pub(super) pen: f64,
    /// How high, in design units.
    pub(super) rise: i16,
}

impl TextLine<'_> {
    /// Moves the pen, if it is not there.
    pub(super) fn go_to(&mut self, wanted: f64) {
        if (wanted - self.pen).abs() >= 0.5 {
            self.push_bytes();
            let shift = (wanted - self.pen).round();
            if self.items.is_empty() {
                self.items.push(b'[');
            } else {
                self.items.push(b' ');
            }
            integer(&mut self.items, -(shift as i64));
            self.pen += shift;
        }
    }

    /// Puts an empty glyph at a place, if there is one.
    pub(super) fn empty(&mut self, wanted: f64) {
        if let Some(space) = self.blank {
            self.go_to(wanted);
            self.bytes.extend(space.to_be_bytes());
            self.pen += f64::from(self.codes.width(space));
        }
    }

    pub(super) fn push_bytes(&mut self) {
        if !self.bytes.is_empty() {
            if self.items.is_empty() {
                self.items.push(b'[');
            }
            literal(&mut self.items, &self.bytes);
            self.bytes.clear();
        }
    }
}

/// Puts the marks of a climbing word behind its first letters and before its last one: a dot far
/// below the line would be taken to be on another line, if it came first or last.
pub(super) fn marks_between<'f>(
    placed: Vec<(f64, &'f Glyph, &'f str)>,
) -> impl Iterator<Item = (f64, &'f Glyph, &'f str)> {
    let (mut letters, marks): (Vec<_>, Vec<_>) =
        placed.into_iter().partition(|(_, glyph, _)| glyph.advance != 0);
    let last = if letters.len() > 1 { letters.pop() } else { None };
    letters.into_iter().chain(marks).chain(last)
}

/// The fragments of a group, from left to right on lines that are read from right to left.
pub(super) fn from_left(group: &[Fragment]) -> Cow<'_, [Fragment]> {
    let turned = |a: &Fragment, b: &Fragment| {
        a.right_to_left && b.right_to_left && a.origin.y == b.origin.y
    };
    if !group.windows(2).any(|two| turned(&two[0], &two[1])) {
        return Cow::Borrowed(group);
    }
    let mut ordered = group.to_vec();
    for part in ordered.chunk_by_mut(turned) {
        part.sort_by(|a, b| a.origin.x.0.total_cmp(&b.origin.x.0));
    }
    Cow::Owned(ordered)
}
