//! Decides on a page's title, and where it stands above its headings.

use crate::document::draft::{generated_block, generated_text};
use crate::document::walk::for_each_block;
use crate::document::{Block, BlockKind, Medium, Origin, Walk, plain_text};
use crate::text::clean::clean;

/// The deepest level of a heading.
const MAX_LEVEL: u8 = 6;

/// A page's title.
pub(super) struct Title {
    pub(super) words: String,
    /// Whether the author gave it.
    pub(super) is_authors: bool,
    /// Whether the author's headings were moved down below it.
    pub(super) moves_headings: bool,
}

/// Decides on the title, and makes it the first heading where the page has none of level 1.
///
/// Where the page has several and none of them is the `given` title, they are its sections: then
/// the title stands before them, and all headings of the page and its notes move down one level.
pub(super) fn place<'b>(
    blocks: &mut Vec<Block>,
    notes: impl Iterator<Item = &'b mut Vec<Block>>,
    name: &str,
    given: Option<String>,
) -> Title {
    let heading = first_at_top(blocks, Medium::is_printed);
    let mut said = blocks.iter().filter(|block| block.media.is_said());
    // A page that begins with a heading which is only said has said its title.
    let is_said = said.next().and_then(|it| of_level_1(it, Medium::is_said)).is_some();
    let cleaned = |title: &str| clean(title).0.replace(['\n', '\r', '\t'], " ");
    let moves_headings =
        given.as_deref().is_some_and(|given| are_sections(blocks, &cleaned(given)));
    let authors = given.or_else(|| heading.clone());
    let is_authors = authors.is_some();
    let words = cleaned(&authors.unwrap_or_else(|| name.to_owned()));
    if moves_headings {
        move_down(blocks);
        notes.for_each(|blocks| move_down(blocks));
    }
    if (heading.is_none() || moves_headings) && !words.trim().is_empty() {
        let content = vec![generated_text(words.clone())];
        let kind = BlockKind::Heading { level: 1, anchor: None, content };
        let only_printed = is_said && heading.is_none();
        let media = if only_printed { Medium::Print } else { Medium::All };
        blocks.insert(0, generated_block(kind, Origin::Title, media));
    }
    Title { words, is_authors, moves_headings }
}

/// The words of a heading of level 1 that readers of a kind have.
fn of_level_1(block: &Block, is_for: fn(Medium) -> bool) -> Option<String> {
    match &block.kind {
        BlockKind::Heading { level: 1, content, .. } if is_for(block.media) => {
            Some(plain_text(content).trim().to_owned()).filter(|words| !words.is_empty())
        }
        _ => None,
    }
}

fn first_at_top(blocks: &[Block], is_for: fn(Medium) -> bool) -> Option<String> {
    blocks.iter().find_map(|block| of_level_1(block, is_for))
}

/// Whether a page has several headings of level 1, and none of them is its title.
fn are_sections(blocks: &[Block], title: &str) -> bool {
    let title = compared(title);
    let mut headings = 0;
    let mut all =
        Walk::new(blocks).filter_map(|block| of_level_1(block, Medium::is_printed));
    // A title without letters and digits has no words to be printed as a heading.
    !title.is_empty()
        && all.all(|heading| {
            headings += 1;
            compared(&heading) != title
        })
        && headings > 1
}

/// The letters and digits of a title in one case.
fn compared(words: &str) -> String {
    let kept = words.chars().filter(|c| c.is_alphanumeric());
    kept.flat_map(char::to_lowercase).collect()
}

/// Moves all headings down one level, wherever they stand.
fn move_down(blocks: &mut [Block]) {
    for_each_block(blocks, &mut |block| {
        if let BlockKind::Heading { level, .. } = &mut block.kind {
            *level = (*level + 1).min(MAX_LEVEL);
        }
    });
}
