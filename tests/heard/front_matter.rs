//! Front matter that no author writes: much of it, never closed, nested without end.

use crate::support::alone;
use printaloud::diag::Severity;
use printaloud::document::Defaults;
use printaloud::markdown::to_document;
use std::fmt::Write as _;
use std::time::{Duration, Instant};

#[test]
fn much_of_it_takes_little_time_and_leaves_the_page() {
    let _alone = alone();
    const LINES: usize = 100_000;
    let anchors = |lines: usize| {
        (0..lines).fold(String::new(), |mut out, number| {
            let _ = writeln!(out, "- &a{number} [*a{number}]");
            out
        })
    };
    let unit = |unit: &str| unit.repeat(LINES);
    for yaml in [
        unit("title: \"\n"),
        unit("title: '\n"),
        unit("title: [\n"),
        unit("a:[\n"),
        unit("- \"\n"),
        unit("[\n"),
        unit("title: [\n]\n"),
        unit("? \n"),
        unit("*a\n"),
        unit("k: &a *a\n"),
        unit("\"a: [\n"),
        unit(" - a\n"),
        format!("title: {}", unit("[")),
        format!("title: {}", unit("{")),
        format!("title:\n  {}", unit("- ")),
        format!("title:\n  {}", unit("? ")),
        format!("title: {}", unit("&a ")),
        format!("title: {}", unit("!a ")),
        format!("title: &{}", unit("a")),
        format!("title: {}", unit("a: ")),
        format!("title: {}", unit("\"a\" ")),
        format!("title: [{}]", unit("*a, ")),
        format!("title: [{}]", unit("a: b, ")),
        format!("title: \"{}", unit("\\\"\n")),
        format!("title: |\n{}", unit(" \n")),
        format!("{}: a", unit("a")),
        format!("centres:\n{}", anchors(LINES)),
        (0..500).fold(String::new(), |out, depth| out + &" ".repeat(depth) + "a:\n"),
    ] {
        quick(&format!("---\ntitle: A\nlang: cy\n{yaml}\n---\nWords."), &yaml);
    }
    for toml in [
        unit("a = \"\"\"\n"),
        unit("a = [\n"),
        unit("a = b\n"),
        unit("[a]\n"),
        unit("[[a]]\n"),
        unit("a\n"),
        format!("a = {}", unit("[")),
        format!("a = {}", unit("{a=")),
        format!("{}a = 1", unit("a.")),
        format!("[{}a]", unit("a.")),
    ] {
        quick(&format!("+++\ntitle = 'A'\n{toml}\n+++\nWords."), &toml);
    }
}

/// The page is printed with its title, soon.
fn quick(page: &str, what: &str) {
    let start = Instant::now();
    let (document, diagnostics) = to_document(page, &Defaults::titled("A leaflet"));
    let took = start.elapsed();
    let what: String = what.chars().take(30).collect();
    println!("{took:?}: {what:?}");
    assert!(took < Duration::from_secs(2), "{what:?}: {took:?}");
    assert!(document.metadata.title == "A", "{what:?}");
    assert!(diagnostics.iter().all(|it| it.severity != Severity::Error), "{what:?}");
}
