//! Powers of numbers: `10⁹/L`, `10^9`, `2²`.

use super::number::Number;
use super::numbers::cardinal;
use super::{Dialect, Said, Tokens, units};

/// A number with a raised one after it, and what that is of.
pub(super) fn raised(
    tokens: &Tokens,
    at: usize,
    number: &Number,
    dialect: Dialect,
) -> Option<Said> {
    let (whole, power, below, mut end) = match exponent(tokens, number.end) {
        Some((power, below, end)) => (number.words(dialect), power, below, end),
        None => {
            (cardinal(10, dialect), flattened(tokens, at, number)?, false, number.end)
        }
    };
    // A small digit after another number may be that of a note.
    let marked = is_marked(tokens, number.end);
    let of_a_note =
        number.whole != "10" && (number.whole.len() > 2 || !matches!(power, 2 | 3));
    if end > number.end && !marked && of_a_note {
        return None;
    }
    let words = match power {
        power if below => format!("to the power of minus {}", cardinal(power, dialect)),
        2 => "squared".to_owned(),
        3 => "cubed".to_owned(),
        power => format!("to the power of {}", cardinal(power, dialect)),
    };
    let mut words = format!("{whole} {words}");
    // `10⁹/L`
    if tokens.is_mark(end, '/')
        && let Some((per, _)) = tokens.word(end + 1).and_then(units::per)
    {
        let per = if dialect == Dialect::American {
            per.replace("litre", "liter")
        } else {
            per
        };
        words.push_str(" per ");
        words.push_str(&per);
        end += 2;
    }
    Some(Said::words(at, end, words))
}

/// Whether what follows is marked as a power: it stands above the line, or after `^`.
fn is_marked(tokens: &Tokens, at: usize) -> bool {
    tokens.is_raised(at) || tokens.is_mark(at, '^')
}

/// The power in `x 109/L`, whose raised digit came down to the line when it was copied.
fn flattened(tokens: &Tokens, at: usize, number: &Number) -> Option<u64> {
    let times = tokens
        .before(at)
        .is_some_and(|at| tokens.is_mark(at, '×') || tokens.word(at) == Some("x"));
    let per_litre = tokens.is_mark(number.end, '/')
        && matches!(tokens.word(number.end + 1), Some("L" | "l"));
    match number.whole.as_str() {
        "109" if times && per_litre => Some(9),
        "1012" if times && per_litre => Some(12),
        _ => None,
    }
}

/// The digits that stand above the line at a place, whether they are below nothing, and where
/// they end.
fn exponent(tokens: &Tokens, at: usize) -> Option<(u64, bool, usize)> {
    if is_marked(tokens, at)
        && let Some(figures) = tokens.digits(at + 1)
    {
        return Some((figures.parse().ok()?, false, at + 2));
    }
    let mut power = 0_u64;
    // `10⁻⁶`
    let below = tokens.is_mark(at, '⁻');
    let at = at + usize::from(below);
    let mut end = at;
    while let Some(figure) = tokens.mark(end).and_then(superscript) {
        power = power.checked_mul(10)?.checked_add(figure)?;
        end += 1;
    }
    (end > at).then_some((power, below, end))
}

const fn superscript(c: char) -> Option<u64> {
    Some(match c {
        '⁰' => 0,
        '¹' => 1,
        '²' => 2,
        '³' => 3,
        '⁴' => 4,
        '⁵' => 5,
        '⁶' => 6,
        '⁷' => 7,
        '⁸' => 8,
        '⁹' => 9,
        _ => return None,
    })
}
