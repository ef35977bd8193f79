//! Words of a page, and the paragraphs that they are put in.

use crate::diag::Span;
use crate::document::draft::UNNUMBERED;
use crate::document::{
    Block, BlockKind, Inline, InlineKind, ListItem, Medium, Origin, Walk, plain_text,
};

/// All words of what a frame holds.
pub(super) fn words_of(
    blocks: &[Block],
    inlines: &[Inline],
    items: &[ListItem],
) -> String {
    let mut words = plain_text(inlines);
    let items = items.iter().map(|item| &item.blocks[..]);
    for blocks in std::iter::once(blocks).chain(items) {
        words.push(' ');
        words.push_str(&words_of_blocks(blocks));
    }
    words
}

/// All words of blocks, with descriptions for pictures.
pub(super) fn words_of_blocks(blocks: &[Block]) -> String {
    let words = Walk::new(blocks).map(|block| match &block.kind {
        BlockKind::Figure { image } => image.description.clone(),
        BlockKind::Code { text } => text.clone(),
        kind => plain_text(kind.content()),
    });
    let words: Vec<String> = words.collect();
    words.join(" ")
}

/// A description without the size that Obsidian has after it: `A chair|300`.
pub(crate) fn without_size(description: &str) -> &str {
    match description.rsplit_once('|') {
        Some((words, size)) if is_size(size.trim()) => words.trim_end(),
        _ => description,
    }
}

/// Whether words are the size of a picture: `300`, `300x200`.
pub(crate) fn is_size(words: &str) -> bool {
    words.starts_with(|c: char| c.is_ascii_digit())
        && words.chars().all(|c| c.is_ascii_digit() || c == 'x')
}

/// A paragraph of an author.
pub(super) fn paragraph(content: Vec<Inline>, span: Span) -> Block {
    Block {
        id: UNNUMBERED,
        span,
        media: Medium::All,
        origin: Origin::Author,
        kind: BlockKind::Paragraph { content },
    }
}

/// Whether nothing of it shows.
pub(super) fn is_blank(inline: &Inline) -> bool {
    match &inline.kind {
        InlineKind::SoftBreak | InlineKind::HardBreak => true,
        InlineKind::Text(text) => text.trim_matches([' ', '\t', '\n']).is_empty(),
        _ => false,
    }
}

/// Words without space at either end; nothing where there are none.
pub(super) fn tidy(mut content: Vec<Inline>) -> Vec<Inline> {
    while content.pop_if(|inline| is_blank(inline)).is_some() {}
    let leading = content.iter().take_while(|inline| is_blank(inline)).count();
    content.drain(..leading);
    content
}
