//! Looks for what would let a reader down, before a leaflet is handed out.
//!
//! Every rule has a name, by which it is reported, looked up in `docs/checks.md` and turned off; they
//! are listed in [`RULES`]. Rules about words are for English, and say nothing of other languages.

mod doses;
mod hidden;
mod moments;
mod off;
mod pictures;
mod plain;
mod print;
mod prose;
mod reading;
pub mod report;
mod review;
mod rules;
mod safety;
mod speech;
mod structure;
mod terms;
mod web;

pub use print::low_resolution;
pub use reading::{Section, sections};
pub use rules::{RULES, Rule, rule};

use crate::diag::{Diagnostic, Severity};
use crate::document::{Document, ReviewDate};
use crate::speech::lexicon::Lexicon;
use prose::{Prose, proses};

/// A page to be checked.
#[derive(Debug, Clone, Copy)]
pub struct Page<'p> {
    /// Its Markdown.
    pub source: &'p str,
    /// What was read of it.
    pub document: &'p Document,
    /// How words are said.
    pub lexicon: &'p Lexicon,
}

/// What is checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checks {
    /// The day on which dates are past or not.
    pub today: ReviewDate,
    /// The names of rules that are turned off.
    pub off: Vec<String>,
    /// Whether there is advice, beside errors and warnings.
    pub with_advice: bool,
    /// Whether there are notes, such as of comments that were left out.
    pub with_notes: bool,
}

/// What the rules share.
struct Checked<'p> {
    page: Page<'p>,
    proses: Vec<Prose<'p>>,
    today: ReviewDate,
}

impl Checked<'_> {
    /// The words that are printed or said.
    fn given(&self) -> impl Iterator<Item = &Prose<'_>> {
        self.proses.iter().filter(|prose| prose.is_given())
    }

    fn is_english(&self) -> bool {
        self.page.document.metadata.lang.primary() == "en"
    }
}

/// Checks a page by all rules that its document is enough for. What reading, setting and narrating
/// it found is not repeated.
pub fn check(page: &Page<'_>, checks: &Checks) -> Vec<Diagnostic> {
    let checked = Checked {
        page: *page,
        proses: proses(page.source, page.document),
        today: checks.today,
    };
    let mut found = Vec::new();
    review::check(&checked, &mut found);
    structure::check(&checked, &mut found);
    pictures::check(&checked, &mut found);
    web::check(&checked, &mut found);
    safety::check(&checked, &mut found);
    doses::check(&checked, &mut found);
    moments::check(&checked, &mut found);
    speech::check(&checked, &mut found);
    hidden::check(&checked, &mut found);
    if checks.with_advice && checked.is_english() {
        plain::check(&checked, &mut found);
        terms::check(&checked, &mut found);
    }
    found.retain(|it| checks.with_advice || it.severity != Severity::Advice);
    found.sort_by_key(|diagnostic| diagnostic.span.start);
    found
}

/// The warnings of checks for a page that is to be handed out. Errors of checks are warnings here:
/// they stop nothing.
pub fn before_publishing(page: &Page<'_>, checks: &Checks) -> Vec<Diagnostic> {
    let mut found = check(page, checks);
    for it in &mut found {
        it.severity = it.severity.min(Severity::Warning);
    }
    found.retain(|it| it.severity == Severity::Warning);
    found
}

/// Takes out what is turned off, by the checks or by a comment in the page, and tells of comments
/// that turn nothing off. Call it once, with all that was found in a page.
pub fn without_off(
    document: &Document,
    checks: &Checks,
    mut found: Vec<Diagnostic>,
) -> Vec<Diagnostic> {
    let (here, told) = off::in_page(&document.comments);
    found.extend(told);
    let is_off = |rule: &str| checks.off.iter().any(|off| off == rule);
    found.retain(|it| checks.with_notes || it.severity != Severity::Note);
    found.retain(|it| !is_off(it.rule) && !here.contains(&it.rule));
    found.sort_by_key(|diagnostic| diagnostic.span.start);
    found.dedup();
    found
}
