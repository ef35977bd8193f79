//! Editions: pages as one centre hands them out.

#[cfg(feature = "record")]
use super::sounds::PageSounds;
use crate::diag::Diagnostic;
use crate::document::{Centre, Document};
use crate::passes::Completed;
use crate::picture::Pictures;
use crate::speech::{Narration, Script, narrate};
use std::sync::{Arc, OnceLock};

/// A page that is handed out by several centres, with what its editions share.
#[derive(Debug)]
pub struct Page {
    pub(super) completed: Completed,
    pub(super) pictures: Pictures,
    #[cfg(feature = "record")]
    pub(super) sounds: PageSounds,
}

impl Page {
    /// A page and its pictures.
    pub fn new(completed: Completed, pictures: Pictures) -> Self {
        Self {
            completed,
            pictures,
            #[cfg(feature = "record")]
            sounds: PageSounds::default(),
        }
    }
}

/// One page or several, as one centre hands them out: in all formats the same document and script,
/// each computed when it is first asked for.
#[derive(Debug)]
pub struct Edition<'c> {
    first: Leaflet<'c>,
    others: Vec<Leaflet<'c>>,
}

impl<'c> Edition<'c> {
    /// The edition of one page.
    pub const fn of_page(page: Arc<Page>, centre: Option<&'c Centre>) -> Self {
        Self { first: Leaflet::new(page, centre), others: Vec::new() }
    }

    /// The first page, which is all that a format has that makes no books.
    pub const fn first(&self) -> &Leaflet<'c> {
        &self.first
    }

    /// The pages, in their order.
    pub fn leaflets(&self) -> impl Iterator<Item = &Leaflet<'c>> {
        std::iter::once(&self.first).chain(&self.others)
    }
}

/// A page of an edition.
#[derive(Debug)]
pub struct Leaflet<'c> {
    pub(super) page: Arc<Page>,
    centre: Option<&'c Centre>,
    document: OnceLock<Document>,
    narrated: OnceLock<(Script, Vec<Diagnostic>)>,
}

impl<'c> Leaflet<'c> {
    /// A page with the details of a centre.
    pub const fn new(page: Arc<Page>, centre: Option<&'c Centre>) -> Self {
        Self { page, centre, document: OnceLock::new(), narrated: OnceLock::new() }
    }

    /// The page with the centre's details.
    pub fn document(&self) -> &Document {
        self.document.get_or_init(|| self.page.completed.document(self.centre))
    }

    /// What is said of it, and what was found while that was written.
    pub fn script(&self, narration: &Narration) -> (&Script, &[Diagnostic]) {
        let narrated = || narrate(self.document(), narration);
        let (script, found) = self.narrated.get_or_init(narrated);
        (script, found)
    }
}
