//! The command as a newcomer types it, with right and with wrong arguments.

use crate::support::ran::Ran;
use crate::support::root;
use crate::support::workspace::Workspace;
use std::fs;
use std::path::Path;
use std::process::Stdio;

const PAGE: &str = "---\nnext-review: 2999\n---\n\n# A page\n\nSome words.\n";

fn is_pdf(path: &Path) -> bool {
    let bytes = fs::read(path).unwrap();
    bytes.starts_with(b"%PDF-1.7") && bytes.ends_with(b"%%EOF")
}

#[test]
fn a_page_becomes_a_pdf_in_this_folder() {
    let room = Workspace::new().with("page.md", PAGE);
    let ran = room.run(&["print", "page.md"]);
    assert_eq!((ran.status, ran.stdout.len()), (Some(0), 0));
    assert_eq!(ran.stderr, "page.pdf: 1 page, A4, 18 points\n");
    assert!(is_pdf(&room.path("page.pdf")));
    assert_eq!(room.names(), ["page.md", "page.pdf"]);
}

#[test]
fn options_are_obeyed_and_folders_made() {
    let room = Workspace::new().with("page.md", PAGE);
    let ran = room.run(&[
        "print",
        "page.md",
        "--out-dir",
        "a/b",
        "--size",
        "24",
        "--paper",
        "A5",
        "--theme",
        "white-on-black",
        "--hyphenation",
        "full",
        "--leading",
        "1.2",
        "--margin",
        "15",
        "--no-background",
        "--lang",
        "cy",
    ]);
    assert_eq!(ran.status, Some(0), "{}", ran.stderr);
    assert!(ran.stderr.ends_with("page.pdf: 1 page, A5, 24 points\n"), "{}", ran.stderr);
    assert!(is_pdf(&room.path("a/b/page.pdf")));
}

#[test]
fn pages_come_from_standard_input_and_go_to_standard_output() {
    let room = Workspace::new().with("page.md", PAGE);
    let input = fs::File::open(room.path("page.md")).unwrap();
    let output = room.command(&[]).args(["print", "-"]).stdin(input).output().unwrap();
    let ran = Ran::from(output);
    assert_eq!(ran.status, Some(0));
    assert!(ran.stdout.starts_with(b"%PDF-1.7"));
    assert_eq!(ran.stderr, "standard output: 1 page, A4, 18 points\n");
    let to_stdout = room.run(&["print", "page.md", "-o", "-"]);
    assert!(to_stdout.stdout.starts_with(b"%PDF-1.7"));
    let unnamed = room.run(&["print", "-", "--out-dir", "out"]);
    assert_eq!(unnamed.status, Some(2));
    assert!(unnamed.stderr.contains("standard input has no name"), "{}", unnamed.stderr);
}

#[test]
fn one_bad_page_stops_none() {
    let room = Workspace::new().with("page.md", PAGE);
    fs::write(room.path("bad.md"), [b'#', b' ', b'A', 0xff, b'b']).unwrap();
    fs::write(room.path("empty.md"), "").unwrap();
    fs::create_dir(room.path("folder")).unwrap();
    let ran =
        room.run(&["print", "missing.md", "bad.md", "empty.md", "folder", "page.md"]);
    assert_eq!(ran.status, Some(1));
    for line in [
        "missing.md: error: no such file\n",
        "bad.md: error: the file is not UTF-8: byte 3 is the first that does not fit\n",
        "empty.md:1:1: error[nothing-to-print]: the page has nothing to print\n",
        "folder: error: this is a folder, not a file\n",
        "page.pdf: 1 page, A4, 18 points\n",
    ] {
        assert!(ran.stderr.contains(line), "{line}{}", ran.stderr);
    }
    assert_eq!(
        room.names(),
        ["bad.md", "empty.md", "folder", "missing.md", "page.md", "page.pdf"]
            .into_iter()
            .filter(|name| *name != "missing.md")
            .collect::<Vec<_>>()
    );
}

#[test]
fn what_no_reader_could_read_is_refused_with_the_reason() {
    let room = Workspace::new().with("page.md", PAGE);
    for (arguments, reason) in [
        (
            &["--size", "9"][..],
            "16 is the least, because smaller text is not large print",
        ),
        (&["--size", "nan"], "out of range"),
        (&["--leading", "1"], "1.2 is the least"),
        (&["--margin", "80"], "leave a column of 50 mm"),
        (&["--margin", "-5"], "margins of -5"),
        (&["--paper", "b4"], "a4"),
        (&["--theme", "grey"], "black-on-white"),
        (&["--lang", "english please"], "not a language tag"),
        (&["--font", "page.md"], "not a TrueType or OpenType font"),
        (&["--bold-font", "none.ttf"], "no such file"),
        (&["--bright"], "`--bright` is not an option"),
    ] {
        let ran = room.run(&[&["print", "page.md"], arguments].concat());
        assert_eq!(ran.status, Some(2), "{arguments:?} {}", ran.stderr);
        assert!(ran.stderr.contains(reason), "{arguments:?} {}", ran.stderr);
        assert_eq!(room.names(), ["page.md"], "{arguments:?}");
    }
}

#[test]
fn no_page_is_overwritten_and_no_two_share_a_file() {
    let room = Workspace::new().with("page.md", PAGE);
    fs::create_dir(room.path("other")).unwrap();
    fs::write(room.path("other/page.md"), PAGE).unwrap();
    for (arguments, reason) in [
        (&["page.md", "-o", "page.md"][..], "it would be overwritten"),
        (&["page.md", "-o", "./other/../page.md"], "it would be overwritten"),
        (&["page.md", "other/page.md"], "would both become"),
        (&["page.md", "other/page.md", "-o", "x.pdf"], "use --out-dir"),
        (
            &["page.md", "-o", "x.pdf", "--out-dir", "y"],
            "`--output` does not go with `--out-dir",
        ),
    ] {
        let ran = room.run(&[&["print"], arguments].concat());
        assert_eq!(ran.status, Some(2), "{arguments:?}");
        assert!(ran.stderr.contains(reason), "{arguments:?} {}", ran.stderr);
    }
    assert_eq!(fs::read_to_string(room.path("page.md")).unwrap(), PAGE);
    assert_eq!(room.names(), ["other", "page.md"]);
}

#[test]
fn a_full_disk_and_a_closed_pipe_are_told() {
    let room = Workspace::new().with("page.md", PAGE);
    if Path::new("/dev/full").exists() {
        let ran = room.run(&["print", "page.md", "-o", "/dev/full"]);
        assert_eq!(ran.status, Some(1));
        assert!(ran.stderr.contains("no space left on the disk"), "{}", ran.stderr);
    }
    let mut child = room
        .command(&["print", "page.md", "-o", "-"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let ran = Ran::from(child.wait_with_output().unwrap());
    assert_eq!(ran.status, Some(1), "{}", ran.stderr);
    assert!(ran.stderr.contains("standard output: error: "), "{}", ran.stderr);
    let nowhere = room.run(&["print", "page.md", "-o", "no/such/folder/page.pdf"]);
    assert_eq!(nowhere.status, Some(1));
    assert_eq!(room.names(), ["page.md"]);
}

#[test]
fn a_file_that_cannot_be_written_stays_as_it_was() {
    let room = Workspace::new().with("page.md", PAGE);
    fs::write(room.path("page.pdf"), "old").unwrap();
    fs::create_dir(room.path("taken.pdf")).unwrap();
    let ran = room.run(&["print", "page.md", "-o", "taken.pdf"]);
    assert_eq!(ran.status, Some(1));
    assert!(ran.stderr.contains("taken.pdf: error: this is a folder"), "{}", ran.stderr);
    assert_eq!(fs::read_to_string(room.path("page.pdf")).unwrap(), "old");
    assert_eq!(room.run(&["print", "page.md"]).status, Some(0));
    assert!(is_pdf(&room.path("page.pdf")));
    assert_eq!(room.names(), ["page.md", "page.pdf", "taken.pdf"]);
}

#[test]
fn help_teaches() {
    let room = Workspace::new().with("page.md", PAGE);
    let help = room.run(&["print", "--help"]);
    assert_eq!(help.status, Some(0));
    let help = String::from_utf8(help.stdout).unwrap();
    for word in
        ["Examples:", "--size", "--hyphenation", "black-on-yellow", "Exit status:"]
    {
        assert!(help.contains(word), "{word}");
    }
    let wrong = room.run(&["print"]);
    assert_eq!(wrong.status, Some(2));
    assert!(wrong.stderr.contains("printaloud print --help"), "{}", wrong.stderr);
}

#[test]
fn a_font_of_the_users_is_used_and_what_it_lacks_is_named() {
    let room = Workspace::new().with("page.md", PAGE);
    fs::write(room.path("dose.md"), "# Dose\n\nTake 5 µg.\n").unwrap();
    let mono = root().join("fonts/AtkinsonHyperlegibleMono_400Regular.ttf");
    let font = ["print", "dose.md", "--font", mono.to_str().unwrap()];
    let ran = room.run(&font);
    assert_eq!(ran.status, Some(0), "{}", ran.stderr);
    assert!(
        ran.stderr.contains("dose.md:3:8: warning[font-lacks-glyph]: your font lacks"),
        "{}",
        ran.stderr
    );
    let pdf = lopdf::Document::load(room.path("dose.pdf")).unwrap();
    let names: Vec<String> = pdf
        .objects
        .values()
        .filter_map(|object| object.as_dict().ok()?.get(b"FontName").ok()?.as_name().ok())
        .map(|name| String::from_utf8_lossy(name).into_owned())
        .collect();
    for name in [
        "AtkinsonHyperlegibleMono-Regular",
        "NotoSans-Regular",
        "AtkinsonHyperlegibleNext-Bold",
    ] {
        assert!(names.iter().any(|own| own.ends_with(name)), "{name}: {names:?}");
    }
}

#[test]
fn the_same_page_gives_the_same_bytes() {
    let page = root().join("content/if-cancer-comes-back.md");
    let source = fs::read_to_string(page).unwrap();
    // Longer than one chunk of pages, so that several processors write it.
    let long = source.clone() + &source.replace("---", "").repeat(8);
    let mut made = Vec::new();
    for zone in ["UTC", "Pacific/Auckland"] {
        let room = Workspace::new().with("page.md", PAGE);
        fs::write(room.path("long.md"), &long).unwrap();
        for _ in 0..2 {
            let mut command = room.command(&[]);
            let ran = Ran::from(
                command.args(["print", "long.md"]).env("TZ", zone).output().unwrap(),
            );
            assert_eq!(ran.status, Some(0), "{}", ran.stderr);
            made.push(fs::read(room.path("long.pdf")).unwrap());
            // No clock may be read: one that counts seconds has moved on by the next run.
            std::thread::sleep(std::time::Duration::from_millis(1100));
        }
    }
    assert!(made.iter().all(|bytes| *bytes == made[0]));
    let pdf = lopdf::Document::load_mem(&made[0]).unwrap();
    let info = pdf.trailer.get(b"Info").unwrap().as_reference().unwrap();
    assert!(!pdf.get_dictionary(info).unwrap().has(b"CreationDate"));
}

#[test]
fn dates_come_from_the_environment() {
    let room = Workspace::new().with("page.md", PAGE);
    let mut command = room.command(&[]);
    command.args(["print", "page.md"]).env("SOURCE_DATE_EPOCH", "1767225600");
    assert_eq!(Ran::from(command.output().unwrap()).status, Some(0));
    let pdf = lopdf::Document::load(room.path("page.pdf")).unwrap();
    let info = pdf.trailer.get(b"Info").unwrap().as_reference().unwrap();
    let date = pdf.get_dictionary(info).unwrap().get(b"CreationDate").unwrap();
    assert_eq!(date.as_str().unwrap(), b"D:20260101000000Z");
    let mut command = room.command(&[]);
    command.args(["print", "page.md"]).env("SOURCE_DATE_EPOCH", "yesterday");
    let refused = Ran::from(command.output().unwrap());
    assert_eq!(refused.status, Some(2));
    assert!(refused.stderr.contains("SOURCE_DATE_EPOCH"), "{}", refused.stderr);
}

/// Whatever command meets it, what is wrong with a file of the project is told once, and it is not
/// called a page.
#[test]
fn what_is_wrong_with_a_project_is_told_once() {
    let room = Workspace::new().with("page.md", "# Rest\n\nSleep.\n");
    room.write("batch.toml", "pages = [\"page.md\"]\n\n[[forms]]\nform = \"script\"\n");
    let told = |arguments: &[&str]| {
        let ran = room.run(arguments);
        assert_eq!(ran.status, Some(2), "{arguments:?}: {}", ran.stderr);
        ran.stderr
            .replace(&room.folder().canonicalize().unwrap().display().to_string(), "F")
    };
    let commands: [&[&str]; 4] = [
        &["check", "page.md"],
        &["record", "page.md"],
        &["speak", "--script", "page.md"],
        &["batch"],
    ];
    room.write("printaloud.toml", "lexicon = \"words.toml\"\n");
    room.write("words.toml", "[[words]]\nword = \"GP\"\n");
    for command in commands {
        assert_eq!(
            told(command),
            "F/words.toml:1:1: error[lexicon]: `say` is missing or empty\n",
            "{command:?}"
        );
    }
    for (bytes, why) in [
        (
            &b"\xff\xfes\0i\0z\0e\0"[..],
            "the file is not UTF-8: byte 0 is the first that does not fit\n  help: save it as UTF-8 in your editor",
        ),
        (b"%PDF-1.7", "this is a PDF, not a text\n  help: save it as plain text"),
    ] {
        room.write("printaloud.toml", bytes);
        let print: &[&str] = &["print", "page.md"];
        let new: &[&str] = &["new", "other.md"];
        for command in commands.into_iter().chain([print, new]) {
            let expected = format!("F/printaloud.toml: error: {why}\n");
            assert_eq!(told(command), expected, "{command:?}");
        }
    }
}
