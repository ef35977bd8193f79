//! What files are made with: an organisation's own, and what a thread keeps between two files.

#[cfg(feature = "record")]
use super::sounds::Recorders;
use crate::font::{FontSet, Shaper};
use crate::lang::Lang;
use crate::pdf::Memory;
use crate::speech::Narration;
use std::collections::BTreeMap;

/// A program that records nothing has none.
#[cfg(not(feature = "record"))]
type Recorders = ();

/// What all files of an organisation are made with.
#[derive(Debug, Default)]
pub struct Resources {
    /// What the organisation is called; may be empty.
    pub organisation: String,
    /// When files say that they were made, in seconds since 1970-01-01 UTC.
    pub created: Option<u64>,
    /// The faces.
    pub fonts: FontSet,
    /// A hash of the faces that are not built in.
    pub fonts_hash: String,
    /// How words are said.
    pub narration: Narration,
    /// The text of the organisation's own lexicon.
    pub lexicon_source: String,
    /// What speaks, opened when it is first needed.
    pub recorders: Recorders,
}

/// What a thread keeps from one file to the next: shaped words, written pages and faces. It never
/// changes what is made.
#[derive(Default)]
pub struct Tools<'r> {
    shapers: BTreeMap<Lang, Shaper<'r>>,
    pub(super) memory: Memory,
}

impl<'r> Tools<'r> {
    /// What shapes the words of a language, and what keeps written pages.
    pub(super) fn for_language(
        &mut self,
        lang: &Lang,
        fonts: &'r FontSet,
    ) -> (&mut Shaper<'r>, &mut Memory) {
        let new = || Shaper::new(fonts, lang);
        (self.shapers.entry(lang.clone()).or_insert_with(new), &mut self.memory)
    }
}
