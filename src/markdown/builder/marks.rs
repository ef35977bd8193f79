//! What marks mean among words, on headings and in references to notes.

use super::{Builder, attributes, left_over};
use crate::diag::{Diagnostic, Span};
use crate::document::FootnoteSource;
use crate::document::{Inline, InlineKind, Medium};
use crate::html::{Marks, Unread, bad_language};
use crate::lang::Lang;
use crate::markdown::dialect::as_written;
use pulldown_cmark::CowStr;
use std::borrow::Cow;

/// What the marks of a page mean among words.
#[derive(Debug)]
pub(super) struct PageMarks<'a> {
    /// Whether marks were written over, so that control characters stand for others.
    is_masked: bool,
    /// How many marks of other programs were reported.
    left_over: left_over::Told<'a>,
}

impl<'a> PageMarks<'a> {
    pub(super) const fn new(source: &'a str, is_masked: bool) -> Self {
        Self { is_masked, left_over: left_over::Told::new(source) }
    }
}

impl Marks for PageMarks<'_> {
    fn as_written<'t>(&self, text: &'t str) -> Cow<'t, str> {
        if self.is_masked { as_written(text) } else { text.into() }
    }

    fn apply(
        &mut self,
        words: Unread,
        is_block: bool,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Vec<Inline> {
        self.left_over.tell(&words, is_block, diagnostics);
        let words = attributes::apply(words, is_block, diagnostics);
        tell_missing_notes(&words, diagnostics);
        words
    }
}

impl Builder<'_> {
    pub(super) fn media(&mut self, classes: &[CowStr<'_>], span: &Span) -> Medium {
        let mut media = Medium::All;
        for class in classes {
            match &**class {
                "web-only" => media = Medium::Web,
                "print-only" => media = Medium::Print,
                "speech-only" => media = Medium::Speech,
                other => self.tree.diagnostics.push(
                    Diagnostic::warning(
                        "unknown-mark",
                        span.clone(),
                        format!("the mark `.{other}` on a heading is not known"),
                    )
                    .help("the marks are `.web-only`, `.print-only` and `.speech-only`"),
                ),
            }
        }
        media
    }

    /// The language that a heading's attributes name.
    pub(super) fn heading_lang(
        &mut self,
        attributes: &[(CowStr<'_>, Option<CowStr<'_>>)],
        span: &Span,
    ) -> Option<Lang> {
        let (_, tag) = attributes.iter().find(|(name, _)| &**name == "lang")?;
        let tag = tag.as_deref()?.trim_matches(['"', '\'']);
        let lang = Lang::new(tag);
        if lang.is_none() {
            self.tree.diagnostics.push(bad_language(tag, span.clone()));
        }
        lang
    }

    /// The attributes at the end of a heading where they belong to its last words or its last link,
    /// because they stand directly after the bracket.
    pub(super) fn attributes_of_last_words(&self, span: &Span) -> Option<Span> {
        let heading = self.source[span.clone()].trim_end();
        let underlined = heading.trim_end_matches(['=', '-']).trim_end_matches(' ');
        let line = underlined.strip_suffix('\n').unwrap_or(heading).trim_end();
        let open = line.rfind('{').filter(|_| line.ends_with('}'))?;
        let words = &line[..open];
        let link = words.ends_with(')') && words.contains("](");
        let after = words.ends_with(']') || link;
        after.then(|| span.start + open..span.start + line.len())
    }

    /// The place of the note of a name, which is made where it is met first.
    pub(super) fn note(&mut self, name: &str) -> usize {
        let key = name.to_lowercase();
        let known = self.note_of.get(&key).copied();
        known.unwrap_or_else(|| {
            let name = name.to_owned();
            self.tree.notes.push(FootnoteSource { name, ..FootnoteSource::default() });
            self.note_of.insert(key, self.tree.notes.len() - 1);
            self.tree.notes.len() - 1
        })
    }

    /// The name of a heading that attributes of kramdown on the line after it give.
    pub(super) fn anchor_after(&self, span: &Span) -> Option<String> {
        let anchors = &self.masked.anchors;
        let at = anchors.partition_point(|(at, _)| *at < span.end);
        let (line, name) = anchors.get(at)?;
        let between = self.source.get(span.end..*line)?;
        between.trim().is_empty().then(|| name.clone())
    }
}

/// The longest name of a note that is looked for, in characters.
const MAX_NAME: usize = 100;

/// A reference to a note that there is not stays as it is written.
fn tell_missing_notes(inlines: &[Inline], diagnostics: &mut Vec<Diagnostic>) {
    for inline in inlines {
        let InlineKind::Text(text) = &inline.kind else { continue };
        for (at, _) in text.match_indices("[^") {
            let rest = &text[at + 2..];
            let ends = |(count, c): (usize, char)| {
                count == MAX_NAME || c.is_whitespace() || matches!(c, '[' | ']')
            };
            let mut characters = rest.char_indices().enumerate();
            let end = characters.find(|(count, (_, c))| ends((*count, *c)));
            let Some((_, (length, ']'))) = end else { continue };
            let name = &rest[..length];
            if name.is_empty() {
                continue;
            }
            diagnostics.push(
                Diagnostic::warning(
                    "missing-note",
                    inline.span.clone(),
                    format!("there is no note `[^{name}]`"),
                )
                .help(format!("write `[^{name}]: …` at the start of a line")),
            );
        }
    }
}
