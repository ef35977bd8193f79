//! The only file that prints: data to stdout, words to stderr.

use std::io::{self, IsTerminal as _, Write as _};

/// Writes bytes for another program to read.
///
/// # Errors
/// When standard output cannot take them.
pub(super) fn data(bytes: &[u8]) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(bytes)?;
    out.flush()
}

/// Says a line to the user. Where nobody listens any more there is nobody to tell.
pub(super) fn talk(line: &str) {
    let _ = writeln!(io::stderr().lock(), "{line}");
}

/// Whether standard output is a terminal.
pub(super) fn is_terminal() -> bool {
    io::stdout().is_terminal()
}

/// Shows what `clap` has to say: help on stdout, wrong usage on stderr.
pub(super) fn show(error: &clap::Error) {
    let _ = error.print();
}
