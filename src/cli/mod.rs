//! Arguments in, exit status out.

mod args;
mod print;
mod terminal;

use args::{Arguments, Command};
use clap::Parser as _;
use std::process::ExitCode;

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// All was made.
    AllMade,
    /// Some pages failed.
    SomeFailed,
    /// The command was used wrongly; nothing was made.
    WrongUsage,
}

/// Runs the tool.
pub(crate) fn run() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            // Help and version go to stdout with status 0, wrong usage to stderr with 2.
            let wrong = error.use_stderr();
            terminal::show(&error);
            return ExitCode::from(if wrong { 2 } else { 0 });
        }
    };
    let Command::Print(print) = arguments.command;
    match print::print(&print) {
        Outcome::AllMade => ExitCode::SUCCESS,
        Outcome::SomeFailed => ExitCode::from(1),
        Outcome::WrongUsage => ExitCode::from(2),
    }
}
