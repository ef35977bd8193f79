//! Reading ages: how old somebody has to be to read words with ease.

use super::Page;
use super::prose::{Prose, Word, proses};
use crate::document::{BlockKind, plain_text};
use crate::lang::Lang;
use crate::text::segment::sentences;

/// How hard the words of a section are.
#[derive(Debug, Clone, PartialEq)]
pub struct Section {
    /// Its heading; empty for what stands before the first.
    pub heading: String,
    /// The byte of the source at which the section begins.
    pub begin: usize,
    /// How many sentences it has, without headings and tables.
    pub sentences: usize,
    /// How many words they have.
    pub words: usize,
    /// The age by Flesch and Kincaid (1975), in years: their school grade and 5.
    pub flesch_kincaid_age: f64,
    /// The age by `McLaughlin`'s SMOG (1969), in years: the school grade and 5.
    pub smog_age: f64,
}

/// The years of a child in the school grade 0.
const FIRST_GRADE: f64 = 5.0;

/// What formulas count.
#[derive(Debug, Default)]
struct Count {
    sentences: usize,
    words: usize,
    syllables: usize,
    /// Words of three syllables or more.
    long_words: usize,
}

impl Count {
    fn add(&mut self, prose: &Prose<'_>, lang: &Lang) {
        for sentence in sentences(&prose.text, lang) {
            let words = prose.words_in(&sentence);
            if words.is_empty() {
                continue;
            }
            self.sentences += 1;
            self.words += words.len();
            for word in words {
                let syllables = syllables(word);
                self.syllables += syllables;
                self.long_words += usize::from(syllables >= 3);
            }
        }
    }

    fn flesch_kincaid_age(&self) -> f64 {
        let (sentences, words) = (self.sentences.max(1) as f64, self.words.max(1) as f64);
        let grade =
            0.39 * words / sentences + 11.8 * self.syllables as f64 / words - 15.59;
        (grade + FIRST_GRADE).max(FIRST_GRADE)
    }

    fn smog_age(&self) -> f64 {
        let long_words = self.long_words as f64 * 30.0 / self.sentences.max(1) as f64;
        1.0430 * long_words.sqrt() + 3.1291 + FIRST_GRADE
    }
}

/// The sections of an English page with their reading ages; none of a page in another language.
pub fn sections(page: &Page<'_>) -> Vec<Section> {
    if page.document.metadata.lang.primary() != "en" {
        return Vec::new();
    }
    of_proses(&proses(page.source, page.document), &page.document.metadata.lang)
}

pub(super) fn of_proses(proses: &[Prose<'_>], lang: &Lang) -> Vec<Section> {
    let mut sections = Vec::new();
    let mut open: Option<(String, usize, Count)> = None;
    let mut close = |open: Option<(String, usize, Count)>| {
        if let Some((heading, begin, count)) = open.filter(|(.., count)| count.words > 0)
        {
            sections.push(Section {
                heading,
                begin,
                sentences: count.sentences,
                words: count.words,
                flesch_kincaid_age: count.flesch_kincaid_age(),
                smog_age: count.smog_age(),
            });
        }
    };
    for prose in proses.iter().filter(|prose| prose.is_given() && !prose.in_table) {
        if let BlockKind::Heading { content, .. } = &prose.block.kind {
            let heading = plain_text(content).trim().to_owned();
            close(open.replace((heading, prose.block.span.start, Count::default())));
        } else {
            let begin = prose.block.span.start;
            let open =
                open.get_or_insert_with(|| (String::new(), begin, Count::default()));
            open.2.add(prose, lang);
        }
    }
    close(open);
    sections
}

/// The syllables of an English word: its groups of vowels, without an `e` at its end that is not
/// said. It is right for nine words of ten, which is enough for a mean.
fn syllables(word: &Word) -> usize {
    let letters: Vec<char> = word.lower.chars().filter(|c| c.is_alphabetic()).collect();
    if letters.len() < word.lower.trim_end_matches("'s").chars().count().min(2) {
        // A number is as long as it is said; as a word it counts as short.
        return 1;
    }
    let is_vowel = |c: char| matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y');
    let mut count = 0;
    let mut before = false;
    for &c in &letters {
        let vowel = is_vowel(c);
        count += usize::from(vowel && !before);
        before = vowel;
    }
    let ends = |ending: &str| {
        let tail: String =
            letters.iter().skip(letters.len().saturating_sub(ending.len())).collect();
        tail == ending && letters.len() > ending.len()
    };
    let silent_e = ends("e") && !ends("le") && !ends("ee") && !ends("ie") && !ends("ye");
    let silent_es = ends("es")
        && !["ses", "zes", "ces", "ges", "xes", "ches", "shes", "ies", "les"]
            .iter()
            .any(|it| ends(it));
    let silent_ed = ends("ed") && !ends("ted") && !ends("ded") && !ends("ied");
    // Vowels that are said apart, as in `diagnosis` and `video`; not those of `-tion`.
    let joined: String = letters.iter().collect();
    let as_one = ["tion", "sion", "cial", "tial", "qua", "people"];
    if !as_one.iter().any(|it| joined.contains(it)) {
        let apart = ["ia", "io", "iu", "ua", "eo"];
        count += apart.iter().filter(|pair| joined.contains(**pair)).count();
    }
    count -= usize::from((silent_e || silent_es || silent_ed) && count > 1);
    count.max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn syllables_are_counted_as_they_are_said() {
        for (word, count) in [
            ("cat", 1),
            ("time", 1),
            ("treatment", 2),
            ("cancer", 2),
            ("people", 2),
            ("treated", 2),
            ("asked", 1),
            ("nurses", 2),
            ("times", 1),
            ("radiotherapy", 6),
            ("emotional", 4),
            ("the", 1),
            ("diagnosis", 4),
            ("2026", 1),
            ("free", 1),
            ("table", 2),
            ("doctor's", 2),
        ] {
            let word = Word { range: 0..word.len(), lower: word.into() };
            let found = syllables(&word);
            assert!(found.abs_diff(count) == 0, "{}: {found}", word.lower);
        }
    }

    #[test]
    fn formulas_give_the_ages_of_their_authors() {
        // 100 words in 5 sentences, 150 syllables, 12 long words.
        let count = Count { sentences: 5, words: 100, syllables: 150, long_words: 12 };
        assert!((count.flesch_kincaid_age() - (7.8 + 17.7 - 15.59 + 5.0)).abs() < 1e-9);
        assert!((count.smog_age() - (1.043 * 72f64.sqrt() + 3.1291 + 5.0)).abs() < 1e-9);
    }
}
