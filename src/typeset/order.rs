//! Puts the words of a line in order where not all run the same way.

use super::emit::{Emitter, Piece};
use super::frame::Owner;
use super::line::chunks;
use super::lines::Line;
use super::paragraph::Prepared;
use super::words::Run;
use crate::font::Shaper;
use crate::geom::{Point, Pt};
use crate::node::NodeId;
use crate::text::bidi::{Levels, visual_order, whole_stretches};
use crate::text::segment::is_unspaced;
use std::ops::Range;

/// A word of a line, or the space between two, of one run and one level.
pub(super) struct Bit {
    /// Where it stands in its paragraph.
    pub(super) range: Range<usize>,
    /// How it is set.
    pub(super) run: Run,
    /// Its embedding level; `None` where all of the paragraph runs from left to right.
    pub(super) level: Option<u8>,
}

/// The words of a line and the spaces between them, in the order in which they are read.
pub(super) fn bits(prepared: &Prepared, line: &Line) -> Vec<Bit> {
    let words = &prepared.words;
    let mut bits = Vec::with_capacity((line.end - line.start) / 2);
    for (part, run, level) in words.parts(line.start..line.end) {
        let ranges = chunk_ranges(&words.text, part);
        let parts = ranges.flat_map(|range| measured(prepared, range));
        bits.extend(parts.map(|range| Bit { range, run, level }));
    }
    bits
}

/// The advance of each part of a line.
pub(super) fn widths<'b>(
    prepared: &'b Prepared,
    line: &'b Line,
    bits: &'b [Bit],
    shaper: &'b mut Shaper<'_>,
) -> impl Iterator<Item = Pt> {
    bits.iter().map(move |bit| {
        let hyphen = line.hyphen && bit.range.end == line.end;
        prepared.words.width(bit.range.clone(), hyphen, prepared.size, shaper)
    })
}

/// The parts of a word that were measured apart, because a line may end between them. Letters of
/// scripts without spaces are not kerned, and stay together.
fn measured(
    prepared: &Prepared,
    word: Range<usize>,
) -> impl Iterator<Item = Range<usize>> {
    let text = &prepared.words.text;
    let first = prepared.ranges.partition_point(|range| range.start <= word.start);
    let starts = prepared.ranges[first..].iter().map(|range| range.start);
    let inside = starts.take_while(move |start| *start < word.end).filter(|&start| {
        let (before, behind) = text.split_at(start);
        let unspaced = |c: Option<char>| c.is_some_and(is_unspaced);
        !(unspaced(before.chars().next_back()) && unspaced(behind.chars().next()))
    });
    let mut at = word.start;
    inside.chain([word.end]).map(move |end| {
        let part = at..end;
        at = end;
        part
    })
}

/// Where the words of a part of `text` and the spaces between them stand.
fn chunk_ranges(text: &str, part: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    let mut at = part.start;
    chunks(&text[part]).map(move |chunk| {
        let start = at;
        at += chunk.len();
        start..at
    })
}

impl Emitter<'_, '_> {
    /// Where each word of a line begins, from the line's start on, and where the line ends;
    /// `None` where they follow each other.
    pub(super) fn places(
        &mut self,
        prepared: &Prepared,
        line: &Line,
        bits: &[Bit],
        start: Pt,
    ) -> (Option<Vec<Pt>>, Pt) {
        if prepared.words.levels.is_none() {
            return (None, start);
        }
        let levels: Vec<u8> = bits.iter().filter_map(|bit| bit.level).collect();
        let widths: Vec<Pt> = widths(prepared, line, bits, self.shaper).collect();
        let (places, end) = self.along(&levels, &widths, start);
        (Some(places), end)
    }

    /// Where parts of these levels and widths begin, and where the last ends.
    fn along(&self, levels: &[u8], widths: &[Pt], start: Pt) -> (Vec<Pt>, Pt) {
        let mut order = visual_order(levels);
        if self.right_to_left {
            order.reverse();
        }
        let mut places = vec![start; widths.len()];
        let mut x = start;
        for at in order {
            places[at] = x;
            x += widths[at];
        }
        (places, x)
    }

    /// Sets a text of ours, such as a number of a page, in the order of the page's language.
    pub(super) fn ordered(&mut self, origin: Point, piece: &Piece<'_>) -> Pt {
        let text = piece.text;
        let Some(levels) = Levels::of(text, self.right_to_left, &whole_stretches(text))
        else {
            return self.text(origin, piece);
        };
        let parts: Vec<(Range<usize>, u8)> = levels
            .parts(0..text.len())
            .flat_map(|(part, level)| {
                chunk_ranges(text, part).map(move |range| (range, level))
            })
            .collect();
        let numbers: Vec<u8> = parts.iter().map(|(_, level)| *level).collect();
        let widths: Vec<Pt> = parts
            .iter()
            .map(|(part, level)| {
                let (text, way) = (&text[part.clone()], Some(level % 2 == 1));
                let shaped = self.shaper.shape_as(text, piece.style, piece.tongue, way);
                piece.size * shaped.width
            })
            .collect();
        let (places, end) = self.along(&numbers, &widths, origin.x);
        for ((part, level), x) in parts.into_iter().zip(places) {
            let text = &text[part];
            let part = Piece { text, right_to_left: Some(level % 2 == 1), ..*piece };
            self.text(Point { x, ..origin }, &part);
        }
        end
    }

    /// Whether a joined text is of a node.
    pub(super) fn owns(&self, joined: u32, owner: NodeId) -> bool {
        let last = self.page.fragments.iter().rev().find(|it| it.joined == Some(joined));
        last.is_some_and(|it| it.owner == Owner::Node(owner))
    }
}
