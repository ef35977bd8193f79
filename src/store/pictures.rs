//! The files of the pictures that pages name.

use super::{StoreError, read};
use crate::limits::MAX_PICTURE;
use percent_encoding::percent_decode_str;
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};
use thiserror::Error;

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
    // Others would wait for ever, or never end.
    let is_file = fs::metadata(&real).map_err(io)?.is_file();
    if !is_file && !real.is_dir() {
        return Err(PictureFileError::File(StoreError::NotAFile));
    }
    read(&real, MAX_PICTURE).map_err(PictureFileError::File)
}
