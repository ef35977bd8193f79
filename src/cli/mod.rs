//! Arguments in, exit status out.

#[cfg(feature = "system-speech")]
mod aloud;
mod args;
mod batch;
mod check;
mod config;
mod doctor;
mod environment;
mod examples;
#[cfg(feature = "system-speech")]
mod keys;
mod manual;
mod new;
mod page;
mod print;
mod progress;
#[cfg(feature = "record")]
mod record;
mod speak;
mod terminal;
mod usage;
mod values;
#[cfg(feature = "system-speech")]
mod voices;

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
    /// There is no speech engine, no voice or no sound.
    NoSpeech,
    #[cfg(feature = "system-speech")]
    /// A signal ended it: 128 and the number of SIGINT, as a shell has it.
    Signalled,
}

impl Outcome {
    const fn status(self) -> u8 {
        match self {
            Self::AllMade => 0,
            Self::SomeFailed => 1,
            Self::WrongUsage => 2,
            Self::NoSpeech => 3,
            #[cfg(feature = "system-speech")]
            Self::Signalled => 130,
        }
    }
}

/// What a build says that only prints.
#[cfg(not(feature = "system-speech"))]
const WITHOUT_SPEECH: &str = "error: this program was built for printing only, without speech\n  help: install libspeechd-dev and libclang-dev, and build it with `cargo build --release`; `speak --script` shows what would be said";

/// What a build says that does not record.
#[cfg(not(feature = "record"))]
const WITHOUT_RECORDING: &str = "error: this program was built without recording\n  help: install cmake, and build it with `cargo build --release`";

/// Runs the tool.
pub(crate) fn run() -> ExitCode {
    let words = usage::words();
    let arguments = match Arguments::try_parse_from(&words) {
        Ok(arguments) => arguments,
        // Help and version go to stdout with status 0, wrong usage to stderr with 2.
        Err(error) if error.use_stderr() => {
            terminal::talk(&usage::explain(&error, &words));
            return ExitCode::from(Outcome::WrongUsage.status());
        }
        Err(error) => {
            terminal::show(&error);
            return ExitCode::SUCCESS;
        }
    };
    let Some(command) = arguments.command else {
        return ExitCode::from(print_lines(examples::OVERVIEW).status());
    };
    let outcome = match command {
        Command::Print(print) => print::print(&print),
        Command::Speak(speak) => speak::speak(&speak),
        Command::Batch(batch) => batch::batch(&batch),
        Command::Check(check) => check::check(&check),
        Command::New(new) => new::new(&new),
        Command::Doctor(doctor) => doctor::doctor(&doctor),
        Command::Config(config) => config::config(&config),
        Command::Completions(shell) => manual::completions(&shell),
        Command::Manual(manual) => manual::manual(&manual),
        #[cfg(feature = "record")]
        Command::Record(record) => record::record(&record),
        #[cfg(not(feature = "record"))]
        Command::Record(_) => {
            terminal::talk(WITHOUT_RECORDING);
            Outcome::NoSpeech
        }
        #[cfg(feature = "system-speech")]
        Command::Voices(voices) => voices::voices(&voices),
        #[cfg(not(feature = "system-speech"))]
        Command::Voices(_) => {
            terminal::talk(WITHOUT_SPEECH);
            Outcome::NoSpeech
        }
    };
    ExitCode::from(outcome.status())
}

/// Writes text for the user.
fn print_lines(text: &str) -> Outcome {
    print_data(&terminal::shown(text))
}

/// Writes text for another program to read.
fn print_data(text: &str) -> Outcome {
    match terminal::data(text.as_bytes()) {
        Ok(()) => Outcome::AllMade,
        // Whoever reads no further has what they wanted.
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Outcome::AllMade,
        Err(error) => {
            terminal::talk(&format!("standard output: error: {error}"));
            Outcome::SomeFailed
        }
    }
}
