//! Cuts a sentence into words, runs of digits, spaces and marks, for the rules to look at.

use crate::speech::annotated::{Annotated, Annotation};
use crate::text::segment::is_invisible;
use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::cell::OnceCell;
use std::ops::Range;

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Letters with their marks, and apostrophes between them.
    Word,
    /// ASCII digits.
    Digits,
    /// White space.
    Space,
    /// One character of anything else.
    Mark,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Token {
    kind: Kind,
    start: usize,
    end: usize,
}

/// What a token without text says of those after it.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Note {
    /// They stand above the line: a power is known from the number before it.
    Raised,
    /// A link dials them.
    Dialled,
    /// Up to a place of the text they are a sign of this name.
    Named(String, usize),
}

/// A sentence in tokens. A place past either end holds nothing: its text is empty.
#[derive(Debug)]
pub(super) struct Tokens {
    text: String,
    tokens: Vec<Token>,
    /// By their indices: tokens that only say something of those after them.
    notes: Vec<(usize, Note)>,
    /// Where each word, in lower case, stands first; made when it is first asked for.
    first: OnceCell<FxHashMap<String, usize>>,
}

impl Tokens {
    /// Cuts `text`. Digits of other scripts and widths become ASCII digits, the hyphens that
    /// look like one become one, and what shows nothing is left out, but for what joins emoji.
    pub(super) fn new(text: &str) -> Self {
        Self::of_annotated(&text.into(), true)
    }

    /// [`new`](Self::new) for an annotated text: numbers that are dialled, signs with names and,
    /// `with_powers`, numbers above the line have a token without text before them.
    pub(super) fn of_annotated(text: &Annotated, with_powers: bool) -> Self {
        let plain = text.rewritten(|plain, _, c| match c {
            '\u{200d}' | '\u{fe0f}' => plain.push(c),
            '\u{2010}' | '\u{2011}' => plain.push('-'),
            _ if is_invisible(c) => {}
            _ => plain.push(ascii_digit(c).unwrap_or(c)),
        });
        let Annotated { text: plain, parts } = plain;
        let note = |(range, annotation)| {
            let range: Range<usize> = range;
            let raised = |c: char| c.is_ascii_digit() || matches!(c, '-' | '−' | '+');
            let note = match annotation {
                Annotation::Above => {
                    let is_power = plain[range.clone()].starts_with(raised);
                    (with_powers && is_power).then_some(Note::Raised)?
                }
                Annotation::Below => return None,
                Annotation::Dialled => Note::Dialled,
                Annotation::Named(name) => Note::Named(name, range.end),
            };
            Some((range.start, note))
        };
        let mut due = parts.into_iter().filter_map(note).peekable();
        let mut notes = Vec::new();
        let mut tokens: Vec<Token> = Vec::new();
        let mut characters = plain.char_indices().peekable();
        while let Some((start, c)) = characters.next() {
            while let Some((_, note)) = due.next_if(|(at, _)| *at <= start) {
                notes.push((tokens.len(), note));
                tokens.push(Token { kind: Kind::Mark, start, end: start });
            }
            let kind = kind(c);
            let mut end = start + c.len_utf8();
            while let Some(&(at, next)) = characters.peek() {
                let joins = match kind {
                    Kind::Mark => false,
                    Kind::Word => {
                        joins_word(next)
                            || (is_apostrophe(next) && letter_after(&plain, at))
                    }
                    Kind::Digits | Kind::Space => self::kind(next) == kind,
                };
                if !joins || due.peek().is_some_and(|(place, _)| *place <= at) {
                    break;
                }
                end = at + next.len_utf8();
                characters.next();
            }
            tokens.push(Token { kind, start, end });
        }
        Self { text: plain, tokens, notes, first: OnceCell::new() }
    }

    /// Whether a token has no text, and says something of those after it.
    pub(super) fn is_note(&self, at: usize) -> bool {
        self.note(at).is_some()
    }

    fn note(&self, at: usize) -> Option<&Note> {
        self.notes.iter().find(|(place, _)| *place == at).map(|(_, note)| note)
    }

    /// Whether a token says that those after it stand above the line.
    pub(super) fn is_raised(&self, at: usize) -> bool {
        self.note(at) == Some(&Note::Raised)
    }

    /// Whether a token says that a link dials those after it.
    pub(super) fn is_dialled(&self, at: usize) -> bool {
        self.note(at) == Some(&Note::Dialled)
    }

    /// The name of the sign in the tokens after this one, and where they end.
    pub(super) fn named(&self, at: usize) -> Option<(&str, usize)> {
        let Some(Note::Named(name, end)) = self.note(at) else { return None };
        let after = (at + 1..self.len()).find(|it| self.tokens[*it].start >= *end);
        Some((name, after.unwrap_or(self.len())))
    }

    pub(super) const fn len(&self) -> usize {
        self.tokens.len()
    }

    fn get(&self, at: usize) -> Option<Token> {
        self.tokens.get(at).copied()
    }

    /// The text of a token.
    pub(super) fn text(&self, at: usize) -> &str {
        self.get(at).map_or("", |token| &self.text[token.start..token.end])
    }

    /// The text from one token up to another.
    pub(super) fn slice(&self, from: usize, to: usize) -> &str {
        let start = self.get(from).map_or(self.text.len(), |token| token.start);
        let end = self.get(to).map_or(self.text.len(), |token| token.start);
        &self.text[start..end.max(start)]
    }

    pub(super) fn kind(&self, at: usize) -> Option<Kind> {
        self.get(at).map(|token| token.kind)
    }

    pub(super) fn is_space(&self, at: usize) -> bool {
        self.kind(at) == Some(Kind::Space)
    }

    pub(super) fn is_end(&self, at: usize) -> bool {
        at >= self.tokens.len()
    }

    /// Whether the text ends there, or goes on after a space with a sign that has a name.
    pub(super) fn is_end_or_sign(&self, at: usize) -> bool {
        let next = self.skip_space(at);
        self.is_end(at) || self.named(next).is_some() || self.is_on_a_key(next)
    }

    /// Whether a character stands on a key: `1️⃣`.
    pub(super) fn is_on_a_key(&self, at: usize) -> bool {
        matches!(self.mark(at + 1), Some('\u{fe0f}' | '\u{20e3}'))
    }

    /// The word at that place, or nothing.
    pub(super) fn word(&self, at: usize) -> Option<&str> {
        (self.kind(at) == Some(Kind::Word)).then(|| self.text(at))
    }

    /// The digits at that place, or nothing.
    pub(super) fn digits(&self, at: usize) -> Option<&str> {
        (self.kind(at) == Some(Kind::Digits)).then(|| self.text(at))
    }

    /// The mark at that place, or nothing.
    pub(super) fn mark(&self, at: usize) -> Option<char> {
        (self.kind(at) == Some(Kind::Mark))
            .then(|| self.text(at).chars().next())
            .flatten()
    }

    pub(super) fn is_mark(&self, at: usize, mark: char) -> bool {
        self.mark(at) == Some(mark)
    }

    /// Past one space, if there is one.
    pub(super) fn skip_space(&self, at: usize) -> usize {
        at + usize::from(self.is_space(at))
    }

    /// The token before, and before a space.
    pub(super) fn before(&self, at: usize) -> Option<usize> {
        let before = at.checked_sub(1)?;
        if self.is_space(before) { before.checked_sub(1) } else { Some(before) }
    }

    /// The word before that place, in lower case; empty where there is another token or none.
    pub(super) fn word_before(&self, at: usize) -> String {
        self.before(at).and_then(|at| self.word(at)).unwrap_or("").to_lowercase()
    }

    /// The word after that place and a space, in lower case; empty where there is another token.
    pub(super) fn word_after(&self, at: usize) -> String {
        self.word(self.skip_space(at)).unwrap_or("").to_lowercase()
    }

    /// Whether one of these words, in lower case, stands anywhere.
    pub(super) fn has_word(&self, words: &[&str]) -> bool {
        self.has_word_before(self.len(), words)
    }

    /// Whether one of these words, in lower case, stands before a place.
    pub(super) fn has_word_before(&self, at: usize, words: &[&str]) -> bool {
        let first = self.first.get_or_init(|| {
            let mut first = FxHashMap::default();
            for (at, token) in self.tokens.iter().enumerate() {
                if token.kind == Kind::Word {
                    first.entry(self.text(at).to_lowercase()).or_insert(at);
                }
            }
            first
        });
        words.iter().any(|word| first.get(*word).is_some_and(|place| *place < at))
    }

    /// Whether a token joins two of a list or the ends of a span.
    pub(super) fn joins(&self, at: usize) -> bool {
        matches!(self.mark(at), Some('-' | '–' | '—' | '/' | '&' | ','))
            || matches!(self.word(at), Some("to" | "and" | "or"))
    }

    /// Whether a token touches one of letters or digits before it.
    pub(super) fn is_glued(&self, at: usize) -> bool {
        at.checked_sub(1).is_some_and(|before| {
            matches!(self.kind(before), Some(Kind::Word | Kind::Digits))
        })
    }
}

/// A word in capitals as a name is written: "Monday" for `MONDAY`; any other as it is.
pub(super) fn as_a_name(word: &str) -> Cow<'_, str> {
    if word.len() < 3 || !word.bytes().all(|b| b.is_ascii_uppercase()) {
        return word.into();
    }
    (word[..1].to_owned() + &word[1..].to_ascii_lowercase()).into()
}

fn kind(c: char) -> Kind {
    if c.is_ascii_digit() {
        Kind::Digits
    } else if c.is_alphabetic() && !c.is_numeric() {
        Kind::Word
    } else if c.is_whitespace() {
        Kind::Space
    } else {
        Kind::Mark
    }
}

/// Letters and the marks on them.
fn joins_word(c: char) -> bool {
    (c.is_alphabetic() && !c.is_numeric())
        || unicode_normalization::char::is_combining_mark(c)
}

const fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}')
}

fn letter_after(text: &str, at: usize) -> bool {
    text[at..].chars().nth(1).is_some_and(char::is_alphabetic)
}

/// A year in digits, and where it ends.
pub(super) fn written_year(tokens: &Tokens, at: usize) -> Option<(u64, usize)> {
    let digits = tokens.digits(at).filter(|digits| digits.len() == 4)?;
    let year = digits.parse().ok().filter(|year| (1000..3000).contains(year))?;
    let glued = tokens.word(at + 1).is_some();
    (!glued).then_some((year, at + 1))
}

/// Whether digits go on before or after, as in a version or a reference.
pub(super) fn is_longer(tokens: &Tokens, from: usize, to: usize) -> bool {
    let joint = |at| matches!(tokens.mark(at), Some('/' | '.' | '-'));
    let before = from >= 2 && joint(from - 1) && tokens.digits(from - 2).is_some();
    let after = joint(to) && tokens.digits(to + 1).is_some();
    before || after || tokens.word(to).is_some()
}

/// The digit that a character of class Nd means. Superscripts are no part of a number.
fn ascii_digit(c: char) -> Option<char> {
    if c.is_ascii() || !c.is_numeric() {
        return None;
    }
    // Each of these is the zero of ten digits in a row (Unicode, class Nd).
    const ZEROS: [u32; 28] = [
        0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6,
        0xd66, 0xde6, 0xe50, 0xed0, 0xf20, 0x1040, 0x1090, 0x17e0, 0x1810, 0x19d0,
        0x1b50, 0xff10, 0x1d7ce, 0x1d7d8, 0x1d7e2, 0x1d7ec, 0x1d7f6,
    ];
    let code = u32::from(c);
    let zero = ZEROS.into_iter().find(|zero| (*zero..zero + 10).contains(&code))?;
    char::from_digit(code - zero, 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_digits_spaces_and_marks_are_told_apart() {
        let tokens = Tokens::new("It’s 100mg, ok");
        let all: Vec<&str> = (0..tokens.len()).map(|at| tokens.text(at)).collect();
        assert_eq!(all, ["It’s", " ", "100", "mg", ",", " ", "ok"]);
        assert_eq!(tokens.text(99), "");
    }

    #[test]
    fn digits_of_other_scripts_are_digits() {
        assert_eq!(Tokens::new("\u{661}\u{96f}\u{ff13}").text(0), "193");
    }
}
