//! Line break opportunities (UAX #14), grapheme clusters (UAX #29), and which characters show.

use icu_segmenter::options::LineBreakOptions;
use icu_segmenter::{GraphemeClusterSegmenter, LineSegmenter};

/// The byte offsets at which UAX #14 allows a line of `text` to end, the end of the text included.
/// A line may also have to end at a line feed: the caller looks for it before the offset.
pub fn break_opportunities(text: &str) -> impl Iterator<Item = usize> {
    LineSegmenter::new_for_non_complex_scripts(LineBreakOptions::default())
        .segment_str(text)
        .filter(|&at| at > 0)
}

/// The byte offsets at which a grapheme cluster of `text` ends.
pub fn grapheme_ends(text: &str) -> impl Iterator<Item = usize> {
    GraphemeClusterSegmenter::new().segment_str(text).filter(|&at| at > 0)
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

/// Whether a character means nothing outside the font it was made for.
pub const fn is_private_use(c: char) -> bool {
    matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_may_end_after_spaces_and_hyphens() {
        let ends: Vec<usize> = break_opportunities("a well-known sign").collect();
        assert_eq!(ends, [2, 7, 13, 17]);
        assert_eq!(break_opportunities("").count(), 0);
    }

    #[test]
    fn a_base_and_its_mark_are_one_cluster() {
        assert_eq!(grapheme_ends("e\u{301}x").collect::<Vec<_>>(), [3, 4]);
    }
}
