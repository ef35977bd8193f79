//! What is printed and said of pictures.

use crate::diag::Diagnostic;
use crate::document::walk::for_each_image;
use crate::document::{Block, BlockKind, InlineKind, Walk, inlines};
use crate::lang::words::Words;

/// Gives every picture a description.
pub(super) fn describe_pictures(
    blocks: &mut [Block],
    words: &Words,
    diagnostics: &mut Vec<Diagnostic>,
) {
    for_each_image(blocks, &mut |image, span| {
        if !image.decorative && image.description.is_empty() {
            words.picture_without_description.clone_into(&mut image.description);
            diagnostics.push(
                Diagnostic::warning(
                    "missing-description",
                    span.clone(),
                    format!("the picture `{}` has no description", image.source),
                )
                .help("write what it shows between the square brackets, or `{.decorative}` after it if it only decorates"),
            );
        }
    });
}

/// Says of pictures in headings and tables that their descriptions stand there.
pub(super) fn tell_pictures_in_lines(
    blocks: &[Block],
    diagnostics: &mut Vec<Diagnostic>,
) {
    for block in Walk::new(blocks).filter(|block| block.media.is_printed()) {
        let blocks = match &block.kind {
            BlockKind::Heading { .. } => vec![block],
            BlockKind::Table(_) => block.kind.children(),
            _ => continue,
        };
        for inline in blocks.into_iter().flat_map(|block| inlines(block.kind.content())) {
            let InlineKind::Image(image) = &inline.kind else { continue };
            if image.decorative {
                continue;
            }
            let message = format!(
                "the picture `{}` is in a line that has no room for it; its description is printed",
                image.source
            );
            diagnostics.push(
                Diagnostic::advice("picture-as-words", inline.span.clone(), message)
                    .help("put it in a paragraph of its own"),
            );
        }
    }
}
