//! Plays a script over an engine: one utterance after the other, with pauses, while a listener
//! may stop, go back and go on.
//!
//! Everything that happens comes through one channel, so nothing is waited for but the next
//! thing to happen or the time by which it should have.

use super::{Event, Prosody, SpeechEngine, Ticket, longest};
use crate::speech::{Role, Script, Utterance};
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

/// What an engine's own silence at the end of an utterance and the start of the next comes to:
/// with espeak-ng over speech-dispatcher, 0.34 s. Longer pauses are made longer by the rest.
const OWN_SILENCE: Duration = Duration::from_millis(340);

/// How often one utterance is said again that another program cut off.
const MAX_INTERRUPTIONS: u32 = 2;
/// How often a lost engine is opened again.
const MAX_REOPENINGS: u32 = 3;
/// The pause before an engine is opened again, after the first time it could not be.
const REOPENING_PAUSE: Duration = Duration::from_millis(700);
/// The pause before an interrupted utterance is said again, so that two programs do not fight.
const INTERRUPTION_PAUSE: Duration = Duration::from_millis(400);

/// By how much a key changes the rate.
const RATE_STEP: i8 = 10;

/// What a listener can ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Command {
    /// Stop, or go on from the start of the sentence.
    Pause,
    /// The sentence before, or the one after.
    Sentence(Step),
    /// The heading before, or the one after.
    Heading(Step),
    /// Say the sentence again.
    Repeat,
    /// Speak faster.
    Faster,
    /// Speak more slowly.
    Slower,
    /// Show each sentence as it is said, or no longer.
    Show,
    /// Say which keys there are.
    Help,
    /// End.
    Quit(Reason),
}

/// Which way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Towards the start.
    Back,
    /// Towards the end.
    Forward,
}

/// Why a listener ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// A key was pressed for it.
    Asked,
    /// A signal came: Ctrl-C, the end of the session, a closed terminal.
    Signalled,
}

/// What happens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Happening {
    /// The engine tells something.
    Engine(Event),
    /// The listener asks for something.
    Command(Command),
}

/// What a listener may hear of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notice<'s> {
    /// An utterance is about to be said; with its place in the script.
    Saying(usize, &'s Utterance),
    /// It was stopped.
    Paused,
    /// It goes on.
    GoingOn,
    /// How fast it speaks now.
    Rate(i8),
    /// The listener asked to see the sentences, or no longer.
    Show,
    /// The listener asked for the keys.
    Help,
    /// The engine was lost and is opened again.
    Reopening,
}

/// How it ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// Everything was said.
    Finished,
    /// The listener ended it.
    Left(Reason),
    /// The engine was lost for good.
    Lost,
    /// The engine takes words and no sound comes to an end: there is nothing to hear it by.
    NoSound,
    /// Another program cut one utterance off again and again.
    Interrupted,
}

enum State {
    /// An utterance is being said; the time by which it should be over.
    Speaking(Ticket, Instant),
    /// The next utterance is due.
    Resting(Instant),
    Paused,
    /// The engine is being opened again, or will be at that time.
    Reopening(Option<Instant>),
}

/// Plays one script.
pub struct Player<'s, E> {
    script: &'s Script,
    engine: E,
    happenings: Receiver<Happening>,
    tell: Box<dyn FnMut(Notice<'_>) + 's>,
    at: usize,
    state: State,
    prosody: Prosody,
    tickets: u64,
    interruptions: u32,
    reopenings: u32,
    heard: bool,
    /// Whether the engine was lost while nothing was to be said.
    gone: bool,
}

impl<E> std::fmt::Debug for Player<'_, E> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Player").field("at", &self.at).finish_non_exhaustive()
    }
}

impl<'s, E: SpeechEngine> Player<'s, E> {
    /// A player of `script` from its utterance `from` on. What the engine and the listener do
    /// comes by `happenings`; `tell` is given what a listener may want to know.
    pub fn new(
        script: &'s Script,
        engine: E,
        happenings: Receiver<Happening>,
        prosody: Prosody,
        from: usize,
        tell: impl FnMut(Notice<'_>) + 's,
    ) -> Self {
        Self {
            script,
            engine,
            happenings,
            tell: Box::new(tell),
            at: from,
            state: State::Paused,
            prosody,
            tickets: 0,
            interruptions: 0,
            reopenings: 0,
            heard: false,
            gone: false,
        }
    }

    /// Plays to the end, or until something ends it; with the utterance that was being said.
    pub fn play(mut self) -> (Ending, usize) {
        self.engine.set_prosody(self.prosody);
        if let Err(ending) = self.say() {
            return (ending, self.at);
        }
        loop {
            let happened = match self.next() {
                Some(Happening::Engine(event)) => self.hear(event),
                Some(Happening::Command(command)) => self.obey(command),
                None => self.overdue(),
            };
            if let Err(ending) = happened {
                if !matches!(ending, Ending::Finished) {
                    self.fall_silent();
                }
                return (ending, self.at);
            }
        }
    }

    /// The next thing that happens, or nothing by the time that something was due.
    fn next(&self) -> Option<Happening> {
        let due = match self.state {
            State::Speaking(_, due)
            | State::Resting(due)
            | State::Reopening(Some(due)) => Some(due),
            // An engine that does not open tells so; one that does not even do that is lost.
            State::Reopening(None) => Some(Instant::now() + Duration::from_secs(30)),
            State::Paused => None,
        };
        let happened = match due {
            Some(due) => self
                .happenings
                .recv_timeout(due.saturating_duration_since(Instant::now())),
            None => self.happenings.recv().map_err(|_| RecvTimeoutError::Disconnected),
        };
        match happened {
            Ok(happening) => Some(happening),
            Err(RecvTimeoutError::Timeout) => None,
            Err(RecvTimeoutError::Disconnected) => {
                Some(Happening::Command(Command::Quit(Reason::Signalled)))
            }
        }
    }

    fn say(&mut self) -> Result<(), Ending> {
        let Some(utterance) = self.script.utterances.get(self.at) else {
            return Err(Ending::Finished);
        };
        if std::mem::take(&mut self.gone) {
            self.state = State::Reopening(None);
            return self.lost();
        }
        (self.tell)(Notice::Saying(self.at, utterance));
        self.tickets += 1;
        let ticket = Ticket(self.tickets);
        self.engine.say(ticket, utterance);
        let due = Instant::now() + longest(&utterance.said, self.prosody.rate);
        self.state = State::Speaking(ticket, due);
        Ok(())
    }

    fn hear(&mut self, event: Event) -> Result<(), Ending> {
        let current = match self.state {
            State::Speaking(ticket, _) => Some(ticket),
            _ => None,
        };
        match event {
            Event::End(ticket) if current == Some(ticket) => {
                self.heard = true;
                self.interruptions = 0;
                self.reopenings = 0;
                self.rest();
                Ok(())
            }
            Event::Stopped(ticket) if current == Some(ticket) => {
                self.interruptions += 1;
                if self.interruptions > MAX_INTERRUPTIONS {
                    return Err(Ending::Interrupted);
                }
                self.state = State::Resting(Instant::now() + INTERRUPTION_PAUSE);
                Ok(())
            }
            Event::Lost => self.lost(),
            Event::Reopened if matches!(self.state, State::Reopening(_)) => self.say(),
            _ => Ok(()),
        }
    }

    /// The pause between this utterance and the next, which then is the current one.
    fn rest(&mut self) {
        let pause = |at: usize, of: fn(&Utterance) -> Duration| {
            self.script.utterances.get(at).map_or(Duration::ZERO, of)
        };
        let due = pause(self.at, |utterance| utterance.pause_after)
            .max(pause(self.at + 1, |utterance| utterance.pause_before));
        self.at += 1;
        self.state = State::Resting(Instant::now() + due.saturating_sub(OWN_SILENCE));
    }

    fn lost(&mut self) -> Result<(), Ending> {
        match self.state {
            // A listener who paused is not troubled before going on.
            State::Paused => {
                self.gone = true;
                return Ok(());
            }
            State::Reopening(Some(_)) => return Ok(()),
            _ => {}
        }
        if self.reopenings >= MAX_REOPENINGS {
            return Err(Ending::Lost);
        }
        self.reopenings += 1;
        if self.reopenings == 1 {
            (self.tell)(Notice::Reopening);
            self.state = State::Reopening(None);
            self.engine.reopen();
        } else {
            self.state = State::Reopening(Some(
                Instant::now() + REOPENING_PAUSE * self.reopenings,
            ));
        }
        Ok(())
    }

    /// What was due has not happened, or its time has come.
    fn overdue(&mut self) -> Result<(), Ending> {
        match self.state {
            State::Resting(_) => self.say(),
            State::Reopening(Some(_)) => {
                self.state = State::Reopening(None);
                self.engine.reopen();
                Ok(())
            }
            State::Speaking(..) if !self.heard => Err(Ending::NoSound),
            _ => self.lost(),
        }
    }

    fn obey(&mut self, command: Command) -> Result<(), Ending> {
        match command {
            Command::Quit(reason) => return Err(Ending::Left(reason)),
            Command::Pause => return self.pause(),
            Command::Sentence(step) => self.at = self.sentence(step),
            Command::Heading(step) => self.at = self.heading(step),
            Command::Repeat => {}
            Command::Faster | Command::Slower => {
                let step =
                    if command == Command::Faster { RATE_STEP } else { -RATE_STEP };
                self.prosody.rate =
                    self.prosody.rate.saturating_add(step).clamp(-100, 100);
                self.engine.set_prosody(self.prosody);
                (self.tell)(Notice::Rate(self.prosody.rate));
                if !matches!(self.state, State::Speaking(..)) {
                    return Ok(());
                }
            }
            Command::Show => {
                (self.tell)(Notice::Show);
                return Ok(());
            }
            Command::Help => {
                (self.tell)(Notice::Help);
                return Ok(());
            }
        }
        self.interruptions = 0;
        if matches!(self.state, State::Reopening(_)) {
            return Ok(());
        }
        self.silence();
        self.say()
    }

    fn pause(&mut self) -> Result<(), Ending> {
        if matches!(self.state, State::Paused) {
            (self.tell)(Notice::GoingOn);
            return self.say();
        }
        self.silence();
        self.state = State::Paused;
        (self.tell)(Notice::Paused);
        Ok(())
    }

    /// Stops what is being said. Its event is no longer waited for.
    fn silence(&mut self) {
        if matches!(self.state, State::Speaking(..)) {
            self.engine.stop();
        }
    }

    /// Stops what is being said, and waits a moment until it is silent.
    fn fall_silent(&mut self) {
        let State::Speaking(ticket, _) = self.state else { return };
        self.engine.stop();
        let by = Instant::now() + Duration::from_millis(250);
        while let Ok(happening) =
            self.happenings.recv_timeout(by.saturating_duration_since(Instant::now()))
        {
            match happening {
                Happening::Engine(Event::Stopped(stopped) | Event::End(stopped))
                    if stopped == ticket =>
                {
                    break;
                }
                Happening::Engine(Event::Lost) => break,
                _ => {}
            }
        }
    }

    /// The sentence before or after, past announcements; at either end, the first or the end.
    fn sentence(&self, step: Step) -> usize {
        let utterances = &self.script.utterances;
        let content = |at: &usize| utterances[*at].role == Role::Content;
        match step {
            Step::Back => {
                (0..self.at.min(utterances.len())).rev().find(content).unwrap_or(0)
            }
            Step::Forward => {
                (self.at + 1..utterances.len()).find(content).unwrap_or(utterances.len())
            }
        }
    }

    fn heading(&self, step: Step) -> usize {
        let mut starts = self.script.headings().map(|(utterance, _)| utterance);
        match step {
            Step::Back => starts.take_while(|it| *it < self.at).last().unwrap_or(0),
            Step::Forward => {
                let next = starts.find(|start| *start > self.at);
                next.unwrap_or(self.script.utterances.len())
            }
        }
    }
}

#[cfg(test)]
mod tests;
