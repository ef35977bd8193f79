//! Files: reading pages and fonts within their limits, writing whole or not at all.

use percent_encoding::percent_decode_str;
use sha2::{Digest as _, Sha256};
use std::fs::{self, File};
use std::io::{self, Read as _, Write as _};
use std::path::{Component, Path, PathBuf};
use thiserror::Error;

/// The most bytes of a page: a thousand long leaflets.
pub const LONGEST_PAGE: u64 = 64 << 20;

/// The most bytes of a font file: the largest fonts for Chinese have half of it.
pub const LARGEST_FONT: u64 = 64 << 20;

/// Why a file could not be read or written.
#[derive(Debug, Error)]
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
    /// The page is not UTF-8.
    #[error("the page is not UTF-8: byte {offset} is the first that does not fit")]
    NotUtf8 {
        /// The first byte that does not fit, from 0.
        offset: usize,
    },
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
    /// What to do about it, where there is something.
    pub const fn help(&self) -> Option<&'static str> {
        Some(match self {
            Self::Missing => "check the spelling of the path",
            Self::Folder => "name a file in it, such as `leaflet.md`",
            Self::Forbidden => "ask for the right to this path, or choose another",
            Self::TooLarge(_) => "split it into several files",
            Self::NotUtf8 { .. } => "save the page as UTF-8 in your editor",
            Self::Full => "make room and try again",
            Self::Other(_) => return None,
        })
    }
}

/// Reads a page, or another text such as a lexicon.
///
/// # Errors
/// When it cannot be read, is longer than [`LONGEST_PAGE`] or is not UTF-8.
pub fn read_page(path: &Path) -> Result<String, StoreError> {
    utf8(read(path, LONGEST_PAGE)?)
}

/// Reads a page from a stream, such as standard input.
///
/// # Errors
/// As [`read_page`].
pub fn read_stream(stream: &mut dyn io::Read) -> Result<String, StoreError> {
    utf8(read_limited(stream, LONGEST_PAGE)?)
}

/// Reads a font file.
///
/// # Errors
/// When it cannot be read or is larger than [`LARGEST_FONT`].
pub fn read_font(path: &Path) -> Result<Vec<u8>, StoreError> {
    read(path, LARGEST_FONT)
}

fn read(path: &Path, limit: u64) -> Result<Vec<u8>, StoreError> {
    if fs::metadata(path)?.is_dir() {
        return Err(StoreError::Folder);
    }
    read_limited(&mut File::open(path)?, limit)
}

fn read_limited(stream: &mut dyn io::Read, limit: u64) -> Result<Vec<u8>, StoreError> {
    let mut bytes = Vec::new();
    stream.take(limit + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > limit { Err(StoreError::TooLarge(limit)) } else { Ok(bytes) }
}

fn utf8(bytes: Vec<u8>) -> Result<String, StoreError> {
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

/// Writes a file whole or not at all: beside its place first, then moved there in one step. A
/// file that was there stays as it was until then. A link is followed; what is no file, such as
/// a device, is written to directly.
///
/// # Errors
/// When it cannot be written; nothing is left then.
pub fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    match fs::metadata(&path) {
        Ok(known) if known.is_dir() => return Err(StoreError::Folder),
        Ok(known) if !known.is_file() => {
            File::options().write(true).open(&path)?.write_all(bytes)?;
            return Ok(());
        }
        _ => {}
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
    let mut file = builder.tempfile_in(folder.unwrap_or(Path::new(".")))?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    file.persist(&path).map_err(|error| error.error)?;
    Ok(())
}

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

/// The most bytes of a picture's file.
pub const LARGEST_PICTURE: u64 = 32 << 20;

/// Why a picture's file could not be had.
#[derive(Debug, Error)]
pub enum PictureFileError {
    /// It is on another computer.
    #[error("addresses of other computers are not fetched")]
    Remote,
    /// It lies outside the folders that pages may take pictures from.
    #[error("it is outside the page's folder")]
    Outside,
    /// It cannot be read.
    #[error(transparent)]
    File(StoreError),
}

impl PictureFileError {
    /// What to do about it.
    pub fn help(&self) -> &'static str {
        match self {
            Self::Remote => "save the picture beside the page and name that file",
            Self::Outside => {
                "copy it into the page's folder, or name its folder with `--assets`"
            }
            Self::File(StoreError::Missing) => {
                "check the spelling; the path begins at the page's folder or that of `--assets`"
            }
            Self::File(StoreError::TooLarge(_)) => "make the picture smaller",
            Self::File(error) => {
                error.help().unwrap_or("try to open it in another program")
            }
        }
    }
}

/// Reads the picture that a page names, from the first of the folders that has it. The path
/// begins at a folder, as does one that begins with `/` on a website; special characters may be
/// percent-encoded. What it leads to, through `..` or a link too, must lie below one of the
/// folders.
///
/// # Errors
/// When it is no path of a file below one of the folders, or the file cannot be read.
pub fn read_picture(
    folders: &[PathBuf],
    source: &str,
) -> Result<Vec<u8>, PictureFileError> {
    let scheme = source.split_once(':').map_or("", |(scheme, _)| scheme);
    let named = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.');
    let remote = scheme.len() > 1 && scheme.chars().all(named);
    if remote || source.starts_with("//") {
        return Err(PictureFileError::Remote);
    }
    let decoded = percent_decode_str(source).decode_utf8().ok();
    let spellings = [Some(source), decoded.as_deref().filter(|other| *other != source)];
    let mut error = PictureFileError::File(StoreError::Missing);
    for (folder, spelling) in
        folders.iter().flat_map(|folder| spellings.map(|spelling| (folder, spelling)))
    {
        let Some(spelling) = spelling.filter(|spelling| !spelling.is_empty()) else {
            continue;
        };
        match read_below(folder, spelling, folders) {
            Err(PictureFileError::File(StoreError::Missing)) => {}
            Err(other) => error = other,
            found => return found,
        }
    }
    Err(error)
}

/// Reads the file that a path from `base` leads to, if it lies below one of the folders.
fn read_below(
    base: &Path,
    path: &str,
    folders: &[PathBuf],
) -> Result<Vec<u8>, PictureFileError> {
    let path = Path::new(path.trim_start_matches('/'));
    if !path.components().all(|part| {
        matches!(part, Component::Normal(_) | Component::CurDir | Component::ParentDir)
    }) {
        return Err(PictureFileError::Outside);
    }
    let io = |error: io::Error| PictureFileError::File(error.into());
    let real = fs::canonicalize(base.join(path)).map_err(io)?;
    let mut allowed = folders.iter().filter_map(|folder| fs::canonicalize(folder).ok());
    if !allowed.any(|folder| real.starts_with(folder)) {
        return Err(PictureFileError::Outside);
    }
    read(&real, LARGEST_PICTURE).map_err(PictureFileError::File)
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
