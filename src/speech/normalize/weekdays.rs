//! Days of the week.

use super::sort::Sort;
use super::tokens::as_a_name;
use super::{Dialect, Said, Tokens};

/// The days, and how they are shortened. The last are also words or names by themselves, and
/// stand for a day only in its company.
const DAYS: [(&str, &[&str], &[&str]); 7] = [
    ("Monday", &["Mon"], &["Mon"]),
    ("Tuesday", &["Tue", "Tues"], &[]),
    ("Wednesday", &["Wed", "Weds"], &["Wed"]),
    ("Thursday", &["Thu", "Thur", "Thurs"], &[]),
    ("Friday", &["Fri"], &[]),
    ("Saturday", &["Sat"], &["Sat"]),
    ("Sunday", &["Sun"], &["Sun"]),
];

/// A day of the week, shortened.
pub(super) fn weekday(tokens: &Tokens, at: usize, _: Dialect) -> Option<Said> {
    if is_a_week(tokens, at) {
        return Some(Said::words(at, at + 3, "Monday to Friday").of(Sort::Day));
    }
    let (name, shortened, unsure) = day_of_week(tokens, at)?;
    let dotted = tokens.is_mark(at + 1, '.') && !tokens.is_end(at + 2);
    let end = at + 1 + usize::from(dotted);
    if unsure && !is_day(tokens, at, end) {
        return None;
    }
    shortened.then(|| Said::words(at, end, name).of(Sort::Day))
}

/// `M-F` before hours.
pub(super) fn is_a_week(tokens: &Tokens, at: usize) -> bool {
    tokens.word(at) == Some("M")
        && matches!(tokens.mark(at + 1), Some('-' | '–'))
        && tokens.word(at + 2) == Some("F")
        && tokens.digits(tokens.skip_space(at + 3)).is_some()
}

/// The day that a word names: its whole name, whether it is shortened, and whether it may be
/// another word.
pub(super) fn day_of_week(
    tokens: &Tokens,
    at: usize,
) -> Option<(&'static str, bool, bool)> {
    // `OPEN MON – FRI`
    let word = as_a_name(tokens.word(at)?);
    let word = word.as_ref();
    DAYS.iter().find_map(|(name, short, unsure)| {
        if word == *name {
            return Some((*name, false, false));
        }
        short.contains(&word).then(|| (*name, true, unsure.contains(&word)))
    })
}

/// Whether what stands beside a word makes it a day: another day, a number, "on". The sun is no
/// Sunday.
fn is_day(tokens: &Tokens, at: usize, end: usize) -> bool {
    let after = tokens.skip_space(end);
    let number_after = tokens.digits(after).is_some();
    let day_after = tokens.joins(after)
        && day_of_week(tokens, tokens.skip_space(after + 1)).is_some();
    let before = tokens.before(at);
    let number_before = before.is_some_and(|place| tokens.digits(place).is_some());
    let day_before = before.is_some_and(|place| {
        tokens.joins(place)
            && tokens.before(place).is_some_and(|day| day_of_week(tokens, day).is_some())
    });
    let opening = tokens.has_word(&["open", "opens", "opening", "closed", "closes"]);
    let said = (matches!(tokens.word_before(at).as_str(), "on" | "every" | "each" | "until")
            && (tokens.word(at) != Some("Sun") || opening))
        // `Open Sat.`, `1st Mon of each month`
        || matches!(tokens.word_before(at).as_str(), "open" | "closed")
        || before.is_some_and(|at| matches!(tokens.word(at), Some("st" | "nd" | "rd" | "th")));
    // `Sat:` at the head of a line, and by itself in a table.
    let alone = at == 0 && (tokens.is_end(end) || tokens.is_mark(end, ':'));
    number_after || day_after || number_before || day_before || said || alone
}
