//! Which way text runs, and the order of its parts on a line (UAX #9).

use std::ops::Range;
use unicode_bidi::{BidiClass, BidiInfo, Level, bidi_class};

/// The embedding levels of a text: even ones run from left to right, odd ones from right to left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Levels {
    /// Whether the text around its parts runs from right to left.
    pub right_to_left: bool,
    /// The level of every byte.
    levels: Vec<Level>,
}

/// A part of a text that is set as one thing (UAX #9, HL3).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Isolate {
    /// Where it stands.
    pub range: Range<usize>,
    /// Which way it runs.
    pub way: Way,
}

/// Which way a part of a text runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// As its first letter does.
    Own,
    /// From left to right.
    Left,
    /// From left to right, Arabic digits too, whose groups would otherwise follow each other to
    /// the left.
    LeftThroughout,
}

impl Way {
    /// The characters that begin and end it (UAX #9, 2.1 to 2.7).
    const fn marks(self) -> (&'static str, &'static str) {
        match self {
            Self::Own => ("\u{2068}", "\u{2069}"),
            Self::Left => ("\u{2066}", "\u{2069}"),
            Self::LeftThroughout => ("\u{2066}\u{202d}", "\u{202c}\u{2069}"),
        }
    }
}

impl Levels {
    /// The levels of `text`, whose paragraphs run from right to left or not. `None` where all of
    /// it runs from left to right. `isolates` lie in each other or apart, the outer one first.
    pub fn of(text: &str, right_to_left: bool, isolates: &[Isolate]) -> Option<Self> {
        if !right_to_left && !text.chars().any(may_turn) {
            return None;
        }
        let base = if right_to_left { Level::rtl() } else { Level::ltr() };
        // Where isolates end and begin; at one place those end first, the inner ones before the
        // outer ones, and begin the other way round.
        let mut ends: Vec<(usize, &str)> = Vec::with_capacity(isolates.len() * 2);
        for Isolate { range, way } in isolates.iter().rev() {
            ends.push((range.end, way.marks().1));
        }
        for Isolate { range, way } in isolates {
            ends.push((range.start, way.marks().0));
        }
        ends.sort_by_key(|(at, _)| *at);
        let mut marked = String::with_capacity(text.len() + ends.len() * 3);
        // Which parts of the marked text are of the text.
        let mut parts: Vec<Range<usize>> = Vec::with_capacity(ends.len() + 1);
        let mut from = 0;
        for (at, end) in
            ends.into_iter().map(|(at, end)| (at, Some(end))).chain([(text.len(), None)])
        {
            let start = marked.len();
            marked.push_str(&text[from..at]);
            parts.push(start..marked.len());
            marked.push_str(end.unwrap_or_default());
            from = at;
        }
        let info = BidiInfo::new(&marked, Some(base));
        let mut levels = Vec::with_capacity(text.len());
        for part in parts {
            levels.extend_from_slice(&info.levels[part]);
        }
        Some(Self { right_to_left, levels })
    }

    /// The levels of a text all of which runs from left to right.
    pub fn from_left(text: &str) -> Self {
        Self { right_to_left: false, levels: vec![Level::ltr(); text.len()] }
    }

    /// The parts of `range` of one level each, with their levels.
    pub fn parts(&self, range: Range<usize>) -> impl Iterator<Item = (Range<usize>, u8)> {
        let mut start = range.start;
        std::iter::from_fn(move || {
            let level = *self.levels.get(start).filter(|_| start < range.end)?;
            let rest = &self.levels[start..range.end];
            let length = rest.iter().position(|own| *own != level).unwrap_or(rest.len());
            let part = start..start + length;
            start = part.end;
            Some((part, level.number()))
        })
    }
}

/// The order from left to right of parts that have these levels (UAX #9, rule L2): the number of
/// the part at each place.
pub fn visual_order(levels: &[u8]) -> Vec<usize> {
    let levels: Vec<Level> = levels
        .iter()
        .map(|level| Level::new(*level).unwrap_or_else(|_| Level::ltr()))
        .collect();
    BidiInfo::reorder_visual(&levels)
}

/// Whether a character may make text run from right to left.
pub fn may_turn(c: char) -> bool {
    c >= '\u{590}'
        && matches!(
            bidi_class(c),
            BidiClass::R
                | BidiClass::AL
                | BidiClass::AN
                | BidiClass::RLE
                | BidiClass::RLO
                | BidiClass::RLI
                | BidiClass::FSI
        )
}

/// Whether a character is a letter that runs from right to left.
pub fn is_strong_right_to_left(c: char) -> bool {
    c >= '\u{590}' && matches!(bidi_class(c), BidiClass::R | BidiClass::AL)
}

/// Whether a character is a letter that runs from left to right.
pub fn is_strong_left_to_right(c: char) -> bool {
    bidi_class(c) == BidiClass::L
}

/// Whether a character looks the other way among letters that run from right to left: those with
/// Unicode's `Bidi_Mirrored` that pages have, brackets and signs of comparison.
pub const fn is_mirrored(c: char) -> bool {
    matches!(c, '(' | ')' | '<' | '>' | '[' | ']' | '{' | '}' | '«' | '»' | '‹' | '›'
        | '⁅' | '⁆' | '⁽' | '⁾' | '₍' | '₎' | '∈'..='∍' | '≤'..='≫' | '≮'..='⊁'
        | '⌈'..='⌋' | '〈' | '〉' | '❨'..='❵' | '⟦'..='⟯' | '⦃'..='⦘' | '⸢'..='⸥'
        | '⩽' | '⩾' | '〈'..='】' | '〔'..='〛')
}

/// Whether a character says which way those after it run (UAX #9, 2.1 to 2.5), whatever they are.
pub const fn is_direction(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Whether a character is a mark on the one before it.
pub fn is_mark(c: char) -> bool {
    bidi_class(c) == BidiClass::NSM
}

/// Whether a character is a digit of any kind that pages have.
const fn is_figure(c: char) -> bool {
    matches!(c, '0'..='9' | '\u{660}'..='\u{669}' | '\u{6f0}'..='\u{6f9}')
}

/// Whether a character may stand in a stretch from left to right: none of a letter from right to
/// left.
const fn may_belong(c: char) -> bool {
    let sign = matches!(c, '–' | '−' | '≤' | '≥' | '\u{202f}' | '⁄');
    let mark = matches!(c, '\u{66b}' | '\u{66c}');
    c != '\n' && (c < '\u{590}' || sign || mark || is_figure(c) || is_raised(c))
}

/// Figures above and below the line.
const fn is_raised(c: char) -> bool {
    matches!(c, '\u{2070}'..='\u{208e}')
}

/// Stretches that are read from left to right wherever they stand: telephone numbers and others in
/// groups, amounts with a unit in Latin letters, whole dates in digits, addresses, signs with
/// their digits, results such as `HER2+`, and sentences in Latin letters. By the rules alone their
/// parts would change places among words that run from right to left.
pub fn whole_stretches(text: &str) -> Vec<Isolate> {
    let mut found = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), '\n')]) {
        match (may_belong(c), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                whole_within(text, from..at, &mut found);
                start = None;
            }
            _ => {}
        }
    }
    let isolate = |range: Range<usize>| {
        let arabic =
            text[range.clone()].contains(|c: char| !c.is_ascii() && is_figure(c));
        let way = if arabic { Way::LeftThroughout } else { Way::Left };
        Isolate { range, way }
    };
    found.into_iter().map(isolate).collect()
}

/// The longest stretch, in bytes, that is looked at: many times the longest sentence.
const MAX_STRETCH: usize = 4000;

/// Those in a stretch without letters that run from right to left.
fn whole_within(text: &str, range: Range<usize>, found: &mut Vec<Range<usize>>) {
    let own = &text[range.clone()];
    let short = own.len() <= MAX_STRETCH;
    if !short || !own.chars().any(|c| c.is_ascii_alphanumeric() || is_figure(c)) {
        return;
    }
    for part in balanced(text, range) {
        if let Some(sentence) = trimmed(text, part.clone())
            && is_sentence(&text[sentence.clone()])
        {
            found.push(sentence);
            continue;
        }
        for clause in clauses(text, part) {
            let Some(whole) = trimmed(text, clause) else { continue };
            if is_whole(&text[whole.clone()]) {
                found.push(whole);
                continue;
            }
            // A word of it may be.
            let mut at = whole.start;
            for word in text[whole].split(' ') {
                let place = trimmed(text, at..at + word.len());
                found.extend(place.filter(|place| is_whole(&text[place.clone()])));
                at += word.len() + 1;
            }
        }
    }
}

/// The parts of a range between brackets that have no partner in it.
fn balanced(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let mut open: Vec<usize> = Vec::new();
    let mut single: Vec<usize> = Vec::new();
    for (at, c) in text[range.clone()].char_indices() {
        match c {
            '(' | '[' => open.push(range.start + at),
            ')' | ']' if open.pop().is_none() => single.push(range.start + at),
            _ => {}
        }
    }
    single.extend(open);
    single.sort_unstable();
    let mut parts = Vec::with_capacity(single.len() + 1);
    let mut from = range.start;
    for at in single {
        parts.push(from..at);
        from = at + 1;
    }
    parts.push(from..range.end);
    parts
}

/// The parts of a range that marks before a space, and dashes between spaces, keep apart.
fn clauses(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let own = &text[range.clone()];
    let mut parts = Vec::new();
    let mut from = range.start;
    for (at, space) in own.match_indices([' ', '\u{a0}']) {
        let before = own[..at].chars().next_back();
        let mut after = own[at + space.len()..].chars();
        let dash = |c: Option<char>| matches!(c, Some('-' | '–'));
        let dashed = dash(after.next()) && after.next().is_none_or(char::is_whitespace);
        let marked = matches!(before, Some(',' | '.' | ';' | ':' | '!' | '?'));
        if marked || dashed || dash(before) {
            parts.push(from..range.start + at);
            from = range.start + at;
        }
    }
    parts.push(from..range.end);
    parts
}

/// What of a range may be read as one: from a letter, a digit, or a sign that belongs to it, to
/// another.
fn trimmed(text: &str, range: Range<usize>) -> Option<Range<usize>> {
    let own = &text[range.clone()];
    let before = |at: usize| text[..range.start + at].chars().next_back();
    let after = |at: usize| text[range.start + at..].chars().next();
    let word = |c: char| c.is_alphanumeric() || is_figure(c);
    let opens = |(at, c): &(usize, char)| {
        let next = after(at + c.len_utf8());
        let sign = matches!(c, '-' | '−' | '±' | '~' | '<' | '>' | '≤' | '≥');
        let alone = before(*at).is_none_or(|c| c.is_whitespace() || c == '(');
        word(*c)
            || *c == '+'
            || (matches!(c, '(' | '[') && own[*at..].contains([')', ']']))
            || (sign && alone && next.is_some_and(is_figure))
    };
    let closes = |(at, c): &(usize, char)| {
        let last = before(*at);
        let next = after(at + c.len_utf8());
        let ends = next.is_none_or(|c| c.is_whitespace() || ",.;:!?)]،؛؟".contains(c));
        let result = last.is_some_and(|c| c.is_ascii_alphanumeric()) && ends;
        word(*c)
            || is_raised(*c)
            || matches!(c, '%' | '°' | '/')
            || (*c == '+' && result)
            || (*c == '-' && result && last.is_some_and(|c| c.is_ascii_alphabetic()))
            || (matches!(c, ')' | ']') && own[..*at].contains(['(', '[']))
    };
    let (from, _) = own.char_indices().find(opens)?;
    let (last, c) = own.char_indices().rev().find(closes)?;
    let to = last + c.len_utf8();
    if from >= to {
        return None;
    }
    let whole = &own[from..to];
    // Brackets around all of it belong to the words around.
    let around = whole.starts_with('(')
        && whole.ends_with(')')
        && !whole[1..whole.len() - 1].contains(['(', ')']);
    let (from, to) = if around { (from + 1, to - 1) } else { (from, to) };
    (from < to).then(|| range.start + from..range.start + to)
}

/// Units, which are no words of a sentence.
const UNITS: [&str; 20] = [
    "mg", "g", "kg", "mcg", "ml", "mL", "l", "L", "dl", "mmol", "mmHg", "cm", "mm", "km",
    "am", "pm", "IU", "bpm", "kcal", "kJ",
];

/// The fewest words of a sentence.
const SENTENCE: usize = 3;

/// Whether a stretch is a sentence, or a part of one, in Latin letters.
fn is_sentence(stretch: &str) -> bool {
    let words = stretch.split_whitespace().filter(|word| {
        let word = word.trim_matches(|c: char| !c.is_alphabetic());
        word.chars().nth(1).is_some()
            && word.chars().all(char::is_alphabetic)
            && !UNITS.contains(&word)
    });
    words.take(SENTENCE).count() == SENTENCE
}

/// Whether a stretch is read from left to right as one.
fn is_whole(stretch: &str) -> bool {
    let figures = stretch.chars().filter(|c| is_figure(*c)).count();
    let letters = stretch.chars().any(|c| c.is_alphabetic() && !is_figure(c));
    let telephone =
        figures >= 9 && stretch.starts_with(['+', '0', '(', '\u{660}', '\u{6f0}']);
    let groups = |by: &[char]| -> Vec<usize> {
        let groups = stretch.split(by);
        let length = |group: &str| {
            let all = group.chars().all(is_figure);
            if all { group.chars().count() } else { 0 }
        };
        groups.map(length).collect()
    };
    let grouped = groups(&[' ', '\u{a0}', '\u{202f}']);
    let number = grouped.len() > 1 && grouped.iter().all(|it| *it > 1) && figures >= 7;
    let hyphened = groups(&['-']);
    let code = hyphened.len() > 2 && hyphened.iter().all(|it| *it > 0);
    let address =
        stretch.contains("://") || stretch.contains('@') || stretch.contains("www.");
    let sign =
        figures > 0 && stretch.starts_with(['-', '−', '±', '~', '<', '>', '≤', '≥']);
    let result = letters && stretch.ends_with(['+', '-']);
    telephone || number || code || address || sign || result || (figures > 0 && letters)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_from_left_to_right_has_no_levels() {
        assert_eq!(Levels::of("Take 5 mg (once).", false, &[]), None);
        assert!(Levels::of("Take 5 mg.", true, &[]).is_some());
    }
}
