//! Blocks: headings, paragraphs, lists, tables and what else a page is made of.

use super::{Image, Inline};
use crate::diag::Span;
use crate::lang::words::Words;
use crate::node::NodeId;

/// Which media a block is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Medium {
    /// Print and speech.
    #[default]
    All,
    /// Only a web page: neither printed nor said.
    Web,
    /// Only printed.
    Print,
    /// Only said.
    Speech,
}

impl Medium {
    /// Whether it is printed.
    pub const fn is_printed(self) -> bool {
        matches!(self, Self::All | Self::Print)
    }

    /// Whether it is said.
    pub const fn is_said(self) -> bool {
        matches!(self, Self::All | Self::Speech)
    }
}

/// Where a block came from. What is not the author's is named here, so that a comparison with
/// the author's words knows what to leave out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Origin {
    /// The page's author.
    #[default]
    Author,
    /// The title in the front matter, or the file's name, where the page has no heading of level 1,
    /// or has several and none of them is the title.
    Title,
    /// The heading of the table of contents, and the table.
    Contents,
    /// The heading of the notes, and the list of them.
    Notes,
    /// The list of addresses that are too long to stand after their words.
    WebAddresses,
    /// The details of the support centre that hands the page out.
    Centre,
    /// The number to call there, which is set larger than other text.
    CentreTelephone,
    /// The review dates; on paper also other formats and the edition.
    ReviewDates,
    /// The same of a page without review dates.
    Edition,
}

/// A block and the place it came from.
#[derive(Debug, Clone, PartialEq)]
pub struct Block {
    /// Its identity, which a structure element and an utterance both refer to.
    pub id: NodeId,
    /// Where it came from; empty for what is not the author's.
    pub span: Span,
    /// Which media it is for.
    pub media: Medium,
    /// Whose words they are.
    pub origin: Origin,
    /// What it is.
    pub kind: BlockKind,
}

/// What a block is.
#[derive(Debug, Clone, PartialEq)]
pub enum BlockKind {
    /// A heading.
    Heading {
        /// The author's level, 1 to 6.
        level: u8,
        /// The name by which links refer to it.
        anchor: Option<String>,
        /// Its words.
        content: Vec<Inline>,
    },
    /// A paragraph.
    Paragraph {
        /// Its words.
        content: Vec<Inline>,
    },
    /// A picture by itself.
    Figure {
        /// The picture.
        image: Image,
    },
    /// A list.
    List {
        /// The number of the first item, or `None` where the items have bullets.
        start: Option<u64>,
        /// Whether the numbers go down.
        descending: bool,
        /// The items.
        items: Vec<ListItem>,
    },
    /// Words of somebody else.
    Quote {
        /// What is quoted.
        blocks: Vec<Block>,
    },
    /// Preformatted text.
    Code {
        /// The text, a line a line, without the last line's end.
        text: String,
    },
    /// A table.
    Table(Table),
    /// Terms and what they mean.
    DefinitionList {
        /// The terms, each group with its definitions.
        items: Vec<DefinitionItem>,
    },
    /// The headings of the page with the numbers of their pages.
    Contents {
        /// The headings, in order.
        entries: Vec<ContentsEntry>,
    },
    /// What is said of places in the page, at its end.
    Footnotes {
        /// The notes, in the order of the places.
        notes: Vec<Footnote>,
    },
    /// A box that stands out, such as a warning.
    Admonition {
        /// What it is.
        kind: AdmonitionKind,
        /// Its first line, a paragraph: the kind, and after it the words of this, if there are any.
        title: Box<Block>,
        /// What it says.
        blocks: Vec<Block>,
    },
    /// A thematic break.
    Rule,
}

/// Facts in rows and columns.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// How the words of each column stand.
    pub columns: Vec<Alignment>,
    /// The names of the columns.
    pub head: Row,
    /// The facts. Each row has a cell for each column.
    pub rows: Vec<Row>,
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Its identity.
    pub id: NodeId,
    /// Its cells, each a paragraph, which may be empty.
    pub cells: Vec<Block>,
}

/// How the words of a column stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Alignment {
    /// At its left edge.
    #[default]
    Left,
    /// In its middle.
    Centre,
    /// At its right edge.
    Right,
}

/// Terms that mean the same, and what they mean.
#[derive(Debug, Clone, PartialEq)]
pub struct DefinitionItem {
    /// Its identity.
    pub id: NodeId,
    /// The terms, each a paragraph.
    pub terms: Vec<Block>,
    /// The identity of what they mean.
    pub body: NodeId,
    /// What they mean.
    pub blocks: Vec<Block>,
}

/// A heading in the table of contents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContentsEntry {
    /// Its own identity.
    pub id: NodeId,
    /// The heading.
    pub heading: NodeId,
    /// The heading's level, 1 to 6.
    pub level: u8,
    /// The heading's words.
    pub words: String,
}

/// A note; it is numbered from 1 by its place among the notes.
#[derive(Debug, Clone, PartialEq)]
pub struct Footnote {
    /// Its identity.
    pub id: NodeId,
    /// The identity of its number.
    pub label: NodeId,
    /// What it says.
    pub blocks: Vec<Block>,
}

/// What a box is for (the five of GitHub's Markdown).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AdmonitionKind {
    /// It says something more.
    Note,
    /// It has a hint.
    Tip,
    /// It says something that matters.
    Important,
    /// It says what may do harm.
    Warning,
    /// It says where to take care.
    Caution,
}

impl AdmonitionKind {
    /// Its title.
    pub const fn title(self, words: &Words) -> &'static str {
        match self {
            Self::Note => words.note,
            Self::Tip => words.tip,
            Self::Important => words.important,
            Self::Warning => words.warning,
            Self::Caution => words.caution,
        }
    }
}

impl BlockKind {
    /// Whether it is a heading or a paragraph, which have words of their own.
    pub const fn is_text(&self) -> bool {
        matches!(self, Self::Heading { .. } | Self::Paragraph { .. })
    }

    /// The words of a heading or a paragraph; none of anything else.
    pub fn content(&self) -> &[Inline] {
        match self {
            Self::Heading { content, .. } | Self::Paragraph { content } => content,
            _ => &[],
        }
    }

    /// The words of a heading or a paragraph, to be changed; none of anything else.
    pub(crate) fn content_mut(&mut self) -> &mut [Inline] {
        match self {
            Self::Heading { content, .. } | Self::Paragraph { content } => content,
            _ => &mut [],
        }
    }

    /// The blocks that lie directly in it, in reading order.
    pub fn children(&self) -> Vec<&Block> {
        match self {
            Self::Quote { blocks } => blocks.iter().collect(),
            Self::Admonition { title, blocks, .. } => {
                std::iter::once(&**title).chain(blocks).collect()
            }
            Self::List { items, .. } => {
                items.iter().flat_map(|item| &item.blocks).collect()
            }
            Self::Footnotes { notes } => {
                notes.iter().flat_map(|note| &note.blocks).collect()
            }
            Self::Table(Table { head, rows, .. }) => {
                std::iter::once(head).chain(rows).flat_map(|row| &row.cells).collect()
            }
            Self::DefinitionList { items } => items
                .iter()
                .flat_map(|item| item.terms.iter().chain(&item.blocks))
                .collect(),
            Self::Heading { .. }
            | Self::Paragraph { .. }
            | Self::Figure { .. }
            | Self::Contents { .. }
            | Self::Code { .. }
            | Self::Rule => Vec::new(),
        }
    }

    /// The same, to be changed.
    pub fn children_mut(&mut self) -> Vec<&mut Block> {
        match self {
            Self::Quote { blocks } => blocks.iter_mut().collect(),
            Self::Admonition { title, blocks, .. } => {
                std::iter::once(&mut **title).chain(blocks).collect()
            }
            Self::List { items, .. } => {
                items.iter_mut().flat_map(|item| &mut item.blocks).collect()
            }
            Self::Footnotes { notes } => {
                notes.iter_mut().flat_map(|note| &mut note.blocks).collect()
            }
            Self::Table(Table { head, rows, .. }) => {
                std::iter::once(head).chain(rows).flat_map(|row| &mut row.cells).collect()
            }
            Self::DefinitionList { items } => items
                .iter_mut()
                .flat_map(|item| item.terms.iter_mut().chain(&mut item.blocks))
                .collect(),
            Self::Heading { .. }
            | Self::Paragraph { .. }
            | Self::Figure { .. }
            | Self::Contents { .. }
            | Self::Code { .. }
            | Self::Rule => Vec::new(),
        }
    }
}

/// An item of a list.
#[derive(Debug, Clone, PartialEq)]
pub struct ListItem {
    /// Its identity.
    pub id: NodeId,
    /// The identity of its bullet or number.
    pub label: NodeId,
    /// The identity of what stands beside the label.
    pub body: NodeId,
    /// Where it came from.
    pub span: Span,
    /// Of a task: whether it is done.
    pub task: Option<bool>,
    /// What it says.
    pub blocks: Vec<Block>,
}

/// The number of an item of a list, by how many stand before it.
pub fn item_number(start: u64, descending: bool, before: usize) -> u64 {
    let before = u64::try_from(before).unwrap_or(u64::MAX);
    if descending { start.saturating_sub(before) } else { start.saturating_add(before) }
}
