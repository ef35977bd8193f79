//! Prepares a block's words for line breaking: the segments that lines are made of.

use super::breaks::{BreakKind, Segment};
use super::style::{DROP, RISE};
use super::words::{MAX_TOKEN, StyledText, TextKind};
use crate::document::Shift;
use crate::font::{Extent, Shaper};
use crate::geom::Pt;
use crate::text::bind::{bound_spaces, bound_spaces_of_any_kind};
use crate::text::hyphenate::Hyphenator;
use crate::text::segment::{break_opportunities, grapheme_ends, is_no_break_space};
use std::collections::BTreeMap;
use std::ops::Range;

/// A paragraph ready to be broken into lines.
#[derive(Debug, Clone)]
pub(super) struct Paragraph {
    /// What it says.
    pub(super) words: StyledText,
    /// The size of its text.
    pub(super) size: Pt,
    /// The byte range of each segment, without the space after it.
    pub(super) ranges: Vec<Range<usize>>,
    /// The segments.
    pub(super) segments: Vec<Segment>,
    /// How high and how deep its lines are, in ems, where letters of other faces than the main
    /// one need more room.
    pub(super) extent: (f64, f64),
    /// By how much lines came out wider than measured, by the segment that they end in.
    pub(super) over: BTreeMap<usize, Pt>,
    /// Whether words may be broken at all: not in headings.
    pub(super) hyphenate: bool,
}

/// What preparing needs to know of the page.
pub(super) struct Shaping<'s, 'a> {
    pub(super) shaper: &'s mut Shaper<'a>,
    pub(super) hyphenators: &'s Hyphenators,
}

/// The hyphenators of a document's languages.
#[derive(Debug, Default)]
pub(super) struct Hyphenators {
    /// That of the page's language.
    pub(super) own: Option<Hyphenator>,
    /// Those of other languages in it, in the order of [`TextKind::Foreign`].
    pub(super) foreign: Vec<Option<Hyphenator>>,
}

impl Hyphenators {
    pub(super) fn of(&self, nature: TextKind) -> Option<&Hyphenator> {
        match nature {
            TextKind::Foreign(at) => self.foreign.get(at)?.as_ref(),
            TextKind::Words | TextKind::Address => self.own.as_ref(),
        }
    }
}

/// How much text, in bytes, is broken into lines at once: many times the longest paragraph that a
/// reader is given.
const PART: usize = 100_000;

/// How high letters stand and how deep they hang in the built-in faces, with a little room.
const CAPITALS_AND_TAILS: (f64, f64) = (0.72, 0.24);

/// Faces whose lines are higher than this, in ems, have letters that climb (Noto Nastaliq Urdu:
/// 2.5; Noto Sans Arabic: 2.1).
const CLIMBING: f64 = 2.3;

impl Paragraph {
    /// Cuts `words` into segments for lines of `measure`.
    pub(super) fn new(
        words: StyledText,
        size: Pt,
        measure: Pt,
        hyphenate: bool,
        shaper: &mut Shaper<'_>,
    ) -> Self {
        let mut paragraph = Self {
            words,
            size,
            ranges: Vec::new(),
            segments: Vec::new(),
            extent: (0.0, 0.0),
            over: BTreeMap::new(),
            hyphenate,
        };
        let ends = break_opportunities(&paragraph.words.text);
        let (ends, parted) = paragraph.parted_at_no_break_spaces(ends, measure, shaper);
        let text = &paragraph.words.text;
        let bound =
            if parted { bound_spaces_of_any_kind(text) } else { bound_spaces(text) };
        paragraph.ranges.reserve(ends.len());
        paragraph.segments.reserve(ends.len());
        let mut start = 0;
        for end in ends {
            while end - start > MAX_TOKEN {
                let token = &paragraph.words.text[start..end];
                let cut = grapheme_ends(token).find(|&at| at >= MAX_TOKEN / 2);
                let cut = start + cut.unwrap_or(token.len());
                paragraph.add(start..cut, size, shaper);
                start = cut;
            }
            if start < end {
                paragraph.add(start..end, size, shaper);
            }
            start = end;
        }
        paragraph.join(&bound, measure, shaper);
        // A token that may be broken between any letters is as wide as its letters apart.
        for at in 0..paragraph.segments.len() {
            if paragraph.segments[at].width.0 > measure.0 {
                let letters = paragraph.letters_width(&paragraph.ranges[at], shaper);
                let width = &mut paragraph.segments[at].width;
                *width = width.max(letters);
            }
        }
        paragraph
    }

    /// Adds places after the no-break spaces of what is too wide for a line, and says whether there
    /// are any: text from a word processor may have no other spaces.
    fn parted_at_no_break_spaces(
        &self,
        ends: Vec<usize>,
        measure: Pt,
        shaper: &mut Shaper<'_>,
    ) -> (Vec<usize>, bool) {
        let text = &self.words.text;
        if !text.contains(is_no_break_space) {
            return (ends, false);
        }
        let mut all = Vec::with_capacity(ends.len());
        let mut start = 0;
        let mut parted = false;
        for end in ends {
            let token = &text[start..end];
            if token.trim().contains(is_no_break_space)
                && self.words.width(start..end, false, self.size, shaper).0 > measure.0
            {
                let after = |(at, c): (usize, char)| {
                    let next = start + at + c.len_utf8();
                    let goes_on = text[next..].starts_with(is_no_break_space);
                    (is_no_break_space(c) && !goes_on && next < end).then_some(next)
                };
                all.extend(token.char_indices().filter_map(after));
                parted = true;
            }
            all.push(end);
            start = end;
        }
        (all, parted)
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

    /// Ascent and descent in ems, with room for super- and subscripts.
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

    /// The end of the segments from `first` on that are broken into lines at once.
    pub(super) fn part_from(&self, first: usize) -> usize {
        let end = self.ranges[first].start + PART;
        self.ranges.partition_point(|range| range.start < end)
    }

    /// The width of the widest segment.
    pub(super) fn widest(&self) -> Pt {
        self.segments.iter().map(|segment| segment.width).fold(Pt(0.0), Pt::max)
    }

    fn add(&mut self, range: Range<usize>, size: Pt, shaper: &mut Shaper<'_>) {
        let text = &self.words.text[range.clone()];
        let is_space = |c: char| matches!(c, ' ' | '\n') || is_no_break_space(c);
        let content = text.trim_end_matches(is_space);
        let content = range.start..range.start + content.len();
        let space = content.end..range.start + text.trim_end_matches('\n').len();
        let after = if text.ends_with('\n') || range.end == self.words.text.len() {
            BreakKind::Mandatory
        } else if !space.is_empty() {
            BreakKind::Space
        } else if text.ends_with(['-', '\u{2010}', '\u{ad}']) {
            BreakKind::Hyphen
        } else {
            BreakKind::Joint
        };
        let width = self.words.width(content.clone(), false, size, shaper);
        let space = self.words.width(space, false, size, shaper);
        self.ranges.push(content);
        self.segments.push(Segment { width, space, after });
    }

    /// Joins segments that a line should not part, where they fit one line together: digits and
    /// what belongs to them, and addresses; always at a soft hyphen, which is a place inside.
    fn join(&mut self, bound: &[usize], measure: Pt, shaper: &mut Shaper<'_>) {
        let mut token = 0..0;
        let mut address = false;
        let mut wanted = Vec::with_capacity(self.segments.len());
        for at in 0..self.segments.len().saturating_sub(1) {
            let start = self.ranges[at + 1].start;
            wanted.push(match self.segments[at].after {
                BreakKind::Space => bound.binary_search(&start).is_ok(),
                BreakKind::Hyphen | BreakKind::Joint => {
                    if !token.contains(&start) {
                        token = self.words.token(start);
                        address = self.is_address(token.clone());
                    }
                    let (before, after) = self.words.text.split_at(start);
                    address
                        || before.ends_with('\u{ad}')
                        // A dash closes a line and does not open one.
                        || after.starts_with(['—', '–'])
                        || is_range(before, after)
                }
                BreakKind::Mandatory => false,
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
            let mut wide = segments[at].width;
            let mut spaced = false;
            while wanted.get(last) == Some(&true)
                && ranges[last + 1].end - ranges[at].start <= MAX_TOKEN
                && !(spaced && wide.0 > measure.0)
            {
                spaced |= segments[last].after == BreakKind::Space;
                wide += segments[last].space + segments[last + 1].width;
                last += 1;
            }
            let whole = ranges[at].start..ranges[last].end;
            // A token is one segment however wide it is: it is then broken as an address or in an
            // emergency. Words that a line cannot hold together part at their spaces.
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
    pub(super) fn is_address(&self, token: Range<usize>) -> bool {
        let marked = self
            .words
            .pieces(token.clone())
            .any(|(_, run)| run.manner.nature == TextKind::Address);
        marked || looks_like_address(&self.words.text[token])
    }
}

/// Whether a character is of a script whose letters may need more room than Latin ones.
const fn may_be_high(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{1cff}' | '\u{2e80}'..='\u{d7ff}' | '\u{f900}'..='\u{fdff}'
        | '\u{fe70}'..='\u{feff}' | '\u{10000}'..='\u{1efff}' | '\u{20000}'..)
}

/// Whether a hyphen or dash stands between digits: `9–5`, `2026-05`.
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
}
