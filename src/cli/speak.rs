//! The command `speak`.

use super::args::Speak;
use super::page::{Page, failure, tell};
use super::settings::{FoundSettings, settings_file};
use super::terminal;
use super::{Outcome, print_lines};
use printaloud::config::Settings;
use printaloud::diag::Severity;
use printaloud::document::Defaults;
use printaloud::engine::Prosody;
use printaloud::lang::Lang;
use printaloud::markdown::to_document;
use printaloud::speech::lexicon::Lexicon;
use printaloud::speech::{HeadingMark, Narration, Script, narrate};
use printaloud::store::{self, Places};
use std::path::Path;

pub(super) fn speak(speak: &Speak) -> Outcome {
    let found = match FoundSettings::read(settings_file(&speak.page).as_deref()) {
        Ok(found) => found,
        Err(message) => {
            terminal::talk(&message);
            return Outcome::WrongUsage;
        }
    };
    let own = speak.lexicon.clone();
    let own = own.or_else(|| found.path(found.settings.lexicon.as_ref()));
    let lexicon = match read_lexicon(own.as_deref()) {
        Ok(lexicon) => lexicon,
        Err(outcome) => return outcome,
    };
    let Some(page) = Page::read(&speak.page) else { return Outcome::SomeFailed };
    let narration =
        Narration { verbosity: speak.verbosity, addresses: speak.addresses, lexicon };
    let lang =
        speak.lang.clone().or(found.settings.lang.clone()).unwrap_or_else(Lang::british);
    let defaults = Defaults { title: &page.title, lang };
    let (document, mut diagnostics) = to_document(&page.source, &defaults);
    let (script, told) = narrate(&document, &narration);
    diagnostics.extend(told);
    if speak.verbose {
        page.tell(&diagnostics);
    } else {
        page.tell_without_notes(diagnostics.clone());
    }
    if diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error) {
        return Outcome::SomeFailed;
    }
    if speak.list {
        return print_lines(&headings(&script));
    }
    let places = Places::of_user();
    let from = match from(speak, &page, &script, places.as_ref()) {
        Ok(from) => from,
        Err(message) => {
            terminal::talk(&message);
            return Outcome::WrongUsage;
        }
    };
    if speak.script {
        return print_lines(&lines(&script, from, speak.verbose));
    }
    let prosody = prosody(speak, &found.settings);
    aloud(speak, &page, &script, from, prosody, places)
}

#[cfg(feature = "system-speech")]
fn aloud(
    speak: &Speak,
    page: &Page,
    script: &Script,
    from: usize,
    prosody: Prosody,
    places: Option<Places>,
) -> Outcome {
    super::aloud::speak(speak, page, script, from, prosody, places)
}

#[cfg(not(feature = "system-speech"))]
fn aloud(
    _: &Speak,
    _: &Page,
    _: &Script,
    _: usize,
    _: Prosody,
    _: Option<Places>,
) -> Outcome {
    terminal::talk(super::WITHOUT_SPEECH);
    Outcome::NoSpeech
}

/// How the voice is to sound: as the listener says, or the settings.
fn prosody(speak: &Speak, settings: &Settings) -> Prosody {
    Prosody {
        rate: speak.rate.or(settings.sound.rate).unwrap_or(0),
        pitch: speak.pitch,
        volume: speak.volume.or(settings.sound.volume),
    }
}

/// The built-in lexicon, under the listener's own.
pub(super) fn read_lexicon(path: Option<&Path>) -> Result<Lexicon, Outcome> {
    let built_in = Lexicon::built_in();
    let Some(path) = path else { return Ok(built_in) };
    let source = store::read_page(path).map_err(|error| {
        terminal::talk(&failure(path, &error));
        Outcome::WrongUsage
    })?;
    let (own, diagnostics) = Lexicon::parse(&source);
    tell(&path.display().to_string(), &source, &diagnostics);
    if diagnostics.is_empty() {
        Ok(built_in.under(own))
    } else {
        Err(Outcome::WrongUsage)
    }
}

/// The utterance to begin with.
fn from(
    speak: &Speak,
    page: &Page,
    script: &Script,
    places: Option<&Places>,
) -> Result<usize, String> {
    if let Some(wanted) = &speak.from {
        let mark = heading(&script.headings, wanted).ok_or_else(|| {
            format!(
                "error: no heading is `{wanted}`\n  help: `printaloud speak --list {}` lists them",
                page.name
            )
        })?;
        return Ok(mark.utterance);
    }
    if !speak.resume {
        return Ok(0);
    }
    let place = places.and_then(|places| places.read(&page.source));
    let found = place.and_then(|place| script.at_place(place));
    if found.is_none() {
        terminal::talk(&format!(
            "{}: no place was kept in this page, so it begins at its start",
            page.name
        ));
    }
    Ok(found.unwrap_or(0))
}

/// A heading by its words, whole, at their start or within; or by its number.
fn heading<'s>(headings: &'s [HeadingMark], wanted: &str) -> Option<&'s HeadingMark> {
    let wanted = wanted.trim().to_lowercase();
    let words = |mark: &HeadingMark| mark.words.to_lowercase();
    if wanted.is_empty() {
        return None;
    }
    let number = || {
        let number: usize = wanted.parse().ok()?;
        headings.get(number.checked_sub(1)?)
    };
    headings
        .iter()
        .find(|mark| words(mark) == wanted)
        .or_else(number)
        .or_else(|| headings.iter().find(|mark| words(mark).starts_with(&wanted)))
        .or_else(|| headings.iter().find(|mark| words(mark).contains(&wanted)))
}

fn headings(script: &Script) -> String {
    let mut out = String::new();
    for (at, mark) in script.headings.iter().enumerate() {
        out.push_str(&format!("{}. {}\n", at + 1, mark.words));
    }
    out
}

/// What would be said, a line an utterance; with `verbose`, its language and role before it.
fn lines(script: &Script, from: usize, verbose: bool) -> String {
    let mut out = String::new();
    for utterance in &script.utterances[from..] {
        if verbose {
            let role = match utterance.role {
                printaloud::speech::Role::Content => "content",
                printaloud::speech::Role::Announcement => "announcement",
            };
            out.push_str(&format!("{}\t{role}\t", utterance.lang));
        }
        out.push_str(&utterance.said);
        out.push('\n');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::args::{Arguments, Command};
    use super::*;
    use clap::Parser as _;

    #[test]
    fn what_the_listener_says_holds_over_the_settings() {
        let (settings, _) = Settings::parse("rate = -20\nvolume = 5\n");
        let sound = |options: &[&str]| {
            let line = [&["printaloud", "speak", "page.md"], options].concat();
            let Some(Command::Speak(speak)) = Arguments::parse_from(line).command else {
                panic!("it is another command");
            };
            let Prosody { rate, volume, .. } = prosody(&speak, &settings);
            (rate, volume)
        };
        assert_eq!(sound(&[]), (-20, Some(5)));
        assert_eq!(sound(&["--rate", "0", "--volume", "-1"]), (0, Some(-1)));
    }
}
