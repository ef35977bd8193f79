//! Turns a document's blocks into boxes that follow each other down the column.

mod boxed;
mod labels;
mod lists;

use super::boxes::{CODE_INDENT, Content, Edge, FlowBox, Label, Role};
use super::content::Context;
use super::space::{ABOVE_HEADING, BETWEEN_BLOCKS, Factors, Space};
use super::style::{HEADING_LEADING, LargePrint};
use crate::document::{
    Alignment, Block, BlockKind, Inline, InlineKind, Origin, inlines, plain_text,
};
use crate::font::{Shaper, Style};
use crate::geom::Pt;
use crate::node::NodeId;
use labels::Beside;

/// The part of the measure that nesting always leaves: below it nested blocks stop indenting.
const MIN_NESTED_MEASURE: f64 = 0.6;

/// Space below a heading as a factor of the line height: it belongs to what follows.
const BELOW_HEADING: f64 = 0.3;

/// The sizes of a centre's telephone number as factors of the text's, the best first: it is read
/// at arm's length, while a telephone is held.
const TELEPHONE_FACTORS: [f64; 2] = [1.5, 1.25];

/// How far a quote is indented, in ems; its bar stands at the left.
const QUOTE_INDENT: f64 = 1.2;

/// The space between a bullet or number and the text, in ems.
const LABEL_GAP: f64 = 0.5;

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
        labels: Vec::new(),
        above: Space::default(),
        below: Space::default(),
    };
    let table = blocks.iter().position(|block| block.origin == Origin::Contents);
    let (before, after) = blocks.split_at(table.unwrap_or(blocks.len()));
    let length =
        after.iter().take_while(|block| block.origin == Origin::Contents).count();
    let after = if contents { after } else { &after[length..] };
    flow.blocks(before, &Place::default(), BETWEEN_BLOCKS);
    flow.blocks(after, &Place::default(), BETWEEN_BLOCKS);
    flow.flowed
}

/// Where blocks stand.
#[derive(Clone, Default)]
struct Place {
    left: Pt,
    right: Pt,
    edges: Vec<Edge>,
    item: Option<NodeId>,
    whole: Option<NodeId>,
}

/// How the lines of a box are set.
#[derive(Clone, Copy)]
struct Lines {
    /// The size of their text.
    size: Pt,
    /// The distance of their baselines.
    height: Pt,
}

struct Flow<'s, 'a, 'f> {
    style: &'s LargePrint,
    context: &'s Context<'s>,
    shaper: &'s mut Shaper<'f>,
    flowed: Flowed<'a>,
    /// The labels that wait for the first box of their items, the outermost first.
    labels: Vec<Label>,
    /// The space that the next box has above it at least.
    above: Space,
    /// The space that the box before has below it at least.
    below: Space,
}

impl<'a> Flow<'_, 'a, '_> {
    fn blocks(&mut self, blocks: &'a [Block], place: &Place, between: Factors) {
        // Those that are kept whole together, by the first of them.
        let mut whole: Option<(Origin, NodeId)> = None;
        for block in blocks.iter().filter(|block| block.media.is_printed()) {
            let together = kept_whole(block.origin);
            whole = together.map(|origin| match whole {
                Some(whole) if whole.0 == origin => whole,
                _ => (origin, block.id),
            });
            match whole {
                None => self.block(block, place),
                Some((_, id)) => {
                    self.block(block, &Place { whole: Some(id), ..place.clone() });
                }
            }
            // The space below a heading is small on purpose.
            if !matches!(block.kind, BlockKind::Heading { .. }) {
                self.below = self.below.max(self.style.line_height() * between);
            }
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
                self.below = (line * BELOW_HEADING).into();
            }
            BlockKind::Paragraph { content } if has_pictures(content) => {
                self.parted_paragraph(block.id, content, place);
            }
            BlockKind::Figure { image } => self.picture(block.id, image, place),
            BlockKind::Paragraph { content } => {
                // A line that announces what follows stays with it.
                let announces = match block.origin {
                    Origin::Author => ends_in_colon(content),
                    // A centre's name and number are found together.
                    Origin::CentreTelephone => true,
                    Origin::Centre => begins_strong(content),
                    _ => false,
                };
                let (size, line) = match block.origin {
                    Origin::CentreTelephone => {
                        let size = self.telephone_size(content, place);
                        (size, size * self.style.leading)
                    }
                    _ => (size, line),
                };
                let role = match block.origin {
                    Origin::ReviewDates | Origin::Edition => Role::Fact,
                    _ => Role::Body,
                };
                let content = Content::Inlines { content, role, block: block.id };
                let before = self.flowed.boxes.last_mut();
                if let Some(before) = before.filter(|_| block.origin == Origin::Edition) {
                    before.keep_with_next = true;
                }
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
            BlockKind::Admonition { kind, title, blocks } => {
                self.admonition(block.id, *kind, title, blocks, place);
            }
            BlockKind::DefinitionList { items } => self.definitions(items, place),
            BlockKind::Table(table) => self.table(block, table, place),
            BlockKind::List { start, descending, items } => {
                self.list(*start, *descending, items, place);
            }
            BlockKind::Footnotes { notes } => self.notes(notes, place),
            BlockKind::Contents { entries } => self.contents(entries, place),
        }
    }

    /// The size of a number to call: larger than the text, as far as the column holds it whole.
    fn telephone_size(&mut self, content: &[Inline], place: &Place) -> Pt {
        let number = content.last().map_or(&[][..], std::slice::from_ref);
        let ems = self.shaper.width(&plain_text(number), Style::Bold);
        let room = self.style.measure() - place.left - place.right;
        let size = |factor: f64| self.style.size * factor;
        let fits = |factor: &f64| (size(*factor) * ems).0 <= room.0;
        TELEPHONE_FACTORS.into_iter().find(fits).map_or(self.style.size, size)
    }

    /// The left edge of nested blocks: indented while enough of the measure is left.
    fn nested(&self, place: &Place, indented: Pt) -> Pt {
        let measure = self.style.measure();
        if (measure - indented - place.right).0 < measure.0 * MIN_NESTED_MEASURE {
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
        let beside = self.labels_beside(&content, place);
        let lines = Lines { size, height: line_height };
        self.push_box(content, place, lines, keep_with_next, beside);
    }

    fn push_box(
        &mut self,
        content: Content<'a>,
        place: &Place,
        lines: Lines,
        keep_with_next: bool,
        Beside { labels, indent }: Beside,
    ) {
        let heading_before = self.flowed.boxes.last().is_some_and(FlowBox::is_heading);
        // Two headings in a row belong together.
        let above = if heading_before { self.below } else { self.above.max(self.below) };
        self.flowed.boxes.push(FlowBox {
            content,
            left: place.left,
            above: if self.flowed.boxes.is_empty() { Space::default() } else { above },
            labels,
            indent,
            right: place.right,
            edges: place.edges.clone(),
            new_page: false,
            keep_with_next,
            whole: place.whole,
            item: place.item,
            alignment: Alignment::Left,
            size: lines.size,
            line_height: lines.height,
        });
        self.above = Space::default();
        self.below = Space::default();
    }
}

/// Which of our own blocks are kept on one page: those that follow each other of one origin.
const fn kept_whole(origin: Origin) -> Option<Origin> {
    match origin {
        Origin::ReviewDates | Origin::Edition => Some(origin),
        Origin::Contents => Some(Origin::Contents),
        Origin::Centre | Origin::CentreTelephone => Some(Origin::Centre),
        _ => None,
    }
}

fn has_pictures(content: &[Inline]) -> bool {
    inlines(content).any(|inline| matches!(inline.kind, InlineKind::Image(_)))
}

fn begins_strong(content: &[Inline]) -> bool {
    matches!(content.first().map(|inline| &inline.kind), Some(InlineKind::Strong(_)))
}

fn ends_in_colon(content: &[Inline]) -> bool {
    plain_text(content).trim_end().ends_with(':')
}
