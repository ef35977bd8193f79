//! Dates of review, as exact as the author gave them.

use crate::lang::words::{Words, english_month};
use std::fmt;

/// A year, perhaps with a month, perhaps with a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct ReviewDate {
    year: u16,
    month: Option<u8>,
    day: Option<u8>,
}

impl ReviewDate {
    /// Reads `YYYY`, `YYYY-MM` or `YYYY-MM-DD`. `None` for anything else, and for a day that
    /// its month does not have.
    pub fn from_iso(text: &str) -> Option<Self> {
        let mut fields = text.trim().split('-');
        let year = digits(fields.next()?, 4)?;
        let month =
            fields.next().map(|month| digits(month, 2).ok_or(())).transpose().ok()?;
        let day = fields.next().map(|day| digits(day, 2).ok_or(())).transpose().ok()?;
        if fields.next().is_some() {
            return None;
        }
        Self::new(year, month, day)
    }

    /// Reads a date as English prose has it: `2021`, `Dec 2021`, `December 2021`, `1 December
    /// 2021`, `1st Dec 2021`, and the ISO forms. `None` for anything else.
    pub fn from_prose(text: &str) -> Option<Self> {
        if let Some(date) = Self::from_iso(text) {
            return Some(date);
        }
        let words: Vec<&str> =
            text.split([' ', ',']).filter(|word| !word.is_empty()).collect();
        let (day, month, year) = match words[..] {
            [month, year] => (None, month, year),
            [day, month, year] => (Some(day), month, year),
            _ => return None,
        };
        let day = match day {
            Some(day) => {
                let number = day.trim_end_matches(|c: char| c.is_ascii_alphabetic());
                let suffix = &day[number.len()..];
                if !matches!(suffix, "" | "st" | "nd" | "rd" | "th") {
                    return None;
                }
                Some(number.parse().ok()?)
            }
            None => None,
        };
        Self::new(digits(year, 4)?, Some(english_month(month)?.into()), day)
    }

    fn new(year: u16, month: Option<u16>, day: Option<u16>) -> Option<Self> {
        let leap = year.is_multiple_of(4)
            && (!year.is_multiple_of(100) || year.is_multiple_of(400));
        let days = match month {
            None => 0,
            Some(2) => 28 + u16::from(leap),
            Some(4 | 6 | 9 | 11) => 30,
            Some(1..=12) => 31,
            Some(_) => return None,
        };
        let fits = day.is_none_or(|day| (1..=days).contains(&day));
        let month = month.and_then(|month| u8::try_from(month).ok());
        let day = day.and_then(|day| u8::try_from(day).ok());
        fits.then_some(Self { year, month, day })
    }

    /// The day of a time in seconds since 1970 (UTC).
    pub fn of_time(seconds: u64) -> Option<Self> {
        let [year, month, day, ..] = civil(seconds);
        let small = |number| u16::try_from(number).ok();
        Self::new(small(year)?, Some(small(month)?), Some(small(day)?))
    }

    /// Whether it is a day, not a month or a year.
    pub const fn is_a_day(self) -> bool {
        self.day.is_some()
    }

    /// Whether all of it is past when the other begins: June is before the first of July.
    pub fn is_before(self, other: Self) -> bool {
        let last = (self.year, self.month.unwrap_or(12), self.day.unwrap_or(31));
        last < (other.year, other.month.unwrap_or(1), other.day.unwrap_or(1))
    }

    /// The date a number of years later.
    #[must_use]
    pub const fn years_later(self, years: u16) -> Self {
        Self { year: self.year.saturating_add(years), ..self }
    }

    /// The date in words: `1 December 2021`, `December 2021`, `2021`.
    pub fn in_words(self, words: &Words) -> String {
        words.date(self.year, self.month, self.day)
    }
}

/// As the front matter has it: `2026`, `2026-05` or `2026-05-31`.
impl fmt::Display for ReviewDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        for part in self.month.into_iter().chain(self.day) {
            write!(f, "-{part:02}")?;
        }
        Ok(())
    }
}

/// Year, month, day, hour, minute and second (UTC) of a time in seconds since 1970.
pub fn civil(seconds: u64) -> [u64; 6] {
    // Days since 1 March of year 0: leap days then fall at the ends of years.
    let (days, rest) = (seconds / 86_400 + 719_468, seconds % 86_400);
    let (era, day) = (days / 146_097, days % 146_097);
    let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let day_of_month = day - (153 * month + 2) / 5 + 1;
    let (month, next) = if month < 10 { (month + 3, 0) } else { (month - 9, 1) };
    [
        era * 400 + year + next,
        month,
        day_of_month,
        rest / 3_600,
        rest / 60 % 60,
        rest % 60,
    ]
}

fn digits(text: &str, count: usize) -> Option<u16> {
    let all = text.len() == count && text.bytes().all(|b| b.is_ascii_digit());
    all.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::{Lang, words::words};

    #[test]
    fn times_become_dates() {
        assert_eq!(civil(0), [1970, 1, 1, 0, 0, 0]);
        assert_eq!(civil(951_782_399), [2000, 2, 28, 23, 59, 59]);
        assert_eq!(civil(951_782_400), [2000, 2, 29, 0, 0, 0]);
        assert_eq!(civil(1_767_225_599), [2025, 12, 31, 23, 59, 59]);
        assert_eq!(civil(253_402_300_799), [9999, 12, 31, 23, 59, 59]);
        assert_eq!(ReviewDate::of_time(951_782_400), ReviewDate::from_iso("2000-02-29"));
    }

    #[test]
    fn a_date_is_past_when_all_of_it_is() {
        let date = |text| ReviewDate::from_iso(text).unwrap();
        for (early, late) in
            [("2022-11", "2022-12-01"), ("2022", "2023-01-01"), ("2022-11-30", "2022-12")]
        {
            assert!(date(early).is_before(date(late)), "{early}");
            assert!(!date(late).is_before(date(early)), "{late}");
        }
        for (a, b) in
            [("2022-11", "2022-11-30"), ("2022", "2022-12-31"), ("2022", "2022")]
        {
            assert!(!date(a).is_before(date(b)), "{a}");
        }
    }

    #[test]
    fn dates_are_read_as_exactly_as_they_were_given() {
        let words = words(&Lang::british());
        let said = |text| ReviewDate::from_prose(text).map(|date| date.in_words(words));
        for (written, expected) in [
            ("2021", "2021"),
            ("2021-12", "December 2021"),
            ("2021-12-01", "1 December 2021"),
            ("Dec 2021", "December 2021"),
            ("Sept 2022", "September 2022"),
            ("1st Nov 2022", "1 November 2022"),
            ("29 Feb 2024", "29 February 2024"),
        ] {
            assert_eq!(said(written).as_deref(), Some(expected), "{written}");
        }
        for wrong in
            ["", "soon", "2021-13", "2021-02-30", "30 Feb 2024", "21", "1x May 2020"]
        {
            assert_eq!(said(wrong), None, "{wrong}");
        }
    }
}
