//! One font face: its bytes, its metrics and which characters it has.

use harfrust::font::name::NameId;
use std::fmt;
use std::sync::Arc;
use thiserror::Error;

/// Why a font cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum FontError {
    /// The bytes are no TrueType or OpenType font.
    #[error("not a TrueType or OpenType font")]
    NotAFont,
    /// The font forbids what a PDF has to do with it (OpenType `OS/2.fsType`, bit 1).
    #[error("its licence forbids embedding")]
    EmbeddingForbidden,
    /// The font has no character map, or no glyphs.
    #[error("it has no letters")]
    NoLetters,
    /// The collection has fewer faces.
    #[error("it has no face number {0}; the first is 0")]
    NoSuchFace(u32),
}

/// A font face.
pub struct Face {
    font: harfrust::Font,
    bytes: Bytes,
    index: u32,
    /// Where its tables are listed: after the header of a collection, if it is in one.
    directory: usize,
    coverage: Coverage,
    /// The PostScript name.
    pub name: String,
    /// Design units per em; advances and offsets of glyphs are in these.
    pub units_per_em: u16,
    /// Height of the letters above the baseline, in ems.
    pub ascent: f64,
    /// Depth below the baseline, in ems, as a positive number.
    pub descent: f64,
    /// Height of a capital letter, in ems.
    pub cap_height: f64,
}

enum Bytes {
    Static(&'static [u8]),
    Owned(Arc<Vec<u8>>),
}

impl Bytes {
    fn all(&self) -> &[u8] {
        match self {
            Self::Static(bytes) => bytes,
            Self::Owned(bytes) => bytes,
        }
    }
}

impl Face {
    /// Parses a face of a file's bytes: that of a number, from 0, where the file is a collection.
    ///
    /// # Errors
    /// When the bytes are no font that can be embedded, or there is no such face.
    pub fn new(bytes: Vec<u8>, index: u32) -> Result<Self, FontError> {
        let directory = directory(&bytes, index)?;
        if !matches!(
            bytes.get(directory..directory + 4),
            Some([0, 1, 0, 0] | b"OTTO" | b"true")
        ) {
            return Err(FontError::NotAFont);
        }
        if fs_type(&bytes, directory).is_some_and(|fs_type| fs_type & 0x000f == 0x0002) {
            return Err(FontError::EmbeddingForbidden);
        }
        let bytes = Arc::new(bytes);
        let shared: Arc<dyn AsRef<[u8]> + Send + Sync> = bytes.clone();
        let font = harfrust::Font::new(shared, index).ok_or(FontError::NotAFont)?;
        Self::with(font, Bytes::Owned(bytes), index, directory)
    }

    pub(super) fn built_in(bytes: &'static [u8]) -> Result<Self, FontError> {
        let font = harfrust::Font::new(bytes, 0).ok_or(FontError::NotAFont)?;
        Self::with(font, Bytes::Static(bytes), 0, 0)
    }

    fn with(
        font: harfrust::Font,
        bytes: Bytes,
        index: u32,
        directory: usize,
    ) -> Result<Self, FontError> {
        let coverage = Coverage::of(&font);
        if coverage.is_empty() || font.num_glyphs() == 0 {
            return Err(FontError::NoLetters);
        }
        let metrics = font.metrics();
        let em = f64::from(metrics.units_per_em);
        let line = metrics.h_line().unwrap_or_default();
        let (ascent, descent) =
            (line.ascender.to_f64() / em, -line.descender.to_f64() / em);
        let cap_height =
            metrics.cap_height.map_or(ascent * 0.7, |height| height.to_f64() / em);
        let name = font
            .names()
            .get(NameId::POSTSCRIPT_NAME)
            .and_then(|name| name.english_or_first())
            .map(|name| name.name().chars().collect::<String>())
            .unwrap_or_default();
        let units_per_em = metrics.units_per_em;
        Ok(Self {
            name: postscript_name(&name),
            units_per_em,
            ascent,
            descent,
            cap_height,
            coverage,
            bytes,
            index,
            directory,
            font,
        })
    }

    /// The font file.
    pub fn bytes(&self) -> &[u8] {
        self.bytes.all()
    }

    /// Index in the font file; non-zero only in a collection.
    pub const fn index(&self) -> u32 {
        self.index
    }

    /// Whether its outlines are CFF: in a PDF its codes are glyphs then, without a map between.
    pub fn has_cff_outlines(&self) -> bool {
        self.bytes().get(self.directory..).is_some_and(|own| own.starts_with(b"OTTO"))
    }

    /// Whether its letters are bold (OpenType `OS/2.usWeightClass` 600 and more).
    pub fn is_bold(&self) -> bool {
        self.font.default_attributes().weight.value() >= 600.0
    }

    /// How high a glyph stands above the baseline and how deep it hangs below it, in ems; `None`
    /// where nothing is drawn.
    pub fn ink(&self, glyph: super::Glyph) -> Option<(f64, f64)> {
        let ink = self.font.glyph_metrics().extents(u32::from(glyph.id).into())?;
        let em = f64::from(self.units_per_em);
        let top = (f64::from(ink.y_bearing) + f64::from(glyph.dy)) / em;
        (ink.height > 0.0).then(|| (top, f64::from(ink.height) / em - top))
    }

    /// How high the ink of a character stands above the baseline, in ems; `None` where the face
    /// does not have it.
    pub fn height(&self, c: char) -> Option<f64> {
        let glyph =
            self.font.charmap().map_unicode(c).filter(|glyph| glyph.to_u32() != 0)?;
        let ink = self.font.glyph_metrics().extents(glyph)?;
        Some(f64::from(ink.y_bearing) / f64::from(self.units_per_em))
    }

    /// The font for the shaper.
    pub(super) const fn font(&self) -> &harfrust::Font {
        &self.font
    }

    /// Whether the face has a glyph of its own for a character.
    pub fn has(&self, c: char) -> bool {
        self.coverage.has(c)
    }

    /// The advance of a glyph in design units.
    pub fn advance(&self, glyph: u16) -> f64 {
        f64::from(self.font.glyph_metrics().h_advance(u32::from(glyph).into()))
    }
}

impl fmt::Debug for Face {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Face").field(&self.name).finish()
    }
}

/// A name that a PDF may give a font: letters, digits and hyphens.
fn postscript_name(name: &str) -> String {
    let kept: String = name
        .chars()
        .filter(|c| c.is_ascii_alphanumeric() || *c == '-')
        .take(63)
        .collect();
    if kept.is_empty() { "Unnamed".into() } else { kept }
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_be_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

/// Where the tables of a face are listed: at the start of a file with one face.
fn directory(bytes: &[u8], index: u32) -> Result<usize, FontError> {
    if !bytes.starts_with(b"ttcf") {
        return if index == 0 { Ok(0) } else { Err(FontError::NoSuchFace(index)) };
    }
    let faces = u32_at(bytes, 8).ok_or(FontError::NotAFont)?;
    if index >= faces {
        return Err(FontError::NoSuchFace(index));
    }
    let at = usize::try_from(index).unwrap_or(usize::MAX).saturating_mul(4);
    let directory = u32_at(bytes, at.saturating_add(12)).ok_or(FontError::NotAFont)?;
    usize::try_from(directory).map_err(|_| FontError::NotAFont)
}

/// `OS/2.fsType` of a face.
fn fs_type(bytes: &[u8], directory: usize) -> Option<u16> {
    let tables = usize::from(u16_at(bytes, directory + 4)?);
    let record = (0..tables)
        .map(|n| directory + 12 + 16 * n)
        .find(|&at| bytes.get(at..at + 4) == Some(b"OS/2".as_slice()))?;
    u16_at(bytes, usize::try_from(u32_at(bytes, record + 8)?).ok()? + 8)
}

/// The characters of a face: a bit each for the Basic Multilingual Plane, a sorted list beyond.
#[derive(Default)]
struct Coverage {
    basic: Vec<u64>,
    beyond: Vec<u32>,
}

impl Coverage {
    fn of(font: &harfrust::Font) -> Self {
        let mut coverage = Self::default();
        for (code, glyph) in font.charmap().unicodes() {
            if glyph.to_u32() == 0 {
                continue;
            }
            let at = usize::try_from(code).unwrap_or(usize::MAX);
            if at > 0xffff {
                coverage.beyond.push(code);
                continue;
            }
            if coverage.basic.len() <= at / 64 {
                coverage.basic.resize(at / 64 + 1, 0);
            }
            coverage.basic[at / 64] |= 1 << (at % 64);
        }
        coverage.beyond.sort_unstable();
        coverage
    }

    const fn is_empty(&self) -> bool {
        self.basic.is_empty() && self.beyond.is_empty()
    }

    fn has(&self, c: char) -> bool {
        let code = u32::from(c);
        match usize::try_from(code) {
            Ok(at) if at <= 0xffff => {
                self.basic.get(at / 64).is_some_and(|bits| bits >> (at % 64) & 1 == 1)
            }
            _ => self.beyond.binary_search(&code).is_ok(),
        }
    }
}
