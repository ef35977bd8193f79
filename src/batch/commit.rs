//! Files on their way into place: written aside, moved when the disk has them, written down.

use super::journal::{Entry, Journal, Made};
use super::manifest::in_folder;
use super::message::cause;
use super::plan::{Item, Plan};
use super::report::{Event, Failure, Report};
use super::workshop;
use crate::formats::Facts;
use crate::store::{Aside, Outbox};
use std::collections::BTreeSet;

/// A file that was made, or why it was not.
pub(super) struct Done<'p> {
    pub(super) item: &'p Item,
    pub(super) made: Result<Written, String>,
}

/// A file that was made and written aside, with those that belong to it.
pub(super) struct Written {
    made: workshop::Made,
    aside: Aside,
    beside: Vec<Beside>,
}

/// A file that belongs to another.
struct Beside {
    path: String,
    sha256: String,
    aside: Aside,
}

impl Written {
    /// Writes what was made of an item aside.
    pub(super) fn aside(
        item: &Item,
        mut made: workshop::Made,
        outbox: &Outbox,
    ) -> Result<Self, String> {
        let put = |bytes: &[u8]| outbox.put(bytes).map_err(|error| cause(&error));
        let folder = item.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let mut beside = Vec::new();
        for (name, bytes) in std::mem::take(&mut made.beside) {
            let path = in_folder(folder, &name);
            let sha256 = crate::hash::of(&bytes);
            beside.push(Beside { path, sha256, aside: put(&bytes)? });
        }
        let aside = put(&std::mem::take(&mut made.bytes))?;
        Ok(Self { made, aside, beside })
    }

    /// Moves it into place, and gives the entries of its files, its own the last.
    fn place(
        self,
        item: &Item,
        page: &str,
        outbox: &Outbox,
    ) -> Result<Vec<Entry>, String> {
        let entry =
            |path: String, sha256: String, aside: &Aside| -> Result<Entry, String> {
                outbox.place(aside, &path).map_err(|error| cause(&error))?;
                let (bytes, modified) = (aside.stamp.bytes, aside.stamp.modified);
                let (facts, page) = (Facts::None {}, page.to_owned());
                let (inputs, beside) = (String::new(), Vec::new());
                Ok(Entry { path, inputs, sha256, bytes, modified, facts, page, beside })
            };
        let mut entries = Vec::with_capacity(self.beside.len() + 1);
        for file in self.beside {
            entries.push(entry(file.path, file.sha256, &file.aside)?);
        }
        let mut own = entry(item.path.clone(), self.made.sha256, &self.aside)?;
        own.inputs.clone_from(&item.inputs);
        own.facts = self.made.facts;
        own.beside = entries.iter().map(|entry| entry.path.clone()).collect();
        entries.push(own);
        Ok(entries)
    }
}

/// Puts files in place and writes them down.
pub(super) struct Committer<'r, 'p> {
    pub(super) plan: &'p Plan,
    pub(super) outbox: &'r Outbox,
    pub(super) journal: Journal,
    pub(super) made: &'r mut Made,
    pub(super) report: &'r mut Report,
    pub(super) watch: &'r (dyn Fn(Event<'_>) + Sync),
    /// How many files are to be made.
    pub(super) of: usize,
    /// How many of them are in place, or could not be made.
    pub(super) done: usize,
    /// The messages that were reported.
    pub(super) told: BTreeSet<String>,
    pub(super) waiting: Vec<(&'p Item, Written)>,
}

impl<'p> Committer<'_, 'p> {
    pub(super) fn take(&mut self, done: Done<'p>) {
        match done.made {
            Ok(written) => {
                for message in &written.made.messages {
                    if self.told.insert(message.text.clone()) {
                        (self.watch)(Event::Message(message));
                    }
                }
                self.waiting.push((done.item, written));
            }
            Err(cause) => self.failed(done.item, cause),
        }
    }

    fn failed(&mut self, item: &Item, cause: String) {
        self.report.failed.push(Failure { path: item.path.clone(), cause });
        self.done += 1;
    }

    /// Waits until the disk has the waiting files, moves them into place and writes them down,
    /// in this order: what is written down is there.
    pub(super) fn commit(&mut self) {
        let waiting = std::mem::take(&mut self.waiting);
        if waiting.is_empty() {
            return;
        }
        if let Err(error) = self.outbox.sync() {
            for (item, _) in &waiting {
                self.failed(item, cause(&error));
            }
            return;
        }
        let mut entries = Vec::with_capacity(waiting.len());
        for (item, written) in waiting {
            let page = &self.plan.pages[item.page].name;
            match written.place(item, page, self.outbox) {
                Err(cause) => self.failed(item, cause),
                Ok(own) => {
                    self.done += 1;
                    self.report.made.push(item.path.clone());
                    entries.extend(own);
                }
            }
        }
        if let Err(message) = self.journal.append(&entries)
            && self.told.insert(message.text.clone())
        {
            (self.watch)(Event::Message(&message));
        }
        entries.into_iter().for_each(|entry| self.made.add(entry));
        self.report_progress();
    }

    pub(super) fn report_progress(&self) {
        (self.watch)(Event::Progress(self.done, self.of));
    }
}
