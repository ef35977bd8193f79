//! Rules about review dates.

use super::Checked;
use crate::diag::Diagnostic;
use crate::document::ReviewDate;
use crate::lang::Lang;
use crate::lang::words::words;

/// After how many years a page counts as old.
const OLD: u16 = 3;

pub(super) fn check(checked: &Checked<'_>, found: &mut Vec<Diagnostic>) {
    let metadata = &checked.page.document.metadata;
    let (last, next) = (metadata.last_review, metadata.next_review);
    let in_words = |date: ReviewDate| date.in_words(words(&Lang::british()));
    let mut tell = |rule, message: String, help: &str, key: &str| {
        let span = place(checked.page.source, key);
        found.push(Diagnostic::warning(rule, span, message).help(help));
    };
    if last.is_none() && next.is_none() {
        tell(
            "review-missing",
            "the page does not say when it was reviewed".into(),
            "write `last-review: 2026-05` and `next-review: 2028-05` in the front matter",
            "",
        );
    }
    if let Some(next) = next.filter(|next| next.is_before(checked.today)) {
        tell(
            "review-passed",
            format!("the next review, {}, is past", in_words(next)),
            "review the page, or do not hand it out",
            "next",
        );
    }
    if let Some(last) = last.filter(|last| last.years_later(OLD).is_before(checked.today))
    {
        tell(
            "review-old",
            format!("the last review, {}, is over {OLD} years ago", in_words(last)),
            "review the page, or do not hand it out",
            "last",
        );
    }
    if let (Some(last), Some(next)) = (last, next)
        && next.is_before(last)
    {
        tell(
            "review-order",
            format!(
                "the next review, {}, is before the last, {}",
                in_words(next),
                in_words(last)
            ),
            "put the dates right",
            "next",
        );
    }
}

/// The line in which the page gives a date.
fn place(source: &str, key: &str) -> std::ops::Range<usize> {
    let mut at = 0;
    for line in source.split_inclusive('\n') {
        let lower = line.to_lowercase();
        if !key.is_empty()
            && let Some(column) = [" review", "-review"]
                .iter()
                .find_map(|ending| lower.find(&format!("{key}{ending}")))
            && lower.contains(':')
            && line.len() < 200
        {
            return at + column..at + line.trim_end().len();
        }
        at += line.len();
    }
    0..0
}
