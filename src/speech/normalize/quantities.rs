//! Numbers by themselves and with what they count: doses, percentages, fractions, ranks.

use super::numbers::{cardinal, denominator, digits, ordinal, plural};
use super::{Dialect, Said, Tokens, units};

/// A number as it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Number {
    /// Its digits before the point, without separators.
    pub(super) whole: String,
    /// Those behind the point.
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
        let first = tokens.digits(at)?;
        let mut whole = first.to_owned();
        let mut end = at + 1;
        let mut grouped = false;
        while (1..=3).contains(&first.len()) && !first.starts_with('0') {
            let Some(group) = tokens.digits(end + 1).filter(|group| group.len() == 3)
            else {
                break;
            };
            let parted = match tokens.text(end) {
                "," | "\u{a0}" | "\u{2009}" | "\u{202f}" => true,
                " " => group == "000",
                _ => false,
            };
            if !parted {
                break;
            }
            whole.push_str(group);
            grouped = true;
            end += 2;
        }
        let fraction = tokens
            .digits(end + 1)
            .filter(|_| tokens.is_mark(end, '.'))
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

/// A number with what it counts.
pub(super) fn quantity(tokens: &Tokens, at: usize, dialect: Dialect) -> Option<Said> {
    if let Some(said) = written_fraction(tokens, at) {
        return Some(said);
    }
    tokens.digits(at)?;
    ranked(tokens, at, dialect)
        .or_else(|| dotted(tokens, at, dialect))
        .or_else(|| divided(tokens, at, dialect))
        .or_else(|| measured(tokens, at, dialect))
}

/// `½`, `¾`: fractions of one character.
fn written_fraction(tokens: &Tokens, at: usize) -> Option<Said> {
    Some(Said::words(at, at + 1, one_character(tokens, at)?))
}

fn one_character(tokens: &Tokens, at: usize) -> Option<&'static str> {
    Some(match tokens.mark(at)? {
        '½' => "a half",
        '¼' => "a quarter",
        '¾' => "three quarters",
        '⅓' => "a third",
        '⅔' => "two thirds",
        '⅕' => "a fifth",
        '⅖' => "two fifths",
        '⅗' => "three fifths",
        '⅘' => "four fifths",
        '⅙' => "a sixth",
        '⅚' => "five sixths",
        '⅛' => "an eighth",
        '⅜' => "three eighths",
        '⅝' => "five eighths",
        '⅞' => "seven eighths",
        _ => return None,
    })
}

/// `1st`, `22nd`.
fn ranked(tokens: &Tokens, at: usize, dialect: Dialect) -> Option<Said> {
    let number = Number::read(tokens, at).filter(|number| number.fraction.is_none())?;
    let value = number.value()?;
    let ending = match (value % 100, value % 10) {
        (11..=13, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    };
    // `11st 4lb` is a weight: the ending has to be the number's own.
    let matches =
        tokens.word(number.end).is_some_and(|word| word.eq_ignore_ascii_case(ending));
    matches.then(|| Said::words(at, number.end + 1, ordinal(value, dialect)))
}

/// `1.2.3`: a version or the number of a section.
fn dotted(tokens: &Tokens, at: usize, dialect: Dialect) -> Option<Said> {
    let mut end = at + 1;
    let mut parts = vec![tokens.digits(at)?];
    while tokens.is_mark(end, '.')
        && let Some(part) = tokens.digits(end + 1)
    {
        parts.push(part);
        end += 2;
    }
    if parts.len() < 3 {
        return None;
    }
    let words: Vec<String> = parts
        .into_iter()
        .map(|part| match part.parse() {
            Ok(value) if !part.starts_with('0') && part.len() < 7 => {
                cardinal(value, dialect)
            }
            _ => digits(part, "zero"),
        })
        .collect();
    Some(Said::words(at, end, words.join(" point ")))
}

/// `1/2`, `2 1/2`, `2½`, `120/80`, `24/7`, `4/5 tablets`.
fn divided(tokens: &Tokens, at: usize, dialect: Dialect) -> Option<Said> {
    if at > 0 && tokens.is_mark(at - 1, '/') {
        return None;
    }
    let whole = Number::read(tokens, at).filter(|number| number.fraction.is_none())?;
    let fraction_at = tokens.skip_space(whole.end);
    if let Some(fraction) = one_character(tokens, fraction_at) {
        let words = format!("{} and {fraction}", whole.words(dialect));
        return Some(Said::words(at, fraction_at + 1, words));
    }
    // Two and a half: both with their space.
    if fraction_at > whole.end
        && let Some((over, under, end)) = ratio(tokens, fraction_at)
        && over < under
        && let Some(part) = fraction(over, under, dialect)
    {
        let words = format!("{} and {part}", whole.words(dialect));
        return Some(Said::words(at, end, words));
    }
    let (over, under, end) = ratio(tokens, at)?;
    let (first, second) = (cardinal(over, dialect), cardinal(under, dialect));
    let words = match (over, under) {
        (24, 7) => "twenty-four seven".into(),
        (9, 11) => "nine eleven".into(),
        // `50/50`, `20/20`.
        _ if over == under => format!("{first} {second}"),
        // The usual pressures of blood, systolic over diastolic.
        (70..=260, 30..=160) if over > under => format!("{first} over {second}"),
        // "4/5 tablets" are four or five; "4/5 of a tablet" is a part of one.
        _ if under == over + 1 && counts_several(tokens, end) => {
            format!("{first} or {second}")
        }
        _ if over < under => match fraction(over, under, dialect) {
            Some(words) => words,
            None if tokens.word_after(end) == "of" => format!("{first} out of {second}"),
            None => format!("{first} slash {second}"),
        },
        _ => format!("{first} slash {second}"),
    };
    Some(Said::words(at, end, words))
}

/// Two numbers with a slash between and none before or behind.
fn ratio(tokens: &Tokens, at: usize) -> Option<(u64, u64, usize)> {
    let slash = tokens.is_mark(at + 1, '/') || tokens.is_mark(at + 1, '⁄');
    let (over, under) = (tokens.digits(at)?, tokens.digits(at + 2)?);
    let longer =
        matches!(tokens.mark(at + 3), Some('/' | '.')) && tokens.digits(at + 4).is_some();
    if !slash || longer || over.len() > 4 || under.len() > 4 || over.starts_with('0') {
        return None;
    }
    Some((over.parse().ok()?, under.parse().ok()?, at + 3))
}

fn fraction(over: u64, under: u64, dialect: Dialect) -> Option<String> {
    // Fractions that are read as such; others are more often a date or a reference.
    if over == 0 || !matches!(under, 2..=6 | 8 | 10 | 100) || (over > 1 && under == 2) {
        return None;
    }
    let part = denominator(under, over > 1, dialect)?;
    Some(match over {
        1 if part.starts_with("eigh") || part.starts_with("eleven") => {
            format!("an {part}")
        }
        1 => format!("a {part}"),
        _ => format!("{} {part}", cardinal(over, dialect)),
    })
}

/// Whether things in the plural follow that are counted whole.
fn counts_several(tokens: &Tokens, end: usize) -> bool {
    matches!(
        tokens.word_after(end).as_str(),
        "tablets"
            | "capsules"
            | "pills"
            | "drops"
            | "puffs"
            | "doses"
            | "spoonfuls"
            | "teaspoons"
            | "times"
            | "hours"
            | "days"
            | "weeks"
            | "months"
            | "years"
            | "minutes"
            | "sessions"
            | "people"
            | "cups"
            | "glasses"
            | "visits"
            | "sachets"
            | "patches"
            | "weekly"
    )
}

/// A number with a unit, a per cent sign, a plus or a letter for its size.
fn measured(tokens: &Tokens, at: usize, dialect: Dialect) -> Option<Said> {
    let number = Number::read(tokens, at)?;
    let words = number.words(dialect);
    let end = number.end;
    let glued = |sign: char| tokens.is_mark(end, sign);
    if tokens.is_mark(tokens.skip_space(end), '%') {
        return Some(Said::words(
            at,
            tokens.skip_space(end) + 1,
            format!("{words} percent"),
        ));
    }
    if let Some(said) = degrees(tokens, at, &number, &words) {
        return Some(said);
    }
    // `HER2+` is a result, and left to the sign.
    if glued('+') && tokens.digits(end + 1).is_none() && !tokens.is_glued(at) {
        return Some(Said::words(at, end + 1, open_ended(tokens, end + 1, &words)));
    }
    // `2*500 mg`
    if glued('*') && tokens.digits(end + 1).is_some() {
        return Some(Said::words(at, end + 1, format!("{words} times")));
    }
    if let Some(word) = tokens.word(end) {
        let scale = match word {
            "bn" => Some("billion"),
            "k" | "K" => Some("thousand"),
            "m" | "M" if counts_people(tokens, end + 1) => Some("million"),
            "x" | "X" if tokens.is_space(end + 1) && tokens.digits(end + 2).is_none() => {
                Some("times")
            }
            // `4x4` is by, `2x250ml` times.
            "x" | "X" if is_bare(tokens, end + 1) => Some("by"),
            "x" | "X" => Some("times"),
            _ => None,
        };
        if let Some(scale) = scale {
            return Some(Said::words(at, end + 1, format!("{words} {scale}")));
        }
        // `over-65s`, `under 18s`.
        if word == "s" && number.fraction.is_none() {
            return Some(Said::words(at, end + 1, plural(&words)));
        }
        if word == "p" {
            let pence = if number.is_one() { "penny" } else { "pence" };
            return Some(Said::words(at, end + 1, format!("{words} {pence}")));
        }
    }
    if let Some((unit, end)) = unit_behind(tokens, &number, dialect) {
        return Some(Said::words(at, end, format!("{words} {unit}")));
    }
    Some(Said::words(at, end, words))
}

/// Whether a number stands there without a unit.
fn is_bare(tokens: &Tokens, at: usize) -> bool {
    Number::read(tokens, at).is_some_and(|number| {
        let unit = tokens.word(tokens.skip_space(number.end)).and_then(units::find);
        unit.is_none()
    })
}

/// `38°C`, `38 °F`, `90°`.
fn degrees(tokens: &Tokens, at: usize, number: &Number, words: &str) -> Option<Said> {
    let sign = tokens.skip_space(number.end);
    let degree = if number.is_one() { "degree" } else { "degrees" };
    let whole_sign = match tokens.mark(sign)? {
        '℃' => Some("Celsius"),
        '℉' => Some("Fahrenheit"),
        '°' | 'º' => None,
        _ => return None,
    };
    if let Some(scale) = whole_sign {
        return Some(Said::words(at, sign + 1, format!("{words} {degree} {scale}")));
    }
    let letter = tokens.skip_space(sign + 1);
    let scale = match tokens.word(letter) {
        Some("C") => " Celsius",
        Some("F") => " Fahrenheit",
        _ => return Some(Said::words(at, sign + 1, format!("{words} {degree}"))),
    };
    Some(Said::words(at, letter + 1, format!("{words} {degree}{scale}")))
}

/// `65+`: an age and over; before what is counted, more than so many.
fn open_ended(tokens: &Tokens, end: usize, words: &str) -> String {
    let after = tokens.word_after(end);
    let counted = after.len() > 3
        && after.ends_with('s')
        && !matches!(after.as_str(), "years" | "this")
        || after == "people";
    if counted { format!("more than {words}") } else { format!("{words} and over") }
}

fn counts_people(tokens: &Tokens, at: usize) -> bool {
    matches!(
        tokens.word_after(at).as_str(),
        "people"
            | "patients"
            | "men"
            | "women"
            | "children"
            | "adults"
            | "households"
            | "families"
            | "users"
            | "visitors"
            | "visits"
            | "cases"
            | "tests"
            | "carers"
    )
}

/// The unit behind a number, with what it is divided by.
fn unit_behind(
    tokens: &Tokens,
    number: &Number,
    dialect: Dialect,
) -> Option<(String, usize)> {
    let touching = tokens.word(number.end).is_some();
    let at = tokens.skip_space(number.end);
    let sign = tokens.word(at)?;
    let divided = tokens.is_mark(at + 1, '/').then(|| tokens.word(at + 2)).flatten();
    let (one, many) = match units::find(sign) {
        Some(unit) => {
            if unit.unsure
                && !touching
                && divided.is_none()
                && is_in_a_sentence(tokens, at)
            {
                return None;
            }
            (unit.one.to_owned(), unit.many.to_owned())
        }
        // `2 tablets/day`: the word stays, only its slash is said.
        None => {
            divided.and_then(units::per)?;
            (sign.to_owned(), sign.to_owned())
        }
    };
    let mut words = if number.is_one() { one } else { many };
    let mut end = at + 1;
    if let Some((power, length)) = power(tokens, end) {
        words = format!("{power} {words}");
        end += length;
    }
    while tokens.is_mark(end, '/')
        && let Some(per) = tokens.word(end + 1).and_then(units::per)
    {
        words.push_str(" per ");
        if let Some((power, length)) = power(tokens, end + 2) {
            words.push_str(power);
            words.push(' ');
            end += length;
        }
        words.push_str(per);
        end += 2;
    }
    if let Some((times, to)) = times_a_day(tokens, end) {
        words.push(' ');
        words.push_str(times);
        end = to;
    }
    if dialect == Dialect::American {
        words = words.replace("litre", "liter").replace("metre", "meter");
    }
    Some((words, end))
}

/// Whether a letter behind a space may be more than a unit: words follow it.
fn is_in_a_sentence(tokens: &Tokens, at: usize) -> bool {
    tokens.is_space(at + 1)
        && matches!(tokens.text(at), "m" | "s" | "h" | "st" | "V" | "W" | "l" | "L")
        && tokens.word(at + 2).is_some()
}

/// "square" or "cubic" behind the sign of a length (`m²`, `kg/m2`), and how many tokens it is.
fn power(tokens: &Tokens, at: usize) -> Option<(&'static str, usize)> {
    let length = at.checked_sub(1).map(|at| tokens.text(at));
    let raised = usize::from(tokens.is_mark(at, super::RAISED_MARK));
    let figure = tokens.digits(at + raised).filter(|_| {
        matches!(length, Some("m" | "cm" | "mm" | "km"))
            && tokens.word(at + raised + 1).is_none()
    });
    match (tokens.mark(at), figure) {
        (_, Some("2")) => Some(("square", raised + 1)),
        (_, Some("3")) => Some(("cubic", raised + 1)),
        (Some('²'), _) => Some(("square", 1)),
        (Some('³'), _) => Some(("cubic", 1)),
        _ => None,
    }
}

/// The Latin for how often a dose is taken, which stands right behind it.
fn times_a_day(tokens: &Tokens, at: usize) -> Option<(&'static str, usize)> {
    if !tokens.is_space(at) {
        return None;
    }
    let times = match tokens.word(at + 1)? {
        "od" | "OD" => "once a day",
        "bd" | "BD" | "bid" | "BID" => "twice a day",
        "tds" | "TDS" | "tid" | "TID" => "three times a day",
        "qds" | "QDS" | "qid" | "QID" => "four times a day",
        "prn" | "PRN" => "when needed",
        _ => return None,
    };
    Some((times, at + 2))
}
