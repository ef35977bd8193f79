//! `printaloud doctor` names the right thing on a computer that lacks something.
#![cfg(unix)]

use crate::support::alone;
use serde_json::Value;
use std::process::Command;

/// What the doctor says, line by line, each with its help.
struct Findings(String);

impl Findings {
    fn of(doctor: &mut Command) -> Self {
        let folder = tempfile::tempdir().unwrap();
        // What the fonts of this computer have is not what the program has.
        doctor.args(["doctor", "--ignore-system-fonts"]).current_dir(folder.path());
        let output = doctor.output().unwrap();
        assert_eq!(String::from_utf8_lossy(&output.stderr), "");
        let text = String::from_utf8(output.stdout).unwrap();
        let broken = text.lines().any(|line| line.starts_with("broken: "));
        assert_eq!(output.status.code(), Some(i32::from(broken)), "{text}");
        Self(text)
    }

    /// The finding that begins so, which there has to be.
    fn line(&self, begins: &str) -> &str {
        let line = self.0.split_inclusive('\n').find(|line| line.starts_with(begins));
        let line = line.unwrap_or_else(|| panic!("no {begins:?} in\n{}", self.0));
        line.trim_end()
    }

    /// The help below that finding.
    fn help(&self, begins: &str) -> &str {
        let mut lines = self.0.lines().skip_while(|line| !line.starts_with(begins));
        let help = lines.nth(1).and_then(|line| line.strip_prefix("  help: "));
        help.unwrap_or_else(|| panic!("no help for {begins:?} in\n{}", self.0))
    }
}

/// The program where there is no speech service, and nothing that would start one.
fn without_service() -> Command {
    let mut doctor = Command::new(env!("CARGO_BIN_EXE_printaloud"));
    doctor
        .env("SPEECHD_ADDRESS", "unix_socket:/nonexistent/speechd.sock")
        .env("SPEECHD_CMD", "/nonexistent/speech-dispatcher");
    doctor
}

#[test]
fn no_typeface_for_bengali() {
    let _alone = alone();
    let found = Findings::of(&mut without_service());
    assert_eq!(
        found.line("works: print: "),
        "works: print: a line was set in Latin, Vietnamese, Greek, Cyrillic, Hindi (Devanagari)"
    );
    let lacks = "missing: print: ";
    let letters = "no typeface has the letters of Arabic and Urdu, Hebrew, Bengali";
    assert!(found.line(lacks).contains(letters), "{}", found.0);
    assert!(found.help(lacks).contains("--fallback-font"), "{}", found.0);
    assert!(found.help(lacks).contains("fonts-noto-core"), "{}", found.0);
}

#[test]
#[cfg(feature = "record")]
fn no_espeak_and_no_piper() {
    let _alone = alone();
    let found = Findings::of(without_service().env("PATH", "/nonexistent"));
    for (what, get) in
        [("espeak-ng", "apt-get install espeak-ng"), ("Piper", "pip install")]
    {
        let lacks = format!("missing: {what}: ");
        assert!(found.line(&lacks).ends_with("is not installed"), "{}", found.0);
        assert!(found.help(&lacks).contains(get), "{}", found.0);
    }
}

/// Each line says whether something works, and what to do where it does not.
#[test]
fn every_line_says_how_it_is() {
    let _alone = alone();
    let said = Findings::of(&mut without_service()).0;
    for line in said.lines().filter(|line| !line.starts_with("  help: ")) {
        let states = ["works: ", "missing: ", "broken: "];
        assert!(states.iter().any(|state| line.starts_with(state)), "{line}");
    }
    let output = without_service().args(["doctor", "--json"]).output().unwrap();
    let json: Value = serde_json::from_slice(&output.stdout).unwrap();
    let findings = json["findings"].as_array().unwrap();
    assert!(findings.len() >= 4, "{json}");
    for finding in findings {
        let state = finding["state"].as_str().unwrap();
        let line = format!("{state}: {}: ", finding["what"].as_str().unwrap());
        assert!(said.contains(&line), "{line}\n{said}");
        assert_eq!(state == "works", finding["help"].is_null(), "{finding}");
    }
}

#[cfg(feature = "system-speech")]
mod speech {
    use super::{Findings, without_service};
    use crate::support::alone;
    use crate::support::sound::{Kind, Room};

    #[test]
    fn no_service() {
        let _alone = alone();
        let found = Findings::of(&mut without_service());
        let lacks = "missing: speech service: ";
        assert!(found.line(lacks).ends_with("cannot be reached"), "{}", found.0);
        assert!(found.help(lacks).contains("speech-dispatcher"), "{}", found.0);
    }

    #[test]
    fn no_voice() {
        let _alone = alone();
        let Some(room) = Room::open(Kind::NoModule) else { return };
        let found = Findings::of(&mut room.printaloud());
        println!("{}", found.0);
        found.line("missing: voices: ");
    }

    #[test]
    fn no_sound() {
        let _alone = alone();
        let Some(room) = Room::open(Kind::NoSound) else { return };
        let found = Findings::of(&mut room.printaloud());
        println!("{}", found.0);
        found.line("broken: sound: ");
    }

    #[test]
    fn all_is_there() {
        let _alone = alone();
        let Some(room) = Room::open(Kind::Whole) else { return };
        let found = Findings::of(&mut room.printaloud());
        found.line("works: sound: a word was spoken");
        assert!(
            found.line("works: voices: ").contains("for English, Welsh"),
            "{}",
            found.0
        );
        assert!(room.heard().spoken().is_some(), "nothing was heard");
    }
}
