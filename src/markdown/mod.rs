//! Reads CommonMark into a [`Document`].

mod abbreviations;
mod braces;
mod builder;
mod centre;
mod contents;
mod dialect;
mod elsewhere;
mod events;
mod front_matter;
mod furnish;
mod links;
mod notes;
mod signs;
mod title;

pub use centre::with_centre;
pub use elsewhere::{BROKEN_LINK, ONLY_WORDS, named_target, page_beside};

use crate::diag::{Diagnostic, Span};
use crate::document::{Audience, Document, Metadata};
use crate::lang::Lang;
use crate::limits::LONGEST_TEXT;
use crate::text::clean::with_line_feeds;

/// What holds where a page does not say it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Defaults<'a> {
    /// The title of a page without one, as a rule its file's name without the extension.
    pub title: &'a str,
    /// The language of a page that names none.
    pub lang: Lang,
}

impl<'a> Defaults<'a> {
    /// British English, and that title.
    pub fn titled(title: &'a str) -> Self {
        Self { title, lang: Lang::british() }
    }
}

/// What stands for a page that is refused.
fn empty(defaults: &Defaults<'_>) -> Document {
    let metadata = Metadata {
        title: defaults.title.into(),
        has_title: false,
        headings_moved: false,
        lang: defaults.lang.clone(),
        last_review: None,
        next_review: None,
        other_formats: false,
        audience: Audience::default(),
    };
    Document { metadata, blocks: Vec::new(), abbreviations: Vec::new(), nodes: 0 }
}

/// The place of a part of `text`, which stands at `span`; all of that where the text is not as the
/// page has it.
fn place_of(source: &str, span: &Span, text: &str, part: &Span) -> Span {
    part_of(span, source.get(span.clone()) == Some(text), part)
}

/// The same where it is known whether the text is as the page has it.
const fn part_of(span: &Span, is_exact: bool, part: &Span) -> Span {
    if is_exact {
        span.start + part.start..span.start + part.end
    } else {
        span.start..span.end
    }
}

/// Reads a page. It never fails: what cannot be understood becomes a [`Diagnostic`]; a page with
/// nothing to print has one of severity [`Error`](crate::diag::Severity::Error), and of one that
/// has more than [`limits`](crate::limits) allow there is that message and nothing else.
pub fn parse(source: &str, defaults: &Defaults<'_>) -> (Document, Vec<Diagnostic>) {
    if source.len() > LONGEST_TEXT {
        let message = format!("the page is longer than {} MB", LONGEST_TEXT >> 20);
        return (
            empty(defaults),
            vec![Diagnostic::too_large(0..0, message, "split it into several pages")],
        );
    }
    let mut diagnostics = Vec::new();
    let lines = with_line_feeds(source);
    let (front_matter, body) = front_matter::read(&lines, &mut diagnostics);
    let masked = dialect::mask(&lines, &body, &mut diagnostics);
    let document = match builder::build(&lines, &body, masked, &mut diagnostics) {
        Ok(body) => {
            furnish::furnish(source, defaults, front_matter, body, &mut diagnostics)
        }
        Err(refused) => return (empty(defaults), vec![refused]),
    };
    diagnostics.sort_by_key(|diagnostic| diagnostic.span.start);
    diagnostics.dedup();
    (document, diagnostics)
}

/// The comments of a page (`<!-- … -->`), without their marks, each with its place.
pub fn comments(source: &str) -> Vec<(Span, &str)> {
    let lines = with_line_feeds(source);
    let (_, body) = front_matter::read(&lines, &mut Vec::new());
    events::html(&lines, &body)
        .into_iter()
        .flat_map(|span| {
            let html = &source[span.clone()];
            let starts = html.match_indices("<!--");
            starts.filter_map(move |(at, _)| {
                let inside = &html[at + 4..];
                let length = inside.find("-->")?;
                let begin = span.start + at;
                Some((begin..begin + length + 7, &inside[..length]))
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Walk, plain_text};

    #[test]
    fn cells_beyond_the_head_lose_no_word() {
        let source = "| a | b |\n|---|---|\n| c | d | e | f \\| g |\n";
        let (document, diagnostics) = parse(source, &Defaults::titled("A page"));
        let cells = Walk::new(&document.blocks).filter_map(|block| block.kind.content());
        let words: Vec<String> = cells.map(|content| plain_text(content)).collect();
        assert!(words.contains(&"d e f \\ g".to_owned()), "{words:?}");
        assert_eq!(diagnostics[0].rule, "table-cells");
    }
}
