//! Advice about plain English.

use super::Checked;
use super::prose::{Phrases, Prose, Word};
use super::reading::of_proses;
use crate::diag::Diagnostic;
use crate::lang::Lang;
use crate::text::segment::sentences;
use std::sync::LazyLock;

/// The age up to which patients' leaflets should be easy (NHS digital service manual: 9 to 11
/// years), with room for the words that medicine cannot do without.
const READING_AGE: f64 = 14.0;

/// The fewest sentences for which a reading age means something.
const MIN_SENTENCES: usize = 4;

/// The most words of a sentence.
const MAX_SENTENCE: usize = 25;

/// The most words of a paragraph.
const MAX_PARAGRAPH: usize = 90;

/// Words and plainer ones, a line each.
static PLAINER: LazyLock<Vec<(&str, &str)>> = LazyLock::new(|| {
    let lines = include_str!("plainer.txt").lines();
    let entries = lines.filter(|line| !line.starts_with('#'));
    entries.filter_map(|line| line.split_once(" = ")).collect()
});

static PLAINER_PHRASES: LazyLock<Phrases<(&str, &str)>> =
    LazyLock::new(|| Phrases::new(&PLAINER, |(word, _)| *word));

/// Latin abbreviations, as words parted at their stops.
const LATIN: [(&str, &str); 9] = [
    ("e.g.", "for example"),
    ("eg", "for example"),
    ("i.e.", "that is"),
    ("ie", "that is"),
    ("etc", "and so on"),
    ("n.b.", "note"),
    ("viz", "namely"),
    ("vs", "against"),
    ("p.r.n.", "when needed"),
];

/// Names with an ampersand that are names.
const AMPERSANDS: [&str; 8] = ["A&E", "B&B", "M&S", "P&P", "Q&A", "R&D", "R&B", "C&A"];

pub(super) fn check(checked: &Checked<'_>, found: &mut Vec<Diagnostic>) {
    let lang = &checked.page.document.metadata.lang;
    reading_ages(checked, lang, found);
    for prose in checked.given() {
        long_sentences(prose, lang, found);
        let whole = 0..prose.text.len();
        let count = prose.words.len();
        if count > MAX_PARAGRAPH {
            let message = format!("this paragraph has {count} words");
            advise(
                prose,
                &whole,
                "long-paragraph",
                message,
                "part it, or make a list",
                found,
            );
        }
        plainer_words(prose, found);
        marks(prose, found);
        capitals(prose, found);
    }
}

/// Sections that are easy only for older readers.
fn reading_ages(checked: &Checked<'_>, lang: &Lang, found: &mut Vec<Diagnostic>) {
    for section in of_proses(&checked.proses, lang) {
        let age = f64::midpoint(section.flesch_kincaid_age, section.smog_age);
        if section.sentences >= MIN_SENTENCES && age > READING_AGE {
            let name = if section.heading.is_empty() {
                "the beginning".to_owned()
            } else {
                format!("`{}`", section.heading)
            };
            found.push(
                Diagnostic::advice(
                    "reading-age",
                    section.begin..section.begin,
                    format!(
                        "{name} is easy from the age of {:.0} (Flesch-Kincaid) or {:.0} (SMOG)",
                        section.flesch_kincaid_age, section.smog_age
                    ),
                )
                .help("use shorter sentences and words; 9 to 11 is the aim"),
            );
        }
    }
}

fn long_sentences(prose: &Prose<'_>, lang: &Lang, found: &mut Vec<Diagnostic>) {
    for sentence in sentences(&prose.text, lang) {
        let words = prose.words_in(&sentence).iter();
        // An address is one word, however many are in it.
        let inside = |word: &&Word| {
            prose.text[..word.range.start].ends_with(['.', '/', '@', '=', '?', '_'])
        };
        let count = words.filter(|word| !inside(word)).count();
        if count > MAX_SENTENCE {
            let words: Vec<&str> =
                prose.text[sentence.clone()].split_whitespace().take(6).collect();
            advise(
                prose,
                &sentence,
                "long-sentence",
                format!("this sentence has {count} words: `{} …`", words.join(" ")),
                "make two of it",
                found,
            );
        }
    }
}

fn plainer_words(prose: &Prose<'_>, found: &mut Vec<Diagnostic>) {
    for (range, (word, plainer)) in PLAINER_PHRASES.find(prose) {
        // A name, or a word that is talked about, stays.
        let written = &prose.text[range.clone()];
        // "Bent forward" is a way to stand.
        let next = prose.words_in(&(range.end..prose.text.len())).first();
        let verb = || {
            next.is_some_and(|next| {
                matches!(
                    next.lower.as_str(),
                    "the" | "this" | "it" | "your" | "a" | "any"
                )
            })
        };
        if *word == "forward" && !verb() {
            continue;
        }
        let named = written.starts_with(char::is_uppercase)
            && range.start > 0
            && !prose.text[..range.start].trim_end().ends_with(['.', '!', '?', ':']);
        if !named {
            let help = format!("`{plainer}` may be plainer");
            advise(
                prose,
                &range,
                "plainer-word",
                format!("`{word}` is a hard word"),
                &help,
                found,
            );
        }
    }
}

fn advise(
    prose: &Prose<'_>,
    range: &std::ops::Range<usize>,
    rule: &'static str,
    message: String,
    help: &str,
    found: &mut Vec<Diagnostic>,
) {
    found.push(Diagnostic::advice(rule, prose.span(range), message).help(help));
}

/// Ampersands and Latin abbreviations.
fn marks(prose: &Prose<'_>, found: &mut Vec<Diagnostic>) {
    let mut from = 0;
    for token in prose.text.split_inclusive(|c: char| c.is_whitespace() || c == '/') {
        let start = from;
        from += token.len();
        let word = token.trim_end_matches(|c: char| c.is_whitespace() || c == '/');
        let leading = word.len() - word.trim_start_matches(['(', '“', '"', '‘']).len();
        let range = start + leading..start + word.len();
        let bare = word[leading..].trim_end_matches([',', ';', ':', ')', '”']);
        let lower = bare.to_lowercase();
        let known = LATIN
            .iter()
            .find(|(latin, _)| lower == *latin || lower.strip_suffix('.') == Some(latin));
        if let Some((_, english)) = known {
            let help = format!("write `{english}`");
            let message = format!("`{bare}` is Latin");
            advise(prose, &range, "latin", message, &help, found);
        }
        let ampersand = bare.contains('&')
            && !AMPERSANDS.contains(&bare.trim_end_matches(['.', '?', '!']))
            && !bare.contains(['@', '=', '?']);
        if ampersand {
            let message = "an ampersand is harder to read than a word".to_owned();
            advise(
                prose,
                &range,
                "ampersand",
                message,
                "write `and`, unless it is part of a name",
                found,
            );
        }
    }
}

/// Words in capitals that stress: two in a row, or one that is an everyday word.
fn capitals(prose: &Prose<'_>, found: &mut Vec<Diagnostic>) {
    const STRESSED: [&str; 22] = [
        "all",
        "always",
        "any",
        "before",
        "call",
        "do",
        "every",
        "important",
        "must",
        "never",
        "no",
        "not",
        "note",
        "now",
        "only",
        "please",
        "stop",
        "take",
        "urgent",
        "warning",
        "danger",
        "very",
    ];
    let is_capital = |at: usize| {
        let word = &prose.text[prose.words[at].range.clone()];
        let letters = word.chars().filter(|c| c.is_alphabetic()).count();
        letters >= 2 && word.chars().all(|c| !c.is_alphabetic() || c.is_uppercase())
    };
    let is_long = |at: usize| prose.words[at].lower.len() > 4;
    let is_stressed = |at: usize| STRESSED.contains(&prose.words[at].lower.as_str());
    let mut at = 0;
    while at < prose.words.len() {
        if !is_capital(at) {
            at += 1;
            continue;
        }
        let first = at;
        while at < prose.words.len() && is_capital(at) {
            at += 1;
        }
        // A heading of words in capitals has none but them.
        let heading = prose.is_heading() && at - first > 1 && (first..at).any(is_long);
        if (first..at).any(is_stressed) || heading {
            let range = prose.words[first].range.start..prose.words[at - 1].range.end;
            let message =
                format!("`{}` is written in capitals", &prose.text[range.clone()]);
            let help = "capitals are hard to read; make it bold, with `**`";
            advise(prose, &range, "capitals", message, help, found);
        }
    }
}
