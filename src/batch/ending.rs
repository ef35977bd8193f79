//! The end of a run: the lists of what is in place, and what the job no longer has.

use super::job::Job;
use super::journal::{Entry, Made, compact};
use super::manifest::{self, Partial};
use super::message::{Message, cause};
use super::place::{Place, STATE};
use super::plan::{Plan, broken};
use super::report::{Failure, Report};
use super::shard::Shard;
use crate::formats::Facts;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// Writes down what a shard has, for the merge.
pub(super) fn finish_shard(
    plan: &Plan,
    shard: Shard,
    place: &Place,
    made: &Made,
    report: &mut Report,
) {
    let own = plan.items.iter().filter(|item| shard.has(item));
    let in_place = own
        .filter_map(|item| made.up_to_date(item, &place.out))
        .flat_map(|entry| made.with_beside(entry, &place.out).cloned());
    let partial = Partial::new(plan, shard, in_place.collect());
    let name = format!("{STATE}/{}.json", shard.file("shard"));
    if let Err(error) = place.outbox.write(&name, &partial.text()) {
        report.failed.push(Failure { path: name, cause: cause(&error) });
    }
}

/// A run that has made what it could.
pub(super) struct Ending<'e> {
    pub(super) job: &'e Job,
    pub(super) plan: &'e Plan,
    pub(super) place: &'e Place,
    pub(super) made: &'e mut Made,
    pub(super) report: &'e mut Report,
}

impl Ending<'_> {
    /// Writes the lists of all that is in place, and lists or removes what the job no longer has.
    ///
    /// # Errors
    /// When the journal cannot be written anew.
    pub(super) fn finish(&mut self, prune: bool) -> Result<(), Message> {
        let mut changed = !self.report.made.is_empty();
        changed |= self.write_lists();
        self.report.unwanted = unwanted(self.job, self.plan, self.made);
        if prune {
            self.prune();
            changed |= !self.report.unwanted.is_empty();
        }
        if !changed {
            return Ok(());
        }
        let Place { out, state, outbox, .. } = self.place;
        let written = compact(self.made, out, state).and_then(|()| outbox.sync());
        written.map_err(|error| Message::error(&state.display().to_string(), &error))
    }

    /// Removes what the job no longer has.
    fn prune(&mut self) {
        for path in std::mem::take(&mut self.report.unwanted) {
            match remove(&self.place.out, &path) {
                Ok(()) => {
                    self.made.forget(&path);
                    self.report.unwanted.push(path);
                }
                Err(error) => {
                    let cause = cause(&error.into());
                    self.report.failed.push(Failure { path, cause });
                }
            }
        }
        self.report.pruned = true;
    }

    /// Writes the lists that are not in place as they should be, and says whether there were any.
    fn write_lists(&mut self) -> bool {
        let Place { out, outbox, .. } = self.place;
        let in_place: BTreeMap<String, Entry> = self
            .plan
            .items
            .iter()
            .filter_map(|item| self.made.in_place(&item.path, out))
            .flat_map(|entry| self.made.with_beside(entry, out))
            .map(|entry| (entry.path.clone(), entry.clone()))
            .collect();
        let is_there = |path: &str, bytes: &[u8]| {
            fs::read(out.join(path)).is_ok_and(|there| there == bytes)
        };
        let lists = manifest::lists(self.job, self.plan, &in_place).into_iter();
        let changed = lists.filter(|(path, bytes)| !is_there(path, bytes));
        let put = changed.map(|(path, bytes)| {
            let aside = outbox.put(&bytes);
            (path, crate::hash::of(&bytes), aside)
        });
        let put: Vec<_> = put.collect();
        let changed = !put.is_empty();
        // One wait for the disk serves all of them.
        let synced = if changed { outbox.sync() } else { Ok(()) };
        let unsynced = synced.err().map(|error| cause(&error));
        for (path, sha256, aside) in put {
            let placed = match (&unsynced, aside) {
                (Some(cause), _) => Err(cause.clone()),
                (None, aside) => aside
                    .and_then(|aside| outbox.place(&aside, &path).map(|()| aside.stamp))
                    .map_err(|error| cause(&error)),
            };
            match placed {
                Ok(stamp) => self.made.add(Entry {
                    path,
                    inputs: String::new(),
                    sha256,
                    bytes: stamp.bytes,
                    modified: stamp.modified,
                    facts: Facts::None {},
                    page: String::new(),
                    beside: Vec::new(),
                }),
                Err(cause) => self.report.failed.push(Failure { path, cause }),
            }
        }
        changed
    }
}

/// Removes a file, and its folder where it was the last in it.
fn remove(out: &Path, path: &str) -> std::io::Result<()> {
    let whole = out.join(path);
    fs::remove_file(&whole)?;
    if let Some(folder) = whole.parent().filter(|folder| *folder != out) {
        // A folder that still has something in it stays.
        let _ = fs::remove_dir(folder);
    }
    Ok(())
}

/// The files that some batch made and the job no longer has. Files of pages that could not be
/// read are still wanted, and nobody else's files are touched.
pub(super) fn unwanted(job: &Job, plan: &Plan, made: &Made) -> Vec<String> {
    let broken = broken(plan);
    let mut wanted: BTreeSet<String> =
        plan.items.iter().map(|item| item.path.clone()).collect();
    let entries = plan.items.iter().filter_map(|it| made.in_place(&it.path, &job.out));
    let beside = entries.flat_map(|entry| entry.beside.iter().cloned());
    wanted.extend(beside.collect::<Vec<_>>());
    wanted.extend(manifest::list_paths(job, plan));
    made.paths()
        .filter(|(path, entries)| {
            !wanted.contains(*path)
                && !entries.iter().any(|entry| broken.contains(entry.page.as_str()))
                && made.in_place(path, &job.out).is_some()
        })
        .map(|(path, _)| path.to_owned())
        .collect()
}
