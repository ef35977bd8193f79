//! Messages about a page, each pointing at the words it is about.

use std::fmt::{self, Write as _};
use std::ops::Range;

/// A byte range in one page's Markdown.
pub type Span = Range<usize>;

/// How much a message matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
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

    /// The same with what to do about it.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Writes it as plain lines, `path:line:col: severity[rule]: message` and `  help: …`, the
    /// path first because many users hear the lines.
    pub fn render(&self, path: &str, source: &str) -> String {
        let (line, column) = line_and_column(source, self.span.start);
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

/// The line and the column of a byte offset, both from 1; the column counts Unicode scalar
/// values. An offset past the end is the end; a byte order mark takes no column.
pub fn line_and_column(source: &str, offset: usize) -> (usize, usize) {
    let mut end = offset.min(source.len());
    while !source.is_char_boundary(end) {
        end -= 1;
    }
    let before = &source[..end];
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    let line = before.matches('\n').count() + 1;
    let column = before[line_start..].trim_start_matches('\u{feff}').chars().count() + 1;
    (line, column)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_not_bytes() {
        assert_eq!(line_and_column("é\nnaïve x", 10), (2, 7));
        assert_eq!(line_and_column("\u{feff}# A", 3), (1, 1));
        assert_eq!(line_and_column("ab", 99), (1, 3));
    }
}
