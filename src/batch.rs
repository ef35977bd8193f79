//! Makes leaflets from pages: from the page's text to the bytes of its PDF, in one step.

use crate::diag::{Diagnostic, Severity};
use crate::font::FontSet;
use crate::lang::Lang;
use crate::markdown::{Defaults, parse};
use crate::pdf::{PdfOptions, export};
use crate::typeset::style::LargePrint;
use crate::typeset::typeset;

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
}

/// What came of a page.
#[derive(Debug)]
pub struct Printed {
    /// The PDF; `None` where a message of severity [`Error`](Severity::Error) says why not.
    pub pdf: Option<Vec<u8>>,
    /// How many pages it has.
    pub pages: usize,
    /// What was found on the way.
    pub diagnostics: Vec<Diagnostic>,
}

impl Press {
    /// Prints a page. `title` is for a page that has none.
    pub fn print(&self, source: &str, title: &str) -> Printed {
        let defaults = Defaults { title, lang: self.lang.clone() };
        let (document, mut diagnostics) = parse(source, &defaults);
        if diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error) {
            return Printed { pdf: None, pages: 0, diagnostics };
        }
        let (layout, found) = typeset(&document, &self.style, &self.fonts);
        diagnostics.extend(found);
        let pdf = export(&document, &layout, &self.fonts, &self.pdf);
        Printed { pdf: Some(pdf), pages: layout.pages.len(), diagnostics }
    }
}
