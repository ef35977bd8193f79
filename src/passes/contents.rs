//! The table of contents. It is part of every document with headings; the style decides whether
//! it is printed.

use crate::document::draft::{UNNUMBERED, generated_block, generated_text};
use crate::document::{
    Block, BlockKind, ContentsEntry, Document, Medium, Origin, plain_text,
};
use crate::lang::words::Words;

/// The deepest level of heading in the table, as in most word processors.
const MAX_LISTED_LEVEL: u8 = 3;

/// Adds the table below the first heading of level 1, the title.
pub(super) fn insert(blocks: &mut Vec<Block>, words: &Words) {
    let title = blocks.iter().position(
        |block| matches!(&block.kind, BlockKind::Heading { level: 1, .. } if block.media.is_printed()),
    );
    let Some(title) = title else { return };
    let headings = blocks.iter().enumerate().filter(|(at, _)| *at != title);
    let entries: Vec<ContentsEntry> = headings
        .filter_map(|(_, block)| {
            let (level, words) = listed(block)?;
            Some(ContentsEntry { id: UNNUMBERED, heading: UNNUMBERED, level, words })
        })
        .collect();
    if entries.is_empty() {
        return;
    }
    let content = vec![generated_text(words.contents.into())];
    let heading = BlockKind::Heading { level: 2, anchor: None, content };
    let table = [heading, BlockKind::Contents { entries }];
    let table = table.map(|kind| generated_block(kind, Origin::Contents, Medium::Print));
    blocks.splice(title + 1..title + 1, table);
}

/// The level and the words of a heading that stands in the table.
fn listed(block: &Block) -> Option<(u8, String)> {
    let BlockKind::Heading { level, content, .. } = &block.kind else { return None };
    let words = plain_text(content).split_whitespace().collect::<Vec<_>>().join(" ");
    let shown = block.media.is_printed() && block.origin != Origin::Contents;
    (shown && *level <= MAX_LISTED_LEVEL && !words.is_empty()).then_some((*level, words))
}

/// Joins the entries to their headings, once all nodes have their numbers.
pub(super) fn resolve(document: &mut Document) {
    let at = document
        .blocks
        .iter()
        .position(|block| matches!(block.kind, BlockKind::Contents { .. }));
    let Some(at) = at else { return };
    let headings: Vec<_> = document
        .blocks
        .iter()
        .enumerate()
        // The title, which stands above the table and its heading, is not in it.
        .filter(|(place, block)| place + 2 != at && listed(block).is_some())
        .map(|(_, block)| block.id)
        .collect();
    if let BlockKind::Contents { entries } = &mut document.blocks[at].kind {
        for (entry, heading) in entries.iter_mut().zip(headings) {
            entry.heading = heading;
        }
    }
}
