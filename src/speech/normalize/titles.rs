//! Titles and places, short before or after a name: `Dr`, `St`, `Co Durham`.

use super::abbreviations::past_stop;
use super::addresses::address;
use super::dates::date;
use super::numeric_dates::numeric_date;
use super::{Dialect, Said, Tokens};

/// How what is short beside a name is said.
pub(super) fn title(tokens: &Tokens, at: usize, dialect: Dialect) -> Option<Said> {
    tokens.word(at)?;
    if at > 0 && tokens.word(at - 1).is_some() {
        return None;
    }
    title_in_capitals(tokens, at)
        .or_else(|| near(tokens, at, dialect))
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

/// `nr Bath`, `nr the river`, `nr 3 October`, but "nr of patients" and "nr 5", which may be a
/// number.
fn near(tokens: &Tokens, at: usize, dialect: Dialect) -> Option<Said> {
    tokens.word(at).filter(|word| *word == "nr")?;
    let (end, _) = past_stop(tokens, at + 1);
    let next = tokens.skip_space(end);
    let is_place = matches!(tokens.word(next), Some("the" | "my" | "our" | "your"))
        || is_name(tokens, next);
    let is_date_or_address = || {
        [numeric_date, date, address]
            .iter()
            .any(|rule| rule(tokens, next, dialect).is_some())
    };
    let is_near = next > end && (is_place || is_date_or_address());
    is_near.then(|| Said::words(at, end, "near"))
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
