//! What was made, a line a file, written after the file is in place: from it the next run goes on.

use super::message::Message;
use super::plan::Item;
use crate::diag::Severity;
use crate::formats::Facts;
use crate::store::{self, Stamp, StoreError};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

/// A file that was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Entry {
    /// Its path from the output folder.
    pub(super) path: String,
    /// The hash of all that it was made of; empty for lists of other files.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(super) inputs: String,
    /// The SHA-256 of its bytes.
    pub(super) sha256: String,
    /// Its length.
    pub(super) bytes: u64,
    /// When it was written, in nanoseconds since 1970.
    pub(super) modified: u64,
    #[serde(flatten)]
    pub(super) facts: Facts,
    /// The page it was made from.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(super) page: String,
    /// The paths of the files that belong to it, such as the tracks of a CD to its cue sheet.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) beside: Vec<String>,
}

impl Entry {
    const fn stamp(&self) -> Stamp {
        Stamp { bytes: self.bytes, modified: self.modified }
    }
}

/// All files that were made, by their paths. Shards of a batch keep journals of their own, so a
/// path may have several entries; that of the file in place is the one that holds.
#[derive(Debug, Default)]
pub(super) struct Made {
    by_path: BTreeMap<String, Vec<Entry>>,
}

/// What lies in the folder of a batch's state under names that begin so, in order.
pub(super) fn state_files(state: &Path, prefix: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(state).into_iter().flatten();
    let named = |path: &PathBuf| {
        path.file_name().is_some_and(|it| it.to_string_lossy().starts_with(prefix))
    };
    let paths = entries.filter_map(|entry| Some(entry.ok()?.path()));
    let mut paths: Vec<PathBuf> = paths.filter(named).collect();
    paths.sort();
    paths
}

/// The beginning of every journal's name.
pub(super) const NAME: &str = "journal";

impl Made {
    /// Reads the journals in the folder of a batch's state. A line that was cut short when the
    /// program was ended says nothing.
    pub(super) fn read(state: &Path) -> Self {
        let mut made = Self::default();
        for path in state_files(state, NAME) {
            let Ok(text) = fs::read_to_string(path) else { continue };
            for line in text.lines() {
                if let Ok(entry) = serde_json::from_str::<Entry>(line)
                    && store::is_below(&entry.path)
                {
                    made.add(entry);
                }
            }
        }
        made
    }

    pub(super) fn add(&mut self, entry: Entry) {
        let entries = self.by_path.entry(entry.path.clone()).or_default();
        entries.retain(|known| known.stamp() != entry.stamp());
        entries.push(entry);
    }

    /// The entry of the file that is in place at a path, if it was made by a batch.
    pub(super) fn in_place(&self, path: &str, out: &Path) -> Option<&Entry> {
        let entries = self.by_path.get(path)?;
        let found = Stamp::of(&out.join(path))?;
        entries.iter().rev().find(|entry| entry.stamp().is_kept_by(found))
    }

    /// The entry of an item whose file is in place and made of what it would be made of now.
    pub(super) fn up_to_date(&self, item: &Item, out: &Path) -> Option<&Entry> {
        self.in_place(&item.path, out).filter(|entry| {
            entry.inputs == item.inputs
                && entry.beside.iter().all(|path| self.in_place(path, out).is_some())
        })
    }

    /// The entries of what is in place of an entry: itself, and what belongs to it.
    pub(super) fn with_beside<'m>(
        &'m self,
        entry: &'m Entry,
        out: &Path,
    ) -> impl Iterator<Item = &'m Entry> {
        let beside = entry.beside.iter().filter_map(|path| self.in_place(path, out));
        std::iter::once(entry).chain(beside.collect::<Vec<_>>())
    }

    /// Every path at which something was made, with the pages it was made from.
    pub(super) fn paths(&self) -> impl Iterator<Item = (&str, &[Entry])> {
        self.by_path.iter().map(|(path, entries)| (path.as_str(), entries.as_slice()))
    }

    /// All entries of a path.
    pub(super) fn paths_of(&self, path: &str) -> &[Entry] {
        self.by_path.get(path).map_or(&[], Vec::as_slice)
    }

    pub(super) fn forget(&mut self, path: &str) {
        self.by_path.remove(path);
    }

    /// The journal as it would be written anew, one entry a path, in order.
    pub(super) fn text(&self, out: &Path) -> String {
        let kept = self.by_path.keys().filter_map(|path| self.in_place(path, out));
        kept.map(line).collect()
    }
}

fn line(entry: &Entry) -> String {
    let mut line = serde_json::to_string(entry).unwrap_or_default();
    line.push('\n');
    line
}

/// A journal to be written on.
#[derive(Debug)]
pub(super) struct Journal {
    path: PathBuf,
    file: Option<File>,
}

impl Journal {
    pub(super) const fn at(path: PathBuf) -> Self {
        Self { path, file: None }
    }

    /// Adds entries, of files that are in place and whose bytes are on the disk. The journal is
    /// opened when the first is added.
    pub(super) fn append(&mut self, entries: &[Entry]) -> Result<(), Message> {
        let text: String = entries.iter().map(line).collect();
        self.write(&text).map_err(|error| Message {
            severity: Severity::Warning,
            text: format!(
                "{}: warning: {}; what was made will be made again next time",
                self.path.display(),
                StoreError::from(error)
            ),
        })
    }

    fn write(&mut self, text: &str) -> std::io::Result<()> {
        if self.file.is_none() {
            let options = File::options().read(true).append(true).create(true).clone();
            let mut file = options.open(&self.path)?;
            let mut last = [b'\n'];
            if file.seek(SeekFrom::End(-1)).is_ok() {
                file.read_exact(&mut last)?;
            }
            if last != [b'\n'] {
                // A line that was cut short stays a line of its own.
                file.write_all(b"\n")?;
            }
            self.file = Some(file);
        }
        self.file.as_mut().map_or(Ok(()), |file| file.write_all(text.as_bytes()))
    }
}

/// Writes the journal of a whole batch anew, and removes those of its shards.
pub(super) fn compact(made: &Made, out: &Path, state: &Path) -> Result<(), StoreError> {
    store::write_whole(&state.join(NAME), made.text(out).as_bytes())?;
    for path in state_files(state, "journal-") {
        let _ = fs::remove_file(path);
    }
    Ok(())
}
