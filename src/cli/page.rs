//! Pages as the commands are given them, and what is said about them.

use super::terminal;
use printaloud::diag::{Diagnostic, Severity, render_all};
use printaloud::project::PageFile;
use printaloud::store::{self, StoreError};
use std::path::Path;

/// Reads a page, `-` from standard input. `None` where it could not be read, which was reported.
pub(super) fn read_page(path: &Path) -> Option<PageFile> {
    let page = if path == Path::new("-") {
        let name = "standard input";
        PageFile::from_stream(&mut std::io::stdin().lock(), name)
            .map_err(|error| error.about(name))
    } else {
        PageFile::read(path).map_err(|error| failure(path, &error))
    };
    page.map_err(|message| terminal::talk(&message)).ok()
}

/// Tells what was found in a page.
pub(super) fn tell_page(page: &PageFile, diagnostics: &[Diagnostic]) {
    tell(&page.name, &page.source, diagnostics);
}

/// [`tell_page`] without notes on what was left out as its author meant it.
pub(super) fn tell_page_without_notes(page: &PageFile, mut diagnostics: Vec<Diagnostic>) {
    diagnostics.retain(|it| it.severity != Severity::Note);
    tell_page(page, &diagnostics);
}

/// Reports what was found in a text, under its name.
pub(super) fn tell(name: &str, source: &str, diagnostics: &[Diagnostic]) {
    for line in render_all(name, source, diagnostics) {
        terminal::talk(&line);
    }
}

/// A message that a file could not be read or written.
pub(super) fn failure(path: &Path, error: &StoreError) -> String {
    error.about(&path.display().to_string())
}

/// The message that what would be made would take the place of a page.
pub(super) fn overwritten(path: &Path) -> String {
    match store::read_page(path) {
        Err(error @ (StoreError::Folder | StoreError::NotAPage(_))) => {
            failure(path, &error)
        }
        _ => format!(
            "{}: error: this is a page to be read; it would be overwritten\n  help: name another file with -o FILE",
            path.display()
        ),
    }
}
