//! The only file that prints: data to stdout, words to stderr.

use printaloud::text::bidi::is_direction;
use std::borrow::Cow;
use std::io::{self, IsTerminal as _, Write as _};
use std::sync::atomic::{AtomicBool, Ordering};

/// Whether the terminal is set for single keys, and then does not return to the left by itself.
static RAW: AtomicBool = AtomicBool::new(false);

fn ended(text: &str) -> String {
    if RAW.load(Ordering::Relaxed) {
        format!("{}\r\n", text.replace('\n', "\r\n"))
    } else {
        format!("{text}\n")
    }
}

/// Writes bytes for another program to read.
///
/// # Errors
/// When standard output cannot take them.
pub(super) fn data(bytes: &[u8]) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(bytes)?;
    out.flush()
}

/// A text as it may be shown: what a page or the name of a file would have the terminal do, or
/// read backwards, is spelt out.
pub(super) fn shown(text: &str) -> Cow<'_, str> {
    let obeyed =
        |c: char| (c.is_control() && !matches!(c, '\n' | '\t')) || is_direction(c);
    if !text.contains(obeyed) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if obeyed(c) {
            shown.extend(c.escape_unicode());
        } else {
            shown.push(c);
        }
    }
    Cow::Owned(shown)
}

/// Says a line to the user. Where nobody listens any more there is nobody to tell.
pub(super) fn talk(line: &str) {
    let _ = io::stderr().lock().write_all(ended(&shown(line)).as_bytes());
}

/// Shows a line to whoever asked for it. One who has gone learns nothing.
#[cfg(feature = "system-speech")]
pub(super) fn line(text: &str) {
    let mut out = io::stdout().lock();
    let _ = out.write_all(ended(&shown(text)).as_bytes()).and_then(|()| out.flush());
}

/// Whether standard input is a keyboard.
#[cfg(feature = "system-speech")]
pub(super) fn is_keyboard() -> bool {
    io::stdin().is_terminal()
}

/// Whether somebody sees what is said on standard error.
pub(super) fn is_watched() -> bool {
    io::stderr().is_terminal()
}

/// Sets the terminal for single keys. `None` where it does not let us, or where another program
/// is in its foreground: reading from there would stop us.
#[cfg(feature = "system-speech")]
pub(super) fn begin_keys() -> Option<()> {
    #[cfg(unix)]
    {
        let keyboard = io::stdin();
        if keyboard.is_terminal()
            && rustix::termios::tcgetpgrp(&keyboard).ok()
                != Some(rustix::process::getpgrp())
        {
            return None;
        }
    }
    crossterm::terminal::enable_raw_mode().ok()?;
    RAW.store(true, Ordering::Relaxed);
    Some(())
}

/// Sets the terminal back as it was.
#[cfg(feature = "system-speech")]
pub(super) fn end_keys() {
    RAW.store(false, Ordering::Relaxed);
    let _ = crossterm::terminal::disable_raw_mode();
}

/// Whether standard output is a terminal.
pub(super) fn is_terminal() -> bool {
    io::stdout().is_terminal()
}

/// Shows what `clap` has to say: help on stdout, wrong usage on stderr.
pub(super) fn show(error: &clap::Error) {
    let _ = error.print();
}
