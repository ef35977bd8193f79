//! Scripts: which letters are of which, which way they run, and how tall they are.

use crate::text::bidi::is_strong_right_to_left;
use unicode_script::{Script, UnicodeScript as _};

/// Scripts (ISO 15924), each with a letter that stands for how tall its letters are.
pub(super) const SAMPLES: [(&str, char); 24] = [
    ("Arab", '\u{627}'),
    ("Hebr", '\u{5d4}'),
    ("Beng", '\u{995}'),
    ("Gujr", '\u{a95}'),
    ("Guru", '\u{a15}'),
    ("Deva", '\u{915}'),
    ("Taml", '\u{b95}'),
    ("Hani", '\u{56fd}'),
    ("Hira", '\u{3042}'),
    ("Hang", '\u{ac00}'),
    ("Thai", '\u{e01}'),
    ("Telu", '\u{c15}'),
    ("Knda", '\u{c95}'),
    ("Mlym", '\u{d15}'),
    ("Sinh", '\u{d9a}'),
    ("Laoo", '\u{e81}'),
    ("Khmr", '\u{1780}'),
    ("Mymr", '\u{1000}'),
    ("Ethi", '\u{1200}'),
    ("Armn", '\u{531}'),
    ("Geor", '\u{10d0}'),
    ("Thaa", '\u{78c}'),
    ("Grek", '\u{397}'),
    ("Cyrl", '\u{41d}'),
];

/// The script of a tag's four letters; of the variants of Chinese, Japanese and Korean their
/// characters'.
pub(super) fn by_tag(tag: &str) -> Script {
    match tag {
        "Hans" | "Hant" | "Jpan" => Script::Han,
        "Kore" => Script::Hangul,
        tag => Script::from_short_name(tag).unwrap_or(Script::Unknown),
    }
}

/// A letter of a script.
pub(super) fn sample(script: Script) -> Option<char> {
    let tag = match script {
        Script::Katakana => "Hira",
        Script::Bopomofo => "Hani",
        script => script.short_name(),
    };
    SAMPLES.iter().find(|(own, _)| *own == tag).map(|(_, sample)| *sample)
}

/// Whether text has letters that are written from right to left. Figures are not, whatever their
/// script.
pub(super) fn is_right_to_left(text: &str) -> bool {
    text.chars().any(is_strong_right_to_left)
}

/// The script of a character, if it has one of its own.
pub(super) fn own_script(c: char) -> Option<Script> {
    match c.script() {
        Script::Common | Script::Inherited | Script::Unknown => None,
        script => Some(script),
    }
}

/// The character whose glyph shows another that the face lacks: hyphens for hyphens, spaces for
/// spaces.
pub(super) const fn stand_in(c: char) -> Option<char> {
    Some(match c {
        '\u{2010}' | '\u{2011}' => '-',
        '\u{2000}'..='\u{200a}'
        | '\u{202f}'
        | '\u{205f}'
        | '\u{3000}'
        | '\u{a0}'
        | '\t' => ' ',
        _ => return None,
    })
}
