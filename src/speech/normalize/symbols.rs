//! Brackets, dashes, slashes and signs.

use super::numbers::cardinal;
use super::{Dialect, Said, Tokens, dates, times, units, weekdays};

/// How a mark is said.
pub(super) fn symbol(tokens: &Tokens, at: usize, dialect: Dialect) -> Option<Said> {
    let mark = tokens.mark(at)?;
    dash(tokens, at, mark)
        .or_else(|| slash(tokens, at, mark))
        .or_else(|| sign(tokens, at, mark))
        .or_else(|| figure(at, mark, dialect))
}

/// Whether a number, or what may stand right behind one, ends before that place.
fn number_before(tokens: &Tokens, at: usize) -> bool {
    tokens.before(at).is_some_and(|before| {
        tokens.digits(before).is_some()
            || matches!(tokens.mark(before), Some('%' | '°' | '½' | '¼' | '¾'))
            // `9 a.m. – 5 p.m.`
            || (tokens.is_mark(before, '.') && before > 0 && tokens.word(before - 1) == Some("m"))
            || (before > 0
                && tokens.word(before).is_some()
                && tokens.before(before).is_some_and(|number| {
                    tokens.digits(number).is_some() || tokens.is_mark(number, '°')
                }))
    })
}

/// A number before a dash with nothing between.
fn value_before(tokens: &Tokens, at: usize) -> Option<u64> {
    at.checked_sub(1).and_then(|at| tokens.digits(at))?.parse().ok()
}

fn dash(tokens: &Tokens, at: usize, mark: char) -> Option<Said> {
    if !matches!(mark, '-' | '–' | '—' | '−' | '―') {
        return None;
    }
    // `--` and `---` are dashes of a typewriter.
    let mut end = at + 1;
    while tokens.is_mark(end, '-') {
        end += 1;
    }
    if end - at > 1 {
        return Some(Said::pause(at, end));
    }
    let spaced_before = at == 0
        || tokens.is_space(at - 1)
        || matches!(
            tokens.mark(at - 1),
            Some(super::RAISED_MARK | '(' | '[' | '“' | '"' | '/')
        );
    let spaced_behind = tokens.is_space(at + 1) || tokens.is_end(at + 1);
    let behind = tokens.skip_space(at + 1);
    let number_behind = tokens.digits(behind).is_some()
        || (matches!(tokens.mark(behind), Some('£' | '$' | '€' | '+' | '−' | '-'))
            && tokens.digits(behind + 1).is_some());
    let long = matches!(mark, '–' | '—');
    if matches!(mark, '-' | '−')
        && spaced_before
        && !spaced_behind
        && tokens.digits(at + 1).is_some()
    {
        return Some(Said::words(at, at + 1, "minus"));
    }
    if mark == '−'
        && !spaced_behind
        && tokens.digits(at + 1).is_some()
        && number_before(tokens, at)
    {
        return Some(Said::words(at, at + 1, "minus"));
    }
    if long && number_before(tokens, at) && number_behind {
        return Some(Said::words(at, at + 1, "to"));
    }
    if matches!(mark, '-' | '−' | '–') && is_result(tokens, at) {
        return Some(Said::words(at, at + 1, "negative"));
    }
    let noon = tokens
        .before(at)
        .and_then(|before| tokens.word(before))
        .is_some_and(|word| matches!(word, "noon" | "midnight"));
    if times::spans(tokens, at) || (noon && number_behind) {
        return Some(Said::words(at, at + 1, "to"));
    }
    if !spaced_before && !spaced_behind {
        return between(tokens, at, long, number_behind);
    }
    if spaced_before && spaced_behind {
        let days = is_capitalised(tokens, tokens.before(at))
            && long
            && is_day_or_month(tokens, tokens.before(at));
        if days && is_day_or_month(tokens, Some(behind)) {
            return Some(Said::words(at, at + 1, "to"));
        }
        return Some(Said::pause(at, at + 1));
    }
    // `pre- and post-treatment`: the hyphen shows that a word goes on elsewhere.
    if mark == '-' {
        Some(Said::joint(at, at + 1)).filter(|_| number_before(tokens, at))
    } else {
        Some(Said::pause(at, at + 1))
    }
}

/// A dash that touches what stands on both its sides.
fn between(tokens: &Tokens, at: usize, long: bool, number_behind: bool) -> Option<Said> {
    if long
        && (is_day_or_month(tokens, Some(at - 1))
            || is_day_or_month(tokens, Some(at + 1)))
    {
        return Some(Said::words(at, at + 1, "to"));
    }
    if !long
        && is_day_or_month(tokens, Some(at - 1))
        && is_day_or_month(tokens, Some(at + 1))
    {
        return Some(Said::words(at, at + 1, "to"));
    }
    if let (Some(before), Some(behind)) = (
        value_before(tokens, at),
        tokens.digits(at + 1).and_then(|digits| digits.parse::<u64>().ok()),
    ) {
        // `1-2-1` and `1-1` are "one to one"; a row of other figures is only joined.
        let one_to_one = (before == 1 && behind == 2 && follows(tokens, at + 2, "1"))
            || (before == 2
                && behind == 1
                && at > 2
                && tokens.is_mark(at - 2, '-')
                && tokens.text(at - 3) == "1")
            || (before == 1 && behind == 1);
        let row = tokens.is_mark(at + 2, '-') && tokens.digits(at + 3).is_some()
            || at > 2 && tokens.is_mark(at - 2, '-') && tokens.digits(at - 3).is_some();
        if one_to_one && row && before == 1 && behind == 2 {
            return Some(Said::words(at, at + 2, "to"));
        }
        if one_to_one && row {
            return Some(Said::joint(at, at + 1));
        }
        if one_to_one || (!row && before < behind) {
            return Some(Said::words(at, at + 1, "to"));
        }
        return Some(Said::joint(at, at + 1));
    }
    if number_before(tokens, at)
        && number_behind
        && tokens.word(at - 1).is_some_and(|unit| {
            units::find(unit).is_some() || matches!(unit, "am" | "pm" | "p")
        })
    {
        return Some(Said::words(at, at + 1, "to"));
    }
    let letter_range = long
        && [at - 1, at + 1]
            .iter()
            .all(|&side| tokens.word(side).is_some_and(|word| word.chars().count() == 1));
    if letter_range || (tokens.text(at - 1) == "A" && tokens.text(at + 1) == "Z") {
        return Some(Said::words(at, at + 1, "to"));
    }
    if tokens.digits(at - 1).is_some()
        || number_behind
        || changes(tokens, at - 1)
        || changes(tokens, at + 1)
        || long
    {
        return Some(Said::joint(at, at + 1));
    }
    None
}

fn follows(tokens: &Tokens, dash: usize, digits: &str) -> bool {
    tokens.is_mark(dash, '-') && tokens.digits(dash + 1) == Some(digits)
}

fn is_capitalised(tokens: &Tokens, at: Option<usize>) -> bool {
    at.and_then(|at| tokens.word(at))
        .is_some_and(|word| word.starts_with(char::is_uppercase))
}

/// Whether a word is an initialism, so that it is said in letters.
fn changes(tokens: &Tokens, at: usize) -> bool {
    super::initialisms::initialism(tokens, at, Dialect::British).is_some()
}

fn is_day_or_month(tokens: &Tokens, at: Option<usize>) -> bool {
    at.is_some_and(|at| {
        dates::is_month(tokens, at) || weekdays::day_of_week(tokens, at).is_some()
    })
}

/// A slash between words is "or"; one that is only a sign is said.
fn slash(tokens: &Tokens, at: usize, mark: char) -> Option<Said> {
    if mark != '/' {
        return (mark == '\\').then(|| Said::words(at, at + 1, "backslash"));
    }
    let (from, to) = (tokens.before(at), tokens.skip_space(at + 1));
    let word = |at: usize| tokens.word(at).is_some_and(|word| word.chars().count() > 1);
    // `ml/min/1.73m2`, `10^9/L`.
    let unit_before =
        at > 0 && tokens.word(at - 1).is_some_and(|unit| units::find(unit).is_some());
    if unit_before && tokens.digits(at + 1).is_some() {
        return Some(Said::words(at, at + 1, "per"));
    }
    if at > 0
        && tokens.digits(at - 1).is_some()
        && let Some(unit) = tokens.word(at + 1).and_then(units::find)
        && !unit.one.contains(' ')
    {
        return Some(Said::words(at, at + 2, format!("per {}", unit.one)));
    }
    let spell = matches!(
        tokens.word(to),
        Some("day" | "week" | "month" | "year" | "hour" | "night" | "minute")
    );
    let counted = from.is_some_and(|from| {
        tokens.digits(from).is_some()
            || tokens.word(from).is_some_and(|word| word.ends_with('s'))
    });
    if spell && counted {
        return Some(Said::words(at, at + 1, "per"));
    }
    if from.is_some_and(word) && word(to) {
        return Some(Said::words(at, at + 1, "or"));
    }
    // `a week/365 days`: two things beside each other.
    if from.is_some_and(word) && tokens.digits(to).is_some() && !changes(tokens, at - 1) {
        return Some(Said::pause(at, at + 1));
    }
    Some(Said::words(at, at + 1, "slash"))
}

fn sign(tokens: &Tokens, at: usize, mark: char) -> Option<Said> {
    let alone = |words: &str| Some(Said::words(at, at + 1, words));
    let number_behind = tokens.digits(tokens.skip_space(at + 1)).is_some();
    match mark {
        '(' | ')' | '[' | ']' | '{' | '}' => Some(Said::pause(at, at + 1)),
        '→' if number_behind => alone("to"),
        '|' | '•' | '·' | '▪' | '◦' | '●' | '■' | '→' | '⇒' | '➔' | '►' => {
            Some(Said::pause(at, at + 1))
        }
        '&' => alone("and"),
        '+' if is_result(tokens, at) => alone("positive"),
        '+' => alone("plus"),
        '^' if number_behind => alone("to the power of"),
        '<' if tokens.is_mark(at + 1, '=') => Some(Said::words(at, at + 2, "at most")),
        '>' if tokens.is_mark(at + 1, '=') => Some(Said::words(at, at + 2, "at least")),
        '±' => alone("plus or minus"),
        '=' => alone("equals"),
        '×' if number_behind => alone("times"),
        '×' => alone("by"),
        '÷' => alone("divided by"),
        '<' if number_behind => alone("less than"),
        '>' if number_behind => alone("more than"),
        '≤' => alone("at most"),
        '≥' => alone("at least"),
        '≠' => alone("is not equal to"),
        '≈' => alone("about"),
        '~' if number_behind => alone("about"),
        '%' => alone("percent"),
        '‰' => alone("per thousand"),
        '°' | 'º' => alone("degrees"),
        '£' => alone("pounds"),
        '€' => alone("euros"),
        '$' => alone("dollars"),
        '§' => alone("section"),
        '@' => alone("at"),
        '#' if number_behind => alone("number"),
        '#' => alone("hash"),
        '№' => alone("number"),
        '©' => alone("copyright"),
        '®' => alone("registered trademark"),
        '™' => alone("trademark"),
        'µ' | 'μ' => alone("micro"),
        '²' if tokens.is_glued(at) => alone("squared"),
        '³' if tokens.is_glued(at) => alone("cubed"),
        '✓' | '✔' => alone("tick"),
        '✗' | '✘' => alone("cross"),
        '☐' | '□' => alone("empty box"),
        '☑' => alone("ticked box"),
        '☒' => alone("crossed box"),
        '★' | '☆' => alone("star"),
        super::RAISED_MARK if at > 0 && tokens.digits(at - 1).is_some() => {
            alone("to the power of")
        }
        super::RAISED_MARK => Some(Said::joint(at, at + 1)),
        '\u{fffd}' | '*' | '_' | '^' | '`' | '†' | '‡' | '<' | '>' | '~' => {
            Some(Said::joint(at, at + 1))
        }
        ':' if is_ratio(tokens, at) => alone("to"),
        _ => None,
    }
}

/// Whether a sign behind an initialism says how a test came out: `ER+`, `HER2+`, `PR-`.
fn is_result(tokens: &Tokens, at: usize) -> bool {
    let named = |at: usize| {
        tokens.word(at).is_some_and(|word| {
            (2..=4).contains(&word.len()) && word.chars().all(|c| c.is_ascii_uppercase())
        })
    };
    let ends = tokens.is_end(at + 1)
        || tokens.is_space(at + 1)
        || matches!(tokens.mark(at + 1), Some('.' | ',' | ';' | ')' | '/'));
    let before = at.checked_sub(1);
    let named_before = before.is_some_and(|before| {
        named(before)
            || (tokens.digits(before).is_some() && before > 0 && named(before - 1))
    });
    ends && named_before
}

/// `2:1`, `1:1`: numbers with a colon that are no time.
fn is_ratio(tokens: &Tokens, at: usize) -> bool {
    at > 0 && tokens.digits(at - 1).is_some() && tokens.digits(at + 1).is_some()
}

/// Superscripts, subscripts and numbers of one character.
fn figure(at: usize, mark: char, dialect: Dialect) -> Option<Said> {
    if !mark.is_numeric() {
        return None;
    }
    let plain: String =
        unicode_normalization::UnicodeNormalization::nfkc(std::iter::once(mark))
            .collect();
    let figures: String = plain.chars().filter(char::is_ascii_digit).collect();
    if let Ok(value) = figures.parse::<u64>() {
        return Some(Said::words(at, at + 1, cardinal(value, dialect)));
    }
    if figures.is_empty()
        && plain.chars().any(char::is_alphabetic)
        && !plain.chars().any(char::is_numeric)
    {
        // A Roman numeral of one character: its letters.
        return Some(Said::words(at, at + 1, plain));
    }
    Some(Said::words(at, at + 1, "sign"))
}
