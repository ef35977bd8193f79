//! What took long to make, kept in the user's cache folder under a hash of what it was made from.

use sha2::{Digest as _, Sha256};
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::SystemTime;

/// A cache of bytes. Whatever goes wrong with it, the work is done again: nothing depends on it.
#[derive(Debug)]
pub struct Cache {
    folder: PathBuf,
    limit: u64,
    /// How many bytes were added since it was last trimmed.
    added: AtomicU64,
}

/// The part of the limit after which it is trimmed while it is in use; it is when it is left.
const TRIMMED_AFTER: u64 = 16;

/// The length of the checksum that stands before the bytes.
const SUM: usize = 32;

impl Cache {
    /// The user's cache of that name (`$XDG_CACHE_HOME/printaloud/NAME`, or where the system keeps
    /// such things), of `limit` bytes at the most; `None` where there is no home.
    pub fn of_user(name: &str, limit: u64) -> Option<Self> {
        let folder = dirs::cache_dir()?.join("printaloud").join(name);
        Some(Self { folder, limit, added: AtomicU64::new(0) })
    }

    fn file(&self, key: &str) -> PathBuf {
        let digest = Sha256::digest(key.as_bytes());
        let name: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
        self.folder.join(&name[..2]).join(&name[2..])
    }

    /// What was kept under a key. What was damaged since counts as nothing.
    pub fn get(&self, key: &str) -> Option<Vec<u8>> {
        let mut bytes = fs::read(self.file(key)).ok()?;
        if bytes.len() < SUM {
            return None;
        }
        let kept = bytes.split_off(SUM);
        (bytes[..] == Sha256::digest(&kept)[..]).then_some(kept)
    }

    /// Keeps bytes under a key; `false` where that cannot be done.
    pub fn put(&self, key: &str, bytes: &[u8]) -> bool {
        let file = self.file(key);
        let Some(folder) = file.parent() else { return false };
        let kept = fs::create_dir_all(folder).is_ok()
            && tempfile::NamedTempFile::new_in(folder).is_ok_and(|mut aside| {
                let written = aside.write_all(&Sha256::digest(bytes));
                let written = written.and_then(|()| aside.write_all(bytes));
                written.is_ok() && aside.persist(&file).is_ok()
            });
        let length = bytes.len() as u64;
        let added = self.added.fetch_add(length, Ordering::Relaxed) + length;
        if added > self.limit / TRIMMED_AFTER {
            self.trim();
        }
        kept
    }

    /// Removes what was kept longest until the rest is within the limit.
    fn trim(&self) {
        self.added.store(0, Ordering::Relaxed);
        let mut files = Vec::new();
        collect(&self.folder, &mut files);
        let mut total: u64 = files.iter().map(|(_, bytes, _)| bytes).sum();
        files.sort();
        for (_, bytes, path) in files {
            if total <= self.limit {
                break;
            }
            if fs::remove_file(path).is_ok() {
                total -= bytes;
            }
        }
    }
}

impl Drop for Cache {
    fn drop(&mut self) {
        if *self.added.get_mut() > 0 {
            self.trim();
        }
    }
}

/// Every file below a folder: when it was written, its length, its path.
fn collect(folder: &Path, files: &mut Vec<(SystemTime, u64, PathBuf)>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.filter_map(Result::ok) {
        let Ok(metadata) = entry.metadata() else { continue };
        if metadata.is_dir() {
            collect(&entry.path(), files);
        } else if let Ok(time) = metadata.modified() {
            files.push((time, metadata.len(), entry.path()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs::File;

    #[test]
    fn what_is_damaged_or_over_the_limit_is_gone() {
        let room = tempfile::tempdir().unwrap();
        let cache = Cache {
            folder: room.path().to_owned(),
            limit: 100,
            added: AtomicU64::new(0),
        };
        assert_eq!(cache.get("a"), None);
        assert!(cache.put("a", &[1; 40]));
        assert_eq!(cache.get("a").as_deref(), Some(&[1; 40][..]));
        let before = SystemTime::UNIX_EPOCH;
        File::options()
            .write(true)
            .open(cache.file("a"))
            .unwrap()
            .set_modified(before)
            .unwrap();
        assert!(cache.put("b", &[2; 40]));
        cache.trim();
        assert!(cache.get("a").is_none() && cache.get("b").is_some());
        let file = cache.file("b");
        let mut bytes = fs::read(&file).unwrap();
        bytes[50] ^= 1;
        fs::write(&file, bytes).unwrap();
        assert_eq!(cache.get("b"), None);
    }
}
