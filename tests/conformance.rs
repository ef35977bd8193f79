//! Every PDF passes veraPDF for PDF/UA-1 and PDF/A-2a, and `qpdf --check`.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test may fail, and says what it skips"
)]

mod support;

use std::fs;
use std::path::PathBuf;
use std::process::Command;
use support::{Page, content, everything, leaflets, print, run, seed, styles, tool};

/// Files that one run of a judge is given: it takes a second to start.
const A_RUN: usize = 120;

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
    let halves: Vec<&[PathBuf]> = files.chunks(A_RUN).collect();
    std::thread::scope(|scope| {
        // Two at a time: each judge uses one processor.
        for pair in halves.chunks(2) {
            let judges: Vec<_> =
                pair.iter().map(|files| scope.spawn(|| judge(files))).collect();
            for judged in judges {
                judged.join().expect("a PDF does not conform");
            }
        }
    });
}

fn judge(files: &[PathBuf]) {
    if let Some(verapdf) = tool("verapdf") {
        let said = run(Command::new(verapdf).arg("ua1,2a").args(files));
        let passed = said.lines().filter(|line| line.starts_with("pass ")).count();
        assert_eq!(passed, files.len() * 2, "{said}");
    }
    if let Some(qpdf) = tool("qpdf") {
        for file in files {
            let said = run(Command::new(&qpdf).arg("--check").arg(file));
            assert!(said.contains("No syntax or stream encoding errors"), "{said}");
        }
    }
}
