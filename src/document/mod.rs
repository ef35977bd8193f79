//! The document model: what a page says, free of how it is set or spoken.

mod block;
mod centre;
mod date;
pub mod draft;
mod inline;
pub(crate) mod walk;

pub use block::{
    AdmonitionKind, Alignment, Block, BlockKind, ContentsEntry, DefinitionItem, Footnote,
    ListItem, Medium, Origin, Row, Table, item_number,
};
pub use centre::Centre;
pub use date::{ReviewDate, civil};
pub use draft::{Comment, Declared, Defaults, Draft, FootnoteSource};
pub use inline::{
    Caption, Expansion, Image, Inline, InlineKind, PrintedTarget, Shift, Target,
};
pub use walk::{Walk, inlines, plain_text};

use crate::lang::Lang;

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
    /// The comments of its author.
    pub comments: Vec<Comment>,
    /// How many nodes there are; every [`NodeId`](crate::node::NodeId) is below it.
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

impl Document {
    /// Whether its author wrote something for paper.
    pub fn is_printable(&self) -> bool {
        self.has_words(Medium::is_printed)
    }

    /// Whether its author wrote something to be said.
    pub fn is_sayable(&self) -> bool {
        self.has_words(Medium::is_said)
    }

    fn has_words(&self, is_for: fn(Medium) -> bool) -> bool {
        let own = self.blocks.iter().filter(|block| block.origin == Origin::Author);
        own.filter(|block| is_for(block.media)).any(Block::has_words)
    }
}
