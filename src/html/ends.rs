//! Which start tags of a page have an end tag.

use super::elements::{is_no_element, is_void, may_be_words};
use super::tokens::{Tag, Token};
use crate::diag::Span;
use rustc_hash::{FxHashMap, FxHashSet};

/// What is known of a page's tags before it is built.
#[derive(Debug, Default)]
pub(crate) struct Ends {
    /// By where a start tag stands: the end tag that closes it.
    closed: FxHashMap<usize, Span>,
    /// The names of all end tags.
    names: FxHashSet<String>,
    /// By name: where the start tags stand that nothing has closed yet.
    open: FxHashMap<String, Vec<usize>>,
    /// Scripts and styles that nothing closes, by where they stand: they are read as `div`, which
    /// ends at an empty line, since CommonMark would give them the rest of the page.
    pub(crate) cut_short: FxHashMap<usize, &'static str>,
}

impl Ends {
    /// Takes a token into account. They come in the order of the page.
    pub(crate) fn add(&mut self, token: &Token) {
        match token {
            Token::Start(tag) if self.cut_short.contains_key(&tag.span.start) => {}
            Token::Start(tag) if !tag.is_self_closing && !is_void(&tag.name) => {
                self.open.entry(tag.name.clone()).or_default().push(tag.span.start);
            }
            Token::End { name, span } => {
                if let Some(start) = self.open.get_mut(name).and_then(Vec::pop) {
                    self.closed.insert(start, span.clone());
                }
                self.names.insert(name.clone());
            }
            _ => {}
        }
    }

    /// Whether an end tag closes the start tag that stands there.
    pub(crate) fn is_closed(&self, start: usize) -> bool {
        self.closed.contains_key(&start)
    }

    /// The end tag that closes the start tag that stands there.
    pub(crate) fn end_of(&self, start: usize) -> Option<Span> {
        self.closed.get(&start).cloned()
    }

    /// Whether a start tag is words between angle brackets: no standard has such an element, and
    /// the page has no end tag of its name; or it is one of the few that share a name with a blank
    /// to fill in, and has neither attributes nor an end tag.
    pub(crate) fn are_words(&self, tag: &Tag) -> bool {
        let has_end = if is_no_element(tag) {
            self.names.contains(&tag.name)
        } else {
            self.is_closed(tag.span.start)
        };
        may_be_words(tag) && !has_end
    }
}
