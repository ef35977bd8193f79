//! The places inside a segment where it may be broken.

use super::breaks::{BreakPoint, Reason};
use super::paragraph::{Hyphenators, Paragraph, Shaping};
use super::words::TextKind;
use crate::font::{Shaper, Style};
use crate::geom::Pt;
use crate::text::bidi::is_strong_right_to_left;
use crate::text::hyphenate::MIN_WORD;
use crate::text::segment::{grapheme_ends, is_invisible, is_joiner, is_unspaced};
use std::collections::BTreeSet;
use std::ops::Range;
use unicode_normalization::char::is_combining_mark;

/// The longest word, in bytes, that is hyphenated: longer than any of a dictionary.
const MAX_WORD: usize = 200;

impl Paragraph {
    /// The places inside a segment where it may be broken.
    pub(super) fn break_points(
        &self,
        segment: usize,
        measure: Pt,
        shaping: &mut Shaping<'_, '_>,
    ) -> Vec<BreakPoint> {
        let mut places = self.places(segment, measure, shaping);
        let over = self.over.get(&segment).copied().unwrap_or_default();
        for place in &mut places {
            place.before += over;
            place.rest += over;
        }
        places
    }

    /// The same for a segment that begins its word.
    fn places(
        &self,
        segment: usize,
        measure: Pt,
        shaping: &mut Shaping<'_, '_>,
    ) -> Vec<BreakPoint> {
        let range = self.ranges[segment].clone();
        let too_wide = self.segments[segment].width.0 > measure.0;
        let mut places = Vec::new();
        if too_wide && self.is_address(range.clone()) {
            let room = measure - self.over.get(&segment).copied().unwrap_or_default();
            self.address_places(&range, room, shaping.shaper, &mut places);
            return places;
        }
        self.word_places(&range, shaping, &mut places);
        if too_wide {
            let known: Vec<usize> = places.iter().map(|place| place.offset).collect();
            // Nobody should type a hyphen that is not there.
            let code = self.words.pieces(range.clone()).any(|(_, run)| {
                matches!(run.manner.style, Style::Code | Style::CodeBold)
            });
            // Nor do scripts have one that are not written with hyphens.
            let text = &self.words.text[range.clone()];
            let hyphen = !code && !text.chars().any(is_unhyphenated);
            let mut letters = Vec::new();
            self.letter_places(&range, hyphen, shaping.shaper, &mut letters);
            // All places of a word are measured alike.
            for place in &mut places {
                let same = letters.binary_search_by_key(&place.offset, |it| it.offset);
                if let Ok(BreakPoint { before, rest, .. }) = same.map(|at| letters[at]) {
                    (place.before, place.rest) = (before, rest);
                }
            }
            places.append(&mut letters);
            let mut seen = known.into_iter().collect::<BTreeSet<_>>();
            places.retain(|place| {
                place.reason != Reason::Emergency || seen.insert(place.offset)
            });
            places.sort_by_key(|place| place.offset);
        }
        places
    }

    /// Places where the language or a soft hyphen allows a hyphen.
    fn word_places(
        &self,
        range: &Range<usize>,
        shaping: &mut Shaping<'_, '_>,
        places: &mut Vec<BreakPoint>,
    ) {
        let text = &self.words.text[range.clone()];
        let owners = self.words.pieces(range.clone()).map(|(_, run)| run.manner.owner);
        let one_owner = {
            let mut owners = owners.peekable();
            let first = owners.peek().copied();
            owners.all(|owner| Some(owner) == first)
        };
        // Scripts that are not written with hyphens have none, a soft one neither.
        let unhyphenated = text.chars().any(is_unhyphenated);
        if !one_owner || unhyphenated || text.contains(' ') || !self.hyphenate {
            return;
        }
        let offsets: Vec<usize> = if text.contains('\u{ad}') {
            text.match_indices('\u{ad}').map(|(at, _)| at + '\u{ad}'.len_utf8()).collect()
        } else {
            self.hyphens(range, shaping.hyphenators)
        };
        for offset in offsets.into_iter().map(|at| range.start + at) {
            let before =
                self.words.width(range.start..offset, true, self.size, shaping.shaper);
            let rest =
                self.words.width(offset..range.end, false, self.size, shaping.shaper);
            places.push(BreakPoint {
                offset,
                before,
                rest,
                reason: Reason::Pattern,
                hyphen: true,
            });
        }
    }

    /// Offsets in the segment at which its word may be hyphenated; none where it is a name, an
    /// abbreviation, an address or code, or has a digit, an apostrophe or a hyphen.
    fn hyphens(&self, range: &Range<usize>, hyphenators: &Hyphenators) -> Vec<usize> {
        let first = self.words.pieces(range.clone()).next();
        let nature = first.map_or(TextKind::Words, |(_, run)| run.manner.nature);
        let Some(hyphenator) = hyphenators.of(nature) else { return Vec::new() };
        let text = &self.words.text[range.clone()];
        let core = text.trim_matches(|c: char| !c.is_alphanumeric());
        if core.len() > MAX_WORD || core.chars().count() < MIN_WORD {
            return Vec::new();
        }
        let start = text.find(core).unwrap_or_default();
        let token = self.words.token(range.end);
        let alphabetic = core.chars().all(char::is_alphabetic);
        let whole_token = self.words.text[token.clone()]
            .trim_matches(|c: char| !c.is_alphanumeric())
            .chars()
            .all(char::is_alphabetic);
        let mut letters = core.chars();
        let first_capital = letters.next().is_some_and(char::is_uppercase);
        let later_capital = letters.any(char::is_uppercase);
        let name = first_capital
            && hyphenator.capital_marks_name()
            && !opens_sentence(&self.words.text[..range.start + start]);
        let unbroken = self
            .words
            .pieces(range.clone())
            .any(|(_, run)| matches!(run.manner.style, Style::Code | Style::CodeBold));
        if !alphabetic
            || !whole_token
            || later_capital
            || name
            || unbroken
            || self.is_address(token)
        {
            return Vec::new();
        }
        hyphenator.hyphenate(core).into_iter().map(|at| start + at).collect()
    }

    /// Places after the marks of an address, and before its hyphens; between any two letters where
    /// these are too far apart. No hyphen is added: a reader would type it.
    fn address_places(
        &self,
        range: &Range<usize>,
        measure: Pt,
        shaper: &mut Shaper<'_>,
        places: &mut Vec<BreakPoint>,
    ) {
        self.letter_places(range, false, shaper, places);
        let text = &self.words.text;
        let is_mark = |place: &BreakPoint| {
            let before = text[..place.offset].chars().next_back();
            let after = text[place.offset..].chars().next();
            let mark = |c: char| matches!(c, '/' | '.' | '?' | '&' | '=' | '_');
            // A hyphen at a line's end would be read as added: one of an address begins a line.
            after == Some('-') && before != Some('-')
                || before.is_some_and(mark) && !after.is_some_and(mark)
        };
        for place in places.iter_mut().filter(|place| is_mark(place)) {
            place.reason = Reason::Address;
        }
        // Letters are needed only where marks leave a part that is wider than the measure.
        let width = places.first().map_or(Pt(0.0), |place| place.before + place.rest);
        let mut line = 0.0;
        let mut marks_suffice = true;
        for place in places.iter().filter(|place| place.reason == Reason::Address) {
            marks_suffice &= place.before.0 - line <= measure.0;
            line = place.before.0;
        }
        marks_suffice &= width.0 - line <= measure.0;
        if marks_suffice {
            places.retain(|place| place.reason == Reason::Address);
        }
    }

    /// Places between all grapheme clusters.
    fn letter_places(
        &self,
        range: &Range<usize>,
        hyphen: bool,
        shaper: &mut Shaper<'_>,
        places: &mut Vec<BreakPoint>,
    ) {
        let letters = self.letters(range, shaper);
        // As wide as the segment, so that the parts of a word are measured alike.
        let whole = self.words.width(range.clone(), false, self.size, shaper);
        let total = letters.last().map_or(whole, |letter| letter.end.max(whole));
        let mut start = range.start;
        let mut script = "";
        for letter in letters.iter().filter(|letter| letter.offset < range.end) {
            let cluster = &self.words.text[start..letter.offset];
            let next = self.words.text[letter.offset..].chars().next();
            start = letter.offset;
            // Two of them are one sign, in Chinese for instance.
            if let Some(sign) = next.filter(|c| matches!(c, '…' | '—')) {
                let before = &self.words.text[range.start..letter.offset];
                let alike = before.chars().rev().take_while(|c| *c == sign).count();
                if alike % 2 == 1 {
                    continue;
                }
            }
            // After a digit, a leader or a sign a hyphen would be read as one of the author's.
            let shown = |c: &char| !is_invisible(*c);
            let (before, rest) =
                self.words.text[range.clone()].split_at(letter.offset - range.start);
            let hyphen = hyphen
                && before.chars().rev().find(shown).is_some_and(is_of_word)
                && rest.chars().find(shown).is_some_and(is_of_word);
            let added = if hyphen {
                // Kerned or not, whichever is further; signs kern as the script of the letter
                // before them does.
                let mut width = |text: &str| shaper.width(text, letter.style);
                let alone = width("-");
                let pair = width(&format!("{cluster}-")) - width(cluster);
                let after = width(&format!("{script}{cluster}-"))
                    - width(&format!("{script}{cluster}"));
                if cluster.contains(char::is_alphabetic) {
                    script = cluster;
                }
                self.size * alone.max(pair).max(after)
            } else {
                Pt(0.0)
            };
            places.push(BreakPoint {
                offset: letter.offset,
                before: letter.end + added,
                rest: total - letter.end,
                reason: Reason::Emergency,
                hyphen,
            });
        }
    }

    pub(super) fn letters_width(
        &self,
        range: &Range<usize>,
        shaper: &mut Shaper<'_>,
    ) -> Pt {
        self.letters(range, shaper).last().map_or(Pt(0.0), |letter| letter.end)
    }

    /// Where each grapheme cluster of a segment ends, kerned or not, among its neighbours or alone,
    /// whichever is further: the parts of a broken word are shaped apart from each other.
    fn letters(&self, range: &Range<usize>, shaper: &mut Shaper<'_>) -> Vec<Letter> {
        let mut letters = Vec::new();
        let mut x = Pt(0.0);
        for (piece, run, level) in self.words.parts(range.clone()) {
            let text = &self.words.text[piece.clone()];
            let way = level.map(|level| level % 2 == 1);
            let (style, tongue) = (run.manner.style, run.manner.nature.tongue());
            let mut shape = |text: &str| shaper.shape_as(text, style, tongue, way);
            let among = shape(text).ends();
            let mut shown = 0;
            let (mut before, mut start) = (0, 0);
            for end in grapheme_ends(text) {
                let cluster = &text[start..end];
                if !cluster.chars().all(is_invisible) {
                    let alone = shape(cluster).width;
                    let kerned = shape(&text[before..end]).width
                        - shape(&text[before..start]).width;
                    let visible =
                        cluster.chars().filter(|c| !is_invisible(*c) || is_joiner(*c));
                    let first = shown;
                    shown += visible.map(char::len_utf8).sum::<usize>();
                    let end_of = |count: usize| {
                        let last = count.checked_sub(1).and_then(|last| among.get(last));
                        last.copied().unwrap_or(0.0)
                    };
                    x += self.size * alone.max(kerned).max(end_of(shown) - end_of(first));
                    before = start;
                }
                letters.push(Letter { offset: piece.start + end, end: x, style });
                start = end;
            }
        }
        letters
    }
}

/// Whether a character is a letter, or a mark on one.
fn is_of_word(c: char) -> bool {
    c.is_alphabetic() || is_combining_mark(c)
}

/// Whether a character is of a script that has no hyphens.
fn is_unhyphenated(c: char) -> bool {
    is_strong_right_to_left(c) || is_unspaced(c)
}

/// A grapheme cluster of a segment.
struct Letter {
    /// The byte offset at which it ends.
    offset: usize,
    /// Where it ends on the line, from the segment's start.
    end: Pt,
    style: Style,
}

/// Whether what follows `before` begins a sentence.
fn opens_sentence(before: &str) -> bool {
    let before = before.trim_end_matches(|c: char| {
        c.is_whitespace()
            || matches!(c, '"' | '\'' | '(' | '[' | '“' | '‘' | '”' | '’' | ')' | ']')
    });
    before.is_empty() || before.ends_with(['.', '!', '?', ':', '…', '\n'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_open_after_their_marks() {
        for before in ["", "It ended. ", "He said: “", "Why? ("] {
            assert!(opens_sentence(before), "{before}");
        }
        assert!(!opens_sentence("we met "));
    }
}
