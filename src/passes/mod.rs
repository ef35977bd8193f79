//! Passes: what every page goes through between its reader and its typesetting or narration,
//! whatever format it was written in.
//!
//! ```text
//! Draft --complete--> Completed --document--> Document
//! ```
//!
//! A draft is completed once: sections for one medium, signs, review dates, title, footnotes,
//! pictures, addresses of links, edition, contents, abbreviations. For each centre that hands the
//! page out its details are added, and then the nodes are numbered.

mod abbreviations;
mod broken_links;
mod centre;
mod contents;
mod dates;
mod footnotes;
mod links;
mod pictures;
mod sections;
mod signs;
mod title;

pub use broken_links::{BROKEN_LINK, ONLY_WORDS, named_target, page_beside};

use crate::diag::Diagnostic;
use crate::document::walk::for_each_id;
use crate::document::{Centre, Defaults, Document, Draft, Metadata};
use crate::lang::words::words;
use crate::node::NodeId;
use signs::Signs;

/// A page that is complete but for a centre's details and the numbers of its nodes.
#[derive(Debug, Clone)]
pub struct Completed {
    document: Document,
    /// Whether there are links to headings.
    has_links_inside: bool,
}

/// Completes a draft. The messages are about what the passes found, in no order.
pub fn complete(
    draft: Draft<'_>,
    defaults: &Defaults<'_>,
) -> (Completed, Vec<Diagnostic>) {
    let Draft {
        source,
        mut declared,
        mut blocks,
        mut footnotes,
        abbreviations,
        comments,
    } = draft;
    let mut found = Vec::new();
    let diagnostics = &mut found;
    sections::mark_sections(&mut blocks);
    let lang = declared.lang.take().unwrap_or_else(|| defaults.lang.clone());
    let words = words(&lang);
    let mut signs = Signs::new(source, &lang, diagnostics);
    signs.show(&mut blocks);
    footnotes.iter_mut().for_each(|note| signs.show(&mut note.blocks));
    if let Some(title) = &mut declared.title {
        signs.show_in(title);
    }
    let (last_review, next_review) =
        dates::take_dates(&mut blocks, &declared, diagnostics);
    let in_notes = footnotes.iter_mut().map(|note| &mut note.blocks);
    let title = title::place(&mut blocks, in_notes, defaults.title, declared.title);
    let metadata = Metadata {
        has_title: title.is_authors,
        title: title.words,
        headings_moved: title.moves_headings,
        lang,
        last_review,
        next_review,
        other_formats: declared.other_formats,
        audience: declared.audience,
    };
    footnotes::insert(&mut blocks, footnotes, words, diagnostics);
    pictures::describe_pictures(&mut blocks, words, diagnostics);
    pictures::tell_pictures_in_lines(&blocks, diagnostics);
    links::show_addresses(&mut blocks, words);
    dates::add_closing_lines(&mut blocks, &metadata, source, words);
    contents::insert(&mut blocks, words);
    let abbreviations =
        abbreviations::explain(&mut blocks, abbreviations, source, diagnostics);
    let has_links_inside = links::drop_broken(&mut blocks, diagnostics);
    let document = Document { metadata, blocks, abbreviations, comments, nodes: 0 };
    (Completed { document, has_links_inside }, found)
}

impl Completed {
    /// The document, with a section about the centre that hands it out. The centre's details are
    /// plain text: no mark in them has a meaning. A centre of which nothing is known adds nothing.
    #[must_use]
    pub fn document(&self, centre: Option<&Centre>) -> Document {
        let mut completed = self.clone();
        if let Some(centre) = centre {
            centre::insert(&mut completed.document, centre);
        }
        completed.into_document()
    }

    /// The document of a page that no centre hands out.
    #[must_use]
    pub fn into_document(self) -> Document {
        let mut document = self.document;
        number(&mut document);
        contents::resolve(&mut document);
        if self.has_links_inside {
            links::resolve(&mut document);
        }
        footnotes::resolve(&mut document);
        document
    }
}

/// Numbers the nodes in reading order, blocks before their words.
fn number(document: &mut Document) {
    let mut next = 0;
    for_each_id(&mut document.blocks, &mut |id| {
        *id = NodeId(next);
        next += 1;
    });
    document.nodes = next;
}
