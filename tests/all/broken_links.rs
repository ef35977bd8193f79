//! Links to pages that are not there are told by every command that makes or checks a page.

use crate::support::ran::{Ran, printaloud};
use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::Stdio;

const PAGE: &str = "---\ntitle: Rest\nlang: en-GB\nlast-review: 2026-11\nnext-review: 2028-11\n---\n\n# Rest\n\nSee [food](food.md#fish), [sleep](sleep.html) and [the form](forms/form.pdf). Then [walk](walk.md), [ask](../ask%20us.md) or [sit](/sit.md).\n";

const WALK: &str =
    "the link to `walk.md` leads to a page that is not there; only its words are printed";

/// A folder with the page and with some of the pages that it links to.
fn room() -> tempfile::TempDir {
    let room = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        let path = room.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    write("pages/rest.md", PAGE);
    write("pages/food.md", "# Food\n");
    write("pages/sleep.md", "# Sleep\n");
    write("pages/forms/form.pdf", "");
    write("ask us.md", "# Ask us\n");
    write(
        "batch.toml",
        "pages = [\"pages/rest.md\"]\n\n[[forms]]\nform = \"pdf\"\n\n[[forms]]\nform = \"script\"\n",
    );
    room
}

fn run(folder: &Path, arguments: &[&str]) -> Ran {
    printaloud(folder).args(arguments).output().unwrap().into()
}

/// The lines that tell of links.
fn told(ran: &Ran) -> Vec<String> {
    let told = ran.told();
    let links = told.lines().filter(|line| line.contains("[broken-link]"));
    links.map(str::to_owned).collect()
}

#[test]
fn each_command_tells_of_pages_that_are_not_there() {
    let room = room();
    let commands: [&[&str]; 4] = [
        &["print", "pages/rest.md", "-o", "rest.pdf"],
        &["check", "pages/rest.md", "--today", "2027-01-01"],
        &["print", "--out-dir", "out", "pages/rest.md"],
        &["batch"],
    ];
    for arguments in commands {
        let ran = run(room.path(), arguments);
        let told = told(&ran);
        assert_eq!(told.len(), 2, "{arguments:?}: {}", ran.told());
        assert!(told[0].contains(WALK), "{arguments:?}: {told:?}");
        assert!(told[0].contains("rest.md:10:"), "{arguments:?}: {told:?}");
        assert!(told[1].contains("`/sit.md`"), "{arguments:?}: {told:?}");
        assert!(ran.told().contains("help: check the path"), "{}", ran.told());
    }
}

#[cfg(feature = "record")]
#[test]
fn recordings_tell_of_them_too() {
    let room = room();
    let ran = run(room.path(), &["record", "pages/rest.md", "-o", "rest.mp3"]);
    if ran.status == Some(3) {
        assert!(ran.stderr.contains("espeak"), "{}", ran.stderr);
        return;
    }
    let told = told(&ran);
    assert!(told.len() == 2 && told[0].contains(WALK), "{}", ran.told());
}

#[test]
fn of_a_page_from_standard_input_nothing_can_be_looked_for() {
    let room = room();
    let mut command = printaloud(&room.path().join("pages"));
    command.args(["print", "-", "-o", "rest.pdf"]);
    let streams = command.stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = streams.stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(PAGE.as_bytes()).unwrap();
    let told = told(&child.wait_with_output().unwrap().into());
    assert_eq!(told.len(), 6, "{told:?}");
    assert!(told[0].contains("`food.md#fish` leads to another page"), "{told:?}");
    assert!(told.iter().all(|line| line.ends_with("only its words are printed")));
}

#[test]
fn the_check_can_be_turned_off() {
    let room = room();
    let page = format!("{PAGE}\n<!-- check-off: broken-link the pages come later -->\n");
    fs::write(room.path().join("pages/rest.md"), page).unwrap();
    let ran = run(room.path(), &["print", "pages/rest.md", "-o", "rest.pdf"]);
    assert_eq!(told(&ran), Vec::<String>::new());
}
