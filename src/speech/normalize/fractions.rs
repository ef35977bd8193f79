//! Fractions of one character, and numbers with a slash between.

use super::amounts::amount_after;
use super::number::Number;
use super::sort::Sort;
use super::strokes::{Stroke, is_simple, part, stroke};
use super::{Dialect, Said, Tokens};

/// `½`, `1/2`, `2 1/2`, `2½`, `120/80`, `24/7`, `4/5 tablets`, `Grade 3/4`, `7/10`.
pub(super) fn fraction(tokens: &Tokens, at: usize, dialect: Dialect) -> Option<Said> {
    if let Some((words, value)) = one_character(tokens, at) {
        let (words, sort, end) =
            of_a_unit(tokens, at + 1, words.to_owned(), value, dialect);
        let words = without_article(tokens, at, words);
        return Some(Said::words(at, end, words).of(sort));
    }
    tokens.digits(at)?;
    divided(tokens, at, dialect)
}

fn one_character(tokens: &Tokens, at: usize) -> Option<(&'static str, f64)> {
    Some(match tokens.mark(at)? {
        '½' => ("a half", 0.5),
        '¼' => ("a quarter", 0.25),
        '¾' => ("three quarters", 0.75),
        '⅓' => ("a third", 1.0 / 3.0),
        '⅔' => ("two thirds", 2.0 / 3.0),
        '⅕' => ("a fifth", 0.2),
        '⅖' => ("two fifths", 0.4),
        '⅗' => ("three fifths", 0.6),
        '⅘' => ("four fifths", 0.8),
        '⅙' => ("a sixth", 1.0 / 6.0),
        '⅚' => ("five sixths", 5.0 / 6.0),
        '⅛' => ("an eighth", 0.125),
        '⅜' => ("three eighths", 0.375),
        '⅝' => ("five eighths", 0.625),
        '⅞' => ("seven eighths", 0.875),
        _ => return None,
    })
}

/// A part with the unit after it: "a half pint", "seven and a half hours".
fn of_a_unit(
    tokens: &Tokens,
    end: usize,
    words: String,
    value: f64,
    dialect: Dialect,
) -> (String, Sort, usize) {
    match amount_after(tokens, end, value <= 1.0, dialect) {
        Some((unit, measure, end)) => {
            let article = if unit.starts_with(['a', 'e', 'i', 'o', 'u']) || unit == "hour"
            {
                "an"
            } else {
                "a"
            };
            let words = match words.as_str() {
                "a half" => format!("half {article} {unit}"),
                _ if value < 1.0 => format!("{words} of {article} {unit}"),
                _ => format!("{words} {unit}"),
            };
            (words, Sort::Amount(value, measure), end)
        }
        None => (halved(tokens, end, words), Sort::Number(value), end),
    }
}

/// "A quarter of it", where `a 1/4 of it` has its article.
fn without_article(tokens: &Tokens, at: usize, words: String) -> String {
    let article = matches!(tokens.word_before(at).as_str(), "a" | "an" | "the");
    let bare = words.strip_prefix("a ").or_else(|| words.strip_prefix("an "));
    bare.filter(|_| article).map_or_else(|| words.clone(), str::to_owned)
}

/// "Half a tablet", not "a half a tablet".
fn halved(tokens: &Tokens, end: usize, words: String) -> String {
    let article = matches!(
        tokens.word_after(end).as_str(),
        "a" | "an" | "the" | "your" | "his" | "her"
    );
    if article && words == "a half" { "half".into() } else { words }
}

fn divided(tokens: &Tokens, at: usize, dialect: Dialect) -> Option<Said> {
    // `CIN1/2` has two kinds.
    if at > 0 && tokens.word(at - 1).is_some() {
        return None;
    }
    // `225g/8½oz`
    let after_slash = at > 0 && tokens.is_mark(at - 1, '/');
    let whole = Number::read(tokens, at).filter(|number| number.fraction.is_none())?;
    let fraction_at = tokens.skip_space(whole.end);
    if let Some((fraction, part)) = one_character(tokens, fraction_at) {
        let words = format!("{} and {fraction}", whole.words(dialect));
        let value = whole.amount() + part;
        let (words, sort, end) =
            of_a_unit(tokens, fraction_at + 1, words, value, dialect);
        return Some(Said::words(at, end, words).of(sort));
    }
    if after_slash {
        return None;
    }
    // Two and a half: both with their space, or with a hyphen.
    let hyphen = tokens.is_mark(whole.end, '-');
    let fraction_at = if hyphen { whole.end + 1 } else { fraction_at };
    if fraction_at > whole.end
        && let Some((over, under, end)) = ratio(tokens, fraction_at)
        && over < under
        && (!hyphen || is_simple(over, under))
        && let Some(part) = part(over, under, dialect)
    {
        let words = format!("{} and {part}", whole.words(dialect));
        let value = whole.amount() + over as f64 / under as f64;
        let (words, sort, end) = of_a_unit(tokens, end, words, value, dialect);
        return Some(Said::words(at, end, words).of(sort));
    }
    let (over, under, end) = ratio(tokens, at)?;
    // `1/10th`, `2/3rds`
    if matches!(tokens.word(end), Some("th" | "ths" | "rd" | "rds" | "nd"))
        && let Some(words) = part(over, under, dialect)
    {
        let value = over as f64 / under as f64;
        let words = without_article(tokens, at, words);
        return Some(Said::words(at, end + 1, words).of(Sort::Number(value)));
    }
    let stroke = stroke(tokens, at, (over, under), end, dialect);
    // `1/2 tsp`
    if let Stroke::Part(words) = &stroke {
        let value = over as f64 / under as f64;
        let (words, sort, end) = of_a_unit(tokens, end, words.clone(), value, dialect);
        let words = without_article(tokens, at, words);
        return Some(Said::words(at, end, words).of(sort));
    }
    let words = stroke.words(over, under, dialect);
    let words = without_article(tokens, at, halved(tokens, end, words));
    let value = match stroke {
        Stroke::Part(_) | Stroke::OneIn => over as f64 / under as f64,
        _ => over as f64,
    };
    // `30/500 mg`, `140/90 mmHg`
    if matches!(stroke, Stroke::Slash | Stroke::Over)
        && let Some((unit, measure, end)) = amount_after(tokens, end, false, dialect)
    {
        let said = Said::words(at, end, format!("{words} {unit}"));
        return Some(said.of(Sort::Amount(value, measure)));
    }
    Some(Said::words(at, end, words).of(Sort::Number(value)))
}

/// Two numbers with a slash between and none before or after.
fn ratio(tokens: &Tokens, at: usize) -> Option<(u64, u64, usize)> {
    let spaced = tokens.is_space(at + 1) && tokens.is_space(at + 3);
    let sign = at + 1 + usize::from(spaced);
    let slash = tokens.is_mark(sign, '/') || tokens.is_mark(sign, '⁄');
    let over = tokens.digits(at)?;
    let under = sign + 1 + usize::from(spaced);
    let under = Number::read(tokens, under).filter(|under| under.fraction.is_none())?;
    let longer = matches!(tokens.mark(under.end), Some('/' | '.'))
        && tokens.digits(under.end + 1).is_some();
    let long = under.whole.len() > 4 && !under.grouped;
    if !slash
        || longer
        || over.len() > 4
        || long
        || (over.starts_with('0') && over != "0")
    {
        return None;
    }
    Some((over.parse().ok()?, under.value()?, under.end))
}
