//! Amounts: units after numbers and by themselves, with what they are divided by.

use super::number::Number;
use super::units::{self, Measure};
use super::{Dialect, Said, Tokens, latin, nouns};

/// A unit by itself: `mg/kg`, "how many ml", "mg per kg".
pub(super) fn unit_alone(tokens: &Tokens, at: usize, dialect: Dialect) -> Option<Said> {
    let word = tokens.word(at)?;
    let sure = units::find(word).is_some_and(|unit| !unit.unsure);
    // `g/dL`, `m/s`
    let letter = matches!(word, "g" | "m") && tokens.is_mark(at + 1, '/');
    if !sure && !letter {
        return None;
    }
    if tokens.is_glued(at) || tokens.is_glued(at + 1) && tokens.digits(at + 1).is_some() {
        return None;
    }
    let slashed = tokens.is_mark(at + 1, '/');
    let per = matches!(tokens.word_before(at).as_str(), "per" | "a" | "each" | "every");
    // Shortenings that are words or names too are units only beside others.
    let unmistaken = matches!(
        word,
        "mg" | "mcg"
            | "µg"
            | "μg"
            | "ml"
            | "mL"
            | "mls"
            | "kg"
            | "kgs"
            | "mmol"
            | "mmHg"
            | "µmol"
            | "μmol"
            | "cm"
            | "mm"
            | "km"
            | "kcal"
            | "kcals"
            | "hrs"
            | "mins"
            | "wks"
            | "yrs"
            | "kJ"
            | "mSv"
            | "cGy"
    );
    let after = tokens.word(at + 2).and_then(units::find).filter(|_| slashed);
    if !unmistaken && after.is_none() && tokens.word_before(at) != "per" {
        return None;
    }
    let (words, _, end) = amount_after(tokens, at, per, dialect)?;
    Some(Said::words(at, end, words))
}

/// The unit after a number that ends there, with what it is divided by, what it measures and
/// where it ends.
pub(super) fn amount_after(
    tokens: &Tokens,
    from: usize,
    one: bool,
    dialect: Dialect,
) -> Option<(String, Measure, usize)> {
    let touching = tokens.word(from).is_some();
    let at = tokens.skip_space(from);
    let sign = tokens.word(at)?;
    let divided = tokens.is_mark(at + 1, '/').then(|| tokens.word(at + 2)).flatten();
    // `1 hour/s`
    let divided = divided.filter(|per| *per != "s" || units::find(sign).is_some());
    if sign == "L" && (is_left(tokens, at) || is_a_code(tokens, from)) {
        return None;
    }
    if let Some(said) = of_two_words(tokens, at, one) {
        return Some(said);
    }
    let (singular, many, measure) = match units::find(sign) {
        _ if sign == "m" && touching && tokens.has_word(&["prep", "cook", "serves"]) => {
            ("minute".into(), "minutes".into(), Measure::Time)
        }
        _ if matches!(sign, "m" | "y") && touching && is_an_age(tokens, from) => {
            let (one, many) =
                if sign == "m" { ("month", "months") } else { ("year", "years") };
            (one.into(), many.into(), Measure::Time)
        }
        Some(unit) => {
            if unit.unsure
                && !touching
                && divided.is_none()
                && is_in_a_sentence(tokens, at)
            {
                return None;
            }
            (unit.one.to_owned(), unit.many.to_owned(), unit.measure)
        }
        None if matches!(sign, "u" | "U") && touching => {
            ("unit".into(), "units".into(), Measure::Activity)
        }
        // Of a length where it touches the number; else a word, and in `6in1` too.
        None if sign == "in"
            && touching
            && !tokens.is_mark(at + 1, '-')
            && tokens.digits(at + 1).is_none() =>
        {
            ("inch".into(), "inches".into(), Measure::Length)
        }
        // `2 tablets/day`: the word stays, only its slash is said.
        None => {
            divided.and_then(units::per)?;
            let measure = units::measure_of(sign).unwrap_or(Measure::Count);
            (sign.to_owned(), sign.to_owned(), measure)
        }
    };
    // "A five hundred milligram tablet": of what is so large, in the singular.
    let adjective =
        nouns::is_container(&tokens.word_after(at + 1)) || is_adjective(tokens, from, at);
    let mut words = if one || adjective { singular } else { many };
    let mut end = at + 1;
    // `76 mm Hg`
    if sign == "mm" && tokens.word(tokens.skip_space(end)) == Some("Hg") {
        words.push_str(" of mercury");
        end = tokens.skip_space(end) + 1;
    }
    if let Some((power, length)) = power(tokens, end) {
        words = format!("{power} {words}");
        end += length;
    }
    let mut last = measure;
    while tokens.is_mark(end, '/')
        && let Some((per, measure)) = tokens.word(end + 1).and_then(units::per)
        && (measure != last
            || units::is_part_of(tokens.text(end - 1), tokens.text(end + 1)))
    {
        words.push_str(" per ");
        if let Some((power, length)) = power(tokens, end + 2) {
            words.push_str(power);
            words.push(' ');
            end += length;
        }
        words.push_str(&per);
        end += 2;
        last = measure;
    }
    // `mg per kg`
    if tokens.word_after(end) == "per"
        && let per = tokens.skip_space(end)
        && let Some(unit) = tokens.word(per + 2).and_then(units::find)
        && tokens.is_space(per + 1)
        && (!unit.unsure || !is_in_a_sentence(tokens, per + 2))
    {
        words.push_str(" per ");
        words.push_str(unit.one);
        end = per + 3;
    }
    while let Some((times, to)) = latin::after_unit(tokens, end) {
        words.push(' ');
        words.push_str(&times);
        end = to;
    }
    if dialect == Dialect::American {
        words = words.replace("litre", "liter").replace("metre", "meter");
    }
    Some((words, measure, end))
}

/// Whether a letter after a space may be more than a unit: words follow it, but for "2 m apart".
fn is_in_a_sentence(tokens: &Tokens, at: usize) -> bool {
    const FAR: [&str; 8] =
        ["apart", "away", "tall", "high", "long", "wide", "deep", "of"];
    tokens.is_space(at + 1)
        && matches!(tokens.text(at), "m" | "s" | "h" | "st" | "V" | "W" | "l" | "L")
        && tokens.word(at + 2).is_some_and(|word| !FAR.contains(&word))
}

/// Units of two words: `fl oz`, `sq ft`.
fn of_two_words(
    tokens: &Tokens,
    at: usize,
    one: bool,
) -> Option<(String, Measure, usize)> {
    let (first, measure) = match tokens.word(at)? {
        "fl" => ("fluid", Measure::Volume),
        "sq" => ("square", Measure::Length),
        _ => return None,
    };
    let stop = usize::from(tokens.is_mark(at + 1, '.'));
    let second = tokens.skip_space(at + 1 + stop);
    let word = tokens.word(second).filter(|_| second > at + 1)?;
    let unit = match units::find(word) {
        Some(unit) if one => unit.one,
        Some(unit) => unit.many,
        None if units::measure_of(word) == Some(Measure::Length) => word,
        None => return None,
    };
    Some((format!("{first} {unit}"), measure, second + 1))
}

/// Whether the number that ends there is a size or a code, whose letter is no unit: `size 10 L`,
/// `Tax code 1257L`.
fn is_a_code(tokens: &Tokens, from: usize) -> bool {
    let number = from.saturating_sub(1);
    matches!(tokens.word_before(number).as_str(), "size" | "code")
}

/// Whether `L` is the left of two sides: `R 1.2 L 1.4`.
fn is_left(tokens: &Tokens, at: usize) -> bool {
    let next = tokens.skip_space(at + 1);
    let signed = matches!(tokens.mark(next), Some('+' | '-' | '−'));
    let number = tokens.digits(next + usize::from(signed)).is_some();
    let spaced = next > at + 1 && at > 0 && tokens.is_space(at - 1);
    spaced && number && tokens.has_word_before(at, &["r"])
}

/// Whether `m` and `y` after a number that ends there are months and years: `12m booster`,
/// `3y 4m`, `0-11m`.
fn is_an_age(tokens: &Tokens, from: usize) -> bool {
    const AFTER: [&str; 7] = ["old", "olds", "booster", "check", "review", "jab", "baby"];
    const NEAR: [&str; 13] = [
        "pews", "age", "aged", "ages", "baby", "babies", "infant", "infants", "toddler",
        "toddlers", "child", "children", "imms",
    ];
    const FAR: [&str; 12] = [
        "away", "apart", "tall", "high", "long", "deep", "wide", "of", "from", "pool",
        "walk", "swim",
    ];
    let Some(number) = from.checked_sub(1) else { return false };
    let decimal = number > 0 && tokens.is_mark(number - 1, '.');
    if decimal || FAR.contains(&tokens.word_after(from + 1).as_str()) {
        return false;
    }
    let months = tokens.digits(number).and_then(|it| it.parse::<u64>().ok());
    let limit = if tokens.word(from) == Some("m") { 36 } else { 120 };
    let after_years = tokens.before(number).is_some_and(|at| {
        matches!(tokens.word(at), Some("y" | "yr" | "yrs" | "year" | "years"))
    });
    let before_months = tokens.word(from) == Some("y")
        && tokens.digits(tokens.skip_space(from + 1)).is_some()
        && tokens.word(tokens.skip_space(from + 1) + 1) == Some("m");
    months.is_some_and(|months| months <= limit)
        && (AFTER.contains(&tokens.word_after(from + 1).as_str())
            || tokens.is_mark(from + 1, '+')
            || after_years
            || (from > 2
                && tokens.is_mark(from - 2, '-')
                && tokens.word(from - 3) == Some("m"))
            || before_months
            || (from.saturating_sub(8)..from).any(|at| {
                tokens
                    .word(at)
                    .is_some_and(|it| NEAR.contains(&it.to_lowercase().as_str()))
            }))
}

/// Whether an amount says what the next word is like: "a 24 hr line", "a 5mm nodule".
fn is_adjective(tokens: &Tokens, from: usize, at: usize) -> bool {
    const JOINTS: [&str; 26] = [
        "of", "to", "in", "and", "or", "per", "for", "at", "from", "with", "before",
        "after", "on", "daily", "twice", "once", "each", "every", "is", "a", "if", "ago",
        "then", "over", "by", "as",
    ];
    let Some(mut number) = from.checked_sub(1) else { return false };
    if number > 1
        && tokens.is_mark(number - 1, '.')
        && tokens.digits(number - 2).is_some()
    {
        number -= 2;
    }
    let article = matches!(tokens.word_before(number).as_str(), "a" | "an");
    let noun = tokens.word_after(at + 1);
    article
        && tokens.is_space(at + 1)
        && noun.len() > 1
        && !JOINTS.contains(&noun.as_str())
}

/// "square" or "cubic" after the sign of a length (`m²`, `kg/m2`), and how many tokens it is.
fn power(tokens: &Tokens, at: usize) -> Option<(&'static str, usize)> {
    let length = at.checked_sub(1).map(|at| tokens.text(at));
    let raised = usize::from(tokens.is_raised(at));
    let figure = tokens.digits(at + raised).filter(|_| {
        matches!(length, Some("m" | "cm" | "mm" | "km"))
            && tokens.word(at + raised + 1).is_none()
    });
    match (tokens.mark(at), figure) {
        (_, Some("2")) => Some(("square", raised + 1)),
        (_, Some("3")) => Some(("cubic", raised + 1)),
        (Some('²'), _) => Some(("square", 1)),
        (Some('³'), _) => Some(("cubic", 1)),
        _ => None,
    }
}

/// The smaller unit after a larger one: `5ft 6in`, `10st 7lb`, `2h 34m`.
pub(super) fn smaller_unit(
    tokens: &Tokens,
    end: usize,
    measure: Measure,
    dialect: Dialect,
) -> (String, usize) {
    let larger = tokens.word(end.saturating_sub(1)).unwrap_or("");
    let smaller: &[(&str, &str, &str)] = match larger {
        "ft" => &[("in", "inch", "inches"), ("ins", "inch", "inches")],
        "st" => &[("lb", "pound", "pounds"), ("lbs", "pound", "pounds")],
        "h" | "hr" | "hrs" => &[
            ("m", "minute", "minutes"),
            ("min", "minute", "minutes"),
            ("mins", "minute", "minutes"),
        ],
        "m" if measure == Measure::Length => &[("cm", "centimetre", "centimetres")],
        "y" | "yr" | "yrs" => &[("m", "month", "months"), ("mths", "month", "months")],
        _ => return (String::new(), end),
    };
    let Some(number) = Number::read(tokens, tokens.skip_space(end)) else {
        return (String::new(), end);
    };
    let sign = tokens.skip_space(number.end);
    let unit = smaller.iter().find(|(sign_of, ..)| tokens.word(sign) == Some(sign_of));
    match unit {
        Some((_, one, many)) => {
            let unit = if number.is_one() { one } else { many };
            (format!(" {} {unit}", number.words(dialect)), sign + 1)
        }
        None => (String::new(), end),
    }
}

/// `5' 6"`, `6" scar`: feet and inches after a number, by their marks.
pub(super) fn feet_and_inches(
    tokens: &Tokens,
    number: &Number,
    dialect: Dialect,
) -> Option<(String, usize)> {
    let end = number.end;
    let is_inches = |at: usize| matches!(tokens.mark(at), Some('"' | '″' | '”'));
    if matches!(tokens.mark(end), Some('\'' | '′' | '’')) {
        let feet = if number.is_one() { "foot" } else { "feet" };
        let Some(inches) = Number::read(tokens, tokens.skip_space(end + 1)) else {
            // `6' tall`, `6' x 3'`
            let before = tokens.before(number.end - 1).and_then(|at| tokens.word(at));
            let tall = before == Some("x")
                || matches!(tokens.word_after(end + 1).as_str(), "tall" | "high" | "x");
            return tall.then(|| (feet.to_owned(), end + 1));
        };
        // `5'10`, without its second mark.
        let bare = inches.end == end + 2
            && number.value().is_some_and(|feet| (3..8).contains(&feet))
            && inches.value().is_some_and(|inches| inches < 12)
            && tokens.word(inches.end).is_none();
        let closed = is_inches(inches.end);
        return (closed || bare).then(|| {
            let words = format!("{feet} {}", inches.words(dialect));
            (words, inches.end + usize::from(closed))
        });
    }
    // A quotation that closes here has been opened before.
    let quoted = || {
        (0..end).any(|at| {
            matches!(tokens.mark(at), Some('"' | '“'))
                && at.checked_sub(1).is_none_or(|at| tokens.digits(at).is_none())
        })
    };
    let inch = if number.is_one() { "inch" } else { "inches" };
    let adjective = tokens.word(tokens.skip_space(end + 1)).is_some();
    let inch = if adjective { "inch" } else { inch };
    (is_inches(end) && !quoted()).then(|| (inch.to_owned(), end + 1))
}
