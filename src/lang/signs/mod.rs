//! Emoji and other signs that stand for a word: their names (CLDR 48.2), and what a black and white
//! page shows of them.
//!
//! `tools/signs` makes the data of this folder from CLDR.

use super::Lang;
use libdeflater::Decompressor;
use rustc_hash::FxHashMap;
use std::sync::{LazyLock, OnceLock};

/// A sign that CLDR has a name for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Sign {
    index: usize,
    written: &'static str,
}

/// Every sign, without variation selectors and skin tones, a line a sign.
const SIGNS: &str = include_str!("signs.txt");

/// By language: for each line of [`SIGNS`] a line with the sign's name; deflated in the format of
/// zlib.
const NAMES: [(&str, &[u8]); 21] = [
    ("ar", include_bytes!("ar.zz")),
    ("bn", include_bytes!("bn.zz")),
    ("cy", include_bytes!("cy.zz")),
    ("de", include_bytes!("de.zz")),
    ("en", include_bytes!("en.zz")),
    ("en-US", include_bytes!("en-US.zz")),
    ("es", include_bytes!("es.zz")),
    ("fr", include_bytes!("fr.zz")),
    ("ga", include_bytes!("ga.zz")),
    ("gd", include_bytes!("gd.zz")),
    ("gu", include_bytes!("gu.zz")),
    ("he", include_bytes!("he.zz")),
    ("hi", include_bytes!("hi.zz")),
    ("it", include_bytes!("it.zz")),
    ("pa", include_bytes!("pa.zz")),
    ("pl", include_bytes!("pl.zz")),
    ("pt", include_bytes!("pt.zz")),
    ("ro", include_bytes!("ro.zz")),
    ("ta", include_bytes!("ta.zz")),
    ("ur", include_bytes!("ur.zz")),
    ("zh", include_bytes!("zh.zz")),
];

/// Where the British names stand.
const ENGLISH: usize = 4;

/// More than the names of any language take, in bytes.
const MAX_BYTES: usize = 400_000;

/// Signs that the built-in faces have themselves.
const ITSELF: &str = "‼⁉ℹ↔↕↖↗↘↙⌚⌛⌨⏏⏩⏪⏭⏮⏯⏱⏲⏳⏸⏹⏺Ⓜ▪▫▶◀◻◼◽◾☀☁☂☃☄☎☑☔☕☘☝☠☢☣☦☪☮☯☸☹☺♀♂♈♉♊♋♌♍♎♏♐♑♒♓♟♠♣♥♦♨♻♾♿⚒⚓⚔⚕⚖⚗⚙⚛⚜⚠⚡⚧⚪⚫⚰⚱⚽⚾⛄⛅⛈⛎⛏⛑⛓⛔⛩⛪⛰⛱⛲⛳⛴⛵⛷⛸⛹⛺⛽✂✈✉✋✌✍✏✒✔✖✝✡✳✴❄❇❓❗❣❤➡⬅⬆⬇⬛⬜⭐⭕🌕🌜👍👎";

/// Signs that are shown by another, which means the same and which the built-in faces have.
const SHOWN_BY: [(&str, &str); 16] = [
    ("✅", "✔"),
    ("❌", "✘"),
    ("🚫", "🛇"),
    ("#⃣", "#"),
    ("*⃣", "*"),
    ("0⃣", "⓪"),
    ("1⃣", "①"),
    ("2⃣", "②"),
    ("3⃣", "③"),
    ("4⃣", "④"),
    ("5⃣", "⑤"),
    ("6⃣", "⑥"),
    ("7⃣", "⑦"),
    ("8⃣", "⑧"),
    ("9⃣", "⑨"),
    ("🔟", "⑩"),
];

/// Arrows, shapes and marks, which are of text unless [`AS_PICTURE`] stands after them.
const MARKS_OF_TEXT: &str = "‼⁉↔↕↖↗↘↙▪▫▶◀◻◼";

/// Signs that only point, shine or fill the place of a bullet.
const BULLETS: &str = "➡👉▶⏩🔹🔸🔷🔶◾◽▪▫◼◻✨🌟💫💡📌📍📝✏📞🍎🔘💠✳✴❇🌸🌼🌻🍀☘";

/// Signs that allow, forbid, warn, count, rank or mark as done.
const MEANS: &str = "‼⁉✅❌❎✔✖☑🚫⛔🛑⚠❗❕👍👎👌☠☢☣🚭📵🚳🚱🚯🚷🔞🆘🚨⭕🆗🆕🆓🔴🟠🟡🟢🔵🟣🟤⚫⚪🟥🟧🟨🟩🟦🟪🟫⬛⬜🔺🔻⬆⬇🔼🔽📈📉➕➖💯🔟🏁🚩";

/// Asks for the sign as a picture (U+FE0F), which it is here in any case.
const AS_PICTURE: char = '\u{fe0f}';

impl Sign {
    /// The sign that `text` begins with, and how many bytes it has there.
    pub fn at_start(text: &str) -> Option<(Self, usize)> {
        let mut characters = text.char_indices().peekable();
        let mut bare = String::new();
        let mut found = None;
        while let Some((at, c)) = characters.next() {
            if bare.len() > SIGNS_BY_TEXT.longest || (at == 0 && !may_begin(c)) {
                break;
            }
            if c == AS_PICTURE || is_tone(c) {
                // After a sign they belong to it, and are none alone.
                if bare.is_empty() {
                    break;
                }
            } else {
                bare.push(c);
            }
            let next = characters.peek().map(|it| it.1);
            if next.is_some_and(|c| c == AS_PICTURE || is_tone(c)) {
                continue;
            }
            if let Some(&sign) = SIGNS_BY_TEXT.signs.get(bare.as_str()) {
                let end = at + c.len_utf8();
                let is_text = MARKS_OF_TEXT.contains(sign.written) && c != AS_PICTURE;
                found = (!is_text).then_some((sign, end)).or(found);
            }
        }
        found
    }

    /// Whether a text may have signs.
    pub fn may_be_in(text: &str) -> bool {
        text.chars().any(is_of_sign)
    }

    /// As many signs as a text may have, or more.
    pub fn most_in(text: &str) -> usize {
        text.chars().filter(|c| is_of_sign(*c)).count()
    }

    /// What a black and white page shows of it, where the built-in faces have that.
    pub fn plain(self) -> Option<&'static str> {
        let other = SHOWN_BY.iter().find(|(sign, _)| *sign == self.written);
        let itself = || ITSELF.contains(self.written).then_some(self.written);
        other.map(|(_, shown)| *shown).or_else(itself)
    }

    /// Its name in a language, if that is known. A number on a key is said as the number.
    pub fn own_name(self, lang: &Lang) -> Option<&'static str> {
        if let Some(figure) = self.figure() {
            return Some(figure);
        }
        let name = self.as_shown().name(language(lang)?);
        (!name.is_empty()).then_some(name)
    }

    /// Its name in British English.
    pub fn english_name(self) -> &'static str {
        self.as_shown().name(ENGLISH)
    }

    /// The sign that shows it, where that has a name of its own: a tick on a button is a tick.
    fn as_shown(self) -> Self {
        let shown = self.plain().and_then(|shown| SIGNS_BY_TEXT.signs.get(shown));
        shown.copied().unwrap_or(self)
    }

    /// The number that it shows, where it is one on a key.
    pub fn figure(self) -> Option<&'static str> {
        if self.written == "🔟" {
            return Some("10");
        }
        let figure = self.written.strip_suffix('\u{20e3}')?;
        figure.bytes().all(|byte| byte.is_ascii_digit()).then_some(figure)
    }

    /// Whether it says nothing before every item of a list: it points, or it is no more than a
    /// bullet.
    pub fn is_bullet(self) -> bool {
        BULLETS.contains(self.written)
    }

    /// Whether it says something that no word beside it does: it allows, forbids, warns, counts,
    /// ranks or marks as done.
    pub fn says_something(self) -> bool {
        MEANS.contains(self.written) || self.written.ends_with('\u{20e3}')
    }

    fn name(self, language: usize) -> &'static str {
        names(language).get(self.index).copied().unwrap_or_default()
    }
}

/// The signs by what they are without selectors, with the most bytes of any.
struct ByText {
    signs: FxHashMap<&'static str, Sign>,
    longest: usize,
}

static SIGNS_BY_TEXT: LazyLock<ByText> = LazyLock::new(|| {
    let signs = SIGNS.lines().enumerate();
    let mut signs: FxHashMap<_, _> =
        signs.map(|(index, written)| (written, Sign { index, written })).collect();
    for (sign, shown) in SHOWN_BY {
        // What shows a sign is taken for it, unless it is one itself or a mark of text.
        if is_taken_for_sign(shown)
            && let Some(&sign) = signs.get(sign)
        {
            signs.entry(shown).or_insert(sign);
        }
    }
    let longest = SIGNS.lines().map(str::len).max().unwrap_or_default();
    ByText { signs, longest }
});

/// Whether a sign may begin with a character.
fn may_begin(c: char) -> bool {
    matches!(c, '#' | '*' | '0'..='9' | '‼' | '⁉' | 'ℹ' | '↔'..='↪' | '⌚'..='⏺' | 'Ⓜ' | '▪'..='◾')
        || matches!(c, '☀'..='➿' | '⤴'..='⤵' | '⬅'..='⭕')
        || matches!(c, '\u{1f000}'..='\u{1faff}')
}

/// Whether what shows a sign may be taken for it: no digit, and nothing that is typed.
fn is_taken_for_sign(shown: &str) -> bool {
    shown.chars().all(|c| matches!(c, '☀'..='➿' | '\u{1f000}'..='\u{1faff}'))
}

/// Whether a character is a sign, or a part of one that no other text has.
fn is_of_sign(c: char) -> bool {
    c == '\u{20e3}' || (c >= '\u{203c}' && may_begin(c))
}

/// Whether a character gives the sign before it a colour of skin.
const fn is_tone(c: char) -> bool {
    matches!(c, '\u{1f3fb}'..='\u{1f3ff}')
}

/// Where the names of a language stand.
fn language(lang: &Lang) -> Option<usize> {
    let of = |tag: &str| NAMES.iter().position(|(own, _)| *own == tag);
    lang.fallbacks().find_map(of)
}

/// The lines of a language, for each sign one.
fn names(language: usize) -> &'static [&'static str] {
    static LINES: [OnceLock<Vec<&'static str>>; NAMES.len()] =
        [const { OnceLock::new() }; NAMES.len()];
    LINES[language].get_or_init(|| {
        let mut text = vec![0; MAX_BYTES];
        let length = Decompressor::new()
            .zlib_decompress(NAMES[language].1, &mut text)
            .unwrap_or_default();
        text.truncate(length);
        let text: &'static str = String::from_utf8(text).unwrap_or_default().leak();
        text.lines().collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at_start(text: &str) -> Option<(&'static str, usize)> {
        Sign::at_start(text).map(|(sign, length)| (sign.english_name(), length))
    }

    #[test]
    fn the_longest_sign_is_found_with_its_selectors_and_tones() {
        for (text, name) in [
            ("☎", "telephone"),
            ("☎\u{fe0f}", "telephone"),
            ("✅", "tick"),
            ("✔", "tick"),
            ("❌", "cross mark"),
            ("✘", "cross mark"),
            ("🛇", "prohibited"),
            ("1\u{fe0f}\u{20e3}", "keycap: 1"),
            ("👩\u{200d}⚕\u{fe0f}", "woman health worker"),
            ("👩🏽\u{200d}⚕\u{fe0f}", "woman health worker"),
            ("👍🏿", "thumbs up"),
            ("🇬🇧", "flag: United Kingdom"),
            ("🏴\u{e0067}\u{e0062}\u{e0077}\u{e006c}\u{e0073}\u{e007f}", "flag: Wales"),
            ("➡\u{fe0f}", "right arrow"),
            ("↔\u{fe0f}", "left-right arrow"),
        ] {
            let more = format!("{text} and more");
            assert_eq!(at_start(&more), Some((name, text.len())), "{text}");
        }
    }

    #[test]
    fn marks_of_text_are_no_signs() {
        for text in
            ["5 mg", "#1", "*", "→", "↔", "▪ item", "©", "™", "½", "°", "✓", "a", ""]
        {
            assert_eq!(at_start(text), None, "{text}");
        }
        assert!(!Sign::may_be_in("5 mg → 10 mg, “½” – £3 ≤ 4 × 5 °C, 99 % ①"));
    }

    #[test]
    fn names_are_those_of_the_language() {
        let named = |tag: &str, text: &str| {
            Sign::at_start(text).unwrap().0.own_name(&Lang::new(tag).unwrap())
        };
        assert_eq!(named("cy", "🚫"), Some("wedi’i wahardd"));
        assert_eq!(named("pl-PL", "🍎"), Some("czerwone jabłko"));
        assert_eq!(named("ur", "☎"), Some("ٹیلیفون"));
        assert_eq!(named("en-US", "✅"), Some("check mark"));
        assert_eq!(named("en-AU", "🍬"), Some("sweet"));
        assert_eq!(named("tlh", "☎"), None);
        assert_eq!(named("tlh", "7\u{fe0f}\u{20e3}"), Some("7"));
        for (language, (tag, _)) in NAMES.iter().enumerate() {
            let lines = names(language);
            assert_eq!(lines.len(), SIGNS.lines().count(), "{tag}");
            let nameless = lines.iter().filter(|line| line.is_empty()).count();
            assert!(nameless <= 2, "{tag}: {nameless}");
        }
        assert_eq!(NAMES[ENGLISH].0, "en");
    }
}
