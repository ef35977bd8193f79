//! Emoji and other signs: a black and white page shows the same sign by another that it has, or by
//! its name in brackets; a voice has the name.

use crate::diag::{Diagnostic, Span};
use crate::document::draft::{UNNUMBERED, part_of, push_joined};
use crate::document::{Block, BlockKind, Expansion, Inline, InlineKind, plain_text};
use crate::lang::Lang;
use crate::lang::signs::Sign;
use std::collections::HashSet;

/// The rule of the messages about signs.
const RULE: &str = "sign";

/// More characters than any name of a sign has, with the spaces beside it.
const MAX_NAME: usize = 120;

/// The least letters of the end of a name that stands for it, such as `phone`.
const MIN_END: usize = 5;

/// How a sign is shown.
enum Shown {
    /// Not at all: it only decorates.
    LeftOut,
    /// By this.
    By(String),
}

/// Shows the signs of a page in the language `lang`, and tells which are left out or shown by their
/// names, each once.
pub(super) struct Signs<'a> {
    source: &'a str,
    lang: Lang,
    diagnostics: &'a mut Vec<Diagnostic>,
    told: HashSet<(String, bool)>,
}

impl<'a> Signs<'a> {
    pub(super) fn new(
        source: &'a str,
        lang: &Lang,
        diagnostics: &'a mut Vec<Diagnostic>,
    ) -> Self {
        Self { source, lang: lang.clone(), diagnostics, told: HashSet::new() }
    }

    /// Shows the signs of blocks and of all that lies in them.
    pub(super) fn show(&mut self, blocks: &mut [Block]) {
        for block in blocks {
            self.block(block, None);
        }
    }

    /// The same for words alone.
    pub(super) fn show_in(&self, words: &mut String) {
        if Sign::may_be_in(words) {
            *words = self.shown_in(words);
        }
    }

    /// `bullet` is the sign that the block's list has for a bullet.
    fn block(&mut self, block: &mut Block, bullet: Option<Sign>) {
        match &mut block.kind {
            BlockKind::Heading { content, .. } | BlockKind::Paragraph { content } => {
                let text = plain_text(content);
                if Sign::may_be_in(&text) {
                    let several = several(&text);
                    let mut words =
                        Words { text: &text, at: 0, bullet, several, signs: self };
                    words.show(content);
                }
            }
            BlockKind::Code { text } => self.show_in(text),
            BlockKind::Figure { image } => {
                self.show_in(&mut image.description);
                if let Some(caption) = &mut image.caption {
                    self.show_in(&mut caption.words);
                }
            }
            BlockKind::List { items, .. } => {
                let mut first =
                    items.iter().map(|item| item.blocks.first().and_then(begins_with));
                let bullet = first.next().flatten().filter(|sign| {
                    items.len() > 1 && first.all(|other| other == Some(*sign))
                });
                for item in items {
                    for (number, block) in item.blocks.iter_mut().enumerate() {
                        self.block(block, bullet.filter(|_| number == 0));
                    }
                }
            }
            _ => {
                for child in block.kind.children_mut() {
                    self.block(child, None);
                }
            }
        }
    }

    fn shown_in(&self, words: &str) -> String {
        let mut shown = String::with_capacity(words.len());
        let mut at = 0;
        while let Some(c) = words[at..].chars().next() {
            if let Some((sign, length)) = Sign::at_start(&words[at..]) {
                let (before, after) = (&words[..at], &words[at + length..]);
                shown.push_str(&form(sign, before, after, &self.lang));
                at += length;
            } else {
                shown.push(c);
                at += c.len_utf8();
            }
        }
        shown
    }

    fn tell(&mut self, written: &str, shown: &Shown, span: &Span) {
        let is_left_out = matches!(shown, Shown::LeftOut);
        if !self.told.insert((written.to_owned(), is_left_out)) {
            return;
        }
        let (message, help) = match shown {
            Shown::LeftOut => (
                format!("`{written}` only decorates here, and is left out"),
                "delete it, or write in words what it should say",
            ),
            Shown::By(name) => (
                format!("`{written}` cannot be printed; its name is: `{name}`"),
                "write in words what it should say, or delete it",
            ),
        };
        self.diagnostics.push(Diagnostic::advice(RULE, span.clone(), message).help(help));
    }
}

/// The words of one block.
struct Words<'a, 's, 'd> {
    /// All of them, as they were written.
    text: &'a str,
    /// How many bytes of them were passed.
    at: usize,
    bullet: Option<Sign>,
    /// The signs that stand among them more than once.
    several: HashSet<Sign>,
    signs: &'s mut Signs<'d>,
}

impl Words<'_, '_, '_> {
    fn show(&mut self, content: &mut Vec<Inline>) {
        let mut shown = Vec::with_capacity(content.len());
        for mut inline in std::mem::take(content) {
            match &mut inline.kind {
                InlineKind::Text(text) => {
                    let text = std::mem::take(text);
                    self.text(&text, &inline.span, &mut shown);
                    continue;
                }
                InlineKind::Code(text) => {
                    self.at += text.len();
                    self.signs.show_in(text);
                }
                InlineKind::Image(image) => {
                    self.at += image.description.len();
                    self.signs.show_in(&mut image.description);
                    if let Some(caption) = &mut image.caption {
                        self.signs.show_in(&mut caption.words);
                    }
                }
                InlineKind::SoftBreak | InlineKind::HardBreak => self.at += 1,
                InlineKind::LangSpan { lang, content } => {
                    let around = std::mem::replace(&mut self.signs.lang, lang.clone());
                    self.show(content);
                    self.signs.lang = around;
                }
                // What is said for it says its signs too.
                InlineKind::Expanded { content, .. } => {
                    for inner in content {
                        if let InlineKind::Text(text) = &mut inner.kind {
                            self.at += text.len();
                            self.signs.show_in(text);
                        }
                    }
                }
                InlineKind::Emphasis(content)
                | InlineKind::Strong(content)
                | InlineKind::Strikethrough(content)
                | InlineKind::PrintOnly(content)
                | InlineKind::Shifted { content, .. }
                | InlineKind::Link { content, .. } => self.show(content),
            }
            shown.push(inline);
        }
        *content = shown;
    }

    /// Parts text at its signs.
    fn text(&mut self, text: &str, span: &Span, out: &mut Vec<Inline>) {
        let start = self.at;
        self.at += text.len();
        let (mut at, mut from) = (0, 0);
        let is_exact = self.signs.source.get(span.clone()) == Some(text);
        let place = |range: Span| part_of(span, is_exact, &range);
        let inline =
            |range: Span, kind| Inline { id: UNNUMBERED, span: place(range), kind };
        while let Some(c) = text[at..].chars().next() {
            let Some((sign, length)) = Sign::at_start(&text[at..]) else {
                at += c.len_utf8();
                continue;
            };
            let end = at + length;
            let shown = self.shown(sign, start + at..start + end);
            let named = sign.plain().is_none() || matches!(shown, Shown::LeftOut);
            if named {
                self.signs.tell(&text[at..end], &shown, &place(at..end));
            }
            if from < at {
                push_joined(
                    out,
                    inline(from..at, InlineKind::Text(text[from..at].into())),
                );
            }
            from = end;
            match shown {
                Shown::LeftOut => {
                    from = text.len() - text[end..].trim_start().len();
                    // One space is left between words, and none before a mark or at an end.
                    let before = self.text[..start + at].trim_end();
                    let next = self.text[start + from..].trim_start().chars().next();
                    let needs_none =
                        before.is_empty() || next.is_none_or(|c| ".,;:!?)]}".contains(c));
                    if needs_none {
                        if let Some(InlineKind::Text(words)) =
                            out.last_mut().map(|it| &mut it.kind)
                        {
                            words.truncate(words.trim_end().len());
                        }
                        out.pop_if(|it| matches!(&it.kind, InlineKind::Text(text) if text.is_empty()));
                    } else if from > end && at > 0 && !text[..at].ends_with(' ') {
                        from = end;
                    }
                }
                Shown::By(words) if sign.figure() == Some(&words) => {
                    push_joined(out, inline(at..end, InlineKind::Text(words)));
                }
                Shown::By(words) => {
                    out.extend(self.sign(sign, words, &place(at..end)));
                }
            }
            at = from;
        }
        if from < text.len() || (from == 0 && text.is_empty()) {
            push_joined(
                out,
                inline(from..text.len(), InlineKind::Text(text[from..].into())),
            );
        }
    }

    /// A sign, with its name for the ear.
    fn sign(&self, sign: Sign, words: String, span: &Span) -> Option<Inline> {
        let lang = &self.signs.lang;
        let inline = |kind| Inline { id: UNNUMBERED, span: span.clone(), kind };
        let content = vec![inline(InlineKind::Text(words))];
        let own = sign.own_name(lang);
        let name = own.unwrap_or_else(|| sign.english_name());
        let named = inline(InlineKind::Expanded {
            content,
            expansion: name.to_owned(),
            speech: Expansion::BetweenPauses,
        });
        if own.is_some() {
            return Some(named);
        }
        let lang = Lang::new("en")?;
        Some(inline(InlineKind::LangSpan { lang, content: vec![named] }))
    }

    /// How the sign at a place of the block's words is shown.
    fn shown(&self, sign: Sign, place: Span) -> Shown {
        let (before, after) = (&self.text[..place.start], &self.text[place.end..]);
        let is_bullet = self.bullet == Some(sign)
            && sign.is_bullet()
            && before.trim().is_empty()
            && after.contains(char::is_alphanumeric);
        // One that stands there several times counts.
        let is_one = !self.several.contains(&sign);
        if is_one
            && !sign.says_something()
            && (is_bullet || self.is_named(sign, before, after))
        {
            return Shown::LeftOut;
        }
        Shown::By(form(sign, before, after, &self.signs.lang))
    }

    /// Whether the word before or after a sign is its name, or the end of that: telephone, phone.
    fn is_named(&self, sign: Sign, before: &str, after: &str) -> bool {
        // No name is longer.
        let after: String = after.chars().take(MAX_NAME).collect();
        let after = folded(&after);
        let near = before.char_indices().rev().nth(MAX_NAME).map_or(0, |(at, _)| at);
        let before = folded(&before[near..]);
        let name = sign.own_name(&self.signs.lang).unwrap_or_default();
        let name = folded(name);
        let name = name.trim();
        let after = after.trim_start();
        let before = before.trim_end();
        let ends = |rest: &str| !rest.starts_with(char::is_alphanumeric);
        let begins = |rest: &str| !rest.ends_with(char::is_alphanumeric);
        let is_name = |word: &str| {
            word == name
                || word.len() >= MIN_END && !name.contains(' ') && name.ends_with(word)
        };
        let parts_words = |c: char| !c.is_alphanumeric();
        let first = after.split(parts_words).next().unwrap_or_default();
        let last = before.rsplit(parts_words).next().unwrap_or_default();
        !name.is_empty()
            && (is_name(first)
                || is_name(last)
                || after.strip_prefix(name).is_some_and(ends)
                || before.strip_suffix(name).is_some_and(begins))
    }
}

/// What a page shows of a sign between other text: a sign that it has, or its name in brackets.
fn form(sign: Sign, before: &str, after: &str, lang: &Lang) -> String {
    let is_apart = before.chars().next_back().is_none_or(char::is_whitespace)
        && after.chars().next().is_none_or(char::is_whitespace);
    if let Some(figure) = sign.figure().filter(|_| !is_apart) {
        // `1️⃣0️⃣` is a number, and a key by itself a sign.
        return figure.to_owned();
    }
    let name = || sign.own_name(lang).unwrap_or_else(|| sign.english_name());
    sign.plain().map_or_else(|| format!("[{}]", name()), str::to_owned)
}

/// The signs that stand in a text more than once.
fn several(text: &str) -> HashSet<Sign> {
    let (mut once, mut several) = (HashSet::new(), HashSet::new());
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        match Sign::at_start(&text[at..]) {
            Some((sign, length)) => {
                if !once.insert(sign) {
                    several.insert(sign);
                }
                at += length;
            }
            None => at += c.len_utf8(),
        }
    }
    several
}

/// Words as they are compared: in lower case, without hyphens.
fn folded(words: &str) -> String {
    words.replace('-', "").to_lowercase()
}

/// The sign that a paragraph begins with.
fn begins_with(block: &Block) -> Option<Sign> {
    let text = plain_text(block.kind.content());
    Sign::at_start(text.trim_start()).map(|(sign, _)| sign)
}
