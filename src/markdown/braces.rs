//! Attributes in braces, as Pandoc, kramdown and Quarto have them: `{lang=cy .lead}`.

/// Whether a text in braces is nothing but attributes.
pub(super) fn are_attributes(text: &str) -> bool {
    Attributes::read(text).is_some_and(|(_, length)| length == text.len())
}

/// What stands in braces.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Attributes<'t> {
    pub(super) lang: Option<&'t str>,
    /// What a picture shows.
    pub(super) description: Option<&'t str>,
    /// The classes, as they are written; those of kramdown's lists are for its own site.
    pub(super) classes: Vec<&'t str>,
    /// Whether there are others, which say nothing to a reader.
    pub(super) others: bool,
}

impl<'t> Attributes<'t> {
    /// Reads attributes that `text` begins with, and how long they are: in braces, perhaps after a
    /// colon, with white space between them, `.class`, `#name` and `key=value`, the value in quotes
    /// or not. `None` for anything else.
    pub(super) fn read(text: &'t str) -> Option<(Self, usize)> {
        Self::read_marks(text, |_| false)
    }

    /// [`read`](Self::read) for a text in which the characters at some bytes are no marks.
    pub(super) fn read_marks(
        text: &'t str,
        is_literal: impl Fn(usize) -> bool,
    ) -> Option<(Self, usize)> {
        let inside = text.strip_prefix('{').filter(|_| !is_literal(0))?;
        let is_mark = |rest: &str| !is_literal(text.len() - rest.len());
        let mut attributes = Self::default();
        let foreign = inside.strip_prefix(':').filter(|rest| !rest.starts_with(':'));
        let mut rest = foreign.unwrap_or(inside).trim_start();
        let mut some = false;
        loop {
            if let Some(after) = rest.strip_prefix('}').filter(|_| is_mark(rest)) {
                let length = text.len() - after.len();
                return (some || foreign.is_some()).then_some((attributes, length));
            }
            let named =
                |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':' | '/');
            let prefix = rest.starts_with(['.', '#']);
            let name = &rest[usize::from(prefix)..];
            let length = name.find(|c| !named(c)).unwrap_or(name.len());
            if length == 0 {
                return None;
            }
            let end = usize::from(prefix) + length;
            let (item, after) = rest.split_at(end);
            some = true;
            let after = match after
                .strip_prefix('=')
                .filter(|_| !prefix && is_mark(after))
            {
                Some(after) => {
                    let (value, end) = value(after)?;
                    match item {
                        "lang" => attributes.lang = Some(value),
                        "alt" | "fig-alt" => attributes.description = Some(value),
                        _ => attributes.others = true,
                    }
                    end
                }
                None if item.starts_with('.') && foreign.is_none() => {
                    attributes.classes.push(item);
                    after
                }
                None if prefix => {
                    attributes.others = true;
                    after
                }
                // kramdown has names for whole lists: `{:toc}`.
                None => {
                    let is_alone = foreign.is_some_and(|inside| {
                        inside.strip_prefix(item).is_some_and(|it| it.starts_with('}'))
                    });
                    let is_name = item.starts_with(|c: char| c.is_ascii_alphabetic());
                    if !is_alone || !is_name {
                        return None;
                    }
                    attributes.others = true;
                    after
                }
            };
            rest = after.trim_start();
            if rest.len() == after.len() && !rest.starts_with('}') {
                return None;
            }
        }
    }
}

/// A value, and what stands after it.
fn value(text: &str) -> Option<(&str, &str)> {
    for quote in ['"', '\''] {
        if let Some(inside) = text.strip_prefix(quote) {
            return inside.split_once(quote);
        }
    }
    let end = text.find(|c: char| c.is_whitespace() || matches!(c, '}' | '{'))?;
    (end > 0).then(|| text.split_at(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_read_and_words_are_not() {
        let read = |text| {
            Attributes::read(text)
                .map(|(attributes, length)| (attributes.lang, attributes.classes, length))
        };
        assert_eq!(read("{lang=cy} x"), Some((Some("cy"), vec![], 9)));
        assert_eq!(read("{ .a lang='pl' }"), Some((Some("pl"), vec![".a"], 16)));
        assert_eq!(read("{#x k=\"a b\"}"), Some((None, vec![], 12)));
        assert_eq!(read("{#fig:bed width=80% .c}"), Some((None, vec![".c"], 23)));
        assert_eq!(read("{: .lead #a k=x}"), Some((None, vec![], 16)));
        assert_eq!(read("{:toc}"), Some((None, vec![], 6)));
        let described = Attributes::read("{fig-alt=\"A chair.\"}").unwrap().0;
        assert_eq!(described.description, Some("A chair."));
        for words in [
            "{}",
            "{sic}",
            "{lang}",
            "{lang=cy",
            "{.}",
            "{a b}",
            "{.a,}",
            "{::a}",
            "x",
            "{:warning: never}",
            "{:30 past}",
            "{: c words}",
            "{: toc}",
            "{10 mg}",
        ] {
            assert_eq!(read(words), None, "{words}");
        }
    }
}
