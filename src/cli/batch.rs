//! The command `batch`.

use super::args::Batch;
use super::environment::{created, today};
use super::page::failure;
use super::progress::Progress;
use super::terminal;
use super::{Outcome, print_lines};
use printaloud::batch::{
    Event, Failure, Job, Message, Options, Plan, Report, Shard, merge, run, verify,
};
use printaloud::config::{JobFile, TEMPLATE};
use printaloud::project::Project;
use printaloud::store;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

pub(super) fn batch(batch: &Batch) -> Outcome {
    let file = match job_file(batch.job.as_deref()) {
        Ok(file) => file,
        Err(message) => return wrong(&message),
    };
    if batch.init {
        return init(&file);
    }
    if batch.verify {
        let folder = batch.job.as_deref().unwrap_or(Path::new("."));
        if folder.join("manifest.json").is_file() {
            return verified(folder);
        }
    }
    let created = match created() {
        Ok(created) => created,
        Err(message) => return wrong(&message),
    };
    let shard = match batch
        .shard
        .as_deref()
        .map(|written| Shard::parse(written, |name| std::env::var(name).ok()))
    {
        None => None,
        Some(Ok(shard)) => Some(shard),
        Some(Err(error)) => {
            return wrong(&format!(
                "error: --shard: {error}\n  help: the number after the slash is the number of shards"
            ));
        }
    };
    let (job, found) = match Job::open(&file, created, today()) {
        Ok(opened) => opened,
        Err(messages) => return refused(&messages),
    };
    if batch.verify {
        return verified(&job.out);
    }
    let plan = match Plan::new(&job) {
        Ok(plan) => plan,
        Err(messages) => return refused(&messages),
    };
    let only = match (!batch.only.is_empty()).then(|| plan.select(&job, &batch.only)) {
        None => None,
        Some(Ok(only)) => Some(only),
        Some(Err(message)) => return wrong(&message),
    };
    for message in found.iter().chain(&plan.messages) {
        terminal::talk(&message.text);
    }
    let options = Options {
        jobs: batch.jobs.unwrap_or(0).into(),
        only,
        force: batch.force,
        shard,
        prune: batch.prune,
        dry_run: batch.dry_run,
    };
    let lines = batch.progress.unwrap_or_else(|| progress_lines(&file));
    let progress = Progress::new("leaflets", lines);
    let watch = |event: Event<'_>| match event {
        Event::Message(message) => progress.talk(&message.text),
        Event::Progress(done, of) => progress.at(done, of),
    };
    let report = if batch.merge {
        merge(&job, &plan, &watch)
    } else {
        run(&job, &plan, &options, &watch).map_err(|message| vec![message])
    };
    progress.end();
    match report {
        Ok(report) if batch.dry_run => listed(&report),
        Ok(report) => told(&job, &report),
        Err(messages) => {
            messages.iter().for_each(|message| terminal::talk(&message.text));
            Outcome::SomeFailed
        }
    }
}

/// The job's file: the one that is named, or the one in the folder that is named; otherwise the
/// one in this folder, or the one that the settings name.
fn job_file(named: Option<&Path>) -> Result<PathBuf, String> {
    let here = PathBuf::from(JobFile::FILE);
    match named {
        Some(path) if path.is_dir() => Ok(path.join(JobFile::FILE)),
        Some(path) => Ok(path.to_owned()),
        None if here.exists() => Ok(here),
        None => {
            let project = Project::of_page(&here)?;
            Ok(project.path(project.settings.batch.as_ref()).unwrap_or(here))
        }
    }
}

fn wrong(message: &str) -> Outcome {
    terminal::talk(message);
    Outcome::WrongUsage
}

fn refused(messages: &[Message]) -> Outcome {
    messages.iter().for_each(|message| terminal::talk(&message.text));
    Outcome::WrongUsage
}

/// Whether the settings ask for lines.
fn progress_lines(file: &Path) -> bool {
    // What is wrong with them was reported when the job was opened.
    let project = Project::of_page(file).unwrap_or_default();
    project.settings.progress_lines.unwrap_or(false)
}

fn init(file: &Path) -> Outcome {
    let name = file.display();
    if file.exists() {
        return wrong(&format!(
            "{name}: error: there is a job already\n  help: edit it, or name another file"
        ));
    }
    match store::write_whole(file, template(file).as_bytes()) {
        Ok(()) => {
            terminal::talk(&format!(
                "{name}: written\n  help: edit it, then type `printaloud batch`"
            ));
            Outcome::AllMade
        }
        Err(error) => {
            terminal::talk(&failure(file, &error));
            Outcome::SomeFailed
        }
    }
}

/// A job to begin from, which works with what lies in its folder.
fn template(file: &Path) -> String {
    let folder = file.parent().unwrap_or(Path::new(""));
    let mut job = TEMPLATE.to_owned();
    if !folder.join("content").is_dir() {
        job = job.replacen("\"content/*.md\"", "\"*.md\"", 1);
    }
    if !folder.join("content/centres.csv").is_file() {
        let centres = "centres = \"content/centres.csv\"";
        let own = if folder.join("centres.csv").is_file() { "" } else { "# " };
        job = job.replacen(centres, &format!("{own}centres = \"centres.csv\""), 1);
    }
    job
}

fn verified(folder: &Path) -> Outcome {
    let name = folder.display();
    let verified = match verify(folder) {
        Ok(verified) => verified,
        Err(message) => {
            terminal::talk(&message.text);
            return Outcome::SomeFailed;
        }
    };
    for path in &verified.missing {
        terminal::talk(&format!("{name}/{path}: error: the file is missing"));
    }
    for path in &verified.changed {
        terminal::talk(&format!("{name}/{path}: error: the file is not as it was made"));
    }
    for path in &verified.unknown {
        terminal::talk(&format!("{name}/{path}: warning: the manifest does not name it"));
    }
    let wrong = verified.missing.len() + verified.changed.len();
    terminal::talk(&format!(
        "{name}: {} files are as they were made, {wrong} are not",
        verified.sound
    ));
    if wrong == 0 {
        return Outcome::AllMade;
    }
    terminal::talk("  help: `printaloud batch --force` makes all of them again");
    Outcome::SomeFailed
}

/// The paths that would be made, for another program; the rest to the user.
fn listed(report: &Report) -> Outcome {
    for path in &report.unwanted {
        terminal::talk(&format!("{path}: no longer wanted"));
    }
    terminal::talk(&format!(
        "{} would be made, {} up to date",
        leaflets(report.made.len()),
        report.kept
    ));
    let lines: String = report.made.iter().map(|path| format!("{path}\n")).collect();
    match print_lines(&lines) {
        Outcome::AllMade if report.broken_pages > 0 => Outcome::SomeFailed,
        outcome => outcome,
    }
}

/// Tells what came of a run, the failures by their causes.
fn told(job: &Job, report: &Report) -> Outcome {
    let out = job.out.display();
    for path in &report.unwanted {
        let what = if report.pruned { "removed" } else { "no longer wanted" };
        terminal::talk(&format!("{out}/{path}: {what}"));
    }
    if !report.unwanted.is_empty() && !report.pruned {
        terminal::talk("  help: `printaloud batch --prune` removes them");
    }
    let mut by_cause: BTreeMap<&str, Vec<&Failure>> = BTreeMap::new();
    for failed in &report.failed {
        by_cause.entry(&failed.cause).or_default().push(failed);
    }
    for (cause, failed) in by_cause {
        if let [one] = failed[..] {
            terminal::talk(&format!("{out}/{}: error: {cause}", one.path));
            continue;
        }
        terminal::talk(&format!(
            "error: {} could not be made: {cause}",
            leaflets(failed.len())
        ));
        for failed in failed {
            terminal::talk(&format!("  {out}/{}", failed.path));
        }
    }
    if report.broken_pages > 0 {
        let pages = report.broken_pages;
        let noun = if pages == 1 { "page" } else { "pages" };
        terminal::talk(&format!(
            "error: {pages} {noun} could not be made, for the reasons above"
        ));
    }
    terminal::talk(&format!(
        "{out}: {} made, {} up to date, {} failed",
        leaflets(report.made.len()),
        report.kept,
        report.failed.len()
    ));
    if report.failed.is_empty() && report.broken_pages == 0 {
        Outcome::AllMade
    } else {
        Outcome::SomeFailed
    }
}

fn leaflets(count: usize) -> String {
    let noun = if count == 1 { "leaflet" } else { "leaflets" };
    format!("{count} {noun}")
}
