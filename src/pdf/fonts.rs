//! Cuts the faces down to the glyphs that a layout shows, and embeds them with the text of each.

use crate::font::{FaceId, FontSet, Glyph};
use crate::typeset::frame::Layout;
use lopdf::{Dictionary, Object, ObjectId, Stream, dictionary};
use printpdf::{
    Codepoint, FontId, Mm, Op, ParsedFont, PdfDocument, PdfFont, PdfFontHandle, PdfPage,
    PdfSaveOptions, TextItem,
};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use subsetter::GlyphRemapper;

/// The faces of a layout as a PDF has them.
pub(super) struct Embedded {
    /// A document with the font objects and no page.
    pub(super) document: lopdf::Document,
    /// The root of its pages.
    pub(super) pages_root: ObjectId,
    /// The resources of every page.
    pub(super) resources: ObjectId,
    codes: BTreeMap<FaceId, Codes>,
}

impl Embedded {
    /// The codes of a face's glyphs.
    pub(super) fn codes(&self, face: FaceId) -> &Codes {
        &self.codes[&face]
    }
}

/// The text of a glyph that shows none by itself: a mark, whose letter has the text of both. The
/// marked content around it says what it means; a zero-width space adds nothing.
const NO_TEXT: &str = "\u{200b}";

/// The codes (CIDs) by which a content stream names the glyphs of one face. A glyph that shows
/// more than one text, such as a hyphen and a no-break hyphen, has a code for each.
#[derive(Default)]
pub(super) struct Codes {
    /// By glyph: its first text and the code of that.
    first: Vec<Option<(Box<str>, u16)>>,
    /// By glyph and text: further codes.
    further: BTreeMap<(u16, String), u16>,
    /// The advance of each code in thousandths of an em, as the PDF has it.
    widths: Vec<i32>,
}

impl Codes {
    fn add(&mut self, glyph: u16, text: &str) {
        let at = usize::from(glyph);
        if self.first.len() <= at {
            self.first.resize(at + 1, None);
        }
        match &self.first[at] {
            None => self.first[at] = Some((text.into(), 0)),
            Some((first, _)) if **first == *text => {}
            Some(_) => {
                self.further.entry((glyph, text.to_owned())).or_default();
            }
        }
    }

    /// The code for a glyph that shows `text`.
    pub(super) fn code(&self, glyph: u16, text: &str) -> u16 {
        let text = if text.is_empty() { NO_TEXT } else { text };
        match self.first.get(usize::from(glyph)) {
            Some(Some((first, code))) if **first == *text => *code,
            Some(Some((_, code))) => {
                self.further.get(&(glyph, text.to_owned())).copied().unwrap_or(*code)
            }
            _ => 0,
        }
    }

    /// The glyphs that are shown, in order, each with its first text and the code of that.
    fn glyphs(&mut self) -> impl Iterator<Item = (u16, &mut (Box<str>, u16))> {
        (0..)
            .zip(&mut self.first)
            .filter_map(|(glyph, first)| Some((glyph, first.as_mut()?)))
    }

    /// The advance of a code in thousandths of an em.
    pub(super) fn width(&self, code: u16) -> i32 {
        self.widths.get(usize::from(code)).copied().unwrap_or_default()
    }
}

/// Glyphs with the text that each shows.
pub(super) fn with_text<'t>(
    glyphs: &'t [Glyph],
    text: &'t str,
) -> impl Iterator<Item = (&'t Glyph, &'t str)> {
    let mut at = 0;
    glyphs.iter().map(move |glyph| {
        let start = at;
        at += usize::from(glyph.len);
        (glyph, text.get(start..at).unwrap_or_default())
    })
}

/// The name of a face among a page's resources.
pub(super) fn resource(face: FaceId) -> FontId {
    FontId(format!("F{}", face.0))
}

/// Embeds every face of which the layout shows a glyph.
pub(super) fn embed(layout: &Layout, fonts: &FontSet) -> Embedded {
    let mut codes: BTreeMap<FaceId, Codes> = BTreeMap::new();
    for fragment in layout.pages.iter().flat_map(|page| &page.fragments) {
        let own = codes.entry(fragment.face).or_default();
        for (glyph, text) in with_text(&fragment.glyphs, &fragment.text) {
            own.add(glyph.id, if text.is_empty() { NO_TEXT } else { text });
        }
    }
    let mut specimen = PdfDocument::new("");
    let mut ops = vec![Op::StartTextSection];
    let mut maps = BTreeMap::new();
    for (&face, codes) in &mut codes {
        let (font, map) = subset(face, codes, fonts);
        maps.extend(map.map(|map| (resource(face), map)));
        specimen.resources.fonts.map.insert(resource(face), PdfFont::new(font));
        let font = PdfFontHandle::External(resource(face));
        ops.push(Op::SetFont { font, size: printpdf::Pt(1.0) });
        ops.push(Op::ShowText { items: vec![TextItem::GlyphIds(specimens(codes))] });
    }
    ops.push(Op::EndTextSection);
    // The page shows every code once: printpdf embeds the fonts that a page uses, with the widths
    // and the text of the glyphs that it shows.
    specimen.with_pages(vec![PdfPage::new(Mm(10.0), Mm(10.0), ops)]);
    let options = PdfSaveOptions {
        optimize: false,
        subset_fonts: false,
        secure: false,
        image_optimization: None,
    };
    let mut document = specimen.to_lopdf_document(&options, &mut Vec::new());
    let (pages_root, font_dict) = strip(&mut document);
    let heights =
        codes.keys().map(|&face| (resource(face), fonts.face(face).cap_height)).collect();
    mend(&mut document, font_dict, &maps, &heights);
    let resources = document.add_object(dictionary! { "Font" => font_dict });
    Embedded { document, pages_root, resources, codes }
}

/// Cuts a face down to the glyphs that have codes, and gives each code its number. Where a glyph
/// has several codes, the second value maps codes to glyphs.
fn subset(
    face: FaceId,
    codes: &mut Codes,
    fonts: &FontSet,
) -> (ParsedFont, Option<Vec<u16>>) {
    let own = fonts.face(face);
    let mut remapper = GlyphRemapper::new();
    let mut originals = vec![0];
    for (glyph, (_, code)) in codes.glyphs() {
        *code = remapper.remap(glyph);
        originals.push(glyph);
    }
    let bytes = subsetter::subset(own.bytes(), 0, &remapper)
        .unwrap_or_else(|_| own.bytes().to_vec());
    let mut map: Vec<u16> = (0..remapper.num_gids()).collect();
    for ((glyph, _), code) in &mut codes.further {
        *code = u16::try_from(map.len()).unwrap_or(u16::MAX);
        let first = codes.first.get(usize::from(*glyph)).and_then(Option::as_ref);
        map.push(first.map_or(0, |(_, code)| *code));
    }
    let mut warnings = Vec::new();
    let mut font = ParsedFont::from_bytes(&bytes, 0, &mut warnings)
        .expect("a subset of a font that was parsed is a font");
    font.font_name = Some(format!("{}+{}", prefix(&bytes), own.name));
    let em = f64::from(own.units_per_em);
    codes.widths = vec![0; map.len()];
    for (code, subset_glyph) in map.iter().enumerate() {
        // Glyphs of a composite one follow those that were asked for; no code names them.
        let glyph = originals.get(usize::from(*subset_glyph));
        let advance = glyph.map_or(0.0, |&glyph| own.advance(glyph));
        #[expect(clippy::cast_possible_truncation, reason = "advances are small")]
        let width = (advance * 1000.0 / em).round() as i32;
        codes.widths[code] = width;
        if let (Ok(code), Ok(width)) = (u16::try_from(code), u16::try_from(width)) {
            font.glyph_widths.insert(code, width);
        }
    }
    // The widths are in thousandths of an em already.
    font.units_per_em = 1000;
    let scale = 1000.0 / em;
    let metrics = &mut font.pdf_font_metrics;
    metrics.units_per_em = 1000;
    for value in
        [&mut metrics.x_min, &mut metrics.y_min, &mut metrics.x_max, &mut metrics.y_max]
    {
        #[expect(clippy::cast_possible_truncation, reason = "a float saturates")]
        let scaled = (f64::from(*value) * scale).round() as i16;
        *value = scaled;
    }
    #[expect(clippy::cast_possible_truncation, reason = "an em or so")]
    let thousandths = |ems: f64| (ems * 1000.0).round() as i16;
    font.font_metrics.ascent = thousandths(own.ascent);
    font.font_metrics.descent = -thousandths(own.descent);
    (font, (!codes.further.is_empty()).then_some(map))
}

/// Six capitals made of a subset's bytes (ISO 32000-1, 9.6.4).
fn prefix(bytes: &[u8]) -> String {
    Sha256::digest(bytes)[..6].iter().map(|byte| char::from(b'A' + byte % 26)).collect()
}

/// Every code with its text.
fn specimens(codes: &Codes) -> Vec<Codepoint> {
    let first = codes.first.iter().flatten().map(|(text, code)| (*code, &**text));
    let further = codes.further.iter().map(|((_, text), code)| (*code, text.as_str()));
    first
        .chain(further)
        .map(|(code, text)| Codepoint::with_cid(code, 0.0, text.to_owned()))
        .collect()
}

/// Takes the specimen page off and says where the page tree and the fonts are.
fn strip(document: &mut lopdf::Document) -> (ObjectId, ObjectId) {
    let page = document.page_iter().next().expect("there is a specimen page");
    let dict = document.get_dictionary(page).expect("a page is a dictionary").clone();
    let reference = |dict: &Dictionary, key: &[u8]| {
        dict.get(key).and_then(Object::as_reference).expect("printpdf refers to it")
    };
    let root = reference(&dict, b"Parent");
    let resources = reference(&dict, b"Resources");
    let resources =
        document.get_dictionary(resources).expect("it is a dictionary").clone();
    let fonts = reference(&resources, b"Font");
    // Of what printpdf made only the fonts stay.
    document.objects.insert(root, Object::Dictionary(Dictionary::new()));
    document.trailer = dictionary! { "Pages" => root, "Font" => fonts };
    document.prune_objects();
    document.trailer = Dictionary::new();
    (root, fonts)
}

/// Mends what printpdf says of fonts: the height of capitals, and which glyph a code names where
/// that is not the glyph of the same number.
fn mend(
    document: &mut lopdf::Document,
    font_dict: ObjectId,
    maps: &BTreeMap<FontId, Vec<u16>>,
    heights: &BTreeMap<FontId, f64>,
) {
    for (name, height) in heights {
        let Ok(fonts) = document.get_dictionary(font_dict) else { return };
        let Ok(font) = fonts.get(name.0.as_bytes()).and_then(Object::as_reference) else {
            continue;
        };
        let descriptor = descendant(document, font).and_then(|own| {
            own.get(b"FontDescriptor").and_then(Object::as_reference).ok()
        });
        if let Some(Ok(descriptor)) = descriptor.map(|id| document.get_dictionary_mut(id))
        {
            #[expect(clippy::cast_possible_truncation, reason = "an em or so")]
            descriptor.set("CapHeight", (height * 1000.0).round() as i64);
        }
        if let Some(map) = maps.get(name) {
            let bytes = map.iter().flat_map(|glyph| glyph.to_be_bytes()).collect();
            let mut stream = Stream::new(Dictionary::new(), bytes);
            let _ = stream.compress();
            let stream = document.add_object(stream);
            if let Some(own) = descendant_mut(document, font)
                && own.has(b"CIDToGIDMap")
            {
                own.set("CIDToGIDMap", stream);
            }
        }
    }
    for object in document.objects.values_mut() {
        if let Object::Stream(stream) = object {
            let _ = stream.compress();
        }
    }
}

fn descendant(document: &lopdf::Document, font: ObjectId) -> Option<&Dictionary> {
    let fonts = document.get_dictionary(font).ok()?.get(b"DescendantFonts").ok()?;
    fonts.as_array().ok()?.first()?.as_dict().ok()
}

fn descendant_mut(
    document: &mut lopdf::Document,
    font: ObjectId,
) -> Option<&mut Dictionary> {
    let fonts =
        document.get_dictionary_mut(font).ok()?.get_mut(b"DescendantFonts").ok()?;
    fonts.as_array_mut().ok()?.first_mut()?.as_dict_mut().ok()
}
