//! The document model: what a page says, free of how it is set or spoken.

mod centre;
mod date;
pub(crate) mod draft;
pub(crate) mod walk;

pub use centre::Centre;
pub use date::{ReviewDate, civil};
pub use walk::{Walk, inlines, plain_text};

use crate::diag::Span;
use crate::lang::Lang;
use crate::lang::words::Words;
use crate::node::NodeId;

/// A page.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// What is known about it.
    pub metadata: Metadata,
    /// Everything it says, in reading order: what the author wrote, and what was added to it
    /// (see [`Origin`]).
    pub blocks: Vec<Block>,
    /// The abbreviations that the page explains, none twice.
    pub abbreviations: Vec<Abbreviation>,
    /// How many nodes there are; every [`NodeId`] is below it.
    pub nodes: u32,
}

/// Letters or words that stand for others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Abbreviation {
    /// As they are written.
    pub short: String,
    /// What they stand for.
    pub long: String,
}

/// The number of an item of a list, by how many stand before it.
pub fn item_number(start: u64, descending: bool, before: usize) -> u64 {
    let before = u64::try_from(before).unwrap_or(u64::MAX);
    if descending { start.saturating_sub(before) } else { start.saturating_add(before) }
}

/// What is known about a page.
#[derive(Debug, Clone, PartialEq)]
pub struct Metadata {
    /// The title a reader hears or sees first.
    pub title: String,
    /// Whether the author gave it; otherwise it is the file's name.
    pub has_title: bool,
    /// Whether the author's headings stand one level lower than they were written, because the
    /// page has its sections at level 1, below the title of the front matter.
    pub headings_moved: bool,
    /// The language of everything not marked otherwise.
    pub lang: Lang,
    /// When the page was last reviewed.
    pub last_review: Option<ReviewDate>,
    /// When it will be reviewed next.
    pub next_review: Option<ReviewDate>,
    /// Whether to say that other sizes and audio can be had.
    pub other_formats: bool,
    /// Which centres hand the page out.
    pub audience: Audience,
}

/// Which centres hand a page out, by the names of their folders.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Audience {
    /// These alone; all where there is none.
    pub only: Vec<String>,
    /// All but these.
    pub not: Vec<String>,
}

impl Audience {
    /// Whether a centre is among them.
    pub fn includes(&self, centre: &str) -> bool {
        let names = |list: &[String]| list.iter().any(|name| name == centre);
        (self.only.is_empty() || names(&self.only)) && !names(&self.not)
    }
}

/// Which media a block is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Media {
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

impl Media {
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
    pub media: Media,
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
    Notes {
        /// The notes, in the order of the places.
        notes: Vec<Note>,
    },
    /// A box that stands out, such as a warning.
    Admonition {
        /// What it is.
        kind: AdmonitionKind,
        /// Its first line, a paragraph: the kind, and behind it the words of this, if there are any.
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
pub struct Note {
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
    /// The words of a heading or a paragraph.
    pub const fn content(&self) -> Option<&Vec<Inline>> {
        match self {
            Self::Heading { content, .. } | Self::Paragraph { content } => Some(content),
            _ => None,
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
            Self::Notes { notes } => notes.iter().flat_map(|note| &note.blocks).collect(),
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
            Self::Notes { notes } => {
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

/// A piece of a block's words.
#[derive(Debug, Clone, PartialEq)]
pub struct Inline {
    /// Its identity.
    pub id: NodeId,
    /// Where it came from.
    pub span: Span,
    /// What it is.
    pub kind: InlineKind,
}

/// What an inline is.
#[derive(Debug, Clone, PartialEq)]
pub enum InlineKind {
    /// Words, in Unicode normalization form C.
    Text(String),
    /// Stressed words.
    Emphasis(Vec<Inline>),
    /// Important words.
    Strong(Vec<Inline>),
    /// Words that no longer hold, struck through.
    Deleted(Vec<Inline>),
    /// A piece of code.
    Code(String),
    /// Figures or words above the line, such as powers, or below it, such as counts of atoms.
    Shifted {
        /// Which way.
        shift: Shift,
        /// The words.
        content: Vec<Inline>,
    },
    /// Words in another language than those around them (WCAG 2.2, 3.1.2).
    Foreign {
        /// Their language.
        lang: Lang,
        /// The words.
        content: Vec<Inline>,
    },
    /// Words with others that a screen reader has in their place (ISO 32000-1, 14.9.5).
    Expanded {
        /// The words.
        content: Vec<Inline>,
        /// What they stand for.
        expansion: String,
        /// How they are said.
        speech: Expansion,
    },
    /// Words that lead somewhere.
    Link {
        /// Where to.
        target: Target,
        /// How the target is shown on paper.
        address: Address,
        /// The words.
        content: Vec<Inline>,
    },
    /// Words that serve on paper, and are not said.
    PrintOnly(Vec<Inline>),
    /// A picture among words.
    Image(Image),
    /// The end of a source line: a space.
    SoftBreak,
    /// The end of a line.
    HardBreak,
}

/// How words are said that have others in their place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expansion {
    /// As they are written: abbreviations.
    AsWritten,
    /// By the others.
    InPlace,
    /// By the others, with a short pause before and behind: signs by their names.
    BetweenPauses,
}

/// A picture, by where it is to be had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Image {
    /// The file or address of the picture, as the author wrote it.
    pub source: String,
    /// What it shows, in words; of a picture that only decorates, nothing.
    pub description: String,
    /// What stands below it.
    pub caption: Option<Caption>,
    /// Whether it only decorates: it is not read by a screen reader, and not said.
    pub decorative: bool,
}

/// The words below a picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caption {
    /// Their identity.
    pub id: NodeId,
    /// The words.
    pub words: String,
}

/// Which way text is moved from the line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shift {
    /// Above it: superscript.
    Up,
    /// Below it: subscript.
    Down,
}

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// An address with scheme `http`, `https`, `mailto`, `tel` or `sms`.
    Address(String),
    /// A place in this document: a heading, a note, or a reference to one.
    Place(NodeId),
    /// Where neither paper nor a PDF can lead, as the author wrote it: another page, a heading
    /// that is not there, or an address with another scheme.
    Elsewhere(String),
}

/// How a link's target is shown on paper. It belongs to the link and is not for the ear.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Address {
    /// Not at all: the words are the address, or it stood in this section before.
    Hidden,
    /// In brackets after the words.
    Written(String),
    /// In brackets, by its number in the list at the end.
    Listed(usize),
    /// By the number of the page where the heading is.
    Page(NodeId),
    /// By the number of the note.
    Note(usize),
    /// By the number of the page where the note is referred to.
    NoteSource(NodeId),
}
