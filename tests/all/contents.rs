//! The table of contents, and pages that are bound.

use crate::support;
use crate::support::{Page, content, layout, leaflets, print, run, seed, tool};
use printaloud::document::BlockKind;
use printaloud::typeset::style::{BINDING, Contents, LargePrint};
use std::fs;
use std::process::Command;

fn with(contents: Contents) -> LargePrint {
    LargePrint { contents, ..LargePrint::default() }
}

/// What each page says, as Poppler reads it.
fn pages(source: &str, style: &LargePrint) -> Option<Vec<String>> {
    let pdftotext = tool("pdftotext")?;
    let pdf = tempfile::NamedTempFile::new().unwrap();
    fs::write(pdf.path(), print(source, style)).unwrap();
    let text = run(Command::new(pdftotext).arg(pdf.path()).arg("-"));
    let page = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    Some(text.split('\u{c}').map(page).filter(|page| !page.is_empty()).collect())
}

fn long_pages() -> Vec<Page> {
    let contents = leaflets().into_iter().filter(|page| page.name == "contents");
    contents.chain([content()]).chain(seed()).collect()
}

#[test]
fn every_entry_names_the_page_where_its_heading_is() {
    for page in long_pages() {
        for size in [16.0, 18.0, 28.0] {
            let size = printaloud::geom::Pt(size);
            let style = LargePrint { size, ..LargePrint::default() };
            let (document, laid_out) = layout(&page.source, &style);
            assert!(laid_out.contents.is_some(), "{}: no contents", page.name);
            let Some(pages) = pages(&page.source, &style) else { return };
            let entries = document.blocks.iter().find_map(|block| match &block.kind {
                BlockKind::Contents { entries } => Some(entries),
                _ => None,
            });
            let entries = entries.unwrap();
            assert!(entries.len() >= 4);
            // A title and a page number follow each other in the table, wherever that ends.
            let mut table = pages[..entries.len().min(3)].join(" ");
            for entry in entries {
                let (_, behind) = table.split_once(&entry.words).unwrap_or_else(|| {
                    panic!("{}: `{}` is not in `{table}`", page.name, entry.words)
                });
                let number = behind.split_whitespace().next().unwrap();
                let number: usize = number.parse().unwrap_or_else(|_| {
                    panic!("{}: `{}` is followed by `{number}`", page.name, entry.words)
                });
                assert!(
                    pages[number - 1].contains(&entry.words),
                    "{}: `{}` is not on page {number}",
                    page.name,
                    entry.words
                );
                table = behind.to_owned();
            }
        }
    }
}

#[test]
fn a_table_of_contents_comes_with_the_third_page_and_four_headings() {
    let text = |headings: usize, lines: usize| {
        let section =
            format!("## A heading\n\n{}\n\n", "words and more words\\\n".repeat(lines));
        format!("# Title\n\n{}", section.repeat(headings))
    };
    let has =
        |source: &str, contents| layout(source, &with(contents)).1.contents.is_some();
    let pages = |source: &str| layout(source, &with(Contents::Never)).1.pages.len();
    for (headings, lines) in
        [(3, 40), (4, 5), (4, 9), (4, 10), (4, 12), (4, 13), (4, 40), (9, 40)]
    {
        let source = text(headings, lines);
        let expected = headings >= 4 && pages(&source) >= 3;
        assert_eq!(has(&source, Contents::Auto), expected, "{headings}, {lines}");
        assert!(has(&source, Contents::Always));
        assert!(!has(&source, Contents::Never));
    }
    assert!(!has("# Title\n\nNo other heading.\n", Contents::Always));
}

#[test]
fn a_binding_takes_room_at_the_inner_side() {
    let plain = LargePrint::default();
    let bound = LargePrint { binding: BINDING, ..plain };
    assert!((plain.measure() - bound.measure() - BINDING).0.abs() < 1e-9);
    let source = content().source;
    for duplex in [false, true] {
        let (_, laid_out) = layout(&source, &LargePrint { duplex, ..bound });
        for (number, page) in laid_out.pages.iter().enumerate() {
            let left =
                page.fragments.iter().map(|it| it.origin.x.0).fold(f64::MAX, f64::min);
            let inner = !duplex || number % 2 == 0;
            let expected = plain.margin.0 + if inner { BINDING.0 } else { 0.0 };
            assert!((left - expected).abs() < 0.01, "page {}: {left}", number + 1);
            let right = laid_out.size.width.0
                - plain.margin.0
                - if inner { 0.0 } else { BINDING.0 };
            for rule in &page.rules {
                assert!((rule.x + rule.width).0 <= right + 0.01);
            }
        }
    }
}

#[test]
fn chapters_begin_on_a_new_page_or_a_new_sheet() {
    let source = "# One\n\nWords.\n\n# Two\n\nWords.\n\n## Inside\n\n# Three\n\nWords.\n";
    let style =
        LargePrint { sheets: true, contents: Contents::Never, ..LargePrint::default() };
    let Some(single) = pages(source, &style) else { return };
    assert_eq!(single.len(), 3, "{single:?}");
    for (page, word) in single.iter().zip(["One", "Two", "Three"]) {
        assert!(page.starts_with(word), "{page}");
    }
    let double = pages(source, &LargePrint { duplex: true, ..style }).unwrap();
    assert_eq!(double.len(), 5, "{double:?}");
    for (number, word) in [(0, "One"), (2, "Two"), (4, "Three")] {
        assert!(double[number].starts_with(word), "{double:?}");
    }
    assert!(double[1].ends_with("Page 2 of 5"), "{double:?}");
}

#[test]
fn bound_pages_conform() {
    let folder = tempfile::tempdir().unwrap();
    let mut files = Vec::new();
    for page in long_pages() {
        for size in [18.0, 36.0] {
            for sheets in [false, true] {
                let style = LargePrint {
                    size: printaloud::geom::Pt(size),
                    contents: Contents::Always,
                    binding: BINDING,
                    duplex: true,
                    sheets,
                    ..LargePrint::default()
                };
                let path =
                    folder.path().join(format!("{}-{size}-{sheets}.pdf", page.name));
                fs::write(&path, print(&page.source, &style)).unwrap();
                files.push(path);
            }
        }
    }
    support::judge_all(&files);
}
