//! How a column ends.

/// What is done for the last page of a column.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Ending {
    /// How far its spaces are, from 0 to 1, on the way from the usual ones to the tightest.
    pub(super) tightened: f64,
    /// Whether the last page gets lines of the page before until it has enough.
    pub(super) full: bool,
}

/// The fewest lines for which a last page is not avoided.
pub(super) const MIN_LINES: usize = 4;

/// The most pages of a leaflet that is set again to save one.
pub(super) const MAX_PAGES_SET_AGAIN: usize = 100;
