//! Pages that run from right to left. They are set from the left, with every width where it is to
//! be, and turned round in the end: lists, tables, frames and the foot with their words.

use super::frame::{Layout, Leader, Page};
use crate::geom::Pt;

/// Turns all pages round.
pub(super) fn mirror(layout: &mut Layout) {
    let width = layout.size.width;
    for page in &mut layout.pages {
        turn(page, width);
    }
}

fn turn(page: &mut Page, paper: Pt) {
    for fragment in &mut page.fragments {
        fragment.origin.x = paper - fragment.origin.x - fragment.width;
    }
    for rule in &mut page.rules {
        rule.x = paper - rule.x - rule.width;
    }
    for picture in &mut page.pictures {
        picture.place.x = paper - picture.place.x - picture.place.width;
    }
    for leader in &mut page.leaders {
        let Leader { from, to, side, step } = *leader;
        let steps = ((to - from.x - side) / step + 1e-6).floor().max(0.0);
        let right = from.x + step * steps + side;
        leader.to = paper - from.x;
        leader.from.x = paper - right;
    }
}
