//! Postcodes, letter by letter: `SW1V 2AB`, `AB10 1ST`, and those of Ireland, `D01 W2T2`.

use super::numbers::{cardinal, digits};
use super::{Dialect, Kind, Said, Tokens};

/// A postcode (Royal Mail, "Programmers' guide"; eircode.ie).
pub(super) fn postcode(tokens: &Tokens, at: usize, dialect: Dialect) -> Option<Said> {
    let area = capitals(tokens, at, 2)?;
    if tokens.is_glued(at) {
        return None;
    }
    let district = tokens.digits(at + 1).filter(|digits| digits.len() <= 2)?;
    british(tokens, at, area, district, dialect)
        .or_else(|| irish(tokens, at, area, district))
}

fn british(
    tokens: &Tokens,
    at: usize,
    area: &str,
    district: &str,
    dialect: Dialect,
) -> Option<Said> {
    let letter = capitals(tokens, at + 2, 1);
    let inward = at + 2 + usize::from(letter.is_some());
    let from = tokens.skip_space(inward);
    // Without a space only a letter parts the two numbers.
    if from == inward && letter.is_none() {
        return None;
    }
    let sector = tokens.digits(from).filter(|digits| digits.len() == 1)?;
    let unit = capitals(tokens, from + 1, 2).filter(|unit| unit.len() == 2)?;
    if tokens.digits(from + 2).is_some() {
        return None;
    }
    let number = match district.parse() {
        Ok(number) if !district.starts_with('0') => cardinal(number, dialect),
        _ => digits(district, "oh"),
    };
    let mut words = format!("{} {number}", apart(area));
    if let Some(letter) = letter {
        words.push(' ');
        words.push_str(letter);
    }
    let words = format!("{words}, {} {}", digits(sector, "oh"), apart(unit));
    Some(Said::words(at, from + 2, words))
}

fn irish(tokens: &Tokens, at: usize, area: &str, district: &str) -> Option<Said> {
    let from = tokens.skip_space(at + 2);
    if area.len() != 1 || district.len() != 2 || from == at + 2 {
        return None;
    }
    let mut end = from;
    while matches!(tokens.kind(end), Some(Kind::Word | Kind::Digits)) {
        end += 1;
    }
    let unit = tokens.slice(from, end);
    let mixed = unit.contains(|c: char| c.is_ascii_digit())
        && unit.contains(|c: char| c.is_ascii_uppercase());
    let own = |c: char| c.is_ascii_digit() || c.is_ascii_uppercase();
    if unit.len() != 4 || !mixed || !unit.chars().all(own) {
        return None;
    }
    let figure = |c: char| {
        if c.is_ascii_digit() { digits(&c.to_string(), "oh") } else { c.to_string() }
    };
    let unit: Vec<String> = unit.chars().map(figure).collect();
    let words = format!("{area} {}, {}", digits(district, "oh"), unit.join(" "));
    Some(Said::words(at, end, words))
}

/// A word of capitals, `max` of them at most.
fn capitals(tokens: &Tokens, at: usize, max: usize) -> Option<&str> {
    tokens
        .word(at)
        .filter(|word| word.len() <= max && word.bytes().all(|b| b.is_ascii_uppercase()))
}

fn apart(letters: &str) -> String {
    let letters: Vec<String> = letters.chars().map(String::from).collect();
    letters.join(" ")
}
