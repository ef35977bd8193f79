//! Shaping: from text to positioned glyphs, with fallback from face to face, and a cache by word.

use super::itemize::{Item, Itemizer};
use super::script::{by_tag, is_right_to_left, stand_in};
use super::shaped::{Extent, Glyph, ShapedRun, ShapedText, Tongue};
use super::{FaceId, FontSet, REPLACEMENT_FACE, Style};
use crate::lang::Lang;
use crate::text::bidi::{is_strong_left_to_right, may_turn};
use crate::text::segment::{is_invisible, is_joiner, is_private_use};
use harfrust::{
    Buffer, Direction, Feature, Language, ShapeOptions, ShapePlan, ShaperFont, Tag,
};
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;
use std::rc::Rc;
use unicode_script::Script;

/// What is known of a language.
struct Speech {
    lang: Lang,
    tag: Option<Language>,
    script: Option<Script>,
    /// Whether it is written from right to left.
    right_to_left: Option<bool>,
    /// By style: its script and the face for it, where that is not the main face.
    around: [Option<Option<(Script, FaceId)>>; Style::COUNT],
}

/// Of what a plan was made.
type PlanKey = (FaceId, Option<Script>, bool, Tongue);

/// What is remembered of text that is not in the page's language, or has its direction given.
type FurtherKey = (Style, Tongue, Option<bool>, Box<str>);

/// Shapes text, and remembers what it shaped.
pub struct Shaper<'a> {
    fonts: &'a FontSet,
    tongues: Vec<Speech>,
    buffer: Buffer,
    faces: FxHashMap<FaceId, ShaperFont<'a, 'a>>,
    plans: Vec<(PlanKey, ShapePlan)>,
    cache: [FxHashMap<Box<str>, Rc<ShapedText>>; Style::COUNT],
    further: FxHashMap<FurtherKey, Rc<ShapedText>>,
    missing: BTreeSet<char>,
    lent: BTreeSet<char>,
    /// Whether the text at hand has characters to be reported.
    told: bool,
}

/// Characters to be reported.
pub(crate) struct Told {
    missing: BTreeSet<char>,
    lent: BTreeSet<char>,
}

/// Shaped words that are remembered for each style. Guidance pages use a few thousand; the bound
/// keeps a page of noise from filling the memory.
const REMEMBERED: usize = 50_000;

/// The longest word, in bytes, that is remembered.
const MAX_REMEMBERED: usize = 64;

impl<'a> Shaper<'a> {
    /// A shaper for text in `lang`.
    pub fn new(fonts: &'a FontSet, lang: &Lang) -> Self {
        Self {
            fonts,
            tongues: vec![Speech::new(lang)],
            buffer: Buffer::new(),
            faces: FxHashMap::default(),
            plans: Vec::new(),
            cache: Default::default(),
            further: FxHashMap::default(),
            missing: BTreeSet::new(),
            lent: BTreeSet::new(),
            told: false,
        }
    }

    /// Forgets what characters were met, and keeps what was shaped: for the next document in the
    /// same language, with words in others.
    pub fn begin(&mut self, others: &[Lang]) {
        self.missing.clear();
        self.lent.clear();
        // More languages than have numbers share the last one.
        let others = &others[..others.len().min(Tongue::MAX_COUNT)];
        if !self.tongues[1..].iter().map(|it| &it.lang).eq(others) {
            self.tongues.truncate(1);
            self.tongues.extend(others.iter().map(Speech::new));
            self.further.clear();
            self.plans.retain(|((.., tongue), _)| *tongue == Tongue(0));
        }
    }

    /// Shapes `text` of the page's language in a style.
    pub fn shape(&mut self, text: &str, style: Style) -> Rc<ShapedText> {
        if let Some(shaped) = self.cache[style as usize].get(text) {
            return Rc::clone(shaped);
        }
        self.told = false;
        let shaped = Rc::new(self.shape_anew(text, style, Tongue(0), None));
        let cache = &mut self.cache[style as usize];
        // What is to be reported of one document has to be met again in the next.
        if text.len() <= MAX_REMEMBERED && cache.len() < REMEMBERED && !self.told {
            cache.insert(text.into(), Rc::clone(&shaped));
        }
        shaped
    }

    /// Shapes `text` of a language. Where its letters do not say which way it is written, it can
    /// be given: brackets turn with it, and what runs from left to right among words that do not
    /// has the spaces and marks of the main face.
    pub fn shape_as(
        &mut self,
        text: &str,
        style: Style,
        tongue: Tongue,
        right_to_left: Option<bool>,
    ) -> Rc<ShapedText> {
        let tongue =
            if usize::from(tongue.0) < self.tongues.len() { tongue } else { Tongue(0) };
        let way = right_to_left.filter(|way| {
            *way != is_right_to_left(text) || (!*way && self.is_turned(tongue))
        });
        if tongue == Tongue(0) && way.is_none() {
            return self.shape(text, style);
        }
        let key = (style, tongue, way, text.into());
        if let Some(shaped) = self.further.get(&key) {
            return Rc::clone(shaped);
        }
        self.told = false;
        let shaped = Rc::new(self.shape_anew(text, style, tongue, way));
        if text.len() <= MAX_REMEMBERED && self.further.len() < REMEMBERED && !self.told {
            self.further.insert(key, Rc::clone(&shaped));
        }
        shaped
    }

    fn is_turned(&mut self, tongue: Tongue) -> bool {
        let Speech { lang, right_to_left, .. } = &mut self.tongues[usize::from(tongue.0)];
        *right_to_left.get_or_insert_with(|| lang.is_right_to_left())
    }

    /// The advance of `text` in ems.
    pub fn width(&mut self, text: &str, style: Style) -> f64 {
        self.shape(text, style).width
    }

    /// The characters met so far that no face has, and those that the user's face lacks.
    pub(crate) fn into_told(self) -> Told {
        Told { missing: self.missing, lent: self.lent }
    }

    /// Adds what another shaper met.
    pub(crate) fn tell(&mut self, told: Told) {
        self.missing.extend(told.missing);
        self.lent.extend(told.lent);
    }

    /// The characters met so far that no face has.
    pub const fn missing(&self) -> &BTreeSet<char> {
        &self.missing
    }

    /// The characters met so far that the user's face lacks and another lent.
    pub const fn lent(&self) -> &BTreeSet<char> {
        &self.lent
    }

    /// How high and how deep a piece of text is, where it is not set in the main face.
    pub fn extent(&mut self, text: &str, style: Style, tongue: Tongue) -> Extent {
        let main = self.fonts.chain(style).next();
        let shaped = self.shape_as(text, style, tongue, None);
        let mut extent = Extent::default();
        for run in shaped.runs.iter().filter(|run| Some(run.face) != main) {
            let (face, scale) = (self.fonts.face(run.face), self.fonts.scale(run.face));
            extent.add_line(face.ascent * scale, face.descent * scale);
            for glyph in &run.glyphs {
                if let Some((above, below)) = face.ink(*glyph) {
                    extent.add_ink(above * scale, below * scale);
                }
            }
        }
        extent
    }

    fn shape_anew(
        &mut self,
        text: &str,
        style: Style,
        tongue: Tongue,
        way: Option<bool>,
    ) -> ShapedText {
        let right_to_left = way.unwrap_or_else(|| is_right_to_left(text));
        let mut shaped = ShapedText { right_to_left, ..ShapedText::default() };
        let fonts = self.fonts;
        let among =
            way == Some(false) && !text.chars().any(may_turn) && self.is_turned(tongue);
        let around = if among { None } else { self.around(style, tongue) };
        let first = fonts.chain(style).next();
        let plain = first.filter(|&id| {
            let face = fonts.face(id);
            around.is_none()
                && text
                    .chars()
                    .all(|c| face.has(c) && !is_invisible(c) && !is_private_use(c))
        });
        if let Some(face) = plain {
            self.run(text, face, None, tongue, &mut shaped);
            return shaped;
        }
        let lang = self.tongues[usize::from(tongue.0)].lang.clone();
        let itemizer = Itemizer { fonts, style, lang: &lang, around };
        for Item { face, script, range } in itemizer.items(text) {
            let piece = &text[range];
            match face {
                Some(face) => {
                    if first.is_some_and(|first| first != face && FontSet::is_user(first))
                    {
                        self.told = true;
                        self.lent.extend(piece.chars().filter(|c| !is_invisible(*c)));
                    }
                    self.run(piece, face, script, tongue, &mut shaped);
                }
                None => self.replace(piece, &mut shaped),
            }
        }
        shaped
    }

    /// The script of a language and its face, where that is not the main one.
    fn around(&mut self, style: Style, tongue: Tongue) -> Option<(Script, FaceId)> {
        // What is typed keeps the distances of its own face.
        if matches!(style, Style::Code | Style::CodeBold) {
            return None;
        }
        let fonts = self.fonts;
        let own = &mut self.tongues[usize::from(tongue.0)];
        let lang = &own.lang;
        *own.around[style as usize].get_or_insert_with(|| {
            let script = *own.script.get_or_insert_with(|| by_tag(&lang.script()));
            fonts.for_script(script, style, lang).map(|face| (script, face))
        })
    }

    /// Shapes `text` in one face and adds it to `out`.
    fn run(
        &mut self,
        text: &str,
        face: FaceId,
        script: Option<Script>,
        tongue: Tongue,
        out: &mut ShapedText,
    ) {
        let own = self.fonts.face(face);
        self.buffer.clear();
        let mut visible = String::with_capacity(text.len());
        for c in text.chars().filter(|c| !is_invisible(*c) || is_joiner(*c)) {
            let cluster = u32::try_from(visible.len()).unwrap_or(u32::MAX);
            let shown = if own.has(c) { c } else { stand_in(c).unwrap_or(c) };
            self.buffer.push(u32::from(shown), cluster);
            visible.push(c);
        }
        if visible.is_empty() {
            return;
        }
        // Letters run their own way; what has none, such as digits, as the text around it.
        let letters = visible.chars().any(is_strong_left_to_right);
        let right_to_left = is_right_to_left(&visible) || (out.right_to_left && !letters);
        // Guessing keeps what is set.
        self.buffer.set_direction(direction(right_to_left));
        self.buffer.set_script(script.and_then(shaped_script));
        self.buffer.guess_segment_properties();
        self.buffer.set_language(self.tongues[usize::from(tongue.0)].tag.clone());
        let features = features(script);
        let plan = self.plan((face, script, right_to_left, tongue), features);
        if let Some(font) = self.faces.get(&face) {
            let options =
                ShapeOptions::new().plan(Some(&self.plans[plan].1)).features(features);
            // It fails only for a plan of other properties, and this one was made for them.
            let _ = harfrust::shape(font, &mut self.buffer, options);
        }
        let glyphs = self.glyphs(visible.len(), right_to_left, out);
        let units: i64 = glyphs.iter().map(|glyph| i64::from(glyph.advance)).sum();
        let width = units as f64 / f64::from(own.units_per_em) * self.fonts.scale(face);
        out.width += width;
        out.runs.push(ShapedRun { face, text: visible.into(), glyphs, width });
    }

    /// The number of the plan for the buffer.
    fn plan(&mut self, key: PlanKey, features: &[Feature]) -> usize {
        let (face, _, right_to_left, _) = key;
        let font = self.fonts.face(face).font();
        self.faces.entry(face).or_insert_with(|| ShaperFont::new(font));
        // If no script was given, the one that HarfBuzz guessed is used.
        let script = self.buffer.script();
        let of_key =
            |(own, plan): &(PlanKey, ShapePlan)| *own == key && plan.script() == script;
        let known = self.plans.iter().position(of_key);
        known.unwrap_or_else(|| {
            let plan = ShapePlan::new(
                font,
                direction(right_to_left),
                script,
                self.buffer.language(),
                features,
            );
            self.plans.push((key, plan));
            self.plans.len() - 1
        })
    }

    /// The buffer's glyphs, each with the length of the text it shows, in `bytes` altogether.
    fn glyphs(
        &self,
        bytes: usize,
        right_to_left: bool,
        out: &mut ShapedText,
    ) -> Box<[Glyph]> {
        let infos = self.buffer.glyph_infos();
        let positions = self.buffer.glyph_positions();
        let whole = u32::try_from(bytes).unwrap_or(u32::MAX);
        let mut glyphs = Vec::with_capacity(infos.len());
        // In reading order, and turned round again at the end.
        let order = |at: usize| if right_to_left { infos.len() - 1 - at } else { at };
        let cluster = |at: usize| infos[order(at)].cluster;
        for at in 0..infos.len() {
            // The first glyph of a cluster shows all its text.
            let start = cluster(at);
            let follows = at > 0 && cluster(at - 1) == start;
            let next = || (at..infos.len()).map(cluster).find(|next| *next != start);
            let end = if follows { start } else { next().unwrap_or(whole) };
            let position = &positions[order(at)];
            out.complex |= follows;
            glyphs.push(Glyph {
                id: u16::try_from(infos[order(at)].glyph_id).unwrap_or(0),
                len: u16::try_from(end.saturating_sub(start)).unwrap_or(u16::MAX),
                advance: saturated(position.x_advance),
                dx: saturated(position.x_offset),
                dy: saturated(position.y_offset),
            });
        }
        if right_to_left {
            glyphs.reverse();
        }
        glyphs.into()
    }

    /// Sets U+FFFD for a piece of text that no face has.
    fn replace(&mut self, text: &str, out: &mut ShapedText) {
        self.told = true;
        self.missing.extend(text.chars());
        out.complex = true;
        self.run("\u{fffd}", REPLACEMENT_FACE, None, Tongue(0), out);
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

impl Speech {
    fn new(lang: &Lang) -> Self {
        Self {
            tag: Language::new(lang.as_str()),
            lang: lang.clone(),
            script: None,
            right_to_left: None,
            around: [None; Style::COUNT],
        }
    }
}

/// Ligatures off, so that every letter keeps its own shape; lining figures (UKAAF G003).
const FEATURES: &[Feature] = &[
    Feature { tag: Tag::new(b"liga"), value: 0, start: 0, end: u32::MAX },
    Feature { tag: Tag::new(b"clig"), value: 0, start: 0, end: u32::MAX },
    Feature { tag: Tag::new(b"lnum"), value: 1, start: 0, end: u32::MAX },
];

/// The features for a script: in others than these a ligature may be how letters are written.
const fn features(script: Option<Script>) -> &'static [Feature] {
    match script {
        None | Some(Script::Latin | Script::Greek | Script::Cyrillic) => FEATURES,
        Some(_) => &[],
    }
}

const fn direction(right_to_left: bool) -> Direction {
    if right_to_left { Direction::RightToLeft } else { Direction::LeftToRight }
}

/// The shaper's name for a script.
fn shaped_script(script: Script) -> Option<harfrust::Script> {
    let tag = script.short_name().as_bytes().try_into().ok()?;
    harfrust::Script::from_iso15924_tag(Tag::new(tag))
}

/// Design units as a glyph has them.
pub(crate) fn saturated(units: i32) -> i16 {
    i16::try_from(units).unwrap_or(if units < 0 { i16::MIN } else { i16::MAX })
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
