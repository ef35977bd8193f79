//! Numbers in English words.

use super::Dialect;

const ONES: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: [&str; 10] = [
    "", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
];
const THOUSANDS: [&str; 7] =
    ["", "thousand", "million", "billion", "trillion", "quadrillion", "quintillion"];

/// A number as it counts: "one hundred and twenty" (American: "one hundred twenty").
pub(super) fn cardinal(number: u64, dialect: Dialect) -> String {
    if number == 0 {
        return ONES[0].into();
    }
    let mut groups = Vec::new();
    let mut rest = number;
    while rest > 0 {
        groups.push(rest % 1000);
        rest /= 1000;
    }
    let mut parts = Vec::new();
    for (power, &group) in groups.iter().enumerate().rev() {
        if group == 0 {
            continue;
        }
        let mut words = below_thousand(group, dialect);
        // "One thousand and five": the last group is joined as a hundred's rest is.
        if power == 0 && group < 100 && !parts.is_empty() && dialect == Dialect::British {
            words.insert_str(0, "and ");
        }
        if power > 0 {
            words.push(' ');
            words.push_str(THOUSANDS[power]);
        }
        parts.push(words);
    }
    parts.join(" ")
}

fn below_thousand(number: u64, dialect: Dialect) -> String {
    let (hundreds, rest) = (number / 100, number % 100);
    let and = if dialect == Dialect::British { " and " } else { " " };
    match (hundreds, rest) {
        (0, rest) => below_hundred(rest),
        (hundreds, 0) => format!("{} hundred", one(hundreds)),
        (hundreds, rest) => {
            format!("{} hundred{and}{}", one(hundreds), below_hundred(rest))
        }
    }
}

fn one(number: u64) -> &'static str {
    usize::try_from(number).ok().and_then(|at| ONES.get(at)).unwrap_or(&"")
}

/// A number below a hundred: "forty-two".
pub(super) fn below_hundred(number: u64) -> String {
    if number < 20 {
        return one(number).into();
    }
    let tens = usize::try_from(number / 10).map_or("", |at| TENS[at.min(9)]);
    match number % 10 {
        0 => tens.into(),
        ones => format!("{tens}-{}", one(ones)),
    }
}

/// A number as it ranks: "twenty-first".
pub(super) fn ordinal(number: u64, dialect: Dialect) -> String {
    let words = cardinal(number, dialect);
    let last = words.rfind([' ', '-']).map_or(0, |at| at + 1);
    let (head, last) = words.split_at(last);
    let last = match last {
        "one" => "first".into(),
        "two" => "second".into(),
        "three" => "third".into(),
        "five" => "fifth".into(),
        "eight" => "eighth".into(),
        "nine" => "ninth".into(),
        "twelve" => "twelfth".into(),
        other => other
            .strip_suffix('y')
            .map_or_else(|| format!("{other}th"), |stem| format!("{stem}ieth")),
    };
    format!("{head}{last}")
}

/// A year: "nineteen eighty-four", "two thousand and five", "twenty twenty-six".
pub(super) fn year(number: u64, dialect: Dialect) -> String {
    let (century, rest) = (number / 100, number % 100);
    match (century, rest) {
        (20, 0..=9) | (10, 0..=9) => cardinal(number, dialect),
        (_, 0) => format!("{} hundred", below_hundred(century)),
        (_, 1..=9) => format!("{} oh {}", below_hundred(century), one(rest)),
        _ => format!("{} {}", below_hundred(century), below_hundred(rest)),
    }
}

/// Each digit by itself; `zero` is "oh" on a telephone in Britain.
pub(super) fn digits(digits: &str, zero: &str) -> String {
    let words: Vec<&str> = digits
        .chars()
        .filter_map(|digit| digit.to_digit(10))
        .map(|digit| if digit == 0 { zero } else { one(digit.into()) })
        .collect();
    words.join(" ")
}

/// The plural of a number's last word: "twenties", "sixes", "nineteen nineties".
pub(super) fn plural(words: &str) -> String {
    if let Some(stem) = words.strip_suffix('y') {
        format!("{stem}ies")
    } else if words.ends_with("six") || words.ends_with('x') {
        format!("{words}es")
    } else {
        format!("{words}s")
    }
}

/// The denominator of a fraction, `None` for a division that has no such word.
pub(super) fn denominator(number: u64, many: bool, dialect: Dialect) -> Option<String> {
    let word = match number {
        2 => return Some(if many { "halves" } else { "half" }.into()),
        4 => "quarter".to_owned(),
        3 | 5..=20 | 50 | 100 | 1000 => ordinal(number, dialect),
        _ => return None,
    };
    Some(if many { format!("{word}s") } else { word })
}

#[cfg(test)]
mod tests {
    use super::*;
    use Dialect::{American, British};

    #[test]
    fn cardinals() {
        assert_eq!(cardinal(0, British), "zero");
        assert_eq!(cardinal(1_005, British), "one thousand and five");
        assert_eq!(cardinal(1_250, British), "one thousand two hundred and fifty");
        assert_eq!(cardinal(1_250, American), "one thousand two hundred fifty");
        assert_eq!(cardinal(2_000_042, British), "two million and forty-two");
        assert!(cardinal(u64::MAX, British).starts_with("eighteen quintillion"));
    }

    #[test]
    fn ordinals_and_years() {
        assert_eq!(ordinal(21, British), "twenty-first");
        assert_eq!(ordinal(120, British), "one hundred and twentieth");
        assert_eq!(year(1905, British), "nineteen oh five");
        assert_eq!(year(2000, British), "two thousand");
        assert_eq!(year(2005, British), "two thousand and five");
        assert_eq!(year(2026, British), "twenty twenty-six");
        assert_eq!(year(1900, British), "nineteen hundred");
    }
}
