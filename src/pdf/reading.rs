//! What programs read that take the content of a page as it stands, from left to right.

use crate::text::bidi::{is_mark, is_strong_right_to_left};
use crate::typeset::frame::{Joined, Order};
use std::borrow::Cow;

/// The text of a marked content sequence as programs take it that read pages, and not their
/// structure: they take all text to stand on the page from left to right, and turn round what
/// runs the other way (Poppler and pdfium alike). The structure has it in the order in which it
/// is read.
pub(super) fn shown(joined: &Joined) -> Cow<'_, str> {
    if joined.order == Order::Reading {
        return Cow::Borrowed(&joined.text);
    }
    // What runs from left to right keeps its own order; a mark that parts it does not.
    let mut parts: Vec<&str> = Vec::new();
    let mut rest = joined.text.as_str();
    while let Some(first) = rest.chars().next() {
        let whole = joined.order == Order::Among && first.is_alphanumeric();
        let same = |c: char| c.is_alphanumeric() && c.is_numeric() == first.is_numeric();
        let end = if whole {
            rest.find(|c: char| !same(c)).unwrap_or(rest.len())
        } else {
            first.len_utf8()
        };
        let (part, after) = rest.split_at(end);
        parts.push(part);
        rest = after;
    }
    let mut shown = String::with_capacity(joined.text.len() * 2);
    let mut sure = true;
    let mut unsure_spaces = Vec::with_capacity(parts.len());
    for part in &parts {
        unsure_spaces.push(*part == " " && !sure);
        match part.chars().next() {
            Some(c) if is_mark(c) => {}
            Some(c) => sure = is_strong_right_to_left(c),
            None => {}
        }
    }
    for (part, unsure) in parts.into_iter().zip(unsure_spaces).rev() {
        let apart = joined.order == Order::Among || part.starts_with(is_bracket);
        shown.extend(apart.then_some(RIGHT_TO_LEFT_MARK));
        shown.push_str(part);
        // pdfium turns brackets round among what runs from right to left; Poppler does not.
        shown.extend(part.starts_with(is_bracket).then_some(LEFT_TO_RIGHT_MARK));
        shown.extend(unsure.then_some(RIGHT_TO_LEFT_MARK));
    }
    shown.extend((joined.order != Order::Reversed).then_some(RIGHT_TO_LEFT_MARK));
    shown.into()
}

/// These keep programs from taking spaces and marks to words that run the other way.
const RIGHT_TO_LEFT_MARK: char = '\u{200f}';
const LEFT_TO_RIGHT_MARK: char = '\u{200e}';

/// Whether a mark looks the other way in text that runs from right to left.
const fn is_bracket(c: char) -> bool {
    matches!(c, '(' | ')' | '[' | ']' | '{' | '}' | '<' | '>' | '«' | '»' | '‹' | '›')
}
