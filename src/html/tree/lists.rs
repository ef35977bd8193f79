//! Lists in tags, and what blocks become in a line that has no room for them.

use super::Tree;
use super::frame::{By, Frame, Kind};
use super::words::is_blank;
use crate::diag::Span;
use crate::document::{BlockKind, InlineKind, ListItem, Medium, item_number};
use crate::html::Tag;
use crate::html::elements::Role;

impl Tree<'_> {
    pub(super) fn list_kind(&self, ordered: bool, tag: &Tag) -> Kind {
        let given = tag.words_of("start").and_then(|start| start.parse().ok());
        let descending = ordered && tag.attribute("reversed").is_some();
        let start = ordered.then(|| given.unwrap_or(1));
        Kind::List { start, descending, is_started: given.is_some() }
    }

    /// Closes what has to be closed before a block of that role can stand where it belongs: an item
    /// in its list, a row in its table. `false` where it belongs nowhere, and only parts words.
    pub(super) fn make_room(&mut self, role: Role) -> bool {
        let holder: fn(&Kind) -> bool = match role {
            Role::Item => |kind| matches!(kind, Kind::List { .. }),
            Role::Term | Role::Definition => {
                |kind| matches!(kind, Kind::DefinitionList(_))
            }
            Role::Row | Role::Rows(_) | Role::TableCaption | Role::Cell { .. } => {
                |kind| matches!(kind, Kind::HtmlTable(_))
            }
            _ => return true,
        };
        // What marks opened holds what lies in it, and a table what lies in its cells.
        let stops = |frame: &Frame| {
            let table = matches!(frame.kind, Kind::HtmlTable(_));
            let words = frame.kind.is_inline()
                || matches!(frame.kind, Kind::Paragraph { .. } | Kind::Part);
            holder(&frame.kind) || table || frame.by == By::Marks && !words
        };
        let found = self.frames.iter().rposition(stops);
        let Some(mut at) = found.filter(|at| holder(&self.frames[*at].kind)) else {
            return false;
        };
        if matches!(role, Role::Cell { .. }) {
            let row = self.frames.get(at + 1);
            if row.is_some_and(|frame| matches!(frame.kind, Kind::HtmlRow(_))) {
                at += 1;
            } else {
                // A cell begins a row where there is none (HTML Standard, 13.2.6.4.13).
                self.close_above(at);
                let kind = Kind::HtmlRow(self.row_kind());
                self.push(kind, 0..0, By::Nobody);
                return true;
            }
        }
        self.close_above(at);
        true
    }

    fn close_above(&mut self, at: usize) {
        if self.frames.len() > at + 1 {
            let end = self.frames[at + 1].span.end;
            self.close_to(at + 1, end);
        }
    }

    /// The number that an item says it has begins a list of its own where it does not follow.
    pub(super) fn value(&mut self, tag: &Tag) {
        let Some(value) = tag.words_of("value").and_then(|value| value.parse().ok())
        else {
            return;
        };
        let Some(at) = self.frames.len().checked_sub(1) else { return };
        let frame = &mut self.frames[at];
        let Kind::List { start: Some(start), descending, is_started } = &mut frame.kind
        else {
            return;
        };
        let (first, falls) = (*start, *descending);
        let next = item_number(first, falls, frame.items.len());
        if next == value && (*is_started || !falls) {
            return;
        }
        let was_started = std::mem::replace(is_started, true);
        *start = value;
        let items = std::mem::take(&mut frame.items);
        let span = frame.span.clone();
        if items.is_empty() {
            return;
        }
        // What is done of the list stands before the rest of it.
        let list = self.frames.pop();
        self.list(Some(first), falls, was_started, items, span);
        self.frames.extend(list);
    }

    /// A list, if it has items.
    pub(super) fn list(
        &mut self,
        start: Option<u64>,
        descending: bool,
        is_started: bool,
        items: Vec<ListItem>,
        span: Span,
    ) {
        if items.is_empty() {
            return;
        }
        // One that counts down without saying from where ends with 1 (HTML Standard, 4.4.5).
        let start = match start {
            Some(_) if descending && !is_started => {
                Some(u64::try_from(items.len()).unwrap_or(u64::MAX))
            }
            start => start,
        };
        self.block(BlockKind::List { start, descending, items }, Medium::All, span);
    }

    /// A block where there is no room for one begins a line.
    pub(super) fn part_of_line(&mut self, role: Role, tag: &Tag) {
        if self.ends.is_closed(tag.span.start) {
            *self.flattened.entry(tag.name.clone()).or_default() += 1;
        }
        match role {
            Role::List { ordered } => {
                let start = tag.words_of("start").and_then(|it| it.parse().ok());
                self.lists_in_lines.push(ordered.then(|| start.unwrap_or(1)));
            }
            Role::Item => {
                self.line_break(&tag.span);
                let (label, literals): (_, &[usize]) =
                    match self.lists_in_lines.last_mut() {
                        Some(Some(number)) => {
                            let label = format!("{number}. ");
                            *number = number.saturating_add(1);
                            (label, &[])
                        }
                        // It is none that was typed.
                        _ => ("• ".to_owned(), &[0]),
                    };
                if self.leaf().is_some() {
                    self.unread(InlineKind::Text(label), tag.span.clone(), literals);
                }
            }
            // A cell that belongs to no table.
            Role::Cell { .. } => self.space(&tag.span),
            _ => self.line_break(&tag.span),
        }
    }

    /// The end of a block for which there was no room.
    pub(super) fn end_of_line(&mut self, role: Role, span: &Span) {
        match role {
            Role::List { .. } => {
                self.lists_in_lines.pop();
                self.line_break(span);
            }
            Role::Cell { .. } => self.space(span),
            Role::Part
            | Role::Paragraph
            | Role::Heading(_)
            | Role::Quote
            | Role::Item
            | Role::Row
            | Role::Table => self.line_break(span),
            _ => {}
        }
    }

    /// Begins a line in a cell or a heading, if words stand before.
    pub(super) fn line_break(&mut self, span: &Span) {
        let leaf = self.leaf().map(|at| &self.frames[at].kind);
        if leaf.is_none_or(|kind| matches!(kind, Kind::Paragraph { .. })) {
            return;
        }
        let Some(frame) = self.frames.last() else { return };
        let last = frame.words.inlines.last().map(|inline| &inline.kind);
        let is_broken = matches!(last, Some(InlineKind::HardBreak));
        let begins = || !is_broken && frame.words.inlines.iter().all(is_blank);
        let is_at_start = frame.kind.is_leaf() && begins();
        if !is_broken && !is_at_start {
            self.inline(InlineKind::HardBreak, span.clone());
        }
    }
}
