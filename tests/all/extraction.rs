//! What programs read out of a PDF: every word of the page, whole and in order.

use crate::support::words::{
    Readings, independent, is_foot, pdfium, pdftotext, pdftotext_raw, readings, words,
};
use crate::support::{
    content, document, layout, leaflets, print, run, seed, style, tool,
};
use lopdf::{Document, Object};
use printaloud::document::{
    BlockKind, InlineKind, Origin, PrintedTarget, Walk, inlines, item_number, plain_text,
};
use printaloud::lang::words::words as our_words;
use printaloud::typeset::style::{Hyphenation, LargePrint, Paper, Theme};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;

const SIZES: [f64; 4] = [16.0, 18.0, 24.0, 36.0];
const MODES: [Hyphenation; 3] =
    [Hyphenation::None, Hyphenation::Sparing, Hyphenation::Full];

/// The stated additions to the seed page and the content page, by where they stand.
fn expected(source: &str) -> Vec<String> {
    let mut expected = independent(source);
    for block in &document(source).0.blocks {
        if let (Origin::ReviewDates | Origin::Edition, BlockKind::Paragraph { content }) =
            (block.origin, &block.kind)
        {
            expected.extend(words(&plain_text(content)));
        }
    }
    expected
}

#[test]
fn every_word_of_the_page_is_read_whole_in_order() {
    let folder = tempfile::tempdir().unwrap();
    for page in seed().into_iter().chain([content()]) {
        let expected = expected(&page.source);
        assert!(expected.len() > 700, "{} words", expected.len());
        for size in SIZES {
            for paper in [Paper::A4, Paper::A5] {
                for mode in MODES {
                    let style = style(size, paper, Theme::BlackOnWhite, mode);
                    let path = folder.path().join("page.pdf");
                    fs::write(&path, print(&page.source, &style)).unwrap();
                    let case = format!("{} {size} {paper:?} {mode:?}", page.name);
                    let foot = |line: &str| is_foot(line, "If cancer comes back");
                    for (judge, read) in [
                        ("Poppler", pdftotext(&path, &foot)),
                        ("pdfium", pdfium(&path, &foot)),
                    ] {
                        let Some(read) = read else { continue };
                        // Bullets are labels: the list has them, the author's text has not.
                        let read: Vec<String> =
                            read.into_iter().filter(|word| word != "•").collect();
                        same(&read, &expected, &format!("{judge}, {case}"));
                    }
                }
            }
        }
    }
}

fn same(read: &[String], expected: &[String], case: &str) {
    let at = read.iter().zip(expected).position(|(a, b)| a != b);
    if let Some(at) = at {
        let near = |words: &[String]| {
            words[at.saturating_sub(3)..(at + 4).min(words.len())].join(" ")
        };
        panic!("{case}: read `{}`, expected `{}`", near(read), near(expected));
    }
    assert_eq!(read.len(), expected.len(), "{case}");
}

#[test]
fn no_word_of_a_leaflet_is_lost() {
    let folder = tempfile::tempdir().unwrap();
    for page in leaflets() {
        let expected: Vec<String> =
            independent(&page.source).iter().flat_map(|w| core(w)).collect();
        let additions = additions(&page.source);
        for size in [18.0, 36.0] {
            let style = style(size, Paper::A4, Theme::BlackOnWhite, Hyphenation::Full);
            let path = folder.path().join("page.pdf");
            fs::write(&path, print(&page.source, &style)).unwrap();
            let heads = listed_heads(&page.source, &style);
            let title = document(&page.source).0.metadata.title;
            let foot = |line: &str| is_foot(line, title.trim());
            let poppler = if page.source.contains("\n|") {
                pdftotext_raw(&path, &foot)
            } else {
                pdftotext(&path, &foot)
            };
            for (judge, read) in [("Poppler", poppler), ("pdfium", pdfium(&path, &foot))]
            {
                let Some(read) = read else { continue };
                let read: Vec<String> = read.iter().flat_map(|word| core(word)).collect();
                let case = format!("{judge}, {}, {size} pt", page.name);
                let mut wanted = expected.iter().peekable();
                let mut ours = additions.clone();
                for word in &read {
                    // The head of a table that is set as a list stands before each fact.
                    while wanted
                        .next_if(|next| *next != word && heads.contains(*next))
                        .is_some()
                    {}
                    if wanted.next_if(|next| *next == word).is_none() {
                        let next = wanted.peek();
                        let left = ours.get_mut(word).filter(|left| **left > 0);
                        let left = left.unwrap_or_else(|| {
                            panic!("{case}: read `{word}`, expected {next:?}")
                        });
                        *left -= 1;
                    }
                }
                assert_eq!(wanted.next(), None, "{case}: lost");
            }
        }
    }
}

#[test]
fn programs_of_today_read_every_line() {
    let folder = tempfile::tempdir().unwrap();
    let mut files = Vec::new();
    for page in leaflets().into_iter().chain([content()]) {
        let path = folder.path().join(format!("{}.pdf", page.name));
        fs::write(&path, print(&page.source, &LargePrint::default())).unwrap();
        files.push(path);
    }
    let Some(readings) = readings(&files) else { return };
    assert!(readings.len() > 40, "{}", readings.len());
    for Readings { file, readers, .. } in readings {
        for (reader, found) in readers {
            if reader == "MuPDF" || reader.ends_with("newest") {
                println!("{reader}, {file}: {found:?}");
                continue;
            }
            assert_eq!(found.misread, [""; 0], "{reader}, {file}");
            let excused = match reader.as_str() {
                // It reads tables and code by columns.
                "Poppler" => file == "everything.pdf",
                // Characters beyond the basic plane are lost to it, and a sign for private use.
                _ => file == "missing-characters.pdf" && reader.starts_with("pdfium"),
            };
            let lost = &found.lost;
            assert!(lost.is_empty() || excused, "{reader}, {file}: {lost:?}");
        }
    }
}

/// The words of the heads of tables that are set as lists.
fn listed_heads(source: &str, style: &LargePrint) -> BTreeSet<String> {
    let (document, layout) = layout(source, style);
    let mut heads = BTreeSet::new();
    for block in Walk::new(&document.blocks) {
        if let BlockKind::Table(table) = &block.kind
            && layout.listed_tables.contains(&block.id)
        {
            for cell in &table.head.cells {
                let text = plain_text(cell.kind.content());
                heads.extend(words(&text).iter().flat_map(|word| core(word)));
            }
        }
    }
    heads
}

/// The letters and figures of a word, apart at its other characters: an address that is added
/// after a word takes the full stop that stood there.
/// Right-to-left words are left out, because Poppler and pdfium turn them around, and so are
/// characters beyond the basic plane: pdfium drops them from ActualText.
fn core(word: &str) -> Vec<String> {
    if word.chars().any(|c| matches!(c, '\u{590}'..='\u{8ff}')) {
        return Vec::new();
    }
    let parts = word.split(|c: char| {
        c.is_ascii_punctuation()
            || matches!(
                c,
                '•' | '\u{fffd}' | '\u{e123}' | '\u{f0b7}' | '\u{f0a7}' | '\u{10000}'..
            )
    });
    parts.filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

/// The words that a leaflet has beside its author's, and how often each at the most.
fn additions(source: &str) -> BTreeMap<String, usize> {
    /// The most sheets of a leaflet: a table's head may stand on each.
    const MAX_SHEETS: usize = 40;
    let document = document(source).0;
    let mut ours = BTreeMap::new();
    let ours_in = our_words(&document.metadata.lang);
    let mut add = |text: &str, times: usize| {
        for word in words(text).iter().flat_map(|word| core(word)) {
            *ours.entry(word).or_insert(0) += times;
        }
    };
    for block in Walk::new(&document.blocks) {
        match &block.kind {
            BlockKind::List { start, descending, items } => {
                if items.iter().any(|item| item.task.is_some()) {
                    add("\u{2610} \u{2611}", items.len());
                }
                let Some(start) = start else { continue };
                for at in 0..items.len() {
                    add(&item_number(*start, *descending, at).to_string(), 1);
                }
            }
            BlockKind::Footnotes { notes } => {
                (1..=notes.len()).for_each(|number| add(&number.to_string(), 1));
            }
            BlockKind::Admonition { kind, .. } => {
                add(kind.title(ours_in), 1);
            }
            BlockKind::Figure { image } => add(&image.description, 1),
            // The sign before a line of code that goes on.
            BlockKind::Code { text } => add("\u{2192}", text.len()),
            // A table that is set as a list names its columns before each fact.
            BlockKind::Table(table) => {
                for cell in &table.head.cells {
                    let words = plain_text(cell.kind.content());
                    add(&words, table.rows.len() + MAX_SHEETS);
                }
            }
            BlockKind::Heading { content, .. } | BlockKind::Paragraph { content } => {
                if block.origin != Origin::Author {
                    add(&plain_text(content), 1);
                }
                for inline in inlines(content) {
                    match &inline.kind {
                        InlineKind::Link {
                            address: PrintedTarget::Written(address),
                            ..
                        } => add(address, 1),
                        InlineKind::Link {
                            address: PrintedTarget::Listed(number),
                            ..
                        } => {
                            let number = number.to_string();
                            add(&ours_in.listed_address.replace("{number}", &number), 1);
                        }
                        InlineKind::Link {
                            address: PrintedTarget::Note(number), ..
                        } => {
                            let number = number.to_string();
                            add(&ours_in.note_reference.replace("{number}", &number), 1);
                        }
                        InlineKind::Link {
                            address: PrintedTarget::Page(_) | PrintedTarget::NoteSource(_),
                            ..
                        } => {
                            add(ours_in.note_source, 1);
                            add(ours_in.page_reference, 1);
                            (1..=MAX_SHEETS).for_each(|page| add(&page.to_string(), 1));
                        }
                        InlineKind::Image(image) => add(&image.description, 1),
                        _ => {}
                    }
                }
            }
            _ => {}
        }
    }
    ours
}

/// The marked content sequences of a page that have ActualText: MCID and text.
fn actual_texts(pdf: &Document, page: lopdf::ObjectId) -> Vec<(i64, String)> {
    let content = pdf.get_and_decode_page_content(page).unwrap();
    let begins =
        content.operations.iter().filter(|operation| operation.operator == "BDC");
    begins
        .filter_map(|begin| {
            let properties = begin.operands[1].as_dict().unwrap();
            let text = properties.get(b"ActualText").ok()?;
            assert_eq!(begin.operands[0].as_name().unwrap(), b"Span");
            Some((properties.get(b"MCID").unwrap().as_i64().unwrap(), string(text)))
        })
        .collect()
}

fn string(object: &Object) -> String {
    lopdf::decode_text_string(object).unwrap()
}

#[test]
fn a_broken_word_is_one_word_in_both_places() {
    let pages = seed().into_iter().chain([content()]);
    for page in pages {
        let style = style(28.0, Paper::A4, Theme::BlackOnWhite, Hyphenation::Full);
        let (_, laid_out) = layout(&page.source, &style);
        let hyphens = laid_out.lines.iter().filter(|line| line.hyphenated).count();
        assert!(hyphens >= 3, "{hyphens} hyphens");
        let known: BTreeSet<String> = independent(&page.source).into_iter().collect();
        let pdf = Document::load_mem(&print(&page.source, &style)).unwrap();
        let root = pdf
            .catalog()
            .unwrap()
            .get(b"StructTreeRoot")
            .unwrap()
            .as_reference()
            .unwrap();
        let parents = pdf.get_dictionary(root).unwrap().get(b"ParentTree").unwrap();
        let parents = pdf.get_dictionary(parents.as_reference().unwrap()).unwrap();
        let numbers = parents.get(b"Nums").unwrap().as_array().unwrap();
        let mut found = 0;
        for (page, numbers) in pdf.page_iter().zip(numbers.chunks(2)) {
            let owners = pdf.get_object(numbers[1].as_reference().unwrap()).unwrap();
            let owners = owners.as_array().unwrap();
            for (mcid, text) in actual_texts(&pdf, page) {
                let owner =
                    owners[usize::try_from(mcid).unwrap()].as_reference().unwrap();
                let span = pdf.get_dictionary(owner).unwrap();
                assert_eq!(span.get(b"S").unwrap().as_name().unwrap(), b"Span");
                assert_eq!(string(span.get(b"ActualText").unwrap()), text);
                assert!(known.contains(&text), "`{text}` is no word of the page");
                found += 1;
            }
        }
        // Words that break at a hyphen of their own are among them too.
        assert!(found >= hyphens, "{found} of {hyphens}");
    }
}

/// The structure as `pdfinfo` shows it: a line an element, by its depth.
fn structure(pdf: &Path) -> Option<Vec<String>> {
    let pdfinfo = tool("pdfinfo")?;
    let text = run(Command::new(pdfinfo).arg("-struct").arg(pdf));
    let names =
        text.lines().map(|line| line.split_whitespace().next().unwrap_or("").to_owned());
    let element =
        |name: &String| !name.is_empty() && !name.starts_with('/') && name != "Object";
    Some(names.filter(element).collect())
}

#[test]
fn the_structure_is_in_reading_order() {
    let source = "# One\n\nA [link](https://example.org/x) here.\n\n## Two\n\n- first\n- second\n\nEnd.\n";
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("page.pdf");
    fs::write(&path, print(source, &Default::default())).unwrap();
    let Some(found) = structure(&path) else { return };
    let expected = [
        "Document", "H1", "P", "Link", "H2", "L", "LI", "Lbl", "LBody", "P", "LI", "Lbl",
        "LBody", "P", "P", "P",
    ];
    assert_eq!(found, expected);
    let pdfinfo = tool("pdfinfo").unwrap();
    let text = run(Command::new(pdfinfo).arg("-struct-text").arg(&path));
    let words: Vec<&str> = text.split('"').skip(1).step_by(2).collect();
    let joined = words.concat();
    for piece in ["One", "link (example.org/x)", "Two", "•", "first", "second", "End."]
    {
        assert!(joined.contains(piece), "{piece}: {text}");
    }
}
