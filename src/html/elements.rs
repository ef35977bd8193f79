//! What elements of HTML mean here.

use crate::document::Shift;

/// What an element means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// Parts what stands before it from what stands after it: `div`, `section`.
    Part,
    /// `p`.
    Paragraph,
    /// `h1` to `h6`.
    Heading(u8),
    /// `blockquote`.
    Quote,
    /// `ul`, `ol`.
    List { ordered: bool },
    /// `li`.
    Item,
    /// `dl`.
    Definitions,
    /// `dt`.
    Term,
    /// `dd`.
    Definition,
    /// `pre`.
    Preformatted,
    /// `table`.
    Table,
    /// `caption`.
    TableCaption,
    /// `thead`, `tbody`, `tfoot`.
    Rows(Rows),
    /// `tr`.
    Row,
    /// `td`, `th`.
    Cell { head: bool },
    /// `figure`.
    Figure,
    /// `figcaption`.
    Caption,
    /// Words on a line of their own, also among others: `option`.
    Line,
    /// Words apart from those beside them: `label`.
    Apart,
    /// Words among others.
    Words(Words),
    /// `br`.
    Break,
    /// A place where a long word may be parted: `wbr`.
    WordBreak,
    /// `hr`.
    Rule,
    /// `img`.
    Picture,
    /// `input`.
    Input,
    /// What no reader sees: `script`.
    Unseen,
    /// Lines and signs, which only a description tells: `svg`, `math`.
    Drawing,
    /// What plays or runs: `video`.
    Moving,
    /// No words and nothing to be seen: `meta`.
    Nothing,
    /// No element that is known.
    Unknown,
}

/// What words among others are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Words {
    Plain,
    Emphasis,
    Strong,
    Deleted,
    Shifted(Shift),
    Code,
    Quoted,
    Link,
    Abbreviation,
}

/// Which rows of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Rows {
    Head,
    #[default]
    Body,
    Foot,
}

/// What an element means, by its name in lower case.
pub(super) fn role(name: &str) -> Role {
    match name {
        "address" | "article" | "aside" | "body" | "center" | "details" | "dialog"
        | "div" | "fieldset" | "footer" | "form" | "frameset" | "head" | "header"
        | "hgroup" | "html" | "legend" | "main" | "nav" | "noframes" | "noscript"
        | "optgroup" | "search" | "section" | "select" | "summary" | "datalist"
        | "multicol" | "textarea" => Role::Part,
        "p" => Role::Paragraph,
        "h1" => Role::Heading(1),
        "h2" => Role::Heading(2),
        "h3" => Role::Heading(3),
        "h4" => Role::Heading(4),
        "h5" => Role::Heading(5),
        "h6" => Role::Heading(6),
        "blockquote" => Role::Quote,
        "ol" => Role::List { ordered: true },
        "ul" | "menu" | "dir" => Role::List { ordered: false },
        "li" => Role::Item,
        "dl" => Role::Definitions,
        "dt" => Role::Term,
        "dd" => Role::Definition,
        "pre" | "listing" | "xmp" | "plaintext" => Role::Preformatted,
        "table" => Role::Table,
        "caption" => Role::TableCaption,
        "thead" => Role::Rows(Rows::Head),
        "tbody" => Role::Rows(Rows::Body),
        "tfoot" => Role::Rows(Rows::Foot),
        "tr" => Role::Row,
        "td" => Role::Cell { head: false },
        "th" => Role::Cell { head: true },
        "figure" => Role::Figure,
        "figcaption" => Role::Caption,
        "option" => Role::Line,
        "button" | "label" => Role::Apart,
        "b" | "mark" | "strong" => Role::Words(Words::Strong),
        "cite" | "dfn" | "em" | "i" | "var" => Role::Words(Words::Emphasis),
        "del" | "s" | "strike" => Role::Words(Words::Deleted),
        "sup" => Role::Words(Words::Shifted(Shift::Up)),
        "sub" => Role::Words(Words::Shifted(Shift::Down)),
        "code" | "kbd" | "samp" | "tt" => Role::Words(Words::Code),
        "q" => Role::Words(Words::Quoted),
        "a" => Role::Words(Words::Link),
        "abbr" | "acronym" => Role::Words(Words::Abbreviation),
        "bdi" | "bdo" | "big" | "blink" | "data" | "font" | "ins" | "marquee"
        | "meter" | "nobr" | "object" | "output" | "picture" | "progress" | "rb"
        | "rbc" | "rp" | "rt" | "rtc" | "ruby" | "slot" | "small" | "span" | "time"
        | "u" => Role::Words(Words::Plain),
        "br" => Role::Break,
        "wbr" => Role::WordBreak,
        "hr" => Role::Rule,
        "img" | "image" => Role::Picture,
        "input" => Role::Input,
        "script" | "style" | "template" | "title" => Role::Unseen,
        "math" | "svg" => Role::Drawing,
        "applet" | "audio" | "canvas" | "embed" | "iframe" | "noembed" | "video" => {
            Role::Moving
        }
        "area" | "base" | "basefont" | "bgsound" | "col" | "colgroup" | "command"
        | "content" | "frame" | "isindex" | "keygen" | "link" | "map" | "menuitem"
        | "meta" | "nextid" | "param" | "portal" | "shadow" | "source" | "spacer"
        | "track" => Role::Nothing,
        _ => Role::Unknown,
    }
}

/// Whether an element only parts words, and says nothing else of them.
pub(crate) fn is_plain_part(tag: &super::Tag) -> bool {
    let says = ["hidden", "style", "lang", "aria-hidden"];
    matches!(role(&tag.name), Role::Part | Role::Words(Words::Plain))
        && says.iter().all(|name| tag.attribute(name).is_none())
}

/// Whether an element has no end tag (HTML Standard, 13.1.2).
pub(super) fn is_void(name: &str) -> bool {
    matches!(
        name,
        "area"
            | "base"
            | "basefont"
            | "bgsound"
            | "br"
            | "col"
            | "command"
            | "embed"
            | "frame"
            | "hr"
            | "image"
            | "img"
            | "input"
            | "isindex"
            | "keygen"
            | "link"
            | "meta"
            | "nextid"
            | "param"
            | "source"
            | "spacer"
            | "track"
            | "wbr"
    )
}

/// Whether the end tag of an element may be left out: it ends where the next begins or where what
/// it lies in ends (HTML Standard, 13.1.2.4).
pub(super) fn may_stay_open(name: &str) -> bool {
    matches!(
        name,
        "body"
            | "caption"
            | "colgroup"
            | "dd"
            | "dt"
            | "head"
            | "html"
            | "li"
            | "optgroup"
            | "option"
            | "p"
            | "rb"
            | "rp"
            | "rt"
            | "rtc"
            | "tbody"
            | "td"
            | "tfoot"
            | "th"
            | "thead"
            | "tr"
    )
}

/// Whether a start tag may be words that an author put between angle brackets, such as
/// `<patient name>`; [`Ends::are_words`](super::Ends::are_words) says whether it is. Names with a
/// hyphen are those of custom elements, those with a colon of Word's; a few elements share their
/// names with what a page is to be filled in with.
pub(crate) fn may_be_words(tag: &super::Tag) -> bool {
    !tag.is_self_closing && (is_no_element(tag) || is_alike(tag))
}

/// Whether no standard has an element of that name.
pub(super) fn is_no_element(tag: &super::Tag) -> bool {
    role(&tag.name) == Role::Unknown && !tag.name.contains(['-', ':'])
}

/// Whether it is also a word that a page often leaves to be filled in.
fn is_alike(tag: &super::Tag) -> bool {
    let alike = matches!(&*tag.name, "address" | "data" | "label" | "time" | "title");
    alike && tag.is_bare()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_no_standard_are_unknown() {
        for name in ["patient", "dose", "name", "insert", "o:p", "x-box", "callout"] {
            assert_eq!(role(name), Role::Unknown, "{name}");
        }
        for name in ["p", "font", "svg", "search", "basefont", "rtc", "center"] {
            assert_ne!(role(name), Role::Unknown, "{name}");
        }
    }
}
