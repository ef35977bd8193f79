//! Parts YAML into its keys, so that one that YAML refuses leaves the others as they are.

mod flow;
mod values;

use self::flow::Flow;
use super::entry::{Entry, Language, Refusal, Value};
use super::no_key;
use crate::diag::{Diagnostic, Span};

/// A line that begins a key.
struct KeyLine<'l> {
    key: &'l str,
    /// Where its value begins in the line.
    value: usize,
    /// Whether a blank or the line's end stands after the colon, as YAML has it.
    is_spaced: bool,
}

/// The key that a line begins with. Keys stand at the margin.
fn key_line(line: &str) -> Option<KeyLine<'_>> {
    let first = line.chars().next()?;
    if matches!(first, ' ' | '\t' | '#') || is_item(line) {
        return None;
    }
    let found = |colon: usize, is_spaced| KeyLine {
        key: unquoted(line[..colon].trim()),
        value: colon + 1,
        is_spaced,
    };
    let is_spaced = |colon: usize| {
        let after = &line[colon + 1..];
        after.is_empty() || after.starts_with([' ', '\t'])
    };
    let after_quotes = flow::closing_quote(line).and_then(|quote| {
        let gap = line[quote..].find(|c| !matches!(c, ' ' | '\t'))?;
        (line[quote + gap..].starts_with(':')).then_some(quote + gap)
    });
    let mut colons = line.match_indices(':').map(|(at, _)| at);
    let first = colons.clone().next();
    let spaced = after_quotes.or_else(|| colons.find(|&at| is_spaced(at)));
    let colon = spaced.or(first)?;
    Some(found(colon, is_spaced(colon))).filter(|found| !found.key.is_empty())
}

/// Whether a line is an item of a list.
fn is_item(line: &str) -> bool {
    let after = line.strip_prefix('-');
    after.is_some_and(|it| it.is_empty() || it.starts_with([' ', '\t']))
}

/// A key without its quotes.
fn unquoted(key: &str) -> &str {
    let inside = ['"', '\''].iter().find_map(|&quote| {
        key.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote))
    });
    inside.unwrap_or(key)
}

/// Whether a line has a key that makes the lines round it front matter.
pub(super) fn is_key(line: &str) -> bool {
    let named = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_');
    key_line(line).is_some_and(|line| line.is_spaced && line.key.bytes().all(named))
}

/// The keys of front matter with their values, in order. Each is read by itself.
pub(super) fn entries<'s>(
    source: &'s str,
    lines: &[Span],
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Entry<'s>> {
    let mut entries = Vec::new();
    let mut at = 0;
    // Whether the line before belongs to no key, and that was reported.
    let mut told = false;
    while let Some(span) = lines.get(at) {
        let line = &source[span.clone()];
        if let Some(key) = key_line(line) {
            let extent = Extent::of(source, &lines[at..], &key);
            entries.push(entry(source, &lines[at..at + extent.lines], &key, &extent));
            at += extent.lines;
            told = false;
            continue;
        }
        let is_words = !line.trim().is_empty() && !line.trim_start().starts_with('#');
        let goes_on = line.starts_with([' ', '\t']) || is_item(line);
        if is_words && !(goes_on && told) {
            diagnostics.push(no_key(line, span.clone(), "key: value"));
            told = true;
        }
        at += 1;
    }
    entries
}

/// How far an entry goes.
struct Extent {
    lines: usize,
    /// Where its value ends, if it is a collection or in quotes and goes on at the margin, where
    /// YAML wants a blank before it.
    closed_at_margin: Option<usize>,
}

impl Extent {
    /// An entry takes what is indented, items, comments, and the lines up to where what its value
    /// opens is closed. A line with a key ends it, so a quote that never closes takes no other
    /// key with it, and no line is looked at for two entries.
    fn of(source: &str, lines: &[Span], key: &KeyLine<'_>) -> Self {
        let mut extent = Self { lines: 1, closed_at_margin: None };
        let mut flow = Flow::default();
        let mut at_margin = false;
        let mut from = lines[0].start + key.value;
        for (number, span) in lines.iter().enumerate() {
            let line = &source[span.clone()];
            if number > 0 {
                if key_line(line).is_some() {
                    break;
                }
                at_margin |= flow.is_open() && !line.starts_with([' ', '\t']);
                from = span.start;
            }
            if let Some(end) = flow.read(&source[from..span.end]) {
                extent.lines = number + 1;
                extent.closed_at_margin = at_margin.then_some(from + end);
                break;
            }
            if flow.is_none() {
                break;
            }
        }
        let goes_on = |span: &&Span| {
            let line = &source[(*span).clone()];
            line.is_empty() || line.starts_with([' ', '\t', '#']) || is_item(line)
        };
        extent.lines += lines[extent.lines..].iter().take_while(goes_on).count();
        extent
    }
}

/// Reads one entry.
fn entry<'s>(
    source: &'s str,
    lines: &[Span],
    key: &KeyLine<'s>,
    extent: &Extent,
) -> Entry<'s> {
    let span = lines[0].clone();
    let end = lines.last().map_or(span.end, |last| last.end);
    let value = span.start + key.value;
    let pair = |end: usize| {
        if key.is_spaced {
            values::pair(&source[span.start..end])
        } else {
            Err(Refusal::NoBlank)
        }
    };
    let whole = match extent.closed_at_margin {
        // What follows is a comment at the most.
        Some(closed) if plain_end(&source[closed..end]) => {
            values::alone(&source[value..closed])
        }
        Some(_) => Err(Refusal::Language),
        None => pair(end),
    };
    let mut left_over = None;
    let read = whole.or_else(|refusal| {
        let words = lines[1..].iter().find(|span| {
            let line = source[(*span).clone()].trim_start();
            !line.is_empty() && !line.starts_with('#')
        });
        left_over = words.cloned();
        // The lines below may be what YAML refuses.
        match (&left_over, refusal) {
            (Some(_), Refusal::Language) => pair(span.end),
            _ => Err(refusal),
        }
    });
    let (name, value, marked) = match read {
        Ok(read) => (read.key, Ok(read.value), read.marked),
        Err(refusal) => (None, Err(refusal), false),
    };
    Entry {
        language: Language::Yaml,
        key: name.unwrap_or_else(|| key.key.to_owned()),
        line: &source[span.start + key.value..span.end],
        below: &source[span.end..end],
        value: value.and_then(|value| match value {
            // An anchor or a tag is all there is, so it was meant as words.
            Value::Words(words) if words.is_empty() && marked => Err(Refusal::Language),
            value => Ok(value),
        }),
        span,
        left_over,
        marked,
    }
}

/// Whether nothing stands here but blanks, lines and comments.
fn plain_end(text: &str) -> bool {
    let mut lines = text.lines().map(str::trim);
    lines.all(|line| line.is_empty() || line.starts_with('#'))
}
