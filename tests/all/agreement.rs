//! What is printed is what is said: the script, the structure tree and the document have the same
//! nodes in the same order, and their words are those an independent reading of the page has.

use crate::support;
use crate::support::words::{reading, words};
use crate::support::{Page, content, leaflets, print, run, tool};
use printaloud::diag::Diagnostic;
use printaloud::document::Defaults;
use printaloud::document::{
    Block, BlockKind, Document, Image, Inline, InlineKind, Origin, PrintedTarget, Walk,
    inlines, plain_text,
};
use printaloud::font::FontSet;
use printaloud::lang::words::{Words, words as our_words};
use printaloud::markdown::to_document;
use printaloud::node::NodeId;
use printaloud::picture::Pictures;
use printaloud::speech::{Narration, Role, Script, Verbosity, narrate};
use printaloud::typeset::style::LargePrint;
use printaloud::typeset::typeset;
use std::collections::BTreeMap;
use std::fs;
use std::process::Command;
use unicode_normalization::UnicodeNormalization;

fn pages() -> Vec<Page> {
    let mut pages = leaflets();
    pages.push(content());
    pages
}

/// The words with a letter or a figure in them: signs by themselves are not for the ear.
fn for_the_ear(text: &str) -> Vec<String> {
    // A NUL is the replacement character to CommonMark, and nothing to us.
    let text = text.replace('\u{fffd}', "");
    // Raised figures of Unicode are figures, a raised minus a hyphen.
    let text: String = text.nfkc().collect::<String>().replace('−', "-");
    words(&text).into_iter().filter(|word| word.contains(char::is_alphanumeric)).collect()
}

/// The blocks that hold words, in reading order, and their words.
fn leaves(document: &Document, wanted: impl Fn(&Block) -> bool) -> Vec<(NodeId, String)> {
    leaves_of(document, wanted, plain_text)
}

/// The same of what is said.
fn said_leaves(document: &Document) -> Vec<(NodeId, String)> {
    let said = |inline: &&Inline| !matches!(inline.kind, InlineKind::PrintOnly(_));
    let words = |content: &[Inline]| {
        plain_text(&content.iter().filter(said).cloned().collect::<Vec<_>>())
    };
    leaves_of(document, |block| block.media.is_said(), words)
}

fn leaves_of(
    document: &Document,
    wanted: impl Fn(&Block) -> bool,
    words: impl Fn(&[Inline]) -> String,
) -> Vec<(NodeId, String)> {
    let blocks = Walk::new(&document.blocks).filter(|block| wanted(block));
    blocks
        .filter_map(|block| {
            let text = match &block.kind {
                BlockKind::Heading { content, .. } | BlockKind::Paragraph { content } => {
                    words(content)
                }
                BlockKind::Code { text } => text.clone(),
                BlockKind::Figure { image } => {
                    let caption = image.caption.as_ref().map_or("", |it| &it.words);
                    format!("{} {caption}", image.description)
                }
                _ => return None,
            };
            Some((block.id, text))
        })
        .filter(|(_, text)| text.contains(char::is_alphanumeric))
        .collect()
}

/// Words too long to be said are passed over, and told.
fn without_endless_words(words: Vec<String>) -> Vec<String> {
    words.into_iter().filter(|word| word.chars().count() <= 1000).collect()
}

/// The written words of each block that the script says, in its order. A picture's words are
/// those of the block it stands in.
fn written(document: &Document, script: &Script) -> Vec<(NodeId, String)> {
    let blocks: Vec<NodeId> = Walk::new(&document.blocks).map(|block| block.id).collect();
    let block_of = |node: NodeId| {
        let at = blocks.partition_point(|block| *block <= node);
        blocks[at - 1]
    };
    let mut said: Vec<(NodeId, String)> = Vec::new();
    for utterance in script.utterances.iter().filter(|it| it.role == Role::Content) {
        let node = block_of(utterance.node);
        match said.last_mut().filter(|(last, _)| *last == node) {
            Some((_, text)) => {
                text.push(' ');
                text.push_str(&utterance.written);
            }
            None => said.push((node, utterance.written.clone())),
        }
    }
    said
}

fn script(document: &Document, verbosity: Verbosity) -> Script {
    narrate(document, &Narration { verbosity, ..Narration::default() }).0
}

#[test]
fn the_script_says_every_block_of_the_document_once_in_order() {
    for page in pages() {
        let document = support::document(&page.source).0;
        for verbosity in [Verbosity::Plain, Verbosity::Normal, Verbosity::Full] {
            let said = written(&document, &script(&document, verbosity));
            let blocks: Vec<_> = said_leaves(&document)
                .into_iter()
                .map(|(id, text)| (id, without_endless_words(for_the_ear(&text))))
                .filter(|(_, words)| !words.is_empty())
                .collect();
            let said: Vec<_> =
                said.into_iter().map(|(id, text)| (id, for_the_ear(&text))).collect();
            assert_eq!(said, blocks, "{}, {verbosity:?}", page.name);
        }
    }
}

#[test]
fn the_written_words_are_those_of_an_independent_reading() {
    for page in pages() {
        let document = support::document(&page.source).0;
        // What is not the author's stands in no reading but ours; it is left out by its name.
        let ours: Vec<NodeId> = document
            .blocks
            .iter()
            .filter(|block| block.origin != Origin::Author)
            .map(|block| block.id)
            .collect();
        let said = written(&document, &script(&document, Verbosity::Full));
        let said: Vec<String> = said
            .into_iter()
            .filter(|(id, _)| !ours.contains(id))
            .flat_map(|(_, text)| for_the_ear(&text))
            .collect();
        let expected =
            for_the_ear(&reading(&page.source, &["web-only", "print-only"]).join(" "));
        let expected = without_endless_words(expected);
        // A picture without a description is described by us.
        let ours = our_words(&document.metadata.lang).picture_without_description;
        let said: Vec<String> = said
            .join(" ")
            .replace(&format!("{ours} "), "")
            .split(' ')
            .map(str::to_owned)
            .collect();
        let same = said.join(" ") == expected.join(" ")
            // Where words run together on paper, as a picture beside a word, they are told apart.
            || said.concat() == expected.concat();
        assert!(same, "{}:\nsaid     {said:?}\nexpected {expected:?}", page.name);
    }
}

/// Poppler does not call cells and pictures blocks.
fn cell(line: &str) -> Option<&str> {
    Some(line.trim_end_matches(':'))
        .filter(|name| matches!(*name, "TH" | "TD" | "Figure" | "Caption"))
}

/// The words of each block-level structure element that holds words, as Poppler reads them.
fn structure(source: &str) -> Option<Vec<String>> {
    let pdfinfo = tool("pdfinfo")?;
    let pdf = tempfile::NamedTempFile::new().unwrap();
    fs::write(pdf.path(), print(source, &LargePrint::default())).unwrap();
    let shown = run(Command::new(pdfinfo).arg("-struct-text").arg(pdf.path()));
    let mut elements: Vec<(String, String)> = Vec::new();
    for line in shown.lines() {
        let line = line.trim();
        if let Some(name) = line
            .strip_suffix(" (block)")
            .or(line.strip_suffix(" (block):"))
            .or(cell(line))
        {
            elements.push((name.to_owned(), String::new()));
        } else if let Some(text) =
            line.strip_prefix('"').and_then(|text| text.strip_suffix('"'))
            && let Some((_, words)) = elements.last_mut()
        {
            words.push_str(text);
        }
    }
    // The number of an item is its label; a term that is defined is one too.
    let number =
        |words: &str| words.trim_start().starts_with(|c: char| c.is_ascii_digit());
    let of_words = elements.into_iter().filter(|(name, words)| {
        // The way back from a note that ends in no paragraph is a paragraph of ours.
        let way_back = words.trim_start().starts_with("(note to page");
        // Of a link that is a picture only the address has words.
        let address = words.starts_with('(') && words.trim_end().ends_with(')');
        let label = name == "Lbl" && number(words);
        !label && !way_back && !address && words.contains(char::is_alphanumeric)
    });
    Some(of_words.map(|(_, words)| words).collect())
}

/// The blocks that hold words on paper, and their words.
fn printed(document: &Document, pictures: &Pictures) -> Vec<(NodeId, String)> {
    let style = LargePrint::default();
    let layout = typeset(document, &style, &FontSet::new(), pictures).0;
    let mut titles = Vec::new();
    // The head of a table that is set as a list stands before each of its facts.
    let mut not_alone = Vec::new();
    let mut cells = Vec::new();
    for block in Walk::new(&document.blocks) {
        if matches!(&block.kind, BlockKind::Table(_)) {
            cells.extend(block.kind.children().iter().map(|cell| cell.id));
        }
        match &block.kind {
            // The words of a title stand after the kind, in its line.
            BlockKind::Admonition { kind, title, .. }
                if title.kind.content().is_empty() =>
            {
                let words = kind.title(our_words(&document.metadata.lang));
                titles.push((title.id, words.to_owned()));
            }
            BlockKind::Table(table)
                if layout.listed_tables.contains(&block.id) && !table.rows.is_empty() =>
            {
                not_alone.extend(table.head.cells.iter().map(|cell| cell.id));
                let text = |cell: &Block| plain_text(cell.kind.content());
                for (name, cell) in table
                    .rows
                    .iter()
                    .flat_map(|row| table.head.cells.iter().zip(&row.cells))
                {
                    if text(cell).is_empty() && !text(name).is_empty() {
                        titles.push((cell.id, text(name)));
                    }
                }
            }
            _ => {}
        }
    }
    let mut leaves = leaves(document, |block| {
        block.media.is_printed()
            && !not_alone.contains(&block.id)
            && (layout.contents.is_some() || block.origin != Origin::Contents)
    });
    // A picture that is shown has no words but those below it.
    let shown = |image: &Image| pictures.get(&image.source).is_some();
    for block in Walk::new(&document.blocks) {
        let Some((_, text)) = leaves.iter_mut().find(|(id, _)| *id == block.id) else {
            continue;
        };
        if let BlockKind::Figure { image } = &block.kind {
            let below = image.caption.as_ref().map(|it| (it.id, it.words.clone()));
            if shown(image) {
                *text = below.map_or_else(String::new, |(_, words)| words);
            } else {
                text.clone_from(&image.description);
                titles.extend(below);
            }
        }
        let paragraph = matches!(&block.kind, BlockKind::Paragraph { .. });
        let cell = cells.contains(&block.id);
        for inline in inlines(block.kind.content()) {
            if let InlineKind::Image(image) = &inline.kind
                && shown(image)
                && paragraph
                && !cell
            {
                *text = text.replacen(&image.description, "", 1);
            }
        }
    }
    leaves.retain(|(_, text)| text.contains(char::is_alphanumeric));
    leaves.extend(titles);
    leaves.sort_by_key(|(id, _)| *id);
    leaves
}

/// The figures of a page number.
const MAX_PAGE_FIGURES: usize = 2;

fn ascii_letters(text: &str) -> usize {
    text.chars().filter(char::is_ascii_alphanumeric).count()
}

/// What is printed beside the words of a block.
#[derive(Default)]
struct Added {
    /// The letters and figures of addresses and references, but for page numbers.
    letters: usize,
    /// How many page numbers.
    pages: usize,
    /// The letters of the name of its column, where its table is set as a list.
    head: usize,
    /// Those of its address, which stands at the first of its facts.
    head_address: usize,
}

fn added(document: &Document, id: NodeId) -> Added {
    let ours = our_words(&document.metadata.lang);
    let mut added = Added::default();
    for block in Walk::new(&document.blocks) {
        if let BlockKind::Table(table) = &block.kind {
            let cells = table.rows.iter().flat_map(|row| &row.cells);
            let names = table.head.cells.iter().cycle();
            if let Some((name, _)) = names.zip(cells).find(|(_, cell)| cell.id == id) {
                let content = name.kind.content();
                let beside = added_to(content, ours);
                added.head = ascii_letters(&plain_text(content));
                added.head_address = beside.letters;
                added.pages += beside.pages;
            }
        }
        if block.id == id {
            let beside = added_to(block.kind.content(), ours);
            added.letters += beside.letters;
            added.pages += beside.pages;
        }
    }
    added
}

/// The addresses and references that are printed beside words.
fn added_to(content: &[Inline], ours: &Words) -> Added {
    let mut added = Added::default();
    for inline in inlines(content) {
        let InlineKind::Link { address, .. } = &inline.kind else { continue };
        let numbered = |words: &str, number: &usize| {
            ascii_letters(&words.replace("{number}", &number.to_string()))
        };
        let of_page = |words: &str| ascii_letters(&words.replace("{page}", ""));
        added.letters += match address {
            PrintedTarget::Hidden => 0,
            PrintedTarget::Written(address) => ascii_letters(address),
            PrintedTarget::Listed(number) => numbered(ours.listed_address, number),
            PrintedTarget::Note(number) => numbered(ours.note_reference, number),
            PrintedTarget::Page(_) => of_page(ours.page_reference),
            PrintedTarget::NoteSource(_) => of_page(ours.note_source),
        };
        added.pages += usize::from(matches!(
            address,
            PrintedTarget::Page(_) | PrintedTarget::NoteSource(_)
        ));
    }
    added
}

#[test]
fn the_structure_tree_has_the_same_blocks_in_the_same_order() {
    for page in pages() {
        let document = support::document(&page.source).0;
        let Some(elements) = structure(&page.source) else { continue };
        let printed = printed(&document, &support::pictures(&page.source));
        assert_eq!(elements.len(), printed.len(), "{}: {elements:#?}", page.name);
        for (element, (id, text)) in elements.iter().zip(&printed) {
            // Poppler leaves out line ends, and the page adds addresses of links in brackets:
            // every letter of the block comes in the element, in order.
            let mut letters = element.chars().filter(|c| c.is_alphanumeric());
            let lost = text
                .chars()
                .filter(|c| c.is_alphanumeric() && c.is_ascii())
                .find(|c| !letters.any(|found| found == *c));
            assert_eq!(lost, None, "{}: {id:?} `{text}` is `{element}`", page.name);
            // Poppler takes the entries of a table of contents for a part of its heading.
            let is_ours = |block: &&Block| block.origin == Origin::Contents;
            if document.blocks.iter().filter(is_ours).any(|block| block.id == *id) {
                continue;
            }
            // And nothing comes beside it but what is known to be added.
            let surplus = ascii_letters(element).saturating_sub(ascii_letters(text));
            let ours = added(&document, *id);
            let fits = |least: usize| {
                (least..=least + MAX_PAGE_FIGURES * ours.pages).contains(&surplus)
            };
            assert!(
                fits(ours.letters)
                    || fits(ours.letters + ours.head)
                    || fits(ours.letters + ours.head + ours.head_address),
                "{}: {id:?} `{text}` is `{element}`, {surplus} letters more",
                page.name
            );
        }
        // Said and printed: the same blocks but for those of one medium, by name.
        let said: Vec<NodeId> = written(&document, &script(&document, Verbosity::Normal))
            .into_iter()
            .map(|(id, _)| id)
            .collect();
        let both: Vec<NodeId> =
            leaves(&document, |block| block.media.is_printed() && block.media.is_said())
                .into_iter()
                .filter(|(id, _)| printed.iter().any(|(own, _)| own == id))
                .filter(|(_, text)| !without_endless_words(for_the_ear(text)).is_empty())
                .map(|(id, _)| id)
                .collect();
        let common: Vec<NodeId> = said
            .into_iter()
            .filter(|id| printed.iter().any(|(own, _)| own == id))
            .collect();
        assert_eq!(common, both, "{}", page.name);
    }
}

/// The paragraphs of a page with a sign in each, as they are printed.
fn shown(signs: &[&str], lang: &str) -> (Document, Vec<String>) {
    let lines = signs.iter().map(|sign| format!("Take {sign}\u{fe0f} now.\n\n"));
    let source = format!("---\nlang: {lang}\n---\n{}", lines.collect::<String>());
    let (document, _) = to_document(&source, &Defaults::titled("Signs"));
    let authors = document.blocks.iter().filter(|it| it.origin == Origin::Author);
    let shown = authors.map(|it| plain_text(it.kind.content()));
    let shown = shown.collect();
    (document, shown)
}

#[test]
fn every_sign_is_shown_and_said_and_no_two_alike() {
    let signs: Vec<&str> =
        include_str!("../../src/lang/signs/signs.txt").lines().collect();
    for (lang, most_alike) in [("en-GB", 0), ("en-US", 0), ("cy", 3), ("ur", 3)] {
        let (document, shown) = shown(&signs, lang);
        assert_eq!(shown.len(), signs.len());
        let mut alike = 0;
        let mut by_form: BTreeMap<&str, &str> = BTreeMap::new();
        for (sign, shown) in signs.iter().zip(&shown) {
            if let Some(other) = by_form.insert(shown, sign)
                // A tick is a tick, on a button or not.
                && [other, sign] != ["✅", "✔"]
            {
                println!("{lang}: {other} and {sign} are both {shown}");
                alike += 1;
            }
        }
        assert!(alike <= most_alike, "{lang}: {alike} pairs");
        let (_, told) = typeset(
            &document,
            &LargePrint::default(),
            &FontSet::new(),
            &Pictures::default(),
        );
        let lacks = |it: &&Diagnostic| it.rule == "missing-glyph";
        if lang != "ur" {
            assert_eq!(told.iter().find(lacks), None, "{lang}");
        }
        let (script, _) = narrate(&document, &Narration::default());
        let said = script.utterances.iter().filter(|it| it.role == Role::Content);
        let told: Vec<&str> = said.map(|it| it.said.as_str()).collect();
        assert!(told.iter().all(|said| said.contains(char::is_alphanumeric)));
        let silent = |said: &&&str| matches!(**said, "Take now." | "Take, now.");
        assert_eq!(told.iter().find(silent), None, "{lang}");
    }
}

/// Signs that stand for a word are neither lost nor changed where the rules must not act.
#[test]
fn signs_are_left_out_only_where_words_say_them() {
    let words = |source: &str| {
        let (document, _) = to_document(source, &Defaults::titled("Signs"));
        let blocks = Walk::new(&document.blocks).filter(|it| it.origin == Origin::Author);
        let texts = blocks.filter(|it| it.kind.is_text());
        let words = texts.map(|it| plain_text(it.kind.content()));
        words.collect::<Vec<_>>().join("|")
    };
    for (source, printed) in [
        ("☎ Phone us", "Phone us"),
        ("Phone ☎ 01632 960 001", "Phone 01632 960 001"),
        ("Call us 📧.", "Call us [e-mail]."),
        ("📧 **Email** us", "Email us"),
        ("🍎 Fruit, 🍊 fruit", "[red apple] Fruit, [tangerine] fruit"),
        ("Medicine 💊 or medicine 💉", "Medicine [pill] or medicine [syringe]"),
        ("Glass 🍷", "Glass [wine glass]"),
        ("Pill 💊💊", "Pill [pill][pill]"),
        ("One pill 💊, two pills 💊💊", "One pill [pill], two pills [pill][pill]"),
        ("Pill 💊 at night", "Pill at night"),
        ("Star ⭐⭐☆", "Star ⭐⭐☆"),
        (
            "- 🙅 Alcohol\n- 🙅 Grapefruit",
            "[person gesturing NO] Alcohol|[person gesturing NO] Grapefruit",
        ),
        ("- 🌙 Tablet\n- 🌙 Cream", "[crescent moon] Tablet|[crescent moon] Cream"),
        ("- 📞 Ring us\n- 📞 Ring them", "Ring us|Ring them"),
        ("Stop‼️ Go‼", "Stop‼ Go‼"),
        ("1️⃣ Wash", "① Wash"),
        ("0️⃣.5️⃣ mg, 3️⃣–4️⃣ days", "0.5 mg, 3–4 days"),
        ("☎️ Headphones", "☎ Headphones"),
        ("- ➡️ Rest\n- ➡️ Drink", "Rest|Drink"),
        ("- ➡️ Rest\n- Drink", "➡ Rest|Drink"),
        ("- ➡️\n- ➡️", "➡|➡"),
        ("- ☀️ 1 tablet\n- 🌙 2 tablets", "☀ 1 tablet|[crescent moon] 2 tablets"),
        ("- ✅ Soup\n- ✅ Rice", "✔ Soup|✔ Rice"),
        ("- ⚠️ Warning\n- ⚠️ Warning", "⚠ Warning|⚠ Warning"),
        ("🚫 prohibited", "🛇 prohibited"),
        ("Do not 🍷 drink", "Do not [wine glass] drink"),
        ("🔴 red 🟢 green", "[red circle] red [green circle] green"),
        ("*☎* a", "☎ a"),
        ("`☎ a`", "☎ a"),
        ("10 ➕ 5", "10 [plus] 5"),
        ("A → B ↔ C ▪ D © 2026 5 × 4 ½ ✓", "A → B ↔ C ▪ D © 2026 5 × 4 ½ ✓"),
        ("5 mg #1 *2 0800", "5 mg #1 *2 0800"),
        ("1️⃣0️⃣ mg", "10 mg"),
        ("`1️⃣0️⃣ mg` ![0️⃣.5️⃣ mg](a.png) 1️⃣", "10 mg 0.5 mg ①"),
        ("👨‍👩‍👧 and 👍🏿", "[family: man, woman, girl] and 👍"),
        ("🏴󠁧󠁢󠁷󠁬󠁳󠁿", "[flag: Wales]"),
    ] {
        assert_eq!(words(source), printed, "{source}");
    }
}
