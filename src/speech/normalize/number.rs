//! A number as it is written: its thousands parted or not, with a point or without.

use super::numbers::{cardinal, digits};
use super::{Dialect, Tokens, nouns, units};

/// A number as it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Number {
    /// Its digits before the point, without separators.
    pub(super) whole: String,
    /// Those after the point.
    pub(super) fraction: Option<String>,
    /// Where it ends.
    pub(super) end: usize,
    /// Whether its thousands are parted.
    pub(super) grouped: bool,
}

impl Number {
    /// Reads a number, its thousands parted by commas or by spaces that do not break. A plain
    /// space parts two numbers ("take 1 500 mg tablet"), unless the second is `000`.
    pub(super) fn read(tokens: &Tokens, at: usize) -> Option<Self> {
        if let Some(fraction) = bare_fraction(tokens, at) {
            let (whole, fraction) = ("0".to_owned(), Some(fraction.to_owned()));
            return Some(Self { whole, fraction, end: at + 2, grouped: false });
        }
        let first = tokens.digits(at)?;
        let mut whole = first.to_owned();
        let mut end = at + 1;
        let mut grouped = false;
        let money = is_money(tokens, at);
        while (1..=3).contains(&first.len()) && !first.starts_with('0') {
            let Some(group) = tokens.digits(end + 1).filter(|group| group.len() == 3)
            else {
                break;
            };
            // One sign parts all: "£1,250 100 mg" are two numbers.
            let separator = tokens.text(end);
            if grouped && separator != tokens.text(at + 1) {
                break;
            }
            let parted = match separator {
                // "2 500 mg tablets" with no-break spaces are two.
                "\u{a0}" => !is_strength(tokens, end + 2),
                "," | "\u{2007}" | "\u{2009}" | "\u{202f}" => true,
                // Two groups of three are no accident.
                " " => {
                    let next = tokens.digits(end + 3).filter(|next| next.len() == 3);
                    group == "000"
                        || (grouped && !(money && has_unit(tokens, end + 2)))
                        || is_of_many(tokens, at, end + 2)
                        || (tokens.text(end + 2) == " "
                            && next.is_some()
                            && !(money && has_unit(tokens, end + 4)))
                }
                _ => false,
            };
            // `111.nhs.uk` is an address.
            let address = tokens.is_mark(end + 2, '.') && tokens.word(end + 3).is_some();
            if !parted || address {
                break;
            }
            whole.push_str(group);
            grouped = true;
            end += 2;
        }
        let fraction = tokens
            .digits(end + 1)
            .filter(|_| {
                tokens.is_mark(end, '.') || (!grouped && has_decimal_comma(tokens, end))
            })
            .filter(|_| {
                !(tokens.is_mark(end + 2, '.') && tokens.digits(end + 3).is_some())
            })
            .map(str::to_owned);
        if fraction.is_some() {
            end += 2;
        }
        Some(Self { whole, fraction, end, grouped })
    }

    /// Whether one thing is counted.
    pub(super) fn is_one(&self) -> bool {
        self.whole == "1" && self.fraction.is_none()
    }

    /// Its value before the point; `None` where that is too large.
    pub(super) fn value(&self) -> Option<u64> {
        self.whole.parse().ok()
    }

    /// Its value, as near as may be.
    pub(super) fn amount(&self) -> f64 {
        let fraction = self.fraction.as_deref().unwrap_or("0");
        format!("{}.{fraction}", self.whole).parse().unwrap_or(f64::MAX)
    }

    /// The number in words.
    pub(super) fn words(&self, dialect: Dialect) -> String {
        let zeros = self.whole.len() > 1 && self.whole.starts_with('0');
        // Digits in a row that are too many to count are a reference, whatever they are.
        let reference =
            !self.grouped && self.whole.len() > 6 && !self.whole.ends_with("000");
        let mut words = match self.value() {
            Some(value) if !zeros && !reference => cardinal(value, dialect),
            _ => digits(
                &self.whole,
                if dialect == Dialect::British { "oh" } else { "zero" },
            ),
        };
        if let Some(fraction) = &self.fraction {
            words.push_str(" point ");
            words.push_str(&digits(fraction, "zero"));
        }
        words
    }
}

/// Whether thousands parted by a space are of money or people: `£1 250`, `12 345 people`.
fn is_of_many(tokens: &Tokens, at: usize, end: usize) -> bool {
    let unit = tokens.word(tokens.skip_space(end)).and_then(units::find);
    (is_money(tokens, at) && unit.is_none())
        || (nouns::is_of_people(&tokens.word_after(end))
            && !nouns::has_numbers(&tokens.word_before(at)))
}

fn is_money(tokens: &Tokens, at: usize) -> bool {
    at.checked_sub(1).is_some_and(|at| matches!(tokens.mark(at), Some('£' | '€' | '$')))
}

/// Whether three digits that end there are no part of a sum of money, because they have a unit:
/// "£1 250 100 mg", but "£1 250 500m".
fn has_unit(tokens: &Tokens, end: usize) -> bool {
    let unit = tokens.word(tokens.skip_space(end)).filter(|word| *word != "m");
    unit.and_then(units::find).is_some()
}

/// Whether a unit stands there, and what is of that strength.
fn is_strength(tokens: &Tokens, at: usize) -> bool {
    let unit = tokens.skip_space(at);
    tokens.word(unit).is_some_and(units::is_unit)
        && nouns::is_container(&tokens.word_after(unit + 1))
}

/// Whether a comma is the point of an amount: `2,5 mg`.
fn has_decimal_comma(tokens: &Tokens, at: usize) -> bool {
    tokens.is_mark(at, ',')
        && tokens.digits(at + 1).is_some_and(|digits| digits.len() < 3)
        && tokens.word(tokens.skip_space(at + 2)).is_some_and(units::is_unit)
}

/// The digits of `.5`, which has none before its point.
pub(super) fn bare_fraction(tokens: &Tokens, at: usize) -> Option<&str> {
    let opens = at == 0
        || tokens.is_space(at - 1)
        || matches!(
            tokens.mark(at - 1),
            Some('(' | '[' | '<' | '>' | '≤' | '≥' | '-' | '–' | '−' | '£' | '~' | '/')
        );
    tokens.digits(at + 1).filter(|_| opens && tokens.is_mark(at, '.'))
}
