//! Large print: PDF to be printed, or read on a screen.

use super::{
    Choices, Edition, Facts, Fields, Format, MakeError, Output, Resources, Tools, counted,
};
use crate::diag::Diagnostic;
use crate::document::Document;
use crate::pdf::{PdfOptions, export_with};
use crate::typeset::style::{
    CONTENTS, FootRoom, HYPHENATIONS, Hyphenation, LargePrint, Look, PAPERS, Paper,
    THEMES, Theme, name_of,
};
use crate::typeset::{nothing_to_print, typeset_with};

/// Large print as PDF.
#[derive(Debug)]
pub(super) struct Pdf;

impl Format for Pdf {
    fn name(&self) -> &'static str {
        "pdf"
    }

    fn path(&self, stem: &str) -> String {
        format!("{stem}.pdf")
    }

    /// `18pt`, and whatever is not the usual.
    fn label(&self, look: &Look) -> String {
        let size = look.size.map_or(18.0, |size| size.0);
        let paper = look.paper.filter(|it| *it != Paper::default());
        let theme = look.theme.filter(|it| *it != Theme::default());
        let hyphenation = look.hyphenation.filter(|it| *it != Hyphenation::default());
        let parts = [
            paper.and_then(|paper| name_of(&PAPERS, &paper)),
            theme.and_then(|theme| name_of(&THEMES, &theme)),
            hyphenation.and_then(|mode| name_of(&HYPHENATIONS, &mode)),
        ];
        parts
            .into_iter()
            .flatten()
            .fold(format!("{size}pt"), |label, part| label + "-" + part)
    }

    fn missing_words(&self, document: &Document) -> Option<Diagnostic> {
        (!document.is_printable()).then(nothing_to_print)
    }

    fn inputs(&self, choices: &Choices, resources: &Resources) -> Fields {
        let LargePrint {
            size: _,
            leading,
            paper: _,
            margin,
            theme: _,
            paint_background,
            hyphenation: _,
            contents,
            binding,
            duplex,
            // Typesetting decides on it.
            foot: FootRoom { .. },
            sheets,
        } = choices.style;
        look_fields(&choices.style)
            .and("organisation", resources.organisation.as_str())
            .and("fonts", resources.fonts_hash.as_str())
            .and_if("created", resources.created)
            .and("leading", leading)
            .and("margin", margin.0)
            .and("background", paint_background)
            .and("contents", name_of(&CONTENTS, &contents))
            .and("binding", binding.0)
            .and("duplex", duplex)
            .and("sheets", sheets)
    }

    fn record(&self, choices: &Choices) -> Option<(&'static str, Fields)> {
        Some(("print", look_fields(&choices.style)))
    }

    fn describe(&self, choices: &Choices, facts: Facts, _others: usize) -> String {
        let style = &choices.style;
        let mut parts = vec![
            format!("Large print, {} point", style.size.0),
            format!("{} paper", style.paper.name()),
        ];
        if style.theme != Theme::default() {
            let theme = name_of(&THEMES, &style.theme).unwrap_or_default();
            parts.push(theme.replace('-', " "));
        }
        let pages = match facts {
            Facts::Printed { pages } => pages as u64,
            _ => 1,
        };
        format!("{} (PDF, {})", parts.join(", "), counted(pages, "page"))
    }

    fn make<'r>(
        &self,
        edition: &Edition<'_>,
        choices: &Choices,
        resources: &'r Resources,
        tools: &mut Tools<'r>,
    ) -> Result<Output, MakeError> {
        let leaflet = edition.first();
        let (document, pictures) = (leaflet.document(), &leaflet.page.pictures);
        let fonts = &resources.fonts;
        let (shaper, memory) = tools.for_language(&document.metadata.lang, fonts);
        let (layout, mut diagnostics) =
            typeset_with(shaper, document, &choices.style, fonts, pictures);
        let options = PdfOptions {
            created: resources.created,
            author: resources.organisation.clone(),
        };
        let exported = export_with(memory, document, &layout, fonts, pictures, &options);
        let bytes = exported.unwrap_or_else(|error| {
            diagnostics.push(error.into());
            Vec::new()
        });
        let facts = Facts::Printed { pages: layout.pages.len() };
        Ok(Output { bytes, facts, diagnostics, ..Output::default() })
    }
}

/// What a reader sees of a style at once.
fn look_fields(style: &LargePrint) -> Fields {
    Fields::default()
        .and("size", style.size.0)
        .and("paper", name_of(&PAPERS, &style.paper))
        .and("theme", name_of(&THEMES, &style.theme))
        .and("hyphenation", name_of(&HYPHENATIONS, &style.hyphenation))
}
