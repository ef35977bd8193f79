//! Checks a folder of leaflets against its manifest.

use super::manifest::{Checked, MANIFEST, SUMS};
use super::message::Message;
use super::place::STATE;
use crate::diag::Severity;
use crate::hash;
use crate::store::{self, is_below};
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::Read as _;
use std::path::Path;

/// What a check found.
#[derive(Debug, Default)]
#[non_exhaustive]
pub struct Verified {
    /// How many files are as they were made.
    pub sound: usize,
    /// Files that the manifest names and that are not there.
    pub missing: Vec<String>,
    /// Files that are not as they were made.
    pub changed: Vec<String>,
    /// Files that the manifest does not name.
    pub unknown: Vec<String>,
}

/// Reads every file that the manifest in `folder` names, and the lists themselves.
///
/// # Errors
/// When there is no manifest, or none that this version can read.
pub fn verify(folder: &Path) -> Result<Verified, Message> {
    let path = folder.join(MANIFEST);
    let name = path.display().to_string();
    let text = store::read_text(&path).map_err(|error| Message::error(&name, &error))?;
    let manifest = Checked::parse(&text).ok_or_else(|| Message {
        severity: Severity::Error,
        text: format!("{name}: error: this is no manifest that this version can read\n  help: run the batch again"),
    })?;
    let mut verified = Verified::default();
    let mut known = BTreeSet::new();
    for file in &manifest.files {
        known.insert(file.path.clone());
        check(folder, &file.path, Some(file.bytes), &file.sha256, &mut verified);
    }
    // The lists have their checksums in the last of them.
    let sums = fs::read_to_string(folder.join(SUMS)).unwrap_or_default();
    for line in sums.lines() {
        let Some((sum, path)) = line.split_once("  ") else { continue };
        if known.insert(path.to_owned()) {
            check(folder, path, None, sum, &mut verified);
        }
    }
    if sums.is_empty() {
        verified.missing.push(SUMS.into());
    }
    known.insert(SUMS.into());
    list(folder, "", &known, &mut verified.unknown);
    verified.unknown.sort();
    Ok(verified)
}

fn check(
    folder: &Path,
    path: &str,
    bytes: Option<u64>,
    sha256: &str,
    verified: &mut Verified,
) {
    let whole = folder.join(path);
    if !is_below(path) || !whole.is_file() {
        verified.missing.push(path.to_owned());
    } else if bytes
        .is_none_or(|bytes| fs::metadata(&whole).is_ok_and(|it| it.len() == bytes))
        && hash_of(&whole).is_some_and(|found| found == sha256)
    {
        verified.sound += 1;
    } else {
        verified.changed.push(path.to_owned());
    }
}

/// The SHA-256 of a file of any length.
fn hash_of(path: &Path) -> Option<String> {
    use sha2::{Digest as _, Sha256};
    let mut file = File::open(path).ok()?;
    let mut hash = Sha256::new();
    let mut buffer = vec![0; 1 << 16];
    loop {
        match file.read(&mut buffer).ok()? {
            0 => return Some(hash::hex(&hash.finalize())),
            read => hash.update(&buffer[..read]),
        }
    }
}

/// Lists the files below a folder that nobody knows.
fn list(folder: &Path, below: &str, known: &BTreeSet<String>, unknown: &mut Vec<String>) {
    let Ok(entries) = fs::read_dir(folder.join(below)) else { return };
    for entry in entries.filter_map(Result::ok) {
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = if below.is_empty() { name } else { format!("{below}/{name}") };
        if path == STATE {
            continue;
        }
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            list(folder, &path, known, unknown);
        } else if !known.contains(&path) {
            unknown.push(path);
        }
    }
}
