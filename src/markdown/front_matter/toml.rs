//! Reads front matter in TOML, and what is no TOML line by line.

use super::entry::{Entry, Language, Refusal, Value};
use super::no_key;
use crate::diag::{Diagnostic, Span};
use crate::limits::MAX_VALUE_NESTING;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A line such as `key = value`: the key, and where its value begins in the line.
fn key_line(line: &str) -> Option<(&str, usize)> {
    let (key, _) = line.split_once('=')?;
    let may_be = |c: char| {
        c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '"' | '\'' | ' ' | '\t')
    };
    let end = key.len() + 1;
    let key = key.trim();
    (!key.is_empty() && key.chars().all(may_be)).then_some((key, end))
}

/// The key that a line such as `[params]` or `[[params.menu]]` opens a table of.
fn table_line(line: &str) -> Option<&str> {
    let inside = line.trim_end().strip_prefix('[')?;
    let inside = inside.strip_prefix('[').unwrap_or(inside);
    let (key, after) = inside.split_once(']')?;
    let after = after.trim_start_matches(']').trim_start();
    let closes = after.is_empty() || after.starts_with('#');
    let key = first_part(key.trim());
    (closes && !key.is_empty()).then_some(key)
}

/// The first part of a key such as `params.author`, without quotes.
fn first_part(key: &str) -> &str {
    for quote in ['"', '\''] {
        if let Some((inside, _)) =
            key.strip_prefix(quote).and_then(|rest| rest.split_once(quote))
        {
            return inside;
        }
    }
    key.split('.').next().unwrap_or(key).trim()
}

/// Whether a line has a key, or opens a table.
pub(super) fn is_key(line: &str) -> bool {
    key_line(line).is_some() || table_line(line).is_some()
}

/// The keys of front matter with their values, in order.
pub(super) fn entries<'s>(
    source: &'s str,
    lines: &[Span],
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Entry<'s>> {
    let (Some(first), Some(last)) = (lines.first(), lines.last()) else {
        return Vec::new();
    };
    let (table, errors) = DeTable::parse_recoverable(&source[first.start..last.end]);
    if errors.is_empty() {
        whole(source, lines, first.start, table.get_ref())
    } else {
        parted(source, lines, diagnostics)
    }
}

/// The entries of a table that was read without an error.
fn whole<'s>(
    source: &'s str,
    lines: &[Span],
    start: usize,
    table: &DeTable<'_>,
) -> Vec<Entry<'s>> {
    let mut keys: Vec<_> = table.iter().collect();
    keys.sort_by_key(|(key, _)| key.span().start);
    let text = &source[start..];
    let entries = keys.into_iter().map(|(key, value)| {
        let place = start + key.span().start;
        let at = lines.partition_point(|line| line.end < place);
        let span = lines.get(at).cloned().unwrap_or(place..place);
        let line = &source[span.clone()];
        let after = line.split_once('=').map_or("", |(_, after)| after);
        let key = key.get_ref().to_string();
        entry(key, span, read(text, value, 0), after)
    });
    entries.collect()
}

/// An entry of one line.
fn entry(
    key: String,
    span: Span,
    value: Result<Value, Refusal>,
    line: &str,
) -> Entry<'_> {
    let language = Language::Toml;
    let below = "";
    // A table's line may be `key.of.its.own = value`.
    let line = if value == Ok(Value::Keys) { "" } else { line };
    Entry { language, key, span, value, line, below, left_over: None, marked: false }
}

/// A value, as its text in the source where it is none in quotes.
fn read(
    source: &str,
    value: &Spanned<DeValue<'_>>,
    level: usize,
) -> Result<Value, Refusal> {
    Ok(match value.get_ref() {
        DeValue::String(words) => Value::Words(words.to_string()),
        DeValue::Array(_) if level == MAX_VALUE_NESTING => return Err(Refusal::TooDeep),
        DeValue::Array(values) => {
            let values = values.iter().map(|value| read(source, value, level + 1));
            Value::List(values.collect::<Result<_, _>>()?)
        }
        DeValue::Table(_) => Value::Keys,
        _ => Value::Words(source.get(value.span()).unwrap_or_default().to_owned()),
    })
}

/// The entries of what TOML refuses: each key is read by itself, with the lines below that have
/// none. What stands in a table is passed over.
fn parted<'s>(
    source: &'s str,
    lines: &[Span],
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Entry<'s>> {
    let mut entries = Vec::new();
    let mut in_table = false;
    let mut at = 0;
    while let Some(span) = lines.get(at) {
        let line = &source[span.clone()];
        let rest = &lines[at + 1..];
        let below = |span: &&Span| !is_key(&source[(*span).clone()]);
        at += 1;
        if let Some(key) = table_line(line) {
            in_table = true;
            entries.push(entry(key.to_owned(), span.clone(), Ok(Value::Keys), ""));
        } else if in_table || line.trim().is_empty() || line.trim_start().starts_with('#')
        {
        } else if let Some((key, value)) = key_line(line) {
            let lines = rest.iter().take_while(below).count();
            if key.contains('.') && !key.starts_with(['"', '\'']) {
                let own = first_part(key).to_owned();
                entries.push(entry(own, span.clone(), Ok(Value::Keys), ""));
                at += lines;
                continue;
            }
            let end = rest[..lines].last().map_or(span.end, |last| last.end);
            let mut entry = entry(
                first_part(key).to_owned(),
                span.clone(),
                pair(&source[span.start..end]),
                &source[span.start + value..span.end],
            );
            if entry.value.is_ok() {
                at += lines;
            } else if let Ok(value) = pair(line) {
                // The lines below, which TOML refuses, are reported one by one.
                entry.value = Ok(value);
            } else {
                at += lines;
                entry.below = &source[span.end..end];
                let is_words = |span: &&Span| {
                    let line = source[(*span).clone()].trim_start();
                    !line.is_empty() && !line.starts_with('#')
                };
                entry.left_over = rest[..lines].iter().find(is_words).cloned();
            }
            entries.push(entry);
        } else {
            diagnostics.push(no_key(line, span.clone(), "key = value"));
        }
    }
    entries
}

/// The value of one key.
fn pair(text: &str) -> Result<Value, Refusal> {
    let (table, errors) = DeTable::parse_recoverable(text);
    let mut values = table.get_ref().iter();
    match (errors.is_empty(), values.next(), values.next()) {
        (true, Some((_, value)), None) => read(text, value, 0),
        _ => Err(Refusal::Language),
    }
}
