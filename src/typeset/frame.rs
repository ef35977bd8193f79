//! Finished pages: text at fixed positions, each piece owned by a document node.

use super::style::Theme;
use crate::font::{FaceId, Glyph};
use crate::geom::{Point, Pt, Rect, Size};
use crate::node::NodeId;
use std::collections::BTreeSet;

/// A finished document, page by page.
#[derive(Debug, Clone, PartialEq)]
pub struct Layout {
    /// The size of every page.
    pub size: Size,
    /// Whether its lines run from right to left.
    pub right_to_left: bool,
    /// Ink and background.
    pub theme: Theme,
    /// Whether the background is painted.
    pub paint_background: bool,
    /// The pages in order.
    pub pages: Vec<Page>,
    /// How the lines of text came out, headings left aside; for reports and tests.
    pub lines: Vec<LineFact>,
    /// The tables that are set as lists of their rows, because their columns are too narrow.
    pub listed_tables: BTreeSet<NodeId>,
    /// The page on which the table of contents ends, where there is one.
    pub contents: Option<usize>,
}

/// One page.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Page {
    /// What is painted, in reading order; furniture comes last.
    pub fragments: Vec<Fragment>,
    /// The blocks that begin here, each with the height of its top.
    pub begins: Vec<(NodeId, Pt)>,
    /// Rules and bars: furniture.
    pub rules: Vec<Rect>,
    /// Rows of dots: furniture.
    pub leaders: Vec<Leader>,
    /// The pictures.
    pub pictures: Vec<PlacedPicture>,
    /// The text of fragments that must be read as one, in the order in which it is read: see
    /// [`Fragment::joined`].
    pub joined: Vec<String>,
}

/// A piece of text on a page, in one face, on one line, of one owner, which runs one way.
#[derive(Debug, Clone, PartialEq)]
pub struct Fragment {
    /// Whose.
    pub owner: Owner,
    /// The left end of its baseline.
    pub origin: Point,
    /// Its width.
    pub width: Pt,
    /// The size of the text.
    pub size: Pt,
    /// The face.
    pub face: FaceId,
    /// The text it shows.
    pub text: String,
    /// The glyphs that show it, from left to right.
    pub glyphs: Vec<Glyph>,
    /// Whether it is written from right to left, so that the first glyph shows the text's end.
    pub right_to_left: bool,
    /// Its place in [`Page::joined`], where glyphs do not say the text by themselves: a word
    /// broken over two lines is one word, and fragments that share the place are read as it.
    pub joined: Option<u32>,
}

/// Dots that lead the eye along a line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Leader {
    /// The lower left corner of the first dot.
    pub from: Point,
    /// The right edge of the last dot, at most.
    pub to: Pt,
    /// The side of a dot.
    pub side: Pt,
    /// The distance of dots.
    pub step: Pt,
}

/// A picture on a page.
#[derive(Debug, Clone, PartialEq)]
pub struct PlacedPicture {
    /// Whose; of one that only decorates, an artifact.
    pub owner: Owner,
    /// Its path, as the page names it.
    pub source: String,
    /// Where it is.
    pub place: Rect,
    /// How many fragments of the page are read before it.
    pub after: usize,
}

/// Why a fragment is on the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Owner {
    /// Real content: becomes marked content of that node's structure element.
    Node(NodeId),
    /// Page furniture: becomes an artifact, unseen by assistive technology.
    Artifact,
}

/// How one line of a paragraph came out.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LineFact {
    /// The page it is on, from 0.
    pub page: usize,
    /// The width of its text over the measure.
    pub fill: f64,
    /// Whether it ends in a hyphen that the author did not write.
    pub hyphenated: bool,
    /// Whether it is the last of its paragraph, or ended by the author.
    pub last: bool,
}
