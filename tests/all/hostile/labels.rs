//! Numbers and bullets stand whatever begins after them, at every size, and nothing stands over
//! them or outside the margins.

use super::targets::properties;
use crate::support::{document, pictures, style};
use printaloud::document::{BlockKind, Document, Walk};
use printaloud::font::FontSet;
use printaloud::node::NodeId;
use printaloud::typeset::frame::{Layout, Owner};
use printaloud::typeset::style::{Hyphenation, Paper, Theme};
use printaloud::typeset::typeset;

/// What an item may begin with.
const FIRST: [&str; 19] = [
    "",
    "Words of an item.",
    "![…](wide.png)",
    "![A map](missing.png)",
    "![](missing.png){.decorative}",
    "| Day | Rest |\n|---|---|\n| 1 | all day |",
    "| Day | |\n|---|---|\n| | |",
    "| Medicine in the morning | Medicine at noon | Medicine at night |\n|---|---|---|\n| Paracetamol | Dexamethasone | None |",
    "***\n\nBehind a line.",
    "***",
    "> [!WARNING]\n> Call now.",
    "> [!TIP]\n> > [!NOTE]\n> > - Rest.",
    "> Somebody said so.",
    "> > ***\n> >\n> > Words.",
    "```\na line of code that is long\n```",
    "## A heading",
    "Term\n: Its meaning.",
    "![…](quarters.png) and words.",
    "Words before ![…](quarters.png) and words.",
];

/// What items stand in.
const AROUND: [&str; 9] = [
    "1. ",
    "- ",
    "10. ",
    "100000000. ",
    "> - ",
    "> [!NOTE]\n> 1. ",
    "Term\n: - ",
    "- [ ] ",
    "[^note]: ",
];

/// A block after a mark, its other lines below the first.
fn behind(mark: &str, block: &str) -> String {
    let (before, last) = mark.rsplit_once('\n').map_or(("", mark), |(a, b)| (a, b));
    let last = if last.starts_with('[') { "    " } else { last };
    let quoted = last.starts_with('>');
    let indent: String = last
        .char_indices()
        .map(|(at, c)| if quoted && at == 0 && c == '>' { '>' } else { ' ' })
        .collect();
    let indent = if mark.starts_with("- [") { "  " } else { &indent };
    let block = block.replace('\n', &format!("\n{indent}"));
    let line = if before.is_empty() { String::new() } else { "\n".into() };
    let own = &mark[before.len() + line.len()..];
    format!("{before}{line}{own}{block}\n")
}

/// The identities of all labels of printed items and notes.
fn labels(document: &Document) -> Vec<NodeId> {
    let printed = Walk::new(&document.blocks).filter(|block| block.media.is_printed());
    printed
        .flat_map(|block| match &block.kind {
            BlockKind::List { items, .. } => items.iter().map(|it| it.label).collect(),
            BlockKind::Footnotes { notes } => notes.iter().map(|it| it.label).collect(),
            _ => Vec::new(),
        })
        .collect()
}

fn labels_stand(document: &Document, layout: &Layout, source: &str) {
    for label in labels(document) {
        let own = |owner| owner == Owner::Node(label);
        let fragments = layout.pages.iter().flat_map(|page| &page.fragments);
        let drawn = fragments.filter(|it| own(it.owner) && !it.text.trim().is_empty());
        assert!(drawn.count() > 0, "{source}: {label:?} is lost");
    }
}

#[test]
fn labels_stand_whatever_an_item_begins_with() {
    let fonts = FontSet::new();
    for around in AROUND {
        for inner in ["", "1. ", "- ", "> 1. ", "- - 1. "] {
            for first in FIRST {
                let item = if inner.is_empty() {
                    first.to_owned()
                } else {
                    behind(inner, first).trim_end().to_owned()
                };
                let item = behind(around, &item);
                for lang in ["en", "he"] {
                    let source = format!(
                        "---\nlang: {lang}\n---\n\n# A page[^note]\n\nWords.\n\n{item}"
                    );
                    let document = document(&source).0;
                    for (size, paper) in [
                        (18.0, Paper::A4),
                        (36.0, Paper::A5),
                        (72.0, Paper::A4),
                        (72.0, Paper::A5),
                    ] {
                        let style =
                            style(size, paper, Theme::BlackOnWhite, Hyphenation::Sparing);
                        let (layout, _) =
                            typeset(&document, &style, &fonts, &pictures(&source));
                        labels_stand(&document, &layout, &source);
                        properties::layout(&document, &layout, &style);
                    }
                }
            }
        }
    }
}
