//! The pages that list leaflets for people: plain HTML that needs no script and no network.

use super::job::{Centre, Job, PlannedForm};
use super::journal::Entry;
use super::plan::{Item, Plan, PlannedPage};
use crate::document::ReviewDate;
use crate::lang::Lang;
use crate::lang::names::english_name;
use crate::lang::words::words;
use htmlize::{escape_attribute, escape_text};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// What stands as it is in the path of a link.
const PATH: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'/');

/// Large type, one column, the colours that the reader's system asks for. Contrast is 7:1 or more
/// (WCAG 2.2, 1.4.6), and nothing is wider than 320 pixels have room for (1.4.10).
const STYLE: &str = "\
:root{color-scheme:light dark}
body{font:1.375rem/1.6 \"Atkinson Hyperlegible Next\",Verdana,Arial,sans-serif;margin:0 auto;padding:1rem;max-width:44rem;color:#111;background:#fff;overflow-wrap:break-word}
h1{font-size:1.6em;line-height:1.25}
h2{font-size:1.25em;line-height:1.3;margin:2em 0 .3em}
p{margin:.3em 0}
ul{padding-left:1.2em;margin:.3em 0}
li{margin:.5em 0}
a{color:#003a8c;text-underline-offset:.2em}
a:focus-visible{outline:.2em solid;outline-offset:.2em}
.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.player{list-style:none}
audio{width:100%;max-width:30rem}
@media (prefers-color-scheme:dark){body{color:#f4f4f4;background:#111}a{color:#a8d1ff}}
@media print{a{color:inherit}}
";

/// A page of that title.
fn page(title: &str, body: &str) -> String {
    let title = escape_text(title);
    format!(
        "<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n{body}</main>\n</body>\n</html>\n"
    )
}

/// The index of one centre with its items, page by page; `None` where none is in place.
pub(super) fn of_centre(
    job: &Job,
    plan: &Plan,
    centre: &Centre,
    items: &[&Item],
    in_place: &BTreeMap<String, Entry>,
) -> Option<String> {
    let details = &centre.details;
    let mut body = String::new();
    organisation(&mut body, &job.resources.organisation);
    let folder = centre.slug.as_str();
    let mut any = false;
    for items in items.chunk_by(|a, b| a.page == b.page) {
        let files = items.iter().filter_map(|item| {
            Some((&job.forms[item.form], in_place.get(item.path.as_str())?))
        });
        let files: Vec<(&PlannedForm, &Entry)> = files.collect();
        if !files.is_empty() {
            any = true;
            leaflet(&mut body, &plan.pages[items[0].page], &files, folder);
        }
    }
    if !folder.is_empty() {
        body.push_str("<p><a href=\"../index.html\">All centres</a></p>\n");
    }
    let title = if details.name.is_empty() {
        "Leaflets".to_owned()
    } else {
        format!("Leaflets: {}", details.name)
    };
    any.then(|| page(&title, &body))
}

fn organisation(body: &mut String, name: &str) {
    if !name.is_empty() {
        let _ = writeln!(body, "<p>{}</p>", escape_text(name));
    }
}

/// A leaflet: its title, what is known of it, and its files.
fn leaflet(
    body: &mut String,
    page: &PlannedPage,
    files: &[(&PlannedForm, &Entry)],
    folder: &str,
) {
    let title = escape_text(&page.title);
    let lang = page.lang.as_str();
    let _ = writeln!(body, "<h2 lang=\"{lang}\">{title}</h2>");
    let mut facts = vec![format!("Language: {}.", escape_text(english_name(&page.lang)))];
    let words = words(&Lang::british());
    let mut date = |label: &str, date: Option<ReviewDate>| {
        if let Some(date) = date {
            facts.push(format!("{label}: {}.", date.in_words(words)));
        }
    };
    date(words.last_reviewed, page.last_review);
    date(words.next_review, page.next_review);
    let _ = writeln!(body, "<p>{}</p>\n<ul>", facts.join(" "));
    for (form, entry) in files {
        let path = entry.path.strip_prefix(folder).unwrap_or(&entry.path);
        let href = utf8_percent_encode(path.trim_start_matches('/'), PATH);
        let _ = writeln!(
            body,
            "<li><a href=\"{href}\"><span class=\"unseen\" lang=\"{lang}\">{title}: </span>{}</a></li>",
            form.format.describe(&form.choices, entry.facts, entry.beside.len())
        );
        if form.format.is_played() {
            let label = escape_attribute(&page.title);
            let _ = writeln!(
                body,
                "<li class=\"player\"><audio controls preload=\"none\" src=\"{href}\" aria-label=\"{label}\"></audio></li>"
            );
        }
    }
    body.push_str("</ul>\n");
}

/// The index of all centres.
pub(super) fn of_all(
    job: &Job,
    by_centre: &BTreeMap<usize, Vec<&Item>>,
    in_place: &BTreeMap<String, Entry>,
) -> String {
    let mut body = String::new();
    organisation(&mut body, &job.resources.organisation);
    body.push_str("<ul>\n");
    for (&at, items) in by_centre {
        let centre = &job.centres[at];
        let there = items.iter().filter(|item| in_place.contains_key(item.path.as_str()));
        let mut pages: Vec<usize> = there.map(|item| item.page).collect();
        pages.dedup();
        if pages.is_empty() {
            continue;
        }
        let noun = if pages.len() == 1 { "leaflet" } else { "leaflets" };
        let _ = writeln!(
            body,
            "<li><a href=\"{}/index.html\">{}</a>: {} {noun}</li>",
            utf8_percent_encode(&centre.slug, PATH),
            escape_text(&centre.details.name),
            pages.len()
        );
    }
    body.push_str("</ul>\n");
    page("Leaflets by centre", &body)
}
