//! What a paragraph is made of for line breaking, and where it may be broken.

use super::style::Hyphenation;
use crate::geom::Pt;

/// Text that is broken only inside a word, and what follows it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Segment {
    /// Its advance.
    pub(super) width: Pt,
    /// The advance of the space after it, which vanishes at a line's end.
    pub(super) space: Pt,
    /// What breaking after it would mean.
    pub(super) after: BreakKind,
}

/// What stands between a segment and the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum BreakKind {
    /// A space: a break between words.
    Space,
    /// A hyphen of the author's: a break inside a word, without another hyphen.
    Hyphen,
    /// Another place inside a word, such as after a slash.
    Joint,
    /// The line ends here.
    Mandatory,
}

/// A place inside a segment where it may be broken.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct BreakPoint {
    /// The byte offset of the place in the paragraph.
    pub(super) offset: usize,
    /// Advance of what stands before it, with the hyphen that is added.
    pub(super) before: Pt,
    /// Advance of what stands after it.
    pub(super) rest: Pt,
    /// Why it may be broken.
    pub(super) reason: Reason,
    /// Whether a hyphen is added.
    pub(super) hyphen: bool,
}

/// Why a segment may be broken inside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reason {
    /// Its language allows it.
    Pattern,
    /// An address breaks well here.
    Address,
    /// It is wider than the measure.
    Emergency,
}

/// The end of a line: after a segment, or at a place inside it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Break {
    /// The segment.
    pub(super) segment: usize,
    /// The place inside it.
    pub(super) inside: Option<BreakPoint>,
    /// The width of the line, with the hyphen that is added.
    pub(super) width: Pt,
}

/// What a paragraph has to fit.
#[derive(Debug, Clone, Copy)]
pub(super) struct LineLimits<'a> {
    /// The width of its lines.
    pub(super) measure: Pt,
    /// The size of its text.
    pub(super) size: Pt,
    /// How freely words are broken.
    pub(super) hyphenation: Hyphenation,
    /// The number that the first of the segments has in its paragraph.
    pub(super) first: usize,
    /// Breaks that must not be used, each by its segment in the paragraph and offset inside it.
    pub(super) forbidden: &'a [(usize, Option<usize>)],
    /// The break after which the first line begins.
    pub(super) start: Option<Break>,
}
