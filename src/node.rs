//! The name that a structure element, an utterance and an audio clip of one node share.

/// Identifies a node for as long as its document lives; numbered from 0 in reading order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NodeId(pub u32);

impl NodeId {
    /// Its place in a table of all nodes.
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}
