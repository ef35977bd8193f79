//! The commands `completions` and `manual`: both are made from the same definitions as the command
//! line itself.

use super::args::{Arguments, Completions, Manual};
use super::page::failure;
use super::{Outcome, print_data, terminal};
use clap::CommandFactory as _;
use printaloud::store;

const PROGRAM: &str = env!("CARGO_PKG_NAME");

pub(super) fn completions(completions: &Completions) -> Outcome {
    let mut script = Vec::new();
    clap_complete::generate(
        completions.shell,
        &mut Arguments::command(),
        PROGRAM,
        &mut script,
    );
    print_data(&String::from_utf8_lossy(&script))
}

pub(super) fn manual(manual: &Manual) -> Outcome {
    let folder = &manual.folder;
    if let Err(error) = store::make_folder(folder) {
        terminal::talk(&failure(folder, &error));
        return Outcome::SomeFailed;
    }
    let mut program = Arguments::command().name(PROGRAM);
    program.build();
    let commands = program.get_subcommands().map(|command| {
        let name = format!("{PROGRAM}-{}", command.get_name());
        command.clone().name(name.clone()).display_name(name)
    });
    let commands: Vec<clap::Command> = commands.collect();
    let mut pages = vec![program];
    pages.extend(commands);
    for page in pages {
        let path = folder.join(format!("{}.1", page.get_name()));
        let mut text = Vec::new();
        let written = clap_mangen::Man::new(page).render(&mut text);
        let written = written.map_err(store::StoreError::from);
        let text = as_they_stand(&String::from_utf8_lossy(&text));
        let write = || store::write_whole(&path, text.as_bytes());
        if let Err(error) = written.and_then(|()| write()) {
            terminal::talk(&failure(&path, &error));
            return Outcome::SomeFailed;
        }
    }
    terminal::talk(&format!(
        "{}: the manual is written\n  help: type `man {}/{PROGRAM}.1`",
        folder.display(),
        folder.display()
    ));
    Outcome::AllMade
}

/// The manual page with its examples line by line, as the help has them.
fn as_they_stand(page: &str) -> String {
    page.replacen("\n.SH EXTRA\n", "\n.SH EXAMPLES\n.nf\n", 1)
}
