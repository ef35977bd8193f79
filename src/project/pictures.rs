//! Reads the pictures that a page names.

use crate::diag::{Diagnostic, Span};
use crate::document::{BlockKind, Document, Image, InlineKind, Walk, inlines};
use crate::hash::Parts;
use crate::picture::{Picture, Pictures};
use crate::store;
use std::collections::BTreeSet;
use std::path::PathBuf;

/// The most bytes that the pictures of a page take together, as they are printed.
const MAX_BYTES: usize = 128 << 20;

/// The pictures of a document's printed blocks, from the first folder that has each, and what is
/// wrong with those that could not be had.
pub(super) fn load(
    document: &Document,
    folders: &[PathBuf],
) -> (Pictures, Vec<Diagnostic>) {
    let mut pictures = Pictures::default();
    let mut diagnostics = Vec::new();
    let mut seen = BTreeSet::new();
    let mut bytes = 0;
    for (image, span) in images(document) {
        if !seen.insert(&*image.source) {
            continue;
        }
        let trouble = match store::read_picture(folders, &image.source) {
            Err(error) => Trouble::new(&error, error.help()),
            Ok(file) => match Picture::read(file) {
                Err(error) => Trouble::new(&error, error.help()),
                Ok(picture) if bytes + picture.size() > MAX_BYTES => {
                    Trouble::new(&TOO_MUCH, "use fewer or smaller pictures")
                }
                Ok(picture) => {
                    bytes += picture.size();
                    pictures.insert(image.source.clone(), picture);
                    continue;
                }
            },
        };
        diagnostics.push(trouble.told(image, span));
    }
    (pictures, diagnostics)
}

/// A hash of the pictures that a document prints, as they are now.
pub(crate) fn digest(document: &Document, folders: &[PathBuf]) -> String {
    let mut seen = BTreeSet::new();
    let mut hash = Parts::default();
    for (image, _) in images(document) {
        if seen.insert(&*image.source) {
            hash = match store::read_picture(folders, &image.source) {
                Ok(bytes) => hash.add(bytes),
                Err(error) => hash.add(error.to_string()),
            };
        }
    }
    hash.finish()
}

const TOO_MUCH: &str = "the pictures of this page take over 128 MB";

/// Why a picture is not printed, and what to do about it.
struct Trouble {
    why: String,
    help: &'static str,
}

impl Trouble {
    fn new(why: &dyn std::fmt::Display, help: &'static str) -> Self {
        Self { why: why.to_string(), help }
    }

    fn told(&self, image: &Image, span: Span) -> Diagnostic {
        let instead = if image.decorative {
            "nothing stands in its place"
        } else {
            "its description is printed"
        };
        let message = format!(
            "the picture `{}` is not printed: {}; {instead}",
            image.source, self.why
        );
        Diagnostic::warning("picture-not-set", span, message).help(self.help)
    }
}

/// The pictures that are printed, each with its place in the page.
fn images(document: &Document) -> Vec<(&Image, Span)> {
    let mut images = Vec::new();
    for block in Walk::new(&document.blocks).filter(|block| block.media.is_printed()) {
        if let BlockKind::Figure { image } = &block.kind {
            images.push((image, block.span.clone()));
        }
        for inline in inlines(block.kind.content()) {
            if let InlineKind::Image(image) = &inline.kind {
                images.push((image, inline.span.clone()));
            }
        }
    }
    images
}
