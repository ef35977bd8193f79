//! Rules about the descriptions of pictures. One that is missing is reported when the page is read.

use super::Checked;
use crate::diag::{Diagnostic, Span};
use crate::document::{BlockKind, Image, InlineKind, Medium, Walk, inlines};
use std::path::Path;

/// The most characters of a description.
const MAX_DESCRIPTION: usize = 200;

/// What a description need not begin with.
const IMAGE_OF: [&str; 10] = [
    "a photo of",
    "a picture of",
    "an image of",
    "image of",
    "photo of",
    "photograph of",
    "picture of",
    "a photograph of",
    "graphic of",
    "illustration of",
];

pub(super) fn check(checked: &Checked<'_>, found: &mut Vec<Diagnostic>) {
    for block in Walk::new(&checked.page.document.blocks) {
        if block.media == Medium::Web {
            continue;
        }
        if let BlockKind::Figure { image } = &block.kind {
            describe(image, &block.span, found);
        }
        for inline in inlines(block.kind.content()) {
            if let InlineKind::Image(image) = &inline.kind {
                describe(image, &inline.span, found);
            }
        }
    }
}

fn describe(image: &Image, span: &Span, found: &mut Vec<Diagnostic>) {
    if image.decorative {
        return;
    }
    let words = image.description.trim();
    let lower = words.to_lowercase();
    let mut tell = |rule, message: String, help: &str| {
        found.push(Diagnostic::warning(rule, span.clone(), message).help(help));
    };
    if is_file_name(&lower, &image.source.to_lowercase()) {
        tell(
            "file-name-description",
            format!("the description of a picture is a file's name, `{words}`"),
            "write what the picture shows",
        );
    }
    if let Some(begin) = IMAGE_OF.iter().find(|begin| lower.starts_with(**begin)) {
        tell(
            "image-of",
            format!("the description of a picture begins `{begin}`"),
            "a voice says that it is a picture; begin with what it shows",
        );
    }
    let length = words.chars().count();
    if length > MAX_DESCRIPTION {
        tell(
            "long-description",
            format!("the description of a picture has {length} characters"),
            "describe it in a sentence, and say the rest in the page",
        );
    }
}

/// Whether a description is the name of a file: the picture's, or one that ends like a picture's.
fn is_file_name(lower: &str, source: &str) -> bool {
    const ENDINGS: [&str; 7] = [".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".tif"];
    let own = Path::new(source).file_stem().map(|stem| stem.to_string_lossy());
    let numbered =
        ["img", "dsc", "dscn", "image", "screenshot", "picture"].iter().any(|begin| {
            lower.strip_prefix(begin).is_some_and(|rest| {
                let rest = rest.trim_start_matches(['_', '-', ' ']);
                !rest.is_empty() && rest.chars().all(|c| c.is_ascii_digit())
            })
        });
    // A stem of one plain word, such as `logo`, may well be its description.
    let stem = own.is_some_and(|stem| lower == stem && stem.contains(['-', '_']));
    ENDINGS.iter().any(|ending| lower.ends_with(ending)) || numbered || stem
}
