//! Review dates and the edition: what a page says of its own age.

use crate::diag::Diagnostic;
use crate::document::draft::{generated_block, generated_text};
use crate::document::{
    Block, BlockKind, Declared, Inline, InlineKind, Medium, Metadata, Origin, ReviewDate,
    plain_text,
};
use crate::lang::words::Words;
use sha2::{Digest, Sha256};

/// Takes the line of review dates out of the body, if there is one; the front matter holds over it.
pub(super) fn take_dates(
    blocks: &mut Vec<Block>,
    declared: &Declared,
    diagnostics: &mut Vec<Diagnostic>,
) -> Dates {
    let line = blocks.iter().position(|block| dates_in(block).is_some());
    let Some(at) = line else {
        return (declared.last_review, declared.next_review);
    };
    let block = blocks.remove(at);
    let (last, next) = dates_in(&block).unwrap_or_default();
    let differs = |ours: Option<ReviewDate>, theirs: Option<ReviewDate>| {
        ours.is_some() && theirs.is_some() && ours != theirs
    };
    if differs(declared.last_review, last) || differs(declared.next_review, next) {
        diagnostics.push(
            Diagnostic::warning(
                "review-dates",
                block.span,
                "the review dates here differ from those in the front matter, which were printed",
            )
            .help("delete this line"),
        );
    }
    (declared.last_review.or(last), declared.next_review.or(next))
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

/// Adds the paragraph at the end: review dates, and for paper other formats and the edition.
pub(super) fn add_closing_lines(
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
        (paper, Origin::Edition, Medium::Print)
    } else {
        let kind = InlineKind::PrintOnly(paper);
        dates.push(Inline { kind, ..generated_text(String::new()) });
        (dates, Origin::ReviewDates, Medium::All)
    };
    blocks.push(generated_block(BlockKind::Paragraph { content }, origin, media));
}
