//! Looks for the pages that a page links to.

use crate::diag::{Diagnostic, Span};
use crate::document::{Document, InlineKind, Target, Walk, inlines};
use crate::passes::{BROKEN_LINK, ONLY_WORDS, named_target, page_beside};
use crate::store;
use std::collections::BTreeMap;
use std::path::Path;

/// What is reported of printed links to pages that are not there, or may not be: of a page from
/// standard input there is no folder to look in.
pub(super) fn missing(document: &Document, folder: Option<&Path>) -> Vec<Diagnostic> {
    let mut known = BTreeMap::new();
    let mut told = Vec::new();
    for (written, path, span) in links(document) {
        let there = folder.map(|folder| {
            *known.entry(path).or_insert_with(|| store::is_beside(folder, path))
        });
        let why = match there {
            Some(true) => continue,
            Some(false) => "leads to a page that is not there",
            None => {
                "leads to another page, which cannot be looked for from standard input"
            }
        };
        let message =
            format!("the link to {} {why}; {ONLY_WORDS}", named_target(written));
        let found = Diagnostic::warning(BROKEN_LINK, span, message);
        told.push(found.help(help(written, path)));
    }
    told
}

/// What to write in the place of a path.
fn help(written: &str, path: &str) -> String {
    if written.starts_with("www.") {
        format!("write {}", named_target(&format!("https://{written}")))
    } else if path.contains('@') && !path.contains('/') {
        format!("write {}", named_target(&format!("mailto:{written}")))
    } else {
        "check the path, which begins at the page's folder, or write the whole address, with `https://`".into()
    }
}

/// The printed links to pages beside this one: what is written, the path, and the place.
fn links(document: &Document) -> impl Iterator<Item = (&str, &str, Span)> {
    let blocks = Walk::new(&document.blocks).filter(|block| block.media.is_printed());
    blocks.flat_map(|block| {
        let content = block.kind.content();
        inlines(content).filter_map(|inline| match &inline.kind {
            InlineKind::Link { target: Target::Elsewhere(written), .. } => {
                Some((&**written, page_beside(written)?, inline.span.clone()))
            }
            _ => None,
        })
    })
}
