//! Turns guidance pages written in Markdown into tagged large-print PDF, and reads them aloud.
//!
//! ```text
//! Markdown --markdown::parse--> Document --typeset::typeset--> Layout --pdf::export--> PDF/UA-1, PDF/A-2a
//!                                  \--speech::narrate--> Script --engine::player--> a voice
//! ```
//!
//! Each arrow is one pure function; each noun is plain data. A module imports only from
//! modules of a lower rank, and only `store`, `engine` and `batch` touch the world: `tests/architecture.rs`
//! holds both rules, and `docs/architecture.md` draws the ranks.

#[cfg(feature = "record")]
pub mod audio;
pub mod batch;
pub mod check;
pub mod config;
pub mod diag;
pub mod document;
pub mod engine;
pub mod font;
pub mod geom;
pub mod lang;
pub mod markdown;
pub mod node;
pub mod parallel;
pub mod pdf;
pub mod picture;
pub mod speech;
pub mod store;
pub mod text;
pub mod typeset;
