//! Puts the words of a line in order where not all run the same way.

use super::chunks::{Chunk, chunk_ranges, chunk_widths};
use super::emit::{Emitter, Piece};
use super::frame::Owner;
use super::lines::Line;
use super::paragraph::Paragraph;
use crate::geom::{Point, Pt};
use crate::node::NodeId;
use crate::text::bidi::{Levels, visual_order, whole_stretches};
use std::ops::Range;

impl Emitter<'_, '_> {
    /// Where each word of a line begins, from the line's start on, and where the line ends;
    /// `None` where they follow each other.
    pub(super) fn places(
        &mut self,
        paragraph: &Paragraph,
        line: &Line,
        chunks: &[Chunk],
        start: Pt,
    ) -> (Option<Vec<Pt>>, Pt) {
        if paragraph.words.levels.is_none() {
            return (None, start);
        }
        let levels: Vec<u8> = chunks.iter().filter_map(|chunk| chunk.level).collect();
        let widths: Vec<Pt> =
            chunk_widths(paragraph, chunks, line.hyphen, self.shaper).collect();
        let (places, end) = self.visual_positions(&levels, &widths, start);
        (Some(places), end)
    }

    /// Where parts of these levels and widths begin, and where the last ends.
    fn visual_positions(&self, levels: &[u8], widths: &[Pt], start: Pt) -> (Vec<Pt>, Pt) {
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
        let (places, end) = self.visual_positions(&numbers, &widths, origin.x);
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
