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
        match &block.kind {
            BlockKind::Quote { blocks } => self.pending.extend(blocks.iter().rev()),
            BlockKind::List { items, .. } => self
                .pending
                .extend(items.iter().rev().flat_map(|item| item.blocks.iter().rev())),
            _ => {}
        }
        Some(block)
    }
}

/// The words of `content` without their marks; a line break is a space.
pub fn plain_text(content: &[Inline]) -> String {
    let mut out = String::new();
    let mut pending: Vec<&Inline> = content.iter().rev().collect();
    while let Some(inline) = pending.pop() {
        match &inline.kind {
            InlineKind::Text(text) | InlineKind::Code(text) => out.push_str(text),
            InlineKind::Image { description, .. } => out.push_str(description),
            InlineKind::SoftBreak | InlineKind::HardBreak => out.push(' '),
            InlineKind::Emphasis(content)
            | InlineKind::Strong(content)
            | InlineKind::Link { content, .. } => pending.extend(content.iter().rev()),
        }
    }
    out
}
