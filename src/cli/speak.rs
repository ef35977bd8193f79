//! The command `speak`.

use super::args::Speak;
use super::page::{read_page, tell_page, tell_page_without_notes};
use super::terminal;
use super::{Outcome, print_lines};
use printaloud::config::Settings;
use printaloud::diag::Severity;
use printaloud::engine::Prosody;
use printaloud::project::{PageFile, Project};
use printaloud::speech::{Narration, Script, narrate};
use printaloud::store::Places;

pub(super) fn speak(speak: &Speak) -> Outcome {
    let (project, lexicon) =
        match Project::of_page_with_lexicon(&speak.page, speak.lexicon.as_deref()) {
            Ok(read) => read,
            Err(error) => {
                terminal::talk(&error.to_string());
                return Outcome::WrongUsage;
            }
        };
    let Some(page) = read_page(&speak.page) else { return Outcome::SomeFailed };
    let narration =
        Narration { verbosity: speak.verbosity, addresses: speak.addresses, lexicon };
    let (document, mut diagnostics) = page.document(&project.lang(speak.lang.as_ref()));
    let (script, told) = narrate(&document, &narration);
    diagnostics.extend(told);
    if speak.verbose {
        tell_page(&page, &diagnostics);
    } else {
        tell_page_without_notes(&page, diagnostics.clone());
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
    let prosody = prosody(speak, &project.settings);
    aloud(speak, &page, &script, from, prosody, places)
}

#[cfg(feature = "system-speech")]
fn aloud(
    speak: &Speak,
    page: &PageFile,
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
    _: &PageFile,
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

/// The utterance to begin with.
fn from(
    speak: &Speak,
    page: &PageFile,
    script: &Script,
    places: Option<&Places>,
) -> Result<usize, String> {
    if let Some(wanted) = &speak.from {
        return section(script, wanted).ok_or_else(|| {
            format!(
                "error: no heading is `{wanted}`\n  help: `printaloud speak --list {}` lists them",
                page.name
            )
        });
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

/// The utterance that the section of a heading begins with. The heading is given by its words,
/// whole, at their start or within; or by its number.
fn section(script: &Script, wanted: &str) -> Option<usize> {
    let wanted = wanted.trim().to_lowercase();
    if wanted.is_empty() {
        return None;
    }
    let headings: Vec<(usize, String)> =
        script.headings().map(|(at, it)| (at, it.words.to_lowercase())).collect();
    let number = || {
        let number: usize = wanted.parse().ok()?;
        headings.get(number.checked_sub(1)?)
    };
    let by = |is: &dyn Fn(&str) -> bool| headings.iter().find(|(_, words)| is(words));
    let found = by(&|words| words == wanted)
        .or_else(number)
        .or_else(|| by(&|words| words.starts_with(&wanted)))
        .or_else(|| by(&|words| words.contains(&wanted)));
    found.map(|(utterance, _)| *utterance)
}

fn headings(script: &Script) -> String {
    let lines = (1..).zip(script.headings());
    lines
        .map(|(number, (_, it)): (usize, _)| format!("{number}. {}\n", it.words))
        .collect()
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
