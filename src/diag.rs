//! Messages about a page, each pointing at the words it is about.

use std::fmt::{self, Write as _};
use std::ops::Range;

/// A byte range in one page's Markdown.
pub type Span = Range<usize>;

/// The rule of [`Diagnostic::too_large`].
pub const TOO_LARGE: &str = "too-large";

/// How much a message matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// What was done with the page, which nobody needs to change; reported where it is asked for.
    Note,
    /// The page could be plainer or clearer.
    Advice,
    /// The page was made, but a reader may be let down by it.
    Warning,
    /// The page was not made.
    Error,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Advice => "advice",
            Self::Note => "note",
        })
    }
}

/// One message about one place in a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// How much it matters.
    pub severity: Severity,
    /// The short name of the rule, by which it can be looked up.
    pub rule: &'static str,
    /// What is wrong, in words an editor of pages knows.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
    /// Where.
    pub span: Span,
}

impl Diagnostic {
    /// A message that the page was not made.
    pub fn error(rule: &'static str, span: Span, message: impl Into<String>) -> Self {
        Self {
            severity: Severity::Error,
            rule,
            message: message.into(),
            help: None,
            span,
        }
    }

    /// A message that a reader may be let down.
    pub fn warning(rule: &'static str, span: Span, message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(rule, span, message) }
    }

    /// A message that the page could be plainer or clearer.
    pub fn advice(rule: &'static str, span: Span, message: impl Into<String>) -> Self {
        Self { severity: Severity::Advice, ..Self::error(rule, span, message) }
    }

    /// A message about what was done, for those who ask.
    pub fn note(rule: &'static str, span: Span, message: impl Into<String>) -> Self {
        Self { severity: Severity::Note, ..Self::error(rule, span, message) }
    }

    /// A message that a page is refused because it has more than is taken; `way` says what to
    /// do.
    pub fn too_large(span: Span, message: impl Into<String>, way: &str) -> Self {
        Self::error(TOO_LARGE, span, message)
            .help(format!("{way}; docs/limits.md lists all limits"))
    }

    /// The same with what to do about it.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Writes it as plain lines, `path:line:col: severity[rule]: message` and `  help: …`, the
    /// path first because many users hear the lines. For several of one page, [`render_all`] is
    /// faster.
    pub fn render(&self, path: &str, source: &str) -> String {
        self.render_at(path, line_and_column(source, self.span.start))
    }

    fn render_at(&self, path: &str, (line, column): (usize, usize)) -> String {
        let mut out = format!(
            "{path}:{line}:{column}: {}[{}]: {}",
            self.severity, self.rule, self.message
        );
        if let Some(help) = &self.help {
            let _ = write!(out, "\n  help: {help}");
        }
        out
    }
}

/// Writes messages about one page as [`Diagnostic::render`] does.
pub fn render_all<'d>(
    path: &'d str,
    source: &'d str,
    diagnostics: impl IntoIterator<Item = &'d Diagnostic>,
) -> impl Iterator<Item = String> {
    let mut places = Places::new(source);
    let diagnostics = diagnostics.into_iter();
    diagnostics.map(move |it| it.render_at(path, places.line_and_column(it.span.start)))
}

/// The line and the column of a byte offset, both from 1; the column counts Unicode scalar
/// values. An offset past the end is the end; a byte order mark takes no column.
pub fn line_and_column(source: &str, offset: usize) -> (usize, usize) {
    Places::new(source).line_and_column(offset)
}

/// Finds the lines and columns of places in one text. Where they come in order, it goes through
/// the text once.
#[derive(Debug, Clone)]
pub struct Places<'s> {
    source: &'s str,
    /// Where the last place was.
    at: usize,
    line: usize,
    column: usize,
}

impl<'s> Places<'s> {
    /// Of a text.
    pub const fn new(source: &'s str) -> Self {
        Self { source, at: 0, line: 1, column: 1 }
    }

    /// As [`line_and_column`].
    pub fn line_and_column(&mut self, offset: usize) -> (usize, usize) {
        let mut end = offset.min(self.source.len());
        while !self.source.is_char_boundary(end) {
            end -= 1;
        }
        if end < self.at {
            *self = Self::new(self.source);
        }
        // A line ends in a line feed, or in a carriage return without one.
        let bytes = self.source.as_bytes();
        let ends = |&at: &usize| {
            bytes[at] == b'\n'
                || (bytes[at] == b'\r' && bytes.get(at + 1) != Some(&b'\n'))
        };
        for last in (self.at..end).filter(ends) {
            self.line += 1;
            self.at = last + 1;
            self.column = 1;
        }
        let between = &self.source[self.at..end];
        self.column += between.chars().filter(|c| *c != '\u{feff}').count();
        self.at = end;
        (self.line, self.column)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_not_bytes() {
        assert_eq!(line_and_column("é\nnaïve x", 10), (2, 7));
        assert_eq!(line_and_column("\u{feff}# A", 3), (1, 1));
        assert_eq!(line_and_column("ab", 99), (1, 3));
        assert_eq!(line_and_column("a\r\nb\rc\r\rde", 9), (5, 2));
        let text = "one\ntwo é\n\nthree";
        let mut places = Places::new(text);
        for offset in [0, 2, 4, 9, 3, 12, 14, 99, 5] {
            assert_eq!(places.line_and_column(offset), line_and_column(text, offset));
        }
    }
}
