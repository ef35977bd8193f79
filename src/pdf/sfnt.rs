//! Font files as a PDF needs them.

use std::borrow::Cow;

/// Tables that no reader of a PDF asks for: it knows glyphs by their numbers, and has the font's
/// name among its own objects (ISO 32000-1, 9.9).
const UNREAD: [&[u8]; 2] = [b"name", b"post"];

/// The font's header, and one record of its table of contents, in bytes (OpenType 1.9, `otff`).
const HEADER: usize = 12;
const RECORD: usize = 16;

/// Where `head` has the sum over the whole file, and what both sums make.
const ADJUSTMENT: std::ops::Range<usize> = 8..12;
const SUM: u32 = 0xb1b0_afba;

/// The tables of a font, in the order of the file.
pub(super) struct Tables<'f> {
    version: [u8; 4],
    tables: Vec<([u8; 4], Cow<'f, [u8]>)>,
}

impl<'f> Tables<'f> {
    /// Those of a font; `None` where it is none.
    pub(super) fn parse(font: &'f [u8]) -> Option<Self> {
        let version = *font.first_chunk()?;
        let count = usize::from(u16::from_be_bytes(*font.get(4..)?.first_chunk()?));
        let records = font.get(HEADER..HEADER + count * RECORD)?;
        let table = |record: &[u8]| {
            let start = number(record, 8)?;
            let bytes = font.get(start..start.checked_add(number(record, 12)?)?)?;
            Some((*record.first_chunk()?, Cow::Borrowed(bytes)))
        };
        let tables = records.chunks_exact(RECORD).map(table).collect::<Option<_>>()?;
        Some(Self { version, tables })
    }

    /// A table.
    pub(super) fn get(&self, tag: &[u8; 4]) -> Option<&[u8]> {
        let table = self.tables.iter().find(|(own, _)| own == tag);
        table.map(|(_, bytes)| &**bytes)
    }

    /// Puts another in the place of a table, if there is one.
    pub(super) fn set(&mut self, tag: &[u8; 4], bytes: Vec<u8>) {
        if let Some((_, own)) = self.tables.iter_mut().find(|(own, _)| own == tag) {
            *own = bytes.into();
        }
    }

    /// The font.
    pub(super) fn write(&self) -> Option<Vec<u8>> {
        let count = u16::try_from(self.tables.len()).ok()?;
        let entries = count.checked_ilog2()?;
        let search = 16 << entries;
        let mut out = Vec::new();
        out.extend(self.version);
        for value in [count, search, u16::try_from(entries).ok()?, count * 16 - search] {
            out.extend(value.to_be_bytes());
        }
        let mut at = HEADER + self.tables.len() * RECORD;
        let mut adjustment = None;
        let mut body = Vec::new();
        for (tag, bytes) in &self.tables {
            let start = body.len();
            body.extend(&**bytes);
            body.resize(body.len().next_multiple_of(4), 0);
            if tag == b"head" && bytes.len() >= ADJUSTMENT.end {
                body[start..][ADJUSTMENT].fill(0);
                adjustment = Some(start + ADJUSTMENT.start..start + ADJUSTMENT.end);
            }
            out.extend(tag);
            out.extend(sum(&body[start..]).to_be_bytes());
            out.extend(u32::try_from(at).ok()?.to_be_bytes());
            out.extend(u32::try_from(bytes.len()).ok()?.to_be_bytes());
            at += body.len() - start;
        }
        let whole = sum(&out).wrapping_add(sum(&body));
        body[adjustment?].copy_from_slice(&SUM.wrapping_sub(whole).to_be_bytes());
        out.extend(body);
        Some(out)
    }
}

/// The sum over words of four bytes.
fn sum(bytes: &[u8]) -> u32 {
    let words = bytes.as_chunks().0.iter().map(|word| u32::from_be_bytes(*word));
    words.fold(0, u32::wrapping_add)
}

/// A TrueType font without the tables that a PDF does not need; `None` where it is no such font.
pub(super) fn slim(font: &[u8]) -> Option<Vec<u8>> {
    let mut tables = Tables::parse(font)?;
    tables.get(b"glyf")?;
    tables.tables.retain(|(tag, _)| !UNREAD.contains(&&tag[..]));
    tables.write()
}

/// The number of four bytes at a place in a record.
fn number(record: &[u8], at: usize) -> Option<usize> {
    let bytes = record.get(at..)?.first_chunk()?;
    usize::try_from(u32::from_be_bytes(*bytes)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::font::{FontSet, Style};
    use subsetter::GlyphRemapper;

    #[test]
    fn outlines_stay_and_names_go() {
        let fonts = FontSet::new();
        let face = fonts.face(fonts.chain(Style::Regular).next().expect("it has a face"));
        let remapper = GlyphRemapper::new_from_glyphs(&[0, 5, 40]);
        let whole = subsetter::subset(face.bytes(), 0, &remapper).expect("it is whole");
        let slim = slim(&whole).expect("it has outlines");
        assert!(slim.len() < whole.len());
        let table = |font: &[u8], tag: &[u8; 4]| {
            let face = ttf_parser::RawFace::parse(font, 0).expect("it is a font");
            face.table(ttf_parser::Tag::from_bytes(tag)).map(<[u8]>::to_vec)
        };
        for tag in [b"glyf", b"loca", b"hmtx", b"hhea", b"maxp"] {
            assert_eq!(table(&slim, tag), table(&whole, tag));
        }
        assert_eq!((table(&slim, b"name"), table(&slim, b"post")), (None, None));
        assert_eq!(sum(&slim), SUM);
    }

    #[test]
    fn what_is_no_font_has_no_tables() {
        let fonts = FontSet::new();
        let face = fonts.face(fonts.chain(Style::Regular).next().expect("it has a face"));
        for length in 0..400 {
            assert_eq!(slim(&face.bytes()[..length]), None);
        }
    }
}
