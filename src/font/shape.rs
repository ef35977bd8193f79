//! Shaping: from text to positioned glyphs, with fallback from face to face, and a cache by word.

use super::{FaceId, FontSet, REPLACEMENT_FACE, Style};
use crate::lang::Lang;
use crate::text::segment::{grapheme_ends, is_invisible, is_private_use};
use harfrust::{
    Buffer, Direction, Feature, Language, Script, ShapeOptions, ShapePlan, ShaperFont,
    Tag,
};
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;
use std::ops::Range;
use std::rc::Rc;

/// A glyph and where it stands, in design units of its face.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Glyph {
    /// Its number in the face.
    pub id: u16,
    /// How many bytes of the text it shows; 0 where the glyph before shows them.
    pub len: u16,
    /// How far it moves the pen, in design units.
    pub advance: i16,
    /// How far it stands right of the pen, in design units.
    pub dx: i16,
    /// How far it stands above the baseline, in design units.
    pub dy: i16,
}

/// Glyphs of one face.
#[derive(Debug, Clone, PartialEq)]
pub struct ShapedRun {
    /// The face.
    pub face: FaceId,
    /// The text they show, as the author wrote it, without invisible characters.
    pub text: Box<str>,
    /// The glyphs in reading order.
    pub glyphs: Box<[Glyph]>,
}

/// A shaped piece of text.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ShapedText {
    /// Its runs, each of one face.
    pub runs: Vec<ShapedRun>,
    /// Its advance in ems.
    pub width: f64,
    /// Whether glyphs and characters do not map one to one, so that the text has to be said
    /// beside the glyphs (ActualText).
    pub complex: bool,
}

/// Shapes text, and remembers what it shaped.
pub struct Shaper<'a> {
    fonts: &'a FontSet,
    language: Option<Language>,
    buffer: Buffer,
    faces: Vec<Option<ShaperFont<'a, 'a>>>,
    plans: Vec<(FaceId, Option<Script>, ShapePlan)>,
    cache: [FxHashMap<Box<str>, Rc<ShapedText>>; Style::COUNT],
    missing: BTreeSet<char>,
    lent: BTreeSet<char>,
    /// Whether the text at hand has characters that are to be told.
    told: bool,
}

/// Shaped words that are remembered for each style. Guidance pages use a few thousand; the bound
/// keeps a page of noise from filling the memory.
const REMEMBERED: usize = 50_000;

/// The longest word, in bytes, that is remembered.
const LONGEST_REMEMBERED: usize = 64;

impl<'a> Shaper<'a> {
    /// A shaper for text in `lang`.
    pub fn new(fonts: &'a FontSet, lang: &Lang) -> Self {
        Self {
            fonts,
            language: Language::new(lang.as_str()),
            buffer: Buffer::new(),
            faces: Vec::new(),
            plans: Vec::new(),
            cache: Default::default(),
            missing: BTreeSet::new(),
            lent: BTreeSet::new(),
            told: false,
        }
    }

    /// Forgets what characters were met, and keeps what was shaped: for the next document in the
    /// same language.
    pub fn begin(&mut self) {
        self.missing.clear();
        self.lent.clear();
    }

    /// Shapes `text` in a style.
    pub fn shape(&mut self, text: &str, style: Style) -> Rc<ShapedText> {
        if let Some(shaped) = self.cache[style as usize].get(text) {
            return Rc::clone(shaped);
        }
        self.told = false;
        let shaped = Rc::new(self.shape_anew(text, style));
        let cache = &mut self.cache[style as usize];
        // What is to be told of one document has to be met again in the next.
        if text.len() <= LONGEST_REMEMBERED && cache.len() < REMEMBERED && !self.told {
            cache.insert(text.into(), Rc::clone(&shaped));
        }
        shaped
    }

    /// The advance of `text` in ems.
    pub fn width(&mut self, text: &str, style: Style) -> f64 {
        self.shape(text, style).width
    }

    /// The characters met so far that no face has.
    pub const fn missing(&self) -> &BTreeSet<char> {
        &self.missing
    }

    /// The characters met so far that the user's face lacks and another lent.
    pub const fn lent(&self) -> &BTreeSet<char> {
        &self.lent
    }

    fn shape_anew(&mut self, text: &str, style: Style) -> ShapedText {
        let mut shaped = ShapedText::default();
        let fonts = self.fonts;
        let first = fonts.chain(style).next();
        let plain = first.filter(|&id| {
            let face = fonts.face(id);
            text.chars().all(|c| face.has(c) && !is_invisible(c) && !is_private_use(c))
        });
        if let Some(face) = plain {
            self.run(text, face, &mut shaped);
            return shaped;
        }
        for (face, range) in itemize(fonts, text, style) {
            let piece = &text[range];
            match face {
                Some(face) => {
                    if first.is_some_and(|first| first != face && FontSet::is_user(first))
                    {
                        self.told = true;
                        self.lent.extend(piece.chars().filter(|c| !is_invisible(*c)));
                    }
                    self.run(piece, face, &mut shaped);
                }
                None => self.replace(piece, &mut shaped),
            }
        }
        shaped
    }

    /// Shapes `text` in one face and adds it to `out`.
    fn run(&mut self, text: &str, face: FaceId, out: &mut ShapedText) {
        let own = self.fonts.face(face);
        self.buffer.clear();
        let mut visible = String::with_capacity(text.len());
        for c in text.chars().filter(|c| !is_invisible(*c)) {
            let cluster = u32::try_from(visible.len()).unwrap_or(u32::MAX);
            let shown = if own.has(c) { c } else { stand_in(c).unwrap_or(c) };
            self.buffer.push(u32::from(shown), cluster);
            visible.push(c);
        }
        if visible.is_empty() {
            return;
        }
        // Lines are set left to right: guessing keeps a direction that is set.
        self.buffer.set_direction(Direction::LeftToRight);
        self.buffer.guess_segment_properties();
        self.buffer.set_language(self.language.clone());
        let plan = self.plan(face);
        let at = usize::from(face.0);
        if let Some(font) = &self.faces[at] {
            let options =
                ShapeOptions::new().plan(Some(&self.plans[plan].2)).features(FEATURES);
            // It fails only for a plan of other properties, and this one was made for them.
            let _ = harfrust::shape(font, &mut self.buffer, options);
        }
        let glyphs = self.glyphs(&visible, out);
        let units: i64 = glyphs.iter().map(|glyph| i64::from(glyph.advance)).sum();
        let width = units as f64 / f64::from(own.units_per_em);
        out.width += width;
        out.runs.push(ShapedRun { face, text: visible.into(), glyphs });
    }

    /// The number of the plan for the buffer's script.
    fn plan(&mut self, face: FaceId) -> usize {
        let at = usize::from(face.0);
        if self.faces.len() <= at {
            self.faces.resize_with(at + 1, || None);
        }
        let fonts = self.fonts;
        self.faces[at].get_or_insert_with(|| ShaperFont::new(fonts.face(face).font()));
        let script = self.buffer.script();
        let known = self
            .plans
            .iter()
            .position(|(own, own_script, _)| *own == face && *own_script == script);
        known.unwrap_or_else(|| {
            let plan = ShapePlan::new(
                fonts.face(face).font(),
                Direction::LeftToRight,
                script,
                self.language.as_ref(),
                FEATURES,
            );
            self.plans.push((face, script, plan));
            self.plans.len() - 1
        })
    }

    /// The buffer's glyphs, each with the length of the text it shows.
    fn glyphs(&self, text: &str, out: &mut ShapedText) -> Box<[Glyph]> {
        let infos = self.buffer.glyph_infos();
        let positions = self.buffer.glyph_positions();
        let whole = u32::try_from(text.len()).unwrap_or(u32::MAX);
        let mut glyphs = Vec::with_capacity(infos.len());
        for (at, (info, position)) in infos.iter().zip(positions).enumerate() {
            // The first glyph of a cluster shows all its text.
            let start = info.cluster;
            let follows = at > 0 && infos[at - 1].cluster == start;
            let next = || {
                infos[at..].iter().map(|info| info.cluster).find(|next| *next != start)
            };
            let end = if follows { start } else { next().unwrap_or(whole) };
            out.complex |= follows;
            glyphs.push(Glyph {
                id: u16::try_from(info.glyph_id).unwrap_or(0),
                len: u16::try_from(end.saturating_sub(start)).unwrap_or(u16::MAX),
                advance: saturated(position.x_advance),
                dx: saturated(position.x_offset),
                dy: saturated(position.y_offset),
            });
        }
        glyphs.into()
    }

    /// Sets U+FFFD for a piece of text that no face has.
    fn replace(&mut self, text: &str, out: &mut ShapedText) {
        self.told = true;
        self.missing.extend(text.chars());
        out.complex = true;
        self.run("\u{fffd}", REPLACEMENT_FACE, out);
        // A private-use character means nothing outside its font: the sign stands for itself.
        if text.chars().any(is_private_use) {
            return;
        }
        if let Some(run) = out.runs.last_mut() {
            run.text = text.into();
            for glyph in &mut run.glyphs {
                glyph.len = u16::try_from(text.len()).unwrap_or(u16::MAX);
            }
        }
    }
}

/// Ligatures off, so that every letter keeps its own shape; figures on the line (UKAAF G003).
const FEATURES: &[Feature] = &[
    Feature { tag: Tag::new(b"liga"), value: 0, start: 0, end: u32::MAX },
    Feature { tag: Tag::new(b"clig"), value: 0, start: 0, end: u32::MAX },
    Feature { tag: Tag::new(b"lnum"), value: 1, start: 0, end: u32::MAX },
];

fn saturated(units: i32) -> i16 {
    i16::try_from(units).unwrap_or(if units < 0 { i16::MIN } else { i16::MAX })
}

/// The character whose glyph shows another that the face lacks: hyphens for hyphens, spaces for
/// spaces.
const fn stand_in(c: char) -> Option<char> {
    Some(match c {
        '\u{2010}' | '\u{2011}' => '-',
        '\u{2000}'..='\u{200a}'
        | '\u{202f}'
        | '\u{205f}'
        | '\u{3000}'
        | '\u{a0}'
        | '\t' => ' ',
        _ => return None,
    })
}

/// Parts `text` by the face that has its characters, a grapheme cluster never over two faces
/// unless no face has all of it.
fn itemize(
    fonts: &FontSet,
    text: &str,
    style: Style,
) -> Vec<(Option<FaceId>, Range<usize>)> {
    let mut items: Vec<(Option<FaceId>, Range<usize>)> = Vec::new();
    let mut add = |face: Option<FaceId>, range: Range<usize>| match items.last_mut() {
        // Missing characters stay apart, a replacement each.
        Some((last, whole)) if *last == face && face.is_some() => whole.end = range.end,
        _ => items.push((face, range)),
    };
    let mut start = 0;
    for end in grapheme_ends(text) {
        let cluster = &text[start..end];
        match face_for(fonts, cluster, style) {
            Some(face) => add(Some(face), start..end),
            None => {
                for (at, c) in cluster.char_indices() {
                    let range = start + at..start + at + c.len_utf8();
                    add(face_for(fonts, &text[range.clone()], style), range);
                }
            }
        }
        start = end;
    }
    items
}

/// The first face that has every character of `cluster`; the main one where nothing shows.
fn face_for(fonts: &FontSet, cluster: &str, style: Style) -> Option<FaceId> {
    fonts.chain(style).find(|&id| {
        let face = fonts.face(id);
        cluster.chars().all(|c| !is_private_use(c))
            && cluster.chars().all(|c| {
                is_invisible(c)
                    || face.has(c)
                    || stand_in(c).is_some_and(|other| face.has(other))
            })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(text: &str) -> ShapedText {
        let fonts = FontSet::new();
        let mut shaper = Shaper::new(&fonts, &Lang::british());
        (*shaper.shape(text, Style::Regular)).clone()
    }

    #[test]
    fn glyphs_show_all_of_the_text() {
        for text in
            ["Tablets", "5 µg", "Ωμέγα", "Đặng", "tick ✓", "self\u{2011}care", "a\u{ad}b"]
        {
            let shaped = shape(text);
            let shown: String = shaped.runs.iter().map(|run| &*run.text).collect();
            assert_eq!(shown, text.replace('\u{ad}', ""));
            for run in &shaped.runs {
                let lengths: usize = run.glyphs.iter().map(|g| usize::from(g.len)).sum();
                assert_eq!(lengths, run.text.len(), "{text}");
                assert!(run.glyphs.iter().all(|glyph| glyph.id != 0), "{text}");
            }
            assert!(
                !shaped.runs.iter().any(|run| run.text.contains('\u{fffd}')),
                "{text}"
            );
        }
    }

    #[test]
    fn kerning_brings_letters_together() {
        assert!(shape("AV").width < shape("A").width + shape("V").width);
    }

    #[test]
    fn what_no_face_has_is_replaced_and_named() {
        let shaped = shape("a\u{0e01}b");
        assert!(shaped.complex);
        assert_eq!(shaped.runs.len(), 3);
        assert!(
            shaped.runs.iter().flat_map(|run| &run.glyphs).all(|glyph| glyph.id != 0)
        );
    }
}
