//! What a listener hears of a page of facts: spoken aloud, recorded, and written down by a
//! transcriber. Only with `PRINTALOUD_TESTS=all`: it takes minutes.
#![cfg(all(feature = "system-speech", target_os = "linux"))]
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "tests may stop, and say what they skip"
)]

mod support;

use std::path::Path;
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
    // The transcriber hears one recording or another wrong: a fact has to be heard in one of three.
    let mut missed: Option<Vec<String>> = None;
    for _ in 0..3 {
        let Some(now) = missed_facts(&listen) else { return };
        let still = match missed {
            Some(before) => {
                now.into_iter().filter(|fact| before.contains(fact)).collect()
            }
            None => now,
        };
        let done = still.is_empty();
        missed = Some(still);
        if done {
            break;
        }
    }
    assert_eq!(missed, Some(Vec::new()), "not heard");
}

/// Speaks the page, and says which of its facts were not heard, in order.
fn missed_facts(listen: &Path) -> Option<Vec<String>> {
    let room = Room::open_alone()?;
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
            None => missed.push(fact.to_owned()),
        }
    }
    println!("not heard: {missed:?}");
    Some(missed)
}
