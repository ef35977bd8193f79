//! Rules about headings, lists and tables.

use super::Checked;
use crate::diag::{Diagnostic, Span};
use crate::document::{
    Block, BlockKind, InlineKind, Media, Origin, Table, Walk, plain_text,
};

/// The most characters of a heading: two lines of large print.
const LONGEST_HEADING: usize = 80;

/// The most characters of bold words that are taken for a heading.
const LONGEST_LABEL: usize = 80;

pub(super) fn check(checked: &Checked<'_>, found: &mut Vec<Diagnostic>) {
    let document = checked.page.document;
    if !document.metadata.has_title {
        tell(
            found,
            "no-title",
            0..0,
            "the page has no title; its file's name stands in its place".into(),
            "begin it with `# ` and its title",
        );
    }
    headings(&document.blocks, found);
    sections(&document.blocks, found);
    labels(&document.blocks, found);
    let own = Walk::new(&document.blocks).filter(|it| it.origin == Origin::Author);
    for block in own.filter(|block| block.media != Media::Web) {
        match &block.kind {
            BlockKind::List { items, .. } if items.len() == 1 => found.push(
                Diagnostic::advice(
                    "list-of-one",
                    block.span.clone(),
                    "this list has one item",
                )
                .help("write it as a sentence"),
            ),
            BlockKind::Table(Table { head, .. }) => {
                let named = head.cells.iter().any(|cell| {
                    cell.kind
                        .content()
                        .is_some_and(|content| !plain_text(content).trim().is_empty())
                });
                if !named {
                    tell(
                        found,
                        "no-table-header",
                        block.span.clone(),
                        "the columns of this table have no names".into(),
                        "name them in its first row: they are said before each cell",
                    );
                }
            }
            _ => {}
        }
    }
}

fn tell(
    found: &mut Vec<Diagnostic>,
    rule: &'static str,
    span: Span,
    message: String,
    help: &str,
) {
    found.push(Diagnostic::warning(rule, span, message).help(help));
}

/// The author's headings: levels, lengths, and how many are titles.
fn headings(blocks: &[Block], found: &mut Vec<Diagnostic>) {
    let mut before: Option<u8> = None;
    let mut titled = false;
    for block in Walk::new(blocks).filter(|it| it.origin == Origin::Author) {
        let BlockKind::Heading { level, content, .. } = &block.kind else { continue };
        let words = plain_text(content);
        let words = words.trim();
        let span = block.span.clone();
        if words.is_empty() {
            tell(
                found,
                "empty-heading",
                span,
                "this heading has no words".into(),
                "write some, or take out the `#`",
            );
            continue;
        }
        if *level == 1 && std::mem::replace(&mut titled, true) {
            let message = format!("`{words}` is a second title");
            tell(found, "two-titles", span.clone(), message, "write `## ` before it");
        }
        // A page whose title is in the front matter may begin with level 2.
        let expected = before.unwrap_or(1) + 1;
        if *level > expected {
            let message = format!(
                "`{words}` is of level {level}, and the heading before it of level {}",
                expected - 1
            );
            let help = format!("write `{} ` before it", "#".repeat(expected.into()));
            tell(found, "skipped-level", span.clone(), message, &help);
        }
        before = Some(*level);
        let length = words.chars().count();
        if length > LONGEST_HEADING {
            let message = format!("this heading has {length} characters");
            let help = format!("say it in {LONGEST_HEADING} or fewer");
            tell(found, "long-heading", span, message, &help);
        }
    }
}

/// Sections with nothing in them.
fn sections(blocks: &[Block], found: &mut Vec<Diagnostic>) {
    let given =
        |block: &&Block| block.origin == Origin::Author && block.media != Media::Web;
    let blocks: Vec<&Block> = blocks.iter().filter(given).collect();
    for (at, block) in blocks.iter().enumerate() {
        let BlockKind::Heading { level, content, .. } = &block.kind else { continue };
        let empty = match blocks.get(at + 1).map(|next| &next.kind) {
            None => true,
            Some(BlockKind::Heading { level: next, .. }) => next <= level,
            Some(_) => false,
        };
        let words = plain_text(content);
        if empty && !words.trim().is_empty() {
            let message = format!("there is nothing below `{}`", words.trim());
            tell(
                found,
                "empty-section",
                block.span.clone(),
                message,
                "write something there, take it out, or write `{.web-only}`, with its braces, behind the heading",
            );
        }
    }
}

/// Paragraphs of bold words that do the work of a heading.
fn labels(blocks: &[Block], found: &mut Vec<Diagnostic>) {
    for pair in blocks.windows(2) {
        let (block, next) = (&pair[0], &pair[1]);
        let BlockKind::Paragraph { content } = &block.kind else { continue };
        let [only] = content.as_slice() else { continue };
        let InlineKind::Strong(bold) = &only.kind else { continue };
        let words = plain_text(bold);
        let words = words.trim();
        let sentence = words.ends_with(['.', '!', '?', ';', ',']);
        let follows = next.origin == Origin::Author
            && !matches!(next.kind, BlockKind::Heading { .. } | BlockKind::Rule);
        if block.media != Media::Web
            && !sentence
            && follows
            && words.chars().count() <= LONGEST_LABEL
        {
            let message = format!("`{words}` looks like a heading and is none");
            tell(
                found,
                "bold-heading",
                block.span.clone(),
                message,
                "write `## ` before it, without the asterisks, so that it can be found by ear",
            );
        }
    }
}
