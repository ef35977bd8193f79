//! What can be wrong with the files of a project.

use crate::diag::{Diagnostic, Severity, render_all};
use crate::font::FontError;
use crate::store::{self, StoreError};
use std::fmt;
use std::path::{Path, PathBuf};

/// Why a file that a project names cannot be used.
#[derive(Debug)]
#[non_exhaustive]
pub enum ProjectError {
    /// It cannot be read.
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why not.
        error: StoreError,
    },
    /// What stands in it is wrong.
    Content {
        /// The file.
        path: PathBuf,
        /// Its text.
        source: String,
        /// What was found in it.
        diagnostics: Vec<Diagnostic>,
    },
    /// It is a font that cannot be embedded.
    Font {
        /// The file.
        path: PathBuf,
        /// Why not.
        error: FontError,
    },
}

impl ProjectError {
    pub(super) fn content(
        path: &Path,
        source: String,
        diagnostics: Vec<Diagnostic>,
    ) -> Self {
        Self::Content { path: path.to_owned(), source, diagnostics }
    }

    /// Each message by itself, with its severity: plain lines, the file first.
    pub fn messages(&self) -> Vec<(Severity, String)> {
        match self {
            Self::Unreadable { path, error } => {
                vec![(Severity::Error, error.about(&path.display().to_string()))]
            }
            Self::Content { path, source, diagnostics } => {
                let name = path.display().to_string();
                let texts = render_all(&name, source, diagnostics);
                diagnostics.iter().map(|it| it.severity).zip(texts).collect()
            }
            Self::Font { path, error } => {
                let text = format!(
                    "{}: error: {error}\n  help: give a TTF, OTF or TTC file that may be embedded",
                    path.display()
                );
                vec![(Severity::Error, text)]
            }
        }
    }
}

impl fmt::Display for ProjectError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let messages: Vec<String> =
            self.messages().into_iter().map(|(_, text)| text).collect();
        f.write_str(&messages.join("\n"))
    }
}

impl std::error::Error for ProjectError {}

/// For commands that give up with a message.
impl From<ProjectError> for String {
    fn from(error: ProjectError) -> Self {
        error.to_string()
    }
}

/// Reads a text of a project.
pub(super) fn read(path: &Path) -> Result<String, ProjectError> {
    let unreadable = |error| ProjectError::Unreadable { path: path.to_owned(), error };
    store::read_text(path).map_err(unreadable)
}
