//! Jobs with mistakes, odd names, and settings that hold for an organisation.

use crate::support::ran::{Ran, printaloud};
use crate::support::workspace::{SMALL_JOB, Workspace, small_batch};
use crate::support::{run, tool};
use std::fs;
use std::process::Command;

#[test]
fn all_mistakes_are_told_at_once_with_their_lines() {
    let room = small_batch(1, 1);
    room.write("batch.toml", "organization = \"x\"\npages = [\"pages/*.md\", \"missing/*.md\"]\ncentres = \"centers.csv\"\n\n[[forms]]\nform = \"pfd\"\n\n[[forms]]\nform = \"pdf\"\nsize = 12\n\n[[forms]]\nform = \"script\"\nrate = 200\n");
    room.write("printaloud.toml", "papr = \"a4\"\nsize = \"large\"\n");
    let ran = room.run(&[]);
    assert_eq!(ran.status, Some(2));
    for line in [
        "batch.toml:1:1: error[batch]: `organization` is not known here\n  help: did you mean `organisation`?\n",
        "batch.toml:2:24: error[batch]: no page is named `missing/*.md`\n",
        "batch.toml:3:11: error[batch]: `centers.csv`: no such file\n",
        "batch.toml:6:8: error[batch]: `form` cannot be `pfd`\n  help: write one of pdf, script, mp3, opus, wav, cd\n",
        "batch.toml:14:8: error[batch]: `rate` cannot be 200\n",
        "printaloud.toml:1:1: error[settings]: `papr` is not known here\n  help: did you mean `paper`?\n",
        "printaloud.toml:2:8: error[settings]: `size` has to be a number, and is words\n",
    ] {
        assert!(ran.stderr.contains(line), "{line}\n{}", ran.stderr);
    }
    assert!(!room.path("out").exists());
    room.write("printaloud.toml", "");
    room.write("batch.toml", format!("{SMALL_JOB}size = 12\n"));
    let ran = room.run(&[]);
    assert!(
        ran.stderr.starts_with(
            "batch.toml:5:1: error[batch]: a size of 12 points is out of range"
        ),
        "{}",
        ran.stderr
    );
}

#[test]
fn a_newcomer_is_shown_the_way() {
    let room = Workspace::of("batch");
    let ran = room.run(&[]);
    assert_eq!(ran.status, Some(2));
    assert_eq!(
        ran.stderr,
        "batch.toml: error: no such file\n  help: `printaloud batch --init` writes one to begin from\n"
    );
    let ran = room.make(&["--init"]);
    assert_eq!(
        ran.stderr,
        "batch.toml: written\n  help: edit it, then type `printaloud batch`\n"
    );
    assert_eq!(room.run(&["--init"]).status, Some(2));
    // What it wrote is a job for what lies beside it.
    room.write("page.md", "# A page\n\nWords.\n");
    room.make(&[]);
    assert_eq!(room.pdfs().len(), 2);
    assert!(room.path("out/page-18pt.pdf").is_file());
    let room = Workspace::of("batch");
    room.write("content/page.md", "# A page\n\nWords.\n");
    room.write("content/centres.csv", "name\nNorthbridge\n");
    room.make(&["--init"]);
    room.make(&[]);
    assert!(room.path("out/northbridge/page-18pt.pdf").is_file());
}

#[test]
fn two_files_of_one_name_are_refused_before_anything_is_written() {
    let room = small_batch(1, 1);
    room.write(
        "batch.toml",
        format!("{SMALL_JOB}\n[[forms]]\nform = \"pdf\"\nleading = 2\n"),
    );
    let ran = room.run(&[]);
    assert_eq!(ran.status, Some(2));
    assert_eq!(
        ran.stderr,
        "error: two forms of pages/page-1.md would both become centre-1/page-1-18pt.pdf\n  help: give one of the forms a `name`\n"
    );
    assert!(!room.path("out").exists());
}

#[test]
fn pages_of_one_name_are_told_apart_by_their_folders() {
    let room = small_batch(1, 1);
    room.write("pages/adults/page-1.md", "# One\n\nWords.\n");
    room.write("pages/children/page-1.md", "# Two\n\nWords.\n");
    room.write("batch.toml", SMALL_JOB.replace("pages/*.md", "pages/**/*.md"));
    room.make(&[]);
    let files = room.files();
    let pdfs: Vec<&String> = files.keys().filter(|name| name.ends_with(".pdf")).collect();
    assert_eq!(
        pdfs,
        [
            "centre-1/adults-page-1-18pt.pdf",
            "centre-1/children-page-1-18pt.pdf",
            "centre-1/pages-page-1-18pt.pdf"
        ]
    );
}

#[test]
fn names_of_centres_become_safe_folders() {
    let room = small_batch(1, 1);
    let long = "Long ".repeat(60);
    room.write("centres.csv", format!("name,slug,address\n../../outside,,\n/etc,,\nCON,,\n🎗🎗,,\n{long},,\nTwin,,1 First Street\nTwin,,2 Second Street\nNamed,../up,\nمركز,,\n=cmd|'/c calc'!A1,,\n"));
    let ran = room.make(&[]);
    assert!(ran.stderr.contains("centres.csv:7:1: warning[centres]: another centre's folder would be named `twin` too"), "{}", ran.stderr);
    assert!(
        ran.stderr.contains(
            "the slug `../up` cannot name a folder everywhere; the folder is `up`"
        ),
        "{}",
        ran.stderr
    );
    let mut folders: Vec<String> = fs::read_dir(room.path("out"))
        .unwrap()
        .map(|entry| entry.unwrap())
        .filter(|entry| entry.file_type().unwrap().is_dir())
        .map(|entry| entry.file_name().into_string().unwrap())
        .filter(|name| name != ".printaloud")
        .collect();
    folders.sort();
    assert_eq!(folders.len(), 10, "{folders:?}");
    for folder in &folders {
        assert!(
            folder.len() <= 90 && folder.chars().all(|c| c.is_alphanumeric() || c == '-'),
            "{folder}"
        );
        assert!(folder != "con");
    }
    assert!(
        folders.iter().any(|folder| folder == "etc")
            && folders.iter().any(|it| it == "up")
    );
    // Nothing was made outside.
    let beside = fs::read_dir(room.path("")).unwrap().count();
    assert_eq!(beside, 4);
    // The order of the table makes no difference to the names.
    let made = room.files();
    let table = fs::read_to_string(room.path("centres.csv")).unwrap();
    let mut rows: Vec<&str> = table.lines().collect();
    rows[1..].reverse();
    room.write("centres.csv", rows.join("\n"));
    let ran = room.make(&[]);
    assert!(
        ran.stderr.ends_with("0 leaflets made, 10 up to date, 0 failed\n"),
        "{}",
        ran.stderr
    );
    assert!(made.keys().eq(room.files().keys()));
    room.write("centres.csv", "name,slug\nA,same\nB,same\n");
    let ran = room.run(&[]);
    assert_eq!(ran.status, Some(2));
    assert!(
        ran.stderr.contains("another centre's folder is named `same"),
        "{}",
        ran.stderr
    );
}

#[test]
fn pages_may_be_for_some_centres_and_centres_may_have_forms_of_their_own() {
    let room = small_batch(1, 3);
    room.write(
        "pages/only.md",
        "---\ncentres: [centre-1, centre-2]\n---\n# Only\n\nWords.\n",
    );
    room.write("pages/not.md", "---\nnot:\n  - centre-1\n---\n# Not\n\nWords.\n");
    room.write("centres.csv", "name,size\nCentre 1,\nCentre 2,24\nCentre 3,\n");
    room.make(&[]);
    let files = room.files();
    let pdfs: Vec<&String> = files.keys().filter(|name| name.ends_with(".pdf")).collect();
    assert_eq!(
        pdfs,
        [
            "centre-1/only-18pt.pdf",
            "centre-1/page-1-18pt.pdf",
            "centre-2/not-24pt.pdf",
            "centre-2/only-24pt.pdf",
            "centre-2/page-1-24pt.pdf",
            "centre-3/not-18pt.pdf",
            "centre-3/page-1-18pt.pdf",
        ]
    );
    room.write("pages/only.md", "---\ncentres: centre-7\n---\n# Only\n\nWords.\n");
    let ran = room.make(&[]);
    assert!(
        ran.stderr.contains(
            "pages/only.md: warning[unknown-centre]: no centre is named `centre-7`"
        ),
        "{}",
        ran.stderr
    );
}

#[test]
fn the_settings_of_an_organisation_hold_for_every_command() {
    let room = small_batch(1, 1);
    room.write(
        "printaloud.toml",
        "organisation = \"Example Cancer Care\"\nsize = 22\nlang = \"cy\"\n",
    );
    room.write(
        "batch.toml",
        SMALL_JOB.replace("organisation = \"Example Cancer Care\"\n", ""),
    );
    room.make(&[]);
    assert!(room.path("out/centre-1/page-1-22pt.pdf").exists());
    let print = |arguments: &[&str]| {
        let mut command = printaloud(&room.path(""));
        command.args(["print", "pages/page-1.md"]).args(arguments);
        Ran::from(command.output().unwrap()).stderr
    };
    assert_eq!(print(&[]), "page-1.pdf: 1 page, A4, 22 points\n");
    assert_eq!(print(&["--size", "16"]), "page-1.pdf: 1 page, A4, 16 points\n");
    if tool("pdfinfo").is_some() {
        let info = run(Command::new("pdfinfo").arg(room.path("page-1.pdf")));
        assert!(info.contains("Author:          Example Cancer Care\n"), "{info}");
    }
    room.write("printaloud.toml", "size = 9\n");
    assert!(
        print(&[]).contains(
            "printaloud.toml:1:1: error[settings]: a size of 9 points is out of range"
        ),
        "{}",
        print(&[])
    );
}

#[test]
fn without_centres_every_leaflet_is_made_once() {
    let room = small_batch(2, 1);
    room.write("batch.toml", "pages = \"pages/*.md\"\n[[forms]]\nform = \"pdf\"\n");
    room.make(&[]);
    let names: Vec<String> = room.files().into_keys().collect();
    assert_eq!(
        names,
        [
            "SHA256SUMS",
            "index.html",
            "manifest.json",
            "page-1-18pt.pdf",
            "page-2-18pt.pdf"
        ]
    );
}

/// The settings of a folder hold for a job below it, wherever the program is run.
#[test]
fn settings_above_a_job_hold_for_it() {
    let room = small_batch(1, 1);
    room.write("printaloud.toml", "size = 30\n");
    fs::create_dir(room.path("below")).unwrap();
    for name in ["batch.toml", "centres.csv", "pages"] {
        fs::rename(room.path(name), room.path("below").join(name)).unwrap();
    }
    room.make(&["below/batch.toml"]);
    let mut command = room.command(&[]);
    let ran: Ran = command.current_dir(room.path("below")).output().unwrap().into();
    assert_eq!(ran.status, Some(0), "{}", ran.stderr);
    assert!(
        ran.stderr.ends_with("out: 0 leaflets made, 1 up to date, 0 failed\n"),
        "{}",
        ran.stderr
    );
    assert!(room.path("below/out/centre-1/page-1-30pt.pdf").is_file());
}
