//! Walks a document and writes its script.

mod words;
mod written;

use super::announce::{Announcements, Template, Verbosity, announcements};
use super::lexicon::Lexicon;
use super::normalize::{explained, normalize};
use super::{Heading, Owner, Role, Script, Section, Utterance};
use crate::diag::Diagnostic;
use crate::document::{
    Block, BlockKind, Document, InlineKind, Origin, Table, item_number, plain_text,
};
use crate::lang::Lang;
use crate::lang::words::{own_words, words};
use crate::node::NodeId;
use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::time::Duration;

/// Silence between two sentences of a paragraph.
const BETWEEN_SENTENCES: Duration = Duration::from_millis(350);
/// Silence after a paragraph, an item of a list, a heading.
const BETWEEN_PARAGRAPHS: Duration = Duration::from_millis(700);
/// Silence before a heading.
pub(crate) const BETWEEN_SECTIONS: Duration = Duration::from_millis(1200);

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

/// The message about a page without a word to be said.
pub(crate) fn nothing_to_say() -> Diagnostic {
    Diagnostic::error("nothing-to-say", 0..0, "the page has nothing to say")
        .help("write something outside sections marked `{.web-only}` or `{.print-only}`")
}

/// Writes the script of a document, and says what in it cannot be said well.
pub fn narrate(document: &Document, narration: &Narration) -> (Script, Vec<Diagnostic>) {
    let lang = &document.metadata.lang;
    // The reader's own words come before those of the page.
    let lexicon = match &document.abbreviations[..] {
        [] => Cow::Borrowed(&narration.lexicon),
        abbreviations => {
            let words = abbreviations
                .iter()
                .filter_map(|it| Some((it.short.clone(), explained(&it.short)?)));
            let own = narration.lexicon.clone();
            Cow::Owned(
                Lexicon::of_page(words.filter(|_| lang.primary() == "en")).under(own),
            )
        }
    };
    let mut narrator = Narrator {
        narration,
        lexicon,
        lang,
        announcements: announcements(narration.verbosity, lang),
        script: Script::default(),
        owner: Owner::Page,
        parts: FxHashMap::default(),
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
    for block in &document.blocks {
        narrator.owner = match block.origin {
            Origin::Centre | Origin::CentreTelephone => Owner::Centre,
            _ => Owner::Page,
        };
        narrator.blocks(std::slice::from_ref(block));
    }
    narrator.owner = Owner::Page;
    // A title or review dates alone are no page.
    let ours = |node: NodeId| {
        let block = document.blocks.iter().find(|block| block.id == node);
        block.is_some_and(|block| block.origin != Origin::Author)
    };
    let said =
        |utterance: &Utterance| utterance.role == Role::Content && !ours(utterance.node);
    if !narrator.script.utterances.iter().any(said) {
        narrator.diagnostics.push(nothing_to_say());
    }
    let last = document.blocks.last().map_or(NodeId(0), |block| block.id);
    if !narrator.script.utterances.is_empty() {
        narrator.announce(narrator.announcements.page_end, last, &[]);
    }
    let mut script = narrator.script;
    let count = script.utterances.len();
    let ends: Vec<usize> = script
        .sections
        .iter()
        .skip(1)
        .map(|it| it.utterances.start)
        .chain([count])
        .collect();
    for (section, end) in script.sections.iter_mut().zip(ends) {
        section.utterances.end = end;
    }
    (script, narrator.diagnostics)
}

struct Narrator<'a> {
    narration: &'a Narration,
    /// How words are said: the reader's, and those of the page.
    lexicon: Cow<'a, Lexicon>,
    lang: &'a Lang,
    announcements: &'static Announcements,
    /// The script so far; of its sections only the starts are known.
    script: Script,
    /// Whose words are being said.
    owner: Owner,
    /// How many content utterances each node has so far.
    parts: FxHashMap<NodeId, u32>,
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
                let first = self.script.utterances.len();
                let words =
                    plain_text(content).split_whitespace().collect::<Vec<_>>().join(" ");
                self.announce(
                    self.announcements.heading,
                    block.id,
                    &[("{level}", &level.to_string())],
                );
                self.words(content, block.id, &block.span);
                if self.script.utterances.len() > first {
                    self.begin_section(first, Some(Heading { level: *level, words }));
                }
            }
            BlockKind::Paragraph { content } => {
                self.words(content, block.id, &block.span);
            }
            BlockKind::List { start, descending, items } => {
                let number = |at| start.map(|start| item_number(start, *descending, at));
                self.list(block, &number, items);
            }
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
            BlockKind::Figure { image } => self.picture(block.id, image, &block.span),
            BlockKind::Footnotes { notes } => {
                for (number, note) in (1usize..).zip(notes) {
                    self.due = self.due.max(BETWEEN_PARAGRAPHS);
                    let label = words(self.lang).note_label;
                    self.say_ours(
                        &label.replace("{number}", &number.to_string()),
                        note.label,
                    );
                    self.blocks(&note.blocks);
                }
            }
            BlockKind::Admonition { kind, title, blocks } => {
                self.box_title(kind.title(words(self.lang)), title);
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
            // For paper alone.
            BlockKind::Contents { .. } => {}
            BlockKind::Rule => self.due = BETWEEN_SECTIONS,
        }
        self.due = self.due.max(BETWEEN_PARAGRAPHS);
    }

    fn list(
        &mut self,
        block: &Block,
        number: &dyn Fn(usize) -> Option<u64>,
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
        for (at, item) in items.iter().enumerate() {
            self.due = self.due.max(BETWEEN_PARAGRAPHS);
            if let Some(number) = number(at) {
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

    /// Says what a box is, and its title after that if it has one.
    fn box_title(&mut self, kind: &str, title: &Block) {
        let content = title.kind.content();
        let first = content.first().map(|inline| &inline.kind);
        let said_first = plain_text(content).trim().is_empty()
            || matches!(first, Some(InlineKind::LangSpan { .. } | InlineKind::Image(_)));
        if said_first {
            self.say_ours(&format!("{kind}."), title.id);
        } else {
            self.column = Some(kind.to_owned());
        }
        self.words(content, title.id, &title.span);
        if self.column.take().is_some() {
            self.say_ours(&format!("{kind}."), title.id);
        }
    }

    /// Says the names of the columns once, then row by row each fact after the name of its column.
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
                let name = plain_text(name.kind.content());
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
        let at = self.script.utterances.len();
        if self.script.sections.last().is_none_or(|last| last.owner != self.owner) {
            self.begin_section(at, None);
        }
        let part = match role {
            Role::Announcement => 0,
            Role::Content => {
                let part = self.parts.entry(node).or_default();
                *part += 1;
                *part
            }
        };
        self.script.utterances.push(Utterance {
            node,
            lang,
            role,
            written,
            said,
            part,
            pause_before,
            pause_after: Duration::ZERO,
        });
    }

    /// Begins a section with the utterance at `first`.
    fn begin_section(&mut self, first: usize, heading: Option<Heading>) {
        // A heading takes the place of the section that its own words began.
        self.script.sections.pop_if(|last| last.utterances.start == first);
        let owner = self.owner;
        self.script.sections.push(Section { heading, owner, utterances: first..first });
    }
}
