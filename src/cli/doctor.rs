//! The command `doctor`: tries everything that printing, speaking and recording need.

use super::args::Doctor;
use super::{Outcome, print_data, print_lines};
use printaloud::document::Defaults;
#[cfg(any(feature = "system-speech", feature = "record"))]
use printaloud::lang::Lang;
use printaloud::markdown::to_document;
use printaloud::picture::Pictures;
use printaloud::project::{Project, Typefaces};
use printaloud::typeset::style::LargePrint;
use printaloud::typeset::typeset;
use serde_json::json;
use std::path::Path;

/// How something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    Works,
    Missing,
    Broken,
}

impl State {
    const fn word(self) -> &'static str {
        match self {
            Self::Works => "works",
            Self::Missing => "missing",
            Self::Broken => "broken",
        }
    }
}

/// What was found of one thing.
pub(super) struct Finding {
    state: State,
    /// What was tried.
    what: &'static str,
    /// What came of it.
    told: String,
    /// What to do, where something is to be done.
    help: Option<String>,
}

impl Finding {
    pub(super) const fn works(what: &'static str, told: String) -> Self {
        Self { state: State::Works, what, told, help: None }
    }

    pub(super) fn missing(
        what: &'static str,
        told: String,
        help: impl Into<String>,
    ) -> Self {
        Self { state: State::Missing, what, told, help: Some(help.into()) }
    }

    pub(super) fn broken(
        what: &'static str,
        told: String,
        help: impl Into<String>,
    ) -> Self {
        Self { state: State::Broken, what, told, help: Some(help.into()) }
    }
}

pub(super) fn doctor(doctor: &Doctor) -> Outcome {
    let mut findings = paper(doctor.ignore_system_fonts);
    let project = Project::of_folder(Path::new(".")).unwrap_or_else(|error| {
        let help = "mend printaloud.toml; `printaloud config` shows what is in force";
        findings.push(Finding::broken("settings", error.to_string(), help));
        Project::default()
    });
    findings.extend(aloud());
    findings.extend(recording(&project));
    let broken = findings.iter().any(|finding| finding.state == State::Broken);
    let text = if doctor.json { as_json(&findings) } else { lines(&findings) };
    let print = if doctor.json { print_data } else { print_lines };
    match print(&text) {
        Outcome::AllMade if broken => Outcome::SomeFailed,
        outcome => outcome,
    }
}

fn lines(findings: &[Finding]) -> String {
    let mut lines = String::new();
    for Finding { state, what, told, help } in findings {
        lines.push_str(&format!("{}: {what}: {told}\n", state.word()));
        if let Some(help) = help {
            lines.push_str(&format!("  help: {help}\n"));
        }
    }
    lines
}

fn as_json(findings: &[Finding]) -> String {
    let findings = findings.iter().map(|Finding { state, what, told, help }| {
        json!({ "state": state.word(), "what": what, "told": told, "help": help })
    });
    let findings: Vec<_> = findings.collect();
    let mut text =
        serde_json::to_string_pretty(&json!({ "schema": 1, "findings": findings }))
            .unwrap_or_default();
    text.push('\n');
    text
}

/// A word in each script that leaflets are asked for in.
const SCRIPTS: [(&str, &str); 13] = [
    ("Latin", "Łódź, Ærø, tŷ"),
    ("Vietnamese", "sức khỏe"),
    ("Greek", "υγεία"),
    ("Cyrillic", "здоров'я"),
    ("Arabic and Urdu", "صحت"),
    ("Hebrew", "בריאות"),
    ("Bengali", "স্বাস্থ্য"),
    ("Gujarati", "આરોગ્ય"),
    ("Punjabi (Gurmukhi)", "ਸਿਹਤ"),
    ("Hindi (Devanagari)", "स्वास्थ्य"),
    ("Tamil", "சுகாதாரம்"),
    ("Chinese", "健康"),
    ("Japanese", "けんこう"),
];

/// Sets a line in each script.
fn paper(ignore_system_fonts: bool) -> Vec<Finding> {
    let given = Typefaces { ignore_system: ignore_system_fonts, ..Typefaces::default() };
    let fonts = given.load().unwrap_or_default().fonts;
    let set = |words: &str| {
        let (document, _) =
            to_document(&format!("# A\n\n{words}\n"), &Defaults::titled("A"));
        let style = LargePrint::default();
        let (layout, found) = typeset(&document, &style, &fonts, &Pictures::default());
        !layout.pages.is_empty() && !found.iter().any(|it| it.rule == "missing-glyph")
    };
    let (works, lacks): (Vec<_>, Vec<_>) =
        SCRIPTS.iter().partition(|(_, words)| set(words));
    let names = |scripts: &[&(&'static str, &str)]| {
        scripts.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ")
    };
    let mut findings = Vec::new();
    if !works.is_empty() {
        findings.push(Finding::works(
            "print",
            format!("a line was set in {}", names(&works)),
        ));
    }
    if !lacks.is_empty() {
        findings.push(Finding::missing(
            "print",
            format!("no typeface has the letters of {}", names(&lacks)),
            "install fonts that have them (on Debian and Ubuntu, `sudo apt-get install fonts-noto-core` has those of all but Chinese, Japanese and Korean, and `fonts-noto-cjk` those), or give one with `--fallback-font FILE`",
        ));
    }
    findings
}

/// Speaks a word through the computer's own voice.
#[cfg(feature = "system-speech")]
fn aloud() -> Vec<Finding> {
    use printaloud::engine::system::SystemVoice;
    use printaloud::engine::{
        EngineError, Event, SpeechEngine as _, Ticket, choose, plain_voices,
    };
    use printaloud::node::NodeId;
    use printaloud::speech::{Role, Utterance};
    use std::sync::{Arc, mpsc};
    use std::time::{Duration, Instant};

    /// The longest that a word may take to be heard.
    const WORD: Duration = Duration::from_secs(10);

    let (events, heard) = mpsc::channel();
    let opened = SystemVoice::open(Arc::new(move |event| {
        let _ = events.send(event);
    }));
    let mut engine = match opened {
        Ok(engine) => engine,
        Err(error) => {
            let (told, help) = (error.to_string(), super::aloud::remedy(&error));
            return vec![match error {
                EngineError::Unavailable => {
                    Finding::missing("speech service", told, help)
                }
                EngineError::NoAnswer => Finding::broken("speech service", told, help),
                EngineError::NoVoices => Finding::missing("voices", told, help),
            }];
        }
    };
    let voices = engine.voices().to_vec();
    let plain = plain_voices(&voices, &[]);
    let mut findings =
        vec![Finding::works("speech service", format!("it has {} voices", plain.len()))];
    let speaks = |tag: &&str| {
        Lang::new(tag).is_some_and(|lang| choose(&voices, &lang, None).is_ok())
    };
    let (with, without): (Vec<&str>, Vec<&str>) =
        LANGUAGES.iter().partition(|tag| speaks(tag));
    if !with.is_empty() {
        findings.push(Finding::works("voices", format!("for {}", names(&with))));
    }
    if !without.is_empty() {
        findings.push(Finding::missing(
            "voices",
            format!("none for {}", names(&without)),
            "install another engine or voice: espeak-ng speaks over a hundred languages",
        ));
    }
    let lang = Lang::british();
    if let Ok(voice) = choose(&voices, &lang, None) {
        engine.use_voices([(lang.clone(), voice.name.clone())].into());
    }
    let pause = Duration::ZERO;
    let utterance = Utterance {
        node: NodeId(0),
        lang,
        role: Role::Announcement,
        written: "Hello.".into(),
        said: "Hello.".into(),
        part: 0,
        pause_before: pause,
        pause_after: pause,
    };
    engine.say(Ticket(1), &utterance);
    let until = Instant::now() + WORD;
    let sounded = loop {
        match heard.recv_timeout(until.saturating_duration_since(Instant::now())) {
            Ok(Event::End(_)) => break true,
            Ok(Event::Begin(_)) => {}
            Ok(_) | Err(_) => break false,
        }
    };
    findings.push(if sounded {
        Finding::works("sound", "a word was spoken".into())
    } else {
        Finding::broken(
            "sound",
            "the speech service takes a word, but no sound comes to an end".into(),
            "plug in or choose a sound output, and try `spd-say hello`",
        )
    });
    findings
}

#[cfg(not(feature = "system-speech"))]
fn aloud() -> Vec<Finding> {
    vec![Finding::missing(
        "speech",
        "this program was built for printing only".into(),
        "install libspeechd-dev and libclang-dev, and build it with `cargo build --release`",
    )]
}

/// Languages that leaflets are asked for in.
#[cfg(feature = "system-speech")]
const LANGUAGES: [&str; 16] = [
    "en-GB", "cy", "gd", "ga", "pl", "ro", "pt", "ur", "pa", "bn", "gu", "hi", "ta",
    "ar", "zh", "uk",
];

#[cfg(feature = "system-speech")]
fn names(tags: &[&str]) -> String {
    let names = tags.iter().filter_map(|tag| {
        let lang = Lang::new(tag)?;
        Some(printaloud::lang::names::english_name(&lang).to_owned())
    });
    names.collect::<Vec<_>>().join(", ")
}

/// Says a word into memory with each engine.
#[cfg(feature = "record")]
fn recording(project: &Project) -> Vec<Finding> {
    use printaloud::config::EngineName;
    use printaloud::engine::espeak::Espeak;
    use printaloud::engine::piper::Piper;
    use printaloud::engine::synthesizer::{Manner, Passage, SynthesisError, Synthesizer};

    let lang = Lang::british();
    let try_out = |what, synthesizer: &dyn Synthesizer, lang: &Lang| {
        let passage = Passage { lang, said: vec!["Hello.".into()] };
        match synthesizer.say(&[passage]).pop() {
            Some(Ok(sounds)) if sounds.iter().any(|it| !it.samples.is_empty()) => {
                Finding::works(what, "a word was recorded".into())
            }
            Some(Err(error)) => Finding::broken(what, error.to_string(), error.help()),
            _ => Finding::broken(
                what,
                "it gives no sound for a word".into(),
                "try it by itself, and install it anew",
            ),
        }
    };
    let failed = |what, error: &SynthesisError| match error {
        SynthesisError::Missing(_) => {
            Finding::missing(what, error.to_string(), error.help())
        }
        error => Finding::broken(what, error.to_string(), error.help()),
    };
    let espeak = match Espeak::open(Manner::default()) {
        Ok(espeak) => try_out("espeak-ng", &espeak, &lang),
        Err(error) => failed("espeak-ng", &error),
    };
    let sound = project.sound().sound();
    let piper = if !Piper::is_installed() {
        failed("Piper", &SynthesisError::Missing("piper".into()))
    } else if sound.engine == EngineName::Piper {
        let manner = Manner { voice: sound.voice, ..Manner::default() };
        match Piper::open(&manner) {
            Ok(piper) => try_out("Piper", &piper, &piper.lang().clone()),
            Err(error) => failed("Piper", &error),
        }
    } else {
        Finding::missing(
            "Piper's voice",
            "Piper is installed, and no voice of it is named in printaloud.toml".into(),
            "write `engine = \"piper\"` and `voice = \"FILE.onnx\"` there, or name it with `--voice`",
        )
    };
    vec![espeak, piper]
}

#[cfg(not(feature = "record"))]
fn recording(_: &Project) -> Vec<Finding> {
    vec![Finding::missing(
        "recording",
        "this program was built without it".into(),
        "install cmake, and build it with `cargo build --release`",
    )]
}
