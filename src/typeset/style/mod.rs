//! What a large-print page must keep, with the numbers and their sources.
//!
//! UKAAF is "Creating clear print and large print documents" (G003); ACB is the large print
//! guidelines of the American Council of the Blind.

mod look;
mod theme;

pub use look::{BINDINGS, CONTENTS, HYPHENATIONS, Look, PAPERS, THEMES, name_of};
pub use theme::{Colour, Theme};

use crate::geom::{Pt, Size};
use thiserror::Error;

/// The least size of any text on a page (UKAAF: large print is 16 pt or more).
pub const MIN_SIZE: Pt = Pt(16.0);

/// The greatest size that is offered: about four words a line on A4.
pub const MAX_SIZE: Pt = Pt(72.0);

/// The least leading as a factor of the size (ACB: 1.15 to 1.5).
pub const MIN_LEADING: f64 = 1.2;

/// The greatest leading as a factor of the size: beyond it lines no longer read as a paragraph.
pub const MAX_LEADING: f64 = 3.0;

/// A measure under this is set with a warning: it is that of A5 at its usual margin.
pub const COMFORTABLE_MEASURE: Pt = Pt::from_mm(108.0);

/// A measure under this is refused: at 16 pt it holds some four words a line.
pub const MIN_MEASURE: Pt = Pt::from_mm(80.0);

/// What office printers leave unprinted at the edge of the paper, with room to spare.
const UNPRINTABLE: Pt = Pt::from_mm(10.0);

/// Sizes of heading levels 1 to 6 as factors of the body size: 28, 22 and 20 pt at body size 18
/// (ACB: 22 and 20 for its two levels); the rest differ in weight and space.
pub const HEADING_FACTORS: [f64; 6] =
    [28.0 / 18.0, 22.0 / 18.0, 20.0 / 18.0, 1.0, 1.0, 1.0];

/// Leading between the lines of one heading: they belong together more than lines of text do.
pub const HEADING_LEADING: f64 = 1.25;

/// The fewest pixels an inch to which a picture is enlarged.
const MAX_ENLARGED: f64 = 150.0;

/// The lines of text that have room on a page beside the highest picture.
const LINES_WITH_PICTURE: f64 = 6.0;

/// How far superscripts stand above the line and subscripts below it, in ems. They keep the size
/// of the text, which is then never under the least that large print allows.
pub(super) const RISE: f64 = 0.33;
pub(super) const DROP: f64 = 0.2;

/// The space above and below the words of a row, in ems.
pub(super) const ROW_PADDING: f64 = 0.25;

/// The part of a page's height that a table's head may take and still be repeated.
pub(super) const MAX_REPEATED_HEAD: f64 = 0.34;

/// Thickness of rules and bars. Under 0.75 pt a line is lost to low vision; these are for all.
pub(super) const RULE_THICKNESS: Pt = Pt(1.0);

/// Thickness of the rule below the head of a table, and of a frame.
pub(super) const STRONG_RULE_THICKNESS: Pt = Pt(2.0);

/// A sheet of paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Paper {
    /// 210 by 297 mm, what people have at home.
    #[default]
    A4,
    /// 148 by 210 mm.
    A5,
    /// 297 by 420 mm.
    A3,
    /// 8.5 by 11 inches.
    Letter,
}

impl Paper {
    /// Width and height, upright.
    pub const fn size(self) -> Size {
        let (width, height) = match self {
            Self::A4 => (210.0, 297.0),
            Self::A5 => (148.0, 210.0),
            Self::A3 => (297.0, 420.0),
            Self::Letter => (215.9, 279.4),
        };
        Size { width: Pt::from_mm(width), height: Pt::from_mm(height) }
    }

    /// The usual margin: 25 mm (ACB: one inch), 20 mm on A5.
    pub const fn margin(self) -> Pt {
        match self {
            Self::A5 => Pt::from_mm(20.0),
            _ => Pt::from_mm(25.0),
        }
    }

    /// Its usual name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::A4 => "A4",
            Self::A5 => "A5",
            Self::A3 => "A3",
            Self::Letter => "Letter",
        }
    }
}

/// How freely words are broken at the end of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Hyphenation {
    /// Only a word that is wider than the measure.
    None,
    /// Only where no break between words fills [`SPARING_FILL`] of the line.
    #[default]
    Sparing,
    /// Wherever it makes the paragraph more even.
    Full,
}

/// The part of a line that a break between words must fill, or else `sparing` hyphenates.
pub const SPARING_FILL: f64 = 0.8;

/// Whether a table of contents is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Contents {
    /// Where the text reaches the third page and has four headings or more below its title.
    #[default]
    Auto,
    /// Where there is a heading below the title.
    Always,
    /// Never.
    Never,
}

/// The fewest headings for which [`Contents::Auto`] prints a table.
pub const CONTENTS_HEADINGS: usize = 4;

/// The fewest pages of text for which it does.
pub const CONTENTS_PAGES: usize = 3;

/// What a binding takes from the inner side of a page.
pub const BINDING: Pt = Pt::from_mm(15.0);

/// The style of a large-print page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LargePrint {
    /// Size of body text, from [`MIN_SIZE`] to [`MAX_SIZE`].
    pub size: Pt,
    /// Distance of baselines as a factor of the size, from [`MIN_LEADING`] to
    /// [`MAX_LEADING`].
    pub leading: f64,
    /// The sheet.
    pub paper: Paper,
    /// Margin on all four sides.
    pub margin: Pt,
    /// Ink and background.
    pub theme: Theme,
    /// Whether the background is painted; not on tinted paper.
    pub paint_background: bool,
    /// How freely words are broken.
    pub hyphenation: Hyphenation,
    /// Whether a table of contents is printed.
    pub contents: Contents,
    /// What is added to the margin at the inner side: [`BINDING`], or nothing.
    pub binding: Pt,
    /// Whether pages are printed on both sides, so that the inner side is the left of every first
    /// page and the right of every second.
    pub duplex: bool,
    /// What the words of the foot need beyond the room for Latin letters; the setting finds it.
    pub foot: FootRoom,
    /// Whether a heading of level 1 begins a new page, and where pages are printed on both sides
    /// a new sheet.
    pub sheets: bool,
}

/// The room of the foot beyond that for Latin letters, in ems.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct FootRoom {
    /// Between its rule and its baseline.
    pub above: f64,
    /// Below its baseline.
    pub below: f64,
}

/// Why a style cannot be set. Each message says what would do.
#[derive(Debug, Clone, PartialEq, Error)]
#[non_exhaustive]
pub enum StyleError {
    /// The size is out of range.
    #[error(
        "a size of {0} points is out of range: 16 is the least, because smaller text is not large print (UKAAF G003), and 72 the greatest"
    )]
    Size(f64),
    /// The leading is out of range.
    #[error(
        "a leading of {0} is out of range: 1.2 is the least, because tighter lines run together, and 3 the greatest"
    )]
    Leading(f64),
    /// The margins leave too narrow a column.
    #[error(
        "margins of {margin} mm leave a column of {measure:.0} mm on this paper: 80 mm is the least that holds a few words a line"
    )]
    Measure {
        /// The margin, in millimetres.
        margin: f64,
        /// What it leaves, in millimetres.
        measure: f64,
    },
    /// The margins leave too low a page.
    #[error(
        "at {size} points this page has no room for a heading and two lines between its margins: use smaller text, smaller margins or larger paper"
    )]
    Height {
        /// The size of text.
        size: f64,
    },
}

impl Default for LargePrint {
    fn default() -> Self {
        Self {
            size: Pt(18.0),
            leading: 1.5,
            paper: Paper::A4,
            margin: Paper::A4.margin(),
            theme: Theme::default(),
            paint_background: true,
            hyphenation: Hyphenation::default(),
            contents: Contents::default(),
            binding: Pt(0.0),
            duplex: false,
            foot: FootRoom::default(),
            sheets: false,
        }
    }
}

impl LargePrint {
    /// The width of the column.
    pub fn measure(&self) -> Pt {
        self.paper.size().width - self.margin * 2.0 - self.binding
    }

    /// The left margin of a page, numbered from 0.
    pub fn left_margin(&self, page: usize) -> Pt {
        let right_hand = page.is_multiple_of(2) || !self.duplex;
        self.margin + if right_hand { self.binding } else { Pt(0.0) }
    }

    /// The distance of baselines in body text.
    pub fn line_height(&self) -> Pt {
        self.size * self.leading
    }

    /// What the foot of a page takes: a line for the page number, a rule and the space above it.
    fn foot_height(&self) -> Pt {
        self.size * (1.25 + 0.9 + self.foot.above + self.foot.below)
    }

    /// The height of the foot's baseline: below the text, in the lower margin where that has the
    /// room, and never nearer to the paper's edge than printers can print.
    pub fn foot_baseline(&self) -> Pt {
        let below_text = self.bottom_margin() - self.foot_height();
        below_text + self.size * (0.3 + self.foot.below)
    }

    /// The distance of the text from the lower edge: the margin, or more where large text needs
    /// it for the foot.
    pub fn bottom_margin(&self) -> Pt {
        self.margin.max(UNPRINTABLE + self.foot_height())
    }

    /// The height between the margins that is left for the page's content.
    pub fn text_height(&self) -> Pt {
        self.paper.size().height - self.margin - self.bottom_margin()
    }

    /// The size at which a picture is drawn, from its pixels and the room across: as wide as that, but with 150 pixels an inch at the least, and low enough for a page that
    /// has a heading above it and a caption below.
    pub fn picture_size(&self, (columns, rows): (u32, u32), room: Pt) -> Size {
        let (columns, rows) = (f64::from(columns.max(1)), f64::from(rows.max(1)));
        let highest = self.text_height() - self.line_height() * LINES_WITH_PICTURE;
        let natural = Pt(columns * 72.0 / MAX_ENLARGED);
        let width =
            natural.min(room).min(highest.max(self.line_height()) * (columns / rows));
        Size { width, height: width * (rows / columns) }
    }

    /// Size of a heading of an author's level 1 to 6.
    pub fn heading_size(&self, level: u8) -> Pt {
        self.size * HEADING_FACTORS[usize::from(level.clamp(1, 6)) - 1]
    }

    /// Checks that the page can be set and read.
    ///
    /// # Errors
    /// When a value is out of its range, or the margins leave no column.
    pub fn check(&self) -> Result<(), StyleError> {
        if !(MIN_SIZE.0..=MAX_SIZE.0).contains(&self.size.0) {
            return Err(StyleError::Size(self.size.0));
        }
        if !(MIN_LEADING..=MAX_LEADING).contains(&self.leading) {
            return Err(StyleError::Leading(self.leading));
        }
        let measure = self.measure();
        let margin = self.margin.mm();
        if !(measure.0 >= MIN_MEASURE.0 && margin >= 0.0) {
            return Err(StyleError::Measure { margin, measure: measure.mm() });
        }
        // A heading of level 1 and two lines have to fit, or a page could make no progress.
        let least = self.heading_size(1) * HEADING_LEADING + self.line_height() * 2.0;
        if self.text_height() < least {
            return Err(StyleError::Height { size: self.size.0 });
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_theme_has_contrast_of_seven_to_one() {
        for theme in Theme::ALL {
            assert!(theme.ink().contrast(theme.background()) >= 7.0, "{theme:?}");
        }
        assert!((Colour::BLACK.contrast(Colour::WHITE) - 21.0).abs() < 1e-9);
    }

    #[test]
    fn what_cannot_be_read_is_refused() {
        let style = LargePrint::default();
        assert_eq!(style.check(), Ok(()));
        assert!(LargePrint { size: Pt(15.9), ..style }.check().is_err());
        assert!(LargePrint { size: Pt(f64::NAN), ..style }.check().is_err());
        assert!(LargePrint { leading: 1.1, ..style }.check().is_err());
        assert!(LargePrint { margin: Pt::from_mm(70.0), ..style }.check().is_err());
        let low = LargePrint { size: Pt(72.0), leading: 2.5, paper: Paper::A5, ..style };
        assert!(LargePrint { margin: Pt::from_mm(20.0), ..low }.check().is_err());
    }
}
