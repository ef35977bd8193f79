//! Marks of direction, which say nothing: they keep programs from taking spaces and punctuation to
//! words that run the other way. Spaces and punctuation say them.

use super::{Run, Way, touches};
use crate::pdf::shown::Code;
use crate::text::bidi::{is_mark, is_strong_right_to_left};
use smol_str::SmolStr;
use unicode_bidi::{BidiClass, bidi_class};

/// The mark among letters of Arabic and its like (U+061C), and of all others.
pub(super) const ARABIC: char = '\u{61c}';
pub(super) const HEBREW: char = '\u{200f}';

/// The mark of the other direction.
pub(super) const LEFT_TO_RIGHT: char = '\u{200e}';

/// What programs take a code to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Letter,
    Mark,
    Space,
    Weak,
    Neutral,
}

fn kind(code: &Code) -> Kind {
    let Some(c) = code.says.chars().next() else { return Kind::Neutral };
    if is_strong_right_to_left(c) {
        return Kind::Letter;
    }
    if is_mark(c) {
        return Kind::Mark;
    }
    match bidi_class(c) {
        BidiClass::WS => Kind::Space,
        BidiClass::EN | BidiClass::ES | BidiClass::ET | BidiClass::CS | BidiClass::AN => {
            Kind::Weak
        }
        _ => Kind::Neutral,
    }
}

/// Adds the marks of a line.
pub(super) fn add(runs: &mut [Run], mark: char) {
    // What stands left and right of each run.
    let beside: Vec<[Option<Way>; 2]> = (0..runs.len())
        .map(|own| {
            let way = |found: Option<&Run>| found.map(|run| run.way);
            [
                way(runs.iter().find(|other| touches(other, &runs[own]))),
                way(runs.iter().find(|other| touches(&runs[own], other))),
            ]
        })
        .collect();
    for (run, [left, right]) in runs.iter_mut().zip(beside) {
        match run.way {
            Way::Left => {}
            Way::Bracket => {
                for code in &mut run.shown.codes {
                    let last = (right == Some(Way::Left)).then_some(mark);
                    let bracket = code.says.chars();
                    // pdfium mirrors a bracket unless this stands at its right; nobody else does.
                    let around = [mark].into_iter().chain(bracket).chain([LEFT_TO_RIGHT]);
                    code.says = SmolStr::from_iter(around.chain(last));
                }
            }
            Way::Right => among(&mut run.shown.codes, mark, left, right),
        }
    }
}

/// Adds the marks of a run from right to left, beside those runs.
fn among(codes: &mut [Code], mark: char, left: Option<Way>, right: Option<Way>) {
    let kinds: Vec<Kind> = codes.iter().map(kind).collect();
    for (at, code) in codes.iter_mut().enumerate() {
        let kind = kinds[at];
        let before = at.checked_sub(1).map(|at| kinds[at]);
        let after = kinds.get(at + 1).copied();
        let first = before.is_none() && !matches!(kind, Kind::Letter | Kind::Mark);
        let opens = first || (kind == Kind::Weak && before == Some(Kind::Neutral));
        let closes = match kind {
            Kind::Space => {
                after == Some(Kind::Weak)
                    || (before.is_none() && left.is_some())
                    || (after.is_none() && right.is_some())
            }
            Kind::Weak | Kind::Neutral => {
                matches!(after, Some(Kind::Mark | Kind::Weak))
                    || (after.is_none() && right == Some(Way::Left))
            }
            Kind::Letter | Kind::Mark => false,
        };
        if opens || closes {
            let own = code.says.chars();
            let opening = opens.then_some(mark).into_iter();
            code.says =
                SmolStr::from_iter(opening.chain(own).chain(closes.then_some(mark)));
        }
    }
}
