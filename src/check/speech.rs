//! Rules about what a voice may say wrong.

use super::Checked;
use super::prose::Prose;
use crate::diag::Diagnostic;
use crate::speech::normalize::is_counted_whole;

/// Words that are said in two ways, with the words before which, or after which, the rarer is
/// meant: the one that a voice does not choose.
const TWO_WAYS: [(&str, &[&str], &[&str], &str); 5] = [
    // Small, not sixty seconds.
    (
        "minute",
        &["of", "very", "small", "these", "some", "are", "is", "tiny", "and"],
        &[],
        "tiny",
    ),
    // The metal, not to go first.
    (
        "lead",
        &[],
        &["apron", "aprons", "poisoning", "shield", "shields", "paint"],
        "heavy metal",
    ),
    // Past of wind, not an injury.
    ("wound", &[], &["up", "down", "around", "round"], "another word"),
    // Ill or not valid.
    ("invalid", &["an", "the"], &["carriage", "chair"], "person who is ill"),
    // What eyes shed, not what is torn.
    ("tear", &[], &["duct", "ducts", "gland", "glands", "film"], "eye"),
];

/// Fractions that are read as such whatever stands around them.
const FRACTIONS: [&str; 6] = ["1/2", "1/3", "2/3", "1/4", "3/4", "1/10"];

pub(super) fn check(checked: &Checked<'_>, found: &mut Vec<Diagnostic>) {
    let said = checked.proses.iter().filter(|prose| prose.block.media.is_said());
    for prose in said {
        if checked.is_english() {
            two_ways(checked, prose, found);
            mixed(checked, prose, found);
        }
        numbers(prose, found);
    }
}

fn two_ways(checked: &Checked<'_>, prose: &Prose<'_>, found: &mut Vec<Diagnostic>) {
    for (at, word) in prose.words.iter().enumerate() {
        let Some((written, before, after, plainer)) =
            TWO_WAYS.iter().find(|(written, ..)| word.lower == *written)
        else {
            continue;
        };
        let next_to = |at: Option<usize>, list: &[&str]| {
            at.and_then(|at| prose.words.get(at))
                .is_some_and(|word| list.contains(&word.lower.as_str()))
        };
        let meant = next_to(at.checked_sub(1), before) || next_to(Some(at + 1), after);
        if meant && !checked.page.lexicon.has(written) {
            found.push(
                Diagnostic::advice(
                    "misread",
                    prose.span(&word.range),
                    format!(
                        "a voice may say `{written}` as the other word of its letters"
                    ),
                )
                .help(format!("write `{plainer}`, or teach it with `--lexicon`")),
            );
        }
    }
}

/// Letters and digits in one word, such as `HbA1c`, that the lexicon does not know.
fn mixed(checked: &Checked<'_>, prose: &Prose<'_>, found: &mut Vec<Diagnostic>) {
    for word in &prose.words {
        let written = &prose.text[word.range.clone()];
        let figures = written.chars().filter(char::is_ascii_digit).count();
        let upper = written.chars().filter(|c| c.is_uppercase()).count();
        let lower = written.chars().filter(|c| c.is_lowercase()).count();
        let glued = prose.text[..word.range.start].ends_with(['@', '.', '/', '-'])
            || prose.text[word.range.end..].starts_with(['@', '/'])
            || prose.text[word.range.end..].starts_with('.')
                && prose.text[word.range.end + 1..].starts_with(char::is_alphanumeric);
        // `HbA1c`, `mL2b`; not `3rd`, `2pm`, `50mg`, `MP3`, `T4`.
        let hard = figures > 0
            && upper > 0
            && lower > 0
            && !written.starts_with(|c: char| c.is_ascii_digit());
        if hard && !glued && !checked.page.lexicon.has(written) {
            found.push(
                Diagnostic::advice(
                    "misread",
                    prose.span(&word.range),
                    format!("a voice may not know how to say `{written}`"),
                )
                .help("write what it is in words, or teach it with `--lexicon`"),
            );
        }
    }
}

/// Numbers with a stroke between them that could be two things: `4/5` is four fifths, four or
/// five, or the fourth of May.
fn numbers(prose: &Prose<'_>, found: &mut Vec<Diagnostic>) {
    let text = &prose.text;
    for (at, _) in text.match_indices('/') {
        let digits_before =
            text[..at].bytes().rev().take_while(u8::is_ascii_digit).count();
        let digits_after = text[at + 1..].bytes().take_while(u8::is_ascii_digit).count();
        let (start, end) = (at - digits_before, at + 1 + digits_after);
        let around = |c: Option<char>| {
            c.is_some_and(|c| {
                c.is_alphanumeric() || matches!(c, '/' | '.' | '-' | '%' | '&')
            })
        };
        let full_stop = text[end..].starts_with('.')
            && !text[end + 1..].starts_with(|c: char| c.is_ascii_digit());
        let glued = around(text[..start].chars().next_back())
            || (around(text[end..].chars().next()) && !full_stop);
        if digits_before == 0
            || digits_after == 0
            || digits_before > 2
            || digits_after > 2
            || glued
        {
            continue;
        }
        let written = &text[start..end];
        let next = text[end..].trim_start();
        // Of several it may be one number or the other.
        let word = next.find(|c: char| !c.is_alphabetic()).unwrap_or(next.len());
        let several = is_counted_whole(&next[..word].to_lowercase());
        let fraction =
            (FRACTIONS.contains(&written) && !several) || next.starts_with("of ");
        let known = text[..start].trim_end().ends_with("24")
            || written == "24/7"
            || written == "50/50";
        if !fraction && !known {
            found.push(
                Diagnostic::warning(
                    "two-meanings",
                    prose.span(&(start..end)),
                    format!(
                        "`{written}` could be a part, a date, or one number or the other"
                    ),
                )
                .help("write it in words: `4 or 5`, `4 out of 5`, `4 May`"),
            );
        }
    }
}
