//! The last page: a few lines alone on it cost a sheet of paper, and are easily lost.

use super::boxes::FlowBox;
use super::column::Column;
use super::content::Context;
use super::ending::{Ending, MAX_PAGES_SET_AGAIN, MIN_LINES};
use super::flow::flow;
use super::frame::{self, Layout, Owner};
use super::lines::BrokenBox;
use super::paragraph::Shaping;
use super::supply::Supply;
use super::{TooLong, Typesetter, pages_of, targets};
use crate::document::Block;
use crate::node::NodeId;
use std::collections::{BTreeMap, BTreeSet};

/// How often the way to the tightest spaces is halved, to find how tight they have to be.
const HALVINGS: usize = 3;

impl<'p, 'f> Typesetter<'p, 'f> {
    /// Sets the document; where it would end in a page of a few lines, with tighter spaces between
    /// its blocks if they save that page, no tighter than that takes.
    pub(super) fn set_without_short_end(
        &self,
        contents: bool,
        shaping: &mut Shaping<'_, 'f>,
    ) -> Result<(Layout, Vec<&'p Block>), TooLong> {
        let blocks = &self.document.blocks;
        let nowhere = BTreeMap::new();
        let context = self.context(&nowhere);
        let flowed = flow(blocks, contents, self.style, &context, shaping.shaper);
        let targets = targets(blocks);
        let usual = self.until_page_numbers_settle(
            &flowed.boxes,
            Ending::default(),
            &targets,
            shaping,
        )?;
        let mut layout = self.end_well(usual, &flowed.boxes, &targets, shaping)?;
        layout.listed_tables = flowed.listed.iter().map(|table| table.id).collect();
        Ok((layout, flowed.listed))
    }

    fn end_well<'b>(
        &self,
        usual: Column<'b, 'p>,
        boxes: &'b [FlowBox<'p>],
        targets: &BTreeSet<NodeId>,
        shaping: &mut Shaping<'_, 'f>,
    ) -> Result<Layout, TooLong>
    where
        'p: 'b,
    {
        let Column { layout: usual, kept, page_of } = usual;
        let pages = usual.pages.len();
        let last = usual.pages.last();
        let few = last.is_some_and(|page| self.lines_on(page) < MIN_LINES);
        if !few || !(2..=MAX_PAGES_SET_AGAIN).contains(&pages) {
            return Ok(usual);
        }
        let context = self.context(&page_of);
        let (ending, kept) = self.better_ending(pages, kept, &context, shaping);
        let (mut layout, _) = self.fill(Supply::kept(kept), ending, &context, shaping)?;
        if pages_of(&layout, targets) != page_of {
            layout =
                self.until_page_numbers_settle(boxes, ending, targets, shaping)?.layout;
        }
        Ok(if layout.pages.len() > pages { usual } else { layout })
    }

    /// The least tightening that saves one of the `pages`, or else a full last page.
    fn better_ending<'b>(
        &self,
        pages: usize,
        kept: Vec<BrokenBox<'b, 'p>>,
        context: &Context<'_>,
        shaping: &mut Shaping<'_, 'f>,
    ) -> (Ending, Vec<BrokenBox<'b, 'p>>) {
        let tightened = |by| Ending { tightened: by, full: false };
        let (found, mut kept) = self.count(kept, tightened(1.0), context, shaping);
        if found >= pages {
            return (Ending { tightened: 0.0, full: true }, kept);
        }
        let (mut too_little, mut enough) = (0.0, 1.0);
        for _ in 0..HALVINGS {
            let between = (too_little + enough) * 0.5;
            let found;
            (found, kept) = self.count(kept, tightened(between), context, shaping);
            if found < pages {
                enough = between;
            } else {
                too_little = between;
            }
        }
        (tightened(enough), kept)
    }

    /// How many lines of text a page has; a picture is as good as some.
    fn lines_on(&self, page: &frame::Page) -> usize {
        if !page.pictures.is_empty() {
            return MIN_LINES;
        }
        let own = page.fragments.iter().filter(|it| it.owner != Owner::Artifact);
        let mut heights: Vec<f64> = own.map(|it| it.origin.y.0).collect();
        heights.sort_by(f64::total_cmp);
        // Raised digits are on the line that they are raised from.
        let apart = self.style.size.0 * 0.6;
        heights.windows(2).filter(|two| two[1] - two[0] > apart).count()
            + usize::from(!heights.is_empty())
    }
}
