//! Lists, notes, definitions and the table of contents.

use super::{Flow, LABEL_GAP, Label, Place};
use crate::document::{
    Block, ContentsEntry, DefinitionItem, Footnote, ListItem, item_number,
};
use crate::font::Style;
use crate::geom::Pt;
use crate::node::NodeId;
use crate::typeset::boxes::{Content, Role};
use crate::typeset::space::{BETWEEN_BLOCKS, BETWEEN_ITEMS};

/// How far a definition is indented below its term, in ems.
const DEFINITION_INDENT: f64 = 1.2;

/// How far a heading in the table of contents is indented below one of a higher level, in ems.
const CONTENTS_INDENT: f64 = 1.0;

/// Space between the entries of the table of contents.
const BETWEEN_ENTRIES: f64 = 0.25;

/// The part of the measure that the words of an entry in the table of contents have at the least,
/// and the number of its page at the most.
const MIN_ENTRY: f64 = 0.4;

/// The room at the right of the table of contents for the numbers of pages, in ems.
const PAGE_NUMBER_WIDTH: f64 = 3.5;

/// The boxes before tasks (U+2611, U+2610).
const TASK_DONE: &str = "\u{2611}";

const TASK_TO_DO: &str = "\u{2610}";

/// A bullet is set this much larger than the text: a large solid disc (ACB).
const BULLET_FACTOR: f64 = 1.3;

impl<'a> Flow<'_, 'a, '_> {
    pub(super) fn definitions(&mut self, items: &'a [DefinitionItem], place: &Place) {
        let (size, line) = (self.style.size, self.style.line_height());
        for item in items {
            for term in &item.terms {
                let content = term.kind.content();
                let content =
                    Content::Inlines { content, role: Role::Name, block: term.id };
                self.push(content, place, size, line, true);
            }
            let left = self.nested(place, place.left + size * DEFINITION_INDENT);
            let inner = Place { left, item: Some(item.id), ..place.clone() };
            self.blocks(&item.blocks, &inner, BETWEEN_ITEMS);
            self.below = self.below.max(line * BETWEEN_ITEMS);
        }
        self.below = self.below.max(line * BETWEEN_BLOCKS);
    }

    pub(super) fn list(
        &mut self,
        start: Option<u64>,
        descending: bool,
        items: &'a [ListItem],
        place: &Place,
    ) {
        let hung = items.iter().enumerate().map(|(at, item)| {
            let number = start.map(|start| item_number(start, descending, at));
            let label = self.make_label(number, item.task, item.label, place);
            (label, item.id, &item.blocks[..])
        });
        let hung = hung.collect();
        self.hang(hung, place);
    }

    pub(super) fn contents(&mut self, entries: &'a [ContentsEntry], place: &Place) {
        let (size, line) = (self.style.size, self.style.line_height());
        let top = entries.iter().map(|entry| entry.level).min().unwrap_or_default();
        let least = self.style.measure() * MIN_ENTRY;
        let right = place.right + (size * PAGE_NUMBER_WIDTH).min(least);
        for entry in entries {
            let depth = f64::from(entry.level - top);
            let left = self.nested(place, place.left + size * (CONTENTS_INDENT * depth));
            let room = self.style.measure() - left - right;
            let left = if room.0 < least.0 { place.left } else { left };
            let inner = Place { left, right, ..place.clone() };
            self.push(Content::Entry { entry }, &inner, size, line, false);
            self.below = (line * BETWEEN_ENTRIES).into();
        }
    }

    pub(super) fn notes(&mut self, notes: &'a [Footnote], place: &Place) {
        let hung = (1..).zip(notes).map(|(number, note)| {
            let label = self.make_label(Some(number), None, note.label, place);
            (label, note.id, &note.blocks[..])
        });
        let hung = hung.collect();
        self.hang(hung, place);
    }

    /// Blocks beside their labels, all as far from the left as the widest label needs.
    fn hang(&mut self, hung: Vec<(Label, NodeId, &'a [Block])>, place: &Place) {
        let size = self.style.size;
        let widest = hung
            .iter()
            .map(|(label, ..)| label.size * self.shaper.width(&label.text, label.style))
            .fold(Pt(0.0), Pt::max);
        let hanging = place.left + widest + size * LABEL_GAP;
        let left = self.nested(place, hanging);
        for (label, item, blocks) in hung {
            let inner = Place { left, item: Some(item), ..place.clone() };
            let owner = label.owner;
            self.labels.push(label);
            self.blocks(blocks, &inner, BETWEEN_ITEMS);
            if !self.labels.is_empty() {
                self.empty_item(owner, &inner);
            }
            self.below = self.below.max(self.style.line_height() * BETWEEN_ITEMS);
        }
        self.below = self.below.max(self.style.line_height() * BETWEEN_BLOCKS);
    }

    /// An item without words still has its number.
    fn empty_item(&mut self, block: NodeId, place: &Place) {
        let content = Content::Inlines { content: &[], role: Role::Body, block };
        self.push(content, place, self.style.size, self.style.line_height(), false);
    }

    fn make_label(
        &self,
        number: Option<u64>,
        task: Option<bool>,
        owner: NodeId,
        place: &Place,
    ) -> Label {
        let size = self.style.size;
        let task = task.map(|done| if done { TASK_DONE } else { TASK_TO_DO });
        let numbered = number.is_some();
        let number =
            number.map(|number| self.context.words.in_figures(&format!("{number}.")));
        let text = match (number, task) {
            (Some(number), Some(task)) => Some(format!("{number} {task}")),
            (number, task) => number.or(task.map(str::to_owned)),
        };
        let label = Label {
            text: text.unwrap_or_default(),
            owner,
            style: Style::Regular,
            left: place.left,
            size,
            drop: Pt(0.0),
            numbered,
            edges: place.edges.len(),
        };
        if !label.text.is_empty() {
            return label;
        }
        Label {
            text: "\u{2022}".into(),
            style: Style::Bold,
            size: size * BULLET_FACTOR,
            // The larger disc stays at the height of the small letters.
            drop: size * ((BULLET_FACTOR - 1.0) * 0.25),
            ..label
        }
    }
}
