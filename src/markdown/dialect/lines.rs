//! Marks of other dialects that have a line of their own.

use super::survey::Survey;
use super::{BRACE, BoxHead, COLON, Fence, Mask, Masked, as_written, kind, left_over};
use crate::diag::{Diagnostic, Span};
use crate::document::{Abbreviation, AdmonitionKind};
use crate::html::unknown_element;
use crate::markdown::braces::are_attributes;
use crate::text::clean::clean;
use rustc_hash::FxHashSet;
use std::ops::Range;

/// Lines that a program would put pages or a table of contents for, in lower case.
const MACHINERY: [&str; 14] = [
    "[toc]",
    "[[toc]]",
    "[[_toc_]]",
    "${toc}",
    "{{toc}}",
    "{{ toc }}",
    "\\tableofcontents",
    "\\newpage",
    "\\pagebreak",
    "\\clearpage",
    "{{pagebreak}}",
    "{{ pagebreak }}",
    "{{< pagebreak >}}",
    "{::pagebreak /}",
];

/// How many names with a colon the page is looked through for.
const MAX_LOOKED_FOR: usize = 50;

/// A line of the page.
#[derive(Clone, Copy)]
struct Line<'a> {
    /// Where it begins.
    at: usize,
    /// Where its words begin, after blanks and the marks of quotes.
    from: usize,
    /// Its words.
    text: &'a str,
}

impl Line<'_> {
    const fn span(&self) -> Span {
        self.from..self.from + self.text.len()
    }
}

/// Reads the marks of lines.
pub(super) fn read(
    source: &str,
    body: &Range<usize>,
    survey: &Survey,
    mask: &mut Mask<'_>,
    masked: &mut Masked<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let mut reader = Reader {
        source,
        survey,
        mask,
        masked,
        diagnostics,
        open: Vec::new(),
        fences: Vec::new(),
        quote: 0,
        elements: FxHashSet::default(),
        ended: FxHashSet::default(),
        looked_for: 0,
        in_grid: false,
    };
    let mut at = body.start;
    // The two lines before.
    let mut before: [Option<Line<'_>>; 2] = [None, None];
    for whole in source[body.clone()].split_inclusive('\n') {
        let text = whole.trim_end();
        let words = text.trim_start_matches([' ', '\t', '>', '\u{feff}']);
        let line = Line { at, from: at + (text.len() - words.len()), text: words };
        if !words.is_empty() && !survey.passes_line(line.from) {
            reader.line(line, before);
        } else {
            reader.in_grid = false;
        }
        before = [before[1], Some(line).filter(|line| !line.text.is_empty())];
        at += whole.len();
    }
    reader.finish();
}

struct Reader<'r, 'm, 'a> {
    source: &'r str,
    survey: &'r Survey,
    mask: &'r mut Mask<'m>,
    masked: &'r mut Masked<'a>,
    diagnostics: &'r mut Vec<Diagnostic>,
    /// Fences that open a box and are not closed yet, by their places in `fences`.
    open: Vec<usize>,
    /// Fences with their lines; those that nothing closes are words.
    fences: Vec<(Fence, Span, bool)>,
    /// How many quotes begin before the line at hand.
    quote: usize,
    /// The names of Word's tags that were reported.
    elements: FxHashSet<String>,
    /// The names with a colon that have an end tag.
    ended: FxHashSet<String>,
    looked_for: usize,
    in_grid: bool,
}

impl Reader<'_, '_, '_> {
    fn line(&mut self, line: Line<'_>, before: [Option<Line<'_>>; 2]) {
        let text = line.text;
        let first = text.as_bytes()[0];
        let is_grid = first == b'+' && is_grid(text);
        if is_grid && !self.in_grid {
            self.tell(
                line.span(),
                "this seems to be a grid table, and is printed as it is typed".into(),
                "write the table with `|` between its columns",
            );
        }
        self.in_grid = is_grid || (self.in_grid && first == b'|');
        let inner = after_marker(line);
        if line.text.contains('}') && !text.starts_with("{:") {
            self.braces(inner.unwrap_or(line));
        }
        if let Some(inner) = inner {
            match inner.text.as_bytes()[0] {
                b':' if inner.text.starts_with(":::") => self.colon(inner),
                b'[' if inner.text.starts_with("[!") => self.quote(inner),
                _ => {}
            }
        }
        match first {
            b':' => self.colon(line),
            b'[' if text.starts_with("[!") => self.quote(line),
            b'{' if text.starts_with("{:") && !text.starts_with("{::") => {
                self.attributes(line, before);
            }
            b'*' if text.starts_with("*[") => self.abbreviation(line),
            b'!' | b'?' => self.admonition(line),
            _ => {}
        }
        let shortest = matches!(first, b'[' | b'\\' | b'{' | b'$');
        if shortest && MACHINERY.contains(&text.to_ascii_lowercase().as_str()) {
            self.mask.blank(line.span());
            self.tell_left_out(line.span(), text);
        }
        if text.contains(" =") {
            self.sizes(line);
        }
        if text.contains(':') && text.contains('<') {
            self.word_tags(line);
        }
    }

    /// `::: kind Title`, and a colon that begins no definition because no space follows.
    fn colon(&mut self, line: Line<'_>) {
        let rest = line.text.trim_start_matches(':');
        let colons = line.text.len() - rest.len();
        if colons < 3 {
            if !rest.is_empty() && (colons > 1 || !rest.starts_with([' ', '\t'])) {
                self.mask.write(line.from, &COLON.to_string());
            }
            return;
        }
        let is_inner = line.from > line.at;
        let span = line.span();
        let head = rest.trim_end_matches(':').trim();
        if head.is_empty() {
            match self.open.pop() {
                Some(open) => {
                    self.fences[open].2 = true;
                    let fence = Fence { at: line.at, is_inner, opens: None };
                    self.fences.push((fence, span, true));
                }
                None => {
                    self.mask.blank(span.clone());
                    self.tell_left_out(span, line.text);
                }
            }
            return;
        }
        let opens = Some(self.head(head, line.from + colons, rest));
        self.open.push(self.fences.len());
        self.fences.push((Fence { at: line.at, is_inner, opens }, span, false));
    }

    /// The kind and the title of a box: `tip Title`, `tip[Title]`, `{.callout-tip title="Title"}`.
    fn head(&mut self, head: &str, at: usize, rest: &str) -> BoxHead {
        let start = at + (rest.len() - rest.trim_start().len());
        let titled = |from: usize| {
            let from = from + head[from..].find("title=\"")? + "title=\"".len();
            let length = head[from..].find('"')?;
            Some(start + from..start + from + length)
        };
        let (name, title) = if let Some(inside) = head.strip_prefix('{') {
            // `{.callout-tip title="Title"}` of Quarto, `{tip} Title` of MyST.
            let (inside, after) = inside.split_once('}').unwrap_or((inside, ""));
            let class = inside.split_whitespace().find_map(|it| it.strip_prefix('.'));
            let title = after.trim_start();
            let from = start + head.len() - title.len();
            let title = Some(from..from + title.len()).filter(|title| !title.is_empty());
            (class.unwrap_or(inside.trim()), title.or_else(|| titled(0)))
        } else {
            let length = head.find(|c: char| !(c.is_alphanumeric() || c == '-'));
            let (name, after) = head.split_at(length.unwrap_or(head.len()));
            let title = after.trim_start();
            let from = start + head.len() - title.len();
            let attributes = title.starts_with('{');
            let title = match title.strip_prefix('[').and_then(|it| it.strip_suffix(']'))
            {
                Some(inside) => from + 1..from + 1 + inside.len(),
                None => from..from + title.len(),
            };
            (name, if attributes { titled(0) } else { Some(title) })
        };
        let name = name.strip_prefix("callout-").unwrap_or(name);
        let title = title.filter(|title| !title.is_empty());
        BoxHead {
            kind: self.kind(name, start..start + head.len()),
            title: title.map(|span| (span.clone(), self.mask.part(span))),
        }
    }

    fn kind(&mut self, name: &str, span: Span) -> AdmonitionKind {
        kind(name).unwrap_or_else(|| {
            let message =
                format!("`{name}` is not a kind of box; it is printed as a note");
            self.tell(
                span,
                message,
                "the kinds are `warning`, `caution`, `important`, `tip` and `note`",
            );
            AdmonitionKind::Note
        })
    }

    /// `> [!kind] Title`, with `-` or `+` after the bracket where the box can be folded.
    fn quote(&mut self, line: Line<'_>) {
        let quotes = &self.survey.quotes;
        while quotes.get(self.quote).is_some_and(|quote| quote.start < line.at) {
            self.quote += 1;
        }
        let inside = line.at..line.from;
        let rest = &quotes[self.quote..];
        let begun = rest.iter().take_while(|quote| inside.contains(&quote.start));
        let Some(quote) = begun.last().map(|quote| quote.start) else { return };
        let Some((whole, after)) = line.text[2..].split_once(']') else { return };
        let name = whole.split('|').next().unwrap_or(whole).trim();
        if name.is_empty()
            || !name.chars().all(|c| c.is_alphanumeric() || "-_ ".contains(c))
        {
            return;
        }
        // Those of GitHub are known to the parser.
        const OWN: [&str; 5] = ["NOTE", "TIP", "IMPORTANT", "WARNING", "CAUTION"];
        if after.is_empty() && OWN.contains(&name) {
            return;
        }
        let title = after.strip_prefix(['-', '+']).unwrap_or(after).trim();
        let end = line.span().end;
        let kind = self.kind(name, line.from..line.from + whole.len() + 3);
        let title = Some(end - title.len()..end).filter(|title| !title.is_empty());
        let title = title.map(|span| (span.clone(), self.mask.part(span)));
        // A line without the mark of the quote belongs to the paragraph of the line before it.
        let next = self.source[end..].trim_start_matches([' ', '\r']).strip_prefix('\n');
        let next = next.map(|rest| rest.trim_start_matches(' '));
        if next.is_some_and(|rest| rest.starts_with(['>', '\n', '\r']) || rest.is_empty())
        {
            self.mask.blank(line.span());
        } else {
            self.mask.fill(line.span());
        }
        self.masked.boxes.push((quote, BoxHead { kind, title }));
    }

    /// `{: .class #name}` of kramdown, on a line by itself.
    fn attributes(&mut self, line: Line<'_>, before: [Option<Line<'_>>; 2]) {
        if !are_attributes(line.text) {
            return;
        }
        let inside = line.text[2..].trim_end_matches('}');
        // A description stays beside its picture.
        let is_picture = before[1].is_some_and(|it| it.text.starts_with("!["));
        if is_picture && inside.contains("alt=") {
            return;
        }
        self.mask.blank(line.span());
        if inside.trim() == "toc" {
            // A list of one item before it stands for the table of contents.
            let [other, item] =
                before.map(|it| it.filter(|it| after_marker(*it).is_some()));
            match item.filter(|_| other.is_none()) {
                Some(item) => {
                    self.mask.blank(item.span());
                    let mark = format!("{} {{:toc}}", item.text);
                    self.tell_left_out(item.from..line.span().end, &mark);
                }
                None => self.tell_left_out(line.span(), "{:toc}"),
            }
        }
        let name = inside.split_whitespace().find_map(|it| it.strip_prefix('#'));
        if let Some(name) = name.filter(|name| !name.is_empty()) {
            self.masked.anchors.push((line.at, name.to_owned()));
        }
    }

    /// Braces at the end of a line that may be a heading: of those that hold words the parser would
    /// drop the words, and those of kramdown it knows without their colon.
    fn braces(&mut self, line: Line<'_>) {
        let text = line.text.trim_end_matches(['#', ' ', '\t']);
        let Some(open) = text.rfind('{').filter(|_| text.ends_with('}')) else { return };
        let braces = &text[open..];
        if !are_attributes(braces) {
            self.mask.write(line.from + open, &BRACE.to_string());
        } else if braces.starts_with("{:") && line.text.starts_with('#') {
            self.mask.write(line.from + open + 1, " ");
        }
    }

    /// `*[NHS]: what it stands for`.
    fn abbreviation(&mut self, line: Line<'_>) {
        let Some((short, long)) = line.text[2..].split_once("]:") else { return };
        let tidy = |text: &str| clean(&as_written(text)).0.trim().to_owned();
        let (short, long) = (tidy(short), tidy(long));
        if short.is_empty() || short.contains(['[', ']']) {
            return;
        }
        self.mask.blank(line.span());
        if !long.is_empty() {
            self.masked.abbreviations.push((Abbreviation { short, long }, line.span()));
        }
    }

    /// `!!! note` and `??? note`, whose words are indented: Markdown takes those for code.
    fn admonition(&mut self, line: Line<'_>) {
        let box_of = ["!!! ", "???+ ", "??? "].iter().any(|it| line.text.starts_with(it));
        if box_of {
            let message = "this seems to be a box of Python-Markdown, and is printed as it is typed";
            self.tell(
                line.span(),
                message.into(),
                "write `> [!NOTE]` on a line, and `> ` before each line of the box",
            );
        }
    }

    /// `![words](file.png =200x100)`: the size is no part of the file's name.
    fn sizes(&mut self, line: Line<'_>) {
        let text = line.text;
        let mut link = None;
        for (at, c) in text.char_indices() {
            match c {
                '(' if text[..at].ends_with(']') => {
                    link = is_picture(&text[..at]).then_some(at);
                }
                ')' => link = None,
                '=' if link.is_some() && text[..at].ends_with(' ') => {
                    let size = |c: char| c.is_ascii_digit() || "x*%px ".contains(c);
                    let length = text[at + 1..].find(|c| !size(c)).unwrap_or_default();
                    let is_size = text[at + 1..at + 1 + length]
                        .contains(|c: char| c.is_ascii_digit());
                    let is_code = self.survey.passed_over(line.from + at).is_some();
                    if is_size && !is_code && text[at + 1 + length..].starts_with(')') {
                        let from = line.from + at;
                        self.mask.space(from..from + 1 + length);
                    }
                }
                _ => {}
            }
        }
    }

    /// Tags of Word such as `<o:p>`, which Markdown does not know for tags.
    fn word_tags(&mut self, line: Line<'_>) {
        const PREFIXES: [&str; 5] = ["o", "w", "v", "st1", "wp"];
        let named = |c: char| !(c.is_ascii_alphanumeric() || c == '-');
        for (at, _) in line.text.match_indices('<') {
            let rest = &line.text[at + 1..];
            let ends = rest.starts_with('/');
            let rest = rest.strip_prefix('/').unwrap_or(rest);
            let Some(colon) = rest.find(named).filter(|at| rest[*at..].starts_with(':'))
            else {
                continue;
            };
            let prefix = &rest[..colon];
            let name = &rest[colon + 1..];
            let length = name.find(named);
            let Some(length) = length.filter(|length| *length > 0) else { continue };
            let whole = &rest[..colon + 1 + length];
            // Others may be addresses, but for those that the page ends again.
            if ends {
                self.ended.insert(whole.to_owned());
            } else if !PREFIXES.contains(&prefix) && !self.is_ended(whole) {
                continue;
            }
            let after = &name[length..];
            let Some(end) =
                after.find(['>', '<']).filter(|end| after[*end..].starts_with('>'))
            else {
                continue;
            };
            let from = line.from + at;
            let to = line.from + (line.text.len() - after.len()) + end + 1;
            if self.survey.passed_over(from).is_some() {
                continue;
            }
            self.mask.blank(from..to);
            if self.elements.insert(whole.to_owned()) {
                let has_words = self.is_ended(whole);
                self.diagnostics.push(unknown_element(whole, has_words, from..to));
            }
        }
    }

    /// Whether the page has the end tag of a name with a colon.
    fn is_ended(&mut self, name: &str) -> bool {
        if self.ended.contains(name) {
            return true;
        }
        // The page is looked through for few names: one that is not found is as a rule an address.
        self.looked_for += 1;
        self.looked_for <= MAX_LOOKED_FOR && self.source.contains(&format!("</{name}>"))
    }

    fn tell_left_out(&mut self, span: Span, mark: &str) {
        self.tell(
            span,
            format!("`{mark}` is for another program, and is left out"),
            "delete it; `printaloud print --help` lists what can be chosen for a page",
        );
    }

    fn tell(&mut self, span: Span, message: String, help: &str) {
        self.diagnostics.push(left_over(span, message, help));
    }

    /// Fences that are closed are boxes; the others stay words.
    fn finish(self) {
        let Self { source, mask, masked, diagnostics, fences, .. } = self;
        for (fence, span, is_closed) in fences {
            if is_closed {
                mask.blank(span);
                masked.fences.push(fence);
                continue;
            }
            mask.write(span.start, &COLON.to_string());
            let written = as_written(&source[span.clone()]).into_owned();
            let message = format!("the box that `{written}` opens is never closed");
            diagnostics.push(left_over(
                span,
                message,
                "write `:::` on a line where it ends",
            ));
        }
    }
}

/// Whether the brackets that a text ends in are of a picture.
fn is_picture(text: &str) -> bool {
    text.rfind('[').is_some_and(|open| text[..open].ends_with('!'))
}

/// What stands after the mark of an item that a line begins with, and after marks of quotes.
fn after_marker(line: Line<'_>) -> Option<Line<'_>> {
    let text = line.text;
    let rest = match text.as_bytes()[0] {
        b'-' | b'*' | b'+' => &text[1..],
        b'0'..=b'9' => {
            let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
            rest.strip_prefix(['.', ')'])?
        }
        _ => return None,
    };
    let words = rest.strip_prefix(' ')?.trim_start_matches([' ', '>']);
    let from = line.from + (text.len() - words.len());
    (!words.is_empty()).then_some(Line { from, text: words, ..line })
}

/// Whether a line is a rule of a grid table: `+----+----+`.
fn is_grid(text: &str) -> bool {
    text.len() > 4
        && text.ends_with('+')
        && text.contains("--") | text.contains("==")
        && text.bytes().all(|byte| matches!(byte, b'+' | b'-' | b'=' | b':'))
}
