//! Roman numerals, after a name or a word that is numbered.

use super::numbers::{cardinal, ordinal};
use super::sort::Sort;
use super::{Dialect, Said, Tokens, nouns};

/// Rulers and popes, whose numerals are ranks.
const NAMES: [&str; 24] = [
    "Elizabeth",
    "Henry",
    "Charles",
    "George",
    "William",
    "Edward",
    "James",
    "Richard",
    "Louis",
    "Philip",
    "Paul",
    "Benedict",
    "Pius",
    "Leo",
    "Gregory",
    "Clement",
    "Innocent",
    "Urban",
    "Catherine",
    "Frederick",
    "Peter",
    "Nicholas",
    "Alexander",
    "Mary",
];

/// Words after which a numeral numbers something that digits do not.
const NUMBERED: [&str; 12] = [
    "volume",
    "book",
    "act",
    "war",
    "factor",
    "bipolar",
    "angiotensin",
    "mark",
    "complex",
    "nerve",
    "lead",
    "mk",
];

/// A numeral of the letters I, V and X, its value at most 39.
pub(super) fn value(word: &str) -> Option<u64> {
    const NUMERALS: [(&str, u64); 5] =
        [("X", 10), ("IX", 9), ("V", 5), ("IV", 4), ("I", 1)];
    let (mut rest, mut value) = (word, 0);
    for (numeral, worth) in NUMERALS {
        let most = if matches!(worth, 10 | 1) { 3 } else { 1 };
        for _ in 0..most {
            let Some(after) = rest.strip_prefix(numeral) else { break };
            value += worth;
            rest = after;
        }
    }
    (rest.is_empty() && value > 0).then_some(value)
}

/// `Henry VIII`, `Part II`, `stage IIIA`, `Type I or II`. `I` is a word, and `IV` by itself is
/// into a vein.
pub(super) fn numeral(tokens: &Tokens, at: usize, dialect: Dialect) -> Option<Said> {
    if let Some(said) = enumerated(tokens, at, dialect) {
        return Some(said);
    }
    let word = tokens.word(at).filter(|word| word.starts_with(['I', 'V', 'X']))?;
    let (numeral, part) = parts(word);
    let number = value(numeral)?;
    if matches!(tokens.mark(at + 1), Some('-' | '’' | '\''))
        && tokens.word(at + 2).is_some_and(|word| value(parts(word).0).is_none())
    {
        return None;
    }
    let before = tokens.before(at)?;
    // "Option X" is a letter, the "1st XV" are fifteen.
    if numeral == "X"
        && matches!(
            tokens.word_before(at).as_str(),
            "option" | "question" | "line" | "item" | "group"
        )
    {
        return None;
    }
    let team =
        number > 10 && matches!(tokens.word(before), Some("st" | "nd" | "rd" | "th"));
    if team {
        return Some(Said::words(at, at + 1, cardinal(number, dialect)));
    }
    if let Some(name) = tokens.word(before)
        && NAMES.contains(&name)
        && number > 1
    {
        return Some(Said::words(
            at,
            at + 1,
            format!("the {}", ordinal(number, dialect)),
        ));
    }
    let named = (!matches!(numeral, "I" | "IV" | "V" | "X") || opens_a_span(tokens, at))
        && (tokens.is_space(at - 1) || tokens.is_mark(at - 1, '-'))
        && is_short(tokens, before);
    if !(numbered(tokens, before) || goes_on(tokens, before) || named) {
        return None;
    }
    // "At this stage I feel": a word of one letter counts only where no clause begins with it.
    if matches!(numeral, "I" | "V" | "X")
        && part.is_empty()
        && !stands_alone(tokens, at, before)
    {
        return None;
    }
    let words = cardinal(number, dialect);
    Some(
        if part.is_empty() {
            Said::words(at, at + 1, words)
        } else {
            Said::words(at, at + 1, format!("{words} {part}"))
        }
        .of(Sort::Roman(place(word)?)),
    )
}

/// Where a numeral stands among others, with its part: I before IA before II.
pub(super) fn place(word: &str) -> Option<u64> {
    let (numeral, part) = parts(word);
    let part = part.bytes().next().map_or(0, |part| part.to_ascii_uppercase() - b'@');
    Some(value(numeral)? * 4 + u64::from(part))
}

/// `(ii)`, `(iv)`: the number of an item in a text. Single letters may be letters.
fn enumerated(tokens: &Tokens, at: usize, dialect: Dialect) -> Option<Said> {
    let word = tokens.word(at)?;
    let bracketed = at > 0 && tokens.is_mark(at - 1, '(') && tokens.is_mark(at + 1, ')');
    let small = || word.bytes().all(|b| matches!(b, b'i' | b'v' | b'x'));
    let listed = || word.len() > 1 || tokens.has_word(&["ii", "iii", "iv"]);
    if !bracketed || !small() || !listed() {
        return None;
    }
    let number = value(&word.to_uppercase())?;
    Some(Said::words(at, at + 1, cardinal(number, dialect)))
}

/// Whether a dash and a larger numeral follow: `ASA I-II`.
fn opens_a_span(tokens: &Tokens, at: usize) -> bool {
    let dash = tokens.skip_space(at + 1);
    let to = tokens.word(tokens.skip_space(dash + 1)).and_then(value);
    matches!(tokens.mark(dash), Some('-' | '–'))
        && tokens.word(at).and_then(value).zip(to).is_some_and(|(from, to)| from < to)
}

/// A numeral and the letter after it: `IIIA`, `VIIa`, a stage and its part.
fn parts(word: &str) -> (&str, &str) {
    match word.strip_suffix(['A', 'B', 'C', 'a', 'b', 'c']) {
        Some(stem) if value(stem).is_some() => word.split_at(stem.len()),
        _ => (word, ""),
    }
}

/// Whether a word is an initialism that may have several kinds: `MPS VII`.
fn is_short(tokens: &Tokens, at: usize) -> bool {
    tokens.word(at).is_some_and(|word| {
        (2..=4).contains(&word.len())
            && word.bytes().all(|b| b.is_ascii_uppercase())
            && value(word).is_none()
    })
}

fn numbered(tokens: &Tokens, before: usize) -> bool {
    tokens.word(before).is_some_and(|word| {
        let word = word.to_lowercase();
        nouns::has_numerals(&word)
            || NUMBERED.contains(&word.strip_suffix('s').unwrap_or(&word))
    })
}

/// Whether a numeral before goes on here: "stages I and II", "Type I–III".
fn goes_on(tokens: &Tokens, joint: usize) -> bool {
    /// The most numerals of a list that are looked at.
    const MAX_NUMERALS: usize = 20;
    let mut joint = joint;
    for _ in 0..MAX_NUMERALS {
        let joins = matches!(tokens.word(joint), Some("and" | "or" | "to"))
            || matches!(tokens.mark(joint), Some('-' | '–' | '/' | ','));
        let first = tokens.before(joint).filter(|_| joins);
        let numeral =
            |at: usize| tokens.word(at).and_then(|word| value(parts(word).0)).is_some();
        let Some(place) =
            first.filter(|&at| numeral(at)).and_then(|at| tokens.before(at))
        else {
            return false;
        };
        if numbered(tokens, place) || is_short(tokens, place) {
            return true;
        }
        joint = place;
    }
    false
}

fn stands_alone(tokens: &Tokens, at: usize, before: usize) -> bool {
    let determined = matches!(
        tokens.word_before(before).as_str(),
        "this"
            | "that"
            | "the"
            | "which"
            | "what"
            | "every"
            | "each"
            | "any"
            | "some"
            | "a"
            | "one"
            | "another"
            | "no"
    );
    let capital =
        tokens.word(before).is_some_and(|word| word.starts_with(char::is_uppercase));
    let after = tokens.word_after(at + 1);
    let next = tokens.skip_space(at + 1);
    let ends = tokens.is_end_or_sign(next) || tokens.mark(next).is_some();
    let noun = matches!(
        after.as_str(),
        "and"
            | "or"
            | "to"
            | "cancer"
            | "cancers"
            | "disease"
            | "tumour"
            | "tumours"
            | "tumor"
            | "melanoma"
            | "lymphoma"
            | "trial"
            | "trials"
            | "diabetes"
            | "of"
            | "study"
            | "error"
            | "hypersensitivity"
            | "breast"
            | "bowel"
            | "lung"
            | "ovarian"
    );
    (!determined && (ends || noun)) || (capital && ends)
}
