//! Files that are written whole or not at all.

use super::StoreError;
use std::fs::{self, File};
use std::io::{self, Read as _, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// A file that takes a while to be made. Until it is whole it has no name, so a program that is
/// killed meanwhile leaves nothing; then it is written beside its place, and moved there in one
/// step.
#[derive(Debug)]
pub struct NewFile {
    file: File,
    place: Option<Place>,
}

/// Where a file goes.
#[derive(Debug)]
enum Place {
    /// A path, where what was there is replaced.
    Path(PathBuf),
    /// A device or a pipe.
    Device(PathBuf),
}

impl NewFile {
    /// Begins a file. A link in its place is replaced, so that nobody who may put one there can
    /// have another file overwritten.
    ///
    /// # Errors
    /// When there is a folder in its place, or its own may not be written.
    pub fn new(path: &Path) -> Result<Self, StoreError> {
        // What cannot be written in the end is not worth the work.
        drop(beside(path)?);
        let place = Some(Place::Path(path.to_owned()));
        Ok(Self { file: super::spool::nameless()?, place })
    }

    /// Begins a file that the user named: where its path leads through a link, and what is no
    /// ordinary file, such as a device.
    ///
    /// # Errors
    /// As [`new`](Self::new).
    pub fn named(path: &Path) -> Result<Self, StoreError> {
        let path = real_file(path);
        if is_device(&path) {
            let file = super::spool::nameless()?;
            return Ok(Self { file, place: Some(Place::Device(path)) });
        }
        Self::new(&path)
    }

    /// Begins a file without a place, to be [`read`](Self::read).
    ///
    /// # Errors
    /// When there is no room for it.
    pub fn nameless() -> Result<Self, StoreError> {
        Ok(Self { file: super::spool::nameless()?, place: None })
    }

    /// Gives all that was written to `sink`, in order.
    ///
    /// # Errors
    /// When it cannot be read, or `sink` does not take it.
    pub fn read(
        &mut self,
        sink: &mut dyn FnMut(&[u8]) -> io::Result<()>,
    ) -> Result<(), StoreError> {
        self.file.seek(SeekFrom::Start(0))?;
        let mut bytes = vec![0; 1 << 16];
        loop {
            match self.file.read(&mut bytes)? {
                0 => return Ok(()),
                count => sink(&bytes[..count])?,
            }
        }
    }

    /// Puts the file into its place.
    ///
    /// # Errors
    /// When it cannot be written there; nothing is left then.
    pub fn finish(mut self) -> Result<(), StoreError> {
        match self.place.take() {
            None => Ok(()),
            Some(Place::Device(path)) => {
                let mut device = File::options().write(true).open(path)?;
                self.read(&mut |bytes| device.write_all(bytes))
            }
            Some(Place::Path(path)) => {
                let mut file = beside(&path)?;
                self.read(&mut |bytes| file.write_all(bytes))?;
                put(file, &path)
            }
        }
    }
}

impl Write for NewFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl Seek for NewFile {
    fn seek(&mut self, place: SeekFrom) -> io::Result<u64> {
        self.file.seek(place)
    }
}

/// Writes a file that the user named, whole or not at all: where its path leads through a link, and
/// directly to what is no ordinary file, such as a device.
///
/// # Errors
/// As [`write_whole`].
pub fn write_named(path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    let path = real_file(path);
    if is_device(&path) {
        return Ok(File::options().write(true).open(&path)?.write_all(bytes)?);
    }
    write_whole(&path, bytes)
}

/// Writes a file whole or not at all: beside its place first, then moved there in one step. A
/// file that was there stays as it was until then. A link in its place is replaced, so that
/// nobody who may put one there can have another file overwritten.
///
/// # Errors
/// When it cannot be written; nothing is left then.
pub fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    let mut file = beside(path)?;
    file.write_all(bytes)?;
    put(file, path)
}

/// An empty file in the folder of a path, which goes unless it is put there.
fn beside(path: &Path) -> Result<NamedTempFile, StoreError> {
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
    Ok(builder.tempfile_in(folder.unwrap_or(Path::new(".")))?)
}

/// Puts a file that is whole into its place.
fn put(file: NamedTempFile, path: &Path) -> Result<(), StoreError> {
    file.as_file().sync_all()?;
    file.persist(path).map_err(|error| error.error)?;
    Ok(())
}

/// The path of what the user named, where it leads through a link.
fn real_file(path: &Path) -> PathBuf {
    fs::canonicalize(path).unwrap_or_else(|_| path.to_owned())
}

/// Whether there is something that is no ordinary file, such as a device or a pipe.
fn is_device(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|known| !known.is_dir() && !known.is_file())
}
