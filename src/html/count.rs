//! Counts what a page has, so that one that has too much is refused before it is built.

use super::elements::{Role, Words, role};
use crate::diag::{Diagnostic, Span};
use crate::limits::{MAX_BLOCKS, MAX_LINKS, MAX_PICTURES, MAX_PIECES};

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Counted {
    /// A paragraph, a heading, an item, a row, a cell, or what holds them.
    Block,
    Link,
    Picture,
    /// A piece of the words of a block.
    Piece,
}

/// What a page has so far.
#[derive(Debug, Default)]
pub(crate) struct Count {
    blocks: usize,
    links: usize,
    pictures: usize,
    pieces: usize,
}

impl Count {
    /// Counts one more; `Err` where it is one too many.
    pub(crate) fn add(&mut self, what: Counted, span: &Span) -> Result<(), Diagnostic> {
        let (count, most, name) = match what {
            Counted::Block => {
                (&mut self.blocks, MAX_BLOCKS, "paragraphs, headings, items and cells")
            }
            Counted::Link => {
                (&mut self.links, MAX_LINKS, "links and references to notes")
            }
            Counted::Picture => (&mut self.pictures, MAX_PICTURES, "pictures"),
            Counted::Piece => {
                (&mut self.pieces, MAX_PIECES, "pieces of emphasis, code and lines")
            }
        };
        *count += 1;
        if *count <= most {
            return Ok(());
        }
        let message = format!("the page has more than {most} {name}");
        Err(Diagnostic::too_large(span.clone(), message, "split it into several pages"))
    }
}

/// What an element counts as.
pub(super) fn counted(name: &str) -> Option<Counted> {
    Some(match role(name) {
        Role::Words(Words::Link) => Counted::Link,
        Role::Picture => Counted::Picture,
        Role::Words(_)
        | Role::Line
        | Role::Apart
        | Role::Break
        | Role::WordBreak
        | Role::Input
        | Role::Unseen
        | Role::Drawing
        | Role::Moving
        | Role::Unknown => Counted::Piece,
        Role::Nothing => return None,
        _ => Counted::Block,
    })
}
