//! Sets the words of a line, and says what they are read as.

use super::content::Content;
use super::emit::{Emitter, Piece};
use super::frame::{Joined, Order, Owner};
use super::lines::{Line, SetBox};
use super::order::{Bit, bits, order};
use crate::document::Shift;
use crate::geom::{Point, Pt};
use crate::node::NodeId;
use crate::text::segment::{is_invisible, is_joiner, is_private_use};
use std::borrow::Cow;

/// How far superscripts stand above the line and subscripts below it, in ems. They keep the size
/// of the text, which is then never under the least that large print allows.
pub(super) const RISE: f64 = 0.33;
pub(super) const DROP: f64 = 0.2;

/// A word that is broken over lines, as far as one owner has it.
#[derive(Clone, Copy)]
pub(super) struct Open {
    /// Where it begins in its paragraph.
    word: usize,
    owner: NodeId,
    /// Its place among the [`joined`](crate::typeset::frame::Page::joined) words of its page.
    joined: u32,
}

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
    pub(super) fn line(&mut self, set: &SetBox<'_, '_>, line: &Line, origin: Point) {
        let Some(prepared) = &set.prepared else { return };
        let words = &prepared.words;
        let size = prepared.size;
        let mut last = None;
        // The words that the line shares with its neighbours: where the first ends, and where the
        // last begins and which word it is, which may be the first.
        let text = &words.text[line.start..line.end];
        let first = self.open.map(|open| {
            let end = text.find(' ').map_or(line.end, |space| line.start + space);
            (line.start..end, open.word)
        });
        let last_shared = line.inside_word.then(|| {
            let start =
                text.rfind(' ').map_or(line.start, |space| line.start + space + 1);
            let whole_line = self.open.filter(|_| start == line.start);
            (start..line.end, whole_line.map_or(start, |open| open.word))
        });
        let bits = bits(prepared, line);
        let (places, mut end) = self.places(prepared, line, &bits, origin.x);
        // Words that run from left to right on a line that does not are read as one, and a word
        // that has to be said beside its glyphs with the space behind it.
        let mut open: Option<(usize, u32)> = None;
        for (at, bit) in bits.iter().enumerate() {
            let Bit { range, run, level } = bit;
            let chunk = &words.text[range.clone()];
            let (style, tongue) = (run.manner.style, run.manner.nature.tongue());
            let way = level.map(|level| level % 2 == 1);
            let shared = [&first, &last_shared]
                .into_iter()
                .flatten()
                .find(|(word, _)| word.start <= range.start && range.end <= word.end);
            let order = order(&bits, at, prepared);
            let joined = match shared {
                Some((_, word)) => Some(self.join(*word, run.manner.owner, order)),
                None => {
                    let shaped = self.shaper.shape_as(chunk, style, tongue, way);
                    let said = (shaped.complex || shaped.right_to_left)
                        && !shaped.runs.is_empty();
                    let space = chunk.starts_with(' ');
                    let goes_on = match order {
                        Order::Among => true,
                        Order::Reading | Order::Reversed => space,
                        Order::Behind => false,
                    };
                    let open_here = open.filter(|(next, joined)| {
                        goes_on
                            && *next == at
                            && self.owns(*joined, run.manner.owner, order)
                    });
                    let joined = match open_here {
                        Some((_, joined)) => Some(joined),
                        None if matches!(order, Order::Among | Order::Behind) || said => {
                            Some(self.begin_joined(order))
                        }
                        None => None,
                    };
                    open = joined.map(|joined| (at + 1, joined));
                    joined
                }
            };
            if let Some(joined) = joined {
                let shown = |c: &char| !is_invisible(*c) || is_joiner(*c);
                let visible = chunk.chars().filter(shown).map(actual);
                self.page.joined[joined as usize].text.extend(visible);
            }
            let hyphenated = line.hyphen && range.end == line.end;
            let text: Cow<'_, str> =
                if hyphenated { format!("{chunk}-").into() } else { chunk.into() };
            let owner = Owner::Node(run.manner.owner);
            let piece = Piece {
                text: &text,
                style,
                tongue,
                owner,
                size,
                joined,
                right_to_left: way,
                // And a space behind the line.
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
            let owner = Owner::Node(owner);
            self.text(Point { x: end, ..origin }, &Piece::plain(" ", style, owner, size));
        }
    }

    /// The place in `joined` of a word that is broken over lines, as far as one owner has it.
    fn join(&mut self, word: usize, owner: NodeId, order: Order) -> u32 {
        match self.open {
            Some(open) if (open.word, open.owner) == (word, owner) => open.joined,
            _ => {
                let joined = self.begin_joined(order);
                self.open = Some(Open { word, owner, joined });
                joined
            }
        }
    }

    pub(super) fn begin_joined(&mut self, order: Order) -> u32 {
        self.page.joined.push(Joined { order, ..Joined::default() });
        u32::try_from(self.page.joined.len() - 1).unwrap_or(u32::MAX)
    }
}

/// The character that says what `c` says: a private-use character says nothing.
const fn actual(c: char) -> char {
    if is_private_use(c) { '\u{fffd}' } else { c }
}

/// The words of `text` and the spaces between them, as they were measured.
pub(super) fn chunks(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let space = rest.starts_with(' ');
        let end = rest.find(|c| (c == ' ') != space).unwrap_or(rest.len());
        let (chunk, after) = rest.split_at(end);
        rest = after;
        (!chunk.is_empty()).then_some(chunk)
    })
}
