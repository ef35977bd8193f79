//! Dates all in digits.

use super::dates::{in_words, number};
use super::numbers::{ordinal, year};
use super::sort::Sort;
use super::tokens::is_longer;
use super::years::counts;
use super::{Dialect, Said, Tokens, nouns, units};
use crate::lang::words::ENGLISH_MONTHS;

/// Dates in digits, whole, without their year, or without their day.
pub(super) fn numeric_date(tokens: &Tokens, at: usize, dialect: Dialect) -> Option<Said> {
    tokens.digits(at).filter(|_| !tokens.is_glued(at))?;
    whole(tokens, at, dialect)
        .or_else(|| without_day(tokens, at, dialect))
        .or_else(|| without_year(tokens, at, dialect))
        .map(|said| said.of(Sort::Date))
}

/// `2026-10-03`, `3/10/2026`, `3.10.2026`, `3-10-2026`, `3 10 2026`, `03/10/26`.
fn whole(tokens: &Tokens, at: usize, dialect: Dialect) -> Option<Said> {
    let parts = |at: usize| {
        let mark = tokens.mark(at).filter(|mark| matches!(mark, '/' | '.' | '-'));
        mark.or_else(|| tokens.is_space(at).then_some(' '))
    };
    let separator = parts(at + 1)?;
    if parts(at + 3) != Some(separator) || is_longer(tokens, at, at + 5) {
        return None;
    }
    let (first, second) = (tokens.digits(at)?, tokens.digits(at + 2)?);
    let last = tokens.digits(at + 4)?;
    let (day, month, year) = match (first.len(), second.len(), last.len()) {
        (4, 2, 2) if matches!(separator, '/' | '-') => (last, second, first),
        // "2 3 2050 mg" are three numbers.
        (1 | 2, 1 | 2, 4)
            if separator == ' '
                && (!last.starts_with(['1', '2']) || counts(tokens, at + 5)) =>
        {
            return None;
        }
        (1 | 2, 1 | 2, 4) => (first, second, last),
        (1 | 2, 1 | 2, 2) if separator == '/' => (first, second, last),
        (2, 2, 2) if separator == '.' && !is_version(tokens, at) => (first, second, last),
        (1 | 2, 1 | 2, 2) if separator == '.' && is_dated(tokens, at) => {
            (first, second, last)
        }
        _ => return None,
    };
    // `5/10/20 mg` are three strengths; "on 3/10/26 visits resume".
    let unit = units::is_unit(&tokens.word_after(at + 5));
    if counts(tokens, at + 5) && (unit || !is_dated(tokens, at)) {
        return None;
    }
    // `Novorapid 6/8/10` are the units of three meals.
    let of_meals = || {
        tokens.before(at).and_then(|at| tokens.word(at)).is_some_and(|word| {
            nouns::is_an_insulin(word)
                || matches!(
                    word.to_lowercase().as_str(),
                    "size" | "sizes" | "ages" | "units"
                )
        })
    };
    if last.len() == 2 && !first.starts_with('0') && of_meals() {
        return None;
    }
    let (mut day, mut month): (u64, u64) = (day.parse().ok()?, month.parse().ok()?);
    let american = first.len() != 4 && dialect == Dialect::American;
    if american {
        std::mem::swap(&mut day, &mut month);
    }
    // The other order, where this one names no month.
    if first.len() != 4 && month > 12 && day <= 12 {
        std::mem::swap(&mut day, &mut month);
    }
    if !(1..=31).contains(&day) || !(1..=12).contains(&month) {
        return None;
    }
    let mut year: u64 = year.parse().ok()?;
    if year < 100 {
        let last_century = year >= 50 || (year > 26 && is_of_a_birth(tokens));
        year += if last_century { 1900 } else { 2000 };
    }
    let month = ENGLISH_MONTHS[usize::try_from(month).ok()? - 1];
    let day = ordinal(day, dialect);
    Some(Said::words(at, at + 5, in_words(tokens, at, &day, month, Some(year), dialect)))
}

/// `on 4/5`, `Next appt 3/4 at 10:00`, `25/12-1/1`: a day and a month, where the words around leave
/// them no part and no choice.
fn without_year(tokens: &Tokens, at: usize, dialect: Dialect) -> Option<Said> {
    const BEFORE: [&str; 14] = [
        "on",
        "appt",
        "appts",
        "appointment",
        "clinic",
        "seen",
        "discharged",
        "admitted",
        "due",
        "reviewed",
        "dated",
        "born",
        "expires",
        "date",
    ];
    const AFTER: [&str; 11] =
        ["", "at", "by", "with", "for", "and", "in", "to", "from", "until", "then"];
    let (day, month) = day_and_month(tokens, at, dialect)?;
    let before = tokens.before(at);
    let colon = before.filter(|&at| tokens.is_mark(at, ':')).unwrap_or(at);
    // "by 05/04", "from 31/10", but "by 1/3"
    let full = tokens.text(at).starts_with('0')
        || tokens.text(at + 2).starts_with('0')
        || day > 12;
    let bounded = full
        && matches!(
            tokens.word_before(at).as_str(),
            "by" | "from" | "until" | "till" | "since" | "before" | "after"
        );
    let dated = (bounded || BEFORE.contains(&tokens.word_before(colon).as_str()))
        && AFTER.contains(&tokens.word_after(at + 3).as_str())
        && !is_a_part_or_course(tokens, at, colon)
        && !matches!(tokens.mark(at + 3), Some('%' | '-' | '–'));
    let dash = |at: usize| matches!(tokens.mark(at), Some('-' | '–'));
    let after = tokens.skip_space(at + 3);
    let next = day_and_month(tokens, tokens.skip_space(after + 1), dialect)
        .filter(|_| dash(after));
    let last = before.filter(|&at| dash(at)).and_then(|dash| {
        let month = tokens.before(dash)?;
        day_and_month(tokens, month.checked_sub(2)?, dialect)
    });
    // At least one has a day that is no month, so that they are no parts.
    let span = next.or(last).is_some_and(|(other, _)| day.max(other) > 12);
    if !dated && !span {
        return None;
    }
    let month = ENGLISH_MONTHS[usize::try_from(month).ok()? - 1];
    let day = ordinal(day, dialect);
    Some(Said::words(at, at + 3, in_words(tokens, at, &day, month, None, dialect)))
}

/// Whether two numbers are a part of something, or a number of days or months: "on 1/2 in the
/// morning", "due 3/12".
fn is_a_part_or_course(tokens: &Tokens, at: usize, before: usize) -> bool {
    let (first, second) = (tokens.text(at), tokens.text(at + 2));
    match tokens.word_before(before).as_str() {
        "on" => {
            matches!((first, second), ("1", "2" | "4") | ("3", "4"))
                && tokens.word_after(at + 3) == "in"
        }
        "due" => matches!(second, "7" | "12"),
        _ => false,
    }
}

/// A day and a month in digits with a slash between.
fn day_and_month(tokens: &Tokens, at: usize, dialect: Dialect) -> Option<(u64, u64)> {
    let (first, second) = (number(tokens, at, 2)?, number(tokens, at + 2, 2)?);
    let (day, month) =
        if dialect == Dialect::American { (second, first) } else { (first, second) };
    let slash = tokens.is_mark(at + 1, '/') && !tokens.is_glued(at);
    let longer = matches!(tokens.mark(at + 3), Some('/' | '.'))
        && tokens.digits(at + 4).is_some()
        || at.checked_sub(1).is_some_and(|at| matches!(tokens.mark(at), Some('/' | '.')))
        || tokens.word(at + 3).is_some();
    (slash && !longer && (1..=31).contains(&day) && (1..=12).contains(&month))
        .then_some((day, month))
}

/// Whether the word before says that digits are a date.
fn is_dated(tokens: &Tokens, at: usize) -> bool {
    let colon = tokens.before(at).filter(|&at| tokens.is_mark(at, ':')).unwrap_or(at);
    if matches!(tokens.word_before(colon).as_str(), "dob" | "birth" | "date") {
        return true;
    }
    matches!(
        tokens.word_before(at).as_str(),
        "on" | "from"
            | "until"
            | "till"
            | "by"
            | "dated"
            | "since"
            | "before"
            | "after"
            | "reviewed"
            | "expires"
            | "born"
    )
}

/// Whether a date is that of a birth.
fn is_of_a_birth(tokens: &Tokens) -> bool {
    let parted = |at: usize| tokens.slice(at, at + 5).eq_ignore_ascii_case("d.o.b");
    tokens.has_word(&["born", "birth", "birthday", "dob"])
        || (0..tokens.len()).any(parted)
}

/// Whether the word before says that digits with full stops are no date.
fn is_version(tokens: &Tokens, at: usize) -> bool {
    matches!(
        tokens.word_before(at).as_str(),
        "version"
            | "v"
            | "section"
            | "chapter"
            | "paragraph"
            | "part"
            | "rule"
            | "clause"
    )
}

/// `05/2027`, `2020-12`: a month of a year.
fn without_day(tokens: &Tokens, at: usize, dialect: Dialect) -> Option<Said> {
    let separator = tokens.mark(at + 1).filter(|mark| matches!(mark, '/' | '-'))?;
    let (first, second) = (tokens.digits(at)?, tokens.digits(at + 2)?);
    let (month, year_figures) = match (first.len(), second.len()) {
        (2, 4) if separator == '/' => (first, second),
        (2, 2) if separator == '/' && expires(tokens, at) && !is_by_a_day(tokens, at) => {
            (first, second)
        }
        (4, 2) if separator == '-' && !second.starts_with(['2', '3']) => (second, first),
        _ => return None,
    };
    let year_number: u64 = year_figures.parse().ok()?;
    let year_number = if year_number < 100 { year_number + 2000 } else { year_number };
    if !(1900..2100).contains(&year_number) {
        return None;
    }
    let month: usize = month.parse().ok()?;
    // `2009-10` is as often the year from 2009 on.
    let next_year = separator == '-' && (year_number + 1) % 100 == month as u64;
    if is_longer(tokens, at, at + 3) || next_year {
        return None;
    }
    let month = ENGLISH_MONTHS.get(month.checked_sub(1)?)?;
    Some(Said::words(at, at + 3, format!("{month} {}", year(year_number, dialect))))
}

/// Whether `by 05/04` is a day and a month, as a month of so early a year is long gone.
fn is_by_a_day(tokens: &Tokens, at: usize) -> bool {
    tokens.word_before(at) == "by"
        && tokens.digits(at + 2).is_some_and(|second| second <= "12")
}

/// Whether something is good until a month: `Exp 06/27`.
fn expires(tokens: &Tokens, at: usize) -> bool {
    let before = tokens.before(at);
    let before =
        before.map(|at| if tokens.is_mark(at, ':') { at.saturating_sub(1) } else { at });
    before.and_then(|at| tokens.word(at)).is_some_and(|word| {
        matches!(
            word.to_lowercase().as_str(),
            "exp" | "expires" | "expiry" | "bbe" | "end" | "by" | "valid"
        )
    })
}
