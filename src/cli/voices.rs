//! The command `voices`.

use super::Outcome;
use super::aloud::unavailable;
use super::args::Voices;
use super::terminal;
use printaloud::engine::plain_voices;
use printaloud::engine::system::SystemVoice;
use printaloud::lang::Lang;
use std::fmt::Write as _;
use std::sync::Arc;

pub(super) fn voices(voices: &Voices) -> Outcome {
    let engine = match SystemVoice::open(Arc::new(|_| {})) {
        Ok(engine) => engine,
        Err(error) => {
            terminal::talk(&unavailable(&error));
            return Outcome::NoSpeech;
        }
    };
    let mut out = String::new();
    if voices.all {
        for voice in engine.voices() {
            let _ = writeln!(out, "{}\t{}", voice.name, voice.language);
        }
    } else {
        let languages = if voices.lang.is_empty() {
            vec![system_language()]
        } else {
            voices.lang.clone()
        };
        let found = plain_voices(engine.voices(), &languages);
        if found.is_empty() {
            let tags: Vec<&str> = languages.iter().map(Lang::as_str).collect();
            terminal::talk(&format!(
                "no voice speaks {}\n  help: `printaloud voices --all` lists all",
                tags.join(" or ")
            ));
            return Outcome::NoSpeech;
        }
        for voice in found {
            let _ = writeln!(out, "{}\t{}", voice.name, voice.language);
        }
    }
    match terminal::data(out.as_bytes()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            Outcome::SomeFailed
        }
        _ => Outcome::AllMade,
    }
}

/// The language of the locale (POSIX: `LC_ALL`, `LC_MESSAGES`, `LANG`); English without one.
fn system_language() -> Lang {
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .iter()
        .find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()));
    let tag = locale
        .map(|locale| locale.split(['.', '@']).next().unwrap_or("").replace('_', "-"));
    tag.filter(|tag| tag != "C" && tag != "POSIX")
        .and_then(|tag| Lang::new(&tag))
        .unwrap_or_else(Lang::british)
}
