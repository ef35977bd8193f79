//! Puts the rows of a page where they belong, as fragments of glyphs.

use super::boxes::{CODE_INDENT, Content, Label};
use super::frame::{Fragment, LineFact, Owner, Page, PlacedPicture};
use super::lines::BrokenBox;
use super::page::PlacedRow;
use super::style::{LargePrint, RULE_THICKNESS, STRONG_RULE_THICKNESS};
use crate::document::{Alignment, Image};
use crate::font::{FontSet, Shaper, Style, Tongue};
use crate::geom::{Point, Pt, Rect};
use crate::lang::words::Words as OurWords;
use crate::node::NodeId;
use std::collections::{BTreeMap, VecDeque};

/// The sign before a line of code that goes on from the line above (U+2192).
const CONTINUES: &str = "\u{2192}";

/// Height of the foot's rule above its baseline, in ems.
const FOOT_RULE_HEIGHT: f64 = 1.15;

/// Builds one page.
pub(super) struct Emitter<'e, 'f> {
    pub(super) style: &'e LargePrint,
    pub(super) fonts: &'f FontSet,
    pub(super) shaper: &'e mut Shaper<'f>,
    pub(super) page: Page,
    /// The word that the line before ended inside of.
    pub(super) open: Option<OpenWord>,
    /// Where signs stand that a line of code goes on.
    signs: Vec<Point>,
    /// The left edge of the column.
    pub(super) left: Pt,
    /// Whether the page is turned round in the end, and lines go on to the left.
    pub(super) right_to_left: bool,
    /// Where numbers of pages are still to be put.
    pub(super) slots: Vec<PageNumberSlot>,
}

/// A place for the number of a page in the table of contents.
pub(super) struct PageNumberSlot {
    /// Where the number stands among the fragments of its page.
    at: usize,
    /// The end of the words before it.
    from: Point,
    owner: NodeId,
    /// The heading whose page it is.
    pub(super) heading: NodeId,
}

/// A word that is broken over lines, as far as one owner has it.
#[derive(Clone, Copy)]
pub(super) struct OpenWord {
    /// Where it begins in its paragraph.
    pub(super) word: usize,
    pub(super) owner: NodeId,
    /// Its place among the [`joined`](crate::typeset::frame::Page::joined) words of its page.
    pub(super) joined: u32,
}

/// A piece of text and how it is set.
#[derive(Clone, Copy)]
pub(super) struct Piece<'t> {
    pub(super) text: &'t str,
    pub(super) style: Style,
    pub(super) tongue: Tongue,
    pub(super) owner: Owner,
    pub(super) size: Pt,
    pub(super) joined: Option<u32>,
    /// Which way it runs, where its letters do not say so.
    pub(super) right_to_left: Option<bool>,
    /// How many bytes of text go on after it as a rule.
    pub(super) room: usize,
}

impl<'t> Piece<'t> {
    /// Text in the document's language that needs no ActualText.
    pub(super) const fn plain(
        text: &'t str,
        style: Style,
        owner: Owner,
        size: Pt,
    ) -> Self {
        let tongue = Tongue(0);
        let (joined, right_to_left) = (None, None);
        Self { text, style, tongue, owner, size, joined, right_to_left, room: 0 }
    }
}

impl<'e, 'f> Emitter<'e, 'f> {
    /// A page that is empty as yet, by its number from 0.
    pub(super) fn new(
        style: &'e LargePrint,
        fonts: &'f FontSet,
        shaper: &'e mut Shaper<'f>,
        page: usize,
        right_to_left: bool,
    ) -> Self {
        Self {
            style,
            fonts,
            shaper,
            page: Page::default(),
            open: None,
            signs: Vec::new(),
            left: style.left_margin(page),
            right_to_left,
            slots: Vec::new(),
        }
    }

    /// Sets the rows of a page.
    pub(super) fn rows(
        &mut self,
        rows: &[PlacedRow],
        boxes: &VecDeque<BrokenBox<'_, '_>>,
        page: usize,
        facts: &mut Vec<LineFact>,
    ) {
        let top = self.top();
        for (at, row) in rows.iter().enumerate() {
            let set = &boxes[row.set];
            let row_top = top - row.top;
            let height = set.row_height(row.line);
            let next = rows.get(at + 1);
            let next = next.map(|next| (top - next.top, &boxes[next.set]));
            self.bars(set, row_top, row_top - height, next);
            if row.line == 0 {
                self.labels(set, row_top);
            }
            match &set.flow.content {
                Content::Rule => self.rule(set, row_top, height),
                Content::Row { .. } => self.table_row(set, row.line, row_top),
                Content::Picture { image, owner, width } => {
                    let x = self.left + set.flow.left;
                    let y = row_top - height;
                    self.picture(image, *owner, Rect { x, y, width: *width, height });
                }
                _ => self.text_row(set, row.line, row_top, page, facts),
            }
        }
        self.frames(rows, boxes);
        // Not between the parts of a broken word, which lie in one marked content sequence.
        for origin in std::mem::take(&mut self.signs) {
            self.furniture(CONTINUES, origin);
        }
        self.open = None;
    }

    fn picture(&mut self, image: &Image, owner: NodeId, place: Rect) {
        self.page.begins.push((owner, place.y + place.height));
        let owner = if image.decorative { Owner::Artifact } else { Owner::Node(owner) };
        let (source, after) = (image.source.clone(), self.page.fragments.len());
        self.page.pictures.push(PlacedPicture { owner, source, place, after });
    }

    /// The top of the text area.
    pub(super) fn top(&self) -> Pt {
        self.style.paper.size().height - self.style.margin
    }

    /// A line of words.
    fn text_row(
        &mut self,
        set: &BrokenBox<'_, '_>,
        number: usize,
        top: Pt,
        page: usize,
        facts: &mut Vec<LineFact>,
    ) {
        let baseline = self.baseline(set, top);
        if number == 0 {
            self.page.begins.extend(set.flow.content.block().map(|block| (block, top)));
        }
        let Some(line) = set.lines.get(number) else { return };
        let left = self.left + set.flow.left + set.flow.indent;
        let before = number.checked_sub(1).map(|before| &set.lines[before]);
        if matches!(set.flow.content, Content::Code { .. })
            && before.is_some_and(|before| !before.last)
        {
            let x = left - set.flow.size * CODE_INDENT;
            self.signs.push(Point { x, y: baseline });
        }
        // A block that runs the other way than the page begins at the other edge.
        let turned = set.levels().is_some_and(|levels| levels.right_to_left)
            && !self.right_to_left;
        let spare = if turned { set.measure - line.width } else { Pt(0.0) };
        self.line(set, line, Point { x: left + spare, y: baseline });
        if let Content::Entry { entry } = &set.flow.content {
            if number + 1 == set.rows() {
                self.slots.push(PageNumberSlot {
                    at: self.page.fragments.len(),
                    from: Point { x: left + line.width, y: baseline },
                    owner: entry.id,
                    heading: entry.heading,
                });
            }
        } else if !set.flow.is_heading() {
            facts.push(LineFact {
                page,
                fill: line.width / set.measure,
                hyphenated: line.hyphen,
                last: line.last,
            });
        }
    }

    /// The head of a table that goes on from the page before.
    pub(super) fn repeated_head(&mut self, head: &BrokenBox<'_, '_>) {
        let first = self.page.fragments.len();
        self.table_row(head, 0, self.top());
        // It was read on the page where the table begins.
        for fragment in &mut self.page.fragments[first..] {
            fragment.owner = Owner::Artifact;
            fragment.joined = None;
        }
    }

    /// A row of a table, or one line of a row that is parted, and the rules above and below it.
    fn table_row(&mut self, set: &BrokenBox<'_, '_>, number: usize, top: Pt) {
        let height = set.row_height(number);
        let first_line = top - if number == 0 { set.row_padding() } else { Pt(0.0) };
        for cell in &set.cells {
            let lines = if set.parted {
                cell.lines.get(number..=number).unwrap_or_default()
            } else {
                &cell.lines[..]
            };
            for (at, line) in lines.iter().enumerate() {
                let top = first_line - cell.line_height() * at as f64;
                let spare = cell.measure - line.width;
                let aligned = match cell.flow.alignment {
                    Alignment::Left => Pt(0.0),
                    Alignment::Centre => spare * 0.5,
                    Alignment::Right => spare,
                };
                let x = self.left + cell.flow.left + aligned;
                let y = self.baseline(cell, top);
                self.line(cell, line, Point { x, y });
            }
            self.open = None;
        }
        let head = set.flow.is_table_head();
        if head {
            self.horizontal(set, top, RULE_THICKNESS);
        }
        if number + 1 == set.rows() {
            let below = if head { STRONG_RULE_THICKNESS } else { RULE_THICKNESS };
            self.horizontal(set, top - height, below);
        }
    }

    /// The baseline of a row: its text stands in the middle of its height.
    fn baseline(&self, set: &BrokenBox<'_, '_>, top: Pt) -> Pt {
        let main = self.fonts.chain(Style::Regular).next().map(|id| self.fonts.face(id));
        let (ascent, descent) =
            main.map_or((0.95, 0.25), |face| (face.ascent, face.descent));
        let (above, below) = set.paragraph.as_ref().map_or((0.0, 0.0), |it| it.extent);
        let (ascent, descent) = (ascent.max(above), descent.max(below));
        let size =
            set.paragraph.as_ref().map_or(set.flow.size, |paragraph| paragraph.size);
        let height = set.line_height();
        top - (height - size * (ascent + descent)) * 0.5 - size * ascent
    }

    /// The bullets and numbers beside the first line of a box.
    fn labels(&mut self, set: &BrokenBox<'_, '_>, top: Pt) {
        let cell = set.cells.iter().find(|cell| cell.paragraph.is_some());
        let baseline = match cell {
            Some(cell) => self.baseline(cell, top - set.row_padding()),
            None => self.baseline(set, top),
        };
        for label in &set.flow.labels {
            self.label(label, baseline);
        }
    }

    fn label(&mut self, label: &Label, baseline: Pt) {
        let origin = Point { x: self.left + label.left, y: baseline - label.drop };
        let owner = Owner::Node(label.owner);
        // The space parts the label from the text where a program reads on.
        let (style, size) = (label.style, label.size);
        let piece = Piece::plain(&label.text, style, owner, size);
        let end = self.ordered(origin, &piece);
        self.space(Point { x: end, ..origin }, style, owner, size);
    }

    /// A space that parts what a program reads on, and says where it ends.
    fn space(&mut self, origin: Point, style: Style, owner: Owner, size: Pt) -> Pt {
        let right_to_left = self.right_to_left.then_some(true);
        let piece = Piece { right_to_left, ..Piece::plain(" ", style, owner, size) };
        self.text(origin, &piece)
    }

    /// Puts the numbers of pages into the table of contents, each at the right edge, with dots
    /// that lead the eye there.
    pub(super) fn fill(
        &mut self,
        slots: &[PageNumberSlot],
        page_of: &BTreeMap<NodeId, usize>,
        words: &OurWords,
    ) {
        let (style, size) = (Style::Regular, self.style.size);
        let right = self.left + self.style.measure();
        // From the last on, so that the places of the others hold.
        for slot in slots.iter().rev() {
            let number =
                page_of.get(&slot.heading).map_or(1, |page| page + 1).to_string();
            let number = words.in_figures(&number);
            let after = self.page.fragments.split_off(slot.at);
            let gap = size * self.shaper.width(" ", style);
            let x = right - size * self.shaper.width(&number, style);
            let owner = Owner::Node(slot.owner);
            // The spaces part the number from the words around it where a program reads on.
            self.space(slot.from, style, owner, size);
            let from = Point { x, ..slot.from };
            let end = self.text(from, &Piece::plain(&number, style, owner, size));
            self.space(Point { x: end, ..from }, style, owner, size);
            let added = self.page.fragments.len() - slot.at;
            self.page.fragments.extend(after);
            for picture in self.page.pictures.iter_mut().filter(|it| it.after > slot.at) {
                picture.after += added;
            }
            self.leaders(Point { x: slot.from.x + gap, ..slot.from }, x - gap);
        }
    }

    /// Sets text at a place, from the line's start on, and says where it ends.
    pub(super) fn text(&mut self, origin: Point, piece: &Piece<'_>) -> Pt {
        let (style, tongue) = (piece.style, piece.tongue);
        let shaped = self.shaper.shape_as(piece.text, style, tongue, piece.right_to_left);
        let right_to_left = shaped.right_to_left;
        // Text that runs against the page begins at its other end.
        let forward = right_to_left == self.right_to_left;
        let end = origin.x + piece.size * shaped.width;
        let mut x = if forward { origin.x } else { end };
        for run in &shaped.runs {
            let width = piece.size * run.width;
            let size = piece.size * self.fonts.scale(run.face);
            if !forward {
                x -= width;
            }
            let continues = |last: &&mut Fragment| {
                let gap = if forward {
                    last.origin.x + last.width - x
                } else {
                    x + width - last.origin.x
                };
                last.right_to_left == right_to_left
                    && last.owner == piece.owner
                    && last.face == run.face
                    && last.size == size
                    && last.joined == piece.joined
                    && last.origin.y == origin.y
                    && gap.0.abs() < 1e-6
            };
            match self.page.fragments.last_mut().filter(continues) {
                Some(last) => {
                    last.text.push_str(&run.text);
                    if right_to_left {
                        last.glyphs.splice(0..0, run.glyphs.iter().copied());
                    } else {
                        last.glyphs.extend_from_slice(&run.glyphs);
                    }
                    last.width += width;
                    if !forward {
                        last.origin.x = x;
                    }
                }
                None => {
                    let mut text = String::with_capacity(run.text.len() + piece.room);
                    text.push_str(&run.text);
                    let mut glyphs = Vec::with_capacity(run.glyphs.len() + piece.room);
                    glyphs.extend_from_slice(&run.glyphs);
                    self.page.fragments.push(Fragment {
                        owner: piece.owner,
                        origin: Point { x, ..origin },
                        width,
                        size,
                        face: run.face,
                        text,
                        glyphs,
                        right_to_left,
                        joined: piece.joined,
                    });
                }
            }
            if forward {
                x += width;
            }
        }
        end
    }

    /// The foot of the page: the page number, and after the first page a rule and the running
    /// title, where the title fits beside the last page's number, so that all pages are alike.
    pub(super) fn foot(&mut self, number: &str, last: &str, title: Option<&str>) {
        let (style, size) = (self.style, self.style.size);
        let right = self.left + style.measure();
        let number_left = right - size * self.shaper.width(number, Style::Regular);
        let baseline = style.foot_baseline();
        if let Some(title) = title {
            let room =
                style.measure() - size * (self.shaper.width(last, Style::Regular) + 1.0);
            if (size * self.shaper.width(title, Style::Regular)).0 <= room.0 {
                self.furniture(title, Point { x: self.left, y: baseline });
            }
            self.page.rules.push(Rect {
                x: self.left,
                y: baseline + size * (FOOT_RULE_HEIGHT + style.foot.above),
                width: style.measure(),
                height: RULE_THICKNESS,
            });
        }
        self.furniture(number, Point { x: number_left, y: baseline });
    }

    fn furniture(&mut self, text: &str, origin: Point) {
        let (style, owner, size) = (Style::Regular, Owner::Artifact, self.style.size);
        self.ordered(origin, &Piece::plain(text, style, owner, size));
    }
}
