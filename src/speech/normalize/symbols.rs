//! Brackets and signs.

use super::number::Number;
use super::numbers::cardinal;
use super::quantities::is_size;
use super::{Dialect, Said, Tokens, results, units};

/// How a mark is said.
pub(super) fn symbol(tokens: &Tokens, at: usize, dialect: Dialect) -> Option<Said> {
    if tokens.is_raised(at) {
        let number = at > 0 && tokens.digits(at - 1).is_some();
        return Some(if number {
            Said::words(at, at + 1, "to the power of")
        } else {
            Said::joint(at, at + 1)
        });
    }
    let mark = tokens.mark(at)?;
    sign(tokens, at, mark).or_else(|| figure(at, mark, dialect))
}

fn sign(tokens: &Tokens, at: usize, mark: char) -> Option<Said> {
    let alone = |words: &str| Some(Said::words(at, at + 1, words));
    let after = tokens.skip_space(at + 1);
    let number_after = tokens.digits(after).is_some();
    if let Some(words) = comparison(tokens, at, mark) {
        return Some(words);
    }
    match mark {
        '(' | ')' | '[' | ']' | '{' | '}' => Some(Said::pause(at, at + 1)),
        '→' if number_after => alone("to"),
        '↑' | '⬆' => alone("up"),
        '↓' | '⬇' => alone("down"),
        '|' | '•' | '·' | '▪' | '◦' | '●' | '■' | '→' | '⇒' | '➔' | '►' => {
            Some(Said::pause(at, at + 1))
        }
        '&' => alone("and"),
        '+' if let Some(said) = results::positive(tokens, at) => Some(said),
        '+' => alone("plus"),
        '^' if number_after => alone("to the power of"),
        '±' => alone("plus or minus"),
        '=' => alone("equals"),
        '×' if number_after && is_of_a_size(tokens, at) => alone("by"),
        '×' if number_after => alone("times"),
        '×' => alone("by"),
        '÷' => alone("divided by"),
        '≤' => alone("at most"),
        '≥' => alone("at least"),
        '≠' => alone("is not equal to"),
        '≈' => alone("about"),
        '~' if number_after && at > 0 && tokens.digits(at - 1).is_some() => alone("to"),
        '~' if number_after || matches!(tokens.mark(after), Some('£' | '$' | '€')) => {
            alone("about")
        }
        '*' if is_a_key(tokens, at) => alone("star"),
        '%' => alone("percent"),
        '‰' => alone("per thousand"),
        '°' => alone("degrees"),
        // "in £s"
        '£' if tokens.word(at + 1) == Some("s") => {
            Some(Said::words(at, at + 2, "pounds"))
        }
        '£' => alone("pounds"),
        '€' => alone("euros"),
        '$' => alone("dollars"),
        '§' => alone("section"),
        '@' => alone("at"),
        '#' if number_after => alone("number"),
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
        '\u{fffd}' | '*' | '_' | '^' | '`' | '†' | '‡' | '<' | '>' | '~' => {
            Some(Said::joint(at, at + 1))
        }
        // `ISO 13485:2016`
        ':' if is_ratio(tokens, at)
            && [at - 1, at + 1]
                .iter()
                .all(|&at| tokens.digits(at).is_some_and(|it| it.len() > 3)) =>
        {
            Some(Said::pause(at, at + 1))
        }
        // "a 2:1 degree"
        ':' if is_ratio(tokens, at)
            && tokens.digits(at - 1) == Some("2")
            && tokens.has_word(&[
                "degree",
                "degrees",
                "honours",
                "graduate",
                "graduates",
            ]) =>
        {
            Some(Said::joint(at, at + 1))
        }
        ':' if is_ratio(tokens, at) => alone("to"),
        _ => None,
    }
}

/// `<5 mg`, `< £6,000`, `a > b`, `>=`.
fn comparison(tokens: &Tokens, at: usize, mark: char) -> Option<Said> {
    // As they are typed: `>/=`, `=>`, `=/<`, `+/-`.
    let typed = |marks: &str| {
        marks.chars().enumerate().all(|(by, mark)| tokens.is_mark(at + by, mark))
    };
    const TYPED: [(&str, &str); 9] = [
        (">/=", "at least"),
        ("</=", "at most"),
        ("=/>", "at least"),
        ("=/<", "at most"),
        ("=>", "at least"),
        ("=<", "at most"),
        ("+/-", "plus or minus"),
        ("+/−", "plus or minus"),
        ("+/–", "plus or minus"),
    ];
    let after_marks = |length: usize| tokens.skip_space(at + length);
    if let Some((marks, words)) = TYPED.iter().find(|(marks, _)| typed(marks))
        // "Paracetamol +/- NSAID"
        && (tokens.digits(after_marks(marks.chars().count())).is_some() || mark == '+')
    {
        return Some(Said::words(at, at + marks.chars().count(), *words));
    }
    let (or_equal, than) = match mark {
        '<' => ("at most", "less than"),
        '>' => ("at least", "more than"),
        _ => return None,
    };
    if tokens.word(at + 1) == Some("or") && tokens.is_mark(at + 2, '=') {
        return Some(Said::words(at, at + 3, or_equal));
    }
    if tokens.is_mark(at + 1, '=') {
        return Some(Said::words(at, at + 2, or_equal));
    }
    let after = tokens.skip_space(at + 1);
    let signed = matches!(
        tokens.mark(after),
        Some('£' | '$' | '€' | '-' | '−' | '–' | '.' | '½' | '¼' | '¾')
    );
    let number = tokens.digits(after).is_some()
        || (signed && tokens.digits(after + 1).is_some())
        || matches!(tokens.mark(after), Some('½' | '¼' | '¾'));
    let between = at > 0
        && tokens.is_space(at - 1)
        && tokens.is_space(at + 1)
        && [at.checked_sub(2), Some(after)].into_iter().flatten().all(|side| {
            // "Home > Help" is a way through a site.
            tokens.word(side).is_some_and(|word| word.len() <= 2)
                || tokens.digits(side).is_some()
        });
    // `10mg > 20mg`, `98 > 105 > 110`: what it was, and what it is now.
    if mark == '>' && number && is_a_change(tokens, at) {
        return Some(Said::words(at, at + 1, "to"));
    }
    // `x<y`
    let letter = |at: usize| {
        tokens
            .word(at)
            .is_some_and(|it| it.len() == 1 && it.bytes().all(|b| b.is_ascii_lowercase()))
    };
    let touching =
        at > 0 && letter(at - 1) && letter(at + 1) && !tokens.is_mark(at + 2, '>');
    (number || between || touching).then(|| Said::words(at, at + 1, than))
}

/// Whether `>` stands between a number and a larger one, or in a row.
fn is_a_change(tokens: &Tokens, at: usize) -> bool {
    let sign = |at: usize| tokens.is_mark(at, '>') && !tokens.is_mark(at + 1, '=');
    let before = (0..at).rev().take(4).find_map(|from| {
        let number = Number::read(tokens, from)?;
        let end = tokens.skip_space(number.end);
        let unit = tokens.word(end).is_some_and(|word| units::find(word).is_some());
        let end = if unit { tokens.skip_space(end + 1) } else { end };
        (end == at && !tokens.is_glued(from)).then(|| (from, number.amount()))
    });
    let after = Number::read(tokens, tokens.skip_space(at + 1));
    let Some(((from, first), after)) = before.zip(after) else { return false };
    let end = tokens.skip_space(after.end);
    let unit = tokens.word(end).is_some_and(|word| units::find(word).is_some());
    let end = if unit { tokens.skip_space(end + 1) } else { end };
    let in_a_row = sign(end) || tokens.before(from).is_some_and(sign);
    first < after.amount() || in_a_row
}

/// Whether a star is pressed on a telephone, or a grade: "press * then 2", `A*-C`.
fn is_a_key(tokens: &Tokens, at: usize) -> bool {
    let pressed = matches!(
        tokens.word_before(at).as_str(),
        "press" | "pressing" | "dial" | "enter" | "key" | "then"
    );
    if at == 0 {
        return pressed;
    }
    // `A*–C`, `A*A*A`, "an A*", but "Vitamin A*"
    let grade = tokens.text(at - 1) == "A"
        && (tokens.word_before(at - 1) == "an"
            || tokens.word(at + 1).is_some()
            || matches!(tokens.mark(at + 1), Some('-' | '–'))
                && tokens.word(at + 2).is_some_and(|word| word.len() == 1)
            || tokens.has_word(&["grade", "grades", "gcse", "gcses"]));
    let rated = tokens
        .digits(at - 1)
        .is_some_and(|it| matches!(it, "1" | "2" | "3" | "4" | "5"))
        && tokens.has_word(&["hotel", "hotels", "rated", "rating", "reviews", "service"]);
    pressed || grade || rated
}

/// Whether the sign stands between two sides: `10 × 20 cm`, `3 x 5 x 2 cm`.
pub(super) fn is_of_a_size(tokens: &Tokens, at: usize) -> bool {
    let after = tokens.skip_space(at + 1);
    let length = |from: usize| {
        let unit = Number::read(tokens, from)
            .and_then(|number| tokens.word(tokens.skip_space(number.end)))
            .and_then(units::find);
        unit.is_some_and(|unit| unit.measure == units::Measure::Length)
    };
    let next = Number::read(tokens, after).map(|number| tokens.skip_space(number.end));
    let further = next
        .filter(|next| tokens.is_mark(*next, '×') || tokens.word(*next) == Some("x"))
        .is_some_and(|next| length(tokens.skip_space(next + 1)));
    // `6' x 3'`
    let marked = Number::read(tokens, after).is_some_and(|number| {
        matches!(tokens.mark(number.end), Some('\'' | '’' | '′' | '"' | '”' | '″'))
    });
    is_size(tokens, at + 1) && (length(after) || further || marked)
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
