//! A page as a reader of Markdown, HTML or another format makes it, before the passes.

use super::{
    Abbreviation, Audience, Block, BlockKind, Inline, InlineKind, Medium, Origin,
    ReviewDate,
};
use crate::diag::Span;
use crate::lang::Lang;
use crate::node::NodeId;

/// A page before its passes: its nodes have no numbers, its links no targets but what the author
/// wrote, and nothing in it is ours.
#[derive(Debug, Clone)]
pub struct Draft<'s> {
    /// The page's source, into which the spans of nodes point.
    pub source: &'s str,
    /// What the page says of itself.
    pub declared: Declared,
    /// What it says.
    pub blocks: Vec<Block>,
    /// Its footnotes; a reference, [`PrintedTarget::Note`](super::PrintedTarget::Note), has the
    /// index of its footnote here.
    pub footnotes: Vec<FootnoteSource>,
    /// The abbreviations that it explains, and where it has a line that does nothing else.
    pub abbreviations: Vec<(Abbreviation, Option<Span>)>,
    /// Its comments, which nobody prints or says.
    pub comments: Vec<Comment>,
}

/// What a page says of itself, each value as its author wrote it.
#[derive(Debug, Clone, Default)]
pub struct Declared {
    /// Its title.
    pub title: Option<String>,
    /// Its language.
    pub lang: Option<Lang>,
    /// When it was last reviewed.
    pub last_review: Option<ReviewDate>,
    /// When it will be reviewed next.
    pub next_review: Option<ReviewDate>,
    /// Whether to say that other sizes and audio can be had.
    pub other_formats: bool,
    /// Which centres hand it out.
    pub audience: Audience,
}

/// A comment of the page's author.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    /// Where it stands, with its marks.
    pub span: Span,
    /// What it says, without its marks.
    pub text: String,
}

/// A footnote as its author wrote it.
#[derive(Debug, Clone, Default)]
pub struct FootnoteSource {
    /// The name by which references have it.
    pub name: String,
    /// Where it stands.
    pub span: Span,
    /// What it says.
    pub blocks: Vec<Block>,
}

/// What holds where a page does not say it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Defaults<'a> {
    /// The title of a page without one, as a rule its file's name without the extension.
    pub title: &'a str,
    /// The language of a page that names none.
    pub lang: Lang,
}

impl<'a> Defaults<'a> {
    /// British English, and that title.
    pub fn titled(title: &'a str) -> Self {
        Self { title, lang: Lang::british() }
    }
}

/// A node before the document numbers it.
pub(crate) const UNNUMBERED: NodeId = NodeId(u32::MAX);

/// A block that is not the author's.
pub(crate) const fn generated_block(
    kind: BlockKind,
    origin: Origin,
    media: Medium,
) -> Block {
    Block { id: UNNUMBERED, span: 0..0, media, origin, kind }
}

/// Words that are not the author's.
pub(crate) const fn generated_text(words: String) -> Inline {
    Inline { id: UNNUMBERED, span: 0..0, kind: InlineKind::Text(words) }
}

/// Puts an inline after others; words that come in pieces (at an entity, say) are one text.
pub(crate) fn push_joined(out: &mut Vec<Inline>, inline: Inline) {
    if let (
        InlineKind::Text(more),
        Some(Inline { kind: InlineKind::Text(text), span, .. }),
    ) = (&inline.kind, out.last_mut())
    {
        text.push_str(more);
        span.end = inline.span.end;
    } else {
        out.push(inline);
    }
}

/// The place of a part of `text`, which stands at `span`; all of that where the text is not as the
/// page has it.
pub(crate) fn place_of(source: &str, span: &Span, text: &str, part: &Span) -> Span {
    part_of(span, source.get(span.clone()) == Some(text), part)
}

/// The same where it is known whether the text is as the page has it.
pub(crate) const fn part_of(span: &Span, is_exact: bool, part: &Span) -> Span {
    if is_exact {
        span.start + part.start..span.start + part.end
    } else {
        span.start..span.end
    }
}
