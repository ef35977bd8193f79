//! Times of the day.

use super::number::Number;
use super::numbers::{below_hundred, cardinal};
use super::sort::Sort;
use super::{Dialect, Said, Tokens, nouns};

/// An hour, perhaps with minutes, and how its minutes are parted.
struct Clock {
    hour: u64,
    minutes: Option<u64>,
    dotted: bool,
    end: usize,
}

fn clock(tokens: &Tokens, at: usize) -> Option<Clock> {
    let hour = tokens.digits(at).filter(|digits| digits.len() <= 2)?.parse().ok()?;
    let separator = tokens.mark(at + 1).filter(|mark| matches!(mark, ':' | '.'));
    if let Some(separator) = separator
        && let Some(digits) = tokens.digits(at + 2)
    {
        let minutes: u64 = digits.parse().ok()?;
        let longer = matches!(tokens.mark(at + 3), Some('.' | ':' | ','))
            && tokens.digits(at + 4).is_some();
        if digits.len() != 2 || minutes > 59 || longer || hour > 24 {
            return None;
        }
        let dotted = separator == '.';
        return Some(Clock { hour, minutes: Some(minutes), dotted, end: at + 3 });
    }
    (hour <= 24).then_some(Clock { hour, minutes: None, dotted: false, end: at + 1 })
}

/// "a m" or "p m", and where it ends. The last full stop of `a.m.` may also end the sentence,
/// and is then left to it.
fn half_day(tokens: &Tokens, at: usize) -> Option<(&'static str, usize)> {
    let from = tokens.skip_space(at);
    let word = tokens.word(from)?;
    if word.eq_ignore_ascii_case("am") {
        return Some(("a m", from + 1));
    }
    if word.eq_ignore_ascii_case("pm") {
        return Some(("p m", from + 1));
    }
    let half = match word {
        "a" | "A" => "a m",
        "p" | "P" => "p m",
        _ => return None,
    };
    let dotted = tokens.is_mark(from + 1, '.')
        && tokens.word(from + 2).is_some_and(|m| m.eq_ignore_ascii_case("m"));
    if !dotted {
        return None;
    }
    let stop = tokens.is_mark(from + 3, '.') && !tokens.is_end(from + 4);
    Some((half, from + 3 + usize::from(stop)))
}

/// `9am`, `9.30 p.m.`, `14:30`, `9–5pm`, and `at 9.30`. The colon of a ratio and the point of a
/// decimal are none.
pub(super) fn time(tokens: &Tokens, at: usize, dialect: Dialect) -> Option<Said> {
    if tokens.is_glued(at) {
        return None;
    }
    let clock = clock(tokens, at)?;
    if at > 0
        && matches!(tokens.mark(at - 1), Some('.' | ':' | ',' | '£' | '$' | '€' | '/'))
        // `8am/8pm`
        && !(tokens.is_mark(at - 1, '/')
            && at > 1
            && matches!(tokens.word(at - 2), Some("am" | "pm" | "noon")))
    {
        return None;
    }
    // `12noon`
    let after = tokens.skip_space(clock.end);
    let glued = after == clock.end;
    if clock.hour == 12
        && (clock.minutes == Some(0) || (clock.minutes.is_none() && glued))
        && matches!(tokens.word(after), Some("noon" | "midnight"))
    {
        let words = format!("twelve {}", tokens.text(after));
        return Some(Said::words(at, after + 1, words).of(Sort::Time));
    }
    if let Some((half, end)) = half_day(tokens, clock.end)
        && ((1..=12).contains(&clock.hour)
            || (clock.hour == 0 && clock.minutes.is_some()))
    {
        let words = format!("{} {half}", spoken(&clock, true, dialect));
        return Some(Said::words(at, end, words).of(Sort::Time));
    }
    let colon = clock.minutes.is_some() && !clock.dotted;
    let ratio = || is_ratio(tokens, at, &clock);
    let of_the_clock =
        |hrs: usize| matches!(tokens.word(hrs), Some("hrs" | "hours" | "h"));
    let counted = ["of", "a", "per", "each", "in"];
    let dotted_hours = clock.dotted
        && (13..24).contains(&clock.hour)
        && of_the_clock(after)
        && !counted.contains(&tokens.word_after(after + 1).as_str());
    if (dotted_hours || colon && !ratio())
        && (clock.hour < 24 || clock.minutes == Some(0))
    {
        let words = spoken(&clock, false, dialect);
        if of_the_clock(after) && clock.hour > 12 {
            return Some(
                Said::words(at, after + 1, format!("{words} hours")).of(Sort::Time),
            );
        }
        return Some(Said::words(at, clock.end, words).of(Sort::Time));
    }
    let hinted = clock.dotted && clock.hour < 24 && at_a_time(tokens, at, clock.end);
    if hinted || runs_to_a_time(tokens, clock.end) {
        // With its dash, so that `9-5pm` is a span and no sum.
        let words = spoken(&clock, true, dialect);
        return Some(Said::words(at, clock.end, words).of(Sort::Time));
    }
    None
}

/// Whether a colon stands between the parts of a ratio: "diluted 1:10", "a 1:20 slope", `1:10 000`.
fn is_ratio(tokens: &Tokens, at: usize, clock: &Clock) -> bool {
    const MIXED: [&str; 11] = [
        "ratio", "ratios", "dilution", "dilute", "diluted", "mix", "slope", "gradient",
        "ramp", "bleach", "squash",
    ];
    let before = tokens.word_before(at);
    matches!(
        before.as_str(),
        "scale" | "odds" | "of" | "ratio" | "dilution" | "dilute" | "diluted"
    ) || (clock.hour == 1 && tokens.has_word(&MIXED) && !nouns::is_before_times(&before))
        || (clock.hour == 1
            && Number::read(tokens, at + 2).is_some_and(|number| number.grouped))
}

/// Whether the words around say that a number with two decimals is a time, or that it goes on a
/// row of times: "at 9.05, 9.35 and 10.05".
fn at_a_time(tokens: &Tokens, at: usize, end: usize) -> bool {
    /// The most times of a row that are looked at.
    const MAX_TIMES: usize = 12;
    if is_measured(tokens, end) {
        return false;
    }
    let earlier = std::iter::successors(Some(at), |at| earlier_time(tokens, *at));
    earlier.take(MAX_TIMES).any(|at| is_told(tokens, at) || follows_an_hour(tokens, at))
}

/// Whether what stands after a number is of an amount.
fn is_measured(tokens: &Tokens, end: usize) -> bool {
    const COUNTED: [&str; 6] =
        ["per", "percent", "million", "billion", "times", "pounds"];
    let after = tokens.word_after(end);
    super::units::is_unit(&after)
        || matches!(tokens.mark(tokens.skip_space(end)), Some('%' | '°'))
        || COUNTED.contains(&after.as_str())
}

/// Whether the words around a number with two decimals are of a time: "at 9.30", "last entry
/// 3.30", "the 7.45 to London".
fn is_told(tokens: &Tokens, at: usize) -> bool {
    const BEFORE: [&str; 8] =
        ["entry", "orders", "departs", "arrives", "starts", "begins", "finishes", "ends"];
    const BEFORE_COLON: [&str; 7] =
        ["time", "times", "appointment", "arrival", "arrive", "start", "starts"];
    const AFTER: [&str; 11] = [
        "appt",
        "appts",
        "appointment",
        "appointments",
        "arrival",
        "start",
        "slot",
        "bus",
        "train",
        "ferry",
        "departure",
    ];
    let end = at + 3;
    let (before, after) = (tokens.word_before(at), tokens.word_after(end));
    let colon = tokens.before(at).filter(|&at| tokens.is_mark(at, ':'));
    let leaves = before == "the"
        && after == "to"
        && tokens
            .word(tokens.skip_space(end) + 2)
            .is_some_and(|place| place.starts_with(char::is_uppercase));
    let ranged = matches!(tokens.mark(tokens.skip_space(end)), Some('–' | '—' | '-'))
        && clock(tokens, tokens.skip_space(tokens.skip_space(end) + 1))
            .is_some_and(|to| to.minutes.is_none() || to.dotted)
        && (day_before(tokens, at) || on_the_quarter(tokens, at));
    nouns::is_before_times(&before)
        || nouns::is_of_opening(&before)
        || BEFORE.contains(&before.as_str())
        || AFTER.contains(&after.as_str())
        || colon.is_some_and(|at| BEFORE_COLON.contains(&tokens.word_before(at).as_str()))
        || leaves
        || ranged
        || runs_to_a_quarter(tokens, at)
}

/// Whether the minutes of two numbers with a dash between are those of hours: `10.00-12.30`.
fn on_the_quarter(tokens: &Tokens, at: usize) -> bool {
    let quarter = |at: usize| {
        let digits = tokens.digits(at + 2).filter(|_| tokens.is_mark(at + 1, '.'));
        digits.is_some_and(|digits| matches!(digits, "00" | "15" | "30" | "45"))
    };
    let to = tokens.skip_space(tokens.skip_space(at + 3) + 1);
    // `2.15-2.45 mmol/L`
    let unit = tokens.word(tokens.skip_space(to + 3)).and_then(super::units::find);
    let zero = tokens.digits(at) == Some("0");
    quarter(at) && quarter(to) && unit.is_none() && !zero
}

/// Whether a block, or what stands after a mark or a day, begins with two times: `8.45 to 9.15`.
fn runs_to_a_quarter(tokens: &Tokens, at: usize) -> bool {
    let opens = tokens.before(at).is_none_or(|before| {
        matches!(tokens.mark(before), Some(',' | ':' | ';' | '-' | '–' | '•'))
    }) || day_before(tokens, at);
    opens && tokens.word_after(at + 3) == "to" && on_the_quarter(tokens, at)
}

/// Words of the hours of a place.
const OPENING: [&str; 5] = ["open", "opens", "opening", "closed", "hours"];

/// What joins two times: "9.30 to 11.15", `9.30–11.15`, "9.05, 9.35".
fn joint_of_times(tokens: &Tokens, at: usize) -> Option<usize> {
    tokens.before(at).filter(|&joint| {
        matches!(tokens.word(joint), Some("to" | "and" | "until" | "or"))
            || matches!(tokens.mark(joint), Some('-' | '–' | '—' | ','))
    })
}

/// The hour and minutes that a joint and this number stand after.
fn earlier_time(tokens: &Tokens, at: usize) -> Option<usize> {
    let first = tokens.before(joint_of_times(tokens, at)?)?.checked_sub(2)?;
    clock(tokens, first).filter(|clock| clock.dotted).map(|_| first)
}

/// Whether an hour alone and a joint stand before, where something is open: `Open 2–5.30`.
fn follows_an_hour(tokens: &Tokens, at: usize) -> bool {
    let hour = joint_of_times(tokens, at).and_then(|joint| tokens.before(joint));
    hour.and_then(|at| tokens.digits(at)).is_some_and(|it| it.len() < 3)
        && tokens.has_word(&OPENING)
}

fn day_before(tokens: &Tokens, at: usize) -> bool {
    let mut before = tokens.before(at);
    if let Some(mark) =
        before.filter(|&mark| matches!(tokens.mark(mark), Some(',' | ':')))
    {
        before = tokens.before(mark);
    }
    before.is_some_and(|at| super::weekdays::day_of_week(tokens, at).is_some())
}

/// Whether a dash and a time of the day follow.
fn runs_to_a_time(tokens: &Tokens, at: usize) -> bool {
    let dash = tokens.skip_space(at);
    if !matches!(tokens.mark(dash), Some('-' | '–' | '—')) {
        return false;
    }
    let opening = || tokens.has_word(&OPENING);
    clock(tokens, tokens.skip_space(dash + 1)).is_some_and(|to| {
        half_day(tokens, to.end).is_some()
            // `Open 9–12, 2–5.30`
            || (to.dotted && to.minutes.is_some_and(|it| it.is_multiple_of(5)) && opening())
    })
}

fn spoken(clock: &Clock, twelve: bool, dialect: Dialect) -> String {
    let hour = cardinal(clock.hour, dialect);
    match clock.minutes {
        None => hour,
        Some(0) if twelve => hour,
        Some(0) if matches!(clock.hour, 0 | 24) => "midnight".into(),
        Some(0) if clock.hour <= 12 => format!("{hour} o'clock"),
        Some(0) => format!("{hour} hundred"),
        Some(minutes @ 1..=9) => format!("{hour} oh {}", cardinal(minutes, dialect)),
        Some(minutes) => format!("{hour} {}", below_hundred(minutes)),
    }
}
