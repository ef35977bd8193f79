//! Reads CommonMark into a [`Draft`].

mod braces;
mod builder;
mod dialect;
mod events;
mod front_matter;

use crate::diag::Diagnostic;
use crate::document::{Audience, Comment, Defaults, Document, Draft, Metadata};
use crate::limits::MAX_TEXT;
use crate::passes::{Completed, complete};
use crate::text::clean::with_line_feeds;
use builder::{Body, COMMENT};

/// Reads a page. What cannot be understood becomes a [`Diagnostic`].
///
/// # Errors
/// When the page has more than [`limits`](crate::limits) allow.
pub fn parse(source: &str) -> Result<(Draft<'_>, Vec<Diagnostic>), Diagnostic> {
    if source.len() > MAX_TEXT {
        let message = format!("the page is longer than {} MB", MAX_TEXT >> 20);
        return Err(Diagnostic::too_large(0..0, message, "split it into several pages"));
    }
    let mut diagnostics = Vec::new();
    let lines = with_line_feeds(source);
    let (declared, body) = front_matter::read(&lines, &mut diagnostics);
    let masked = dialect::mask(&lines, &body, &mut diagnostics);
    let Body { blocks, footnotes, abbreviations, comments } =
        builder::build(&lines, &body, masked, &mut diagnostics)?;
    let comments = comments.into_iter().map(|span| {
        let text =
            source[span.start + COMMENT.0.len()..span.end - COMMENT.1.len()].to_owned();
        Comment { span, text }
    });
    let comments = comments.collect();
    let draft = Draft { source, declared, blocks, footnotes, abbreviations, comments };
    Ok((draft, diagnostics))
}

/// Reads a page and completes it, with all that was found, in the order of the page.
///
/// # Errors
/// When the page has more than [`limits`](crate::limits) allow.
pub fn read(
    source: &str,
    defaults: &Defaults<'_>,
) -> Result<(Completed, Vec<Diagnostic>), Diagnostic> {
    let (draft, mut diagnostics) = parse(source)?;
    let (completed, found) = complete(draft, defaults);
    diagnostics.extend(found);
    diagnostics.sort_by_key(|diagnostic| diagnostic.span.start);
    diagnostics.dedup();
    Ok((completed, diagnostics))
}

/// [`read`] for a page that no centre hands out. It never fails: of a page that is refused there is
/// that message, and a document without nodes.
pub fn to_document(source: &str, defaults: &Defaults<'_>) -> (Document, Vec<Diagnostic>) {
    match read(source, defaults) {
        Ok((completed, diagnostics)) => (completed.into_document(), diagnostics),
        Err(refused) => (empty(defaults), vec![refused]),
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
    let (blocks, abbreviations, comments) = Default::default();
    Document { metadata, blocks, abbreviations, comments, nodes: 0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Walk, plain_text};

    #[test]
    fn cells_beyond_the_head_lose_no_word() {
        let source = "| a | b |\n|---|---|\n| c | d | e | f \\| g |\n";
        let (document, diagnostics) = to_document(source, &Defaults::titled("A page"));
        let cells = Walk::new(&document.blocks);
        let words: Vec<String> = cells.map(|it| plain_text(it.kind.content())).collect();
        assert!(words.contains(&"d e f \\ g".to_owned()), "{words:?}");
        assert_eq!(diagnostics[0].rule, "table-cells");
    }

    #[test]
    fn what_is_escaped_is_no_mark_in_quotes_and_drawings() {
        let source =
            "# A\n\n<q>\\[a</q> b]{lang=cy} <svg role=img><title>\\[c\\]</title></svg>\n";
        let (document, diagnostics) = to_document(source, &Defaults::titled("A page"));
        assert_eq!(diagnostics, []);
        let words = plain_text(document.blocks[1].kind.content());
        assert_eq!(words.trim_end(), "“[a” b]{lang=cy} [c]");
        let words = |source: &str| {
            let (document, _) = to_document(source, &Defaults::titled("A page"));
            plain_text(document.blocks[1].kind.content())
        };
        assert_eq!(words("# A\n\nRaised \\^name\n"), "Raised ^name");
        assert_eq!(words("# A\n\nNamed ^name\n"), "Named");
        assert_eq!(words("# A\n\n\\![[leaf.png]]\n"), "!leaf.png");
        assert_eq!(words("# A\n\n[w]{lang=cy title=\"x \\] \\= y\"} z\n"), "w z");
        assert_eq!(words("# A\n\n[w]{lang=cy\\} z\n"), "[w]{lang=cy} z");
    }
}
