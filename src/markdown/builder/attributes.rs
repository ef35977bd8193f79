//! Attributes behind words: `[words]{lang=cy}`, and `{…}` directly behind a link or a picture.
//!
//! pulldown-cmark knows attributes on headings only, so this is a pass over the inlines of each
//! finished block. A bracket or brace that the author escaped has [`LITERAL`] before it.

use super::UNNUMBERED;
use crate::diag::{Diagnostic, Span};
use crate::document::{Inline, InlineKind};
use crate::lang::Lang;

/// Stands before a bracket or brace that is only itself. No text of an author has it: control
/// characters are taken out.
pub(super) const LITERAL: char = '\u{1}';

/// Marks the brackets and braces of text that was escaped or written as an entity.
pub(super) fn mark_literal(text: &str, source: &str, span: &Span) -> String {
    let bracket = |c: char| matches!(c, '[' | ']' | '{' | '}');
    if !text.contains(bracket) {
        return text.to_owned();
    }
    let written = source.get(span.clone()) == Some(text);
    let before = &source[..span.start];
    let backslashes = before.len() - before.trim_end_matches('\\').len();
    let escaped = backslashes % 2 == 1;
    let mut marked = String::with_capacity(text.len() + 1);
    for (at, c) in text.char_indices() {
        if bracket(c) && (!written || (at == 0 && escaped)) {
            marked.push(LITERAL);
        }
        marked.push(c);
    }
    marked
}

/// Applies the attributes among `inlines`. Braces that hold none stay words.
pub(super) fn apply(
    inlines: Vec<Inline>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Inline> {
    let special = |inline: &Inline| match &inline.kind {
        InlineKind::Text(text) => text.contains([LITERAL, '{']),
        _ => false,
    };
    if !inlines.iter().any(special) {
        return inlines;
    }
    let mut pass = Pass { out: Vec::new(), open: Vec::new(), diagnostics };
    for inline in inlines {
        match inline.kind {
            InlineKind::Text(text) => pass.text(&text, &inline.span),
            _ => pass.out.push(inline),
        }
    }
    pass.finish()
}

struct Pass<'a> {
    out: Vec<Inline>,
    /// The places in `out` of opening brackets that are not closed.
    open: Vec<usize>,
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl Pass<'_> {
    fn text(&mut self, text: &str, span: &Span) {
        let mut rest = text;
        if let Some(InlineKind::Link { .. } | InlineKind::Image(_)) =
            self.out.last().map(|inline| &inline.kind)
            && let Some((attributes, length)) = Attributes::read(rest)
            && let Some(inline) = self.out.pop()
        {
            self.put(inline, &attributes);
            rest = &rest[length..];
        }
        while let Some(at) = rest.find([LITERAL, '[', ']']) {
            self.words(&rest[..at], span);
            let behind = &rest[at..];
            rest = if let Some(literal) = behind.strip_prefix(LITERAL) {
                let length = literal.chars().next().map_or(0, char::len_utf8);
                self.words(&literal[..length], span);
                &literal[length..]
            } else if let Some(behind) = behind.strip_prefix('[') {
                self.open.push(self.out.len());
                self.bracket("[", span);
                behind
            } else {
                let behind = &behind[1..];
                let opened = self.open.pop();
                match (opened, Attributes::read(behind)) {
                    (Some(open), Some((attributes, length))) => {
                        self.close(open, &attributes, span);
                        &behind[length..]
                    }
                    _ => {
                        self.bracket("]", span);
                        behind
                    }
                }
            };
        }
        self.words(rest, span);
    }

    fn words(&mut self, text: &str, span: &Span) {
        if !text.is_empty() {
            self.bracket(text, span);
        }
    }

    fn bracket(&mut self, text: &str, span: &Span) {
        let kind = InlineKind::Text(text.to_owned());
        self.out.push(Inline { id: UNNUMBERED, span: span.clone(), kind });
    }

    /// Closes the words since an opening bracket, which goes.
    fn close(&mut self, open: usize, attributes: &Attributes<'_>, span: &Span) {
        let content: Vec<Inline> = self.out.drain(open + 1..).collect();
        self.out.pop();
        let first = content.first().map_or(span.start, |inline| inline.span.start);
        let span = first..span.end;
        match self.lang(attributes, &span) {
            Some(lang) if !content.is_empty() => {
                let kind = InlineKind::Foreign { lang, content: joined(content) };
                self.out.push(Inline { id: UNNUMBERED, span: span.clone(), kind });
            }
            _ => self.out.extend(content),
        }
        for unknown in &attributes.others {
            self.tell(unknown, &span);
        }
    }

    /// Puts a link or a picture with its attributes.
    fn put(&mut self, mut inline: Inline, attributes: &Attributes<'_>) {
        let span = inline.span.clone();
        for other in &attributes.others {
            match &mut inline.kind {
                InlineKind::Image(image) if *other == ".decorative" => {
                    image.decorative = true;
                    image.description.clear();
                }
                _ => self.tell(other, &span),
            }
        }
        match self.lang(attributes, &span) {
            Some(lang) => {
                let kind = InlineKind::Foreign { lang, content: vec![inline] };
                self.out.push(Inline { id: UNNUMBERED, span, kind });
            }
            None => self.out.push(inline),
        }
    }

    fn lang(&mut self, attributes: &Attributes<'_>, span: &Span) -> Option<Lang> {
        let tag = attributes.lang?;
        let lang = Lang::new(tag);
        if lang.is_none() {
            self.diagnostics.push(bad_language(tag, span.clone()));
        }
        lang
    }

    fn tell(&mut self, mark: &str, span: &Span) {
        self.diagnostics.push(
            Diagnostic::warning(
                "unknown-mark",
                span.clone(),
                format!("the mark `{mark}` is not known here"),
            )
            .help("words and links may have `{lang=cy}`, pictures also `{.decorative}`"),
        );
    }

    fn finish(self) -> Vec<Inline> {
        joined(self.out)
    }
}

/// The message about a value that is no language tag.
pub(super) fn bad_language(tag: &str, span: Span) -> Diagnostic {
    let message = format!("`{tag}` is not a language tag");
    Diagnostic::warning("bad-language", span, message)
        .help("write a tag such as `en-GB`, `cy` or `pl`")
}

/// Texts in a row as one.
fn joined(inlines: Vec<Inline>) -> Vec<Inline> {
    let mut out: Vec<Inline> = Vec::with_capacity(inlines.len());
    for inline in inlines {
        if let InlineKind::Text(more) = &inline.kind
            && let Some(Inline { kind: InlineKind::Text(text), span, .. }) =
                out.last_mut()
        {
            text.push_str(more);
            span.end = inline.span.end;
        } else {
            out.push(inline);
        }
    }
    out
}

/// What stands in braces.
#[derive(Debug, PartialEq, Eq)]
struct Attributes<'t> {
    lang: Option<&'t str>,
    /// All others, as they are written.
    others: Vec<&'t str>,
}

impl<'t> Attributes<'t> {
    /// Reads attributes that `text` begins with, and how long they are: in braces, with white
    /// space between them, `.class`, `#name` and `key=value`, the value in quotes or not. `None`
    /// for anything else.
    fn read(text: &'t str) -> Option<(Self, usize)> {
        let inside = text.strip_prefix('{')?;
        let mut attributes = Self { lang: None, others: Vec::new() };
        let mut rest = inside.trim_start();
        loop {
            if let Some(behind) = rest.strip_prefix('}') {
                let some = attributes.lang.is_some() || !attributes.others.is_empty();
                return some.then(|| (attributes, text.len() - behind.len()));
            }
            let named = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
            let prefix = rest.starts_with(['.', '#']);
            let name = &rest[usize::from(prefix)..];
            let length = name.find(|c| !named(c)).unwrap_or(name.len());
            if length == 0 {
                return None;
            }
            let end = usize::from(prefix) + length;
            let (item, behind) = rest.split_at(end);
            let (written, behind) = match behind.strip_prefix('=').filter(|_| !prefix) {
                Some(behind) => {
                    let (value, after) = value(behind)?;
                    if item == "lang" {
                        attributes.lang = Some(value);
                    }
                    (&rest[..rest.len() - after.len()], after)
                }
                None if prefix => (item, behind),
                None => return None,
            };
            if !written.starts_with("lang=") {
                attributes.others.push(written);
            }
            rest = behind.trim_start();
            if rest.len() == behind.len() && !rest.starts_with('}') {
                return None;
            }
        }
    }
}

/// A value, and what stands behind it.
fn value(text: &str) -> Option<(&str, &str)> {
    for quote in ['"', '\''] {
        if let Some(inside) = text.strip_prefix(quote) {
            return inside.split_once(quote);
        }
    }
    let end = text.find(|c: char| c.is_whitespace() || c == '}')?;
    (end > 0).then(|| text.split_at(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_read_and_words_are_not() {
        let read = |text| {
            Attributes::read(text)
                .map(|(attributes, length)| (attributes.lang, attributes.others, length))
        };
        assert_eq!(read("{lang=cy} x"), Some((Some("cy"), vec![], 9)));
        assert_eq!(read("{ .a lang='pl' }"), Some((Some("pl"), vec![".a"], 16)));
        assert_eq!(read("{#x k=\"a b\"}"), Some((None, vec!["#x", "k=\"a b\""], 12)));
        for words in ["{}", "{sic}", "{lang}", "{lang=cy", "{.}", "{a b}", "{.a,}", "x"] {
            assert_eq!(read(words), None, "{words}");
        }
    }

    #[test]
    fn what_is_escaped_is_only_itself() {
        let marked = |source: &str, text: &str, start: usize| {
            mark_literal(text, source, &(start..start + text.len()))
        };
        assert_eq!(marked("\\[b", "[b", 1), "\u{1}[b");
        assert_eq!(marked("\\\\[b", "[b", 2), "[b");
        assert_eq!(mark_literal("[", "&#91;", &(0..5)), "\u{1}[");
    }
}
