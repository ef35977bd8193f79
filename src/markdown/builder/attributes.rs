//! Marks among words: `[words]{lang=cy}`, `{…}` after a link, a picture or a line, `==words==`,
//! `[[page|words]]`, `^name` at the end of a block.
//!
//! pulldown-cmark knows attributes on headings only, so this is a pass over the inlines of each
//! finished block. A character that the author escaped is no mark.

use super::wiki;
use crate::diag::{Diagnostic, Span};
use crate::document::draft::{UNNUMBERED, push_joined};
use crate::document::{Inline, InlineKind};
use crate::html::{LiteralsOf, Unread, bad_language};
use crate::lang::Lang;
use crate::limits::{MAX_NESTING, MAX_PIECES};
use crate::markdown::braces::Attributes;

/// The characters of a text that would be marks and are none, in bytes: they were escaped, or
/// written as an entity.
pub(super) fn literals(text: &str, source: &str, span: &Span) -> Vec<usize> {
    let mark = |c: char| matches!(c, '[' | ']' | '{' | '}' | '=' | '<' | '^' | '!');
    if !text.contains(mark) {
        return Vec::new();
    }
    let written = source.get(span.clone()) == Some(text);
    let before = &source[..span.start];
    let backslashes = before.len() - before.trim_end_matches('\\').len();
    let escaped = backslashes % 2 == 1;
    let marks = text.match_indices(mark).map(|(at, _)| at);
    marks.filter(|at| !written || (*at == 0 && escaped)).collect()
}

/// Applies the marks among words. Braces that hold no attributes stay words. `is_block` is
/// whether they are all the words of a block.
pub(super) fn apply(
    mut words: Unread,
    is_block: bool,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Inline> {
    if is_block {
        take_off_name(&mut words);
    }
    let special = |inline: &Inline| match &inline.kind {
        InlineKind::Text(text) => {
            text.contains('{') || text.contains("[[") || text.contains("==")
        }
        _ => false,
    };
    if !words.inlines.iter().any(special) {
        return words.inlines;
    }
    let mut pass = Pass {
        out: Vec::new(),
        open: Vec::new(),
        deeper: 0,
        marked: None,
        made: 0,
        diagnostics,
    };
    let Unread { inlines, literals } = words;
    for (at, inline) in inlines.into_iter().enumerate() {
        match inline.kind {
            InlineKind::Text(text) => pass.text(&text, literals.of(at), &inline.span),
            _ => pass.out.push(inline),
        }
    }
    pass.finish()
}

struct Pass<'a> {
    out: Vec<Inline>,
    /// The places in `out` of opening brackets that are not closed.
    open: Vec<usize>,
    /// How many are open beyond those, which lie too deep.
    deeper: usize,
    /// The place in `out` of a `==` that is not closed.
    marked: Option<usize>,
    /// How many pieces were made of marks. A page with more than it may have is refused.
    made: usize,
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl Pass<'_> {
    fn text(&mut self, text: &str, literals: LiteralsOf<'_>, span: &Span) {
        let attributes = |at: usize| {
            Attributes::read_marks(&text[at..], |byte| literals.has(at + byte))
        };
        let mut at = 0;
        if let Some(InlineKind::Link { .. } | InlineKind::Image(_) | InlineKind::Code(_)) =
            self.out.last().map(|inline| &inline.kind)
            && let Some((attributes, length)) = attributes(at)
            && let Some(inline) = self.out.pop()
        {
            self.put(inline, &attributes);
            at = length;
        }
        while let Some(length) = text[at..].find(['[', ']', '{', '=']) {
            if self.made > MAX_PIECES {
                break;
            }
            self.words(&text[at..at + length], span);
            at += length;
            let rest = &text[at..];
            let page = || {
                let page = wiki::link(rest);
                page.filter(|(_, length)| !literals.any_in(&(at..at + length)))
            };
            at += if literals.has(at) {
                self.put_words(&rest[..1], span);
                1
            } else if let Some((page, length)) = page().filter(|_| !self.is_in_address())
            {
                let shows = text[..at].ends_with('!') && !literals.has(at - 1);
                self.wiki(&page, shows, span);
                length
            } else if rest.starts_with('[') {
                self.open_bracket(span);
                1
            } else if rest.starts_with('{') {
                self.braces(attributes(at), rest, span)
            } else if rest.starts_with('=') {
                let run = &text[at..literals.next(at).unwrap_or(text.len())];
                let length = run.len() - run.trim_start_matches('=').len();
                self.equals(&rest[..length], &rest[length..], span)
            } else {
                1 + self.close_bracket(attributes(at + 1), span)
            };
        }
        self.words(&text[at..], span);
    }

    fn open_bracket(&mut self, span: &Span) {
        if self.open.len() < MAX_NESTING {
            self.open.push(self.out.len());
            self.put_mark("[", span);
        } else {
            self.deeper += 1;
            self.put_words("[", span);
        }
    }

    /// Closes the last bracket with the attributes after it, and says how long these are.
    fn close_bracket(
        &mut self,
        attributes: Option<(Attributes<'_>, usize)>,
        span: &Span,
    ) -> usize {
        let opened = if self.deeper > 0 {
            self.deeper -= 1;
            None
        } else {
            self.open.pop()
        };
        match (opened, attributes) {
            (Some(open), Some((attributes, length))) => {
                self.close(open, &attributes, span);
                length
            }
            _ => {
                self.put_words("]", span);
                0
            }
        }
    }

    fn words(&mut self, text: &str, span: &Span) {
        if !text.is_empty() {
            self.put_words(text, span);
        }
    }

    /// Adds words to those before, unless these are a mark that may be taken out yet.
    fn put_words(&mut self, text: &str, span: &Span) {
        let last = self.out.len().checked_sub(1);
        let is_mark =
            |it: usize| self.open.last() == Some(&it) || self.marked == Some(it);
        if last.is_some_and(is_mark) {
            self.put_mark(text, span);
        } else {
            let kind = InlineKind::Text(text.to_owned());
            push_joined(
                &mut self.out,
                Inline { id: UNNUMBERED, span: span.clone(), kind },
            );
        }
    }

    /// Puts a mark that may be taken out when another closes it.
    fn put_mark(&mut self, mark: &str, span: &Span) {
        let kind = InlineKind::Text(mark.to_owned());
        self.out.push(Inline { id: UNNUMBERED, span: span.clone(), kind });
    }

    /// Attributes that stand after a space or by themselves are of a block, and no words. Says how
    /// much of the text was taken.
    fn braces(
        &mut self,
        attributes: Option<(Attributes<'_>, usize)>,
        text: &str,
        span: &Span,
    ) -> usize {
        let named = text[1..].trim_start().starts_with([':', '.', '#']);
        match attributes.filter(|_| named) {
            Some((attributes, length)) => {
                for class in &attributes.classes {
                    self.tell(class, span);
                }
                // kramdown has them on the line below a picture too.
                let mut before = self.out.iter_mut().rev();
                let before = before.find(|it| !matches!(it.kind, InlineKind::SoftBreak));
                if let (Some(words), Some(InlineKind::Image(image))) =
                    (attributes.description, before.map(|it| &mut it.kind))
                    && image.description.is_empty()
                {
                    words.clone_into(&mut image.description);
                }
                if let Some(Inline { kind: InlineKind::Text(text), .. }) =
                    self.out.last_mut()
                {
                    text.truncate(text.trim_end_matches(' ').len());
                }
                length
            }
            None => {
                self.put_words("{", span);
                1
            }
        }
    }

    /// `==words==` are marked words. Says how long the signs are.
    fn equals(&mut self, signs: &str, rest: &str, span: &Span) -> usize {
        let before = match self.out.last().map(|inline| &inline.kind) {
            None | Some(InlineKind::SoftBreak | InlineKind::HardBreak) => ' ',
            Some(InlineKind::Text(text)) => text.chars().next_back().unwrap_or(' '),
            Some(_) => 'x',
        };
        let next = rest.chars().next();
        let spaced = next.is_some_and(char::is_whitespace);
        if signs.len() == 2 {
            if let Some(open) = self.marked.filter(|_| !before.is_whitespace()) {
                let content: Vec<Inline> = self.out.drain(open + 1..).collect();
                self.out.pop();
                self.marked = None;
                self.open.truncate(self.open.partition_point(|at| *at < open));
                if !content.is_empty() {
                    let first = content.first().map_or(span.start, |it| it.span.start);
                    let kind = InlineKind::Strong(joined(content));
                    self.made += 1;
                    let span = first..span.end;
                    self.out.push(Inline { id: UNNUMBERED, span, kind });
                }
                return signs.len();
            }
            let begins = before.is_whitespace() || "([{\"'“‘*—–>".contains(before);
            if begins && !spaced && self.marked.is_none() {
                self.marked = Some(self.out.len());
                self.put_mark(signs, span);
                return signs.len();
            }
        }
        self.put_words(signs, span);
        signs.len()
    }

    /// Whether the words at hand end in what may be an address.
    fn is_in_address(&self) -> bool {
        match self.out.last().map(|inline| &inline.kind) {
            Some(InlineKind::Text(text)) => {
                text.ends_with(|c: char| c.is_alphanumeric() || "/=?&#_".contains(c))
            }
            _ => false,
        }
    }

    /// A link of a wiki, or what it `shows` where an exclamation mark stands before it.
    fn wiki(&mut self, page: &wiki::Page<'_>, shows: bool, span: &Span) {
        if shows
            && let Some(Inline { kind: InlineKind::Text(text), .. }) = self.out.last_mut()
        {
            text.pop();
        }
        let kind = if shows { page.picture() } else { None };
        if shows && kind.is_none() {
            self.diagnostics.push(wiki::missing(page, span.clone()));
        }
        self.made += usize::from(kind.is_some());
        let kind = kind.unwrap_or_else(|| InlineKind::Text(page.words()));
        self.out.push(Inline { id: UNNUMBERED, span: span.clone(), kind });
    }

    /// Closes the words since an opening bracket, which goes.
    fn close(&mut self, open: usize, attributes: &Attributes<'_>, span: &Span) {
        let lang = self.lang(attributes, span);
        for class in &attributes.classes {
            self.tell(class, span);
        }
        let Some(lang) = lang else {
            // The bracket alone goes.
            if let InlineKind::Text(bracket) = &mut self.out[open].kind {
                bracket.clear();
            }
            return;
        };
        let content: Vec<Inline> = self.out.drain(open + 1..).collect();
        self.out.pop();
        self.marked = self.marked.filter(|at| *at < open);
        let first = content.first().map_or(span.start, |inline| inline.span.start);
        let span = first..span.end;
        if !content.is_empty() {
            let kind = InlineKind::LangSpan { lang, content: joined(content) };
            self.made += 1;
            self.out.push(Inline { id: UNNUMBERED, span, kind });
        }
    }

    /// Puts a link or a picture with its attributes.
    fn put(&mut self, mut inline: Inline, attributes: &Attributes<'_>) {
        let span = inline.span.clone();
        if let (InlineKind::Image(image), Some(words)) =
            (&mut inline.kind, attributes.description)
        {
            words.clone_into(&mut image.description);
        }
        for class in &attributes.classes {
            match &mut inline.kind {
                InlineKind::Image(image) if *class == ".decorative" => {
                    image.decorative = true;
                    image.description.clear();
                }
                // A piece of code has the name of its language.
                InlineKind::Code(_) => {}
                _ => self.tell(class, &span),
            }
        }
        match self.lang(attributes, &span) {
            Some(lang) => {
                let kind = InlineKind::LangSpan { lang, content: vec![inline] };
                self.out.push(Inline { id: UNNUMBERED, span, kind });
            }
            None => self.out.push(inline),
        }
    }

    fn lang(&mut self, attributes: &Attributes<'_>, span: &Span) -> Option<Lang> {
        let tag = attributes.lang?;
        let lang = Lang::new(tag);
        if lang.is_none() {
            self.diagnostics.push(bad_language(tag, span.clone()));
        }
        lang
    }

    fn tell(&mut self, mark: &str, span: &Span) {
        self.diagnostics.push(
            Diagnostic::warning(
                "unknown-mark",
                span.clone(),
                format!("the mark `{mark}` is not known here"),
            )
            .help("words and links may have `{lang=cy}`, pictures also `{.decorative}`"),
        );
    }

    fn finish(self) -> Vec<Inline> {
        let mut out = joined(self.out);
        out.retain(
            |inline| !matches!(&inline.kind, InlineKind::Text(text) if text.is_empty()),
        );
        out
    }
}

/// Takes off the name that Obsidian gives a block to link to, `^name` at its end.
fn take_off_name(words: &mut Unread) {
    let literals = words.literals.of(words.inlines.len().saturating_sub(1));
    let Some(Inline { kind: InlineKind::Text(text), .. }) = words.inlines.last_mut()
    else {
        return;
    };
    let Some(at) = text.rfind('^').filter(|at| !literals.has(*at)) else { return };
    let name = text[at + 1..].trim_end();
    let named = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let before = &text[..at];
    if name.len() > 1
        && name.chars().all(named)
        && name.contains(|c: char| c.is_ascii_alphabetic())
        && (before.is_empty() || before.ends_with([' ', '\n']))
    {
        let kept = before.trim_end().len();
        text.truncate(kept);
        if kept == 0 {
            words.inlines.pop();
        }
    }
}

/// Texts in a row as one.
fn joined(inlines: Vec<Inline>) -> Vec<Inline> {
    let mut out = Vec::new();
    for inline in inlines {
        push_joined(&mut out, inline);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_escaped_is_only_itself() {
        let found = |source: &str, text: &str, start: usize| {
            literals(text, source, &(start..start + text.len()))
        };
        assert_eq!(found("\\[b]", "[b]", 1), [0]);
        assert_eq!(found("\\\\[b", "[b", 2), [0_usize; 0]);
        assert_eq!(literals("[", "&#91;", &(0..5)), [0]);
    }
}
