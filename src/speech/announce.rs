//! What is said beside the page's own words: one whole table a verbosity, so that each can be
//! read by itself.

use crate::lang::Lang;

/// How much is said beside the page's own words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Verbosity {
    /// The words and the numbers of lists.
    Plain,
    /// What a listener would otherwise miss: that there is a picture, whose words are quoted,
    /// that the page is over.
    #[default]
    Normal,
    /// The page's build as well: headings, lists and how long they are, links.
    Full,
}

/// The announcements of one verbosity; `None` is silence. `{number}`, `{items}`, `{level}` and
/// `{address}` stand for what their names say.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Announcements {
    pub(super) heading: Option<&'static str>,
    pub(super) list: Option<&'static str>,
    pub(super) list_end: Option<&'static str>,
    pub(super) nested_list: Option<&'static str>,
    pub(super) nested_list_end: Option<&'static str>,
    pub(super) item_number: Option<&'static str>,
    pub(super) picture: Option<&'static str>,
    pub(super) quote: Option<&'static str>,
    pub(super) quote_end: Option<&'static str>,
    pub(super) code: Option<&'static str>,
    pub(super) code_end: Option<&'static str>,
    pub(super) link: Option<&'static str>,
    /// Only where addresses are asked for.
    pub(super) address: Option<&'static str>,
    pub(super) page_end: Option<&'static str>,
}

const PLAIN: Announcements = Announcements {
    heading: None,
    list: None,
    list_end: None,
    nested_list: None,
    nested_list_end: None,
    item_number: Some("{number}"),
    picture: None,
    quote: None,
    quote_end: None,
    code: None,
    code_end: None,
    link: None,
    address: Some("The address is {address}"),
    page_end: None,
};

const NORMAL: Announcements = Announcements {
    heading: None,
    list: None,
    list_end: None,
    nested_list: None,
    nested_list_end: None,
    item_number: Some("{number}"),
    picture: Some("Picture:"),
    quote: Some("Quote:"),
    quote_end: Some("End of quote."),
    code: None,
    code_end: None,
    link: None,
    address: Some("The address is {address}"),
    page_end: Some("End of page."),
};

const FULL: Announcements = Announcements {
    heading: Some("Heading, level {level}:"),
    list: Some("List of {items}:"),
    list_end: Some("End of list."),
    nested_list: Some("List within the list, {items}:"),
    nested_list_end: Some("End of the list within."),
    item_number: Some("{number}"),
    picture: Some("Picture:"),
    quote: Some("Quote:"),
    quote_end: Some("End of quote."),
    code: Some("Text as it is typed:"),
    code_end: Some("End of typed text."),
    link: Some("That was a link."),
    address: Some("The address is {address}"),
    page_end: Some("End of page."),
};

/// Announcements in no language: numbers of items, which a voice of the page's language reads.
const NUMBERS_ALONE: Announcements = Announcements {
    heading: None,
    list: None,
    list_end: None,
    nested_list: None,
    nested_list_end: None,
    item_number: Some("{number}"),
    picture: None,
    quote: None,
    quote_end: None,
    code: None,
    code_end: None,
    link: None,
    address: Some("{address}"),
    page_end: None,
};

/// The table for pages in `lang`. English words would mislead in the voice of another language,
/// so pages in one that has no table yet are read without announcements.
pub(super) fn announcements(verbosity: Verbosity, lang: &Lang) -> &'static Announcements {
    match verbosity {
        _ if lang.primary() != "en" => &NUMBERS_ALONE,
        Verbosity::Plain => &PLAIN,
        Verbosity::Normal => &NORMAL,
        Verbosity::Full => &FULL,
    }
}
