//! Joins what the shards of a batch made.

use super::ending::Ending;
use super::job::Job;
use super::journal::{Entry, Made, state_files};
use super::manifest::Partial;
use super::message::Message;
use super::place::Place;
use super::plan::{Plan, broken};
use super::report::{Event, Failure, Report};
use crate::diag::Severity;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Joins the shards of a plan and writes the lists of all that they made.
///
/// # Errors
/// When the folder cannot be used, or is in use; when there is no shard, when one is missing, or
/// when shards are of another job or of another number of shards. Each is named.
pub fn merge(
    job: &Job,
    plan: &Plan,
    watch: &(dyn Fn(Event<'_>) + Sync),
) -> Result<Report, Vec<Message>> {
    let place = Place::take(&job.out, None, watch).map_err(|message| vec![message])?;
    let partials = partials(plan, &place.state)?;
    let mut made = Made::read(&place.state);
    let mut report = Report::default();
    for entry in partials.into_values().flat_map(|partial| partial.files) {
        made.add(entry);
    }
    for item in &plan.items {
        if made.up_to_date(item, &place.out).is_some() {
            report.kept += 1;
        } else {
            report.failed.push(Failure {
                path: item.path.clone(),
                cause: cause(made.paths_of(&item.path), &place.out),
            });
        }
    }
    report.broken_pages = broken(plan).len();
    let ended = {
        let (made, report) = (&mut made, &mut report);
        Ending { job, plan, place: &place, made, report }.finish(false)
    };
    if let Err(message) = ended {
        watch(Event::Message(&message));
    }
    Ok(report)
}

fn cause(entries: &[Entry], out: &Path) -> String {
    let help = "run that shard again";
    match entries.last() {
        None => format!("the shard that makes it failed\n  help: {help}"),
        Some(entry) if out.join(&entry.path).exists() => {
            format!("it has changed since its shard made it\n  help: {help}")
        }
        Some(_) => format!("it was deleted\n  help: {help}"),
    }
}

/// What the shards of the plan wrote down, by their numbers: every shard of one number of shards.
fn partials(plan: &Plan, state: &Path) -> Result<BTreeMap<u32, Partial>, Vec<Message>> {
    let error = |text: String| Message { severity: Severity::Error, text };
    let mut found: BTreeMap<u32, BTreeMap<u32, Partial>> = BTreeMap::new();
    let mut others = Vec::new();
    let files = state_files(state, "shard-").into_iter();
    for path in files.filter(|path| path.extension().is_some_and(|it| it == "json")) {
        let partial =
            fs::read_to_string(&path).ok().and_then(|text| Partial::parse(&text));
        match partial {
            Some(partial) if partial.job == plan.job => {
                found.entry(partial.of).or_default().insert(partial.shard, partial);
            }
            Some(partial) => others.push((partial.of, partial.shard)),
            None => {
                return Err(vec![error(format!(
                    "{}: error: this is not what a shard of a batch writes\n  help: delete it and run the shard again",
                    path.display()
                ))]);
            }
        }
    }
    others.sort_unstable();
    let run_again = |number: u32, of: u32| {
        format!("\n  help: run `printaloud batch --shard {number}/{of}` again")
    };
    let other = |(of, number): &(u32, u32)| {
        error(format!(
            "error: shard {number} of {of} was made from another state of the job: pages, centres, forms or the program have changed since{}",
            run_again(*number, *of)
        ))
    };
    let mut numbers = found.keys().copied();
    let of = match (numbers.next(), numbers.next()) {
        (None, _) if others.is_empty() => {
            return Err(vec![error("error: there are no shards to merge\n  help: run `printaloud batch --shard 1/2` and `--shard 2/2` first".into())]);
        }
        (None, _) => return Err(others.iter().map(other).collect()),
        (Some(of), None) => of,
        (Some(a), Some(b)) => {
            return Err(vec![error(format!(
                "error: some shards are of {a} and others of {b}\n  help: delete those that are not wanted from {}",
                state.display()
            ))]);
        }
    };
    let shards = found.remove(&of).unwrap_or_default();
    let mut wrong: Vec<Message> =
        others.iter().filter(|(others_of, _)| *others_of == of).map(other).collect();
    let known_other = |number: u32| others.contains(&(of, number));
    wrong.extend(
        (1..=of)
            .filter(|number| !shards.contains_key(number) && !known_other(*number))
            .map(|number| {
                error(format!(
                    "error: shard {number} of {of} is missing{}",
                    run_again(number, of)
                ))
            }),
    );
    if wrong.is_empty() { Ok(shards) } else { Err(wrong) }
}
