//! The front matter of a page: keys and plain values between two lines of `---`.

use crate::diag::{Diagnostic, Span};
use crate::document::{Audience, ReviewDate};
use crate::lang::Lang;
use std::ops::Range;

/// What the front matter says, each value as the author wrote it.
#[derive(Debug, Default)]
pub(super) struct FrontMatter {
    pub(super) title: Option<String>,
    pub(super) lang: Option<Lang>,
    pub(super) last_review: Option<ReviewDate>,
    pub(super) next_review: Option<ReviewDate>,
    pub(super) other_formats: bool,
    pub(super) audience: Audience,
}

/// The keys that may stand in front matter. `docs/front-matter.md` describes them.
const KEYS: [&str; 8] = [
    "title",
    "lang",
    "last-review",
    "next-review",
    "other-formats",
    "sources",
    "centres",
    "not",
];

/// Reads the front matter and says where the body begins. There is front matter only where the
/// file opens with `---`, a later line closes it, and a line between has a key.
pub(super) fn read(
    source: &str,
    diagnostics: &mut Vec<Diagnostic>,
) -> (FrontMatter, Range<usize>) {
    let mut front_matter = FrontMatter::default();
    let start = if source.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let Some((lines, body)) = find(source, start) else {
        return (front_matter, start..source.len());
    };
    let mut list: Option<String> = None;
    for span in lines {
        let line = &source[span.clone()];
        if let Some(item) = line.trim_start().strip_prefix("- ") {
            if let Some(names) = list.as_deref().and_then(|key| front_matter.names(key)) {
                names.push(unquote(item).to_owned());
            }
            continue;
        }
        // Continued lines and comments belong to no key that is printed.
        if line.trim().is_empty() || line.starts_with([' ', '\t', '-', '#']) {
            continue;
        }
        match line.split_once(':') {
            Some((key, value)) => {
                let key = key.trim();
                list = Some(key.to_owned());
                front_matter.set(key, unquote(value), span.clone(), diagnostics);
            }
            None => diagnostics.push(
                Diagnostic::warning(
                    "front-matter",
                    span.clone(),
                    format!("front matter line `{line}` has no key"),
                )
                .help("write it as `key: value`"),
            ),
        }
    }
    (front_matter, body..source.len())
}

/// The lines of the front matter, and where the body begins.
fn find(source: &str, start: usize) -> Option<(Vec<Span>, usize)> {
    let mut at = start;
    let mut lines = Vec::new();
    for (number, whole) in source[start..].split_inclusive('\n').enumerate() {
        let line = whole.trim_end_matches(['\n', '\r']);
        let span = at..at + line.len();
        at += whole.len();
        let fence = line.trim_end();
        if number == 0 {
            if fence != "---" {
                return None;
            }
        } else if matches!(fence, "---" | "...") {
            let has_key =
                lines.iter().any(|span: &Span| is_key_line(&source[span.clone()]));
            return has_key.then_some((lines, at));
        } else {
            lines.push(span);
        }
    }
    None
}

fn is_key_line(line: &str) -> bool {
    line.split_once(':').is_some_and(|(key, value)| {
        let spaced = value.is_empty() || value.starts_with([' ', '\t']);
        let named =
            key.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'));
        spaced && named && !key.is_empty()
    })
}

/// A value without its quotes, or without a comment behind it.
fn unquote(value: &str) -> &str {
    let value = value.trim();
    for quote in ['"', '\''] {
        if let Some((inside, _)) =
            value.strip_prefix(quote).and_then(|rest| rest.split_once(quote))
        {
            return inside;
        }
    }
    value.split_once(" #").map_or(value, |(value, _)| value.trim_end())
}

/// The names in a list such as `[northbridge, riverside]`, or in one without brackets.
fn listed(value: &str) -> Vec<String> {
    let value = value.strip_prefix('[').unwrap_or(value);
    let value = value.strip_suffix(']').unwrap_or(value);
    let names = value.split(',').map(|name| unquote(name).to_owned());
    names.filter(|name| !name.is_empty()).collect()
}

impl FrontMatter {
    /// The list of names of a key.
    fn names(&mut self, key: &str) -> Option<&mut Vec<String>> {
        match key {
            "centres" => Some(&mut self.audience.only),
            "not" => Some(&mut self.audience.not),
            _ => None,
        }
    }

    fn set(
        &mut self,
        key: &str,
        value: &str,
        span: Span,
        diagnostics: &mut Vec<Diagnostic>,
    ) {
        match key {
            "title" => self.title = (!value.is_empty()).then(|| value.to_owned()),
            "lang" => match Lang::new(value) {
                Some(lang) => self.lang = Some(lang),
                None => diagnostics.push(
                    Diagnostic::warning(
                        "bad-language",
                        span,
                        format!("`{value}` is not a language tag"),
                    )
                    .help("write a tag such as `en-GB`, `cy` or `pl`"),
                ),
            },
            "last-review" => self.last_review = date(value, span, diagnostics),
            "next-review" => self.next_review = date(value, span, diagnostics),
            "other-formats" => self.other_formats = matches!(value, "true" | "yes"),
            // For editors: not printed.
            "sources" => {}
            "centres" | "not" => {
                if let Some(names) = self.names(key) {
                    *names = listed(value);
                }
            }
            _ => diagnostics.push(
                Diagnostic::warning(
                    "unknown-key",
                    span,
                    format!("front matter key `{key}` is not known and was passed over"),
                )
                .help(format!(
                    "the keys are {}",
                    KEYS.map(|key| format!("`{key}`")).join(", ")
                )),
            ),
        }
    }
}

fn date(
    value: &str,
    span: Span,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<ReviewDate> {
    let date = ReviewDate::from_iso(value);
    if date.is_none() {
        diagnostics.push(
            Diagnostic::warning("bad-date", span, format!("`{value}` is not a date"))
                .help("write it as `2026`, `2026-05` or `2026-05-31`"),
        );
    }
    date
}
