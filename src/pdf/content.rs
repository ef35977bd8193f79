//! Content streams: the glyphs of each page in marked content sequences, everything else as
//! artifacts.

use super::deflate::Deflate;
use super::fonts::{Faces, resource, with_text};
use super::pictures::{self, Drawn};
use super::reading::shown;
use super::strings;
use super::text_line::{TextLine, from_left, marks_between};
use crate::font::{FontSet, Glyph};
use crate::node::NodeId;
use crate::parallel::in_parallel;
use crate::picture::Turn;
use crate::typeset::frame::{
    Fragment, Joined, Layout, Leader, Owner, Page, PlacedPicture,
};
use crate::typeset::style::Colour;
use printpdf::{
    Color, DictItem, Greyscale, Mm, Op, PaintMode, PdfDocument, PdfFontHandle, PdfPage,
    PdfSaveOptions, Pt, Rect, Rgb, TextMatrix,
};
use std::collections::BTreeMap;

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
const CHUNK: usize = 8;

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
    let mut document = PdfDocument::new("");
    let mut sequences = Vec::with_capacity(pages.len());
    let mut printed = Vec::with_capacity(pages.len());
    for page in pages {
        let mut writer =
            Writer { fonts, pictures, faces, ops: Vec::new(), sequences: Vec::new() };
        writer.page(page, layout);
        sequences.push(writer.sequences);
        printed.push(PdfPage::new(Mm(1.0), Mm(1.0), writer.ops));
    }
    document.with_pages(printed);
    let options = PdfSaveOptions {
        optimize: false,
        subset_fonts: false,
        secure: false,
        image_optimization: None,
    };
    let written = document.to_lopdf_document(&options, &mut Vec::new());
    let contents = written.page_iter().map(|id| {
        let page = written.get_dictionary(id).expect("a page is a dictionary");
        let stream = page.get(b"Contents").and_then(|contents| contents.as_reference());
        let stream =
            stream.and_then(|id| written.get_object(id)).and_then(|it| it.as_stream());
        let stream = stream.expect("printpdf writes a stream a page");
        deflate.bytes(&stream.content)
    });
    contents
        .zip(sequences)
        .map(|(content, sequences)| Content { content, sequences })
        .collect()
}

struct Writer<'w> {
    fonts: &'w FontSet,
    pictures: &'w Drawn<'w>,
    faces: &'w Faces,
    ops: Vec<Op>,
    sequences: Vec<Sequence>,
}

impl Writer<'_> {
    fn page(&mut self, page: &Page, layout: &Layout) {
        let theme = layout.theme;
        if layout.paint_background && theme.background() != Colour::WHITE {
            self.begin_artifact("Page", None);
            let col = colour(theme.background());
            self.ops.push(Op::SetFillColor { col });
            self.rectangle(crate::geom::Rect {
                x: crate::geom::Pt(0.0),
                y: crate::geom::Pt(0.0),
                width: layout.size.width,
                height: layout.size.height,
            });
            self.ops.push(Op::EndMarkedContent);
        }
        self.ops.push(Op::SetFillColor { col: colour(theme.ink()) });
        if !page.rules.is_empty() || !page.leaders.is_empty() {
            self.begin_artifact("Layout", None);
            for rule in &page.rules {
                self.rectangle(*rule);
            }
            if !page.leaders.is_empty() {
                self.ops.push(Op::SetOutlineColor { col: colour(theme.ink()) });
            }
            for leader in &page.leaders {
                self.leader(leader);
            }
            self.ops.push(Op::EndMarkedContent);
        }
        let mut pictures = page.pictures.iter().peekable();
        let mut read = 0;
        self.ops.push(Op::StartTextSection);
        let mut font = None;
        let same =
            |a: &Fragment, b: &Fragment| (a.owner, a.joined) == (b.owner, b.joined);
        let groups: Vec<&[Fragment]> = page.fragments.chunk_by(same).collect();
        let beside = |a: &&[Fragment], b: &&[Fragment]| a[0].origin.y == b[0].origin.y;
        for line in groups.chunk_by(beside) {
            let climbs = line.iter().copied().flatten().any(Fragment::climbs);
            let begin = self.ops.len();
            // Where each group's content ends, and the left edge of the group.
            let mut parts = Vec::new();
            for group in line {
                // Pictures stand among the text in the order of reading, but in no text object.
                if pictures.peek().is_some_and(|picture| picture.after <= read) {
                    self.ops.push(Op::EndTextSection);
                    while let Some(picture) = pictures.next_if(|next| next.after <= read)
                    {
                        self.picture(picture);
                    }
                    self.ops.push(Op::StartTextSection);
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
                        self.ops.push(Op::SetFont {
                            font: PdfFontHandle::External(resource(fragment.face)),
                            size: pt(fragment.size),
                        });
                    }
                    self.fragment(fragment);
                }
                self.ops.push(Op::EndMarkedContent);
                if climbs {
                    parts.push((self.ops.len(), group[0].origin.x));
                }
            }
            if climbs {
                self.put_from_left(begin, parts);
                font = None;
            }
        }
        self.ops.push(Op::EndTextSection);
        pictures.for_each(|picture| self.picture(picture));
    }

    /// Puts the groups of a line, which were written in the order of reading from `begin` on, in
    /// the order from left to right. Programs that read pages take letters that climb to be on
    /// lines of their own, and then keep the order of the content. The structure keeps that of
    /// reading.
    fn put_from_left(&mut self, begin: usize, parts: Vec<(usize, crate::geom::Pt)>) {
        let mut written: Vec<(crate::geom::Pt, Vec<Op>)> =
            Vec::with_capacity(parts.len());
        let starts: Vec<usize> =
            std::iter::once(begin).chain(parts.iter().map(|(end, _)| *end)).collect();
        for ((_, left), start) in parts.iter().zip(starts).rev() {
            written.push((*left, self.ops.split_off(start)));
        }
        written.sort_by(|(a, _), (b, _)| a.0.total_cmp(&b.0));
        self.ops.extend(written.into_iter().flat_map(|(_, ops)| ops));
    }

    /// Draws dots as the dashes of one line.
    fn leader(&mut self, Leader { from, to, side, step }: &Leader) {
        let real = |length: crate::geom::Pt| DictItem::Real(pt(length).0);
        let y = from.y + *side * 0.5;
        let dashes = DictItem::Array(vec![real(*side), real(*step - *side)]);
        self.unknown("w", vec![real(*side)]);
        self.unknown("d", vec![dashes, DictItem::Int(0)]);
        self.unknown("m", vec![real(from.x), real(y)]);
        self.unknown("l", vec![real(*to), real(y)]);
        self.unknown("S", Vec::new());
    }

    /// Draws a picture: its unit square becomes its place.
    fn picture(&mut self, picture: &PlacedPicture) {
        let Some((at, stored)) = self.pictures.place_of(&picture.source) else { return };
        match picture.owner {
            Owner::Node(owner) => self.begin_sequence("Figure", owner, None),
            Owner::Artifact => self.begin_artifact("Layout", None),
        }
        let Turn([a, b, c, d, e, f]) = stored.turn;
        let crate::geom::Rect { x, y, width, height } = picture.place;
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
        self.ops.push(Op::SaveGraphicsState);
        self.unknown("cm", matrix.map(DictItem::Real).to_vec());
        self.unknown("Do", vec![DictItem::Name(pictures::name(at).into_bytes())]);
        self.ops.push(Op::RestoreGraphicsState);
        self.ops.push(Op::EndMarkedContent);
    }

    fn unknown(&mut self, key: &str, value: Vec<DictItem>) {
        self.ops.push(Op::Unknown { key: key.into(), value });
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
        let mcid = DictItem::Int(i64::try_from(self.sequences.len()).unwrap_or(i64::MAX));
        let mut map = BTreeMap::from([("MCID".to_owned(), mcid)]);
        add_actual_text(&mut map, joined);
        self.ops.push(Op::BeginMarkedContentWithProperties {
            tag: tag.into(),
            properties: DictItem::Dict { map },
        });
        let actual_text = joined.map(|joined| joined.text.clone());
        self.sequences.push(Sequence { owner, actual_text });
    }

    /// Begins an artifact of a type of ISO 32000-1, table 330.
    fn begin_artifact(&mut self, kind: &str, joined: Option<&Joined>) {
        let kind = DictItem::Name(kind.as_bytes().to_vec());
        let mut map = BTreeMap::from([("Type".to_owned(), kind)]);
        add_actual_text(&mut map, joined);
        self.ops.push(Op::BeginMarkedContentWithProperties {
            tag: "Artifact".into(),
            properties: DictItem::Dict { map },
        });
    }

    fn rectangle(&mut self, rect: crate::geom::Rect) {
        self.ops.push(Op::DrawRectangle {
            rectangle: Rect {
                x: pt(rect.x),
                y: pt(rect.y),
                width: pt(rect.width),
                height: pt(rect.height),
                mode: Some(PaintMode::Fill),
                winding_order: None,
            },
        });
    }

    /// Shows a fragment: one `TJ` as a rule, more where marks stand above the line.
    fn fragment(&mut self, fragment: &Fragment) {
        let codes = self.faces.codes(fragment.face);
        let em = f64::from(self.fonts.face(fragment.face).units_per_em);
        let (x, y) = (pt(fragment.origin.x), pt(fragment.origin.y));
        self.ops.push(Op::SetTextMatrix { matrix: TextMatrix::Translate(x, y) });
        let mut line = TextLine {
            codes,
            points_per_unit: fragment.size.0 / em,
            blank: codes.blank().filter(|_| fragment.climbs()),
            items: Vec::new(),
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
            self.ops.push(Op::SetLineOffset { multiplier: 0.0 });
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
            self.ops.push(Op::SetLineOffset { multiplier: raised });
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
        if line.items.is_empty() {
            return;
        }
        // printpdf's own `ShowText` has an operation and a string a glyph; this is one a line.
        let items = DictItem::Array(std::mem::take(&mut line.items));
        self.unknown("TJ", vec![items]);
    }
}

/// Adds what marked content says, where its glyphs do not say it.
fn add_actual_text(map: &mut BTreeMap<String, DictItem>, joined: Option<&Joined>) {
    if let Some(joined) = joined {
        let (data, literal) = strings::encode(&shown(joined));
        map.insert("ActualText".into(), DictItem::String { data, literal });
    }
}

/// A length with a thousandth of a point at the most.
fn pt(length: crate::geom::Pt) -> Pt {
    Pt(((length.0 * 1000.0).round() / 1000.0) as f32)
}

/// Grey where a colour is grey: a copier counts anything else as a colour page.
fn colour(colour: Colour) -> Color {
    let part = |byte: u8| f32::from(byte) / 255.0;
    let Colour(r, g, b) = colour;
    if r == g && g == b {
        Color::Greyscale(Greyscale { percent: part(r), icc_profile: None })
    } else {
        Color::Rgb(Rgb { r: part(r), g: part(g), b: part(b), icc_profile: None })
    }
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
