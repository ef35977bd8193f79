//! Links between pages as wikis and Obsidian write them: `[[page|words]]`, `![[picture.png|300]]`.

use crate::diag::{Diagnostic, Span};
use crate::document::{Image, InlineKind};
use crate::html::{is_size, without_size};
use crate::markdown::dialect::left_over;

/// The longest link, in characters.
const MAX_LINK: usize = 200;

/// The names of picture files end so.
const PICTURES: [&str; 8] =
    [".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".bmp", ".avif"];

/// What such a link names.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Page<'t> {
    name: &'t str,
    /// What stands after the `|`.
    words: Option<&'t str>,
}

/// A link that a text begins with, and how long it is.
pub(super) fn link(text: &str) -> Option<(Page<'_>, usize)> {
    let inside = text.strip_prefix("[[")?;
    let longest = inside.char_indices().nth(MAX_LINK).map_or(inside.len(), |(at, _)| at);
    let end = inside[..longest].find("]]")?;
    let inside = &inside[..end];
    if inside.trim().is_empty() || inside.contains(['[', ']', '\n']) {
        return None;
    }
    let (name, words) = match inside.split_once('|') {
        // MediaWiki has the words of an address after it, others before it.
        Some((words, address)) if address.contains("://") => (words, None),
        Some((name, words)) => (name.trim_end_matches('\\'), Some(words.trim())),
        None => (inside, None),
    };
    let words = words.filter(|words| !words.is_empty());
    Some((Page { name: name.trim(), words }, end + 4))
}

impl Page<'_> {
    /// The words that stand for the page: its own, or its name with its heading.
    pub(super) fn words(&self) -> String {
        let named = || {
            let parts = self.name.split('#').map(str::trim).filter(|it| !it.is_empty());
            let parts: Vec<&str> =
                parts.map(|part| part.rsplit('/').next().unwrap_or(part)).collect();
            parts.join(", ")
        };
        self.words.map_or_else(named, str::to_owned)
    }

    /// The picture, if it names one.
    pub(super) fn picture(&self) -> Option<InlineKind> {
        let lower = self.name.to_ascii_lowercase();
        if !PICTURES.iter().any(|ending| lower.ends_with(ending)) {
            return None;
        }
        let described = self.words.map(without_size).filter(|words| !is_size(words));
        Some(InlineKind::Image(Image {
            source: self.name.to_owned(),
            description: described.unwrap_or_default().to_owned(),
            caption: None,
            decorative: false,
        }))
    }
}

/// The message about another page that a site would show in this place.
pub(super) fn missing(page: &Page<'_>, span: Span) -> Diagnostic {
    let name = page.name;
    left_over(
        span,
        format!("what `![[{name}]]` shows is not in this page; only its name is printed"),
        "write its words in the page",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_have_words() {
        let words = |text| link(text).map(|(page, length)| (page.words(), length));
        assert_eq!(words("[[Sleep]] x"), Some(("Sleep".into(), 9)));
        assert_eq!(words("[[a/Food#Iron]]"), Some(("Food, Iron".into(), 15)));
        assert_eq!(words("[[Food\\|food, too]]"), Some(("food, too".into(), 19)));
        assert_eq!(words("[[ ]]"), None);
        assert_eq!(words("[[a] b]"), None);
        assert!(link("[[a.png|300]]").unwrap().0.picture().is_some());
        assert!(link("[[a.md]]").unwrap().0.picture().is_none());
        assert!(is_size("300x200") && !is_size("3 people") && !is_size(""));
    }
}
