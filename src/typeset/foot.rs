//! The foot of the page: its number, and a running title above which a rule stands.

use super::frame;
use super::paragraph::Shaping;
use super::style::FootRoom;
use super::{Typesetter, our_words};
use crate::document::Document;
use crate::font::{Extent, Shaper, Style, Tongue};

/// How high the words of the foot may stand under its rule, and how deep they may hang, in ems,
/// before it needs more room than for Latin letters.
const MAX_HEIGHT: f64 = 0.95;
const MAX_DEPTH: f64 = 0.3;

/// The room that the words of a document's foot need beyond that for Latin letters.
pub(super) fn room(document: &Document, shaper: &mut Shaper<'_>) -> FootRoom {
    let metadata = &document.metadata;
    let form = our_words(&metadata.lang).page_of;
    let words = [metadata.title.as_str(), form];
    if words.iter().all(|words| words.is_ascii()) {
        return FootRoom::default();
    }
    let mut extent = Extent::default();
    for word in words.iter().flat_map(|words| words.split_whitespace()) {
        extent.add(shaper.extent(word, Style::Regular, Tongue(0)));
    }
    let (above, below) = extent.ink;
    FootRoom { above: (above - MAX_HEIGHT).max(0.0), below: (below - MAX_DEPTH).max(0.0) }
}

impl<'f> Typesetter<'_, 'f> {
    /// Puts the foot on every page.
    pub(super) fn footers(
        &self,
        pages: &mut [frame::Page],
        shaping: &mut Shaping<'_, 'f>,
    ) {
        let metadata = &self.document.metadata;
        let words = our_words(&metadata.lang);
        let count = pages.len();
        let filled = |form: &str, page: usize| {
            let numbered = form.replace("{page}", &page.to_string());
            words.in_figures(&numbered.replace("{pages}", &count.to_string()))
        };
        // In words, where the column has room for the last page's at this size.
        let fits = |form: &&str| {
            let width = shaping.shaper.width(&filled(form, count), Style::Regular);
            // Figures differ in width, by less than an em in all.
            (self.style.size * (width + 1.0)).0 <= self.style.measure().0
        };
        let form = [words.page_of, "{page} / {pages}"].into_iter().find(fits);
        let foot = |page: usize| filled(form.unwrap_or("{page}"), page);
        for (at, page) in pages.iter_mut().enumerate() {
            let mut emitter = self.emitter(shaping, at);
            emitter.page = std::mem::take(page);
            let title = (at > 0).then_some(metadata.title.as_str());
            emitter.foot(&foot(at + 1), &foot(count), title);
            *page = emitter.page;
            page.fragments.shrink_to_fit();
        }
    }
}
