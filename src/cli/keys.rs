//! Single keys at a terminal.

use super::terminal;
use crossterm::event::{Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, read};
use printaloud::engine::player::{Command, Happening, Reason, Step};
use std::sync::mpsc::Sender;
use std::thread;

/// What the keys do. Printed when it is asked for, a line a key, for a screen reader.
pub(super) const HELP: &str = "\
Space: pause, and go on from the start of the sentence.
Left arrow, right arrow: the sentence before, the sentence after.
[ and ]: the heading before, the heading after.
r: say the sentence again.
+ and -: faster, slower.
p: show each sentence as it is said, or no longer.
q: stop, and keep the place.";

/// The terminal while single keys are read from it; as it was again when this is dropped.
#[derive(Debug)]
pub(super) struct Keyboard(());

impl Keyboard {
    /// Reads keys from now on, and sends on what they ask for. `None` where the terminal does not
    /// let us, or another program is in its foreground.
    pub(super) fn open(happen: Sender<Happening>) -> Option<Self> {
        terminal::begin_keys()?;
        thread::spawn(move || {
            // A terminal that is closed ends the thread; the signal that comes with it the rest.
            while let Ok(event) = read() {
                if let Event::Key(key) = event
                    && key.kind != KeyEventKind::Release
                    && let Some(command) = command(key)
                    && happen.send(Happening::Command(command)).is_err()
                {
                    break;
                }
            }
        });
        Some(Self(()))
    }
}

impl Drop for Keyboard {
    fn drop(&mut self) {
        terminal::end_keys();
    }
}

fn command(key: KeyEvent) -> Option<Command> {
    if key.modifiers.contains(KeyModifiers::CONTROL) {
        return match key.code {
            KeyCode::Char('c' | 'd' | '\\') => Some(Command::Quit(Reason::Signalled)),
            // There is no going to the background from here: at least it is quiet.
            KeyCode::Char('z' | 's') => Some(Command::Pause),
            _ => None,
        };
    }
    Some(match key.code {
        KeyCode::Char(' ') => Command::Pause,
        KeyCode::Left | KeyCode::Up => Command::Sentence(Step::Back),
        KeyCode::Right | KeyCode::Down => Command::Sentence(Step::Forward),
        KeyCode::Char('[') | KeyCode::PageUp => Command::Heading(Step::Back),
        KeyCode::Char(']') | KeyCode::PageDown => Command::Heading(Step::Forward),
        KeyCode::Char('+' | '=') => Command::Faster,
        KeyCode::Char('-' | '_') => Command::Slower,
        KeyCode::Char('r' | 'R') => Command::Repeat,
        KeyCode::Char('p' | 'P') => Command::Show,
        KeyCode::Char('?' | 'h') => Command::Help,
        KeyCode::Char('q' | 'Q') | KeyCode::Esc => Command::Quit(Reason::Asked),
        _ => return None,
    })
}
