//! Walks over a document's nodes.

use super::{Block, BlockKind, Inline, InlineKind};

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

impl InlineKind {
    /// What lies directly in it.
    pub fn content(&self) -> &[Inline] {
        match self {
            Self::Emphasis(content)
            | Self::Strong(content)
            | Self::Deleted(content)
            | Self::Foreign { content, .. }
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
            | InlineKind::Deleted(_)
            | InlineKind::Foreign { .. }
            | InlineKind::Shifted { .. }
            | InlineKind::Expanded { .. }
            | InlineKind::PrintOnly(_)
            | InlineKind::Link { .. } => "",
        })
        .collect()
}

/// Calls `visit` with every inline, each before what lies in it.
pub(crate) fn for_each_inline(blocks: &mut [Block], visit: &mut dyn FnMut(&mut Inline)) {
    for block in blocks {
        for_each_inline_of(block, visit);
    }
}

/// The same for one block.
pub(crate) fn for_each_inline_of(block: &mut Block, visit: &mut dyn FnMut(&mut Inline)) {
    if let BlockKind::Heading { content, .. } | BlockKind::Paragraph { content } =
        &mut block.kind
    {
        for_each_inline_in(content, visit);
    }
    for child in block.kind.children_mut() {
        for_each_inline_of(child, visit);
    }
}

/// The same for one block's words and what lies in them.
pub(crate) fn for_each_inline_in(
    content: &mut [Inline],
    visit: &mut dyn FnMut(&mut Inline),
) {
    for inline in content {
        visit(inline);
        match &mut inline.kind {
            InlineKind::Emphasis(content)
            | InlineKind::Strong(content)
            | InlineKind::Deleted(content)
            | InlineKind::PrintOnly(content)
            | InlineKind::Foreign { content, .. }
            | InlineKind::Shifted { content, .. }
            | InlineKind::Expanded { content, .. }
            | InlineKind::Link { content, .. } => for_each_inline_in(content, visit),
            _ => {}
        }
    }
}
