//! The front matter of a page: keys and values between two lines of `---` (YAML) or `+++` (TOML).

mod entry;
mod fences;
mod toml;
mod yaml;

use self::entry::Entry;
use self::fences::Fences;
use crate::diag::{Diagnostic, Span};
use crate::document::{Declared, ReviewDate};
use crate::lang::Lang;
use std::collections::BTreeSet;
use std::ops::Range;

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
/// file opens with `---` or `+++`, a later line closes it, and a line between has a key. No page
/// is refused for what stands there: what a language does not take is read as plain words.
pub(super) fn read(
    source: &str,
    diagnostics: &mut Vec<Diagnostic>,
) -> (Declared, Range<usize>) {
    let start = if source.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let mut declared = Declared::default();
    let (entries, body) = match fences::find(source, start, diagnostics) {
        Fences::None => return (declared, start..source.len()),
        Fences::Yaml { lines, body } => {
            (yaml::entries(source, &lines, diagnostics), body)
        }
        Fences::Toml { lines, body } => {
            (toml::entries(source, &lines, diagnostics), body)
        }
    };
    let mut seen = BTreeSet::new();
    for entry in entries {
        if seen.contains(&entry.key) {
            // A table of TOML may be opened again.
            if !entry.is_table() {
                diagnostics.push(again(&entry));
            }
            continue;
        }
        declared.set(&entry, diagnostics);
        seen.insert(entry.key);
    }
    (declared, body..source.len())
}

/// The message that a key stands there for the second time.
fn again(entry: &Entry<'_>) -> Diagnostic {
    let message =
        format!("front matter key `{}` appears twice; the first is used", entry.key);
    Diagnostic::warning("front-matter", entry.span.clone(), message)
        .help("delete one of them")
}

/// The message that a line of front matter belongs to no key.
fn no_key(line: &str, span: Span, like: &str) -> Diagnostic {
    let message = format!("front matter line `{line}` has no key");
    Diagnostic::warning("front-matter", span, message)
        .help(format!("write it as `{like}`"))
}

impl Declared {
    /// Takes what an entry says.
    fn set(&mut self, entry: &Entry<'_>, diagnostics: &mut Vec<Diagnostic>) {
        match entry.key.as_str() {
            "title" => {
                self.title =
                    Some(entry.words(diagnostics)).filter(|words| !words.is_empty());
            }
            "lang" => {
                let value = entry.words(diagnostics);
                self.lang = Lang::new(&value);
                if self.lang.is_none() {
                    let message = format!("`{value}` is not a language tag");
                    let span = entry.span.clone();
                    diagnostics.push(
                        Diagnostic::warning("bad-language", span, message)
                            .help("write a tag such as `en-GB`, `cy` or `pl`"),
                    );
                }
            }
            "last-review" => self.last_review = date(entry, diagnostics),
            "next-review" => self.next_review = date(entry, diagnostics),
            "other-formats" => {
                let value = entry.words(diagnostics);
                self.other_formats = matches!(value.as_str(), "true" | "yes");
            }
            // For editors: not printed.
            "sources" => {}
            "centres" => self.audience.only = entry.names(diagnostics),
            "not" => self.audience.not = entry.names(diagnostics),
            key => {
                let message =
                    format!("front matter key `{key}` is not known and was passed over");
                let keys = KEYS.map(|key| format!("`{key}`")).join(", ");
                diagnostics.push(
                    Diagnostic::warning("unknown-key", entry.span.clone(), message)
                        .help(format!("the keys are {keys}")),
                );
            }
        }
    }
}

fn date(entry: &Entry<'_>, diagnostics: &mut Vec<Diagnostic>) -> Option<ReviewDate> {
    let value = entry.words(diagnostics);
    let date = ReviewDate::from_iso(without_time(&value));
    if date.is_none() {
        let message = format!("`{value}` is not a date");
        diagnostics.push(
            Diagnostic::warning("bad-date", entry.span.clone(), message)
                .help("write it as `2026`, `2026-05` or `2026-05-31`"),
        );
    }
    date
}

/// The date of a date with a time, such as `2027-05-01T00:00:00Z` or `2027-05-01 10:00`.
fn without_time(value: &str) -> &str {
    let parts = value.split_once(['T', 't', ' ']);
    let is_time = |time: &str| {
        let of_time =
            |b| matches!(b, b'0'..=b'9' | b':' | b'.' | b'+' | b'-' | b' ' | b'Z' | b'z');
        time.starts_with(|c: char| c.is_ascii_digit())
            && time.contains(':')
            && time.bytes().all(of_time)
    };
    parts.filter(|(_, time)| is_time(time)).map_or(value, |(date, _)| date)
}

#[cfg(test)]
mod tests;
