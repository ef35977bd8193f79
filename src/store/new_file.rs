//! Files that are written whole or not at all.

use super::StoreError;
use std::fs::{self, File};
use std::io::{self, Read as _, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// A file that is being written beside its place, and moved there in one step when it is whole. A
/// file that was there stays as it was until then. A link in its place is replaced, so that nobody
/// who may put one there can have another file overwritten.
#[derive(Debug)]
pub struct NewFile {
    output: Output,
}

#[derive(Debug)]
enum Output {
    /// A file, and its place.
    Beside(NamedTempFile, PathBuf),
    /// A device or a pipe, which is written when all is there; or nothing.
    Nameless(File, Option<PathBuf>),
}

impl NewFile {
    /// Begins a file.
    ///
    /// # Errors
    /// When there is a folder in its place, or its own may not be written.
    pub fn new(path: &Path) -> Result<Self, StoreError> {
        if fs::symlink_metadata(path).is_ok_and(|known| known.is_dir()) {
            return Err(StoreError::Folder);
        }
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        let mut builder = tempfile::Builder::new();
        builder.prefix(".printaloud-");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            // As any new file: the user's mask takes away what it should.
            builder.permissions(fs::Permissions::from_mode(0o666));
        }
        let file = builder.tempfile_in(folder.unwrap_or(Path::new(".")))?;
        Ok(Self { output: Output::Beside(file, path.to_owned()) })
    }

    /// Begins a file that the user named: where its path leads through a link, and what is no
    /// ordinary file, such as a device, is written in the end.
    ///
    /// # Errors
    /// As [`new`](Self::new).
    pub fn named(path: &Path) -> Result<Self, StoreError> {
        let path = real_file(path);
        if is_device(&path) {
            let output = Output::Nameless(super::spool::nameless()?, Some(path));
            return Ok(Self { output });
        }
        Self::new(&path)
    }

    /// Begins a file without a place, to be [`read`](Self::read).
    ///
    /// # Errors
    /// When there is no room for it.
    pub fn nameless() -> Result<Self, StoreError> {
        Ok(Self { output: Output::Nameless(super::spool::nameless()?, None) })
    }

    fn file(&mut self) -> &mut File {
        match &mut self.output {
            Output::Beside(file, _) => file.as_file_mut(),
            Output::Nameless(file, _) => file,
        }
    }

    /// Gives all that was written to `sink`, in order.
    ///
    /// # Errors
    /// When it cannot be read, or `sink` does not take it.
    pub fn read(
        &mut self,
        sink: &mut dyn FnMut(&[u8]) -> io::Result<()>,
    ) -> Result<(), StoreError> {
        let file = self.file();
        file.seek(SeekFrom::Start(0))?;
        let mut bytes = vec![0; 1 << 16];
        loop {
            match file.read(&mut bytes)? {
                0 => return Ok(()),
                count => sink(&bytes[..count])?,
            }
        }
    }

    /// Puts the file into its place.
    ///
    /// # Errors
    /// When it cannot be moved there; nothing is left then.
    pub fn finish(mut self) -> Result<(), StoreError> {
        if let Output::Nameless(_, Some(path)) = &self.output {
            let mut device = File::options().write(true).open(path)?;
            return self.read(&mut |bytes| device.write_all(bytes));
        }
        if let Output::Beside(file, path) = self.output {
            file.as_file().sync_all()?;
            file.persist(path).map_err(|error| error.error)?;
        }
        Ok(())
    }
}

impl Write for NewFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file().flush()
    }
}

impl Seek for NewFile {
    fn seek(&mut self, place: SeekFrom) -> io::Result<u64> {
        self.file().seek(place)
    }
}

/// Writes a file that the user named, as [`NewFile::named`] does.
///
/// # Errors
/// When it cannot be written; nothing is left then.
pub fn write_named(path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    let path = real_file(path);
    if is_device(&path) {
        return Ok(File::options().write(true).open(&path)?.write_all(bytes)?);
    }
    write_whole(&path, bytes)
}

/// The path of what the user named, where it leads through a link.
fn real_file(path: &Path) -> PathBuf {
    fs::canonicalize(path).unwrap_or_else(|_| path.to_owned())
}

/// Whether there is something that is no ordinary file, such as a device or a pipe.
fn is_device(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|known| !known.is_dir() && !known.is_file())
}

/// Writes a file whole or not at all, as [`NewFile`] does.
///
/// # Errors
/// When it cannot be written; nothing is left then.
pub fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    let mut file = NewFile::new(path)?;
    file.write_all(bytes)?;
    file.finish()
}
