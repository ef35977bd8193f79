//! The words of a line and the spaces between them, as they are measured and set.

use super::paragraph::Paragraph;
use super::words::{Run, words_and_spaces};
use crate::font::Shaper;
use crate::geom::Pt;
use crate::text::segment::is_unspaced;
use std::ops::Range;

/// A word of a line, or the space between two, of one run and one level.
pub(super) struct Chunk {
    /// Its bytes in the text of its paragraph.
    pub(super) range: Range<usize>,
    /// How it is set.
    pub(super) run: Run,
    /// Its embedding level; `None` where all of the paragraph runs from left to right.
    pub(super) level: Option<u8>,
}

/// The chunks of a line's text, in the order in which they are read.
pub(super) fn chunks(paragraph: &Paragraph, line: Range<usize>) -> Vec<Chunk> {
    let words = &paragraph.words;
    let mut chunks = Vec::with_capacity(line.len() / 2);
    for (part, run, level) in words.parts(line) {
        let ranges = chunk_ranges(&words.text, part);
        let parts = ranges.flat_map(|range| measured(paragraph, range));
        chunks.extend(parts.map(|range| Chunk { range, run, level }));
    }
    chunks
}

/// The advance of each chunk of a line, the last with the hyphen that is added to it.
pub(super) fn chunk_widths<'c>(
    paragraph: &'c Paragraph,
    chunks: &'c [Chunk],
    hyphen: bool,
    shaper: &'c mut Shaper<'_>,
) -> impl Iterator<Item = Pt> {
    chunks.iter().enumerate().map(move |(at, chunk)| {
        let hyphen = hyphen && at + 1 == chunks.len();
        paragraph.words.width(chunk.range.clone(), hyphen, paragraph.size, shaper)
    })
}

/// The parts of a word that were measured apart, because a line may end between them. Letters of
/// scripts without spaces are not kerned, and stay together.
fn measured(
    paragraph: &Paragraph,
    word: Range<usize>,
) -> impl Iterator<Item = Range<usize>> {
    let text = &paragraph.words.text;
    let first = paragraph.ranges.partition_point(|range| range.start <= word.start);
    let starts = paragraph.ranges[first..].iter().map(|range| range.start);
    let inside = starts.take_while(move |start| *start < word.end).filter(|&start| {
        let (before, after) = text.split_at(start);
        let unspaced = |c: Option<char>| c.is_some_and(is_unspaced);
        !(unspaced(before.chars().next_back()) && unspaced(after.chars().next()))
    });
    let mut at = word.start;
    inside.chain([word.end]).map(move |end| {
        let part = at..end;
        at = end;
        part
    })
}

/// Where the words of a part of `text` and the spaces between them stand.
pub(super) fn chunk_ranges(
    text: &str,
    part: Range<usize>,
) -> impl Iterator<Item = Range<usize>> {
    let mut at = part.start;
    words_and_spaces(&text[part]).map(move |chunk| {
        let start = at;
        at += chunk.len();
        start..at
    })
}
