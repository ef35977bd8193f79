//! Names of folders and files that every file system takes: those of Windows and of USB sticks too.

use crate::text::segment::is_invisible;
use sha2::{Digest, Sha256};
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// The longest name in bytes: with what stands after it, it stays under the 255 of most systems.
const MAX_SLUG: usize = 80;

/// Figures of a hash that tell two names apart.
const TELLING: usize = 8;

/// Names that Windows keeps for devices, with any ending.
const RESERVED: [&str; 4] = ["con", "prn", "aux", "nul"];

/// The name of a folder or file for `text`: letters and digits in lower case, with a hyphen for
/// whatever stands between them, Latin letters without their marks. Where nothing is left, or it
/// was too long, a part of the text's hash tells it from others, so the same text always has the
/// same name.
pub fn slug(text: &str) -> String {
    let mut slug = String::new();
    let shown = |c: &char| !is_combining_mark(*c) && !is_invisible(*c);
    for c in text.nfkd().filter(shown).flat_map(char::to_lowercase) {
        if c.is_alphanumeric() {
            slug.push(c);
        } else if !slug.is_empty() && !slug.ends_with('-') && !matches!(c, '\'' | '’') {
            slug.push('-');
        }
    }
    let slug: String = slug.trim_end_matches('-').nfc().collect();
    if slug.is_empty() {
        return hash(text);
    }
    if slug.len() > MAX_SLUG {
        let mut end = MAX_SLUG - TELLING - 1;
        while !slug.is_char_boundary(end) {
            end -= 1;
        }
        return format!("{}-{}", slug[..end].trim_end_matches('-'), hash(text));
    }
    if is_reserved(&slug) {
        return format!("{slug}-{}", hash(text));
    }
    slug
}

/// A name in which two texts that look alike differ.
pub(crate) fn disambiguate(slug: &str, text: &str) -> String {
    format!("{slug}-{}", hash(text))
}

fn is_reserved(name: &str) -> bool {
    let numbered = name.strip_prefix("com").or_else(|| name.strip_prefix("lpt"));
    let device = numbered.is_some_and(|number| {
        number.len() == 1 && number.bytes().all(|byte| byte.is_ascii_digit())
    });
    device || RESERVED.contains(&name)
}

fn hash(text: &str) -> String {
    crate::hash::hex(&Sha256::digest(text))[..TELLING].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_safe_and_stable() {
        for (text, name) in [
            ("Northbridge Support Centre", "northbridge-support-centre"),
            (
                "St Mary’s, Llanfair — Canolfan Gymorth Ŵyr",
                "st-marys-llanfair-canolfan-gymorth-wyr",
            ),
            ("../../etc/passwd", "etc-passwd"),
            ("/absolute", "absolute"),
            ("C:\\centres\\one", "c-centres-one"),
            ("Ośrodek Łódź", "osrodek-łodz"),
            ("مركز", "مركز"),
            ("a\u{202e}b\u{200b}c", "abc"),
            ("  trailing. ", "trailing"),
        ] {
            assert_eq!(slug(text), name, "{text}");
        }
        for text in ["con", "NUL", "Com1", "🎗🎗", "", "..", "\u{300}", &"long ".repeat(60)]
        {
            let name = slug(text);
            assert!(!name.is_empty() && name.len() <= MAX_SLUG + 9, "{text}: {name}");
            assert!(!is_reserved(&name), "{text}: {name}");
            assert!(name.chars().all(|c| c.is_alphanumeric() || c == '-'), "{name}");
            assert_eq!(slug(text), name);
        }
        assert_ne!(slug("🎗"), slug("🎗🎗"));
        assert_ne!(slug(&"long ".repeat(60)), slug(&"long ".repeat(61)));
        assert_eq!(slug("com12"), "com12");
    }
}
