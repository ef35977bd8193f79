//! The faces of a press: those that are given, and the computer's for what they lack.

use super::hash::Parts;
use super::message::Message;
use crate::diag::Severity;
use crate::font::{FontError, FontSet, Library};
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
    /// A file of fallbacks as it is written: its path, and behind `#` the number of a face in it.
    pub fn fallback(written: &str) -> (PathBuf, u32) {
        let numbered = written.rsplit_once('#').and_then(|(path, number)| {
            number.parse().ok().map(|number| (PathBuf::from(path), number))
        });
        numbered.unwrap_or_else(|| (PathBuf::from(written), 0))
    }

    /// Reads them: the faces, a hash of what was given, and what is wrong.
    pub fn load(&self) -> (FontSet, String, Vec<Message>) {
        let mut fonts = FontSet::new();
        let mut hash = Parts::default();
        let mut messages = Vec::new();
        let mut add =
            |path: &Path, set: &mut dyn FnMut(Vec<u8>) -> Result<(), FontError>| {
                let name = path.display().to_string();
                match store::read_font(path) {
                    Err(error) => messages.push(Message::error(&name, &error)),
                    Ok(bytes) => {
                        hash = std::mem::take(&mut hash).add(&bytes);
                        if let Err(error) = set(bytes) {
                            let text = format!(
                                "{name}: error: {error}\n  help: give a TTF, OTF or TTC file that may be embedded"
                            );
                            messages.push(Message { severity: Severity::Error, text });
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
        (fonts, hash.finish(), messages)
    }
}
