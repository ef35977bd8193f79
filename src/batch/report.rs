//! What a run is to do, what happens in it, and what came of it.

use super::message::Message;
use super::shard::Shard;
use std::collections::BTreeSet;

/// What a run is to do.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// How many threads make files; 0 is one a processor.
    pub jobs: usize,
    /// Which items are made; all where there is none. The rest of the folder stays as it is.
    pub only: Option<BTreeSet<usize>>,
    /// Make every file anew.
    pub force: bool,
    /// Make one shard of the items, for [`merge`](super::merge()).
    pub shard: Option<Shard>,
    /// Remove the files that the job no longer has.
    pub prune: bool,
    /// Only say what would be done.
    pub dry_run: bool,
}

/// What happens in a run.
#[derive(Debug)]
pub enum Event<'e> {
    /// Something to report to the user.
    Message(&'e Message),
    /// The files done, and all that are to be made.
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
#[non_exhaustive]
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
