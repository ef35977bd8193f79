//! The command `voices`.

use super::aloud::unavailable;
use super::args::Voices;
use super::terminal;
use super::{Outcome, print_lines};
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
    let listed = if voices.all {
        engine.voices().iter().collect()
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
        found
    };
    let mut out = String::new();
    for voice in listed {
        let _ = writeln!(out, "{}\t{}", voice.name, voice.language);
    }
    print_lines(&out)
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
