//! What `speak` does without speaking, as a newcomer types it: scripts, headings, lexicons.

use crate::support::workspace::Workspace;
use std::fs;

const PAGE: &str = "\
# Your visit

Come on 3/10/2026 at 9.30am.

## What to bring

1. this leaflet
2. a friend

## Who you will meet {.web-only}

Nobody is here.

## What to ask

Ask Dr Green about [docetaxel](https://www.example.org/help/).
";

/// The status of a run, the lines it writes, and what it reports.
fn speak(room: &Workspace, arguments: &[&str]) -> (Option<i32>, Vec<String>, String) {
    let ran = room.run(arguments);
    let lines = ran.text().lines().map(str::to_owned).collect();
    (ran.status, lines, ran.stderr)
}

fn script(room: &Workspace, arguments: &[&str]) -> Vec<String> {
    let (status, lines, stderr) = speak(room, arguments);
    assert_eq!((status, stderr.as_str()), (Some(0), ""));
    lines
}

#[test]
fn the_script_is_a_line_an_utterance() {
    let room = Workspace::of("speak").with("page.md", PAGE);
    assert_eq!(
        script(&room, &["page.md", "--script"]),
        [
            "Your visit",
            "Come on the third of October twenty twenty-six at nine thirty a m.",
            "What to bring",
            "Number one",
            "this leaflet",
            "Number two",
            "a friend",
            "What to ask",
            "Ask Doctor Green about dossy-taxel.",
            "End of page.",
        ]
    );
}

#[test]
fn more_or_less_is_said_beside_the_words() {
    let room = Workspace::of("speak").with("page.md", PAGE);
    let full =
        script(&room, &["page.md", "--script", "--verbosity", "full", "--addresses"]);
    assert!(full.contains(&"Heading, level two:".to_owned()), "{full:?}");
    assert!(full.contains(&"List of two items:".to_owned()), "{full:?}");
    assert!(
        full.contains(&"The address is example dot org slash help".to_owned()),
        "{full:?}"
    );
    let plain = script(&room, &["page.md", "--script", "--verbosity", "plain"]);
    assert_eq!(plain.last().unwrap(), "Ask Doctor Green about dossy-taxel.");
    let verbose = script(&room, &["page.md", "--script", "--verbose"]);
    assert_eq!(verbose[0], "en-GB\tcontent\tYour visit");
    assert_eq!(verbose[3], "en-GB\tannouncement\tNumber one");
}

#[test]
fn headings_are_listed_and_begun_at() {
    let room = Workspace::of("speak").with("page.md", PAGE);
    assert_eq!(
        script(&room, &["page.md", "--list"]),
        ["1. Your visit", "2. What to bring", "3. What to ask"]
    );
    for wanted in ["what to bring", "2", "WHAT TO B", "bring"] {
        let lines = script(&room, &["page.md", "--script", "--from", wanted]);
        assert_eq!(lines[0], "What to bring", "{wanted}");
    }
    let (status, lines, stderr) =
        speak(&room, &["page.md", "--script", "--from", "parking"]);
    assert_eq!((status, lines.len()), (Some(2), 0));
    assert!(
        stderr.contains("no heading is `parking`") && stderr.contains("--list"),
        "{stderr}"
    );
}

#[test]
fn a_lexicon_of_ones_own_holds_before_the_built_in_one() {
    let room = Workspace::of("speak").with("page.md", PAGE);
    room.write("mine.toml", "[[words]]\nword = \"Docetaxel\"\nsay = \"my drug\"\n[[words]]\nword = \"docetaxel\"\nsay = \"the 2nd drug\"\n");
    let lines = script(&room, &["page.md", "--script", "--lexicon", "mine.toml"]);
    assert_eq!(lines[8], "Ask Doctor Green about the second drug.");
    room.write(
        "wrong.toml",
        "[[words]]\nword = \"a\"\nsound = \"b\"\n\n[[words]]\nword = 3\n",
    );
    let (status, _, stderr) =
        speak(&room, &["page.md", "--script", "--lexicon", "wrong.toml"]);
    assert_eq!(status, Some(2));
    assert!(
        stderr.contains("wrong.toml:3:1: error[lexicon]: `sound` is not known here"),
        "{stderr}"
    );
    assert!(stderr.contains("wrong.toml:6:8: error[lexicon]"), "{stderr}");
    let (status, _, stderr) = speak(&room, &["page.md", "--lexicon", "none.toml"]);
    assert_eq!(status, Some(2));
    assert!(stderr.starts_with("none.toml: error: no such file"), "{stderr}");
}

#[test]
fn wrong_pages_and_wrong_arguments_are_told() {
    let room = Workspace::of("speak").with("page.md", PAGE);
    room.write("empty.md", "");
    room.write("web.md", "## Only here {.web-only}\n\nWords.\n");
    room.write("latin.md", "# Caf\u{e9}\n");
    fs::write(room.path("bytes.md"), [0x23, 0x20, 0xff]).unwrap();
    for (arguments, status, told) in [
        (&["none.md"][..], 1, "none.md: error: no such file"),
        (&["empty.md", "--script"], 1, "error[nothing-to-say]"),
        (&["web.md", "--script"], 1, "error[nothing-to-say]"),
        (&["bytes.md"], 1, "not UTF-8"),
        (&[], 2, "a page is missing"),
        (&["page.md", "--rate", "101"], 2, "a whole number from -100 to 100"),
        (
            &["page.md", "--resume", "--from", "2"],
            2,
            "`--resume` does not go with `--from",
        ),
        (&["page.md", "--verbosity", "loud"], 2, "plain"),
        (&["page.md", "--verbose"], 2, "--script"),
    ] {
        let (code, lines, stderr) = speak(&room, arguments);
        assert_eq!((code, lines.len()), (Some(status), 0), "{arguments:?}: {stderr}");
        assert!(stderr.contains(told), "{arguments:?}: {stderr}");
    }
    assert_eq!(script(&room, &["latin.md", "--script"]), ["Caf\u{e9}", "End of page."]);
}

#[test]
fn without_speech_it_says_what_to_install() {
    let room = Workspace::of("speak").with("page.md", PAGE);
    let (status, lines, stderr) = speak(&room, &["page.md"]);
    assert_eq!((status, lines.len()), (Some(3), 0));
    assert!(
        stderr.starts_with("error: ") && stderr.contains("help: install"),
        "{stderr}"
    );
}

#[test]
fn a_page_in_another_language_is_passed_through_and_told_once() {
    let room = Workspace::of("speak").with("page.md", PAGE);
    room.write(
        "pl.md",
        "---\nlang: pl\n---\n# Wizyta\n\nPrzyjd\u{17a} o 9.30. Zadzwo\u{144} 116 123.\n",
    );
    let (status, lines, stderr) = speak(&room, &["pl.md", "--script"]);
    assert_eq!(status, Some(0));
    assert_eq!(
        lines,
        ["Wizyta", "Przyjd\u{17a} o 9.30.", "Zadzwo\u{144} 116 123.", "Koniec strony."]
    );
    assert_eq!(stderr.matches("speech-language").count(), 1, "{stderr}");
}
