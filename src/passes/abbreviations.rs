//! Abbreviations that a page explains: the first of each on paper has what it stands for.

use crate::diag::{Diagnostic, Span};
use crate::document::draft::{UNNUMBERED, place_of};
use crate::document::walk::for_each_block;
use crate::document::{Abbreviation, Block, BlockKind, Expansion, Inline, InlineKind};
use crate::text::first_words;
use rustc_hash::{FxHashMap, FxHashSet};

/// The most abbreviations that begin with the same word.
const MAX_ALIKE: usize = 50;

/// Gives the first of each abbreviation on paper what it stands for, and gives back those that the
/// page explains, none twice. A line that explains what is not on the page is reported: its words are
/// printed nowhere.
pub(super) fn explain(
    blocks: &mut [Block],
    abbreviations: Vec<(Abbreviation, Option<Span>)>,
    source: &str,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Abbreviation> {
    let mut known: FxHashMap<String, String> = FxHashMap::default();
    let (mut explained, mut places) = (Vec::new(), Vec::new());
    for (it, place) in abbreviations {
        if it.short.is_empty() || it.long.is_empty() {
            continue;
        }
        match known.get(&it.short) {
            None => {
                known.insert(it.short.clone(), it.long.clone());
                explained.push(it);
                places.push(place);
            }
            Some(long) if *long == it.long => {}
            Some(long) => diagnostics.extend(place.map(|span| other(&it, long, span))),
        }
    }
    if explained.is_empty() {
        return explained;
    }
    let mut search =
        Search { by_first: FxHashMap::default(), met: FxHashSet::default(), source };
    for it in &explained {
        let alike = search.by_first.entry(first_word(&it.short)).or_default();
        if alike.len() < MAX_ALIKE {
            alike.push(it);
            // The longest comes first.
            alike.sort_by_key(|it| std::cmp::Reverse(it.short.len()));
        }
    }
    for block in blocks.iter_mut().filter(|block| block.media.is_printed()) {
        for_each_block(std::slice::from_mut(block), &mut |block| {
            if let BlockKind::Heading { content, .. } | BlockKind::Paragraph { content } =
                &mut block.kind
            {
                search.inlines(content);
            }
        });
    }
    for (it, place) in explained.iter().zip(places) {
        let Some(span) = place.filter(|_| !search.met.contains(&it.short)) else {
            continue;
        };
        let message = format!(
            "`{}` is not on the page, so what it stands for is printed nowhere: `{}`",
            it.short,
            first_words(&it.long)
        );
        let help = "delete the line, or write its words in the page";
        diagnostics.push(unused(span, message, help));
    }
    explained
}

/// A message about a line whose words are printed nowhere.
fn unused(span: Span, message: String, help: &str) -> Diagnostic {
    Diagnostic::warning("left-over-mark", span, message).help(help)
}

/// The message about an abbreviation that is explained for the second time.
fn other(it: &Abbreviation, long: &str, span: Span) -> Diagnostic {
    let message = format!(
        "`{}` stands for `{}` already; this is printed nowhere: `{}`",
        it.short,
        first_words(long),
        first_words(&it.long)
    );
    unused(span, message, "explain it once")
}

/// The letters and digits that a text begins with, or its first character.
fn first_word(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_alphanumeric()).unwrap_or(text.len());
    let first = text.chars().next().map_or(0, char::len_utf8);
    &text[..end.max(first)]
}

struct Search<'a> {
    /// By first word: those that were not met yet.
    by_first: FxHashMap<&'a str, Vec<&'a Abbreviation>>,
    /// Those that were met.
    met: FxHashSet<String>,
    source: &'a str,
}

impl Search<'_> {
    fn inlines(&mut self, inlines: &mut Vec<Inline>) {
        let mut at = 0;
        while at < inlines.len() {
            match &mut inlines[at].kind {
                InlineKind::Emphasis(content)
                | InlineKind::Strong(content)
                | InlineKind::Strikethrough(content)
                | InlineKind::PrintOnly(content)
                | InlineKind::Shifted { content, .. }
                | InlineKind::LangSpan { content, .. }
                | InlineKind::Link { content, .. } => self.inlines(content),
                InlineKind::Text(text) => {
                    if let Some((from, found)) = self.find(text) {
                        let end = from + found.short.len();
                        let parts = self.parted(&inlines[at], from..end, &found.long);
                        let next = parts.len() - 1;
                        let is_last = matches!(parts[next].kind, InlineKind::Text(_));
                        inlines.splice(at..=at, parts);
                        // What comes after may have others.
                        at += if is_last { next } else { next + 1 };
                        continue;
                    }
                }
                _ => {}
            }
            at += 1;
        }
    }

    /// The first abbreviation in a text that was not met before.
    fn find(&mut self, text: &str) -> Option<(usize, Abbreviation)> {
        if self.by_first.is_empty() {
            return None;
        }
        let mut before = None;
        for (at, c) in text.char_indices() {
            let begins =
                !c.is_alphanumeric() || !before.is_some_and(char::is_alphanumeric);
            before = Some(c);
            if !begins || c.is_whitespace() {
                continue;
            }
            let rest = &text[at..];
            let first = first_word(rest);
            let Some(alike) = self.by_first.get_mut(first) else { continue };
            let whole = |it: &&Abbreviation| {
                rest.strip_prefix(it.short.as_str())
                    .is_some_and(|after| !after.starts_with(char::is_alphanumeric))
            };
            if let Some(place) = alike.iter().position(whole) {
                let found = alike.remove(place).clone();
                self.met.insert(found.short.clone());
                if alike.is_empty() {
                    self.by_first.remove(first);
                }
                return Some((at, found));
            }
        }
        None
    }

    /// The text with a part of it that stands for other words.
    fn parted(&self, inline: &Inline, part: Span, expansion: &str) -> Vec<Inline> {
        let InlineKind::Text(text) = &inline.kind else { return Vec::new() };
        let words = |range: Span| {
            let span = place_of(self.source, &inline.span, text, &range);
            let kind = InlineKind::Text(text[range].to_owned());
            Inline { id: UNNUMBERED, span, kind }
        };
        let short = words(part.clone());
        let kind = InlineKind::Expanded {
            content: vec![short.clone()],
            expansion: expansion.to_owned(),
            speech: Expansion::AsWritten,
        };
        let parts =
            [words(0..part.start), Inline { kind, ..short }, words(part.end..text.len())];
        let empty =
            |it: &Inline| matches!(&it.kind, InlineKind::Text(text) if text.is_empty());
        parts.into_iter().filter(|it| !empty(it)).collect()
    }
}
