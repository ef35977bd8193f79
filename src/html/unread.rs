//! Words of a block that is still open, and which of their characters are no marks.

use crate::diag::Span;
use crate::document::draft::{UNNUMBERED, push_joined};
use crate::document::{Inline, InlineKind};

/// Words whose marks are still to be read.
#[derive(Debug, Default)]
pub(crate) struct Unread {
    /// The words, texts in a row as one.
    pub(crate) inlines: Vec<Inline>,
    pub(crate) literals: Literals,
}

impl Unread {
    /// Words without literal characters.
    pub(super) const fn plain(inlines: Vec<Inline>) -> Self {
        Self { inlines, literals: Literals(Vec::new()) }
    }

    /// Adds words; `literals` are the bytes of a text at which a character is literal, in order.
    pub(super) fn push(&mut self, kind: InlineKind, span: Span, literals: &[usize]) {
        let (at, start) = match (&kind, self.inlines.last()) {
            (InlineKind::Text(_), Some(Inline { kind: InlineKind::Text(text), .. })) => {
                (self.inlines.len() - 1, text.len())
            }
            _ => (self.inlines.len(), 0),
        };
        self.literals.0.extend(literals.iter().map(|byte| (at, start + byte)));
        push_joined(&mut self.inlines, Inline { id: UNNUMBERED, span, kind });
    }

    /// The words one by one, each with the bytes of its literal characters.
    pub(super) fn into_pieces(self) -> impl Iterator<Item = (Inline, Vec<usize>)> {
        let mut literals = self.literals.0.into_iter().peekable();
        self.inlines.into_iter().enumerate().map(move |(at, inline)| {
            let mut own = Vec::new();
            while let Some((_, byte)) = literals.next_if(|(inline, _)| *inline == at) {
                own.push(byte);
            }
            (inline, own)
        })
    }
}

/// The characters of words that are only themselves, though marks look like them: by the place of
/// their inline, and by their byte in its text. In order.
#[derive(Debug, Default)]
pub(crate) struct Literals(Vec<(usize, usize)>);

impl Literals {
    /// Those of one inline.
    pub(crate) fn of(&self, inline: usize) -> LiteralsOf<'_> {
        let first = self.0.partition_point(|(other, _)| *other < inline);
        let own = &self.0[first..];
        LiteralsOf(&own[..own.partition_point(|(other, _)| *other == inline)])
    }
}

/// The literal characters of one text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct LiteralsOf<'a>(&'a [(usize, usize)]);

impl LiteralsOf<'_> {
    /// Whether the character at a byte is literal.
    pub(crate) fn has(self, byte: usize) -> bool {
        self.next(byte) == Some(byte)
    }

    /// Whether one is in a part of the text, in bytes.
    pub(crate) fn any_in(self, part: &Span) -> bool {
        self.next(part.start).is_some_and(|byte| byte < part.end)
    }

    /// The first at a byte or after it.
    pub(crate) fn next(self, byte: usize) -> Option<usize> {
        let first = self.0.partition_point(|(_, at)| *at < byte);
        self.0.get(first).map(|(_, at)| *at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn literals_keep_their_place_where_texts_are_joined() {
        let mut words = Unread::default();
        let text = |words: &str| InlineKind::Text(words.into());
        words.push(text("a ["), 0..3, &[2]);
        words.push(text("[b]"), 3..6, &[0, 2]);
        words.push(InlineKind::SoftBreak, 6..7, &[]);
        words.push(text("{"), 7..8, &[0]);
        let first = words.literals.of(0);
        let places: Vec<usize> = (0..7).filter(|byte| first.has(*byte)).collect();
        assert_eq!(places, [2, 3, 5]);
        assert!(words.literals.of(2).has(0) && !words.literals.of(1).has(0));
        assert!(first.any_in(&(4..6)) && !first.any_in(&(0..2)));
        let pieces: Vec<Vec<usize>> = words.into_pieces().map(|(_, own)| own).collect();
        assert_eq!(pieces, [vec![2, 3, 5], vec![], vec![0]]);
    }
}
