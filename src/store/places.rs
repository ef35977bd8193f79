//! Where in pages listeners left off.

use super::{StoreError, make_folder, write_whole};
use sha2::{Digest as _, Sha256};
use std::fs;
use std::path::PathBuf;

/// Where in pages listeners left off: a file a page in the user's state folder, named by what the
/// page says, so that a page that was moved or copied is known again and a changed one is not.
#[derive(Debug, Clone)]
pub struct Places {
    folder: PathBuf,
}

impl Places {
    /// The user's places (`$XDG_STATE_HOME/printaloud/places`, or where the system keeps such
    /// things); `None` where there is no home.
    pub fn of_user() -> Option<Self> {
        let state = dirs::state_dir().or_else(dirs::data_local_dir)?;
        Some(Self { folder: state.join("printaloud").join("places") })
    }

    fn file(&self, page: &str) -> PathBuf {
        let digest = Sha256::digest(page.as_bytes());
        let name: String =
            digest[..16].iter().map(|byte| format!("{byte:02x}")).collect();
        self.folder.join(name)
    }

    /// Where a page was left, if it was.
    pub fn read(&self, page: &str) -> Option<usize> {
        fs::read_to_string(self.file(page)).ok()?.trim().parse().ok()
    }

    /// Keeps where a page was left.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn keep(&self, page: &str, place: usize) -> Result<(), StoreError> {
        make_folder(&self.folder)?;
        write_whole(&self.file(page), format!("{place}\n").as_bytes())
    }

    /// Forgets the place in a page that was heard to its end.
    pub fn forget(&self, page: &str) {
        // One that cannot be taken away only says where the page was left before.
        let _ = fs::remove_file(self.file(page));
    }
}
