//! The tokens of HTML (HTML Standard, 13.2.5), each with its place in the page.

use crate::diag::Span;
use html5gum::{DefaultEmitter, Token as Read, Tokenizer};

/// HTML as it stands in a page. Inside a quote or a list its lines begin with marks that are no
/// part of it, so each stretch of the text has a place of its own.
#[derive(Debug, Default)]
pub(crate) struct Piece {
    text: String,
    /// Where stretches begin: in the text, and in the page.
    stretches: Vec<(usize, usize)>,
    /// Where the last stretch ends in the page.
    end: usize,
}

impl Piece {
    /// HTML that stands in a page letter for letter.
    pub(crate) fn new(text: &str, span: &Span) -> Self {
        let mut piece = Self::default();
        piece.push(text, span);
        piece
    }

    /// Adds a stretch, as a rule a line.
    pub(crate) fn push(&mut self, text: &str, span: &Span) {
        let follows = span.start == self.end && !self.stretches.is_empty();
        if !follows {
            self.stretches.push((self.text.len(), span.start));
        }
        self.text.push_str(text);
        self.end = span.end;
    }

    /// Where a range of the text stands in the page.
    fn place(&self, range: Span) -> Span {
        let place = |at: usize| {
            let after = self.stretches.partition_point(|(from, _)| *from <= at);
            let (from, start) = self.stretches[after.saturating_sub(1)];
            start + (at - from)
        };
        if self.stretches.is_empty() {
            return 0..0;
        }
        // The end of a stretch belongs to it, not to the next.
        let start = place(range.start);
        let last = range.end.saturating_sub(1).max(range.start);
        let end = place(last) + (range.end - last);
        start..end.max(start)
    }
}

/// A token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Token {
    /// A start tag.
    Start(Tag),
    /// An end tag, by its name in lower case.
    End { name: String, span: Span },
    /// Words, character references decoded.
    Text { text: String, span: Span },
    /// A comment, or what browsers take for one.
    Comment { words: String, span: Span, is_closed: bool },
    /// A tag that the piece ends in, as it is written.
    CutOff { written: String, span: Span },
}

/// A start tag.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Tag {
    /// Its name in lower case.
    pub(crate) name: String,
    /// Its attributes, names in lower case, character references decoded.
    attributes: Vec<(String, String)>,
    /// Whether it ends in `/>`.
    pub(crate) is_self_closing: bool,
    /// Where it stands.
    pub(crate) span: Span,
}

impl Tag {
    /// The value of an attribute; empty where it has none.
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    }

    /// The value of an attribute, if it says anything.
    pub(crate) fn words_of(&self, name: &str) -> Option<&str> {
        self.attribute(name).map(str::trim).filter(|value| !value.is_empty())
    }

    /// Whether it has no attributes.
    pub(crate) const fn is_bare(&self) -> bool {
        self.attributes.is_empty()
    }
}

/// Reads the tokens of a piece. What browsers would take for a tag and never end is
/// [`Token::CutOff`]: its words are not lost.
pub(crate) fn tokens(piece: &Piece) -> impl Iterator<Item = Token> {
    let text = piece.text.as_str();
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    emitter.naively_switch_states(true);
    let mut read = Tokenizer::new_with_emitter(text, emitter);
    let mut reader = Reader { piece, passed: 0, end: 0, no_end: [false; 2] };
    let mut is_over = false;
    std::iter::from_fn(move || {
        for Ok(read) in read.by_ref() {
            if let Some(token) = reader.token(read) {
                return Some(token);
            }
        }
        if std::mem::replace(&mut is_over, true) { None } else { reader.rest() }
    })
}

/// Turns what was read into tokens.
struct Reader<'p> {
    piece: &'p Piece,
    /// Up to where an instruction or a CDATA section reaches, which ends at its own mark and not at
    /// the first `>` in it.
    passed: usize,
    /// Where the last token ends.
    end: usize,
    /// Which of [`OWN_ENDS`] are nowhere in the rest of the piece.
    no_end: [bool; OWN_ENDS.len()],
}

/// What ends at a mark of its own, and not at the first `>`.
const OWN_ENDS: [(&str, &str); 2] = [("<?", "?>"), ("<![CDATA[", "]]>")];

impl Reader<'_> {
    fn token(&mut self, read: Read<usize>) -> Option<Token> {
        let (piece, passed) = (self.piece, self.passed);
        let span = span_of(&read)?;
        self.end = self.end.max(span.end);
        if span.end <= passed {
            return None;
        }
        let token = match read {
            Read::StartTag(tag) if span.start >= passed => {
                let attributes = tag.attributes.iter();
                Token::Start(Tag {
                    name: lossy(&tag.name),
                    attributes: attributes
                        .map(|(name, value)| (lossy(name), lossy(&value.value)))
                        .collect(),
                    is_self_closing: tag.self_closing,
                    span: piece.place(span),
                })
            }
            Read::EndTag(tag) if span.start >= passed => {
                Token::End { name: lossy(&tag.name), span: piece.place(span) }
            }
            Read::String(words) => {
                let from = span.start.max(passed);
                let text = if from == span.start {
                    lossy(&words.value)
                } else {
                    let rest = piece.text.get(from..span.end).unwrap_or_default();
                    htmlize::unescape(rest).into_owned()
                };
                Token::Text { text, span: piece.place(from..span.end) }
            }
            Read::Comment(words) => {
                let written = piece.text.get(span.clone()).unwrap_or_default();
                let (is_closed, length) =
                    self.comment(written, &piece.text[span.start..]);
                self.passed = span.start + length;
                self.end = self.end.max(self.passed);
                let span = piece.place(span.start..self.passed);
                Token::Comment { words: lossy(&words.value), span, is_closed }
            }
            // A doctype, and what lies in an instruction.
            _ => return None,
        };
        Some(token)
    }

    /// Whether a comment is closed, and how long it is in the text that it begins.
    fn comment(&mut self, written: &str, rest: &str) -> (bool, usize) {
        for (at, (open, close)) in OWN_ENDS.into_iter().enumerate() {
            if rest.starts_with(open) && !self.no_end[at] {
                if let Some(end) = rest.find(close) {
                    return (true, end + close.len());
                }
                self.no_end[at] = true;
            }
        }
        let marks = ["-->", "--!>", "<!-->", "<!--->"];
        let is_closed = if rest.starts_with("<!--") {
            marks.iter().any(|mark| written.ends_with(mark))
        } else {
            written.ends_with('>')
        };
        (is_closed, written.len())
    }

    /// The tag that the piece ends in.
    fn rest(&self) -> Option<Token> {
        let rest = self.piece.text.get(self.end..).filter(|it| it.starts_with('<'))?;
        let span = self.piece.place(self.end..self.piece.text.len());
        Some(Token::CutOff { written: rest.to_owned(), span })
    }
}

fn span_of(read: &Read<usize>) -> Option<Span> {
    let span = match read {
        Read::StartTag(tag) => tag.span,
        Read::EndTag(tag) => tag.span,
        Read::String(words) | Read::Comment(words) => words.span,
        Read::Doctype(doctype) => doctype.span,
        Read::Error(_) => return None,
    };
    Some(span.start..span.end)
}

fn lossy(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(html: &str) -> String {
        let piece = Piece::new(html, &(10..10 + html.len()));
        let one = |token: Token| match token {
            Token::Start(tag) => format!("<{}@{}>", tag.name, tag.span.start),
            Token::End { name, span } => format!("</{name}@{}>", span.start),
            Token::Text { text, span } => {
                assert!(span.start >= 10 && span.end <= 10 + html.len(), "{span:?}");
                format!("{text}@{}", span.start)
            }
            Token::Comment { words, span, is_closed } => {
                format!(
                    "!{words}@{}-{}{}",
                    span.start,
                    span.end,
                    if is_closed { "" } else { "…" }
                )
            }
            Token::CutOff { written, span } => format!("?{written}@{}", span.start),
        };
        tokens(&piece).map(one).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn tokens_have_their_places() {
        assert_eq!(shown("<B>é &amp; c</b> d"), "<b@10> é & c@13 </b@23>  d@27");
        assert_eq!(shown("a < b"), "a < b@10");
        assert_eq!(shown("<p>If you <strong"), "<p@10> If you @13 ?<strong@20");
        assert_eq!(shown("a <5 mg"), "a <5 mg@10");
    }

    #[test]
    fn comments_are_whole_or_not() {
        assert_eq!(shown("<!-- a -->b"), "! a @10-20 b@20");
        assert_eq!(shown("<!-->b"), "!@10-15 b@15");
        assert_eq!(shown("<!-- a b"), "! a b@10-18…");
        assert_eq!(shown("<?php a > b ?>c &lt;"), "!?php a @10-24 c <@24");
        assert_eq!(shown("<![CDATA[a > b]]> c"), "![CDATA[a @10-27  c@27");
    }

    #[test]
    fn scripts_hold_no_tags() {
        assert_eq!(
            shown("<script>a <b> c</script>d"),
            "<script@10> a <b> c@18 </script@25> d@34"
        );
    }

    #[test]
    fn lines_in_a_quote_have_their_own_places() {
        let mut piece = Piece::default();
        piece.push("<p>a\n", &(2..7));
        piece.push("<b>c\n", &(9..14));
        let spans: Vec<Span> = tokens(&piece)
            .map(|token| match token {
                Token::Start(tag) => tag.span,
                Token::Text { span, .. } => span,
                _ => 0..0,
            })
            .collect();
        assert_eq!(spans, [2..5, 5..7, 9..12, 12..14]);
    }
}
