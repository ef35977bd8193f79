//! Raw HTML: its words become the page's.

use super::{Builder, Frame, html};
use crate::diag::{Diagnostic, Span};
use crate::document::InlineKind;

impl Builder<'_> {
    pub(super) fn inline_html(&mut self, html: &str, span: Span) {
        let hidden_before = self.html.hides();
        let pieces = self.html.feed(html, &self.source[span.end..]);
        if !hidden_before && !html.starts_with("</") && !html.starts_with("<!--") {
            self.tell_html(span.clone());
        }
        for piece in pieces {
            match piece {
                html::Piece::Text(text) => self.text(&text, span.clone()),
                html::Piece::LineBreak => {
                    self.inline(InlineKind::HardBreak, span.clone());
                }
                html::Piece::ParagraphBreak => {
                    self.inline(InlineKind::SoftBreak, span.clone());
                }
            }
        }
    }

    pub(super) fn html_block(&mut self, html: &str, span: Span) {
        if !html.trim_start().starts_with("<!--") && !html.trim_start().starts_with("</")
        {
            self.tell_html(span.clone());
        }
        let pieces = self.html.feed(html, &self.source[span.end..]);
        let hides = std::mem::take(&mut self.html);
        for piece in pieces {
            match piece {
                html::Piece::Text(text) => {
                    for (number, line) in text.split('\n').enumerate() {
                        if number > 0 {
                            self.html_inline(InlineKind::SoftBreak, &span);
                        }
                        let line = line.trim_end_matches('\r');
                        if !line.is_empty() {
                            let line = self.cleaned(line, &span);
                            self.html_inline(InlineKind::Text(line), &span);
                        }
                    }
                }
                html::Piece::LineBreak => self.html_inline(InlineKind::HardBreak, &span),
                html::Piece::ParagraphBreak => self.close_implicit(),
            }
        }
        self.close_implicit();
        self.html = hides;
    }

    /// Adds to the paragraph of an HTML block; space does not open one.
    fn html_inline(&mut self, kind: InlineKind, span: &Span) {
        let blank = match &kind {
            InlineKind::Text(text) => text.trim().is_empty(),
            _ => true,
        };
        if blank && self.frames.last().is_some_and(Frame::holds_blocks) {
            return;
        }
        self.inline(kind, span.clone());
    }

    fn tell_html(&mut self, span: Span) {
        self.diagnostics.push(
            Diagnostic::warning(
                "raw-html",
                span,
                "HTML is not printed: its words are kept, its tags are dropped",
            )
            .help("write it in Markdown"),
        );
    }
}
