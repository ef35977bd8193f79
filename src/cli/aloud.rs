//! Speaks a script aloud, and obeys the listener.

use super::Outcome;
use super::args::Speak;
use super::{keys, terminal};
use printaloud::engine::player::{Command, Ending, Happening, Notice, Player, Reason};
use printaloud::engine::system::SystemVoice;
use printaloud::engine::{EngineError, NoVoice, Prosody, Voice, choose};
use printaloud::lang::Lang;
use printaloud::project::PageFile;
use printaloud::speech::{Role, Script};
use printaloud::store::Places;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, mpsc};

pub(super) fn speak(
    speak: &Speak,
    page: &PageFile,
    script: &Script,
    from: usize,
    prosody: Prosody,
    places: Option<Places>,
) -> Outcome {
    let (happen, happenings) = mpsc::channel();
    let signals = happen.clone();
    // Ctrl-C, the end of the session and a closed terminal all end the speech at once.
    let handled = ctrlc::set_handler(move || {
        let _ = signals.send(Happening::Command(Command::Quit(Reason::Signalled)));
    });
    if let Err(error) = handled {
        terminal::talk(&format!("error: signals cannot be handled: {error}"));
        return Outcome::SomeFailed;
    }
    // A page from standard input leaves the keys to the terminal.
    let at_terminal = terminal::is_keyboard()
        || (speak.page == Path::new("-") && terminal::is_watched());
    if at_terminal {
        // The service takes seconds to list its voices where each has a hundred variants.
        terminal::talk(
            "Getting the voice ready. Space pauses, ? lists the keys, q stops.",
        );
    }
    let engine = match open(&happen, script, speak.voice.as_deref()) {
        Ok(engine) => engine,
        Err(message) => {
            terminal::talk(&message);
            return Outcome::NoSpeech;
        }
    };
    let keyboard = at_terminal.then(|| keys::Keyboard::open(happen)).flatten();
    let mut show = speak.show;
    let keep = |at: usize| {
        if let Some(places) = &places
            && let Err(error) = places.keep(&page.source, script.place(at))
        {
            terminal::talk(&format!(
                "warning: the place in the page was not kept: {error}"
            ));
        }
    };
    let mut kept = false;
    let (ending, at) = Player::new(script, engine, happenings, prosody, from, |notice| {
        match notice {
            Notice::Saying(at, utterance) => {
                if utterance.role == Role::Content {
                    // Kept as it goes on, for a machine that is switched off.
                    if !kept {
                        keep(at);
                    } else if let Some(places) = &places {
                        let _ = places.keep(&page.source, script.place(at));
                    }
                    kept = true;
                }
                if show {
                    terminal::line(&utterance.written);
                }
            }
            Notice::Paused => terminal::talk("Paused."),
            Notice::GoingOn => {}
            Notice::Rate(rate) => terminal::talk(&format!("Rate {rate}.")),
            Notice::Show => show = !show,
            Notice::Help => terminal::talk(keys::HELP),
            Notice::Reopening => {
                terminal::talk("The speech service was lost; opening it again.");
            }
        }
    })
    .play();
    drop(keyboard);
    if ending == Ending::Finished {
        if let Some(places) = &places {
            places.forget(&page.source);
        }
        return Outcome::AllMade;
    }
    keep(at);
    ended(ending, &format!("printaloud speak --resume {}", page.name))
}

/// Opens the computer's own voice, with voices for the languages of a script.
fn open(
    happen: &mpsc::Sender<Happening>,
    script: &Script,
    voice: Option<&str>,
) -> Result<SystemVoice, String> {
    let events = happen.clone();
    let opened = SystemVoice::open(Arc::new(move |event| {
        let _ = events.send(Happening::Engine(event));
    }));
    let mut engine = opened.map_err(|error| unavailable(&error))?;
    let chosen = voices(engine.voices(), script, voice)?;
    engine.use_voices(chosen);
    Ok(engine)
}

/// Tells why the speech ended, with the command that goes on from there.
fn ended(ending: Ending, go_on: &str) -> Outcome {
    match ending {
        Ending::Finished => Outcome::AllMade,
        Ending::Left(Reason::Asked) => {
            terminal::talk(&format!("Stopped. To go on: {go_on}"));
            Outcome::AllMade
        }
        Ending::Left(Reason::Signalled) => Outcome::Signalled,
        Ending::Lost => {
            terminal::talk(&format!(
                "error: the speech service was lost, and could not be opened again\n  help: when `spd-say hello` is heard, go on with: {go_on}"
            ));
            Outcome::NoSpeech
        }
        Ending::NoSound => {
            terminal::talk(
                "error: the speech service takes the words, but no sound comes to an end: it has no sound card, or none that works\n  help: plug in or choose a sound output, try `spd-say hello`, and begin again",
            );
            Outcome::NoSpeech
        }
        Ending::Interrupted => {
            terminal::talk(&format!(
                "error: another program, such as a screen reader, cut the same sentence off three times\n  help: let it finish, then go on with: {go_on}"
            ));
            Outcome::NoSpeech
        }
    }
}

/// Which voice speaks which language of the script.
fn voices(
    voices: &[Voice],
    script: &Script,
    wanted: Option<&str>,
) -> Result<BTreeMap<Lang, String>, String> {
    let mut chosen = BTreeMap::new();
    let main = script.utterances.first().map(|utterance| &utterance.lang);
    for utterance in &script.utterances {
        if chosen.contains_key(&utterance.lang) {
            continue;
        }
        // A voice that was asked for speaks the page; words in another language have their own.
        let own = wanted.filter(|_| {
            main.is_none_or(|main| main.primary() == utterance.lang.primary())
        });
        match choose(voices, &utterance.lang, own) {
            Ok(voice) => {
                chosen.insert(utterance.lang.clone(), voice.name.clone());
            }
            Err(NoVoice::Named { wanted, nearest }) => {
                let nearest = nearest.map_or_else(String::new, |nearest| {
                    format!("\n  help: the nearest is `{nearest}`; `printaloud voices --all` lists all")
                });
                return Err(format!("error: no voice is called `{wanted}`{nearest}"));
            }
            Err(NoVoice::Speaking(lang)) => {
                if main == Some(&utterance.lang) {
                    return Err(format!(
                        "error: no voice speaks `{lang}`\n  help: install one (espeak-ng speaks over a hundred languages), or choose another with --voice; `printaloud voices --all` lists all"
                    ));
                }
                terminal::talk(&format!(
                    "warning: no voice speaks `{lang}`; its words are said by the page's voice"
                ));
                if let Some(name) = main.and_then(|main| chosen.get(main)) {
                    chosen.insert(utterance.lang.clone(), name.clone());
                }
            }
        }
    }
    Ok(chosen)
}

/// Why nothing can be spoken, and what to do.
pub(super) fn unavailable(error: &EngineError) -> String {
    format!("error: {error}\n  help: {}", remedy(error))
}

/// What to install or start.
pub(super) const fn remedy(error: &EngineError) -> &'static str {
    match error {
        EngineError::Unavailable if cfg!(target_os = "linux") => {
            "install it (Debian, Ubuntu: sudo apt-get install speech-dispatcher speech-dispatcher-espeak-ng espeak-ng; Fedora: sudo dnf install speech-dispatcher speech-dispatcher-espeak-ng espeak-ng), then try `spd-say hello`"
        }
        EngineError::Unavailable => "turn on the system's text-to-speech in its settings",
        EngineError::NoAnswer => {
            "end it (`pkill speech-dispatcher`): it starts again by itself"
        }
        EngineError::NoVoices if cfg!(target_os = "linux") => {
            "install one (Debian, Ubuntu: sudo apt-get install speech-dispatcher-espeak-ng espeak-ng), then end the service (`pkill speech-dispatcher`): it starts again by itself"
        }
        EngineError::NoVoices => "add a voice in the system's settings for speech",
    }
}
