//! Stretches from left to right in the order in which pdfium reads them on a page that runs from
//! right to left.
//!
//! pdfium sorts what stands on a line by its left edge and reads it from the right, each part of
//! one class of characters as it stands (`CPDF_TextPage::CloseTempLine`; versions 126 to 159, of
//! which 153 and later do so where the document says that it runs from right to left): `5 mg` is
//! `mg 5`. So every part but the last begins with an empty glyph right of the last part's left edge,
//! the further the earlier the part, and a way back. Others read the parts in the order of the
//! content. This file and its call can go when pdfium no longer does.

use super::marks::LEFT_TO_RIGHT;
use super::{Run, Way, empty, points, touches};
use crate::font::FontSet;
use crate::geom::{Point, Pt};
use crate::pdf::shown::{Code, Shape, Shown};
use smol_str::SmolStr;
use unicode_bidi::{BidiClass, bidi_class};

/// How far apart the beginnings of parts are.
const STEP: Pt = Pt(0.02);

/// A space that belongs to the digits beside it.
const NO_BREAK_SPACE: SmolStr = SmolStr::new_inline("\u{a0}");

/// What pdfium keeps together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    Letters,
    Figures,
    Rest,
}

fn class(code: &Code) -> Class {
    match code.says.chars().next().map_or(BidiClass::ON, bidi_class) {
        BidiClass::L => Class::Letters,
        BidiClass::EN
        | BidiClass::AN
        | BidiClass::ES
        | BidiClass::ET
        | BidiClass::CS
        | BidiClass::NSM
        | BidiClass::BN => Class::Figures,
        _ => Class::Rest,
    }
}

/// Parts the stretches of a line that need it.
pub(super) fn in_order(runs: Vec<Run>, fonts: &FontSet) -> Vec<Run> {
    let mut out = Vec::with_capacity(runs.len());
    let mut stretch: Vec<Run> = Vec::new();
    for run in runs {
        let goes_on = stretch.last().is_some_and(|last| {
            run.way == Way::Left && !run.fixed && touches(last, &run)
        });
        if !goes_on {
            parted(std::mem::take(&mut stretch), fonts, &mut out);
        }
        if run.way == Way::Left && !run.fixed {
            stretch.push(run);
        } else {
            out.push(run);
        }
    }
    parted(stretch, fonts, &mut out);
    out
}

/// A part of a stretch: codes of one class.
struct Part {
    class: Class,
    is_space: bool,
    /// Those of each run, by its place in the stretch.
    pieces: Vec<(usize, Vec<Code>)>,
}

/// The parts of a stretch, as they are read.
fn parts(stretch: &[Run]) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    for (number, run) in stretch.iter().enumerate() {
        for code in &run.shown.codes {
            let (class, is_space) = (class(code), code.says == " ");
            let same =
                |last: &&mut Part| last.class == class && last.is_space == is_space;
            match parts.last_mut().filter(same) {
                Some(Part { pieces, .. }) => match pieces.last_mut() {
                    Some((run, codes)) if *run == number => codes.push(code.clone()),
                    _ => pieces.push((number, vec![code.clone()])),
                },
                None => {
                    let pieces = vec![(number, vec![code.clone()])];
                    parts.push(Part { class, is_space, pieces });
                }
            }
        }
    }
    parts
}

fn parted(stretch: Vec<Run>, fonts: &FontSet, out: &mut Vec<Run>) {
    let parts = parts(&stretch);
    // Faces with CFF outlines have no empty glyphs.
    let plain = stretch.iter().any(|run| fonts.face(run.shown.face).has_cff_outlines());
    if plain || parts.iter().filter(|part| !part.is_space).count() < 2 {
        out.extend(stretch);
        return;
    }
    let begins = begins(&parts, &stretch, fonts);
    let mut count = 0i16;
    for (part, begin) in parts.into_iter().zip(begins) {
        let last = part.pieces.len() - 1;
        for (number, (run, mut codes)) in part.pieces.into_iter().enumerate() {
            let run = &stretch[run];
            let start = codes[0].at;
            codes.iter_mut().for_each(|code| code.at -= start);
            let left = place(run, start, fonts);
            let mut x = left;
            if let Some(Begin { at, spaced }) = begin {
                x = at + STEP * (last - number) as f64;
                let spaced = spaced && number == last;
                // pdfium takes the same code at about the same place to be one.
                let empty = empty(fonts.face(run.shown.face), count);
                count = count.saturating_add(1);
                let back = in_units(run, left - x, fonts);
                codes.iter_mut().for_each(|code| code.at += back);
                let says = SmolStr::from_iter([if spaced { ' ' } else { LEFT_TO_RIGHT }]);
                let empty = Code::new(Shape::Composed(empty), says, 0);
                codes.insert(0, Code { taken_back: !spaced, ..empty });
            }
            let Shown { face, size, origin, .. } = run.shown;
            let shown = Shown { face, size, origin: Point { x, ..origin }, codes };
            let Run { fragment, way, right, fixed, .. } = *run;
            out.push(Run { fragment, way, left, right, shown, fixed });
        }
    }
}

/// Where a part begins for pdfium.
#[derive(Clone, Copy)]
struct Begin {
    at: Pt,
    /// Whether a space parts it from the next, which the empty glyph then says.
    spaced: bool,
}

/// Where each part begins for pdfium, where that is not its own place.
fn begins(parts: &[Part], stretch: &[Run], fonts: &FontSet) -> Vec<Option<Begin>> {
    let right_end = stretch.last().map_or(Pt(0.0), |run| run.right);
    let mut begins: Vec<Option<Begin>> = vec![None; parts.len()];
    let mut last: Option<Pt> = None;
    let mut spaced = false;
    let mut to_come: usize = parts.iter().map(|part| part.pieces.len()).sum();
    for (number, part) in parts.iter().enumerate().rev() {
        let pieces = part.pieces.len();
        to_come -= pieces;
        if part.is_space {
            spaced = true;
            continue;
        }
        last = Some(match last {
            None => {
                let (run, codes) = &part.pieces[pieces - 1];
                place(&stretch[*run], codes[0].at, fonts)
            }
            Some(last) => {
                // Where no space parts it from the next, after the stretch: what is empty would
                // stand in the middle of a word.
                let end = right_end - STEP * (to_come + pieces + 1) as f64;
                let at = if spaced { last + STEP } else { (last + STEP).max(end) };
                begins[number] = Some(Begin { at, spaced });
                at + STEP * (pieces - 1) as f64
            }
        });
        spaced = false;
    }
    begins
}

/// Spaces between digits say that they belong to them, as in a telephone number, which is then
/// one part.
pub(super) fn join_figures(codes: &mut [Code]) {
    for at in 1..codes.len().saturating_sub(1) {
        if codes[at].says == " "
            && class(&codes[at - 1]) == Class::Figures
            && class(&codes[at + 1]) == Class::Figures
        {
            codes[at].says = NO_BREAK_SPACE;
        }
    }
}

/// The place that is a number of design units from a run's left edge.
fn place(run: &Run, units: i32, fonts: &FontSet) -> Pt {
    run.left + points(units, run.shown.size, fonts.face(run.shown.face))
}

fn in_units(run: &Run, length: Pt, fonts: &FontSet) -> i32 {
    let em = f64::from(fonts.face(run.shown.face).units_per_em);
    (length.0 / run.shown.size.0 * em).round() as i32
}
