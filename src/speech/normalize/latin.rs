//! The Latin of prescriptions: how often a dose is taken.

use super::nouns::is_counted_whole;
use super::number::Number;
use super::numbers::cardinal;
use super::units::{self, Measure};
use super::{Dialect, Said, Tokens};
use std::borrow::Cow;

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

/// What a shortening says; all of it is in lower case or in capitals.
fn times(word: &str) -> Option<&'static str> {
    let alike = word.bytes().all(|b| b.is_ascii_uppercase())
        || word.bytes().all(|b| b.is_ascii_lowercase());
    let short =
        TIMES.iter().find(|(short, ..)| alike && word.eq_ignore_ascii_case(short));
    short.map(|(.., said)| *said)
}

/// Whether a word is a shortening of how often.
pub(super) fn is_frequency(word: &str) -> bool {
    times(word).is_some()
}

/// How often, and where it ends: "twice a day", "twice to three times a day".
fn frequency(
    tokens: &Tokens,
    at: usize,
    said: &'static str,
) -> (Cow<'static, str>, usize) {
    let joint = tokens.skip_space(at + 1);
    let words = match tokens.mark(joint) {
        Some('-' | '–') if joint == at + 1 => "to",
        Some('/') => "or",
        _ => return (said.into(), at + 1),
    };
    let other = tokens.skip_space(joint + 1);
    match tokens.word(other).and_then(times) {
        Some(more) => {
            let both = said.strip_suffix(" a day").filter(|_| more.ends_with(" a day"));
            let said = both.unwrap_or(said);
            (format!("{said} {words} {more}").into(), other + 1)
        }
        None => (said.into(), at + 1),
    }
}

/// How often, right after the unit of a dose.
pub(super) fn after_unit(
    tokens: &Tokens,
    at: usize,
) -> Option<(Cow<'static, str>, usize)> {
    let word = tokens.word(at + 1).filter(|_| tokens.is_space(at))?;
    let said = match word {
        "ON" | "OM" => {
            return nightly(tokens, at + 1).map(|said| (said.into(), at + 2));
        }
        "mane" => "in the morning",
        "AM" => "a m",
        "PM" => "p m",
        _ => times(word)?,
    };
    Some(frequency(tokens, at + 1, said))
}

/// "At night" or "in the morning" for `ON` and `OM`, but not in "10 ml ON an empty stomach".
fn nightly(tokens: &Tokens, at: usize) -> Option<&'static str> {
    let said = match tokens.word(at)? {
        "ON" => "at night",
        "OM" => "in the morning",
        _ => return None,
    };
    let closes = tokens.word(tokens.skip_space(at + 1)).is_none_or(|word| {
        matches!(word, "and" | "or" | "then" | "for") || is_frequency(word)
    });
    closes.then_some(said)
}

/// How often, in the sentence of a dose: "5 mg PRN, max QDS", "1 BD", "1% cream BD", `q4h`.
pub(super) fn in_sentence(tokens: &Tokens, at: usize, dialect: Dialect) -> Option<Said> {
    let word = tokens.word(at)?;
    if let Some(said) = every_so_often(tokens, at, dialect) {
        return Some(said);
    }
    if let Some(said) = nightly(tokens, at)
        && (is_after_a_count(tokens, at)
            || tokens.before(at).is_some_and(|at| tokens.is_mark(at, '%')))
    {
        return Some(Said::words(at, at + 1, said));
    }
    let said = times(word)?;
    let counted = is_after_a_count(tokens, at);
    // A bid is a word, and BD and OD have other meanings.
    let known = match word {
        "bid" => false,
        "BD" | "bd" | "OD" | "od" | "BID" | "nocte" | "NOCTE" => {
            let noun = matches!(
                tokens.word_before(at).as_str(),
                "an" | "a" | "the" | "of" | "had" | "has" | "have" | "with"
            );
            counted || (!noun && ends(tokens, at) && is_in_a_dose(tokens, at))
        }
        _ => counted || is_in_a_dose(tokens, at),
    };
    let (said, end) = frequency(tokens, at, said);
    known.then(|| Said::words(at, end, said))
}

/// `q4h`: every four hours.
fn every_so_often(tokens: &Tokens, at: usize, dialect: Dialect) -> Option<Said> {
    let hours = tokens.digits(at + 1).filter(|_| tokens.word(at) == Some("q"))?;
    let unit = match tokens.word(at + 2)? {
        "h" | "hr" | "hrs" | "hourly" => "hours",
        "d" => "days",
        _ => return None,
    };
    let hours = cardinal(hours.parse().ok().filter(|it| (2..100).contains(it))?, dialect);
    Some(Said::words(at, at + 3, format!("every {hours} {unit}")))
}

/// Whether an amount, or what a dose is given in, stands anywhere before.
fn is_in_a_dose(tokens: &Tokens, at: usize) -> bool {
    const GIVEN: [&str; 9] = [
        "dose", "dosage", "tablet", "tablets", "cream", "drop", "spray", "sachet",
        "patch",
    ];
    let amount = |from: usize| {
        Number::read(tokens, from).is_some_and(|number| {
            let unit = tokens.skip_space(number.end);
            tokens.is_mark(unit, '%')
                || tokens.word(unit).is_some_and(|word| {
                    !matches!(units::measure(word), None | Some(Measure::Time))
                        || is_counted_whole(&word.to_lowercase())
                })
        })
    };
    // An amount stands near.
    tokens.has_word_before(at, &GIVEN) || (at.saturating_sub(40)..at).any(amount)
}

/// Whether no thing stands after.
fn ends(tokens: &Tokens, at: usize) -> bool {
    const AFTER: [&str; 10] =
        ["for", "with", "after", "before", "when", "and", "then", "at", "until", "or"];
    let after = tokens.word_after(at + 1);
    after.is_empty() || AFTER.contains(&after.as_str()) || times(&after).is_some()
}

/// Whether a count stands right before, and nothing after: `1 BD`, `Two TDS`, `2 tabs QDS`.
fn is_after_a_count(tokens: &Tokens, at: usize) -> bool {
    const NUMBERS: [&str; 6] = ["one", "two", "three", "four", "five", "half"];
    const ONE: [&str; 5] = ["tab", "cap", "tablet", "capsule", "puff"];
    let Some(before) = tokens.before(at).filter(|before| before + 1 < at) else {
        return false;
    };
    let word = tokens.word(before).unwrap_or("").to_lowercase();
    let counted = tokens.digits(before).is_some()
        || NUMBERS.contains(&word.as_str())
        || ONE.contains(&word.as_str())
        || is_counted_whole(&word);
    counted && ends(tokens, at)
}
