//! Tables, pictures and boxes such as warnings.

use super::{BELOW_HEADING, Flow, Place};
use crate::document::{AdmonitionKind, Block, Image, Inline, InlineKind, Table};
use crate::geom::Pt;
use crate::node::NodeId;
use crate::typeset::boxes::{Content, Edge, FRAME_OUTSET, FlowBox, Part, Role};
use crate::typeset::space::{BETWEEN_BLOCKS, BETWEEN_ITEMS, Space};
use crate::typeset::table;

/// The space between the frame of a box and its words, in ems.
const FRAME_GAP: f64 = 0.8;

impl<'a> Flow<'_, 'a, '_> {
    /// A paragraph with pictures among its words, each on lines of its own.
    pub(super) fn parted_paragraph(
        &mut self,
        block: NodeId,
        content: &'a [Inline],
        place: &Place,
    ) {
        let mut part = Part::default();
        for_each_image(content, &mut Vec::new(), &mut |path, owner, image| {
            if self.context.is_set(image) {
                part.before = path.into();
                self.part(block, content, &part, place);
                self.picture(owner, image, place);
                part.after = std::mem::take(&mut part.before);
            }
        });
        self.part(block, content, &part, place);
    }

    /// Words between the pictures of a paragraph, if there are any.
    fn part(&mut self, block: NodeId, content: &'a [Inline], part: &Part, place: &Place) {
        let (size, line) = (self.style.size, self.style.line_height());
        let words = Content::Part { content, part: part.clone(), block };
        if !words.words(self.context).text.is_empty() {
            self.push(words, place, size, line, false);
            self.below = line * BETWEEN_ITEMS;
        }
    }

    /// A picture as wide as the measure, if it has the pixels for that; or else its description
    /// in a frame.
    pub(super) fn picture(&mut self, owner: NodeId, image: &'a Image, place: &Place) {
        let (size, line) = (self.style.size, self.style.line_height());
        let captioned = image.caption.is_some();
        match self.context.pictures.get(&image.source) {
            Some(picture) => {
                let room = self.style.measure() - place.left - place.right;
                let drawn = self.style.picture_size(picture.pixels(), room);
                let content = Content::Picture { image, owner, width: drawn.width };
                self.push(content, place, size, drawn.height, captioned);
            }
            None if image.decorative => {}
            None => {
                let gap = size * FRAME_GAP;
                let (left, right) = (place.left, place.right);
                let mut inner = place.clone();
                inner.edges.push(Edge::Frame { owner, left, right });
                inner.left = self.nested(place, left + gap);
                inner.right = right + gap;
                let text = image.description.as_str();
                let content = Content::Text { text, role: Role::Body, block: owner };
                self.below += size * FRAME_OUTSET;
                self.push(content, &inner, size, line, captioned);
                self.below = (size * FRAME_OUTSET).into();
            }
        }
        self.below += line * BELOW_HEADING;
        if let Some(caption) = &image.caption {
            let (text, block) = (caption.words.as_str(), caption.id);
            self.push(
                Content::Text { text, role: Role::Body, block },
                place,
                size,
                line,
                false,
            );
            self.below = line * BETWEEN_ITEMS;
        }
    }

    /// A box with its kind as its title.
    pub(super) fn admonition(
        &mut self,
        owner: NodeId,
        kind: AdmonitionKind,
        title: &'a Block,
        blocks: &'a [Block],
        place: &Place,
    ) {
        let (size, line) = (self.style.size, self.style.line_height());
        let (left, right) = (place.left, place.right);
        let gap = size * FRAME_GAP;
        let mut inner = place.clone();
        inner.edges.push(Edge::Frame { owner, left, right });
        inner.left = self.nested(place, left + gap);
        inner.right = right + gap;
        let outset = size * FRAME_OUTSET;
        self.below += outset;
        let name = kind.title(self.context.words);
        let words = title.kind.content();
        let content = Content::Title { name, content: words, block: title.id };
        self.push(content, &inner, size, line, true);
        self.below = (line * BELOW_HEADING).into();
        self.blocks(blocks, &inner, BETWEEN_BLOCKS);
        self.below = line * BETWEEN_BLOCKS + outset;
    }

    /// A table with its columns side by side, or as a list of its rows where they are too narrow
    /// for their words.
    pub(super) fn table(&mut self, block: &'a Block, table: &'a Table, place: &Place) {
        let (size, line) = (self.style.size, self.style.line_height());
        let room = self.style.measure() - place.left - place.right;
        let Some(columns) = table::columns(table, room, size, self.context, self.shaper)
        else {
            self.flowed.listed.push(block);
            self.listed_table(table, place);
            return;
        };
        for (number, row) in std::iter::once(&table.head).chain(&table.rows).enumerate() {
            let head = number == 0;
            let role = if head { Role::Name } else { Role::Fact };
            let cells = row.cells.iter().zip(&columns).map(|(cell, column)| FlowBox {
                content: Content::Inlines {
                    content: cell.kind.content(),
                    role,
                    block: cell.id,
                },
                left: place.left + column.left,
                right: self.style.measure() - place.left - column.left - column.width,
                above: Space::default(),
                labels: Vec::new(),
                indent: Pt(0.0),
                edges: Vec::new(),
                new_page: false,
                keep_with_next: false,
                whole: None,
                item: None,
                alignment: column.alignment,
                size,
                line_height: line,
            });
            let content = Content::Row { cells: cells.collect(), head };
            self.push(content, place, size, line, head);
        }
    }

    /// The rows of a table below each other, each fact with the name of its column.
    pub(super) fn listed_table(&mut self, table: &'a Table, place: &Place) {
        let (size, line) = (self.style.size, self.style.line_height());
        let content = |cell: &'a Block| cell.kind.content();
        if table.rows.is_empty() {
            for cell in &table.head.cells {
                let content = Content::Inlines {
                    content: content(cell),
                    role: Role::Name,
                    block: cell.id,
                };
                self.push(content, place, size, line, false);
            }
        }
        for (number, row) in table.rows.iter().enumerate() {
            let id = Some(row.id);
            let inner = Place { item: id, whole: id, ..place.clone() };
            let first = self.flowed.boxes.len();
            for (name, cell) in table.head.cells.iter().zip(&row.cells) {
                // A cell to be filled in is named too.
                if content(cell).is_empty() && content(name).is_empty() {
                    continue;
                }
                let content = Content::Named {
                    name: content(name),
                    first: number == 0,
                    content: content(cell),
                    block: cell.id,
                };
                self.push(content, &inner, size, line, false);
            }
            // Who or what the row is of means nothing alone.
            if self.flowed.boxes.len() > first + 1 {
                self.flowed.boxes[first].keep_with_next = true;
            }
            self.below = line * BETWEEN_BLOCKS;
        }
    }
}

/// Visits the pictures of a paragraph in order, each with its path.
fn for_each_image<'a>(
    content: &'a [Inline],
    path: &mut Vec<usize>,
    visit: &mut dyn FnMut(&[usize], NodeId, &'a Image),
) {
    for (at, inline) in content.iter().enumerate() {
        path.push(at);
        if let InlineKind::Image(image) = &inline.kind {
            visit(path, inline.id, image);
        }
        for_each_image(inline.kind.content(), path, visit);
        path.pop();
    }
}
