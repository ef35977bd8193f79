//! Builds blocks from pulldown-cmark's events.
//!
//! What is open lies on the stack of a [`Tree`], beside what tags of HTML opened.

mod attributes;
mod left_over;
mod marks;
mod wiki;

use super::dialect::{BoxHead, Masked, as_written, left_over};
use super::events::{OPTIONS, parser};
use crate::diag::{Diagnostic, Span};
use crate::document::FootnoteSource;
use crate::document::draft::UNNUMBERED;
use crate::document::{
    Abbreviation, AdmonitionKind, Alignment, Block, Inline, InlineKind, Medium,
    PrintedTarget, Target, plain_text,
};
use crate::html::{Counted, Ends, Kind, Piece, Tree, tokens};
use marks::PageMarks;
use pulldown_cmark::{
    BlockQuoteKind, CodeBlockKind, Event, HeadingLevel, LinkType, Parser, Tag, TagEnd,
};
use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::ops::Range;

/// The marks of a comment.
pub(super) const COMMENT: (&str, &str) = ("<!--", "-->");

/// What a page's body holds.
pub(super) struct Body {
    pub(super) blocks: Vec<Block>,
    /// Its footnotes; a reference has the index of its footnote here.
    pub(super) footnotes: Vec<FootnoteSource>,
    /// What it explains; of a line that does, its place.
    pub(super) abbreviations: Vec<(Abbreviation, Option<Span>)>,
    /// Where it has comments, with their marks.
    pub(super) comments: Vec<Span>,
}

/// Builds the blocks of a page's body. Their nodes have no numbers yet, their links no targets but
/// the author's words.
///
/// # Errors
/// When it has too much.
pub(super) fn build(
    source: &str,
    body: &Range<usize>,
    mut masked: Masked<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<Body, Diagnostic> {
    let is_masked = masked.is_masked;
    let mut marks = PageMarks::new(source, is_masked);
    let ends = std::mem::take(&mut masked.ends);
    let mut builder = Builder {
        source,
        masked: &masked,
        tree: Tree::new(source, ends, &mut marks, diagnostics),
        piece: None,
        fence: 0,
        note_of: FxHashMap::default(),
        comments: Vec::new(),
    };
    for (event, span) in parser(&masked.text, body) {
        if matches!(event, Event::Start(Tag::HtmlBlock) | Event::InlineHtml(_)) {
            builder.comments.extend(comments(source, &span));
        }
        builder.count(&event, &span);
        builder.event(event, span);
        if let Some(refused) = builder.tree.refused.take() {
            return Err(refused);
        }
    }
    Ok(builder.finish(&masked.abbreviations))
}

struct Builder<'a> {
    /// The page as its author wrote it.
    source: &'a str,
    masked: &'a Masked<'a>,
    tree: Tree<'a>,
    /// The block of HTML that is open.
    piece: Option<Piece>,
    /// How many of the fences have been passed.
    fence: usize,
    /// The place of each note among them, by its name in lower case.
    note_of: FxHashMap<String, usize>,
    comments: Vec<Span>,
}

/// What the frame of a box between fences is called.
const FENCE: &str = ":::";

impl<'a> Builder<'a> {
    fn event(&mut self, event: Event<'_>, span: Span) {
        self.pass_fences(&event, &span);
        match event {
            Event::Start(tag) => self.start(tag, span),
            Event::End(TagEnd::HtmlBlock) => {
                if let Some(piece) = self.piece.take() {
                    self.tree.html(&piece, true);
                }
            }
            Event::End(end) => self.end(end, span),
            Event::Text(text) => self.words(&text, span),
            Event::Code(text) => {
                let text = self.tree.cleaned(&self.written(&text), &span);
                self.tree.inline(InlineKind::Code(text), span);
            }
            Event::Html(text) | Event::InlineHtml(text) => match &mut self.piece {
                Some(piece) => piece.push(&text, &span),
                None => self.tree.html(&Piece::new(&text, &span), false),
            },
            Event::SoftBreak => self.tree.inline(InlineKind::SoftBreak, span),
            Event::HardBreak => self.tree.inline(InlineKind::HardBreak, span),
            Event::Rule => self.tree.rule(span),
            Event::TaskListMarker(done) => {
                self.tree.task(done);
            }
            Event::FootnoteReference(name) => {
                let note = self.note(&name);
                let kind = InlineKind::Link {
                    target: Target::Place(UNNUMBERED),
                    address: PrintedTarget::Note(note),
                    content: Vec::new(),
                };
                self.tree.inline(kind, span);
            }
            // Their extension is off.
            Event::InlineMath(_) | Event::DisplayMath(_) => {}
        }
    }

    fn count(&mut self, event: &Event<'_>, span: &Span) {
        let counted = match event {
            Event::Start(Tag::Link { .. }) | Event::FootnoteReference(_) => Counted::Link,
            Event::Start(Tag::Image { .. }) => Counted::Picture,
            // Its elements are counted.
            Event::Start(Tag::HtmlBlock) => return,
            Event::Start(Tag::Emphasis | Tag::Strong | Tag::Strikethrough)
            | Event::Code(_)
            | Event::SoftBreak
            | Event::HardBreak => Counted::Piece,
            Event::Start(_) | Event::Rule => Counted::Block,
            _ => return,
        };
        self.tree.count(counted, span);
    }

    fn start(&mut self, tag: Tag<'_>, span: Span) {
        let kind = match tag {
            Tag::HtmlBlock => {
                self.piece = Some(Piece::default());
                return;
            }
            Tag::Paragraph => Kind::Paragraph { implicit: false },
            Tag::Heading { level, id, classes, attrs } => {
                let level = level_number(level);
                let (mut anchor, mut media, mut lang) = (None, Medium::All, None);
                if self.attributes_of_last_words(&span).is_none() {
                    anchor = id.map(String::from);
                    media = self.media(&classes, &span);
                    lang = self.heading_lang(&attrs, &span);
                }
                let anchor = anchor.or_else(|| self.anchor_after(&span));
                self.tree.start(Kind::Heading { level, anchor, media }, span);
                self.tree.set_lang(lang);
                return;
            }
            Tag::BlockQuote(kind) => match (kind, self.box_at(span.start)) {
                (_, Some(head)) => self.admonition(&head),
                (Some(kind), None) => {
                    Kind::Admonition { kind: admonition(kind), title: None }
                }
                (None, None) => Kind::Quote,
            },
            Tag::Table(columns) => Kind::Table {
                columns: columns.into_iter().map(alignment).collect(),
                head: None,
                rows: Vec::new(),
            },
            Tag::TableHead => Kind::Row { head: true },
            Tag::TableRow => Kind::Row { head: false },
            Tag::TableCell => Kind::Cell,
            Tag::DefinitionListTitle => Kind::Term,
            Tag::DefinitionList => Kind::DefinitionList(Vec::new()),
            Tag::DefinitionListDefinition => Kind::Definition,
            Tag::FootnoteDefinition(name) => {
                let note = self.note(&name);
                self.tree.notes[note].span = span.clone();
                Kind::Note(note)
            }
            Tag::CodeBlock(kind) => {
                self.tell_indented_html(&kind, &span);
                Kind::Code(String::new())
            }
            Tag::List(start) => Kind::List { start, descending: false, is_started: true },
            Tag::Item => Kind::Item { task: None },
            Tag::Strikethrough => Kind::Deleted,
            Tag::Emphasis => Kind::Emphasis,
            Tag::Strong => Kind::Strong,
            Tag::Link { link_type, dest_url, .. } => {
                let address = self.tree.cleaned(&self.written(&dest_url), &span);
                Kind::Link(match link_type {
                    LinkType::Email => format!("mailto:{address}"),
                    _ => address,
                })
            }
            Tag::Image { dest_url, title, .. } => Kind::Image {
                source: self.written(&dest_url).into_owned(),
                title: self.written(&title).into_owned(),
            },
            // Their extensions are off.
            _ => Kind::Part,
        };
        self.tree.start(kind, span);
    }

    fn end(&mut self, end: TagEnd, span: Span) {
        if let TagEnd::Heading(_) = end
            && let Some(written) = self.attributes_of_last_words(&span)
        {
            let words = self.source[written.clone()].to_owned();
            let words = self.tree.cleaned(&words, &written);
            self.tree.text(words, &[], written);
        }
        self.tree.end(span.end);
    }

    /// Tells of HTML that its indentation makes code.
    fn tell_indented_html(&mut self, kind: &CodeBlockKind<'_>, span: &Span) {
        let text = self.source[span.clone()].trim_start();
        let name = text.strip_prefix('<').map(|it| it.strip_prefix('/').unwrap_or(it));
        let is_tag =
            name.is_some_and(|it| it.starts_with(|c: char| c.is_ascii_alphabetic()));
        if is_tag && matches!(kind, CodeBlockKind::Indented) {
            let message =
                "HTML indented by four spaces is code, and is printed as it is typed";
            self.tree.diagnostics.push(left_over(
                span.clone(),
                message.into(),
                "delete the spaces at the beginning of its lines",
            ));
        }
    }

    /// Text as its author wrote it.
    fn written<'t>(&self, text: &'t str) -> Cow<'t, str> {
        if self.masked.is_masked { as_written(text) } else { text.into() }
    }

    fn words(&mut self, text: &str, span: Span) {
        let is_code = matches!(self.tree.innermost(), Some(Kind::Code(_)));
        let written = match self.source.get(span.clone()) {
            Some(written)
                if is_code && self.masked.text.get(span.clone()) == Some(text) =>
            {
                written.into()
            }
            _ => self.written(text),
        };
        let text = self.tree.cleaned(&written, &span);
        if !text.is_empty() {
            let literals = if is_code {
                Vec::new()
            } else {
                attributes::literals(&text, self.source, &span)
            };
            self.tree.text(text, &literals, span);
        }
    }

    /// Opens and closes the boxes whose fences lie before an event.
    fn pass_fences(&mut self, event: &Event<'_>, span: &Span) {
        let masked = self.masked;
        while let Some(fence) = masked.fences.get(self.fence) {
            // A fence at the margin lies in no list, though the list may reach after it.
            let is_passed = match event {
                Event::End(_) => fence.is_inner && fence.at < span.end,
                _ => fence.at < span.start,
            };
            if !is_passed {
                break;
            }
            self.fence += 1;
            let place = fence.at..fence.at;
            match &fence.opens {
                Some(head) => {
                    let kind = self.admonition(head);
                    self.tree.open_named(FENCE, kind, place);
                }
                None => self.tree.close_named(FENCE, &place),
            }
        }
    }

    /// The box that a quote is which begins there.
    fn box_at(&self, start: usize) -> Option<BoxHead> {
        let boxes = &self.masked.boxes;
        let at = boxes.binary_search_by_key(&start, |(at, _)| *at).ok()?;
        Some(boxes[at].1.clone())
    }

    fn admonition(&mut self, head: &BoxHead) -> Kind {
        let title = head.title.as_ref();
        let title = title.map(|(span, text)| (self.inlines(text, span), span.clone()));
        Kind::Admonition { kind: head.kind, title }
    }

    /// The words of a title, which is a line of the page.
    fn inlines(&mut self, text: &str, span: &Span) -> Vec<Inline> {
        let events: Vec<_> = Parser::new_ext(text, OPTIONS)
            .into_offset_iter()
            .map(|(event, place)| {
                (event, span.start + place.start..span.start + place.end)
            })
            .collect();
        let mut ends = Ends::default();
        for (event, place) in &events {
            self.count(event, place);
            if let Event::Html(tag) | Event::InlineHtml(tag) = event {
                tokens(&Piece::new(tag, place)).for_each(|token| ends.add(&token));
            }
        }
        let is_masked = self.masked.is_masked;
        let mut marks = PageMarks::new(self.source, is_masked);
        let nothing = Masked {
            text: Cow::Borrowed(&self.masked.text),
            is_masked,
            ..Masked::nothing(self.source)
        };
        let mut builder = Builder {
            source: self.source,
            masked: &nothing,
            tree: Tree::new(self.source, ends, &mut marks, self.tree.diagnostics),
            piece: None,
            fence: 0,
            note_of: FxHashMap::default(),
            comments: Vec::new(),
        };
        for (event, place) in events {
            builder.event(event, place);
        }
        let blocks = builder.tree.finish();
        let mut words = Vec::new();
        for block in crate::document::Walk::new(&blocks) {
            if block.kind.is_text() {
                if !words.is_empty() {
                    let kind = InlineKind::SoftBreak;
                    words.push(Inline { kind, ..block_end(block) });
                }
                words.extend_from_slice(block.kind.content());
            }
        }
        if plain_text(&words).trim().is_empty() {
            let source = self.source;
            let kind = InlineKind::Text(self.tree.cleaned(&source[span.clone()], span));
            return vec![Inline { id: UNNUMBERED, span: span.clone(), kind }];
        }
        words
    }

    fn finish(mut self, abbreviations: &[(Abbreviation, Span)]) -> Body {
        let end = self.source.len();
        self.pass_fences(&Event::SoftBreak, &(end..end));
        let blocks = self.tree.finish();
        let lines = abbreviations.iter().cloned().map(|(it, span)| (it, Some(span)));
        let tags = std::mem::take(&mut self.tree.abbreviations).into_iter();
        let all = lines.chain(tags.map(|it| (it, None))).collect();
        let footnotes = std::mem::take(&mut self.tree.notes);
        Body { blocks, footnotes, abbreviations: all, comments: self.comments }
    }
}

/// Where a stretch of HTML has comments, with their marks.
fn comments(source: &str, html: &Span) -> impl Iterator<Item = Span> {
    let text = &source[html.clone()];
    text.match_indices(COMMENT.0).filter_map(move |(at, mark)| {
        let inside = at + mark.len();
        let length = text[inside..].find(COMMENT.1)?;
        let end = inside + length + COMMENT.1.len();
        Some(html.start + at..html.start + end)
    })
}

/// The end of a block, as an inline without words.
fn block_end(block: &Block) -> Inline {
    let span = block.span.end..block.span.end;
    Inline { id: UNNUMBERED, span, kind: InlineKind::SoftBreak }
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
