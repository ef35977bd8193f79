//! Builds blocks from marks and tags.
//!
//! Open blocks and words lie on a stack of frames; each closes into the frame below it.

mod close;
mod figure;
mod frame;
mod hidden;
mod lists;
mod parts;
mod start;
mod stop;
mod table;
mod text;
mod words;

pub(crate) use frame::Kind;
pub(crate) use start::{bad_language, typed, unknown_element};
pub(crate) use stop::unclosed_comment;
pub(crate) use words::{is_size, without_size};

use super::count::{Count, Counted, counted};
use super::ends::Ends;
use super::tokens::{Piece, Token, tokens};
use super::unread::Unread;
use crate::diag::{Diagnostic, Span};
use crate::document::FootnoteSource;
use crate::document::draft::UNNUMBERED;
use crate::document::{
    Abbreviation, Block, BlockKind, Inline, InlineKind, Medium, Origin, plain_text,
};
use crate::lang::Lang;
use crate::lang::signs::Sign;
use crate::limits::MAX_NESTING;
use crate::text::clean::clean;
use frame::{By, Carried, Frame};
use parts::Side;
use rustc_hash::{FxHashMap, FxHashSet};
use std::borrow::Cow;

/// What the marks of a page mean among the words of one block.
pub(crate) trait Marks {
    /// Text of HTML as its author wrote it: a mark may stand where it means nothing.
    fn as_written<'t>(&self, text: &'t str) -> Cow<'t, str>;

    /// Applies them to words that are closing; `is_block` is whether they are all of a block.
    fn apply(
        &mut self,
        words: Unread,
        is_block: bool,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Vec<Inline>;
}

/// Which messages were given already: once a page is enough.
#[derive(Default)]
struct Told {
    nesting: bool,
    control: bool,
    /// The elements that are not known.
    elements: FxHashSet<String>,
}

/// A page that is being built.
pub(crate) struct Tree<'a> {
    /// The page as the author wrote it.
    pub(crate) source: &'a str,
    pub(crate) diagnostics: &'a mut Vec<Diagnostic>,
    /// The notes; a reference has the place of its note here.
    pub(crate) notes: Vec<FootnoteSource>,
    pub(crate) abbreviations: Vec<Abbreviation>,
    pub(crate) marks: &'a mut dyn Marks,
    ends: Ends,
    frames: Vec<Frame>,
    /// Elements among words that go on after the block that they began in, each until its end tag.
    carried: Vec<Carried>,
    /// What marks opened: the serial number of its frame, or `None` where it lay too deep for one.
    opened: Vec<Option<u32>>,
    serial: u32,
    /// Open elements that lay too deep for a frame, by name.
    skipped: FxHashMap<String, usize>,
    /// The lists among the words of a cell or a heading, which has no room for blocks: the number
    /// of the next item.
    lists_in_lines: Vec<Option<u64>>,
    /// Open blocks among such words, by name.
    flattened: FxHashMap<String, usize>,
    /// Words for screen readers alone, and words for all but them, by where they stand, until it is
    /// known whether others beside them say the same.
    sides: FxHashMap<(usize, usize), Side>,
    told: Told,
    count: Count,
    /// Why the page is not taken, once it has too much.
    pub(crate) refused: Option<Diagnostic>,
}

impl<'a> Tree<'a> {
    /// An empty page.
    pub(crate) fn new(
        source: &'a str,
        ends: Ends,
        marks: &'a mut dyn Marks,
        diagnostics: &'a mut Vec<Diagnostic>,
    ) -> Self {
        Self {
            source,
            diagnostics,
            notes: Vec::new(),
            abbreviations: Vec::new(),
            marks,
            ends,
            frames: vec![Frame::new(0, Kind::Part, 0..0, By::Nobody)],
            carried: Vec::new(),
            opened: Vec::new(),
            serial: 0,
            skipped: FxHashMap::default(),
            lists_in_lines: Vec::new(),
            flattened: FxHashMap::default(),
            sides: FxHashMap::default(),
            told: Told::default(),
            count: Count::default(),
            refused: None,
        }
    }

    /// Opens what a mark begins; [`end`](Self::end) closes it. What lies too deep keeps its words
    /// and loses its nesting.
    pub(crate) fn start(&mut self, kind: Kind, span: Span) {
        let inside_skipped = self.opened.last().is_some_and(Option::is_none);
        // A code block or a paragraph is a leaf: its words need a frame however deep it lies.
        if kind.nests() && self.frames.len() >= MAX_NESTING || inside_skipped {
            self.opened.push(None);
            if !kind.is_inline() {
                self.close_implicit();
            }
            self.tell_nesting(span);
            return;
        }
        if kind.is_inline() {
            self.open_implicit(&span);
        } else if !self.start_block() {
            // A heading or a term in tags, which has no room for a block: its words may stand in a
            // paragraph of Markdown, and end with it.
            if let Some(leaf) = self.leaf().map(|at| &self.frames[at])
                && matches!(kind, Kind::Paragraph { .. })
                && leaf.by != By::Marks
                && leaf.words.inlines.iter().all(words::is_blank)
            {
                self.opened.push(Some(leaf.serial));
                return;
            }
            self.close_tagged_leaf();
        }
        let serial = self.push(kind, span, By::Marks);
        self.opened.push(Some(serial));
    }

    /// Closes a heading or a term that a tag opened.
    fn close_tagged_leaf(&mut self) {
        if let Some(at) = self.leaf().filter(|at| self.frames[*at].by != By::Marks) {
            let end = self.frames[at].end_of_words();
            self.close_to(at, end);
        }
    }

    /// Closes what the last mark opened, and whatever tags opened in it.
    pub(crate) fn end(&mut self, end: usize) {
        let Some(Some(serial)) = self.opened.pop() else { return };
        let open = |frame: &Frame| frame.serial == serial;
        match self.frames.iter().rposition(open) {
            Some(at) => self.close_to(at, end),
            // A tag ended it: what stands after the tag is a paragraph of its own.
            None => self.close_implicit(),
        }
    }

    /// What is open last.
    pub(crate) fn innermost(&mut self) -> Option<&mut Kind> {
        self.frames.last_mut().map(|frame| &mut frame.kind)
    }

    /// Calls `visit` with what is open, from the inside out, until it is content.
    fn find_open<'t, T>(
        &'t mut self,
        visit: impl FnMut(&'t mut Kind) -> Option<T>,
    ) -> Option<T> {
        self.frames.iter_mut().rev().map(|frame| &mut frame.kind).find_map(visit)
    }

    /// Counts what the page has.
    pub(crate) fn count(&mut self, what: Counted, span: &Span) {
        if let Err(refused) = self.count.add(what, span) {
            self.refused.get_or_insert(refused);
        }
    }

    /// Names the language of what was opened last.
    pub(crate) fn set_lang(&mut self, lang: Option<Lang>) {
        let Some(Some(serial)) = self.opened.last() else { return };
        let own = |frame: &&mut Frame| frame.serial == *serial;
        if let Some(frame) = self.frames.iter_mut().rev().find(own) {
            frame.lang = lang;
        }
    }

    /// Makes the item at hand a task.
    pub(crate) fn task(&mut self, done: bool) {
        if self.opened.last().is_some_and(Option::is_none) {
            return;
        }
        let item = self.find_open(|kind| match kind {
            Kind::Item { task } => Some(task),
            _ => None,
        });
        if let Some(task) = item {
            *task = Some(done);
        }
    }

    /// Opens a block that ends by its name, or with what it lies in.
    pub(crate) fn open_named(&mut self, name: &str, kind: Kind, span: Span) {
        if !self.start_block() {
            self.close_tagged_leaf();
        }
        if self.frames.len() >= MAX_NESTING {
            *self.skipped.entry(name.to_owned()).or_default() += 1;
            self.tell_nesting(span.clone());
            if let Kind::Admonition { title: Some((content, place)), .. } = kind {
                self.block(BlockKind::Paragraph { content }, Medium::All, place);
            }
            return;
        }
        let name = name.to_owned();
        self.push(kind, span, By::Tag { name, is_closed: true, is_carried: false });
    }

    /// Closes the last block of a name.
    pub(crate) fn close_named(&mut self, name: &str, span: &Span) {
        self.end_tag(name, span);
    }

    /// Adds what tokens of HTML say. `is_block` is whether they are blocks of their own, not
    /// among the words of a paragraph.
    pub(crate) fn html(&mut self, piece: &Piece, is_block: bool) {
        for token in tokens(piece) {
            if self.refused.is_some() {
                return;
            }
            match token {
                Token::Start(tag) => {
                    if let Some(what) = counted(&tag.name) {
                        self.count(what, &tag.span);
                    }
                    self.start_tag(tag, is_block);
                }
                Token::End { name, span } => self.end_tag(&name, &span),
                Token::Text { text, span } => self.html_text(&text, &span),
                Token::Comment { words, span, is_closed } => {
                    self.comment(&words, span, is_closed);
                }
                Token::CutOff { written, span } => {
                    self.html_text(&written, &span);
                }
            }
        }
        if is_block {
            self.close_implicit();
            self.close_unended();
        }
    }

    /// Adds words of Markdown, as they are to be read. `literals` are the bytes at which a
    /// character is only itself and no mark, in order.
    pub(crate) fn text(&mut self, text: String, literals: &[usize], span: Span) {
        if let Some(Kind::Code(code)) = self.innermost() {
            code.push_str(&text);
        } else if !self.take_text(&text) {
            self.unread(InlineKind::Text(text), span, literals);
        }
    }

    /// The words without what no page can show.
    pub(crate) fn cleaned(&mut self, text: &str, span: &Span) -> String {
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

    /// Adds to the words of what is open.
    pub(crate) fn inline(&mut self, kind: InlineKind, span: Span) {
        self.unread(kind, span, &[]);
    }

    /// [`inline`](Self::inline) for a text that has characters which are no marks.
    pub(super) fn unread(&mut self, kind: InlineKind, span: Span, literals: &[usize]) {
        if let InlineKind::Text(text) = &kind
            && !text.is_ascii()
        {
            for _ in 0..Sign::most_in(text) {
                self.count(Counted::Piece, &span);
            }
        }
        if let Some(Kind::Code(code)) = self.innermost() {
            // Preformatted text has no marks, but all words.
            match kind {
                InlineKind::SoftBreak | InlineKind::HardBreak => code.push('\n'),
                kind => {
                    let inline = Inline { id: UNNUMBERED, span, kind };
                    code.push_str(&plain_text(std::slice::from_ref(&inline)));
                }
            }
            return;
        }
        self.open_implicit(&span);
        let Some(frame) = self.frames.last_mut() else { return };
        frame.words.push(kind, span, literals);
    }

    /// Adds a block.
    pub(crate) fn block(&mut self, kind: BlockKind, media: Medium, span: Span) {
        let block = Block { id: UNNUMBERED, span, media, origin: Origin::Author, kind };
        let Some(parent) = self.frames.last_mut() else { return };
        // What stands between the items of a list in tags belongs to the item before it.
        let in_tags = parent.by != By::Marks;
        let item = parent.items.last_mut().map(|item| &mut item.blocks);
        let item = match &mut parent.kind {
            Kind::DefinitionList(items) => items.last_mut().map(|item| &mut item.blocks),
            _ => item,
        };
        item.filter(|_| in_tags).unwrap_or(&mut parent.blocks).push(block);
    }

    /// Adds a thematic break.
    pub(crate) fn rule(&mut self, span: Span) {
        if self.start_block() {
            self.block(BlockKind::Rule, Medium::All, span);
        }
    }

    /// Words directly in a container are a paragraph: those of a tight item, and those that lost
    /// a frame to the nesting limit.
    fn open_implicit(&mut self, span: &Span) {
        let holds = |frame: &Frame| frame.kind.holds_blocks() || frame.kind.holds_items();
        if self.frames.last().is_some_and(holds) {
            self.push(Kind::Paragraph { implicit: true }, span.clone(), By::Nobody);
        }
    }

    /// Closes a paragraph that no mark and no tag opened.
    fn close_implicit(&mut self) {
        let Some(at) = self.leaf() else { return };
        if !matches!(self.frames[at].kind, Kind::Paragraph { implicit: true }) {
            return;
        }
        // Marks among words end before their paragraph does.
        if self.frames[at..].iter().any(|frame| matches!(frame.by, By::Marks)) {
            return;
        }
        let end = self.frames[at].end_of_words();
        self.close_to(at, end);
    }

    /// The frame of the block whose words are open, if it holds words alone.
    fn leaf(&self) -> Option<usize> {
        let at = self.frames.iter().rposition(|frame| !frame.kind.is_inline())?;
        self.frames[at].kind.is_leaf().then_some(at)
    }

    /// Ends the words at hand, so that a block can begin; `false` where it cannot, in a heading or
    /// a cell.
    fn start_block(&mut self) -> bool {
        while let Some(at) = self.leaf() {
            if !matches!(self.frames[at].kind, Kind::Paragraph { .. }) {
                return false;
            }
            let end = self.frames[at].end_of_words();
            self.close_to(at, end);
        }
        // Preformatted text that was left open ends at a block of Markdown.
        if matches!(self.innermost(), Some(Kind::Code(_) | Kind::Drawing { .. })) {
            let at = self.frames.len() - 1;
            let end = self.frames[at].span.end;
            self.close_to(at, end);
        }
        true
    }

    /// Puts a frame on the stack; words take on what is carried over from the blocks before.
    fn push(&mut self, mut kind: Kind, span: Span, by: By) -> u32 {
        if let Kind::Admonition { title: Some((words, _)), .. } = &mut kind {
            // The title of a box is no block of its own, but its words are the element's as well.
            for carried in self.carried.iter().rev() {
                *words = carried.around(std::mem::take(words), &span);
            }
        }
        self.serial += 1;
        let serial = self.serial;
        let is_leaf = kind.is_leaf();
        self.frames.push(Frame::new(serial, kind, span.clone(), by));
        if is_leaf {
            self.lists_in_lines.clear();
            for at in 0..self.carried.len() {
                let frame = self.carried[at].frame(span.clone());
                self.frames.push(frame);
            }
        }
        serial
    }

    fn tell_nesting(&mut self, span: Span) {
        if self.told.nesting {
            return;
        }
        self.told.nesting = true;
        self.diagnostics.push(
            Diagnostic::warning(
                "too-deep",
                span,
                format!("nesting is deeper than {MAX_NESTING} levels; the words are kept, the nesting is not"),
            )
            .help("use fewer levels of lists and quotes"),
        );
    }

    /// Closes what is open, and gives the page's blocks.
    pub(crate) fn finish(&mut self) -> Vec<Block> {
        if self.frames.len() > 1 {
            self.close_to(1, self.source.len());
        }
        self.frames.pop().map(|root| root.blocks).unwrap_or_default()
    }
}
