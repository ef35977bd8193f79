//! Turns a document's blocks into boxes that follow each other down the column.

use super::content::{Content, Context, Role};
use super::style::{HEADING_LEADING, LargePrint};
use super::table;
use crate::document::{
    AdmonitionKind, Alignment, Block, BlockKind, ContentsEntry, DefinitionItem, Image,
    Inline, InlineKind, ListItem, Note, Origin, Table, inlines,
};
use crate::font::{Shaper, Style};
use crate::geom::Pt;
use crate::node::NodeId;

/// The part of the measure that nesting always leaves: below it nested blocks stop indenting.
const LEAST_NESTED_MEASURE: f64 = 0.6;

/// Space below a heading as a factor of the line height: it belongs to what follows.
const BELOW_HEADING: f64 = 0.3;

/// Space above a heading as a factor of the line height: more than a blank line.
const ABOVE_HEADING: f64 = 1.5;

/// Space between a list's items: a blank half line (ACB).
const BETWEEN_ITEMS: f64 = 0.5;

/// Space between blocks: a blank line (UKAAF).
const BETWEEN_BLOCKS: f64 = 1.0;

/// How far a quote is indented, in ems; its bar stands at the left.
const QUOTE_INDENT: f64 = 1.2;

/// How far a heading in the table of contents is indented below one of a higher level, in ems.
const CONTENTS_INDENT: f64 = 1.0;

/// Space between the entries of the table of contents.
const BETWEEN_ENTRIES: f64 = 0.25;

/// The room at the right of the table of contents for the numbers of pages, in ems.
const PAGE_NUMBER_WIDTH: f64 = 3.5;

/// How far a definition is indented below its term, in ems.
const DEFINITION_INDENT: f64 = 1.2;

/// The space between the frame of a box and its words, in ems.
const FRAME_GAP: f64 = 0.8;

/// How far that frame stands off the words in it, above and below, in ems.
pub(super) const FRAME_OUTSET: f64 = 0.3;

/// How far preformatted text is indented, in ems: there stands the sign that a line goes on.
pub(super) const CODE_INDENT: f64 = 1.4;

/// The space between a bullet or number and the text, in ems.
const LABEL_GAP: f64 = 0.5;

/// The boxes before tasks (U+2611, U+2610).
const TASK_DONE: &str = "\u{2611}";
const TASK_TO_DO: &str = "\u{2610}";

/// A bullet is set this much larger than the text: a large solid disc (ACB).
const BULLET_FACTOR: f64 = 1.3;

/// A box of the column before its lines are broken.
#[derive(Debug)]
pub(super) struct FlowBox<'a> {
    /// What it holds.
    pub(super) content: Content<'a>,
    /// Its left edge, from that of the column.
    pub(super) left: Pt,
    /// Space above it, unless it stands at the head of a page.
    pub(super) above: Pt,
    /// What stands beside its first line.
    pub(super) label: Option<Label>,
    /// How far it ends from the column's right edge.
    pub(super) right: Pt,
    /// What is drawn beside or around it.
    pub(super) edges: Vec<Edge>,
    /// Whether it begins a new page.
    pub(super) new_page: bool,
    /// Whether it must not be the last thing on a page.
    pub(super) keep_with_next: bool,
    /// The list item it belongs to, if to one.
    pub(super) item: Option<NodeId>,
    /// Where its lines stand between its edges.
    pub(super) alignment: Alignment,
    /// The size of its text.
    pub(super) size: Pt,
    /// The distance of its baselines.
    pub(super) line_height: Pt,
}

/// What is drawn along blocks, over pages too.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Edge {
    /// A bar at the left, so far from the column's left edge.
    Bar(Pt),
    /// A frame around all blocks of a node, so far from the column's edges.
    Frame { owner: NodeId, left: Pt, right: Pt },
}

/// A bullet or a number.
#[derive(Debug, Clone)]
pub(super) struct Label {
    pub(super) text: String,
    pub(super) owner: NodeId,
    pub(super) style: Style,
    pub(super) left: Pt,
    pub(super) size: Pt,
    /// How far its baseline lies below the line's.
    pub(super) drop: Pt,
}

/// What becomes of a document's printed blocks.
#[derive(Debug)]
pub(super) struct Flowed<'a> {
    /// The boxes, from the top of the column down.
    pub(super) boxes: Vec<FlowBox<'a>>,
    /// The tables whose columns are too narrow for their words, set as lists of rows.
    pub(super) listed: Vec<&'a Block>,
}

/// Makes the boxes of a document's printed blocks, with the table of contents or without it.
pub(super) fn flow<'a>(
    blocks: &'a [Block],
    contents: bool,
    style: &LargePrint,
    context: &Context<'_>,
    shaper: &mut Shaper<'_>,
) -> Flowed<'a> {
    let mut flow = Flow {
        style,
        context,
        shaper,
        flowed: Flowed { boxes: Vec::new(), listed: Vec::new() },
        label: None,
        above: Pt(0.0),
        below: Pt(0.0),
    };
    let table = blocks.iter().position(|block| block.origin == Origin::Contents);
    let (before, behind) = blocks.split_at(table.unwrap_or(blocks.len()));
    let length =
        behind.iter().take_while(|block| block.origin == Origin::Contents).count();
    let behind = if contents { behind } else { &behind[length..] };
    flow.blocks(before, &Place::default(), BETWEEN_BLOCKS);
    flow.blocks(behind, &Place::default(), BETWEEN_BLOCKS);
    flow.flowed
}

/// Where blocks stand.
#[derive(Clone, Default)]
struct Place {
    left: Pt,
    right: Pt,
    edges: Vec<Edge>,
    item: Option<NodeId>,
}

struct Flow<'s, 'a, 'f> {
    style: &'s LargePrint,
    context: &'s Context<'s>,
    shaper: &'s mut Shaper<'f>,
    flowed: Flowed<'a>,
    /// The label that waits for the first box of its item.
    label: Option<Label>,
    /// The space that the next box has above it at least.
    above: Pt,
    /// The space that the box before has below it at least.
    below: Pt,
}

impl<'a> Flow<'_, 'a, '_> {
    fn blocks(&mut self, blocks: &'a [Block], place: &Place, between: f64) {
        for block in blocks.iter().filter(|block| block.media.is_printed()) {
            self.block(block, place);
            // The space below a heading is small on purpose, and the closing lines belong together.
            let space = match (&block.kind, block.origin) {
                (BlockKind::Heading { .. }, _) => continue,
                (_, Origin::ReviewDates | Origin::OtherFormats) => BETWEEN_ITEMS,
                _ => between,
            };
            self.below = self.below.max(self.style.line_height() * space);
        }
    }

    fn block(&mut self, block: &'a Block, place: &Place) {
        let line = self.style.line_height();
        let size = self.style.size;
        match &block.kind {
            BlockKind::Heading { content, .. } if content.is_empty() => {}
            BlockKind::Heading { level, content, .. } => {
                let size = self.style.heading_size(*level);
                self.above = self.above.max(line * ABOVE_HEADING);
                let content =
                    Content::Inlines { content, role: Role::Heading, block: block.id };
                let first = self.flowed.boxes.is_empty();
                self.push(content, place, size, size * HEADING_LEADING, true);
                if let Some(heading) = self.flowed.boxes.last_mut() {
                    heading.new_page = self.style.sheets && *level == 1 && !first;
                }
                self.below = line * BELOW_HEADING;
            }
            BlockKind::Paragraph { content } if has_pictures(content) => {
                self.parted_paragraph(block.id, content, place);
            }
            BlockKind::Figure { image } => self.picture(block.id, image, place),
            BlockKind::Paragraph { content } => {
                // A line that announces what follows stays with it, and so do closing lines.
                let announces = match block.origin {
                    Origin::Author => ends_in_colon(content),
                    Origin::ReviewDates | Origin::OtherFormats => true,
                    _ => false,
                };
                let content =
                    Content::Inlines { content, role: Role::Body, block: block.id };
                self.push(content, place, size, line, announces);
            }
            BlockKind::Code { text } => {
                let content = Content::Code { text, block: block.id };
                let left = self.nested(place, place.left + size * CODE_INDENT);
                self.push(content, &Place { left, ..place.clone() }, size, line, false);
            }
            BlockKind::Rule => self.push(Content::Rule, place, size, size * 0.5, false),
            BlockKind::Quote { blocks } => {
                let left = self.nested(place, place.left + size * QUOTE_INDENT);
                let mut inner = Place { left, ..place.clone() };
                if left.0 > place.left.0 {
                    inner.edges.push(Edge::Bar(place.left));
                }
                self.blocks(blocks, &inner, BETWEEN_BLOCKS);
            }
            BlockKind::Admonition { kind, label, blocks } => {
                self.admonition(block.id, *kind, *label, blocks, place);
            }
            BlockKind::DefinitionList { items } => self.definitions(items, place),
            BlockKind::Table(table) => self.table(block, table, place),
            BlockKind::List { start, items } => self.list(*start, items, place),
            BlockKind::Notes { notes } => self.notes(notes, place),
            BlockKind::Contents { entries } => self.contents(entries, place),
        }
    }

    /// A paragraph with pictures among its words, each on lines of its own.
    fn parted_paragraph(&mut self, block: NodeId, content: &'a [Inline], place: &Place) {
        let (size, line) = (self.style.size, self.style.line_height());
        let images = inlines(content).filter_map(|inline| match &inline.kind {
            InlineKind::Image(image) if self.context.is_set(image) => {
                Some((inline.id, image))
            }
            _ => None,
        });
        let mut images: Vec<(NodeId, &'a Image)> = images.collect();
        images.reverse();
        for part in 0.. {
            let words = Content::Part { content, part, block };
            if !words.words(self.context).text.is_empty() {
                self.push(words, place, size, line, false);
                self.below = line * BETWEEN_ITEMS;
            }
            let Some((owner, image)) = images.pop() else { break };
            self.picture(owner, image, place);
        }
    }

    /// A picture as wide as the measure, if it has the pixels for that; or else its description
    /// in a frame.
    fn picture(&mut self, owner: NodeId, image: &'a Image, place: &Place) {
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
                self.below = size * FRAME_OUTSET;
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
    fn admonition(
        &mut self,
        owner: NodeId,
        kind: AdmonitionKind,
        label: NodeId,
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
        let text = kind.title(self.context.words);
        let content = Content::Text { text, role: Role::Name, block: label };
        self.push(content, &inner, size, line, true);
        self.below = line * BELOW_HEADING;
        self.blocks(blocks, &inner, BETWEEN_BLOCKS);
        self.below = line * BETWEEN_BLOCKS + outset;
    }

    fn definitions(&mut self, items: &'a [DefinitionItem], place: &Place) {
        let (size, line) = (self.style.size, self.style.line_height());
        for item in items {
            for term in &item.terms {
                let content = term.kind.content().map_or(&[][..], Vec::as_slice);
                let content =
                    Content::Inlines { content, role: Role::Name, block: term.id };
                self.push(content, place, size, line, true);
            }
            let left = self.nested(place, place.left + size * DEFINITION_INDENT);
            let inner = Place { left, item: Some(item.id), ..place.clone() };
            self.blocks(&item.blocks, &inner, BETWEEN_ITEMS);
            self.below = self.below.max(line * BETWEEN_ITEMS);
        }
        self.below = self.below.max(line * BETWEEN_BLOCKS);
    }

    /// A table with its columns side by side, or as a list of its rows where they are too narrow
    /// for their words.
    fn table(&mut self, block: &'a Block, table: &'a Table, place: &Place) {
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
                    content: cell.kind.content().map_or(&[][..], Vec::as_slice),
                    role,
                    block: cell.id,
                },
                left: place.left + column.left,
                right: self.style.measure() - place.left - column.left - column.width,
                above: Pt(0.0),
                label: None,
                edges: Vec::new(),
                new_page: false,
                keep_with_next: false,
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
    fn listed_table(&mut self, table: &'a Table, place: &Place) {
        let (size, line) = (self.style.size, self.style.line_height());
        let content =
            |cell: &'a Block| cell.kind.content().map_or(&[][..], Vec::as_slice);
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
        for row in &table.rows {
            let inner = Place { item: Some(row.id), ..place.clone() };
            for (name, cell) in table.head.cells.iter().zip(&row.cells) {
                if content(cell).is_empty() {
                    continue;
                }
                let content = Content::Named {
                    name: content(name),
                    content: content(cell),
                    block: cell.id,
                };
                self.push(content, &inner, size, line, false);
            }
            self.below = line * BETWEEN_BLOCKS;
        }
    }

    fn list(&mut self, start: Option<u64>, items: &'a [ListItem], place: &Place) {
        let hung = items.iter().zip(start.unwrap_or_default()..).map(|(item, number)| {
            let number = start.map(|_| number);
            let label = self.make_label(number, item.task, item.label, place.left);
            (label, item.id, &item.blocks[..])
        });
        let hung = hung.collect();
        self.hang(hung, place);
    }

    fn contents(&mut self, entries: &'a [ContentsEntry], place: &Place) {
        let (size, line) = (self.style.size, self.style.line_height());
        let top = entries.iter().map(|entry| entry.level).min().unwrap_or_default();
        let right = place.right + size * PAGE_NUMBER_WIDTH;
        for entry in entries {
            let depth = f64::from(entry.level - top);
            let left = self.nested(place, place.left + size * (CONTENTS_INDENT * depth));
            let inner = Place { left, right, ..place.clone() };
            self.push(Content::Entry { entry }, &inner, size, line, false);
            self.below = line * BETWEEN_ENTRIES;
        }
    }

    fn notes(&mut self, notes: &'a [Note], place: &Place) {
        let hung = (1..).zip(notes).map(|(number, note)| {
            let label = self.make_label(Some(number), None, note.label, place.left);
            (label, note.id, &note.blocks[..])
        });
        let hung = hung.collect();
        self.hang(hung, place);
    }

    /// Blocks beside their labels, all as far from the left as the widest label needs.
    fn hang(&mut self, hung: Vec<(Label, NodeId, &'a [Block])>, place: &Place) {
        let size = self.style.size;
        let widest = hung
            .iter()
            .map(|(label, ..)| label.size * self.shaper.width(&label.text, label.style))
            .fold(Pt(0.0), Pt::max);
        let hanging = place.left + widest + size * LABEL_GAP;
        let left = self.nested(place, hanging);
        for (label, item, blocks) in hung {
            let inner = Place { left, item: Some(item), ..place.clone() };
            // Where nesting no longer indents, the label stands in the line itself.
            self.label =
                Some(if left.0 < hanging.0 { Label { left, ..label } } else { label });
            self.blocks(blocks, &inner, BETWEEN_ITEMS);
            if let Some(label) = self.label.take() {
                self.empty_item(label, &inner);
            }
            self.below = self.below.max(self.style.line_height() * BETWEEN_ITEMS);
        }
        self.below = self.below.max(self.style.line_height() * BETWEEN_BLOCKS);
    }

    /// An item without words still has its number.
    fn empty_item(&mut self, label: Label, place: &Place) {
        let block = label.owner;
        self.label = Some(label);
        let content = Content::Inlines { content: &[], role: Role::Body, block };
        self.push(content, place, self.style.size, self.style.line_height(), false);
    }

    fn make_label(
        &self,
        number: Option<u64>,
        task: Option<bool>,
        owner: NodeId,
        left: Pt,
    ) -> Label {
        let size = self.style.size;
        let task = task.map(|done| if done { TASK_DONE } else { TASK_TO_DO });
        let number = number.map(|number| format!("{number}."));
        let text = match (number, task) {
            (Some(number), Some(task)) => Some(format!("{number} {task}")),
            (number, task) => number.or(task.map(str::to_owned)),
        };
        match text {
            Some(text) => {
                Label { text, owner, style: Style::Regular, left, size, drop: Pt(0.0) }
            }
            None => Label {
                text: "\u{2022}".into(),
                owner,
                style: Style::Bold,
                left,
                size: size * BULLET_FACTOR,
                // The larger disc stays at the height of the small letters.
                drop: size * ((BULLET_FACTOR - 1.0) * 0.25),
            },
        }
    }

    /// The left edge of nested blocks: indented while enough of the measure is left.
    fn nested(&self, place: &Place, indented: Pt) -> Pt {
        let measure = self.style.measure();
        if (measure - indented - place.right).0 < measure.0 * LEAST_NESTED_MEASURE {
            place.left
        } else {
            indented
        }
    }

    fn push(
        &mut self,
        content: Content<'a>,
        place: &Place,
        size: Pt,
        line_height: Pt,
        keep_with_next: bool,
    ) {
        let heading_before = self.flowed.boxes.last().is_some_and(FlowBox::is_heading);
        // Two headings in a row belong together.
        let above = if heading_before { self.below } else { self.above.max(self.below) };
        self.flowed.boxes.push(FlowBox {
            content,
            left: place.left,
            above: if self.flowed.boxes.is_empty() { Pt(0.0) } else { above },
            label: self.label.take(),
            right: place.right,
            edges: place.edges.clone(),
            new_page: false,
            keep_with_next,
            item: place.item,
            alignment: Alignment::Left,
            size,
            line_height,
        });
        self.above = Pt(0.0);
        self.below = Pt(0.0);
    }
}

impl FlowBox<'_> {
    /// What its label takes of its lines, where nesting no longer indents and the label would
    /// stand in the text.
    pub(super) fn label_indent(&self, shaper: &mut Shaper<'_>) -> Pt {
        match &self.label {
            Some(label) if label.left.0 >= self.left.0 => {
                label.size * shaper.width(&label.text, label.style)
                    + self.size * LABEL_GAP
            }
            _ => Pt(0.0),
        }
    }

    /// Whether it is a heading.
    pub(super) const fn is_heading(&self) -> bool {
        matches!(self.content, Content::Inlines { role: Role::Heading, .. })
    }

    /// Whether it names the columns of a table.
    pub(super) const fn is_table_head(&self) -> bool {
        matches!(self.content, Content::Row { head: true, .. })
    }
}

fn has_pictures(content: &[Inline]) -> bool {
    inlines(content).any(|inline| matches!(inline.kind, InlineKind::Image(_)))
}

fn ends_in_colon(content: &[Inline]) -> bool {
    crate::document::plain_text(content).trim_end().ends_with(':')
}
