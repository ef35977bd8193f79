//! Line break opportunities (UAX #14), grapheme clusters and sentences (UAX #29), and which
//! characters show.

use crate::lang::Lang;
use icu_segmenter::options::{LineBreakOptions, SentenceBreakInvariantOptions};
use icu_segmenter::{GraphemeClusterSegmenter, LineSegmenter, SentenceSegmenter};
use std::ops::Range;

/// The byte offsets at which UAX #14 allows a line of `text` to end, the end of the text included.
/// A line may also have to end at a line feed: the caller looks for it before the offset. In Thai,
/// Lao, Khmer and Burmese, which are written without spaces, words are found in a dictionary.
pub fn break_opportunities(text: &str) -> Vec<usize> {
    let mut ends = Vec::with_capacity(text.len() / 5);
    let options = LineBreakOptions::default();
    if text.chars().any(is_of_unspaced_words) {
        let segmenter = LineSegmenter::new_dictionary(options);
        ends.extend(segmenter.segment_str(text).filter(|&at| at > 0));
    } else {
        let segmenter = LineSegmenter::new_for_non_complex_scripts(options);
        ends.extend(segmenter.segment_str(text).filter(|&at| at > 0));
    }
    ends
}

/// Whether a character is of a script whose words are not parted by spaces, and are found in a
/// dictionary.
const fn is_of_unspaced_words(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
        | '\u{a9e0}'..='\u{a9ff}' | '\u{aa60}'..='\u{aa7f}')
}

/// Whether a line may end beside a character without a space and without parting a word: Chinese
/// and Japanese with their marks, and scripts whose words are not parted by spaces.
pub const fn is_unspaced(c: char) -> bool {
    is_of_unspaced_words(c)
        || matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe4f}'
            | '\u{ff00}'..='\u{ffef}' | '\u{20000}'..='\u{3ffff}')
}

/// The byte offsets at which a grapheme cluster of `text` ends.
pub fn grapheme_ends(text: &str) -> impl Iterator<Item = usize> {
    GraphemeClusterSegmenter::new().segment_str(text).filter(|&at| at > 0)
}

/// The sentences of `text` (UAX #29), white space after them included. A full stop that belongs
/// to an abbreviation of `lang` ends none, and what has no word belongs to the sentence before.
pub fn sentences(text: &str, lang: &Lang) -> Vec<Range<usize>> {
    let mut sentences: Vec<Range<usize>> = Vec::new();
    let segmenter = SentenceSegmenter::new(SentenceBreakInvariantOptions::default());
    let mut start = 0;
    let mut goes_on = false;
    for end in segmenter.segment_str(text).filter(|&at| at > 0) {
        let words = &text[start..end];
        let joined = goes_on || !words.contains(char::is_alphanumeric);
        match sentences.last_mut() {
            Some(last) if joined => last.end = end,
            _ => sentences.push(start..end),
        }
        let sentence = sentences.last().map_or(words, |last| &text[last.clone()]);
        // `example.org/?id` and `9.Next` are no ends: what ASCII marks end is parted by a space.
        let touches = words.ends_with(|c: char| c.is_ascii() && !c.is_whitespace());
        goes_on =
            touches || (lang.primary() == "en" && abbreviates(sentence, &text[end..]));
        start = end;
    }
    sentences
}

/// Whether the full stop at the end of `sentence` belongs to an English abbreviation, and the
/// sentence goes on with `rest`.
fn abbreviates(sentence: &str, rest: &str) -> bool {
    let sentence = sentence.trim_end();
    let Some(stem) = sentence.strip_suffix('.') else { return false };
    let start = stem
        .rfind([' ', '\u{a0}', '(', '\n'])
        .map_or(0, |at| at + stem[at..].chars().next().map_or(1, char::len_utf8));
    let word = &stem[start..];
    let digit_next = rest.starts_with(|c: char| c.is_ascii_digit());
    match word {
        "e.g" | "i.e" | "eg" | "ie" | "Dr" | "Mr" | "Mrs" | "Ms" | "Prof" | "St"
        | "vs" | "Rev" | "Hon" | "approx" | "Drs" | "Messrs" | "cf" | "viz" => true,
        "No" | "Nos" | "no" | "nos" | "p" | "pp" | "Fig" | "fig" | "Vol" | "vol"
        | "ext" | "Ext" | "para" | "Tel" | "tel" | "c" | "ca" | "Jan" | "Feb" | "Mar"
        | "Apr" | "Jun" | "Jul" | "Aug" | "Sept" | "Sep" | "Oct" | "Nov" | "Dec"
        | "max" | "min" => digit_next,
        "a.m" | "p.m" => ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
            .iter()
            .any(|day| rest.starts_with(day)),
        // An initial: at the start, after a title or after another.
        _ if word.len() == 1 && word.starts_with(|c: char| c.is_ascii_uppercase()) => {
            let before = stem[..start].trim_end();
            let before = before.rsplit(' ').next().unwrap_or("").trim_end_matches('.');
            let initial =
                before.len() == 1 && before.starts_with(|c: char| c.is_ascii_uppercase());
            initial
                || matches!(
                    before,
                    "" | "Dr" | "Mr" | "Mrs" | "Ms" | "Prof" | "Sir" | "Dame"
                )
        }
        _ => false,
    }
}

/// Whether a character shapes nothing by itself: soft hyphens, joiners, direction marks and
/// variation selectors. It steers setting and is not set.
pub const fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}'
    )
}

/// Whether a character is a space at which no line ends as a rule (U+00A0, U+202F).
pub const fn is_no_break_space(c: char) -> bool {
    matches!(c, '\u{a0}' | '\u{202f}')
}

/// Whether a character joins letters or parts them (U+200D, U+200C): invisible, and shaping depends
/// on it.
pub const fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200c}' | '\u{200d}')
}

/// Whether a character means nothing outside the font it was made for.
pub const fn is_private_use(c: char) -> bool {
    matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_may_end_after_spaces_and_hyphens() {
        assert_eq!(break_opportunities("a well-known sign"), [2, 7, 13, 17]);
        assert_eq!(break_opportunities(""), [0; 0]);
    }

    #[test]
    fn words_without_spaces_between_are_found() {
        let parts = |text: &'static str| {
            let mut start = 0;
            let ends = break_opportunities(text).into_iter();
            let parts = ends.map(|end| &text[std::mem::replace(&mut start, end)..end]);
            parts.collect::<Vec<_>>()
        };
        assert_eq!(parts("ศูนย์มะเร็งเปิดวันจันทร์"), ["ศูนย์", "มะเร็ง", "เปิด", "วัน", "จันทร์"]);
        // No line begins with a mark that ends a clause.
        assert_eq!(parts("每天一次，饭后。"), ["每", "天", "一", "次，", "饭", "后。"]);
    }

    #[test]
    fn sentences_are_not_broken_at_abbreviations() {
        let cut = |text: &'static str| -> Vec<&str> {
            sentences(text, &Lang::british())
                .into_iter()
                .map(|at| text[at].trim())
                .collect()
        };
        assert_eq!(
            cut(
                "Ask Dr. Green, e.g. Monday. Take 3.5 ml. (Or less.) J. R. Grey said so!"
            ),
            [
                "Ask Dr. Green, e.g. Monday.",
                "Take 3.5 ml.",
                "(Or less.)",
                "J. R. Grey said so!"
            ]
        );
        assert_eq!(cut("Eat vitamin C. It helps…"), ["Eat vitamin C.", "It helps…"]);
        assert_eq!(
            cut("Open 9 a.m. Monday. Call No. 5. :-)"),
            ["Open 9 a.m. Monday.", "Call No. 5. :-)"]
        );
        assert_eq!(
            cut("See example.org/a?b=1. Then go."),
            ["See example.org/a?b=1.", "Then go."]
        );
        assert_eq!(cut("一句。又一句。"), ["一句。", "又一句。"]);
        assert_eq!(cut(""), Vec::<&str>::new());
    }

    #[test]
    fn a_base_and_its_mark_are_one_cluster() {
        assert_eq!(grapheme_ends("e\u{301}x").collect::<Vec<_>>(), [3, 4]);
    }
}
