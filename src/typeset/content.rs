//! What boxes hold, and the words that it comes to.

use super::flow::FlowBox;
use super::words::{Manner, Nature, Words};
use crate::document::{Address, Inline, InlineKind, plain_text};
use crate::font::Style;
use crate::lang::words::Words as OurWords;
use crate::node::NodeId;
use std::collections::BTreeMap;

/// What a box holds.
#[derive(Debug)]
pub(super) enum Content<'a> {
    /// Words of a block.
    Inlines { content: &'a [Inline], role: Role, block: NodeId },
    /// Words of ours.
    Ours { text: &'static str, role: Role, block: NodeId },
    /// A fact with the name of its column before it.
    Named { name: &'a [Inline], content: &'a [Inline], block: NodeId },
    /// Preformatted text.
    Code { text: &'a str, block: NodeId },
    /// A row of a table: its cells side by side.
    Row { cells: Vec<FlowBox<'a>>, head: bool },
    /// A thematic break.
    Rule,
}

/// What words are for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// To be read.
    Body,
    /// The heading of a section.
    Heading,
    /// To name what stands below or beside: a term, a column, a box.
    Name,
    /// A fact of a table.
    Fact,
}

impl Role {
    const fn style(self) -> Style {
        match self {
            Self::Body | Self::Fact => Style::Regular,
            Self::Heading | Self::Name => Style::Bold,
        }
    }
}

/// What the words of a box depend on beside the document.
pub(super) struct Context<'c> {
    /// Words that are ours.
    pub(super) words: &'c OurWords,
    /// The page of each place that a link refers to, as far as it is known.
    pub(super) page_of: &'c BTreeMap<NodeId, usize>,
}

impl Content<'_> {
    /// The words as one text.
    pub(super) fn words(&self, context: &Context<'_>) -> Words {
        let mut words = Words::default();
        match self {
            Self::Inlines { content, role, block } => {
                add(&mut words, content, Manner::plain(role.style(), *block), context);
                words.trim_end();
            }
            Self::Ours { text, role, block } => {
                words.push(text, Manner::plain(role.style(), *block));
            }
            Self::Named { name, content, block } => {
                let manner = Manner::plain(Style::Bold, *block);
                add_folded(&mut words, &plain_text(name), manner);
                words.trim_end();
                if !words.text.is_empty() {
                    words.push(context.words.colon, manner);
                }
                add(&mut words, content, Manner::plain(Style::Regular, *block), context);
                words.trim_end();
            }
            Self::Code { text, block } => {
                let text = text.replace("\r\n", "\n").replace('\t', "    ");
                words.push(&text, Manner::plain(Style::Code, *block));
            }
            Self::Row { .. } | Self::Rule => {}
        }
        words
    }

    /// The block that it is, or is of.
    pub(super) const fn block(&self) -> Option<NodeId> {
        match self {
            Self::Inlines { block, .. }
            | Self::Ours { block, .. }
            | Self::Named { block, .. }
            | Self::Code { block, .. } => Some(*block),
            Self::Row { .. } | Self::Rule => None,
        }
    }

    /// Whether words may be broken with a hyphen: not in what a reader looks for.
    pub(super) const fn hyphenates(&self) -> bool {
        matches!(self, Self::Inlines { role: Role::Body, .. } | Self::Named { .. })
    }
}

/// Adds inlines to `words`, space folded as in HTML.
fn add(words: &mut Words, content: &[Inline], manner: Manner, context: &Context<'_>) {
    for inline in content {
        let owned = Manner { owner: inline.id, ..manner };
        match &inline.kind {
            InlineKind::Text(text) => add_folded(words, text, manner),
            InlineKind::SoftBreak => add_folded(words, " ", manner),
            InlineKind::HardBreak => {
                if words.text.ends_with(' ') {
                    words.trim_end();
                }
                words.push("\n", manner);
            }
            InlineKind::Emphasis(content) => {
                let style = match manner.style {
                    Style::Regular => Style::SemiBold,
                    style => style,
                };
                add(words, content, Manner { style, ..manner }, context);
            }
            InlineKind::Strong(content) => {
                add(words, content, Manner { style: Style::Bold, ..manner }, context);
            }
            InlineKind::Code(text) => {
                let style = match manner.style {
                    Style::Regular => Style::Code,
                    _ => Style::CodeBold,
                };
                words.push(&text.replace('\n', " "), Manner { style, ..owned });
            }
            InlineKind::Image { description, .. } => {
                add_folded(words, description, manner);
            }
            InlineKind::Deleted(content) => {
                add(words, content, Manner { struck: true, ..owned }, context);
            }
            InlineKind::Shifted { shift, content } => {
                let shift = Some(*shift);
                add(words, content, Manner { shift, ..owned }, context);
            }
            InlineKind::Foreign { content, .. } => {
                let nature = Nature::Foreign;
                add(words, content, Manner { nature, ..owned }, context);
            }
            InlineKind::Link { address, content, .. } => {
                add(words, content, owned, context);
                let nature = Nature::Words;
                add_address(words, address, Manner { nature, ..owned }, context);
            }
        }
    }
}

/// Adds what paper says of a link's target.
fn add_address(
    words: &mut Words,
    address: &Address,
    manner: Manner,
    context: &Context<'_>,
) {
    match address {
        Address::Hidden => {}
        Address::Written(address) => {
            add_folded(words, " (", manner);
            words.push(address, Manner { nature: Nature::Address, ..manner });
            words.push(")", manner);
        }
        Address::Listed(number) => {
            let label =
                context.words.listed_address.replace("{number}", &number.to_string());
            add_folded(words, &format!(" {label}"), manner);
        }
        Address::Page(place) => {
            add_page(words, context.words.page_reference, *place, manner, context);
        }
        Address::NoteSource(place) => {
            add_page(words, context.words.note_source, *place, manner, context);
        }
        Address::Note(number) => {
            let label =
                context.words.note_reference.replace("{number}", &number.to_string());
            add_folded(words, &format!(" {label}"), manner);
        }
    }
}

/// Adds the number of the page on which a place is.
fn add_page(
    words: &mut Words,
    template: &str,
    place: NodeId,
    manner: Manner,
    context: &Context<'_>,
) {
    let page = context.page_of.get(&place).map_or(1, |page| page + 1);
    let label = template.replace("{page}", &page.to_string());
    add_folded(words, &format!(" {label}"), manner);
}

/// Adds text with every run of white space as one space, and none at a line's start.
fn add_folded(words: &mut Words, text: &str, manner: Manner) {
    let mut folded = String::with_capacity(text.len());
    for c in text.chars() {
        if !matches!(c, ' ' | '\t' | '\n' | '\r') {
            folded.push(c);
        } else if folded
            .chars()
            .next_back()
            .or(words.text.chars().next_back())
            .is_some_and(|c| !matches!(c, ' ' | '\n'))
        {
            folded.push(' ');
        }
    }
    words.push(&folded, manner);
}
