//! An independent reading of a page, and what programs read out of its PDF.

use super::{run, tool};
use printaloud::lang::words::LANGUAGES;
use pulldown_cmark::{Options, Parser, html};
use std::path::Path;
use std::process::Command;

/// The words of a page as a web browser would show them: pulldown-cmark's own HTML with its tags
/// off. Sections marked `{.web-only}` and front matter are left out, as the design says, and so
/// is the line of review dates, which is printed in other words.
pub fn independent(source: &str) -> Vec<String> {
    reading(source, &["web-only", "speech-only"])
}

/// The same, less the sections marked with `hidden` classes.
pub fn reading(source: &str, hidden: &[&str]) -> Vec<String> {
    let source = source.trim_start_matches('\u{feff}');
    let body = source
        .strip_prefix("---\n")
        .and_then(|rest| rest.split_once("\n---\n"))
        .filter(|(front, _)| front.contains(':'))
        .map_or(source, |(_, body)| body);
    let mut rendered = String::new();
    let options = Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_TABLES
        | Options::ENABLE_GFM
        | Options::ENABLE_DEFINITION_LIST;
    html::push_html(&mut rendered, Parser::new_ext(body, options));
    let rendered = without_sections(&rendered, hidden);
    let text = htmlize::unescape(strip(&rendered)).into_owned();
    words(&text.replace("Last review: Dec 2021 | Next review: Nov 2022", " "))
}

/// Cuts from each heading of one of the classes to the next heading of its level or above.
fn without_sections(html: &str, classes: &[&str]) -> String {
    let mut out = String::new();
    let mut hidden: Option<u8> = None;
    for line in html.split_inclusive('\n') {
        let level = line
            .strip_prefix("<h")
            .and_then(|rest| rest.bytes().next())
            .map(|b| b - b'0');
        if let Some(level) = level.filter(|level| (1..=6).contains(level)) {
            if hidden.is_some_and(|own| level <= own) {
                hidden = None;
            }
            if hidden.is_none() && classes.iter().any(|class| line.contains(class)) {
                hidden = Some(level);
            }
        }
        if hidden.is_none() {
            out.push_str(line);
        }
    }
    out
}

/// Takes off tags, comments and what no reader sees. A picture is read by its description.
fn strip(html: &str) -> String {
    let mut html = html.to_owned();
    for (open, close) in [
        ("<!--", "-->"),
        ("<script", "</script>"),
        ("<style", "</style>"),
        ("<template", "</template>"),
    ] {
        while let Some(start) = html.find(open) {
            let Some(end) = html[start..].find(close) else { break };
            html.replace_range(start..start + end + close.len(), "");
        }
    }
    let mut out = String::new();
    let mut rest = html.as_str();
    while let Some(start) = rest.find('<') {
        out.push_str(&rest[..start]);
        let tag = &rest[start..];
        let Some(end) = tag.find('>').filter(|_| {
            tag[1..].starts_with(|c: char| {
                c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?')
            })
        }) else {
            out.push('<');
            rest = &tag[1..];
            continue;
        };
        let name: String = tag[1..]
            .trim_start_matches('/')
            .chars()
            .take_while(char::is_ascii_alphanumeric)
            .collect();
        if let Some(alt) =
            tag[..end].split_once("alt=\"").and_then(|(_, alt)| alt.split_once('"'))
        {
            out.push_str(alt.0);
        }
        const INLINE: [&str; 12] = [
            "em", "strong", "a", "code", "b", "i", "span", "img", "del", "input", "sup",
            "sub",
        ];
        if !INLINE.contains(&name.as_str()) {
            out.push(' ');
        }
        rest = &tag[end + 1..];
    }
    out + rest
}

/// The words of a text. Characters that show nothing are no part of them.
pub fn words(text: &str) -> Vec<String> {
    let shown = |c: &char| {
        // Invisible characters, and the marks that Poppler puts around right-to-left text.
        !matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{fe0f}' | '\u{feff}' | '\u{fffe}' | '\u{2}')
            && (!c.is_control() || c.is_whitespace())
    };
    let text: String = text.chars().filter(shown).collect();
    let nfc: String =
        unicode_normalization::UnicodeNormalization::nfc(text.as_str()).collect();
    nfc.split_whitespace().map(str::to_owned).collect()
}

/// What `pdftotext` reads, page furniture taken off.
pub fn pdftotext(pdf: &Path, foot: &dyn Fn(&str) -> bool) -> Option<Vec<String>> {
    poppler(pdf, foot, &[])
}

/// What `pdftotext -raw` reads: in the order of the content. Without it Poppler finds its own
/// order in a table, by where words stand.
pub fn pdftotext_raw(pdf: &Path, foot: &dyn Fn(&str) -> bool) -> Option<Vec<String>> {
    poppler(pdf, foot, &["-raw"])
}

fn poppler(
    pdf: &Path,
    foot: &dyn Fn(&str) -> bool,
    options: &[&str],
) -> Option<Vec<String>> {
    let tool = tool("pdftotext")?;
    let mut command = Command::new(tool);
    let text = run(command.args(["-enc", "UTF-8"]).args(options).arg(pdf).arg("-"));
    Some(words(&without_feet(&text, foot)))
}

/// What pdfium reads (Chrome and Edge), page furniture taken off.
pub fn pdfium(pdf: &Path, foot: &dyn Fn(&str) -> bool) -> Option<Vec<String>> {
    let python = tool("pdfium")?;
    let script = "import sys, pypdfium2\n\
        for page in pypdfium2.PdfDocument(sys.argv[1]):\n\
        \x20   sys.stdout.buffer.write((page.get_textpage().get_text_bounded().replace('\\r\\n', '\\n') + '\\n\\f').encode())";
    let text = run(Command::new(python).args(["-c", script]).arg(pdf));
    Some(words(&without_feet(&text, foot)))
}

/// Page furniture comes last on a page; its lines are known by their look.
fn without_feet(text: &str, foot: &dyn Fn(&str) -> bool) -> String {
    let pages = text.split('\u{c}').map(|page| {
        let mut lines: Vec<&str> = page.trim_end().lines().collect();
        while lines.last().is_some_and(|line| foot(line.trim())) {
            lines.pop();
        }
        lines.join("\n")
    });
    pages.collect::<Vec<_>>().join("\n")
}

/// Whether a line is the foot of a page of that title, in any language that has one.
pub fn is_foot(line: &str, title: &str) -> bool {
    let line = line.strip_prefix(title).unwrap_or(line).trim();
    line.is_empty()
        || LANGUAGES.iter().any(|(_, words)| {
            let pieces = words.page_of.split(['{', '}']).collect::<Vec<_>>();
            let [before, "page", between, "pages", ""] = pieces[..] else { return false };
            line.strip_prefix(before)
                .and_then(|rest| rest.split_once(between))
                .is_some_and(|(page, pages)| {
                    page.parse::<u32>().is_ok() && pages.parse::<u32>().is_ok()
                })
        })
}
