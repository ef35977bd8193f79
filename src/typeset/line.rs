//! Sets the words of a line, and says what they are read as.

use super::boxes::Content;
use super::chunks::{Chunk, chunks};
use super::emit::{Emitter, OpenWord, Piece};
use super::frame::Owner;
use super::lines::{BrokenBox, Line};
use super::style::{DROP, RISE};
use crate::document::Shift;
use crate::geom::{Point, Pt};
use crate::node::NodeId;
use crate::text::segment::{is_invisible, is_joiner, is_private_use};
use std::borrow::Cow;
use std::ops::Range;

/// How far text is moved from its line, upwards.
fn rise(shift: Option<Shift>, size: Pt) -> Pt {
    match shift {
        Some(Shift::Up) => size * RISE,
        Some(Shift::Down) => size * -DROP,
        None => Pt(0.0),
    }
}

impl Emitter<'_, '_> {
    /// Sets a line at a place.
    pub(super) fn line(&mut self, set: &BrokenBox<'_, '_>, line: &Line, origin: Point) {
        let Some(paragraph) = &set.paragraph else { return };
        let words = &paragraph.words;
        let size = paragraph.size;
        let mut last = None;
        let shared_words = self.shared_words(&words.text, line);
        let chunks = chunks(paragraph, line.start..line.end);
        let (places, mut end) = self.places(paragraph, line, &chunks, origin.x);
        // A word that has to be said beside its glyphs is read as one with the space after it.
        let mut open: Option<(usize, u32)> = None;
        for (at, chunk) in chunks.iter().enumerate() {
            let Chunk { range, run, level } = chunk;
            let text = &words.text[range.clone()];
            let (style, tongue) = (run.manner.style, run.manner.nature.tongue());
            let way = level.map(|level| level % 2 == 1);
            let shared = shared_words
                .iter()
                .flatten()
                .find(|(word, _)| word.start <= range.start && range.end <= word.end);
            let turned = way == Some(true);
            let joined = match shared {
                // Programs turn words round that run from right to left, and need their glyphs.
                _ if turned => None,
                Some((_, word)) => Some(self.join(*word, run.manner.owner)),
                None => {
                    let shaped = self.shaper.shape_as(text, style, tongue, way);
                    let said = shaped.complex && !shaped.runs.is_empty();
                    let goes_on = |(next, joined): &(usize, u32)| {
                        *next == at
                            && text.starts_with(' ')
                            && self.owns(*joined, run.manner.owner)
                    };
                    let joined = open.filter(goes_on).map(|(_, joined)| joined);
                    let joined = joined.or_else(|| said.then(|| self.begin_joined()));
                    open = joined.map(|joined| (at + 1, joined));
                    joined
                }
            };
            if let Some(joined) = joined {
                let shown = |c: &char| !is_invisible(*c) || is_joiner(*c);
                let visible = text.chars().filter(shown).map(actual);
                self.page.joined[joined as usize].extend(visible);
            }
            let hyphenated = line.hyphen && range.end == line.end;
            let text: Cow<'_, str> =
                if hyphenated { format!("{text}-").into() } else { text.into() };
            let owner = Owner::Node(run.manner.owner);
            let piece = Piece {
                text: &text,
                style,
                tongue,
                owner,
                size,
                joined,
                right_to_left: way,
                // And a space after the line.
                room: run.end.min(line.end) - range.end + 1,
            };
            let left = places.as_ref().map_or(end, |places| places[at]);
            let rise = rise(run.manner.shift, size);
            let right = self.text(Point { x: left, y: origin.y + rise }, &piece);
            if run.manner.struck {
                self.strike(left, right, origin.y, size);
            }
            if places.is_none() {
                end = right;
            }
            last = Some((run.manner.owner, run.manner.style));
        }
        if !line.inside_word {
            self.open = None;
        }
        // Words and pictures that follow each other in a sentence must not run together.
        let parted = matches!(
            set.flow.content,
            Content::Part { .. } | Content::Text { .. } | Content::Title { .. }
        );
        let ends_line = line.last && (parted || line.end < words.text.len());
        if let Some((owner, style)) = last.filter(|_| line.spaced || ends_line) {
            let way = set.levels().map(|levels| levels.right_to_left);
            let space = Piece {
                right_to_left: way,
                ..Piece::plain(" ", style, Owner::Node(owner), size)
            };
            self.space_after_line(&space, origin, end);
        }
    }

    /// The words that a line shares with its neighbours, each with where it begins in its paragraph:
    /// the one that it begins inside of, and the one that it ends inside of, which may be the same.
    fn shared_words(
        &self,
        text: &str,
        line: &Line,
    ) -> [Option<(Range<usize>, usize)>; 2] {
        let text = &text[line.start..line.end];
        let first = self.open.map(|open| {
            let end = text.find(' ').map_or(line.end, |space| line.start + space);
            (line.start..end, open.word)
        });
        let last = line.inside_word.then(|| {
            let start =
                text.rfind(' ').map_or(line.start, |space| line.start + space + 1);
            let whole_line = self.open.filter(|_| start == line.start);
            (start..line.end, whole_line.map_or(start, |open| open.word))
        });
        [first, last]
    }

    /// Sets the space that parts a line, which runs from `origin` to `end`, from what follows.
    fn space_after_line(&mut self, space: &Piece<'_>, origin: Point, end: Pt) {
        // A line that runs against the page ends where others begin.
        let x = match space.right_to_left {
            Some(way) if way != self.right_to_left => {
                let shaped =
                    self.shaper.shape_as(" ", space.style, space.tongue, Some(way));
                origin.x - space.size * shaped.width
            }
            _ => end,
        };
        self.text(Point { x, ..origin }, space);
    }

    /// The place in `joined` of a word that is broken over lines, as far as one owner has it.
    fn join(&mut self, word: usize, owner: NodeId) -> u32 {
        match self.open {
            Some(open) if (open.word, open.owner) == (word, owner) => open.joined,
            _ => {
                let joined = self.begin_joined();
                self.open = Some(OpenWord { word, owner, joined });
                joined
            }
        }
    }

    fn begin_joined(&mut self) -> u32 {
        self.page.joined.push(String::new());
        u32::try_from(self.page.joined.len() - 1).unwrap_or(u32::MAX)
    }
}

/// The character that says what `c` says: a private-use character says nothing.
const fn actual(c: char) -> char {
    if is_private_use(c) { '\u{fffd}' } else { c }
}
