//! What becomes of a block or an inline when it closes.

use super::{Builder, Frame, FrameKind, UNNUMBERED, attributes, html};
use crate::diag::{Diagnostic, Span};
use crate::document::Alignment;
use crate::document::{
    Address, Block, BlockKind, Caption, DefinitionItem, Image, Inline, InlineKind,
    ListItem, Media, Origin, Row, Table, Target, plain_text,
};
use crate::markdown::clean::clean;

impl Builder<'_> {
    pub(super) fn close(&mut self, frame: Frame, end: usize) {
        let Frame { span, kind, blocks, inlines, items } = frame;
        let mut inlines = attributes::apply(inlines, self.diagnostics);
        // What came in pieces has room for more, and stays in memory to the end.
        inlines.shrink_to_fit();
        for inline in &mut inlines {
            if let InlineKind::Text(text) = &mut inline.kind {
                text.shrink_to_fit();
            }
        }
        self.tell_missing_notes(&inlines);
        match kind {
            FrameKind::Container => {
                if let Some(parent) = self.frames.last_mut() {
                    parent.blocks.extend(blocks);
                }
            }
            FrameKind::Quote => {
                if !blocks.is_empty() {
                    self.block(BlockKind::Quote { blocks }, Media::All, span);
                }
            }
            FrameKind::Admonition(kind) => {
                let kind = BlockKind::Admonition { kind, label: UNNUMBERED, blocks };
                self.block(kind, Media::All, span);
            }
            FrameKind::Table { columns, head, rows } => {
                self.table(columns, head, rows, span);
            }
            FrameKind::Row { head: is_head } => {
                let mut row = Row { id: UNNUMBERED, cells: blocks };
                self.keep_excess_cells(&mut row, &span);
                match self.frames.last_mut().map(|frame| &mut frame.kind) {
                    Some(FrameKind::Table { head, .. }) if is_head => *head = Some(row),
                    Some(FrameKind::Table { rows, .. }) => rows.push(row),
                    _ => {}
                }
            }
            FrameKind::Cell => self.cell(tidy(inlines), span),
            FrameKind::DefinitionList(items) => {
                if !items.is_empty() {
                    self.block(BlockKind::DefinitionList { items }, Media::All, span);
                }
            }
            FrameKind::Definition => {
                let parent = self.frames.last_mut().map(|frame| &mut frame.kind);
                if let Some(FrameKind::DefinitionList(items)) = parent
                    && let Some(item) = items.last_mut()
                {
                    item.blocks.extend(blocks);
                }
            }
            FrameKind::Note(note) => self.notes[note].blocks.extend(blocks),
            FrameKind::List(start) => {
                if !items.is_empty() {
                    self.block(BlockKind::List { start, items }, Media::All, span);
                }
                // The words of items that were too deep.
                if let Some(parent) = self.frames.last_mut() {
                    parent.blocks.extend(blocks);
                }
            }
            FrameKind::Item { task } => {
                let item = ListItem {
                    id: UNNUMBERED,
                    label: UNNUMBERED,
                    body: UNNUMBERED,
                    task,
                    span,
                    blocks,
                };
                if let Some(parent) = self.frames.last_mut() {
                    parent.items.push(item);
                }
            }
            FrameKind::Paragraph { .. } => {
                let content = tidy(inlines);
                let pictures_alone = content.iter().all(|inline| {
                    matches!(inline.kind, InlineKind::Image(_)) || is_blank(inline)
                });
                if pictures_alone {
                    for Inline { span, kind, .. } in content {
                        if let InlineKind::Image(image) = kind {
                            self.block(BlockKind::Figure { image }, Media::All, span);
                        }
                    }
                } else {
                    self.block(
                        BlockKind::Paragraph { content },
                        Media::All,
                        span.start..end,
                    );
                }
            }
            FrameKind::Heading { level, anchor, media, lang, .. } => {
                let content = tidy(inlines);
                let content = match lang {
                    Some(lang) if !content.is_empty() => {
                        let kind = InlineKind::Foreign { lang, content };
                        vec![Inline { id: UNNUMBERED, span: span.clone(), kind }]
                    }
                    _ => content,
                };
                self.block(BlockKind::Heading { level, anchor, content }, media, span);
            }
            FrameKind::Code(text) => {
                let text = text.strip_suffix('\n').unwrap_or(&text).to_owned();
                if !text.trim().is_empty() {
                    self.block(BlockKind::Code { text }, Media::All, span);
                }
            }
            FrameKind::Html(html) => self.html_block(&html, span),
            FrameKind::Emphasis => self.wrap(inlines, span, InlineKind::Emphasis),
            FrameKind::Strong => self.wrap(inlines, span, InlineKind::Strong),
            FrameKind::Deleted => self.wrap(inlines, span, InlineKind::Deleted),
            FrameKind::Tagged { meaning, .. } => {
                self.wrap(inlines, span, |content| match meaning {
                    html::Meaning::Language(lang) => {
                        InlineKind::Foreign { lang, content }
                    }
                    html::Meaning::Shift(shift) => InlineKind::Shifted { shift, content },
                });
            }
            FrameKind::Link(address) => {
                self.wrap(inlines, span, |content| InlineKind::Link {
                    target: Target::Address(address),
                    address: Address::Hidden,
                    content,
                });
            }
            FrameKind::Image { source, title } => {
                let description = plain_text(&inlines).trim().to_owned();
                let words = self.cleaned(title.trim(), &span);
                let caption = Some(Caption { id: UNNUMBERED, words })
                    .filter(|caption| !caption.words.is_empty());
                let decorative = false;
                let image = Image { source, description, caption, decorative };
                self.inline(InlineKind::Image(image), span);
            }
        }
    }

    /// The words of a cell, or those of terms, a line a term, which begin a new item.
    fn cell(&mut self, content: Vec<Inline>, span: Span) {
        let block = |content| Block {
            id: UNNUMBERED,
            span: span.clone(),
            media: Media::All,
            origin: Origin::Author,
            kind: BlockKind::Paragraph { content },
        };
        let Some(parent) = self.frames.last_mut() else { return };
        let FrameKind::DefinitionList(items) = &mut parent.kind else {
            parent.blocks.push(block(content));
            return;
        };
        let lines = content.split(|inline| matches!(inline.kind, InlineKind::SoftBreak));
        let terms = lines.map(|line| block(line.to_vec())).collect();
        items.push(DefinitionItem {
            id: UNNUMBERED,
            terms,
            body: UNNUMBERED,
            blocks: Vec::new(),
        });
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
        self.diagnostics.push(
            Diagnostic::warning(
                "table-cells",
                span,
                "this row has more cells than the table has columns; their words are in its last cell",
            )
            .help("give every row as many cells as the head has"),
        );
    }

    fn table(
        &mut self,
        columns: Vec<Alignment>,
        head: Option<Row>,
        mut rows: Vec<Row>,
        span: Span,
    ) {
        let Some(mut head) = head else { return };
        let silent = |row: &Row| {
            row.cells.iter().all(|cell| cell.kind.content().is_none_or(Vec::is_empty))
        };
        // Where the mark of a table has no names, authors make the first row bold.
        if silent(&head) && rows.first().is_some_and(|row| !silent(row) && is_bold(row)) {
            head = rows.remove(0);
        }
        if silent(&head) && rows.iter().all(silent) {
            return;
        }
        self.block(BlockKind::Table(Table { columns, head, rows }), Media::All, span);
    }

    fn wrap(
        &mut self,
        mut content: Vec<Inline>,
        span: Span,
        kind: impl FnOnce(Vec<Inline>) -> InlineKind,
    ) {
        if !content.is_empty() {
            content.shrink_to_fit();
            self.inline(kind(content), span);
        }
    }
}

/// Whether all words of a row are bold.
fn is_bold(row: &Row) -> bool {
    let mut words = row.cells.iter().filter_map(|cell| cell.kind.content()).flatten();
    words.all(|inline| matches!(inline.kind, InlineKind::Strong(_)) || is_blank(inline))
}

fn is_blank(inline: &Inline) -> bool {
    match &inline.kind {
        InlineKind::SoftBreak | InlineKind::HardBreak => true,
        InlineKind::Text(text) => text.trim_matches([' ', '\t', '\n']).is_empty(),
        _ => false,
    }
}

/// Words without space at either end; nothing where there are none.
fn tidy(mut content: Vec<Inline>) -> Vec<Inline> {
    while content.pop_if(|inline| is_blank(inline)).is_some() {}
    let leading = content.iter().take_while(|inline| is_blank(inline)).count();
    content.drain(..leading);
    content
}
