//! Figures with their captions, and drawings.

use super::Tree;
use super::frame::{By, Kind};
use super::hidden::{is_hidden, side};
use super::parts::{FigureParts, Side};
use crate::diag::{Diagnostic, Span};
use crate::document::draft::UNNUMBERED;
use crate::document::{Block, BlockKind, Caption, Inline, InlineKind, plain_text};
use crate::html::Tag;
use crate::text::first_words;

impl Tree<'_> {
    /// Keeps a caption for the figure that it is of.
    pub(super) fn caption(&mut self, blocks: Vec<Block>) {
        let Some(parent) = self.frames.last_mut() else { return };
        match &mut parent.kind {
            Kind::Figure(parts) => {
                parts.leads = parent.blocks.is_empty();
                parts.caption.extend(blocks);
            }
            _ => parent.blocks.extend(blocks),
        }
    }

    /// A figure: a caption of plain words belongs to its one picture, any other stands beside it.
    pub(super) fn figure(&mut self, parts: FigureParts, mut blocks: Vec<Block>) {
        let FigureParts { caption, leads } = parts;
        let plain = match &caption[..] {
            [Block { kind: BlockKind::Paragraph { content }, .. }] => plain(content),
            _ => None,
        };
        if let (Some(words), [Block { kind: BlockKind::Figure { image }, .. }]) =
            (plain, &mut blocks[..])
            && image.caption.is_none()
        {
            image.caption = Some(Caption { id: UNNUMBERED, words });
            return self.blocks(blocks);
        }
        if leads {
            self.blocks(caption);
            self.blocks(blocks);
        } else {
            self.blocks(blocks);
            self.blocks(caption);
        }
    }

    /// Opens a drawing, which has words only in its description.
    pub(super) fn start_drawing(&mut self, tag: &Tag) {
        let is_closed = self.ends.is_closed(tag.span.start);
        let described = tag
            .words_of("aria-label")
            .or_else(|| tag.words_of("alttext"))
            .or_else(|| tag.words_of("title"));
        let label = described.unwrap_or_default().to_owned();
        let is_decorative = is_hidden(tag)
            || side(tag) == Some(Side::Seen)
            || tag
                .attribute("role")
                .is_some_and(|it| matches!(it, "presentation" | "none"));
        let by = By::Tag { name: tag.name.clone(), is_closed, is_carried: false };
        let title = String::new();
        let span = tag.span.clone();
        // One that is never closed hides nothing.
        if is_closed && !tag.is_self_closing {
            let drawn = String::new();
            let (in_title, in_text) = (false, false);
            let kind =
                Kind::Drawing { label, title, in_title, drawn, in_text, is_decorative };
            self.push(kind, span, by);
        } else {
            self.drawing([&label, &title, ""], is_decorative, &by, span);
        }
    }

    /// Puts the description of a drawing in its place, or tells that there is none.
    pub(super) fn drawing(
        &mut self,
        [label, title, drawn]: [&str; 3],
        is_decorative: bool,
        by: &By,
        span: Span,
    ) {
        if is_decorative {
            return;
        }
        let words = [label, title.trim(), drawn.trim()];
        let words = words.into_iter().find(|words| !words.is_empty()).unwrap_or_default();
        if !words.is_empty() {
            let drawn = drawn.split_whitespace().collect::<Vec<_>>().join(" ");
            if !words.contains(&drawn) && words != drawn && !self.is_left_out() {
                let message = format!(
                    "words in a drawing are not printed, only its description: `{}`",
                    first_words(&drawn)
                );
                self.diagnostics.push(
                    Diagnostic::warning("raw-html", span.clone(), message)
                        .help("write them in the page"),
                );
            }
            let words = self.cleaned(words, &span).replace(['\n', '\r', '\t'], " ");
            self.inline(InlineKind::Text(words), span);
            return;
        }
        if self.is_left_out() {
            return;
        }
        let what = match by {
            By::Tag { name, .. } if name == "math" => "formula",
            _ => "drawing",
        };
        let message = format!("a {what} is missing here: it has no description");
        self.diagnostics.push(
            Diagnostic::warning("missing-description", span, message).help(
                "say in words what it shows, or write `aria-label=\"…\"` in its tag",
            ),
        );
    }
}

/// The words of a caption that has nothing but words.
fn plain(content: &[Inline]) -> Option<String> {
    let plain = |inline: &Inline| {
        matches!(
            inline.kind,
            InlineKind::Text(_)
                | InlineKind::SoftBreak
                | InlineKind::HardBreak
                | InlineKind::Emphasis(_)
                | InlineKind::Strong(_)
        )
    };
    let all = crate::document::inlines(content).all(plain);
    let words = plain_text(content).split_whitespace().collect::<Vec<_>>().join(" ");
    (all && !words.is_empty()).then_some(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_caption_is_plain_words() {
        let text = |words: &str| Inline {
            id: UNNUMBERED,
            span: 0..0,
            kind: InlineKind::Text(words.into()),
        };
        assert_eq!(plain(&[text(" a  b ")]), Some("a b".into()));
        assert_eq!(plain(&[text(" ")]), None);
    }
}
