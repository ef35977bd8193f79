//! How single words and names are said: a built-in list, and the reader's own before it.

use crate::diag::{Diagnostic, Span};
use crate::lang::Lang;
use std::collections::BTreeMap;
use std::sync::LazyLock;
use toml::de::{DeTable, DeValue};

/// Words and how they are said.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lexicon {
    /// By their first word in lower case.
    entries: BTreeMap<String, Vec<Entry>>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Entry {
    word: String,
    say: String,
    language: Option<Lang>,
    /// Whether the case has to be that of the entry.
    exact: bool,
}

/// The words that come with the program.
static BUILT_IN: LazyLock<Lexicon> =
    LazyLock::new(|| Lexicon::parse(include_str!("lexicon.toml")).0);

impl Lexicon {
    /// The built-in words alone.
    pub fn built_in() -> Self {
        BUILT_IN.clone()
    }

    /// Reads a lexicon in TOML: a table `[[words]]` a word, with `word`, `say` and perhaps
    /// `language`. What is wrong is reported and passed over.
    pub fn parse(source: &str) -> (Self, Vec<Diagnostic>) {
        let mut lexicon = Self::default();
        let mut diagnostics = Vec::new();
        let (document, errors) = DeTable::parse_recoverable(source);
        for error in errors {
            let span = error.span().unwrap_or(0..0);
            diagnostics.push(
                Diagnostic::error("lexicon", span, error.message().to_owned())
                    .help("write a table `[[words]]` for each word, with `word = \"…\"` and `say = \"…\"`"),
            );
        }
        for (name, value) in document.get_ref() {
            match value.get_ref() {
                DeValue::Array(tables) if name.get_ref() == "words" => {
                    for table in tables {
                        match table.get_ref() {
                            DeValue::Table(fields) => {
                                lexicon.read(fields, table.span(), &mut diagnostics);
                            }
                            _ => diagnostics.push(not_a_table(table.span())),
                        }
                    }
                }
                _ if name.get_ref() == "words" => {
                    diagnostics.push(not_a_table(value.span()));
                }
                _ => diagnostics.push(
                    Diagnostic::error(
                        "lexicon",
                        name.span(),
                        format!("`{}` is not known here", name.get_ref()),
                    )
                    .help("write a table `[[words]]` for each word"),
                ),
            }
        }
        (lexicon, diagnostics)
    }

    fn read(
        &mut self,
        fields: &DeTable<'_>,
        span: Span,
        diagnostics: &mut Vec<Diagnostic>,
    ) {
        let (mut word, mut say, mut language) = (None, None, None);
        for (name, value) in fields {
            let DeValue::String(text) = value.get_ref() else {
                let message =
                    format!("`{}` has to be words in quotation marks", name.get_ref());
                diagnostics.push(Diagnostic::error("lexicon", value.span(), message));
                return;
            };
            match name.get_ref().as_ref() {
                "word" => word = Some(text.trim().to_owned()),
                "say" => say = Some(text.trim().to_owned()),
                "language" => match Lang::new(text) {
                    Some(tag) => language = Some(tag),
                    None => {
                        let message = format!("`{text}` is not a language tag");
                        diagnostics.push(
                            Diagnostic::error("lexicon", value.span(), message)
                                .help("write one such as en-GB, cy or pl"),
                        );
                    }
                },
                other => diagnostics.push(
                    Diagnostic::error(
                        "lexicon",
                        name.span(),
                        format!("`{other}` is not known here"),
                    )
                    .help("a word has `word`, `say` and perhaps `language`"),
                ),
            }
        }
        match (word.filter(|word| !word.is_empty()), say.filter(|say| !say.is_empty())) {
            (Some(word), Some(say)) => self.add(word, say, language),
            (word, _) => {
                let missing = if word.is_none() { "word" } else { "say" };
                let message = format!("`{missing}` is missing or empty");
                diagnostics.push(Diagnostic::error("lexicon", span, message));
            }
        }
    }

    fn add(&mut self, word: String, say: String, language: Option<Lang>) {
        let exact = word.chars().any(char::is_uppercase);
        let entry = Entry { word, say, language, exact };
        self.entries.entry(first_word(&entry.word)).or_default().push(entry);
    }

    /// Words that a page says how to say.
    pub(super) fn of_page(words: impl Iterator<Item = (String, String)>) -> Self {
        let mut lexicon = Self::default();
        words.for_each(|(word, say)| lexicon.add(word, say, None));
        lexicon
    }

    /// The same with `other`'s words before its own.
    #[must_use]
    pub fn under(mut self, other: Self) -> Self {
        for (first, mut entries) in other.entries {
            let own = self.entries.entry(first).or_default();
            entries.append(own);
            *own = entries;
        }
        self
    }

    /// Whether a word by itself is in it, in whatever language.
    pub fn has(&self, word: &str) -> bool {
        let entries = self.entries.get(&first_word(word));
        entries.is_some_and(|entries| {
            entries.iter().any(|entry| entry.word.eq_ignore_ascii_case(word))
        })
    }

    /// The entry with the longest word that `text` begins with: how long the word is in bytes,
    /// and how it is said. Of two of one length the first holds.
    pub(super) fn longest(&self, text: &str, lang: &Lang) -> Option<(usize, &str)> {
        let entries = self.entries.get(&first_word(text))?;
        let mut best: Option<(usize, &str)> = None;
        for entry in entries {
            let spoken_here = entry
                .language
                .as_ref()
                .is_none_or(|own| lang.fallbacks().any(|tag| tag == own.as_str()));
            let Some(length) = begins(text, entry).filter(|_| spoken_here) else {
                continue;
            };
            if best.is_none_or(|(longest, _)| length > longest) {
                best = Some((length, &entry.say));
            }
        }
        best
    }
}

fn not_a_table(span: Span) -> Diagnostic {
    Diagnostic::error("lexicon", span, "`words` has to be tables")
        .help("write `[[words]]` on a line, and `word` and `say` below it")
}

fn first_word(text: &str) -> String {
    let end = text.find(|c: char| !c.is_alphanumeric()).unwrap_or(text.len());
    let end = if end == 0 { text.chars().next().map_or(0, char::len_utf8) } else { end };
    text[..end].to_lowercase()
}

/// How many bytes of `text` are the entry's word, if it begins with it.
fn begins(text: &str, entry: &Entry) -> Option<usize> {
    let mut length = 0;
    let mut characters = text.chars();
    for own in entry.word.chars() {
        let theirs = characters.next()?;
        let same = if entry.exact {
            own == theirs
        } else {
            own == theirs || theirs.to_lowercase().eq(own.to_lowercase())
        };
        if !same {
            return None;
        }
        length += theirs.len_utf8();
    }
    Some(length)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lexicon(source: &str) -> Lexicon {
        let (lexicon, diagnostics) = Lexicon::parse(source);
        assert_eq!(diagnostics, []);
        lexicon
    }

    #[test]
    fn the_built_in_lexicon_is_sound() {
        assert_eq!(Lexicon::parse(include_str!("lexicon.toml")).1, []);
    }

    #[test]
    fn the_longest_word_of_the_right_language_is_found() {
        let lexicon = lexicon(
            "[[words]]\nword = \"care\"\nsay = \"a\"\n[[words]]\nword = \"care home\"\nsay = \"b\"\n\
             [[words]]\nword = \"Bath\"\nsay = \"c\"\nlanguage = \"en-US\"",
        );
        let british = Lang::british();
        assert_eq!(lexicon.longest("Care Home.", &british), Some((9, "b")));
        assert_eq!(lexicon.longest("care of", &british), Some((4, "a")));
        assert_eq!(lexicon.longest("Bath", &british), None);
        assert_eq!(lexicon.longest("Bath", &Lang::new("en-US").unwrap()), Some((4, "c")));
        assert_eq!(lexicon.longest("bath", &Lang::new("en-US").unwrap()), None);
    }

    #[test]
    fn mistakes_are_all_told_with_their_places() {
        let source = "[[words]]\nword = \"a\"\n[[words]]\nsay = 3\n[word]\nx = 1\n";
        let told = Lexicon::parse(source).1;
        let messages: Vec<&str> = told.iter().map(|told| told.message.as_str()).collect();
        assert_eq!(messages.len(), 3, "{messages:?}");
        assert!(!Lexicon::parse("[[words]\n").1.is_empty());
    }
}
