//! Pages that nobody writes on purpose: they are printed, soon, and no word of theirs is lost.

use super::noise::Chance;
use super::targets::properties::{set, written};
use crate::support::{document, layout, print, style};
use printaloud::typeset::style::{Hyphenation, Paper, Theme};

#[test]
fn huge_words_and_deep_nesting_are_printed() {
    const N: usize = 20_000;
    let pages = [
        ("one word", "x".repeat(10 * N)),
        ("quotes", ">".repeat(N) + " deep"),
        ("lists", (0..500).map(|depth| "  ".repeat(depth) + "- a\n").collect()),
        ("brackets", "[".repeat(N) + "a" + &"]".repeat(N)),
        ("scripts", "a <script> ".repeat(500)),
        ("an open tag", "<div a=\"".to_owned() + &"x=".repeat(N)),
        ("stars", "*a **b ".repeat(N)),
        ("hyphens", "a-".repeat(N)),
        ("an address", "https://example.org/".to_owned() + &"a/b.c-".repeat(N)),
        ("no spaces", "中文".repeat(N)),
        ("one paragraph", "word another longer information ".repeat(N / 4)),
        ("breaks", "a\\\n".repeat(N / 4)),
        ("marks", "e\u{301}\u{302}\u{303}".repeat(N / 4)),
    ];
    for (name, source) in pages {
        let style = style(18.0, Paper::A4, Theme::BlackOnWhite, Hyphenation::Full);
        let (document, layout) = layout(&source, &style);
        let lost = written(&document) != set(&layout);
        assert!(!lost, "{name}");
        assert!(print(&source, &style).ends_with(b"%%EOF"), "{name}");
    }
}

/// Pieces that pages are made of, in no sensible order.
const PIECES: [&str; 40] = [
    "# ",
    "## ",
    "###### ",
    "- ",
    "1. ",
    "> ",
    "  ",
    "    ",
    "\n",
    "\n\n",
    "*",
    "**",
    "_",
    "`",
    "```\n",
    "<b>",
    "</b>",
    "<script>",
    "</script>",
    "<!--",
    "-->",
    "&amp;",
    "\\",
    "***\n",
    "![",
    "a",
    "word ",
    "antidisestablishmentarianism ",
    "5 mg ",
    "01632 960 123 ",
    "Dr Khan ",
    "well-known ",
    "é",
    "Ω",
    "中",
    "\u{ad}",
    "\u{200b}",
    "\r\n",
    "\t",
    "\u{301}",
];

#[test]
fn random_pages_lose_no_word() {
    let mut chance = Chance(20_261_124);
    let mut next = |below| chance.below(below);
    let mut printed = 0;
    // A comment that a page leaves open is refused.
    for _ in 0..1000 {
        let count = 1 + next(120);
        let source: String = (0..count).map(|_| PIECES[next(PIECES.len())]).collect();
        let size = [16.0, 24.0, 72.0][next(3)];
        let style = style(size, Paper::A4, Theme::BlackOnWhite, Hyphenation::Full);
        if !document(&source).1 {
            continue;
        }
        printed += 1;
        let (document, layout) = layout(&source, &style);
        let (written, mut set) = (written(&document), set(&layout));
        // The numbers of lists are labels.
        if written != set {
            set.retain(|c| !c.is_ascii_digit());
            let written: String =
                written.chars().filter(|c| !c.is_ascii_digit()).collect();
            assert_eq!(written, set, "{source:?}");
        }
        print(&source, &style);
    }
    assert!(printed > 400, "{printed} printed");
}

/// Pieces of every construct beyond CommonMark, to be put together at random.
const CONSTRUCTS: [&str; 34] = [
    "| a | b |\n|---|:-:|\n| c | d |\n",
    "| x |\n|--|\n",
    "\n| more | cells | than | head |\n",
    "|",
    "\n",
    "\n\n",
    "    ",
    "> ",
    "- ",
    "1. ",
    "- [x] ",
    "# ",
    "### ",
    "> [!WARNING]\n",
    "\n> [!TIP]\n> ",
    "[^1]",
    "[^two]",
    "\n[^1]: a note ",
    "\n\n[^two]: another[^1]\n\n    and more\n",
    "\nterm\n: meaning\n",
    "\n: ",
    "[words]{lang=cy}",
    "[",
    "]{lang=pl}",
    "{.decorative}",
    "{#name .web-only}",
    "![alt](missing.png \"title\")",
    "![](none.png)",
    "[link](#name)",
    "`code`",
    "```\nlong code that has to be broken somewhere because it is too long for a line\n```\n",
    "word ",
    "antidisestablishmentarianism ",
    "~~old~~ m<sup>2</sup> ",
];

#[test]
fn random_pages_of_every_construct_print_every_letter() {
    let mut chance = Chance(20_261_125);
    let mut next = |below| chance.below(below);
    let letters = |text: &str| {
        let mut letters: Vec<char> = text.chars().collect();
        letters.sort_unstable();
        letters
    };
    for _ in 0..500 {
        let count = 1 + next(80);
        let source: String =
            (0..count).map(|_| CONSTRUCTS[next(CONSTRUCTS.len())]).collect();
        let size = [16.0, 24.0, 72.0][next(3)];
        let style = style(size, Paper::A4, Theme::BlackOnWhite, Hyphenation::Full);
        if !document(&source).1 {
            continue;
        }
        let (document, layout) = layout(&source, &style);
        // More is printed than is written: numbers of notes, titles of boxes.
        let set = letters(&set(&layout));
        let mut set = set.iter();
        let lost =
            letters(&written(&document)).into_iter().find(|c| !set.any(|d| d == c));
        assert_eq!(
            lost,
            None,
            "{source:?}\n{:?}\n{:?}",
            self::set(&layout),
            written(&document)
        );
        print(&source, &style);
    }
}
