//! Inlines: the words of a block, and what stands among them.

use crate::diag::Span;
use crate::lang::Lang;
use crate::node::NodeId;

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
    Strikethrough(Vec<Inline>),
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
    LangSpan {
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
        address: PrintedTarget,
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
    /// By the others, with a short pause before and after: signs by their names.
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
pub enum PrintedTarget {
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
