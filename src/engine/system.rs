//! The computer's own text-to-speech, over the `tts` crate: speech-dispatcher on Linux,
//! `AVFoundation` on macOS, `WinRT` on Windows.
//!
//! The crate's calls may wait for a service that has died or hangs, so they are made on a thread
//! of their own; nobody waits for it without an end. Traps of the crate that are met here:
//!
//! - `Tts::voice` panics on Linux: never called.
//! - A NUL in the text panics, and control characters mean nothing to a voice: none is
//!   passed on.
//! - Setting the voice fetches the whole list of voices: done only where it changes.
//! - The callbacks' table is keyed by a number that begins again when the service does: a lost
//!   `Tts` is dropped before another is opened.
//! - Dropping a `Tts` takes its callbacks away before it closes the connection, and a callback
//!   that finds none aborts the process: one that works is left to the end of the process.
//! - A service that dies tells nothing: it is asked for a sign of life while it speaks.

use super::letters::name_letters;
use super::{EngineError, Event, Prosody, SpeechEngine, Ticket, Voice};
use crate::lang::Lang;
use crate::speech::Utterance;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::Duration;
use tts::Tts;

/// How long the service may take to open or to list its voices. Starting speech-dispatcher takes
/// 0.2 s, with many modules some seconds.
const PATIENCE: Duration = Duration::from_secs(20);

/// How often a speaking service is asked for a sign of life.
const PULSE: Duration = Duration::from_millis(200);

/// Where events go.
pub type Listener = Arc<dyn Fn(Event) + Send + Sync>;

/// The computer's own voice.
pub struct SystemVoice {
    work: Sender<Work>,
    listener: Listener,
    voices: Vec<Voice>,
    /// The voices' names by language, as [`SystemVoice::use_voices`] was given them.
    chosen: BTreeMap<Lang, String>,
    prosody: Prosody,
}

impl std::fmt::Debug for SystemVoice {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SystemVoice")
            .field("voices", &self.voices.len())
            .finish_non_exhaustive()
    }
}

impl SystemVoice {
    /// Opens the service and lists its voices.
    ///
    /// # Errors
    /// When it cannot be reached, does not answer, or has no voice.
    pub fn open(listener: Listener) -> Result<Self, EngineError> {
        let (work, opened) = start(Arc::clone(&listener), None);
        let voices =
            opened.recv_timeout(PATIENCE).unwrap_or(Err(EngineError::NoAnswer))?;
        if voices.is_empty() {
            return Err(EngineError::NoVoices);
        }
        let prosody = Prosody::default();
        Ok(Self { work, listener, voices, chosen: BTreeMap::new(), prosody })
    }

    /// All its voices.
    pub fn voices(&self) -> &[Voice] {
        &self.voices
    }

    /// Says which voice speaks which language; others are spoken by whichever spoke last.
    pub fn use_voices(&mut self, chosen: BTreeMap<Lang, String>) {
        self.chosen = chosen;
    }

    /// A thread that is gone has said so; its loss is met by [`SpeechEngine::reopen`].
    fn order(&self, work: Work) {
        if self.work.send(work).is_err() {
            (self.listener)(Event::Lost);
        }
    }
}

impl SpeechEngine for SystemVoice {
    fn say(&mut self, ticket: Ticket, utterance: &Utterance) {
        let voice = self.chosen.get(&utterance.lang).cloned();
        self.order(Work::Say(ticket, sayable(utterance), voice));
    }

    fn stop(&mut self) {
        self.order(Work::Stop);
    }

    fn set_prosody(&mut self, prosody: Prosody) {
        self.prosody = prosody;
        self.order(Work::Prosody(prosody));
    }

    fn reopen(&mut self) {
        // The old thread lets go of its `Tts` first, unless it hangs; then it is left behind.
        let (gone, let_go) = mpsc::channel();
        if self.work.send(Work::LetGo(gone)).is_ok() {
            let _ = let_go.recv_timeout(Duration::from_millis(500));
        }
        let (work, _) = start(Arc::clone(&self.listener), Some(Event::Reopened));
        self.work = work;
        self.order(Work::Prosody(self.prosody));
    }
}

/// Text without what a voice cannot say and the service's library cannot take.
fn sayable(utterance: &Utterance) -> String {
    let text: String =
        utterance.said.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    if utterance.lang.primary() == "en" { name_letters(&text) } else { text }
}

/// What the thread is to do, or has heard from the service.
enum Work {
    Say(Ticket, String, Option<String>),
    Stop,
    Prosody(Prosody),
    LetGo(Sender<()>),
    Heard(Sound, String),
}

#[derive(Clone, Copy)]
enum Sound {
    Begin,
    End,
    Stop,
}

type Opened = Receiver<Result<Vec<Voice>, EngineError>>;

/// Starts a thread that opens the service. `event` is for the listener once it is open; without
/// it, the voices are listed instead.
fn start(listener: Listener, event: Option<Event>) -> (Sender<Work>, Opened) {
    let (work, orders) = mpsc::channel();
    let (open, opened) = mpsc::channel();
    let heard = work.clone();
    thread::spawn(move || {
        let Some(tts) = connect(&heard) else {
            if event.is_some() {
                listener(Event::Lost);
            }
            let _ = open.send(Err(EngineError::Unavailable));
            return;
        };
        match event {
            Some(event) => listener(event),
            None => {
                let _ = open.send(Ok(list(&tts)));
            }
        }
        Worker {
            tts,
            listener,
            voice: None,
            prosody: Prosody::default(),
            tickets: BTreeMap::new(),
        }
        .run(&orders);
    });
    (work, opened)
}

/// Opens the service, its callbacks bound to the thread's work.
fn connect(heard: &Sender<Work>) -> Option<Tts> {
    let tts = open_service()?;
    let hear = |sound: Sound| -> Option<Box<dyn FnMut(tts::UtteranceId)>> {
        let heard = heard.clone();
        Some(Box::new(move |id| {
            let _ = heard.send(Work::Heard(sound, format!("{id:?}")));
        }))
    };
    tts.on_utterance_begin(hear(Sound::Begin)).ok()?;
    tts.on_utterance_end(hear(Sound::End)).ok()?;
    tts.on_utterance_stop(hear(Sound::Stop)).ok()?;
    Some(tts)
}

/// Opens the service, which starts it. Of two programs that start it at once, one is refused
/// until the other has done so.
fn open_service() -> Option<Tts> {
    for _ in 0..4 {
        if let Ok(tts) = Tts::default() {
            return Some(tts);
        }
        thread::sleep(Duration::from_millis(250));
    }
    None
}

fn list(tts: &Tts) -> Vec<Voice> {
    let voices = tts.voices().unwrap_or_default();
    // The module that says only that there is no other.
    let real = voices.iter().filter(|voice| voice.name() != "dummy");
    let named = real.map(|voice| Voice {
        name: voice.name(),
        language: voice.language().to_string(),
    });
    named.collect()
}

struct Worker {
    tts: Tts,
    listener: Listener,
    /// The voice that is set.
    voice: Option<String>,
    prosody: Prosody,
    /// What is being spoken, by the service's names for it.
    tickets: BTreeMap<String, Ticket>,
}

impl Worker {
    fn run(mut self, orders: &Receiver<Work>) {
        let mut lost = false;
        loop {
            let work = match orders.recv_timeout(PULSE) {
                Ok(work) => Some(work),
                Err(RecvTimeoutError::Timeout) => None,
                Err(RecvTimeoutError::Disconnected) => break,
            };
            let alive = match work {
                Some(Work::LetGo(gone)) => {
                    // A service that still answers may still call back: it is not dropped.
                    if lost {
                        drop(self.tts);
                    } else {
                        std::mem::forget(self.tts);
                    }
                    let _ = gone.send(());
                    return;
                }
                // Only the order to let go of a lost service is waited for.
                _ if lost => continue,
                Some(Work::Say(ticket, text, voice)) => self.say(ticket, text, voice),
                Some(Work::Stop) => self.tts.stop().is_ok(),
                Some(Work::Prosody(prosody)) => self.set_prosody(prosody),
                Some(Work::Heard(sound, id)) => {
                    self.hear(sound, &id);
                    true
                }
                None => self.pulse(),
            };
            if !alive {
                lost = true;
                (self.listener)(Event::Lost);
            }
        }
        std::mem::forget(self.tts);
    }

    /// Whether it went well.
    fn say(&mut self, ticket: Ticket, text: String, voice: Option<String>) -> bool {
        if voice.is_some() && voice != self.voice {
            if !self.set_voice(voice.as_deref()) {
                return false;
            }
            self.voice = voice;
        }
        match self.tts.speak(text, false) {
            Ok(Some(id)) => {
                self.tickets.insert(format!("{id:?}"), ticket);
                true
            }
            _ => false,
        }
    }

    fn set_voice(&mut self, name: Option<&str>) -> bool {
        let Ok(voices) = self.tts.voices() else { return false };
        match voices.iter().find(|voice| Some(voice.name().as_str()) == name) {
            Some(voice) => self.tts.set_voice(voice).is_ok(),
            // A service that was opened again may know other voices: then its own will do.
            None => true,
        }
    }

    fn set_prosody(&mut self, prosody: Prosody) -> bool {
        self.prosody = prosody;
        let features = self.tts.supported_features();
        let scaled = |value: i8, low: f32, usual: f32, high: f32| {
            let part = f32::from(value) / 100.0;
            if part < 0.0 {
                usual + (usual - low) * part
            } else {
                usual + (high - usual) * part
            }
        };
        let rate = scaled(
            prosody.rate,
            self.tts.min_rate(),
            self.tts.normal_rate(),
            self.tts.max_rate(),
        );
        let pitch = scaled(
            prosody.pitch,
            self.tts.min_pitch(),
            self.tts.normal_pitch(),
            self.tts.max_pitch(),
        );
        let mut done = !features.rate || self.tts.set_rate(rate).is_ok();
        done &= !features.pitch || self.tts.set_pitch(pitch).is_ok();
        if let Some(volume) = prosody.volume.filter(|_| features.volume) {
            // From silence to as loud as it goes.
            let (low, high) = (self.tts.min_volume(), self.tts.max_volume());
            let part = (f32::from(volume) + 100.0) / 200.0;
            done &= self.tts.set_volume(low + (high - low) * part).is_ok();
        }
        done
    }

    fn hear(&mut self, sound: Sound, id: &str) {
        let Some(&ticket) = self.tickets.get(id) else { return };
        let event = match sound {
            Sound::Begin => Event::Begin(ticket),
            Sound::End => Event::End(ticket),
            Sound::Stop => Event::Stopped(ticket),
        };
        if !matches!(sound, Sound::Begin) {
            self.tickets.remove(id);
        }
        (self.listener)(event);
    }

    /// Asks for a sign of life while something is being spoken: setting what is set.
    fn pulse(&mut self) -> bool {
        self.tickets.is_empty() || self.set_prosody(self.prosody)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::node::NodeId;
    use crate::speech::Role;

    #[test]
    fn control_characters_never_reach_the_service() {
        let utterance = Utterance {
            node: NodeId(0),
            lang: Lang::british(),
            role: Role::Content,
            written: String::new(),
            said: "a\0b\r\n.\r\nc\u{1b}".into(),
            part: 0,
            pause_before: Duration::ZERO,
            pause_after: Duration::ZERO,
        };
        assert_eq!(sayable(&utterance), "a b  .  c ");
    }
}
