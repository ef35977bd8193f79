//! Slashes: "per" between two units, "or" between words, a pause between two parts of one thing.

use super::amounts::amount_after;
use super::nouns::is_counted_whole;
use super::number::Number;
use super::sort::Sort;
use super::units::{self, Measure};
use super::{Dialect, Said, Tokens, initialisms, roman};

/// How a slash is said. `before` is what was said right before it.
pub(super) fn slash(
    tokens: &Tokens,
    at: usize,
    before: Option<Sort>,
    dialect: Dialect,
) -> Option<Said> {
    let mark = tokens.mark(at)?;
    if mark != '/' {
        return (mark == '\\').then(|| Said::words(at, at + 1, "backslash"));
    }
    let (from, to) = (tokens.before(at), tokens.skip_space(at + 1));
    if let Some(said) = per(tokens, at, from, to, dialect) {
        return Some(said);
    }
    if let Some(Sort::Amount(_, measure)) = before
        && let Some(other) = amount(tokens, to)
    {
        // `0.3 g/100 g` is a share.
        let hundred = tokens.digits(to) == Some("100");
        if measure != other || hundred {
            return Some(Said::words(at, at + 1, "per"));
        }
        // `30 mg/2 mg` are two parts, `450g/1lb` is one amount in two measures.
        let unit = |at: Option<usize>| at.and_then(|at| tokens.word(at)).unwrap_or("");
        let after = Number::read(tokens, to).map(|number| tokens.skip_space(number.end));
        let same = unit(from) == unit(after);
        return Some(if same {
            Said::words(at, at + 1, "and")
        } else {
            Said::pause(at, at + 1)
        });
    }
    // `murmur grade III/VI`
    if let Some(Sort::Roman(_)) = before
        && tokens.word(to).is_some_and(|word| roman::value(word).is_some())
        && tokens.has_word(&["murmur", "murmurs"])
    {
        return Some(Said::words(at, at + 1, "out of"));
    }
    // `225g/8½oz`
    if matches!(before, Some(Sort::Amount(..)))
        && tokens.digits(to).is_some()
        && matches!(tokens.mark(to + 1), Some('½' | '¼' | '¾' | '⅓' | '⅔'))
    {
        return Some(Said::pause(at, at + 1));
    }
    // `£5/person`
    if before == Some(Sort::Money) && tokens.word(to).is_some_and(|word| word.len() > 2) {
        return Some(Said::words(at, at + 1, "per"));
    }
    match before {
        Some(Sort::Rank) => return Some(Said::words(at, at + 1, "or")),
        Some(Sort::Day) => return Some(Said::pause(at, at + 1)),
        _ => {}
    }
    let word = |at: usize| tokens.word(at).is_some_and(|word| word.chars().count() > 1);
    let from = from.filter(|from| word(*from));
    if let Some(from) = from {
        if word(to) {
            let parts = is_part(tokens, from) || is_part(tokens, to);
            return Some(if parts {
                Said::pause(at, at + 1)
            } else {
                Said::words(at, at + 1, "or")
            });
        }
        // `a week/365 days`: two things beside each other.
        if tokens.digits(to).is_some() && !initialisms::is_spelt_at(tokens, from) {
            return Some(Said::pause(at, at + 1));
        }
    }
    Some(Said::words(at, at + 1, "slash"))
}

/// "Per", where what stands before is measured by what stands after.
fn per(
    tokens: &Tokens,
    at: usize,
    from: Option<usize>,
    to: usize,
    dialect: Dialect,
) -> Option<Said> {
    let from = from?;
    let number = Number::read(tokens, to);
    // `250 micrograms / 0.5 mL`
    if let Some(number) = number {
        let below = tokens.word(tokens.skip_space(number.end))?;
        let below = units::measure(below)?;
        let above = measure_at(tokens, from)?;
        // `ml/min/1.73m2` is a rate of a rate.
        return (above != below).then(|| Said::words(at, at + 1, "per"));
    }
    // `L4/L5`
    let named =
        from > 0 && tokens.digits(from).is_some() && tokens.word(from - 1).is_some();
    let sign = tokens.word(to).filter(|_| !named)?;
    let (unit, below) = units::per(sign)?;
    let is_time = below == Measure::Time;
    if tokens.digits(from).is_some() {
        let spelt =
            units::find(sign).is_some_and(|unit| !unit.one.contains(' ')) || is_time;
        return (from + 1 == at && spelt)
            .then(|| Said::words(at, to + 1, format!("per {unit}")));
    }
    let word = tokens.word(from)?;
    let sure = units::find(sign).is_some_and(|unit| !unit.unsure);
    // `1/2 pack/day`
    let several = tokens.before(from).is_some_and(|at| tokens.digits(at).is_some());
    let counted = word.ends_with('s') && word.len() > 2 && (is_time || sure)
        || (several && is_time && word.len() > 2)
        // `CFU/ml`
        || (sure && initialisms::is_spelt_at(tokens, from))
        || (is_counted_whole(&word.to_lowercase()) || word == "people")
            && (is_time || below == Measure::Count)
        || matches!(word.to_lowercase().as_str(), "once" | "twice")
        // `50p/min`, `3x/week`
        || (matches!(word, "p" | "x") && from > 0 && tokens.digits(from - 1).is_some());
    let above = measure_at(tokens, from);
    let units =
        above.is_some_and(|above| above != below || units::is_part_of(word, sign));
    if !counted && !units {
        return None;
    }
    // With its power, and what that is divided by: `cells/mm3`.
    let (unit, _, end) =
        amount_after(tokens, to, true, dialect).unwrap_or((unit, below, to + 1));
    Some(Said::words(at, end, format!("per {unit}")))
}

/// What a unit measures that stands there, by its sign or as a word.
fn measure_at(tokens: &Tokens, at: usize) -> Option<Measure> {
    let word = tokens.word(at)?;
    let sign = units::find(word).map(|unit| unit.measure);
    sign.filter(|_| word.chars().count() > 1).or_else(|| units::measure_of(word))
}

/// What an amount measures that stands there.
fn amount(tokens: &Tokens, at: usize) -> Option<Measure> {
    let number = Number::read(tokens, at)?;
    let unit = tokens.word(tokens.skip_space(number.end))?;
    units::measure(unit)
}

/// Whether a word names a part of something that has several: a medicine or a vaccine.
pub(super) fn is_part(tokens: &Tokens, at: usize) -> bool {
    let Some(word) = tokens.word(at) else { return false };
    let inner = word.chars().skip(1).any(char::is_uppercase)
        && word.chars().any(char::is_lowercase);
    let small = word.to_lowercase();
    let both_spelt = initialisms::is_spelt_at(tokens, at)
        && [at.checked_sub(2), Some(at + 2)].into_iter().flatten().any(|other| {
            tokens.mark(other.max(at) - 1) == Some('/')
                && initialisms::is_spelt_at(tokens, other)
        });
    inner
        || both_spelt
        || (small.len() > 5 && STEMS.iter().any(|stem| small.ends_with(stem)))
}

/// Ends of the names of medicines (WHO, "The use of stems in the selection of International
/// Nonproprietary Names", and older British names).
const STEMS: [&str; 76] = [
    "vir",
    "vudine",
    "citabine",
    "mab",
    "nib",
    "cept",
    "cillin",
    "bactam",
    "cycline",
    "mycin",
    "micin",
    "floxacin",
    "oxacin",
    "azole",
    "prazole",
    "statin",
    "pril",
    "sartan",
    "olol",
    "dipine",
    "thiazide",
    "pamide",
    "amide",
    "semide",
    "gliptin",
    "gliflozin",
    "glutide",
    "formin",
    "tidine",
    "setron",
    "triptan",
    "caine",
    "cef",
    "sone",
    "solone",
    "onide",
    "olone",
    "platin",
    "rubicin",
    "taxel",
    "ciclib",
    "zomib",
    "parib",
    "lidomide",
    "trexate",
    "trexed",
    "profen",
    "fenac",
    "oxicam",
    "coxib",
    "codone",
    "orphine",
    "codeine",
    "tamol",
    "phylline",
    "terol",
    "tropium",
    "lukast",
    "xaban",
    "gatran",
    "parin",
    "grel",
    "dronate",
    "gabalin",
    "pentin",
    "zepam",
    "zolam",
    "oxetine",
    "pram",
    "triptyline",
    "prim",
    "xazole",
    "stat",
    "afil",
    "caftor",
    "estradiol",
];
