//! An independent reading of a page, and what programs read out of its PDF.

use super::{run, tool};
use printaloud::lang::words::LANGUAGES;
use pulldown_cmark::{Options, Parser, html};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The words of a page as a web browser would show them: pulldown-cmark's own HTML with its tags
/// off. Sections marked `{.web-only}` and front matter are left out, as the design says, and so
/// is the line of review dates, which is printed in other words.
pub fn independent(source: &str) -> Vec<String> {
    let mut source = source.to_owned();
    // A picture that is printed shows no words, but its caption.
    for entry in fs::read_dir(super::picture_folder()).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let pictured = format!("]({name}");
        while let Some(end) = source.find(&pictured) {
            let Some(start) = source[..end].rfind("![") else { break };
            let behind = &source[end + pictured.len()..];
            let Some((title, _)) = behind.split_once(')') else { break };
            let caption = title.trim().trim_matches('"').to_owned();
            let end = end + pictured.len() + title.len() + 1;
            source.replace_range(start..end, &format!("<i></i>{caption}"));
        }
    }
    reading(&source.replace("{.decorative}", ""), &["web-only", "speech-only"])
}

/// The same, less the sections marked with `hidden` classes.
pub fn reading(source: &str, hidden: &[&str]) -> Vec<String> {
    // A sign that cannot be printed stands by its name.
    let source = source.trim_start_matches('\u{feff}').replace('😀', "[grinning face]");
    let source = source.as_str();
    let behind = |fence: &str, sign: char| {
        let rest = source.strip_prefix(fence)?.strip_prefix('\n')?;
        let (front, body) = rest.split_once(&format!("\n{fence}\n"))?;
        front.contains(sign).then_some(body)
    };
    let body = behind("---", ':').or_else(|| behind("+++", '=')).unwrap_or(source);
    let mut rendered = String::new();
    let options = Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_TABLES
        | Options::ENABLE_GFM
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_FOOTNOTES;
    let body = without_attributes(body);
    html::push_html(&mut rendered, Parser::new_ext(&body, options));
    let mut notes = take_notes(&mut rendered);
    let shown = without_sections(&rendered, hidden);
    // A note that only a hidden section refers to is hidden with it.
    let refers = |html: &str, name: &str| {
        html.to_lowercase().contains(&format!("{REFERENCE}{name}\""))
    };
    let hidden_one = |name: &str| refers(&rendered, name) && !refers(&shown, name);
    let other = |name: &str, notes: &[(String, String)]| {
        notes.iter().any(|(_, words)| refers(words, name))
    };
    let kept: Vec<bool> =
        notes.iter().map(|(name, _)| !hidden_one(name) || other(name, &notes)).collect();
    let mut kept = kept.into_iter();
    notes.retain(|_| kept.next().unwrap());
    let rendered = notes_last(&shown, notes);
    let text = htmlize::unescape(strip(&rendered)).into_owned();
    words(&text.replace("Last review: Dec 2021 | Next review: Nov 2022", " "))
}

/// Takes off the brackets and braces of `[words]{lang=cy}`, and the braces after links and
/// pictures.
fn without_attributes(source: &str) -> String {
    let mut out = String::with_capacity(source.len());
    let mut open = Vec::new();
    let mut rest = source;
    while let Some(c) = rest.chars().next() {
        let behind = &rest[c.len_utf8()..];
        match c {
            '\\' => {
                let length = behind.chars().next().map_or(0, char::len_utf8);
                out.push(c);
                out.push_str(&behind[..length]);
                rest = &behind[length..];
                continue;
            }
            '`' => {
                let fence = rest.len() - rest.trim_start_matches('`').len();
                let (fence, inside) = rest.split_at(fence);
                let end = inside.find(fence).map_or(0, |end| end + fence.len());
                out.push_str(fence);
                out.push_str(&inside[..end]);
                rest = &inside[end..];
                continue;
            }
            '[' => open.push(out.len()),
            ']' => {
                let from = open.pop();
                if let (Some(from), Some(length)) = (from, braces(behind)) {
                    out.remove(from);
                    rest = &behind[length..];
                    continue;
                }
            }
            ')' => {
                if let Some(length) = braces(behind).filter(|_| out.contains("](")) {
                    out.push(')');
                    rest = &behind[length..];
                    continue;
                }
            }
            _ => {}
        }
        out.push(c);
        rest = behind;
    }
    out
}

/// How long the attributes are that a text begins with.
fn braces(text: &str) -> Option<usize> {
    let (inside, _) = text.strip_prefix('{')?.split_once('}')?;
    (inside.starts_with("lang=") || inside.starts_with('.')).then(|| inside.len() + 2)
}

const REFERENCE: &str = "<sup class=\"footnote-reference\"><a href=\"#";

/// Takes the notes out of a page, each with its name.
fn take_notes(html: &mut String) -> Vec<(String, String)> {
    const NOTE: &str = "<div class=\"footnote-definition\" id=\"";
    let mut notes = Vec::new();
    while let Some(start) = html.find(NOTE) {
        let end = start + html[start..].find("</div>").unwrap() + "</div>".len();
        let note: String = html.drain(start..end).collect();
        let (name, words) = note[NOTE.len()..].split_once('"').unwrap();
        let words = words.split_once("</sup>").unwrap().1;
        notes.push((name.to_lowercase(), words.to_owned()));
    }
    notes
}

/// Puts notes at the end in the order in which they are referred to, and takes off their numbers.
fn notes_last(html: &str, mut notes: Vec<(String, String)>) -> String {
    let mut out = String::new();
    let mut next = Some(html.to_owned());
    while let Some(part) = next {
        let mut referred = Vec::new();
        let mut rest = part.as_str();
        while let Some((before, behind)) = rest.split_once(REFERENCE) {
            out.push_str(before);
            referred.push(behind.split_once('"').unwrap().0.to_lowercase());
            rest = behind.split_once("</sup>").unwrap().1;
        }
        out.push_str(rest);
        let (used, unused): (Vec<_>, Vec<_>) =
            notes.into_iter().partition(|(name, _)| referred.contains(name));
        let place = |name: &String| referred.iter().position(|other| other == name);
        let mut used: Vec<(String, String)> = used;
        used.sort_by_key(|(name, _)| place(name));
        notes = unused;
        next = match used[..] {
            [] => None,
            _ => Some(used.into_iter().map(|(_, words)| words).collect()),
        };
    }
    out + &notes.into_iter().map(|(_, words)| words).collect::<String>()
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

/// What a reader of a web page sees of HTML: a picture is its description.
pub fn seen(html: &str) -> String {
    htmlize::unescape(strip(html)).into_owned()
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
        let Some(end) = tag_end(tag).filter(|_| {
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
            if let Some((title, _)) =
                alt.1.split_once("title=\"").and_then(|(_, title)| title.split_once('"'))
            {
                out.push(' ');
                out.push_str(title);
            }
        }
        // What nobody closes and no standard has is words in angle brackets.
        const TYPED: [&str; 2] = ["angle", "patient"];
        if TYPED.contains(&name.as_str()) {
            out.push_str(&tag[..=end]);
            rest = &tag[end + 1..];
            continue;
        }
        if name == "q" {
            out.push(if tag.starts_with("</") { '”' } else { '“' });
        }
        const INLINE: [&str; 17] = [
            "em", "strong", "a", "code", "b", "i", "span", "img", "del", "input", "sup",
            "sub", "mark", "kbd", "q", "s", "strike",
        ];
        if !INLINE.contains(&name.as_str()) {
            out.push(' ');
        }
        rest = &tag[end + 1..];
    }
    out + rest
}

/// Where a tag ends: not in the quotes of an attribute.
fn tag_end(tag: &str) -> Option<usize> {
    let mut quote = None;
    let mut attributes = false;
    tag.char_indices().find_map(|(at, c)| {
        match (c, quote) {
            ('>', None) => return Some(at),
            ('=', None) => attributes = true,
            ('"' | '\'', None) if attributes => quote = Some(c),
            (_, Some(open)) if c == open => quote = None,
            _ => {}
        }
        None
    })
}

/// The words of a text. Characters that show nothing are no part of them.
pub fn words(text: &str) -> Vec<String> {
    let shown = |c: &char| {
        // Invisible characters, and the marks that Poppler puts around right-to-left text.
        !matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{fe0f}' | '\u{feff}' | '\u{fffe}' | '\u{2}')
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

/// What programs of today make of the lines of a PDF (`tests/tools/readers.py`).
#[derive(Debug, serde::Deserialize)]
pub struct Readings {
    /// The name of the file.
    pub file: String,
    /// The text of the marked content of the structure's elements, in their order.
    pub structure: String,
    /// By program.
    pub readers: BTreeMap<String, Readout>,
}

/// What a program makes of the lines of a PDF.
#[derive(Debug, serde::Deserialize)]
pub struct Readout {
    /// How many lines there are.
    pub lines: usize,
    /// Those whose letters and words are not read in their order.
    pub lost: Vec<String>,
    /// Numbers and amounts that are not read.
    pub misread: Vec<String>,
}

/// What Poppler, three versions of pdfium, pdf.js and `MuPDF` make of PDFs.
pub fn readings(files: &[PathBuf]) -> Option<Vec<Readings>> {
    let python = tool("readers")?;
    let script = super::root().join("tests/tools/readers.py");
    let said = run(Command::new(python).arg(script).args(files));
    let read: Vec<Readings> =
        said.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(read.len(), files.len(), "{said}");
    Some(read)
}

/// The letters of a text as they are compared: without spaces, and what is not seen.
pub fn letters(text: &str) -> String {
    unicode_normalization::UnicodeNormalization::nfkc(words(text).concat().as_str())
        .collect()
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
