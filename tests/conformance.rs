//! Every PDF passes veraPDF for PDF/UA-1 and PDF/A-2a, and `qpdf --check`.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test may fail, and says what it skips"
)]

mod support;

use std::fs;
use support::{Page, content, everything, leaflets, print, seed, styles};

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
