//! Sections that are for one medium alone.

use crate::document::walk::for_each_block;
use crate::document::{Block, BlockKind, Medium};

/// Gives each block of a section the medium that the section's heading is marked with. A section
/// ends at the next heading of the same or a higher level.
pub(super) fn mark_sections(blocks: &mut [Block]) {
    let mut section: Option<(u8, Medium)> = None;
    for block in blocks {
        if let BlockKind::Heading { level, .. } = block.kind {
            if section.is_some_and(|(own, _)| level <= own) {
                section = None;
            }
            if section.is_none() && block.media != Medium::All {
                section = Some((level, block.media));
            }
        }
        if let Some((_, media)) = section {
            for_each_block(std::slice::from_mut(block), &mut |it| it.media = media);
        }
    }
}
