//! Every command line that README, docs and help show is run, each in a folder of its own that
//! has what a reader would have there.
#![cfg(unix)]

use crate::support::ran::COMMANDS;
use crate::support::{root, tool};
use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::{Command, Stdio};

const PROGRAM: &str = env!("CARGO_BIN_EXE_printaloud");

/// A page that has what the examples name.
const PAGE: &str = "---\nnext-review: 2999\n---\n# A page\n\nSome words.\n\n## How you may feel\n\nMore words.\n";

/// The command lines that are shown, without what is said of them.
fn shown() -> BTreeSet<String> {
    let mut shown = BTreeSet::new();
    let mut pages = vec![root().join("README.md")];
    let docs = fs::read_dir(root().join("docs")).unwrap();
    pages.extend(docs.map(|it| it.unwrap().path()));
    for page in pages.iter().filter(|page| page.extension().is_some_and(|it| it == "md"))
    {
        let text = fs::read_to_string(page).unwrap();
        for (at, block) in text.split("```").enumerate() {
            if at % 2 == 1 {
                shown.extend(block.lines().map(str::to_owned));
            } else {
                // What stands in a sentence is a command line where it has arguments.
                let code = block.split('`').skip(1).step_by(2);
                let whole = code.filter(|it| it.split(' ').count() > 2);
                shown.extend(whole.map(str::to_owned));
            }
        }
    }
    for command in COMMANDS {
        let help = Command::new(PROGRAM).args([command, "--help"]).output().unwrap();
        let help = String::from_utf8(help.stdout).unwrap();
        let examples = help.split("Examples:\n").nth(1).unwrap_or_default();
        shown.extend(examples.lines().map(|line| line.trim().to_owned()));
    }
    shown
        .into_iter()
        .map(|line| line.split("  ").next().unwrap_or_default().to_owned())
        .filter(|line| {
            let ours = ["printaloud ", "target/release/printaloud "];
            let line = line.strip_prefix("cat leaflet.md | ").unwrap_or(line);
            ours.iter().any(|begin| line.starts_with(begin))
        })
        .collect()
}

/// A folder with pages, a job and a home.
fn furnish(room: &Path, line: &str) {
    for folder in [
        "bin",
        "target/release",
        "pages",
        "home/.local/share/bash-completion/completions",
        "home/.config/fish/completions",
        "home/.zfunc",
    ] {
        fs::create_dir_all(room.join(folder)).unwrap();
    }
    symlink(PROGRAM, room.join("bin/printaloud")).unwrap();
    symlink(PROGRAM, room.join("target/release/printaloud")).unwrap();
    if !line.contains(" new ") {
        for page in ["leaflet.md", "my-page.md", "PAGE.md"] {
            fs::write(room.join(page), PAGE).unwrap();
        }
    }
    for page in ["pages/one.md", "pages/two.md"] {
        fs::write(room.join(page), PAGE).unwrap();
    }
    fs::write(
        room.join("my-words.toml"),
        "[[words]]\nword = \"words\"\nsay = \"wurds\"\n",
    )
    .unwrap();
    if line.contains(" batch") && !line.contains("--init") {
        fs::copy(root().join("batch.toml"), room.join("batch.toml")).unwrap();
        symlink(root().join("content"), room.join("content")).unwrap();
    }
}

/// Runs a line as a shell does.
fn run(room: &Path, line: &str) -> (Option<i32>, String) {
    let path = std::env::var("PATH").unwrap();
    let piper = tool("piper").map_or_else(String::new, |piper| {
        format!(":{}", piper.parent().unwrap().display())
    });
    let output = Command::new("sh")
        .args(["-c", line])
        .current_dir(room)
        .env("PATH", format!("{}:{path}{piper}", room.join("bin").display()))
        .env("HOME", room.join("home"))
        .env("XDG_CACHE_HOME", room.join("home/cache"))
        .env("PROFILE", room.join("home/profile.ps1"))
        // Voices and sound have tests of their own.
        .env("SPEECHD_ADDRESS", "unix_socket:/nonexistent/speechd.sock")
        .env("SPEECHD_CMD", "/nonexistent/speech-dispatcher")
        .stdin(Stdio::null())
        .output()
        .unwrap();
    (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
}

/// The help of a command, as at a terminal of 90 columns.
fn help(command: &[&str]) -> String {
    let mut run = Command::new(PROGRAM);
    let output = run.args(command).arg("--help").env("COLUMNS", "90").output().unwrap();
    assert!(output.status.success());
    String::from_utf8(output.stdout).unwrap()
}

/// The options in a text: `-o`, `--output`.
fn options(text: &str) -> BTreeSet<&str> {
    let words = text.split(|c: char| !(c.is_alphanumeric() || c == '-'));
    words
        .filter(|word| word.len() > 1 && word.starts_with('-') && !word.ends_with('-'))
        .collect()
}

/// `SNAPSHOTS=overwrite` writes the page anew.
#[test]
fn the_reference_has_every_command_as_its_help_says_it() {
    let mut page =
        "# Commands\n\nWhat every command says of itself with `--help`.\n".to_owned();
    let all = [&[][..]].into_iter().chain(COMMANDS.iter().map(std::slice::from_ref));
    for command in all {
        let name = command.first().map_or(String::new(), |name| format!(" {name}"));
        page.push_str(&format!(
            "\n## printaloud{name}\n\n```text\n{}\n```\n",
            help(command).trim_end()
        ));
    }
    let path = root().join("docs/commands.md");
    if std::env::var("SNAPSHOTS").is_ok_and(|it| it == "overwrite") {
        fs::write(&path, &page).unwrap();
    }
    assert!(
        fs::read_to_string(path).unwrap() == page,
        "docs/commands.md is not what --help says"
    );
}

#[test]
fn every_option_is_in_the_manual_and_in_the_documents() {
    let folder = tempfile::tempdir().unwrap();
    let written =
        Command::new(PROGRAM).arg("manual").arg(folder.path()).output().unwrap();
    assert!(written.status.success());
    let documents = fs::read_to_string(root().join("docs/commands.md")).unwrap();
    let listed = help(&[]);
    for command in COMMANDS {
        assert!(listed.contains(&format!("\n  {command} ")), "{command} is not listed");
        let manual = folder.path().join(format!("printaloud-{command}.1"));
        let manual = fs::read_to_string(manual).unwrap();
        let manual = ["\\fB", "\\fI", "\\fR"]
            .iter()
            .fold(manual, |text, font| text.replace(font, " "))
            .replace("\\-", "-");
        let heading = format!("## printaloud {command}\n");
        let section = documents.split(&heading).nth(1).unwrap();
        let section = section.split("\n## ").next().unwrap();
        let help = help(&[command]);
        let wanted = options(&help);
        assert!(wanted.contains("--help"), "{command}: {wanted:?}");
        for missing in [options(&manual), options(section)] {
            let missing: Vec<_> = wanted.difference(&missing).collect();
            assert!(missing.is_empty(), "{command}: {missing:?}");
        }
    }
}

#[test]
fn every_command_line_that_is_shown_works() {
    let lines = shown();
    assert!(lines.len() > 50, "{lines:#?}");
    let mut wrong = Vec::new();
    for line in &lines {
        let recorded = line.contains(" record ");
        if recorded && (cfg!(not(feature = "record")) || tool("espeak-ng").is_none()) {
            continue;
        }
        let folder = tempfile::tempdir().unwrap();
        let room = folder.path();
        furnish(room, line);
        let mut line = line.clone();
        // Its sound has tests of its own; here its words are enough.
        let silent = ["--list", "--help", "--script"];
        if line.contains(" speak ") && !silent.iter().any(|it| line.contains(it)) {
            line.push_str(" --script");
        }
        if line.contains("--engine piper") {
            let Some(voice) = tool("piper-voice") else { continue };
            symlink(&voice, room.join("en_GB-alba-medium.onnx")).unwrap();
            let described = format!("{}.json", voice.display());
            symlink(described, room.join("en_GB-alba-medium.onnx.json")).unwrap();
        }
        let before: &[&str] = match () {
            () if line.contains("--merge") => {
                &["printaloud batch --shard 1/2", "printaloud batch --shard 2/2"]
            }
            () if line.contains("--verify") => &["printaloud batch"],
            () => &[],
        };
        for first in before {
            assert_eq!(run(room, first).0, Some(0), "{first}");
        }
        let line = line.replace("--verify FOLDER", "--verify out");
        let (status, told) = run(room, &line);
        let allowed: &[i32] = match () {
            () if line.contains(" voices") => &[0, 3],
            () if line.contains(" doctor") => &[0, 1],
            () => &[0],
        };
        if !status.is_some_and(|status| allowed.contains(&status)) {
            wrong.push(format!("{line}\n  {status:?}: {told}"));
        }
    }
    println!("{} command lines", lines.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
