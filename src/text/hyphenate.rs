//! Hyphenation by Knuth-Liang patterns, with an exception list.

use crate::lang::Lang;
use hyphenation::{Hyphenator as _, Language, Load as _, Standard};

/// The least letters that stand before a hyphen and after it. TeX has 2 and 3 for English; two
/// letters alone on a line say too little to a reader who sees a few words at a time.
pub const LEAST_FRAGMENT: usize = 3;

/// The least letters of a word that is hyphenated.
pub const LEAST_WORD: usize = 7;

/// Where the words of one language may be hyphenated.
#[derive(Debug)]
pub struct Hyphenator {
    patterns: Standard,
    exceptions: &'static [&'static str],
    nouns_have_capitals: bool,
}

/// Makes a table of patterns: a language tag, the name by which the crate knows the patterns, and
/// what lies in the file of that name.
macro_rules! patterns {
    ($($tag:literal => $name:literal,)*) => {
        &[$((
            $tag,
            $name,
            include_bytes!(concat!("../../patterns/", $name, ".standard.bincode")),
        ),)*]
    };
}

/// The patterns in the binary. `docs/patterns.md` gives the licence and origin of each.
const PATTERNS: &[(&str, &str, &[u8])] = patterns![
    "af" => "af",
    "as" => "as",
    "be" => "be",
    "bg" => "bg",
    "bn" => "bn",
    "cop" => "cop",
    "cu" => "cu",
    "cy" => "cy",
    "da" => "da",
    "de" => "de-1996",
    "el" => "el-monoton",
    "en" => "en-gb",
    "en-US" => "en-us",
    "eo" => "eo",
    "es" => "es",
    "et" => "et",
    "eu" => "eu",
    "fr" => "fr",
    "fur" => "fur",
    "ga" => "ga",
    "gl" => "gl",
    "grc" => "grc",
    "gu" => "gu",
    "hi" => "hi",
    "hr" => "hr",
    "hsb" => "hsb",
    "ia" => "ia",
    "is" => "is",
    "it" => "it",
    "ka" => "ka",
    "kmr" => "kmr",
    "ku" => "kmr",
    "kn" => "kn",
    "la" => "la",
    "lt" => "lt",
    "ml" => "ml",
    "mn" => "mn-cyrl",
    "mr" => "mr",
    "am" => "mul-ethi",
    "ti" => "mul-ethi",
    "nb" => "nb",
    "no" => "nb",
    "nl" => "nl",
    "nn" => "nn",
    "oc" => "oc",
    "or" => "or",
    "pa" => "pa",
    "pi" => "pi",
    "pl" => "pl",
    "pms" => "pms",
    "pt" => "pt",
    "rm" => "rm",
    "ru" => "ru",
    "sa" => "sa",
    "sr" => "sh-cyrl",
    "sr-Latn" => "sh-latn",
    "sh" => "sh-latn",
    "bs" => "sh-latn",
    "sl" => "sl",
    "sq" => "sq",
    "sv" => "sv",
    "ta" => "ta",
    "te" => "te",
    "tk" => "tk",
    "tr" => "tr",
    "uk" => "uk",
];

/// English words in which a break of the patterns would show another word (the-rapist, leg-ends,
/// man-slaughter) or sound wrong at first sight, with the breaks to use instead, or none.
const ENGLISH_EXCEPTIONS: &[&str] = &[
    "analyses",
    "analysis",
    "another",
    "appendages",
    "arsenal",
    "assassin",
    "average",
    "barrage",
    "beverage",
    "bypass-ing",
    "cabbages",
    "condoms",
    "daughter",
    "daughters",
    "fathers",
    "homeowner",
    "however",
    "laughter",
    "legends",
    "manslaughter",
    "massage",
    "massages",
    "menopause",
    "menstrual",
    "mishandle",
    "mothers",
    "notable",
    "nowhere",
    "physio-therapist",
    "physio-therapists",
    "prospect",
    "prospects",
    "psycho-therapist",
    "psycho-therapists",
    "radio-therapist",
    "readjust",
    "readjusted",
    "rearrange",
    "rearranged",
    "reappear",
    "reappeared",
    "recover",
    "recovered",
    "recovers",
    "recovery",
    "recreation",
    "reinvent",
    "relapse",
    "relapsed",
    "relapses",
    "resigned",
    "resigning",
    "sausages",
    "slaughter",
    "therapist",
    "therapists",
    "together",
    "weeknight",
    "weeknights",
    "whatever",
    "wherever",
    "whether",
];

impl Hyphenator {
    /// The hyphenator of a language, or `None` where the binary has no patterns for it.
    pub fn new(lang: &Lang) -> Option<Self> {
        let (tag, name, bytes) = lang.fallbacks().find_map(|fallback| {
            PATTERNS.iter().find(|(tag, ..)| tag.eq_ignore_ascii_case(fallback))
        })?;
        let language = Language::try_from_code(name)?;
        let patterns = Standard::from_reader(language, &mut &bytes[..]).ok()?;
        let english = tag.starts_with("en");
        let exceptions = if english { ENGLISH_EXCEPTIONS } else { &[] };
        Some(Self { patterns, exceptions, nouns_have_capitals: *tag == "de" })
    }

    /// Whether a capital inside a sentence marks a name in this language.
    pub const fn capital_marks_name(&self) -> bool {
        !self.nouns_have_capitals
    }

    /// Byte offsets at which `word`, letters only, may be hyphenated, each with at least
    /// [`LEAST_FRAGMENT`] letters on either side; none in a word under [`LEAST_WORD`] letters.
    pub fn hyphenate(&self, word: &str) -> Vec<usize> {
        let letters = word.chars().count();
        if letters < LEAST_WORD {
            return Vec::new();
        }
        if let Some(exception) = self.exception(word) {
            return offsets(exception, word);
        }
        let mut count = 0;
        let breaks = self.patterns.hyphenate(word).breaks;
        let fits: Vec<usize> = word
            .char_indices()
            .map(|(at, _)| {
                count += 1;
                (at, count - 1)
            })
            .filter(|&(_, before)| {
                (LEAST_FRAGMENT..=letters - LEAST_FRAGMENT).contains(&before)
            })
            .map(|(at, _)| at)
            .collect();
        breaks.into_iter().filter(|at| fits.contains(at)).collect()
    }

    fn exception(&self, word: &str) -> Option<&'static str> {
        let lower = word.to_lowercase();
        self.exceptions
            .iter()
            .copied()
            .find(|exception| exception.bytes().filter(|b| *b != b'-').eq(lower.bytes()))
    }
}

/// Where the hyphens of an exception fall in the word.
fn offsets(exception: &str, word: &str) -> Vec<usize> {
    let hyphens = exception.match_indices('-').map(|(at, _)| at);
    hyphens
        .enumerate()
        .map(|(before, at)| at - before)
        .filter(|at| *at < word.len())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hyphenated(lang: &str, word: &str) -> String {
        let hyphenator = Hyphenator::new(&Lang::new(lang).unwrap()).unwrap();
        let mut out = word.to_owned();
        for at in hyphenator.hyphenate(word).into_iter().rev() {
            out.insert(at, '-');
        }
        out
    }

    #[test]
    fn british_and_american_words_break_apart() {
        assert_eq!(hyphenated("en-GB", "diagnosis"), "dia-gnosis");
        assert_eq!(hyphenated("en-US", "diagnosis"), "diag-no-sis");
    }

    #[test]
    fn no_break_misleads() {
        assert_eq!(hyphenated("en-GB", "therapist"), "therapist");
        assert_eq!(hyphenated("en-GB", "Psychotherapist"), "Psycho-therapist");
        assert_eq!(hyphenated("en-GB", "recover"), "recover");
    }

    #[test]
    fn short_words_and_short_fragments_stay_whole() {
        assert_eq!(hyphenated("en-GB", "doctor"), "doctor");
        for word in
            ["emotions", "treatment", "information", "successfully", "experiencing"]
        {
            let marked = hyphenated("en-GB", word);
            let parts: Vec<&str> = marked.split('-').collect();
            assert!(parts.len() > 1, "{word}");
            assert!(parts[0].len() >= LEAST_FRAGMENT, "{word}");
            assert!(parts[parts.len() - 1].len() >= LEAST_FRAGMENT, "{word}");
        }
    }

    #[test]
    fn every_file_of_patterns_can_be_read() {
        for (tag, ..) in PATTERNS {
            assert!(Hyphenator::new(&Lang::new(tag).unwrap()).is_some(), "{tag}");
        }
        assert_eq!(hyphenated("sv", "sjukskriven"), "sjuk-skri-ven");
        assert_eq!(hyphenated("nb-NO", "sykehuset"), "syke-hu-set");
        assert_eq!(hyphenated("ru", "здоровье"), "здо-ро-вье");
        assert_eq!(hyphenated("el", "νοσοκομείο"), "νοσο-κο-μείο");
    }

    #[test]
    fn a_language_without_patterns_is_not_hyphenated() {
        assert!(Hyphenator::new(&Lang::new("sk").unwrap()).is_none());
    }
}
