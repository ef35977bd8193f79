//! Words that are left out, and words for screen readers alone.

use super::Tree;
use super::frame::{By, Frame, Kind};
use super::parts::{Hidden, Side};
use super::words::{is_blank, words_of, words_of_blocks};
use crate::diag::{Diagnostic, Span};
use crate::document::draft::UNNUMBERED;
use crate::document::{Expansion, Inline, InlineKind, plain_text};
use crate::html::Tag;
use crate::html::elements::may_stay_open;
use crate::html::unread::Unread;
use crate::text::first_words;

/// The most words that may stand for others.
const MAX_SIDE_WORDS: usize = 50;

/// Whether the attributes of a tag hide its words.
pub(super) fn is_hidden(tag: &Tag) -> bool {
    let style = tag.attribute("style").map(|style| {
        let kept = style.chars().filter(|c| !c.is_whitespace());
        kept.collect::<String>().to_ascii_lowercase()
    });
    // `hidden="until-found"` is shown when somebody looks for it.
    let hidden = tag.attribute("hidden").is_some_and(|value| value != "until-found");
    hidden
        || style.is_some_and(|style| {
            let mut declarations = style.split(';');
            declarations.any(|it| {
                it.strip_prefix("display:")
                    .is_some_and(|value| value.trim_end_matches("!important") == "none")
            })
        })
}

/// Who the attributes of a tag give its words to, if not to all.
pub(super) fn side(tag: &Tag) -> Option<Side> {
    const CLASSES: [&str; 6] = [
        "sr-only",
        "screen-reader-text",
        "screenreader-only",
        "show-for-sr",
        "visuallyhidden",
        "element-invisible",
    ];
    let mut classes = tag.attribute("class").unwrap_or_default().split_ascii_whitespace();
    let heard =
        |class: &str| CLASSES.contains(&class) || class.ends_with("visually-hidden");
    if classes.any(heard) {
        return Some(Side::Heard);
    }
    let seen = tag.attribute("aria-hidden").is_some_and(|value| value == "true");
    seen.then_some(Side::Seen)
}

/// The message about words that the page's author hid.
pub(super) fn hidden_words(words: &str, span: Span) -> Diagnostic {
    let message =
        format!("what is hidden on the web is left out: `{}`", first_words(words));
    Diagnostic::warning("hidden-words", span, message)
        .help("take away what hides it, or delete it")
}

impl Tree<'_> {
    /// Tells of words that are left out with a frame.
    pub(super) fn tell_hidden(&mut self, frame: &Frame, hidden: Hidden) {
        if hidden == Hidden::Unseen {
            return;
        }
        let mut words = words_of(&frame.blocks, &frame.words.inlines, &frame.items);
        match &frame.kind {
            Kind::Code(code) => words.push_str(code),
            Kind::HtmlRow(row) => words.push_str(&row.words()),
            Kind::HtmlTable(table) => words.push_str(&table.words()),
            Kind::Figure(parts) => words.push_str(&parts.words()),
            Kind::DefinitionList(items) => {
                for blocks in items.iter().flat_map(|item| [&item.terms, &item.blocks]) {
                    words.push_str(&words_of_blocks(blocks));
                    words.push(' ');
                }
            }
            _ => {}
        }
        if words.trim().is_empty() {
            return;
        }
        self.diagnostics.push(hidden_words(&words, frame.span.clone()));
    }

    /// Tells of an element that changes what words mean and has no end tag.
    pub(super) fn tell_unended(&mut self, frame: &Frame) {
        let By::Tag { name, is_closed: false, .. } = &frame.by else { return };
        let changes = matches!(frame.kind, Kind::Deleted) || frame.hidden.is_some();
        if !changes || may_stay_open(name) {
            return;
        }
        let message = format!("`<{name}>` is never closed, so it ends with its block");
        self.diagnostics.push(
            Diagnostic::warning("raw-html", frame.span.clone(), message)
                .help(format!("write `</{name}>` where it ends")),
        );
    }

    /// The outermost element that hides words and has no end tag.
    pub(super) fn unended(&self) -> Option<usize> {
        self.frames.iter().position(|frame| {
            let has_no_end = matches!(frame.by, By::Tag { is_closed: false, .. });
            frame.hidden.is_some() && has_no_end
        })
    }

    /// Closes elements that hide words and have no end tag: nothing after their block is lost.
    pub(super) fn close_unended(&mut self) {
        if let Some(at) = self.unended() {
            let end = self.frames[at].span.end;
            self.close_to(at, end);
        }
    }

    /// Words that some have and others do not, until those beside them are known.
    pub(super) fn one_side(&mut self, side: Side, content: Vec<Inline>, span: Span) {
        self.sides.insert((span.start, span.end), side);
        let (expansion, speech) = (String::new(), Expansion::InPlace);
        self.inline(InlineKind::Expanded { content, expansion, speech }, span);
    }

    /// Joins words that are seen with those beside them that say the same to a screen reader; all
    /// others are for everyone.
    pub(super) fn pair_sides(&self, words: Unread) -> Unread {
        let side_of = |inline: &Inline| match &inline.kind {
            // Those that were paired have the words of the other.
            InlineKind::Expanded { expansion, .. } if expansion.is_empty() => {
                self.sides.get(&(inline.span.start, inline.span.end)).copied()
            }
            _ => None,
        };
        if self.sides.is_empty() || !words.inlines.iter().any(|it| side_of(it).is_some())
        {
            return words;
        }
        let mut out = Unread::default();
        let put = |out: &mut Unread, (inline, literals): (Inline, Vec<usize>)| {
            out.push(inline.kind, inline.span, &literals);
        };
        let mut rest = words.into_pieces().peekable();
        while let Some((inline, literals)) = rest.next() {
            let Some(side) = side_of(&inline) else {
                put(&mut out, (inline, literals));
                continue;
            };
            let mut between = Vec::new();
            while let Some(blank) = rest.next_if(|(next, _)| is_blank(next)) {
                between.push(blank);
            }
            let other =
                rest.next_if(|(next, _)| side_of(next).is_some_and(|it| it != side));
            match other {
                Some((other, _)) => {
                    let (seen, heard) = match side {
                        Side::Seen => (&inline, &other),
                        Side::Heard => (&other, &inline),
                    };
                    if says_the_same(seen, heard) {
                        let joined = joined(seen, heard);
                        // The space stays where it is for who sees the page.
                        if side == Side::Heard {
                            between.drain(..).for_each(|blank| put(&mut out, blank));
                        }
                        out.push(joined.kind, joined.span, &[]);
                    } else {
                        spread(&mut out, inline);
                        between.drain(..).for_each(|blank| put(&mut out, blank));
                        spread(&mut out, other);
                    }
                }
                None => spread(&mut out, inline),
            }
            between.into_iter().for_each(|blank| put(&mut out, blank));
        }
        out
    }
}

/// Puts the words themselves, apart from words that touch them.
fn spread(out: &mut Unread, inline: Inline) {
    let InlineKind::Expanded { content, .. } = inline.kind else { return };
    let ends = out.inlines.last().is_some_and(|before| {
        let words = plain_text(std::slice::from_ref(before));
        words.ends_with(char::is_alphanumeric)
    });
    if ends && plain_text(&content).starts_with(char::is_alphanumeric) {
        let span = inline.span.start..inline.span.start;
        out.push(InlineKind::SoftBreak, span, &[]);
    }
    content.into_iter().for_each(|inline| out.push(inline.kind, inline.span, &[]));
}

fn joined(seen: &Inline, heard: &Inline) -> Inline {
    let content = seen.kind.content().to_vec();
    let heard = plain_text(heard.kind.content());
    let expansion = heard.split_whitespace().collect::<Vec<_>>().join(" ");
    let span = seen.span.clone();
    let kind = InlineKind::Expanded { content, expansion, speech: Expansion::InPlace };
    Inline { id: UNNUMBERED, span, kind }
}

/// Whether words that are seen say what those that are heard do: each is one of those or short for
/// one, such as `mg` and `milligrams`, and so are the digits, where both have some; signs alone are
/// explained by any words.
fn says_the_same(seen: &Inline, heard: &Inline) -> bool {
    let words = |inline: &Inline| -> Vec<String> {
        let text = plain_text(inline.kind.content()).to_lowercase();
        let words = text.split(|c: char| !c.is_alphabetic());
        words.filter(|word| !word.is_empty()).map(str::to_owned).collect()
    };
    let figures = |inline: &Inline| -> Vec<String> {
        let text = plain_text(inline.kind.content());
        let figures = text.split(|c: char| !c.is_ascii_digit());
        figures.filter(|it| !it.is_empty()).map(str::to_owned).collect()
    };
    let same_figures = figures(heard).is_empty() || figures(heard) == figures(seen);
    let (seen, heard) = (words(seen), words(heard));
    let short_for = |word: &str, other: &str| {
        let mut letters = other.chars();
        word.chars().next() == other.chars().next()
            && word.chars().all(|c| letters.any(|letter| letter == c))
    };
    let says = |word: &String| heard.iter().any(|other| short_for(word, other));
    let are_few = seen.len().max(heard.len()) <= MAX_SIDE_WORDS;
    are_few && !heard.is_empty() && same_figures && seen.iter().all(says)
}
