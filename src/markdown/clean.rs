//! Takes out of the author's text what no page can show.

use std::borrow::Cow;
use unicode_normalization::{UnicodeNormalization, is_nfc};

/// The text in Unicode normalization form C, without control characters, byte order marks and
/// noncharacters; a NUL is the replacement character (CommonMark 0.31, section 2.3). The second
/// value says whether anything was changed so.
pub(super) fn clean(text: &str) -> (Cow<'_, str>, bool) {
    let (text, taken_out) = if text.chars().any(|c| matches!(c, '\0' | '\u{f0b7}' | '\u{f0a7}') || is_unprintable(c)) {
        let kept: String = text
            .chars()
            .map(|c| match c {
                '\0' => '\u{fffd}',
                // Bullets of a word processor's symbol fonts, in the private use area.
                '\u{f0b7}' | '\u{f0a7}' => '\u{2022}',
                c => c,
            })
            .filter(|&c| !is_unprintable(c))
            .collect();
        (Cow::Owned(kept), true)
    } else {
        (Cow::Borrowed(text), false)
    };
    if is_nfc(&text) { (text, taken_out) } else { (text.nfc().collect(), taken_out) }
}

/// Whether a character has no place in text: it would show as nothing or as a box, and ToUnicode
/// must not map to some of them (ISO 14289-1, 7.21.7).
fn is_unprintable(c: char) -> bool {
    let noncharacter = matches!(c, '\u{fdd0}'..='\u{fdef}') || u32::from(c) & 0xfffe == 0xfffe;
    noncharacter || c == '\u{feff}' || (c.is_control() && !matches!(c, '\n' | '\r' | '\t'))
}

#[cfg(test)]
mod tests {
    use super::clean;

    #[test]
    fn controls_go_and_marks_compose() {
        assert_eq!(clean("a\u{7}b\0c\u{feff}"), ("ab\u{fffd}c".into(), true));
        assert_eq!(clean("cafe\u{301}"), ("café".into(), false));
        assert_eq!(clean("plain"), ("plain".into(), false));
    }
}
