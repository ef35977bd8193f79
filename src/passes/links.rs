//! Where links lead, and how that is shown on paper.

use super::broken_links::{leads_somewhere, told};
use crate::diag::Diagnostic;
use crate::document::draft::{UNNUMBERED, generated_block, generated_text};
use crate::document::walk::for_each_inline;
use crate::document::{
    Block, BlockKind, Document, Inline, InlineKind, ListItem, Medium, Origin,
    PrintedTarget, Target, Walk, plain_text,
};
use crate::lang::words::Words;
use crate::node::NodeId;
use std::collections::{BTreeMap, BTreeSet};

/// The longest address, in characters, that is printed after its words. A longer one breaks the
/// sentence around it over several lines, so it goes to the list at the end.
const MAX_WRITTEN: usize = 60;

/// Decides for every link how its address is shown, and adds the list of long addresses.
pub(super) fn show_addresses(blocks: &mut Vec<Block>, words: &Words) {
    let mut listed: Vec<String> = Vec::new();
    let mut seen_in_section = BTreeSet::new();
    for block in blocks.iter_mut() {
        if matches!(block.kind, BlockKind::Heading { .. }) {
            seen_in_section.clear();
        }
        if !block.media.is_printed() {
            continue;
        }
        for_each_inline(std::slice::from_mut(block), &mut |inline| {
            let InlineKind::Link { target: Target::Address(target), address, content } =
                &mut inline.kind
            else {
                return;
            };
            if !leads_somewhere(target) {
                return;
            }
            let shown = short_url(target);
            if same_address(&plain_text(content), &shown) || shown.is_empty() {
                return;
            }
            if shown.chars().count() > MAX_WRITTEN {
                let known = listed.iter().position(|known| known == target);
                let number = known.unwrap_or_else(|| {
                    listed.push(target.clone());
                    listed.len() - 1
                });
                *address = PrintedTarget::Listed(number + 1);
            } else if seen_in_section.insert(shown.clone()) {
                *address = PrintedTarget::Written(shown);
            }
        });
    }
    if !listed.is_empty() {
        blocks.extend(address_list(listed, words));
    }
}

fn address_list(listed: Vec<String>, words: &Words) -> [Block; 2] {
    let heading = BlockKind::Heading {
        level: 2,
        anchor: None,
        content: vec![generated_text(words.web_addresses.into())],
    };
    let items = listed.into_iter().map(|address| {
        let content = vec![generated_text(short_url(&address))];
        let target = Target::Address(address);
        let kind = InlineKind::Link { target, address: PrintedTarget::Hidden, content };
        let link = Inline { id: UNNUMBERED, span: 0..0, kind };
        let paragraph = BlockKind::Paragraph { content: vec![link] };
        ListItem {
            task: None,
            id: UNNUMBERED,
            label: UNNUMBERED,
            body: UNNUMBERED,
            span: 0..0,
            blocks: vec![generated_block(paragraph, Origin::WebAddresses, Medium::Print)],
        }
    });
    let list =
        BlockKind::List { start: Some(1), descending: false, items: items.collect() };
    [heading, list].map(|kind| generated_block(kind, Origin::WebAddresses, Medium::Print))
}

/// The address as a reader would type it: without the scheme, `www.` and a closing `/`; of an
/// email address without subject and body, and of a number for messages without the message.
pub(super) fn short_url(target: &str) -> String {
    let (scheme, rest) = target.split_once(':').unwrap_or(("", target));
    if scheme.eq_ignore_ascii_case("mailto") {
        return rest.split('?').next().unwrap_or(rest).to_owned();
    }
    if scheme.eq_ignore_ascii_case("sms") {
        return rest.split(['?', '&']).next().unwrap_or(rest).to_owned();
    }
    let rest = rest.trim_start_matches('/');
    let rest = rest.strip_prefix("www.").unwrap_or(rest);
    rest.strip_suffix('/').unwrap_or(rest).to_owned()
}

/// Whether a link's words are its address already, or the number that a telephone link dials.
fn same_address(words: &str, shown: &str) -> bool {
    let plain = |text: &str| -> String {
        let text = text.trim().to_lowercase();
        let text = text
            .strip_prefix("https://")
            .or(text.strip_prefix("http://"))
            .unwrap_or(&text);
        let dialled = text.strip_prefix("tel:").or(text.strip_prefix("sms:"));
        let text = text.strip_prefix("mailto:").or(dialled).unwrap_or(text);
        let text = text.strip_prefix("www.").unwrap_or(text);
        text.strip_suffix('/').unwrap_or(text).to_owned()
    };
    let digits = |text: &str| -> String {
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        digits
            .trim_start_matches("0044")
            .trim_start_matches("44")
            .trim_start_matches('0')
            .into()
    };
    let dialled = |text: &str| {
        !text.is_empty()
            && text.chars().all(|c| c.is_ascii_digit() || " +-().\u{a0}".contains(c))
    };
    plain(words) == plain(shown)
        || (dialled(shown) && dialled(words.trim()) && digits(words) == digits(shown))
}

/// Takes from paper the links that lead nowhere, and tells of them. Says whether there are links to
/// headings.
pub(super) fn drop_broken(
    blocks: &mut [Block],
    diagnostics: &mut Vec<Diagnostic>,
) -> bool {
    let headings = anchors(blocks);
    let mut some_lead_inside = false;
    for block in blocks {
        let printed = block.media.is_printed();
        for_each_inline(std::slice::from_mut(block), &mut |inline| {
            let InlineKind::Link { target, .. } = &mut inline.kind else { return };
            let Target::Address(written) = target else { return };
            let leads_inside = heading_of(written, &headings).is_some();
            some_lead_inside |= leads_inside;
            if leads_inside || leads_somewhere(written) {
                return;
            }
            if printed {
                diagnostics.extend(told(written, &inline.span));
            }
            *target = Target::Elsewhere(std::mem::take(written));
        });
    }
    some_lead_inside
}

/// Points links to `#…` at their headings, once all nodes have their numbers.
pub(super) fn resolve(document: &mut Document) {
    let headings = anchors(&document.blocks);
    for_each_inline(&mut document.blocks, &mut |inline| {
        let InlineKind::Link { target, address, .. } = &mut inline.kind else { return };
        let Target::Address(written) = target else { return };
        if let Some(id) = heading_of(written, &headings) {
            *target = Target::Place(id);
            *address = PrintedTarget::Page(id);
        }
    });
}

/// The heading that a link of the form `#…` names.
fn heading_of(written: &str, headings: &BTreeMap<String, NodeId>) -> Option<NodeId> {
    headings.get(&written.strip_prefix('#')?.to_lowercase()).copied()
}

/// The printed headings by their names: the author's, or their words in lower case joined by
/// hyphens, as code hosts make them; a name that stands again is numbered.
fn anchors(blocks: &[Block]) -> BTreeMap<String, NodeId> {
    let mut anchors = BTreeMap::new();
    let mut repeated: BTreeMap<String, u32> = BTreeMap::new();
    // A centre's own heading is no place that an author knows.
    let is_named = |it: &&Block| it.media.is_printed() && it.origin != Origin::Centre;
    for block in Walk::new(blocks).filter(is_named) {
        let BlockKind::Heading { anchor, content, .. } = &block.kind else { continue };
        let name =
            anchor.clone().unwrap_or_else(|| slug(&plain_text(content))).to_lowercase();
        let times = repeated.entry(name.clone()).or_default();
        let name = if *times == 0 { name } else { format!("{name}-{times}") };
        *times += 1;
        anchors.entry(name).or_insert(block.id);
    }
    anchors
}

fn slug(words: &str) -> String {
    let kept = |c: &char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_');
    words
        .trim()
        .to_lowercase()
        .chars()
        .filter(kept)
        .map(|c| if c == ' ' { '-' } else { c })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_shown_as_a_reader_types_them() {
        for (target, shown) in [
            ("https://www.example.org/", "example.org"),
            ("http://example.org/help?x=1", "example.org/help?x=1"),
            ("mailto:help@example.org?subject=Hi", "help@example.org"),
            ("tel:01632960123", "01632960123"),
            ("sms:+441632960123?body=Please%20call", "+441632960123"),
            ("SMS:01632960123&body=Please", "01632960123"),
        ] {
            assert_eq!(short_url(target), shown);
        }
    }

    #[test]
    fn words_that_are_the_address_are_known() {
        assert!(same_address("www.example.org", "example.org"));
        assert!(same_address("https://Example.org/", "example.org"));
        assert!(same_address("01632 960 123", "+441632960123"));
        assert!(same_address("sms:01632960123", "01632960123"));
        assert!(!same_address("our site", "example.org"));
        assert!(!same_address("Call us", "01632960123"));
    }
}
