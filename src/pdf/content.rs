//! Content streams: the glyphs of each page in marked content sequences, everything else as
//! artifacts.

use super::deflate::Deflate;
use super::fonts::{Faces, resource};
use super::operators::{Operators, thousandths};
use super::pictures::{self, Drawn};
use super::reading::Reading;
use super::shown::{Shown, with_text};
use super::strings;
use super::text_line::TextLine;
use crate::font::{FaceId, FontSet};
use crate::geom::{Point, Pt, Rect, Size};
use crate::node::NodeId;
use crate::parallel::in_parallel;
use crate::picture::Turn;
use crate::typeset::frame::{Fragment, Layout, Leader, Owner, Page, PlacedPicture};
use crate::typeset::style::Colour;

/// A page's content.
#[derive(Clone)]
pub(super) struct Content {
    /// The compressed content stream.
    pub(super) content: Vec<u8>,
    /// Its marked content sequences; the place of each is its MCID.
    pub(super) sequences: Vec<Sequence>,
}

/// A marked content sequence that belongs to a structure element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Sequence {
    /// The node whose content it is.
    pub(super) owner: NodeId,
    /// What it says, where glyphs do not say it by themselves.
    pub(super) actual_text: Option<String>,
}

/// Pages that are written together. The number is fixed, so that the bytes do not depend on the
/// number of processors.
pub(super) const CHUNK: usize = 8;

/// What all pages of a document share.
#[derive(Clone, Copy)]
pub(super) struct Shared<'w> {
    pub(super) layout: &'w Layout,
    pub(super) fonts: &'w FontSet,
    pub(super) pictures: &'w Drawn<'w>,
    pub(super) faces: &'w Faces,
}

/// Writes the content of all pages, on several threads.
pub(super) fn write(
    threads: usize,
    readings: &[Reading],
    shared: Shared<'_>,
) -> Vec<Content> {
    let pages: Vec<(&Page, &Reading)> =
        shared.layout.pages.iter().zip(readings).collect();
    let chunks: Vec<_> = pages.chunks(CHUNK).collect();
    let written = in_parallel(threads, &chunks, Deflate::new, |deflate, chunk| {
        let page =
            |(page, reading): &(&Page, &Reading)| shared.page(page, reading, deflate);
        chunk.iter().map(page).collect::<Vec<_>>()
    });
    written.into_iter().flatten().collect()
}

impl Shared<'_> {
    /// Writes the content of a page, which does not depend on the others.
    pub(super) fn page(
        self,
        page: &Page,
        reading: &Reading,
        deflate: &mut Deflate,
    ) -> Content {
        let out = Operators::with_capacity(ROOM);
        let mut writer = Writer { shared: self, out, sequences: Vec::new() };
        writer.page(page, reading);
        let Writer { out, sequences, .. } = writer;
        Content { content: deflate.bytes(out.bytes()), sequences }
    }
}

/// What the content of a page takes as a rule, in bytes.
const ROOM: usize = 8 << 10;

struct Writer<'w> {
    shared: Shared<'w>,
    out: Operators,
    sequences: Vec<Sequence>,
}

impl<'w> Writer<'w> {
    fn page(&mut self, page: &Page, reading: &Reading) {
        let layout = self.shared.layout;
        let theme = layout.theme;
        if layout.paint_background && theme.background() != Colour::WHITE {
            self.begin_artifact("Page", None);
            self.fill_colour(theme.background());
            let (x, y) = (Pt(0.0), Pt(0.0));
            let Size { width, height } = layout.size;
            self.rectangle(Rect { x, y, width, height });
            self.out.operator("EMC");
        }
        self.fill_colour(theme.ink());
        if !page.rules.is_empty() || !page.leaders.is_empty() {
            self.begin_artifact("Layout", None);
            for rule in &page.rules {
                self.rectangle(*rule);
            }
            if !page.leaders.is_empty() {
                self.colour(theme.ink(), "G", "RG");
            }
            for leader in &page.leaders {
                self.leader(leader);
            }
            self.out.operator("EMC");
        }
        let mut pictures = page.pictures.iter().peekable();
        let mut read = 0;
        self.out.operator("BT");
        let mut font = None;
        let same =
            |a: &Fragment, b: &Fragment| (a.owner, a.joined) == (b.owner, b.joined);
        for group in page.fragments.chunk_by(same) {
            // Pictures stand among the text in the order of reading, but in no text object.
            if pictures.peek().is_some_and(|picture| picture.after <= read) {
                self.out.operator("ET");
                while let Some(picture) = pictures.next_if(|next| next.after <= read) {
                    self.picture(picture);
                }
                self.out.operator("BT");
                font = None;
            }
            self.begin(group, page);
            for fragment in group {
                if font != Some((fragment.face, fragment.size)) {
                    font = Some((fragment.face, fragment.size));
                    let out = self.out.name(&resource(fragment.face).0);
                    out.length(fragment.size).operator("Tf");
                }
                match reading.of(read) {
                    None => self.fragment(fragment),
                    Some(shown) => shown.iter().for_each(|shown| self.shown(shown)),
                }
                read += 1;
            }
            self.out.operator("EMC");
        }
        self.out.operator("ET");
        pictures.for_each(|picture| self.picture(picture));
    }

    /// Draws dots as the dashes of one line.
    fn leader(&mut self, Leader { from, to, side, step }: &Leader) {
        let y = from.y + *side * 0.5;
        self.out.length(*side).operator("w");
        let mut dashes = vec![b'['];
        let rounded = |length: Pt| (length.0 * 1000.0).round() as i64;
        thousandths(&mut dashes, rounded(*side));
        dashes.push(b' ');
        thousandths(&mut dashes, rounded(*step - *side));
        dashes.push(b']');
        self.out.operand(&dashes).integer(0).operator("d");
        self.out.length(from.x).length(y).operator("m");
        self.out.length(*to).length(y).operator("l");
        self.out.operator("S");
    }

    /// Draws a picture: its unit square becomes its place.
    fn picture(&mut self, picture: &PlacedPicture) {
        let Some((at, stored)) = self.shared.pictures.place_of(&picture.source) else {
            return;
        };
        match picture.owner {
            Owner::Node(owner) => self.begin_sequence("Figure", owner, None),
            Owner::Artifact => self.begin_artifact("Layout", None),
        }
        let Turn([a, b, c, d, e, f]) = stored.turn;
        let Rect { x, y, width, height } = picture.place;
        let across = |part: i8| (width.0 * f64::from(part)) as f32;
        let up = |part: i8| (height.0 * f64::from(part)) as f32;
        let matrix = [
            across(a),
            up(b),
            across(c),
            up(d),
            x.0 as f32 + across(e),
            y.0 as f32 + up(f),
        ];
        self.out.operator("q");
        for number in matrix {
            self.out.real(number);
        }
        self.out.operator("cm");
        self.out.name(&pictures::name(at)).operator("Do");
        self.out.operator("Q");
        self.out.operator("EMC");
    }

    /// Begins the marked content of fragments that are read as one.
    fn begin(&mut self, group: &[Fragment], page: &Page) {
        let Some(first) = group.first() else { return };
        let joined = first.joined.and_then(|joined| page.joined.get(joined as usize));
        let joined = joined.map(String::as_str);
        let Owner::Node(owner) = first.owner else {
            self.begin_artifact("Pagination", joined);
            return;
        };
        let tag = if joined.is_some() { "Span" } else { "P" };
        self.begin_sequence(tag, owner, joined);
    }

    fn begin_sequence(&mut self, tag: &str, owner: NodeId, joined: Option<&str>) {
        let property = format!("/MCID {}", self.sequences.len());
        self.out.begin_marked(tag, said(joined), &property);
        let actual_text = joined.map(str::to_owned);
        self.sequences.push(Sequence { owner, actual_text });
    }

    /// Begins an artifact of a type of ISO 32000-1, table 330.
    fn begin_artifact(&mut self, kind: &str, joined: Option<&str>) {
        self.out.begin_marked("Artifact", said(joined), &format!("/Type/{kind}"));
    }

    fn rectangle(&mut self, Rect { x, y, width, height }: Rect) {
        self.out.length(x).length(y).length(width).length(height).operator("re");
        self.out.operator("f");
    }

    fn fill_colour(&mut self, colour: Colour) {
        self.colour(colour, "g", "rg");
    }

    /// Sets a colour by one of two operators: grey where it is grey, because a copier counts
    /// anything else as a colour page.
    fn colour(&mut self, Colour(r, g, b): Colour, in_grey: &str, in_colour: &str) {
        let part = |byte: u8| f32::from(byte) / 255.0;
        if r == g && g == b {
            self.out.real(part(r)).operator(in_grey);
        } else {
            self.out.real(part(r)).real(part(g)).real(part(b)).operator(in_colour);
        }
    }

    /// Shows a fragment: one `TJ` as a rule, more where marks stand above the line.
    fn fragment(&mut self, fragment: &Fragment) {
        let Fragment { face, size, origin, .. } = *fragment;
        let mut line = self.begin_line(face, size, origin, fragment.glyphs.len());
        let mut target = 0.0;
        for (glyph, text) in with_text(fragment) {
            let wanted = target + f64::from(glyph.dx) * line.thousandths_per_unit;
            target += f64::from(glyph.advance) * line.thousandths_per_unit;
            let code = line.codes.code(glyph.id, text);
            self.code(&mut line, wanted, glyph.dy, code);
        }
        self.end_line(line);
    }

    /// The same for what is read otherwise than its glyphs follow each other.
    fn shown(&mut self, shown: &Shown) {
        let Shown { face, size, origin, codes } = shown;
        let mut line = self.begin_line(*face, *size, *origin, codes.len());
        for code in codes {
            let wanted = f64::from(code.at) * line.thousandths_per_unit;
            let number = line.codes.code_of(&code.shape, &code.says);
            self.code(&mut line, wanted, code.rise, number);
            if code.taken_back {
                line.take_back(number);
            }
        }
        self.end_line(line);
    }

    fn begin_line(
        &mut self,
        face: FaceId,
        size: Pt,
        origin: Point,
        codes: usize,
    ) -> TextLine<'w> {
        // A place on the page, exactly: programs compare where lines stand, and distances from the
        // line before (`Td`) add up to a little beside it. Poppler then puts a broken word elsewhere.
        self.out.operand(b"1 0 0 1");
        self.out.length(origin.x).length(origin.y).operator("Tm");
        let em = f64::from(self.shared.fonts.face(face).units_per_em);
        TextLine {
            codes: self.shared.faces.codes(face),
            points_per_unit: size.0 / em,
            thousandths_per_unit: 1000.0 / em,
            items: Vec::with_capacity(codes * 3),
            bytes: Vec::with_capacity(codes * 2),
            pen: 0.0,
            rise: 0,
        }
    }

    fn end_line(&mut self, mut line: TextLine<'_>) {
        self.show(&mut line);
        if line.rise != 0 {
            self.out.integer(0).operator("Ts");
        }
    }

    /// Adds a code to a line, so far from its beginning.
    fn code(&mut self, line: &mut TextLine<'_>, wanted: f64, rise: i16, code: u16) {
        if rise != line.rise {
            self.show(line);
            line.rise = rise;
            let raised = (f64::from(rise) * line.points_per_unit) as f32;
            self.out.real(raised).operator("Ts");
        }
        line.go_to(wanted);
        line.bytes.extend(code.to_be_bytes());
        line.pen += f64::from(line.codes.width(code));
    }

    fn show(&mut self, line: &mut TextLine<'_>) {
        line.push_bytes();
        if !line.items.is_empty() {
            line.items.push(b']');
            self.out.operand(&line.items).operator("TJ");
            line.items.clear();
        }
    }
}

/// What marked content says, where its glyphs do not say it: a text string, and whether it is
/// ASCII.
fn said(joined: Option<&str>) -> Option<(Vec<u8>, bool)> {
    joined.map(strings::encode)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Defaults;
    use crate::markdown::to_document;
    use crate::pdf::reading::readings;
    use crate::picture::Pictures;
    use crate::typeset::style::LargePrint;
    use crate::typeset::typeset;

    #[test]
    fn pages_are_the_same_on_any_number_of_threads() {
        let source = "# A page\n\nSome words, and some more of them.\n\n".repeat(200);
        let (document, _) = to_document(&source, &Defaults::titled("A page"));
        let (fonts, pictures) = (FontSet::new(), Pictures::default());
        let (layout, _) = typeset(&document, &LargePrint::default(), &fonts, &pictures);
        assert!(layout.pages.len() > 3 * CHUNK);
        let readings = readings(&layout, &fonts);
        let faces = Faces::new(&layout, &readings, &fonts);
        let drawn = Drawn::new(&layout, &pictures);
        let shared =
            Shared { layout: &layout, fonts: &fonts, pictures: &drawn, faces: &faces };
        let on = |threads| -> Vec<Vec<u8>> {
            let pages = write(threads, &readings, shared);
            pages.into_iter().map(|page| page.content).collect()
        };
        let one = on(1);
        assert_eq!(one.len(), layout.pages.len());
        assert!([2, 3, 8].into_iter().all(|threads| on(threads) == one));
    }
}
