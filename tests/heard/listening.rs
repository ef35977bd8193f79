//! What a listener hears of a page of facts: spoken aloud, recorded, and written down by a
//! transcriber. Only with `PRINTALOUD_TESTS=all`: it takes minutes.
#![cfg(any(feature = "record", all(feature = "system-speech", target_os = "linux")))]

use crate::support;
use crate::support::alone;
use std::path::PathBuf;
use std::process::Command;

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

/// The transcriber; `None`, aloud, where it is not to be used or not there.
fn transcriber() -> Option<PathBuf> {
    if !support::everything() {
        println!("skipped: listening takes minutes; PRINTALOUD_TESTS=all runs it");
        return None;
    }
    let listen = support::root().join("../shared/tools/listen");
    if listen.exists() {
        return Some(listen);
    }
    println!("skipped: there is no transcriber in ../shared/tools");
    None
}

/// Asserts that every fact of the page is heard in one of four recordings: the transcriber hears
/// one or another wrong.
fn assert_facts_are_heard(record: impl Fn() -> Option<String>) {
    let mut missed: Option<Vec<String>> = None;
    for _ in 0..4 {
        let Some(heard) = record() else { return };
        let now = missed_facts(&heard);
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

fn facts() -> PathBuf {
    support::root().join("tests/listening/facts.md")
}

#[test]
#[cfg(all(feature = "system-speech", target_os = "linux"))]
fn every_fact_is_heard_in_order() {
    let _alone = alone();
    let Some(listen) = transcriber() else { return };
    assert_facts_are_heard(|| {
        let room = support::sound::Room::open(support::sound::Kind::Whole)?;
        let spoken = room.printaloud().arg("speak").arg(facts()).status();
        assert!(spoken.unwrap().success());
        let wav = room.path().join("heard.wav");
        let converted = Command::new("sox")
            .args(["-t", "raw", "-r", "22050", "-e", "signed", "-b", "16", "-c", "1"])
            .arg(room.path().join("raw"))
            .arg(&wav)
            .status();
        assert!(converted.unwrap().success());
        Some(support::run(Command::new(&listen).arg(&wav)))
    });
}

/// The command that records, with what chooses the voice; `None`, aloud, where it is not there.
#[cfg(feature = "record")]
fn recorder(engine: &str) -> Option<Command> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_printaloud"));
    command.args(["record", "--no-cache", "--engine", engine]);
    if engine == "piper" {
        let (piper, voice) = (support::tool("piper")?, support::tool("piper-voice")?);
        let path = std::env::var("PATH").unwrap();
        command.env("PATH", format!("{}:{path}", piper.parent().unwrap().display()));
        command.arg("--voice").arg(voice);
    } else {
        support::tool("espeak-ng")?;
    }
    Some(command)
}

#[test]
#[cfg(feature = "record")]
fn every_fact_is_heard_in_recordings() {
    let _alone = alone();
    let Some(listen) = transcriber() else { return };
    for engine in ["espeak-ng", "piper"] {
        // Each time in another form, so that the transcriber hears something else each time.
        let forms = std::cell::Cell::new(["wav", "opus", "mp3", "wav"].as_slice());
        assert_facts_are_heard(|| {
            let (form, rest) = forms.get().split_first()?;
            forms.set(rest);
            let folder = tempfile::tempdir().unwrap();
            let file = folder.path().join("facts").with_extension(form);
            let mut command = recorder(engine)?;
            let made = command.args(["--format", form, "-o"]).arg(&file).arg(facts());
            assert!(made.status().unwrap().success());
            println!("{engine}, {form}:");
            Some(support::run(Command::new(&listen).arg(&file)))
        });
    }
}

/// At every chapter mark its heading is heard: what sounds from there begins with its words. The
/// transcriber hears a short piece wrong now and then, so each has to be heard in one of three
/// recordings.
#[test]
#[cfg(feature = "record")]
fn headings_are_heard_at_their_marks() {
    let _alone = alone();
    let Some(listen) = transcriber() else { return };
    for engine in ["espeak-ng", "piper"] {
        let mut missed: Option<Vec<String>> = None;
        for form in ["mp3", "opus", "mp3"] {
            let Some(now) = missed_headings(&listen, engine, form) else { break };
            let still = |title: &String| {
                missed.as_ref().is_none_or(|before| before.contains(title))
            };
            let now: Vec<String> = now.into_iter().filter(still).collect();
            let done = now.is_empty();
            missed = Some(now);
            if done {
                break;
            }
        }
        assert_eq!(missed.unwrap_or_default(), Vec::<String>::new(), "{engine}");
    }
}

/// Records the page, and says which of its headings were not heard at their marks.
#[cfg(feature = "record")]
fn missed_headings(
    listen: &std::path::Path,
    engine: &str,
    form: &str,
) -> Option<Vec<String>> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("page").with_extension(form);
    let page = support::root().join("content/if-cancer-comes-back.md");
    let mut command = recorder(engine)?;
    let made = command.args(["--format", form, "--timings", "-o"]).arg(&file).arg(page);
    assert!(made.status().unwrap().success());
    let timings = std::fs::read_to_string(folder.path().join("page.timings.json"));
    let timings: serde_json::Value = serde_json::from_str(&timings.unwrap()).unwrap();
    let probe = Command::new("ffprobe")
        .args(["-v", "error", "-of", "json", "-show_chapters"])
        .arg(&file)
        .output();
    let probe: serde_json::Value =
        serde_json::from_slice(&probe.unwrap().stdout).unwrap();
    let chapters = probe["chapters"].as_array().unwrap();
    assert!(chapters.len() > 4);
    let mut missed = Vec::new();
    for chapter in chapters {
        let begin: f64 = chapter["start_time"].as_str().unwrap().parse().unwrap();
        let title = chapter["tags"]["title"].as_str().unwrap();
        let mut utterances = timings["utterances"].as_array().unwrap().iter();
        let own = utterances.find(|it| it["written"] == title).unwrap();
        let lasts = own["end"].as_f64().unwrap() - own["begin"].as_f64().unwrap();
        let piece = folder.path().join("piece.wav");
        let cut = Command::new("ffmpeg")
            .args(["-v", "error", "-y", "-ss", &begin.to_string()])
            .args(["-t", &(lasts + 1.0).to_string(), "-i"])
            .arg(&file)
            .arg(&piece)
            .status();
        assert!(cut.unwrap().success());
        let heard = plain(&support::run(Command::new(listen).arg(&piece)));
        let words = plain(title);
        let words: Vec<&str> = words.split_whitespace().collect();
        let there = words.iter().filter(|word| heard.contains(**word)).count();
        println!("{engine}, {begin:.1} s: {title}: heard {}", heard.trim());
        if 3 * there < 2 * words.len() {
            missed.push(title.to_owned());
        }
    }
    Some(missed)
}

/// Says which facts of the page are not in what was heard, in order.
fn missed_facts(heard: &str) -> Vec<String> {
    println!("heard: {}", heard.trim());
    let heard = plain(heard);
    let facts = std::fs::read_to_string(facts().with_extension("txt")).unwrap();
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
    missed
}
