//! Writes a [`Layout`] as PDF 1.7 that is PDF/UA-1 (ISO 14289-1) and PDF/A-2a (ISO 19005-2).
//!
//! `printpdf` makes fonts and page content; what it lacks is added to its `lopdf` document: the
//! structure tree, which follows the [`Document`] and not the order of painting, links, outlines,
//! metadata and the output intent.

mod composed;
mod content;
mod deflate;
mod file;
mod fonts;
mod links;
mod memory;
mod metadata;
mod operators;
mod outline;
mod pictures;
mod reading;
mod sfnt;
mod shown;
mod strings;
mod structure;
mod text_line;

pub use memory::Memory;

use crate::diag::Diagnostic;
use crate::document::Document;
use crate::font::FontSet;
use crate::parallel::threads_for;
use crate::picture::Pictures;
use crate::typeset::frame::Layout;
use file::File;
use lopdf::{Object, ObjectId, dictionary};
use pictures::Drawn;
use structure::Structure;
use thiserror::Error;

/// What a PDF depends on beside its document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PdfOptions {
    /// When the file was made, in seconds since 1970-01-01 UTC; left out where it is unknown, so
    /// that the same page gives the same bytes.
    pub created: Option<u64>,
    /// Who answers for what it says, such as an organisation; may be empty.
    pub author: String,
}

/// Why a PDF cannot be made.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum PdfError {
    /// The outlines of a font, of that name, cannot be read.
    #[error("the font {0} is damaged: its letters cannot be put into the PDF")]
    DamagedFont(String),
}

impl PdfError {
    /// What to do about it.
    pub const fn help(&self) -> &'static str {
        match self {
            Self::DamagedFont(_) => "give another font, or install this one again",
        }
    }
}

impl From<PdfError> for Diagnostic {
    fn from(error: PdfError) -> Self {
        Self::error("damaged-font", 0..0, error.to_string()).help(error.help())
    }
}

/// Writes the PDF. `fonts` and `pictures` are those that the layout was made with. The same input gives the
/// same bytes, on any number of processors.
///
/// # Errors
/// When a font that the layout uses cannot be embedded.
pub fn export(
    document: &Document,
    layout: &Layout,
    fonts: &FontSet,
    pictures: &Pictures,
    options: &PdfOptions,
) -> Result<Vec<u8>, PdfError> {
    let readings = reading::readings(layout, fonts);
    let faces = fonts::Faces::new(layout, &readings, fonts);
    let drawn = Drawn::new(layout, pictures);
    let chunks = layout.pages.len().div_ceil(content::CHUNK);
    // Cutting fonts down takes as long as writing the pages of a leaflet.
    let (embedded, pages) = std::thread::scope(|scope| {
        let embedding =
            scope.spawn(|| fonts::embed(&faces, fonts, &mut deflate::Deflate::new()));
        let shared = content::Shared { layout, fonts, pictures: &drawn, faces: &faces };
        let pages = content::write(threads_for(chunks), &readings, shared);
        (embedding.join().expect("embedding a parsed font does not panic"), pages)
    });
    Ok(assemble(document, layout, &drawn, options, embedded?, pages))
}

/// [`export`] for batches: single-threaded, reusing what `memory` kept of PDFs that were like this
/// one. The bytes are the same.
///
/// # Errors
/// As [`export`].
pub fn export_with(
    memory: &mut Memory,
    document: &Document,
    layout: &Layout,
    fonts: &FontSet,
    pictures: &Pictures,
    options: &PdfOptions,
) -> Result<Vec<u8>, PdfError> {
    let readings = reading::readings(layout, fonts);
    let faces = fonts::Faces::new(layout, &readings, fonts);
    let drawn = Drawn::new(layout, pictures);
    let shared = content::Shared { layout, fonts, pictures: &drawn, faces: &faces };
    let pages = memory.pages(&readings, shared);
    let embedded = memory.embedded(faces, fonts);
    Ok(assemble(document, layout, &drawn, options, embedded?, pages))
}

/// Puts a file together.
fn assemble(
    document: &Document,
    layout: &Layout,
    pictures: &Drawn<'_>,
    options: &PdfOptions,
    embedded: fonts::Embedded,
    pages: Vec<content::Content>,
) -> Vec<u8> {
    let id = metadata::identifier(document, &pages);
    let mut pdf = embedded.document;
    pictures.write(&mut pdf, embedded.resources);
    let mut pdf = File::from(pdf);
    let page_ids: Vec<ObjectId> = pages.iter().map(|_| pdf.new_object_id()).collect();
    let mut structure = Structure::new(document, layout, &page_ids);
    structure.place(&pages);
    let annotations =
        links::annotate(&mut pdf, document, layout, &page_ids, &mut structure);
    let outlines = outline::write(&mut pdf, layout, &page_ids, &structure);
    let tree = structure.write(&mut pdf);
    let parent = embedded.pages_root;
    let size = layout.size;
    let sequences = pages.into_iter().zip(&page_ids).zip(annotations).enumerate();
    for (number, ((page, &id), annotations)) in sequences {
        let stream = lopdf::Stream {
            dict: dictionary! { "Filter" => "FlateDecode", "Length" => length(&page.content) },
            content: page.content,
            allows_compression: false,
            start_position: None,
        };
        let contents = pdf.add_object(stream);
        let mut dict = dictionary! {
            "Type" => "Page",
            "Parent" => parent,
            "MediaBox" => vec![0.into(), 0.into(), strings::number(size.width.0), strings::number(size.height.0)],
            "Resources" => embedded.resources,
            "Contents" => contents,
            "StructParents" => i64::try_from(number).unwrap_or(i64::MAX),
            "Tabs" => "S",
        };
        if !annotations.is_empty() {
            dict.set("Annots", references(&annotations));
        }
        pdf.set_object(id, dict);
    }
    pdf.set_object(
        parent,
        dictionary! {
            "Type" => "Pages",
            "Count" => i64::try_from(page_ids.len()).unwrap_or(i64::MAX),
            "Kids" => references(&page_ids),
        },
    );
    let mut preferences = dictionary! { "DisplayDocTitle" => true };
    if layout.right_to_left {
        preferences.set("Direction", Object::Name(b"R2L".to_vec()));
    }
    let mut catalog = dictionary! {
        "Type" => "Catalog",
        "Pages" => parent,
        "Lang" => strings::text(document.metadata.lang.as_str()),
        "MarkInfo" => dictionary! { "Marked" => true },
        "StructTreeRoot" => tree,
        "ViewerPreferences" => preferences,
        "PageLabels" => dictionary! {
            "Nums" => vec![0.into(), Object::Dictionary(dictionary! { "S" => "D" })],
        },
    };
    if let Some(outlines) = outlines {
        catalog.set("Outlines", outlines);
        catalog.set("PageMode", "UseOutlines");
    }
    let mut trailer = metadata::write(&mut pdf, &mut catalog, document, options, id);
    trailer.set("Root", pdf.add_object(catalog));
    pdf.save(&trailer)
}

fn length(bytes: &[u8]) -> i64 {
    i64::try_from(bytes.len()).unwrap_or(i64::MAX)
}

fn references(ids: &[ObjectId]) -> Vec<Object> {
    ids.iter().map(|&id| Object::Reference(id)).collect()
}
