//! The words of a sentence as they are written, for whoever reads along.

use crate::speech::annotated::{Annotated, Annotation};

/// The text with what is shifted in Unicode's raised and lowered digits, `10⁹/L`, or else in
/// brackets, `10^(x+1)`.
pub(super) fn with_shifts(annotated: &Annotated) -> String {
    let text = &annotated.text;
    let mut written = String::with_capacity(text.len());
    let mut done = 0;
    for (range, annotation) in &annotated.parts {
        let up = match annotation {
            Annotation::Above => true,
            Annotation::Below => false,
            Annotation::Dialled | Annotation::Named(_) => continue,
        };
        // Of two that nest the outer one says it.
        if range.start < done || range.is_empty() {
            continue;
        }
        written.push_str(&text[done..range.start]);
        let figure = written.ends_with(|c: char| c.is_ascii_digit());
        written.push_str(&shifted(&text[range.clone()], up, figure));
        done = range.end;
    }
    written.push_str(&text[done..]);
    written
}

fn shifted(text: &str, up: bool, after_figure: bool) -> String {
    let (figures, bracket) = if up { (&RAISED[..], "^(") } else { (&LOWERED[..], "_(") };
    let own =
        |c: char| figures.iter().find(|(plain, _)| *plain == c).map(|(_, own)| *own);
    if let Some(own) = text.chars().map(own).collect::<Option<String>>() {
        return own;
    }
    // The ending of `1st` and the mark of a trade say the same on the line.
    let ending = matches!(text, "st" | "nd" | "rd" | "th" | "e" | "er" | "a" | "o");
    if up && (text == "TM" || (after_figure && ending)) {
        return text.to_owned();
    }
    format!("{bracket}{text})")
}

/// Figures and signs above the line.
const RAISED: [(char, char); 18] = [
    ('0', '⁰'),
    ('1', '¹'),
    ('2', '²'),
    ('3', '³'),
    ('4', '⁴'),
    ('5', '⁵'),
    ('6', '⁶'),
    ('7', '⁷'),
    ('8', '⁸'),
    ('9', '⁹'),
    ('+', '⁺'),
    ('-', '⁻'),
    ('−', '⁻'),
    ('=', '⁼'),
    ('(', '⁽'),
    (')', '⁾'),
    ('n', 'ⁿ'),
    ('i', 'ⁱ'),
];

/// Those below it.
const LOWERED: [(char, char); 16] = [
    ('0', '₀'),
    ('1', '₁'),
    ('2', '₂'),
    ('3', '₃'),
    ('4', '₄'),
    ('5', '₅'),
    ('6', '₆'),
    ('7', '₇'),
    ('8', '₈'),
    ('9', '₉'),
    ('+', '₊'),
    ('-', '₋'),
    ('−', '₋'),
    ('=', '₌'),
    ('(', '₍'),
    (')', '₎'),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn written(text: &str, annotation: Annotation) -> String {
        let range = 2..2 + text.len();
        let text = format!("10{text}/L");
        with_shifts(&Annotated { text, parts: vec![(range, annotation)] })
    }

    #[test]
    fn raised_and_lowered_text_is_told_from_the_rest() {
        assert_eq!(written("9", Annotation::Above), "10⁹/L");
        assert_eq!(written("-3", Annotation::Above), "10⁻³/L");
        assert_eq!(written("x+1", Annotation::Above), "10^(x+1)/L");
        assert_eq!(written("th", Annotation::Above), "10th/L");
        assert_eq!(written("2", Annotation::Below), "10₂/L");
        assert_eq!(written("max", Annotation::Below), "10_(max)/L");
    }
}
