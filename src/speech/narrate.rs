//! Walks a document and writes its script.

use super::announce::{Announcements, Template, Verbosity, announcements};
use super::lexicon::Lexicon;
use super::normalize::{RAISED, normalize, spoken_target};
use super::{HeadingMark, Role, Script, Utterance};
use crate::diag::{Diagnostic, Span};
use crate::document::{
    Block, BlockKind, Document, Inline, InlineKind, Origin, Shift, Table, Target,
    plain_text,
};
use crate::lang::Lang;
use crate::lang::words::{own_words, words};
use crate::node::NodeId;
use crate::text::segment::{break_opportunities, sentences};
use std::ops::Range;
use std::time::Duration;

/// Silence between two sentences of a paragraph.
const BETWEEN_SENTENCES: Duration = Duration::from_millis(350);
/// Silence after a paragraph, an item of a list, a heading.
const BETWEEN_PARAGRAPHS: Duration = Duration::from_millis(700);
/// Silence before a heading.
const BETWEEN_SECTIONS: Duration = Duration::from_millis(1200);

/// The longest utterance in characters. A longer sentence is said in pieces, so that a listener
/// who goes on after a pause hears little twice.
const LONGEST_UTTERANCE: usize = 1000;

/// How a page is read.
#[derive(Debug, Clone)]
pub struct Narration {
    /// How much is said beside the page's own words.
    pub verbosity: Verbosity,
    /// Whether the addresses of links are said.
    pub addresses: bool,
    /// How words and names are said.
    pub lexicon: Lexicon,
}

impl Default for Narration {
    fn default() -> Self {
        Self {
            verbosity: Verbosity::Normal,
            addresses: false,
            lexicon: Lexicon::built_in(),
        }
    }
}

/// Writes the script of a document, and says what in it cannot be said well.
pub fn narrate(document: &Document, narration: &Narration) -> (Script, Vec<Diagnostic>) {
    let lang = &document.metadata.lang;
    let mut narrator = Narrator {
        narration,
        lang,
        announcements: announcements(narration.verbosity, lang),
        script: Script::default(),
        diagnostics: Vec::new(),
        foreign: None,
        lists: 0,
        column: None,
        due: Duration::ZERO,
    };
    if lang.primary() != "en" {
        narrator.diagnostics.push(
            Diagnostic::advice(
                "speech-language",
                0..0,
                format!("numbers, dates and signs are written out for the voice in English only; this page is in `{lang}`"),
            )
            .help("listen to the page, and write what is misread in words"),
        );
    }
    narrator.blocks(&document.blocks);
    // A title or review dates alone are no page.
    let ours = |node: NodeId| {
        let block = document.blocks.iter().find(|block| block.id == node);
        block.is_some_and(|block| block.origin != Origin::Author)
    };
    let said =
        |utterance: &Utterance| utterance.role == Role::Content && !ours(utterance.node);
    if !narrator.script.utterances.iter().any(said) {
        narrator.diagnostics.push(
            Diagnostic::error("nothing-to-say", 0..0, "the page has nothing to say")
                .help("write something outside sections marked `{.web-only}` or `{.print-only}`"),
        );
    }
    let last = document.blocks.last().map_or(NodeId(0), |block| block.id);
    if !narrator.script.utterances.is_empty() {
        narrator.announce(narrator.announcements.page_end, last, &[]);
    }
    (narrator.script, narrator.diagnostics)
}

struct Narrator<'a> {
    narration: &'a Narration,
    lang: &'a Lang,
    announcements: &'static Announcements,
    script: Script,
    diagnostics: Vec<Diagnostic>,
    /// The language of the words at hand, where it is not the page's.
    foreign: Option<Lang>,
    /// How many lists are open.
    lists: usize,
    /// The name of the column, to be said before the fact that follows.
    column: Option<String>,
    /// Silence due before the next utterance.
    due: Duration,
}

/// Words of one node, or a picture among them.
enum Piece {
    Words(String),
    /// Deleted words begin, or end.
    Deleted(bool),
    /// From here on, words in this language; `None` is the page's.
    Language(Option<Lang>),
    LineEnd,
    Picture(NodeId, String),
    Link(NodeId, Option<String>),
}

impl Narrator<'_> {
    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks.iter().filter(|block| block.media.is_said()) {
            self.block(block);
        }
    }

    fn block(&mut self, block: &Block) {
        match &block.kind {
            BlockKind::Heading { level, content, .. } => {
                self.due = BETWEEN_SECTIONS;
                let utterance = self.script.utterances.len();
                let words =
                    plain_text(content).split_whitespace().collect::<Vec<_>>().join(" ");
                self.announce(
                    self.announcements.heading,
                    block.id,
                    &[("{level}", &level.to_string())],
                );
                self.words(content, block.id, &block.span);
                if self.script.utterances.len() > utterance {
                    self.script.headings.push(HeadingMark {
                        utterance,
                        level: *level,
                        words,
                    });
                }
            }
            BlockKind::Paragraph { content } => {
                self.words(content, block.id, &block.span);
            }
            BlockKind::List { start, items } => self.list(block, *start, items),
            BlockKind::Quote { blocks } => {
                self.announce(self.announcements.quote, block.id, &[]);
                self.blocks(blocks);
                self.announce(self.announcements.quote_end, block.id, &[]);
            }
            BlockKind::Code { text } => {
                self.announce(self.announcements.code, block.id, &[]);
                for line in text.lines() {
                    self.text(line, block.id, &block.span);
                }
                self.announce(self.announcements.code_end, block.id, &[]);
            }
            BlockKind::Admonition { kind, label, blocks } => {
                let title = kind.title(words(self.lang));
                self.say_ours(&format!("{title}."), *label);
                self.due = self.due.max(BETWEEN_SENTENCES);
                self.blocks(blocks);
                self.announce(self.announcements.box_end, block.id, &[]);
            }
            BlockKind::DefinitionList { items } => {
                for item in items {
                    self.blocks(&item.terms);
                    self.blocks(&item.blocks);
                }
            }
            BlockKind::Table(table) => self.table(block, table),
            BlockKind::Rule => self.due = BETWEEN_SECTIONS,
        }
        self.due = self.due.max(BETWEEN_PARAGRAPHS);
    }

    fn list(
        &mut self,
        block: &Block,
        start: Option<u64>,
        items: &[crate::document::ListItem],
    ) {
        let (open, close) = if self.lists == 0 {
            (self.announcements.list, self.announcements.list_end)
        } else {
            (self.announcements.nested_list, self.announcements.nested_list_end)
        };
        let count = words(self.lang).items.of(items.len(), self.lang);
        self.announce(open, block.id, &[("{items}", &count)]);
        self.lists += 1;
        for (number, item) in (start.unwrap_or(0)..).zip(items) {
            self.due = self.due.max(BETWEEN_PARAGRAPHS);
            if start.is_some() {
                let number = number.to_string();
                self.announce(
                    self.announcements.item_number,
                    item.label,
                    &[("{number}", &number)],
                );
            }
            match item.task {
                Some(true) => self.announce(self.announcements.done, item.label, &[]),
                Some(false) => self.announce(self.announcements.to_do, item.label, &[]),
                None => {}
            }
            self.blocks(&item.blocks);
        }
        self.lists -= 1;
        self.announce(close, block.id, &[]);
    }

    /// Says the names of the columns once, then row by row each fact behind the name of its column.
    fn table(&mut self, block: &Block, table: &Table) {
        let count = words(self.lang).rows.of(table.rows.len(), self.lang);
        self.announce(self.announcements.table, block.id, &[("{rows}", &count)]);
        for cell in &table.head.cells {
            self.block(cell);
            self.due = BETWEEN_SENTENCES;
        }
        for (number, row) in (1..).zip(&table.rows) {
            self.due = self.due.max(BETWEEN_PARAGRAPHS);
            let number: usize = number;
            let number = number.to_string();
            self.announce(self.announcements.row, row.id, &[("{number}", &number)]);
            for (name, cell) in table.head.cells.iter().zip(&row.cells) {
                let name =
                    name.kind.content().map_or_else(String::new, |it| plain_text(it));
                self.column =
                    Some(name).filter(|name| name.contains(char::is_alphanumeric));
                self.block(cell);
                self.column = None;
                self.due = BETWEEN_SENTENCES;
            }
        }
        self.announce(self.announcements.table_end, block.id, &[]);
    }

    /// Says something of ours, its numbers in words.
    fn announce(
        &mut self,
        template: Option<Template>,
        node: NodeId,
        values: &[(&str, &str)],
    ) {
        let Some(template) = template else { return };
        let template = template(words(self.lang));
        let words = values
            .iter()
            .fold(template.to_owned(), |words, (name, value)| words.replace(name, value));
        self.say_ours(&words, node);
    }

    fn say_ours(&mut self, words: &str, node: NodeId) {
        // English words are said in English, where there are none of the page's language.
        let ours = own_words(self.lang).is_some() || !words.contains(char::is_alphabetic);
        let lang = if ours { self.lang.clone() } else { Lang::british() };
        let said = normalize(words, &lang, &Lexicon::default());
        self.push(Role::Announcement, lang, node, said.clone(), said);
    }

    fn push(
        &mut self,
        role: Role,
        lang: Lang,
        node: NodeId,
        written: String,
        said: String,
    ) {
        let pause_before = std::mem::take(&mut self.due);
        if let Some(last) = self.script.utterances.last_mut() {
            last.pause_after = pause_before.max(BETWEEN_SENTENCES);
        }
        self.script.utterances.push(Utterance {
            node,
            lang,
            role,
            written,
            said,
            pause_before,
            pause_after: Duration::ZERO,
        });
    }

    /// Says a block's words, sentence by sentence.
    fn words(&mut self, content: &[Inline], node: NodeId, span: &Span) {
        let mut pieces = Vec::new();
        collect(content, None, &mut pieces);
        let before = self.script.utterances.len();
        let mut text = String::new();
        let mut links: Vec<(usize, NodeId, Option<String>)> = Vec::new();
        for piece in pieces {
            match piece {
                Piece::Words(words) => {
                    text.push_str(&words);
                    continue;
                }
                Piece::Link(link, address) => {
                    links.push((text.len(), link, address));
                    continue;
                }
                _ => {}
            }
            // Everything else ends what was said so far.
            self.sentences(&text, node, span, &links);
            text.clear();
            links.clear();
            match piece {
                Piece::Deleted(begins) => {
                    let (begin, end) =
                        (self.announcements.deleted, self.announcements.deleted_end);
                    self.announce(if begins { begin } else { end }, node, &[]);
                }
                Piece::Language(lang) => self.foreign = lang,
                Piece::Picture(picture, description) => {
                    self.announce(self.announcements.picture, picture, &[]);
                    self.text(&description, picture, span);
                }
                Piece::LineEnd | Piece::Words(_) | Piece::Link(..) => {}
            }
        }
        self.sentences(&text, node, span, &links);
        let silent = self.script.utterances.len() == before;
        if silent && !plain_text(content).trim().is_empty() {
            self.diagnostics.push(
                Diagnostic::warning(
                    "nothing-to-say",
                    span.clone(),
                    "there is no word here to be said",
                )
                .help("write in words what a listener should know"),
            );
        }
    }

    fn text(&mut self, text: &str, node: NodeId, span: &Span) {
        self.sentences(text, node, span, &[]);
    }

    /// Says text, sentence by sentence; behind each, what there is to say about its links.
    fn sentences(
        &mut self,
        text: &str,
        node: NodeId,
        span: &Span,
        links: &[(usize, NodeId, Option<String>)],
    ) {
        let mut links = links.iter().peekable();
        let lang = self.foreign.clone().unwrap_or_else(|| self.lang.clone());
        for sentence in sentences(text, &lang) {
            let end = sentence.end;
            for piece in pieces(text, sentence) {
                self.sentence(&text[piece], node, span);
            }
            while let Some((_, link, address)) = links.next_if(|(at, ..)| *at <= end) {
                match address.as_ref().filter(|_| self.narration.addresses) {
                    Some(address) => self.announce(
                        self.announcements.address,
                        *link,
                        &[("{address}", &spoken_target(address))],
                    ),
                    None => self.announce(self.announcements.link, *link, &[]),
                }
            }
        }
    }

    fn sentence(&mut self, text: &str, node: NodeId, span: &Span) {
        let marked = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let written = marked.replace(RAISED, "");
        if written.chars().count() > LONGEST_UTTERANCE {
            self.diagnostics.push(
                Diagnostic::warning(
                    "word-too-long",
                    span.clone(),
                    format!("a word of over {LONGEST_UTTERANCE} characters is not said"),
                )
                .help("write it in words, or mark its section `{.print-only}`"),
            );
            return;
        }
        let lang = self.foreign.as_ref().unwrap_or(self.lang);
        let mut said = normalize(&marked, lang, &self.narration.lexicon);
        if self.foreign.is_none()
            && said.contains(char::is_alphanumeric)
            && let Some(column) = self.column.take()
        {
            let column = normalize(column.trim(), lang, &self.narration.lexicon);
            said = format!("{}: {said}", column.trim_end_matches([':', '.', '?']));
        }
        let lang = self.foreign.as_ref().unwrap_or(self.lang);
        if said.contains(char::is_alphanumeric) {
            let lang = lang.clone();
            self.push(Role::Content, lang, node, written, said);
        } else if let Some(last) = self
            .script
            .utterances
            .iter_mut()
            .rev()
            .find(|last| last.role == Role::Content)
            .filter(|last| last.node == node)
        {
            // A full stop behind words in another language ends them too.
            last.written.push_str(&written);
            last.said.push_str(&said);
        }
    }
}

/// Parts a sentence that is too long, behind a mark or a space.
fn pieces(text: &str, sentence: Range<usize>) -> Vec<Range<usize>> {
    let words = &text[sentence.clone()];
    if words.len() <= LONGEST_UTTERANCE {
        return vec![sentence];
    }
    let mut pieces = Vec::new();
    let mut start = 0;
    // The last places to part at: any, and behind a comma or a like mark.
    let (mut any, mut clause) = (0, 0);
    for at in break_opportunities(words) {
        if at - start > LONGEST_UTTERANCE && any > start {
            let cut = if clause > start { clause } else { any };
            pieces.push(sentence.start + start..sentence.start + cut);
            start = cut;
        }
        any = at;
        if words[..at].trim_end().ends_with([',', ';', ':', '–', '—']) {
            clause = at;
        }
    }
    pieces.push(sentence.start + start..sentence.end);
    pieces
}

/// The pieces of inlines that stand in words of the language `around`, if not in the page's.
fn collect(content: &[Inline], around: Option<&Lang>, pieces: &mut Vec<Piece>) {
    for inline in content {
        match &inline.kind {
            InlineKind::Text(text) | InlineKind::Code(text) => {
                pieces.push(Piece::Words(text.clone()));
            }
            InlineKind::SoftBreak => pieces.push(Piece::Words(" ".into())),
            InlineKind::HardBreak => pieces.push(Piece::LineEnd),
            InlineKind::Image { description, .. } => {
                pieces.push(Piece::Picture(inline.id, description.clone()));
            }
            InlineKind::Emphasis(content) | InlineKind::Strong(content) => {
                collect(content, around, pieces);
            }
            InlineKind::Deleted(content) => {
                pieces.push(Piece::Deleted(true));
                collect(content, around, pieces);
                pieces.push(Piece::Deleted(false));
            }
            InlineKind::Shifted { shift, content } => {
                // A power is told from the number before it.
                let figure = |c: char| c.is_ascii_digit() || matches!(c, '-' | '−' | '+');
                if *shift == Shift::Up && plain_text(content).starts_with(figure) {
                    pieces.push(Piece::Words(RAISED.into()));
                }
                collect(content, around, pieces);
            }
            InlineKind::Foreign { lang, content } => {
                pieces.push(Piece::Language(Some(lang.clone())));
                collect(content, Some(lang), pieces);
                pieces.push(Piece::Language(around.cloned()));
            }
            InlineKind::Link { target, content, .. } => {
                collect(content, around, pieces);
                match target {
                    Target::Address(address) => {
                        let shown = plain_text(content) == *address;
                        let address = Some(address.clone()).filter(|_| !shown);
                        pieces.push(Piece::Link(inline.id, address));
                    }
                    Target::Heading(_) => pieces.push(Piece::Link(inline.id, None)),
                    Target::None => {}
                }
            }
        }
    }
}
