//! Where a paginator takes the boxes of the column from.

use super::content::Context;
use super::line_break_queue::LineBreakQueue;
use super::lines::BrokenBox;
use super::paragraph::Shaping;
use super::style::LargePrint;
use std::vec::IntoIter;

/// The boxes of a column, from its top down.
pub(super) enum Supply<'q, 'b, 'a> {
    /// Their lines are broken when they are needed.
    Fresh {
        /// What breaks lines.
        queue: &'q LineBreakQueue<'b, 'a>,
        /// The group that it is asked for next.
        group: usize,
        /// Boxes of the group before.
        ready: IntoIter<BrokenBox<'b, 'a>>,
    },
    /// Their lines were broken for other pages.
    Kept(IntoIter<BrokenBox<'b, 'a>>),
}

impl<'q, 'b, 'a> Supply<'q, 'b, 'a> {
    pub(super) fn fresh(queue: &'q LineBreakQueue<'b, 'a>) -> Self {
        Self::Fresh { queue, group: 0, ready: Vec::new().into_iter() }
    }

    pub(super) fn kept(boxes: Vec<BrokenBox<'b, 'a>>) -> Self {
        Self::Kept(boxes.into_iter())
    }

    /// The next box, its lines broken as if it stood on no page yet.
    pub(super) fn next(
        &mut self,
        style: &LargePrint,
        context: &Context<'_>,
        shaping: &mut Shaping<'_, '_>,
    ) -> Option<BrokenBox<'b, 'a>> {
        match self {
            Self::Fresh { queue, group, ready } => loop {
                if let Some(set) = ready.next() {
                    return Some(set);
                }
                *ready = queue.group(*group, context, shaping)?.into_iter();
                *group += 1;
            },
            Self::Kept(boxes) => {
                let set = boxes.next()?;
                let as_new = !set.was_broken_again();
                Some(if as_new {
                    set
                } else {
                    BrokenBox::new(set.flow, style, context, shaping)
                })
            }
        }
    }
}
