//! Adds a support centre's details to a document: a section at its end, before the review dates.

use super::signs::Signs;
use super::{contents, links};
use crate::document::draft::{UNNUMBERED, generated_block, generated_text};
use crate::document::{
    Block, BlockKind, Centre, Document, Inline, InlineKind, Medium, Origin,
    PrintedTarget, Target,
};
use crate::lang::words::{Words, words};
use crate::text::clean::clean;
use std::ops::Range;

/// The fewest digits of a number that can be dialled, such as 111.
const MIN_DIALLED: usize = 3;

/// Adds the section about the centre that hands the document out.
pub(super) fn insert(document: &mut Document, centre: &Centre) {
    let lang = &document.metadata.lang;
    let words = words(lang);
    let mut section = section(centre, words);
    Signs::new("", lang, &mut Vec::new()).show(&mut section);
    if section.is_empty() {
        return;
    }
    let closing =
        |block: &Block| matches!(block.origin, Origin::ReviewDates | Origin::Edition);
    let blocks = &mut document.blocks;
    let at = blocks.iter().position(closing).unwrap_or(blocks.len());
    blocks.splice(at..at, section);
    blocks.retain(|block| block.origin != Origin::Contents);
    contents::insert(blocks, words);
}

/// The heading and, below it, what is known, the number to call first.
fn section(centre: &Centre, words: &Words) -> Vec<Block> {
    let mut section = Section { words, blocks: Vec::new() };
    let names = [&centre.name, &centre.organisation].map(|name| plain(name));
    let mut names = names.into_iter().filter(|name| !name.is_empty());
    if let Some(name) = names.next() {
        let mut content = vec![strong(vec![generated_text(name)])];
        for name in names {
            content.push(line_end());
            content.push(generated_text(name));
        }
        section.add(content, Origin::Centre);
    }
    for number in lines(&centre.telephones) {
        let mut content = section.label(words.telephone, " ");
        content.push(strong(dialled(&number)));
        section.add(content, Origin::CentreTelephone);
    }
    section
        .lines(words.postal_address, &centre.address, &|line| vec![generated_text(line)]);
    section.line(words.email, &centre.email, &email);
    section.line(words.website, &centre.website, &website);
    section.lines(words.opening_hours, &centre.opening_hours, &|line| {
        vec![generated_text(line)]
    });
    for note in lines(&centre.notes) {
        section.add(vec![generated_text(note)], Origin::Centre);
    }
    section.headed()
}

struct Section<'w> {
    words: &'w Words,
    blocks: Vec<Block>,
}

impl Section<'_> {
    fn add(&mut self, content: Vec<Inline>, origin: Origin) {
        self.blocks.push(generated_block(
            BlockKind::Paragraph { content },
            origin,
            Medium::All,
        ));
    }

    /// A label, and what parts it from what it labels.
    fn label(&self, label: &str, gap: &str) -> Vec<Inline> {
        vec![generated_text(format!("{label}{}{gap}", self.words.colon.trim_end()))]
    }

    fn line(&mut self, label: &str, line: &str, show: &dyn Fn(String) -> Vec<Inline>) {
        let line = plain(line);
        if !line.is_empty() {
            let mut content = self.label(label, " ");
            content.extend(show(line));
            self.add(content, Origin::Centre);
        }
    }

    /// Lines below their label: an address is copied line by line onto an envelope.
    fn lines(
        &mut self,
        label: &str,
        written: &[String],
        show: &dyn Fn(String) -> Vec<Inline>,
    ) {
        let mut content = self.label(label, "");
        let before = content.len();
        for line in lines(written) {
            content.push(line_end());
            content.extend(show(line));
        }
        if content.len() > before {
            self.add(content, Origin::Centre);
        }
    }

    fn headed(mut self) -> Vec<Block> {
        if !self.blocks.is_empty() {
            let content = vec![generated_text(self.words.your_centre.into())];
            let heading = BlockKind::Heading { level: 2, anchor: None, content };
            self.blocks.insert(0, generated_block(heading, Origin::Centre, Medium::All));
        }
        self.blocks
    }
}

/// The lines that have words, as plain text.
fn lines(written: &[String]) -> impl Iterator<Item = String> {
    written.iter().map(|line| plain(line)).filter(|line| !line.is_empty())
}

/// Text that can be shown, on one line.
fn plain(written: &str) -> String {
    let cleaned = clean(written).0;
    cleaned.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn strong(content: Vec<Inline>) -> Inline {
    Inline { kind: InlineKind::Strong(content), ..generated_text(String::new()) }
}

fn line_end() -> Inline {
    Inline { kind: InlineKind::HardBreak, ..generated_text(String::new()) }
}

fn link(target: String, words: String) -> Inline {
    let target = Target::Address(target);
    let kind = InlineKind::Link {
        target,
        address: PrintedTarget::Hidden,
        content: vec![generated_text(words)],
    };
    Inline { id: UNNUMBERED, span: 0..0, kind }
}

/// The numbers in a line as links that dial them, which are said digit by digit.
fn dialled(line: &str) -> Vec<Inline> {
    let mut content = Vec::new();
    let mut done = 0;
    for number in numbers(line) {
        if number.start > done {
            content.push(generated_text(line[done..number.start].into()));
        }
        done = number.end;
        let words = &line[number];
        let digits: String =
            words.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
        content.push(link(format!("tel:{digits}"), words.into()));
    }
    if done < line.len() {
        content.push(generated_text(line[done..].into()));
    }
    content
}

/// Where a line has digits to be dialled, with the signs that part them.
fn numbers(line: &str) -> Vec<Range<usize>> {
    let belongs = |c: char| c.is_ascii_digit() || " +-().".contains(c);
    let mut found = Vec::new();
    let mut at = 0;
    for part in line.split_inclusive(|c| !belongs(c)) {
        let row = part.trim_end_matches(|c| !belongs(c));
        let row = row.trim_end_matches([' ', '-', '(', '.', '+']);
        let number = row.trim_start_matches([' ', '-', ')', '.']);
        let start = at + row.len() - number.len();
        if number.bytes().filter(u8::is_ascii_digit).count() >= MIN_DIALLED {
            found.push(start..start + number.len());
        }
        at += part.len();
    }
    found
}

fn email(written: String) -> Vec<Inline> {
    let address = written.split_once('@').is_some_and(|(name, host)| {
        !name.is_empty() && host.contains('.') && !written.contains([' ', '<', '>', '?'])
    });
    vec![if address {
        link(format!("mailto:{written}"), written)
    } else {
        generated_text(written)
    }]
}

/// A website as a reader types it, and a link where it can be one.
fn website(written: String) -> Vec<Inline> {
    let lower = written.to_ascii_lowercase();
    let target = if lower.starts_with("https://") || lower.starts_with("http://") {
        written.clone()
    } else {
        format!("https://{written}")
    };
    let host = target.split('/').nth(2).unwrap_or_default();
    if !host.contains('.') || host.contains(':') || written.contains(' ') {
        return vec![generated_text(written)];
    }
    let words = links::short_url(&target);
    vec![link(target, words)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Defaults, Walk, plain_text};
    use crate::markdown::read;

    fn centre() -> Centre {
        Centre {
            name: "Northbridge Support Centre".into(),
            organisation: "Example Cancer Care".into(),
            telephones: vec!["01632 960101".into()],
            address: vec!["1 Sample Street".into(), "Northbridge".into()],
            email: "northbridge@example.org".into(),
            website: "www.example.org/northbridge/".into(),
            opening_hours: vec!["Monday to Friday, 9am to 5pm".into()],
            notes: vec!["Ring *twice*.\u{7}".into()],
        }
    }

    /// The document of a page that the centre hands out.
    fn handed_out(page: &str) -> Document {
        let (completed, _) = read(page, &Defaults::titled("A page")).unwrap();
        completed.document(Some(&centre()))
    }

    fn lines_of(document: &Document) -> Vec<String> {
        let texts = Walk::new(&document.blocks).filter(|block| block.kind.is_text());
        texts.map(|block| plain_text(block.kind.content())).collect()
    }

    #[test]
    fn the_details_stand_before_the_review_dates_as_plain_text() {
        let page =
            "---\nlast-review: 2026-11\n---\n# A page\n\n## One\n\nSee [one](#one).\n";
        let with = handed_out(page);
        let lines = lines_of(&with);
        let at = lines.iter().position(|line| line == "Your centre").unwrap();
        assert_eq!(
            lines[at..at + 9],
            [
                "Your centre",
                "Northbridge Support Centre Example Cancer Care",
                "Telephone: 01632 960101",
                "Address: 1 Sample Street Northbridge",
                "Email: northbridge@example.org",
                "Website: example.org/northbridge",
                "Opening hours: Monday to Friday, 9am to 5pm",
                "Ring *twice*.",
                "Last reviewed: November 2026. Edition: November 2026, 1d146475",
            ]
        );
    }

    #[test]
    fn nodes_keep_their_order_and_links_their_places() {
        let page = "# A page\n\n## One\n\nSee [two](#two)[^1].\n\n## Two\n\nWords.\n\n[^1]: A note.\n";
        let with = handed_out(page);
        let ids: Vec<u32> = Walk::new(&with.blocks).map(|block| block.id.0).collect();
        assert!(ids.is_sorted(), "{ids:?}");
        let heading = |words: &str| {
            let found = with.blocks.iter().find(|block| {
                matches!(block.kind, BlockKind::Heading { .. })
                    && plain_text(block.kind.content()) == words
            });
            found.unwrap().id
        };
        let mut places = Vec::new();
        for block in Walk::new(&with.blocks) {
            for inline in crate::document::inlines(block.kind.content()) {
                if let InlineKind::Link { target: Target::Place(id), .. } = inline.kind {
                    places.push(id);
                }
            }
        }
        assert_eq!(places[0], heading("Two"));
        assert!(places.iter().all(|place| place.0 < with.nodes));
        let entries = with.blocks.iter().find_map(|block| match &block.kind {
            BlockKind::Contents { entries } => Some(entries),
            _ => None,
        });
        let last = entries.unwrap().last().unwrap();
        assert_eq!(
            (last.words.as_str(), last.heading),
            ("Your centre", heading("Your centre"))
        );
    }

    #[test]
    fn numbers_are_found_among_words() {
        let found = |line: &'static str| {
            numbers(line).into_iter().map(|number| &line[number]).collect::<Vec<_>>()
        };
        assert_eq!(found("01632 960101"), ["01632 960101"]);
        assert_eq!(found("+44 (0)1632 960101"), ["+44 (0)1632 960101"]);
        assert_eq!(
            found("01632 960 101 or 01632 960 102 (ext. 4)"),
            ["01632 960 101", "01632 960 102"]
        );
        assert_eq!(found("ask at the desk, room 12"), [""; 0]);
    }

    #[test]
    fn what_is_no_address_is_no_link() {
        let links = |content: Vec<Inline>| {
            content.iter().any(|inline| matches!(inline.kind, InlineKind::Link { .. }))
        };
        assert!(links(website("example.org".into())));
        assert!(!links(website("javascript:alert(1)".into())));
        assert!(!links(website("ask us".into())));
        assert!(!links(email("ask us".into())));
    }
}
