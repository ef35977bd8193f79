//! Each limit of `docs/limits.md`: just under it a page works, under 1 GB and at the least and the
//! greatest size; just over it is refused with a message, soon, and nothing is written.

use crate::support::ran::Ran;
use crate::support::workspace::Workspace;
use crate::support::{everything, prose, tool};
use printaloud::limits::{
    MAX_BLOCKS, MAX_FONT, MAX_LINKS, MAX_PICTURE, MAX_PICTURES, MAX_PIECES, MAX_TEXT,
};
use std::fs;
use std::process::{Command, Stdio};

/// The most memory of an accepted page, in kilobytes.
const MAX_MEMORY: u64 = 1_000_000;

/// Prints a page and gives what it took in kilobytes, if that can be told.
fn measured(room: &Workspace, arguments: &[&str]) -> (Ran, Option<u64>) {
    let Some(time) = tool("time") else { return (room.run(arguments), None) };
    let mut command = Command::new(time);
    command.args(["-f", "%M", env!("CARGO_BIN_EXE_printaloud")]).args(arguments);
    let output = command.current_dir(room.folder()).stdin(Stdio::null()).output();
    let ran = Ran::from(output.unwrap());
    let memory = ran.stderr.lines().last().and_then(|line| line.parse().ok());
    (ran, memory)
}

/// A page is printed within the memory that is allowed.
fn accepted(name: &str, page: &str, size: &str) {
    let room = Workspace::new();
    room.write("page.md", page);
    let arguments = ["print", "--size", size, "page.md", "-o", "page.pdf"];
    let (ran, memory) = measured(&room, &arguments);
    let told: String = ran.stderr.chars().take(2000).collect();
    assert_eq!(ran.status, Some(0), "{name} at {size}: {told}");
    let memory = memory.unwrap_or_default();
    assert!(memory < MAX_MEMORY, "{name} at {size}: {memory} KB");
    println!("{name} at {size} points: {} MB", memory / 1024);
    let end = fs::read(room.path("page.pdf")).unwrap();
    assert!(end.ends_with(b"%%EOF"));
}

/// A page is refused, in so many words, and leaves nothing.
fn refused(name: &str, page: &[u8], arguments: &[&str], words: &str) {
    let room = Workspace::new();
    room.write("page.md", page);
    let (ran, memory) =
        measured(&room, &[&["print", "page.md", "-o", "page.pdf"], arguments].concat());
    let told: String = ran.stderr.chars().take(2000).collect();
    assert_eq!(ran.status, Some(1), "{name}: {told}");
    assert!(told.contains(words) && told.contains("error"), "{name}: {told}");
    assert!(told.contains("help: "), "{name}: {told}");
    assert!(memory.unwrap_or_default() < MAX_MEMORY, "{name}: {memory:?} KB");
    assert!(!room.path("page.pdf").exists(), "{name}");
}

/// Sizes that pages are tried at: more take minutes.
const SIZES: [&str; 2] = ["16", "72"];

#[test]
fn pages_just_under_the_limits_work() {
    let cells = |columns: usize, rows: usize| {
        let row = "| a ".repeat(columns) + "|\n";
        format!("{row}{}|\n{}", "|-".repeat(columns), row.repeat(rows))
    };
    // In the quick tier a twentieth of each.
    let part = if everything() { 1 } else { 20 };
    let lines = |count: usize, line: &dyn Fn(usize) -> String| -> String {
        (0..count / part).map(line).collect()
    };
    let pages: [(&str, String); 23] = [
        ("headings", lines(MAX_BLOCKS - 10, &|at| format!("## Heading {at}\n"))),
        ("links", lines(MAX_LINKS - 10, &|at| format!("[a](https://example.org/{at}) "))),
        ("notes", lines(MAX_LINKS / 4, &|at| format!("a[^{at}]\n\n[^{at}]: b\n\n"))),
        ("a table of 500 columns", cells(500, MAX_BLOCKS / 501 / part - 2)),
        ("a long table", cells(4, MAX_BLOCKS / 5 / part - 10)),
        ("no space", "x".repeat((7 << 20) / part)),
        ("one paragraph", "word ".repeat((7 << 20) / 5 / part)),
        ("short words", "a ".repeat((MAX_TEXT - 100) / 2 / part)),
        ("quotes in quotes", ">".repeat(1000) + " deep\n"),
        ("lists in lists", (0..1000).map(|depth| "  ".repeat(depth) + "- a\n").collect()),
        ("emphasis", "*a* **b** ".repeat(MAX_PIECES / 2 / part)),
        ("signs", "\u{1f34e} ".repeat(MAX_PIECES / part - 10)),
        ("marked words", "==a== ".repeat(MAX_PIECES / part - 10)),
        ("short lines", "a\n".repeat(MAX_PIECES / part)),
        ("an address", "example.org".to_owned() + &"/a".repeat((7 << 20) / 2 / part)),
        ("telephone numbers", "01632 960 001 ".repeat((7 << 20) / 14 / part)),
        ("hyphens", "a-".repeat((7 << 20) / 2 / part)),
        ("another script", "\u{627}".repeat((7 << 20) / 2 / part)),
        ("a script without spaces", "\u{7761}".repeat((7 << 20) / 3 / part)),
        ("brackets", "[".repeat((MAX_TEXT - 100) / part)),
        ("code", format!("```\n{}", "a line of code\n".repeat((7 << 20) / 15 / part))),
        ("pictures", lines(MAX_PICTURES - 10, &|at| format!("![a](none-{at}.png) "))),
        (
            "stressed pictures",
            format!("*{}*", "![a](none.png) and words ".repeat(MAX_PICTURES / part - 10)),
        ),
    ];
    for (name, page) in pages {
        assert!(page.len() <= MAX_TEXT, "{name}");
        accepted(name, &page, SIZES[0]);
        // At 72 points most of them would be more sheets than a page may have.
        let few = page.len().min(300_000 / part);
        let few = (0..=few).rev().find(|at| page.is_char_boundary(*at)).unwrap();
        accepted(name, &page[..few], SIZES[1]);
    }
}

#[test]
fn what_is_over_a_limit_is_refused() {
    let over = |count: usize, what: &str| what.repeat(count + 1);
    refused("a page of 50 MB", &vec![b'a'; 50 << 20], &[], "larger than 8 MB");
    refused("a page just too long", &vec![b'a'; MAX_TEXT + 1], &[], "larger than 8 MB");
    let headings = over(MAX_BLOCKS, "# a\n");
    refused(
        "headings",
        headings.as_bytes(),
        &[],
        "more than 100000 paragraphs, headings",
    );
    for marks in ["\u{1f34e} ", "==a== ", "[a]{lang=cy} ", "a ![[a.png]] "] {
        let marks = over(MAX_PIECES, marks);
        refused("marks", marks.as_bytes(), &[], "more than 250000 pieces");
    }
    let links = over(MAX_LINKS, "[a](b) ");
    refused("links", links.as_bytes(), &[], "more than 100000 links");
    let items = format!("<ul>{}", over(MAX_BLOCKS, "<li>a"));
    refused("items in tags", items.as_bytes(), &[], "more than 100000 paragraphs");
    let tags = format!("<div>{}", over(MAX_PIECES, "<b>a</b>"));
    refused("words in tags", tags.as_bytes(), &[], "more than 250000 pieces");
    let emphasis = over(MAX_PIECES, "*a* ");
    refused("emphasis", emphasis.as_bytes(), &[], "more than 250000 pieces");
    let pictures = over(MAX_PICTURES, "![a](b.png) ");
    refused("pictures", pictures.as_bytes(), &[], "more than 100000 pictures");
    let million = over(1_000_000, "[a](b) ");
    refused("a million links", million.as_bytes(), &[], "more than 100000 links");
    let notes: String =
        (0..=MAX_LINKS).map(|at| format!("[^{at}]\n\n[^{at}]: b\n\n")).collect();
    refused("notes", notes.as_bytes(), &[], "more than 100000");
    if everything() {
        refused(
            "sheets",
            prose(7 << 20).as_bytes(),
            &["--size", "72"],
            "more than 20000 sheets",
        );
    }
    let room = Workspace::new();
    let font = room.write("large.ttf", vec![0; usize::try_from(MAX_FONT).unwrap() + 1]);
    let font = font.display().to_string();
    let ran = {
        room.write("page.md", "A page.\n");
        room.run(&["print", "page.md", "--font", &font])
    };
    assert_ne!(ran.status, Some(0), "{}", ran.stderr);
    assert!(ran.stderr.contains("larger than 64 MB"), "{}", ran.stderr);
}

#[test]
fn pictures_that_claim_too_much_are_refused() {
    let room = Workspace::new();
    room.write("page.md", "# A page\n\n![A picture](it.png)\n\nWords.\n");
    // A PNG of 60,000 by 60,000 pixels in a few bytes: its size, and no pixel.
    let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR".to_vec();
    png.extend(60_000u32.to_be_bytes());
    png.extend(60_000u32.to_be_bytes());
    png.extend([8, 2, 0, 0, 0]);
    png.extend([0; 4]);
    let large = vec![0xff; usize::try_from(MAX_PICTURE).unwrap() + 1];
    for (picture, words) in [(png, "picture"), (large, "larger than 32 MB")] {
        room.write("it.png", &picture);
        let (ran, memory) = measured(&room, &["print", "page.md", "-o", "page.pdf"]);
        assert_eq!(ran.status, Some(0), "{}", ran.stderr);
        assert!(ran.stderr.contains(words), "{}", ran.stderr);
        assert!(memory.unwrap_or_default() < 200_000, "{memory:?} KB");
    }
}
