//! Runs the programs that speak: words in, sound out, and no waiting for one that hangs.

use super::synthesizer::SynthesisError;
use std::io::{self, Write as _};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;

/// How long an engine may be silent.
const SILENT: Duration = Duration::from_secs(20);

/// Whether there is a program of that name.
pub(super) fn is_installed(name: &str) -> bool {
    let folders = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&folders).any(|folder| {
        folder.join(name).with_extension(std::env::consts::EXE_EXTENSION).is_file()
    })
}

/// Ends a program that is left.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Runs a program with text on its standard input, and gives what it wrote.
///
/// # Errors
/// When there is no such program, when it fails, or when it writes nothing for too long.
pub(super) fn run(
    command: &mut Command,
    name: &str,
    text: &str,
) -> Result<Vec<u8>, SynthesisError> {
    let child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn();
    let mut running = match child {
        Ok(child) => Running(child),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return Err(SynthesisError::Missing(name.into()));
        }
        Err(_) => return Err(SynthesisError::Ended(name.into())),
    };
    let ended = || SynthesisError::Ended(name.into());
    let input = running.0.stdin.take();
    let output = running.0.stdout.take().ok_or_else(ended)?;
    let log = running.0.stderr.take().ok_or_else(ended)?;
    let (sender, receiver) = channel();
    let text = text.to_owned();
    // A program that does not read, or does not end, must not hold us: threads may be left behind.
    std::thread::spawn(move || {
        // One that has closed its input says so by its status.
        let _ = input.map(|mut input| input.write_all(text.as_bytes()));
    });
    // What it logs is nothing to us but a sign of life.
    let alive = sender.clone();
    std::thread::spawn(move || read(log, |_| alive.send(Vec::new()).is_ok()));
    std::thread::spawn(move || read(output, |bytes| sender.send(bytes.to_vec()).is_ok()));
    let mut bytes = Vec::new();
    loop {
        match receiver.recv_timeout(SILENT) {
            Ok(more) => bytes.extend(more),
            Err(RecvTimeoutError::Disconnected) => break,
            Err(RecvTimeoutError::Timeout) => {
                return Err(SynthesisError::Silent(name.into()));
            }
        }
    }
    match running.0.wait() {
        Ok(status) if status.success() => Ok(bytes),
        _ => Err(ended()),
    }
}

/// Reads to the end, or until what is read is not wanted.
fn read(mut from: impl io::Read, mut take: impl FnMut(&[u8]) -> bool) {
    let mut buffer = [0; 1 << 16];
    while let Ok(count @ 1..) = from.read(&mut buffer) {
        if !take(&buffer[..count]) {
            return;
        }
    }
}
