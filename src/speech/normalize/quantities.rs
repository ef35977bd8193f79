//! Numbers by themselves and with what they count: doses, percentages, fractions, ranks.

use super::amounts::{amount_after, feet_and_inches, smaller_unit};
use super::number::{Number, bare_fraction};
use super::numbers::{cardinal, digits, ordinal, plural};
use super::sort::Sort;
use super::units::{self, Measure};
use super::{Dialect, Said, Tokens, nouns, powers, results, temperatures};

/// A number with what it counts.
pub(super) fn quantity(tokens: &Tokens, at: usize, dialect: Dialect) -> Option<Said> {
    if bare_fraction(tokens, at).is_none() {
        tokens.digits(at)?;
    }
    // Letters before a number make it a part of a name: `W2T2`, `B12`.
    if at > 0 && tokens.word(at - 1).is_some_and(|word| !matches!(word, "x" | "X")) {
        return named(tokens, at, dialect);
    }
    ranked(tokens, at, dialect)
        .or_else(|| dotted(tokens, at, dialect))
        .or_else(|| measured(tokens, at, dialect))
}

/// A number in a name, without what it would count.
fn named(tokens: &Tokens, at: usize, dialect: Dialect) -> Option<Said> {
    let number = Number::read(tokens, at)?;
    // `U16s`
    if tokens.word(number.end) == Some("s") && number.fraction.is_none() {
        return Some(Said::words(at, number.end + 1, plural(&number.words(dialect))));
    }
    // `AB123456C`, `K123456`: the number of somebody or something.
    let plain = number.fraction.is_none() && !number.grouped;
    let words = if plain && number.whole.len() > 4 && !number.whole.ends_with("000") {
        digits(&number.whole, if dialect == Dialect::British { "oh" } else { "zero" })
    } else {
        number.words(dialect)
    };
    let said = Said::words(at, number.end, words);
    // `p1104-1107`
    let page = tokens.word(at - 1) == Some("p");
    Some(if page { said.of(Sort::Number(number.amount())) } else { said })
}

/// `1st`, `22nd`.
fn ranked(tokens: &Tokens, at: usize, dialect: Dialect) -> Option<Said> {
    let number = Number::read(tokens, at).filter(|number| number.fraction.is_none())?;
    let value = number.value()?;
    let ending = match (value % 100, value % 10) {
        (11..=13, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    };
    // `11st 4lb` is a weight: the ending has to be the number's own.
    // `gained 1st 2lb`, `lost 1st`
    let after = tokens.skip_space(number.end + 1);
    let pounds = tokens.digits(after).is_some()
        && tokens
            .word(tokens.skip_space(after + 1))
            .is_some_and(|word| matches!(word, "lb" | "lbs"));
    let weighed = matches!(
        tokens.word_before(at).as_str(),
        "lost" | "gained" | "lose" | "gain" | "losing" | "gaining"
    ) && tokens.word(after).is_none();
    let matches = !pounds
        && !weighed
        && tokens.word(number.end).is_some_and(|word| word.eq_ignore_ascii_case(ending));
    let said = || Said::words(at, number.end + 1, ordinal(value, dialect)).of(Sort::Rank);
    matches.then(said)
}

/// `1.2.3`: a version or the number of a section.
fn dotted(tokens: &Tokens, at: usize, dialect: Dialect) -> Option<Said> {
    let mut end = at + 1;
    let mut parts = vec![tokens.digits(at)?];
    while tokens.is_mark(end, '.')
        && let Some(part) = tokens.digits(end + 1)
    {
        parts.push(part);
        end += 2;
    }
    if parts.len() < 3 {
        return None;
    }
    let words: Vec<String> = parts
        .into_iter()
        .map(|part| match part.parse() {
            Ok(value) if !part.starts_with('0') && part.len() < 7 => {
                cardinal(value, dialect)
            }
            _ => digits(part, "zero"),
        })
        .collect();
    Some(Said::words(at, end, words.join(" point ")))
}

/// A number with a unit, a per cent sign, a plus or a letter for its size.
fn measured(tokens: &Tokens, at: usize, dialect: Dialect) -> Option<Said> {
    let number = Number::read(tokens, at)?;
    let words = number.words(dialect);
    let end = number.end;
    let glued = |sign: char| tokens.is_mark(end, sign);
    if tokens.is_mark(tokens.skip_space(end), '%') {
        let end = tokens.skip_space(end) + 1;
        return Some(Said::words(at, end, format!("{words} percent")).of(Sort::Percent));
    }
    if tokens.is_mark(tokens.skip_space(end), '€') {
        let euros = if number.is_one() { "euro" } else { "euros" };
        let said =
            Said::words(at, tokens.skip_space(end) + 1, format!("{words} {euros}"));
        return Some(said.of(Sort::Money));
    }
    if let Some((degrees, end)) = temperatures::degrees(tokens, &number) {
        return Some(
            Said::words(at, end, format!("{words} {degrees}")).of(Sort::Degrees),
        );
    }
    if let Some(said) = powers::raised(tokens, at, &number, dialect) {
        return Some(said);
    }
    if glued('+') && tokens.digits(end + 1).is_none() {
        return Some(Said::words(at, end + 1, open_ended(tokens, at, end + 1, &words)));
    }
    // `2*500 mg`
    if glued('*') && tokens.digits(end + 1).is_some() {
        return Some(Said::words(at, end + 1, format!("{words} times")));
    }
    if let Some(word) = tokens.word(end) {
        let scale = match word {
            "bn" => Some("billion"),
            "k" | "K" if is_a_name(tokens, at, end) => Some("k"),
            "k" | "K" => Some("thousand"),
            "m" | "M" if nouns::is_of_millions(&tokens.word_after(end + 1)) => {
                Some("million")
            }
            "x" | "X" if tokens.is_space(end + 1) && tokens.digits(end + 2).is_none() => {
                Some("times")
            }
            "x" | "X" if is_size(tokens, end + 1) => Some("by"),
            "x" | "X" => Some("times"),
            _ => None,
        };
        if let Some(scale) = scale {
            let said = Said::words(at, end + 1, format!("{words} {scale}"));
            return Some(said.of(Sort::Number(number.amount())));
        }
        // `6in1`
        if word == "in" && tokens.digits(end + 1).is_some() {
            return Some(Said::words(at, end + 1, format!("{words} in")));
        }
        if matches!(word, "hrly" | "hourly") {
            return Some(Said::words(at, end + 1, format!("{words} hourly")));
        }
        // `over-65s`, `under 18s`, but "hold for 45s".
        if word == "s" && number.fraction.is_none() && !is_of_seconds(tokens, at, end) {
            let said = Said::words(at, end + 1, plural(&words));
            return Some(said.of(Sort::Number(number.amount())));
        }
        // `1080p video`
        let lines = matches!(number.whole.as_str(), "480" | "720" | "1080" | "2160");
        if word == "p" && lines {
            return Some(Said::words(at, end + 1, format!("{words} p")));
        }
        if word == "p" {
            let pence = if number.is_one() { "penny" } else { "pence" };
            let said = Said::words(at, end + 1, format!("{words} {pence}"));
            return Some(said.of(Sort::Money));
        }
    }
    if let Some((second, end)) = feet_and_inches(tokens, &number, dialect) {
        let said = Said::words(at, end, format!("{words} {second}"));
        return Some(said.of(Sort::Amount(number.amount(), Measure::Length)));
    }
    // `Tc-99m` is no length.
    let named = at > 1
        && tokens.is_mark(at - 1, '-')
        && tokens.word(at - 2).is_some()
        && !(at > 2 && tokens.digits(at - 3).is_some());
    if let Some((unit, measure, end)) =
        amount_after(tokens, end, number.is_one(), dialect)
            .filter(|(.., end)| !named || tokens.text(end - 1) != "m")
    {
        let sort = Sort::Amount(number.amount(), measure);
        let (rest, end) = smaller_unit(tokens, end, measure, dialect);
        let more = tokens.is_mark(end, '+') && tokens.digits(end + 1).is_none();
        let more_words = if more { " or more" } else { "" };
        let said = format!("{words} {unit}{rest}{more_words}");
        return Some(Said::words(at, end + usize::from(more), said).of(sort));
    }
    // `25-mg tablet`: the unit is said of one.
    if glued('-')
        && let Some(unit) = tokens.word(end + 1).and_then(units::find)
        && (!unit.unsure || tokens.is_space(end + 2))
        && !tokens.is_mark(end + 2, '-')
    {
        return Some(Said::words(at, end + 2, format!("{words}-{}", unit.one)));
    }
    Some(Said::words(at, end, words).of(Sort::Number(number.amount())))
}

/// Whether `s` after a number is of seconds: "hold for 45s", "30s rest".
pub(super) fn is_of_seconds(tokens: &Tokens, at: usize, end: usize) -> bool {
    matches!(tokens.word_before(at).as_str(), "for" | "hold" | "wait" | "rest" | "last")
        || matches!(tokens.word_after(end + 1).as_str(), "rest" | "hold")
}

/// Whether a number with a k is a name: a run of ten kilometres, a screen.
fn is_a_name(tokens: &Tokens, at: usize, end: usize) -> bool {
    let after = tokens.word_after(end + 1);
    let before = tokens.word_before(at);
    matches!(
        after.as_str(),
        "run"
            | "runs"
            | "runner"
            | "runners"
            | "race"
            | "races"
            | "walk"
            | "walks"
            | "swim"
            | "ride"
            | "jog"
            | "challenge"
            | "plan"
            | "app"
            | "tv"
            | "screen"
            | "video"
            | "event"
            | "course"
    ) || (matches!(before.as_str(), "a" | "my" | "your" | "first")
        && after.is_empty()
        && matches!(tokens.digits(at), Some("5" | "10")))
        || matches!(before.as_str(), "to" | "parkrun") && {
            let couch = |at: usize| {
                tokens.word(at).is_some_and(|it| it.eq_ignore_ascii_case("couch"))
            };
            (0..at).any(couch)
        }
}

/// Whether the second number of two is the other side: it has no unit, or that of a length.
pub(super) fn is_size(tokens: &Tokens, at: usize) -> bool {
    Number::read(tokens, tokens.skip_space(at)).is_some_and(|number| {
        let unit = tokens.word(tokens.skip_space(number.end)).and_then(units::find);
        unit.is_none_or(|unit| unit.measure == Measure::Length)
    })
}

/// `65+` is "sixty-five and over"; before a plural noun, "sixty-five or more".
fn open_ended(tokens: &Tokens, at: usize, end: usize, words: &str) -> String {
    let after = tokens.word_after(end);
    let over = after == "and" && tokens.word_after(tokens.skip_space(end) + 1) == "over";
    let tested = (0..at).any(|at| {
        tokens.word(at).is_some_and(|word| results::is_tested(word) || word == "HER")
    });
    let number_after = tokens.digits(tokens.skip_space(end)).is_some();
    if over
        || tested
        || number_after
        || results::is_tested(&after)
        || tokens.has_word(&["spf", "factor", "sunscreen", "sunblock", "reflexes"])
    {
        return format!("{words} plus");
    }
    if nouns::is_rank(&tokens.word_before(at)) {
        return format!("{words} or above");
    }
    // "3+ alcoholic drinks", but "65+ with conditions".
    let second = tokens.word_after(tokens.skip_space(end) + 1);
    let small = tokens.digits(at).is_some_and(|digits| digits.len() == 1);
    let counted =
        after.len() > 3 && after.ends_with('s') && !matches!(after.as_str(), "this")
            || (small && after.len() > 3 && second.len() > 3 && second.ends_with('s'))
            || after == "loose"
            || nouns::is_of_people(&after);
    if counted { format!("{words} or more") } else { format!("{words} and over") }
}
