//! Writes English text out in words to be said: no digit is left, and no sign or abbreviation
//! that a voice would have to guess.
//!
//! A sentence is cut into tokens. At each of them the rules are asked in order, from the most
//! particular to the most general; the first that knows what it sees says how it is said and how
//! many tokens that was. What no rule knows is said as it is written.

mod abbreviations;
mod addresses;
mod amounts;
mod dashes;
mod dates;
mod fractions;
mod hours;
mod initialisms;
mod latin;
mod money;
mod nouns;
mod number;
mod numbers;
mod numeric_dates;
mod postcodes;
mod powers;
mod quantities;
mod ranges;
mod results;
mod roman;
mod signs;
mod slashes;
mod sort;
mod strokes;
mod symbols;
mod targets;
mod telephone;
mod temperatures;
mod times;
mod titles;
mod tokens;
mod units;
mod weekdays;
mod years;

pub(super) use initialisms::explained;
pub(crate) use initialisms::is_name;
pub(crate) use nouns::{is_counted_whole, is_never_negative};
pub(crate) use targets::{spoken_target, telephone_of};

use super::annotated::Annotated;
use super::lexicon::Lexicon;
use crate::lang::Lang;
use sort::Sort;
use std::borrow::Cow;
use tokens::{Kind, Tokens};

/// How numbers and dates are said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Dialect {
    /// "One hundred and one"; 3/10 is in October.
    British,
    /// "One hundred one"; 3/10 is in March.
    American,
}

/// How some tokens are said.
#[derive(Debug, Clone, PartialEq)]
struct Said {
    /// How many tokens, at least one.
    tokens: usize,
    /// What is said for them.
    speech: Speech,
    /// What it says, where it may be an end of a range.
    sort: Option<Sort>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Speech {
    /// Words, spaced from their neighbours.
    Words(String),
    /// These words, with a short pause before and after.
    Aside(String),
    /// A short pause.
    Pause,
    /// Nothing: the sign only shows how words are joined.
    Joint,
}

impl Said {
    fn words(from: usize, to: usize, words: impl Into<String>) -> Self {
        Self { tokens: to - from, speech: Speech::Words(words.into()), sort: None }
    }

    fn of(self, sort: Sort) -> Self {
        Self { sort: Some(sort), ..self }
    }

    fn aside(from: usize, to: usize, words: impl Into<String>) -> Self {
        Self { tokens: to - from, speech: Speech::Aside(words.into()), sort: None }
    }

    /// The words, where there are any.
    fn into_words(self) -> String {
        match self.speech {
            Speech::Words(words) | Speech::Aside(words) => words,
            Speech::Pause | Speech::Joint => String::new(),
        }
    }

    const fn pause(from: usize, to: usize) -> Self {
        Self { tokens: to - from, speech: Speech::Pause, sort: None }
    }

    const fn joint(from: usize, to: usize) -> Self {
        Self { tokens: to - from, speech: Speech::Joint, sort: None }
    }
}

/// A rule looks at the tokens from a place on, and around it; `None` where it is not for it.
type Rule = fn(&Tokens, usize, Dialect) -> Option<Said>;

/// All rules, in the order they are asked.
const RULES: &[Rule] = &[
    telephone::dialled,
    addresses::address,
    postcodes::postcode,
    hours::hours,
    numeric_dates::numeric_date,
    dates::date,
    years::year_or_decade,
    weekdays::weekday,
    times::time,
    telephone::telephone,
    money::money,
    roman::numeral,
    fractions::fraction,
    quantities::quantity,
    latin::in_sentence,
    titles::title,
    abbreviations::abbreviation,
    amounts::unit_alone,
    initialisms::initialism,
    symbols::symbol,
];

/// Writes text out in words to be said in `lang`. Text in a language other than English comes
/// back as it is, but for what the lexicon says and for numbers that a link dials.
pub fn normalize(text: &str, lang: &Lang, lexicon: &Lexicon) -> String {
    normalize_annotated(&text.into(), lang, lexicon)
}

/// [`normalize`] for a text of which more is known than its characters say.
pub(super) fn normalize_annotated(
    text: &Annotated,
    lang: &Lang,
    lexicon: &Lexicon,
) -> String {
    let dialect =
        if lang.as_str() == "en-US" { Dialect::American } else { Dialect::British };
    let lexical = |tokens: &Tokens, at| lexical(tokens, at, lang, lexicon, dialect);
    if lang.primary() != "en" {
        return write_out(&Tokens::of_annotated(text, false), |tokens, at, _| {
            let named = || signs::sign(tokens, at, lang, dialect);
            lexical(tokens, at).or_else(|| telephone::spelt(tokens, at)).or_else(named)
        });
    }
    let tokens = Tokens::of_annotated(&with_usual_signs(text), true);
    write_out(&tokens, |tokens, at, before| {
        let rule = |at| {
            let ruled = || RULES.iter().find_map(|rule| rule(tokens, at, dialect));
            let named = || signs::sign(tokens, at, lang, dialect);
            lexical(tokens, at).or_else(named).or_else(ruled)
        };
        let next = |at| rule(at).and_then(|said| Some((said.sort?, at + said.tokens)));
        dashes::dash(tokens, at, before, &next)
            .or_else(|| slashes::slash(tokens, at, before, dialect))
            .or_else(|| rule(at))
    })
}

/// The text with the usual signs for those that look like them, and digits for Roman numerals of
/// one character.
fn with_usual_signs(text: &Annotated) -> Cow<'_, Annotated> {
    let unusual = |c: char| {
        matches!(c, 'º' | '˚' | '⩽' | '≦' | '⩾' | '≧' | '·')
            || matches!(c, '\u{2160}'..='\u{216b}' | '\u{2170}'..='\u{217b}')
    };
    if !text.text.contains(unusual) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.rewritten(|usual, at, c| {
        match c {
            'º' | '˚' => usual.push('°'),
            '⩽' | '≦' => usual.push('≤'),
            '⩾' | '≧' => usual.push('≥'),
            // The decimal point of older print.
            '·' if usual.ends_with(|c: char| c.is_ascii_digit())
                && text.text[at + c.len_utf8()..]
                    .starts_with(|c: char| c.is_ascii_digit()) =>
            {
                usual.push('.');
            }
            '\u{2160}'..='\u{216b}' => {
                usual.push_str(&(u32::from(c) - 0x215f).to_string());
            }
            '\u{2170}'..='\u{217b}' => {
                usual.push_str(&(u32::from(c) - 0x216f).to_string());
            }
            _ => usual.push(c),
        }
    }))
}

/// Writes each token out by `rule`; tokens that it declines are copied. The rule is given the sort
/// of what was said right before, or before a space.
fn write_out(
    tokens: &Tokens,
    rule: impl Fn(&Tokens, usize, Option<Sort>) -> Option<Said>,
) -> String {
    let mut speech = Sentence::default();
    let mut before = None;
    let mut at = 0;
    while at < tokens.len() {
        match rule(tokens, at, before) {
            Some(said) => {
                speech.say(&said.speech);
                before = said.sort;
                at += said.tokens.max(1);
            }
            None => {
                speech.copy(tokens.kind(at), tokens.text(at));
                before = before.filter(|_| tokens.is_space(at));
                at += 1;
            }
        }
    }
    speech.said
}

/// What the lexicon has for the words from here on. It may itself be written with numbers.
fn lexical(
    tokens: &Tokens,
    at: usize,
    lang: &Lang,
    lexicon: &Lexicon,
    dialect: Dialect,
) -> Option<Said> {
    let is_word = tokens.kind(at) != Some(Kind::Space) && !tokens.is_note(at);
    if !is_word || tokens.is_glued(at) {
        return None;
    }
    let (length, say) = lexicon.longest(tokens.slice(at, tokens.len()), lang)?;
    let mut end = at;
    let mut covered = 0;
    while covered < length && end < tokens.len() {
        covered += tokens.text(end).len();
        end += 1;
    }
    // A word that only begins like the entry is another word.
    if covered != length
        || tokens.is_glued(end)
            && matches!(tokens.kind(end), Some(Kind::Word | Kind::Digits))
    {
        return None;
    }
    let words = if lang.primary() == "en" && say.chars().any(char::is_numeric) {
        numbers_in(say, dialect)
    } else {
        say.to_owned()
    };
    Some(Said::words(at, end, words))
}

/// Writes out the numbers in what a lexicon says.
fn numbers_in(say: &str, dialect: Dialect) -> String {
    write_out(&Tokens::new(say), |tokens, at, _| {
        quantities::quantity(tokens, at, dialect)
    })
}

/// A sentence as it grows.
#[derive(Debug, Default)]
struct Sentence {
    said: String,
    /// A pause that will be written as a comma, unless the author's own mark comes first.
    pause: bool,
    /// Whether a space is due before the next word.
    space: bool,
    /// Whether a joint stood between two words, which then have a space.
    joint: bool,
    /// Whether the last words are ours, so that letters which touched them stand apart.
    ours: bool,
}

impl Sentence {
    fn say(&mut self, speech: &Speech) {
        match speech {
            Speech::Words(words) if words.is_empty() => {}
            Speech::Words(words) => {
                let touches = self
                    .said
                    .ends_with(|c: char| c.is_alphanumeric() || matches!(c, ',' | ';'));
                self.space |= touches;
                self.open();
                self.said.push_str(words);
                self.ours = true;
            }
            Speech::Aside(words) => {
                self.pause = true;
                self.open();
                self.said.push_str(words);
                self.ours = true;
                self.pause = true;
            }
            Speech::Pause => self.pause = true,
            Speech::Joint => self.joint = true,
        }
    }

    fn copy(&mut self, kind: Option<Kind>, text: &str) {
        match kind {
            Some(Kind::Space) => self.space = true,
            Some(Kind::Mark) if text.chars().all(is_closing_mark) => {
                if self.space && !self.pause && !self.said.is_empty() {
                    self.said.push(' ');
                }
                (self.pause, self.space, self.joint) = (false, false, false);
                self.said.push_str(text);
                self.ours = false;
            }
            Some(Kind::Mark) => {
                self.open();
                self.said.push_str(text);
                self.ours = false;
            }
            _ => {
                self.space |= self.ours && self.said.ends_with(char::is_alphanumeric);
                self.open();
                self.said.push_str(text);
                self.ours = false;
            }
        }
    }

    /// Writes the pause and the space that are due before a word.
    fn open(&mut self) {
        if !self.said.is_empty() {
            if self.pause && !self.said.ends_with(is_closing_mark) {
                self.said.push(',');
            }
            if self.pause || self.space || self.joint {
                self.said.push(' ');
            }
        }
        (self.pause, self.space, self.joint) = (false, false, false);
    }
}

/// Marks that are a pause of their own.
const fn is_closing_mark(c: char) -> bool {
    matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | '…')
}
