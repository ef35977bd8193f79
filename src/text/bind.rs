//! Spaces at which a line should not end: between a number and its unit, inside a phone number or
//! a date, and between an honorific and a name (large-print guidance: a number stays on one line).

use super::segment::is_no_break_space;
use crate::lang::words::english_month;
use std::ops::Range;

/// Units that belong to the number before them, in the spellings of guidance pages.
const UNITS: &[&str] = &[
    "%",
    "mg",
    "g",
    "kg",
    "mcg",
    "µg",
    "μg",
    "ng",
    "micrograms",
    "microgram",
    "milligrams",
    "milligram",
    "grams",
    "gram",
    "kilograms",
    "kilogram",
    "stone",
    "lb",
    "lbs",
    "oz",
    "ml",
    "millilitres",
    "millilitre",
    "l",
    "litre",
    "litres",
    "pint",
    "pints",
    "mm",
    "cm",
    "m",
    "metres",
    "metre",
    "km",
    "miles",
    "mile",
    "inches",
    "feet",
    "ft",
    "°c",
    "°f",
    "°",
    "degrees",
    "am",
    "pm",
    "a.m",
    "p.m",
    "noon",
    "gy",
    "cgy",
    "mmol",
    "mmol/l",
    "mg/kg",
    "mg/ml",
    "iu",
    "units",
    "unit",
    "bpm",
    "mmhg",
    "kcal",
    "calories",
    "kj",
    "kwh",
    "seconds",
    "second",
    "minutes",
    "minute",
    "mins",
    "hours",
    "hour",
    "hrs",
    "days",
    "day",
    "weeks",
    "week",
    "months",
    "month",
    "years",
    "year",
    "p",
    "pence",
    "pounds",
    "million",
    "billion",
    "thousand",
];

/// Days and their short forms.
const DAYS: &[&str] = &[
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "mon",
    "tue",
    "tues",
    "wed",
    "thu",
    "thur",
    "thurs",
    "fri",
    "sat",
    "sun",
];

/// Titles that belong to the name after them.
const HONORIFICS: &[&str] = &[
    "Dr",
    "Mr",
    "Mrs",
    "Ms",
    "Miss",
    "Mx",
    "Prof",
    "Professor",
    "Sir",
    "Dame",
    "Lord",
    "Lady",
    "Rev",
    "Revd",
    "Reverend",
    "Sister",
    "Nurse",
    "St",
    "Doctor",
];

/// The least digits in a row of numbers that make a phone number.
const PHONE_DIGITS: usize = 7;

/// The byte offsets in `text`, each just after a space, at which no line should end. Where the
/// words that are so bound do not fit one line, the caller breaks them after all.
pub fn bound_spaces(text: &str) -> Vec<usize> {
    bound_among(text, words(text, |c| matches!(c, ' ' | '\n')))
}

/// The same where a line may also end at a no-break space.
pub fn bound_spaces_of_any_kind(text: &str) -> Vec<usize> {
    bound_among(text, words(text, |c| matches!(c, ' ' | '\n') || is_no_break_space(c)))
}

fn bound_among(text: &str, words: Vec<Range<usize>>) -> Vec<usize> {
    let word = |at: usize| words.get(at).map(|range| &text[range.clone()]);
    let mut bound = Vec::new();
    let mut at = 0;
    while let Some(current) = word(at) {
        let phone = phone_words(&words, text, at);
        if phone > 1 {
            bound.extend(words[at + 1..at + phone].iter().map(|range| range.start));
            at += phone - 1;
            continue;
        }
        if let Some(next) = word(at + 1)
            && binds(current, next)
        {
            bound.push(words[at + 1].start);
        }
        at += 1;
    }
    bound
}

/// The words of `text`, apart at spaces at which a line may end.
fn words(text: &str, is_space: impl Fn(char) -> bool) -> Vec<Range<usize>> {
    let mut words = Vec::with_capacity(text.len() / 5);
    let mut start = None;
    for (at, c) in text.char_indices() {
        if is_space(c) {
            words.extend(start.take().map(|start| start..at));
        } else {
            start.get_or_insert(at);
        }
    }
    words.extend(start.map(|start| start..text.len()));
    words
}

/// Whether no line should end between two neighbouring words.
fn binds(first: &str, second: &str) -> bool {
    // A hyphen at a line's end reads as a broken word, and programs that copy the text drop it:
    // `pre- and post-`, or a hyphen in place of a dash.
    if first.ends_with(['-', '\u{2010}', '\u{2011}']) {
        return true;
    }
    // Figures, months, days and titles begin with a figure or a capital, but for signs.
    if first.starts_with(|c: char| c.is_ascii_lowercase()) {
        return false;
    }
    let core = |word: &'_ str| {
        word.trim_matches(|c: char| !c.is_alphanumeric() && !"%°µμ".contains(c))
            .to_lowercase()
    };
    // A comma or a full stop between them parts a number from what follows, not a title.
    let open = !first.ends_with([',', '.', ';', ':', '!', '?', ')']);
    let (a, b) = (core(first), core(second));
    let number = is_number(first);
    let day_number = is_day(without_ordinal(&a));
    let month_first = starts_upper(first) && english_month(&a).is_some();
    let month_second = starts_upper(second) && english_month(&b).is_some();
    (number && open && UNITS.contains(&b.as_str()))
        || (day_number && open && month_second)
        || (month_first && open && (is_year(&b) || is_day(without_ordinal(&b))))
        || (day_number && is_year(&b) && first.ends_with(','))
        || (DAYS.contains(&a.as_str())
            && starts_upper(first)
            && is_day(without_ordinal(&b)))
        || (HONORIFICS.contains(&first.trim_start_matches('(').trim_end_matches('.'))
            && starts_upper(second))
}

fn starts_upper(word: &str) -> bool {
    word.trim_start_matches(|c: char| !c.is_alphanumeric())
        .starts_with(char::is_uppercase)
}

/// A number with its separators, perhaps with a sign or a currency: `1,000`, `£2.50`, `3–4`.
fn is_number(word: &str) -> bool {
    let word = word.trim_start_matches([
        '(', '£', '€', '$', '+', '-', '−', '±', '<', '>', '~', '“', '‘',
    ]);
    word.starts_with(|c: char| c.is_ascii_digit())
        && word.chars().all(|c| c.is_ascii_digit() || ".,:/–-½¼¾".contains(c))
}

/// A day's number without `st`, `nd`, `rd` or `th`.
fn without_ordinal(word: &str) -> &str {
    let suffix =
        ["st", "nd", "rd", "th"].iter().find_map(|suffix| word.strip_suffix(suffix));
    suffix.unwrap_or(word)
}

fn is_day(word: &str) -> bool {
    word.len() <= 2 && word.parse::<u8>().is_ok_and(|day| (1..=31).contains(&day))
}

fn is_year(word: &str) -> bool {
    word.len() == 4 && word.parse::<u16>().is_ok_and(|year| (1800..2200).contains(&year))
}

/// How many words from `at` on make one phone number; 0 or 1 if none do.
fn phone_words(words: &[Range<usize>], text: &str, at: usize) -> usize {
    let mut digits = 0;
    let mut count = 0;
    for range in &words[at..] {
        let whole = &text[range.clone()];
        let word = whole.trim_end_matches([',', '.', ';', ')', '!', '?', ':']);
        let plain = word.chars().all(|c| c.is_ascii_digit() || "+()-".contains(c));
        let figures = word.bytes().filter(u8::is_ascii_digit).count();
        // Groups of a phone number have at least two digits, its first a zero, a plus or a bracket.
        let begins = word.starts_with(['0', '+', '(']) || figures == 3;
        if !plain || figures < 2 || (count == 0 && !begins) {
            break;
        }
        digits += figures;
        count += 1;
        if word.len() < whole.len() && !whole.ends_with(')') {
            break;
        }
    }
    if digits >= PHONE_DIGITS { count } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text with `_` for each space at which no line should end.
    fn marked(text: &str) -> String {
        let mut out = text.to_owned();
        for at in bound_spaces(text) {
            out.replace_range(at - 1..at, "_");
        }
        out
    }

    #[test]
    fn figures_stay_with_what_they_belong_to() {
        for (text, expected) in [
            ("take 5 mg twice", "take 5_mg twice"),
            ("about 3–4 weeks or 10 days.", "about 3–4_weeks or 10_days."),
            ("Call 01632 960 123, then", "Call 01632_960_123, then"),
            ("ring +44 1632 960123 now", "ring +44_1632_960123 now"),
            ("on 12 May 2026 at 9.30 am", "on 12_May_2026 at 9.30_am"),
            ("Monday 1st June, and May 12, 2026", "Monday_1st_June, and May_12,_2026"),
            ("see Dr. Khan or (Mrs Jones)", "see Dr._Khan or (Mrs_Jones)"),
            ("it costs £2.50 million", "it costs £2.50_million"),
            ("pre- and post-natal - or so", "pre-_and post-natal -_or so"),
        ] {
            assert_eq!(marked(text), expected);
        }
    }

    #[test]
    fn other_spaces_are_free() {
        for text in [
            "there were 5 people",
            "in 2026 we may go",
            "it is on the first",
            "you may 5 times",
            "steps 1, 2 and 3",
            "page 12. Days later",
            "the doctor said",
        ] {
            assert_eq!(marked(text), text);
        }
    }
}
