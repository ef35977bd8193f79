//! A box of the column with its lines broken.

use super::boxes::{Content, FlowBox};
use super::breaks::{Break, BreakKind, LineLimits};
use super::chunks::{chunk_widths, chunks};
use super::content::Context;
use super::linebreak::break_lines;
use super::paragraph::{Paragraph, Shaping};
use super::style::{LargePrint, ROW_PADDING};
use crate::font::Shaper;
use crate::geom::Pt;
use crate::text::bidi::Levels;
use crate::text::segment::{grapheme_ends, is_unspaced};

/// How often lines are broken again because words came out wider than they had been measured.
const MEASURINGS: usize = 8;

/// How many lines at the end of a part of a long paragraph are broken again with what follows.
const OPEN_LINES: usize = 8;

/// Rounding, in points.
const SLACK: f64 = 1e-3;

/// A box whose lines are known.
#[derive(Debug, Clone)]
pub(super) struct BrokenBox<'b, 'a> {
    /// The box.
    pub(super) flow: &'b FlowBox<'a>,
    /// Its words, if it has any.
    pub(super) paragraph: Option<Paragraph>,
    /// Its lines.
    pub(super) lines: Vec<Line>,
    /// The width of its lines.
    pub(super) measure: Pt,
    /// The cells of a row of a table.
    pub(super) cells: Vec<Self>,
    /// Whether the row of a table is parted into its lines, because it is taller than a page.
    pub(super) parted: bool,
    /// Breaks that may not be used, because a page would end in them.
    forbidden: Vec<(usize, Option<usize>)>,
}

/// A line of text.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Line {
    /// Where its text begins.
    pub(super) start: usize,
    /// Where its text ends, before the space.
    pub(super) end: usize,
    /// Its width, with the hyphen that is added.
    pub(super) width: Pt,
    /// Whether a hyphen is added.
    pub(super) hyphen: bool,
    /// Whether the line ends inside a word, so that the next line belongs to the same page.
    pub(super) inside_word: bool,
    /// Whether a space parts it from the next line.
    pub(super) spaced: bool,
    /// Whether it ends where the author or the paragraph ends it.
    pub(super) last: bool,
    /// The break at its end.
    brk: Break,
}

impl Line {
    /// The segment that it ends inside of.
    fn broken(&self) -> Option<usize> {
        self.brk.inside.map(|_| self.brk.segment)
    }

    /// Whether nothing stands on it.
    pub(super) const fn is_empty(&self) -> bool {
        self.start == self.end
    }
}

impl<'b, 'a> BrokenBox<'b, 'a> {
    /// Breaks the lines of a box.
    pub(super) fn new(
        flow: &'b FlowBox<'a>,
        style: &LargePrint,
        context: &Context<'_>,
        shaping: &mut Shaping<'_, '_>,
    ) -> Self {
        let mut words = flow.content.words(context);
        words.find_levels(context.right_to_left);
        let measure = style.measure() - flow.left - flow.right - flow.indent;
        let paragraph = (!words.text.is_empty()).then(|| {
            let hyphenate = flow.content.hyphenates();
            let paragraph =
                Paragraph::new(words, flow.size, measure, hyphenate, shaping.shaper);
            let mut paragraph = if flow.is_heading() {
                fit_heading(paragraph, measure, style.size, shaping.shaper)
            } else {
                paragraph
            };
            let room = flow.line_height / flow.size;
            paragraph.make_room(room, shaping.shaper);
            paragraph
        });
        let mut cells: Vec<Self> = match &flow.content {
            Content::Row { cells, .. } => cells
                .iter()
                .map(|cell| Self::new(cell, style, context, shaping))
                .collect(),
            _ => Vec::new(),
        };
        share_lines(&mut cells);
        let mut set = Self {
            flow,
            paragraph,
            lines: Vec::new(),
            measure,
            cells,
            parted: false,
            forbidden: Vec::new(),
        };
        set.break_from(0, style, shaping);
        set
    }

    /// Breaks the lines from a line on, those before it stay.
    fn break_from(
        &mut self,
        line: usize,
        style: &LargePrint,
        shaping: &mut Shaping<'_, '_>,
    ) {
        for _ in 0..MEASURINGS {
            let lines = self.lines_from(line, style, shaping);
            self.lines.truncate(line);
            self.lines.extend(lines);
            if !self.measure_again(line, shaping.shaper) {
                break;
            }
        }
    }

    /// The lines after the first `kept` ones.
    fn lines_from(
        &self,
        kept: usize,
        style: &LargePrint,
        shaping: &mut Shaping<'_, '_>,
    ) -> Vec<Line> {
        let Some(paragraph) = &self.paragraph else { return Vec::new() };
        let measure = self.measure;
        let mut break_points =
            |segment| paragraph.break_points(segment, measure, shaping);
        let mut start = kept.checked_sub(1).map(|before| self.lines[before].brk);
        if let Some(Break { segment, inside: Some(place), .. }) = &mut start
            && paragraph.over.contains_key(segment)
        {
            // As it is measured by now.
            let mut places = break_points(*segment).into_iter();
            *place = places.find(|it| it.offset == place.offset).unwrap_or(*place);
        }
        let mut lines = Vec::new();
        let mut at = start.map_or(0, |brk| next_start(paragraph, brk));
        while at < paragraph.words.text.len() {
            // The line begins after this segment, or inside it.
            let first =
                start.map_or(0, |it| it.segment + usize::from(it.inside.is_none()));
            let end = paragraph.part_from(first);
            let fit = LineLimits {
                measure,
                size: paragraph.size,
                hyphenation: style.hyphenation,
                first,
                forbidden: &self.forbidden,
                start: start
                    .filter(|it| it.inside.is_some())
                    .map(|it| Break { segment: 0, ..it }),
            };
            let mut breaks =
                break_lines(&paragraph.segments[first..end], &fit, &mut |segment| {
                    break_points(first + segment)
                });
            if end < paragraph.segments.len() {
                breaks.truncate(breaks.len().saturating_sub(OPEN_LINES).max(1));
            }
            for brk in breaks {
                let brk = Break { segment: first + brk.segment, ..brk };
                lines.push(make_line(paragraph, at, brk));
                at = next_start(paragraph, brk);
                start = Some(brk);
            }
        }
        lines
    }

    /// Measures the lines from `first` on that begin or end inside a word, or run both ways, as
    /// they will be set: letters stand otherwise among others than by themselves. Says whether
    /// one is over the measure, and makes what it ends in so much wider.
    fn measure_again(&mut self, first: usize, shaper: &mut Shaper<'_>) -> bool {
        let Some(paragraph) = &mut self.paragraph else { return false };
        let turned = paragraph.words.levels.is_some();
        let mut found = false;
        let mut begins = first.checked_sub(1).and_then(|at| self.lines[at].broken());
        for line in &mut self.lines[first..] {
            let (from, to) = (begins, line.broken());
            begins = to;
            let Some(segment) = to.or(from).or(turned.then_some(line.brk.segment)) else {
                continue;
            };
            let range = line.start..line.end;
            let chunks = chunks(paragraph, range.clone());
            line.width = chunk_widths(paragraph, &chunks, line.hyphen, shaper)
                .fold(Pt(0.0), |a, b| a + b);
            let over = line.width - self.measure;
            // A letter that is wider than the measure stands over it.
            let letters = grapheme_ends(&paragraph.words.text[range]).take(2).count();
            if over.0 > SLACK && letters > 1 {
                let known = paragraph.over.entry(segment).or_default();
                let more = *known + over;
                *known += more;
                let width = &mut paragraph.segments[segment].width;
                *width += more;
                found = true;
            }
        }
        found
    }

    /// Breaks the lines again from `first` on, without the break at the end of `line`.
    pub(super) fn forbid(
        &mut self,
        line: usize,
        first: usize,
        style: &LargePrint,
        shaping: &mut Shaping<'_, '_>,
    ) {
        let brk = self.lines[line].brk;
        self.forbidden.push((brk.segment, brk.inside.map(|place| place.offset)));
        self.break_from(first, style, shaping);
    }

    /// Whether a page's end has made its lines other ones.
    pub(super) const fn was_broken_again(&self) -> bool {
        !self.forbidden.is_empty()
    }

    /// How many rows it takes: none without words, unless it has labels or is no text.
    pub(super) fn rows(&self) -> usize {
        let shown = !self.flow.labels.is_empty()
            || matches!(
                self.flow.content,
                Content::Row { .. } | Content::Picture { .. } | Content::Rule
            );
        let lines = self.lines.len().max(usize::from(shown));
        if self.parted { self.cell_lines() } else { lines }
    }

    /// How many lines the longest cell has.
    fn cell_lines(&self) -> usize {
        self.cells.iter().map(|cell| cell.lines.len()).max().unwrap_or_default().max(1)
    }

    /// Which way its parts run, where not all of it runs from left to right.
    pub(super) fn levels(&self) -> Option<&Levels> {
        self.paragraph.as_ref()?.words.levels.as_ref()
    }

    /// The height of one of its rows.
    pub(super) fn row_height(&self, row: usize) -> Pt {
        if !matches!(self.flow.content, Content::Row { .. }) {
            return self.line_height();
        }
        let padding = self.row_padding();
        if self.parted {
            let top = if row == 0 { padding } else { Pt(0.0) };
            let bottom = if row + 1 == self.rows() { padding } else { Pt(0.0) };
            let line = self.cells.iter().map(Self::line_height);
            top + line.fold(self.flow.line_height, Pt::max) + bottom
        } else {
            let cells = self.cells.iter();
            let height = cells.map(|cell| cell.line_height() * cell.lines.len() as f64);
            height.fold(self.flow.line_height, Pt::max) + padding * 2.0
        }
    }

    /// The space above the first line of a table's row.
    pub(super) fn row_padding(&self) -> Pt {
        self.flow.size * ROW_PADDING
    }

    /// The distance of its lines.
    pub(super) fn line_height(&self) -> Pt {
        // A heading that was set smaller has smaller lines too.
        match &self.paragraph {
            Some(paragraph) => {
                let (above, below) = paragraph.extent;
                let own = self.flow.line_height * (paragraph.size / self.flow.size);
                own.max(paragraph.size * (above + below))
            }
            None => self.flow.line_height,
        }
    }
}

/// Makes the lines of cells side by side as high as each other, so that they stand level.
fn share_lines(cells: &mut [BrokenBox<'_, '_>]) {
    let extents = cells.iter().filter_map(|cell| Some(cell.paragraph.as_ref()?.extent));
    let shared = extents.fold((0.0, 0.0), |(above, below), (own_above, own_below)| {
        (f64::max(above, own_above), f64::max(below, own_below))
    });
    for paragraph in cells.iter_mut().filter_map(|cell| cell.paragraph.as_mut()) {
        paragraph.extent = shared;
    }
}

/// Where the line after a break begins.
fn next_start(paragraph: &Paragraph, brk: Break) -> usize {
    match brk.inside {
        Some(place) => place.offset,
        None => paragraph
            .ranges
            .get(brk.segment + 1)
            .map_or(paragraph.words.text.len(), |next| next.start),
    }
}

fn make_line(paragraph: &Paragraph, start: usize, brk: Break) -> Line {
    let text = &paragraph.words.text;
    let after = paragraph.segments[brk.segment].after;
    let end = brk.inside.map_or(paragraph.ranges[brk.segment].end, |place| place.offset);
    let unspaced =
        brk.inside.is_some() || matches!(after, BreakKind::Hyphen | BreakKind::Joint);
    let before = text[..end].chars().next_back();
    let next = text[end..].chars().next();
    let unparted = before.is_some_and(is_unspaced) || next.is_some_and(is_unspaced);
    let final_line = brk.inside.is_none() && brk.segment + 1 == paragraph.segments.len();
    Line {
        start,
        end,
        width: brk.width,
        hyphen: brk.inside.is_some_and(|place| place.hyphen),
        inside_word: unspaced && !final_line && !(unparted && brk.inside.is_none()),
        spaced: !unspaced && !final_line,
        last: brk.inside.is_none() && after == BreakKind::Mandatory,
        brk,
    }
}

/// Sets a heading smaller, down to body size, until its longest word fits the measure.
fn fit_heading(
    paragraph: Paragraph,
    measure: Pt,
    body: Pt,
    shaper: &mut Shaper<'_>,
) -> Paragraph {
    let widest = paragraph.widest();
    if widest.0 <= measure.0 || paragraph.size.0 <= body.0 {
        return paragraph;
    }
    let size = body.max(paragraph.size * (measure / widest * 0.999));
    Paragraph::new(paragraph.words, size, measure, false, shaper)
}
