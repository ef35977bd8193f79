//! What PDFs that are alike share: leaflets of one page for many centres differ in a few lines.
//!
//! It changes no byte of a PDF: what is kept is what would be made again.

use super::PdfError;
use super::content::{Content, Shared};
use super::deflate::Deflate;
use super::fonts::{self, Embedded, Faces};
use super::reading::Reading;
use super::shown::with_text;
use crate::font::FontSet;
use crate::typeset::frame::{Layout, Page};
use crate::typeset::style::Theme;
use rustc_hash::{FxHashMap, FxHasher};
use std::hash::{Hash as _, Hasher as _};

/// How many pages are kept: those of a few leaflets, 4 MB at most.
const PAGES: usize = 128;

/// How many sets of faces are kept.
const FACES: usize = 8;

/// Pages and faces that were written lately. It serves one [`FontSet`].
#[derive(Default)]
pub struct Memory {
    deflate: Deflate,
    pages: FxHashMap<u64, Kept>,
    faces: Vec<(Faces, Embedded)>,
}

impl std::fmt::Debug for Memory {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Memory").field("pages", &self.pages.len()).finish_non_exhaustive()
    }
}

/// A page that was written, and all that its content depends on.
struct Kept {
    page: Page,
    theme: Theme,
    codes: Vec<u16>,
    content: Content,
}

impl Memory {
    /// The content of a layout's pages.
    pub(super) fn pages(
        &mut self,
        readings: &[Reading],
        shared: Shared<'_>,
    ) -> Vec<Content> {
        let Shared { layout, faces, .. } = shared;
        let mut contents = Vec::with_capacity(layout.pages.len());
        for (page, reading) in layout.pages.iter().zip(readings) {
            let write = |deflate: &mut Deflate| shared.page(page, reading, deflate);
            // Pages with pictures use names of the whole document, and few are made without their background:
            // neither is cached.
            if !page.pictures.is_empty() || !layout.paint_background {
                contents.push(write(&mut self.deflate));
                continue;
            }
            let codes = codes(page, reading, faces);
            let key = key(page, layout);
            let content = match self.pages.get(&key).filter(|kept| {
                kept.theme == layout.theme && kept.codes == codes && kept.page == *page
            }) {
                Some(kept) => kept.content.clone(),
                None => {
                    let content = write(&mut self.deflate);
                    if self.pages.len() >= PAGES {
                        self.pages.clear();
                    }
                    let (page, theme) = (page.clone(), layout.theme);
                    let kept = Kept { page, theme, codes, content: content.clone() };
                    self.pages.insert(key, kept);
                    content
                }
            };
            contents.push(content);
        }
        contents
    }

    /// The faces as a PDF has them.
    pub(super) fn embedded(
        &mut self,
        faces: Faces,
        fonts: &FontSet,
    ) -> Result<Embedded, PdfError> {
        if let Some((_, embedded)) = self.faces.iter().find(|(known, _)| *known == faces)
        {
            return Ok(embedded.clone());
        }
        let embedded = fonts::embed(&faces, fonts, &mut self.deflate)?;
        if self.faces.len() >= FACES {
            self.faces.remove(0);
        }
        self.faces.push((faces, embedded.clone()));
        Ok(embedded)
    }
}

/// The codes of all glyphs of a page.
fn codes(page: &Page, reading: &Reading, faces: &Faces) -> Vec<u16> {
    let mut all = Vec::new();
    for (at, fragment) in page.fragments.iter().enumerate() {
        let codes = faces.codes(fragment.face);
        match reading.of(at) {
            None => all.extend(
                with_text(fragment).map(|(glyph, text)| codes.code(glyph.id, text)),
            ),
            Some(shown) => all.extend(
                shown
                    .iter()
                    .flat_map(|it| &it.codes)
                    .map(|it| codes.code_of(&it.shape, &it.says)),
            ),
        }
    }
    all
}

fn key(page: &Page, layout: &Layout) -> u64 {
    let mut hash = FxHasher::default();
    layout.size.width.0.to_bits().hash(&mut hash);
    for fragment in &page.fragments {
        fragment.text.hash(&mut hash);
        fragment.size.0.to_bits().hash(&mut hash);
    }
    hash.finish()
}
