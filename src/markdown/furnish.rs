//! Completes a document: sections for one medium, title, review dates, edition, addresses of
//! links, and the numbers of its nodes.

use super::builder::Body;
use super::front_matter::FrontMatter;
use super::signs::Signs;
use super::{Defaults, abbreviations, contents, links, notes, title};
use crate::diag::{Diagnostic, Span};
use crate::document::draft::{UNNUMBERED, generated_block, generated_text};
use crate::document::walk::{for_each_inline, for_each_inline_in};
use crate::document::{
    Address, Block, BlockKind, Document, Image, Inline, InlineKind, Media, Metadata,
    Origin, ReviewDate, Table, Target, Walk, inlines, plain_text,
};
use crate::lang::words::{Words, words};
use crate::node::NodeId;
use sha2::{Digest, Sha256};

/// Makes the document of what the front matter and the body say.
pub(super) fn furnish(
    source: &str,
    defaults: &Defaults<'_>,
    front_matter: FrontMatter,
    body: Body,
    diagnostics: &mut Vec<Diagnostic>,
) -> Document {
    let Body { mut blocks, mut notes, abbreviations } = body;
    mark_sections(&mut blocks);
    let lang = front_matter.lang.clone().unwrap_or_else(|| defaults.lang.clone());
    let words = words(&lang);
    let mut signs = Signs::new(source, &lang, diagnostics);
    signs.show(&mut blocks);
    notes.iter_mut().for_each(|note| signs.show(&mut note.blocks));
    let mut front_matter = front_matter;
    if let Some(title) = &mut front_matter.title {
        signs.show_in(title);
    }
    let (last_review, next_review) = take_dates(&mut blocks, &front_matter, diagnostics);
    let printed = blocks.iter().any(|block| block.media.is_printed() && has_words(block));
    if !printed {
        diagnostics.push(
            Diagnostic::error("nothing-to-print", 0..0, "the page has nothing to print")
                .help("write something below the front matter, outside sections marked `{.web-only}`"),
        );
    }
    let in_notes = notes.iter_mut().map(|note| &mut note.blocks);
    let title = title::place(&mut blocks, in_notes, defaults.title, front_matter.title);
    let metadata = Metadata {
        has_title: title.is_authors,
        title: title.words,
        headings_moved: title.moves_headings,
        lang,
        last_review,
        next_review,
        other_formats: front_matter.other_formats,
        audience: front_matter.audience,
    };
    notes::place(&mut blocks, notes, words, diagnostics);
    describe_pictures(&mut blocks, words, diagnostics);
    tell_pictures_in_lines(&blocks, diagnostics);
    links::show_addresses(&mut blocks, words);
    add_closing_lines(&mut blocks, &metadata, source, words);
    contents::place(&mut blocks, words);
    let abbreviations =
        abbreviations::explain(&mut blocks, abbreviations, source, diagnostics);
    let mut document = Document { metadata, blocks, abbreviations, nodes: 0 };
    number(&mut document);
    contents::join(&mut document);
    links::resolve(&mut document, diagnostics);
    notes::join(&mut document);
    document
}

/// Gives each block of a section the medium that the section's heading is marked with. A section
/// ends at the next heading of the same or a higher level.
fn mark_sections(blocks: &mut [Block]) {
    let mut section: Option<(u8, Media)> = None;
    for block in blocks {
        if let BlockKind::Heading { level, .. } = block.kind {
            if section.is_some_and(|(own, _)| level <= own) {
                section = None;
            }
            if section.is_none() && block.media != Media::All {
                section = Some((level, block.media));
            }
        }
        if let Some((_, media)) = section {
            mark(block, media);
        }
    }
}

/// Gives a block and all that lies in it a medium.
fn mark(block: &mut Block, media: Media) {
    block.media = media;
    for child in block.kind.children_mut() {
        mark(child, media);
    }
}

/// Takes the line of review dates out of the body, if there is one; the front matter holds over it.
fn take_dates(
    blocks: &mut Vec<Block>,
    front_matter: &FrontMatter,
    diagnostics: &mut Vec<Diagnostic>,
) -> Dates {
    let line = blocks.iter().position(|block| dates_in(block).is_some());
    let Some(at) = line else {
        return (front_matter.last_review, front_matter.next_review);
    };
    let block = blocks.remove(at);
    let (last, next) = dates_in(&block).unwrap_or_default();
    let differs = |ours: Option<ReviewDate>, theirs: Option<ReviewDate>| {
        ours.is_some() && theirs.is_some() && ours != theirs
    };
    if differs(front_matter.last_review, last) || differs(front_matter.next_review, next)
    {
        diagnostics.push(
            Diagnostic::warning(
                "review-dates",
                block.span,
                "the review dates here differ from those in the front matter, which were printed",
            )
            .help("delete this line"),
        );
    }
    (front_matter.last_review.or(last), front_matter.next_review.or(next))
}

type Dates = (Option<ReviewDate>, Option<ReviewDate>);

/// The dates in a line such as `Last review: Dec 2021 | Next review: Nov 2022`.
fn dates_in(block: &Block) -> Option<Dates> {
    let BlockKind::Paragraph { content } = &block.kind else { return None };
    let text = plain_text(content);
    if text.len() > 120 {
        return None;
    }
    let (mut last, mut next) = (None, None);
    for part in text.split(['|', ';']).map(|part| part.trim().trim_end_matches('.')) {
        let (label, date) = part.split_once(':')?;
        let date = Some(ReviewDate::from_prose(date.trim())?);
        match label.trim().to_ascii_lowercase().as_str() {
            "last review" | "last reviewed" => last = date,
            "next review" | "next review due" => next = date,
            _ => return None,
        }
    }
    Some((last, next))
}

fn has_words(block: &Block) -> bool {
    Walk::new(std::slice::from_ref(block)).any(|block| match &block.kind {
        BlockKind::Heading { content, .. } | BlockKind::Paragraph { content } => {
            content.iter().any(|inline| match &inline.kind {
                InlineKind::Image(_) => true,
                _ => !plain_text(std::slice::from_ref(inline)).trim().is_empty(),
            })
        }
        BlockKind::Code { text } => !text.trim().is_empty(),
        BlockKind::Figure { .. } => true,
        _ => false,
    })
}

/// Gives every picture a description.
fn describe_pictures(
    blocks: &mut [Block],
    words: &Words,
    diagnostics: &mut Vec<Diagnostic>,
) {
    for_each_image(blocks, &mut |image, span| {
        if !image.decorative && image.description.is_empty() {
            words.picture_without_description.clone_into(&mut image.description);
            diagnostics.push(
                Diagnostic::warning(
                    "missing-description",
                    span.clone(),
                    format!("the picture `{}` has no description", image.source),
                )
                .help("write what it shows between the square brackets, or `{.decorative}` behind it if it only decorates"),
            );
        }
    });
}

/// Says of pictures in headings and tables that their descriptions stand there.
fn tell_pictures_in_lines(blocks: &[Block], diagnostics: &mut Vec<Diagnostic>) {
    for block in Walk::new(blocks).filter(|block| block.media.is_printed()) {
        let blocks = match &block.kind {
            BlockKind::Heading { .. } => vec![block],
            BlockKind::Table(_) => block.kind.children(),
            _ => continue,
        };
        let contents = blocks.into_iter().filter_map(|block| block.kind.content());
        for inline in contents.flat_map(|content| inlines(content)) {
            let InlineKind::Image(image) = &inline.kind else { continue };
            if image.decorative {
                continue;
            }
            let message = format!(
                "the picture `{}` is in a line that has no room for it; its description is printed",
                image.source
            );
            diagnostics.push(
                Diagnostic::advice("picture-as-words", inline.span.clone(), message)
                    .help("put it in a paragraph of its own"),
            );
        }
    }
}

/// Calls `visit` with every picture.
fn for_each_image(blocks: &mut [Block], visit: &mut dyn FnMut(&mut Image, &Span)) {
    for block in blocks {
        if let BlockKind::Figure { image } = &mut block.kind {
            visit(image, &block.span);
        } else if let BlockKind::Heading { content, .. }
        | BlockKind::Paragraph { content } = &mut block.kind
        {
            for_each_inline_in(content, &mut |inline| {
                if let InlineKind::Image(image) = &mut inline.kind {
                    visit(image, &inline.span);
                }
            });
        }
        for child in block.kind.children_mut() {
            for_each_image(std::slice::from_mut(child), visit);
        }
    }
}

/// Adds the paragraph at the end: review dates, and for paper other formats and the edition.
fn add_closing_lines(
    blocks: &mut Vec<Block>,
    metadata: &Metadata,
    source: &str,
    words: &Words,
) {
    // Each date has a line: it is looked for.
    let line_end =
        || Inline { kind: InlineKind::HardBreak, ..generated_text(String::new()) };
    let last = metadata.last_review.map(|date| date.in_words(words));
    let next = metadata.next_review.map(|date| date.in_words(words));
    let mut dates = Vec::new();
    for (label, date) in [(words.last_reviewed, &last), (words.next_review, &next)] {
        let Some(date) = date else { continue };
        if !dates.is_empty() {
            dates.push(line_end());
        }
        dates.push(generated_text(format!(
            "{label}{}{date}{}",
            words.colon, words.full_stop
        )));
    }
    let digest = Sha256::digest(source.replace("\r\n", "\n"));
    let hash: String = digest[..4].iter().map(|byte| format!("{byte:02x}")).collect();
    let edition =
        last.map_or_else(|| hash.clone(), |date| format!("{date}{}{hash}", words.comma));
    let edition = format!("{}{}{edition}", words.edition, words.colon);
    let mut paper = Vec::new();
    if metadata.other_formats {
        paper.extend((!dates.is_empty()).then(line_end));
        paper.push(generated_text(words.other_formats.into()));
    }
    let space = if paper.is_empty() && dates.is_empty() { "" } else { " " };
    paper.push(generated_text(format!("{space}{edition}")));
    let (content, origin, media) = if dates.is_empty() {
        (paper, Origin::Edition, Media::Print)
    } else {
        let kind = InlineKind::PrintOnly(paper);
        dates.push(Inline { kind, ..generated_text(String::new()) });
        (dates, Origin::ReviewDates, Media::All)
    };
    blocks.push(generated_block(BlockKind::Paragraph { content }, origin, media));
}

/// Numbers the nodes in reading order, blocks before their words.
pub(super) fn number(document: &mut Document) {
    let mut next = 0;
    number_blocks(&mut document.blocks, &mut |id| {
        *id = NodeId(next);
        next += 1;
    });
    document.nodes = next;
}

/// Numbers the nodes anew after some were added, and tells whatever names a node its new number.
pub(super) fn renumber(document: &mut Document) {
    let mut next = 0;
    let mut moved = vec![UNNUMBERED; document.nodes as usize];
    number_blocks(&mut document.blocks, &mut |id| {
        if let Some(moved) = moved.get_mut(id.0 as usize) {
            *moved = NodeId(next);
        }
        *id = NodeId(next);
        next += 1;
    });
    document.nodes = next;
    for_each_inline(&mut document.blocks, &mut |inline| {
        let InlineKind::Link { target, address, .. } = &mut inline.kind else { return };
        let named = match target {
            Target::Place(id) => Some(id),
            Target::Address(_) | Target::Elsewhere(_) => None,
        };
        let shown = match address {
            Address::Page(id) | Address::NoteSource(id) => Some(id),
            Address::Hidden | Address::Written(_) | Address::Listed(_) => None,
            Address::Note(_) => None,
        };
        for id in named.into_iter().chain(shown) {
            *id = moved.get(id.0 as usize).copied().unwrap_or(UNNUMBERED);
        }
    });
}

/// Calls `visit` with every node's identity, in reading order.
fn number_blocks(blocks: &mut [Block], visit: &mut dyn FnMut(&mut NodeId)) {
    for block in blocks {
        visit(&mut block.id);
        match &mut block.kind {
            BlockKind::Heading { content, .. } | BlockKind::Paragraph { content } => {
                for_each_inline_in(content, &mut |inline| {
                    visit(&mut inline.id);
                    if let InlineKind::Image(image) = &mut inline.kind {
                        number_caption(image, visit);
                    }
                });
            }
            BlockKind::Figure { image } => number_caption(image, visit),
            BlockKind::Quote { blocks } => number_blocks(blocks, visit),
            BlockKind::Contents { entries } => {
                entries.iter_mut().for_each(|entry| visit(&mut entry.id));
            }
            BlockKind::Notes { notes } => {
                for note in notes {
                    visit(&mut note.id);
                    visit(&mut note.label);
                    number_blocks(&mut note.blocks, visit);
                }
            }
            BlockKind::Admonition { title, blocks, .. } => {
                number_blocks(std::slice::from_mut(title), visit);
                number_blocks(blocks, visit);
            }
            BlockKind::Table(Table { head, rows, .. }) => {
                for row in std::iter::once(head).chain(rows) {
                    visit(&mut row.id);
                    number_blocks(&mut row.cells, visit);
                }
            }
            BlockKind::DefinitionList { items } => {
                for item in items {
                    visit(&mut item.id);
                    number_blocks(&mut item.terms, visit);
                    visit(&mut item.body);
                    number_blocks(&mut item.blocks, visit);
                }
            }
            BlockKind::List { items, .. } => {
                for item in items {
                    visit(&mut item.id);
                    visit(&mut item.label);
                    visit(&mut item.body);
                    number_blocks(&mut item.blocks, visit);
                }
            }
            BlockKind::Code { .. } | BlockKind::Rule => {}
        }
    }
}

fn number_caption(image: &mut Image, visit: &mut dyn FnMut(&mut NodeId)) {
    if let Some(caption) = &mut image.caption {
        visit(&mut caption.id);
    }
}
