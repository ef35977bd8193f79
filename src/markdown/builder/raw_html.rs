//! Raw HTML: its words become the page's.

use super::{Builder, Frame, FrameKind, html};
use crate::diag::{Diagnostic, Span};
use crate::document::InlineKind;
use crate::limits::MOST_NESTING;

impl Builder<'_> {
    pub(super) fn inline_html(&mut self, html: &str, span: Span) {
        let hidden_before = self.html.hides();
        if !hidden_before && (self.open_tagged(html, &span) || self.close_element(html)) {
            return;
        }
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

    /// Opens words of a tag with a meaning: `<span lang="pl">`, `<sup>`. Whether it was that.
    fn open_tagged(&mut self, html: &str, span: &Span) -> bool {
        let Some((element, meaning)) = html::meaning(html) else { return false };
        if self.frames.len() >= MOST_NESTING || self.too_deep > 0 {
            return false;
        }
        self.open_implicit(span);
        self.frames
            .push(Frame::new(FrameKind::Tagged { element, meaning }, span.clone()));
        true
    }

    /// Closes the words of a tag, if its element ends here.
    fn close_element(&mut self, html: &str) -> bool {
        let Some(name) = html.strip_prefix("</").and_then(|rest| rest.strip_suffix('>'))
        else {
            return false;
        };
        let own = |frame: &mut Frame| match &frame.kind {
            FrameKind::Tagged { element, .. } => {
                name.trim().eq_ignore_ascii_case(element)
            }
            _ => false,
        };
        let Some(frame) = self.frames.pop_if(own) else { return false };
        let end = frame.span.end;
        self.close(frame, end);
        true
    }

    /// Closes the words of tags that end with what they stand in.
    pub(super) fn close_tagged(&mut self) {
        let tagged = |frame: &mut Frame| matches!(frame.kind, FrameKind::Tagged { .. });
        while let Some(frame) = self.frames.pop_if(tagged) {
            let end = frame.span.end;
            self.close(frame, end);
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
