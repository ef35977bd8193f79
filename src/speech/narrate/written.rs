//! The words of a sentence as they are written, for whoever reads along.

use crate::document::Shift;

/// Stands before text above the line, and below it, and behind either. They are control
/// characters, which no page has.
const UP: char = '\u{5}';
const DOWN: char = '\u{6}';
const END: char = '\u{7}';

/// What stands before shifted text and behind it.
pub(super) const fn marks(shift: Shift) -> (char, char) {
    match shift {
        Shift::Up => (UP, END),
        Shift::Down => (DOWN, END),
    }
}

/// The text without those marks.
pub(super) fn without_shifts(text: &str) -> String {
    text.replace([UP, DOWN, END], "")
}

/// The text with what is shifted in Unicode's raised and lowered figures, `10⁹/L`, or else in
/// brackets, `10^(x+1)`.
pub(super) fn with_shifts(text: &str) -> String {
    let mut written = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find([UP, DOWN]) {
        written.push_str(&rest[..at]);
        let up = rest[at..].starts_with(UP);
        let behind = &rest[at + UP.len_utf8()..];
        // A long sentence may have been parted between the marks.
        let (own, behind) = behind.split_once(END).unwrap_or((behind, ""));
        let figure = written.ends_with(|c: char| c.is_ascii_digit());
        written.push_str(&shifted(&without_shifts(own), up, figure));
        rest = behind;
    }
    written.push_str(rest);
    written.replace(END, "")
}

fn shifted(text: &str, up: bool, behind_figure: bool) -> String {
    let (figures, bracket) = if up { (&RAISED[..], "^(") } else { (&LOWERED[..], "_(") };
    let own =
        |c: char| figures.iter().find(|(plain, _)| *plain == c).map(|(_, own)| *own);
    if let Some(own) = text.chars().map(own).collect::<Option<String>>() {
        return own;
    }
    // The ending of `1st` and the mark of a trade say the same on the line.
    let ending = matches!(text, "st" | "nd" | "rd" | "th" | "e" | "er" | "a" | "o");
    if up && (text == "TM" || (behind_figure && ending)) {
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

    fn written(text: &str, shift: Shift) -> String {
        let (before, behind) = marks(shift);
        with_shifts(&format!("10{before}{text}{behind}/L"))
    }

    #[test]
    fn raised_and_lowered_text_is_told_from_the_rest() {
        assert_eq!(written("9", Shift::Up), "10⁹/L");
        assert_eq!(written("-3", Shift::Up), "10⁻³/L");
        assert_eq!(written("x+1", Shift::Up), "10^(x+1)/L");
        assert_eq!(written("th", Shift::Up), "10th/L");
        assert_eq!(written("2", Shift::Down), "10₂/L");
        assert_eq!(written("max", Shift::Down), "10_(max)/L");
        assert_eq!(with_shifts("a\u{5}2 b"), "a^(2 b)");
        assert_eq!(with_shifts("2\u{7} b"), "2 b");
    }
}
