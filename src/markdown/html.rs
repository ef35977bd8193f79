//! The words in raw HTML: text is kept, tags are dropped, and so is what no reader of a web page
//! sees (scripts, styles, templates, comments).

use crate::document::Shift;
use crate::lang::Lang;

/// Elements whose content is not for readers.
const HIDDEN: [&str; 3] = ["script", "style", "template"];

/// Elements that begin and end a paragraph of their own.
const BLOCKS: [&str; 34] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "center",
    "dd",
    "details",
    "dialog",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "li",
    "main",
    "ol",
    "p",
    "section",
    "table",
    "td",
    "tr",
    "ul",
];

/// Takes the words out of a page's pieces of HTML, in order; it remembers which element hides
/// what follows.
#[derive(Debug, Default)]
pub(super) struct Words {
    hidden_by: Option<&'static str>,
    /// Which of [`HIDDEN`] are known to be closed nowhere in the rest of the page, so that a page
    /// of opening tags is not searched to its end for each.
    never_closed: [bool; HIDDEN.len()],
}

/// A piece of what HTML says.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// Words, entities decoded.
    Text(String),
    /// `<br>`.
    LineBreak,
    /// The end of one paragraph and the start of the next.
    ParagraphBreak,
}

impl Words {
    /// Whether what stands between the pieces of HTML is hidden.
    pub(super) const fn hides(&self) -> bool {
        self.hidden_by.is_some()
    }

    /// The words of `html`. `rest` is the page from its end on: an element that is never closed
    /// there hides nothing.
    pub(super) fn feed(&mut self, html: &str, rest: &str) -> Vec<Piece> {
        let mut pieces = Vec::new();
        let mut at = 0;
        while at < html.len() {
            let tail = &html[at..];
            if let Some(name) = self.hidden_by {
                let Some(end) = find_closing(tail, name) else { break };
                at += end;
                self.hidden_by = None;
            } else if let Some(length) = markup(tail) {
                self.tag(&tail[..length], &html[at + length..], rest, &mut pieces);
                at += length;
            } else {
                let first = tail.chars().next().map_or(1, char::len_utf8);
                let next =
                    tail[first..].find('<').map_or(tail.len(), |next| next + first);
                pieces.push(Piece::Text(htmlize::unescape(&tail[..next]).into_owned()));
                at += next;
            }
        }
        pieces
    }

    fn tag(&mut self, tag: &str, inside: &str, rest: &str, pieces: &mut Vec<Piece>) {
        let closing = tag.starts_with("</");
        let name: String = tag
            .trim_start_matches(['<', '/'])
            .chars()
            .take_while(char::is_ascii_alphanumeric)
            .map(|c| c.to_ascii_lowercase())
            .collect();
        if let Some(element) = HIDDEN.iter().position(|hidden| *hidden == name) {
            if closing || tag.ends_with("/>") || self.never_closed[element] {
                return;
            }
            if [inside, rest].iter().any(|text| find_closing(text, &name).is_some()) {
                self.hidden_by = Some(HIDDEN[element]);
            } else {
                self.never_closed[element] = true;
            }
        } else if name == "br" {
            pieces.push(Piece::LineBreak);
        } else if BLOCKS.contains(&name.as_str()) {
            pieces.push(Piece::ParagraphBreak);
        }
    }
}

/// What a tag means for the words behind it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Meaning {
    /// They are in this language.
    Language(Lang),
    /// They stand above or below the line.
    Shift(Shift),
}

/// The element and the meaning of a tag such as `<span lang="pl">` or `<sup>`; `None` for one
/// that means nothing here.
pub(super) fn meaning(tag: &str) -> Option<(String, Meaning)> {
    const INLINE: [&str; 9] =
        ["b", "bdi", "cite", "dfn", "em", "i", "q", "span", "strong"];
    let inside = tag.strip_prefix('<')?.strip_suffix('>')?.trim();
    match inside.to_ascii_lowercase().as_str() {
        "sup" => return Some(("sup".into(), Meaning::Shift(Shift::Up))),
        "sub" => return Some(("sub".into(), Meaning::Shift(Shift::Down))),
        _ => {}
    }
    let (name, attributes) = inside.split_once(|c: char| c.is_ascii_whitespace())?;
    let name = name.to_ascii_lowercase();
    let (attribute, value) = attributes.trim().split_once('=')?;
    if !INLINE.contains(&name.as_str()) || !attribute.trim().eq_ignore_ascii_case("lang")
    {
        return None;
    }
    let value = value.trim();
    let quoted = ['"', '\'']
        .iter()
        .find_map(|quote| value.strip_prefix(*quote)?.strip_suffix(*quote));
    Some((name, Meaning::Language(Lang::new(quoted.unwrap_or(value))?)))
}

/// How long the tag, comment, declaration or instruction is that `html` begins with.
fn markup(html: &str) -> Option<usize> {
    let rest = html.strip_prefix('<')?;
    let until = |end: &str| Some(html.find(end).map_or(html.len(), |at| at + end.len()));
    if rest.starts_with("!--") {
        // `<!-->` and `<!--->` are whole comments (HTML, 13.2.5.43).
        let short = ["<!-->", "<!--->"].iter().find(|short| html.starts_with(**short));
        return short.map_or_else(|| until("-->"), |short| Some(short.len()));
    }
    if rest.starts_with("![CDATA[") {
        return until("]]>");
    }
    if rest.starts_with('?') {
        return until("?>");
    }
    if rest.starts_with('!') {
        return until(">");
    }
    let name = rest.strip_prefix('/').unwrap_or(rest);
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let mut quote = None;
    let mut in_attribute = false;
    for (at, c) in html.char_indices() {
        match (c, quote) {
            ('=', None) => in_attribute = true,
            ('"' | '\'', None) if in_attribute => quote = Some(c),
            (_, Some(open)) if c == open => quote = None,
            ('>', None) => return Some(at + 1),
            _ => {}
        }
    }
    None
}

/// Where the closing tag of `name` ends in `html`.
fn find_closing(html: &str, name: &str) -> Option<usize> {
    let mut from = 0;
    while let Some(at) = html[from..].find("</").map(|at| from + at) {
        let after = &html[at + 2..];
        let named =
            after.get(..name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name));
        let ended = named.then(|| after.get(name.len()..)?.find('>')).flatten();
        if let Some(end) = ended {
            return Some(at + 2 + name.len() + end + 1);
        }
        from = at + 2;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(html: &str) -> String {
        Words::default()
            .feed(html, "")
            .iter()
            .map(|piece| match piece {
                Piece::Text(text) => text,
                Piece::LineBreak => "/",
                Piece::ParagraphBreak => "|",
            })
            .collect()
    }

    #[test]
    fn tags_go_and_text_stays() {
        assert_eq!(words("<b>Call</b> now"), "Call now");
        assert_eq!(words("<p title='a > b'>one</p><p>two"), "|one||two");
        assert_eq!(words("a<br/>b &amp; c &eacute;"), "a/b & c é");
        assert_eq!(words("5 < 6 and <7"), "5 < 6 and <7");
    }

    #[test]
    fn what_no_reader_sees_goes() {
        assert_eq!(words("a<!-- b --> c<script>d < e</script> f"), "a c f");
        assert_eq!(words("<STYLE>p{}</Style>x<?php y ?><!DOCTYPE z>"), "x");
        assert_eq!(words("a <template>never closed"), "a never closed");
    }

    #[test]
    fn a_tag_may_mean_something() {
        let lang = |tag: &str, name: &str| {
            Some((name.to_owned(), Meaning::Language(Lang::new(tag).unwrap())))
        };
        assert_eq!(meaning("<span lang=\"pl\">"), lang("pl", "span"));
        assert_eq!(meaning("<I LANG=cy>"), lang("cy", "i"));
        assert_eq!(meaning("<SUP>"), Some(("sup".into(), Meaning::Shift(Shift::Up))));
        for other in
            ["<span>", "<span lang=\"\">", "<p lang=\"pl\">", "</sup>", "<super>"]
        {
            assert_eq!(meaning(other), None, "{other}");
        }
    }

    #[test]
    fn an_element_may_hide_what_stands_between_pieces() {
        let mut html = Words::default();
        html.feed("<template>", "words </template>");
        assert!(html.hides());
        html.feed("</template>", "");
        assert!(!html.hides());
    }
}
