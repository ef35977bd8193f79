//! Values of options, as they are written on the command line.

use clap::builder::{PossibleValuesParser, TypedValueParser as _};
use printaloud::document::ReviewDate;
use printaloud::lang::Lang;
use printaloud::speech::Verbosity;

pub(super) fn lang(tag: &str) -> Result<Lang, String> {
    Lang::new(tag)
        .ok_or_else(|| "not a language tag; write one such as en-GB, cy or pl".into())
}

/// A size in points; the unit may be written after it.
pub(super) fn points(text: &str) -> Result<f64, String> {
    let number = text.strip_suffix("pt").unwrap_or(text).trim_end();
    number.parse().map_err(|_| "it takes a number of points, such as 24".into())
}

/// A length in millimetres; the unit may be written after it.
pub(super) fn millimetres(text: &str) -> Result<f64, String> {
    let number = text.strip_suffix("mm").unwrap_or(text).trim_end();
    number.parse().map_err(|_| "it takes a number of millimetres, such as 20".into())
}

/// How much faster, slower, louder or softer.
pub(super) fn percent(text: &str) -> Result<i8, String> {
    let number = text.parse().ok().filter(|number| (-100..=100).contains(number));
    number.ok_or_else(|| "it takes a whole number from -100 to 100".into())
}

/// How many of something.
pub(super) fn one_or_more(text: &str) -> Result<u16, String> {
    let number = text.parse().ok().filter(|number| *number > 0);
    number.ok_or_else(|| "it takes a whole number from 1 on".into())
}

/// A factor.
pub(super) fn factor(text: &str) -> Result<f64, String> {
    text.parse().map_err(|_| "it takes a number, such as 1.5".into())
}

/// A whole date.
pub(super) fn date(text: &str) -> Result<ReviewDate, String> {
    let date = ReviewDate::from_iso(text).filter(|date| date.is_a_day());
    date.ok_or_else(|| "not a day; write one such as 2027-01-31".into())
}

/// A parser for named values.
pub(super) fn named<T: Clone + Send + Sync + 'static>(
    values: &'static [(&'static str, T)],
) -> impl clap::builder::TypedValueParser<Value = T> {
    PossibleValuesParser::new(values.iter().map(|(name, _)| *name)).map(|name| {
        let known = values.iter().find(|(known, _)| known.eq_ignore_ascii_case(&name));
        known.map(|(_, value)| value.clone()).expect("clap takes only these names")
    })
}

/// A parser for how much is said beside a page's words.
pub(super) fn verbosity() -> impl clap::builder::TypedValueParser<Value = Verbosity> {
    named(&[
        ("plain", Verbosity::Plain),
        ("normal", Verbosity::Normal),
        ("full", Verbosity::Full),
    ])
}
