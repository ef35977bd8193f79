//! The command `new`.

use super::args::New;
use super::environment::today;
use super::page::failure;
use super::{Outcome, terminal};
use printaloud::document::ReviewDate;
use printaloud::project::{Project, title_of};
use printaloud::store;
use std::path::Path;

/// After how many years a page is to be reviewed.
const NEXT_REVIEW: u16 = 2;

/// What stands in an English page from the beginning.
const ENGLISH: &str = include_str!("new.md");

/// What stands in a page in another language.
const OTHER: &str = include_str!("new-other.md");

pub(super) fn new(new: &New) -> Outcome {
    let page = &new.page;
    let name = page.display();
    if page == Path::new("-") || page.file_name().is_none() {
        terminal::talk(
            "error: the page has no name\n  help: write one such as leaflet.md",
        );
        return Outcome::WrongUsage;
    }
    if page.exists() {
        terminal::talk(&format!(
            "{name}: error: there is such a file already\n  help: name another"
        ));
        return Outcome::WrongUsage;
    }
    let project = match Project::of_page(page) {
        Ok(project) => project,
        Err(error) => {
            terminal::talk(&error.to_string());
            return Outcome::WrongUsage;
        }
    };
    let lang = project.lang(new.lang.as_ref());
    let title = new.title.clone().unwrap_or_else(|| title_of(page));
    // The title is words: it is no mark, and no second line.
    let title: String = title.split_whitespace().collect::<Vec<_>>().join(" ");
    let today = today();
    let month = |date: ReviewDate| date.to_string()[..7].to_owned();
    let body = if lang.primary() == "en" { ENGLISH } else { OTHER };
    let text = format!(
        "---\ntitle: {}\nlang: {lang}\nlast-review: {}\nnext-review: {}\n---\n\n# {}\n\n{body}",
        quoted(&title),
        month(today),
        month(today.years_later(NEXT_REVIEW)),
        escaped(&title),
    );
    match store::write_whole(page, text.as_bytes()) {
        Ok(()) => {
            terminal::talk(&format!(
                "{name}: written\n  help: fill it in with any editor of text, then type `printaloud check {name}`"
            ));
            Outcome::AllMade
        }
        Err(error) => {
            terminal::talk(&failure(page, &error));
            Outcome::SomeFailed
        }
    }
}

/// A value for front matter: quotes in which nothing is a mark of YAML.
fn quoted(title: &str) -> String {
    if title.contains(['"', '\\']) {
        format!("'{}'", title.replace('\'', "''"))
    } else {
        format!("\"{title}\"")
    }
}

/// Words in which nothing is a mark of Markdown.
fn escaped(title: &str) -> String {
    let mut escaped = String::with_capacity(title.len());
    for c in title.chars() {
        if matches!(
            c,
            '\\' | '*' | '_' | '`' | '[' | ']' | '<' | '&' | '#' | '~' | '{' | '!'
        ) {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}
