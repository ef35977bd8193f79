//! Initialisms, said letter by letter, and the words that only look like them.

use super::{Dialect, Said, Tokens};
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// What lists say of an initialism.
#[derive(Debug, Clone, Copy)]
struct Listed {
    /// Whether it is said by its letters.
    by_letters: bool,
    /// Whether it is the name of a body.
    is_name: bool,
}

/// The initialisms that lists have.
static LISTED: LazyLock<HashMap<&str, Listed>> = LazyLock::new(|| {
    let mut own = Listed { by_letters: false, is_name: false };
    let mut listed = HashMap::new();
    for line in include_str!("initialisms.txt").lines() {
        if let Some(head) = line.strip_prefix("## ") {
            let by_letters = head.starts_with("letters");
            own = Listed { by_letters, is_name: head.contains("bodies") };
        } else if !line.starts_with('#') {
            listed.extend(line.split_whitespace().map(|it| (it, own)));
        }
    }
    listed
});

fn is_word(initialism: &str) -> bool {
    LISTED.get(initialism).is_some_and(|it| !it.by_letters)
}

fn is_letters(initialism: &str) -> bool {
    LISTED.get(initialism).is_some_and(|it| it.by_letters)
}

/// Whether an initialism is the name of a body that is better known by it.
pub(crate) fn is_name(initialism: &str) -> bool {
    LISTED.get(initialism).is_some_and(|it| it.is_name) || initialism == "NICE"
}

/// Words of the language that are often written in capitals to stress them.
static STRESSED: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    let lines = include_str!("everyday.txt").lines();
    lines.filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace).collect()
});

/// Words partly in capitals that are said by letters.
const MIXED: [(&str, &str); 19] = [
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
    ("hCG", "h C G"),
    ("DTaP", "D T a P"),
    ("Tdap", "T dap"),
    ("HbsAg", "H b s A g"),
    ("CoQ", "C o Q"),
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
    let is_spelt = letters && capitals > 1 && small < capitals && !is_word(stem);
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
    let mut end = at + 1;
    if !ending.is_empty() {
        words.push_str("'s");
        // `GPs' lists`
        let possessive = matches!(tokens.mark(end), Some('\'' | '’'));
        end += usize::from(possessive && tokens.is_space(end + 1));
    }
    Some(Said::words(at, end, words))
}

/// Whether a token is an initialism that is said by its letters.
pub(super) fn is_spelt_at(tokens: &Tokens, at: usize) -> bool {
    initialism(tokens, at, Dialect::British).is_some()
}

/// Whether a word in capitals is read by its letters.
fn is_spelt(tokens: &Tokens, at: usize, word: &str) -> bool {
    if is_letters(word) {
        // "ASK HER" is no gene.
        return !matches!(word, "HER" | "WHO" | "GUM") || !is_shouted(tokens, at);
    }
    if is_told_by_its_neighbour(tokens, at) {
        return true;
    }
    match word {
        "ALL" | "ME" | "AS" => return is_an_illness(tokens, at, word),
        // "RING US" and "Call US now", but "in the US".
        "US" if calls(&tokens.word_before(at)) => return false,
        "US" | "IT" => return !is_shouted(tokens, at),
        // `NO2`
        "NO" => return tokens.digits(at + 1) == Some("2"),
        _ => {}
    }
    if is_word(word) || STRESSED.contains(word) {
        return false;
    }
    let vowel = word.contains(['A', 'E', 'I', 'O', 'U', 'Y']) || !word.is_ascii();
    if !vowel {
        return true;
    }
    // Whole words in capitals beside each other are stressed, not spelt.
    if is_shouted(tokens, at) {
        return !is_sayable(word);
    }
    word.len() <= 3 || !is_sayable(word)
}

/// Whether the word beside a word in capitals shows that it is an initialism: `AS level`,
/// `ME/CFS`, `the US`.
fn is_told_by_its_neighbour(tokens: &Tokens, at: usize) -> bool {
    match tokens.word(at) {
        Some("AS") => matches!(tokens.word_after(at + 1).as_str(), "level" | "levels"),
        Some("ME") => tokens.is_mark(at + 1, '/'),
        Some("US" | "IT") => tokens.word_before(at) == "the",
        _ => false,
    }
}

/// Whether "us" may follow a word.
fn calls(word: &str) -> bool {
    matches!(
        word,
        "call"
            | "join"
            | "contact"
            | "ring"
            | "phone"
            | "text"
            | "tell"
            | "ask"
            | "give"
            | "help"
            | "email"
            | "visit"
            | "follow"
            | "trust"
            | "let"
            | "send"
            | "with"
    )
}

/// Whether a short word in capitals names an illness by what stands around it: acute lymphoblastic
/// leukaemia, ME, ankylosing spondylitis.
fn is_an_illness(tokens: &Tokens, at: usize, word: &str) -> bool {
    if is_shouted(tokens, at) {
        return false;
    }
    let beside = |at: usize| {
        tokens.word(at).is_some_and(|beside| match word {
            "ALL" => matches!(
                beside.to_lowercase().as_str(),
                "leukaemia" | "leukemia" | "lymphoblastic" | "aml" | "cll" | "cml" | "ph"
            ),
            "ME" => {
                matches!(beside.to_lowercase().as_str(), "cfs" | "fatigue" | "myalgic")
            }
            _ => matches!(
                beside.to_lowercase().as_str(),
                "ankylosing" | "spondylitis" | "arthritis" | "ms"
            ),
        })
    };
    let had = matches!(
        tokens.word_before(at).as_str(),
        "with"
            | "have"
            | "has"
            | "had"
            | "having"
            | "got"
            | "childhood"
            | "adult"
            | "cell"
    );
    let after = tokens.skip_space(at + 1);
    let ends = tokens.is_end_or_sign(after)
        || tokens.mark(after).is_some()
        || matches!(
            tokens.word(after),
            Some("is" | "or" | "and" | "can" | "may" | "who")
        );
    (0..tokens.len()).any(|other| other != at && beside(other)) || (had && ends)
}

/// Whether a word in capitals is stressed: a neighbour is a word in capitals that is no
/// initialism itself, or the whole of the sentence is in capitals and has such a word.
fn is_shouted(tokens: &Tokens, at: usize) -> bool {
    // `NO2` is no word.
    let plain = |place: usize| {
        tokens.digits(place + 1).is_none()
            && !is_told_by_its_neighbour(tokens, place)
            && tokens.word(place).is_some_and(is_plain_in_capitals)
    };
    let after = tokens.skip_space(at + 1);
    let beside = tokens.before(at).is_some_and(plain) || (after > at + 1 && plain(after));
    beside || {
        let lower = |place: usize| {
            tokens.word(place).is_some_and(|word| word.contains(char::is_lowercase))
        };
        let others = || (0..tokens.len()).filter(|place| *place != at);
        !others().any(lower) && others().any(plain)
    }
}

/// Whether a word is in capitals and one of the language.
fn is_plain_in_capitals(word: &str) -> bool {
    word.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase)
        // A stage such as `IIIA` is a number.
        && super::roman::value(word.trim_end_matches(['A', 'B'])).is_none()
        && (STRESSED.contains(word)
            || (word.len() > 3
                && !LISTED.contains_key(word)
                && is_sayable(word)))
}

/// Whether letters make a word that can be said: it begins and ends as English words do, and has
/// a vowel in six letters.
fn is_sayable(word: &str) -> bool {
    let vowel = |c: char| matches!(c, 'A' | 'E' | 'I' | 'O' | 'U' | 'Y') || !c.is_ascii();
    let vowels = word.chars().filter(|c| vowel(*c)).count();
    let first = word.find(vowel).unwrap_or(word.len());
    let last = word.rfind(vowel);
    let (Some(start), Some(end)) = (
        word.get(..first),
        last.and_then(|at| word.get(at..)).map(|end| &end[first_length(end)..]),
    ) else {
        return false;
    };
    let mut run = 0;
    let mut longest = 0;
    for c in word.chars() {
        run = if vowel(c) { 0 } else { run + 1 };
        longest = longest.max(run);
    }
    let opens = start.len() < 2 || STARTS.contains(&start);
    let closes = end.len() < 2
        || ENDS.contains(&end)
        || (end.ends_with('S')
            && (end.len() == 2 || ENDS.contains(&&end[..end.len() - 1])));
    opens && closes && longest < 5 && vowels * 6 >= word.chars().count()
}

fn first_length(text: &str) -> usize {
    text.chars().next().map_or(0, char::len_utf8)
}

/// Two and three consonants with which English words begin.
const STARTS: [&str; 41] = [
    "BL", "BR", "CH", "CL", "CR", "DR", "DW", "FL", "FR", "GH", "GL", "GN", "GR", "KN",
    "PH", "PL", "PR", "PS", "QU", "RH", "SC", "SCH", "SCR", "SH", "SHR", "SK", "SL",
    "SM", "SN", "SP", "SPL", "SPR", "SQ", "ST", "STR", "SW", "TH", "THR", "TR", "TW",
    "WH",
];

/// Those with which they end, without a further S.
const ENDS: [&str; 65] = [
    "CH", "CK", "CT", "DD", "DGE", "FF", "FT", "GG", "GH", "GHT", "GN", "LB", "LD", "LF",
    "LK", "LL", "LM", "LP", "LT", "LTH", "MB", "MN", "MP", "MPT", "NC", "NCH", "ND",
    "NG", "NGTH", "NK", "NN", "NT", "NTH", "NX", "PH", "PT", "RB", "RC", "RCH", "RD",
    "RF", "RG", "RK", "RL", "RM", "RN", "RP", "RR", "RST", "RT", "RTH", "SH", "SK", "SM",
    "SP", "SS", "ST", "TCH", "TH", "TT", "TZ", "WK", "WL", "WN", "XT",
];

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
        // `J. R. R.`, but not "So do I. I …"
        let initial = single(end + 1) && tokens.text(end + 1) != "I";
        if tokens.is_space(end)
            && initial
            && tokens.is_mark(end + 2, '.')
            && letters != "I"
        {
            end += 1;
        }
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
