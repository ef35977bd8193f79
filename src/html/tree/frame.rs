//! What is open: a block or words, and what opened it.

use super::parts::{FigureParts, Hidden, HtmlRow, HtmlTable, Side};
use crate::diag::Span;
use crate::document::draft::UNNUMBERED;
use crate::document::{
    AdmonitionKind, Alignment, Block, DefinitionItem, Inline, InlineKind, ListItem,
    Medium, Row, Shift,
};
use crate::html::unread::Unread;
use crate::lang::Lang;

/// An open block or open words.
pub(super) struct Frame {
    /// Its number among all frames of the page.
    pub(super) serial: u32,
    pub(super) span: Span,
    pub(super) kind: Kind,
    pub(super) by: By,
    /// The language of its words, where its element names one.
    pub(super) lang: Option<Lang>,
    /// Whether its words are left out.
    pub(super) hidden: Option<Hidden>,
    /// Whether its words are for screen readers alone, or for all but them.
    pub(super) side: Option<Side>,
    /// Whether its end tag stood inside something that was still open.
    pub(super) is_ended: bool,
    pub(super) blocks: Vec<Block>,
    pub(super) words: Unread,
    pub(super) items: Vec<ListItem>,
}

/// What opened a frame.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum By {
    /// A mark of Markdown.
    Marks,
    /// A start tag.
    Tag {
        name: String,
        /// Whether an end tag closes it.
        is_closed: bool,
        /// Whether it began in a block before.
        is_carried: bool,
    },
    /// Neither: the page, or words that stand in a block by themselves.
    Nobody,
}

/// What is open.
pub(crate) enum Kind {
    /// The page, and what only parts words from others.
    Part,
    Quote,
    Admonition {
        kind: AdmonitionKind,
        /// What stands after the kind in its first line.
        title: Option<(Vec<Inline>, Span)>,
    },
    List {
        start: Option<u64>,
        descending: bool,
        /// Whether an element says where it starts; otherwise a descending one ends with 1.
        is_started: bool,
    },
    Item {
        task: Option<bool>,
    },
    Table {
        columns: Vec<Alignment>,
        head: Option<Row>,
        rows: Vec<Row>,
    },
    Row {
        head: bool,
    },
    /// Words of a cell.
    Cell,
    DefinitionList(Vec<DefinitionItem>),
    /// A term that is defined.
    Term,
    Definition,
    /// A note, by its place among the notes.
    Note(usize),
    /// A paragraph that marks or a tag open, or, if implicit, the words of a tight item.
    Paragraph {
        implicit: bool,
    },
    Heading {
        level: u8,
        anchor: Option<String>,
        media: Medium,
    },
    Code(String),
    Emphasis,
    Strong,
    Deleted,
    Shifted(Shift),
    /// Words with a language, or with nothing known of them.
    Words,
    /// Words of code in a tag.
    CodeWords,
    /// Words in quotation marks.
    Quoted,
    Abbreviation(String),
    Link(String),
    Image {
        source: String,
        title: String,
    },
    /// A table in tags.
    HtmlTable(HtmlTable),
    HtmlRow(HtmlRow),
    HtmlCell {
        head: bool,
        columns: usize,
        rows: usize,
        /// Whether it names its row.
        names_row: bool,
    },
    TableCaption,
    Figure(FigureParts),
    Caption,
    Drawing {
        /// What its attributes say of it.
        label: String,
        title: String,
        in_title: bool,
        /// The words that are drawn.
        drawn: String,
        in_text: bool,
        is_decorative: bool,
    },
}

impl Frame {
    pub(super) const fn new(serial: u32, kind: Kind, span: Span, by: By) -> Self {
        Self {
            serial,
            span,
            kind,
            by,
            lang: None,
            hidden: None,
            side: None,
            is_ended: false,
            blocks: Vec::new(),
            words: Unread::plain(Vec::new()),
            items: Vec::new(),
        }
    }

    /// Whether its words become those of what it lies in, whose marks are read with them.
    pub(super) const fn is_spread(&self) -> bool {
        let spread = matches!(
            self.kind,
            Kind::Words | Kind::CodeWords | Kind::Quoted | Kind::Abbreviation(_)
        );
        spread && self.lang.is_none() && self.side.is_none()
    }

    /// Where its last words end.
    pub(super) fn end_of_words(&self) -> usize {
        self.words.inlines.last().map_or(self.span.end, |inline| inline.span.end)
    }

    /// Whether a tag of that name opened it, and none has ended it.
    pub(super) fn is_open(&self, element: &str) -> bool {
        matches!(&self.by, By::Tag { name, .. } if name == element) && !self.is_ended
    }
}

impl Kind {
    /// Whether blocks may lie in it.
    pub(super) const fn holds_blocks(&self) -> bool {
        matches!(
            self,
            Self::Part
                | Self::Quote
                | Self::Admonition { .. }
                | Self::Item { .. }
                | Self::Definition
                | Self::Note(_)
                | Self::HtmlCell { .. }
                | Self::TableCaption
                | Self::Figure(_)
                | Self::Caption
        )
    }

    /// Whether items, rows or cells lie in it; words that stand there are kept.
    pub(super) const fn holds_items(&self) -> bool {
        matches!(
            self,
            Self::List { .. }
                | Self::DefinitionList(_)
                | Self::HtmlTable(_)
                | Self::HtmlRow(_)
        )
    }

    /// Whether it is a block that holds words alone.
    pub(super) const fn is_leaf(&self) -> bool {
        matches!(
            self,
            Self::Paragraph { .. } | Self::Heading { .. } | Self::Cell | Self::Term
        )
    }

    /// Whether it stands among words.
    pub(super) const fn is_inline(&self) -> bool {
        matches!(
            self,
            Self::Emphasis
                | Self::Strong
                | Self::Deleted
                | Self::Shifted(_)
                | Self::Words
                | Self::CodeWords
                | Self::Quoted
                | Self::Abbreviation(_)
                | Self::Link(_)
                | Self::Image { .. }
        )
    }

    /// Whether what it holds may lie ever deeper.
    pub(super) const fn nests(&self) -> bool {
        !self.is_leaf()
            && !matches!(self, Self::Code(_) | Self::Image { .. } | Self::Row { .. })
    }

    /// The same again for the next block, if it is an element among words.
    pub(super) fn again(&self) -> Option<Self> {
        Some(match self {
            Self::Emphasis => Self::Emphasis,
            Self::Strong => Self::Strong,
            Self::Deleted => Self::Deleted,
            Self::Shifted(shift) => Self::Shifted(*shift),
            Self::Words => Self::Words,
            Self::CodeWords => Self::CodeWords,
            Self::Quoted => Self::Quoted,
            Self::Link(address) => Self::Link(address.clone()),
            _ => return None,
        })
    }
}

/// An element among words that goes on in later blocks, or the language of a block's words.
pub(super) struct Carried {
    name: String,
    kind: Kind,
    lang: Option<Lang>,
    hidden: Option<Hidden>,
    /// The frame that it ends with; of an element among words there is none.
    pub(super) owner: Option<u32>,
}

impl Carried {
    /// What goes on of a frame, if it does.
    pub(super) fn of(frame: &Frame) -> Option<Self> {
        let By::Tag { name, is_closed: true, .. } = &frame.by else { return None };
        let kind = frame.kind.again().filter(|_| !frame.is_ended)?;
        // Such words are as any others.
        if matches!(kind, Kind::Words) && frame.lang.is_none() && frame.hidden.is_none() {
            return None;
        }
        let (name, lang) = (name.clone(), frame.lang.clone());
        Some(Self { name, kind, lang, hidden: frame.hidden, owner: None })
    }

    /// The language of all words in a block.
    pub(super) fn language(owner: u32, lang: Lang) -> Self {
        let (name, kind) = (String::new(), Kind::Words);
        Self { name, kind, lang: Some(lang), hidden: None, owner: Some(owner) }
    }

    /// Whether it is an element of that name among words.
    pub(super) fn is(&self, name: &str) -> bool {
        self.owner.is_none() && self.name == name
    }

    /// Words as it makes them.
    pub(super) fn around(&self, words: Vec<Inline>, span: &Span) -> Vec<Inline> {
        let kind = match (&self.kind, self.lang.clone()) {
            (_, Some(lang)) => InlineKind::LangSpan { lang, content: words },
            (Kind::Deleted, None) => InlineKind::Strikethrough(words),
            (Kind::Emphasis, None) => InlineKind::Emphasis(words),
            (Kind::Strong, None) => InlineKind::Strong(words),
            _ => return words,
        };
        vec![Inline { id: UNNUMBERED, span: span.clone(), kind }]
    }

    /// Its frame in a block.
    pub(super) fn frame(&self, span: Span) -> Frame {
        let by = By::Tag { name: self.name.clone(), is_closed: true, is_carried: true };
        let kind = self.kind.again().unwrap_or(Kind::Words);
        let (lang, hidden) = (self.lang.clone(), self.hidden);
        Frame { lang, hidden, ..Frame::new(0, kind, span, by) }
    }
}
