//! Takes out of the author's text what no page can show.

use std::borrow::Cow;
use unicode_normalization::{UnicodeNormalization, is_nfc};

/// The text in Unicode normalization form C, without control characters, byte order marks and
/// noncharacters; a NUL is the replacement character (CommonMark 0.31, section 2.3), and the
/// bullets of a word processor's symbol fonts are bullets. The second value says whether
/// anything was taken out.
pub(crate) fn clean(text: &str) -> (Cow<'_, str>, bool) {
    let taken_out = text.chars().any(|c| c == '\0' || is_unprintable(c));
    let text = if taken_out || text.contains(PRIVATE_BULLETS) {
        let kept = text.chars().filter(|&c| c == '\0' || !is_unprintable(c));
        let shown = kept.map(|c| match c {
            '\0' => '\u{fffd}',
            c if PRIVATE_BULLETS.contains(&c) => '\u{2022}',
            c => c,
        });
        Cow::Owned(shown.collect())
    } else {
        Cow::Borrowed(text)
    };
    if is_nfc(&text) { (text, taken_out) } else { (text.nfc().collect(), taken_out) }
}

/// The page with line feeds for carriage returns that end lines by themselves (CommonMark 0.31,
/// section 2.1), which pulldown-cmark takes for a part of a heading. Every place stays as it is.
pub(crate) fn with_line_feeds(source: &str) -> Cow<'_, str> {
    let bytes = source.as_bytes();
    let alone = |at: usize| bytes[at] == b'\r' && bytes.get(at + 1) != Some(&b'\n');
    if !source.match_indices('\r').any(|(at, _)| alone(at)) {
        return Cow::Borrowed(source);
    }
    let ended = |(at, c)| if c == '\r' && alone(at) { '\n' } else { c };
    Cow::Owned(source.char_indices().map(ended).collect())
}

/// Where the bullets of Symbol and Wingdings lie in the private use area.
const PRIVATE_BULLETS: [char; 2] = ['\u{f0b7}', '\u{f0a7}'];

/// Whether a character has no place in text: it would show as nothing or as a box, ToUnicode must
/// not map to some of them (ISO 14289-1, 7.21.7), and some make other letters run backwards
/// whatever they are (UAX #9, 2.2), so that a number would be read from its end.
fn is_unprintable(c: char) -> bool {
    let noncharacter =
        matches!(c, '\u{fdd0}'..='\u{fdef}') || u32::from(c) & 0xfffe == 0xfffe;
    noncharacter
        || matches!(c, '\u{feff}' | '\u{202d}' | '\u{202e}')
        || (c.is_control() && !matches!(c, '\n' | '\r' | '\t'))
}

#[cfg(test)]
mod tests {
    use super::{clean, with_line_feeds};

    #[test]
    fn lines_end_in_any_of_three_ways() {
        assert_eq!(with_line_feeds("# A\r\rb\r\nc\nd\r"), "# A\n\nb\r\nc\nd\n");
        assert_eq!(with_line_feeds("é\r\r\n"), "é\n\r\n");
    }

    #[test]
    fn controls_go_and_marks_compose() {
        assert_eq!(clean("a\u{7}b\0c\u{feff}"), ("ab\u{fffd}c".into(), true));
        assert_eq!(clean("cafe\u{301}"), ("café".into(), false));
        assert_eq!(clean("\u{202e}100 069\u{202c}"), ("100 069\u{202c}".into(), true));
        assert_eq!(clean("plain"), ("plain".into(), false));
        assert_eq!(clean("\u{f0b7} point"), ("• point".into(), false));
    }
}
