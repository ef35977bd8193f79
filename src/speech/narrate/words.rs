//! Says words: sentence by sentence, with what stands among them.

use super::super::Role;
use super::super::annotated::{Annotated, Annotation};
use super::super::normalize::{
    normalize, normalize_annotated, spoken_target, telephone_of,
};
use super::{BETWEEN_SENTENCES, Narrator, written};
use crate::diag::{Diagnostic, Span};
use crate::document::{
    Expansion, Image, Inline, InlineKind, PrintedTarget, Shift, Target, plain_text,
};
use crate::lang::Lang;
use crate::node::NodeId;
use crate::text::segment::{break_opportunities, sentences};
use std::ops::Range;

/// The longest utterance in characters. A longer sentence is said in pieces, so that a listener
/// who goes on after a pause hears little twice.
const MAX_UTTERANCE: usize = 1000;

/// Words of one node, or a picture among them.
enum Piece<'a> {
    Words(String),
    /// From here on, this holds for the words; it nests.
    Begin(Annotation),
    /// It holds no longer.
    End,
    /// Deleted words begin, or end.
    Deleted(bool),
    /// From here on, words in this language; `None` is the page's.
    Language(Option<Lang>),
    LineEnd,
    Picture(NodeId, &'a Image),
    Mark(NodeId, Mark),
}

/// What is said after the sentence it stands in.
enum Mark {
    /// That there was a link.
    Link,
    /// Where the link leads.
    Address(String),
    /// That there is a note.
    Note(usize),
}

/// A mark at a place of a text.
struct Marked {
    at: usize,
    node: NodeId,
    mark: Mark,
}

impl Narrator<'_> {
    /// Says a block's words, sentence by sentence.
    pub(super) fn words(&mut self, content: &[Inline], node: NodeId, span: &Span) {
        let mut pieces = Vec::new();
        collect(content, None, &mut pieces);
        let before = self.script.utterances.len();
        let mut text = Annotated::default();
        let mut open = Vec::new();
        let mut marks: Vec<Marked> = Vec::new();
        for piece in pieces {
            match piece {
                Piece::Words(words) => {
                    text.text.push_str(&words);
                    continue;
                }
                Piece::Begin(annotation) => {
                    // Those that begin first stand first.
                    let place = text.text.len();
                    text.parts.push((place..place, annotation));
                    open.push(Some(text.parts.len() - 1));
                    continue;
                }
                Piece::End => {
                    if let Some(part) = open.pop().flatten() {
                        text.parts[part].0.end = text.text.len();
                    }
                    continue;
                }
                Piece::Mark(node, mark) => {
                    marks.push(Marked { at: text.text.len(), node, mark });
                    continue;
                }
                _ => {}
            }
            // Everything else ends what was said so far.
            for part in open.iter_mut().filter_map(Option::take) {
                text.parts[part].0.end = text.text.len();
            }
            self.sentences(&std::mem::take(&mut text), node, span, &marks);
            marks.clear();
            match piece {
                Piece::Deleted(begins) => {
                    // What is deleted is the fact, not the name of its column.
                    if let Some(column) = self.column.take_if(|_| begins) {
                        let column = column.trim().trim_end_matches([':', '.', '?']);
                        let said = normalize(column, self.lang, &self.lexicon);
                        let lang = self.lang.clone();
                        let said = format!("{said}:");
                        self.push(Role::Announcement, lang, node, said.clone(), said);
                    }
                    let (begin, end) =
                        (self.announcements.deleted, self.announcements.deleted_end);
                    self.announce(if begins { begin } else { end }, node, &[]);
                }
                Piece::Language(lang) => self.foreign = lang,
                Piece::Picture(picture, image) => self.picture(picture, image, span),
                Piece::LineEnd
                | Piece::Words(_)
                | Piece::Begin(_)
                | Piece::End
                | Piece::Mark(..) => {}
            }
        }
        self.sentences(&text, node, span, &marks);
        let silent = self.script.utterances.len() == before;
        if silent && !plain_text(content).trim().is_empty() {
            self.diagnostics.push(
                Diagnostic::warning(
                    "nothing-to-say",
                    span.clone(),
                    "there is no word here to be said",
                )
                .help("write in words what a listener should know"),
            );
        }
    }

    /// Says what a picture shows, and what stands below it.
    pub(super) fn picture(&mut self, node: NodeId, image: &Image, span: &Span) {
        if !image.decorative {
            self.announce(self.announcements.picture, node, &[]);
            self.text(&image.description, node, span);
        }
        if let Some(caption) = &image.caption {
            self.due = self.due.max(BETWEEN_SENTENCES);
            self.text(&caption.words, caption.id, span);
        }
    }

    pub(super) fn text(&mut self, text: &str, node: NodeId, span: &Span) {
        self.sentences(&text.into(), node, span, &[]);
    }

    /// Says text, sentence by sentence; after each, what its marks say.
    fn sentences(
        &mut self,
        text: &Annotated,
        node: NodeId,
        span: &Span,
        marks: &[Marked],
    ) {
        let mut marks = marks.iter().peekable();
        let lang = self.foreign.clone().unwrap_or_else(|| self.lang.clone());
        for sentence in sentences(&text.text, &lang) {
            let end = sentence.end;
            for piece in pieces(&text.text, sentence) {
                self.sentence(&text.slice(piece), node, span);
            }
            while let Some(mark) = marks.next_if(|mark| mark.at <= end) {
                self.mark(mark);
            }
        }
    }

    fn mark(&mut self, Marked { node, mark, .. }: &Marked) {
        let announcements = self.announcements;
        match mark {
            Mark::Note(number) => {
                let number = number.to_string();
                self.announce(announcements.see_note, *node, &[("{number}", &number)]);
            }
            Mark::Address(address) if self.narration.addresses => self.announce(
                announcements.address,
                *node,
                &[("{address}", &spoken_target(address))],
            ),
            Mark::Link | Mark::Address(_) => {
                self.announce(announcements.link, *node, &[]);
            }
        }
    }

    fn sentence(&mut self, text: &Annotated, node: NodeId, span: &Span) {
        let text = collapsed(text);
        let written = written::with_shifts(&text).replace(parts_figures, " ");
        if written.chars().count() > MAX_UTTERANCE {
            self.diagnostics.push(
                Diagnostic::warning(
                    "word-too-long",
                    span.clone(),
                    format!("a word of over {MAX_UTTERANCE} characters is not said"),
                )
                .help("write it in words, or mark its section `{.print-only}`"),
            );
            return;
        }
        let lang = self.foreign.as_ref().unwrap_or(self.lang);
        let mut said = normalize_annotated(&text, lang, &self.lexicon);
        if self.foreign.is_none()
            && said.contains(char::is_alphanumeric)
            && let Some(column) = self.column.take()
        {
            let column = normalize(column.trim(), lang, &self.lexicon);
            said = format!("{}: {said}", column.trim_end_matches([':', '.', '?']));
        }
        let lang = self.foreign.as_ref().unwrap_or(self.lang);
        if said.contains(char::is_alphanumeric) {
            let lang = lang.clone();
            self.push(Role::Content, lang, node, written, said);
        } else if let Some(last) = self
            .script
            .utterances
            .iter_mut()
            .rev()
            .find(|last| last.role == Role::Content)
            .filter(|last| last.node == node)
        {
            // A full stop after words in another language ends them too.
            last.written.push_str(&written);
            last.said.push_str(&said);
        }
    }
}

/// The text with one space for all white space between two words; the one that parts the digits
/// of a number stays as it is.
fn collapsed(annotated: &Annotated) -> Annotated {
    let text = &annotated.text;
    let start = text.len() - text.trim_start().len();
    let end = text.trim_end().len();
    let is_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    annotated.rewritten(|collapsed, at, c| {
        let (before, after) = (&text[..at], &text[at + c.len_utf8()..]);
        let is_kept = !c.is_whitespace()
            || parts_figures(c)
                && is_digit(before.chars().next_back())
                && is_digit(after.chars().next());
        if !(start..end).contains(&at) {
            // White space around the text.
        } else if is_kept {
            collapsed.push(c);
        } else if !collapsed.ends_with(' ') {
            collapsed.push(' ');
        }
    })
}

/// No-break, figure, thin and narrow spaces, which part thousands and the groups of a telephone
/// number.
const fn parts_figures(c: char) -> bool {
    matches!(c, '\u{a0}' | '\u{2007}' | '\u{2009}' | '\u{202f}')
}

/// Parts a sentence that is too long, after a mark or a space.
fn pieces(text: &str, sentence: Range<usize>) -> Vec<Range<usize>> {
    let words = &text[sentence.clone()];
    if words.len() <= MAX_UTTERANCE {
        return vec![sentence];
    }
    let mut pieces = Vec::new();
    let mut start = 0;
    // The last places to part at: any, and after a comma or a like mark.
    let (mut any, mut clause) = (0, 0);
    for at in break_opportunities(words) {
        if at - start > MAX_UTTERANCE && any > start {
            let cut = if clause > start { clause } else { any };
            pieces.push(sentence.start + start..sentence.start + cut);
            start = cut;
        }
        any = at;
        if words[..at].trim_end().ends_with([',', ';', ':', '–', '—']) {
            clause = at;
        }
    }
    pieces.push(sentence.start + start..sentence.end);
    pieces
}

/// The pieces of inlines that stand in words of the language `around`, if not in the page's.
fn collect<'a>(
    content: &'a [Inline],
    around: Option<&Lang>,
    pieces: &mut Vec<Piece<'a>>,
) {
    for inline in content {
        match &inline.kind {
            InlineKind::Text(text) | InlineKind::Code(text) => {
                pieces.push(Piece::Words(text.clone()));
            }
            InlineKind::SoftBreak => pieces.push(Piece::Words(" ".into())),
            InlineKind::HardBreak => pieces.push(Piece::LineEnd),
            InlineKind::Image(image) => pieces.push(Piece::Picture(inline.id, image)),
            InlineKind::Emphasis(content) | InlineKind::Strong(content) => {
                collect(content, around, pieces);
            }
            InlineKind::Strikethrough(content) => {
                pieces.push(Piece::Deleted(true));
                collect(content, around, pieces);
                pieces.push(Piece::Deleted(false));
            }
            InlineKind::Shifted { shift, content } => {
                let annotation = match shift {
                    Shift::Up => Annotation::Above,
                    Shift::Down => Annotation::Below,
                };
                pieces.push(Piece::Begin(annotation));
                collect(content, around, pieces);
                pieces.push(Piece::End);
            }
            InlineKind::Expanded { content, expansion, speech } => match speech {
                Expansion::AsWritten => collect(content, around, pieces),
                Expansion::InPlace => pieces.push(Piece::Words(expansion.clone())),
                Expansion::BetweenPauses => {
                    pieces.push(Piece::Begin(Annotation::Named(expansion.clone())));
                    pieces.push(Piece::Words(plain_text(content)));
                    pieces.push(Piece::End);
                }
            },
            InlineKind::PrintOnly(_) => {}
            InlineKind::LangSpan { lang, content } => {
                pieces.push(Piece::Language(Some(lang.clone())));
                collect(content, Some(lang), pieces);
                pieces.push(Piece::Language(around.cloned()));
            }
            InlineKind::Link { address: PrintedTarget::Note(number), .. } => {
                pieces.push(Piece::Mark(inline.id, Mark::Note(*number)));
            }
            // The way back from a note is for paper.
            InlineKind::Link { address: PrintedTarget::NoteSource(_), .. } => {}
            InlineKind::Link { target, content, .. } => {
                let dials = dials(target, content);
                pieces.extend(dials.then_some(Piece::Begin(Annotation::Dialled)));
                collect(content, around, pieces);
                pieces.extend(dials.then_some(Piece::End));
                let mark = match target {
                    Target::Address(address) if plain_text(content) != *address => {
                        Mark::Address(address.clone())
                    }
                    Target::Address(_) | Target::Place(_) => Mark::Link,
                    Target::Elsewhere(_) => continue,
                };
                pieces.push(Piece::Mark(inline.id, mark));
            }
        }
    }
}

/// Whether the words of a link are the number that it dials.
fn dials(target: &Target, content: &[Inline]) -> bool {
    matches!(target, Target::Address(address) if telephone_of(address).is_some())
        && plain_text(content)
            .starts_with(|c: char| c.is_ascii_digit() || "+(".contains(c))
}
