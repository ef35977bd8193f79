//! Every PDF passes veraPDF for PDF/UA-1 and PDF/A-2a, and `qpdf --check`.

use crate::support;
use crate::support::{
    Page, content, everything, leaflets, print, root, seed, style, styles,
};
use printaloud::typeset::style::{Hyphenation, Paper, Theme};
use sha2::{Digest as _, Sha256};
use std::fmt::Write as _;
use std::fs;

#[test]
fn every_pdf_conforms() {
    let folder = tempfile::tempdir().unwrap();
    let mut files = Vec::new();
    let mut write = |page: &Page, number: usize, style| {
        let path = folder.path().join(format!("{}-{number}.pdf", page.name));
        fs::write(&path, print(&page.source, style)).unwrap();
        files.push(path);
    };
    let styles = styles();
    for page in seed().iter().chain([&content()]) {
        for (number, style) in styles.iter().enumerate() {
            write(page, number, style);
        }
    }
    for (at, page) in leaflets().iter().enumerate() {
        for (number, style) in styles.iter().enumerate() {
            // In the quick tier every leaflet meets two styles, and every style some leaflets.
            if everything() || number == at % styles.len() || number == 0 {
                write(page, number, style);
            }
        }
    }
    println!("{} PDFs", files.len());
    support::judge_all(&files);
}

const LOOKS: [(f64, Hyphenation); 3] =
    [(18.0, Hyphenation::Sparing), (24.0, Hyphenation::Full), (72.0, Hyphenation::None)];

/// Debug and release, with and without default features, on any machine and any number of
/// processors. `SNAPSHOTS=overwrite` writes the sums of this build.
#[test]
fn every_build_gives_the_same_bytes() {
    let mut sums = String::new();
    let mut pages: Vec<_> = fs::read_dir(root().join("content")).unwrap().collect();
    pages.sort_by_key(|page| page.as_ref().unwrap().path());
    let pages = pages.into_iter().map(|page| page.unwrap().path());
    for page in pages.filter(|page| page.extension().is_some_and(|it| it == "md")) {
        let source = fs::read_to_string(&page).unwrap();
        for (number, (size, hyphenation)) in LOOKS.into_iter().enumerate() {
            let style = style(size, Paper::A4, Theme::ALL[number], hyphenation);
            let sum = Sha256::digest(print(&source, &style));
            let sum: String = sum.iter().map(|byte| format!("{byte:02x}")).collect();
            let name = page.file_stem().unwrap().to_string_lossy();
            let _ = writeln!(sums, "{sum}  {name} {number}");
        }
    }
    let known = root().join("tests/bytes.txt");
    if std::env::var("SNAPSHOTS").is_ok_and(|value| value == "overwrite") {
        fs::write(&known, &sums).unwrap();
    }
    let known = fs::read_to_string(known).unwrap_or_default();
    assert_eq!(
        sums, known,
        "`SNAPSHOTS=overwrite cargo test --test conformance` accepts it"
    );
}
