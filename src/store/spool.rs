//! Bytes that wait on the disk until they are needed.

use std::fs::File;
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, PoisonError};
use tempfile::SpooledTempFile;

/// How many bytes are kept in memory: those of a short page.
const IN_MEMORY: usize = 16 << 20;

/// The folder for files without names: the user's cache, if it can be written, because a folder for
/// temporary files is often a part of the memory.
fn folder() -> PathBuf {
    let is_writable = |folder: &PathBuf| tempfile::tempfile_in(folder).is_ok();
    dirs::cache_dir().filter(is_writable).unwrap_or_else(std::env::temp_dir)
}

/// A file without a name, which goes with the program.
pub(super) fn nameless() -> io::Result<File> {
    tempfile::tempfile_in(folder())
}

/// Bytes in a file without a name.
#[derive(Debug)]
pub struct Spool(Mutex<SpooledTempFile>);

impl Default for Spool {
    fn default() -> Self {
        Self::new()
    }
}

impl Spool {
    /// An empty one.
    pub fn new() -> Self {
        Self(Mutex::new(tempfile::spooled_tempfile_in(IN_MEMORY, folder())))
    }

    fn file(&self) -> MutexGuard<'_, SpooledTempFile> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Adds bytes, and says where they begin.
    ///
    /// # Errors
    /// When the disk does not take them.
    pub fn add(&self, bytes: &[u8]) -> io::Result<u64> {
        let mut file = self.file();
        let at = file.seek(SeekFrom::End(0))?;
        file.write_all(bytes)?;
        Ok(at)
    }

    /// Reads the bytes from a place on.
    ///
    /// # Errors
    /// When there are fewer, or the disk does not give them.
    pub fn read(&self, at: u64, bytes: &mut [u8]) -> io::Result<()> {
        let mut file = self.file();
        file.seek(SeekFrom::Start(at))?;
        file.read_exact(bytes)
    }
}
