//! Runs a batch: makes what is not in place yet, and leaves lists of all that is.

use super::commit::{Committer, Done, Written};
use super::ending::{Ending, finish_shard, unwanted};
use super::job::Job;
use super::journal::{Journal, Made, NAME};
use super::message::Message;
use super::place::{Place, STATE};
use super::plan::{Item, Plan, broken};
use super::report::{Event, Options, Report};
use super::workshop::Workshop;
use crate::formats::Tools;
use crate::store::Outbox;
use std::collections::BTreeSet;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{RecvTimeoutError, SyncSender, sync_channel};
use std::time::{Duration, Instant};

/// How many files wait for the disk together. Waiting for one takes as long as making several.
const GROUP: usize = 128;

/// How long the first of them waits at most.
const GROUP_TIME: Duration = Duration::from_millis(500);

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
        let unwanted = match options.shard {
            Some(_) => Vec::new(),
            None => unwanted(job, plan, &made),
        };
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
    if !todo.is_empty() {
        let journal = options.shard.map_or_else(|| NAME.into(), |shard| shard.file(NAME));
        let mut committer = Committer {
            plan,
            outbox: &place.outbox,
            journal: Journal::at(place.state.join(journal)),
            made: &mut made,
            report: &mut report,
            watch,
            of: todo.len(),
            done: 0,
            told: BTreeSet::new(),
            waiting: Vec::new(),
        };
        make_all(&Workshop::new(job, plan), &todo, options.jobs, &mut committer);
    }
    match options.shard {
        Some(shard) => finish_shard(plan, shard, &place, &made, &mut report),
        None => {
            let (made, report) = (&mut made, &mut report);
            let mut ending = Ending { job, plan, place: &place, made, report };
            if let Err(message) = ending.finish(options.prune) {
                watch(Event::Message(&message));
            }
        }
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

/// Makes items on several threads, and puts them in place in groups.
fn make_all<'p>(
    workshop: &Workshop<'p>,
    todo: &[&'p Item],
    jobs: usize,
    committer: &mut Committer<'_, 'p>,
) {
    let at_a_time = workshop.at_a_time();
    let chunks: Vec<&[&'p Item]> = todo
        .chunk_by(|a, b| a.page == b.page)
        .flat_map(|items| items.chunks(at_a_time))
        .collect();
    let threads = match jobs {
        0 => std::thread::available_parallelism().map_or(1, usize::from),
        jobs => jobs,
    };
    let next = AtomicUsize::new(0);
    let (sender, receiver) = sync_channel::<Done<'_>>(GROUP);
    let outbox = committer.outbox;
    committer.report_progress();
    std::thread::scope(|scope| {
        for _ in 0..threads.min(chunks.len()) {
            let sender = sender.clone();
            let (next, chunks) = (&next, &chunks);
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
                    committer.take(done);
                    due = due.or_else(|| Some(Instant::now() + GROUP_TIME));
                    if committer.waiting.len() < GROUP {
                        continue;
                    }
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => break,
            }
            committer.commit();
            due = None;
        }
        committer.commit();
    });
}

/// Makes one chunk after the other and writes each file aside.
fn work<'p>(
    workshop: &Workshop<'p>,
    next: &AtomicUsize,
    chunks: &[&[&'p Item]],
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
