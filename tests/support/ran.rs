//! The command, and what a run of it gave.

use std::path::Path;
use std::process::{Command, Output, Stdio};

/// The commands of the program.
pub const COMMANDS: [&str; 11] = [
    "print",
    "speak",
    "record",
    "batch",
    "check",
    "voices",
    "new",
    "doctor",
    "config",
    "completions",
    "manual",
];

/// The command in a folder, with nobody at the keyboard.
pub fn printaloud(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_printaloud"));
    command.current_dir(folder).env_remove("SOURCE_DATE_EPOCH").stdin(Stdio::null());
    command
}

/// What a run of the command gave.
#[derive(Debug)]
pub struct Ran {
    pub status: Option<i32>,
    pub stdout: Vec<u8>,
    pub stderr: String,
}

impl From<Output> for Ran {
    fn from(output: Output) -> Self {
        Self {
            status: output.status.code(),
            stdout: output.stdout,
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

impl Ran {
    /// What it wrote to the standard output, where that is text.
    pub fn text(&self) -> String {
        String::from_utf8(self.stdout.clone()).unwrap()
    }

    /// All that it wrote.
    pub fn told(&self) -> String {
        self.text() + &self.stderr
    }
}
