//! Turns guidance pages written in Markdown into tagged large-print PDF, and reads them aloud.
//!
//! ```text
//! Markdown --markdown::parse--> Draft --passes::complete--> Document
//! Document --typeset::typeset--> Layout --pdf::export--> PDF/UA-1, PDF/A-2a
//!         \--speech::narrate--> Script --engine::player--> a voice
//!                                     \--recording--> MP3, Opus, WAV, CD
//! ```
//!
//! Each arrow is one pure function; each noun is plain data. A page is printed, written down as it
//! is said, and recorded in one step each by [`print()`], [`script`] and `record`:
//!
//! ```
//! use printaloud::typeset::style::LargePrint;
//! use printaloud::{Page, print, script};
//!
//! let page = Page::new("Rest", "# Rest\n\nSleep when you are tired. Call 01632 960 001.\n");
//! // Reading never fails: what cannot be understood is a diagnostic.
//! assert!(page.diagnostics().is_empty());
//!
//! // On paper: 18 pt on A4, unless the style says otherwise.
//! let printed = print(&page, LargePrint::default());
//! assert!(printed.pdf.is_some_and(|pdf| pdf.starts_with(b"%PDF-1.7")));
//!
//! // In the ear: numbers are written as they are said.
//! let (script, _) = script(&page);
//! assert!(script.utterances.iter().any(|it| it.said.contains("oh one six three two")));
//! ```
//!
//! # As a dependency
//!
//! ```toml
//! printaloud = { version = "0.1", default-features = false }
//! ```
//!
//! prints and writes scripts, with no library of the system. The feature `record` adds recordings
//! (LAME and libopus, which need a C compiler, make and cmake), `system-speech` the computer's own
//! voice (libspeechd on Linux). The package also builds the program, whose command line brings clap,
//! indicatif and a few more; a library that depends on this one compiles them and links none.
//!
//! # The stages
//!
//! //! [`node::NodeId`] joins what is printed and what is said: every fragment of a layout and every
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
mod front;
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

pub use front::{Page, print, script};
#[cfg(feature = "record")]
pub use front::{Recording, record};
