//! Marks of other dialects of Markdown, read before the page is.
//!
//! What they leave of the text has the same length, so every place in it is a place in the page.
//! Marks among words are read later ([`builder`](super::builder)).

mod comments;
mod lines;
mod survey;

use crate::diag::{Diagnostic, Span};
use crate::document::{Abbreviation, AdmonitionKind};
use crate::html::{Ends, is_plain_part, typed};
use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::ops::Range;
use survey::Survey;

/// Stands for a colon or an angle bracket that is only itself. No text of an author has them:
/// control characters are taken out.
const COLON: char = '\u{2}';
const LESS: char = '\u{3}';
/// Stands for an asterisk between two digits, which multiplies them.
const TIMES: char = '\u{5}';
/// Stands for a brace after a heading that holds words, which the parser would drop.
const BRACE: char = '\u{6}';
/// Stands where something was taken out of a line that has other words: blanks at its beginning
/// would make code of it.
const NOTHING: char = '\u{4}';

/// How often a page is looked at: each look may show scripts and words that were none before.
const MAX_SURVEYS: usize = 4;

/// How many words in angle brackets are reported one by one.
pub(super) const MAX_TOLD: usize = 100;

/// A page's text as it is to be parsed.
pub(super) struct Masked<'a> {
    /// The text, as long as the page.
    pub(super) text: Cow<'a, str>,
    /// Whether marks were written over.
    pub(super) is_masked: bool,
    /// The lines that open and close boxes, in order.
    pub(super) fences: Vec<Fence>,
    /// By where a quote begins: the box that it is.
    pub(super) boxes: Vec<(usize, BoxHead)>,
    /// The names of headings that stand on the line after them, by where that line begins.
    pub(super) anchors: Vec<(usize, String)>,
    /// The abbreviations that lines explain, with the places of the lines.
    pub(super) abbreviations: Vec<(Abbreviation, Span)>,
    pub(super) ends: Ends,
}

/// A line that opens or closes a box.
#[derive(Debug)]
pub(super) struct Fence {
    /// Where the line begins.
    pub(super) at: usize,
    /// Whether the line is indented or quoted, so that it may lie in a list or a quote.
    pub(super) is_inner: bool,
    /// What it opens; `None` where it closes.
    pub(super) opens: Option<BoxHead>,
}

/// The first line of a box.
#[derive(Debug, Clone)]
pub(super) struct BoxHead {
    pub(super) kind: AdmonitionKind,
    /// Where its title stands, and the title without the marks that were read.
    pub(super) title: Option<(Span, String)>,
}

/// The kind of a box by a dialect's name for it; `None` where no dialect has the name.
fn kind(name: &str) -> Option<AdmonitionKind> {
    Some(match name.to_ascii_lowercase().as_str() {
        "warning" | "danger" | "error" | "bug" | "failure" | "fail" | "attention"
        | "alert" | "emergency" | "missing" => AdmonitionKind::Warning,
        "caution" => AdmonitionKind::Caution,
        "important" => AdmonitionKind::Important,
        "tip" | "hint" | "success" | "check" | "done" => AdmonitionKind::Tip,
        "note" | "info" | "abstract" | "summary" | "todo" | "question" | "help"
        | "faq" | "example" | "quote" => AdmonitionKind::Note,
        _ => return None,
    })
}

/// The message that no more of a kind are reported.
pub(super) fn and_more(span: Span) -> Diagnostic {
    left_over(
        span,
        format!("there are more marks from here on; the first {MAX_TOLD} are told"),
        "look through the rest of the page",
    )
}

/// The message about a mark that is not understood here.
pub(super) fn left_over(
    span: Span,
    message: String,
    help: impl Into<String>,
) -> Diagnostic {
    Diagnostic::warning("left-over-mark", span, message).help(help)
}

impl<'a> Masked<'a> {
    /// A text without marks of other dialects.
    pub(super) fn nothing(source: &'a str) -> Self {
        Self {
            text: Cow::Borrowed(source),
            is_masked: false,
            fences: Vec::new(),
            boxes: Vec::new(),
            anchors: Vec::new(),
            abbreviations: Vec::new(),
            ends: Ends::default(),
        }
    }
}

/// Reads the marks of other dialects in `source[body]`.
pub(super) fn mask<'a>(
    source: &'a str,
    body: &Range<usize>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Masked<'a> {
    let mut masked = Masked::nothing(source);
    if !may_have_marks(&source[body.clone()]) {
        return masked;
    }
    let mut survey = Survey::of(source, body, &FxHashMap::default());
    let mut mask = Mask { bytes: None, source };
    let mut cut_short = FxHashMap::default();
    survey.settle(body, &mut mask, &mut cut_short, diagnostics);
    survey.tell_unread(source, diagnostics);
    survey.mask_products(body, &mut mask);
    if comments::read(source, body, &survey, &mut mask, diagnostics) {
        // What a comment held back closes nothing.
        survey = Survey::of(&String::from_utf8_lossy(mask.bytes()), body, &cut_short);
        survey.settle(body, &mut mask, &mut cut_short, diagnostics);
    }
    // A line in a comment has no marks.
    let text = mask.part(0..source.len());
    lines::read(&text, body, &survey, &mut mask, &mut masked, diagnostics);
    masked.ends = survey.ends;
    masked.ends.cut_short = cut_short;
    if let Some(text) = mask.text() {
        masked.text = Cow::Owned(text);
        masked.is_masked = true;
    }
    masked
}

/// Whether there is anything that a dialect or HTML could mean something by.
fn may_have_marks(text: &str) -> bool {
    let bytes = text.as_bytes();
    let next = |at: usize| bytes.get(at + 1).copied().unwrap_or_default();
    bytes.iter().enumerate().any(|(at, byte)| match byte {
        b'<' => next(at).is_ascii_alphabetic() || matches!(next(at), b'/' | b'!' | b'?'),
        b'%' => next(at) == b'%',
        b'{' => matches!(next(at), b'%' | b'{' | b':' | b'#' | b'.'),
        b':' => {
            at == 0 || matches!(bytes[at - 1], b'\n' | b' ' | b'>') || next(at) == b':'
        }
        b'*' => next(at) == b'[' || next(at).is_ascii_digit(),
        b'}' => matches!(next(at), b'\n' | b'\r' | b' ' | b'\t' | 0),
        b'!' | b'?' => next(at) == *byte,
        b'+' => matches!(next(at), b'-' | b'='),
        b'[' => matches!(next(at), b'!' | b'T' | b't' | b'['),
        b'\\' => matches!(next(at), b'n' | b'p' | b't'),
        b'=' => next(at).is_ascii_digit() || next(at) == b'x',
        _ => false,
    })
}

/// Writes over parts of a page, each with as many bytes.
struct Mask<'a> {
    bytes: Option<Vec<u8>>,
    source: &'a str,
}

impl Mask<'_> {
    fn bytes(&mut self) -> &mut Vec<u8> {
        let source = self.source;
        self.bytes.get_or_insert_with(|| {
            // A page's own control characters are none of ours.
            let own = [COLON, LESS, NOTHING, TIMES, BRACE].map(|c| c as u8);
            let kept =
                source.bytes().map(|byte| if own.contains(&byte) { 0x7f } else { byte });
            kept.collect()
        })
    }

    /// Takes a part out: ends of lines stay.
    fn blank(&mut self, part: Range<usize>) {
        let bytes = self.bytes();
        let is_blank = |byte: &u8| matches!(byte, b' ' | b'\t' | b'>' | b'\r');
        let is_end = |byte: &u8| *byte == b'\n';
        let before = bytes[..part.start].iter().rev().take_while(|byte| !is_end(byte));
        let after = bytes[part.end..].iter().take_while(|byte| !is_end(byte));
        // A line of which nothing is left is blank, and parts the blocks around it.
        let begins = before.into_iter().all(is_blank);
        let ends = after.into_iter().all(is_blank);
        let part = &mut bytes[part];
        let lines = part.iter().filter(|byte| is_end(byte)).count();
        for (number, line) in part.split_mut(is_end).enumerate() {
            let whole = (number > 0 || begins) && (number < lines || ends);
            let filler = if whole { b' ' } else { NOTHING as u8 };
            line.iter_mut()
                .filter(|byte| **byte != b'\r')
                .for_each(|byte| *byte = filler);
        }
    }

    /// Takes words out of a line that goes on in the next.
    fn fill(&mut self, part: Range<usize>) {
        self.bytes()[part].fill(NOTHING as u8);
    }

    /// A part of the page as it is now.
    fn part(&self, part: Range<usize>) -> String {
        let bytes = self.bytes.as_deref().unwrap_or(self.source.as_bytes());
        String::from_utf8_lossy(&bytes[part]).into_owned()
    }

    /// Writes blanks over a part of a line.
    fn space(&mut self, part: Range<usize>) {
        self.bytes()[part].fill(b' ');
    }

    /// Makes a `div` of a script or style, which Markdown ends at an empty line.
    fn cut_short(
        &mut self,
        at: usize,
        name: &'static str,
        known: &mut FxHashMap<usize, &'static str>,
    ) -> bool {
        let is_new = known.insert(at, name).is_none();
        if is_new {
            self.space(at + 1..at + 1 + name.len());
            self.write(at + 1, "div");
        }
        is_new
    }

    /// Writes something else, as long as what stands there.
    fn write(&mut self, at: usize, text: &str) {
        self.bytes()[at..at + text.len()].copy_from_slice(text.as_bytes());
    }

    fn text(self) -> Option<String> {
        self.bytes.and_then(|bytes| String::from_utf8(bytes).ok())
    }
}

/// Where lines of a range begin with a start tag of a name.
fn starts_of_lines(source: &str, range: Range<usize>, name: &str) -> Vec<usize> {
    let mut at = range.start;
    let mut found = Vec::new();
    for line in source[range].split_inclusive('\n') {
        let words = line.trim_start_matches([' ', '>', '\t']);
        let tag = words.strip_prefix('<').unwrap_or_default();
        let is_named =
            tag.get(..name.len()).is_some_and(|it| it.eq_ignore_ascii_case(name));
        let ends = |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, b'>' | b'/');
        if is_named && tag.as_bytes().get(name.len()).is_none_or(ends) {
            found.push(at + (line.len() - words.len()));
        }
        at += line.len();
    }
    found
}

/// The text of a masked page as its author wrote it.
pub(super) fn as_written(text: &str) -> Cow<'_, str> {
    if text.contains([COLON, LESS, NOTHING, TIMES, BRACE]) {
        let kept = text.chars().filter(|c| *c != NOTHING).map(|c| match c {
            COLON => ':',
            LESS => '<',
            TIMES => '*',
            BRACE => '{',
            c => c,
        });
        Cow::Owned(kept.collect())
    } else {
        Cow::Borrowed(text)
    }
}

impl Survey {
    /// Writes over tags until nothing changes: what was words of HTML is Markdown then, with code
    /// and tags of its own.
    fn settle(
        &mut self,
        body: &Range<usize>,
        mask: &mut Mask<'_>,
        cut_short: &mut FxHashMap<usize, &'static str>,
        diagnostics: &mut Vec<Diagnostic>,
    ) {
        for _ in 0..MAX_SURVEYS {
            if !self.mask_tags(body, mask, cut_short, diagnostics) {
                break;
            }
            *self = Self::of(&String::from_utf8_lossy(mask.bytes()), body, cut_short);
        }
    }

    /// Writes over tags that are words, so that the Markdown in and after them is read, over those
    /// that say that they hold Markdown, and over scripts that are never closed, which would have
    /// the rest of the page.
    fn mask_tags(
        &self,
        body: &Range<usize>,
        mask: &mut Mask<'_>,
        cut_short: &mut FxHashMap<usize, &'static str>,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> bool {
        let mut is_changed = !self.uppercase_ends.is_empty();
        let mut typed_words = 0;
        for tag in &self.tags {
            let markdown = tag.attribute("markdown").is_some_and(|it| it != "0")
                && is_plain_part(tag);
            if let Some(end) = self.ends.end_of(tag.span.start).filter(|_| markdown) {
                mask.blank(tag.span.clone());
                mask.blank(end);
                is_changed = true;
                continue;
            }
            if self.ends.are_words(tag) {
                let written = &mask.source[tag.span.clone()];
                typed_words += 1;
                if typed_words == MAX_TOLD + 1 {
                    diagnostics.push(and_more(tag.span.clone()));
                }
                if typed_words <= MAX_TOLD {
                    let line = written.split_whitespace().collect::<Vec<_>>().join(" ");
                    diagnostics.push(typed(&line, tag.span.clone()));
                }
                is_changed = true;
                mask.write(tag.span.start, &LESS.to_string());
            }
        }
        for (&at, &name) in &self.cut_short {
            is_changed |= mask.cut_short(at, name, cut_short);
        }
        for name in ["script", "style"] {
            let unclosed = self.cut_short.iter().filter(|(_, it)| **it == name);
            let Some(first) = unclosed.map(|(at, _)| *at).min() else { continue };
            // Nothing after the first closes any of them.
            for at in starts_of_lines(mask.source, first..body.end, name) {
                is_changed |= mask.cut_short(at, name, cut_short);
            }
        }
        for span in &self.uppercase_ends {
            let quiet = mask.source[span.clone()].to_ascii_lowercase();
            mask.write(span.start, &quiet);
        }
        is_changed
    }

    /// Writes over asterisks between digits, as in `2*500 mg`: as marks of emphasis they would go,
    /// and the digits be one number. A line of nothing else is as CommonMark has it.
    fn mask_products(&self, body: &Range<usize>, mask: &mut Mask<'_>) {
        let source = mask.source;
        let mut start = body.start;
        for line in source[body.clone()].split_inclusive('\n') {
            let from = start;
            start += line.len();
            let bytes = line.trim_end().as_bytes();
            let alone = |byte: &u8| byte.is_ascii_digit() || *byte == b'*';
            if !bytes.contains(&b'*') || bytes.iter().all(alone) {
                continue;
            }
            for at in 1..bytes.len().saturating_sub(1) {
                let [before, here, after] = [bytes[at - 1], bytes[at], bytes[at + 1]];
                if here == b'*'
                    && before.is_ascii_digit()
                    && after.is_ascii_digit()
                    && self.passed_over(from + at).is_none()
                {
                    mask.write(from + at, &TIMES.to_string());
                }
            }
        }
    }

    /// Tells of Markdown in blocks of HTML, where it is not read.
    fn tell_unread(&self, source: &str, diagnostics: &mut Vec<Diagnostic>) {
        for span in &self.unread {
            let written = &source[span.clone()];
            let message = format!(
                "`{written}` stands in a block of HTML, where Markdown is not read; it is printed as it is typed"
            );
            diagnostics.push(left_over(
                span.clone(),
                message,
                "put an empty line before it, or write the tags in Markdown",
            ));
        }
    }
}
