//! Rules, bars, frames and dots: what is drawn and not read.

use super::boxes::{Edge, FRAME_OUTSET};
use super::emit::Emitter;
use super::frame::Leader;
use super::lines::BrokenBox;
use super::page::PlacedRow;
use super::style::{RULE_THICKNESS, STRONG_RULE_THICKNESS};
use crate::geom::{Point, Pt, Rect};
use std::collections::VecDeque;

/// The distance of the dots that lead to the number of a page, and their side, in ems.
const LEADER_STEP: f64 = 0.5;
const LEADER_SIDE: f64 = 0.1;

/// Thickness of the bar beside a quote.
const BAR_THICKNESS: Pt = Pt(3.0);

/// Thickness of the line through deleted words: at least this, and this part of an em.
const STRIKE_THICKNESS: Pt = Pt(1.0);
const STRIKE_FACTOR: f64 = 0.06;

/// Its height above the baseline, in ems: half the height of small letters.
const STRIKE_HEIGHT: f64 = 0.26;

impl Emitter<'_, '_> {
    /// The bars beside a row, down to the next row where it has them too.
    pub(super) fn bars(
        &mut self,
        set: &BrokenBox<'_, '_>,
        top: Pt,
        bottom: Pt,
        next: Option<(Pt, &BrokenBox<'_, '_>)>,
    ) {
        for edge in &set.flow.edges {
            let Edge::Bar(left) = edge else { continue };
            let y = match next {
                Some((next_top, next)) if next.flow.edges.contains(edge) => next_top,
                _ => bottom,
            };
            let x = self.left + *left;
            let (width, height) = (BAR_THICKNESS, top - y);
            self.page.rules.push(Rect { x, y, width, height });
        }
    }

    /// The frames around rows. A frame over several pages is whole on each.
    pub(super) fn frames(
        &mut self,
        rows: &[PlacedRow],
        boxes: &VecDeque<BrokenBox<'_, '_>>,
    ) {
        let top = self.top();
        let outset = self.style.size * FRAME_OUTSET;
        let mut open: Vec<(Edge, Pt)> = Vec::new();
        for (at, row) in rows.iter().enumerate() {
            let set = &boxes[row.set];
            let next = rows.get(at + 1).map(|next| &boxes[next.set].flow.edges);
            // Of several that open here the outermost is the highest.
            let opening = set.flow.edges.iter().filter(|edge| {
                matches!(edge, Edge::Frame { .. })
                    && open.iter().all(|(own, _)| own != *edge)
            });
            let opening: Vec<Edge> = opening.copied().collect();
            for (inside, edge) in opening.iter().rev().enumerate().rev() {
                open.push((*edge, top - row.top + outset * (inside + 1) as f64));
            }
            // The innermost closes first, and the one around it below it.
            let mut below = outset;
            for edge in set.flow.edges.iter().rev() {
                let Edge::Frame { left, right, .. } = *edge else { continue };
                if next.is_some_and(|next| next.contains(edge)) {
                    continue;
                }
                let Some((_, from)) = open.pop_if(|(own, _)| own == edge) else {
                    continue;
                };
                let bottom = top - row.top - set.row_height(row.line) - below;
                below += outset;
                let x = self.left + left;
                let width = self.style.measure() - left - right;
                self.frame(Rect { x, y: bottom, width, height: from - bottom });
            }
        }
    }

    /// Four rules just inside the edges of a rectangle.
    fn frame(&mut self, Rect { x, y, width, height }: Rect) {
        let thick = STRONG_RULE_THICKNESS;
        self.page.rules.extend([
            Rect { x, y, width, height: thick },
            Rect { x, y: y + height - thick, width, height: thick },
            Rect { x, y, width: thick, height },
            Rect { x: x + width - thick, y, width: thick, height },
        ]);
    }

    pub(super) fn rule(&mut self, set: &BrokenBox<'_, '_>, top: Pt, height: Pt) {
        self.page.rules.push(Rect {
            x: self.left + set.flow.left,
            y: top - height * 0.5,
            width: set.measure,
            height: RULE_THICKNESS,
        });
    }

    /// Draws a line through text, in the middle of its small letters.
    pub(super) fn strike(&mut self, left: Pt, right: Pt, baseline: Pt, size: Pt) {
        let thickness = STRIKE_THICKNESS.max(size * STRIKE_FACTOR);
        self.page.rules.push(Rect {
            x: left,
            y: baseline + size * STRIKE_HEIGHT - thickness * 0.5,
            width: right - left,
            height: thickness,
        });
    }

    /// A rule as wide as the table it belongs to.
    pub(super) fn horizontal(&mut self, set: &BrokenBox<'_, '_>, y: Pt, height: Pt) {
        let columns = set.cells.iter().map(|cell| cell.flow.left + cell.measure);
        let right = columns.fold(Pt(0.0), Pt::max);
        let x = self.left + set.flow.left;
        let width = right - set.flow.left;
        self.page.rules.push(Rect { x, y: y - height * 0.5, width, height });
    }

    /// Dots in a row, which stand above each other on all lines.
    pub(super) fn leaders(&mut self, from: Point, to: Pt) {
        let size = self.style.size;
        let (step, side) = (size * LEADER_STEP, size * LEADER_SIDE);
        let end = self.left + self.style.measure();
        let steps = ((end - from.x) / step).floor();
        let from = Point { x: end - step * steps, ..from };
        if (from.x + side).0 <= to.0 {
            self.page.leaders.push(Leader { from, to, side, step });
        }
    }
}
