//! The boxes of the column, before their lines are broken.

use super::space::Space;
use crate::document::{Alignment, ContentsEntry, Image, Inline};
use crate::font::Style;
use crate::geom::Pt;
use crate::node::NodeId;
use std::sync::Arc;

/// How far a frame stands off the words in it, above and below, in ems.
pub(super) const FRAME_OUTSET: f64 = 0.3;

/// How far preformatted text is indented, in ems: there stands the sign that a line goes on.
pub(super) const CODE_INDENT: f64 = 1.4;

/// A box of the column before its lines are broken.
#[derive(Debug)]
pub(super) struct FlowBox<'a> {
    /// What it holds.
    pub(super) content: Content<'a>,
    /// Its left edge, from that of the column.
    pub(super) left: Pt,
    /// Space above it, unless it stands at the head of a page.
    pub(super) above: Space,
    /// What stands beside its first line.
    pub(super) labels: Vec<Label>,
    /// How far its lines stand right of its left edge, to make way for those.
    pub(super) indent: Pt,
    /// How far it ends from the column's right edge.
    pub(super) right: Pt,
    /// What is drawn beside or around it.
    pub(super) edges: Vec<Edge>,
    /// Whether it begins a new page.
    pub(super) new_page: bool,
    /// Whether it must not be the last thing on a page.
    pub(super) keep_with_next: bool,
    /// With which other boxes it is kept on one page, where they all fit: a centre's details, a
    /// table of contents, a row of a table that is set as a list.
    pub(super) whole: Option<NodeId>,
    /// The list item it belongs to, if to one.
    pub(super) item: Option<NodeId>,
    /// Where its lines stand between its edges.
    pub(super) alignment: Alignment,
    /// The size of its text.
    pub(super) size: Pt,
    /// The distance of its baselines.
    pub(super) line_height: Pt,
}

/// What is drawn along blocks, over pages too.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Edge {
    /// A bar at the left, so far from the column's left edge.
    Bar(Pt),
    /// A frame around all blocks of a node, so far from the column's edges.
    Frame { owner: NodeId, left: Pt, right: Pt },
}

impl FlowBox<'_> {
    /// Whether it is a heading.
    pub(super) const fn is_heading(&self) -> bool {
        matches!(self.content, Content::Inlines { role: Role::Heading, .. })
    }

    /// Whether it is a thematic break.
    pub(super) const fn is_rule(&self) -> bool {
        matches!(self.content, Content::Rule)
    }

    /// Whether it names the columns of a table.
    pub(super) const fn is_table_head(&self) -> bool {
        matches!(self.content, Content::Row { head: true, .. })
    }
}

impl Edge {
    /// How far its left side is from the column's left edge.
    pub(super) const fn left(self) -> Pt {
        match self {
            Self::Bar(left) | Self::Frame { left, .. } => left,
        }
    }
}

/// A bullet or a number.
#[derive(Debug, Clone)]
pub(super) struct Label {
    pub(super) text: String,
    pub(super) owner: NodeId,
    pub(super) style: Style,
    pub(super) left: Pt,
    pub(super) size: Pt,
    /// How far its baseline lies below the line's.
    pub(super) drop: Pt,
    /// Whether it is a number.
    pub(super) numbered: bool,
    /// How many bars and frames there are around its list.
    pub(super) edges: usize,
}

/// What a box holds.
#[derive(Debug)]
pub(super) enum Content<'a> {
    /// Words of a block.
    Inlines { content: &'a [Inline], role: Role, block: NodeId },
    /// The words of a paragraph between two of its pictures.
    Part { content: &'a [Inline], part: Part, block: NodeId },
    /// Words by themselves, such as the title of a box.
    Text { text: &'a str, role: Role, block: NodeId },
    /// The first line of a box: its kind, and its title after it if it has one.
    Title { name: &'a str, content: &'a [Inline], block: NodeId },
    /// A fact with the name of its column before it; where the name stands for the first time
    /// with its notes and addresses, and later by its words alone.
    Named { name: &'a [Inline], first: bool, content: &'a [Inline], block: NodeId },
    /// Preformatted text.
    Code { text: &'a str, block: NodeId },
    /// A row of a table: its cells side by side.
    Row { cells: Vec<FlowBox<'a>>, head: bool },
    /// A heading in the table of contents, without the number of its page.
    Entry { entry: &'a ContentsEntry },
    /// A picture.
    Picture { image: &'a Image, owner: NodeId, width: Pt },
    /// A thematic break.
    Rule,
}

impl Content<'_> {
    /// The block that it is, or is of.
    pub(super) const fn block(&self) -> Option<NodeId> {
        match self {
            Self::Inlines { block, .. }
            | Self::Part { block, .. }
            | Self::Text { block, .. }
            | Self::Title { block, .. }
            | Self::Named { block, .. }
            | Self::Code { block, .. } => Some(*block),
            Self::Entry { entry } => Some(entry.id),
            Self::Picture { owner, .. } => Some(*owner),
            Self::Row { .. } | Self::Rule => None,
        }
    }

    /// Whether words may be broken with a hyphen: not in what a reader looks for.
    pub(super) const fn hyphenates(&self) -> bool {
        matches!(
            self,
            Self::Inlines { role: Role::Body, .. }
                | Self::Text { role: Role::Body, .. }
                | Self::Part { .. }
                | Self::Named { .. }
        )
    }
}

/// A place among inlines: how many stand before it, at each depth that they nest.
pub(super) type Path = Arc<[usize]>;

/// Which part of a paragraph's words it is.
#[derive(Debug, Clone, Default)]
pub(super) struct Part {
    /// The picture before it; empty at the paragraph's start.
    pub(super) after: Path,
    /// The picture after it; empty at the paragraph's end.
    pub(super) before: Path,
}

/// What words are for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// To be read.
    Body,
    /// The heading of a section.
    Heading,
    /// To name what stands below or beside: a term, a column, a box.
    Name,
    /// A fact of a table.
    Fact,
}

impl Role {
    pub(super) const fn style(self) -> Style {
        match self {
            Self::Body | Self::Fact => Style::Regular,
            Self::Heading | Self::Name => Style::Bold,
        }
    }
}
