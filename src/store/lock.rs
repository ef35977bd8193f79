//! Locks on a folder, by the system's advisory locks: they end with the program, however it ends.

use std::fs::{File, TryLockError};
use std::io::{self, Read as _, Write as _};
use std::path::Path;
use thiserror::Error;

/// A lock that is held while it lives.
#[derive(Debug)]
pub struct Lock {
    _file: File,
    /// Whether the file system has locks at all.
    held: bool,
}

/// Why a lock is not to be had.
#[derive(Debug, Error)]
pub enum LockError {
    /// Another program holds it; what it said of itself.
    #[error("{0} is at work in this folder")]
    Held(String),
    /// The lock's file cannot be opened.
    #[error(transparent)]
    File(#[from] io::Error),
}

impl Lock {
    /// Takes a lock for this program alone, and says in its file who holds it.
    ///
    /// # Errors
    /// When another program holds it, or its file cannot be opened.
    pub fn alone(path: &Path, holder: &str) -> Result<Self, LockError> {
        let mut file = open(path)?;
        let held = match file.try_lock() {
            Ok(()) => true,
            Err(TryLockError::WouldBlock) => {
                return Err(LockError::Held(said(&mut file)));
            }
            Err(TryLockError::Error(_)) => false,
        };
        // Who holds it is for people; a full disk must not keep the lock from being taken.
        let _ = file.set_len(0).and_then(|()| file.write_all(holder.as_bytes()));
        Ok(Self { _file: file, held })
    }

    /// Takes a lock that others may share.
    ///
    /// # Errors
    /// When another program holds it alone, or its file cannot be opened.
    pub fn shared(path: &Path) -> Result<Self, LockError> {
        let mut file = open(path)?;
        match file.try_lock_shared() {
            Ok(()) => Ok(Self { _file: file, held: true }),
            Err(TryLockError::WouldBlock) => Err(LockError::Held(said(&mut file))),
            Err(TryLockError::Error(_)) => Ok(Self { _file: file, held: false }),
        }
    }

    /// Whether it keeps others out: `false` where the file system has no locks.
    pub const fn is_held(&self) -> bool {
        self.held
    }

    /// Who holds a lock alone, if somebody does.
    pub fn holder(path: &Path) -> Option<String> {
        let mut file = File::options().read(true).write(true).open(path).ok()?;
        match file.try_lock() {
            Err(TryLockError::WouldBlock) => Some(said(&mut file)),
            _ => None,
        }
    }
}

fn open(path: &Path) -> io::Result<File> {
    File::options().read(true).write(true).create(true).truncate(false).open(path)
}

fn said(file: &mut File) -> String {
    let mut holder = String::new();
    let read = file.take(200).read_to_string(&mut holder);
    let holder = holder.trim();
    if read.is_err() || holder.is_empty() {
        "another program".into()
    } else {
        holder.into()
    }
}
