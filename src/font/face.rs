//! One font face: its bytes, its metrics and which characters it has.

use harfrust::font::name::NameId;
use std::fmt;
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
}

/// A font face.
pub struct Face {
    font: harfrust::Font,
    bytes: Bytes,
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
    Owned(Vec<u8>),
}

impl Face {
    /// Parses a face of a file's bytes.
    ///
    /// # Errors
    /// When the bytes are no font that can be embedded.
    pub fn new(bytes: Vec<u8>) -> Result<Self, FontError> {
        let font = harfrust::Font::new(bytes.clone(), 0).ok_or(FontError::NotAFont)?;
        if !matches!(bytes.get(..4), Some([0, 1, 0, 0] | b"OTTO" | b"true")) {
            return Err(FontError::NotAFont);
        }
        if fs_type(&bytes).is_some_and(|fs_type| fs_type & 0x000f == 0x0002) {
            return Err(FontError::EmbeddingForbidden);
        }
        Self::with(font, Bytes::Owned(bytes))
    }

    pub(super) fn built_in(bytes: &'static [u8]) -> Result<Self, FontError> {
        let font = harfrust::Font::new(bytes, 0).ok_or(FontError::NotAFont)?;
        Self::with(font, Bytes::Static(bytes))
    }

    fn with(font: harfrust::Font, bytes: Bytes) -> Result<Self, FontError> {
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
            font,
        })
    }

    /// The font file.
    pub fn bytes(&self) -> &[u8] {
        match &self.bytes {
            Bytes::Static(bytes) => bytes,
            Bytes::Owned(bytes) => bytes,
        }
    }

    /// Whether its outlines are CFF: in a PDF its codes are glyphs then, without a map between.
    pub fn has_cff_outlines(&self) -> bool {
        self.bytes().starts_with(b"OTTO")
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

/// `OS/2.fsType` of an OpenType file.
fn fs_type(bytes: &[u8]) -> Option<u16> {
    let u16_at =
        |at: usize| Some(u16::from_be_bytes(bytes.get(at..at + 2)?.try_into().ok()?));
    let u32_at =
        |at: usize| Some(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?));
    let tables = usize::from(u16_at(4)?);
    let record = (0..tables)
        .map(|n| 12 + 16 * n)
        .find(|&at| bytes.get(at..at + 4) == Some(b"OS/2".as_slice()))?;
    u16_at(usize::try_from(u32_at(record + 8)?).ok()? + 8)
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
