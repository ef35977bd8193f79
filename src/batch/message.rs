//! What is reported of files.

use crate::diag::{Diagnostic, Severity, render_all};
use crate::project::ProjectError;
use crate::store::StoreError;

/// Something to report to the user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// How much it matters.
    pub severity: Severity,
    /// Plain lines, the file first.
    pub text: String,
}

impl Message {
    /// What a diagnostic says of a file.
    pub(super) fn of(diagnostic: &Diagnostic, name: &str, source: &str) -> Self {
        Self { severity: diagnostic.severity, text: diagnostic.render(name, source) }
    }

    /// What all diagnostics say of a file.
    pub(super) fn all<'d>(
        diagnostics: impl IntoIterator<Item = &'d Diagnostic>,
        name: &str,
        source: &str,
    ) -> Vec<Self> {
        let diagnostics: Vec<&Diagnostic> = diagnostics.into_iter().collect();
        let severities = diagnostics.iter().map(|it| it.severity);
        let texts = render_all(name, source, diagnostics.iter().copied());
        let messages = severities.zip(texts);
        messages.map(|(severity, text)| Self { severity, text }).collect()
    }

    pub(super) fn error(name: &str, error: &StoreError) -> Self {
        Self { severity: Severity::Error, text: error.about(name) }
    }

    /// What is wrong with a file of a project.
    pub(super) fn of_project(error: &ProjectError) -> impl Iterator<Item = Self> {
        let messages = error.messages().into_iter();
        messages.map(|(severity, text)| Self { severity, text })
    }
}

/// Why a file could not be written, with what to do about it.
pub(super) fn cause(error: &StoreError) -> String {
    match error.help() {
        Some(help) => format!("{error}\n  help: {help}"),
        None => error.to_string(),
    }
}
