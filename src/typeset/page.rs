//! Parts the column into pages: no heading at the foot, no widows or orphans, short items whole.

use super::boxes::Content;
use super::content::Context;
use super::ending::{Ending, MIN_LINES};
use super::lines::{BrokenBox, Line};
use super::paragraph::Shaping;
use super::style::{LargePrint, MAX_REPEATED_HEAD};
use super::supply::Supply;
use crate::geom::Pt;
use crate::node::NodeId;
use std::collections::VecDeque;

/// How firmly a gap between two rows holds them on one page. Where rules clash, the lesser gives
/// way first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Keep {
    /// Not at all.
    Free,
    /// The rows are of one short item.
    ShortItem,
    /// The first announces the second, or means nothing without it.
    LeadIn,
    /// One of them would be a widow or an orphan.
    WidowOrOrphan,
    /// A heading would have one line with it, not two; or a thematic break would be the last row.
    HeadingWithOneLine,
    /// They are two headings, one below the other.
    BetweenHeadings,
    /// A heading would stand alone, or a word would be parted.
    Always,
}

/// The most lines of a paragraph or an item that is kept whole.
const SHORT_ITEM_LINES: usize = 4;

/// The part of a page that is filled at least, or else short items are parted.
const MIN_FILLED: f64 = 0.75;

/// The part of a page that stays filled where its last lines go over to the last page.
const MIN_LEFT: f64 = 0.5;

/// How often a paragraph at the foot of one page is broken again, so as not to end the page in
/// the middle of a word, before the line moves to the next page.
const ROUNDS: usize = 3;

/// The most lines of a paragraph that is broken again.
const MAX_BROKEN_AGAIN: usize = 300;

/// A row of the column: a box, by its place in the queue, and a line of it.
type Row = (usize, usize);

/// A row placed on a page.
#[derive(Debug, Clone, Copy)]
pub(super) struct PlacedRow {
    /// The row's box, by its place in [`Paginator::boxes`].
    pub(super) set: usize,
    /// The line.
    pub(super) line: usize,
    /// The distance of the row's top from the top of the text area.
    pub(super) top: Pt,
}

/// Fills pages from boxes.
pub(super) struct Paginator<'q, 'b, 'a> {
    style: &'b LargePrint,
    /// How the column ends.
    ending: Ending,
    /// The boxes after those below.
    supply: Supply<'q, 'b, 'a>,
    /// The boxes on this page and just after it.
    pub(super) boxes: VecDeque<BrokenBox<'b, 'a>>,
    /// The first line of the first box that is not on a page yet.
    first_line: usize,
    /// Whether the box before the first is a heading.
    after_heading: bool,
    /// The head of the table that the first box is a row of.
    head: Option<BrokenBox<'b, 'a>>,
    /// What the last box on the page before is kept whole with.
    whole_before: Option<NodeId>,
    /// The boxes of the pages before, unless they are not wanted again.
    pub(super) kept: Option<Vec<BrokenBox<'b, 'a>>>,
}

impl<'q, 'b, 'a> Paginator<'q, 'b, 'a> {
    pub(super) fn new(
        supply: Supply<'q, 'b, 'a>,
        style: &'b LargePrint,
        ending: Ending,
    ) -> Self {
        Self {
            style,
            ending,
            supply,
            boxes: VecDeque::new(),
            first_line: 0,
            after_heading: false,
            head: None,
            whole_before: None,
            kept: Some(Vec::new()),
        }
    }

    /// The head of a table that the page goes on with, to be repeated at its top.
    pub(super) fn repeated_head(&self) -> Option<&BrokenBox<'b, 'a>> {
        let first = self.boxes.front()?;
        let goes_on = matches!(first.flow.content, Content::Row { head: false, .. });
        self.head.as_ref().filter(|_| goes_on)
    }

    /// Whether the next page begins with a box that begins a new page.
    fn begins_section(
        &mut self,
        context: &Context<'_>,
        shaping: &mut Shaping<'_, '_>,
    ) -> bool {
        self.drop_rules(context, shaping);
        self.first_line == 0
            && self.boxes.front().is_some_and(|first| first.flow.new_page)
    }

    /// Drops thematic breaks at the head of a page: the page itself is a break. Afterwards the first
    /// box is known, if there is one.
    fn drop_rules(&mut self, context: &Context<'_>, shaping: &mut Shaping<'_, '_>) {
        loop {
            if self.boxes.is_empty() && self.take_next(context, shaping).is_none() {
                return;
            }
            if !self.boxes.front().is_some_and(|first| first.flow.is_rule()) {
                return;
            }
            let rule = self.boxes.pop_front();
            self.keep(rule);
            self.after_heading = false;
        }
    }

    /// The next box of the column, its lines broken.
    fn take_next(
        &mut self,
        context: &Context<'_>,
        shaping: &mut Shaping<'_, '_>,
    ) -> Option<()> {
        let mut set = self.supply.next(self.style, context, shaping)?;
        if matches!(set.flow.content, Content::Row { .. }) {
            let page = self.style.text_height();
            let room = page - page * MAX_REPEATED_HEAD;
            // As it stands on one page: it may come from pages on which it was parted.
            set.parted = false;
            set.parted = set.row_height(0).0 > room.0;
        }
        self.boxes.push_back(set);
        Some(())
    }

    /// The rows of the next page, by its number from 0: none where the back of a sheet stays empty,
    /// `None` where nothing is left. The caller takes what it needs from [`Self::boxes`], then
    /// calls [`Self::advance`].
    pub(super) fn next_page(
        &mut self,
        page: usize,
        context: &Context<'_>,
        shaping: &mut Shaping<'_, '_>,
    ) -> Option<Vec<PlacedRow>> {
        let on_the_back = self.style.duplex && page % 2 == 1;
        if on_the_back && self.begins_section(context, shaping) {
            return Some(Vec::new());
        }
        let mut round = 0;
        loop {
            let (rows, overflows) = self.fill(context, shaping);
            if rows.is_empty() {
                return None;
            }
            if !overflows {
                return Some(rows);
            }
            let mut count = self.choose_break(&rows, round >= ROUNDS);
            let mut last = rows[count - 1];
            if self.ends_inside_word(last) && self.is_final(last) {
                count = self.choose_break(&rows, true);
                last = rows[count - 1];
            }
            if round < ROUNDS && self.ends_inside_word(last) && !self.is_final(last) {
                let first = if last.set == 0 { self.first_line } else { 0 };
                self.boxes[last.set].forbid(last.line, first, self.style, shaping);
                round += 1;
                continue;
            }
            if self.ending.full {
                count = self.leave_enough(&rows, count, context, shaping);
            }
            return Some(rows[..count].to_vec());
        }
    }

    /// How many rows stay on a page that has room for `rows`: fewer where the column would
    /// end on the next page, and have too few lines there.
    fn leave_enough(
        &mut self,
        rows: &[PlacedRow],
        count: usize,
        context: &Context<'_>,
        shaping: &mut Shaping<'_, '_>,
    ) -> usize {
        let PlacedRow { set, line, .. } = rows[count - 1];
        let after = |boxes: &VecDeque<BrokenBox<'_, '_>>| {
            let all: usize = boxes.range(set..).map(BrokenBox::rows).sum();
            all - (line + 1)
        };
        while after(&self.boxes) < MIN_LINES {
            if self.take_next(context, shaping).is_some() {
                continue;
            }
            let missing = MIN_LINES - after(&self.boxes);
            let Some(most) = count.checked_sub(missing).filter(|most| *most > 0) else {
                return count;
            };
            // Not so few that the next page could not hold the rest.
            let least = self.style.text_height() * MIN_LEFT;
            let fewer = self.last_break(&rows[..most], true);
            return fewer.filter(|fewer| rows[*fewer].top.0 >= least.0).unwrap_or(count);
        }
        count
    }

    /// Takes the rows of a page off the column.
    pub(super) fn advance(&mut self, rows: &[PlacedRow]) {
        let Some(last) = rows.last() else { return };
        let whole = last.line + 1 == self.boxes[last.set].rows();
        let done = last.set + usize::from(whole);
        self.first_line = if whole { 0 } else { last.line + 1 };
        self.whole_before = self.boxes[last.set].flow.whole;
        for _ in 0..done {
            let Some(set) = self.boxes.pop_front() else { return };
            self.after_heading = set.flow.is_heading();
            match &set.flow.content {
                Content::Row { head: true, .. } => {
                    let highest = self.style.text_height() * MAX_REPEATED_HEAD;
                    let repeated = !set.parted && set.row_height(0).0 <= highest.0;
                    self.head = repeated.then(|| set.clone());
                }
                Content::Row { head: false, .. } => {}
                _ => self.head = None,
            }
            self.keep(Some(set));
        }
    }

    /// All boxes of the column whose last page is filled, unless they are not wanted again.
    pub(super) fn into_kept(mut self) -> Vec<BrokenBox<'b, 'a>> {
        let mut kept = self.kept.take().unwrap_or_default();
        kept.extend(self.boxes);
        kept
    }

    fn keep(&mut self, set: Option<BrokenBox<'b, 'a>>) {
        if let Some(kept) = &mut self.kept {
            kept.extend(set);
        }
    }

    /// As many rows as fit the page, at least one, and whether more follow.
    fn fill(
        &mut self,
        context: &Context<'_>,
        shaping: &mut Shaping<'_, '_>,
    ) -> (Vec<PlacedRow>, bool) {
        let height = self.style.text_height();
        let mut rows: Vec<PlacedRow> = Vec::new();
        let mut set = 0;
        let mut line = self.first_line;
        self.drop_rules(context, shaping);
        if self.boxes.is_empty() {
            return (rows, false);
        }
        let mut y = self.repeated_head().map_or(Pt(0.0), |head| head.row_height(0));
        loop {
            if set == self.boxes.len() && self.take_next(context, shaping).is_none() {
                return (rows, false);
            }
            let own = &self.boxes[set];
            if own.flow.new_page && line == 0 && !rows.is_empty() {
                return (rows, false);
            }
            if line == own.rows() {
                (set, line) = (set + 1, 0);
                continue;
            }
            // No page begins with an empty line, or has nothing else.
            if rows.is_empty() && own.lines.get(line).is_some_and(Line::is_empty) {
                line += 1;
                continue;
            }
            let opens = line == 0 && !rows.is_empty();
            let above = if opens {
                own.flow.above.tightened(self.ending.tightened)
            } else {
                Pt(0.0)
            };
            let top = y + above;
            let bottom = top + own.row_height(line);
            // A ten-thousandth of a point of rounding is no overflow.
            if bottom.0 > height.0 + 1e-4 && !rows.is_empty() {
                self.look_ahead(set, context, shaping);
                return (rows, true);
            }
            rows.push(PlacedRow { set, line, top });
            y = bottom;
            line += 1;
        }
    }

    /// Makes sure that the box after the page is known, and all that are kept whole with the last:
    /// what keeps the last rows depends on them.
    fn look_ahead(
        &mut self,
        set: usize,
        context: &Context<'_>,
        shaping: &mut Shaping<'_, '_>,
    ) {
        let (before, page) = (self.whole_before, self.style.text_height());
        let tightened = self.ending.tightened;
        let goes_on = |boxes: &VecDeque<BrokenBox<'_, '_>>| {
            let last = boxes.back().and_then(|last| last.flow.whole);
            let last = last.filter(|whole| before != Some(*whole));
            last.is_some_and(|whole| height_of(boxes, whole, tightened).0 <= page.0)
        };
        while self.boxes.len() <= set + 1 || goes_on(&self.boxes) {
            if self.take_next(context, shaping).is_none() {
                return;
            }
        }
    }

    /// How many of the rows stay on the page. With `whole_words`, a row that ends inside a word
    /// is not the last.
    fn choose_break(&self, rows: &[PlacedRow], whole_words: bool) -> usize {
        self.last_break(rows, whole_words).unwrap_or(rows.len())
    }

    /// The same, if they may be parted at all.
    fn last_break(&self, rows: &[PlacedRow], whole_words: bool) -> Option<usize> {
        let keep = |row: &PlacedRow| self.keep_after((row.set, row.line), whole_words);
        let keeps: Vec<Keep> = rows.iter().map(keep).collect();
        let kept = rows.iter().zip(&keeps).map(|(row, keep)| {
            let whole = self.is_inside_whole((row.set, row.line));
            // No title is left alone to keep what is below it whole.
            let alone = *keep == Keep::BetweenHeadings;
            if whole || alone { Keep::Always } else { *keep }
        });
        let kept: Vec<Keep> = kept.collect();
        // Where nothing else can end the page, what is kept whole is parted.
        self.last_gap(rows, &kept)
            .or_else(|| self.last_gap(rows, &keeps))
            .map(|at| at + 1)
    }

    /// The row after which a page ends whose rows are held so.
    fn last_gap(&self, rows: &[PlacedRow], keeps: &[Keep]) -> Option<usize> {
        let last = |allowed: Keep| keeps.iter().rposition(|keep| *keep <= allowed);
        let fills = |at: &usize| {
            let PlacedRow { set, line, top } = rows[*at];
            let bottom = top + self.boxes[set].row_height(line);
            bottom.0 >= self.style.text_height().0 * MIN_FILLED
        };
        let lesser = [
            Keep::LeadIn,
            Keep::WidowOrOrphan,
            Keep::HeadingWithOneLine,
            Keep::BetweenHeadings,
        ];
        last(Keep::Free)
            .filter(fills)
            .or_else(|| last(Keep::ShortItem))
            .or_else(|| lesser.into_iter().find_map(last))
    }

    fn ends_inside_word(&self, row: PlacedRow) -> bool {
        self.boxes[row.set].lines.get(row.line).is_some_and(|line| line.inside_word)
    }

    /// Whether the paragraph of a row is not broken again: the word that the row ends inside of
    /// has filled the row before too, so that another break would not help, or the paragraph is
    /// longer than any that a reader is given. The word then moves over, or is parted where it is
    /// taller than a page.
    fn is_final(&self, row: PlacedRow) -> bool {
        let lines = &self.boxes[row.set].lines;
        let before = row.line.checked_sub(1);
        before.is_some_and(|line| lines[line].inside_word)
            || lines.len() > MAX_BROKEN_AGAIN
    }

    /// Whether a row and the next are of boxes that fit on one page and are kept there.
    fn is_inside_whole(&self, (set, line): Row) -> bool {
        let own = &self.boxes[set];
        let Some(whole) = own.flow.whole else { return false };
        let next = self.boxes.get(set + 1).and_then(|next| next.flow.whole);
        (line + 1 < own.rows() || next == Some(whole))
            // What was parted before is not kept any more.
            && self.whole_before != Some(whole)
            && height_of(&self.boxes, whole, self.ending.tightened).0 <= self.style.text_height().0
    }

    /// What keeps a row and the next one on one page.
    fn keep_after(&self, (set, line): Row, whole_words: bool) -> Keep {
        let own = &self.boxes[set];
        let rows = own.rows();
        let opens = line == 0 && self.follows_heading(set);
        if line + 1 == rows {
            let next = self.boxes.get(set + 1);
            return if own.flow.is_heading()
                && next.is_some_and(|next| next.flow.is_heading())
            {
                Keep::BetweenHeadings
            } else if own.flow.is_heading() || own.flow.is_table_head() {
                Keep::Always
            } else if (opens && rows == 1 && !self.ends_section(set))
                || own.flow.is_rule()
            {
                Keep::HeadingWithOneLine
            } else if own.flow.keep_with_next || self.is_only_line_announced(set) {
                Keep::LeadIn
            } else if self.in_short_item(set) {
                Keep::ShortItem
            } else {
                Keep::Free
            };
        }
        if own.flow.is_heading()
            || (whole_words && own.lines.get(line).is_some_and(|line| line.inside_word))
        {
            Keep::Always
        } else if opens {
            Keep::HeadingWithOneLine
        } else if own.parted {
            Keep::Free
        } else if line == 0
            || line + 2 == rows
            || matches!(own.flow.content, Content::Entry { .. })
        {
            Keep::WidowOrOrphan
        } else if rows <= SHORT_ITEM_LINES {
            Keep::ShortItem
        } else {
            Keep::Free
        }
    }

    /// Whether all of a section ends with a box: the next is a heading.
    fn ends_section(&self, set: usize) -> bool {
        self.boxes.get(set + 1).is_none_or(|next| next.flow.is_heading())
    }

    fn follows_heading(&self, set: usize) -> bool {
        match set.checked_sub(1) {
            Some(before) => self.boxes[before].flow.is_heading(),
            None => self.after_heading,
        }
    }

    /// Whether a box is the one line that stands below what announces more than that: the first of
    /// several items.
    fn is_only_line_announced(&self, set: usize) -> bool {
        let item = |at: usize| self.boxes.get(at).and_then(|it| it.flow.item);
        let Some(before) = set.checked_sub(1) else { return false };
        let announced = self.boxes[before].flow.keep_with_next
            && item(before).is_none()
            && item(set).is_some();
        announced && self.boxes[set].rows() == 1 && item(set + 1).is_some()
    }

    /// Whether the box and the next are of one list item that is kept whole.
    fn in_short_item(&self, set: usize) -> bool {
        let item = self.boxes[set].flow.item;
        let same = |other: &&BrokenBox<'_, '_>| other.flow.item == item;
        if item.is_none() || self.boxes.get(set + 1).filter(same).is_none() {
            return false;
        }
        let before = self.boxes.range(..set).rev().take_while(same);
        let after = self.boxes.range(set..).take_while(same);
        before.chain(after).map(BrokenBox::rows).sum::<usize>() <= SHORT_ITEM_LINES
    }
}

/// The height of the boxes that are kept whole together, as far as they are known.
fn height_of(boxes: &VecDeque<BrokenBox<'_, '_>>, whole: NodeId, tightened: f64) -> Pt {
    let own = boxes.iter().filter(|it| it.flow.whole == Some(whole));
    let heights = own.enumerate().map(|(number, own)| {
        let above =
            if number == 0 { Pt(0.0) } else { own.flow.above.tightened(tightened) };
        (0..own.rows()).map(|row| own.row_height(row)).fold(above, |sum, row| sum + row)
    });
    heights.fold(Pt(0.0), |sum, height| sum + height)
}
