//! What is wrong with a command line, in our words: clap's have symbols for meaning.

use super::args::Arguments;
use clap::CommandFactory as _;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use std::error::Error as _;
use std::ffi::OsString;
use std::path::Path;

/// The words of the command line, with those that other programs have taught (`help print`,
/// `version`) as the options that they are here.
pub(super) fn words() -> Vec<OsString> {
    let mut words: Vec<OsString> = std::env::args_os().collect();
    match words.get(1).and_then(|word| word.to_str()) {
        Some("help") => {
            words.remove(1);
            words.truncate(2);
            words.push("--help".into());
        }
        Some("version") => words = vec![words[0].clone(), "--version".into()],
        _ => {}
    }
    words
}

/// The message for a command line that clap does not take, and what would do.
pub(super) fn explain(error: &clap::Error, words: &[OsString]) -> String {
    let (message, help) = match error.kind() {
        ErrorKind::InvalidSubcommand => command(error),
        ErrorKind::UnknownArgument => option(error),
        ErrorKind::InvalidValue => value(error),
        ErrorKind::ValueValidation => (
            format!(
                "`{}` will not do for `{}`: {}",
                said(error, ContextKind::InvalidValue),
                name(error),
                error.source().map(ToString::to_string).unwrap_or_default(),
            ),
            None,
        ),
        ErrorKind::MissingRequiredArgument => {
            let missing = name(error);
            let one = missing.trim_end_matches("...").trim_matches(['<', '>']);
            let what = match one {
                "PAGE.md" => "a page is missing".to_owned(),
                "SHELL" => "the name of a shell is missing".to_owned(),
                "DIR" => "a folder is missing".to_owned(),
                option if option.starts_with('-') => format!("`{option}` is missing"),
                _ => return error.to_string(),
            };
            (what, None)
        }
        ErrorKind::ArgumentConflict => (
            format!(
                "`{}` does not go with `{}`",
                name(error),
                said(error, ContextKind::PriorArg)
            ),
            None,
        ),
        _ => return error.to_string(),
    };
    let known = words.get(1).and_then(|word| word.to_str());
    let tool = Arguments::command();
    let subcommand = known.filter(|known| tool.find_subcommand(known).is_some());
    let all = subcommand.map_or_else(
        || "`printaloud --help` lists all commands".to_owned(),
        |known| format!("`printaloud {known} --help` lists what can be chosen"),
    );
    let first = match help {
        Some(question) if question.ends_with('?') => format!("{question} "),
        Some(help) => format!("{help}; "),
        None => String::new(),
    };
    format!("error: {message}\n  help: {first}{all}")
}

fn command(error: &clap::Error) -> (String, Option<String>) {
    let word = said(error, ContextKind::InvalidSubcommand);
    let path = Path::new(&word);
    if path.is_file() || path.extension().is_some() {
        let quoted =
            if word.contains(' ') { format!("\"{word}\"") } else { word.clone() };
        return (
            format!("`{word}` is not a command"),
            Some(format!(
                "`printaloud print {quoted}` prints it, `printaloud speak {quoted}` reads it aloud"
            )),
        );
    }
    (
        format!("`{word}` is not a command"),
        suggestion(error, ContextKind::SuggestedSubcommand),
    )
}

fn option(error: &clap::Error) -> (String, Option<String>) {
    let word = name(error);
    if !word.starts_with('-') {
        return (format!("`{word}` is one word too many"), None);
    }
    (format!("`{word}` is not an option"), suggestion(error, ContextKind::SuggestedArg))
}

/// What is most like a word that is not known, if anything is.
fn suggestion(error: &clap::Error, kind: ContextKind) -> Option<String> {
    let like = said(error, kind);
    (!like.is_empty()).then(|| format!("did you mean `{like}`?"))
}

fn value(error: &clap::Error) -> (String, Option<String>) {
    let written = said(error, ContextKind::InvalidValue);
    let option = name(error);
    let valid = said(error, ContextKind::ValidValue);
    let help = (!valid.is_empty()).then(|| {
        let like = said(error, ContextKind::SuggestedValue);
        if like.is_empty() {
            format!("choose one of {valid}")
        } else {
            format!("did you mean `{like}`? It can be {valid}")
        }
    });
    let message = if written.is_empty() {
        format!("a value is missing after `{option}`")
    } else {
        format!("`{written}` will not do for `{option}`")
    };
    (message, help)
}

/// The argument that is wrong, without the name of its value.
fn name(error: &clap::Error) -> String {
    let name = said(error, ContextKind::InvalidArg);
    if name.starts_with('-') {
        name.split([' ', '=']).next().unwrap_or_default().to_owned()
    } else {
        name
    }
}

fn said(error: &clap::Error, kind: ContextKind) -> String {
    match error.get(kind) {
        Some(ContextValue::String(one)) => one.clone(),
        Some(ContextValue::Strings(several)) => several.join(", "),
        _ => String::new(),
    }
}
