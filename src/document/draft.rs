//! What a document is made of before its nodes are numbered.

use super::{Block, BlockKind, Inline, InlineKind, Media, Origin};
use crate::node::NodeId;

/// A node before the document numbers it.
pub(crate) const UNNUMBERED: NodeId = NodeId(u32::MAX);

/// A block that is not the author's.
pub(crate) const fn generated_block(
    kind: BlockKind,
    origin: Origin,
    media: Media,
) -> Block {
    Block { id: UNNUMBERED, span: 0..0, media, origin, kind }
}

/// Words that are not the author's.
pub(crate) const fn generated_text(words: String) -> Inline {
    Inline { id: UNNUMBERED, span: 0..0, kind: InlineKind::Text(words) }
}
