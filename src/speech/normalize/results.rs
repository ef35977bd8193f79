//! How tests came out, and groups of blood: `HER2+`, `ER-`, `Rh−`, `O+`, `+ve`.

use super::{Said, Tokens};

/// What a test is positive or negative for: receptors and genes of cancers, viruses, antibodies,
/// groups of blood.
const MARKERS: [&str; 33] = [
    "ER", "PR", "HER", "AR", "HIV", "HPV", "HCV", "HBV", "HSV", "EBV", "CMV", "HTLV",
    "TB", "MRSA", "BRCA", "ALK", "EGFR", "KRAS", "NRAS", "BRAF", "PDL", "ROS", "CD",
    "HLA", "ANA", "RF", "CCP", "ANCA", "TPO", "COVID", "FISH", "PCR", "LFT",
];

/// "Positive", where a plus says so.
pub(super) fn positive(tokens: &Tokens, at: usize) -> Option<Said> {
    result(tokens, at, "positive")
}

/// "Negative", where a hyphen or a minus says so.
pub(super) fn negative(tokens: &Tokens, at: usize) -> Option<Said> {
    let minus = matches!(tokens.mark(at), Some('-' | '−' | '–'));
    result(tokens, at, "negative").filter(|_| minus)
}

fn result(tokens: &Tokens, at: usize, word: &str) -> Option<Said> {
    // `+ve`, `HER2-ve`.
    if tokens.word(at + 1).is_some_and(|ve| ve.eq_ignore_ascii_case("ve")) {
        return Some(Said::words(at, at + 2, word));
    }
    let ends = tokens.is_end(at + 1)
        || tokens.is_space(at + 1)
        || matches!(
            tokens.mark(at + 1),
            Some('.' | ',' | ';' | ':' | ')' | ']' | '/' | '?' | '!')
        );
    let said = || Some(Said::words(at, at + 1, word));
    let before = at.checked_sub(1)?;
    if tokens.is_space(before) {
        // `Nitrites -`, `Result: -`
        let closes =
            tokens.is_end(at + 1) || matches!(tokens.mark(at + 1), Some('.' | ',' | ';'));
        let before = before.checked_sub(1)?;
        let before =
            if tokens.is_mark(before, ':') { before.checked_sub(1)? } else { before };
        let tested = is_marker(tokens, before)
            || is_group(tokens, before)
            || tokens.word(before).is_some_and(is_tested);
        return if closes && tested { said() } else { None };
    }
    let named = is_marker(tokens, before)
        || (tokens.digits(before).is_some()
            && before > 0
            && is_marker(tokens, before - 1));
    if ends && (named || is_group(tokens, before)) { said() } else { None }
}

/// Whether a word is of what is tested for in urine or blood.
pub(super) fn is_tested(word: &str) -> bool {
    matches!(
        word.to_lowercase().as_str(),
        "nitrites"
            | "nitrite"
            | "glucose"
            | "protein"
            | "ketones"
            | "ketone"
            | "blood"
            | "leucocytes"
            | "leukocytes"
            | "bilirubin"
            | "result"
            | "test"
            | "swab"
    )
}

/// Whether a word is what a test is positive or negative for.
fn is_marker(tokens: &Tokens, at: usize) -> bool {
    tokens.word(at).is_some_and(|word| {
        MARKERS.contains(&word) || matches!(word, "Rh" | "RhD" | "Ph" | "Covid" | "Strep")
    })
}

/// Whether a letter is a group of blood.
fn is_group(tokens: &Tokens, at: usize) -> bool {
    let blood = [
        "blood",
        "group",
        "groups",
        "donor",
        "donors",
        "rhesus",
        "type",
        "plasma",
        "platelets",
        "cells",
        "transfusion",
        "rh",
    ];
    match tokens.word(at) {
        // No grade, and no note of music.
        Some("AB" | "O") => true,
        Some("A" | "B") => tokens.has_word(&blood),
        _ => false,
    }
}
