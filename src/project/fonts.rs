//! Fonts: those that are given, and the computer's for what they lack.

use super::ProjectError;
use crate::font::{FontError, FontSet, Library};
use crate::hash::Parts;
use crate::lang::Lang;
use crate::store::{self, SystemFonts};
use std::path::{Path, PathBuf};

impl Library for SystemFonts {
    fn count(&self) -> usize {
        self.faces()
    }

    fn find(&self, c: char, script: &str, lang: &Lang, bold: bool) -> Option<usize> {
        self.face_for(c, script, lang, bold)
    }

    fn read(&self, place: usize) -> Option<(Vec<u8>, u32)> {
        self.bytes(place)
    }
}

/// Fonts that were read.
#[derive(Debug, Default)]
pub struct LoadedFonts {
    /// The fonts.
    pub fonts: FontSet,
    /// A hash of what was given.
    pub hash: String,
}

/// The font files that a command or an organisation gives.
#[derive(Debug, Clone, Default)]
pub struct Typefaces {
    /// For text.
    pub font: Option<PathBuf>,
    /// For headings and bold words.
    pub bold_font: Option<PathBuf>,
    /// For what these lack, the first choice first: files, each with the number of its face.
    pub fallbacks: Vec<(PathBuf, u32)>,
    /// Whether the computer's own fonts are left alone.
    pub ignore_system: bool,
}

impl Typefaces {
    /// A file of fallbacks as it is written: its path, and after `#` the number of a face in it.
    pub fn fallback(written: &str) -> (PathBuf, u32) {
        let numbered = written.rsplit_once('#').and_then(|(path, number)| {
            number.parse().ok().map(|number| (PathBuf::from(path), number))
        });
        numbered.unwrap_or_else(|| (PathBuf::from(written), 0))
    }

    /// These, and where there are none, those of `project`. Fallbacks of both are used, these
    /// first.
    #[must_use]
    pub fn or(self, project: Self) -> Self {
        Self {
            font: self.font.or(project.font),
            bold_font: self.bold_font.or(project.bold_font),
            fallbacks: self.fallbacks.into_iter().chain(project.fallbacks).collect(),
            ignore_system: self.ignore_system || project.ignore_system,
        }
    }

    /// Reads them.
    ///
    /// # Errors
    /// When some cannot be used: each of them.
    pub fn load(&self) -> Result<LoadedFonts, Vec<ProjectError>> {
        let mut fonts = FontSet::new();
        let mut hash = Parts::default();
        let mut errors = Vec::new();
        let mut add =
            |path: &Path, set: &mut dyn FnMut(Vec<u8>) -> Result<(), FontError>| {
                let path = path.to_owned();
                match store::read_font(&path) {
                    Err(error) => errors.push(ProjectError::Unreadable { path, error }),
                    Ok(bytes) => {
                        hash = std::mem::take(&mut hash).add(&bytes);
                        if let Err(error) = set(bytes) {
                            errors.push(ProjectError::Font { path, error });
                        }
                    }
                }
            };
        if let Some(path) = &self.font {
            add(path, &mut |bytes| fonts.set_regular(bytes));
        }
        if let Some(path) = &self.bold_font {
            add(path, &mut |bytes| fonts.set_bold(bytes));
        }
        for (path, index) in &self.fallbacks {
            add(path, &mut |bytes| fonts.add_fallback(bytes, *index));
        }
        if !self.ignore_system {
            fonts.set_library(Box::new(SystemFonts::default()));
        }
        let given = [&self.font, &self.bold_font].map(|font| font.is_some().to_string());
        let numbers = self.fallbacks.iter().map(|(_, index)| index.to_string());
        let kinds = given.into_iter().chain(numbers).collect::<Vec<_>>().join(" ");
        hash = hash.add(&kinds).add(self.ignore_system.to_string());
        if errors.is_empty() {
            Ok(LoadedFonts { fonts, hash: hash.finish() })
        } else {
            Err(errors)
        }
    }
}
