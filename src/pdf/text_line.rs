//! Glyphs of a line as a `TJ` operator shows them.

use super::fonts::Codes;
use super::operators::{integer, literal};

/// What a `TJ` operator is to show. Lengths are in thousandths of an em.
pub(super) struct TextLine<'c> {
    /// The codes of the face.
    pub(super) codes: &'c Codes,
    /// How many points a design unit has.
    pub(super) points_per_unit: f64,
    /// How many thousandths of an em.
    pub(super) thousandths_per_unit: f64,
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

    /// Takes the advance of a code back by a number of its own.
    pub(super) fn take_back(&mut self, code: u16) {
        self.push_bytes();
        self.items.push(b' ');
        let advance = self.codes.width(code);
        integer(&mut self.items, i64::from(advance));
        self.pen -= f64::from(advance);
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
