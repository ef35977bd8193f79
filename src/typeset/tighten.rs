//! The last page: a few lines alone on it cost a sheet of paper, and are easily lost.

use super::frame::{self, Layout, Owner};
use super::paragraph::Setting;
use super::{Page, TooLong};
use crate::document::Block;

/// How a column is set so as to end well.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Column {
    /// How far its spaces are, from 0 to 1, on the way from the usual ones to the tightest.
    pub(super) tightened: f64,
    /// Whether the last page gets lines of the page before until it has enough.
    pub(super) ends_full: bool,
}

/// The fewest lines for which a last page is not avoided.
pub(super) const FEWEST_LINES: usize = 4;

/// The most pages of a leaflet that is set again to save one.
const MOST_PAGES: usize = 100;

/// How often the way to the tightest spaces is halved, to find how tight they have to be.
const HALVINGS: usize = 3;

impl<'p, 'f> Page<'p, 'f> {
    /// Sets the document; where it would end in a page of a few lines, with tighter spaces between
    /// its blocks if they save that page, no tighter than that takes.
    pub(super) fn passes(
        &self,
        contents: bool,
        setting: &mut Setting<'_, 'f>,
    ) -> Result<(Layout, Vec<&'p Block>), TooLong> {
        let usual = self.column(contents, Column::default(), setting)?;
        let pages = usual.0.pages.len();
        let few =
            usual.0.pages.last().is_some_and(|page| self.lines_on(page) < FEWEST_LINES);
        if !few || !(2..=MOST_PAGES).contains(&pages) {
            return Ok(usual);
        }
        let mut set = |tightened: f64| {
            let column = Column { tightened, ends_full: false };
            self.column(contents, column, setting)
        };
        let mut best = set(1.0)?;
        if best.0.pages.len() >= pages {
            let column = Column { tightened: 0.0, ends_full: true };
            let filled = self.column(contents, column, setting)?;
            return Ok(if filled.0.pages.len() > pages { usual } else { filled });
        }
        let (mut too_little, mut enough) = (0.0, 1.0);
        for _ in 0..HALVINGS {
            let between = (too_little + enough) * 0.5;
            let found = set(between)?;
            if found.0.pages.len() < pages {
                (best, enough) = (found, between);
            } else {
                too_little = between;
            }
        }
        Ok(best)
    }

    /// How many lines of text a page has; a picture is as good as some.
    fn lines_on(&self, page: &frame::Page) -> usize {
        if !page.pictures.is_empty() {
            return FEWEST_LINES;
        }
        let own = page.fragments.iter().filter(|it| it.owner != Owner::Artifact);
        let mut heights: Vec<f64> = own.map(|it| it.origin.y.0).collect();
        heights.sort_by(f64::total_cmp);
        // Raised figures are on the line that they are raised from.
        let apart = self.style.size.0 * 0.6;
        heights.windows(2).filter(|two| two[1] - two[0] > apart).count()
            + usize::from(!heights.is_empty())
    }
}
