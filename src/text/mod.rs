//! Text services shared by print and speech.

pub mod bidi;
pub mod bind;
pub(crate) mod clean;
mod excerpt;
pub mod hyphenate;
mod liang;
pub mod segment;
mod slug;

pub(crate) use excerpt::first_words;
pub(crate) use slug::disambiguate;
pub use slug::slug;
