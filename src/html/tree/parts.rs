//! What an element holds until it closes.

use super::words::words_of_blocks;
use crate::diag::Span;
use crate::document::{Block, BlockKind, Inline};
use crate::html::elements::Rows;

/// Why words are left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hidden {
    /// Nobody sees them on the web either: scripts, styles.
    Unseen,
    /// The page's author hid them, which is reported.
    Told,
}

/// Which readers some words are for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    /// Those who see the page: `aria-hidden`.
    Seen,
    /// Those who hear it: `sr-only`, `visually-hidden`.
    Heard,
}

/// What a figure holds beside its blocks.
#[derive(Debug, Default)]
pub(crate) struct FigureParts {
    pub(super) caption: Vec<Block>,
    /// Whether the caption stands before the rest.
    pub(super) leads: bool,
}

impl FigureParts {
    /// The words of its caption.
    pub(super) fn words(&self) -> String {
        words_of_blocks(&self.caption)
    }
}

/// A table in tags.
#[derive(Debug, Default)]
pub(crate) struct HtmlTable {
    pub(super) section: Rows,
    pub(super) rows: Vec<HtmlRow>,
    pub(super) caption: Vec<Block>,
}

/// A row of one.
#[derive(Debug, Default, Clone)]
pub(crate) struct HtmlRow {
    pub(super) section: Rows,
    pub(super) cells: Vec<HtmlCell>,
}

/// A cell.
#[derive(Debug, Clone)]
pub(super) struct HtmlCell {
    pub(super) head: bool,
    /// Whether it names its row and no column.
    pub(super) names_row: bool,
    pub(super) columns: usize,
    pub(super) rows: usize,
    pub(super) blocks: Vec<Block>,
    pub(super) span: Span,
}

impl HtmlCell {
    /// The words, if they are nothing but a paragraph or none.
    pub(super) fn content(&self) -> Option<&[Inline]> {
        match &self.blocks[..] {
            [] => Some(&[]),
            [Block { kind: BlockKind::Paragraph { content }, .. }] => Some(content),
            _ => None,
        }
    }

    pub(super) fn words(&self) -> String {
        let words = words_of_blocks(&self.blocks);
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Whether it can name what stands beside or below it.
    pub(super) fn is_name(&self) -> bool {
        self.head && self.content().is_some()
    }
}

impl HtmlTable {
    /// All words of its caption and its rows.
    pub(super) fn words(&self) -> String {
        let rows = self.rows.iter().map(HtmlRow::words);
        let words = std::iter::once(words_of_blocks(&self.caption)).chain(rows);
        words.collect::<Vec<_>>().join(" ")
    }
}

impl HtmlRow {
    /// All words of its cells.
    pub(super) fn words(&self) -> String {
        let cells: Vec<String> = self.cells.iter().map(HtmlCell::words).collect();
        cells.join(" ")
    }

    /// Whether it is one name over several columns.
    pub(super) fn is_label(&self) -> bool {
        matches!(&self.cells[..], [cell] if cell.columns > 1)
    }

    /// Whether all its cells name columns.
    pub(super) fn names_columns(&self) -> bool {
        let is_corner = |at: usize, cell: &HtmlCell| at == 0 && cell.blocks.is_empty();
        let names = |(at, cell): (usize, &HtmlCell)| {
            cell.head && !cell.names_row || is_corner(at, cell)
        };
        self.cells.iter().any(|cell| cell.head)
            && self.cells.iter().enumerate().all(names)
    }
}
