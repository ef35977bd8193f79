//! What holds of every page: no word is lost, doubled or set over another.

use printaloud::document::{BlockKind, Document, Origin, Walk, plain_text};
use printaloud::font::Glyph;
use printaloud::speech::{Role, Script};
use printaloud::typeset::frame::{Fragment, Layout, Owner, Page};
use printaloud::typeset::style::{LargePrint, MIN_SIZE};
use std::collections::BTreeSet;

/// Rounding, in points.
const SLACK: f64 = 0.01;

/// Every block has a place in the page and an identity of its own.
pub fn nodes(source: &str, document: &Document) {
    let mut seen = BTreeSet::new();
    for block in Walk::new(&document.blocks) {
        assert!(source.get(block.span.clone()).is_some(), "{:?}", block.span);
        assert!(seen.insert(block.id), "{:?} is there twice", block.id);
    }
    assert!(seen.iter().all(|id| id.0 < document.nodes));
}

/// The letters and figures of a document's printed blocks.
pub fn written(document: &Document) -> String {
    let mut out = String::new();
    let printed = |block: &&printaloud::document::Block| {
        block.media.is_printed() && block.origin != Origin::Contents
    };
    for block in Walk::new(&document.blocks).filter(printed) {
        match &block.kind {
            BlockKind::Heading { content, .. } | BlockKind::Paragraph { content } => {
                out.push_str(&plain_text(content));
            }
            BlockKind::Code { text } => out.push_str(text),
            BlockKind::Figure { image } => {
                out.extend(image.caption.iter().map(|it| it.words.as_str()));
            }
            _ => {}
        }
    }
    out.retain(char::is_alphanumeric);
    out
}

/// The letters and figures of a layout, broken words as they are read.
pub fn set(layout: &Layout) -> String {
    let mut out = String::new();
    for page in &layout.pages {
        let mut read = None;
        for fragment in page.fragments.iter().filter(|it| it.owner != Owner::Artifact) {
            match fragment.joined {
                Some(joined) if read == Some(joined) => {}
                Some(joined) => out.push_str(&page.joined[joined as usize]),
                None => out.push_str(&fragment.text),
            }
            read = fragment.joined;
        }
    }
    out.retain(char::is_alphanumeric);
    out
}

/// A layout shows every letter of its document inside its margins, large enough, and none over
/// another.
pub fn layout(document: &Document, layout: &Layout, style: &LargePrint) {
    let all: Vec<char> = sorted(&set(layout));
    let mut all = all.iter();
    // More is printed than is written: numbers of lists and notes, titles of boxes.
    let lost = sorted(&written(document)).into_iter().find(|c| !all.any(|d| d == c));
    assert_eq!(lost, None, "{:?}\n{:?}", written(document), set(layout));
    for (number, page) in layout.pages.iter().enumerate() {
        let content = |it: &&Fragment| it.owner != Owner::Artifact;
        // Empty rows of a table are there to be written on; a break between themes is nothing.
        let empty = page.fragments.iter().filter(content).count() == 0
            && page.pictures.is_empty()
            && page.rules.len() < 2;
        assert!(!empty || (style.duplex && style.sheets), "page {number} is empty");
        let control = |c: char| c.is_control();
        let clean = |it: &Fragment| !it.text.contains(control);
        assert!(page.fragments.iter().all(clean), "page {number} has control characters");
        assert!(page.joined.iter().all(|it| !it.contains(control)));
        inside(page, number, style, document.metadata.lang.is_right_to_left());
        apart(page, number);
    }
}

/// A fragment and where its letters are seen: a space at the end of a line is there for programs
/// alone.
struct Seen<'f> {
    fragment: &'f Fragment,
    left: f64,
    right: f64,
}

impl std::fmt::Display for Seen<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Fragment { text, origin, size, .. } = self.fragment;
        let (left, right) = (self.left, self.right);
        write!(f, "{text:?} of {size:?}, {left:.2} to {right:.2}, at {:.2}", origin.y.0)
    }
}

impl<'f> Seen<'f> {
    fn new(fragment: &'f Fragment) -> Option<Self> {
        let Fragment { text, glyphs, right_to_left, origin, width, .. } = fragment;
        let trimmed = text.trim();
        if trimmed.is_empty() {
            return None;
        }
        let before = text.len() - text.trim_start().len();
        let behind = text.len() - text.trim_end().len();
        let (at_left, at_right) =
            if *right_to_left { (behind, before) } else { (before, behind) };
        let advance = |glyphs: &mut dyn Iterator<Item = &Glyph>, bytes: usize| {
            let mut shown = 0;
            let blank = glyphs.take_while(|glyph| {
                shown += usize::from(glyph.len);
                shown <= bytes
            });
            blank.map(|glyph| f64::from(glyph.advance)).sum::<f64>()
        };
        let all: f64 = glyphs.iter().map(|glyph| f64::from(glyph.advance)).sum();
        let unit = if all == 0.0 { 0.0 } else { width.0 / all };
        let left = origin.x.0 + advance(&mut glyphs.iter(), at_left) * unit;
        let right =
            (origin.x + *width).0 - advance(&mut glyphs.iter().rev(), at_right) * unit;
        Some(Self { fragment, left, right })
    }
}

fn inside(page: &Page, number: usize, style: &LargePrint, turned: bool) {
    let (mut left, mut right) =
        (style.left_margin(number), style.left_margin(number) + style.measure());
    if turned {
        // Such pages are bound at the other edge.
        let width = style.paper.size().width;
        (left, right) = (width - right, width - left);
    }
    let (bottom, top) = (style.bottom_margin(), style.paper.size().height - style.margin);
    for seen in page.fragments.iter().filter_map(Seen::new) {
        let Fragment { origin, size, glyphs, owner, .. } = seen.fragment;
        assert!(size.0 >= MIN_SIZE.0 - SLACK, "page {number}: {seen}");
        // A letter that is wider than the column stands over the margin, alone.
        let within = seen.left >= left.0 - SLACK && seen.right <= right.0 + SLACK;
        assert!(
            within || glyphs.len() == 1,
            "page {number}: {seen}; {left:?} to {right:?}"
        );
        let below = (origin.y + *size * 0.6).0 <= top.0 + SLACK;
        let above = origin.y.0 >= bottom.0 - SLACK;
        assert!((above && below) || *owner == Owner::Artifact, "page {number}: {seen}");
    }
    for picture in &page.pictures {
        let place = &picture.place;
        let across =
            place.x.0 >= left.0 - SLACK && (place.x + place.width).0 <= right.0 + SLACK;
        let down =
            place.y.0 >= bottom.0 - SLACK && (place.y + place.height).0 <= top.0 + SLACK;
        assert!(across && down, "page {number}: {place:?}");
    }
}

/// Letters on one line stand beside each other, and lines stand apart.
fn apart(page: &Page, number: usize) {
    let mut seen: Vec<Seen<'_>> = page.fragments.iter().filter_map(Seen::new).collect();
    seen.sort_by(|a, b| b.fragment.origin.y.0.total_cmp(&a.fragment.origin.y.0));
    for (at, upper) in seen.iter().enumerate() {
        for lower in &seen[at + 1..] {
            let rise = upper.fragment.origin.y - lower.fragment.origin.y;
            let size = upper.fragment.size.max(lower.fragment.size);
            if rise.0 > size.0 {
                break;
            }
            let shared = upper.right.min(lower.right) - upper.left.max(lower.left);
            // From one line to the next there are 1.2 times the size at the least.
            let close = shared > 1.0 && rise.0 < 0.95 * lower.fragment.size.0;
            assert!(!close, "page {number}: {upper} and {lower} overlap");
        }
    }
}

/// A script has the page's blocks in their order, and no digit in English.
pub fn script(document: &Document, script: &Script) {
    for utterance in &script.utterances {
        assert!(utterance.node.0 < document.nodes);
        let said = &utterance.said;
        assert!(!said.contains(|c: char| c.is_control()), "{said:?}");
        if utterance.lang.primary() == "en" && utterance.role == Role::Content {
            assert!(!said.contains(|c: char| c.is_ascii_digit()), "{said:?}");
        }
    }
    let mut at = 0;
    for section in &script.sections {
        assert_eq!(section.utterances.start, at);
        assert!(!section.utterances.is_empty());
        at = section.utterances.end;
    }
    assert_eq!(at, script.utterances.len());
    let ids: Vec<String> = script.utterances.iter().filter_map(|it| it.id()).collect();
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "{ids:?}");
}

fn sorted(text: &str) -> Vec<char> {
    let mut letters: Vec<char> = text.chars().collect();
    letters.sort_unstable();
    letters
}
