//! Turns guidance pages written in Markdown into tagged large-print PDF, and reads them aloud.
//!
//! ```text
//! Markdown --markdown::parse--> Draft --passes::complete--> Document
//! Document --typeset::typeset--> Layout --pdf::export--> PDF/UA-1, PDF/A-2a
//!         \--speech::narrate--> Script --engine::player--> a voice
//!                                     \--recording--> MP3, Opus, WAV, CD
//! ```
//!
//! Each arrow is one pure function; each noun is plain data. This prints a page and writes down
//! what would be said of it:
//!
//! ```
//! use printaloud::document::Defaults;
//! use printaloud::font::FontSet;
//! use printaloud::markdown::to_document;
//! use printaloud::pdf::{PdfOptions, export};
//! use printaloud::picture::Pictures;
//! use printaloud::speech::{Narration, narrate};
//! use printaloud::typeset::style::LargePrint;
//! use printaloud::typeset::typeset;
//!
//! let source = "# Rest\n\nSleep when you are tired. Call 01632 960 001.\n";
//! // Reading never fails: what cannot be understood is told in diagnostics.
//! let (document, told) = to_document(source, &Defaults::titled("Rest"));
//! assert!(told.is_empty());
//!
//! // On paper: 18 pt on A4, unless the style says otherwise.
//! let (fonts, pictures) = (FontSet::new(), Pictures::default());
//! let (layout, told) = typeset(&document, &LargePrint::default(), &fonts, &pictures);
//! assert!(told.is_empty());
//! assert_eq!(layout.pages.len(), 1);
//! let pdf = export(&document, &layout, &fonts, &pictures, &PdfOptions::default())?;
//! assert!(pdf.starts_with(b"%PDF-1.7"));
//!
//! // In the ear: numbers are written as they are said.
//! let (script, told) = narrate(&document, &Narration::default());
//! assert!(told.is_empty());
//! assert!(script.utterances.iter().any(|it| it.said.contains("oh one six three two")));
//! # Ok::<(), printaloud::pdf::PdfError>(())
//! ```
//!
//! [`node::NodeId`] joins what is printed and what is said: every fragment of a layout and every
//! utterance of a script names the part of the document that it shows. [`check`] looks for what
//! would let a reader down, and [`batch`] makes pages for many centres at once.
//!
//! The modules in the order of the pipeline: [`markdown`], [`document`], [`passes`], [`typeset`] (with
//! [`font`], [`text`], [`picture`]), [`pdf`]; [`speech`], [`engine`], `audio`. Lengths are in
//! points ([`geom::Pt`], 1/72 inch), time in [`std::time::Duration`], places in a page in bytes.
//!
//! A module imports only from modules of a lower rank, and only [`store`], [`engine`],
//! [`project`], `recording`, [`formats`] and [`batch`] touch the world: `tests/all/architecture/` holds both rules, and
//! `docs/architecture.md` draws the ranks.

#[cfg(feature = "record")]
pub mod audio;
pub mod batch;
pub mod check;
pub mod config;
pub mod diag;
pub mod document;
pub mod engine;
pub mod font;
pub mod formats;
pub mod geom;
mod hash;
mod html;
pub mod lang;
pub mod limits;
pub mod markdown;
pub mod node;
pub mod parallel;
pub mod passes;
pub mod pdf;
pub mod picture;
pub mod project;
#[cfg(feature = "record")]
pub mod recording;
pub mod speech;
pub mod store;
pub mod text;
pub mod typeset;
