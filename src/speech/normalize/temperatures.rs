//! Temperatures: by a sign, by a word, or by a letter alone.

use super::Tokens;
use super::number::Number;

/// `38°C`, `38 °F`, `90°`, `38 deg C`, `38C`: the degrees, and where they end.
pub(super) fn degrees(tokens: &Tokens, number: &Number) -> Option<(String, usize)> {
    let sign = tokens.skip_space(number.end);
    let degree = if number.is_one() { "degree" } else { "degrees" };
    if let Some(letter) = tokens.word(sign) {
        let scale = |letter: &str| match letter {
            "C" => Some("Celsius"),
            "F" => Some("Fahrenheit"),
            _ => None,
        };
        if matches!(letter, "deg" | "degs" | "degree" | "degrees") {
            let stop = usize::from(letter.len() < 5 && tokens.is_mark(sign + 1, '.'));
            let at = tokens.skip_space(sign + 1 + stop);
            return match tokens.word(at).and_then(scale) {
                Some(scale) => Some((format!("{degree} {scale}"), at + 1)),
                None => {
                    Some((degree.into(), sign + 1 + stop)).filter(|_| letter.len() < 5)
                }
            };
        }
        let touches = sign == number.end
            || (tokens.word(sign + 2).is_none()
                && number.value().is_some_and(|it| it > 34));
        return scale(letter)
            .filter(|_| touches && is_temperature(tokens, number))
            .map(|scale| (format!("{degree} {scale}"), sign + 1));
    }
    let whole_sign = match tokens.mark(sign)? {
        '℃' => Some("Celsius"),
        '℉' => Some("Fahrenheit"),
        '°' => None,
        _ => return None,
    };
    if let Some(scale) = whole_sign {
        return Some((format!("{degree} {scale}"), sign + 1));
    }
    let letter = tokens.skip_space(sign + 1);
    Some(match tokens.word(letter) {
        Some("C" | "c") => (format!("{degree} Celsius"), letter + 1),
        Some("F") => (format!("{degree} Fahrenheit"), letter + 1),
        _ => (degree.into(), sign + 1),
    })
}

/// Whether a number with a C or an F is a temperature: `38C` is, unless it is a size or a place.
fn is_temperature(tokens: &Tokens, number: &Number) -> bool {
    let warm = tokens.has_word(&[
        "temperature",
        "temperatures",
        "fever",
        "feverish",
        "degrees",
        "hot",
        "cold",
        "warm",
        "oven",
        "fridge",
        "freezer",
        "store",
        "thermometer",
        "heat",
        "celsius",
        "fahrenheit",
        "wash",
        "boil",
        "bake",
        "gas",
        "roast",
        "fan",
        "highs",
        "lows",
        "minus",
        "below",
        "warming",
    ]) || matches!(
        number.end.checked_sub(2).and_then(|at| tokens.mark(at)),
        Some('-' | '−' | '–')
    );
    let body = number.value().is_some_and(|value| (35..=42).contains(&value));
    warm || body
        && !tokens.has_word(&[
            "bra", "bras", "cup", "size", "page", "room", "gate", "bus", "floor", "band",
            "ward", "seat", "flat", "route", "form", "section", "platform", "class",
        ])
}
