//! Titles and places, short before or after a name: `Dr`, `St`, `Co Durham`.

use super::abbreviations::past_stop;
use super::dates::is_month;
use super::numbers::ordinal;
use super::{Dialect, Said, Tokens};

/// How what is short beside a name is said.
pub(super) fn title(tokens: &Tokens, at: usize, _: Dialect) -> Option<Said> {
    tokens.word(at)?;
    if at > 0 && tokens.word(at - 1).is_some() {
        return None;
    }
    title_in_capitals(tokens, at)
        .or_else(|| near(tokens, at))
        .or_else(|| before_a_name(tokens, at))
        .or_else(|| street_or_saint(tokens, at))
}

/// `DR SMITH`, `MRS PATEL`, `ST JOHN'S`, but `MR SCAN`.
fn title_in_capitals(tokens: &Tokens, at: usize) -> Option<Said> {
    const OTHERS: [&str; 13] = [
        "SCAN",
        "SCANS",
        "SCANNER",
        "IMAGING",
        "ANGIOGRAM",
        "SEGMENT",
        "ELEVATION",
        "DEPRESSION",
        "CHANGES",
        "TABLETS",
        "TABLET",
        "CAPSULES",
        "CAPSULE",
    ];
    let words = match tokens.word(at)? {
        "DR" => "Doctor",
        "MR" => "Mister",
        "MRS" => "Missus",
        "ST" if !after_house(tokens, at) => "Saint",
        _ => return None,
    };
    let (end, _) = past_stop(tokens, at + 1);
    let name = tokens.word(tokens.skip_space(end)).filter(|_| tokens.is_space(end))?;
    let shouted = name.len() > 2
        && !OTHERS.contains(&name)
        && name.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase);
    shouted.then(|| Said::words(at, end, words))
}

/// `nr Bath`, `nr M25`. Before a number, a day or a small letter it may be a number itself.
fn near(tokens: &Tokens, at: usize) -> Option<Said> {
    tokens.word(at).filter(|word| *word == "nr")?;
    let (end, _) = past_stop(tokens, at + 1);
    let next = tokens.skip_space(end);
    let is_road = tokens.digits(next + 1).is_some();
    let is_long = tokens.word(next).is_some_and(|word| word.chars().count() > 1);
    let is_day = is_month(tokens, next) && is_ordinal(&tokens.word_after(next + 1));
    let is_near = next > end && is_name(tokens, next) && (is_long || is_road) && !is_day;
    is_near.then(|| Said::words(at, end, "near"))
}

/// Whether a word begins the number of a day: "third", "twenty" of "twenty-first".
fn is_ordinal(word: &str) -> bool {
    let day = |day| ordinal(day, Dialect::British);
    (1..=31).any(|it| day(it).split('-').next() == Some(word))
}

/// `Co Durham`, `N. Ireland`, `vit D`.
fn before_a_name(tokens: &Tokens, at: usize) -> Option<Said> {
    const COUNTIES: [&str; 14] = [
        "Durham",
        "Antrim",
        "Armagh",
        "Down",
        "Fermanagh",
        "Londonderry",
        "Derry",
        "Tyrone",
        "Cork",
        "Kerry",
        "Galway",
        "Mayo",
        "Donegal",
        "Dublin",
    ];
    let word = tokens.word(at).filter(|word| matches!(*word, "Co" | "N" | "vit"))?;
    let (end, stopped) = past_stop(tokens, at + 1);
    let name = tokens.word(tokens.skip_space(end)).filter(|_| tokens.is_space(end))?;
    let words = match word {
        "Co" if COUNTIES.contains(&name) => "County",
        "N" if stopped && name == "Ireland" => "Northern",
        "vit" if name.len() == 1 => "vitamin",
        _ => return None,
    };
    Some(Said::words(at, end, words))
}

fn is_name(tokens: &Tokens, at: usize) -> bool {
    tokens.word(at).is_some_and(|word| word.starts_with(char::is_uppercase))
}

/// Dr, St, and the ends of streets, which mean one thing before a name and another after it.
fn street_or_saint(tokens: &Tokens, at: usize) -> Option<Said> {
    let word = tokens.word(at)?;
    let (end, _) = past_stop(tokens, at + 1);
    let named_after = is_name(tokens, tokens.skip_space(end)) && tokens.is_space(end);
    let named_before = tokens.before(at).is_some_and(|before| {
        is_name(tokens, before) && at > 0 && tokens.is_space(at - 1)
    });
    let said = match word {
        "Dr" if named_after => "Doctor",
        "Drs" if named_after => "Doctors",
        "Dr" if named_before => "Drive",
        "Dr" => "Doctor",
        "St" if named_after && !after_house(tokens, at) => "Saint",
        "St" if named_before => "Street",
        "Rd" if named_before => "Road",
        "Ave" if named_before => "Avenue",
        "Ln" if named_before => "Lane",
        "Sq" if named_before => "Square",
        "Cres" if named_before => "Crescent",
        "Pl" if named_before => "Place",
        "Gdns" if named_before => "Gardens",
        "Ct" if named_before => "Court",
        _ => return None,
    };
    Some(Said::words(at, end, said))
}

/// Whether a number and a name stand before: `12 High St London`.
fn after_house(tokens: &Tokens, at: usize) -> bool {
    let mut place = tokens.before(at);
    for names in 0..3 {
        let Some(before) = place else { return false };
        if tokens.digits(before).is_some() {
            return names > 0;
        }
        if !is_name(tokens, before) {
            return false;
        }
        place = tokens.before(before);
    }
    false
}
