//! Pages: their text, and what they name beside it.

use super::{linked_pages, pictures};
use crate::diag::Diagnostic;
use crate::document::{Defaults, Document};
use crate::lang::Lang;
use crate::markdown;
use crate::passes::Completed;
use crate::picture::Pictures;
use crate::store::{self, StoreError};
use std::io;
use std::path::{Path, PathBuf};

/// A page as a command or a batch is given it.
#[derive(Debug, Clone)]
pub struct PageFile {
    /// What messages call it.
    pub name: String,
    /// Its text.
    pub source: String,
    /// Its title, if it has none of its own.
    pub title: String,
    /// The folder it lies in; of standard input there is none.
    pub folder: Option<PathBuf>,
}

impl PageFile {
    /// Reads a page.
    ///
    /// # Errors
    /// When it cannot be read, or is no text.
    pub fn read(path: &Path) -> Result<Self, StoreError> {
        let source = store::read_page(path)?;
        let own = path.parent().unwrap_or(Path::new(""));
        let own = if own.as_os_str().is_empty() { Path::new(".") } else { own };
        Ok(Self {
            name: path.display().to_string(),
            source,
            title: title_of(path),
            folder: Some(own.to_owned()),
        })
    }

    /// Reads a page from a stream that messages call `name`, such as standard input.
    ///
    /// # Errors
    /// As [`read`](Self::read).
    pub fn from_stream(
        stream: &mut dyn io::Read,
        name: &str,
    ) -> Result<Self, StoreError> {
        Ok(Self {
            name: name.to_owned(),
            source: store::read_stream(stream)?,
            title: title_of(Path::new("-")),
            folder: None,
        })
    }

    /// The page, complete but for a centre's details. `lang` is the language of pages that name
    /// none.
    ///
    /// # Errors
    /// When the page has more than [`limits`](crate::limits) allow.
    pub fn completed(
        &self,
        lang: &Lang,
    ) -> Result<(Completed, Vec<Diagnostic>), Diagnostic> {
        markdown::read(&self.source, &self.defaults(lang))
    }

    /// The page as no centre hands it out; without nodes where it is refused, which an error then
    /// says.
    pub fn document(&self, lang: &Lang) -> (Document, Vec<Diagnostic>) {
        markdown::to_document(&self.source, &self.defaults(lang))
    }

    fn defaults(&self, lang: &Lang) -> Defaults<'_> {
        Defaults { title: &self.title, lang: lang.clone() }
    }

    /// What is reported of printed links to pages that are not there, or may not be.
    pub fn missing_pages(&self, document: &Document) -> Vec<Diagnostic> {
        linked_pages::missing(document, self.folder.as_deref())
    }

    /// The pictures that the page prints, from its folder or the first of `assets` that has each,
    /// and what is reported of those that cannot be had.
    pub fn pictures(
        &self,
        document: &Document,
        assets: &[PathBuf],
    ) -> (Pictures, Vec<Diagnostic>) {
        pictures::load(document, &self.picture_folders(assets))
    }

    /// The folders in which its pictures are looked for, in order.
    pub fn picture_folders(&self, assets: &[PathBuf]) -> Vec<PathBuf> {
        self.folder.iter().chain(assets).cloned().collect()
    }
}

/// A file's name as a title: `if-cancer-comes-back.md` is "If cancer comes back".
pub fn title_of(page: &Path) -> String {
    let stem =
        page.file_stem().map(|stem| stem.to_string_lossy().replace(['-', '_'], " "));
    let stem =
        stem.filter(|stem| !stem.trim().is_empty()).unwrap_or_else(|| "Page".into());
    let mut letters = stem.trim().chars();
    let first = letters.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(letters).collect()
}
