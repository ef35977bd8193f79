//! Content streams: the glyphs of each page in marked content sequences, everything else as
//! artifacts.

use super::deflate::Deflate;
use super::fonts::{Faces, resource, with_text};
use super::operators::{Operators, thousandths};
use super::pictures::{self, Drawn};
use super::reading::shown;
use super::strings;
use super::text_line::{TextLine, from_left, marks_between};
use crate::font::{FontSet, Glyph};
use crate::geom::{Pt, Rect, Size};
use crate::node::NodeId;
use crate::parallel::in_parallel;
use crate::picture::Turn;
use crate::typeset::frame::{
    Fragment, Joined, Layout, Leader, Owner, Page, PlacedPicture,
};
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

/// Writes the content of all pages, on so many threads.
pub(super) fn write(
    threads: usize,
    layout: &Layout,
    fonts: &FontSet,
    pictures: &Drawn<'_>,
    faces: &Faces,
) -> Vec<Content> {
    let chunks: Vec<&[Page]> = layout.pages.chunks(CHUNK).collect();
    let written = in_parallel(threads, &chunks, Deflate::new, |deflate, chunk| {
        write_chunk(chunk, layout, fonts, pictures, faces, deflate)
    });
    written.into_iter().flatten().collect()
}

/// Writes the content of some pages, which does not depend on the others.
pub(super) fn write_chunk(
    pages: &[Page],
    layout: &Layout,
    fonts: &FontSet,
    pictures: &Drawn<'_>,
    faces: &Faces,
    deflate: &mut Deflate,
) -> Vec<Content> {
    let write = |page: &Page| {
        let out = Operators::with_capacity(ROOM);
        let mut writer = Writer { fonts, pictures, faces, out, sequences: Vec::new() };
        writer.page(page, layout);
        let Writer { out, sequences, .. } = writer;
        Content { content: deflate.bytes(out.bytes()), sequences }
    };
    pages.iter().map(write).collect()
}

/// What the content of a page takes as a rule, in bytes.
const ROOM: usize = 8 << 10;

struct Writer<'w> {
    fonts: &'w FontSet,
    pictures: &'w Drawn<'w>,
    faces: &'w Faces,
    out: Operators,
    sequences: Vec<Sequence>,
}

impl Writer<'_> {
    fn page(&mut self, page: &Page, layout: &Layout) {
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
        let groups: Vec<&[Fragment]> = page.fragments.chunk_by(same).collect();
        let beside = |a: &&[Fragment], b: &&[Fragment]| a[0].origin.y == b[0].origin.y;
        for line in groups.chunk_by(beside) {
            let climbs = line.iter().copied().flatten().any(Fragment::climbs);
            let begin = self.out.len();
            // Where each group's content ends, and the left edge of the group.
            let mut parts = Vec::new();
            for group in line {
                // Pictures stand among the text in the order of reading, but in no text object.
                if pictures.peek().is_some_and(|picture| picture.after <= read) {
                    self.out.operator("ET");
                    while let Some(picture) = pictures.next_if(|next| next.after <= read)
                    {
                        self.picture(picture);
                    }
                    self.out.operator("BT");
                    font = None;
                }
                read += group.len();
                if climbs {
                    font = None;
                }
                self.begin(group, page);
                for fragment in from_left(group).iter() {
                    if font != Some((fragment.face, fragment.size)) {
                        font = Some((fragment.face, fragment.size));
                        let out = self.out.name(&resource(fragment.face).0);
                        out.length(fragment.size).operator("Tf");
                    }
                    self.fragment(fragment);
                }
                self.out.operator("EMC");
                if climbs {
                    parts.push((self.out.len(), group[0].origin.x));
                }
            }
            if climbs {
                self.put_from_left(begin, parts);
                font = None;
            }
        }
        self.out.operator("ET");
        pictures.for_each(|picture| self.picture(picture));
    }

    /// Puts the groups of a line, which were written in the order of reading from `begin` on, in
    /// the order from left to right. Programs that read pages take letters that climb to be on
    /// lines of their own, and then keep the order of the content. The structure keeps that of
    /// reading.
    fn put_from_left(&mut self, begin: usize, parts: Vec<(usize, Pt)>) {
        let mut written: Vec<(Pt, Operators)> = Vec::with_capacity(parts.len());
        let starts: Vec<usize> =
            std::iter::once(begin).chain(parts.iter().map(|(end, _)| *end)).collect();
        for ((_, left), start) in parts.iter().zip(starts).rev() {
            written.push((*left, self.out.split_off(start)));
        }
        written.sort_by(|(a, _), (b, _)| a.0.total_cmp(&b.0));
        written.into_iter().for_each(|(_, part)| self.out.append(part));
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
        let Some((at, stored)) = self.pictures.place_of(&picture.source) else { return };
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
        let Owner::Node(owner) = first.owner else {
            self.begin_artifact("Pagination", joined);
            return;
        };
        let tag = if joined.is_some() { "Span" } else { "P" };
        self.begin_sequence(tag, owner, joined);
    }

    fn begin_sequence(&mut self, tag: &str, owner: NodeId, joined: Option<&Joined>) {
        let property = format!("/MCID {}", self.sequences.len());
        self.out.begin_marked(tag, said(joined), &property);
        let actual_text = joined.map(|joined| joined.text.clone());
        self.sequences.push(Sequence { owner, actual_text });
    }

    /// Begins an artifact of a type of ISO 32000-1, table 330.
    fn begin_artifact(&mut self, kind: &str, joined: Option<&Joined>) {
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
        let codes = self.faces.codes(fragment.face);
        let em = f64::from(self.fonts.face(fragment.face).units_per_em);
        // A place on the page, exactly: programs compare where lines stand, and distances from the
        // line before (`Td`) add up to a little beside it. Poppler then puts a broken word elsewhere.
        self.out.operand(b"1 0 0 1");
        self.out.length(fragment.origin.x).length(fragment.origin.y).operator("Tm");
        let mut line = TextLine {
            codes,
            points_per_unit: fragment.size.0 / em,
            blank: codes.blank().filter(|_| fragment.climbs()),
            items: Vec::with_capacity(fragment.glyphs.len() * 3),
            bytes: Vec::with_capacity(fragment.glyphs.len() * 2),
            pen: 0.0,
            rise: 0,
        };
        let mut target = 0.0;
        let placed = with_text(fragment).map(|(glyph, text)| {
            let wanted: f64 = target + f64::from(glyph.dx) * 1000.0 / em;
            target += f64::from(glyph.advance) * 1000.0 / em;
            (wanted, glyph, text)
        });
        if line.blank.is_some() {
            // Programs that read pages take a word to stand where its first and last glyphs do.
            // Where letters climb (Nastaliq), there are empty ones on the line at both ends.
            line.empty(0.0);
            self.show(&mut line);
            for (wanted, glyph, text) in marks_between(placed.collect()) {
                self.glyph(&mut line, wanted, glyph, text);
            }
        } else {
            for (wanted, glyph, text) in placed {
                self.glyph(&mut line, wanted, glyph, text);
            }
        }
        self.show(&mut line);
        if line.rise != 0 {
            self.out.integer(0).operator("Ts");
        }
        if let Some(space) = line.blank {
            line.empty(target - f64::from(codes.width(space)));
            self.show(&mut line);
        }
    }

    /// Adds a glyph to a line, so far from its beginning.
    fn glyph(&mut self, line: &mut TextLine<'_>, wanted: f64, glyph: &Glyph, text: &str) {
        if glyph.dy != line.rise {
            self.show(line);
            line.rise = glyph.dy;
            let raised = (f64::from(line.rise) * line.points_per_unit) as f32;
            self.out.real(raised).operator("Ts");
            // What is written at one height is taken to stand where it begins: all of it at the
            // left end of the word, so that no dot is taken to be of another.
            line.empty(0.0);
        }
        line.go_to(wanted);
        let code = line.codes.code(glyph.id, text);
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
fn said(joined: Option<&Joined>) -> Option<(Vec<u8>, bool)> {
    joined.map(|joined| strings::encode(&shown(joined)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::{Defaults, parse};
    use crate::picture::Pictures;
    use crate::typeset::style::LargePrint;
    use crate::typeset::typeset;

    #[test]
    fn pages_are_the_same_on_any_number_of_threads() {
        let source = "# A page\n\nSome words, and some more of them.\n\n".repeat(200);
        let (document, _) = parse(&source, &Defaults::titled("A page"));
        let (fonts, pictures) = (FontSet::new(), Pictures::default());
        let (layout, _) = typeset(&document, &LargePrint::default(), &fonts, &pictures);
        assert!(layout.pages.len() > 3 * CHUNK);
        let faces = Faces::new(&layout, &fonts);
        let drawn = Drawn::new(&layout, &pictures);
        let on = |threads| -> Vec<Vec<u8>> {
            let pages = write(threads, &layout, &fonts, &drawn, &faces);
            pages.into_iter().map(|page| page.content).collect()
        };
        let one = on(1);
        assert_eq!(one.len(), layout.pages.len());
        assert!([2, 3, 8].into_iter().all(|threads| on(threads) == one));
    }
}
