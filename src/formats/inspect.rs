//! Checks pages as they would be printed and said.

use super::press::Press;
use crate::check::{
    self, Checks, Section, before_publishing, check, low_resolution, without_off,
};
use crate::diag::{Diagnostic, TOO_LARGE};
use crate::font::Shaper;
use crate::lang::Lang;
use crate::project::PageFile;
use crate::speech::{Narration, narrate};
use crate::typeset::typeset_with;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// Checks pages of one organisation, one after the other.
pub struct Inspector<'i> {
    press: &'i Press,
    checks: &'i Checks,
    narration: &'i Narration,
    /// What shaped the words of the pages before, by their languages.
    shapers: BTreeMap<Lang, Shaper<'i>>,
}

/// What was found in a page.
#[derive(Debug)]
#[non_exhaustive]
pub struct Inspected {
    /// Its title.
    pub title: String,
    /// What was found, in the order of the page.
    pub found: Vec<Diagnostic>,
    /// How hard its sections are to read.
    pub sections: Vec<Section>,
}

impl<'i> Inspector<'i> {
    /// An inspector for pages that this press would print.
    pub const fn new(
        press: &'i Press,
        checks: &'i Checks,
        narration: &'i Narration,
    ) -> Self {
        Self { press, checks, narration, shapers: BTreeMap::new() }
    }

    /// Reads, sets and narrates a page, and checks it.
    pub fn inspect(&mut self, page: &PageFile, assets: &[PathBuf]) -> Inspected {
        let press = self.press;
        let (document, mut found) = page.document(&press.lang);
        let lexicon = &self.narration.lexicon;
        let checked = check::Page { source: &page.source, document: &document, lexicon };
        if document.nodes > 0 {
            found.extend(check(&checked, self.checks));
            found.extend(narrate(&document, self.narration).1);
        }
        if !found.iter().any(|it| it.rule == TOO_LARGE) {
            found.extend(page.missing_pages(&document));
            let (pictures, unread) = page.pictures(&document, assets);
            found.extend(unread);
            let lang = &document.metadata.lang;
            let shaper = self
                .shapers
                .entry(lang.clone())
                .or_insert_with(|| Shaper::new(&press.fonts, lang));
            let (layout, told) =
                typeset_with(shaper, &document, &press.style, &press.fonts, &pictures);
            found.extend(told);
            found.extend(low_resolution(
                &document,
                &layout,
                &pictures,
                press.style.measure(),
            ));
        }
        let sections = check::sections(&checked);
        let found = without_off(&document, self.checks, found);
        Inspected { title: document.metadata.title, found, sections }
    }
}

/// The warnings of `checks` about a page that is to be handed out, merged with what was found in
/// it already.
pub fn warned(
    page: &PageFile,
    checked: &check::Page<'_>,
    checks: &Checks,
    mut found: Vec<Diagnostic>,
) -> Vec<Diagnostic> {
    found.extend(page.missing_pages(checked.document));
    found.extend(before_publishing(checked, checks));
    without_off(checked.document, checks, found)
}
