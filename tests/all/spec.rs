//! Every example of the CommonMark specification, and of what GitHub adds to it, prints; every
//! visible word of the reference HTML is in the PDF, in order.

use crate::support;
use crate::support::words::{seen, words};
use crate::support::{document, everything, print, root, run, style, tool};
use printaloud::typeset::style::{Hyphenation, Paper, Theme};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// An example: its name, its Markdown, and the HTML that the reference makes of it.
struct Example {
    name: String,
    markdown: String,
    html: String,
}

/// Examples that are let off, with the reason.
const EXCEPTIONS: [(&str, &str); 2] = [
    ("gfm-18", "addresses are no links without <>, so an entity in one is a character"),
    (
        "gfm-23",
        "GitHub shows tags it does not allow; here <style> and what it hides are dropped",
    ),
];

/// In the quick tier one example in so many meets veraPDF and qpdf.
const QUICK: usize = 6;

fn commonmark() -> Option<Vec<Example>> {
    let path = tool("commonmark.json")?;
    let examples: serde_json::Value =
        serde_json::from_slice(&fs::read(path).unwrap()).unwrap();
    let text = |example: &serde_json::Value, key: &str| {
        example[key].as_str().unwrap().to_owned()
    };
    let examples = examples.as_array().unwrap().iter().map(|example| Example {
        name: format!("commonmark-{:03}", example["example"].as_u64().unwrap()),
        markdown: text(example, "markdown"),
        html: text(example, "html"),
    });
    Some(examples.collect())
}

fn gfm() -> Option<Vec<Example>> {
    let python = tool("cmarkgfm")?;
    let all = fs::read_to_string(root().join("tests/spec/gfm.txt")).unwrap();
    let render = "import sys, cmarkgfm\n\
        from cmarkgfm.cmark import Options as O\n\
        options = O.CMARK_OPT_FOOTNOTES | O.CMARK_OPT_UNSAFE\n\
        sys.stdout.write(cmarkgfm.github_flavored_markdown_to_html(open(sys.argv[1]).read(), options))";
    let folder = tempfile::tempdir().unwrap();
    let examples = all.split("====\n").skip(1).enumerate().map(|(number, markdown)| {
        let path = folder.path().join("example.md");
        fs::write(&path, markdown).unwrap();
        let html = run(Command::new(&python).args(["-c", render]).arg(&path));
        let name = format!("gfm-{:02}", number + 1);
        Example { name, markdown: markdown.to_owned(), html }
    });
    Some(examples.collect())
}

/// The letters and figures of words, apart at other characters: an address that paper adds takes
/// the full stop after its words.
fn cores(text: &str) -> Vec<String> {
    let part =
        |c: char| c.is_ascii_punctuation() || matches!(c, '\u{fffd}' | '\u{10000}'..);
    let parts = words(text);
    let parts = parts.iter().flat_map(|word| word.split(part));
    parts.filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

fn check(examples: Vec<Example>, folder: &Path) -> Vec<PathBuf> {
    let Some(pdftotext) = tool("pdftotext") else { return Vec::new() };
    let style = style(18.0, Paper::A4, Theme::BlackOnWhite, Hyphenation::Sparing);
    let (mut empty, mut lost, mut files) = (0, Vec::new(), Vec::new());
    for Example { name, markdown, html } in &examples {
        let wanted = cores(&seen(html));
        if wanted.is_empty() {
            empty += 1;
            continue;
        }
        if let Some((_, reason)) = EXCEPTIONS.iter().find(|(known, _)| known == name) {
            println!("exception {name}: {reason}");
            continue;
        }
        if !document(markdown).1 {
            lost.push(format!("{name} does not print: {markdown:?}"));
            continue;
        }
        let path = folder.join(format!("{name}.pdf"));
        fs::write(&path, print(markdown, &style)).unwrap();
        let text = run(Command::new(&pdftotext).arg("-raw").arg(&path).arg("-"));
        let read = cores(&text);
        let mut read = read.iter();
        for word in &wanted {
            if !read.any(|found| found == word) {
                lost.push(format!("{name}: `{word}` of {wanted:?} is not in {text:?}"));
                break;
            }
        }
        files.push(path);
    }
    println!("{} examples, {empty} without a visible word", examples.len());
    assert_eq!(lost, Vec::<String>::new());
    files
}

fn judge(files: &[PathBuf]) {
    let step = if everything() { 1 } else { QUICK };
    let files: Vec<PathBuf> = files.iter().step_by(step).cloned().collect();
    support::judge_all(&files);
    println!("{} of them judged by veraPDF and qpdf", files.len());
}

#[test]
fn commonmark_examples_print_with_every_word() {
    let Some(examples) = commonmark() else { return };
    assert_eq!(examples.len(), 652);
    let folder = tempfile::tempdir().unwrap();
    judge(&check(examples, folder.path()));
}

#[test]
fn gfm_examples_print_with_every_word() {
    let Some(examples) = gfm() else { return };
    assert!(examples.len() >= 23);
    let folder = tempfile::tempdir().unwrap();
    judge(&check(examples, folder.path()));
}

#[test]
fn few_examples_are_let_off() {
    assert!(EXCEPTIONS.len() <= 10);
    assert!(EXCEPTIONS.iter().all(|(_, reason)| !reason.is_empty()));
}
