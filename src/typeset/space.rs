//! The spaces of the column: a leaflet that would end in a page of a few lines has tighter ones.

use crate::geom::Pt;
use std::ops::{Add, AddAssign, Mul};

/// Above a heading: more than a blank line.
pub(super) const ABOVE_HEADING: Factors = Factors { usual: 1.5, tightest: 1.25 };

/// Between blocks: a blank line (UKAAF).
pub(super) const BETWEEN_BLOCKS: Factors = Factors { usual: 1.0, tightest: 0.75 };

/// Between a list's items: a blank half line (ACB).
pub(super) const BETWEEN_ITEMS: Factors = Factors { usual: 0.5, tightest: 1.0 / 3.0 };

/// A space as factors of the line height.
#[derive(Debug, Clone, Copy)]
pub(super) struct Factors {
    usual: f64,
    tightest: f64,
}

/// A space between two boxes.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Space {
    usual: Pt,
    tightest: Pt,
}

impl Space {
    /// The space where spaces are so far, from 0 to 1, on the way from the usual ones to the
    /// tightest.
    pub(super) fn tightened(self, by: f64) -> Pt {
        self.usual - (self.usual - self.tightest) * by
    }

    pub(super) fn max(self, other: Self) -> Self {
        Self {
            usual: self.usual.max(other.usual),
            tightest: self.tightest.max(other.tightest),
        }
    }
}

/// A space that is never tighter.
impl From<Pt> for Space {
    fn from(space: Pt) -> Self {
        Self { usual: space, tightest: space }
    }
}

impl Add<Pt> for Space {
    type Output = Self;

    fn add(self, more: Pt) -> Self {
        Self { usual: self.usual + more, tightest: self.tightest + more }
    }
}

impl AddAssign<Pt> for Space {
    fn add_assign(&mut self, more: Pt) {
        *self = *self + more;
    }
}

impl Mul<Factors> for Pt {
    type Output = Space;

    fn mul(self, factors: Factors) -> Space {
        Space { usual: self * factors.usual, tightest: self * factors.tightest }
    }
}
