//! Where a page has code and tags: dialects have no marks there.

use crate::diag::Span;
use crate::html::{Ends, Piece, Tag, Token, may_be_words, tokens};
use crate::markdown::events::parser;
use pulldown_cmark::{Event, Tag as Mark, TagEnd};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use std::ops::Range;

/// What is known of a page before its marks are read.
#[derive(Debug, Default)]
pub(super) struct Survey {
    /// Where code and tags stand, in order.
    passed: Vec<Span>,
    /// Where code stands.
    code: Vec<Span>,
    pub(super) ends: Ends,
    /// The start tags that may be words, and those that say that they hold Markdown.
    pub(super) tags: Vec<Tag>,
    /// Scripts and styles that nothing closes, by where they stand.
    pub(super) cut_short: BTreeMap<usize, &'static str>,
    /// End tags in capitals that Markdown would not take for the end of a script.
    pub(super) uppercase_ends: Vec<Span>,
    /// Marks of Markdown at the beginning of lines in blocks of HTML.
    pub(super) unread: Vec<Span>,
    /// Where quotes begin.
    pub(super) quotes: Vec<Span>,
}

impl Survey {
    /// Looks at a page in which some scripts and styles are cut short already.
    pub(super) fn of(
        source: &str,
        body: &Range<usize>,
        cut_short: &FxHashMap<usize, &'static str>,
    ) -> Self {
        let mut survey = Self::default();
        survey.ends.cut_short = cut_short.clone();
        let mut block: Option<Piece> = None;
        for (event, span) in parser(source, body) {
            match event {
                Event::Start(Mark::CodeBlock(_)) | Event::Code(_) => {
                    survey.code.push(span.clone());
                    survey.passed.push(span);
                }
                Event::Start(Mark::BlockQuote(_)) => survey.quotes.push(span),
                Event::Start(Mark::HtmlBlock) => block = Some(Piece::default()),
                Event::End(TagEnd::HtmlBlock) => {
                    if let Some(piece) = block.take() {
                        survey.add(source, &piece, true);
                    }
                }
                Event::Html(text) | Event::InlineHtml(text) => match &mut block {
                    Some(piece) => piece.push(&text, &span),
                    None => survey.add(source, &Piece::new(&text, &span), false),
                },
                _ => {}
            }
        }
        let Self { cut_short, ends, .. } = &mut survey;
        cut_short.retain(|at, _| !ends.is_closed(*at));
        survey.passed.sort_by_key(|span| span.start);
        survey.code.sort_by_key(|span| span.start);
        survey
    }

    fn add(&mut self, source: &str, piece: &Piece, is_block: bool) {
        // Scripts and preformatted text have lines of their own.
        let mut in_raw = false;
        for token in tokens(piece) {
            self.ends.add(&token);
            match &token {
                Token::Start(tag) if is_raw(&tag.name) => in_raw = true,
                Token::End { name, .. } if is_raw(name) => in_raw = false,
                _ => {}
            }
            match token {
                Token::Start(tag) => {
                    self.passed.push(tag.span.clone());
                    let raw = ["script", "style"].into_iter().find(|it| *it == tag.name);
                    if let Some(name) = raw.filter(|_| is_block) {
                        self.cut_short.insert(tag.span.start, name);
                    }
                    if may_be_words(&tag) || tag.attribute("markdown").is_some() {
                        self.tags.push(tag);
                    }
                }
                Token::End { name, span } => {
                    let written = source.get(span.clone()).unwrap_or_default();
                    let is_loud = written.contains(|c: char| c.is_ascii_uppercase());
                    if is_loud
                        && matches!(&*name, "script" | "style" | "pre" | "textarea")
                    {
                        self.uppercase_ends.push(span.clone());
                    }
                    self.passed.push(span);
                }
                Token::Comment { span, .. } => self.passed.push(span),
                Token::Text { span, .. } if is_block && !in_raw => {
                    self.unread.extend(unread(source, &span));
                }
                Token::Text { span, .. } if in_raw => {
                    self.code.push(span.clone());
                    self.passed.push(span);
                }
                Token::Text { .. } | Token::CutOff { .. } => {}
            }
        }
    }

    /// Where code or a tag ends that a place lies in.
    pub(super) fn passed_over(&self, at: usize) -> Option<usize> {
        Some(around(&self.passed, at)?.end)
    }

    /// Whether a line that begins there has no marks: it is code, or lies inside of a tag.
    pub(super) fn passes_line(&self, at: usize) -> bool {
        around(&self.code, at).is_some()
            || around(&self.passed, at).is_some_and(|span| span.start < at)
    }
}

/// The range that a place lies in.
fn around(spans: &[Span], at: usize) -> Option<&Span> {
    let after = spans.partition_point(|span| span.start <= at);
    let span = &spans[after.checked_sub(1)?];
    (at < span.end).then_some(span)
}

fn is_raw(name: &str) -> bool {
    matches!(name, "script" | "style" | "pre" | "textarea" | "code" | "svg" | "math")
}

/// The first mark of a heading or a list at the beginning of a line after the first.
fn unread(source: &str, span: &Span) -> Option<Span> {
    let text = source.get(span.clone())?;
    let mut at = span.start;
    for (number, line) in text.split_inclusive('\n').enumerate() {
        let words = line.trim_start();
        let from = at + (line.len() - words.len());
        let heading = words.trim_start_matches('#');
        let level = words.len() - heading.len();
        let is_mark = ["- ", "* ", "+ ", "1. "].iter().any(|it| words.starts_with(it))
            || (1..=6).contains(&level) && heading.starts_with(' ');
        if number > 0 && is_mark {
            return Some(from..from + words.trim_end().len());
        }
        at += line.len();
    }
    None
}
