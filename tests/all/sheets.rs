//! What stands together on a sheet, and how a leaflet ends, read back from the PDFs.

use crate::support::{document, everything, root, run, tool};
use printaloud::document::{Centre, Defaults};
use printaloud::font::FontSet;
use printaloud::geom::Pt;
use printaloud::markdown::read;
use printaloud::pdf::{PdfOptions, export};
use printaloud::picture::Pictures;
use printaloud::typeset::style::{Contents, LargePrint, Paper};
use printaloud::typeset::typeset;
use std::fs;
use std::process::Command;

/// The pages of `content/`: name and source.
fn pages() -> Vec<(String, String)> {
    let entries = fs::read_dir(root().join("content")).unwrap();
    let paths = entries.map(|entry| entry.unwrap().path());
    let mut pages: Vec<(String, String)> = paths
        .filter(|path| path.extension().is_some_and(|it| it == "md"))
        .map(|path| {
            let name = path.file_stem().unwrap().to_string_lossy().into_owned();
            (name, fs::read_to_string(path).unwrap())
        })
        .collect();
    pages.sort();
    assert!(pages.len() > 5);
    pages
}

/// The sizes and papers that leaflets are made in.
fn styles() -> Vec<LargePrint> {
    let sizes: &[f64] =
        if everything() { &[16.0, 18.0, 24.0, 28.0, 36.0] } else { &[18.0, 28.0] };
    let style = |size: f64, paper: Paper| LargePrint {
        size: Pt(size),
        paper,
        margin: paper.margin(),
        ..LargePrint::default()
    };
    let papers = [Paper::A4, Paper::A5];
    sizes.iter().flat_map(|&size| papers.map(|paper| style(size, paper))).collect()
}

fn centre() -> Centre {
    Centre {
        name: "Northbridge Sample Centre".into(),
        organisation: "Example Cancer Care".into(),
        telephones: vec!["01632 960101".into()],
        address: vec!["1 Sample Street".into(), "Northbridge".into()],
        email: "northbridge@example.org".into(),
        website: "example.org/northbridge".into(),
        opening_hours: vec!["Monday to Friday, 9 am to 5 pm".into()],
        notes: vec!["Ring the bell.".into()],
    }
}

/// The lines of each page of a leaflet, without its foot.
fn lines(
    source: &str,
    style: &LargePrint,
    centre: Option<&Centre>,
) -> Option<Vec<Vec<String>>> {
    let tool = tool("pdftotext")?;
    let (completed, _) = read(source, &Defaults::titled("A leaflet")).unwrap();
    let document = completed.document(centre);
    let (fonts, pictures) = (FontSet::new(), Pictures::default());
    let (layout, _) = typeset(&document, style, &fonts, &pictures);
    let options = PdfOptions::default();
    let pdf = export(&document, &layout, &fonts, &pictures, &options).unwrap();
    let file = tempfile::NamedTempFile::new().unwrap();
    fs::write(file.path(), pdf).unwrap();
    let text = run(Command::new(tool).arg("-layout").arg(file.path()).arg("-"));
    let text = text.replace('\u{a0}', " ");
    let pages: Vec<Vec<String>> = text
        .trim_end_matches('\u{c}')
        .split('\u{c}')
        .map(|page| {
            let lines = page.lines().filter(|line| !line.trim().is_empty());
            let mut lines: Vec<String> = lines.map(|line| line.trim().into()).collect();
            lines.pop();
            lines
        })
        .collect();
    assert_eq!(pages.len(), layout.pages.len());
    Some(pages)
}

/// The page that has a line that begins so.
fn page_of(pages: &[Vec<String>], begins: &str) -> usize {
    let has = |page: &Vec<String>| page.iter().any(|line| line.starts_with(begins));
    pages.iter().position(has).unwrap_or_else(|| panic!("{begins}: {pages:?}"))
}

#[test]
fn no_leaflet_ends_in_a_few_lines_and_the_edition_stands_after_the_dates() {
    for style in styles() {
        for (name, source) in pages() {
            let Some(pages) = lines(&source, &style, None) else { return };
            let last = pages.last().unwrap();
            let case = format!("{name}, {} pt, {:?}", style.size.0, style.paper);
            assert!(pages.len() == 1 || last.len() >= 4, "{case}: {last:?}");
            let text = last.join(" ");
            let dates = ["Last reviewed: ", "Ostatni przegląd: "];
            let at = dates.iter().find_map(|dates| text.find(dates));
            let closing = &text[at.unwrap_or_else(|| panic!("{case}: {text}"))..];
            let edition = closing.find("Edition: ").or(closing.find("Wydanie: "));
            assert!(edition.is_some(), "{case}: {closing}");
        }
    }
}

#[test]
fn a_centres_details_are_on_one_page() {
    // On A5, and in larger text, there are more lines of them than of a page.
    let fits = |style: &LargePrint| style.size.0 < 20.0 && style.paper == Paper::A4;
    for style in styles().into_iter().filter(fits) {
        for (name, source) in pages() {
            let Some(pages) = lines(&source, &style, Some(&centre())) else { return };
            let first = page_of(&pages, "Northbridge Sample Centre");
            let last = page_of(&pages, "Ring the bell");
            let case = format!("{name}, {} pt, {:?}", style.size.0, style.paper);
            assert!(first == last, "{case}: {:?}", &pages[first..]);
        }
    }
}

#[test]
fn a_row_of_a_table_set_as_a_list_is_on_one_page() {
    let path = root().join("content/who-is-who-in-your-healthcare-team.md");
    let source = fs::read_to_string(path).unwrap();
    let mut listed = 0;
    // At 36 points a sheet of A5 has fewer lines than a row.
    let fits = |style: &LargePrint| style.size.0 < 30.0 || style.paper == Paper::A4;
    for style in styles().into_iter().filter(fits) {
        let Some(pages) = lines(&source, &style, None) else { return };
        for page in &pages {
            let count =
                |begins: &str| page.iter().filter(|it| it.starts_with(begins)).count();
            assert_eq!(count("Who:"), count("What they do:"), "{page:?}");
            assert_eq!(count("Who:"), count("Ask them about:"), "{page:?}");
            listed += count("Who:");
        }
    }
    assert!(listed > 8, "{listed}");
}

/// Leaflets in which something stands at every height of the page.
fn at_every_height(what: &str) -> impl Iterator<Item = String> {
    (1..30).map(move |lines| {
        let filler = "Rest.  \n".repeat(lines);
        format!("# A leaflet\n\n{filler}Rest.\n\n{what}\n\nBehind it.\n")
    })
}

fn without_contents() -> LargePrint {
    LargePrint { contents: Contents::Never, ..LargePrint::default() }
}

#[test]
fn a_heading_has_two_lines_with_it() {
    let words = "Words of a section that take two lines of the page and some of a third, so that they may be parted. ".repeat(2);
    for source in at_every_height(&format!("## A section\n\n{words}")) {
        let Some(pages) = lines(&source, &without_contents(), None) else { return };
        let page = &pages[page_of(&pages, "A section")];
        let at = page.iter().position(|line| line == "A section").unwrap();
        assert!(page.len() >= at + 3, "{pages:?}");
    }
}

#[test]
fn short_sections_leave_no_page_empty() {
    let sections = "## A section\n\nA short line.\n\n".repeat(30);
    for source in at_every_height(&sections) {
        let Some(pages) = lines(&source, &without_contents(), None) else { return };
        for page in &pages[..pages.len() - 1] {
            assert!(page.len() >= 10, "{pages:?}");
            assert_ne!(page.last().map(String::as_str), Some("A section"), "{pages:?}");
        }
    }
}

#[test]
fn what_announces_a_list_stands_with_its_first_items() {
    let list = "You may need:\n\n- a pen\n- a note\n- a chair\n- a coat";
    for source in at_every_height(list) {
        let Some(pages) = lines(&source, &without_contents(), None) else { return };
        let at = page_of(&pages, "You may need:");
        for item in ["• a pen", "• a note"] {
            assert_eq!(page_of(&pages, item), at, "{pages:?}");
        }
    }
}

#[test]
fn an_edition_alone_stands_with_the_words_before_it() {
    for source in at_every_height("Ask at the desk.") {
        let Some(pages) = lines(&source, &without_contents(), None) else { return };
        assert_eq!(page_of(&pages, "Edition: "), page_of(&pages, "Behind it."));
    }
}

#[test]
fn an_entry_of_the_contents_is_on_one_page_and_no_title_stands_alone() {
    let name = "A part with a name that takes two lines of this page";
    let sections: String =
        (1..9).map(|number| format!("## {number} {name} end\n\nRest.\n\n")).collect();
    for lines_before in 1..8 {
        let title = "A title of a line ".repeat(lines_before);
        let source = format!("# {title}\n\n{sections}");
        let (paper, contents) = (Paper::A5, Contents::Always);
        let margin = paper.margin();
        let style = LargePrint { contents, paper, margin, ..LargePrint::default() };
        let Some(pages) = lines(&source, &style, None) else { return };
        let first = &pages[0];
        assert!(first.iter().any(|line| line == "Contents"), "{pages:?}");
        assert!(first.iter().any(|line| line.starts_with("1 A part")), "{pages:?}");
        for page in &pages {
            let begun = page.iter().filter(|line| line.contains(" A part with")).count();
            let ended = page.iter().filter(|line| line.contains("end")).count();
            assert_eq!(begun, ended, "{page:?}");
        }
    }
}

#[test]
fn spaces_are_tightened_within_their_bounds_and_lines_never() {
    let mut tightened = 0;
    for (_, source) in pages() {
        for style in styles() {
            let (document, _) = document(&source);
            let (layout, _) =
                typeset(&document, &style, &FontSet::new(), &Pictures::default());
            let line = style.line_height().0;
            let mut gaps = Vec::new();
            for page in &layout.pages {
                let above_foot = page
                    .fragments
                    .iter()
                    .filter(|it| it.origin.y.0 > style.bottom_margin().0);
                let mut heights: Vec<f64> = above_foot.map(|it| it.origin.y.0).collect();
                heights.sort_by(f64::total_cmp);
                heights.dedup_by(|a, b| (*a - *b).abs() < 1.5);
                gaps.extend(heights.windows(2).map(|two| (two[1] - two[0]) / line));
            }
            // Lines of headings are nearer than others; between the lines of a paragraph and the
            // nearest items there is nothing.
            let lines = gaps.iter().filter(|gap| (**gap - 1.0).abs() < 1e-3).count();
            assert!(lines > gaps.len() / 5, "{gaps:?}");
            // Entries of a table of contents are a quarter of a line apart, and lines below a
            // heading a little more.
            let near =
                |gap: &&f64| (1.01..1.2).contains(*gap) || (1.34..1.45).contains(*gap);
            let bad: Vec<&f64> = gaps.iter().filter(near).collect();
            assert!(bad.len() < gaps.len() / 8, "{bad:?}");
            tightened += usize::from(!gaps.iter().any(|gap| (gap - 2.0).abs() < 1e-3));
        }
    }
    assert!(tightened > 0);
}
