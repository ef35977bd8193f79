//! Turns a document's blocks into boxes that follow each other down the column.

use super::paragraph::Prepared;
use super::style::{HEADING_LEADING, LargePrint};
use super::words::{Manner, Nature, Words};
use crate::document::{Address, Block, BlockKind, Inline, InlineKind, ListItem, Origin};
use crate::font::{Shaper, Style};
use crate::geom::Pt;
use crate::lang::words::Words as OurWords;
use crate::node::NodeId;
use std::collections::BTreeMap;

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
    /// The bars beside it, each from the column's left edge.
    pub(super) bars: Vec<Pt>,
    /// Whether it must not be the last thing on a page.
    pub(super) keep_with_next: bool,
    /// The list item it belongs to, if to one.
    pub(super) item: Option<NodeId>,
    /// The size of its text.
    pub(super) size: Pt,
    /// The distance of its baselines.
    pub(super) line_height: Pt,
}

/// What a box holds.
#[derive(Debug)]
pub(super) enum Content<'a> {
    /// Words.
    Inlines { content: &'a [Inline], heading: bool, block: NodeId },
    /// Preformatted text.
    Code { text: &'a str, block: NodeId },
    /// A thematic break.
    Rule,
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

/// Makes the boxes of a document's printed blocks.
pub(super) fn flow<'a>(
    blocks: &'a [Block],
    style: &LargePrint,
    shaper: &mut Shaper<'_>,
) -> Vec<FlowBox<'a>> {
    let mut flow = Flow {
        style,
        shaper,
        boxes: Vec::new(),
        label: None,
        above: Pt(0.0),
        below: Pt(0.0),
    };
    flow.blocks(
        blocks,
        &Place { left: Pt(0.0), bars: Vec::new(), item: None },
        BETWEEN_BLOCKS,
    );
    flow.boxes
}

/// Where blocks stand.
#[derive(Clone)]
struct Place {
    left: Pt,
    bars: Vec<Pt>,
    item: Option<NodeId>,
}

struct Flow<'s, 'a, 'f> {
    style: &'s LargePrint,
    shaper: &'s mut Shaper<'f>,
    boxes: Vec<FlowBox<'a>>,
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
                    Content::Inlines { content, heading: true, block: block.id };
                self.push(content, place, size, size * HEADING_LEADING, true);
                self.below = line * BELOW_HEADING;
            }
            BlockKind::Paragraph { content } => {
                // A line that announces what follows stays with it, and so do closing lines.
                let announces = match block.origin {
                    Origin::Author => ends_in_colon(content),
                    Origin::ReviewDates | Origin::OtherFormats => true,
                    _ => false,
                };
                let content =
                    Content::Inlines { content, heading: false, block: block.id };
                self.push(content, place, size, line, announces);
            }
            BlockKind::Code { text } => {
                self.push(
                    Content::Code { text, block: block.id },
                    place,
                    size,
                    line,
                    false,
                );
            }
            BlockKind::Rule => self.push(Content::Rule, place, size, size * 0.5, false),
            BlockKind::Quote { blocks } => {
                let indented = place.left + size * QUOTE_INDENT;
                let left = self.nested(place.left, indented);
                let mut bars = place.bars.clone();
                if left.0 > place.left.0 {
                    bars.push(place.left);
                }
                self.blocks(
                    blocks,
                    &Place { left, bars, item: place.item },
                    BETWEEN_BLOCKS,
                );
            }
            BlockKind::List { start, items } => self.list(*start, items, place),
        }
    }

    fn list(&mut self, start: Option<u64>, items: &'a [ListItem], place: &Place) {
        let size = self.style.size;
        let labels: Vec<Label> = items
            .iter()
            .zip(start.unwrap_or_default()..)
            .map(|(item, number)| {
                let number = start.map(|_| number);
                self.make_label(number, item.task, item.label, place.left)
            })
            .collect();
        let widest = labels
            .iter()
            .map(|label| label.size * self.shaper.width(&label.text, label.style))
            .fold(Pt(0.0), Pt::max);
        let hanging = place.left + widest + size * LABEL_GAP;
        let left = self.nested(place.left, hanging);
        for (item, label) in items.iter().zip(labels) {
            let inner = Place { left, bars: place.bars.clone(), item: Some(item.id) };
            // Where nesting no longer indents, the label stands in the line itself.
            self.label =
                Some(if left.0 < hanging.0 { Label { left, ..label } } else { label });
            self.blocks(&item.blocks, &inner, BETWEEN_ITEMS);
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
        let content = Content::Inlines { content: &[], heading: false, block };
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
    fn nested(&self, left: Pt, indented: Pt) -> Pt {
        let measure = self.style.measure();
        if (measure - indented).0 < measure.0 * LEAST_NESTED_MEASURE {
            left
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
        let heading_before = self.boxes.last().is_some_and(FlowBox::is_heading);
        // Two headings in a row belong together.
        let above = if heading_before { self.below } else { self.above.max(self.below) };
        self.boxes.push(FlowBox {
            content,
            left: place.left,
            above: if self.boxes.is_empty() { Pt(0.0) } else { above },
            label: self.label.take(),
            bars: place.bars.clone(),
            keep_with_next,
            item: place.item,
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
        matches!(self.content, Content::Inlines { heading: true, .. })
    }
}

fn ends_in_colon(content: &[Inline]) -> bool {
    crate::document::plain_text(content).trim_end().ends_with(':')
}

/// What the words of a box depend on beside the document.
pub(super) struct Context<'c> {
    /// Words that are ours.
    pub(super) words: &'c OurWords,
    /// The page of each heading that a link refers to, as far as it is known.
    pub(super) page_of: &'c BTreeMap<NodeId, usize>,
}

impl Content<'_> {
    /// The words as one text.
    pub(super) fn words(&self, context: &Context<'_>) -> Words {
        let mut words = Words::default();
        match self {
            Self::Inlines { content, heading, block } => {
                let style = if *heading { Style::Bold } else { Style::Regular };
                add(&mut words, content, Manner::plain(style, *block), context);
                words.trim_end();
            }
            Self::Code { text, block } => {
                let text = text.replace("\r\n", "\n").replace('\t', "    ");
                words.push(&text, Manner::plain(Style::Code, *block));
            }
            Self::Rule => {}
        }
        words
    }
}

/// Adds inlines to `words`, space folded as in HTML.
fn add(words: &mut Words, content: &[Inline], manner: Manner, context: &Context<'_>) {
    for inline in content {
        let owned = Manner { owner: inline.id, ..manner };
        match &inline.kind {
            InlineKind::Text(text) => add_folded(words, text, manner),
            InlineKind::SoftBreak => add_folded(words, " ", manner),
            InlineKind::HardBreak => {
                if words.text.ends_with(' ') {
                    words.trim_end();
                }
                words.push("\n", manner);
            }
            InlineKind::Emphasis(content) => {
                let style = match manner.style {
                    Style::Regular => Style::SemiBold,
                    style => style,
                };
                add(words, content, Manner { style, ..manner }, context);
            }
            InlineKind::Strong(content) => {
                add(words, content, Manner { style: Style::Bold, ..manner }, context);
            }
            InlineKind::Code(text) => {
                let style = match manner.style {
                    Style::Regular => Style::Code,
                    _ => Style::CodeBold,
                };
                words.push(&text.replace('\n', " "), Manner { style, ..owned });
            }
            InlineKind::Image { description, .. } => {
                add_folded(words, description, manner);
            }
            InlineKind::Deleted(content) => {
                add(words, content, Manner { struck: true, ..owned }, context);
            }
            InlineKind::Shifted { shift, content } => {
                let shift = Some(*shift);
                add(words, content, Manner { shift, ..owned }, context);
            }
            InlineKind::Foreign { content, .. } => {
                let nature = Nature::Foreign;
                add(words, content, Manner { nature, ..owned }, context);
            }
            InlineKind::Link { address, content, .. } => {
                add(words, content, owned, context);
                let nature = Nature::Words;
                add_address(words, address, Manner { nature, ..owned }, context);
            }
        }
    }
}

/// Adds what paper says of a link's target.
fn add_address(
    words: &mut Words,
    address: &Address,
    manner: Manner,
    context: &Context<'_>,
) {
    match address {
        Address::Hidden => {}
        Address::Written(address) => {
            add_folded(words, " (", manner);
            words.push(address, Manner { nature: Nature::Address, ..manner });
            words.push(")", manner);
        }
        Address::Listed(number) => {
            let label =
                context.words.listed_address.replace("{number}", &number.to_string());
            add_folded(words, &format!(" {label}"), manner);
        }
        Address::Page(heading) => {
            let page = context.page_of.get(heading).map_or(1, |page| page + 1);
            let label = context.words.page_reference.replace("{page}", &page.to_string());
            add_folded(words, &format!(" {label}"), manner);
        }
    }
}

/// Adds text with every run of white space as one space, and none at a line's start.
fn add_folded(words: &mut Words, text: &str, manner: Manner) {
    let mut folded = String::with_capacity(text.len());
    for c in text.chars() {
        if !matches!(c, ' ' | '\t' | '\n' | '\r') {
            folded.push(c);
        } else if folded
            .chars()
            .next_back()
            .or(words.text.chars().next_back())
            .is_some_and(|c| !matches!(c, ' ' | '\n'))
        {
            folded.push(' ');
        }
    }
    words.push(&folded, manner);
}

/// Sets a heading smaller, down to body size, until its longest word fits the measure.
pub(super) fn fit_heading(
    prepared: Prepared,
    measure: Pt,
    body: Pt,
    shaper: &mut Shaper<'_>,
) -> Prepared {
    let widest = prepared.widest();
    if widest.0 <= measure.0 || prepared.size.0 <= body.0 {
        return prepared;
    }
    let size = body.max(prepared.size * (measure / widest * 0.999));
    Prepared::new(prepared.words, size, measure, false, shaper)
}
