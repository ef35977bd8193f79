//! The words on a page, and said of it, that are ours and not the author's: a file a language,
//! for a translator to edit.

mod arabic;
mod bengali;
mod chinese;
mod english;
mod french;
mod german;
mod gujarati;
mod hebrew;
mod hindi;
mod irish;
mod italian;
mod polish;
mod portuguese;
mod punjabi;
mod romanian;
mod scottish_gaelic;
mod spanish;
mod tamil;
mod urdu;
mod welsh;

use super::Lang;
use icu_plurals::{PluralCategory, PluralRules};

/// All words that the tool itself puts on a page or says of it, in one language. Names in
/// braces stand for what they say.
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
    /// The foot of a page: `{page}`, `{pages}`.
    pub page_of: &'static str,
    /// A reference to the list of addresses: `{number}`.
    pub listed_address: &'static str,
    /// A reference to a page: `{page}`.
    pub page_reference: &'static str,
    /// The heading over the table of contents.
    pub contents: &'static str,
    /// The heading over the notes.
    pub notes: &'static str,
    /// A reference to a note: `{number}`.
    pub note_reference: &'static str,
    /// After a note, where it is referred to: `{page}`.
    pub note_source: &'static str,
    /// The title of a box that says something more.
    pub note: &'static str,
    /// The title of a box with a hint.
    pub tip: &'static str,
    /// The title of a box with something that matters.
    pub important: &'static str,
    /// The title of a box that says what may do harm.
    pub warning: &'static str,
    /// The title of a box that says where to take care.
    pub caution: &'static str,
    /// The heading over a centre's details.
    pub your_centre: &'static str,
    /// Before a telephone number.
    pub telephone: &'static str,
    /// Before an email address.
    pub email: &'static str,
    /// Before a web address.
    pub website: &'static str,
    /// Before a postal address.
    pub postal_address: &'static str,
    /// Before the hours at which a centre is open.
    pub opening_hours: &'static str,
    /// Between a label and what it labels.
    pub colon: &'static str,
    /// Between two parts of a line, with its space.
    pub comma: &'static str,
    /// At the end of a sentence.
    pub full_stop: &'static str,
    /// The months by themselves, January first.
    pub months: [&'static str; 12],
    /// The months as they stand after a day, where that is another form.
    pub months_of_days: Option<[&'static str; 12]>,
    /// A date: `{day}`, `{month}`, `{year}`.
    pub date: &'static str,
    /// A month of a year: `{month}`, `{year}`.
    pub month_and_year: &'static str,
    /// The first day of a month.
    pub first_of_month: &'static str,
    /// Said before a heading: `{level}`.
    pub heading: &'static str,
    /// Said before a list: `{items}`.
    pub list: &'static str,
    /// Said after it.
    pub list_end: &'static str,
    /// Said before a list in a list: `{items}`.
    pub nested_list: &'static str,
    /// Said after it.
    pub nested_list_end: &'static str,
    /// Before an item of a numbered list: `{number}`.
    pub item_number: &'static str,
    /// How many items: `{number}`.
    pub items: Plural,
    /// Said before an item of a task list that is done.
    pub done: &'static str,
    /// Said before one that is not.
    pub to_do: &'static str,
    /// Said before words that are struck through.
    pub deleted: &'static str,
    /// Said after them.
    pub deleted_end: &'static str,
    /// Said before a picture's description.
    pub picture: &'static str,
    /// Said before words of somebody else.
    pub quote: &'static str,
    /// Said after them.
    pub quote_end: &'static str,
    /// Said before text that is typed as it stands.
    pub code: &'static str,
    /// Said after it.
    pub code_end: &'static str,
    /// Said after a sentence with a link.
    pub link: &'static str,
    /// Said after it where addresses are asked for: `{address}`.
    pub address: &'static str,
    /// Said before a table: `{rows}`.
    pub table: &'static str,
    /// Said after it.
    pub table_end: &'static str,
    /// How many rows: `{number}`.
    pub rows: Plural,
    /// Said before a row of a table: `{number}`.
    pub row: &'static str,
    /// Said after a sentence that refers to a note: `{number}`.
    pub see_note: &'static str,
    /// Said before a note: `{number}`.
    pub note_label: &'static str,
    /// Said after a box such as a warning.
    pub box_end: &'static str,
    /// Said last.
    pub page_end: &'static str,
    /// The digits 0 to 9, where the language is not as a rule written with European ones
    /// (CLDR's default numbering systems).
    pub digits: Option<[char; 10]>,
}

/// One form a plural category (CLDR); a language uses those it has. `{number}` is the number.
#[derive(Debug, PartialEq, Eq)]
pub struct Plural {
    /// Such as 1 in English.
    pub one: &'static str,
    /// Such as 2 in Irish.
    pub two: &'static str,
    /// Such as 3 in Polish.
    pub few: &'static str,
    /// Such as 5 in Polish.
    pub many: &'static str,
    /// All others.
    pub other: &'static str,
}

/// The English months, January first.
pub const ENGLISH_MONTHS: [&str; 12] = [
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
];

/// Every language that has its words here, by its tag.
pub const LANGUAGES: [(&str, &Words); 20] = [
    ("en", &english::ENGLISH),
    ("cy", &welsh::WELSH),
    ("ga", &irish::IRISH),
    ("gd", &scottish_gaelic::SCOTTISH_GAELIC),
    ("pl", &polish::POLISH),
    ("fr", &french::FRENCH),
    ("de", &german::GERMAN),
    ("es", &spanish::SPANISH),
    ("pt", &portuguese::PORTUGUESE),
    ("it", &italian::ITALIAN),
    ("ro", &romanian::ROMANIAN),
    ("ar", &arabic::ARABIC),
    ("ur", &urdu::URDU),
    ("he", &hebrew::HEBREW),
    ("bn", &bengali::BENGALI),
    ("gu", &gujarati::GUJARATI),
    ("pa", &punjabi::PUNJABI),
    ("hi", &hindi::HINDI),
    ("ta", &tamil::TAMIL),
    ("zh", &chinese::CHINESE),
];

/// The words in `lang`, if they are written.
pub fn own_words(lang: &Lang) -> Option<&'static Words> {
    let known = LANGUAGES.iter().find(|(tag, _)| *tag == lang.primary());
    known.map(|(_, words)| *words)
}

/// The words in `lang`: English where none are written.
pub fn words(lang: &Lang) -> &'static Words {
    own_words(lang).unwrap_or(&english::ENGLISH)
}

impl Words {
    /// A date, as exact as it is known.
    pub fn date(&self, year: u16, month: Option<u8>, day: Option<u8>) -> String {
        let name = |names: &[&'static str; 12], month: u8| {
            names.get(usize::from(month).wrapping_sub(1)).copied().unwrap_or("")
        };
        let year = year.to_string();
        let date = match (month, day) {
            (Some(month), Some(day)) => {
                let day =
                    if day == 1 { self.first_of_month.into() } else { day.to_string() };
                self.date
                    .replace("{day}", &day)
                    .replace(
                        "{month}",
                        name(self.months_of_days.as_ref().unwrap_or(&self.months), month),
                    )
                    .replace("{year}", &year)
            }
            (Some(month), None) => self
                .month_and_year
                .replace("{month}", name(&self.months, month))
                .replace("{year}", &year),
            _ => year,
        };
        self.in_figures(&date)
    }

    /// Text of ours with its digits as the language writes them.
    pub fn in_figures(&self, text: &str) -> String {
        let Some(digits) = self.digits else { return text.to_owned() };
        let own = |c: char| match c.to_digit(10) {
            Some(digit) => digits[digit as usize],
            None => c,
        };
        text.chars().map(own).collect()
    }
}

impl Plural {
    /// The form that `lang` has for a number, with the number in it.
    pub fn of(&self, number: usize, lang: &Lang) -> String {
        let category = lang
            .as_str()
            .parse::<icu_locale_core::Locale>()
            .ok()
            .and_then(|locale| PluralRules::try_new_cardinal((&locale).into()).ok())
            .map_or(PluralCategory::Other, |rules| rules.category_for(number));
        let form = match category {
            PluralCategory::One => self.one,
            PluralCategory::Two => self.two,
            PluralCategory::Few => self.few,
            PluralCategory::Many => self.many,
            PluralCategory::Zero | PluralCategory::Other => self.other,
        };
        form.replace("{number}", &number.to_string())
    }
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
    let at = ENGLISH_MONTHS.iter().position(|month| named(month))?;
    u8::try_from(at + 1).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lang(tag: &str) -> Lang {
        Lang::new(tag).unwrap()
    }

    #[test]
    fn every_place_for_a_value_is_kept_in_every_language() {
        for (tag, words) in LANGUAGES {
            for (text, places) in [
                (words.page_of, &["{page}", "{pages}"][..]),
                (words.listed_address, &["{number}"]),
                (words.page_reference, &["{page}"]),
                (words.date, &["{day}", "{month}", "{year}"]),
                (words.month_and_year, &["{month}", "{year}"]),
                (words.heading, &["{level}"]),
                (words.list, &["{items}"]),
                (words.nested_list, &["{items}"]),
                (words.items.one, &["{number}"]),
                (words.items.two, &["{number}"]),
                (words.items.few, &["{number}"]),
                (words.items.many, &["{number}"]),
                (words.items.other, &["{number}"]),
                (words.address, &["{address}"]),
                (words.note_reference, &["{number}"]),
                (words.note_source, &["{page}"]),
                (words.table, &["{rows}"]),
                (words.row, &["{number}"]),
                (words.see_note, &["{number}"]),
                (words.note_label, &["{number}"]),
                (words.rows.one, &["{number}"]),
                (words.rows.two, &["{number}"]),
                (words.rows.few, &["{number}"]),
                (words.rows.many, &["{number}"]),
                (words.rows.other, &["{number}"]),
            ] {
                let kept = places.iter().all(|place| text.matches(place).count() == 1);
                assert!(
                    kept && text.matches('{').count() == places.len(),
                    "{tag}: {text}"
                );
            }
            assert!(
                PluralRules::try_new_cardinal(
                    (&tag.parse::<icu_locale_core::Locale>().unwrap()).into()
                )
                .is_ok()
            );
        }
    }

    #[test]
    fn numbers_take_the_form_of_their_language() {
        let items = |tag: &str, number| words(&lang(tag)).items.of(number, &lang(tag));
        assert_eq!(items("en-GB", 1), "1 item");
        assert_eq!(items("en-GB", 3), "3 items");
        assert_eq!(items("pl", 2), "2 punkty");
        assert_eq!(items("pl", 5), "5 punktów");
        assert_eq!(items("pl", 22), "22 punkty");
        assert_eq!(items("ga", 3), "3 mhír");
        assert_eq!(items("ga", 8), "8 mír");
        assert_eq!(items("ro", 20), "20 de elemente");
        assert_eq!(items("gd", 3), "3 nithean");
    }

    #[test]
    fn dates_are_written_as_their_language_writes_them() {
        let date = |tag: &str, month, day| words(&lang(tag)).date(2026, month, day);
        assert_eq!(date("en-GB", Some(12), Some(1)), "1 December 2026");
        assert_eq!(date("de-AT", Some(3), Some(2)), "2. März 2026");
        assert_eq!(date("fr", Some(5), Some(1)), "1er mai 2026");
        assert_eq!(date("pl", Some(12), Some(3)), "3 grudnia 2026");
        assert_eq!(date("pl", Some(12), None), "grudzień 2026");
        assert_eq!(date("es", Some(1), None), "enero de 2026");
        assert_eq!(date("cy", None, None), "2026");
    }
}
