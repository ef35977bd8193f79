//! BCP 47 language tags, and the words that are ours in each language.

pub mod names;
pub mod signs;
pub mod words;

use icu_locale::{LanguageIdentifier, LocaleDirectionality, LocaleExpander};
use std::fmt;

/// A BCP 47 language tag such as `en-GB`, well formed and in the usual case.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Lang(String);

impl Lang {
    /// Reads a language tag. `None` if it is not well formed (RFC 5646, section 2.1: a primary
    /// language of two or three letters, or of five to eight, then subtags of one to eight
    /// letters and digits, joined by hyphens).
    pub fn new(tag: &str) -> Option<Self> {
        let mut subtags = tag.split('-');
        let primary = subtags.next()?;
        let letters = primary.bytes().all(|b| b.is_ascii_alphabetic());
        if !letters || !matches!(primary.len(), 2 | 3 | 5..=8) {
            return None;
        }
        let mut canonical = primary.to_ascii_lowercase();
        let mut after_singleton = false;
        for subtag in subtags {
            let fits = (1..=8).contains(&subtag.len())
                && subtag.bytes().all(|b| b.is_ascii_alphanumeric());
            if !fits {
                return None;
            }
            canonical.push('-');
            // RFC 5646, section 2.1.1: regions in capitals, scripts with one, but not after
            // a singleton.
            match subtag.len() {
                2 if !after_singleton => canonical.push_str(&subtag.to_ascii_uppercase()),
                4 if !after_singleton => {
                    let (first, rest) = subtag.split_at(1);
                    canonical.push_str(&first.to_ascii_uppercase());
                    canonical.push_str(&rest.to_ascii_lowercase());
                }
                _ => canonical.push_str(&subtag.to_ascii_lowercase()),
            }
            after_singleton |= subtag.len() == 1;
        }
        (!canonical.ends_with('-')).then_some(Self(canonical))
    }

    /// British English, the language of a page that names none.
    pub fn british() -> Self {
        Self("en-GB".into())
    }

    /// The tag.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The primary language: `en` of `en-GB`.
    pub fn primary(&self) -> &str {
        self.0.split('-').next().unwrap_or(&self.0)
    }

    /// The languages in which a macrolanguage is spoken (ISO 639-3), the likeliest first; a voice
    /// is of one of these.
    pub fn spoken(&self) -> &'static [&'static str] {
        let in_region = |region| self.0.split('-').any(|subtag| subtag == region);
        match self.primary() {
            "zh" if in_region("HK") || in_region("MO") => &["yue", "cmn"],
            "zh" => &["cmn", "yue"],
            "no" => &["nb", "nn"],
            "ar" => &["arb"],
            "fa" => &["pes"],
            _ => &[],
        }
    }

    /// The script that it is written in as a rule (ISO 15924, `Latn`; CLDR's likely subtags, where
    /// the tag names none), and `Zyyy` where that is not known.
    pub fn script(&self) -> String {
        let Ok(mut id) = self.0.parse::<LanguageIdentifier>() else {
            return "Zyyy".into();
        };
        LocaleExpander::new_extended().maximize(&mut id);
        id.script.map_or_else(|| "Zyyy".into(), |script| script.as_str().to_owned())
    }

    /// Whether it is written from right to left.
    pub fn is_right_to_left(&self) -> bool {
        let id = self.0.parse::<LanguageIdentifier>();
        id.is_ok_and(|id| LocaleDirectionality::new_extended().is_right_to_left(&id))
    }

    /// The tag, then ever less of it: `de-1996-AT`, `de-1996`, `de`.
    pub fn fallbacks(&self) -> impl Iterator<Item = &str> {
        let mut rest = Some(self.0.as_str());
        std::iter::from_fn(move || {
            let tag = rest?;
            rest = tag.rfind('-').map(|at| &tag[..at]);
            Some(tag)
        })
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_checked_and_put_in_the_usual_case() {
        assert_eq!(Lang::new("EN-gb").unwrap().as_str(), "en-GB");
        assert_eq!(Lang::new("zh-hant-hk").unwrap().as_str(), "zh-Hant-HK");
        for bad in ["", "e", "english please", "en_GB", "en-", "-en", "12", "toolongtag"]
        {
            assert_eq!(Lang::new(bad), None, "{bad}");
        }
    }

    #[test]
    fn scripts_and_directions_are_those_of_the_language() {
        for (tag, script, right_to_left) in [
            ("en-GB", "Latn", false),
            ("ur", "Arab", true),
            ("he", "Hebr", true),
            ("pa", "Guru", false),
            ("pa-PK", "Arab", true),
            ("pa-Arab", "Arab", true),
            ("zh", "Hans", false),
            ("zh-HK", "Hant", false),
            ("qaa", "Zyyy", false),
        ] {
            let lang = Lang::new(tag).unwrap();
            assert_eq!(lang.script(), script, "{tag}");
            assert_eq!(lang.is_right_to_left(), right_to_left, "{tag}");
        }
    }

    #[test]
    fn fallbacks_drop_one_subtag_at_a_time() {
        let lang = Lang::new("de-AT-1996").unwrap();
        assert_eq!(lang.fallbacks().collect::<Vec<_>>(), ["de-AT-1996", "de-AT", "de"]);
    }
}
