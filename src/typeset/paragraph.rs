//! Prepares a block's words for line breaking: the segments that lines are made of, and the
//! places inside them.

use super::breaks::{After, Inside, Reason, Segment};
use super::line::{DROP, RISE};
use super::words::{Nature, Words};
use crate::document::Shift;
use crate::font::{Extent, Shaper, Style};
use crate::geom::Pt;
use crate::text::bidi::is_strong_right_to_left;
use crate::text::bind::bound_spaces;
use crate::text::hyphenate::{Hyphenator, LEAST_WORD};
use crate::text::segment::{
    break_opportunities, grapheme_ends, is_invisible, is_joiner, is_unspaced,
};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// A paragraph ready to be broken into lines.
#[derive(Debug)]
pub(super) struct Prepared {
    /// What it says.
    pub(super) words: Words,
    /// The size of its text.
    pub(super) size: Pt,
    /// The byte range of each segment, without the space after it.
    pub(super) ranges: Vec<Range<usize>>,
    /// The segments.
    pub(super) segments: Vec<Segment>,
    /// Whether the page runs from right to left.
    pub(super) turned: bool,
    /// How high and how deep its lines are, in ems, where letters of other faces than the main
    /// one need more room.
    pub(super) extent: (f64, f64),
    /// By how much lines came out wider than measured, by the segment that they end in.
    pub(super) over: BTreeMap<usize, Pt>,
    /// Whether words may be broken at all: not in headings.
    hyphenate: bool,
}

/// What preparing needs to know of the page.
pub(super) struct Setting<'s, 'a> {
    pub(super) shaper: &'s mut Shaper<'a>,
    pub(super) hyphenators: &'s Hyphenators,
}

/// The hyphenators of a document's languages.
#[derive(Debug, Default)]
pub(super) struct Hyphenators {
    /// That of the page's language.
    pub(super) own: Option<Hyphenator>,
    /// Those of other languages in it, in the order of [`Nature::Foreign`].
    pub(super) foreign: Vec<Option<Hyphenator>>,
}

impl Hyphenators {
    fn of(&self, nature: Nature) -> Option<&Hyphenator> {
        match nature {
            Nature::Foreign(at) => self.foreign.get(at)?.as_ref(),
            Nature::Words | Nature::Address => self.own.as_ref(),
        }
    }
}

/// How high letters stand and how deep they hang in the built-in faces, with a little room.
const CAPITALS_AND_TAILS: (f64, f64) = (0.72, 0.24);

/// Faces whose lines are higher than this, in ems, have letters that climb (Noto Nastaliq Urdu:
/// 2.5; Noto Sans Arabic: 2.1).
const CLIMBING: f64 = 2.3;

impl Prepared {
    /// Cuts `words` into segments for lines of `measure`.
    pub(super) fn new(
        words: Words,
        size: Pt,
        measure: Pt,
        hyphenate: bool,
        shaper: &mut Shaper<'_>,
    ) -> Self {
        let mut prepared = Self {
            words,
            size,
            ranges: Vec::new(),
            segments: Vec::new(),
            turned: false,
            extent: (0.0, 0.0),
            over: BTreeMap::new(),
            hyphenate,
        };
        let bound = bound_spaces(&prepared.words.text);
        let mut start = 0;
        for end in break_opportunities(&prepared.words.text) {
            prepared.add(start..end, size, shaper);
            start = end;
        }
        prepared.join(&bound, measure, shaper);
        // A token that may be broken between any letters is as wide as its letters apart.
        for at in 0..prepared.segments.len() {
            if prepared.segments[at].width.0 > measure.0 {
                let letters = prepared.letters_width(&prepared.ranges[at], shaper);
                let width = &mut prepared.segments[at].width;
                *width = width.max(letters);
            }
        }
        prepared
    }

    /// Finds out how high its lines are: where letters do not fit into `room`, in ems, as high as
    /// their faces want them.
    pub(super) fn make_room(&mut self, room: f64, shaper: &mut Shaper<'_>) {
        let shifted = self.shifted();
        if shifted.0 + shifted.1 > room {
            self.extent = shifted;
        }
        let text = &self.words.text;
        if text.is_ascii() {
            return;
        }
        if text.chars().any(may_be_high) {
            let mut extent = Extent::default();
            for (piece, run) in self.words.pieces(0..text.len()) {
                let (style, tongue) = (run.manner.style, run.manner.nature.tongue());
                for word in text[piece].split([' ', '\n']) {
                    extent.add(shaper.extent(word, style, tongue));
                }
            }
            let fits = extent.ink.0 + extent.ink.1 <= room;
            // Letters that climb are as far apart in a line of small words as in all others.
            if !fits || extent.line.0 + extent.line.1 > CLIMBING {
                let (above, below) = extent.line;
                self.extent = (above.max(self.extent.0), below.max(self.extent.1));
            }
        }
    }

    /// How high and how deep letters stand, in ems, some of which may stand off the line.
    fn shifted(&self) -> (f64, f64) {
        let has = |shift| {
            let mut runs = self.words.runs.iter();
            runs.any(|run| run.manner.shift == Some(shift))
        };
        let (above, below) = CAPITALS_AND_TAILS;
        (
            above + if has(Shift::Up) { RISE } else { 0.0 },
            below + if has(Shift::Down) { DROP } else { 0.0 },
        )
    }

    /// The width of the widest segment.
    pub(super) fn widest(&self) -> Pt {
        self.segments.iter().map(|segment| segment.width).fold(Pt(0.0), Pt::max)
    }

    fn add(&mut self, range: Range<usize>, size: Pt, shaper: &mut Shaper<'_>) {
        let text = &self.words.text[range.clone()];
        let content = text.trim_end_matches([' ', '\n']);
        let content = range.start..range.start + content.len();
        let space = content.end..range.start + text.trim_end_matches('\n').len();
        let after = if text.ends_with('\n') || range.end == self.words.text.len() {
            After::Mandatory
        } else if !space.is_empty() {
            After::Space
        } else if text.ends_with(['-', '\u{2010}', '\u{ad}']) {
            After::Hyphen
        } else {
            After::Joint
        };
        let width = self.words.width(content.clone(), false, size, shaper);
        let space = self.words.width(space, false, size, shaper);
        self.ranges.push(content);
        self.segments.push(Segment { width, space, after });
    }

    /// Joins segments that a line should not part, where they fit one line together: figures and
    /// what belongs to them, and addresses; always at a soft hyphen, which is a place inside.
    fn join(&mut self, bound: &[usize], measure: Pt, shaper: &mut Shaper<'_>) {
        let mut token = 0..0;
        let mut address = false;
        let mut wanted = Vec::with_capacity(self.segments.len());
        for at in 0..self.segments.len().saturating_sub(1) {
            let start = self.ranges[at + 1].start;
            wanted.push(match self.segments[at].after {
                After::Space => bound.binary_search(&start).is_ok(),
                After::Hyphen | After::Joint => {
                    if !token.contains(&start) {
                        token = self.words.token(start);
                        address = self.is_address(token.clone());
                    }
                    let (before, behind) = self.words.text.split_at(start);
                    address
                        || before.ends_with('\u{ad}')
                        // A dash closes a line and does not open one.
                        || behind.starts_with(['—', '–'])
                        || is_range(before, behind)
                }
                After::Mandatory => false,
            });
        }
        if !wanted.contains(&true) {
            return;
        }
        let (ranges, segments) =
            (std::mem::take(&mut self.ranges), std::mem::take(&mut self.segments));
        let mut at = 0;
        while at < segments.len() {
            let mut last = at;
            while wanted.get(last) == Some(&true) {
                last += 1;
            }
            let whole = ranges[at].start..ranges[last].end;
            // A token is one segment however wide it is: it is then broken as an address or in an
            // emergency. Words that a line cannot hold together part at their spaces.
            let spaced = self.words.text[whole.clone()].contains(' ');
            let width = self.words.width(whole.clone(), false, self.size, shaper);
            if last > at && (width.0 <= measure.0 || !spaced) {
                self.ranges.push(whole);
                self.segments.push(Segment { width, ..segments[last] });
                at = last + 1;
            } else {
                self.ranges.push(ranges[at].clone());
                self.segments.push(segments[at]);
                at += 1;
            }
        }
    }

    /// Whether the text in `token` is a web or email address.
    fn is_address(&self, token: Range<usize>) -> bool {
        let marked = self
            .words
            .pieces(token.clone())
            .any(|(_, run)| run.manner.nature == Nature::Address);
        marked || looks_like_address(&self.words.text[token])
    }

    /// The places inside a segment where it may be broken.
    pub(super) fn insides(
        &self,
        segment: usize,
        measure: Pt,
        setting: &mut Setting<'_, '_>,
    ) -> Vec<Inside> {
        let mut places = self.places(segment, measure, setting);
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
        setting: &mut Setting<'_, '_>,
    ) -> Vec<Inside> {
        let range = self.ranges[segment].clone();
        let too_wide = self.segments[segment].width.0 > measure.0;
        let mut places = Vec::new();
        if too_wide && self.is_address(range.clone()) {
            let room = measure - self.over.get(&segment).copied().unwrap_or_default();
            self.address_places(&range, room, setting.shaper, &mut places);
            return places;
        }
        self.word_places(&range, setting, &mut places);
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
            self.letter_places(&range, hyphen, setting.shaper, &mut letters);
            // All places of a word are measured alike.
            for place in &mut places {
                let same = letters.binary_search_by_key(&place.offset, |it| it.offset);
                if let Ok(Inside { before, rest, .. }) = same.map(|at| letters[at]) {
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
        setting: &mut Setting<'_, '_>,
        places: &mut Vec<Inside>,
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
            self.hyphens(range, setting.hyphenators)
        };
        for offset in offsets.into_iter().map(|at| range.start + at) {
            let before =
                self.words.width(range.start..offset, true, self.size, setting.shaper);
            let rest =
                self.words.width(offset..range.end, false, self.size, setting.shaper);
            places.push(Inside {
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
        let nature = first.map_or(Nature::Words, |(_, run)| run.manner.nature);
        let Some(hyphenator) = hyphenators.of(nature) else { return Vec::new() };
        let text = &self.words.text[range.clone()];
        let core = text.trim_matches(|c: char| !c.is_alphanumeric());
        if core.chars().count() < LEAST_WORD {
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

    /// Places behind the marks of an address; between any two letters where marks are too far
    /// apart. No hyphen is added: a reader would type it.
    fn address_places(
        &self,
        range: &Range<usize>,
        measure: Pt,
        shaper: &mut Shaper<'_>,
        places: &mut Vec<Inside>,
    ) {
        self.letter_places(range, false, shaper, places);
        let text = &self.words.text;
        let is_mark = |place: &Inside| {
            let before = text[..place.offset].chars().next_back();
            let after = text[place.offset..].chars().next();
            let mark = |c: char| matches!(c, '/' | '.' | '-' | '?' | '&' | '=');
            before.is_some_and(mark) && !after.is_some_and(mark)
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
        places: &mut Vec<Inside>,
    ) {
        let letters = self.letters(range, shaper);
        // As wide as the segment, so that the parts of a word are measured alike.
        let whole = self.words.width(range.clone(), false, self.size, shaper);
        let total = letters.last().map_or(whole, |letter| letter.end.max(whole));
        let mut start = range.start;
        let mut script = "";
        for letter in letters.iter().filter(|letter| letter.offset < range.end) {
            let cluster = &self.words.text[start..letter.offset];
            start = letter.offset;
            let added = if hyphen {
                // Kerned or not, whichever is further; signs kern as the script of the letter
                // before them does.
                let mut width = |text: &str| shaper.width(text, letter.style);
                let alone = width("-");
                let pair = width(&format!("{cluster}-")) - width(cluster);
                let behind = width(&format!("{script}{cluster}-"))
                    - width(&format!("{script}{cluster}"));
                if cluster.contains(char::is_alphabetic) {
                    script = cluster;
                }
                self.size * alone.max(pair).max(behind)
            } else {
                Pt(0.0)
            };
            places.push(Inside {
                offset: letter.offset,
                before: letter.end + added,
                rest: total - letter.end,
                reason: Reason::Emergency,
                hyphen,
            });
        }
    }

    fn letters_width(&self, range: &Range<usize>, shaper: &mut Shaper<'_>) -> Pt {
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

/// Whether a character is of a script whose letters may need more room than Latin ones.
const fn may_be_high(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{1cff}' | '\u{2e80}'..='\u{d7ff}' | '\u{f900}'..='\u{fdff}'
        | '\u{fe70}'..='\u{feff}' | '\u{10000}'..='\u{1efff}' | '\u{20000}'..)
}

/// Whether a hyphen or dash stands between figures: `9–5`, `2026-05`.
fn is_range(before: &str, after: &str) -> bool {
    let mut last = before.chars().rev();
    last.next().is_some_and(|c| matches!(c, '-' | '–' | '\u{2010}' | '/'))
        && last.next().is_some_and(|c| c.is_ascii_digit())
        && after.starts_with(|c: char| c.is_ascii_digit())
}

/// Whether a token is a web or email address by its look.
fn looks_like_address(token: &str) -> bool {
    let token = token.trim_matches(|c: char| !c.is_alphanumeric());
    let domain = |text: &str| {
        text.split_once('.').is_some_and(|(name, rest)| {
            !name.is_empty() && rest.starts_with(|c: char| c.is_ascii_alphabetic())
        })
    };
    token.contains("://")
        || token.starts_with("www.")
        || token
            .split_once('@')
            .is_some_and(|(name, host)| !name.is_empty() && domain(host))
        || token.split_once('/').is_some_and(|(host, _)| host.is_ascii() && domain(host))
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
    fn addresses_are_known_by_their_look() {
        for address in [
            "www.example.org",
            "https://example.org/a",
            "(help@example.org)",
            "example.org/find-a-centre.",
        ] {
            assert!(looks_like_address(address), "{address}");
        }
        for word in ["and/or", "well-known", "e.g.", "3.5", "@", "he/she"] {
            assert!(!looks_like_address(word), "{word}");
        }
    }

    #[test]
    fn sentences_open_after_their_marks() {
        for before in ["", "It ended. ", "He said: “", "Why? ("] {
            assert!(opens_sentence(before), "{before}");
        }
        assert!(!opens_sentence("we met "));
    }
}
