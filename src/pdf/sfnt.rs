//! Font files as a PDF needs them.

/// Tables that no reader of a PDF asks for: it knows glyphs by their numbers, and has the font's
/// name among its own objects (ISO 32000-1, 9.9).
const UNREAD: [&[u8]; 2] = [b"name", b"post"];

/// The font's header, and one record of its table of contents, in bytes (OpenType 1.9, `otff`).
const HEADER: usize = 12;
const RECORD: usize = 16;

/// Where `head` has the sum over the whole file, and what both sums make.
const ADJUSTMENT: std::ops::Range<usize> = 8..12;
const SUM: u32 = 0xb1b0_afba;

/// A TrueType font without the tables that a PDF does not need; `None` where it is no such font.
pub(super) fn slim(font: &[u8]) -> Option<Vec<u8>> {
    let count = usize::from(u16::from_be_bytes(*font.get(4..)?.first_chunk()?));
    let records = font.get(HEADER..HEADER + count * RECORD)?;
    let mut tables = Vec::with_capacity(count);
    for record in records.chunks_exact(RECORD) {
        let start = number(record, 8)?;
        let bytes = font.get(start..start.checked_add(number(record, 12)?)?)?;
        if !UNREAD.contains(&&record[..4]) {
            tables.push((record, bytes));
        }
    }
    tables.iter().find(|(record, _)| record.starts_with(b"glyf"))?;
    let kept = u16::try_from(tables.len()).ok()?;
    let entries = kept.checked_ilog2()?;
    let search = 16 << entries;
    let mut out = Vec::with_capacity(font.len());
    out.extend(&font[..4]);
    for value in [kept, search, u16::try_from(entries).ok()?, kept * 16 - search] {
        out.extend(value.to_be_bytes());
    }
    let mut at = HEADER + tables.len() * RECORD;
    for (record, bytes) in &tables {
        out.extend(&record[..8]);
        out.extend(u32::try_from(at).ok()?.to_be_bytes());
        out.extend(&record[12..]);
        at += bytes.len().next_multiple_of(4);
    }
    let mut adjustment = None;
    for (record, bytes) in &tables {
        if record.starts_with(b"head") && bytes.len() >= ADJUSTMENT.end {
            adjustment = Some(out.len() + ADJUSTMENT.start..out.len() + ADJUSTMENT.end);
        }
        out.extend(*bytes);
        out.resize(out.len().next_multiple_of(4), 0);
    }
    let adjustment = adjustment?;
    out[adjustment.clone()].fill(0);
    let words = out.as_chunks().0.iter().map(|word| u32::from_be_bytes(*word));
    let sum = words.fold(0, u32::wrapping_add);
    out[adjustment].copy_from_slice(&SUM.wrapping_sub(sum).to_be_bytes());
    Some(out)
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
        let words = slim.as_chunks().0.iter().map(|word| u32::from_be_bytes(*word));
        assert_eq!(words.fold(0, u32::wrapping_add), SUM);
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
