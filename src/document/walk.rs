//! Walks over a document's nodes.

use super::{Block, BlockKind, Image, Inline, InlineKind, Table};
use crate::diag::Span;
use crate::node::NodeId;

/// All blocks in reading order, each before what lies in it. It keeps its own stack, so nesting
/// cannot overflow the program's.
#[derive(Debug)]
pub struct Walk<'a> {
    pending: Vec<&'a Block>,
}

impl<'a> Walk<'a> {
    /// A walk over `blocks`.
    pub fn new(blocks: &'a [Block]) -> Self {
        Self { pending: blocks.iter().rev().collect() }
    }
}

impl<'a> Iterator for Walk<'a> {
    type Item = &'a Block;

    fn next(&mut self) -> Option<&'a Block> {
        let block = self.pending.pop()?;
        self.pending.extend(block.kind.children().into_iter().rev());
        Some(block)
    }
}

impl Block {
    /// Whether it, or a block in it, has words, a picture or code.
    pub fn has_words(&self) -> bool {
        Walk::new(std::slice::from_ref(self)).any(|block| match &block.kind {
            BlockKind::Heading { content, .. } | BlockKind::Paragraph { content } => {
                content.iter().any(|inline| match &inline.kind {
                    InlineKind::Image(_) => true,
                    _ => !plain_text(std::slice::from_ref(inline)).trim().is_empty(),
                })
            }
            BlockKind::Code { text } => !text.trim().is_empty(),
            BlockKind::Figure { .. } => true,
            _ => false,
        })
    }
}

impl InlineKind {
    /// What lies directly in it.
    pub fn content(&self) -> &[Inline] {
        match self {
            Self::Emphasis(content)
            | Self::Strong(content)
            | Self::Strikethrough(content)
            | Self::LangSpan { content, .. }
            | Self::Shifted { content, .. }
            | Self::Expanded { content, .. }
            | Self::PrintOnly(content)
            | Self::Link { content, .. } => content,
            Self::Text(_)
            | Self::Code(_)
            | Self::Image(_)
            | Self::SoftBreak
            | Self::HardBreak => &[],
        }
    }

    /// [`content`](Self::content), to be changed.
    pub(crate) fn content_mut(&mut self) -> &mut [Inline] {
        match self {
            Self::Emphasis(content)
            | Self::Strong(content)
            | Self::Strikethrough(content)
            | Self::LangSpan { content, .. }
            | Self::Shifted { content, .. }
            | Self::Expanded { content, .. }
            | Self::PrintOnly(content)
            | Self::Link { content, .. } => content,
            Self::Text(_)
            | Self::Code(_)
            | Self::Image(_)
            | Self::SoftBreak
            | Self::HardBreak => &mut [],
        }
    }
}

/// All inlines of `content` in reading order, each before what lies in it.
pub fn inlines(content: &[Inline]) -> impl Iterator<Item = &Inline> {
    let mut pending: Vec<&Inline> = content.iter().rev().collect();
    std::iter::from_fn(move || {
        let inline = pending.pop()?;
        pending.extend(inline.kind.content().iter().rev());
        Some(inline)
    })
}

/// The words of `content` without their marks; a line break is a space.
pub fn plain_text(content: &[Inline]) -> String {
    inlines(content)
        .map(|inline| match &inline.kind {
            InlineKind::Text(text) | InlineKind::Code(text) => text,
            InlineKind::Image(image) => &image.description,
            InlineKind::SoftBreak | InlineKind::HardBreak => " ",
            InlineKind::Emphasis(_)
            | InlineKind::Strong(_)
            | InlineKind::Strikethrough(_)
            | InlineKind::LangSpan { .. }
            | InlineKind::Shifted { .. }
            | InlineKind::Expanded { .. }
            | InlineKind::PrintOnly(_)
            | InlineKind::Link { .. } => "",
        })
        .collect()
}

/// Calls `visit` with every block, each before what lies in it.
pub(crate) fn for_each_block(blocks: &mut [Block], visit: &mut dyn FnMut(&mut Block)) {
    for block in blocks {
        visit(block);
        for child in block.kind.children_mut() {
            for_each_block(std::slice::from_mut(child), visit);
        }
    }
}

/// Calls `visit` with every inline, each before what lies in it.
pub(crate) fn for_each_inline(blocks: &mut [Block], visit: &mut dyn FnMut(&mut Inline)) {
    for_each_block(blocks, &mut |block| {
        for_each_inline_in(block.kind.content_mut(), visit);
    });
}

/// [`for_each_inline`] for the words of one block.
pub(crate) fn for_each_inline_in(
    content: &mut [Inline],
    visit: &mut dyn FnMut(&mut Inline),
) {
    for inline in content {
        visit(inline);
        for_each_inline_in(inline.kind.content_mut(), visit);
    }
}

/// Calls `visit` with every picture.
pub(crate) fn for_each_image(
    blocks: &mut [Block],
    visit: &mut dyn FnMut(&mut Image, &Span),
) {
    for_each_block(blocks, &mut |block| {
        if let BlockKind::Figure { image } = &mut block.kind {
            visit(image, &block.span);
        }
        for_each_inline_in(block.kind.content_mut(), &mut |inline| {
            if let InlineKind::Image(image) = &mut inline.kind {
                visit(image, &inline.span);
            }
        });
    });
}

/// Calls `visit` with every node's identity, in reading order.
pub(crate) fn for_each_id(blocks: &mut [Block], visit: &mut dyn FnMut(&mut NodeId)) {
    for block in blocks {
        visit(&mut block.id);
        match &mut block.kind {
            BlockKind::Heading { content, .. } | BlockKind::Paragraph { content } => {
                for_each_inline_in(content, &mut |inline| {
                    visit(&mut inline.id);
                    if let InlineKind::Image(image) = &mut inline.kind {
                        caption_id(image, visit);
                    }
                });
            }
            BlockKind::Figure { image } => caption_id(image, visit),
            BlockKind::Quote { blocks } => for_each_id(blocks, visit),
            BlockKind::Contents { entries } => {
                entries.iter_mut().for_each(|entry| visit(&mut entry.id));
            }
            BlockKind::Footnotes { notes } => {
                for note in notes {
                    visit(&mut note.id);
                    visit(&mut note.label);
                    for_each_id(&mut note.blocks, visit);
                }
            }
            BlockKind::Admonition { title, blocks, .. } => {
                for_each_id(std::slice::from_mut(title), visit);
                for_each_id(blocks, visit);
            }
            BlockKind::Table(Table { head, rows, .. }) => {
                for row in std::iter::once(head).chain(rows) {
                    visit(&mut row.id);
                    for_each_id(&mut row.cells, visit);
                }
            }
            BlockKind::DefinitionList { items } => {
                for item in items {
                    visit(&mut item.id);
                    for_each_id(&mut item.terms, visit);
                    visit(&mut item.body);
                    for_each_id(&mut item.blocks, visit);
                }
            }
            BlockKind::List { items, .. } => {
                for item in items {
                    visit(&mut item.id);
                    visit(&mut item.label);
                    visit(&mut item.body);
                    for_each_id(&mut item.blocks, visit);
                }
            }
            BlockKind::Code { .. } | BlockKind::Rule => {}
        }
    }
}

fn caption_id(image: &mut Image, visit: &mut dyn FnMut(&mut NodeId)) {
    if let Some(caption) = &mut image.caption {
        visit(&mut caption.id);
    }
}
