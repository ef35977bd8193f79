//! The words of what a box holds, as one text.

use super::boxes::Content;
use super::words::{StyledText, TextKind, TextStyle};
use crate::document::{Image, Inline, InlineKind, PrintedTarget};
use crate::font::Style;
use crate::lang::Lang;
use crate::lang::words::Words as OurWords;
use crate::node::NodeId;
use crate::picture::Pictures;
use std::collections::BTreeMap;
use std::ops::Range;

/// The two ends of a [`Part`], as seen from the inlines at one depth.
#[derive(Clone, Copy, Default)]
struct Ends<'p> {
    after: &'p [usize],
    before: &'p [usize],
}

impl<'p> Ends<'p> {
    /// Which of `count` inlines lie between them, or hold one of them.
    fn range(self, count: usize) -> Range<usize> {
        let end = self.before.first().map_or(count, |last| last + 1);
        self.after.first().copied().unwrap_or_default()..end
    }

    /// The ends as seen from what lies in the inline at that place.
    fn within(self, at: usize) -> Self {
        let inner = |path: &'p [usize]| match path.split_first() {
            Some((first, rest)) if *first == at => rest,
            _ => &[],
        };
        Self { after: inner(self.after), before: inner(self.before) }
    }
}

/// What the words of a box depend on beside the document.
pub(super) struct Context<'c> {
    /// Words that are ours.
    pub(super) words: &'c OurWords,
    /// The page of each place that a link refers to, as far as it is known.
    pub(super) page_of: &'c BTreeMap<NodeId, usize>,
    /// The pictures that are to be had.
    pub(super) pictures: &'c Pictures,
    /// The languages of words that are not in the page's.
    pub(super) languages: &'c [Lang],
    /// Whether the page's language runs from right to left.
    pub(super) right_to_left: bool,
}

impl Context<'_> {
    /// Whether a picture, or its description in a frame, parts the words around it. One that only
    /// decorates and is not to be had is nothing.
    pub(super) fn is_set(&self, image: &Image) -> bool {
        !image.decorative || self.pictures.get(&image.source).is_some()
    }
}

impl Content<'_> {
    /// The words as one text.
    pub(super) fn words(&self, context: &Context<'_>) -> StyledText {
        let parted = matches!(self, Self::Part { .. });
        let (words, naming) = (StyledText::default(), None);
        let mut composer = Composer { words, context, parted, naming };
        match self {
            Self::Inlines { content, role, block } => {
                composer.add(content, TextStyle::plain(role.style(), *block));
            }
            Self::Part { content, part, block } => {
                let ends = Ends { after: &part.after, before: &part.before };
                let manner = TextStyle::plain(Style::Regular, *block);
                composer.add_between(ends, content, manner);
            }
            Self::Text { text, role, block } => {
                composer.add_folded(text, TextStyle::plain(role.style(), *block));
            }
            Self::Entry { entry } => {
                composer
                    .add_folded(&entry.words, TextStyle::plain(Style::Regular, entry.id));
            }
            Self::Title { name, content, block } => {
                let manner = TextStyle::plain(Style::Bold, *block);
                composer.add_folded(name, manner);
                if !content.is_empty() {
                    composer.words.push(context.words.colon, manner);
                    composer.add(content, manner);
                }
            }
            Self::Named { name, first, content, block } => {
                let manner = TextStyle::plain(Style::Bold, *block);
                composer.naming =
                    Some(if *first { Naming::First } else { Naming::Again });
                composer.add(name, manner);
                composer.naming = None;
                composer.words.trim_end();
                if !composer.words.text.is_empty() {
                    composer.words.push(context.words.colon, manner);
                }
                composer.add(content, TextStyle::plain(Style::Regular, *block));
            }
            Self::Code { text, block } => {
                let text =
                    text.replace("\r\n", "\n").replace('\r', "\n").replace('\t', "    ");
                let text = without_long_gaps(&text);
                composer.words.push(&text, TextStyle::plain(Style::Code, *block));
                return composer.words;
            }
            Self::Row { .. } | Self::Picture { .. } | Self::Rule => {}
        }
        composer.words.trim_end();
        composer.words
    }
}

/// Preformatted text with two empty lines in a row at most, and none at either end.
fn without_long_gaps(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut empty = 0;
    for line in text.trim_end().trim_start_matches(['\n', '\r']).split_inclusive('\n') {
        empty = if line.trim().is_empty() { empty + 1 } else { 0 };
        if empty <= 2 {
            kept.push_str(line);
        }
    }
    kept
}

/// Makes one text of inlines, space folded as in HTML.
struct Composer<'c> {
    words: StyledText,
    context: &'c Context<'c>,
    /// Whether pictures part the words; otherwise their descriptions stand among them.
    parted: bool,
    /// Whether it is the name of a column that stands before a fact.
    naming: Option<Naming>,
}

/// How the name of a column stands before a fact.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Naming {
    /// Whole, with its notes and addresses: here it is read, and links lead from here.
    First,
    /// By its words, which belong to the fact.
    Again,
}

impl Composer<'_> {
    fn add(&mut self, content: &[Inline], manner: TextStyle) {
        self.add_between(Ends::default(), content, manner);
    }

    /// Adds what lies between two pictures, without them.
    fn add_between(&mut self, ends: Ends<'_>, content: &[Inline], manner: TextStyle) {
        for at in ends.range(content.len()) {
            let inline = &content[at];
            let within = ends.within(at);
            // A node is read in one place.
            let owner = match self.naming {
                Some(Naming::Again) => manner.owner,
                _ => inline.id,
            };
            let owned = TextStyle { owner, ..manner };
            match &inline.kind {
                InlineKind::Text(text) => self.add_folded(text, manner),
                InlineKind::SoftBreak => self.add_folded(" ", manner),
                InlineKind::HardBreak if self.naming.is_some() => {
                    self.add_folded(" ", manner);
                }
                InlineKind::HardBreak => {
                    if self.words.text.ends_with(' ') {
                        self.words.trim_end();
                    }
                    self.words.push("\n", manner);
                }
                InlineKind::Emphasis(content) => {
                    let style = match manner.style {
                        Style::Regular => Style::SemiBold,
                        style => style,
                    };
                    self.add_between(within, content, TextStyle { style, ..manner });
                }
                InlineKind::Strong(content) => {
                    self.add_between(
                        within,
                        content,
                        TextStyle { style: Style::Bold, ..manner },
                    );
                }
                InlineKind::Code(text) => {
                    let style = match manner.style {
                        Style::Regular => Style::Code,
                        _ => Style::CodeBold,
                    };
                    let text = text.replace(['\n', '\r', '\t'], " ");
                    self.words.push(&text, TextStyle { style, ..owned });
                }
                // It stands beside the words, or is only there for the eye.
                InlineKind::Image(_) if self.parted => {}
                InlineKind::Image(image) => self.add_folded(&image.description, manner),
                InlineKind::Strikethrough(content) => {
                    self.add_between(
                        within,
                        content,
                        TextStyle { struck: true, ..owned },
                    );
                }
                InlineKind::Shifted { shift, content } => {
                    let shift = Some(*shift);
                    self.add_between(within, content, TextStyle { shift, ..owned });
                }
                InlineKind::PrintOnly(content) => {
                    self.add_between(within, content, manner);
                }
                InlineKind::Expanded { content, .. } => {
                    self.add_between(within, content, owned);
                }
                InlineKind::LangSpan { lang, content } => {
                    let known =
                        self.context.languages.iter().position(|other| other == lang);
                    // One language too many has no patterns, and shares the last number.
                    let nature = TextKind::Foreign(known.unwrap_or(usize::MAX));
                    self.add_between(within, content, TextStyle { nature, ..owned });
                }
                InlineKind::Link { address, content, .. } => {
                    self.add_between(within, content, owned);
                    if within.before.is_empty() && self.naming != Some(Naming::Again) {
                        let nature = TextKind::Words;
                        self.add_address(address, TextStyle { nature, ..owned });
                    }
                }
            }
        }
    }

    /// Adds what paper says of a link's target.
    fn add_address(&mut self, address: &PrintedTarget, manner: TextStyle) {
        let ours = self.context.words;
        match address {
            PrintedTarget::Hidden => {}
            PrintedTarget::Written(address) => {
                self.add_folded(" (", manner);
                self.words
                    .push(address, TextStyle { nature: TextKind::Address, ..manner });
                self.words.push(")", manner);
            }
            PrintedTarget::Listed(number) => {
                self.add_reference(ours.listed_address, "{number}", *number, manner);
            }
            PrintedTarget::Note(number) => {
                self.add_reference(ours.note_reference, "{number}", *number, manner);
            }
            PrintedTarget::Page(place) => {
                let page = self.page(*place);
                self.add_reference(ours.page_reference, "{page}", page, manner);
            }
            PrintedTarget::NoteSource(place) => {
                let page = self.page(*place);
                self.add_reference(ours.note_source, "{page}", page, manner);
            }
        }
    }

    /// The number of the page on which a place is, as far as it is known.
    fn page(&self, place: NodeId) -> usize {
        self.context.page_of.get(&place).map_or(1, |page| page + 1)
    }

    /// Adds words of ours with a number in them, which stays on the line of the word before it.
    fn add_reference(
        &mut self,
        template: &str,
        name: &str,
        number: usize,
        manner: TextStyle,
    ) {
        let bound = template.replace(&format!(" {name}"), &format!("\u{a0}{name}"));
        let words =
            bound.replace(name, &self.context.words.in_figures(&number.to_string()));
        self.add_folded(&format!(" {words}"), manner);
    }

    /// Adds text with every run of white space as one space, and none at a line's start.
    fn add_folded(&mut self, text: &str, manner: TextStyle) {
        let mut folded = String::with_capacity(text.len());
        for c in text.chars() {
            if !matches!(c, ' ' | '\t' | '\n' | '\r') {
                folded.push(c);
            } else if folded
                .chars()
                .next_back()
                .or(self.words.text.chars().next_back())
                .is_some_and(|c| !matches!(c, ' ' | '\n'))
            {
                folded.push(' ');
            }
        }
        self.words.push(&folded, manner);
    }
}
