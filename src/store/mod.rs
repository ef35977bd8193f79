//! Files: reading pages and fonts within their limits, writing whole or not at all.

mod beside;
mod cache;
mod lock;
mod new_file;
mod outbox;
mod pictures;
mod places;
mod spool;
mod system_fonts;

pub use beside::is_beside;
pub use cache::Cache;
pub use lock::{Lock, LockError};
pub use new_file::{NewFile, write_named, write_whole};
pub use outbox::{Aside, Outbox, Stamp};
pub use pictures::{PictureFileError, read_picture};
pub use places::Places;
pub use spool::Spool;
pub use system_fonts::SystemFonts;

use crate::limits::{MAX_FONT, MAX_TEXT};
use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Component, Path, PathBuf};
use thiserror::Error;

/// Why a file could not be read or written.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum StoreError {
    /// There is no such file.
    #[error("no such file")]
    Missing,
    /// The path names a folder.
    #[error("this is a folder, not a file")]
    Folder,
    /// The file may not be read, or the folder not be written.
    #[error("permission denied")]
    Forbidden,
    /// The file is larger than a page or a font may be.
    #[error("the file is larger than {} MB", .0 >> 20)]
    TooLarge(u64),
    /// The file is not UTF-8.
    #[error("the file is not UTF-8: byte {offset} is the first that does not fit")]
    NotUtf8 {
        /// The first byte that does not fit, from 0.
        offset: usize,
    },
    /// The file is a document of another program.
    #[error("this is {0}, not a text")]
    Document(&'static str),
    /// The page is a document of another program.
    #[error("this is {0}, not a page in Markdown")]
    NotAPage(&'static str),
    /// It is a device or a pipe.
    #[error("this is not an ordinary file")]
    NotAFile,
    /// A link stands where a folder should.
    #[error("there is a link in the place of the folder {}", .0.display())]
    Link(PathBuf),
    /// There is no space left.
    #[error("no space left on the disk; nothing was written")]
    Full,
    /// Anything else.
    #[error("{0}")]
    Other(io::Error),
}

impl From<io::Error> for StoreError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound => Self::Missing,
            io::ErrorKind::IsADirectory => Self::Folder,
            io::ErrorKind::PermissionDenied => Self::Forbidden,
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::Full,
            _ => Self::Other(error),
        }
    }
}

impl StoreError {
    /// The message about the file of that name, with what to do about it.
    pub fn about(&self, name: &str) -> String {
        let help = self.help().map(|help| format!("\n  help: {help}"));
        format!("{name}: error: {self}{}", help.unwrap_or_default())
    }

    /// The same error where the text should be a page.
    fn of_page(self) -> Self {
        match self {
            Self::Document(what) => Self::NotAPage(what),
            error => error,
        }
    }

    /// What to do about it, where there is something.
    pub const fn help(&self) -> Option<&'static str> {
        Some(match self {
            Self::Missing => "check the spelling of the path",
            Self::Folder => {
                "name a file in it, such as `leaflet.md`; `*.md` after a folder names all its pages"
            }
            Self::Forbidden => "ask for the right to this path, or choose another",
            Self::TooLarge(_) => "split it into several files",
            Self::NotUtf8 { .. } => "save it as UTF-8 in your editor",
            Self::Document(_) => "save it as plain text",
            Self::NotAPage(_) => {
                "save its text as Markdown: `pandoc letter.docx -t markdown -o letter.md` is one way"
            }
            Self::NotAFile => "name a file",
            Self::Link(_) => "remove the link, or have everything made in another folder",
            Self::Full => "make room and try again",
            Self::Other(_) => return None,
        })
    }
}

/// Reads a text: settings, a lexicon, a job.
///
/// # Errors
/// When it cannot be read, is longer than [`MAX_TEXT`], is not UTF-8 or is a document of
/// another program.
pub fn read_text(path: &Path) -> Result<String, StoreError> {
    utf8(read(path, MAX_TEXT as u64)?)
}

/// Reads a page.
///
/// # Errors
/// As [`read_text`].
pub fn read_page(path: &Path) -> Result<String, StoreError> {
    read_text(path).map_err(StoreError::of_page)
}

/// Reads a page from a stream, such as standard input.
///
/// # Errors
/// As [`read_page`].
pub fn read_stream(stream: &mut dyn io::Read) -> Result<String, StoreError> {
    utf8(read_limited(stream, 0, MAX_TEXT as u64)?).map_err(StoreError::of_page)
}

/// Reads a font file.
///
/// # Errors
/// When it cannot be read or is larger than [`MAX_FONT`].
pub fn read_font(path: &Path) -> Result<Vec<u8>, StoreError> {
    read(path, MAX_FONT)
}

fn read(path: &Path, limit: u64) -> Result<Vec<u8>, StoreError> {
    let metadata = fs::metadata(path)?;
    if metadata.is_dir() {
        return Err(StoreError::Folder);
    }
    read_limited(&mut File::open(path)?, metadata.len(), limit)
}

/// Reads a stream of `about` bytes, `limit` at the most.
fn read_limited(
    stream: &mut dyn io::Read,
    about: u64,
    limit: u64,
) -> Result<Vec<u8>, StoreError> {
    let room = usize::try_from(about.min(limit)).unwrap_or_default();
    let mut bytes = Vec::with_capacity(room);
    stream.take(limit + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > limit { Err(StoreError::TooLarge(limit)) } else { Ok(bytes) }
}

/// How files begin that people give in place of a page, and what they are.
const DOCUMENTS: [(&[u8], &str); 4] = [
    (b"PK\x03\x04", "a document of Word or LibreOffice, or another archive"),
    (b"\xD0\xCF\x11\xE0", "an old document of Word"),
    (b"%PDF-", "a PDF"),
    (b"{\\rtf", "a document in RTF"),
];

fn utf8(bytes: Vec<u8>) -> Result<String, StoreError> {
    if let Some((_, what)) = DOCUMENTS.iter().find(|(begin, _)| bytes.starts_with(begin))
    {
        return Err(StoreError::Document(what));
    }
    String::from_utf8(bytes)
        .map_err(|error| StoreError::NotUtf8 { offset: error.utf8_error().valid_up_to() })
}

/// Makes a folder and those above it.
///
/// # Errors
/// When it cannot be made.
pub fn make_folder(path: &Path) -> Result<(), StoreError> {
    fs::create_dir_all(path).map_err(StoreError::from)
}

/// Refuses a path, with `/` between its parts, that a link below `folder` would lead elsewhere.
/// The last part is not looked at.
///
/// # Errors
/// When a part of it is a link.
pub fn refuse_links(folder: &Path, path: &str) -> Result<(), StoreError> {
    let mut at = folder.to_owned();
    let mut parts = path.split('/').peekable();
    while let Some(part) = parts.next().filter(|_| parts.peek().is_some()) {
        at.push(part);
        if fs::symlink_metadata(&at).is_ok_and(|known| known.is_symlink()) {
            return Err(StoreError::Link(at));
        }
    }
    Ok(())
}

/// Whether a settings file that was found by searching upwards may be trusted by whoever works in
/// `folder`: it is theirs, the system's, or of the owner of the folder, who could change what lies
/// there as well.
pub fn is_obeyed(file: &Path, folder: &Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt as _;
        let owner = |path: &Path| fs::metadata(path).ok().map(|known| known.uid());
        let own = owner(file);
        own == Some(rustix::process::geteuid().as_raw())
            || own == Some(0)
            || own == owner(folder)
    }
    #[cfg(not(unix))]
    {
        let _ = (file, folder);
        true
    }
}

/// The path that a path leads to, if there is something; for comparing two.
pub fn real_path(path: &Path) -> PathBuf {
    let whole = fs::canonicalize(path).ok();
    whole.unwrap_or_else(|| {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        let folder = fs::canonicalize(folder.unwrap_or(Path::new("."))).ok();
        match (folder, path.file_name()) {
            (Some(folder), Some(name)) => folder.join(name),
            _ => path.to_owned(),
        }
    })
}

/// Whether a path leads to something below the folder that it begins at, and names it plainly.
pub fn is_below(path: &str) -> bool {
    !path.is_empty()
        && Path::new(path).components().all(|part| matches!(part, Component::Normal(_)))
}

/// The name of this computer.
pub fn host_name() -> String {
    #[cfg(unix)]
    let name = rustix::system::uname().nodename().to_string_lossy().into_owned();
    #[cfg(not(unix))]
    let name = std::env::var("COMPUTERNAME").unwrap_or_default();
    if name.is_empty() { "this computer".into() } else { name }
}
