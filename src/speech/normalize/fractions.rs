//! Parts, chances, scores and choices: numbers with a slash between, and fractions of one
//! character.

use super::amounts::amount_behind;
use super::nouns::is_counted_whole;
use super::numbers::{cardinal, denominator};
use super::quantities::Number;
use super::sort::Sort;
use super::{Dialect, Said, Tokens, nouns};

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

/// A part with the unit behind it: "a half pint", "seven and a half hours".
fn of_a_unit(
    tokens: &Tokens,
    end: usize,
    words: String,
    value: f64,
    dialect: Dialect,
) -> (String, Sort, usize) {
    match amount_behind(tokens, end, value <= 1.0, dialect) {
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
    if at > 0 && (tokens.is_mark(at - 1, '/') || tokens.word(at - 1).is_some()) {
        return None;
    }
    let whole = Number::read(tokens, at).filter(|number| number.fraction.is_none())?;
    let fraction_at = tokens.skip_space(whole.end);
    if let Some((fraction, part)) = one_character(tokens, fraction_at) {
        let words = format!("{} and {fraction}", whole.words(dialect));
        let value = whole.amount() + part;
        let (words, sort, end) =
            of_a_unit(tokens, fraction_at + 1, words, value, dialect);
        return Some(Said::words(at, end, words).of(sort));
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
    let stroke = stroke(tokens, at, (over, under), end, dialect);
    let words = stroke.words(over, under, dialect);
    let words = without_article(tokens, at, halved(tokens, end, words));
    let value = match stroke {
        Stroke::OutOf | Stroke::Over => over as f64,
        _ => over as f64 / under.max(1) as f64,
    };
    // `30/500 mg`, `140/90 mmHg`
    if matches!(stroke, Stroke::Slash | Stroke::Over)
        && let Some((unit, measure, end)) = amount_behind(tokens, end, false, dialect)
    {
        let said = Said::words(at, end, format!("{words} {unit}"));
        return Some(said.of(Sort::Amount(value, measure)));
    }
    Some(Said::words(at, end, words).of(Sort::Number(value)))
}

/// What a stroke between two numbers means.
enum Stroke {
    /// A fraction, in words.
    Part(String),
    /// One of so many.
    OneIn,
    /// So many of as many as there are.
    OutOf,
    /// One number or the next.
    Or,
    /// From one number to the other.
    To,
    /// The pressure of blood, systolic over diastolic.
    Over,
    /// So many days, weeks or months.
    Times(&'static str),
    /// Two numbers that are said together: "fifty fifty".
    Together,
    /// Two strengths, or what no rule knows.
    Slash,
}

impl Stroke {
    fn words(&self, over: u64, under: u64, dialect: Dialect) -> String {
        let (first, second) = (cardinal(over, dialect), cardinal(under, dialect));
        let joint = match self {
            Self::Part(words) => return words.clone(),
            Self::Times(time) if over == 1 => return format!("{first} {time}"),
            Self::Times(time) => return format!("{first} {time}s"),
            Self::Together => return format!("{first} {second}"),
            Self::OneIn => "in",
            Self::OutOf => "out of",
            Self::Or => "or",
            Self::To => "to",
            Self::Over => "over",
            Self::Slash => "slash",
        };
        format!("{first} {joint} {second}")
    }
}

/// What the stroke of a ratio means, by the words around.
fn stroke(
    tokens: &Tokens,
    at: usize,
    (over, under): (u64, u64),
    end: usize,
    dialect: Dialect,
) -> Stroke {
    const ALONE: [&str; 7] = ["", "then", "and", "or", "if", "until", "only"];
    let after = tokens.word_after(end);
    if ALONE.contains(&after.as_str())
        && let Some(time) = clinical_time(tokens, at, over, under)
    {
        return Stroke::Times(time);
    }
    let has_unit = amount_behind(tokens, end, false, dialect).is_some();
    let chosen = is_chosen(tokens, at, end);
    let of_people = nouns::is_of_people(&after);
    let consecutive = under == over + 1;
    match (over, under) {
        (24, 7) => Stroke::Together,
        // The usual pressures of blood.
        (70..=260, 30..=160) if over > under => Stroke::Over,
        // `5/10 mg` are two strengths.
        _ if has_unit && !is_simple(over, under) => Stroke::Slash,
        (9, 11) => Stroke::Together,
        _ if over <= under && is_a_score(tokens, under, end) => Stroke::OutOf,
        // `50/50`, `20/20`.
        _ if over == under => Stroke::Together,
        _ if chosen && consecutive => Stroke::Or,
        _ if chosen => Stroke::Slash,
        (1, _) if of_people => Stroke::OneIn,
        _ if of_people && over < under => Stroke::OutOf,
        // "4/5 tablets" are four or five; "4/5 of a tablet" is a part of one.
        _ if consecutive && (is_counted_whole(&after) || after == "weekly") => Stroke::Or,
        // `6/8 hours`
        _ if over > 3 && (over + 1..over + 3).contains(&under) && is_counted(&after) => {
            Stroke::To
        }
        _ if over >= under || over == 0 => Stroke::Slash,
        _ => part_or_chance(tokens, over, under, end, dialect),
    }
}

/// What the stroke of a ratio below one means: `3/4 of it`, `1/100`, `7/10`, `11/12`.
fn part_or_chance(
    tokens: &Tokens,
    over: u64,
    under: u64,
    end: usize,
    dialect: Dialect,
) -> Stroke {
    const THINGS: [&str; 10] =
        ["a", "an", "the", "your", "his", "her", "their", "my", "all", "our"];
    let of = tokens.word_after(end) == "of";
    let thing = tokens.word_after(tokens.skip_space(end) + 1);
    let of_a_thing = of && THINGS.contains(&thing.as_str());
    match (over, under) {
        (1, 10 | 100..) if !of_a_thing => Stroke::OneIn,
        (_, 10) if !of_a_thing => Stroke::OutOf,
        (_, 11..) if !of_a_thing && of => Stroke::OutOf,
        (_, 11..) if !of_a_thing => Stroke::Slash,
        _ => match part(over, under, dialect) {
            Some(words) => Stroke::Part(words),
            None if of => Stroke::OutOf,
            None => Stroke::Slash,
        },
    }
}

/// Whether it is one of the parts in everyday use.
const fn is_simple(over: u64, under: u64) -> bool {
    matches!((over, under), (1, 2..=4) | (2, 3) | (3, 4))
}

/// Whether a word is of several things.
fn is_counted(word: &str) -> bool {
    word.len() > 3 && word.ends_with('s')
        || matches!(word, "hourly" | "weekly" | "monthly")
}

/// "Day", "week" or "month", where a fraction is short for so many of them: `for 5/7`, `2/52`.
fn clinical_time(
    tokens: &Tokens,
    at: usize,
    over: u64,
    under: u64,
) -> Option<&'static str> {
    let before = tokens.word_before(at);
    let timed =
        matches!(before.as_str(), "for" | "in" | "every" | "x" | "after" | "last");
    match under {
        52 if over < 52 && over > 0 => Some("week"),
        7 if timed && over > 0 && over < 14 => Some("day"),
        12 if timed && over > 0 && over < 24 => Some("month"),
        _ => None,
    }
}

/// Whether what stands before says that two numbers are one or the other: `Grade 3/4`, `CIN 2/3`.
fn is_chosen(tokens: &Tokens, at: usize, end: usize) -> bool {
    let short = tokens.before(at).and_then(|at| tokens.word(at)).is_some_and(|word| {
        (2..=5).contains(&word.len())
            && word.bytes().all(|b| b.is_ascii_uppercase())
            && !matches!(
                word,
                "TAKE" | "EAT" | "DRINK" | "USE" | "ABOUT" | "ONLY" | "BP" | "WITH"
            )
    });
    // "GTN 1/2 tablet", "Day 1/2 tablet": half of one.
    let after = tokens.word_after(end);
    let taken = matches!(
        after.as_str(),
        "a" | "an" | "the" | "tablet" | "tablets" | "capsule" | "dose"
    );
    let chosen = (short && after != "of") || nouns::has_numbers(&tokens.word_before(at));
    chosen && !taken
}

/// Whether something is rated by so many of as many: `GCS 8/15`, a pain of `7/10`.
fn is_a_score(tokens: &Tokens, under: u64, end: usize) -> bool {
    let after = tokens.word_after(end);
    let counts = is_counted_whole(&after)
        || nouns::is_of_people(&after)
        || matches!(after.as_str(), "a" | "an" | "of" | "tablet" | "capsule" | "dose");
    if counts || !matches!(under, 5 | 10 | 12 | 15 | 20 | 24 | 27 | 28 | 30 | 100) {
        return false;
    }
    tokens.has_word(&[
        "pain", "score", "scored", "scores", "rated", "rating", "gcs", "mmse", "moca",
        "amts", "amt", "apgar", "news",
    ])
}

/// Two numbers with a slash between and none before or behind.
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

fn part(over: u64, under: u64, dialect: Dialect) -> Option<String> {
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
