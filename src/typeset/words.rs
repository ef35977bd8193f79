//! A block's words as one text, with the runs that it is made of.

use crate::document::Shift;
use crate::font::{Shaper, Style, Tongue};
use crate::geom::Pt;
use crate::node::NodeId;
use crate::text::bidi::{
    Isolate, Levels, Way, is_strong_right_to_left, may_turn, whole_stretches,
};
use std::ops::Range;

/// The longest token, in bytes, that is measured whole. A longer one is cut where it may be, as no
/// reader is given one.
pub(super) const MAX_TOKEN: usize = 2000;

/// What kind of text it is, where lines are broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TextKind {
    /// Words of the page's language.
    Words,
    /// A web or email address.
    Address,
    /// Words of another language, by its place among those of the document.
    Foreign(usize),
}

/// How a stretch of text is set, and whose it is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct TextStyle {
    /// Its look.
    pub(super) style: Style,
    /// The node that owns it.
    pub(super) owner: NodeId,
    /// What kind of text it is.
    pub(super) nature: TextKind,
    /// Whether it stands above or below the line.
    pub(super) shift: Option<Shift>,
    /// Whether a line is drawn through it.
    pub(super) struck: bool,
}

impl TextKind {
    /// The number of its language.
    pub(super) fn tongue(self) -> Tongue {
        match self {
            Self::Words | Self::Address => Tongue(0),
            Self::Foreign(at) => {
                Tongue(u8::try_from(at).unwrap_or(u8::MAX).saturating_add(1))
            }
        }
    }
}

impl TextStyle {
    /// Words of the page's language on the line.
    pub(super) const fn plain(style: Style, owner: NodeId) -> Self {
        Self { style, owner, nature: TextKind::Words, shift: None, struck: false }
    }
}

/// A stretch of text that is set in one manner.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Run {
    /// The byte offset at which it ends.
    pub(super) end: usize,
    /// How it is set.
    pub(super) manner: TextStyle,
}

/// A block's words as one text.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct StyledText {
    /// The text; a line feed ends a line.
    pub(super) text: String,
    /// Its runs, in order, without gaps.
    pub(super) runs: Vec<Run>,
    /// Which way its parts run, where not all of it runs from left to right.
    pub(super) levels: Option<Levels>,
}

impl StyledText {
    /// Adds text to the end.
    pub(super) fn push(&mut self, text: &str, manner: TextStyle) {
        if text.is_empty() {
            return;
        }
        self.text.push_str(text);
        let end = self.text.len();
        match self.runs.last_mut() {
            Some(run) if run.manner == manner => run.end = end,
            _ => self.runs.push(Run { end, manner }),
        }
    }

    /// The parts of `range` that lie in one run each.
    pub(super) fn pieces(
        &self,
        range: Range<usize>,
    ) -> impl Iterator<Item = (Range<usize>, Run)> {
        let first = self.runs.partition_point(|run| run.end <= range.start);
        let mut start = range.start;
        self.runs[first..]
            .iter()
            .map(move |run| {
                let piece = start..run.end.min(range.end);
                start = piece.end;
                (piece, *run)
            })
            .take_while(move |(piece, _)| piece.start < range.end)
            .filter(|(piece, _)| !piece.is_empty())
    }

    /// Takes white space off the end.
    pub(super) fn trim_end(&mut self) {
        let length = self.text.trim_end_matches([' ', '\n']).len();
        self.text.truncate(length);
        let start_of_last =
            |runs: &[Run]| runs.iter().rev().nth(1).map_or(0, |run| run.end);
        while self.runs.last().is_some_and(|run| run.end > length) {
            if start_of_last(&self.runs) >= length {
                self.runs.pop();
            } else if let Some(run) = self.runs.last_mut() {
                run.end = length;
            }
        }
    }

    /// The token, bounded by spaces, that the byte before `offset` is in; of one that is longer
    /// than [`MAX_TOKEN`], so much to both sides.
    pub(super) fn token(&self, offset: usize) -> Range<usize> {
        let space = |c: char| matches!(c, ' ' | '\n');
        let boundary = |at: &usize| self.text.is_char_boundary(*at);
        let from = (0..=offset.saturating_sub(MAX_TOKEN)).rfind(boundary);
        let from = from.unwrap_or_default();
        let to = (offset + MAX_TOKEN..self.text.len()).find(boundary);
        let to = to.unwrap_or(self.text.len());
        let start = self.text[from..offset].rfind(space).map_or(from, |at| from + at + 1);
        let end = self.text[offset..to].find(space).map_or(to, |at| offset + at);
        start..end
    }

    /// Finds out which way its parts run. `right_to_left` is the way of the page; words without a
    /// letter of the page's way run their own. Words of another language are set as one.
    pub(super) fn find_levels(&mut self, right_to_left: bool) {
        let text = &self.text;
        if !right_to_left && (text.is_ascii() || !text.chars().any(may_turn)) {
            return;
        }
        let phrases = self.phrases();
        let letter = text.find(is_strong_right_to_left);
        let before = &text[..letter.unwrap_or(text.len())];
        // On a page from left to right, letters of its own beside a phrase of another language.
        let own = |range: Range<usize>| text[range].contains(char::is_alphabetic);
        let beside =
            !right_to_left && !phrases.is_empty() && self.between(&phrases).any(own);
        let base = match letter {
            Some(_) => {
                right_to_left || (!beside && !before.contains(char::is_alphabetic))
            }
            None => right_to_left && !before.contains(char::is_alphabetic),
        };
        let mut isolates: Vec<Isolate> = phrases
            .iter()
            .map(|range| Isolate { range: range.clone(), way: Way::Own })
            .collect();
        // Those that lie in a phrase or beside it.
        let nests = |isolate: &Isolate| {
            let whole = &isolate.range;
            let at = phrases.partition_point(|phrase| phrase.end <= whole.start);
            phrases.get(at).is_none_or(|phrase| {
                whole.end <= phrase.start
                    || (phrase.start <= whole.start && whole.end <= phrase.end)
            })
        };
        isolates.extend(self.whole_stretches().filter(nests));
        isolates.sort_by_key(|isolate| (isolate.range.start, isolate.way != Way::Own));
        self.levels = Levels::of(text, base, &isolates)
            .or_else(|| right_to_left.then(|| Levels::from_left(text)));
    }

    /// The stretches that are read from left to right: words with a line through them and those
    /// after them are two.
    fn whole_stretches(&self) -> impl Iterator<Item = Isolate> {
        let alike = |one: &Run, next: &Run| one.manner.struck == next.manner.struck;
        let mut start = 0;
        self.runs.chunk_by(alike).flat_map(move |runs| {
            let end = runs.last().map_or(start, |run| run.end);
            let part = std::mem::replace(&mut start, end)..end;
            let placed = |Isolate { range, way }| Isolate {
                range: part.start + range.start..part.start + range.end,
                way,
            };
            let found = whole_stretches(&self.text[part.clone()]);
            found.into_iter().map(placed).collect::<Vec<_>>()
        })
    }

    /// Where words of other languages stand that have letters of either way.
    fn phrases(&self) -> Vec<Range<usize>> {
        let mut phrases: Vec<(TextKind, Range<usize>)> = Vec::new();
        let mut start = 0;
        for run in &self.runs {
            let nature = run.manner.nature;
            match phrases.last_mut() {
                Some((last, range)) if *last == nature && range.end == start => {
                    range.end = run.end;
                }
                _ if matches!(nature, TextKind::Foreign(_)) => {
                    phrases.push((nature, start..run.end));
                }
                _ => {}
            }
            start = run.end;
        }
        let lines = phrases.into_iter().map(|(_, range)| range);
        // A line feed ends a paragraph, and all isolates in it.
        lines.filter(|range| !self.text[range.clone()].contains('\n')).collect()
    }

    /// What stands between ranges.
    fn between<'r>(
        &self,
        ranges: &'r [Range<usize>],
    ) -> impl Iterator<Item = Range<usize>> + use<'r> {
        let mut from = 0;
        let ends = ranges.iter().map(|it| (it.start, it.end));
        ends.chain([(self.text.len(), self.text.len())]).map(move |(start, end)| {
            let part = from..start;
            from = end;
            part
        })
    }

    /// The parts of `range` of one run and one level each; `None` where all of the text runs from
    /// left to right.
    pub(super) fn parts(
        &self,
        range: Range<usize>,
    ) -> impl Iterator<Item = (Range<usize>, Run, Option<u8>)> {
        self.pieces(range).flat_map(move |(piece, run)| {
            let levels = self.levels.as_ref();
            let whole = levels.is_none().then(|| (piece.clone(), run, None));
            let parts = levels.map(|levels| levels.parts(piece));
            let parts = parts.into_iter().flatten();
            whole.into_iter().chain(parts.map(move |(part, at)| (part, run, Some(at))))
        })
    }

    /// The advance of `range`, with a hyphen after it if one is added.
    pub(super) fn width(
        &self,
        range: Range<usize>,
        hyphen: bool,
        size: Pt,
        shaper: &mut Shaper<'_>,
    ) -> Pt {
        let end = range.end;
        let mut ems = 0.0;
        for (piece, run, level) in self.parts(range) {
            let way = level.map(|level| level % 2 == 1);
            let (style, tongue) = (run.manner.style, run.manner.nature.tongue());
            let mut at = piece.start;
            // As they are set: words and the spaces between them apart.
            for chunk in words_and_spaces(&self.text[piece]) {
                at += chunk.len();
                ems += if hyphen && at == end {
                    shaper.shape_as(&format!("{chunk}-"), style, tongue, way).width
                } else {
                    shaper.shape_as(chunk, style, tongue, way).width
                };
            }
        }
        size * ems
    }
}

/// The words of `text` and the spaces between them, as they were measured.
pub(super) fn words_and_spaces(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let space = rest.starts_with(' ');
        let end = rest.find(|c| (c == ' ') != space).unwrap_or(rest.len());
        let (chunk, after) = rest.split_at(end);
        rest = after;
        (!chunk.is_empty()).then_some(chunk)
    })
}
