//! Writes many files, each whole or not at all: aside first, then, once their bytes are on the
//! disk, moved into place.
//!
//! Telling the disk to hold one file takes longer than making one, so files wait for each other:
//! on Linux one `syncfs` serves a group. Elsewhere each file is synced as it is written.

use super::{StoreError, make_folder, refuse_links};
use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::UNIX_EPOCH;

/// A folder for finished work, and one beside it for files that are not in place yet.
#[derive(Debug)]
pub struct Outbox {
    folder: PathBuf,
    aside: PathBuf,
    next: AtomicU64,
}

/// A file that is written, and not in place yet.
#[derive(Debug)]
pub struct Aside {
    path: PathBuf,
    /// What a look at the file will find once it is in place.
    pub stamp: Stamp,
}

/// By what a file is known again without reading it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stamp {
    /// Its length.
    pub bytes: u64,
    /// When it was last changed, in nanoseconds since 1970.
    pub modified: u64,
}

/// What FAT keeps of a time: whole seconds, two by two.
const FAT_SECONDS: u64 = 2_000_000_000;

impl Stamp {
    /// That of a file that is there.
    pub fn of(path: &Path) -> Option<Self> {
        fs::symlink_metadata(path)
            .ok()
            .filter(fs::Metadata::is_file)
            .map(|it| Self::from(&it))
    }

    /// Whether `found` can be the stamp of the same file; FAT keeps times to two seconds.
    pub const fn is_kept_by(self, found: Self) -> bool {
        let same = self.modified == found.modified;
        let fat = found.modified.is_multiple_of(FAT_SECONDS)
            && self.modified.abs_diff(found.modified) < FAT_SECONDS;
        self.bytes == found.bytes && (same || fat)
    }
}

impl From<&fs::Metadata> for Stamp {
    fn from(metadata: &fs::Metadata) -> Self {
        let modified = metadata.modified().ok();
        let modified = modified.and_then(|time| time.duration_since(UNIX_EPOCH).ok());
        let nanoseconds =
            modified.and_then(|since| u64::try_from(since.as_nanos()).ok()).unwrap_or(0);
        Self { bytes: metadata.len(), modified: nanoseconds }
    }
}

impl Outbox {
    /// An outbox for `folder`. What lies in `aside` is left over from a program that was ended,
    /// and is removed.
    ///
    /// # Errors
    /// When a folder cannot be made or emptied.
    pub fn open(folder: &Path, aside: &Path) -> Result<Self, StoreError> {
        make_folder(folder)?;
        if aside.exists() {
            fs::remove_dir_all(aside)?;
        }
        make_folder(aside)?;
        Ok(Self {
            folder: folder.to_owned(),
            aside: aside.to_owned(),
            next: AtomicU64::new(0),
        })
    }

    /// Writes a file aside.
    ///
    /// # Errors
    /// When it cannot be written; nothing is left then.
    pub fn put(&self, bytes: &[u8]) -> Result<Aside, StoreError> {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let path = self.aside.join(number.to_string());
        let written = write(&path, bytes);
        if written.is_err() {
            let _ = fs::remove_file(&path);
        }
        written.map(|stamp| Aside { path, stamp })
    }

    /// Makes sure that the bytes of every file written aside so far are on the disk. Call it
    /// before [`place`](Self::place).
    ///
    /// # Errors
    /// When the disk fails.
    pub fn sync(&self) -> Result<(), StoreError> {
        #[cfg(target_os = "linux")]
        {
            let folder = File::open(&self.aside)?;
            rustix::fs::syncfs(&folder)
                .map_err(|error| StoreError::from(std::io::Error::from(error)))?;
        }
        Ok(())
    }

    /// Moves a file to its place, a path from the folder with `/` between its parts.
    ///
    /// # Errors
    /// When it cannot be moved there; then it is removed.
    pub fn place(&self, aside: &Aside, path: &str) -> Result<(), StoreError> {
        let target = self.folder.join(path);
        refuse_links(&self.folder, path).inspect_err(|_| {
            let _ = fs::remove_file(&aside.path);
        })?;
        let mut moved = fs::rename(&aside.path, &target);
        if moved.as_ref().is_err_and(|error| error.kind() == std::io::ErrorKind::NotFound)
            && let Some(parent) = target.parent()
        {
            moved = fs::create_dir_all(parent)
                .and_then(|()| fs::rename(&aside.path, &target));
        }
        moved.map_err(|error| {
            let _ = fs::remove_file(&aside.path);
            StoreError::from(error)
        })
    }

    /// The same for one file by itself.
    ///
    /// # Errors
    /// When it cannot be written; a file that was there stays as it was then.
    pub fn write(&self, path: &str, bytes: &[u8]) -> Result<Stamp, StoreError> {
        let aside = self.put(bytes)?;
        self.sync()?;
        self.place(&aside, path)?;
        Ok(aside.stamp)
    }
}

impl Drop for Outbox {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.aside);
    }
}

fn write(path: &Path, bytes: &[u8]) -> Result<Stamp, StoreError> {
    let mut file = File::create(path)?;
    file.write_all(bytes)?;
    #[cfg(not(target_os = "linux"))]
    file.sync_all()?;
    Ok(Stamp::from(&file.metadata()?))
}
