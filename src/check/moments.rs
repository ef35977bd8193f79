//! Rules about dates and times that cannot be.

use super::Checked;
use super::prose::Prose;
use crate::diag::Diagnostic;
use crate::lang::words::english_month;
use std::ops::Range;

const DAYS: [&str; 7] =
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// A day of a month as a page has it.
struct Day {
    day: u32,
    month: u32,
    year: Option<u32>,
    range: Range<usize>,
}

pub(super) fn check(checked: &Checked<'_>, found: &mut Vec<Diagnostic>) {
    if !checked.is_english() {
        return;
    }
    let american = checked.page.document.metadata.lang.as_str() == "en-US";
    for prose in checked.given() {
        for day in days(prose).into_iter().chain(days_in_figures(prose, american)) {
            date(prose, &day, found);
        }
        times(prose, found);
    }
}

fn tell(prose: &Prose<'_>, range: &Range<usize>, why: &str, found: &mut Vec<Diagnostic>) {
    let written = &prose.text[range.clone()];
    found.push(
        Diagnostic::warning(
            "impossible-date",
            prose.span(range),
            format!("`{written}` cannot be: {why}"),
        )
        .help("look it up, and put it right"),
    );
}

fn date(prose: &Prose<'_>, day: &Day, found: &mut Vec<Diagnostic>) {
    let Day { day: number, month, year, range } = day;
    if !(1..=12).contains(month) {
        tell(prose, range, &format!("there is no month {month}"), found);
        return;
    }
    let longest = days_of(*month, *year);
    if *number > longest || *number == 0 {
        tell(prose, range, &format!("that month has {longest} days"), found);
        return;
    }
    // The day of the week before it.
    let before = prose.words_in(&(0..range.start));
    let named = before.last().filter(|word| {
        let between = prose.text.get(word.range.end..range.start);
        between.is_some_and(|it| it.trim_matches([' ', ',', '\u{a0}']).is_empty())
    });
    if let (Some(word), Some(year)) = (named, year)
        && let Some(said) = DAYS.iter().position(|day| word.lower == *day)
    {
        let is = weekday(*year, *month, *number);
        if is != said {
            let range = word.range.start..range.end;
            let mut day = DAYS[is].to_owned();
            day[..1].make_ascii_uppercase();
            tell(prose, &range, &format!("that day is a {day}"), found);
        }
    }
}

/// How many days a month has; February 29 where the year is not known.
const fn days_of(month: u32, year: Option<u32>) -> u32 {
    match (month, year) {
        (4 | 6 | 9 | 11, _) => 30,
        (2, Some(year)) if !is_leap(year) => 28,
        (2, _) => 29,
        _ => 31,
    }
}

const fn is_leap(year: u32) -> bool {
    year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
}

/// The day of the week, Monday 0 (Sakamoto).
const fn weekday(year: u32, month: u32, day: u32) -> usize {
    const SHIFTS: [u32; 12] = [0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4];
    let year = if month < 3 { year - 1 } else { year };
    let from_sunday =
        (year + year / 4 - year / 100 + year / 400 + SHIFTS[month as usize - 1] + day)
            % 7;
    (from_sunday as usize + 6) % 7
}

/// `31 February`, `3rd of May 2026`, `May 3, 2026`.
fn days(prose: &Prose<'_>) -> Vec<Day> {
    let mut days = Vec::new();
    let words = &prose.words;
    let number = |at: usize| -> Option<u32> {
        let word = words.get(at)?;
        let figures = word.lower.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let ending = &word.lower[figures.len()..];
        let alone = !prose.text[..word.range.start]
            .ends_with(['.', ',', ':', '/', '-', '–', '£', '$', '€']);
        (matches!(ending, "" | "st" | "nd" | "rd" | "th") && figures.len() <= 2 && alone)
            .then(|| figures.parse().ok())
            .flatten()
    };
    let year = |at: usize| -> Option<u32> {
        let year = words.get(at)?;
        let year = year.lower.parse().ok().filter(|_| year.lower.len() == 4)?;
        (1800..2200).contains(&year).then_some(year)
    };
    let apart = |from: usize, to: usize, marks: &[char]| {
        words.get(to).is_some_and(|next| {
            let between = prose.text.get(words[from].range.end..next.range.start);
            between.is_some_and(|it| it.trim_matches(marks).is_empty())
        })
    };
    let close = |from: usize, to: usize| apart(from, to, &[' ', ',', '\u{a0}']);
    let beside_word = |from: usize, to: usize| apart(from, to, &[' ', '\u{a0}']);
    for (at, word) in words.iter().enumerate() {
        let written = &prose.text[word.range.clone()];
        let Some(month) = english_month(written) else { continue };
        if !written.starts_with(char::is_uppercase) {
            continue;
        }
        let of = at > 1 && words[at - 1].lower == "of";
        let first = at.checked_sub(1 + usize::from(of));
        let before = first.and_then(|first| Some((first, number(first)?)));
        // `34 May Street`
        let named = words.get(at + 1).is_some_and(|next| {
            beside_word(at, at + 1)
                && prose.text[next.range.clone()].starts_with(char::is_uppercase)
        });
        let beside = |first: usize| !named && (of || beside_word(first, at));
        if let Some((first, day)) = before.filter(|(first, _)| beside(*first)) {
            let year = year(at + 1).filter(|_| close(at, at + 1));
            let end = words[at + usize::from(year.is_some())].range.end;
            let range = words[first].range.start..end;
            days.push(Day { day, month: month.into(), year, range });
        } else if let (Some(day), Some(year)) = (number(at + 1), year(at + 2))
            && close(at, at + 1)
            && close(at + 1, at + 2)
        {
            let range = word.range.start..words[at + 2].range.end;
            days.push(Day { day, month: month.into(), year: Some(year), range });
        }
    }
    days
}

/// `31/02/2026`, `2026-02-31`.
fn days_in_figures(prose: &Prose<'_>, american: bool) -> Vec<Day> {
    let mut days = Vec::new();
    for group in figures(&prose.text, &['/', '-', '.']) {
        let text = &prose.text[group.clone()];
        let Some(separator) = text.chars().find(|c| !c.is_ascii_digit()) else {
            continue;
        };
        let parts: Vec<&str> = text.split(separator).collect();
        let [first, second, third] = parts[..] else { continue };
        let lengths = (first.len(), second.len(), third.len());
        let (day, month, year) = match lengths {
            (4, 2, 2) if separator == '-' => (third, second, first),
            (1 | 2, 1 | 2, 4) if american => (second, first, third),
            (1 | 2, 1 | 2, 4) => (first, second, third),
            _ => continue,
        };
        let (Ok(day), Ok(month), Ok(year)) = (day.parse(), month.parse(), year.parse())
        else {
            continue;
        };
        if (1900..2100).contains(&year) {
            days.push(Day { day, month, year: Some(year), range: group });
        }
    }
    days
}

/// Runs of digits with these marks between them.
fn figures(text: &str, marks: &[char]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    let own = |c: char| c.is_ascii_digit() || marks.contains(&c);
    while let Some(start) =
        text[at..].find(|c: char| c.is_ascii_digit()).map(|it| at + it)
    {
        let length = text[start..].find(|c| !own(c)).unwrap_or(text.len() - start);
        let group = text[start..start + length].trim_end_matches(marks);
        let end = start + group.len();
        let glued = text[..start]
            .ends_with(|c: char| c.is_alphanumeric() || marks.contains(&c))
            || text[end..].starts_with(char::is_alphanumeric);
        if !glued {
            found.push(start..end);
        }
        at = start + length;
    }
    found
}

/// `25:30`, `9:75 am`, `13am`.
fn times(prose: &Prose<'_>, found: &mut Vec<Diagnostic>) {
    let text = &prose.text;
    let mut at = 0;
    while let Some(start) =
        text[at..].find(|c: char| c.is_ascii_digit()).map(|it| at + it)
    {
        let count = text[start..].bytes().take_while(u8::is_ascii_digit).count();
        let hour_end = start + count;
        at = hour_end;
        let opens = !text[..start].ends_with(|c: char| {
            c.is_alphanumeric() || matches!(c, '.' | ',' | ':' | '/' | '£' | '$' | '€')
        });
        let Some(hour) =
            text[start..hour_end].parse::<u32>().ok().filter(|_| opens && count <= 2)
        else {
            continue;
        };
        let minutes = text[hour_end..].starts_with(':').then(|| {
            let from = hour_end + 1;
            let count = text[from..].bytes().take_while(u8::is_ascii_digit).count();
            (count, from + count)
        });
        match minutes {
            Some((2, end)) if !text[end..].starts_with(':') => {
                at = end;
                let minutes: u32 = text[hour_end + 1..end].parse().unwrap_or_default();
                let before = prose.words_in(&(0..start));
                let timed = is_half(text, end)
                    || before.last().is_some_and(|word| {
                        matches!(
                            word.lower.as_str(),
                            "at" | "from" | "until" | "till" | "by" | "before" | "after"
                        )
                    });
                if timed && (25..60).contains(&hour) && minutes < 60 {
                    tell(prose, &(start..end), "a day has 24 hours", found);
                } else if timed && minutes > 59 {
                    tell(prose, &(start..end), "an hour has 60 minutes", found);
                }
            }
            Some(_) => {}
            None => {
                if (13..60).contains(&hour) && is_half(text, hour_end) {
                    tell(
                        prose,
                        &(start..hour_end),
                        "the hours of half a day are 1 to 12",
                        found,
                    );
                }
            }
        }
    }
}

/// Whether `am` or `pm` stands there as a word.
fn is_half(text: &str, at: usize) -> bool {
    let rest = text[at..].trim_start_matches([' ', '\u{a0}']);
    let word = rest.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    matches!(word, "am" | "pm" | "AM" | "PM")
}
