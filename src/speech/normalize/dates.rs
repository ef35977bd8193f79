//! Dates and months.

use super::numbers::{ordinal, year};
use super::sort::Sort;
use super::tokens::{as_a_name, written_year};
use super::{Dialect, Said, Tokens};
use crate::lang::words::ENGLISH_MONTHS;

/// A month and where it ends.
struct Month {
    name: &'static str,
    shortened: bool,
    end: usize,
}

/// Whether a word is a month, written whole or shortened.
pub(super) fn is_month(tokens: &Tokens, at: usize) -> bool {
    month(tokens, at).is_some()
}

fn is_month_in_capitals(word: &str) -> bool {
    ENGLISH_MONTHS.iter().any(|name| name[..3].eq_ignore_ascii_case(word))
}

/// Whether a number, or a month and what joins it, stands before: `31 MAY`, `JAN–MAR`.
fn is_beside_a_date(tokens: &Tokens, at: usize) -> bool {
    tokens.before(at).is_some_and(|before| {
        let other = tokens.before(before).and_then(|at| tokens.word(at));
        tokens.digits(before).is_some()
            || (tokens.joins(before)
                && other.is_some_and(|it| it.len() == 3 && is_month_in_capitals(it)))
    })
}

fn month(tokens: &Tokens, at: usize) -> Option<Month> {
    let word = tokens.word(at)?;
    // `31 JAN`; `MAY` and `MAR` are months only beside a number or another month.
    if matches!(word, "MAY" | "MAR" | "MARCH") && !is_beside_a_date(tokens, at) {
        return None;
    }
    let word = as_a_name(word);
    let word = word.as_ref();
    let name = ENGLISH_MONTHS.into_iter().find(|name| {
        word == *name || word == &name[..3] || (word == "Sept" && *name == "September")
    })?;
    let shortened = word != name;
    // The full stop of a shortening belongs to it, unless it may end the sentence.
    let dotted = shortened && tokens.is_mark(at + 1, '.') && !tokens.is_end(at + 2);
    Some(Month { name, shortened, end: at + 1 + usize::from(dotted) })
}

pub(super) fn number(tokens: &Tokens, at: usize, longest: usize) -> Option<u64> {
    tokens.digits(at).filter(|digits| digits.len() <= longest)?.parse().ok()
}

/// A day of the month, with or without its ending: `3`, `3rd`.
fn day(tokens: &Tokens, at: usize) -> Option<(u64, usize)> {
    let day = number(tokens, at, 2).filter(|day| (1..=31).contains(day))?;
    if tokens.is_glued(at) {
        return None;
    }
    let ending =
        tokens.word(at + 1).is_some_and(|word| matches!(word, "st" | "nd" | "rd" | "th"));
    let end = at + 1 + usize::from(ending);
    // `2.5 May` and `1,000` are no days.
    let longer = matches!(tokens.mark(end), Some('.' | ',' | ':' | '/'))
        && tokens.digits(end + 1).is_some()
        // `3/4 May`
        && !(tokens.is_mark(end, '/') && is_month(tokens, tokens.skip_space(end + 2)));
    (!longer).then_some((day, end))
}

/// A year after a comma, a space or both.
fn following_year(tokens: &Tokens, at: usize) -> Option<(u64, usize)> {
    let comma = at + usize::from(tokens.is_mark(at, ','));
    if !tokens.is_space(comma) {
        return None;
    }
    written_year(tokens, comma + 1)
}

/// `'26`, after a month.
fn shortened_year(tokens: &Tokens, at: usize) -> Option<(u64, usize)> {
    let apostrophe = matches!(tokens.mark(at), Some('\'' | '’' | '‘'));
    let digits =
        tokens.digits(at + 1).filter(|digits| apostrophe && digits.len() == 2)?;
    (tokens.word(at + 2).is_none())
        .then_some((2000 + digits.parse::<u64>().ok()?, at + 2))
}

/// The words of a day, a month and perhaps a year.
pub(super) fn in_words(
    tokens: &Tokens,
    at: usize,
    day: &str,
    month: &str,
    year_number: Option<u64>,
    dialect: Dialect,
) -> String {
    let year = year_number
        .map_or_else(String::new, |number| format!(" {}", year(number, dialect)));
    match dialect {
        Dialect::British => {
            let the = if tokens.word_before(at) == "the" { "" } else { "the " };
            format!("{the}{day} of {month}{year}")
        }
        Dialect::American => format!("{month} {day}{year}"),
    }
}

/// Dates with the word of their month in every common order, and months by themselves.
pub(super) fn date(tokens: &Tokens, at: usize, dialect: Dialect) -> Option<Said> {
    any_date(tokens, at, dialect).map(|said| said.of(Sort::Date))
}

fn any_date(tokens: &Tokens, at: usize, dialect: Dialect) -> Option<Said> {
    if tokens.digits(at).is_some() {
        if tokens.is_glued(at) {
            return None;
        }
        return day_first(tokens, at, dialect);
    }
    month_first(tokens, at, dialect)
}

/// `3 October 2026`, `3rd of October`, `3–5 October`, `3 and 4 October`.
fn day_first(tokens: &Tokens, at: usize, dialect: Dialect) -> Option<Said> {
    let (first, mut end) = day(tokens, at)?;
    let mut days = ordinal(first, dialect);
    if let Some((joint, from)) = joint_of_days(tokens, end)
        && let Some((second, to)) = day(tokens, from)
        && second > first
    {
        let the = if joint == "to" && dialect == Dialect::British { "the " } else { "" };
        days = format!("{days} {joint} {the}{}", ordinal(second, dialect));
        end = to;
    }
    let mut from = tokens.skip_space(end);
    if from == end {
        return None;
    }
    if tokens.word(from) == Some("of") && tokens.is_space(from + 1) {
        from += 2;
    }
    let month = month(tokens, from)?;
    let (year, end) = match following_year(tokens, month.end) {
        Some((year, end)) => (Some(year), end),
        None => (None, month.end),
    };
    let words = in_words(tokens, at, &days, month.name, year, dialect);
    Some(Said::words(at, end, words))
}

/// What stands between two days of one month: "to", "and", "or".
fn joint_of_days(tokens: &Tokens, at: usize) -> Option<(&'static str, usize)> {
    let from = tokens.skip_space(at);
    if matches!(tokens.mark(from), Some('-' | '–' | '—')) {
        return Some(("to", tokens.skip_space(from + 1)));
    }
    // `3/4 May`
    if from == at && tokens.is_mark(from, '/') {
        return Some(("or", from + 1));
    }
    let joint = match tokens.word(from)? {
        "to" => "to",
        "and" => "and",
        "or" => "or",
        _ => return None,
    };
    Some((joint, tokens.skip_space(from + 1)))
}

/// `October 3, 2026`, `Oct 3rd`, `Oct 2026`, and a shortened month beside a month or day.
fn month_first(tokens: &Tokens, at: usize, dialect: Dialect) -> Option<Said> {
    let month = month(tokens, at)?;
    let next = tokens.skip_space(month.end);
    if next > month.end {
        if let Some((year_number, end)) =
            written_year(tokens, next).or_else(|| shortened_year(tokens, next))
        {
            let words = format!("{} {}", month.name, year(year_number, dialect));
            return Some(Said::words(at, end, words));
        }
        // `May 1-7`
        if let Some((first, end)) = day(tokens, next)
            && let Some(("to", from)) = joint_of_days(tokens, end)
            && let Some((second, end)) = day(tokens, from)
            && second > first
            && ends_date(tokens, end)
        {
            let (first, second) = (ordinal(first, dialect), ordinal(second, dialect));
            let the = if dialect == Dialect::British { "the " } else { "" };
            let words = format!("{} {the}{first} to {the}{second}", month.name);
            return Some(Said::words(at, end, words));
        }
        if let Some((number, end)) = day(tokens, next)
            && ends_date(tokens, end)
        {
            let (year_number, end) = match following_year(tokens, end) {
                Some((year, end)) => (Some(year), end),
                None => (None, end),
            };
            let day = ordinal(number, dialect);
            let year = year_number.map_or_else(String::new, |number| {
                format!(", {}", year(number, dialect))
            });
            let the = if dialect == Dialect::British { "the " } else { "" };
            return Some(Said::words(
                at,
                end,
                format!("{} {the}{day}{year}", month.name),
            ));
        }
    }
    let whole = month.shortened && keeps_company(tokens, at, month.end);
    whole.then(|| Said::words(at, month.end, month.name))
}

/// Whether what follows a month and a number leaves them a date: "March 4 miles" is none.
fn ends_date(tokens: &Tokens, at: usize) -> bool {
    let after = tokens.word_after(at);
    let company = matches!(
        after.as_str(),
        "" | "and"
            | "at"
            | "by"
            | "for"
            | "from"
            | "in"
            | "is"
            | "or"
            | "this"
            | "to"
            | "until"
            | "was"
            | "will"
    );
    // "In March 4 in 10 people"
    let share = after == "in" && tokens.digits(at + 3).is_some();
    // "In May 5-10 people came"
    let range =
        matches!(tokens.mark(at), Some('-' | '–')) && tokens.digits(at + 1).is_some();
    let unit = matches!(tokens.mark(at), Some('%' | '°')) || share || range;
    company && !unit && tokens.word(at).is_none()
}

/// Whether a shortened month stands beside what makes it one: another month, or a word such as
/// "in" or "since". Jan and Mar are names too.
fn keeps_company(tokens: &Tokens, at: usize, end: usize) -> bool {
    let near =
        |place: usize| month(tokens, place).is_some() || tokens.digits(place).is_some();
    let joint = tokens.skip_space(end);
    let after = tokens.joins(joint) && near(tokens.skip_space(joint + 1));
    let before = tokens.before(at).is_some_and(|joined| {
        tokens.joins(joined)
            && tokens.before(joined).is_some_and(|place| {
                // The full stop of the other shortening.
                near(place)
                    || (tokens.is_mark(place, '.') && place > 0 && near(place - 1))
            })
    });
    after
        || before
        || matches!(
            tokens.word_before(at).as_str(),
            "in" | "since"
                | "until"
                | "till"
                | "by"
                | "from"
                | "of"
                | "during"
                | "before"
                | "after"
                | "early"
                | "late"
        )
}
