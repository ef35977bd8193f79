//! Where a paginator takes the boxes of the column from.

use super::ahead::Ahead;
use super::content::Context;
use super::lines::SetBox;
use super::paragraph::Setting;
use super::style::LargePrint;
use std::vec::IntoIter;

/// The boxes of a column, from its top down.
pub(super) enum Supply<'q, 'b, 'a> {
    /// Their lines are broken when they are needed.
    Fresh {
        /// What breaks lines.
        ahead: &'q Ahead<'b, 'a>,
        /// The group that it is asked for next.
        group: usize,
        /// Boxes of the group before.
        ready: IntoIter<SetBox<'b, 'a>>,
    },
    /// Their lines were broken for other pages.
    Kept(IntoIter<SetBox<'b, 'a>>),
}

impl<'q, 'b, 'a> Supply<'q, 'b, 'a> {
    pub(super) fn fresh(ahead: &'q Ahead<'b, 'a>) -> Self {
        Self::Fresh { ahead, group: 0, ready: Vec::new().into_iter() }
    }

    pub(super) fn kept(boxes: Vec<SetBox<'b, 'a>>) -> Self {
        Self::Kept(boxes.into_iter())
    }

    /// The next box, its lines broken as if it stood on no page yet.
    pub(super) fn next(
        &mut self,
        style: &LargePrint,
        context: &Context<'_>,
        setting: &mut Setting<'_, '_>,
    ) -> Option<SetBox<'b, 'a>> {
        match self {
            Self::Fresh { ahead, group, ready } => loop {
                if let Some(set) = ready.next() {
                    return Some(set);
                }
                *ready = ahead.group(*group, context, setting)?.into_iter();
                *group += 1;
            },
            Self::Kept(boxes) => {
                let set = boxes.next()?;
                let as_new = !set.was_broken_again();
                Some(if as_new {
                    set
                } else {
                    SetBox::new(set.flow, style, context, setting)
                })
            }
        }
    }
}
