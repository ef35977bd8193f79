//! What the slash between two numbers means: a part, a chance, a score, a choice.

use super::amounts::amount_after;
use super::nouns::is_counted_whole;
use super::numbers::{cardinal, denominator};
use super::{Dialect, Tokens, latin, nouns, slashes, units};

/// What a stroke between two numbers means.
pub(super) enum Stroke {
    /// A fraction, in words.
    Part(String),
    /// One of a number: first the place, then how many.
    OneIn,
    /// So many of as many as there are.
    OutOf,
    /// The first, second and so on of a number.
    Of,
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
    pub(super) fn words(&self, over: u64, under: u64, dialect: Dialect) -> String {
        let (first, second) = (cardinal(over, dialect), cardinal(under, dialect));
        let joint = match self {
            Self::Part(words) => return words.clone(),
            Self::Times(time) if over == 1 => return format!("{first} {time}"),
            Self::Times(time) => return format!("{first} {time}s"),
            Self::Together => return format!("{first} {second}"),
            Self::OneIn => "in",
            Self::OutOf => "out of",
            Self::Of => "of",
            Self::Or => "or",
            Self::To => "to",
            Self::Over => "over",
            Self::Slash => "slash",
        };
        format!("{first} {joint} {second}")
    }
}

/// What the stroke of a ratio means, by the words around.
pub(super) fn stroke(
    tokens: &Tokens,
    at: usize,
    (over, under): (u64, u64),
    end: usize,
    dialect: Dialect,
) -> Stroke {
    const ALONE: [&str; 12] = [
        "", "then", "and", "or", "if", "until", "only", "ago", "old", "later",
        "pregnant", "course",
    ];
    let after = tokens.word_after(end);
    if ALONE.contains(&after.as_str())
        && let Some(time) = clinical_time(tokens, at, over, under)
    {
        return Stroke::Times(time);
    }
    let has_unit = amount_after(tokens, end, false, dialect).is_some();
    let chosen = is_chosen(tokens, at, end);
    let of_people = nouns::is_of_people(&after)
        || matches!(after.as_str(), "nodes" | "samples" | "cores" | "stars");
    let numbered = ["dose", "attempt", "vaccination", "vaccine", "jab"]
        .contains(&tokens.word_before(at).as_str());
    let consecutive = under == over + 1;
    match (over, under) {
        (24, 7) => Stroke::Together,
        // The usual pressures of blood.
        (70..=260, 30..=160) if over > under && !is_a_medicine(tokens, at) => {
            Stroke::Over
        }
        // `5/10 mg` are two strengths.
        _ if has_unit && !is_simple(over, under) => Stroke::Slash,
        (9, 11) => Stroke::Together,
        _ if over <= under && is_a_score(tokens, at, under, end) => Stroke::OutOf,
        _ if over <= under && after == "stars" => Stroke::OutOf,
        _ if tokens.word_before(at) == "of" && tokens.has_word(&["odds"]) => Stroke::To,
        _ if over <= under && numbered && !is_taken(&after) => Stroke::Of,
        // `50/50`, `20/20`.
        _ if over == under => Stroke::Together,
        // The second flat of the first floor.
        _ if tokens.before(at).and_then(|at| tokens.word(at)) == Some("Flat") => {
            Stroke::Slash
        }
        _ if chosen && consecutive => Stroke::Or,
        _ if chosen => Stroke::Slash,
        (1, _) if of_people => Stroke::OneIn,
        _ if of_people && over < under => Stroke::OutOf,
        // "4/5 tablets" are four or five; "4/5 of a tablet" is a part of one.
        // "3 x 1/2 tablets" are three halves.
        _ if consecutive
            && (is_counted_whole(&after) || after == "weekly")
            && !is_times(tokens, at) =>
        {
            Stroke::Or
        }
        // `6/8 hours`
        _ if over > 3 && (over + 1..over + 3).contains(&under) && is_counted(&after) => {
            Stroke::To
        }
        (24, 48) | (48, 72) if after == "hours" => Stroke::To,
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

/// Whether a medicine stands before, so that two numbers are its strengths: `Co-amoxiclav 250/125`,
/// `Humulin 70/30`.
fn is_a_medicine(tokens: &Tokens, at: usize) -> bool {
    let Some(name) = tokens.before(at) else { return false };
    let co = name > 1
        && tokens.is_mark(name - 1, '-')
        && tokens.word(name - 2).is_some_and(|word| word.eq_ignore_ascii_case("co"));
    co || tokens.word(name).is_some_and(nouns::is_an_insulin)
        || slashes::is_part(tokens, name)
}

/// Whether the word or sign before multiplies what stands after.
fn is_times(tokens: &Tokens, at: usize) -> bool {
    tokens.before(at).is_some_and(|at| {
        tokens.is_mark(at, '×') || matches!(tokens.word(at), Some("x" | "times"))
    })
}

/// Whether it is one of the parts in everyday use.
pub(super) const fn is_simple(over: u64, under: u64) -> bool {
    matches!((over, under), (1, 2..=4) | (2, 3) | (3, 4))
}

/// Whether a word is of several things.
fn is_counted(word: &str) -> bool {
    word.len() > 3 && word.ends_with('s')
        || matches!(word, "hourly" | "weekly" | "monthly")
}

/// "Day", "week" or "month", where a fraction is short for a number of them: `for 5/7`, `2/52`.
fn clinical_time(
    tokens: &Tokens,
    at: usize,
    over: u64,
    under: u64,
) -> Option<&'static str> {
    // `for 5-7/7`
    let from = if at > 1 && matches!(tokens.mark(at - 1), Some('-' | '–')) {
        at - 2
    } else {
        at
    };
    let dosed = tokens.before(from).and_then(|at| tokens.word(at)).is_some_and(|word| {
        let unit = word.len() > 1
            && units::measure(word).is_some()
            && !nouns::has_numbers(&word.to_lowercase())
            && !matches!(word.to_lowercase().as_str(), "dose" | "visit");
        unit || latin::is_frequency(word) || word == "x"
    });
    let timed = dosed
        || matches!(
            tokens.word_before(from).as_str(),
            "for" | "in" | "every" | "after" | "last" | "review" | "course"
        )
        || matches!(tokens.word_after(at + 3).as_str(), "ago" | "old" | "later");
    match under {
        52 if over < 52 && over > 0 => Some("week"),
        7 if timed && over > 0 && over < 14 => Some("day"),
        12 if timed && over > 0 && over < 24 => Some("month"),
        40 if (4..=42).contains(&over) && tokens.has_word(&PREGNANCY) => Some("week"),
        _ => None,
    }
}

/// Words beside which a number of forty is weeks of a pregnancy.
const PREGNANCY: [&str; 8] = [
    "pregnant",
    "pregnancy",
    "gestation",
    "antenatal",
    "midwife",
    "labour",
    "fetal",
    "scan",
];

/// Whether what stands before says that two numbers are one or the other: `Grade 3/4`, `CIN 2/3`.
fn is_chosen(tokens: &Tokens, at: usize, end: usize) -> bool {
    // `HIV-1/2`, `BA.4/5`
    let name = match at.checked_sub(1).and_then(|at| tokens.mark(at)) {
        Some('-' | '.') => at.checked_sub(2),
        _ => tokens.before(at),
    };
    let short = name.and_then(|at| tokens.word(at)).is_some_and(|word| {
        (2..=5).contains(&word.len())
            && word.bytes().all(|b| b.is_ascii_uppercase())
            && !matches!(
                word,
                "TAKE" | "EAT" | "DRINK" | "USE" | "ABOUT" | "ONLY" | "BP" | "WITH"
            )
    });
    let after = tokens.word_after(end);
    let chosen = short || nouns::has_numbers(&tokens.word_before(at));
    // "Day 1/2 of treatment", but "each year 1/3 of adults".
    let share = after == "of"
        && (short || nouns::is_of_people(&tokens.word_after(tokens.skip_space(end) + 1)));
    chosen && !share && !is_taken(&after)
}

/// Whether what stands after is parted or taken: "GTN 1/2 tablet", "Day 1/2 tablet" are half of
/// one.
fn is_taken(after: &str) -> bool {
    matches!(
        after,
        "a" | "an" | "the" | "tablet" | "tablets" | "capsule" | "dose" | "mile"
    )
}

/// Whether it is a score on a scale: `GCS 8/15`, a pain of `7/10`.
fn is_a_score(tokens: &Tokens, at: usize, under: u64, end: usize) -> bool {
    const SCALES: [(&str, u64); 12] = [
        ("phq", 27),
        ("gad", 21),
        ("epds", 30),
        ("er", 8),
        ("pr", 8),
        ("allred", 8),
        ("receptor", 8),
        ("receptors", 8),
        ("mrc", 5),
        ("power", 5),
        ("murmur", 6),
        ("frailty", 9),
    ];
    let after = tokens.word_after(end);
    let counts = is_counted_whole(&after)
        || nouns::is_of_people(&after)
        || matches!(after.as_str(), "a" | "an" | "of" | "tablet" | "capsule" | "dose");
    let near = |scale: &str| {
        (at.saturating_sub(6)..at).any(|at| {
            tokens.word(at).is_some_and(|word| word.eq_ignore_ascii_case(scale))
        })
    };
    let on_a_scale = SCALES.iter().any(|(scale, most)| *most == under && near(scale));
    let rated = matches!(under, 5 | 10 | 12 | 15 | 20 | 24 | 27 | 28 | 30 | 100)
        && tokens.has_word(&[
            "pain", "score", "scored", "scores", "rated", "rating", "gcs", "mmse",
            "moca", "amts", "amt", "apgar", "news",
        ]);
    !counts && (on_a_scale || rated)
}

/// A fraction in words, where it is read as one; others are more often a date or a reference.
pub(super) fn part(over: u64, under: u64, dialect: Dialect) -> Option<String> {
    if over == 0 || !matches!(under, 2..=6 | 8 | 10 | 100) || (over > 1 && under == 2) {
        return None;
    }
    let part = denominator(under, over > 1, dialect)?;
    Some(match over {
        1 if part.starts_with("eigh") => {
            format!("an {part}")
        }
        1 => format!("a {part}"),
        _ => format!("{} {part}", cardinal(over, dialect)),
    })
}
