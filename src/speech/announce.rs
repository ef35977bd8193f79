//! What is said beside the page's own words: one whole table a verbosity, so that each can be
//! read by itself. The words are those of the page's language (`lang::words`).

use crate::lang::Lang;
use crate::lang::words::{Words, own_words};

/// How much is said beside the page's own words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Verbosity {
    /// The words, the numbers of lists and notes, what is done, what is deleted.
    Plain,
    /// What a listener would otherwise miss: that there is a picture, whose words are quoted, the
    /// rows of a table, that the page is over.
    #[default]
    Normal,
    /// The page's build as well: headings, lists and how long they are, links.
    Full,
}

/// Words of ours in any language.
pub(super) type Template = fn(&Words) -> &'static str;

/// The announcements of one verbosity; `None` is silence.
#[derive(Debug)]
pub(super) struct Announcements {
    pub(super) heading: Option<Template>,
    pub(super) list: Option<Template>,
    pub(super) list_end: Option<Template>,
    pub(super) nested_list: Option<Template>,
    pub(super) nested_list_end: Option<Template>,
    pub(super) item_number: Option<Template>,
    pub(super) done: Option<Template>,
    pub(super) to_do: Option<Template>,
    pub(super) deleted: Option<Template>,
    pub(super) deleted_end: Option<Template>,
    pub(super) picture: Option<Template>,
    pub(super) quote: Option<Template>,
    pub(super) quote_end: Option<Template>,
    pub(super) code: Option<Template>,
    pub(super) code_end: Option<Template>,
    pub(super) table: Option<Template>,
    pub(super) table_end: Option<Template>,
    pub(super) row: Option<Template>,
    pub(super) box_end: Option<Template>,
    pub(super) see_note: Option<Template>,
    pub(super) link: Option<Template>,
    /// Only where addresses are asked for.
    pub(super) address: Option<Template>,
    pub(super) page_end: Option<Template>,
}

const PLAIN: Announcements = Announcements {
    heading: None,
    list: None,
    list_end: None,
    nested_list: None,
    nested_list_end: None,
    item_number: Some(|words| words.item_number),
    done: Some(|words| words.done),
    to_do: Some(|words| words.to_do),
    deleted: Some(|words| words.deleted),
    deleted_end: Some(|words| words.deleted_end),
    picture: None,
    quote: None,
    quote_end: None,
    code: None,
    code_end: None,
    table: None,
    table_end: None,
    row: None,
    box_end: None,
    see_note: Some(|words| words.see_note),
    link: None,
    address: Some(|words| words.address),
    page_end: None,
};

/// Where there are no words of ours.
const NUMBERS: Announcements =
    Announcements { item_number: Some(|_| "{number}"), ..PLAIN };

const NORMAL: Announcements = Announcements {
    heading: None,
    list: None,
    list_end: None,
    nested_list: None,
    nested_list_end: None,
    item_number: Some(|words| words.item_number),
    done: Some(|words| words.done),
    to_do: Some(|words| words.to_do),
    deleted: Some(|words| words.deleted),
    deleted_end: Some(|words| words.deleted_end),
    picture: Some(|words| words.picture),
    quote: Some(|words| words.quote),
    quote_end: Some(|words| words.quote_end),
    code: None,
    code_end: None,
    table: Some(|words| words.table),
    table_end: Some(|words| words.table_end),
    row: Some(|words| words.row),
    box_end: Some(|words| words.box_end),
    see_note: Some(|words| words.see_note),
    link: None,
    address: Some(|words| words.address),
    page_end: Some(|words| words.page_end),
};

const FULL: Announcements = Announcements {
    heading: Some(|words| words.heading),
    list: Some(|words| words.list),
    list_end: Some(|words| words.list_end),
    nested_list: Some(|words| words.nested_list),
    nested_list_end: Some(|words| words.nested_list_end),
    item_number: Some(|words| words.item_number),
    done: Some(|words| words.done),
    to_do: Some(|words| words.to_do),
    deleted: Some(|words| words.deleted),
    deleted_end: Some(|words| words.deleted_end),
    picture: Some(|words| words.picture),
    quote: Some(|words| words.quote),
    quote_end: Some(|words| words.quote_end),
    code: Some(|words| words.code),
    code_end: Some(|words| words.code_end),
    table: Some(|words| words.table),
    table_end: Some(|words| words.table_end),
    row: Some(|words| words.row),
    box_end: Some(|words| words.box_end),
    see_note: Some(|words| words.see_note),
    link: Some(|words| words.link),
    address: Some(|words| words.address),
    page_end: Some(|words| words.page_end),
};

/// The table for pages in `lang`. English words would mislead in the voice of another language,
/// so pages in one that has no words of ours are read with the numbers of lists alone.
pub(super) fn announcements(verbosity: Verbosity, lang: &Lang) -> &'static Announcements {
    match verbosity {
        _ if own_words(lang).is_none() => &NUMBERS,
        Verbosity::Plain => &PLAIN,
        Verbosity::Normal => &NORMAL,
        Verbosity::Full => &FULL,
    }
}
