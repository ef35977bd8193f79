//! The words that are said, as text.

use super::{
    Choices, Edition, Facts, Fields, Format, MakeError, Output, Resources, Tools,
};
use crate::diag::Diagnostic;
use crate::document::Document;
use crate::speech::nothing_to_say;

/// The words that are said, as text.
#[derive(Debug)]
pub(super) struct Text;

impl Format for Text {
    fn name(&self) -> &'static str {
        "script"
    }

    fn path(&self, stem: &str) -> String {
        format!("{stem}.txt")
    }

    fn missing_words(&self, document: &Document) -> Option<Diagnostic> {
        (!document.is_sayable()).then(nothing_to_say)
    }

    fn inputs(&self, _choices: &Choices, resources: &Resources) -> Fields {
        Fields::default().and("lexicon", resources.lexicon_source.as_str())
    }

    fn describe(&self, _choices: &Choices, _facts: Facts, _others: usize) -> String {
        "The words that are read aloud (text)".into()
    }

    fn make<'r>(
        &self,
        edition: &Edition<'_>,
        _choices: &Choices,
        resources: &'r Resources,
        _tools: &mut Tools<'r>,
    ) -> Result<Output, MakeError> {
        let (script, found) = edition.first().script(&resources.narration);
        let bytes = script.text().into_bytes();
        Ok(Output { bytes, diagnostics: found.to_vec(), ..Output::default() })
    }
}
