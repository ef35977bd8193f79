//! Text services shared by print and speech.

pub mod bidi;
pub mod bind;
pub mod hyphenate;
pub mod segment;
