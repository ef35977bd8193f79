//! The Latin of prescriptions: how often a dose is taken.

use super::nouns::is_counted_whole;
use super::quantities::Number;
use super::{Dialect, Said, Tokens, units};

/// A shortening, with full stops too where it may have them, and what it says.
const TIMES: [(&str, &str, &str); 9] = [
    ("od", "o.d.", "once a day"),
    ("bd", "b.d.", "twice a day"),
    ("bid", "b.i.d.", "twice a day"),
    ("tds", "t.d.s.", "three times a day"),
    ("tid", "t.i.d.", "three times a day"),
    ("qds", "q.d.s.", "four times a day"),
    ("qid", "q.i.d.", "four times a day"),
    ("prn", "p.r.n.", "when needed"),
    ("nocte", "", "at night"),
];

/// Those that have full stops, and what they say.
pub(super) fn with_stops() -> impl Iterator<Item = (&'static str, &'static str)> {
    let stopped = TIMES.iter().filter(|(_, stopped, _)| !stopped.is_empty());
    stopped.map(|(_, stopped, said)| (*stopped, *said))
}

/// What a shortening says; all of it is in small letters or in capitals.
fn times(word: &str) -> Option<&'static str> {
    let alike = word.bytes().all(|b| b.is_ascii_uppercase())
        || word.bytes().all(|b| b.is_ascii_lowercase());
    let short =
        TIMES.iter().find(|(short, ..)| alike && word.eq_ignore_ascii_case(short));
    short.map(|(.., said)| *said)
}

/// How often, right behind the unit of a dose.
pub(super) fn behind_unit(tokens: &Tokens, at: usize) -> Option<(&'static str, usize)> {
    let word = tokens.word(at + 1).filter(|_| tokens.is_space(at))?;
    // "10 ml ON an empty stomach"
    let closes = tokens
        .word(tokens.skip_space(at + 2))
        .is_none_or(|word| matches!(word, "and" | "or" | "then"));
    let said = match word {
        "ON" if closes => "at night",
        "OM" if closes => "in the morning",
        "mane" => "in the morning",
        _ => times(word)?,
    };
    Some((said, at + 2))
}

/// How often, in the sentence of a dose: "5 mg PRN, max QDS", "1 BD".
pub(super) fn in_sentence(tokens: &Tokens, at: usize, _: Dialect) -> Option<Said> {
    let word = tokens.word(at)?;
    let said = times(word)?;
    let counted = is_behind_a_count(tokens, at);
    // A bid is a word, and BD and OD have other meanings.
    let known = match word {
        "bid" => false,
        "BD" | "bd" | "OD" | "od" | "BID" | "nocte" | "NOCTE" => counted,
        _ => counted || is_in_a_dose(tokens, at),
    };
    known.then(|| Said::words(at, at + 1, said))
}

/// Whether an amount stands anywhere before.
fn is_in_a_dose(tokens: &Tokens, at: usize) -> bool {
    let amount = |from: usize| {
        Number::read(tokens, from).is_some_and(|number| {
            tokens.word(tokens.skip_space(number.end)).is_some_and(|word| {
                units::find(word).is_some() || is_counted_whole(&word.to_lowercase())
            })
        })
    };
    (0..at).any(amount)
}

/// Whether so many stand right before, and no thing behind: `1 BD`, `Two TDS`, `2 tabs QDS`.
fn is_behind_a_count(tokens: &Tokens, at: usize) -> bool {
    const NUMBERS: [&str; 6] = ["one", "two", "three", "four", "five", "half"];
    const ONE: [&str; 5] = ["tab", "cap", "tablet", "capsule", "puff"];
    const BEHIND: [&str; 9] =
        ["for", "with", "after", "before", "when", "and", "then", "at", "until"];
    let Some(before) = tokens.before(at).filter(|before| before + 1 < at) else {
        return false;
    };
    let word = tokens.word(before).unwrap_or("").to_lowercase();
    let counted = tokens.digits(before).is_some()
        || NUMBERS.contains(&word.as_str())
        || ONE.contains(&word.as_str())
        || is_counted_whole(&word);
    let behind = tokens.word_after(at + 1);
    counted
        && (behind.is_empty()
            || BEHIND.contains(&behind.as_str())
            || times(&behind).is_some())
}
