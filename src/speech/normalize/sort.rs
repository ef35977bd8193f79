//! The sorts of what is said, as far as it can be an end of a range.

use super::units::Measure;

/// What some words say.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Sort {
    /// So many, or the number of something.
    Number(f64),
    /// So much of what a unit measures.
    Amount(f64, Measure),
    /// A part of a hundred.
    Percent,
    /// A sum.
    Money,
    /// A temperature.
    Degrees,
    /// A time of the day.
    Time,
    /// A day of the week.
    Day,
    /// A day of a month, a month.
    Date,
    /// A year, or a number of four digits that is taken for one.
    Year(f64),
    /// A place in an order.
    Rank,
    /// A Roman numeral.
    Roman(u64),
}

impl Sort {
    /// Whether it may be less than nothing.
    pub(super) const fn may_be_negative(self) -> bool {
        match self {
            Self::Number(_) | Self::Percent | Self::Money | Self::Degrees => true,
            Self::Amount(_, measure) => {
                !matches!(measure, Measure::Time | Measure::Count)
            }
            Self::Time
            | Self::Day
            | Self::Date
            | Self::Year(_)
            | Self::Rank
            | Self::Roman(_) => false,
        }
    }
}
