//! Words of medicine that are used before they are explained, and initialisms that never are.

use super::Checked;
use super::prose::{Phrases, Prose};
use crate::diag::Diagnostic;
use crate::document::{BlockKind, InlineKind, Walk, inlines, plain_text};
use crate::speech::normalize::is_name;
use rustc_hash::{FxHashMap, FxHashSet};
use std::ops::{Range, RangeInclusive};
use std::sync::LazyLock;

/// Words of medicine, a line each; those on one line are forms of one.
static TERMS: LazyLock<Vec<(&str, usize)>> = LazyLock::new(|| {
    let lines = include_str!("terms.txt").lines().filter(|line| !line.starts_with('#'));
    let terms = lines
        .enumerate()
        .flat_map(|(at, line)| line.split(',').map(move |form| (form.trim(), at)));
    terms.filter(|(form, _)| !form.is_empty()).collect()
});

static TERM_PHRASES: LazyLock<Phrases<(&str, usize)>> =
    LazyLock::new(|| Phrases::new(&TERMS, |(term, _)| *term));

/// Initialisms that are known better than what they stand for.
const KNOWN: [&str; 40] = [
    "AM", "PM", "BBC", "BC", "AD", "CD", "DIY", "DNA", "DVD", "EU", "FAQ", "GP", "GPS",
    "HIV", "ID", "IT", "MOT", "MP", "NHS", "NI", "OK", "PC", "PDF", "PIN", "PS", "QR",
    "SMS", "TV", "UK", "UN", "USA", "US", "USB", "UV", "VAT", "VIP", "WC", "WIFI",
    "COVID", "AIDS",
];

/// How many letters initialisms have.
const LENGTHS: RangeInclusive<usize> = 2..=6;

pub(super) fn check(checked: &Checked<'_>, found: &mut Vec<Diagnostic>) {
    terms(checked, found);
    initialisms(checked, found);
}

fn terms(checked: &Checked<'_>, found: &mut Vec<Diagnostic>) {
    let defined = defined(checked);
    let mut met: FxHashSet<usize> = FxHashSet::default();
    // A cell is explained by the others of its row.
    for prose in checked.given().filter(|prose| !prose.in_table) {
        let stressed = stressed(prose);
        let mut asked: FxHashSet<usize> = FxHashSet::default();
        for (range, (term, group)) in TERM_PHRASES.find(prose) {
            if met.contains(group) || !asked.insert(*group) {
                continue;
            }
            let written = &prose.text[range.clone()];
            let lower = written.to_lowercase();
            let explained = defined.contains(*term)
                || stressed.iter().any(|words| words.contains(&lower))
                || is_explained(prose, &range);
            // A heading names what its section explains; the first use in a sentence counts.
            if prose.is_heading() && !explained {
                continue;
            }
            if met.insert(*group) && !explained {
                found.push(
                    Diagnostic::advice(
                        "unexplained-term",
                        prose.span(&range),
                        format!("`{written}` is not explained where it is first used"),
                    )
                    .help("say what it is, in brackets or in a sentence"),
                );
            }
        }
    }
}

/// The terms that the page's lists of definitions and its abbreviations explain, in lower case.
fn defined(checked: &Checked<'_>) -> FxHashSet<String> {
    let mut defined = FxHashSet::default();
    for it in &checked.page.document.abbreviations {
        defined.insert(it.short.to_lowercase());
    }
    for block in Walk::new(&checked.page.document.blocks) {
        let BlockKind::DefinitionList { items } = &block.kind else { continue };
        for term in items.iter().flat_map(|item| &item.terms) {
            let content = term.kind.content();
            defined.insert(plain_text(content).trim().to_lowercase());
        }
    }
    defined
}

/// Stressed words of a text, in lower case: an author stresses a word to explain it.
fn stressed(prose: &Prose<'_>) -> Vec<String> {
    let content = prose.block.kind.content();
    let stressed = inlines(content).filter_map(|inline| match &inline.kind {
        InlineKind::Emphasis(content) => Some(plain_text(content).to_lowercase()),
        _ => None,
    });
    stressed.collect()
}

/// Whether the words around a term explain it: it stands in brackets or before them, or with words
/// such as "called" or "means".
fn is_explained(prose: &Prose<'_>, range: &Range<usize>) -> bool {
    const BEFORE: [&str; 8] =
        ["call", "called", "calls", "known", "means", "named", "term", "terms"];
    const AFTER: [&str; 9] =
        ["is", "are", "means", "mean", "or", "happens", "happen", "was", "uses"];
    let (before, after) = (&prose.text[..range.start], &prose.text[range.end..]);
    let depth = before.matches('(').count() > before.matches(')').count();
    let next = after.trim_start();
    let marks = next.starts_with(['(', ':', '–', '—'])
        || next.starts_with(", which")
        || next.starts_with(", where")
        || next.starts_with(", a ")
        || next.starts_with(", or ")
        || next.starts_with("- ")
        || next.split(['.', ';']).next().is_some_and(|rest| {
            let before_which = rest.split(", which ").next().unwrap_or(rest);
            before_which.len() < rest.len()
                && before_which.split_whitespace().count() <= 3
        });
    let words_before = prose.words_in(&(0..range.start));
    // "Doctors call this a recurrence", "also known as", "the term for it is".
    let said_before = words_before
        .iter()
        .rev()
        .take(4)
        .any(|word| BEFORE.contains(&word.lower.as_str()));
    let word_after = prose.words_in(&(range.end..prose.text.len())).first();
    // "A biopsy is …" at the beginning of a sentence explains it; "the biopsy is done" may not.
    let begins = words_before.len() <= 1
        || prose.text[..range.start].trim_end().ends_with(['.', '!', '?'])
        || words_before
            .last()
            .is_some_and(|word| matches!(word.lower.as_str(), "a" | "an"));
    let said_after =
        begins && word_after.is_some_and(|word| AFTER.contains(&word.lower.as_str()));
    depth || marks || said_before || said_after
}

/// Rows of capitals that the page never spells out.
fn initialisms(checked: &Checked<'_>, found: &mut Vec<Diagnostic>) {
    let mut met: FxHashMap<Initials, &str> = FxHashMap::default();
    let mut places = Vec::new();
    for prose in checked.given() {
        for (at, word) in prose.words.iter().enumerate() {
            let Some(stem) = initialism(prose, at) else { continue };
            // Words that are stressed by capitals are another rule's.
            if !is_shouted(prose, at) && met.insert(Initials::of(stem), stem).is_none() {
                places.push((stem, prose, &word.range));
            }
        }
    }
    if met.is_empty() {
        return;
    }
    let spelt_out = spelt_out(checked, &met);
    for (stem, prose, range) in places {
        if !spelt_out.contains(stem) {
            found.push(
                Diagnostic::advice(
                    "initialism",
                    prose.span(range),
                    format!("`{stem}` is never spelt out"),
                )
                .help("write it in full where it is first used, with the letters in brackets"),
            );
        }
    }
}

/// Letters in a row, up to eight; no letter but those of ASCII is like another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
struct Initials(u64);

impl Initials {
    fn of(letters: &str) -> Self {
        letters.chars().fold(Self::default(), Self::then)
    }

    /// With one letter more.
    fn then(self, letter: char) -> Self {
        let byte = if letter.is_ascii() { letter.to_ascii_lowercase() as u8 } else { 0 };
        Self(self.0 << 8 | u64::from(byte))
    }

    /// The last of them.
    const fn last(self, count: usize) -> Self {
        Self(self.0 & ((1 << (8 * count)) - 1))
    }
}

/// A word without the `s` of several.
fn stem<'p>(prose: &'p Prose<'_>, word: &Range<usize>) -> &'p str {
    let written = &prose.text[word.clone()];
    written.strip_suffix('s').unwrap_or(written)
}

/// The stem of a word that may be an initialism.
fn initialism<'p>(prose: &'p Prose<'_>, at: usize) -> Option<&'p str> {
    let range = &prose.words[at].range;
    let stem = stem(prose, range);
    let letters = stem.chars().all(|c| c.is_ascii_uppercase());
    let joined = prose.text[..range.start].ends_with(['&', '/', '-'])
        || prose.text[range.end..].starts_with(['&', '-', '@']);
    let known = KNOWN.contains(&stem) || is_name(stem);
    (letters && LENGTHS.contains(&stem.len()) && !joined && !known).then_some(stem)
}

/// Whether another word in capitals stands beside a word.
fn is_shouted(prose: &Prose<'_>, at: usize) -> bool {
    let word = &prose.words[at].range;
    let beside = [at.checked_sub(1), Some(at + 1)].into_iter().flatten();
    beside.filter_map(|at| prose.words.get(at)).any(|other| {
        let apart =
            other.range.end + 1 == word.start || word.end + 1 == other.range.start;
        let text = &prose.text[other.range.clone()];
        apart && text.len() > 1 && text.chars().all(|c| c.is_ascii_uppercase())
    })
}

/// Initialisms that the page explains: spelled out, in brackets, or followed by brackets.
fn spelt_out<'p>(
    checked: &'p Checked<'_>,
    met: &FxHashMap<Initials, &'p str>,
) -> FxHashSet<&'p str> {
    let mut spelt_out = FxHashSet::default();
    for it in &checked.page.document.abbreviations {
        spelt_out.insert(it.short.strip_suffix('s').unwrap_or(&it.short));
    }
    for prose in checked.given() {
        let mut initials = Initials::default();
        for word in &prose.words {
            let stem = stem(prose, &word.range);
            if LENGTHS.contains(&stem.len())
                && met.get(&Initials::of(stem)) == Some(&stem)
                && (has_brackets(prose, word.range.start, stem)
                    || is_called(prose, word.range.start))
            {
                spelt_out.insert(stem);
            }
            let small = ["and", "of", "the", "for", "in", "to"];
            if small.contains(&word.lower.as_str()) {
                continue;
            }
            initials = word.lower.chars().next().map_or(initials, |c| initials.then(c));
            spelt_out.extend(LENGTHS.filter_map(|count| met.get(&initials.last(count))));
        }
    }
    spelt_out
}

/// Whether the words before say that something is called so.
fn is_called(prose: &Prose<'_>, at: usize) -> bool {
    let before = prose.words_in(&(0..at)).iter().rev();
    let mut before =
        before.skip_while(|word| matches!(word.lower.as_str(), "a" | "an" | "the"));
    before.next().is_some_and(|word| matches!(word.lower.as_str(), "called" | "named"))
}

/// Whether letters at a place of a text stand in brackets, or brackets stand after them.
fn has_brackets(prose: &Prose<'_>, at: usize, stem: &str) -> bool {
    let after = prose.text[at + stem.len()..].trim_start();
    prose.text[..at].ends_with('(') && after.starts_with([')', ',', ':', 's'])
        || after.starts_with('(')
}
