//! One code, one character.

use super::empty;
use crate::font::{Face, Glyph, saturated};
use crate::pdf::shown::{Code, Composed, Part, Shape, with_text};
use crate::text::bidi::is_mark;
use crate::typeset::frame::Fragment;
use rustc_hash::FxHashSet;
use smol_str::SmolStr;

/// Glyphs that show one text together, from the left.
struct Cluster<'f> {
    glyphs: Vec<&'f Glyph>,
    text: &'f str,
    /// Where it begins, in design units.
    at: i32,
}

/// The codes of a fragment that runs from left to right.
pub(super) fn plain(fragment: &Fragment) -> Vec<Code> {
    let mut pen = 0;
    let codes = with_text(fragment).map(|(glyph, text)| {
        let at = pen + i32::from(glyph.dx);
        pen += i32::from(glyph.advance);
        let (shape, says) = (Shape::Glyph(glyph.id), SmolStr::from(text));
        Code { rise: glyph.dy, ..Code::new(shape, says, at) }
    });
    codes.collect()
}

/// The codes of a fragment that runs from right to left, from the left. Of several letters that a
/// glyph shows, it says the last, and an empty glyph at its right end each of the others; the marks
/// of a letter are said by one at the letter's left end. `made` are the glyphs made of others so
/// far, of the same face.
pub(super) fn codes(
    fragment: &Fragment,
    face: &Face,
    made: &mut FxHashSet<Composed>,
) -> Vec<Code> {
    let mut codes = Vec::with_capacity(fragment.glyphs.len());
    for cluster in clusters(fragment) {
        let (drawn, end) = drawn(&cluster, face);
        let is_made = match &drawn.shape {
            _ if face.has_cff_outlines() => false,
            Shape::Glyph(_) => true,
            Shape::Composed(own) if own.parts.len() > MAX_PARTS => false,
            Shape::Composed(own) if made.contains(own) => true,
            Shape::Composed(own) => made.len() < MAX_MADE && made.insert(own.clone()),
        };
        if is_made {
            apart(&cluster, drawn, end, face, &mut codes);
        } else {
            as_they_are(&cluster, &mut codes);
        }
    }
    codes
}

/// The most glyphs of a face that are made of others: a font has 65,535 at the most, and a leaflet
/// takes some hundreds.
const MAX_MADE: usize = 20_000;

/// The most parts of one: a letter with its dots and marks has a few.
const MAX_PARTS: usize = 64;

fn clusters(fragment: &Fragment) -> Vec<Cluster<'_>> {
    let mut clusters = Vec::with_capacity(fragment.glyphs.len());
    let (mut glyphs, mut pen, mut at) = (Vec::new(), 0, 0);
    for (glyph, text) in with_text(fragment) {
        glyphs.push(glyph);
        pen += i32::from(glyph.advance);
        // From the left, the glyph that has a cluster's text is its last.
        if !text.is_empty() {
            clusters.push(Cluster { glyphs: std::mem::take(&mut glyphs), text, at });
            at = pen;
        }
    }
    if !glyphs.is_empty() {
        clusters.push(Cluster { glyphs, text: "", at });
    }
    clusters
}

fn apart(
    cluster: &Cluster<'_>,
    drawn: Code,
    end: i32,
    face: &Face,
    codes: &mut Vec<Code>,
) {
    let empty = empty(face, 0);
    let said_at =
        |says: String, at: i32| Code::new(Shape::Composed(empty.clone()), says, at);
    // Letters, each with its marks.
    let mut letters: Vec<(char, String)> = Vec::new();
    for c in cluster.text.chars() {
        match letters.last_mut() {
            Some((_, marks)) if is_mark(c) => marks.push(c),
            _ => letters.push((c, String::new())),
        }
    }
    let Some((last, marks)) = letters.pop() else {
        codes.push(drawn);
        return;
    };
    let tenth = i32::from(empty.advance);
    if !marks.is_empty() {
        codes.push(said_at(marks, cluster.at - tenth / 2));
    }
    codes.push(Code { says: SmolStr::from_iter([last]), ..drawn });
    // From the left, so the first that is read comes last.
    let mut said: Vec<String> = Vec::new();
    for (letter, marks) in letters {
        said.push(letter.to_string());
        said.extend((!marks.is_empty()).then_some(marks));
    }
    let mut at = end + tenth / 2 - tenth * i32::try_from(said.len()).unwrap_or(0);
    for says in said.into_iter().rev() {
        codes.push(said_at(says, at));
        at += tenth;
    }
}

/// One code for all that a cluster draws, and where it ends.
fn drawn(cluster: &Cluster<'_>, face: &Face) -> (Code, i32) {
    let advance: i32 = cluster.glyphs.iter().map(|it| i32::from(it.advance)).sum();
    let end = cluster.at + advance;
    if let [glyph] = cluster.glyphs[..]
        && glyph.dy == 0
        && glyph.advance > 0
    {
        let at = cluster.at + i32::from(glyph.dx);
        return (Code::new(Shape::Glyph(glyph.id), "", at), end);
    }
    let mut pen = 0;
    let parts = cluster.glyphs.iter().map(|glyph| {
        let x = saturated(pen + i32::from(glyph.dx));
        pen += i32::from(glyph.advance);
        Part { glyph: glyph.id, x, y: glyph.dy }
    });
    let parts = parts.collect();
    // Programs lose what has no width.
    let advance = saturated(advance.max(i32::from(empty(face, 0).advance)));
    let shape = Shape::Composed(Composed { advance, parts });
    (Code::new(shape, "", cluster.at), end)
}

/// Makes a code of what stands off the line one that stands on it: programs take a number above the
/// line to be on a line of its own, and read it before or after all others.
pub(super) fn raise(code: &mut Code, by: i16, face: &Face) {
    let composed = match &mut code.shape {
        Shape::Glyph(glyph) => Composed {
            advance: saturated(face.advance(*glyph).round() as i32),
            parts: Box::new([Part { glyph: *glyph, x: 0, y: by }]),
        },
        Shape::Composed(composed) => {
            let mut composed = composed.clone();
            for part in &mut composed.parts {
                part.y = part.y.saturating_add(by);
            }
            composed
        }
    };
    code.shape = Shape::Composed(composed);
}

/// Faces with CFF outlines, or with too many glyphs, get none made of others: each glyph is drawn by
/// itself, and the first says all.
fn as_they_are(cluster: &Cluster<'_>, codes: &mut Vec<Code>) {
    let mut pen = cluster.at;
    for (number, glyph) in cluster.glyphs.iter().enumerate() {
        let says = if number + 1 == cluster.glyphs.len() {
            // Programs turn it round with all else.
            cluster.text.chars().rev().collect()
        } else {
            SmolStr::default()
        };
        let shape = Shape::Glyph(glyph.id);
        let at = pen + i32::from(glyph.dx);
        codes.push(Code { rise: glyph.dy, ..Code::new(shape, says, at) });
        pen += i32::from(glyph.advance);
    }
}
