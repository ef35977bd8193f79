//! A page as the commands are given it: its text, its name, and what is said about it.

use super::terminal;
use printaloud::batch::title_of;
use printaloud::diag::{Diagnostic, Severity, render_all};
use printaloud::store::{self, StoreError};
use std::path::{Path, PathBuf};

/// A page that was read.
pub(super) struct Page {
    /// What messages call it.
    pub(super) name: String,
    /// Its Markdown.
    pub(super) source: String,
    /// The title for a page that has none.
    pub(super) title: String,
    /// The folder it lies in; of standard input there is none.
    pub(super) folder: Option<PathBuf>,
}

impl Page {
    /// Reads a page, `-` from standard input. `None` where it could not be read, which was told.
    pub(super) fn read(path: &Path) -> Option<Self> {
        let stdin = path == Path::new("-");
        let name =
            if stdin { "standard input".into() } else { path.display().to_string() };
        let source = if stdin {
            store::read_stream(&mut std::io::stdin().lock())
        } else {
            store::read_page(path)
        };
        match source {
            Ok(source) => {
                let folder =
                    path.parent().filter(|_| !stdin).map(|folder| match folder {
                        folder if folder.as_os_str().is_empty() => PathBuf::from("."),
                        folder => folder.to_owned(),
                    });
                Some(Self { name, source, title: title_of(path), folder })
            }
            Err(error) => {
                terminal::talk(&failure(Path::new(&name), &error));
                None
            }
        }
    }

    /// Tells what was found in it.
    pub(super) fn tell(&self, diagnostics: &[Diagnostic]) {
        tell(&self.name, &self.source, diagnostics);
    }

    /// The same without notes on what was left out as its author meant it.
    pub(super) fn tell_without_notes(&self, mut diagnostics: Vec<Diagnostic>) {
        diagnostics.retain(|it| it.severity != Severity::Note);
        self.tell(&diagnostics);
    }
}

/// Tells what was found in a text of that name.
pub(super) fn tell(name: &str, source: &str, diagnostics: &[Diagnostic]) {
    for line in render_all(name, source, diagnostics) {
        terminal::talk(&line);
    }
}

/// A message that a file could not be read or written.
pub(super) fn failure(path: &Path, error: &StoreError) -> String {
    let mut line = format!("{}: error: {error}", path.display());
    if let Some(help) = error.help() {
        line.push_str("\n  help: ");
        line.push_str(help);
    }
    line
}

/// The message that what would be made would take the place of a page.
pub(super) fn overwritten(path: &Path) -> String {
    match store::read_page(path) {
        Err(error @ (StoreError::Folder | StoreError::Document(_))) => {
            failure(path, &error)
        }
        _ => format!(
            "{}: error: this is a page to be read; it would be overwritten\n  help: name another file with -o FILE",
            path.display()
        ),
    }
}
