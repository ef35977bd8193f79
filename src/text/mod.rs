//! Text services shared by print and speech.

pub mod bidi;
pub mod bind;
pub(crate) mod clean;
pub mod hyphenate;
mod liang;
pub mod segment;
