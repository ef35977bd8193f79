//! What an end tag closes.

use super::Tree;
use super::frame::{By, Frame, Kind};
use crate::diag::{Diagnostic, Span};
use crate::document::InlineKind;
use crate::html::elements::{Role, Rows, role};
use crate::text::first_words;

impl Tree<'_> {
    /// Takes an end tag. One that nothing opened is passed over.
    pub(super) fn end_tag(&mut self, name: &str, span: &Span) {
        if let Some(count) = self.skipped.get_mut(name).filter(|count| **count > 0) {
            *count -= 1;
            return;
        }
        // In a title of the page, a drawing is words (HTML Standard, 13.2.5.2).
        let is_outer = name == "title"
            && (self.frames.iter().any(|frame| frame.is_open(name))
                || self.carried.iter().any(|carried| carried.is(name)));
        if let Some(Kind::Drawing { in_title, .. }) = self.innermost()
            && name == "title"
            && (*in_title || !is_outer)
        {
            *in_title = false;
            return;
        }
        if let Some(Kind::Drawing { in_text, .. }) = self.innermost()
            && name == "text"
        {
            *in_text = false;
            return;
        }
        if name == "br" {
            // HTML Standard, 13.2.6.4.7.
            self.inline(InlineKind::HardBreak, span.clone());
            return;
        }
        let role = role(name);
        // The end of a block in a line that had no room for it ends none around the line.
        if let Some(count) = self.flattened.get_mut(name).filter(|count| **count > 0) {
            *count -= 1;
            self.end_of_line(role, span);
            return;
        }
        if let Role::Rows(_) = role {
            // Rows after the head are the body's, whether or not a tag says so.
            if self.make_room(role) {
                self.begin_rows(Rows::Body);
            }
            return;
        }
        let found = self.frames.iter().rposition(|frame| frame.is_open(name));
        match found {
            Some(at) => {
                let is_carried =
                    matches!(self.frames[at].by, By::Tag { is_carried: true, .. });
                if is_carried {
                    self.carry_no_more(name);
                }
                if self.is_held(at) {
                    self.frames[at].is_ended = true;
                } else {
                    self.close_to(at, span.end);
                }
            }
            None => {
                self.carry_no_more(name);
                self.end_of_line(role, span);
            }
        }
        if matches!(role, Role::Apart) {
            self.space(span);
        }
    }

    /// Takes an element off those that go on in later blocks.
    fn carry_no_more(&mut self, name: &str) {
        if let Some(at) = self.carried.iter().rposition(|carried| carried.is(name)) {
            self.carried.remove(at);
        }
    }

    /// Whether what marks opened in a frame is still open, so that it cannot close yet.
    fn is_held(&self, at: usize) -> bool {
        let words = self.frames[at].kind.is_inline();
        let holds = |frame: &Frame| {
            frame.by == By::Marks
                && (words
                    || !(frame.kind.is_inline()
                        || matches!(frame.kind, Kind::Paragraph { .. })))
        };
        self.frames[at + 1..].iter().any(holds)
    }

    /// A comment is not printed. One that never ends may hold back the rest of the page, and nobody
    /// can know where it should end.
    pub(super) fn comment(&mut self, words: &str, span: Span, is_closed: bool) {
        if is_closed {
            if !words.trim().is_empty() && span.len() > words.len() {
                let message = format!("a comment is left out: `{}`", first_words(words));
                self.diagnostics.push(Diagnostic::note("comment", span, message));
            }
        } else if words.contains(char::is_alphanumeric) {
            self.diagnostics.push(unclosed_comment("-->", words, span));
        }
    }

    /// A space, if there is none.
    pub(super) fn space(&mut self, span: &Span) {
        let Some(frame) = self.frames.last() else { return };
        let spaced = match frame.words.inlines.last().map(|inline| &inline.kind) {
            None => true,
            Some(InlineKind::Text(text)) => text.ends_with(char::is_whitespace),
            Some(kind) => matches!(kind, InlineKind::SoftBreak | InlineKind::HardBreak),
        };
        if !spaced {
            self.inline(InlineKind::SoftBreak, span.clone());
        }
    }
}

/// The message about a comment without an end.
pub(crate) fn unclosed_comment(end: &str, words: &str, span: Span) -> Diagnostic {
    let message = format!(
        "the comment that begins here is never closed, and may hold back words: `{}`",
        first_words(words)
    );
    Diagnostic::error("unclosed-comment", span, message)
        .help(format!("write `{end}` where it ends"))
}
