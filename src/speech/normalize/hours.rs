//! Times of the day in four digits: `1730 hours`, `0800hrs`, `at 2200`, `1330-1700`.

use super::numbers::{below_hundred, cardinal};
use super::sort::Sort;
use super::weekdays::day_of_week;
use super::{Dialect, Said, Tokens, nouns};

/// An hour and its minutes in four digits, where the words around make them a time.
pub(super) fn hours(tokens: &Tokens, at: usize, dialect: Dialect) -> Option<Said> {
    let (hour, minutes) = four_figures(tokens, at)?;
    if tokens.is_glued(at) {
        return None;
    }
    let word = tokens.skip_space(at + 1);
    let named = match tokens.word(word) {
        Some("hrs" | "hr" | "h") => true,
        Some("hours") => {
            word == at + 1
                || has_zero(tokens, at)
                || opens_a_block(tokens, at, word + 1)
                || nouns::is_before_times(&tokens.word_before(at))
                || matches!(tokens.word_before(at).as_str(), "to" | "and")
        }
        _ => false,
    };
    if !named && !is_time(tokens, at) {
        return None;
    }
    let zero = if has_zero(tokens, at) && hour > 0 { "oh " } else { "" };
    let hour = cardinal(hour, dialect);
    let minutes = match minutes {
        0 => "hundred".to_owned(),
        1..=9 => format!("oh {}", cardinal(minutes, dialect)),
        _ => below_hundred(minutes),
    };
    let (unit, end) = if named { (" hours", word + 1) } else { ("", at + 1) };
    Some(Said::words(at, end, format!("{zero}{hour} {minutes}{unit}")).of(Sort::Time))
}

/// Whether a block, or what stands after a mark or a day, begins with hours that nothing is counted
/// in: "1730 hours", "Mon 1730 hours", but "1500 hours of work".
fn opens_a_block(tokens: &Tokens, at: usize, end: usize) -> bool {
    let counted = matches!(
        tokens.word_after(end).as_str(),
        "of" | "a" | "per" | "each" | "in" | "worked" | "training"
    );
    let opens = tokens.before(at).is_none_or(|before| {
        matches!(tokens.mark(before), Some(',' | ':' | '(' | ';' | '-' | '–'))
            || day_of_week(tokens, before).is_some()
    });
    opens
        && !counted
        && tokens
            .digits(at)
            .is_some_and(|it| it.ends_with(['0', '5']) && !it.ends_with("00"))
}

fn four_figures(tokens: &Tokens, at: usize) -> Option<(u64, u64)> {
    let digits = tokens.digits(at).filter(|digits| digits.len() == 4)?;
    let (hour, minutes) = (digits[..2].parse().ok()?, digits[2..].parse().ok()?);
    (hour < 24 && minutes < 60).then_some((hour, minutes))
}

fn has_zero(tokens: &Tokens, at: usize) -> bool {
    tokens.digits(at).is_some_and(|digits| digits.starts_with('0'))
}

/// Whether four digits without a word after are a time: after "at", or one of several of which
/// the words around say so.
fn is_time(tokens: &Tokens, at: usize) -> bool {
    let on_the_dot = |at: usize| {
        four_figures(tokens, at).is_some_and(|(_, minutes)| minutes.is_multiple_of(5))
    };
    let counts = |at: usize| {
        let word = tokens.skip_space(at + 1);
        day_of_week(tokens, word).is_none()
            && tokens.word(word).is_some_and(|word| {
                !matches!(
                    word,
                    "and"
                        | "or"
                        | "to"
                        | "on"
                        | "daily"
                        | "then"
                        | "each"
                        | "every"
                        | "weekdays"
                        | "weekends"
                )
            })
    };
    // A telephone number, a year of a date.
    let grouped = tokens.digits(tokens.skip_space(at + 1)).is_some()
        || tokens.before(at).is_some_and(|before| tokens.digits(before).is_some())
        || matches!(tokens.mark(at + 1), Some('/' | '.' | ':'))
            && tokens.digits(at + 2).is_some()
        || at.checked_sub(1).is_some_and(|at| {
            matches!(tokens.mark(at), Some('/' | '.' | ':' | '£' | '$' | '€'))
        });
    if !on_the_dot(at) || counts(at) || grouped {
        return false;
    }
    let after_at = |at: usize| tokens.word_before(at) == "at";
    if after_at(at) {
        return true;
    }
    // Those that it is joined to.
    let joint = |at: usize| {
        matches!(tokens.word(at), Some("and" | "or" | "to"))
            || matches!(tokens.mark(at), Some('-' | '–' | ','))
    };
    let next = |at: usize| {
        let joined = tokens.skip_space(at + 1);
        let next = tokens.skip_space(joined + 1);
        (joint(joined) && on_the_dot(next) && !counts(next)).then_some(next)
    };
    let before = |at: usize| {
        let joined = tokens.before(at).filter(|joined| joint(*joined))?;
        tokens.before(joined).filter(|before| on_the_dot(*before))
    };
    let mut row = vec![at];
    row.extend(std::iter::successors(next(at), |at| next(*at)));
    row.extend(std::iter::successors(before(at), |at| before(*at)));
    if row.len() < 2 {
        return false;
    }
    let year = |at: &usize| {
        tokens
            .digits(*at)
            .and_then(|it| it.parse().ok())
            .is_some_and(|it: u64| (1800..2100).contains(&it))
    };
    let spoken_of = (0..tokens.len()).any(|at| {
        day_of_week(tokens, at).is_some()
            || tokens.word(at).is_some_and(|it| nouns::is_of_opening(&it.to_lowercase()))
    });
    let between = row
        .iter()
        .any(|at| matches!(tokens.word_before(*at).as_str(), "between" | "from"));
    row.iter().any(|at| has_zero(tokens, *at) || after_at(*at))
        || spoken_of
        || (between && !row.iter().any(year))
}
