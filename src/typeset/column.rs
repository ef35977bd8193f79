//! A column set in pages.

use super::boxes::FlowBox;
use super::content::Context;
use super::ending::{Ending, MAX_PAGES_SET_AGAIN};
use super::frame::Layout;
use super::line_break_queue::{End, LineBreakQueue};
use super::lines::BrokenBox;
use super::mirror::mirror;
use super::page::Paginator;
use super::paragraph::Shaping;
use super::supply::Supply;
use super::{TooLong, Typesetter, pages_of};
use crate::font::Shaper;
use crate::limits::MAX_PAGES;
use crate::node::NodeId;
use std::collections::{BTreeMap, BTreeSet};

/// How often a document is set to find the page numbers that stand in its text. Numbers of one
/// length seldom move a page, so the second time is as a rule the last.
const PASSES: usize = 3;

/// A column in pages.
pub(super) struct Column<'b, 'a> {
    /// Its pages.
    pub(super) layout: Layout,
    /// Its boxes, unless it has too many pages to be set again.
    pub(super) kept: Vec<BrokenBox<'b, 'a>>,
    /// The pages whose numbers stand in its text, by the nodes that begin on them.
    pub(super) page_of: BTreeMap<NodeId, usize>,
}

impl<'p, 'f> Typesetter<'p, 'f> {
    /// Sets boxes until the page numbers in their text are those of the pages.
    pub(super) fn until_page_numbers_settle<'b>(
        &self,
        boxes: &'b [FlowBox<'p>],
        ending: Ending,
        targets: &BTreeSet<NodeId>,
        shaping: &mut Shaping<'_, 'f>,
    ) -> Result<Column<'b, 'p>, TooLong>
    where
        'p: 'b,
    {
        let mut page_of = BTreeMap::new();
        let mut passes = 0;
        loop {
            let (layout, kept) = self.paginate(boxes, ending, &page_of, shaping)?;
            let found = pages_of(&layout, targets);
            passes += 1;
            if found == page_of || passes == PASSES {
                return Ok(Column { layout, kept, page_of });
            }
            page_of = found;
        }
    }

    /// One pass over the document.
    fn paginate<'b>(
        &self,
        boxes: &'b [FlowBox<'p>],
        ending: Ending,
        page_of: &BTreeMap<NodeId, usize>,
        shaping: &mut Shaping<'_, 'f>,
    ) -> Result<(Layout, Vec<BrokenBox<'b, 'p>>), TooLong> {
        let context = self.context(page_of);
        let queue = LineBreakQueue::new(boxes, self.style);
        let hyphenators = shaping.hyphenators;
        let work = || {
            let mut shaper = Shaper::new(self.fonts, &self.document.metadata.lang);
            shaper.begin(self.languages);
            queue.run_worker(&context, &mut Shaping { shaper: &mut shaper, hyphenators });
            shaper.into_told()
        };
        std::thread::scope(|scope| {
            let threads = self.threads.min(queue.threads());
            let workers: Vec<_> = (1..threads).map(|_| scope.spawn(work)).collect();
            let filled = {
                let _end = End(&queue);
                self.fill(Supply::fresh(&queue), ending, &context, shaping)
            };
            for worker in workers {
                shaping.shaper.tell(worker.join().expect("lines are broken"));
            }
            filled
        })
    }

    /// Fills the pages, and gives the boxes back.
    pub(super) fn fill<'b>(
        &self,
        supply: Supply<'_, 'b, 'p>,
        ending: Ending,
        context: &Context<'_>,
        shaping: &mut Shaping<'_, 'f>,
    ) -> Result<(Layout, Vec<BrokenBox<'b, 'p>>), TooLong> {
        let mut paginator = Paginator::new(supply, self.style, ending);
        let mut pages = Vec::new();
        let mut slots = Vec::new();
        let mut lines = Vec::new();
        while let Some(rows) = paginator.next_page(pages.len(), context, shaping) {
            let mut emitter = self.emitter(shaping, pages.len());
            if let Some(head) = paginator.repeated_head().filter(|_| !rows.is_empty()) {
                emitter.repeated_head(head);
            }
            emitter.rows(&rows, &paginator.boxes, pages.len(), &mut lines);
            if !emitter.slots.is_empty() {
                slots.push((pages.len(), std::mem::take(&mut emitter.slots)));
            }
            pages.push(emitter.page);
            if pages.len() > MAX_PAGES {
                return Err(TooLong);
            }
            paginator.advance(&rows);
            if pages.len() > MAX_PAGES_SET_AGAIN {
                paginator.kept = None;
            }
        }
        let contents = slots.last().map(|(page, _)| *page);
        let mut layout = Layout { pages, lines, contents, ..self.empty() };
        self.fill_contents(&mut layout, &slots, shaping);
        self.footers(&mut layout.pages, shaping);
        if self.right_to_left {
            mirror(&mut layout);
        }
        Ok((layout, paginator.into_kept()))
    }

    /// How many pages it would fill; gives the boxes back too.
    pub(super) fn count<'b>(
        &self,
        kept: Vec<BrokenBox<'b, 'p>>,
        ending: Ending,
        context: &Context<'_>,
        shaping: &mut Shaping<'_, 'f>,
    ) -> (usize, Vec<BrokenBox<'b, 'p>>) {
        let mut paginator = Paginator::new(Supply::kept(kept), self.style, ending);
        let mut pages = 0;
        while let Some(rows) = paginator.next_page(pages, context, shaping) {
            pages += 1;
            paginator.advance(&rows);
        }
        (pages, paginator.into_kept())
    }
}
