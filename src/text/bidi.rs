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

impl Levels {
    /// The levels of `text`, whose paragraphs run from right to left or not. `None` where all of
    /// it runs from left to right. `whole` are stretches that keep their own order from left to
    /// right, and are set as one thing (UAX #9, HL3).
    pub fn of(text: &str, right_to_left: bool, whole: &[Range<usize>]) -> Option<Self> {
        if !right_to_left && !text.chars().any(may_turn) {
            return None;
        }
        let base = if right_to_left { Level::rtl() } else { Level::ltr() };
        // Isolates go around what is to stay whole, and out again.
        let mut marked = String::with_capacity(text.len() + whole.len() * 6);
        let mut at = 0;
        for stretch in whole {
            marked.push_str(&text[at..stretch.start]);
            marked.push('\u{2066}');
            marked.push_str(&text[stretch.clone()]);
            marked.push('\u{2069}');
            at = stretch.end;
        }
        marked.push_str(&text[at..]);
        let info = BidiInfo::new(&marked, Some(base));
        let mut levels = Vec::with_capacity(text.len());
        let mut from = 0;
        let mut at = 0;
        for stretch in whole {
            let mut take = |length: usize, skip: usize| {
                levels.extend_from_slice(&info.levels[from..from + length]);
                from += length + skip;
            };
            take(stretch.start - at, '\u{2066}'.len_utf8());
            take(stretch.len(), '\u{2069}'.len_utf8());
            at = stretch.end;
        }
        levels.extend_from_slice(&info.levels[from..]);
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

/// Whether a character looks the other way among letters that run from right to left (Unicode's
/// `Bidi_Mirrored`): brackets, and signs of comparison.
pub const fn is_mirrored(c: char) -> bool {
    matches!(c, '(' | ')' | '<' | '>' | '[' | ']' | '{' | '}' | '«' | '»' | '‹' | '›'
        | '⁅' | '⁆' | '⁽' | '⁾' | '₍' | '₎' | '∈'..='∍' | '≤'..='≫' | '≮'..='⊁'
        | '⌈'..='⌋' | '〈' | '〉' | '❨'..='❵' | '⟦'..='⟯' | '⦃'..='⦘' | '⸢'..='⸥'
        | '⩽' | '⩾' | '〈'..='】' | '〔'..='〛')
}

/// Whether a character says which way those behind it run (UAX #9, 2.1 to 2.5), whatever they are.
pub const fn is_direction(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Whether a character is a mark on the one before it.
pub fn is_mark(c: char) -> bool {
    bidi_class(c) == BidiClass::NSM
}

/// Stretches that are read from left to right wherever they stand: telephone numbers, amounts with
/// a unit in Latin letters, whole dates in figures, and addresses. By the rules alone their parts
/// would change places among words that run from right to left.
pub fn whole_stretches(text: &str) -> Vec<Range<usize>> {
    let mut stretches = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), '\n')]) {
        let belongs = c != '\n' && (c < '\u{590}' || matches!(c, '–' | '\u{202f}'));
        match (belongs, start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                stretches.extend(whole_within(text, from..at));
                start = None;
            }
            _ => {}
        }
    }
    stretches
}

/// Those in a stretch without letters that run from right to left.
fn whole_within(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut clause = range.start;
    let own = &text[range.clone()];
    // Marks before a space part what belongs together, and so do dashes between spaces.
    let ends = own.match_indices([' ', '\u{a0}']).filter_map(|(at, space)| {
        let before = own[..at].chars().next_back()?;
        let behind = own[at + space.len()..].chars().next()?;
        let parted = matches!(before, ',' | '.' | ';' | ':' | '!' | '?' | '-' | '–')
            || matches!(behind, '-' | '–');
        parted.then_some(range.start + at)
    });
    for end in ends.chain([range.end]).collect::<Vec<_>>() {
        let opens = |c: char| c.is_alphanumeric() || matches!(c, '+' | '(');
        let closes = |c: char| c.is_alphanumeric() || matches!(c, '%' | '°' | '/');
        let part = &text[clause..end];
        let from = part.find(opens).map(|at| clause + at);
        let to = part
            .rfind(closes)
            .map(|at| clause + at + part[at..].chars().next().map_or(1, char::len_utf8));
        if let (Some(from), Some(to)) = (from, to)
            && from < to
        {
            // A bracket that is not closed again belongs to the words around.
            let from = if text[from..to].starts_with('(') && !text[from..to].contains(')')
            {
                from + 1
            } else {
                from
            };
            // One that is opened in it is closed in it.
            let own = &text[from..to];
            let opened = own.matches('(').count() > own.matches(')').count();
            let to = to + usize::from(opened && text[to..end].starts_with(')'));
            if is_whole(&text[from..to]) {
                found.push(from..to);
            }
        }
        clause = end;
    }
    found
}

/// Whether a stretch is read from left to right as one.
fn is_whole(stretch: &str) -> bool {
    let figures = stretch.bytes().filter(u8::is_ascii_digit).count();
    let letters = stretch.chars().any(char::is_alphabetic);
    let telephone = figures >= 9 && stretch.starts_with(['+', '0', '(']);
    let date = stretch.len() == 10
        && stretch.bytes().enumerate().all(|(at, b)| match at {
            4 | 7 => b == b'-',
            _ => b.is_ascii_digit(),
        });
    let address =
        stretch.contains("://") || stretch.contains('@') || stretch.contains("www.");
    telephone || date || address || (figures > 0 && letters)
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
