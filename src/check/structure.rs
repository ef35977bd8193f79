//! Rules about headings, lists and tables.

use super::Checked;
use crate::diag::{Diagnostic, Span};
use crate::document::{
    Block, BlockKind, InlineKind, Medium, Origin, Table, Walk, plain_text,
};

/// The most characters of a heading: two lines of large print.
const MAX_HEADING: usize = 80;

/// The most characters of bold words that are taken for a heading.
const MAX_LABEL: usize = 80;

pub(super) fn check(checked: &Checked<'_>, found: &mut Vec<Diagnostic>) {
    let document = checked.page.document;
    if !document.metadata.has_title {
        tell(
            found,
            "no-title",
            0..0,
            "the page has no title; its file's name stands in its place".into(),
            "begin it with `# ` and its title",
        );
    }
    headings(&document.blocks, document.metadata.headings_moved, found);
    sections(&document.blocks, found);
    labels(&document.blocks, found);
    code(&document.blocks, found);
    let own = Walk::new(&document.blocks).filter(|it| it.origin == Origin::Author);
    for block in own.filter(|block| block.media != Medium::Web) {
        match &block.kind {
            BlockKind::List { items, .. } if items.len() == 1 => found.push(
                Diagnostic::advice(
                    "list-of-one",
                    block.span.clone(),
                    "this list has one item",
                )
                .help("write it as a sentence"),
            ),
            BlockKind::Table(Table { head, .. }) => {
                let mut names = head.cells.iter().map(|it| plain_text(it.kind.content()));
                let named = names.any(|name| !name.trim().is_empty());
                if !named {
                    tell(
                        found,
                        "no-table-header",
                        block.span.clone(),
                        "the columns of this table have no names".into(),
                        "name them in its first row: they are said before each cell",
                    );
                }
            }
            _ => {}
        }
    }
}

fn tell(
    found: &mut Vec<Diagnostic>,
    rule: &'static str,
    span: Span,
    message: String,
    help: &str,
) {
    found.push(Diagnostic::warning(rule, span, message).help(help));
}

/// The author's headings: levels, lengths, and how many are titles. Where they were `moved` down
/// below the title, messages have the levels that the author wrote.
fn headings(blocks: &[Block], moved: bool, found: &mut Vec<Diagnostic>) {
    let mut before: Option<u8> = None;
    let mut titled = false;
    for block in Walk::new(blocks).filter(|it| it.origin == Origin::Author) {
        let BlockKind::Heading { level, content, .. } = &block.kind else { continue };
        let words = plain_text(content);
        let words = words.trim();
        let span = block.span.clone();
        if words.is_empty() {
            tell(
                found,
                "empty-heading",
                span,
                "this heading has no words".into(),
                "write some, or take out the `#`",
            );
            continue;
        }
        if *level == 1 && std::mem::replace(&mut titled, true) {
            let message = format!("`{words}` is a second title");
            tell(found, "two-titles", span.clone(), message, "write `## ` before it");
        }
        // A page whose title is in the front matter may begin with level 2.
        let expected = before.unwrap_or(1) + 1;
        if *level > expected {
            let written = |level: u8| level - u8::from(moved);
            let own = written(*level);
            let message = match written(expected - 1) {
                0 => format!(
                    "`{words}` is of level {own}, and none of level 1 is before it"
                ),
                above => format!(
                    "`{words}` is of level {own}, and the heading before it of level {above}"
                ),
            };
            let marks = "#".repeat(written(expected).into());
            let help = format!("write `{marks} ` before it");
            tell(found, "skipped-level", span.clone(), message, &help);
        }
        before = Some(*level);
        let length = words.chars().count();
        if length > MAX_HEADING {
            let message = format!("this heading has {length} characters");
            let help = format!("say it in {MAX_HEADING} or fewer");
            tell(found, "long-heading", span, message, &help);
        }
    }
}

/// Sentences in a block of code, which as a rule were indented by accident.
fn code(blocks: &[Block], found: &mut Vec<Diagnostic>) {
    for block in Walk::new(blocks).filter(|block| block.media != Medium::Web) {
        let BlockKind::Code { text } = &block.kind else { continue };
        if let Some(sentence) = text.lines().map(str::trim).find(|line| is_sentence(line))
        {
            let words: Vec<&str> = sentence.split_whitespace().take(4).collect();
            let message =
                format!("`{} …` is a sentence in a block of code", words.join(" "));
            found.push(
                Diagnostic::advice("prose-as-code", block.span.clone(), message)
                    .help("delete the four spaces or the ` ``` ` before it"),
            );
        }
    }
}

/// Whether a line has words in a row up to a mark that ends a sentence.
fn is_sentence(line: &str) -> bool {
    const MIN_WORDS: usize = 6;
    let is_word = |word: &&str| {
        let letters = word.trim_matches(|c: char| ",.;:!?()'\"’“”".contains(c));
        !letters.is_empty()
            && letters.chars().all(|c| c.is_alphabetic() || "'’-".contains(c))
    };
    let words = line.split_whitespace();
    line.ends_with(['.', '!', '?'])
        && words.clone().filter(is_word).count() >= MIN_WORDS
        && words.filter(|word| !is_word(word)).count() <= 2
}

/// Sections with nothing in them.
fn sections(blocks: &[Block], found: &mut Vec<Diagnostic>) {
    let given =
        |block: &&Block| block.origin == Origin::Author && block.media != Medium::Web;
    let blocks: Vec<&Block> = blocks.iter().filter(given).collect();
    for (at, block) in blocks.iter().enumerate() {
        let BlockKind::Heading { level, content, .. } = &block.kind else { continue };
        let empty = match blocks.get(at + 1).map(|next| &next.kind) {
            None => true,
            Some(BlockKind::Heading { level: next, .. }) => next <= level,
            Some(_) => false,
        };
        let words = plain_text(content);
        if empty && !words.trim().is_empty() {
            let message = format!("there is nothing below `{}`", words.trim());
            tell(
                found,
                "empty-section",
                block.span.clone(),
                message,
                "write something there, take it out, or write `{.web-only}`, with its braces, after the heading",
            );
        }
    }
}

/// Paragraphs of bold words that do the work of a heading.
fn labels(blocks: &[Block], found: &mut Vec<Diagnostic>) {
    for pair in blocks.windows(2) {
        let (block, next) = (&pair[0], &pair[1]);
        let BlockKind::Paragraph { content } = &block.kind else { continue };
        let [only] = content.as_slice() else { continue };
        let InlineKind::Strong(bold) = &only.kind else { continue };
        let words = plain_text(bold);
        let words = words.trim();
        let sentence = words.ends_with(['.', '!', '?', ';', ',']);
        let follows = next.origin == Origin::Author
            && !matches!(next.kind, BlockKind::Heading { .. } | BlockKind::Rule);
        if block.media != Medium::Web
            && !sentence
            && follows
            && words.chars().count() <= MAX_LABEL
        {
            let message = format!("`{words}` looks like a heading and is none");
            tell(
                found,
                "bold-heading",
                block.span.clone(),
                message,
                "write `## ` before it, without the asterisks, so that it can be found by ear",
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::headings;
    use crate::document::Defaults;
    use crate::markdown::to_document;

    /// What is said of a page's headings, each with its help.
    fn said(page: &str) -> Vec<(String, String)> {
        let (document, _) = to_document(page, &Defaults::titled("A page"));
        let mut found = Vec::new();
        headings(&document.blocks, document.metadata.headings_moved, &mut found);
        found.into_iter().map(|it| (it.message, it.help.unwrap_or_default())).collect()
    }

    #[test]
    fn headings_below_the_title_of_the_front_matter_are_told_as_they_were_written() {
        let page = |body: &str| format!("---\ntitle: Rest\n---\n\n{body}");
        assert_eq!(said(&page("# One\n\nA.\n\n## Deeper\n\nB.\n\n# Two\n\nC.\n")), []);
        let told = said(&page("# One\n\nA.\n\n### Deeper\n\nB.\n\n# Two\n\nC.\n"));
        let message = "`Deeper` is of level 3, and the heading before it of level 1";
        assert_eq!(told, [(message.into(), "write `## ` before it".into())]);
        let told = said(&page("## First\n\nA.\n\n# One\n\nB.\n\n# Two\n\nC.\n"));
        let message = "`First` is of level 2, and none of level 1 is before it";
        assert_eq!(told, [(message.into(), "write `# ` before it".into())]);
        let told = said(&page("# Rest\n\nA.\n\n# Two\n\nC.\n"));
        let message = "`Two` is a second title";
        assert_eq!(told, [(message.into(), "write `## ` before it".into())]);
    }
}
