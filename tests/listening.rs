//! What a listener hears of a page of facts: spoken aloud, recorded, and written down by a
//! transcriber. Only with `PRINTALOUD_TESTS=all`: it takes minutes.
#![cfg(all(feature = "system-speech", target_os = "linux"))]
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "tests may stop, and say what they skip"
)]

mod support;

use std::process::Command;
use support::sound::Room;

/// Small letters and figures, words parted by single spaces, no space between figures.
fn plain(text: &str) -> String {
    let text = text.to_lowercase();
    let words: String =
        text.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    let mut plain = String::new();
    for word in words.split_whitespace() {
        let figures = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        if !(figures(plain.chars().next_back()) && figures(word.chars().next())) {
            plain.push(' ');
        }
        plain.push_str(word);
    }
    plain
}

#[test]
fn every_fact_is_heard_in_order() {
    if !support::everything() {
        println!("skipped: listening takes minutes; PRINTALOUD_TESTS=all runs it");
        return;
    }
    let listen = support::root().join("../shared/tools/listen");
    if !listen.exists() {
        println!("skipped: there is no transcriber in ../shared/tools");
        return;
    }
    let Some(room) = Room::open_alone() else { return };
    let folder = support::root().join("tests/listening");
    let spoken = room.printaloud().arg("speak").arg(folder.join("facts.md")).status();
    assert!(spoken.unwrap().success());
    let wav = room.path().join("heard.wav");
    let converted = Command::new("sox")
        .args(["-t", "raw", "-r", "22050", "-e", "signed", "-b", "16", "-c", "1"])
        .arg(room.path().join("raw"))
        .arg(&wav)
        .status();
    assert!(converted.unwrap().success());
    let heard = support::run(Command::new(listen).arg(&wav));
    println!("heard: {}", heard.trim());
    let heard = plain(&heard);
    let facts = std::fs::read_to_string(folder.join("facts.txt")).unwrap();
    let mut from = 0;
    let mut missed = Vec::new();
    for fact in facts.lines().filter(|line| !line.starts_with('#')) {
        let spellings = fact.split('|').map(plain);
        let found = spellings
            .filter_map(|fact| {
                heard[from..].find(fact.trim()).map(|at| from + at + fact.len())
            })
            .min();
        match found {
            Some(end) => from = end,
            None => missed.push(fact),
        }
    }
    assert!(missed.is_empty(), "not heard: {missed:#?}\nin {heard}");
}
