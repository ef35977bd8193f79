//! Scripts other than Latin: what is printed is what a reader of that script expects.

use crate::support::words::{letters, pdfium, pdftotext, readings, words};
use crate::support::{document, everything, judge_all, layout, root, run, tool};
use printaloud::document::{BlockKind, Origin, Walk, plain_text};
use printaloud::font::{FontSet, Shaper, Style};
use printaloud::lang::Lang;
use printaloud::lang::words::words as our_words;
use printaloud::text::bidi::{
    Levels, is_mark, is_strong_right_to_left, visual_order, whole_stretches,
};
use printaloud::typeset::frame::{Fragment, Layout, Owner};
use printaloud::typeset::style::LargePrint;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Articles of the Universal Declaration of Human Rights: the language, the script (ISO 15924)
/// and the way it runs.
const PAGES: [(&str, &str, &str); 9] = [
    ("ar", "Arab", "rtl"),
    ("ur", "Arab", "rtl"),
    ("he", "Hebr", "rtl"),
    ("bn", "Beng", "ltr"),
    ("gu", "Gujr", "ltr"),
    ("pa", "Guru", "ltr"),
    ("hi", "Deva", "ltr"),
    ("ta", "Taml", "ltr"),
    ("zh", "Hani", "ltr"),
];

fn page(name: &str) -> PathBuf {
    root().join(format!("tests/scripts/{name}.md"))
}

/// Prints pages by the program itself, with the fonts of this computer.
fn print(pages: &[PathBuf], size: &str, folder: &Path) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_printaloud"));
    command.arg("print").args(pages).args(["--size", size, "--out-dir"]).arg(folder);
    let output = command.output().unwrap();
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success(), "{told}");
    told
}

#[test]
fn every_script_is_set_as_harfbuzz_sets_it_and_read_as_it_is_written() {
    if tool("noto-core").is_none() || tool("noto-cjk").is_none() {
        return;
    }
    let pages: Vec<PathBuf> = PAGES.iter().map(|(lang, ..)| page(lang)).collect();
    let mut files = Vec::new();
    let wanted: &[&str] = if everything() { &["18", "28"] } else { &["18"] };
    let folders: Vec<_> =
        wanted.iter().map(|size| (*size, tempfile::tempdir().unwrap())).collect();
    for (size, folder) in &folders {
        let told = print(&pages, size, folder.path());
        assert!(!told.contains("missing-glyph"), "{told}");
        for (lang, script, way) in PAGES {
            let pdf = folder.path().join(format!("{lang}.pdf"));
            let least: f64 = size.parse().unwrap();
            let set = sizes(&pdf);
            assert!(set.iter().all(|size| *size >= least), "{lang}: {set:?}");
            // The letters of Tamil are low, and are enlarged until they are as tall as capitals.
            let factors = set.iter().map(|size| size / least);
            let enlarged = factors.into_iter().any(|by| (1.195..1.215).contains(&by));
            assert_eq!(enlarged, lang == "ta", "{lang}: {set:?}");
            reads_as_it_is_written(lang, &pdf);
            if let (Some(python), Some(_)) = (tool("pdfium"), tool("hb-shape")) {
                let judge = root().join("tests/tools/glyphs.py");
                let mut command = Command::new(python);
                let said = run(command.arg(judge).args([lang, script, way]).arg(&pdf));
                print!("{size} pt, {said}");
                let glyphs: usize = said.split(' ').nth(1).unwrap().parse().unwrap();
                assert!(glyphs > 700, "{said}");
            }
            files.push(pdf);
        }
    }
    judge_all(&files);
}

/// The sizes of text in a PDF.
fn sizes(pdf: &Path) -> Vec<f64> {
    let pdf = lopdf::Document::load(pdf).unwrap();
    let mut sizes = Vec::new();
    for page in pdf.page_iter() {
        for operation in pdf.get_and_decode_page_content(page).unwrap().operations {
            if operation.operator == "Tf" {
                sizes.push(f64::from(operation.operands[1].as_float().unwrap()));
            }
        }
    }
    sizes
}

/// Poppler and pdfium read the words of a page, in their order; those of ours may stand between.
fn reads_as_it_is_written(lang: &str, pdf: &Path) {
    let source = fs::read_to_string(page(lang)).unwrap();
    let (document, _) = document(&source);
    let ours = our_words(&document.metadata.lang);
    // Without spaces between words every character is one.
    let tokens = |text: &str| match lang {
        "zh" => words(text).concat().chars().map(String::from).collect(),
        _ => words(text),
    };
    let mut wanted = Vec::new();
    let mut known: BTreeSet<String> = BTreeSet::new();
    for block in Walk::new(&document.blocks) {
        let (BlockKind::Heading { content, .. } | BlockKind::Paragraph { content }) =
            &block.kind
        else {
            continue;
        };
        let text = tokens(&plain_text(content));
        if matches!(block.kind, BlockKind::Heading { .. })
            || block.origin != Origin::Author
        {
            known.extend(text.iter().cloned());
        }
        if block.origin == Origin::Author {
            wanted.extend(text);
        }
    }
    let places = ours.page_of.replace("{page}", " ").replace("{pages}", " ");
    known.extend(tokens(&format!("{places} {} •", ours.contents)));
    known.extend((0..100).map(|number| ours.in_figures(&number.to_string())));
    // The foot of a page is no part of its text; its spaces are lost now and then.
    let foot: BTreeSet<char> = words(&format!("{places} {}", document.metadata.title))
        .concat()
        .chars()
        .chain(ours.in_figures("0123456789").chars())
        .collect();
    let no_foot = |_: &str| false;
    let edition = plain_text(document.blocks.last().unwrap().kind.content());
    for (judge, read) in
        [("Poppler", pdftotext(pdf, &no_foot)), ("pdfium", pdfium(pdf, &no_foot))]
    {
        let Some(read) = read else { continue };
        let mut wanted = wanted.iter().peekable();
        for word in tokens(&read.join(" ")) {
            if wanted.next_if(|next| **next == word).is_none() {
                let next = wanted.peek();
                assert!(
                    known.contains(&word)
                        || word.chars().all(|c| foot.contains(&c))
                        || is_edition(&word, &edition),
                    "{judge}, {}: read `{word}`, expected {next:?}",
                    pdf.display()
                );
            }
        }
        assert_eq!(wanted.next(), None, "{judge}, {}: lost", pdf.display());
    }
}

/// Whether a word is of the number of an edition: pdfium parts its letters and figures on a page that
/// runs from right to left.
fn is_edition(word: &str, edition: &str) -> bool {
    edition.split(' ').next_back().is_some_and(|number| number.contains(word))
}

#[test]
fn lines_are_in_the_order_of_the_bidirectional_algorithm() {
    let source = fs::read_to_string(root().join("tests/scripts/bidi.txt")).unwrap();
    let turned = |c: char| match c {
        'A'..='Z' => char::from_u32(0x5d0 + (c as u32) - ('A' as u32)).unwrap(),
        c => c,
    };
    let mut count = 0;
    for line in source.lines().filter(|line| !line.starts_with('#')) {
        let [base, text, wanted] = line.split(" | ").collect::<Vec<_>>()[..] else {
            panic!("{line}");
        };
        let text: String = text.chars().map(turned).collect();
        let wanted: String = wanted.chars().map(turned).collect();
        let shown = match Levels::of(&text, base == "rtl", &[]) {
            None => text,
            Some(levels) => from_left(&text, &levels),
        };
        assert_eq!(shown, wanted, "{line}");
        count += 1;
    }
    assert!(count >= 60, "{count}");
}

#[test]
fn what_is_read_from_left_to_right_stays_whole() {
    for (text, line) in [
        ("אבג 020 7946 0123 דה", "הד 020 7946 0123 גבא"),
        ("אבג 5 mg דה", "הד 5 mg גבא"),
        ("אבג (5 mg) דה", "הד (5 mg) גבא"),
        ("אבג 1, 2 דה", "הד 2 ,1 גבא"),
        ("אבג 120/80 mmHg.", ".120/80 mmHg גבא"),
        ("אבג +44 20 7946 0123, דה", "הד ,+44 20 7946 0123 גבא"),
        ("אבג 2026-05-14 דה", "הד 2026-05-14 גבא"),
        ("אבג help@example.org דה", "הד help@example.org גבא"),
        // A bracket after an amount or a number is not of it.
        ("אבג 5 mg (2 דה).", ".(הד 2) 5 mg גבא"),
        ("אבג 0808 157 0123 (24 דה)", "(הד 24) 0808 157 0123 גבא"),
        ("אבג 5-FU (fluorouracil) דה", "הד 5-FU (fluorouracil) גבא"),
        ("אבג 2026-05-12 (9:00) דה", "הד (9:00) 2026-05-12 גבא"),
        // A sentence stays one, with what it lists.
        (
            "אבג: Take it at 9am, 1pm, and 5 mg at night. דה",
            "הד .Take it at 9am, 1pm, and 5 mg at night :גבא",
        ),
        (
            "אבג Open Monday to Friday, 9am–5pm דה",
            "הד Open Monday to Friday, 9am–5pm גבא",
        ),
        // Two amounts are two.
        ("אבג 5 mg, 10 mg דה", "הד 10 mg ,5 mg גבא"),
        // Numbers in groups, in any figures.
        ("אבג 943 476 5919 דה", "הד 943 476 5919 גבא"),
        ("אבג ٠١٦٣٢ ٩٦٠ ١٢٣ דה", "הד ٠١٦٣٢ ٩٦٠ ١٢٣ גבא"),
        ("אבג 12-34-56 דה", "הד 12-34-56 גבא"),
        ("אבג ٣٨٫٥°C דה", "הד ٣٨٫٥°C גבא"),
        ("אבג ۷۰٫۵ kg. ۵ mg דה", "הד ۵ mg .۷۰٫۵ kg גבא"),
        // A sign goes with its figures, and a hyphen after a letter does not.
        ("אבג -5°C דה", "הד -5°C גבא"),
        ("אבג ±2 mg דה", "הד ±2 mg גבא"),
        ("אבג <5 mg דה", "הד <5 mg גבא"),
        ("אבג ≥38°C דה", "הד ≥38°C גבא"),
        ("אבג ו-5 mg דה", "הד 5 mg-ו גבא"),
        ("אבג HER2+ דה", "הד HER2+ גבא"),
        ("אבג ER-, דה", "הד ,ER- גבא"),
        // Ranges, lists and single numbers are left to the rules.
        ("אבג 24 דה", "הד 24 גבא"),
        ("אבג (24 דה) 5 ו", "ו 5 (הד 24) גבא"),
    ] {
        let levels = Levels::of(text, true, &whole_stretches(text)).unwrap();
        assert_eq!(from_left(text, &levels), line, "{text}");
    }
}

/// The characters of a line from left to right (UAX #9, rules L2 and L4).
fn from_left(text: &str, levels: &Levels) -> String {
    let mirrored = |c: char| match c {
        '(' => ')',
        ')' => '(',
        '[' => ']',
        ']' => '[',
        '{' => '}',
        '}' => '{',
        c => c,
    };
    let parts: Vec<_> = levels.parts(0..text.len()).collect();
    let numbers: Vec<u8> = parts.iter().map(|(_, level)| *level).collect();
    let mut shown = String::new();
    for at in visual_order(&numbers) {
        let (part, level) = &parts[at];
        if level % 2 == 1 {
            shown.extend(text[part.clone()].chars().rev().map(mirrored));
        } else {
            shown.push_str(&text[part.clone()]);
        }
    }
    shown
}

/// The fragments of a page in Urdu. The fonts for it do not matter: without them a sign stands
/// for each letter.
fn mixed() -> Layout {
    let source = fs::read_to_string(page("mixed")).unwrap();
    layout(&source, &LargePrint::default()).1
}

fn fragments(layout: &Layout) -> impl Iterator<Item = &Fragment> {
    let own = |fragment: &&Fragment| matches!(fragment.owner, Owner::Node(_));
    layout.pages.iter().flat_map(|page| &page.fragments).filter(own)
}

#[test]
fn an_amount_that_is_struck_out_comes_before_the_new_one() {
    for (old, new) in [("500 mg", "250 mg"), ("500", "250 mg"), ("20 mg", "40")] {
        let source = format!("---\nlang: he\n---\n# אבג\n\nאבג ~~{old}~~ {new} דה.\n");
        let (_, layout) = layout(&source, &LargePrint::default());
        let left_of = |text: &str| {
            let found = fragments(&layout).find(|it| it.text.trim() == text);
            found.unwrap_or_else(|| panic!("{text} is not whole")).origin.x.0
        };
        assert!(left_of(old) > left_of(new), "{old} {new}");
    }
}

#[test]
fn numbers_and_names_stay_whole_on_a_page_that_runs_from_right_to_left() {
    let layout = mixed();
    // The groups of a telephone number follow each other from left to right, and so do a name, an
    // amount and its unit: the glyphs of a fragment stand in the order of its text.
    for whole in ["020 7946 0123", "Lansoprazole 30 mg"] {
        let found = fragments(&layout).find(|it| it.text.contains(whole));
        assert!(!found.unwrap().right_to_left, "{whole}");
    }
    // Figures are never turned round, and their glyphs stand in the order of the figures.
    let figures = |text: &str| {
        let own = |b: u8| b.is_ascii_alphanumeric() || b == b' ';
        text.bytes().all(own) && !text.trim().is_empty()
    };
    let whole = fragments(&layout).filter(|it| figures(&it.text)).collect::<Vec<_>>();
    assert!(whole.len() > 12 && whole.iter().all(|it| !it.right_to_left));
    let fonts = FontSet::new();
    for fragment in whole {
        let face = fonts.face(fragment.face);
        let alone = |c: char| {
            let mut shaper = Shaper::new(&fonts, &Lang::british());
            shaper.shape(&c.to_string(), Style::Regular).runs[0].glyphs[0].id
        };
        if face.name == "AtkinsonHyperlegibleNext-Regular" {
            let wanted: Vec<u16> = fragment.text.chars().map(alone).collect();
            let shown: Vec<u16> = fragment.glyphs.iter().map(|glyph| glyph.id).collect();
            assert_eq!(shown, wanted, "{}", fragment.text);
        }
    }
    // Labels of the list stand right of all words beside them.
    for label in ["1.", "2.", "3."] {
        let parts: Vec<&Fragment> = fragments(&layout)
            .filter(|it| it.text == label.trim_end_matches('.'))
            .collect();
        let label = parts.iter().map(|it| it.origin.x.0).fold(0.0, f64::max);
        let line =
            parts.iter().max_by(|a, b| a.origin.x.0.total_cmp(&b.origin.x.0)).unwrap();
        let beside = fragments(&layout).filter(|it| it.origin.y == line.origin.y);
        let words = beside.filter(|it| it.text.chars().any(char::is_alphabetic));
        assert!(
            words.into_iter().all(|it| it.origin.x.0 + it.width.0 <= label),
            "{label}"
        );
    }
    // Everything is between the margins, and paragraphs begin at the right one.
    let style = LargePrint::default();
    let (least, most) = (style.margin.0, style.margin.0 + style.measure().0);
    let mut begins_right = 0;
    // The space that parts a line from the next may hang over.
    for fragment in fragments(&layout).filter(|it| it.text != " ") {
        assert!(fragment.origin.x.0 > least - 0.1, "{fragment:?}");
        let right = fragment.origin.x.0 + fragment.width.0;
        assert!(right < most + 0.1, "{fragment:?}");
        begins_right += usize::from((right - most).abs() < 0.1);
    }
    assert!(begins_right > 6, "{begins_right}");
}

#[test]
fn a_word_wider_than_its_line_has_no_hyphen_where_its_script_has_none() {
    let long = "ا".repeat(120);
    let (_, set) =
        layout(&format!("---\nlang: ar\n---\n\n{long}\n"), &LargePrint::default());
    assert!(set.lines.iter().filter(|line| line.fill > 0.5).count() > 1);
    let shown: String = fragments(&set).map(|it| it.text.as_str()).collect();
    assert!(!shown.contains('-'), "{shown}");
    let code = "---\nlang: ur\n---\n\n    printaloud print\n";
    let (_, set) = layout(code, &LargePrint::default());
    let word = fragments(&set).find(|it| it.text.contains("print")).unwrap();
    let beside: Vec<_> =
        fragments(&set).filter(|it| it.origin.y == word.origin.y).collect();
    assert!(beside.iter().any(|it| it.text.contains(' ')), "{beside:?}");
    assert!(beside.iter().all(|it| it.face == word.face), "{beside:?}");
}

#[test]
fn a_mixed_page_passes_and_has_all_its_words() {
    if tool("noto-core").is_none() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    print(&[page("mixed")], "18", folder.path());
    let pdf = folder.path().join("mixed.pdf");
    judge_all(std::slice::from_ref(&pdf));
    let no_foot = |_: &str| false;
    for (at, read) in [pdftotext(&pdf, &no_foot), pdfium(&pdf, &no_foot)]
        .into_iter()
        .flatten()
        .enumerate()
    {
        let read = read.join(" ");
        for words in [
            "020 7946 0123",
            "Paracetamol 500 mg",
            "Lansoprazole 30 mg",
            "(پیر سے جمعہ، 9:00 سے 17:00)",
        ] {
            assert!(read.contains(words), "{words}: {read}");
        }
        // pdfium puts spaces into an address on a page that runs from right to left.
        let read = if at == 1 { read.replace(' ', "") } else { read };
        assert!(read.contains("help@example.org"), "{read}");
    }
}

/// Pages of all scripts, and what is hard on pages that run from right to left.
const READ: [&str; 15] = [
    "ar", "ur", "he", "bn", "gu", "pa", "hi", "ta", "zh", "mixed", "order-ar",
    "order-en", "order-fa", "order-he", "order-ur",
];

#[test]
fn programs_of_today_read_every_number_and_every_line() {
    if tool("noto-core").is_none() || tool("noto-cjk").is_none() {
        return;
    }
    let sizes: &[&str] = if everything() { &["18", "28"] } else { &["18"] };
    for size in sizes {
        let folder = tempfile::tempdir().unwrap();
        // Poppler reads a sheet the way most of its letters run. Those full of what is hard have an
        // English paragraph, which at 28 points is most of a sheet.
        let names =
            READ.iter().filter(|name| *size == "18" || !name.starts_with("order-"));
        let names: Vec<&str> = names.copied().collect();
        let pages: Vec<PathBuf> = names.iter().map(|name| page(name)).collect();
        print(&pages, size, folder.path());
        let files: Vec<PathBuf> =
            names.iter().map(|name| folder.path().join(format!("{name}.pdf"))).collect();
        judge_all(&files);
        let Some(readings) = readings(&files) else { return };
        for (name, read) in names.iter().zip(readings) {
            says_what_the_document_says(name, &read.structure);
            for (reader, found) in read.readers {
                let case = format!("{reader}, {name}, {size} pt");
                assert!(found.lines > 4, "{case}");
                if reader.ends_with("newest") {
                    println!("{case}: {found:?}");
                    continue;
                }
                let unexcused = |one: &&String| excuse(&reader, name, one).is_none();
                let lost: Vec<_> = found.lost.iter().filter(unexcused).collect();
                let turned = ["ar", "ur", "he", "mixed", "order-ar", "order-fa"]
                    .contains(name)
                    || ["order-he", "order-ur"].contains(name);
                let few = if turned && reader.starts_with("pdfium") {
                    found.lines / 10
                } else {
                    0
                };
                assert!(lost.len() <= few, "{case}: {lost:#?}");
                let misread: Vec<_> = found.misread.iter().filter(unexcused).collect();
                assert!(misread.is_empty(), "{case}: {misread:?}");
            }
        }
    }
}

/// Why a line or a number is misread: what `docs/scripts.md` lists.
fn excuse(reader: &str, page: &str, text: &str) -> Option<&'static str> {
    let has = |of: fn(char) -> bool| text.chars().any(of);
    let turned = has(is_strong_right_to_left);
    let figures = has(|c| matches!(c, '\u{660}'..='\u{669}' | '\u{6f0}'..='\u{6f9}'));
    match reader {
        // Not a line by the text alone, but an amount in one.
        _ if reader.starts_with("pdfium") && page == "order-en" && text == "3mg" => {
            Some("an amount among them")
        }
        "Poppler" | "pdfium 126" | "pdfium 153" | "pdfium 159" => {
            (page == "order-en" && turned).then_some("words in a page of the other way")
        }
        "MuPDF" if page == "order-en" && turned => {
            Some("words in a page of the other way")
        }
        "pdf.js" if turned && has(is_mark) => Some("marks on letters"),
        "pdf.js" if page == "order-he" => Some("short runs in Hebrew"),
        "MuPDF" if ["bn", "gu", "pa", "hi", "ta"].contains(&page) => {
            Some("words said beside their glyphs")
        }
        "MuPDF" if figures => Some("figures of Arabic"),
        "MuPDF" if turned && has(is_mark) => Some("marks on letters"),
        "MuPDF"
            if has(|c| matches!(c, '(' | ')' | '[' | ']' | '«' | '%' | '£' | '€')) =>
        {
            Some("brackets, and signs beside a number")
        }
        // Of Arabic letters with a madda above and of the numbers of a list's items.
        "MuPDF" if page == "ar" || letters(text).len() < 16 => Some("other"),
        _ => None,
    }
}

/// Every block of a document is there with its letters in their order, one block after the other.
fn says_what_the_document_says(name: &str, structure: &str) {
    let (document, _) = document(&fs::read_to_string(page(name)).unwrap());
    let structure = letters(structure);
    let mut rest = structure.as_str();
    let mut blocks = 0;
    for block in Walk::new(&document.blocks) {
        let (BlockKind::Heading { content, .. } | BlockKind::Paragraph { content }) =
            &block.kind
        else {
            continue;
        };
        if block.origin != Origin::Author {
            continue;
        }
        // Addresses of links are printed after their words.
        let parts = content
            .iter()
            .map(|inline| letters(&plain_text(std::slice::from_ref(inline))));
        for part in parts {
            let at = rest.find(&part);
            let at = at.unwrap_or_else(|| panic!("{name}: {part} is not in {rest}"));
            rest = &rest[at + part.len()..];
        }
        blocks += 1;
    }
    assert!(blocks > 1, "{name}");
}

#[test]
fn the_rule_of_the_foot_stands_clear_of_letters_that_climb() {
    let (Some(_), Some(pdftoppm)) = (tool("noto-core"), tool("pdftoppm")) else { return };
    let folder = tempfile::tempdir().unwrap();
    print(&[page("ur")], "18", folder.path());
    let picture = folder.path().join("page");
    let mut command = Command::new(pdftoppm);
    let dots = ["-gray", "-r", "144", "-f", "2", "-l", "2", "-singlefile"];
    run(command.args(dots).arg(folder.path().join("ur.pdf")).arg(&picture));
    let pgm = fs::read(picture.with_extension("pgm")).unwrap();
    let mut fields = pgm.splitn(4, |byte| byte.is_ascii_whitespace());
    let number = |field: &[u8]| str::from_utf8(field).unwrap().parse::<usize>().unwrap();
    let _ = fields.next();
    let (width, height) =
        (number(fields.next().unwrap()), number(fields.next().unwrap()));
    let dots = &pgm[pgm.len() - width * height..];
    let dark = |row: &[u8]| row.iter().filter(|dot| **dot < 128).count();
    let rows: Vec<usize> = dots.chunks(width).map(dark).collect();
    // Of the last rule of the page on, the letters below.
    let rule = rows.iter().rposition(|dark| *dark > width / 2).unwrap();
    let behind = &rows[rule + 1..];
    let letters = behind.iter().position(|dark| *dark > 0).unwrap();
    assert!(letters >= 4, "{letters} rows of white below the rule");
    // Nothing is nearer to the paper's edge than printers print: 10 mm.
    let last = behind.iter().rposition(|dark| *dark > 0).unwrap();
    assert!(behind.len() - last >= 56, "{}", behind.len() - last);
}

#[test]
fn a_font_is_given_by_its_file_and_the_number_of_its_face() {
    let Some(collection) = tool("noto-cjk") else { return };
    let mut fonts = FontSet::new();
    let bytes = fs::read(&collection).unwrap();
    let error = fonts.add_fallback(bytes.clone(), 99).unwrap_err();
    assert_eq!(error.to_string(), "it has no face number 99; the first is 0");
    fonts.add_fallback(bytes, 2).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_printaloud"));
    command.arg("print").arg(page("zh")).arg("--out-dir").arg(folder.path());
    command.args(["--ignore-system-fonts", "--fallback-font"]);
    let output = command.arg(format!("{}#2", collection.display())).output().unwrap();
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success() && !told.contains("missing-glyph"), "{told}");
    let pdf = folder.path().join("zh.pdf");
    if let Some(pdffonts) = tool("pdffonts") {
        let listed = run(Command::new(pdffonts).arg(&pdf));
        assert!(listed.contains("NotoSansCJKsc-Regular"), "{listed}");
        assert!(listed.contains("CID Type 0C"), "{listed}");
    }
    judge_all(&[pdf]);
}
