//! Initialisms, said letter by letter, and the words that only look like them.

use super::{Dialect, Said, Tokens};

/// Acronyms that are said as words.
const WORDS: [&str; 44] = [
    "ACAS", "AIDS", "ALARA", "ASBO", "ASCII", "BAFTA", "BRCA", "BUPA", "CAMHS", "CAR",
    "COVID", "DEXA", "FAST", "FISH", "GRAPES", "HAART", "HASTE", "LASER", "MASH", "MIND",
    "MUGA", "NATO", "NASA", "NICE", "NSAID", "OFCOM", "PALS", "PET", "PICC", "PIN",
    "RADA", "RICE", "SARS", "SCOPE", "SIDS", "SIM", "SPECT", "SWOT", "TENS", "UNESCO",
    "UNICEF", "VIP", "WIFI", "ZIP",
];

/// Initialisms that could be read as words, and must not be.
const LETTERS: [&str; 45] = [
    "ISBN", "ADHD", "ALS", "AMD", "ANA", "APL", "BAC", "CABG", "CHD", "CIN", "COPD",
    "DCIS", "DIY", "DNA", "DOB", "ECG", "EEG", "ENT", "ESA", "ESR", "FAQ", "GIST", "GUM",
    "HER", "HIV", "HPV", "HRT", "IBS", "ICU", "IUD", "LCIS", "MASCC", "MRSA", "NHS",
    "OAP", "PIP", "PSA", "RNA", "TIA", "UTI", "VAT", "WHO", "USA", "RNIB", "DVLA",
];

/// Words of the language that are often written in capitals to stress them.
const STRESSED: [&str; 92] = [
    "ALL", "ALSO", "AND", "ANY", "ARE", "ASK", "AT", "BE", "BOTH", "BUT", "BY", "CALL",
    "CAN", "DAY", "DO", "DON'T", "DON’T", "EAT", "EVERY", "FIRST", "FOR", "FREE", "FROM",
    "GET", "GO", "HAS", "HAVE", "HELP", "HOW", "IF", "IN", "INTO", "IS", "IT'S", "IT’S",
    "KEEP", "MAY", "ME", "MORE", "MUST", "MY", "NEED", "NEVER", "NEW", "NO", "NONE",
    "NOT", "NOW", "OF", "OFF", "ON", "ONE", "ONLY", "OPEN", "OR", "OUR", "OUT", "PER",
    "PLEASE", "READ", "SAY", "SEE", "SHE", "SO", "STAY", "STOP", "TAKE", "TEXT", "THAN",
    "THAT", "THE", "THEN", "THIS", "TO", "TOO", "TWO", "UP", "USE", "VERY", "WAS", "WE",
    "WHEN", "WILL", "WITH", "YES", "YOU", "YOUR", "AN", "AS", "HE", "HIS", "HIM",
];

/// Words partly in capitals that are said by letters.
const MIXED: [(&str, &str); 14] = [
    ("PhD", "P h D"),
    ("BSc", "B S c"),
    ("MSc", "M S c"),
    ("mRNA", "m R N A"),
    ("tRNA", "t R N A"),
    ("cDNA", "c D N A"),
    ("ctDNA", "c t D N A"),
    ("pH", "p H"),
    ("eGFR", "e G F R"),
    ("MBChB", "M B Ch B"),
    ("IgG", "I g G"),
    ("IgA", "I g A"),
    ("IgM", "I g M"),
    ("HbA", "H b A"),
];

/// The letters of an initialism, apart.
fn spelt(letters: &str) -> String {
    let letters: Vec<String> =
        letters.chars().filter(|c| c.is_alphabetic()).map(String::from).collect();
    letters.join(" ")
}

/// How an abbreviation is said that the page explains: by its letters, if it has two capitals or
/// more and is not said as a word.
pub(in crate::speech) fn explained(short: &str) -> Option<String> {
    let (stem, ending) = match short.strip_suffix('s') {
        Some(stem) if stem.chars().all(char::is_uppercase) => (stem, "'s"),
        _ => (short, ""),
    };
    let capitals = stem.chars().filter(|c| c.is_uppercase()).count();
    let letters = stem.chars().all(char::is_alphabetic);
    let small = stem.chars().count() - capitals;
    let is_spelt = letters && capitals > 1 && small < capitals && !WORDS.contains(&stem);
    is_spelt.then(|| spelt(stem) + ending)
}

/// `GP`, `NHS`, `A&E`, `U.S.A.`, `GPs`, `PhD`, `G-CSF`.
pub(super) fn initialism(tokens: &Tokens, at: usize, _: Dialect) -> Option<Said> {
    let word = tokens.word(at)?;
    if let Some(said) = with_stops(tokens, at).or_else(|| with_ampersand(tokens, at)) {
        return Some(said);
    }
    if let Some((_, said)) = MIXED.iter().find(|(mixed, _)| *mixed == word) {
        return Some(Said::words(at, at + 1, *said));
    }
    // The plural and the possessive keep their ending.
    let (stem, ending) = ["'s", "’s", "s"]
        .iter()
        .find_map(|ending| word.strip_suffix(ending).map(|stem| (stem, *ending)))
        .filter(|(stem, _)| stem.len() > 1 && stem.chars().all(char::is_uppercase))
        .unwrap_or((word, ""));
    let capitals = stem.chars().count() > 1 && stem.chars().all(char::is_uppercase);
    if !capitals || !is_spelt(tokens, at, stem) {
        return None;
    }
    let mut words = spelt(stem);
    if !ending.is_empty() {
        words.push_str("'s");
    }
    Some(Said::words(at, at + 1, words))
}

/// Whether a word in capitals is read by its letters.
fn is_spelt(tokens: &Tokens, at: usize, word: &str) -> bool {
    if LETTERS.contains(&word) {
        // "ASK HER" is no gene.
        return word != "HER" && word != "WHO" || !is_shouted(tokens, at);
    }
    if WORDS.contains(&word) || STRESSED.contains(&word) {
        return false;
    }
    let vowel = word.contains(['A', 'E', 'I', 'O', 'U', 'Y']) || !word.is_ascii();
    if !vowel {
        return true;
    }
    // Whole words in capitals beside each other are stressed, not spelt.
    if word.len() > 2 && is_shouted(tokens, at) {
        return false;
    }
    word.len() <= 3 || !is_sayable(word)
}

/// Whether a neighbour is a word in capitals that is no initialism itself.
fn is_shouted(tokens: &Tokens, at: usize) -> bool {
    let shouted = |place: Option<usize>| {
        place.and_then(|place| tokens.word(place)).is_some_and(|word| {
            word.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase)
                // A stage such as `IIIA` is a number.
                && super::roman::value(word.trim_end_matches(['A', 'B'])).is_none()
                && (STRESSED.contains(&word)
                    || (word.len() > 3
                        && !LETTERS.contains(&word)
                        && !WORDS.contains(&word)
                        && is_sayable(word)))
        })
    };
    let behind = tokens.skip_space(at + 1);
    shouted(tokens.before(at)) || shouted((behind > at + 1).then_some(behind))
}

/// Whether letters make a word that can be said: never four consonants in a row, nor three at
/// its start but for those English has, and at least one vowel in three letters.
fn is_sayable(word: &str) -> bool {
    let vowel = |c: char| matches!(c, 'A' | 'E' | 'I' | 'O' | 'U' | 'Y') || !c.is_ascii();
    let vowels = word.chars().filter(|c| vowel(*c)).count();
    let mut run = 0;
    let mut longest = 0;
    for c in word.chars() {
        run = if vowel(c) { 0 } else { run + 1 };
        longest = longest.max(run);
    }
    let start = word.chars().take_while(|c| !vowel(*c)).count();
    let usual_start = match start {
        0 | 1 => true,
        2 => matches!(
            &word[..2],
            "BL" | "BR"
                | "CH"
                | "CL"
                | "CR"
                | "DR"
                | "DW"
                | "FL"
                | "FR"
                | "GL"
                | "GR"
                | "KN"
                | "PH"
                | "PL"
                | "PR"
                | "QU"
                | "SC"
                | "SH"
                | "SK"
                | "SL"
                | "SM"
                | "SN"
                | "SP"
                | "SQ"
                | "ST"
                | "SW"
                | "TH"
                | "TR"
                | "TW"
                | "WH"
                | "WR"
        ),
        3 => word.get(..3).is_some_and(|start| {
            matches!(start, "SCH" | "SCR" | "SHR" | "SPL" | "SPR" | "STR" | "THR")
        }),
        _ => false,
    };
    usual_start && longest < 4 && vowels * 4 >= word.chars().count()
}

/// `U.S.A.`, `N.H.S.`, `J.R.`: letters each with its full stop.
fn with_stops(tokens: &Tokens, at: usize) -> Option<Said> {
    let single = |at: usize| {
        tokens.word(at).is_some_and(|word| {
            word.chars().count() == 1 && word.chars().all(char::is_uppercase)
        })
    };
    let mut end = at;
    let mut letters = String::new();
    while single(end) && tokens.is_mark(end + 1, '.') {
        letters.push_str(tokens.text(end));
        end += 2;
    }
    // `U.S` without its last stop.
    if single(end) && !letters.is_empty() && tokens.word(end + 1).is_none() {
        letters.push_str(tokens.text(end));
        end += 1;
    } else if letters.chars().count() > 1 && tokens.is_end(end) {
        // The last full stop also ends the sentence.
        end -= 1;
    }
    (letters.chars().count() > 1).then(|| Said::words(at, end, spelt(&letters)))
}

/// `A&E`, `R&D`, `U&Es`.
fn with_ampersand(tokens: &Tokens, at: usize) -> Option<Said> {
    let (first, second) = (tokens.word(at)?, tokens.word(at + 2)?);
    if !tokens.is_mark(at + 1, '&') {
        return None;
    }
    let (stem, ending) = match second.strip_suffix('s') {
        Some(stem) if stem.len() == 1 => (stem, "'s"),
        _ => (second, ""),
    };
    let capitals = |word: &str| word.len() <= 3 && word.chars().all(char::is_uppercase);
    (capitals(first) && capitals(stem)).then(|| {
        Said::words(at, at + 3, format!("{} and {}{ending}", spelt(first), spelt(stem)))
    })
}

#[cfg(test)]
mod tests {
    use super::explained;

    #[test]
    fn what_a_page_explains_is_said_by_its_letters() {
        for (short, said) in [
            ("NHS", Some("N H S")),
            ("SCAN", Some("S C A N")),
            ("MDTs", Some("M D T's")),
            ("CoQ", Some("C o Q")),
            ("NICE", None),
            ("AIDS", None),
            ("Macmillan", None),
            ("McMillan", None),
            ("A&E", None),
            ("a", None),
        ] {
            assert_eq!(explained(short).as_deref(), said, "{short}");
        }
    }
}
