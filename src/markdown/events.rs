//! What pulldown-cmark reads in a page's body.

use crate::diag::Span;
use pulldown_cmark::{Event, OffsetIter, Options, Parser};
use std::ops::Range;

/// The events of a page's body, with their places in the page.
pub(super) fn parser<'a>(
    source: &'a str,
    body: &Range<usize>,
) -> impl Iterator<Item = (Event<'a>, Span)> {
    let shift = body.start;
    let events: OffsetIter<'a> =
        Parser::new_ext(&source[body.clone()], OPTIONS).into_offset_iter();
    events.map(move |(event, span)| (event, span.start + shift..span.end + shift))
}

/// What is read beside CommonMark.
pub(super) const OPTIONS: Options = Options::ENABLE_HEADING_ATTRIBUTES
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_TABLES)
    .union(Options::ENABLE_GFM)
    .union(Options::ENABLE_DEFINITION_LIST)
    .union(Options::ENABLE_FOOTNOTES);
