//! Hyphenation by Knuth-Liang patterns, with an exception list.

use super::liang::{AMERICAN, BRITISH, Patterns};
use crate::lang::Lang;
use hyphenation::{Hyphenator as _, Language, Load as _, Standard};

/// The least letters that stand before a hyphen and after it. TeX has 2 and 3 for English; two
/// letters alone on a line say too little to a reader who sees a few words at a time.
pub const MIN_FRAGMENT: usize = 3;

/// The least letters of a word that is hyphenated.
pub const MIN_WORD: usize = 7;

/// Where the words of one language may be hyphenated.
#[derive(Debug)]
pub struct Hyphenator {
    patterns: Standard,
    /// Of English, the patterns of the other country.
    others: Option<&'static Patterns>,
    exceptions: &'static [&'static str],
    misleading: &'static [&'static str],
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

/// Fragments of English words that would be read as another word, or sounded wrong, before the rest
/// is seen: `anal-gesic`, `the-rapist`. With a hyphen in front, whatever a line would begin with;
/// with one after, all that stands of the word before.
const MISLEADING: &[&str] = &[
    "all-", "anal-", "arse-", "ass-", "bad-", "bum-", "but-", "cock-", "crap-", "cum-",
    "dam-", "dick-", "ear-", "fat-", "fuck-", "fun-", "had-", "has-", "hell-", "her-",
    "him-", "his-", "hum-", "leg-", "may-", "man-", "mad-", "nigger-", "nor-", "not-",
    "now-", "prick-", "pus-", "pussy-", "rap-", "read-", "reap-", "reas-", "rein-",
    "sat-", "she-", "shit-", "sin-", "slag-", "slut-", "son-", "spic-", "ten-", "the-",
    "tit-", "was-", "wee-", "whore-", "who-", "-anal", "-arse", "-apist", "-eases",
    "-rapist", "-rops", "-shit", "-tits",
];

/// Parts of English words before which alone a word with letters before them is broken:
/// `chemo-therapy`, `hypno-therapist`.
const WHOLE_PARTS: &[&str] = &["therap"];

/// Patterns by their name.
fn read(name: &str, bytes: &[u8]) -> Option<Standard> {
    Standard::from_reader(Language::try_from_code(name)?, &mut &bytes[..]).ok()
}

impl Hyphenator {
    /// The hyphenator of a language, or `None` where the binary has no patterns for it.
    pub fn new(lang: &Lang) -> Option<Self> {
        let (tag, name, bytes) = lang.fallbacks().find_map(|fallback| {
            PATTERNS.iter().find(|(tag, ..)| tag.eq_ignore_ascii_case(fallback))
        })?;
        let patterns = read(name, bytes)?;
        let others = match *tag {
            "en" => Some(&AMERICAN),
            "en-US" => Some(&BRITISH),
            _ => None,
        };
        let english = others.is_some();
        Some(Self {
            patterns,
            others,
            exceptions: if english { ENGLISH_EXCEPTIONS } else { &[] },
            misleading: if english { MISLEADING } else { &[] },
            nouns_have_capitals: *tag == "de",
        })
    }

    /// Whether a capital inside a sentence marks a name in this language.
    pub const fn capital_marks_name(&self) -> bool {
        !self.nouns_have_capitals
    }

    /// Byte offsets at which `word`, letters only, may be hyphenated, each with at least
    /// [`MIN_FRAGMENT`] letters on either side; none in a word under [`MIN_WORD`] letters. In
    /// English a place is one that the patterns of both countries have.
    pub fn hyphenate(&self, word: &str) -> Vec<usize> {
        let letters = word.chars().count();
        if letters < MIN_WORD {
            return Vec::new();
        }
        if let Some(exception) = self.exception(word) {
            return offsets(exception, word);
        }
        if let Some(at) = self.whole_part(word) {
            return vec![at];
        }
        let mut breaks = self.patterns.hyphenate(word).breaks;
        if let Some(others) = self.others.filter(|_| !breaks.is_empty()) {
            let also = others.breaks(word);
            breaks.retain(|at| also.contains(at));
        }
        breaks.retain(|at| !self.misleads(word, *at));
        let mut count = 0;
        let fits: Vec<usize> = word
            .char_indices()
            .map(|(at, _)| {
                count += 1;
                (at, count - 1)
            })
            .filter(|&(_, before)| {
                (MIN_FRAGMENT..=letters - MIN_FRAGMENT).contains(&before)
            })
            .map(|(at, _)| at)
            .collect();
        breaks.into_iter().filter(|at| fits.contains(at)).collect()
    }

    /// Where a part begins that stays whole, with enough letters before it.
    fn whole_part(&self, word: &str) -> Option<usize> {
        self.others?;
        let lower = word.to_lowercase();
        let at = WHOLE_PARTS.iter().find_map(|part| lower.find(part))?;
        let same = lower.len() == word.len() && word.is_char_boundary(at);
        (at >= MIN_FRAGMENT && same).then_some(at)
    }

    /// Whether what would stand on either line is a word, or looks like the beginning of one, that
    /// the whole is none of.
    fn misleads(&self, word: &str, at: usize) -> bool {
        if self.misleading.is_empty() {
            return false;
        }
        let (begin, end) = (word[..at].to_lowercase(), word[at..].to_lowercase());
        self.misleading.iter().any(|fragment| match fragment.strip_prefix('-') {
            Some(rest) => end.starts_with(rest),
            None => fragment.strip_suffix('-') == Some(begin.as_str()),
        })
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
    fn words_break_where_both_kinds_of_english_have_it() {
        // By the patterns alone it is dia-gnosis and diag-no-sis.
        assert_eq!(hyphenated("en-GB", "diagnosis"), "diagnosis");
        assert_eq!(hyphenated("en-US", "diagnosis"), "diagnosis");
        assert_eq!(
            hyphenated("en-US", "information"),
            hyphenated("en-GB", "information")
        );
    }

    #[test]
    fn no_break_misleads() {
        assert_eq!(hyphenated("en-GB", "therapist"), "therapist");
        assert_eq!(hyphenated("en-GB", "Psychotherapist"), "Psycho-therapist");
        assert_eq!(hyphenated("en-GB", "recover"), "recover");
        for (word, broken) in [
            ("painkillers", "painkillers"),
            ("analgesics", "analgesics"),
            ("eyedrops", "eye-drops"),
            ("disappointed", "dis-ap-pointed"),
            ("reassuring", "reassur-ing"),
            ("hypnotherapist", "hypno-therapist"),
            ("Chemotherapy", "Chemo-therapy"),
            ("therapeutic", "thera-peutic"),
            ("allergies", "aller-gies"),
            ("fundamental", "funda-mental"),
            ("treatment", "treat-ment"),
        ] {
            assert_eq!(hyphenated("en-GB", word), broken, "{word}");
        }
        // Other languages have their own words.
        assert_eq!(hyphenated("fr", "analgésique"), "anal-gé-sique");
    }

    #[test]
    fn patterns_in_their_text_give_what_the_compiled_ones_give() {
        let page = include_str!("../../content/if-cancer-comes-back.md");
        let words = page.split(|c: char| !c.is_ascii_alphabetic());
        let more = ["declination", "associates", "university", "manuscript", "Analyses"];
        for (tag, name) in [("en-GB", "en-gb"), ("en-US", "en-us")] {
            let own = Hyphenator::new(&Lang::new(tag).unwrap()).unwrap().patterns;
            let other = if name == "en-gb" { "en-US" } else { "en-GB" };
            let text =
                Hyphenator::new(&Lang::new(other).unwrap()).unwrap().others.unwrap();
            for word in words.clone().chain(more) {
                // The compiled patterns leave out places near the ends of a word.
                let inner = |breaks: Vec<usize>| -> Vec<usize> {
                    let inside = 3..word.len().saturating_sub(2);
                    breaks.into_iter().filter(|at| inside.contains(at)).collect()
                };
                let compiled = inner(own.hyphenate(word).breaks);
                assert_eq!(inner(text.breaks(word)), compiled, "{tag}: {word}");
            }
        }
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
            assert!(parts[0].len() >= MIN_FRAGMENT, "{word}");
            assert!(parts[parts.len() - 1].len() >= MIN_FRAGMENT, "{word}");
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
