//! The words of a page, block by block, each with its place in the source.

use crate::diag::Span;
use crate::document::{
    Block, BlockKind, Document, Inline, InlineKind, Origin, Walk, inlines,
};
use crate::node::NodeId;
use rustc_hash::{FxHashMap, FxHashSet};
use smol_str::{SmolStr, StrExt as _};
use std::cmp::Reverse;
use std::ops::Range;
use std::sync::OnceLock;

/// Stands where there are words in another language, or code: nothing that rules about words know.
const PASSED_OVER: char = '\u{fffc}';

/// The words of a heading or a paragraph.
#[derive(Debug)]
pub(super) struct Prose<'d> {
    pub(super) block: &'d Block,
    /// The words with spaces for line breaks.
    pub(super) text: String,
    pub(super) words: Vec<Word>,
    pub(super) in_table: bool,
    pieces: Vec<Piece>,
    source: &'d str,
}

/// A word.
#[derive(Debug)]
pub(super) struct Word {
    /// Its place in the text.
    pub(super) range: Range<usize>,
    /// In lower case, with a straight apostrophe.
    pub(super) lower: SmolStr,
}

/// A stretch of text and where it came from.
#[derive(Debug)]
struct Piece {
    from: usize,
    span: Span,
    /// Where the source does not have it letter for letter, the places of its words in the text
    /// and in the source, as far as both write them in one way.
    places: Option<Box<OnceLock<Places>>>,
}

/// Places in the text and in the source.
type Places = Vec<(usize, usize)>;

/// How many bytes further on than in the text, at the least, words are looked for in the source. A
/// letter may be an entity there, and the longest is of 33.
const NEAR: usize = 64;

/// How many at the most.
const FAR: usize = 4096;

/// The author's words in the blocks that some medium shows or says, in reading order.
pub(super) fn proses<'d>(source: &'d str, document: &'d Document) -> Vec<Prose<'d>> {
    let mut in_tables: FxHashSet<NodeId> = FxHashSet::default();
    let mut proses = Vec::new();
    for block in Walk::new(&document.blocks) {
        if matches!(block.kind, BlockKind::Table(_)) {
            in_tables.extend(block.kind.children().iter().map(|cell| cell.id));
        }
        let own = matches!(block.origin, Origin::Author);
        if own && block.kind.is_text() {
            proses.push(Prose::new(
                source,
                block,
                block.kind.content(),
                in_tables.contains(&block.id),
            ));
        }
    }
    proses
}

impl<'d> Prose<'d> {
    fn new(
        source: &'d str,
        block: &'d Block,
        content: &[Inline],
        in_table: bool,
    ) -> Self {
        let mut prose = Self {
            block,
            text: String::new(),
            words: Vec::new(),
            in_table,
            pieces: Vec::new(),
            source,
        };
        let mut foreign: FxHashSet<NodeId> = FxHashSet::default();
        for inline in inlines(content) {
            if foreign.remove(&inline.id) {
                let content = inline.kind.content();
                if content.is_empty() {
                    prose.add(&PASSED_OVER.to_string(), &inline.span);
                }
                foreign.extend(content.iter().map(|inline| inline.id));
                continue;
            }
            match &inline.kind {
                InlineKind::Text(text) => prose.add(text, &inline.span),
                InlineKind::SoftBreak | InlineKind::HardBreak => {
                    prose.add(" ", &inline.span);
                }
                InlineKind::Code(_) | InlineKind::Image(_) => {
                    prose.add(&PASSED_OVER.to_string(), &inline.span);
                }
                InlineKind::LangSpan { content, .. } => {
                    foreign.extend(content.iter().map(|inline| inline.id));
                }
                _ => {}
            }
        }
        prose.words = words(&prose.text);
        prose
    }

    fn add(&mut self, text: &str, span: &Span) {
        let exact = self.source.get(span.clone()) == Some(text);
        let (from, span) = (self.text.len(), span.clone());
        let places = (!exact).then(Box::default);
        self.pieces.push(Piece { from, span, places });
        self.text.push_str(text);
    }

    /// Where a stretch of the text stands in the source. Where the source writes it in another way,
    /// with entities or escapes, it is looked for, and if it is not found the piece around it holds.
    pub(super) fn span(&self, range: &Range<usize>) -> Span {
        let after = self.pieces.partition_point(|piece| piece.from <= range.start);
        let Some(at) = after.checked_sub(1) else { return self.block.span.clone() };
        let piece = &self.pieces[at];
        let start = range.start - piece.from;
        let Some(places) = &piece.places else {
            let start = piece.span.start + start;
            return start..(start + range.len()).min(piece.span.end);
        };
        let places = places.get_or_init(|| self.places(at));
        let after = places.partition_point(|(place, _)| *place <= range.start);
        let before = after.checked_sub(1).map(|at| places[at]);
        let before = before.unwrap_or((piece.from, piece.span.start));
        match self.look_for(range, before, piece) {
            Some(start) => start..start + range.len(),
            None => piece.span.clone(),
        }
    }

    /// The places of the words of a piece in the text and in the source.
    fn places(&self, at: usize) -> Places {
        let piece = &self.pieces[at];
        let end = self.pieces.get(at + 1).map_or(self.text.len(), |next| next.from);
        let mut before = (piece.from, piece.span.start);
        let mut places = Vec::new();
        for word in self.words_in(&(piece.from..end)) {
            if let Some(start) = self.look_for(&word.range, before, piece) {
                places.push((word.range.start, start));
                before = (word.range.end, start + word.range.len());
            }
        }
        places
    }

    /// Where a stretch of the text begins in the source, after a place that is known in both.
    fn look_for(
        &self,
        range: &Range<usize>,
        (place, from): (usize, usize),
        piece: &Piece,
    ) -> Option<usize> {
        let further = (NEAR + 2 * (range.start - place)).min(FAR) + range.len();
        let most = (from + further).min(piece.span.end);
        let to = (from..=most).rfind(|at| self.source.is_char_boundary(*at))?;
        let found = self.source.get(from..to)?.find(&self.text[range.clone()])?;
        Some(from + found)
    }

    /// Whether it is printed or said: neither where it is for the web alone.
    pub(super) const fn is_given(&self) -> bool {
        self.block.media.is_printed() || self.block.media.is_said()
    }

    /// Whether it is a heading.
    pub(super) const fn is_heading(&self) -> bool {
        matches!(self.block.kind, BlockKind::Heading { .. })
    }

    /// The words in a stretch of the text.
    pub(super) fn words_in(&self, range: &Range<usize>) -> &[Word] {
        let from = self.words.partition_point(|word| word.range.start < range.start);
        let to = self.words.partition_point(|word| word.range.start < range.end);
        &self.words[from..to]
    }
}

/// The words of a text: letters and digits, with apostrophes within them.
fn words(text: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::with_capacity(text.len() / 5);
    let mut from = None;
    let ends = text.char_indices().chain([(text.len(), ' ')]);
    for (at, c) in ends {
        let apostrophe = matches!(c, '\'' | '’')
            && from.is_some()
            && text[at + c.len_utf8()..].starts_with(char::is_alphanumeric);
        if c.is_alphanumeric() || apostrophe {
            from = from.or(Some(at));
        } else if let Some(start) = from.take() {
            let mut lower = text[start..at].to_lowercase_smolstr();
            if lower.contains('’') {
                lower = lower.replace_smolstr("’", "'");
            }
            words.push(Word { range: start..at, lower });
        }
    }
    words
}

/// Words in a row that are looked for, each with what is known of it.
#[derive(Debug)]
pub(super) struct Phrases<T: 'static> {
    by_first: FxHashMap<&'static str, Vec<(Vec<&'static str>, &'static T)>>,
}

impl<T> Phrases<T> {
    /// A list of phrases in lower case.
    pub(super) fn new(
        list: &'static [T],
        phrase: impl Fn(&'static T) -> &'static str,
    ) -> Self {
        let mut sorted: Vec<&'static T> = list.iter().collect();
        sorted.sort_by_key(|known| Reverse(phrase(known).split(' ').count()));
        let mut by_first: FxHashMap<_, Vec<_>> = FxHashMap::default();
        for known in sorted {
            let mut words = phrase(known).split(' ');
            let first = words.next().unwrap_or_default();
            by_first.entry(first).or_default().push((words.collect(), known));
        }
        Self { by_first }
    }

    /// The phrases in a text, the longest at each place, with their places.
    pub(super) fn find<'p>(
        &'p self,
        prose: &'p Prose<'_>,
    ) -> impl Iterator<Item = (Range<usize>, &'static T)> {
        let mut at = 0;
        std::iter::from_fn(move || {
            while at < prose.words.len() {
                let first = at;
                at += 1;
                let Some(phrases) = self.by_first.get(&*prose.words[first].lower) else {
                    continue;
                };
                let found = phrases.iter().find(|(rest, _)| follows(prose, first, rest));
                if let Some((rest, known)) = found {
                    at = first + rest.len() + 1;
                    let range =
                        prose.words[first].range.start..prose.words[at - 1].range.end;
                    return Some((range, *known));
                }
            }
            None
        })
    }
}

/// Whether words stand after a word with nothing but space between them.
fn follows(prose: &Prose<'_>, first: usize, rest: &[&str]) -> bool {
    rest.iter().enumerate().all(|(offset, wanted)| {
        let (Some(before), Some(word)) =
            (prose.words.get(first + offset), prose.words.get(first + offset + 1))
        else {
            return false;
        };
        let between = &prose.text[before.range.end..word.range.start];
        word.lower == *wanted && between.chars().all(char::is_whitespace)
    })
}
