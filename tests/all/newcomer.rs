//! The first ten minutes: what somebody meets who is new to the program.
#![cfg(unix)]

use crate::support::ran::COMMANDS;
use crate::support::root;
#[cfg(feature = "record")]
use crate::support::tool;
use crate::support::workspace::Workspace;
use serde_json::Value;
use std::fs;
use std::process::Command;

#[test]
fn the_program_alone_says_what_it_is_for() {
    let output = Workspace::new().run(&[]);
    assert_eq!(output.status, Some(0));
    let said = output.text();
    assert!(
        said.starts_with("printaloud turns guidance pages into large print"),
        "{said}"
    );
    assert!(
        said.lines().count() < 12 && said.lines().all(|line| line.len() < 80),
        "{said}"
    );
    assert_eq!(said.matches("\n  printaloud ").count(), 3, "{said}");
}

#[test]
fn every_help_says_what_it_is_for_and_ends_with_examples() {
    let room = Workspace::new();
    for command in COMMANDS {
        let help = room.run(&[command, "--help"]).text();
        let first = help.lines().next().unwrap();
        assert!(first.ends_with(|c: char| c.is_alphanumeric() || c == '.'), "{first}");
        assert!(help.contains("Examples:\n  printaloud"), "{command}: {help}");
        assert!(help.contains("Exit status: 0"), "{command}: {help}");
    }
}

#[test]
fn what_is_typed_wrongly_is_answered_with_what_would_do() {
    let room = Workspace::new();
    fs::write(room.path("my leaflet"), "# Rest\n\nSleep.\n").unwrap();
    fs::write(room.path("letter.docx"), b"PK\x03\x04and so on").unwrap();
    fs::write(room.path("letter.pdf"), b"%PDF-1.7 and so on").unwrap();
    for (words, status, message) in [
        (
            &["prnt"][..],
            2,
            "error: `prnt` is not a command\n  help: did you mean `print`? `printaloud --help` lists all commands\n",
        ),
        (
            &["leaflet.md"],
            2,
            "error: `leaflet.md` is not a command\n  help: `printaloud print leaflet.md` prints it, `printaloud speak leaflet.md` reads it aloud; ",
        ),
        (
            &["my leaflet"],
            2,
            "error: `my leaflet` is not a command\n  help: `printaloud print \"my leaflet\"` prints it, ",
        ),
        (
            &["print"],
            2,
            "error: a page is missing\n  help: `printaloud print --help` lists what can be chosen\n",
        ),
        (
            &["print", "a.md", "--them", "x"],
            2,
            "error: `--them` is not an option\n  help: did you mean `--theme`?",
        ),
        (
            &["print", "a.md", "--theme", "yellow"],
            2,
            "error: `yellow` will not do for `--theme`\n  help: did you mean `yellow-on-black`? It can be black-on-white, ",
        ),
        (
            &["print", "a.md", "--size", "big"],
            2,
            "error: `big` will not do for `--size`: it takes a number of points, such as 24\n",
        ),
        (&["print", "a.md", "--size"], 2, "error: a value is missing after `--size`\n"),
        (
            &["print", "a.md", "--size", "12pt"],
            2,
            "error: a size of 12 points is out of range: 16 is the least",
        ),
        (
            &["print", "a.md", "-o", "a.pdf", "--out-dir", "b"],
            2,
            "error: `--output` does not go with `--out-dir",
        ),
        (&["new", "a.md", "b.md"], 2, "error: `b.md` is one word too many\n"),
        (
            &["print", "letter.docx"],
            1,
            "letter.docx: error: this is a document of Word or LibreOffice, or another archive, not a page in Markdown\n  help: save its text as Markdown: ",
        ),
        (
            &["print", "letter.pdf"],
            2,
            "letter.pdf: error: this is a PDF, not a page in Markdown\n",
        ),
        (&["print", "."], 2, ".: error: this is a folder, not a file\n"),
    ] {
        let output = room.run(words);
        let told = output.stderr;
        assert!(told.starts_with(message), "{words:?}: {told}");
        assert_eq!(output.status, Some(status), "{words:?}");
    }
    assert_eq!(
        room.run(&["help", "print"]).text(),
        room.run(&["print", "--help"]).text()
    );
    assert_eq!(room.run(&["help"]).text(), room.run(&["--help"]).text());
    assert_eq!(room.run(&["version"]).text(), room.run(&["--version"]).text());
}

#[test]
fn a_new_page_passes_its_checks_once_it_is_filled_in() {
    let room = Workspace::new();
    let made = room.run(&["new", "rest.md", "--title", "Rest & *sleep*, \"well\""]);
    assert_eq!(made.status, Some(0), "{}", made.stderr);
    assert!(made.stderr.starts_with("rest.md: written\n  help: "), "{}", made.stderr);
    let page = fs::read_to_string(room.path("rest.md")).unwrap();
    // What is not filled in yet is told.
    let checked = room.run(&["check", "--strict", "rest.md"]);
    assert_eq!(checked.status, Some(1));
    assert_eq!(
        checked.text().matches("warning[empty-section]").count(),
        3,
        "{}",
        checked.text()
    );
    let mut filled = String::new();
    let mut rest = page.as_str();
    while let Some((before, after)) = rest.split_once("<!--") {
        filled.push_str(before);
        filled.push_str("Sleep when you can.");
        rest = after.split_once("-->").unwrap().1;
    }
    filled.push_str(rest);
    fs::write(room.path("rest.md"), filled).unwrap();
    let checked = room.run(&["check", "--strict", "rest.md"]);
    assert_eq!(checked.status, Some(0), "{}", checked.text());
    assert!(!checked.text().contains("warning"), "{}", checked.text());
    let printed = room.run(&["print", "rest.md"]);
    assert_eq!(printed.stderr, "rest.pdf: 1 page, A4, 18 points\n");
    let said = room.run(&["speak", "--script", "rest.md"]).text();
    assert!(said.starts_with("Rest and sleep, \"well\"\n"), "{said}");
    // It takes no file away.
    let again = room.run(&["new", "rest.md"]);
    assert_eq!(again.status, Some(2));
    assert!(again.stderr.contains("there is such a file already"), "{}", again.stderr);
    let welsh = room.run(&["new", "cwsg.md", "--lang", "cy"]);
    assert_eq!(welsh.status, Some(0));
    let page = fs::read_to_string(room.path("cwsg.md")).unwrap();
    assert!(page.contains("\nlang: cy\n") && page.contains("\n# Cwsg\n"), "{page}");
    assert!(!page.contains("medical advice"), "{page}");
}

#[test]
fn shells_complete_and_man_has_pages() {
    let room = Workspace::new();
    for (shell, mark) in [
        ("bash", "complete "),
        ("zsh", "#compdef printaloud"),
        ("fish", "complete -c printaloud"),
        ("powershell", "Register-ArgumentCompleter"),
    ] {
        let script = room.run(&["completions", shell]).text();
        assert!(script.contains(mark), "{shell}");
        for command in COMMANDS {
            assert!(script.contains(command), "{shell}: {command}");
        }
    }
    let script = room.path("complete.bash");
    fs::write(&script, room.run(&["completions", "bash"]).stdout).unwrap();
    assert!(Command::new("bash").arg("-n").arg(&script).status().unwrap().success());
    let manual = room.run(&["manual", "man"]);
    assert_eq!(manual.status, Some(0), "{}", manual.stderr);
    assert!(room.path("man/printaloud.1").exists());
}

#[test]
fn settings_are_shown_with_where_they_come_from() {
    let room = Workspace::new();
    let shown = room.run(&["config"]).text();
    assert!(shown.starts_with("There is no printaloud.toml here or above"), "{shown}");
    fs::write(
        room.path("printaloud.toml"),
        "# ours\norganisation = \"Example Cancer Care\"\nsize = 20\nengine = \"espeak-ng\"\nrate = -20\n",
    )
    .unwrap();
    fs::create_dir(room.path("pages")).unwrap();
    let shown = room.run(&["config", "pages"]).text();
    for line in [
        "organisation: Example Cancer Care (line 2)\n",
        "size: 20 points (line 3)\n",
        "paper: a4 (default)\n",
        "rate: -20 (line 5)\n",
        "voice: none (default)\n",
    ] {
        assert!(shown.contains(line), "{shown}");
    }
    let json: Value =
        serde_json::from_slice(&room.run(&["config", "--json"]).stdout).unwrap();
    assert_eq!(json["settings"]["size"]["value"], "20");
    assert_eq!(json["settings"]["size"]["line"], 3);
    // Editors know the same keys, and so does the page that describes them.
    let schema = fs::read_to_string(root().join("docs/settings.schema.json")).unwrap();
    let schema: Value = serde_json::from_str(&schema).unwrap();
    let known: Vec<&String> = schema["properties"].as_object().unwrap().keys().collect();
    let shown: Vec<&String> = json["settings"].as_object().unwrap().keys().collect();
    assert_eq!(known, shown);
    let docs = fs::read_to_string(root().join("docs/settings.md")).unwrap();
    for key in shown {
        assert!(docs.contains(&format!("`{key}`")), "docs/settings.md lacks {key}");
    }
    fs::write(room.path("printaloud.toml"), "sise = 20\n").unwrap();
    let wrong = room.run(&["config"]);
    assert_eq!(wrong.status, Some(2));
    assert!(wrong.stderr.contains("did you mean `size`?"), "{}", wrong.stderr);
    assert_eq!(room.run(&["config", "nowhere"]).status, Some(2));
}

/// How an organisation wants its recordings holds for `record` and for batches.
#[test]
#[cfg(feature = "record")]
fn recordings_sound_as_the_settings_say() {
    if tool("espeak-ng").is_none() {
        return;
    }
    let room = Workspace::new();
    fs::write(room.path("page.md"), "---\nnext-review: 2999\n---\n# Rest\n\nSleep when you are tired, at any time of the day.\n").unwrap();
    let length = |arguments: &[&str]| {
        let output = room.run(
            &[
                &["record", "page.md", "--no-cache", "--format", "wav", "-o", "page.wav"],
                arguments,
            ]
            .concat(),
        );
        assert_eq!(output.status, Some(0), "{}", output.stderr);
        fs::metadata(room.path("page.wav")).unwrap().len()
    };
    let usual = length(&[]);
    fs::write(room.path("printaloud.toml"), "rate = -60\n").unwrap();
    let slow = length(&[]);
    assert!(slow * 10 > usual * 13, "{usual} and {slow}");
    assert_eq!(length(&["--rate", "0"]), usual);
    fs::write(
        room.path("batch.toml"),
        "pages = [\"page.md\"]\nout = \"out\"\n[[forms]]\nform = \"wav\"\n",
    )
    .unwrap();
    assert_eq!(room.run(&["batch"]).status, Some(0));
    assert_eq!(fs::metadata(room.path("out/page.wav")).unwrap().len(), slow);
}

#[test]
fn the_settings_name_the_batch() {
    let room = Workspace::new();
    let lacks = room.run(&["batch"]);
    assert_eq!(lacks.status, Some(2), "{}", lacks.stderr);
    fs::create_dir(room.path("jobs")).unwrap();
    fs::write(room.path("printaloud.toml"), "batch = \"jobs/all.toml\"\n").unwrap();
    fs::write(
        room.path("jobs/page.md"),
        "---\nnext-review: 2999\n---\n# Rest\n\nSleep.\n",
    )
    .unwrap();
    fs::write(
        room.path("jobs/all.toml"),
        "pages = [\"page.md\"]\nout = \"out\"\n[[forms]]\nform = \"pdf\"\n",
    )
    .unwrap();
    let made = room.run(&["batch"]);
    assert_eq!(made.status, Some(0), "{}", made.stderr);
    assert!(room.path("jobs/out/page-18pt.pdf").exists(), "{}", made.stderr);
}
