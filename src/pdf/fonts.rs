//! Cuts the faces down to the glyphs that a layout shows, and embeds them with the text of each.

use super::PdfError;
use super::composed;
use super::deflate::Deflate;
use super::reading::Reading;
use super::sfnt::slim;
use super::shown::{Composed, Shape, with_text};
use crate::font::{Face, FaceId, FontSet};
use crate::typeset::frame::Layout;
use lopdf::{Dictionary, Object, ObjectId, Stream, dictionary};
use printpdf::{
    Codepoint, FontId, Mm, Op, ParsedFont, PdfDocument, PdfFont, PdfFontHandle, PdfPage,
    PdfSaveOptions, TextItem,
};
use sha2::{Digest, Sha256};
use smol_str::SmolStr;
use std::collections::BTreeMap;
use subsetter::GlyphRemapper;

/// The faces of a layout as a PDF has them.
#[derive(Clone)]
pub(super) struct Embedded {
    /// A document with the font objects and no page.
    pub(super) document: lopdf::Document,
    /// The root of its pages.
    pub(super) pages_root: ObjectId,
    /// The resources of every page.
    pub(super) resources: ObjectId,
}

/// The codes of every face of which a layout shows a glyph.
#[derive(PartialEq)]
pub(super) struct Faces(BTreeMap<FaceId, Codes>);

impl Faces {
    /// Gives every glyph of a layout a code.
    pub(super) fn new(layout: &Layout, readings: &[Reading], fonts: &FontSet) -> Self {
        let mut codes: BTreeMap<FaceId, Codes> = BTreeMap::new();
        for (page, reading) in layout.pages.iter().zip(readings) {
            for (at, fragment) in page.fragments.iter().enumerate() {
                let own = codes.entry(fragment.face).or_default();
                match reading.of(at) {
                    None => with_text(fragment).for_each(|(glyph, text)| {
                        own.add(glyph.id, if text.is_empty() { NO_TEXT } else { text });
                    }),
                    Some(shown) => shown.iter().flat_map(|it| &it.codes).for_each(|it| {
                        own.add_shape(&it.shape, &it.says);
                    }),
                }
            }
        }
        for (&face, codes) in &mut codes {
            codes.number(fonts.face(face));
        }
        Self(codes)
    }

    /// The codes of a face's glyphs.
    pub(super) fn codes(&self, face: FaceId) -> &Codes {
        &self.0[&face]
    }
}

/// The text of a glyph that shows none by itself: a mark, whose letter has the text of both. A
/// zero-width space adds nothing.
const NO_TEXT: &str = "\u{200b}";

/// The text of a glyph that is shown in others alone: it has no code of its own.
const ONLY_A_PART: &str = "";

/// The codes (CIDs) by which a content stream names the glyphs of one face. A glyph that shows
/// more than one text, such as a hyphen and a no-break hyphen, has a code for each. Glyphs are
/// numbered in the order in which they are first shown, so layouts that begin alike have the same
/// codes for what is alike; those made of others come after them.
#[derive(Default, PartialEq, Eq)]
pub(super) struct Codes {
    /// By glyph: its first text and the code of that.
    first: Vec<Option<(Box<str>, u16)>>,
    /// The glyphs in the order of their codes.
    order: Vec<u16>,
    /// By glyph and text: further codes.
    further: BTreeMap<(u16, String), u16>,
    /// By glyph of its own and text: its code.
    composed: BTreeMap<(Composed, SmolStr), u16>,
    /// The advance of each code in thousandths of an em, as the PDF has it.
    widths: Vec<i32>,
    /// The glyph of the subset that each code names.
    map: Vec<u16>,
}

impl Codes {
    fn add(&mut self, glyph: u16, text: &str) {
        let at = usize::from(glyph);
        if self.first.len() <= at {
            self.first.resize(at + 1, None);
        }
        match &self.first[at] {
            None => {
                self.first[at] = Some((text.into(), 0));
                self.order.push(glyph);
            }
            Some((first, _)) if **first == *text => {}
            Some((first, _)) if **first == *ONLY_A_PART => {
                self.first[at] = Some((text.into(), 0));
            }
            Some(_) if text == ONLY_A_PART => {}
            Some(_) => {
                self.further.entry((glyph, text.to_owned())).or_default();
            }
        }
    }

    fn add_shape(&mut self, shape: &Shape, text: &SmolStr) {
        match shape {
            Shape::Glyph(glyph) => {
                self.add(*glyph, if text.is_empty() { NO_TEXT } else { text });
            }
            Shape::Composed(composed) => {
                for part in &composed.parts {
                    self.add(part.glyph, ONLY_A_PART);
                }
                self.composed.entry((composed.clone(), text.clone())).or_default();
            }
        }
    }

    /// The code for what is drawn so and says `text`.
    pub(super) fn code_of(&self, shape: &Shape, text: &SmolStr) -> u16 {
        match shape {
            Shape::Glyph(glyph) => self.code(*glyph, text),
            Shape::Composed(composed) => {
                let key = (composed.clone(), text.clone());
                self.composed.get(&key).copied().unwrap_or_default()
            }
        }
    }

    /// The glyphs that are made of others, in the order of their numbers, which follow those of
    /// the face's own.
    fn made(&self) -> impl Iterator<Item = &Composed> {
        let mut last = None;
        self.composed.keys().map(|(made, _)| made).filter(move |made| {
            let new = last != Some(*made);
            last = Some(*made);
            new
        })
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

    /// Gives each code its number: that of its glyph in the subset, and further ones after.
    fn number(&mut self, face: &Face) {
        if face.has_cff_outlines() {
            // One text a glyph: the plainest, a hyphen rather than a no-break hyphen.
            for (glyph, text) in std::mem::take(&mut self.further).into_keys() {
                if let Some(Some((first, _))) = self.first.get_mut(usize::from(glyph))
                    && *text < **first
                {
                    *first = text.into();
                }
            }
        }
        self.order.retain(|glyph| *glyph != 0);
        self.order.insert(0, 0);
        for (code, &glyph) in (0..).zip(&self.order) {
            if let Some(Some((_, own))) = self.first.get_mut(usize::from(glyph)) {
                *own = code;
            }
        }
        self.map = (0..).take(self.order.len()).collect();
        let next = |map: &Vec<u16>| u16::try_from(map.len()).ok();
        for ((glyph, _), code) in &mut self.further {
            let first = self.first.get(usize::from(*glyph)).and_then(Option::as_ref);
            let first = first.map_or(0, |(_, code)| *code);
            // Where there are no more codes, the letter is drawn, and says its first text.
            let Some(own) = next(&self.map) else {
                *code = first;
                continue;
            };
            *code = own;
            self.map.push(first);
        }
        let em = f64::from(face.units_per_em);
        let width = |subset_glyph: &u16| {
            let glyph = self.order.get(usize::from(*subset_glyph));
            let advance = glyph.map_or(0.0, |&glyph| face.advance(glyph));
            (advance * 1000.0 / em).round() as i32
        };
        self.widths = self.map.iter().map(width).collect();
        let mut glyph = u16::try_from(self.order.len()).unwrap_or(u16::MAX);
        let mut last: Option<&Composed> = None;
        for ((made, _), code) in &mut self.composed {
            if last.is_some_and(|last| last != made) {
                glyph = glyph.saturating_add(1);
            }
            last = Some(made);
            let Some(own) = next(&self.map) else {
                *code = 0;
                continue;
            };
            *code = own;
            self.map.push(glyph);
            self.widths.push((f64::from(made.advance) * 1000.0 / em).round() as i32);
        }
    }

    /// The glyph of each code in a subset that has `shift` glyphs between the face's own and those
    /// that are made of others.
    fn map_with(&self, shift: u16) -> Vec<u16> {
        let own = u16::try_from(self.order.len()).unwrap_or(u16::MAX);
        let shifted = |&glyph: &u16| if glyph < own { glyph } else { glyph + shift };
        self.map.iter().map(shifted).collect()
    }

    /// The advance of a code in thousandths of an em.
    pub(super) fn width(&self, code: u16) -> i32 {
        self.widths.get(usize::from(code)).copied().unwrap_or_default()
    }
}

/// The name of a face among a page's resources.
pub(super) fn resource(face: FaceId) -> FontId {
    FontId(format!("F{}", face.0))
}

/// Embeds the faces.
pub(super) fn embed(
    faces: &Faces,
    fonts: &FontSet,
    deflate: &mut Deflate,
) -> Result<Embedded, PdfError> {
    let mut specimen = PdfDocument::new("");
    let mut ops = vec![Op::StartTextSection];
    let mut mends = Vec::new();
    for (&face, codes) in &faces.0 {
        let own = fonts.face(face);
        let (subset, shift) =
            subset(own, codes).ok_or_else(|| PdfError::DamagedFont(own.name.clone()))?;
        let font = PdfFont::new(subset);
        specimen.resources.fonts.map.insert(resource(face), font);
        let font = PdfFontHandle::External(resource(face));
        ops.push(Op::SetFont { font, size: printpdf::Pt(1.0) });
        ops.push(Op::ShowText { items: vec![TextItem::GlyphIds(specimens(codes))] });
        let mapped = !codes.further.is_empty() || !codes.composed.is_empty();
        let map = mapped.then(|| codes.map_with(shift));
        mends.push(Mend { name: resource(face), cap_height: own.cap_height, map });
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
    for mend in &mends {
        mend.apply(&mut document, font_dict);
    }
    for object in document.objects.values_mut() {
        if let Object::Stream(stream) = object {
            if stream.content.starts_with(CMAP) {
                stream.content = plain_cmap(&stream.content);
            }
            deflate.stream(stream);
        }
    }
    let resources = document.add_object(dictionary! { "Font" => font_dict });
    Ok(Embedded { document, pages_root, resources })
}

/// How a map from codes to text begins (Adobe Technical Note 5411).
const CMAP: &[u8] = b"/CIDInit";

/// Such a map without empty lines and what it tells printers alone: comments.
fn plain_cmap(cmap: &[u8]) -> Vec<u8> {
    let lines = cmap.split_inclusive(|byte| *byte == b'\n');
    lines.filter(|line| !matches!(line[0], b'\n' | b'%')).flatten().copied().collect()
}

/// Cuts a face down to the glyphs that have codes, and adds those that are made of others; with how
/// many glyphs stand between. `None` where its file is damaged.
fn subset(face: &Face, codes: &Codes) -> Option<(ParsedFont, u16)> {
    let mut remapper = GlyphRemapper::new();
    for &glyph in &codes.order {
        remapper.remap(glyph);
    }
    let bytes = subsetter::subset(face.bytes(), face.index(), &remapper).ok()?;
    let mut bytes = slim(&bytes).unwrap_or(bytes);
    let mut shift = 0;
    if !codes.composed.is_empty() {
        let number = |glyph| remapper.get(glyph);
        let (with, first) = composed::add(&bytes, codes.made(), number)?;
        bytes = with;
        shift = first.checked_sub(u16::try_from(codes.order.len()).ok()?)?;
    }
    let mut font = ParsedFont::from_bytes(&bytes, 0, &mut Vec::new())?;
    font.font_name = Some(format!("{}+{}", prefix(&bytes), face.name));
    for (code, &width) in (0..).zip(&codes.widths) {
        font.glyph_widths.insert(code, u16::try_from(width).unwrap_or_default());
    }
    // The widths are in thousandths of an em, and so is all else from here on.
    font.units_per_em = 1000;
    let scale = 1000.0 / f64::from(face.units_per_em);
    let metrics = &mut font.pdf_font_metrics;
    metrics.units_per_em = 1000;
    for value in
        [&mut metrics.x_min, &mut metrics.y_min, &mut metrics.x_max, &mut metrics.y_max]
    {
        *value = (f64::from(*value) * scale).round() as i16;
    }
    let thousandths = |ems: f64| (ems * 1000.0).round() as i16;
    font.font_metrics.ascent = thousandths(face.ascent);
    font.font_metrics.descent = -thousandths(face.descent);
    Some((font, shift))
}

/// Six capitals made of a subset's bytes (ISO 32000-1, 9.6.4).
fn prefix(bytes: &[u8]) -> String {
    Sha256::digest(bytes)[..6].iter().map(|byte| char::from(b'A' + byte % 26)).collect()
}

/// Every code with its text.
fn specimens(codes: &Codes) -> Vec<Codepoint> {
    let first = codes.first.iter().flatten().map(|(text, code)| (*code, &**text));
    let further = codes.further.iter().map(|((_, text), code)| (*code, text.as_str()));
    let composed = codes.composed.iter().map(|((_, text), code)| (*code, text.as_str()));
    first
        .filter(|(_, text)| *text != ONLY_A_PART)
        .chain(further)
        .chain(composed)
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

/// What has to be mended of a font that printpdf made.
struct Mend {
    name: FontId,
    /// The height of capitals in ems: printpdf has that of the ascenders.
    cap_height: f64,
    /// The glyph of each code, where that is not always the glyph of the same number.
    map: Option<Vec<u16>>,
}

impl Mend {
    fn apply(&self, document: &mut lopdf::Document, fonts: ObjectId) {
        let fonts = document
            .get_dictionary(fonts)
            .and_then(|fonts| fonts.get(self.name.0.as_bytes()));
        let Ok(font) = fonts.and_then(Object::as_reference) else { return };
        let descriptor = descendant(document, font).and_then(|own| {
            own.get(b"FontDescriptor").and_then(Object::as_reference).ok()
        });
        if let Some(Ok(descriptor)) = descriptor.map(|id| document.get_dictionary_mut(id))
        {
            descriptor.set("CapHeight", (self.cap_height * 1000.0).round() as i64);
        }
        if let Some(map) = &self.map {
            let bytes = map.iter().flat_map(|glyph| glyph.to_be_bytes()).collect();
            let stream = document.add_object(Stream::new(Dictionary::new(), bytes));
            if let Some(own) = descendant_mut(document, font)
                && own.has(b"CIDToGIDMap")
            {
                own.set("CIDToGIDMap", stream);
            }
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
