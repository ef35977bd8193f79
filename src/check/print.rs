//! Rules about what a page is on paper.

use crate::diag::Diagnostic;
use crate::document::{BlockKind, Document, InlineKind, Walk, inlines};
use crate::geom::Pt;
use crate::picture::Pictures;
use crate::typeset::frame::{Layout, Owner};
use std::collections::BTreeSet;

/// The pixels an inch that a picture has at the least: with fewer it would be blurred, most of all
/// through a magnifier, so that it is printed smaller.
const SHARP: f64 = 150.0;

/// The pictures that are printed less than half as wide as the column because they have too few
/// pixels to be larger. Those that only decorate may be small.
pub fn low_resolution(
    document: &Document,
    layout: &Layout,
    pictures: &Pictures,
    column: Pt,
) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut told = BTreeSet::new();
    for placed in layout.pages.iter().flat_map(|page| &page.pictures) {
        let Some(picture) = pictures.get(&placed.source) else { continue };
        let (across, _) = picture.pixels();
        let natural = f64::from(across) / SHARP * 72.0;
        let owned = matches!(placed.owner, Owner::Node(_));
        if owned && natural < column.0 / 2.0 && told.insert(&placed.source) {
            let message = format!(
                "the picture `{}` is {across} pixels wide, so that it is printed {:.0} mm wide",
                placed.source,
                placed.place.width.mm()
            );
            let wanted = (column.0 / 72.0 * SHARP).ceil();
            let span = place_of(document, &placed.source);
            found.push(
                Diagnostic::advice("low-resolution", span, message)
                    .help(format!("to fill the column it needs {wanted} pixels")),
            );
        }
    }
    found
}

/// Where a page first names a picture.
fn place_of(document: &Document, source: &str) -> std::ops::Range<usize> {
    for block in Walk::new(&document.blocks) {
        if let BlockKind::Figure { image } = &block.kind
            && image.source == source
        {
            return block.span.clone();
        }
        for inline in inlines(block.kind.content()) {
            if let InlineKind::Image(image) = &inline.kind
                && image.source == source
            {
                return inline.span.clone();
            }
        }
    }
    0..0
}
