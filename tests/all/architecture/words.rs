//! Words that a native editor would change do not come back into comments and documents.

use super::source::rust_files;
use std::fs;
use std::path::Path;

/// What is not written, and what is.
const WORDS: &[(&str, &str)] = &[
    ("behind", "after, unless something is hidden or left there"),
    ("so many", "a number of, or the name of the number"),
    ("told", "reported, shown, known"),
    ("which is none", "say what it is"),
    ("in small letters", "in lower case"),
];

/// Where such a word means what it says.
const MEANT: &[&str] =
    &["left behind", "the rooms behind", "does as it is told", "be told apart"];

/// The words of a text that are not to be written, each with its line.
fn unwanted(text: &str, is_read: impl Fn(&str) -> bool) -> Vec<(usize, &'static str)> {
    let mut found = Vec::new();
    for (number, line) in (1..).zip(text.lines()).filter(|(_, line)| is_read(line)) {
        // What stands between backticks is code, or what the program says.
        let prose: String = line.split('`').step_by(2).collect();
        let plain = MEANT.iter().fold(prose, |line, it| line.replace(it, ""));
        let words: Vec<&str> = plain.split(|c: char| !c.is_alphanumeric()).collect();
        let spaced = format!(" {} ", words.join(" "));
        let here = WORDS.iter().filter(|(word, _)| spaced.contains(&format!(" {word} ")));
        found.extend(here.map(|(word, _)| (number, *word)));
    }
    found
}

#[test]
fn words_that_were_changed_do_not_come_back() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut broken = Vec::new();
    let mut read = 0;
    let mut look = |path: &Path, is_read: fn(&str) -> bool| {
        read += 1;
        for (line, word) in unwanted(&fs::read_to_string(path).unwrap(), is_read) {
            let instead = WORDS.iter().find(|it| it.0 == word).map_or("", |it| it.1);
            broken.push(format!("{}:{line}: `{word}`: {instead}", path.display()));
        }
    };
    let mut sources = Vec::new();
    rust_files(&root.join("src"), &mut sources);
    for path in sources {
        look(&path, |line| line.trim_start().starts_with("//"));
    }
    let documents = fs::read_dir(root.join("docs")).unwrap().map(|it| it.unwrap().path());
    for path in documents.filter(|path| path.extension().is_some_and(|it| it == "md")) {
        look(&path, |line| !line.starts_with("    "));
    }
    assert!(read > 300, "{read} files");
    assert!(broken.is_empty(), "\n{}", broken.join("\n"));
}

#[test]
fn words_are_found_whole_and_where_they_are_not_meant() {
    let found = |text: &str| unwanted(text, |_| true);
    assert_eq!(found("a\nwhat stands behind it"), [(2, "behind")]);
    assert_eq!(found("threads may be left behind; an untold story"), []);
    assert_eq!(found("pieces of so many samples"), [(1, "so many")]);
}
