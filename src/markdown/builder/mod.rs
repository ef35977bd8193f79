//! Builds blocks from pulldown-cmark's events.
//!
//! Open blocks and inlines lie on a stack of frames; each closes into the frame below it.

mod attributes;
mod close;
mod count;
mod marks;
mod raw_html;

use super::{clean::clean, html};
use crate::diag::{Diagnostic, Span};
use crate::document::{
    Address, AdmonitionKind, Alignment, Block, BlockKind, DefinitionItem, Inline,
    InlineKind, ListItem, Media, Origin, Row, Target,
};
use crate::lang::Lang;
use crate::limits::MOST_NESTING;
use crate::node::NodeId;
use count::Count;
use pulldown_cmark::{
    BlockQuoteKind, CodeBlockKind, Event, HeadingLevel, LinkType, Options, Parser, Tag,
};
use rustc_hash::FxHashMap;
use std::ops::Range;

/// What a page's body holds.
pub(super) struct Body {
    pub(super) blocks: Vec<Block>,
    /// Its notes; a reference has the place of its note here.
    pub(super) notes: Vec<NoteSource>,
}

/// A note as the author wrote it.
#[derive(Debug, Default)]
pub(super) struct NoteSource {
    pub(super) name: String,
    pub(super) span: Span,
    pub(super) blocks: Vec<Block>,
}

/// Builds the blocks of `source[body]`. Their nodes have no numbers yet, their links no targets
/// but the author's words.
///
/// # Errors
/// When it has too much.
pub(super) fn build(
    source: &str,
    body: Range<usize>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<Body, Diagnostic> {
    let mut builder = Builder {
        source,
        html: html::Words::default(),
        diagnostics,
        frames: vec![Frame::root()],
        notes: Vec::new(),
        note_of: FxHashMap::default(),
        too_deep: 0,
        told: Told::default(),
    };
    let shift = body.start;
    let parser = Parser::new_ext(&source[body], OPTIONS);
    let mut count = Count::default();
    for (event, span) in parser.into_offset_iter() {
        let span = span.start + shift..span.end + shift;
        count.add(&event, &span)?;
        builder.event(event, span);
    }
    Ok(builder.finish())
}

/// Where a page's body has HTML.
pub(super) fn html(source: &str, body: Range<usize>) -> Vec<Span> {
    let shift = body.start;
    let events = Parser::new_ext(&source[body], OPTIONS).into_offset_iter();
    let html = events.filter(|(event, _)| {
        matches!(event, Event::Start(Tag::HtmlBlock) | Event::InlineHtml(_))
    });
    html.map(|(_, span)| span.start + shift..span.end + shift).collect()
}

/// What is read beside CommonMark.
const OPTIONS: Options = Options::ENABLE_HEADING_ATTRIBUTES
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_TABLES)
    .union(Options::ENABLE_GFM)
    .union(Options::ENABLE_DEFINITION_LIST)
    .union(Options::ENABLE_FOOTNOTES);

/// A node before the document numbers it.
pub(super) const UNNUMBERED: NodeId = NodeId(u32::MAX);

/// An open block or inline.
struct Frame {
    span: Span,
    kind: FrameKind,
    blocks: Vec<Block>,
    inlines: Vec<Inline>,
    items: Vec<ListItem>,
}

enum FrameKind {
    /// The page, or an HTML block (whose words become paragraphs).
    Container,
    Quote,
    Admonition(AdmonitionKind),
    List(Option<u64>),
    Item {
        task: Option<bool>,
    },
    Table {
        columns: Vec<Alignment>,
        head: Option<Row>,
        rows: Vec<Row>,
    },
    Row {
        head: bool,
    },
    /// Words of a cell, or a term that is defined.
    Cell,
    DefinitionList(Vec<DefinitionItem>),
    Definition,
    /// A note, by its place among the notes.
    Note(usize),
    /// A paragraph that the author's marks open, or, if implicit, the words of a tight item.
    Paragraph {
        implicit: bool,
    },
    Heading {
        level: u8,
        anchor: Option<String>,
        media: Media,
        lang: Option<Lang>,
        /// Attributes of its last words, which the parser takes for those of the heading.
        attributes: Option<Span>,
    },
    Code(String),
    Html(String),
    Emphasis,
    Strong,
    Deleted,
    /// Words between an HTML tag that means something here and the one that closes it.
    Tagged {
        element: String,
        meaning: html::Meaning,
    },
    Link(String),
    Image {
        source: String,
        title: String,
    },
}

impl Frame {
    fn new(kind: FrameKind, span: Span) -> Self {
        Self { span, kind, blocks: Vec::new(), inlines: Vec::new(), items: Vec::new() }
    }

    fn root() -> Self {
        Self::new(FrameKind::Container, 0..0)
    }

    const fn holds_blocks(&self) -> bool {
        matches!(
            self.kind,
            FrameKind::Container
                | FrameKind::Quote
                | FrameKind::Admonition(_)
                | FrameKind::Item { .. }
                | FrameKind::Definition
                | FrameKind::Note(_)
        )
    }
}

impl FrameKind {
    /// Whether what it holds may lie ever deeper.
    const fn nests(&self) -> bool {
        matches!(
            self,
            Self::Quote
                | Self::Admonition(_)
                | Self::List(_)
                | Self::Item { .. }
                | Self::Table { .. }
                | Self::DefinitionList(_)
                | Self::Definition
                | Self::Note(_)
                | Self::Emphasis
                | Self::Strong
                | Self::Deleted
                | Self::Link(_)
        )
    }

    /// Whether it stands among words.
    const fn is_inline(&self) -> bool {
        matches!(
            self,
            Self::Emphasis
                | Self::Strong
                | Self::Deleted
                | Self::Link(_)
                | Self::Image { .. }
        )
    }
}

/// Which messages were given already: once a page is enough.
#[derive(Default)]
struct Told {
    nesting: bool,
    control: bool,
}

struct Builder<'a> {
    source: &'a str,
    html: html::Words,
    diagnostics: &'a mut Vec<Diagnostic>,
    frames: Vec<Frame>,
    notes: Vec<NoteSource>,
    /// The place of each note among them, by its name in small letters.
    note_of: FxHashMap<String, usize>,
    /// How many blocks or inlines are open that were too deep for a frame.
    too_deep: usize,
    told: Told,
}

impl Builder<'_> {
    fn event(&mut self, event: Event<'_>, span: Span) {
        match event {
            Event::Start(tag) => self.start(tag, span),
            Event::End(_) => self.end(span),
            Event::Text(text) => self.text(&text, span),
            Event::Code(text) => {
                if !self.html.hides() {
                    let text = self.cleaned(&text, &span);
                    self.inline(InlineKind::Code(text), span);
                }
            }
            Event::Html(text) => {
                match self.frames.last_mut().map(|frame| &mut frame.kind) {
                    Some(FrameKind::Html(html)) => html.push_str(&text),
                    _ => self.inline_html(&text, span),
                }
            }
            Event::InlineHtml(text) => self.inline_html(&text, span),
            Event::SoftBreak => self.inline(InlineKind::SoftBreak, span),
            Event::HardBreak => self.inline(InlineKind::HardBreak, span),
            Event::Rule => {
                self.close_implicit();
                self.block(BlockKind::Rule, Media::All, span);
            }
            Event::TaskListMarker(done) => {
                let item =
                    self.frames.iter_mut().rev().find_map(|frame| {
                        match &mut frame.kind {
                            FrameKind::Item { task } => Some(task),
                            _ => None,
                        }
                    });
                if let Some(task) = item.filter(|_| self.too_deep == 0) {
                    *task = Some(done);
                }
            }
            Event::FootnoteReference(name) => {
                let note = self.note(&name);
                let kind = InlineKind::Link {
                    target: Target::Place(UNNUMBERED),
                    address: Address::Note(note),
                    content: Vec::new(),
                };
                self.inline(kind, span);
            }
            // Their extension is off.
            Event::InlineMath(_) | Event::DisplayMath(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>, span: Span) {
        let kind = match tag {
            Tag::Paragraph => FrameKind::Paragraph { implicit: false },
            Tag::Heading { level, id, classes, attrs } => {
                let level = level_number(level);
                let attributes = self.attributes_of_last_words(&span);
                let (mut anchor, mut media, mut lang) = (None, Media::All, None);
                if attributes.is_none() {
                    anchor = id.map(String::from);
                    media = self.media(&classes, &span);
                    lang = self.heading_lang(&attrs, &span);
                }
                FrameKind::Heading { level, anchor, media, lang, attributes }
            }
            Tag::BlockQuote(None) => FrameKind::Quote,
            Tag::BlockQuote(Some(kind)) => FrameKind::Admonition(admonition(kind)),
            Tag::Table(columns) => FrameKind::Table {
                columns: columns.into_iter().map(alignment).collect(),
                head: None,
                rows: Vec::new(),
            },
            Tag::TableHead => FrameKind::Row { head: true },
            Tag::TableRow => FrameKind::Row { head: false },
            Tag::TableCell | Tag::DefinitionListTitle => FrameKind::Cell,
            Tag::DefinitionList => FrameKind::DefinitionList(Vec::new()),
            Tag::DefinitionListDefinition => FrameKind::Definition,
            Tag::FootnoteDefinition(name) => {
                let note = self.note(&name);
                self.notes[note].span = span.clone();
                FrameKind::Note(note)
            }
            Tag::CodeBlock(CodeBlockKind::Indented | CodeBlockKind::Fenced(_)) => {
                FrameKind::Code(String::new())
            }
            Tag::HtmlBlock => FrameKind::Html(String::new()),
            Tag::List(start) => FrameKind::List(start),
            Tag::Item => FrameKind::Item { task: None },
            Tag::Strikethrough => FrameKind::Deleted,
            Tag::Emphasis => FrameKind::Emphasis,
            Tag::Strong => FrameKind::Strong,
            Tag::Link { link_type, dest_url, .. } => {
                let address = self.cleaned(&dest_url, &span);
                FrameKind::Link(match link_type {
                    LinkType::Email => format!("mailto:{address}"),
                    _ => address,
                })
            }
            Tag::Image { dest_url, title, .. } => FrameKind::Image {
                source: dest_url.to_string(),
                title: self.cleaned(&title, &span),
            },
            // Their extensions are off.
            _ => FrameKind::Container,
        };
        // A code block or a paragraph is a leaf: its words need a frame however deep it lies.
        if kind.nests() && self.frames.len() >= MOST_NESTING || self.too_deep > 0 {
            self.skip(&kind, span);
            return;
        }
        if kind.is_inline() {
            self.open_implicit(&span);
        } else {
            self.close_implicit();
        }
        self.frames.push(Frame::new(kind, span));
    }

    /// Passes over a start that lies too deep; blocks inside it still begin a new paragraph.
    fn skip(&mut self, kind: &FrameKind, span: Span) {
        self.too_deep += 1;
        if !kind.is_inline() {
            self.close_implicit();
        }
        if !self.told.nesting {
            self.told.nesting = true;
            self.diagnostics.push(
                Diagnostic::warning(
                    "too-deep",
                    span,
                    format!("nesting is deeper than {MOST_NESTING} levels; the words are kept, the nesting is not"),
                )
                .help("use fewer levels of lists and quotes"),
            );
        }
    }

    fn end(&mut self, span: Span) {
        if self.too_deep > 0 {
            self.too_deep -= 1;
            return;
        }
        self.close_tagged();
        self.close_implicit();
        if let Some(FrameKind::Heading { attributes: Some(written), .. }) =
            self.frames.last().map(|frame| &frame.kind)
        {
            let written = written.clone();
            let words = self.source[written.clone()].to_owned();
            let words = self.cleaned(&words, &written);
            self.inline(InlineKind::Text(words), written);
        }
        if let Some(frame) = self.frames.pop() {
            self.close(frame, span.end);
        }
    }

    fn text(&mut self, text: &str, span: Span) {
        if self.html.hides() {
            return;
        }
        let text = self.cleaned(text, &span);
        match self.frames.last_mut().map(|frame| &mut frame.kind) {
            Some(FrameKind::Code(code)) => code.push_str(&text),
            _ => {
                let text = attributes::mark_literal(&text, self.source, &span);
                self.inline(InlineKind::Text(text), span);
            }
        }
    }

    fn cleaned(&mut self, text: &str, span: &Span) -> String {
        let (text, taken_out) = clean(text);
        if taken_out && !self.told.control {
            self.told.control = true;
            self.diagnostics.push(
                Diagnostic::warning(
                    "control-character",
                    span.clone(),
                    "control characters were taken out of the text",
                )
                .help("delete them in the page; they cannot be seen or said"),
            );
        }
        text.into_owned()
    }

    fn inline(&mut self, kind: InlineKind, span: Span) {
        if self.html.hides() {
            return;
        }
        self.open_implicit(&span);
        let Some(frame) = self.frames.last_mut() else { return };
        // Words that the parser gives in pieces (at an entity, say) are one text.
        if let (
            InlineKind::Text(more),
            Some(Inline { kind: InlineKind::Text(text), span: before, .. }),
        ) = (&kind, frame.inlines.last_mut())
        {
            text.push_str(more);
            before.end = span.end;
            return;
        }
        frame.inlines.push(Inline { id: UNNUMBERED, span, kind });
    }

    /// Words directly in a container are a paragraph: those of a tight item, and those that lost
    /// a frame to the nesting limit.
    fn open_implicit(&mut self, span: &Span) {
        if self.frames.last().is_some_and(|frame| {
            frame.holds_blocks() || matches!(frame.kind, FrameKind::List(_))
        }) {
            self.frames
                .push(Frame::new(FrameKind::Paragraph { implicit: true }, span.clone()));
        }
    }

    fn close_implicit(&mut self) {
        self.close_tagged();
        let implicit = |frame: &mut Frame| {
            matches!(frame.kind, FrameKind::Paragraph { implicit: true })
        };
        if let Some(frame) = self.frames.pop_if(implicit) {
            let end =
                frame.inlines.last().map_or(frame.span.end, |inline| inline.span.end);
            self.close(frame, end);
        }
    }

    fn block(&mut self, kind: BlockKind, media: Media, span: Span) {
        if self.html.hides() && matches!(kind, BlockKind::Rule) {
            return;
        }
        if let Some(parent) = self.frames.last_mut() {
            let origin = Origin::Author;
            parent.blocks.push(Block { id: UNNUMBERED, span, media, origin, kind });
        }
    }

    fn finish(mut self) -> Body {
        self.close_implicit();
        while self.frames.len() > 1 {
            self.end(0..self.source.len());
        }
        let blocks = self.frames.pop().map(|root| root.blocks).unwrap_or_default();
        Body { blocks, notes: self.notes }
    }
}

const fn admonition(kind: BlockQuoteKind) -> AdmonitionKind {
    match kind {
        BlockQuoteKind::Note => AdmonitionKind::Note,
        BlockQuoteKind::Tip => AdmonitionKind::Tip,
        BlockQuoteKind::Important => AdmonitionKind::Important,
        BlockQuoteKind::Warning => AdmonitionKind::Warning,
        BlockQuoteKind::Caution => AdmonitionKind::Caution,
    }
}

const fn alignment(of: pulldown_cmark::Alignment) -> Alignment {
    match of {
        pulldown_cmark::Alignment::None | pulldown_cmark::Alignment::Left => {
            Alignment::Left
        }
        pulldown_cmark::Alignment::Center => Alignment::Centre,
        pulldown_cmark::Alignment::Right => Alignment::Right,
    }
}

const fn level_number(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}
