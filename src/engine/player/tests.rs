//! The player over an engine that does as it is told.

use super::*;
use crate::lang::Lang;
use crate::node::NodeId;
use crate::speech::{Heading, Owner, Section};
use std::collections::VecDeque;
use std::sync::mpsc::{Sender, channel};

/// What the engine answers to an utterance.
#[derive(Debug, Clone, Copy)]
enum Answer {
    Ends,
    IsCut,
    IsLost,
    /// It begins, and a listener asks for something.
    IsTold(Command),
}

struct Scripted {
    happen: Sender<Happening>,
    answers: VecDeque<Answer>,
    opens: bool,
    orders: Sender<String>,
}

impl Scripted {
    fn tell(&self, event: Event) {
        self.happen.send(Happening::Engine(event)).unwrap();
    }
}

impl SpeechEngine for Scripted {
    fn say(&mut self, ticket: Ticket, utterance: &Utterance) {
        self.orders.send(utterance.said.clone()).unwrap();
        self.tell(Event::Begin(ticket));
        match self.answers.pop_front().unwrap_or(Ends) {
            Ends => self.tell(Event::End(ticket)),
            IsCut => self.tell(Event::Stopped(ticket)),
            IsLost => self.tell(Event::Lost),
            IsTold(command) => {
                self.happen.send(Happening::Command(command)).unwrap();
            }
        }
    }

    fn stop(&mut self) {
        self.orders.send("stop".into()).unwrap();
    }

    fn set_prosody(&mut self, _: Prosody) {}

    fn reopen(&mut self) {
        self.orders.send("reopen".into()).unwrap();
        self.tell(if self.opens { Event::Reopened } else { Event::Lost });
    }
}

/// Five sentences under two headings, the last an announcement.
fn script() -> Script {
    let utterance = |(at, said): (usize, &str)| Utterance {
        node: NodeId(at as u32),
        lang: Lang::british(),
        role: if said == "end" { Role::Announcement } else { Role::Content },
        written: said.into(),
        said: said.into(),
        part: u32::from(said != "end"),
        pause_before: Duration::ZERO,
        pause_after: Duration::ZERO,
    };
    let section = |utterances| {
        let heading = Some(Heading { level: 1, words: String::new() });
        Section { heading, owner: Owner::Page, utterances }
    };
    Script {
        utterances: ["A", "b", "C", "d", "end"]
            .into_iter()
            .enumerate()
            .map(utterance)
            .collect(),
        sections: vec![section(0..2), section(2..5)],
    }
}

fn played(answers: &[Answer], opens: bool) -> (Ending, usize, String) {
    let (happen, happenings) = channel();
    let (orders, ordered) = channel();
    let engine =
        Scripted { happen, answers: answers.iter().copied().collect(), opens, orders };
    let script = script();
    let player = Player::new(&script, engine, happenings, Prosody::default(), 0, |_| {});
    let (ending, at) = player.play();
    (ending, at, ordered.iter().collect::<Vec<_>>().join(" "))
}

use Answer::{Ends, IsCut, IsLost, IsTold};

#[test]
fn everything_is_said_once_and_in_order() {
    assert_eq!(played(&[], true), (Ending::Finished, 5, "A b C d end".into()));
}

#[test]
fn a_sentence_that_is_cut_off_is_said_again_twice() {
    assert_eq!(played(&[Ends, IsCut, IsCut], true).2, "A b b b C d end");
    assert_eq!(
        played(&[Ends, IsCut, IsCut, IsCut], true),
        (Ending::Interrupted, 1, "A b b b stop".into())
    );
}

#[test]
fn a_lost_engine_is_opened_again_three_times() {
    assert_eq!(played(&[Ends, IsLost], true).2, "A b reopen b C d end");
    let lost = played(&[Ends, IsLost], false);
    assert_eq!(lost, (Ending::Lost, 1, "A b reopen reopen reopen".into()));
}

#[test]
fn a_listener_moves_by_sentences_and_headings() {
    let forward = IsTold(Command::Sentence(Step::Forward));
    let back = IsTold(Command::Sentence(Step::Back));
    assert_eq!(played(&[forward, back], true).2, "A stop b stop A b C d end");
    let next = IsTold(Command::Heading(Step::Forward));
    let before = IsTold(Command::Heading(Step::Back));
    assert_eq!(played(&[Ends, next, before], true).2, "A b stop C stop A b C d end");
    assert_eq!(played(&[Ends, Ends, Ends, forward], true).0, Ending::Finished);
    assert_eq!(played(&[Ends, IsTold(Command::Repeat)], true).2, "A b stop b C d end");
}

#[test]
fn whoever_leaves_is_let_go_at_once_with_the_place() {
    let quit = IsTold(Command::Quit(Reason::Asked));
    assert_eq!(
        played(&[Ends, quit], true),
        (Ending::Left(Reason::Asked), 1, "A b stop".into())
    );
}
