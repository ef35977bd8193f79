//! Glyphs that are made of others, added to a font (OpenType 1.9, `glyf`: composite glyphs).

use super::sfnt::Tables;
use super::shown::Composed;

/// Flags of a part: its place is in words, and is a distance; another part follows.
const WORDS: u16 = 0x0001;
const DISTANCE: u16 = 0x0002;
const MORE: u16 = 0x0020;

/// Where `head` says how wide the entries of `loca` are, and where `hhea` how many advances there
/// are.
const WIDE_PLACES: usize = 50;
const ADVANCES: usize = 34;

/// The font with these glyphs after its own, and the number of the first; `number` is that of a
/// face's glyph in it. `None` where the font is damaged, or has no such outlines.
pub(super) fn add<'c>(
    font: &[u8],
    made: impl Iterator<Item = &'c Composed>,
    number: impl Fn(u16) -> Option<u16>,
) -> Option<(Vec<u8>, u16)> {
    let mut tables = Tables::parse(font)?;
    let count = word(tables.get(b"maxp")?, 4)?;
    let mut places = places(&tables, count)?;
    let end = usize::try_from(*places.last()?).ok()?;
    let mut glyphs = tables.get(b"glyf")?.get(..end)?.to_vec();
    let mut advances = advances(&tables, count)?;
    let (mut most_parts, mut total) = (0, count);
    for composed in made {
        total = total.checked_add(1)?;
        let outline = outline(composed, &glyphs, &places, &number)?;
        let left = outline.as_ref().map_or(0, |(_, left)| *left);
        advances.extend(composed.advance.to_be_bytes());
        advances.extend(left.to_be_bytes());
        if let Some((bytes, _)) = outline {
            most_parts = most_parts.max(composed.parts.len());
            glyphs.extend(bytes);
            glyphs.resize(glyphs.len().next_multiple_of(4), 0);
        }
        places.push(u32::try_from(glyphs.len()).ok()?);
    }
    let mut maxima = tables.get(b"maxp")?.to_vec();
    set(&mut maxima, 4, total)?;
    // What a program makes room for: points, contours and parts of glyphs made of others, and how
    // deep they nest.
    let parts = u16::try_from(most_parts).ok()?;
    for at in [10, 12] {
        let own = word(&maxima, at)?;
        let of_one = word(&maxima, at - 4)?.max(own);
        set(&mut maxima, at, of_one.saturating_mul(parts).max(own))?;
    }
    for (at, least) in [(28, parts), (30, word(&maxima, 30)?.saturating_add(1))] {
        let own = word(&maxima, at)?;
        set(&mut maxima, at, own.max(least))?;
    }
    let mut header = tables.get(b"head")?.to_vec();
    set(&mut header, WIDE_PLACES, 1)?;
    let mut widths = tables.get(b"hhea")?.to_vec();
    set(&mut widths, ADVANCES, total)?;
    tables.set(b"maxp", maxima);
    tables.set(b"head", header);
    tables.set(b"hhea", widths);
    tables.set(b"hmtx", advances);
    tables.set(b"loca", places.into_iter().flat_map(u32::to_be_bytes).collect());
    tables.set(b"glyf", glyphs);
    Some((tables.write()?, count))
}

/// Where the outline of each glyph begins, and where the last ends.
fn places(tables: &Tables<'_>, count: u16) -> Option<Vec<u32>> {
    let loca = tables.get(b"loca")?;
    let wide = word(tables.get(b"head")?, WIDE_PLACES)? != 0;
    (0..=usize::from(count))
        .map(|at| {
            if wide {
                let bytes = loca.get(at * 4..)?.first_chunk()?;
                Some(u32::from_be_bytes(*bytes))
            } else {
                Some(u32::from(word(loca, at * 2)?) * 2)
            }
        })
        .collect()
}

/// The advance and the left side of every glyph.
fn advances(tables: &Tables<'_>, count: u16) -> Option<Vec<u8>> {
    let (metrics, full) =
        (tables.get(b"hmtx")?, word(tables.get(b"hhea")?, ADVANCES)?.min(count));
    let full = usize::from(full);
    let mut out = metrics.get(..full * 4)?.to_vec();
    let last = full.checked_sub(1)? * 4;
    for at in 0..usize::from(count) - full {
        out.extend_from_within(last..last + 2);
        out.extend(metrics.get(full * 4 + at * 2..)?.first_chunk::<2>()?);
    }
    Some(out)
}

/// The outline of a glyph made of others, and its left edge; the inner `None` where it is empty.
#[expect(clippy::option_option, reason = "the outer one tells that the font is damaged")]
fn outline(
    composed: &Composed,
    glyphs: &[u8],
    places: &[u32],
    number: &impl Fn(u16) -> Option<u16>,
) -> Option<Option<(Vec<u8>, i16)>> {
    let mut parts = Vec::with_capacity(composed.parts.len());
    let mut bounds = [i16::MAX, i16::MAX, i16::MIN, i16::MIN];
    for part in &composed.parts {
        let glyph = number(part.glyph)?;
        let at = usize::from(glyph);
        let (start, end) = (*places.get(at)? as usize, *places.get(at + 1)? as usize);
        if start == end {
            continue;
        }
        let own = glyphs.get(start..end)?;
        for (side, bound) in bounds.iter_mut().enumerate() {
            let edge = word(own, 2 + side * 2)?.cast_signed();
            let moved = edge.saturating_add(if side % 2 == 0 { part.x } else { part.y });
            *bound = if side < 2 { moved.min(*bound) } else { moved.max(*bound) };
        }
        parts.push((glyph, part.x, part.y));
    }
    let Some(last) = parts.len().checked_sub(1) else { return Some(None) };
    let mut out = (-1i16).to_be_bytes().to_vec();
    out.extend(bounds.iter().flat_map(|bound| bound.to_be_bytes()));
    for (at, (glyph, x, y)) in parts.into_iter().enumerate() {
        let more = if at < last { MORE } else { 0 };
        out.extend((WORDS | DISTANCE | more).to_be_bytes());
        out.extend(glyph.to_be_bytes());
        out.extend(x.to_be_bytes());
        out.extend(y.to_be_bytes());
    }
    Some(Some((out, bounds[0])))
}

fn word(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..)?.first_chunk().map(|bytes| u16::from_be_bytes(*bytes))
}

fn set(bytes: &mut [u8], at: usize, value: u16) -> Option<()> {
    bytes.get_mut(at..at + 2)?.copy_from_slice(&value.to_be_bytes());
    Some(())
}

#[cfg(test)]
mod tests {
    use super::super::shown::Part;
    use super::*;
    use crate::font::{FontSet, Style};
    use subsetter::GlyphRemapper;
    use ttf_parser::GlyphId;

    #[test]
    fn glyphs_made_of_others_stand_after_those_of_the_font() {
        let fonts = FontSet::new();
        let face = fonts.face(fonts.chain(Style::Regular).next().expect("it has a face"));
        let remapper = GlyphRemapper::new_from_glyphs(&[0, 5, 40]);
        let font = subsetter::subset(face.bytes(), 0, &remapper).expect("it is whole");
        let part = |glyph, x, y| Part { glyph, x, y };
        let parts = Box::new([part(5, 0, 0), part(40, 100, 250)]);
        let both = Composed { advance: 700, parts };
        let nothing = Composed { advance: 50, parts: Box::default() };
        let made = [both, nothing];
        let (font, first) = add(&font, made.iter(), |glyph| remapper.get(glyph))
            .expect("it has outlines");
        let font = ttf_parser::Face::parse(&font, 0).expect("it is a font");
        assert_eq!(usize::from(font.number_of_glyphs()), usize::from(first) + 2);
        let own = |glyph| font.glyph_bounding_box(GlyphId(glyph)).expect("it is drawn");
        let (one, other, both) = (own(1), own(2), own(first));
        assert_eq!(both.x_min, one.x_min.min(other.x_min + 100));
        assert_eq!(both.y_max, one.y_max.max(other.y_max + 250));
        assert_eq!(font.glyph_hor_advance(GlyphId(first)), Some(700));
        assert_eq!(font.glyph_bounding_box(GlyphId(first + 1)), None);
        assert_eq!(font.glyph_hor_advance(GlyphId(first + 1)), Some(50));
        // Those before keep theirs.
        let before = face.advance(5).round();
        assert_eq!(font.glyph_hor_advance(GlyphId(1)).map(f64::from), Some(before));
    }

    #[test]
    fn a_damaged_font_gets_none() {
        let made =
            [Composed { advance: 700, parts: Box::new([Part { glyph: 5, x: 0, y: 0 }]) }];
        let fonts = FontSet::new();
        let face = fonts.face(fonts.chain(Style::Regular).next().expect("it has a face"));
        for length in (0..face.bytes().len()).step_by(997) {
            assert_eq!(add(&face.bytes()[..length], made.iter(), Some), None);
        }
        assert!(add(face.bytes(), made.iter(), |_| None).is_none());
    }
}
