//! The front door for Rust: a page, and what is made of it in one step.
//!
//! Everything is as the commands make it without a project: the usual look, the faces that are built
//! in, the built-in lexicon. What more is to be chosen, the rooms behind have: [`Press`] and
//! [`typeset`](crate::typeset) for paper, [`narrate`] for words,
//! `recording` for sound.

#[cfg(feature = "record")]
mod recording;

#[cfg(feature = "record")]
pub use recording::{Recording, record};

use crate::diag::Diagnostic;
use crate::document::Document;
use crate::font::FontSet;
use crate::formats::{Press, Printed};
use crate::lang::Lang;
use crate::pdf::PdfOptions;
use crate::project::PageFile;
use crate::speech::{Narration, Script, narrate};
use crate::store::StoreError;
use crate::typeset::style::LargePrint;
use std::path::Path;

/// A page of guidance in Markdown.
///
/// ```
/// use printaloud::Page;
///
/// let page = Page::new("Rest", "# Rest\n\nSleep when you are tired.\n");
/// assert_eq!(page.document().metadata.title, "Rest");
/// assert!(page.diagnostics().is_empty());
/// ```
#[derive(Debug, Clone)]
pub struct Page {
    file: PageFile,
    document: Document,
    diagnostics: Vec<Diagnostic>,
}

impl Page {
    /// A page of this text, which may begin with front matter. `title` is its title where it has
    /// none of its own. It has no folder, so its pictures are described.
    pub fn new(title: &str, markdown: &str) -> Self {
        Self::of_file(PageFile {
            name: title.to_owned(),
            source: markdown.to_owned(),
            title: title.to_owned(),
            folder: None,
        })
    }

    /// Reads a page; its pictures are looked for in its folder.
    ///
    /// # Errors
    /// When it cannot be read, or is no text.
    pub fn read(path: impl AsRef<Path>) -> Result<Self, StoreError> {
        PageFile::read(path.as_ref()).map(Self::of_file)
    }

    fn of_file(file: PageFile) -> Self {
        // Pages that name no language are in British English.
        let (document, diagnostics) = file.document(&Lang::british());
        Self { file, document, diagnostics }
    }

    /// What it says.
    pub const fn document(&self) -> &Document {
        &self.document
    }

    /// What was found while it was read. With an error among them it has no content.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }
}

/// Prints a page as PDF.
///
/// ```
/// use printaloud::typeset::style::LargePrint;
/// use printaloud::{Page, print};
///
/// let page = Page::new("Rest", "# Rest\n\nSleep when you are tired.\n");
/// let printed = print(&page, LargePrint::default());
/// assert_eq!(printed.pages, 1);
/// assert!(printed.pdf.is_some_and(|pdf| pdf.starts_with(b"%PDF")));
/// ```
pub fn print(page: &Page, style: LargePrint) -> Printed {
    let (fonts, pdf) = (FontSet::new(), PdfOptions::default());
    let press = Press { style, fonts, pdf, lang: Lang::british(), checks: None };
    press.print(&page.file, &[])
}

/// Writes down what is said of a page, and what in it cannot be said well.
///
/// ```
/// use printaloud::{Page, script};
///
/// let page = Page::new("Rest", "# Rest\n\nTake 5 mg at 8am.\n");
/// let (script, found) = script(&page);
/// assert!(found.is_empty());
/// assert_eq!(script.utterances[1].said, "Take five milligrams at eight a m.");
/// ```
pub fn script(page: &Page) -> (Script, Vec<Diagnostic>) {
    narrate(&page.document, &Narration::default())
}
