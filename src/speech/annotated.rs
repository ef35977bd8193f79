//! Text with facts about parts of it that its characters do not say.

use std::ops::Range;

/// What holds for a part of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Annotation {
    /// It stands above the line.
    Above,
    /// It stands below the line.
    Below,
    /// It is a number that a link dials: it is said digit by digit, in every language.
    Dialled,
    /// It is a sign with this name, which is said between short pauses, in every language.
    Named(String),
}

/// A text and what holds for its parts.
#[derive(Debug, Clone, Default)]
pub(crate) struct Annotated {
    pub(crate) text: String,
    /// The parts, by where they begin; they nest.
    pub(crate) parts: Vec<(Range<usize>, Annotation)>,
}

impl From<&str> for Annotated {
    fn from(text: &str) -> Self {
        Self { text: text.to_owned(), parts: Vec::new() }
    }
}

impl Annotated {
    /// A part of the text by itself.
    pub(crate) fn slice(&self, range: Range<usize>) -> Self {
        let parts = self.parts.iter().filter_map(|(part, annotation)| {
            let start = part.start.max(range.start);
            let end = part.end.min(range.end);
            let inside = (start - range.start)..end.checked_sub(range.start)?;
            (start < end).then(|| (inside, annotation.clone()))
        });
        Self { text: self.text[range.clone()].to_owned(), parts: parts.collect() }
    }

    /// The text written anew, character by character: `write` is given what was written so far, the
    /// place of the next character, and that. Annotations stay with what they are about.
    pub(crate) fn rewritten(
        &self,
        mut write: impl FnMut(&mut String, usize, char),
    ) -> Self {
        let mut places: Vec<usize> =
            self.parts.iter().flat_map(|(part, _)| [part.start, part.end]).collect();
        places.sort_unstable();
        places.dedup();
        let mut moved = Vec::with_capacity(places.len());
        let mut text = String::with_capacity(self.text.len());
        for (at, c) in self.text.char_indices() {
            while places.get(moved.len()).is_some_and(|place| *place <= at) {
                moved.push(text.len());
            }
            write(&mut text, at, c);
        }
        moved.resize(places.len(), text.len());
        let place = |at: &usize| places.binary_search(at).map_or(0, |found| moved[found]);
        let parts = self.parts.iter().map(|(part, annotation)| {
            (place(&part.start)..place(&part.end), annotation.clone())
        });
        Self { parts: parts.collect(), text }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn annotations_stay_with_their_words() {
        let parts = vec![(2..6, Annotation::Dialled), (4..6, Annotation::Above)];
        let annotated = Annotated { text: "a  b cd".into(), parts };
        let doubled = annotated.rewritten(|out, _, c| {
            if c != ' ' {
                out.extend([c, c]);
            }
        });
        assert_eq!(doubled.text, "aabbccdd");
        assert_eq!(
            doubled.parts,
            [(2..6, Annotation::Dialled), (4..6, Annotation::Above)]
        );
        let end = annotated.slice(5..7);
        assert_eq!(end.text, "cd");
        assert_eq!(end.parts, [(0..1, Annotation::Dialled), (0..1, Annotation::Above)]);
        assert!(annotated.slice(0..2).parts.is_empty());
    }
}
