//! Reads HTML: pieces of it that stand in a page, and what they make of the page.
//!
//! A page in Markdown and the HTML in it make one [`Tree`]: its open blocks and words lie on one
//! stack, whether marks or tags opened them. So `<details>` may stand around a list in Markdown,
//! and `<del>` begin in one paragraph and end in the next.

mod count;
mod elements;
mod ends;
mod tokens;
mod tree;
mod unread;

pub(crate) use count::Counted;
pub(crate) use elements::{is_plain_part, may_be_words};
pub(crate) use ends::Ends;
pub(crate) use tokens::{Piece, Tag, Token, tokens};
pub(crate) use tree::{
    Kind, Marks, Tree, bad_language, is_size, typed, unclosed_comment, unknown_element,
    without_size,
};
pub(crate) use unread::{LiteralsOf, Unread};
