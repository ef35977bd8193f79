//! Comments of other dialects: `%% … %%`, `{% comment %} … {% endcomment %}`,
//! `{::comment} … {:/comment}`.

use super::Mask;
use super::survey::Survey;
use crate::diag::{Diagnostic, Span};
use crate::html::unclosed_comment;
use crate::text::first_words;
use std::ops::Range;

/// Comments with an opening and a closing mark.
const PAIRS: [(&str, &[&str]); 2] =
    [("{::comment}", &["{:/comment}", "{:/}"]), ("comment", &["endcomment"])];

/// Takes comments out, and tells of them; `true` where one may have had tags.
pub(super) fn read(
    source: &str,
    body: &Range<usize>,
    survey: &Survey,
    mask: &mut Mask<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> bool {
    let text = &source[body.clone()];
    if !text.contains("%%") && !text.contains("{%") && !text.contains("{::") {
        return false;
    }
    let mut has_tags = false;
    let mut at = body.start;
    let mut known = Known::default();
    while let Some(found) = next(source, at..body.end) {
        if let Some(end) = survey.passed_over(found) {
            at = end.max(found + 1);
            continue;
        }
        let rest = &source[found..body.end];
        at = found + 2;
        let comment = if rest.starts_with("%%") {
            percents(source, found, body.end, survey, &mut known, diagnostics)
        } else {
            braced(rest, found, &mut known, diagnostics)
        };
        let Some(Comment { span, words }) = comment else { continue };
        at = span.end;
        has_tags |= source[span.clone()].contains('<');
        mask.blank(span.clone());
        let words = first_words(&source[words]);
        if words.contains(char::is_alphanumeric) {
            let message = format!("a comment is left out: `{words}`");
            diagnostics.push(
                Diagnostic::warning("comment", span, message)
                    .help("delete it, or write it as `<!-- … -->`"),
            );
        }
    }
    has_tags
}

/// A comment, and its words without its marks.
struct Comment {
    span: Span,
    words: Span,
}

/// What is known of the rest of the page, so that it is not looked for again.
#[derive(Default)]
struct Known {
    no_line_of_percents: bool,
    no_end: [bool; PAIRS.len()],
    /// Where the paragraph at hand ends.
    paragraph: usize,
    /// Up to where nothing closes a comment within its paragraph.
    no_close: usize,
}

/// Where the next mark may be that opens a comment.
fn next(source: &str, range: Range<usize>) -> Option<usize> {
    let bytes = source.as_bytes();
    range.clone().find(|&at| {
        let next = bytes.get(at + 1).copied();
        at + 1 < range.end
            && match bytes[at] {
                b'%' => next == Some(b'%'),
                b'{' => matches!(next, Some(b'%' | b':')),
                _ => false,
            }
    })
}

/// `%%` alone on its line up to the next such line, or `%% … %%` within a paragraph.
fn percents(
    source: &str,
    at: usize,
    end: usize,
    survey: &Survey,
    known: &mut Known,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Comment> {
    let before = source[..at].chars().next_back();
    // In code after it the marks mean nothing.
    if before.is_some_and(|c| !c.is_whitespace()) || source[at + 2..].starts_with('%') {
        return None;
    }
    let before = source[..at].trim_end_matches([' ', '>', '\t']);
    let opens_line = before.is_empty() || before.ends_with('\n');
    let after = source[at + 2..end].trim_start_matches([' ', '\t', '\r']);
    if opens_line && (after.is_empty() || after.starts_with('\n')) {
        let line_end = end - after.len();
        if known.no_line_of_percents {
            return None;
        }
        let mut from = line_end;
        for line in source[line_end..end].split_inclusive('\n') {
            let alone = line.trim().trim_start_matches(['>', ' ']) == "%%";
            if alone && from > line_end {
                let close = from + line.trim_end().len();
                return Some(Comment { span: at..close, words: line_end..from });
            }
            from += line.len();
        }
        known.no_line_of_percents = true;
        let after = &source[line_end..end];
        if after.contains(char::is_alphanumeric) {
            diagnostics.push(unclosed_comment("%%", after, at..at + 2));
        }
        return None;
    }
    // The paragraph ends at an empty line.
    if at >= known.paragraph {
        let mut ends = at;
        for line in source[at..end].split_inclusive('\n') {
            let is_blank = line.trim_matches([' ', '\t', '>', '\r', '\n']).is_empty();
            if ends > at && is_blank {
                break;
            }
            ends += line.len();
        }
        known.paragraph = ends;
    }
    let paragraph = known.paragraph;
    let mut from = at + 2;
    if at < known.no_close || from > paragraph {
        return None;
    }
    while let Some(length) = source[from..paragraph].find("%%") {
        let close = from + length;
        let after = source[close + 2..].chars().next();
        let inside = &source[at + 2..close];
        if after.is_none_or(|c| !c.is_alphanumeric())
            && survey.passed_over(close).is_none()
            && !inside.is_empty()
        {
            return Some(Comment { span: at..close + 2, words: at + 2..close });
        }
        from = close + 2;
    }
    known.no_close = paragraph;
    None
}

/// `{% comment %}` and `{::comment}` up to what closes them.
fn braced(
    rest: &str,
    at: usize,
    known: &mut Known,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Comment> {
    let (pair, length) = if rest.starts_with(PAIRS[0].0) {
        (0, PAIRS[0].0.len())
    } else {
        (1, tag(rest, PAIRS[1].0)?)
    };
    let (_, closes) = PAIRS[pair];
    let inside = &rest[length..];
    let close = if known.no_end[pair] {
        None
    } else if pair == 0 {
        let found =
            closes.iter().filter_map(|close| Some((inside.find(close)?, close.len())));
        found.min()
    } else {
        inside.match_indices("{%").find_map(|(at, _)| {
            let length = tag(&inside[at..], closes[0])?;
            Some((at, length))
        })
    };
    let Some((words, close)) = close else {
        if !known.no_end[pair] && inside.contains(char::is_alphanumeric) {
            let end = if pair == 0 { closes[0] } else { "{% endcomment %}" };
            diagnostics.push(unclosed_comment(end, inside, at..at + length));
        }
        known.no_end[pair] = true;
        return None;
    };
    let from = at + length;
    Some(Comment { span: at..from + words + close, words: from..from + words })
}

/// How long a tag of Liquid with that name is, if the text begins with one.
fn tag(text: &str, name: &str) -> Option<usize> {
    let inside = text.strip_prefix("{%")?;
    let inside = inside.strip_prefix('-').unwrap_or(inside);
    let longest = inside.char_indices().nth(64).map_or(inside.len(), |(at, _)| at);
    let end = inside[..longest].find("%}")?;
    let word = inside[..end].trim_end_matches('-').trim();
    let own = word.split_whitespace().next() == Some(name);
    own.then(|| text.len() - inside.len() + end + 2)
}
