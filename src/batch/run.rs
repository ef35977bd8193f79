//! Runs a batch: makes what is not in place yet, and leaves lists of all that is.

use super::job::Job;
use super::journal::{Entry, Journal, Made, NAME, compact, state_files};
use super::manifest::{self, Partial, in_folder};
use super::message::Message;
use super::plan::{Item, Plan};
use super::shard::Shard;
use super::workshop::{self, Workshop};
use crate::diag::Severity;
use crate::formats::{Facts, Tools};
use crate::store::{Aside, Lock, LockError, Outbox};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{RecvTimeoutError, SyncSender, sync_channel};
use std::time::{Duration, Instant};

/// What a run is to do.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// How many threads make files; 0 is one a processor.
    pub jobs: usize,
    /// Which items are made; all where there is none. The rest of the folder stays as it is.
    pub only: Option<BTreeSet<usize>>,
    /// Make every file anew.
    pub force: bool,
    /// Make one part of the items, for [`merge`](super::merge()).
    pub shard: Option<Shard>,
    /// Remove the files that the job no longer has.
    pub prune: bool,
    /// Only say what would be done.
    pub dry_run: bool,
}

/// What happens in a run.
#[derive(Debug)]
pub enum Event<'e> {
    /// Something that the user has to be told.
    Message(&'e Message),
    /// So many of so many files are done.
    Progress(usize, usize),
}

/// A file or page that could not be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// The file's path from the output folder.
    pub path: String,
    /// Why, in plain lines.
    pub cause: String,
}

/// What came of a run.
#[derive(Debug, Default)]
pub struct Report {
    /// The files that were made, or would be; from the output folder, in order.
    pub made: Vec<String>,
    /// How many were in place already.
    pub kept: usize,
    /// The pages that could not be read or printed at all.
    pub broken_pages: usize,
    /// The files that could not be made.
    pub failed: Vec<Failure>,
    /// Files of this or an earlier job that the job no longer has.
    pub unwanted: Vec<String>,
    /// Whether they were removed.
    pub pruned: bool,
}

/// The folder of a batch's state, in the output folder.
pub(super) const STATE: &str = ".printaloud";

/// How many files wait for the disk together. Waiting for one takes as long as making several.
const GROUP: usize = 128;

/// How long the first of them waits at most.
const GROUP_TIME: Duration = Duration::from_millis(500);

/// Where a run works.
pub(super) struct Place {
    pub(super) out: PathBuf,
    pub(super) state: PathBuf,
    pub(super) outbox: Outbox,
    _locks: Vec<Lock>,
}

impl Place {
    /// Takes the folder: alone, or a part of it beside other parts.
    pub(super) fn take(
        out: &Path,
        shard: Option<Shard>,
        watch: &dyn Fn(Event<'_>),
    ) -> Result<Self, Message> {
        let state = out.join(STATE);
        let folder = |error: crate::store::StoreError| {
            Message::error(&out.display().to_string(), &error)
        };
        crate::store::refuse_links(out, &format!("{STATE}/")).map_err(folder)?;
        crate::store::make_folder(&state).map_err(folder)?;
        let refused = |error: LockError| match error {
            LockError::Held(holder) => {
                let holder = holder_of_parts(&state).unwrap_or(holder);
                Message {
                    severity: Severity::Error,
                    text: format!(
                        "{}: error: {holder} is at work in this folder\n  help: wait until it is done",
                        out.display()
                    ),
                }
            }
            LockError::File(error) => folder(error.into()),
        };
        let holder = holder(shard);
        let whole = state.join("lock");
        let mut locks = Vec::new();
        match shard {
            None => locks.push(Lock::alone(&whole, &holder).map_err(refused)?),
            Some(shard) => {
                locks.push(Lock::shared(&whole).map_err(refused)?);
                let own = state.join(format!("{}.lock", shard.file("shard")));
                locks.push(Lock::alone(&own, &holder).map_err(refused)?);
            }
        }
        if locks.iter().any(|lock| !lock.is_held()) {
            let text = format!(
                "{}: warning: this file system has no locks\n  help: let only one batch work in this folder at a time",
                out.display()
            );
            watch(Event::Message(&Message { severity: Severity::Warning, text }));
        }
        let aside = shard.map_or_else(|| "aside".into(), |shard| shard.file("aside"));
        let outbox = Outbox::open(out, &state.join(aside)).map_err(folder)?;
        if shard.is_none() {
            remove_left_over(&state);
        }
        Ok(Self { out: out.to_owned(), state, outbox, _locks: locks })
    }
}

/// Who a lock's file says holds it.
fn holder(shard: Option<Shard>) -> String {
    let part = shard.map_or_else(String::new, |shard| format!(" --shard {shard}"));
    let host = crate::store::host_name();
    format!("process {} on {host} (printaloud batch{part})\n", std::process::id())
}

/// The part of a batch that is at work, if it is a part.
fn holder_of_parts(state: &Path) -> Option<String> {
    let files = state_files(state, "shard-").into_iter();
    let mut locks = files.filter(|path| path.extension().is_some_and(|it| it == "lock"));
    locks.find_map(|path| Lock::holder(&path))
}

/// Removes what parts that were ended left aside; no part is at work now.
fn remove_left_over(state: &Path) {
    for path in state_files(state, "aside-") {
        let _ = fs::remove_dir_all(path);
    }
    for path in state_files(state, ".printaloud-") {
        let _ = fs::remove_file(path);
    }
}

/// Runs a plan of a job. Whatever fails stops nothing else.
///
/// # Errors
/// When the output folder cannot be used, or another run is at work in it.
pub fn run(
    job: &Job,
    plan: &Plan,
    options: &Options,
    watch: &(dyn Fn(Event<'_>) + Sync),
) -> Result<Report, Message> {
    if options.dry_run {
        let made = Made::read(&job.out.join(STATE));
        let (todo, kept) = todo(job, plan, options, &made);
        let made_paths = todo.iter().map(|item| item.path.clone()).collect();
        let unwanted = unwanted(job, plan, &made, options.shard);
        let broken_pages = broken(plan).len();
        return Ok(Report {
            made: made_paths,
            kept,
            broken_pages,
            unwanted,
            ..Report::default()
        });
    }
    let place = Place::take(&job.out, options.shard, watch)?;
    let mut made = Made::read(&place.state);
    let (todo, kept) = todo(job, plan, options, &made);
    let mut report =
        Report { kept, broken_pages: broken(plan).len(), ..Report::default() };
    make_all(job, plan, options, &place, &todo, &mut made, &mut report, watch);
    match options.shard {
        Some(shard) => finish_part(plan, shard, &place, &made, &mut report),
        None => finish(job, plan, options, &place, &mut made, &mut report, watch),
    }
    report.made.sort();
    report.failed.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(report)
}

/// The items that have to be made, and how many of those that were asked for have not.
fn todo<'p>(
    job: &Job,
    plan: &'p Plan,
    options: &Options,
    made: &Made,
) -> (Vec<&'p Item>, usize) {
    let asked = plan.items.iter().enumerate().filter(|(at, item)| {
        options.only.as_ref().is_none_or(|only| only.contains(at))
            && options.shard.is_none_or(|shard| shard.has(item))
    });
    let (mut todo, mut kept) = (Vec::new(), 0);
    for (_, item) in asked {
        if !options.force && made.up_to_date(item, &job.out).is_some() {
            kept += 1;
        } else {
            todo.push(item);
        }
    }
    (todo, kept)
}

/// The pages that cannot be made.
pub(super) fn broken(plan: &Plan) -> BTreeSet<&str> {
    let pages = plan.pages.iter().filter(|page| page.source.is_none());
    pages.map(|page| page.name.as_str()).collect()
}

/// A file that was made, or why it was not.
struct Done<'p> {
    item: &'p Item,
    made: Result<Written, String>,
}

/// A file that was made and written aside, with those that belong to it.
struct Written {
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
    fn aside(
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

/// Makes items on several threads, and puts them in place in groups.
#[expect(clippy::too_many_arguments, reason = "all that a run is about")]
fn make_all(
    job: &Job,
    plan: &Plan,
    options: &Options,
    place: &Place,
    todo: &[&Item],
    made: &mut Made,
    report: &mut Report,
    watch: &(dyn Fn(Event<'_>) + Sync),
) {
    if todo.is_empty() {
        return;
    }
    let journal = options.shard.map_or_else(|| NAME.into(), |shard| shard.file(NAME));
    let mut settler = Settler {
        plan,
        place,
        journal: Journal::at(place.state.join(journal)),
        made,
        report,
        told: BTreeSet::new(),
        waiting: Vec::new(),
        watch,
        of: todo.len(),
        done: 0,
    };
    let at_a_time =
        job.forms.iter().map(|form| form.format.at_a_time()).max().unwrap_or(1);
    let chunks: Vec<&[&Item]> = todo
        .chunk_by(|a, b| a.page == b.page)
        .flat_map(|items| items.chunks(at_a_time))
        .collect();
    let threads = match options.jobs {
        0 => std::thread::available_parallelism().map_or(1, usize::from),
        jobs => jobs,
    };
    let workshop = Workshop::new(job, plan);
    let next = AtomicUsize::new(0);
    let (sender, receiver) = sync_channel::<Done<'_>>(GROUP);
    watch(Event::Progress(0, todo.len()));
    std::thread::scope(|scope| {
        for _ in 0..threads.min(chunks.len()) {
            let sender = sender.clone();
            let (workshop, next, chunks, outbox) =
                (&workshop, &next, &chunks, &place.outbox);
            scope.spawn(move || work(workshop, next, chunks, outbox, &sender));
        }
        drop(sender);
        let mut due: Option<Instant> = None;
        loop {
            let wait = due.map_or(Duration::MAX, |due| {
                due.saturating_duration_since(Instant::now())
            });
            match receiver.recv_timeout(wait.min(Duration::from_secs(3600))) {
                Ok(done) => {
                    settler.take(done);
                    due = due.or_else(|| Some(Instant::now() + GROUP_TIME));
                    if settler.waiting.len() < GROUP {
                        continue;
                    }
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => break,
            }
            settler.settle();
            due = None;
        }
        settler.settle();
    });
}

/// Makes one chunk after the other and writes each file aside.
fn work<'p>(
    workshop: &Workshop<'p>,
    next: &AtomicUsize,
    chunks: &[&'p [&'p Item]],
    outbox: &Outbox,
    sender: &SyncSender<Done<'p>>,
) {
    let mut tools = Tools::default();
    loop {
        let at = next.fetch_add(1, Ordering::Relaxed);
        let Some(items) = chunks.get(at) else { return };
        workshop.make(&mut tools, items, &mut |item, made| {
            let made = made.and_then(|made| Written::aside(item, made, outbox));
            // The receiver lives as long as the threads.
            let _ = sender.send(Done { item, made });
        });
    }
}

fn cause(error: &crate::store::StoreError) -> String {
    match error.help() {
        Some(help) => format!("{error}\n  help: {help}"),
        None => error.to_string(),
    }
}

/// Puts files in place and writes them down.
struct Settler<'r, 'p> {
    plan: &'p Plan,
    place: &'r Place,
    journal: Journal,
    made: &'r mut Made,
    report: &'r mut Report,
    told: BTreeSet<String>,
    waiting: Vec<(&'p Item, Written)>,
    watch: &'r (dyn Fn(Event<'_>) + Sync),
    of: usize,
    done: usize,
}

impl<'p> Settler<'_, 'p> {
    fn take(&mut self, done: Done<'p>) {
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
    fn settle(&mut self) {
        let waiting = std::mem::take(&mut self.waiting);
        if waiting.is_empty() {
            return;
        }
        if let Err(error) = self.place.outbox.sync() {
            for (item, _) in &waiting {
                self.failed(item, cause(&error));
            }
            return;
        }
        let mut entries = Vec::with_capacity(waiting.len());
        for (item, written) in waiting {
            let page = &self.plan.pages[item.page].name;
            match written.place(item, page, &self.place.outbox) {
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
        (self.watch)(Event::Progress(self.done, self.of));
    }
}

/// Writes down what a part has, for the merge.
fn finish_part(
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

/// Writes the lists of all that is in place, and lists or removes what the job no longer has.
pub(super) fn finish(
    job: &Job,
    plan: &Plan,
    options: &Options,
    place: &Place,
    made: &mut Made,
    report: &mut Report,
    watch: &(dyn Fn(Event<'_>) + Sync),
) {
    let mut changed = !report.made.is_empty();
    let in_place: BTreeMap<String, Entry> = plan
        .items
        .iter()
        .filter_map(|item| made.in_place(&item.path, &place.out))
        .flat_map(|entry| made.with_beside(entry, &place.out))
        .map(|entry| (entry.path.clone(), entry.clone()))
        .collect();
    changed |= write_lists(manifest::lists(job, plan, &in_place), place, made, report);
    report.unwanted = unwanted(job, plan, made, options.shard);
    if options.prune {
        for path in std::mem::take(&mut report.unwanted) {
            match remove(&place.out, &path) {
                Ok(()) => {
                    made.forget(&path);
                    report.unwanted.push(path);
                }
                Err(error) => {
                    let cause = cause(&error.into());
                    report.failed.push(Failure { path, cause });
                }
            }
        }
        report.pruned = true;
        changed |= !report.unwanted.is_empty();
    }
    if !changed {
        return;
    }
    let written =
        compact(made, &place.out, &place.state).and_then(|()| place.outbox.sync());
    if let Err(error) = written {
        let message = Message::error(&place.state.display().to_string(), &error);
        watch(Event::Message(&message));
    }
}

/// Writes the lists that are not in place as they should be, and says whether there were any.
fn write_lists(
    lists: Vec<(String, Vec<u8>)>,
    place: &Place,
    made: &mut Made,
    report: &mut Report,
) -> bool {
    let in_place = |path: &str, bytes: &[u8]| {
        fs::read(place.out.join(path)).is_ok_and(|there| there == bytes)
    };
    let changed = lists.into_iter().filter(|(path, bytes)| !in_place(path, bytes));
    let put = changed.map(|(path, bytes)| {
        let aside = place.outbox.put(&bytes);
        (path, crate::hash::of(&bytes), aside)
    });
    let put: Vec<_> = put.collect();
    let changed = !put.is_empty();
    // One wait for the disk serves all of them.
    let synced = if changed { place.outbox.sync() } else { Ok(()) };
    let unsynced = synced.err().map(|error| cause(&error));
    for (path, sha256, aside) in put {
        let placed = match (&unsynced, aside) {
            (Some(cause), _) => Err(cause.clone()),
            (None, aside) => aside
                .and_then(|aside| place.outbox.place(&aside, &path).map(|()| aside.stamp))
                .map_err(|error| cause(&error)),
        };
        match placed {
            Ok(stamp) => made.add(Entry {
                path,
                inputs: String::new(),
                sha256,
                bytes: stamp.bytes,
                modified: stamp.modified,
                facts: Facts::None {},
                page: String::new(),
                beside: Vec::new(),
            }),
            Err(cause) => report.failed.push(Failure { path, cause }),
        }
    }
    changed
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
fn unwanted(job: &Job, plan: &Plan, made: &Made, shard: Option<Shard>) -> Vec<String> {
    if shard.is_some() {
        return Vec::new();
    }
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
