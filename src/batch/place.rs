//! The folder in which a batch works, which no other batch works in.

use super::journal::state_files;
use super::message::Message;
use super::report::Event;
use super::shard::Shard;
use crate::diag::Severity;
use crate::store::{
    Lock, LockError, Outbox, StoreError, host_name, make_folder, refuse_links,
};
use std::fs;
use std::path::{Path, PathBuf};

/// The folder of a batch's state, in the output folder.
pub(super) const STATE: &str = ".printaloud";

/// Where a run works.
pub(super) struct Place {
    pub(super) out: PathBuf,
    pub(super) state: PathBuf,
    pub(super) outbox: Outbox,
    _locks: Vec<Lock>,
}

impl Place {
    /// Takes the folder: alone, or as a shard beside other shards.
    pub(super) fn take(
        out: &Path,
        shard: Option<Shard>,
        watch: &dyn Fn(Event<'_>),
    ) -> Result<Self, Message> {
        let state = out.join(STATE);
        let folder =
            |error: StoreError| Message::error(&out.display().to_string(), &error);
        refuse_links(out, &format!("{STATE}/")).map_err(folder)?;
        make_folder(&state).map_err(folder)?;
        let refused = |error: LockError| match error {
            LockError::Held(holder) => {
                let holder = holder_of_shards(&state).unwrap_or(holder);
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
    let option = shard.map_or_else(String::new, |shard| format!(" --shard {shard}"));
    let host = host_name();
    format!("process {} on {host} (printaloud batch{option})\n", std::process::id())
}

/// The shard of a batch that is at work, if it is a shard.
fn holder_of_shards(state: &Path) -> Option<String> {
    let files = state_files(state, "shard-").into_iter();
    let mut locks = files.filter(|path| path.extension().is_some_and(|it| it == "lock"));
    locks.find_map(|path| Lock::holder(&path))
}

/// Removes what shards that were ended left aside; no shard is at work now.
fn remove_left_over(state: &Path) {
    for path in state_files(state, "aside-") {
        let _ = fs::remove_dir_all(path);
    }
    for path in state_files(state, ".printaloud-") {
        let _ = fs::remove_file(path);
    }
}
