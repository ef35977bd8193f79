//! Counts what a page has, so that one that has too much is refused before it is built.

use crate::diag::{Diagnostic, Span};
use crate::limits::{MOST_BLOCKS, MOST_LINKS, MOST_PICTURES, MOST_PIECES};
use pulldown_cmark::{Event, Tag};

/// What a page has so far.
#[derive(Default)]
pub(super) struct Count {
    blocks: usize,
    links: usize,
    pictures: usize,
    pieces: usize,
}

impl Count {
    /// Counts an event; `Err` where it is one too many.
    pub(super) fn add(
        &mut self,
        event: &Event<'_>,
        span: &Span,
    ) -> Result<(), Diagnostic> {
        match event {
            Event::Start(Tag::Link { .. }) | Event::FootnoteReference(_) => {
                self.links += 1;
            }
            Event::Start(Tag::Image { .. }) => self.pictures += 1,
            Event::Start(
                Tag::Emphasis
                | Tag::Strong
                | Tag::Strikethrough
                | Tag::Superscript
                | Tag::Subscript,
            )
            | Event::Code(_)
            | Event::InlineHtml(_)
            | Event::SoftBreak
            | Event::HardBreak => self.pieces += 1,
            Event::Start(_) | Event::Rule => self.blocks += 1,
            _ => return Ok(()),
        }
        let (what, most) = if self.blocks > MOST_BLOCKS {
            ("paragraphs, headings, items and cells", MOST_BLOCKS)
        } else if self.links > MOST_LINKS {
            ("links and references to notes", MOST_LINKS)
        } else if self.pictures > MOST_PICTURES {
            ("pictures", MOST_PICTURES)
        } else if self.pieces > MOST_PIECES {
            ("pieces of emphasis, code and lines", MOST_PIECES)
        } else {
            return Ok(());
        };
        let message = format!("the page has more than {most} {what}");
        Err(Diagnostic::too_large(span.clone(), message, "split it into several pages"))
    }
}
