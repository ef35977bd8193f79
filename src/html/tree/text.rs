//! Text between tags.

use super::Tree;
use super::frame::Kind;
use crate::diag::Span;
use crate::document::InlineKind;

/// Where the first empty line of a text begins that stands after another line.
fn empty_line(text: &str) -> Option<usize> {
    let ends = text.match_indices('\n').map(|(at, _)| at + 1);
    ends.into_iter()
        .find(|at| text[*at..].trim_start_matches([' ', '\t', '\r']).starts_with('\n'))
}

impl Tree<'_> {
    /// Adds words of HTML: the ends of their lines are spaces, but in preformatted text.
    pub(super) fn html_text(&mut self, text: &str, span: &Span) {
        let text = &*self.marks.as_written(text);
        if self.unended().is_some()
            && let Some(at) = empty_line(text)
        {
            // What hides words and has no end tag ends at an empty line at the latest: Markdown gives
            // some blocks of HTML the rest of the page.
            let (before, after) = text.split_at(at);
            let is_exact = span.len() == text.len();
            let middle = if is_exact { span.start + at } else { span.end };
            let start = if is_exact { middle } else { span.start };
            self.html_lines(before, &(span.start..middle));
            self.close_unended();
            return self.html_text(after, &(start..span.end));
        }
        self.html_lines(text, span);
    }

    fn html_lines(&mut self, text: &str, span: &Span) {
        if self.take_text(text) {
            return;
        }
        // Without character references each line has a place of its own.
        let is_exact = span.len() == text.len();
        let mut at = span.start;
        for (number, line) in text.split('\n').enumerate() {
            if number > 0 {
                self.html_inline(InlineKind::SoftBreak, span);
            }
            let end = at + line.len();
            let place = if is_exact { at..end } else { span.clone() };
            at = end + 1;
            let line = line.trim_end_matches('\r');
            if !line.is_empty() {
                let line = self.cleaned(line, &place);
                self.html_inline(InlineKind::Text(line), &place);
            }
        }
    }

    /// Gives text to preformatted text or a drawing, if such is open.
    pub(super) fn take_text(&mut self, text: &str) -> bool {
        match self.frames.last_mut().map(|frame| &mut frame.kind) {
            Some(Kind::Code(code)) => {
                // The line end after `<pre>` is none of its text (HTML Standard, 13.1.2.5).
                let own = if code.is_empty() {
                    text.strip_prefix("\r\n").or(text.strip_prefix('\n')).unwrap_or(text)
                } else {
                    text
                };
                code.push_str(own);
                true
            }
            Some(Kind::Drawing { title, in_title, drawn, in_text, .. }) => {
                if *in_title {
                    title.push_str(text);
                } else if *in_text {
                    drawn.push_str(text);
                    drawn.push(' ');
                }
                true
            }
            _ => false,
        }
    }

    /// Adds to the words at hand; space does not open a paragraph.
    pub(super) fn html_inline(&mut self, kind: InlineKind, span: &Span) {
        let blank = match &kind {
            InlineKind::Text(text) => text.trim().is_empty(),
            InlineKind::SoftBreak | InlineKind::HardBreak => true,
            _ => false,
        };
        if blank && self.frames.last().is_some_and(|frame| frame.kind.holds_blocks()) {
            return;
        }
        self.inline(kind, span.clone());
    }
}
