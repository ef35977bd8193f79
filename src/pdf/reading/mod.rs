//! What programs read on lines with text from right to left.
//!
//! None of them reads `ActualText` there as another does: some turn it round, some do not. So each
//! glyph says one character, a run of one direction is shown from the left by one `TJ`, and runs
//! follow each other as they are read; every program then turns words round by itself.
//! `docs/scripts.md` says what each makes of it.

mod clusters;
mod marks;
mod pdfium;

use super::shown::{Code, Composed, Shown};
use crate::font::{Face, FaceId, FontSet};
use crate::geom::{Point, Pt};
use crate::text::bidi::{is_mirrored, is_strong_right_to_left};
use crate::typeset::frame::{Fragment, Layout, Page};
use rustc_hash::{FxHashMap, FxHashSet};
use unicode_bidi::{BidiClass, bidi_class};

/// What the fragments of a page show, by their places, where that is not just their glyphs.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Reading(Vec<Option<Vec<Shown>>>);

impl Reading {
    /// What a fragment shows; `None` where it shows its glyphs.
    pub(super) fn of(&self, fragment: usize) -> Option<&[Shown]> {
        self.0.get(fragment)?.as_deref()
    }
}

/// Which way a part of a line runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Left,
    Right,
    /// A bracket among what runs from right to left.
    Bracket,
}

/// A part of a line that runs one way, in one face.
#[derive(Debug)]
struct Run {
    /// The fragment's place on the page.
    fragment: usize,
    way: Way,
    left: Pt,
    right: Pt,
    shown: Shown,
    /// Whether it is left as it is: it is said beside its glyphs.
    fixed: bool,
}

/// The glyphs made of others so far, by face.
type Made = FxHashMap<FaceId, FxHashSet<Composed>>;

/// Finds out what is read on the pages of a layout.
pub(super) fn readings(layout: &Layout, fonts: &FontSet) -> Vec<Reading> {
    let mut made = Made::default();
    let mut reading = |page| reading(page, layout.right_to_left, fonts, &mut made);
    layout.pages.iter().map(&mut reading).collect()
}

fn reading(
    page: &Page,
    right_to_left: bool,
    fonts: &FontSet,
    made: &mut Made,
) -> Reading {
    let turned = |fragments: &[Fragment]| fragments.iter().any(|it| it.right_to_left);
    if !right_to_left && !turned(&page.fragments) {
        return Reading::default();
    }
    let mut read: Vec<Option<Vec<Shown>>> = page.fragments.iter().map(|_| None).collect();
    let of_page = mark_for(&page.fragments);
    let mut first = 0;
    for line in page.fragments.chunk_by(on_one_line) {
        let at = first;
        first += line.len();
        if !right_to_left && !turned(line) {
            continue;
        }
        let mut runs = Vec::with_capacity(line.len());
        let baseline = baseline(line);
        for (fragment, at) in line.iter().zip(at..) {
            runs_of(fragment, at, baseline, fonts, made, &mut runs);
        }
        let mark = mark_for(line).or(of_page).unwrap_or(marks::ARABIC);
        marks::add(&mut runs, mark);
        for run in runs.iter_mut().filter(|run| run.way == Way::Left && !run.fixed) {
            pdfium::join_figures(&mut run.shown.codes);
        }
        if right_to_left {
            runs = pdfium::in_order(runs, fonts);
        }
        for run in runs.into_iter().filter(|run| !run.fixed) {
            read[run.fragment].get_or_insert_default().push(run.shown);
        }
    }
    Reading(read)
}

/// Whether two fragments that follow each other stand on one line, one of them raised perhaps.
fn on_one_line(a: &Fragment, b: &Fragment) -> bool {
    (a.origin.y - b.origin.y).0.abs() < a.size.0.max(b.size.0) * 0.5
}

/// The height on which most of a line stands.
fn baseline(line: &[Fragment]) -> Pt {
    let mut widths: Vec<(Pt, Pt)> = Vec::new();
    for Fragment { origin, width, .. } in line {
        match widths.iter_mut().find(|(y, _)| *y == origin.y) {
            Some((_, all)) => *all += *width,
            None => widths.push((origin.y, *width)),
        }
    }
    let widest = widths.into_iter().max_by(|(_, a), (_, b)| a.0.total_cmp(&b.0));
    widest.map_or(Pt(0.0), |(y, _)| y)
}

/// The mark that keeps what is beside it among letters of these fragments.
fn mark_for(fragments: &[Fragment]) -> Option<char> {
    let mut letters = fragments.iter().flat_map(|it| it.text.chars());
    let letter = letters.find(|c| is_strong_right_to_left(*c))?;
    Some(if bidi_class(letter) == BidiClass::AL { marks::ARABIC } else { marks::HEBREW })
}

/// Parts a fragment where brackets stand among what runs from right to left.
fn runs_of(
    fragment: &Fragment,
    at: usize,
    baseline: Pt,
    fonts: &FontSet,
    made: &mut Made,
    runs: &mut Vec<Run>,
) {
    let face = fonts.face(fragment.face);
    let mut codes = if fragment.right_to_left {
        clusters::codes(fragment, face, made.entry(fragment.face).or_default())
    } else {
        clusters::plain(fragment)
    };
    let fixed = fragment.joined.is_some();
    let mut y = fragment.origin.y;
    if y != baseline && !fixed && !face.has_cff_outlines() {
        let rise = (y - baseline).0 / fragment.size.0 * f64::from(face.units_per_em);
        codes
            .iter_mut()
            .for_each(|code| clusters::raise(code, rise.round() as i16, face));
        y = baseline;
    }
    let bracket = |code: &Code| {
        fragment.right_to_left
            && !code.says.is_empty()
            && code.says.chars().all(is_mirrored)
    };
    let mut parts: Vec<Vec<Code>> = Vec::new();
    for code in codes {
        match parts.last_mut() {
            // A bracket is alone in its part.
            Some(last) if !bracket(&code) && !bracket(&last[0]) => last.push(code),
            _ => parts.push(vec![code]),
        }
    }
    let first = runs.len();
    let mut end = fragment.origin.x + fragment.width;
    // From the right on, as they are read; each begins where its first code does, but for the
    // first, which may begin with a distance.
    for (number, mut codes) in parts.into_iter().enumerate().rev() {
        let Some(start) = codes.first().map(|code| if number == 0 { 0 } else { code.at })
        else {
            continue;
        };
        let way = match fragment.right_to_left {
            false => Way::Left,
            true if bracket(&codes[0]) => Way::Bracket,
            true => Way::Right,
        };
        let left = fragment.origin.x + points(start, fragment.size, face);
        codes.iter_mut().for_each(|code| code.at -= start);
        let origin = Point { x: left, y };
        let Fragment { face, size, .. } = *fragment;
        let shown = Shown { face, size, origin, codes };
        runs.push(Run { fragment: at, way, left, right: end, shown, fixed });
        end = left;
    }
    debug_assert!(fragment.right_to_left || runs.len() - first <= 1);
}

/// Design units of a face as a length, at a size.
fn points(units: i32, size: Pt, face: &Face) -> Pt {
    size * (f64::from(units) / f64::from(face.units_per_em))
}

/// Whether a run stands directly left of another.
fn touches(left: &Run, right: &Run) -> bool {
    (right.left - left.right).0.abs() < 0.05
}

/// An empty glyph that is so wide that programs keep what it says, a tenth of an em, and a little
/// more where several must not be taken for one.
fn empty(face: &Face, more: i16) -> Composed {
    let tenth = i16::try_from(face.units_per_em / 10).unwrap_or(i16::MAX);
    Composed { advance: tenth.saturating_add(more), parts: Box::default() }
}
