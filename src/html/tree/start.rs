//! What a start tag opens.

use super::Tree;
use super::frame::{By, Carried, Kind};
use super::hidden::{hidden_words, is_hidden, side};
use super::parts::{Hidden, HtmlTable, Side};
use crate::diag::{Diagnostic, Span};
use crate::document::{InlineKind, Medium};
use crate::html::Tag;
use crate::html::elements::{Role, Words, is_void, role};
use crate::lang::Lang;
use crate::limits::MAX_NESTING;

impl Tree<'_> {
    /// Takes a start tag. `is_block` is whether it stands in a block of HTML.
    pub(super) fn start_tag(&mut self, mut tag: Tag, is_block: bool) {
        if let Some(name) = self.ends.cut_short.get(&tag.span.start) {
            (*name).clone_into(&mut tag.name);
        }
        if let Some(Kind::Drawing { title, in_title, in_text, .. }) = self.innermost() {
            // Only the first title describes the whole of a drawing.
            *in_title = tag.name == "title" && title.is_empty() && !tag.is_self_closing;
            *in_text |= tag.name == "text" && !tag.is_self_closing;
            return;
        }
        if self.ends.are_words(&tag) {
            let written = self.source.get(tag.span.clone()).unwrap_or_default();
            let written = self.cleaned(written, &tag.span);
            self.diagnostics.push(typed(&written, tag.span.clone()));
            if !self.take_text(&written) {
                self.inline(InlineKind::Text(written), tag.span);
            }
            return;
        }
        let role = role(&tag.name);
        // Tags in preformatted text change nothing but its lines.
        if let Some(Kind::Code(code)) = self.innermost() {
            if role == Role::Break {
                code.push('\n');
                return;
            }
            if matches!(
                role,
                Role::Words(_)
                    | Role::WordBreak
                    | Role::Apart
                    | Role::Line
                    | Role::Unknown
            ) {
                return;
            }
        }
        match role {
            Role::Break => self.inline(InlineKind::HardBreak, tag.span),
            Role::WordBreak | Role::Nothing => {}
            Role::Rule => self.rule(tag.span),
            Role::Picture => self.image(&tag),
            Role::Input => self.input(&tag),
            Role::Unseen => self.unseen(tag, is_block),
            Role::Drawing => self.start_drawing(&tag),
            Role::Moving => self.moving(tag),
            Role::Unknown => {
                self.tell_unknown(&tag);
                if !tag.is_self_closing {
                    self.open_words(&tag, Kind::Words);
                }
            }
            Role::Words(words) => {
                if !tag.is_self_closing {
                    let kind = self.words_kind(words, &tag);
                    self.open_words(&tag, kind);
                }
            }
            Role::Line => {
                if !self.start_block() {
                    self.line_break(&tag.span);
                }
                self.open_words(&tag, Kind::Words);
            }
            Role::Apart => {
                self.space(&tag.span);
                self.open_words(&tag, Kind::Words);
            }
            _ if is_void(&tag.name) => {}
            _ => self.start_element(role, &tag),
        }
    }

    /// Opens a block.
    fn start_element(&mut self, role: Role, tag: &Tag) {
        if tag.is_self_closing {
            self.start_block();
            return;
        }
        if !self.start_block() {
            self.part_of_line(role, tag);
            return;
        }
        if !self.make_room(role) {
            return;
        }
        if role == Role::Item {
            self.value(tag);
        }
        if self.frames.len() >= MAX_NESTING {
            self.skip(tag);
            return;
        }
        let kind = match role {
            Role::Paragraph => Kind::Paragraph { implicit: false },
            Role::Heading(level) => Kind::Heading {
                level,
                anchor: tag.words_of("id").map(str::to_owned),
                media: Medium::All,
            },
            Role::Quote => Kind::Quote,
            Role::List { ordered } => self.list_kind(ordered, tag),
            Role::Item => Kind::Item { task: None },
            Role::Definitions => Kind::DefinitionList(Vec::new()),
            Role::Term => Kind::Term,
            Role::Definition => Kind::Definition,
            Role::Preformatted => Kind::Code(String::new()),
            Role::Table => Kind::HtmlTable(HtmlTable::default()),
            Role::TableCaption => Kind::TableCaption,
            Role::Row => Kind::HtmlRow(self.row_kind()),
            Role::Cell { head } => Self::cell_kind(head, tag),
            Role::Figure => Kind::Figure(Default::default()),
            Role::Caption => Kind::Caption,
            Role::Rows(rows) => {
                self.begin_rows(rows);
                return;
            }
            _ => Kind::Part,
        };
        self.open(tag, kind);
    }

    /// Opens an element with what its attributes say of its words.
    fn open(&mut self, tag: &Tag, kind: Kind) {
        let is_closed = self.ends.is_closed(tag.span.start);
        let by = By::Tag { name: tag.name.clone(), is_closed, is_carried: false };
        let holds_words = kind.is_inline() || kind.is_leaf();
        let serial = self.push(kind, tag.span.clone(), by);
        let lang = self.lang_of(tag);
        // In a leaf, what is carried over lies above it already.
        let Some(at) = self.frames.iter().rposition(|frame| frame.serial == serial)
        else {
            return;
        };
        let frame = &mut self.frames[at];
        frame.hidden = is_hidden(tag).then_some(Hidden::Told);
        frame.side = side(tag);
        frame.lang = lang.clone();
        if let Some(lang) = lang.filter(|_| !holds_words) {
            self.carried.push(Carried::language(serial, lang));
        }
    }

    /// Passes over an element that lies too deep, and its end tag.
    fn skip(&mut self, tag: &Tag) {
        if self.ends.is_closed(tag.span.start) {
            *self.skipped.entry(tag.name.clone()).or_default() += 1;
        }
        self.tell_nesting(tag.span.clone());
    }

    /// Opens words among others.
    fn open_words(&mut self, tag: &Tag, kind: Kind) {
        if self.frames.len() >= MAX_NESTING {
            self.skip(tag);
            return;
        }
        self.open_implicit(&tag.span);
        self.open(tag, kind);
    }

    /// The language that an element names for its words, if it does not say that they are of none.
    fn lang_of(&mut self, tag: &Tag) -> Option<Lang> {
        let written = tag.words_of("lang").or_else(|| tag.words_of("xml:lang"))?;
        let lang = Lang::new(written);
        if lang.is_none() {
            self.diagnostics.push(bad_language(written, tag.span.clone()));
        }
        lang
    }

    fn words_kind(&mut self, words: Words, tag: &Tag) -> Kind {
        match words {
            Words::Plain => Kind::Words,
            Words::Emphasis => Kind::Emphasis,
            Words::Strong => Kind::Strong,
            Words::Deleted => Kind::Deleted,
            Words::Shifted(shift) => Kind::Shifted(shift),
            Words::Code => Kind::CodeWords,
            Words::Quoted => Kind::Quoted,
            Words::Link => match tag.words_of("href") {
                Some(address) => Kind::Link(self.cleaned(address, &tag.span)),
                None => Kind::Words,
            },
            Words::Abbreviation => match tag.words_of("title") {
                Some(long) => Kind::Abbreviation(self.cleaned(long, &tag.span)),
                None => Kind::Words,
            },
        }
    }

    fn image(&mut self, tag: &Tag) {
        if is_hidden(tag) {
            if let Some(words) = tag.words_of("alt") {
                self.diagnostics.push(hidden_words(words, tag.span.clone()));
            }
            return;
        }
        let described = tag.words_of("alt").or_else(|| tag.words_of("aria-label"));
        // HTML has an empty description for a picture that only decorates.
        let decorates = tag.attribute("alt").is_some_and(|alt| alt.trim().is_empty())
            || tag
                .attribute("role")
                .is_some_and(|it| matches!(it, "presentation" | "none"))
            || side(tag) == Some(Side::Seen);
        let decorative = decorates && tag.words_of("aria-label").is_none();
        let description = described.filter(|_| !decorative).unwrap_or_default();
        let source = tag.words_of("src").or_else(|| tag.words_of("data-src"));
        self.picture(
            source.unwrap_or_default().to_owned(),
            description,
            tag.attribute("title").unwrap_or_default(),
            decorative,
            tag.span.clone(),
        );
    }

    /// A box to tick makes an item a task; the words of a button are words.
    fn input(&mut self, tag: &Tag) {
        let kind = tag.attribute("type").unwrap_or_default().to_ascii_lowercase();
        if matches!(kind.as_str(), "checkbox" | "radio") {
            let done = tag.attribute("checked").is_some();
            let empty =
                self.leaf().is_none_or(|at| self.frames[at].words.inlines.is_empty());
            let item =
                self.frames.iter_mut().rev().find_map(|frame| match &mut frame.kind {
                    Kind::Item { task: task @ None } => Some(task),
                    _ => None,
                });
            match item.filter(|_| empty) {
                Some(task) => *task = Some(done),
                None => {
                    let sign = if done { "\u{2611} " } else { "\u{2610} " };
                    self.inline(InlineKind::Text(sign.into()), tag.span.clone());
                }
            }
        } else if matches!(kind.as_str(), "button" | "submit" | "reset")
            && let Some(words) = tag.words_of("value")
        {
            let words = self.cleaned(words, &tag.span);
            self.space(&tag.span);
            self.inline(InlineKind::Text(words), tag.span.clone());
            self.space(&tag.span);
        }
    }

    /// Scripts and styles hide what they hold. Among words, one that is never closed hides nothing.
    fn unseen(&mut self, tag: Tag, is_block: bool) {
        if tag.is_self_closing {
            return;
        }
        let is_closed = self.ends.is_closed(tag.span.start);
        if self.is_left_out() {
            // What hides it hides its words as well.
            if is_closed {
                *self.skipped.entry(tag.name).or_default() += 1;
            }
            return;
        }
        if !is_closed && !is_block {
            let message =
                format!("`<{}>` is never closed, so it hides nothing", tag.name);
            self.diagnostics.push(
                Diagnostic::warning("raw-html", tag.span, message)
                    .help(format!("write `</{}>` where it ends, or delete it", tag.name)),
            );
            return;
        }
        let among_words = self.leaf().is_some();
        let kind = if among_words { Kind::Words } else { Kind::Part };
        let is_unseen = is_closed && tag.name != "title";
        let hidden = if is_unseen { Hidden::Unseen } else { Hidden::Told };
        let by = By::Tag { name: tag.name, is_closed, is_carried: false };
        self.push(kind, tag.span, by);
        if let Some(frame) = self.frames.last_mut() {
            frame.hidden = Some(hidden);
        }
    }

    /// What moves cannot be printed or said; its name is.
    fn moving(&mut self, tag: Tag) {
        let named = tag.words_of("title").or_else(|| tag.words_of("aria-label"));
        let message = match named {
            Some(_) => format!("`<{}>` is not printed, only its title is", tag.name),
            None => format!("what `<{}>` shows is missing here", tag.name),
        };
        if !self.is_left_out() {
            self.diagnostics.push(
                Diagnostic::warning("raw-html", tag.span.clone(), message)
                    .help("say in words what a reader should know of it"),
            );
        }
        if let Some(named) = named {
            let named = self.cleaned(named, &tag.span);
            self.inline(InlineKind::Text(named), tag.span.clone());
        }
        // What is in it is for programs that cannot show it.
        if !is_void(&tag.name)
            && !tag.is_self_closing
            && self.ends.is_closed(tag.span.start)
        {
            let by = By::Tag { name: tag.name, is_closed: true, is_carried: false };
            let kind = if self.leaf().is_some() { Kind::Words } else { Kind::Part };
            self.push(kind, tag.span, by);
            if let Some(frame) = self.frames.last_mut() {
                frame.hidden = Some(Hidden::Unseen);
            }
        }
    }

    /// Whether the words at hand are left out.
    pub(super) fn is_left_out(&self) -> bool {
        self.frames.iter().any(|frame| frame.hidden.is_some())
    }

    /// Tells of an element that no standard has, once for each name.
    fn tell_unknown(&mut self, tag: &Tag) {
        if self.is_left_out() || !self.told.elements.insert(tag.name.clone()) {
            return;
        }
        let has_words = !tag.is_self_closing && self.ends.is_closed(tag.span.start);
        self.diagnostics.push(unknown_element(&tag.name, has_words, tag.span.clone()));
    }
}

/// The message about an element that no standard has.
pub(crate) fn unknown_element(name: &str, has_words: bool, span: Span) -> Diagnostic {
    let what = if has_words {
        "its words are kept, its tags are dropped"
    } else {
        "nothing is printed for it"
    };
    let message = format!("`<{name}>` is not an HTML element: {what}");
    Diagnostic::warning("raw-html", span, message).help("write it in Markdown")
}

/// The message about words between angle brackets.
pub(crate) fn typed(written: &str, span: Span) -> Diagnostic {
    let message = format!("`{written}` is not HTML; it is printed as it is typed");
    Diagnostic::warning("angle-brackets", span, message)
        .help("write what it stands for, or put square brackets round it")
}

/// The message about a value that is no language tag.
pub(crate) fn bad_language(tag: &str, span: Span) -> Diagnostic {
    let message = format!("`{tag}` is not a language tag");
    Diagnostic::warning("bad-language", span, message)
        .help("write a tag such as `en-GB`, `cy` or `pl`")
}
