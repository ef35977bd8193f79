//! From a page's text and its pictures to the bytes of its PDF, in one step.

use crate::check::{self, Checks, before_publishing, without_off};
use crate::diag::{Diagnostic, Severity};
use crate::document::Document;
use crate::font::FontSet;
use crate::lang::Lang;
use crate::pdf::{PdfOptions, export};
use crate::picture::Pictures;
use crate::project::PageFile;
use crate::speech::lexicon::Lexicon;
use crate::typeset::style::LargePrint;
use crate::typeset::typeset;
use std::path::PathBuf;
use std::thread::ScopedJoinHandle;

/// How pages are printed.
#[derive(Debug)]
pub struct Press {
    /// The look.
    pub style: LargePrint,
    /// The faces.
    pub fonts: FontSet,
    /// What the file says of itself.
    pub pdf: PdfOptions,
    /// The language of pages that name none.
    pub lang: Lang,
    /// What pages are checked for, so that nobody hands out one that lets a reader down.
    pub checks: Option<Checks>,
}

/// What came of a page.
#[derive(Debug)]
#[non_exhaustive]
pub struct Printed {
    /// The PDF; `None` where a message of severity [`Error`](Severity::Error) says why not.
    pub pdf: Option<Vec<u8>>,
    /// How many pages it has.
    pub pages: usize,
    /// What was found on the way.
    pub diagnostics: Vec<Diagnostic>,
}

impl Press {
    /// Prints a page, with pictures from its folder or from `assets`.
    pub fn print(&self, page: &PageFile, assets: &[PathBuf]) -> Printed {
        let (document, mut diagnostics) = page.document(&self.lang);
        if diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error) {
            return Printed { pdf: None, pages: 0, diagnostics };
        }
        diagnostics.extend(page.missing_pages(&document));
        let (pictures, found) = page.pictures(&document, assets);
        diagnostics.extend(found);
        let lexicon = &Lexicon::default();
        let checked = check::Page { source: &page.source, document: &document, lexicon };
        // Checking takes a sixth of the work, and needs nothing of what is made.
        let (made, warnings) = std::thread::scope(|scope| {
            let checking = self
                .checks
                .as_ref()
                .map(|checks| scope.spawn(|| before_publishing(&checked, checks)));
            let made = self.make(&document, &pictures, &mut diagnostics);
            let join =
                |it: ScopedJoinHandle<'_, _>| it.join().expect("it does not panic");
            (made, checking.map(join).unwrap_or_default())
        });
        if let (Some(_), Some(checks)) = (&made, &self.checks) {
            diagnostics.extend(warnings);
            diagnostics = without_off(&document, checks, diagnostics);
        }
        let (pages, pdf) = made.unwrap_or_default();
        Printed { pdf, pages, diagnostics }
    }

    /// Sets a page and writes its PDF; without pages where the page is refused, and without a PDF
    /// where a font is damaged.
    fn make(
        &self,
        document: &Document,
        pictures: &Pictures,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Option<(usize, Option<Vec<u8>>)> {
        let (layout, found) = typeset(document, &self.style, &self.fonts, pictures);
        let refused = found.iter().any(|it| it.severity == Severity::Error);
        diagnostics.extend(found);
        if refused {
            return None;
        }
        let pdf = export(document, &layout, &self.fonts, pictures, &self.pdf);
        let pdf = pdf.map_err(|error| diagnostics.push(error.into()));
        Some((layout.pages.len(), pdf.ok()))
    }
}
