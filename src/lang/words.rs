//! The words on a page that are ours and not the author's, one table a language.

use super::Lang;

/// All words that the tool itself puts on a page, in one language.
#[derive(Debug, PartialEq, Eq)]
pub struct Words {
    /// Before the date of the last review.
    pub last_reviewed: &'static str,
    /// Before the date of the next review.
    pub next_review: &'static str,
    /// Before the edition.
    pub edition: &'static str,
    /// That there are other formats to be had.
    pub other_formats: &'static str,
    /// The heading over the list of long addresses.
    pub web_addresses: &'static str,
    /// A picture that has no description.
    pub picture_without_description: &'static str,
    /// The months, January first.
    pub months: [&'static str; 12],
    /// The foot of a page; `{page}` and `{pages}` stand for the numbers.
    pub page_of: &'static str,
    /// A reference to the list of addresses; `{number}` stands for the number.
    pub listed_address: &'static str,
    /// A reference to a page; `{page}` stands for the number.
    pub page_reference: &'static str,
}

const ENGLISH: Words = Words {
    last_reviewed: "Last reviewed",
    next_review: "Next review",
    edition: "Edition",
    other_formats: "Also in other sizes and as audio: ask your centre.",
    web_addresses: "Web addresses",
    picture_without_description: "Picture without a description",
    months: [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
    page_of: "Page {page} of {pages}",
    listed_address: "(web address {number})",
    page_reference: "(page {page})",
};

/// The words in `lang`: English until a table for it is written.
pub fn words(_lang: &Lang) -> &'static Words {
    &ENGLISH
}

/// The number of an English month, written whole or by its first three letters or four (`Sept`),
/// in any case; `None` for any other word.
pub fn english_month(name: &str) -> Option<u8> {
    let name = name.trim_end_matches('.');
    let named = |month: &str| {
        let begun =
            month.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name));
        begun && (name.len() == month.len() || matches!(name.len(), 3 | 4))
    };
    let at = ENGLISH.months.iter().position(|month| named(month))?;
    u8::try_from(at + 1).ok()
}
