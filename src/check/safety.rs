//! Rules about what a reader has to be able to act on: telephone numbers, addresses, emergencies.

use super::Checked;
use super::prose::{Phrases, Prose, Word};
use crate::diag::Diagnostic;
use std::ops::Range;
use std::sync::LazyLock;

/// Words of an emergency.
static EMERGENCY: LazyLock<Phrases<&str>> = LazyLock::new(|| {
    Phrases::new(
        &[
            "999",
            "112",
            "111",
            "emergency",
            "ambulance",
            "straight away",
            "immediately",
            "life threatening",
            "right away",
            "urgently",
        ],
        |phrase| phrase,
    )
});

/// Words before a number that is to be called.
const CALLED: [&str; 15] = [
    "call",
    "calling",
    "contact",
    "fax",
    "freephone",
    "helpline",
    "mobile",
    "number",
    "phone",
    "ring",
    "ringing",
    "tel",
    "telephone",
    "text",
    "textphone",
];

/// How many words before a number one of [`CALLED`] may stand.
const NEAR: usize = 3;

/// Digits of a British number from its 0 on (Ofcom, National Telephone Numbering Plan): 10 or 11.
const BRITISH: Range<usize> = 10..12;

pub(super) fn check(checked: &Checked<'_>, found: &mut Vec<Diagnostic>) {
    for prose in checked.given() {
        numbers(prose, found);
        addresses(prose, found);
    }
    emergencies(checked, found);
}

/// A row of digits that looks like a telephone number.
struct Number {
    range: Range<usize>,
    digits: String,
}

/// The rows of digits in a text with spaces, hyphens, dots, brackets and a plus among them.
fn rows(text: &str) -> Vec<Number> {
    let mut rows = Vec::new();
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let opens = bytes[at].is_ascii_digit()
            || matches!(bytes[at], b'+' | b'(')
                && bytes.get(at + 1).is_some_and(u8::is_ascii_digit);
        let before = || text[..at].chars().next_back();
        if !opens || before().is_some_and(char::is_alphanumeric) {
            at += 1;
            continue;
        }
        let (start, mut end) = (at, at);
        let mut digits = String::new();
        let mut gap = 0;
        for (offset, c) in text[start..].char_indices() {
            if c.is_ascii_digit() || (c == '+' && offset == 0) {
                digits.push(c);
                end = start + offset + 1;
                gap = 0;
            } else if matches!(c, ' ' | '\u{a0}' | '-' | '.' | '(' | ')' | '‑') && gap < 2
            {
                gap += 1;
            } else {
                break;
            }
        }
        rows.push(Number { range: start..end, digits });
        at = end.max(at + 1);
    }
    rows
}

/// Telephone numbers that cannot be dialled as they are written.
fn numbers(prose: &Prose<'_>, found: &mut Vec<Diagnostic>) {
    for Number { range, digits } in rows(&prose.text) {
        let written = &prose.text[range.clone()];
        let before = prose.words_in(&(0..range.start));
        let called = before
            .iter()
            .rev()
            .take(NEAR)
            .any(|word| CALLED.contains(&word.lower.as_str()));
        let count = digits.trim_start_matches('+').len();
        let mut tell = |why: String, help: &str| {
            found.push(
                Diagnostic::warning(
                    "telephone",
                    prose.span(&range),
                    format!("`{written}` cannot be dialled as it is written: {why}"),
                )
                .help(help),
            );
        };
        let abroad = digits.starts_with('+') || digits.starts_with("00");
        if abroad && written.contains("(0)") {
            tell(
                "the 0 in brackets is not dialled after the country's code".into(),
                "write `01632 960 001`, or `+44 1632 960 001`",
            );
        } else if digits.starts_with('0')
            && !abroad
            && (called && count >= 6 || count >= 9)
        {
            let date = written.contains('.') && count <= 8;
            let mobile = digits.starts_with("07") && count == 10;
            if mobile && !is_register(before) {
                tell(
                    "it has 10 digits, and those of mobiles have 11".into(),
                    "check it by calling it",
                );
            } else if !date && !is_register(before) && !BRITISH.contains(&count) {
                tell(
                    format!("it has {count} digits, and numbers have 10 or 11"),
                    "check it by calling it",
                );
            }
        } else if abroad && (called || count >= 9) && !(8..=15).contains(&count) {
            tell(format!("it has {count} digits"), "check it by calling it");
        }
        // `01632 960 001/2`: whoever dials it dials one.
        let after = &prose.text[range.end..];
        if digits.starts_with('0')
            && BRITISH.contains(&count)
            && after.strip_prefix('/').is_some_and(|rest| {
                rest.starts_with(|c: char| c.is_ascii_digit())
                    && rest.chars().take_while(char::is_ascii_digit).count() < 5
            })
        {
            tell(
                "what stands after the slash is a part of another number".into(),
                "write both numbers in full",
            );
        }
    }
    letters_for_digits(prose, found);
    // Letters for digits, as on the keys of a telephone: no voice and few readers know them.
    for pair in prose.words.windows(2) {
        let (number, letters) = (&pair[0], &pair[1]);
        let written = &prose.text[letters.range.clone()];
        let freephone = ["0800", "0808", "0300", "0345"].contains(&number.lower.as_str());
        if freephone
            && written.len() >= 3
            && written.chars().all(|c| c.is_ascii_uppercase())
        {
            let range = number.range.start..letters.range.end;
            found.push(
                Diagnostic::warning(
                    "telephone",
                    prose.span(&range),
                    format!("`{}` has letters for digits", &prose.text[range.clone()]),
                )
                .help("write the digits"),
            );
        }
    }
}

/// Whether the words before a number say that it is of a register, and nobody calls it.
fn is_register(before: &[Word]) -> bool {
    const REGISTERS: [&str; 10] = [
        "company",
        "charity",
        "registered",
        "registration",
        "account",
        "reference",
        "policy",
        "licence",
        "vat",
        "isbn",
    ];
    let near = before.iter().rev().take(NEAR + 1);
    near.into_iter().any(|word| REGISTERS.contains(&word.lower.as_str()))
}

/// `O808 157 0192`: a letter that looks like a digit.
fn letters_for_digits(prose: &Prose<'_>, found: &mut Vec<Diagnostic>) {
    let text = &prose.text;
    let alike = |c: char| matches!(c, 'O' | 'o' | 'l' | 'I');
    // Half of a group are digits at least: "I" and "lo" are words.
    let is_group = |group: &str| {
        let digits = group.chars().filter(char::is_ascii_digit).count();
        digits * 2 >= group.len().max(1)
            && group.chars().all(|c| c.is_ascii_digit() || alike(c))
    };
    let mut row: Option<Range<usize>> = None;
    let mut rows = Vec::new();
    let mut from = 0;
    for token in text.split_inclusive(char::is_whitespace) {
        let group = token.trim_end().trim_end_matches(['.', ',', ';', ')', '?', '!']);
        let start = from + group.len() - group.trim_start_matches('(').len();
        let range = start..from + group.len();
        from += token.len();
        if is_group(&text[range.clone()]) {
            row = Some(row.map_or(range.start, |row| row.start)..range.end);
        } else {
            rows.extend(row.take());
        }
    }
    rows.extend(row);
    for range in rows {
        let row = &text[range.clone()];
        let figures = row.chars().filter(|c| !c.is_whitespace()).count();
        if (10..=11).contains(&figures)
            && row.starts_with(['0', 'O', 'o'])
            && row.contains(alike)
        {
            let message = format!("`{row}` has a letter that looks like a digit");
            found.push(
                Diagnostic::warning("telephone", prose.span(&range), message)
                    .help("type the digits 0 and 1"),
            );
        }
    }
}

/// Whether a word goes on with an address. HTTP is also what engineers talk of.
fn goes_on(word: &str) -> bool {
    let word = word.trim_end_matches(|c: char| !c.is_alphanumeric() && c != '/');
    word.starts_with("//") || word.contains(['.', '@'])
}

/// Addresses of the web and of mail that cannot be used as they are written.
fn addresses(prose: &Prose<'_>, found: &mut Vec<Diagnostic>) {
    let text = &prose.text;
    let mut tell = |range: Range<usize>, why: &str| {
        found.push(
            Diagnostic::warning(
                "address",
                prose.span(&range),
                format!(
                    "`{}` is no address as it is written: {why}",
                    &text[range.clone()]
                ),
            )
            .help("write it as it has to be typed"),
        );
    };
    let mut from = 0;
    for token in text.split_inclusive(char::is_whitespace) {
        let start = from;
        from += token.len();
        let trimmed =
            token.trim_end().trim_end_matches(['.', ',', ';', ':', ')', '?', '!']);
        let leading =
            trimmed.len() - trimmed.trim_start_matches(['(', '<', '“', '"']).len();
        let word = &trimmed[leading..];
        let next = text[from..].split_whitespace().next().unwrap_or_default();
        let range = start + leading..start + trimmed.len();
        let begins =
            |with: &str| word.get(..3).is_some_and(|it| it.eq_ignore_ascii_case(with));
        if !word.contains(['@', '[', '(', '{']) && !begins("www") && !begins("htt") {
            continue;
        }
        let lower = word.to_lowercase();
        let stops = token.trim_end().ends_with(['.', ',', ';', ')', '?', '!']);
        let begun = match lower.as_str() {
            "www" | "http://" | "https://" => true,
            "http" | "https" => !stops,
            _ => false,
        };
        if begun && goes_on(next) {
            tell(range, "there is a space in it");
        } else if let Some(host) = lower.strip_prefix("www.") {
            let host = host.split('/').next().unwrap_or(host);
            if !host.contains('.') {
                tell(range, "its end, such as `.org`, is missing");
            }
        } else if matches!(lower.as_str(), "[at]" | "(at)" | "{at}")
            || lower.contains("[at]")
            || lower.contains("(at)")
        {
            tell(range, "the sign @ is written as a word");
        } else if let Some((name, host)) = lower.split_once('@') {
            let both = !name.is_empty() && !host.is_empty();
            if both && !host.contains('.') {
                tell(range, "its end, such as `.org`, is missing");
            } else if !both && (name.is_empty() != host.is_empty()) && host.contains('.')
            {
                tell(range, "there is a space in it");
            }
        }
    }
}

/// Emergencies that only the web page tells of.
fn emergencies(checked: &Checked<'_>, found: &mut Vec<Diagnostic>) {
    if !checked.is_english() {
        return;
    }
    let told = |prose: &&Prose<'_>| EMERGENCY.find(prose).next().is_some();
    let number = |prose: &Prose<'_>| {
        let mut words = EMERGENCY.find(prose);
        words.any(|(_, word)| word.starts_with(|c: char| c.is_ascii_digit()))
    };
    let given =
        |prose: &Prose<'_>| prose.block.media.is_printed() && prose.block.media.is_said();
    let told_to_all =
        checked.proses.iter().filter(|prose| given(prose)).any(|it| told(&it));
    let number_to_all = checked.proses.iter().filter(|prose| given(prose)).any(number);
    let hidden = checked.proses.iter().filter(|prose| !given(prose)).filter(told);
    for prose in hidden {
        if told_to_all && (number_to_all || !number(prose)) {
            continue;
        }
        let Some((range, _)) = EMERGENCY.find(prose).next() else { continue };
        found.push(
            Diagnostic::error(
                "emergency-hidden",
                prose.span(&range),
                format!(
                    "`{}` is in a part that not every reader and listener is given",
                    &prose.text[range.clone()]
                ),
            )
            .help("say what to do in an emergency outside of it too"),
        );
    }
}
