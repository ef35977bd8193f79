//! What becomes of a block or of words when they close.

use super::Tree;
use super::frame::{By, Carried, Frame, Kind};
use super::parts::HtmlCell;
use super::words::{is_blank, paragraph, tidy, without_size};
use crate::diag::{Diagnostic, Span};
use crate::document::draft::UNNUMBERED;
use crate::document::{
    Abbreviation, Block, BlockKind, Caption, DefinitionItem, Image, Inline, InlineKind,
    ListItem, Medium, PrintedTarget, Row, Table, Target, plain_text,
};
use crate::html::count::Counted;
use crate::html::unread::Unread;
use crate::text::clean::clean;

/// How many inlines are more than text.
fn pieces(inlines: &[Inline]) -> usize {
    inlines.iter().filter(|it| !matches!(it.kind, InlineKind::Text(_))).count()
}

/// The most elements that go on from one block to the next.
const MAX_CARRIED: usize = 16;

impl Tree<'_> {
    /// Closes the frame at a place on the stack and all above it. Elements among words that have
    /// their end tag further on go on after it.
    pub(super) fn close_to(&mut self, at: usize, end: usize) {
        let words_go_on = self.frames[at].kind.is_inline();
        let mut again = Vec::new();
        while self.frames.len() > at {
            let Some(frame) = self.frames.pop() else { break };
            let is_target = self.frames.len() == at;
            let is_carried = matches!(frame.by, By::Tag { is_carried: true, .. });
            if !is_target && (words_go_on || !is_carried) {
                again.extend(Carried::of(&frame).map(|carried| (carried, is_carried)));
            }
            let end = if is_target { end } else { frame.end_of_words() };
            self.close(frame, end);
        }
        for (carried, is_carried) in again.into_iter().rev() {
            if words_go_on {
                let mut frame = carried.frame(end..end);
                if let By::Tag { is_carried: carried, .. } = &mut frame.by {
                    *carried = is_carried;
                }
                self.frames.push(frame);
            } else if self.carried.len() < MAX_CARRIED {
                self.carried.push(carried);
            }
        }
        if self.frames.len() > 1 && self.frames.last().is_some_and(|it| it.is_ended) {
            self.close_to(self.frames.len() - 1, end);
        }
    }

    fn close(&mut self, mut frame: Frame, end: usize) {
        self.tell_unended(&frame);
        if frame.lang.is_some() {
            self.carried.retain(|carried| carried.owner != Some(frame.serial));
        }
        if let Some(hidden) = frame.hidden {
            self.tell_hidden(&frame, hidden);
            return;
        }
        let mut words = self.pair_sides(std::mem::take(&mut frame.words));
        if !frame.is_spread() && !words.inlines.is_empty() {
            words = Unread::plain(self.read_marks(words, &frame));
        }
        if frame.kind.is_inline() {
            self.close_words(frame, words, end);
        } else {
            self.close_block(frame, words.inlines, end);
        }
    }

    /// Reads the marks among the words of a frame that is closing.
    fn read_marks(&mut self, words: Unread, frame: &Frame) -> Vec<Inline> {
        let before = pieces(&words.inlines);
        let is_block = frame.kind.is_leaf();
        let mut inlines = self.marks.apply(words, is_block, self.diagnostics);
        for _ in before..pieces(&inlines) {
            self.count(Counted::Piece, &frame.span);
        }
        // What came in pieces has room for more, and stays in memory to the end.
        inlines.shrink_to_fit();
        for inline in &mut inlines {
            if let InlineKind::Text(text) = &mut inline.kind {
                text.shrink_to_fit();
            }
        }
        inlines
    }

    /// Puts words into what they stand in.
    fn close_words(&mut self, frame: Frame, words: Unread, end: usize) {
        let Frame { span, kind, lang, side, .. } = frame;
        let span = match frame.by {
            By::Marks => span,
            _ => span.start..end.max(span.start),
        };
        let words = match lang {
            Some(_) => Unread::plain(in_language(words.inlines, lang, &span)),
            None => words,
        };
        match kind {
            Kind::Emphasis => self.wrap(words.inlines, span, InlineKind::Emphasis),
            Kind::Strong => self.wrap(words.inlines, span, InlineKind::Strong),
            Kind::Deleted => self.wrap(words.inlines, span, InlineKind::Strikethrough),
            Kind::Shifted(shift) => {
                self.wrap(words.inlines, span, |content| InlineKind::Shifted {
                    shift,
                    content,
                });
            }
            Kind::CodeWords => {
                let code = plain_text(&words.inlines);
                if !code.trim().is_empty() {
                    self.inline(InlineKind::Code(code), span);
                }
            }
            Kind::Quoted if !words.inlines.is_empty() => {
                self.inline(InlineKind::Text("“".into()), span.start..span.start);
                self.spread(words);
                self.inline(InlineKind::Text("”".into()), span.end..span.end);
            }
            Kind::Abbreviation(long) => {
                let short = plain_text(&words.inlines).trim().to_owned();
                self.abbreviations.push(Abbreviation { short, long });
                self.spread(words);
            }
            Kind::Link(address) => {
                self.wrap(words.inlines, span, |content| InlineKind::Link {
                    target: Target::Address(address),
                    address: PrintedTarget::Hidden,
                    content,
                });
            }
            Kind::Image { source, title } => {
                let description = plain_text(&words.inlines);
                let description = without_size(description.trim()).to_owned();
                self.picture(source, &description, &title, false, span);
            }
            _ => match side {
                Some(side) if !words.inlines.is_empty() => {
                    self.one_side(side, words.inlines, span);
                }
                _ => self.spread(words),
            },
        }
    }

    /// Adds a picture among the words at hand.
    pub(super) fn picture(
        &mut self,
        source: String,
        description: &str,
        title: &str,
        decorative: bool,
        span: Span,
    ) {
        let description = self.cleaned(description.trim(), &span);
        let words = self.cleaned(title.trim(), &span);
        let caption = Some(Caption { id: UNNUMBERED, words })
            .filter(|caption| !caption.words.is_empty());
        let image = Image { source, description, caption, decorative };
        self.inline(InlineKind::Image(image), span);
    }

    fn spread(&mut self, words: Unread) {
        for (Inline { span, kind, .. }, literals) in words.into_pieces() {
            self.unread(kind, span, &literals);
        }
    }

    fn close_block(&mut self, frame: Frame, inlines: Vec<Inline>, end: usize) {
        let Frame { span, kind, blocks, items, lang, .. } = frame;
        let tidied = |inlines| in_language(tidy(inlines), lang.clone(), &span);
        match kind {
            Kind::Part => self.blocks(blocks),
            Kind::Quote if blocks.is_empty() => {}
            Kind::Quote => self.block(BlockKind::Quote { blocks }, Medium::All, span),
            Kind::Admonition { kind, title } => {
                let (content, place) = title.unwrap_or((Vec::new(), span.clone()));
                let title = paragraph(tidy(content), place);
                let title = Box::new(title);
                let kind = BlockKind::Admonition { kind, title, blocks };
                self.block(kind, Medium::All, span);
            }
            Kind::Table { columns, head: Some(head), rows } => {
                self.table(Table { columns, head, rows }, span);
            }
            Kind::Row { head: is_head } => {
                let mut row = Row { id: UNNUMBERED, cells: blocks };
                self.keep_excess_cells(&mut row, &span);
                match self.innermost() {
                    Some(Kind::Table { head, .. }) if is_head => *head = Some(row),
                    Some(Kind::Table { rows, .. }) => rows.push(row),
                    _ => {}
                }
            }
            Kind::Cell => {
                let cell = paragraph(tidied(inlines), span.clone());
                self.blocks(vec![cell]);
                self.blocks(blocks);
            }
            Kind::Term => {
                let content = tidied(inlines);
                self.terms(content, &span, frame.by != By::Marks);
                self.blocks(blocks);
            }
            Kind::DefinitionList(items) => {
                self.blocks(blocks);
                if !items.is_empty() {
                    self.block(BlockKind::DefinitionList { items }, Medium::All, span);
                }
            }
            Kind::Definition => self.definition(blocks),
            Kind::Note(note) => self.notes[note].blocks.extend(blocks),
            Kind::List { start, descending, is_started } => {
                // The words of items that were too deep stand after the others, and words that
                // stand in tags without an item before them.
                let in_tags = frame.by != By::Marks;
                let (before, after) =
                    if in_tags { (blocks, Vec::new()) } else { (Vec::new(), blocks) };
                self.blocks(before);
                self.list(start, descending, is_started, items, span);
                self.blocks(after);
            }
            Kind::Item { task } => self.item(task, blocks, span),
            Kind::Paragraph { .. } => {
                let span = span.start..end.max(span.start);
                self.paragraph(in_language(tidy(inlines), lang, &span), span);
                self.blocks(blocks);
            }
            Kind::Heading { level, anchor, media } => {
                let content = tidied(inlines);
                self.block(BlockKind::Heading { level, anchor, content }, media, span);
                self.blocks(blocks);
            }
            Kind::Code(text) => {
                self.code(&text, frame.by == By::Marks, span);
                self.blocks(blocks);
            }
            Kind::HtmlTable(table) => self.html_table(table, blocks, span),
            Kind::HtmlRow(row) => self.html_row(row, blocks),
            Kind::HtmlCell { head, columns, rows, names_row } => {
                self.html_cell(HtmlCell { head, names_row, columns, rows, blocks, span });
            }
            Kind::TableCaption => self.table_caption(blocks),
            Kind::Figure(parts) => self.figure(parts, blocks),
            Kind::Caption => self.caption(blocks),
            Kind::Drawing { label, title, drawn, is_decorative, .. } => {
                self.drawing([&label, &title, &drawn], is_decorative, &frame.by, span);
            }
            // Words are closed by `close_words`.
            _ => {}
        }
    }

    fn item(&mut self, task: Option<bool>, blocks: Vec<Block>, span: Span) {
        let (id, label, body) = (UNNUMBERED, UNNUMBERED, UNNUMBERED);
        if let Some(parent) = self.frames.last_mut() {
            parent.items.push(ListItem { id, label, body, task, span, blocks });
        }
    }

    fn code(&mut self, text: &str, in_marks: bool, span: Span) {
        let text = text.strip_suffix('\n').unwrap_or(text);
        let text = match in_marks {
            true => text.to_owned(),
            false => self.cleaned(text.trim_end(), &span),
        };
        if !text.trim().is_empty() {
            self.block(BlockKind::Code { text }, Medium::All, span);
        }
    }

    /// A paragraph; pictures by themselves are figures.
    fn paragraph(&mut self, content: Vec<Inline>, span: Span) {
        let pictures_alone = content.iter().all(|inline| {
            matches!(inline.kind, InlineKind::Image(_)) || is_blank(inline)
        });
        if !pictures_alone {
            self.block(BlockKind::Paragraph { content }, Medium::All, span);
            return;
        }
        for Inline { span, kind, .. } in content {
            if let InlineKind::Image(image) = kind {
                self.block(BlockKind::Figure { image }, Medium::All, span);
            }
        }
    }

    /// Gives blocks to what they lie in.
    pub(super) fn blocks(&mut self, blocks: Vec<Block>) {
        if let Some(parent) = self.frames.last_mut() {
            parent.blocks.extend(blocks);
        }
    }

    /// The terms of a list of definitions, a line a term, which begin a new item. Two terms in tags
    /// have one meaning where nothing stands between them.
    fn terms(&mut self, content: Vec<Inline>, span: &Span, in_tags: bool) {
        let lines = content.split(|inline| matches!(inline.kind, InlineKind::SoftBreak));
        let terms: Vec<Block> =
            lines.map(|line| paragraph(line.to_vec(), span.clone())).collect();
        let Some(items) = self.definitions() else { return self.blocks(terms) };
        match items.last_mut().filter(|item| in_tags && item.blocks.is_empty()) {
            Some(item) => item.terms.extend(terms),
            None => items.push(DefinitionItem {
                id: UNNUMBERED,
                terms,
                body: UNNUMBERED,
                blocks: Vec::new(),
            }),
        }
    }

    /// What the last term means.
    fn definition(&mut self, blocks: Vec<Block>) {
        let Some(items) = self.definitions() else { return self.blocks(blocks) };
        match items.last_mut() {
            Some(item) => item.blocks.extend(blocks),
            None => items.push(DefinitionItem {
                id: UNNUMBERED,
                terms: Vec::new(),
                body: UNNUMBERED,
                blocks,
            }),
        }
    }

    /// The list of definitions that is open.
    fn definitions(&mut self) -> Option<&mut Vec<DefinitionItem>> {
        self.frames.iter_mut().rev().find_map(|frame| match &mut frame.kind {
            Kind::DefinitionList(items) => Some(items),
            _ => None,
        })
    }

    /// Cells beyond the columns of the head have no events; their words are not lost.
    fn keep_excess_cells(&mut self, row: &mut Row, span: &Span) {
        let Some(last) = row.cells.last_mut() else { return };
        let Some(rest) = self.source.get(last.span.end..span.end) else { return };
        let words: Vec<&str> =
            rest.split('|').map(str::trim).filter(|cell| !cell.is_empty()).collect();
        let BlockKind::Paragraph { content } = &mut last.kind else { return };
        if words.is_empty() {
            return;
        }
        let span = last.span.end..span.end;
        let text = clean(&format!(" {}", words.join(" "))).0.into_owned();
        content.push(Inline {
            id: UNNUMBERED,
            span: span.clone(),
            kind: InlineKind::Text(text),
        });
        self.tell_excess_cells(span);
    }

    /// Tells that the words of cells without a column are in the last one.
    pub(super) fn tell_excess_cells(&mut self, span: Span) {
        self.diagnostics.push(
            Diagnostic::warning(
                "table-cells",
                span,
                "this row has more cells than the table has columns; their words are in its last cell",
            )
            .help("give every row as many cells as the head has"),
        );
    }

    /// A table, if it says anything.
    pub(super) fn table(&mut self, mut table: Table, span: Span) {
        let silent =
            |row: &Row| row.cells.iter().all(|cell| cell.kind.content().is_empty());
        // Where the mark of a table has no names, authors make the first row bold.
        let bold = |row: &Row| !silent(row) && is_bold(row);
        if silent(&table.head) && table.rows.first().is_some_and(bold) {
            table.head = table.rows.remove(0);
        }
        if !silent(&table.head) || !table.rows.iter().all(silent) {
            self.block(BlockKind::Table(table), Medium::All, span);
        }
    }

    fn wrap(
        &mut self,
        mut content: Vec<Inline>,
        span: Span,
        kind: impl FnOnce(Vec<Inline>) -> InlineKind,
    ) {
        if content.iter().all(is_blank) {
            self.spread(Unread::plain(content));
        } else {
            content.shrink_to_fit();
            self.inline(kind(content), span);
        }
    }
}

/// Whether all words of a row are bold.
fn is_bold(row: &Row) -> bool {
    let mut words = row.cells.iter().flat_map(|cell| cell.kind.content());
    words.all(|inline| matches!(inline.kind, InlineKind::Strong(_)) || is_blank(inline))
}

/// Words in another language, if they have one.
fn in_language(
    content: Vec<Inline>,
    lang: Option<crate::lang::Lang>,
    span: &Span,
) -> Vec<Inline> {
    match lang {
        Some(lang) if !content.is_empty() => {
            let kind = InlineKind::LangSpan { lang, content };
            vec![Inline { id: UNNUMBERED, span: span.clone(), kind }]
        }
        _ => content,
    }
}
