//! The marks of headings, and the names of notes.

use super::{Builder, NoteSource, attributes};
use crate::diag::{Diagnostic, Span};
use crate::document::{Inline, InlineKind, Media};
use crate::lang::Lang;
use pulldown_cmark::CowStr;

impl Builder<'_> {
    pub(super) fn media(&mut self, classes: &[CowStr<'_>], span: &Span) -> Media {
        let mut media = Media::All;
        for class in classes {
            match &**class {
                "web-only" => media = Media::Web,
                "print-only" => media = Media::Print,
                "speech-only" => media = Media::Speech,
                other => self.diagnostics.push(
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
            self.diagnostics.push(attributes::bad_language(tag, span.clone()));
        }
        lang
    }

    /// The attributes at the end of a heading where they belong to its last words or its last link,
    /// because they stand directly behind the bracket.
    pub(super) fn attributes_of_last_words(&self, span: &Span) -> Option<Span> {
        let heading = self.source[span.clone()].trim_end();
        let underlined = heading.trim_end_matches(['=', '-']).trim_end_matches(' ');
        let line = underlined.strip_suffix('\n').unwrap_or(heading).trim_end();
        let open = line.rfind('{').filter(|_| line.ends_with('}'))?;
        let words = &line[..open];
        let link = words.ends_with(')') && words.contains("](");
        let behind = words.ends_with(']') || link;
        behind.then(|| span.start + open..span.start + line.len())
    }

    /// A reference to a note that there is not stays as it is written.
    pub(super) fn tell_missing_notes(&mut self, inlines: &[Inline]) {
        for inline in inlines {
            let InlineKind::Text(text) = &inline.kind else { continue };
            for (at, _) in text.match_indices("[^") {
                let Some((name, _)) = text[at + 2..].split_once(']') else { break };
                if name.is_empty() || name.contains(char::is_whitespace) {
                    continue;
                }
                self.diagnostics.push(
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

    /// The place of the note of a name, which is made where it is met first.
    pub(super) fn note(&mut self, name: &str) -> usize {
        let key = name.to_lowercase();
        let known = self.note_of.get(&key).copied();
        known.unwrap_or_else(|| {
            let name = name.to_owned();
            self.notes.push(NoteSource { name, ..NoteSource::default() });
            self.note_of.insert(key, self.notes.len() - 1);
            self.notes.len() - 1
        })
    }
}
