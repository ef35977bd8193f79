//! Rules about doses that are read as others (Institute for Safe Medication Practices, "List of
//! Error-Prone Abbreviations, Symbols, and Dose Designations"; NHS National Patient Safety Agency,
//! "Design for patient safety").

use super::Checked;
use super::prose::Prose;
use crate::diag::Diagnostic;
use crate::speech::normalize::is_never_negative;
use std::ops::Range;

/// Units of doses.
const UNITS: [&str; 23] = [
    "mg",
    "g",
    "kg",
    "ml",
    "l",
    "mcg",
    "µg",
    "μg",
    "iu",
    "milligram",
    "milligrams",
    "microgram",
    "micrograms",
    "gram",
    "grams",
    "millilitre",
    "millilitres",
    "litre",
    "litres",
    "unit",
    "units",
    "tablet",
    "tablets",
];

pub(super) fn check(checked: &Checked<'_>, found: &mut Vec<Diagnostic>) {
    if !checked.is_english() {
        return;
    }
    for prose in checked.given() {
        points(prose, found);
        units(prose, found);
        minus(prose, found);
    }
}

fn tell(
    prose: &Prose<'_>,
    range: &Range<usize>,
    why: &str,
    instead: &str,
    found: &mut Vec<Diagnostic>,
) {
    let written = &prose.text[range.clone()];
    found.push(
        Diagnostic::warning("dose", prose.span(range), format!("`{written}` {why}"))
            .help(format!("write {instead}")),
    );
}

/// The unit that stands at a place of a text, after a space or none, and where it ends.
fn unit(text: &str, at: usize) -> Option<(&str, usize)> {
    let rest = &text[at..];
    let word = rest.strip_prefix([' ', '\u{a0}']).unwrap_or(rest);
    let from = at + rest.len() - word.len();
    let length = word.find(|c: char| !c.is_alphabetic()).unwrap_or(word.len());
    let word = &word[..length];
    UNITS.contains(&word.to_lowercase().as_str()).then_some((word, from + length))
}

/// `.5 mg`, whose point is overlooked, and `5.0 mg`, which is read as 50.
fn points(prose: &Prose<'_>, found: &mut Vec<Diagnostic>) {
    let text = &prose.text;
    for (at, _) in text.match_indices('.') {
        let digits = text[at + 1..].bytes().take_while(u8::is_ascii_digit).count();
        let before = text[..at].bytes().rev().take_while(u8::is_ascii_digit).count();
        let end = at + 1 + digits;
        let Some((unit, after)) = unit(text, end).filter(|_| digits > 0) else {
            continue;
        };
        let fraction = &text[at + 1..end];
        let start = at - before;
        let joined = text[..start].ends_with(['.', ',', '/', ':'])
            || text[..start].ends_with(char::is_alphanumeric);
        if joined {
            continue;
        }
        let range = start..after;
        if before == 0 {
            let why = "has a point that is easily overlooked";
            tell(prose, &range, why, &format!("`0.{fraction} {unit}`"), found);
        } else if fraction.bytes().all(|digit| digit == b'0') {
            let whole = &text[start..at];
            let why = "is read as ten times as much where the point is overlooked";
            tell(prose, &range, why, &format!("`{whole} {unit}`"), found);
        }
    }
}

/// `mcg` and `µg`, which are read as mg, and `u`, which is read as a 0.
fn units(prose: &Prose<'_>, found: &mut Vec<Diagnostic>) {
    for word in &prose.words {
        let written = &prose.text[word.range.clone()];
        let number = written.trim_end_matches(|c: char| !c.is_ascii_digit());
        let sign = &written[number.len()..];
        let before = prose.text[..word.range.start].trim_end_matches([' ', '\u{a0}']);
        let counted =
            !number.is_empty() || before.ends_with(|c: char| c.is_ascii_digit());
        let range = word.range.start + number.len()..word.range.end;
        match sign {
            "mcg" | "µg" | "μg" => {
                tell(prose, &range, "is easily read as mg", "`micrograms`", found);
            }
            "u" | "U" if counted => {
                tell(prose, &range, "is easily read as a 0 or a 4", "`units`", found);
            }
            _ => {}
        }
    }
}

/// `Take –2 tablets`: a dash that looks like a minus.
fn minus(prose: &Prose<'_>, found: &mut Vec<Diagnostic>) {
    let text = &prose.text;
    for (at, dash) in text.match_indices(['-', '–', '−']) {
        let from = at + dash.len();
        let digits = text[from..].bytes().take_while(u8::is_ascii_digit).count();
        let end = from + digits;
        let opens = text[..at].ends_with([' ', '\u{a0}', '(']);
        let between = text[..at].trim_end().ends_with(|c: char| c.is_ascii_digit());
        let next = prose.words_in(&(end..text.len())).first().filter(|word| {
            text[end..word.range.start].trim_matches([' ', '\u{a0}']).is_empty()
        });
        let counted = next.is_some_and(|word| is_never_negative(&word.lower));
        if digits > 0 && opens && !between && counted {
            let word = next.map_or("", |word| &text[word.range.clone()]);
            let range = at..end;
            let why = "looks like a number below nothing";
            let instead =
                format!("`{} {word}`, with a space or a comma before", &text[from..end]);
            tell(prose, &range, why, &instead, found);
        }
    }
}
