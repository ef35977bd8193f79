//! Parts, chances, scores and choices: numbers with a slash between, and fractions of one
//! character.

use super::amounts::amount_behind;
use super::numbers::{cardinal, denominator};
use super::quantities::{Number, is_counted_whole};
use super::sort::Sort;
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
        && (!hyphen || matches!((over, under), (1, 2..=4) | (2, 3) | (3, 4)))
        && let Some(part) = part(over, under, dialect)
    {
        let words = format!("{} and {part}", whole.words(dialect));
        let value = whole.amount() + over as f64 / under as f64;
        let (words, sort, end) = of_a_unit(tokens, end, words, value, dialect);
        return Some(Said::words(at, end, words).of(sort));
    }
    let (over, under, end) = ratio(tokens, at)?;
    let words = divided_words(tokens, at, over, under, end, dialect);
    let of = words.contains(" out of ");
    let words = without_article(tokens, at, halved(tokens, end, words));
    let value = if of { over as f64 } else { over as f64 / under.max(1) as f64 };
    // `30/500 mg`, `140/90 mmHg`
    let strengths = words.contains(" slash ") || words.contains(" over ");
    if strengths
        && let Some((unit, measure, end)) = amount_behind(tokens, end, false, dialect)
    {
        let said = Said::words(at, end, format!("{words} {unit}"));
        return Some(said.of(Sort::Amount(value, measure)));
    }
    Some(Said::words(at, end, words).of(Sort::Number(value)))
}

fn divided_words(
    tokens: &Tokens,
    at: usize,
    over: u64,
    under: u64,
    end: usize,
    dialect: Dialect,
) -> String {
    let (first, second) = (cardinal(over, dialect), cardinal(under, dialect));
    let after = tokens.word_after(end);
    let of_a_thing = after == "of"
        && matches!(
            tokens.word_after(tokens.skip_space(end) + 1).as_str(),
            "a" | "an" | "the" | "your" | "his" | "her" | "their" | "my" | "all" | "our"
        );
    let counts_people = matches!(
        after.as_str(),
        "people"
            | "patients"
            | "women"
            | "men"
            | "children"
            | "babies"
            | "adults"
            | "pregnancies"
            | "births"
            | "users"
            | "cases"
            | "carers"
    );
    let alone =
        matches!(after.as_str(), "" | "then" | "and" | "or" | "if" | "until" | "only");
    if alone && let Some(time) = clinical_time(tokens, at, over, under) {
        let noun = if over == 1 { time.to_owned() } else { format!("{time}s") };
        return format!("{first} {noun}");
    }
    let consecutive = under == over + 1;
    // `5/10 mg` are two strengths.
    let simple = matches!((over, under), (1, 2..=4) | (2, 3) | (3, 4));
    let has_unit = amount_behind(tokens, end, false, dialect).is_some();
    match (over, under) {
        (24, 7) => "twenty-four seven".into(),
        // The usual pressures of blood, systolic over diastolic.
        (70..=260, 30..=160) if over > under => format!("{first} over {second}"),
        _ if has_unit && !simple => format!("{first} slash {second}"),
        (9, 11) => "nine eleven".into(),
        _ if over <= under && is_a_score(tokens, under, end) => {
            format!("{first} out of {second}")
        }
        // `50/50`, `20/20`.
        _ if over == under => format!("{first} {second}"),
        _ if is_chosen(tokens, at, end) => {
            let joint = if consecutive { "or" } else { "slash" };
            format!("{first} {joint} {second}")
        }
        (1, _) if counts_people => format!("one in {second}"),
        _ if counts_people && over < under => format!("{first} out of {second}"),
        // "4/5 tablets" are four or five; "4/5 of a tablet" is a part of one.
        _ if consecutive && is_counted_whole(&after) => format!("{first} or {second}"),
        // `6/8 hours`
        _ if over > 3 && (over + 1..over + 3).contains(&under) && is_counted(&after) => {
            format!("{first} to {second}")
        }
        _ if over >= under || over == 0 => format!("{first} slash {second}"),
        (1, 100..) if !of_a_thing => format!("one in {second}"),
        (_, 11..) if !of_a_thing && after == "of" => format!("{first} out of {second}"),
        (_, 11..) if !of_a_thing => format!("{first} slash {second}"),
        (1, 10) if !of_a_thing => "one in ten".into(),
        (_, 10) if !of_a_thing => format!("{first} out of ten"),
        _ => match part(over, under, dialect) {
            Some(words) => words,
            None if after == "of" => format!("{first} out of {second}"),
            None => format!("{first} slash {second}"),
        },
    }
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
    let label = tokens.word_before(at);
    let label = label.strip_suffix('s').unwrap_or(&label);
    let short = tokens.before(at).and_then(|at| tokens.word(at)).is_some_and(|word| {
        (2..=5).contains(&word.len())
            && word.bytes().all(|b| b.is_ascii_uppercase())
            && !matches!(
                word,
                "TAKE" | "EAT" | "DRINK" | "USE" | "ABOUT" | "ONLY" | "BP" | "WITH"
            )
    });
    // "GTN 1/2 tablet" is half of one.
    let taken = matches!(
        tokens.word_after(end).as_str(),
        "a" | "an" | "of" | "the" | "tablet" | "tablets" | "capsule" | "dose"
    );
    (short && !taken) || CHOSEN.contains(&label)
}

/// Words behind which two numbers are one or the other.
const CHOSEN: [&str; 35] = [
    "grade", "stage", "phase", "day", "type", "level", "class", "tier", "band",
    "category", "group", "week", "month", "year", "cycle", "unit", "room", "ward",
    "floor", "bed", "line", "schedule", "page", "step", "part", "slide", "sheet",
    "question", "section", "item", "bay", "gate", "platform", "option", "version",
];

/// Whether something is rated by so many of as many: `GCS 8/15`, a pain of `7/10`.
fn is_a_score(tokens: &Tokens, under: u64, end: usize) -> bool {
    let after = tokens.word_after(end);
    let counts = is_counted_whole(&after)
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
