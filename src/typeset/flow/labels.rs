//! Where bullets and numbers stand: beside the first line of what they belong to, or above it.

use super::{BELOW_HEADING, Flow, LABEL_GAP, Lines, Place};
use crate::geom::Pt;
use crate::typeset::boxes::{Content, Edge, FRAME_OUTSET, Label, Role};

/// The part of the measure that words keep beside a label that takes room from them. Below it the
/// label stands above them: at 72 points on A5 two lists deep a line would hold three letters.
const MIN_BESIDE_LABEL: f64 = 0.4;

/// Rounding, in points.
const SLACK: f64 = 1e-6;

/// Labels that stand on one line.
#[derive(Default)]
struct Row {
    labels: Vec<Label>,
    /// Where the words after each label may begin.
    ends: Vec<Pt>,
}

impl Row {
    /// Where the words after the last label may begin.
    fn end(&self) -> Pt {
        self.ends.last().copied().unwrap_or_default()
    }

    /// Whether no bar or frame that lies inside an item runs through its label.
    fn clears(&self, edges: &[Edge]) -> bool {
        self.labels.iter().zip(&self.ends).all(|(label, end)| {
            let inside = edges.get(label.edges..).unwrap_or_default();
            inside.iter().all(|edge| edge.left().0 >= end.0 - SLACK)
        })
    }
}

/// The labels beside the first line of a box.
#[derive(Default)]
pub(super) struct Beside {
    pub(super) labels: Vec<Label>,
    /// How far its lines make way for them.
    pub(super) indent: Pt,
}

impl<'a> Flow<'_, 'a, '_> {
    /// The waiting labels that stand beside the first line of a box. Those that cannot stand on
    /// lines of their own above it: beside a picture or a line across the column there is no
    /// baseline, and a frame must not run through a number.
    pub(super) fn labels_beside(
        &mut self,
        content: &Content<'a>,
        place: &Place,
    ) -> Beside {
        let waiting = std::mem::take(&mut self.labels);
        if waiting.is_empty() {
            return Beside::default();
        }
        let mut rows = self.rows(waiting, place);
        let mut beside = Beside::default();
        if let Some(last) = rows.pop_if(|last| self.fits_beside(last, content, place)) {
            let indent = (last.end() - place.left).max(Pt(0.0));
            beside = Beside { labels: last.labels, indent };
        }
        let (size, line) = (self.style.size, self.style.line_height());
        for Row { labels, .. } in rows {
            let Some(last) = labels.last() else { continue };
            let (block, edges) = (last.owner, last.edges.min(place.edges.len()));
            let (own, inside) = place.edges.split_at(edges);
            let frames = inside.iter().filter(|edge| matches!(edge, Edge::Frame { .. }));
            let outset = size * (FRAME_OUTSET * frames.count() as f64);
            let place = Place { edges: own.to_vec(), ..place.clone() };
            let content = Content::Inlines { content: &[], role: Role::Body, block };
            let alone = Beside { labels, indent: Pt(0.0) };
            let lines = Lines { size, height: line };
            self.push_box(content, &place, lines, true, alone);
            self.below = (line * BELOW_HEADING + outset).into();
        }
        beside
    }

    /// Labels in rows, each label after the one around it. Two numbers would read as one.
    fn rows(&mut self, labels: Vec<Label>, place: &Place) -> Vec<Row> {
        let right = self.style.measure() - place.right;
        let mut rows: Vec<Row> = Vec::new();
        for mut label in labels {
            let mut width = label.size * self.shaper.width(&label.text, label.style);
            let edges = place.edges.get(..label.edges).unwrap_or(&place.edges);
            let row = rows.last_mut().filter(|row| {
                let left = label.left.max(row.end());
                let numbered = row.labels.last().is_some_and(|last| last.numbered);
                !(numbered && label.numbered)
                    && row.clears(edges)
                    && (left + width).0 <= right.0 + SLACK
            });
            let left = match &row {
                Some(row) => label.left.max(row.end()),
                None => label.left.min(right - width).max(Pt(0.0)),
            };
            // Not even the whole column holds a number that long.
            if (left + width).0 > right.0 + SLACK {
                label.size = label.size * ((right - left) / width);
                width = right - left;
            }
            label.left = left;
            let end = left + width + self.style.size * LABEL_GAP;
            match row {
                Some(row) => {
                    row.labels.push(label);
                    row.ends.push(end);
                }
                None => rows.push(Row { labels: vec![label], ends: vec![end] }),
            }
        }
        rows
    }

    /// Whether labels stand beside the first line of a box.
    fn fits_beside(&self, row: &Row, content: &Content<'_>, place: &Place) -> bool {
        let taken = (row.end() - place.left).0;
        let fits = match content {
            Content::Picture { .. } | Content::Rule => false,
            Content::Row { .. } => taken <= SLACK,
            _ => {
                let measure = self.style.measure();
                let room = measure - place.right - row.end().max(place.left);
                taken <= SLACK || room.0 >= measure.0 * MIN_BESIDE_LABEL
            }
        };
        fits && row.clears(&place.edges)
    }
}
