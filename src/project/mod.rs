//! Projects: what an organisation has beside its pages, found and read once for every command.
//!
//! A project is what `printaloud.toml` names: the look of leaflets, fonts, a lexicon, folders of
//! pictures, checks. It lies in the folder of that file, and pages belong to the nearest one above
//! them.

mod error;
mod fonts;
mod linked_pages;
mod page;
mod pictures;

pub use error::ProjectError;
pub use fonts::{LoadedFonts, Typefaces};
pub use page::{PageFile, title_of};
pub(crate) use pictures::digest;

use crate::check::Checks;
use crate::config::{Located, Settings, SoundChoice};
use crate::diag::Severity;
use crate::document::ReviewDate;
use crate::lang::Lang;
use crate::speech::lexicon::Lexicon;
use crate::store;
use std::path::{Path, PathBuf};

/// An organisation's settings, and the folder in which paths in them begin.
#[derive(Debug, Clone, Default)]
pub struct Project {
    /// The settings; the defaults where there is no file.
    pub settings: Settings,
    folder: PathBuf,
}

/// A lexicon, and the text of the user's own part of it.
#[derive(Debug, Clone, Default)]
pub struct LoadedLexicon {
    /// The built-in lexicon, overlaid with the user's own.
    pub lexicon: Lexicon,
    /// What the user's own file says; empty without one.
    pub source: String,
}

impl Project {
    /// The project of what lies in `folder`.
    ///
    /// # Errors
    /// When its settings cannot be read or are wrong.
    pub fn of_folder(folder: &Path) -> Result<Self, ProjectError> {
        Self::read(Self::file_above(folder).as_deref())
    }

    /// The project of a page; of standard input, `-`, that of this folder.
    ///
    /// # Errors
    /// As [`of_folder`](Self::of_folder).
    pub fn of_page(page: &Path) -> Result<Self, ProjectError> {
        Self::read(Self::file_of_page(page).as_deref())
    }

    /// The project of a page, and the lexicon that its words are said with; `chosen` holds over that
    /// of the settings.
    ///
    /// # Errors
    /// When either cannot be read or is wrong.
    pub fn of_page_with_lexicon(
        page: &Path,
        chosen: Option<&Path>,
    ) -> Result<(Self, Lexicon), ProjectError> {
        let project = Self::of_page(page)?;
        let lexicon = project.lexicon(chosen)?.lexicon;
        Ok((project, lexicon))
    }

    /// The file of settings for what lies in `folder`: in that folder, or in the nearest above it
    /// that has one. A file of somebody else's is passed over: who may write in a folder above
    /// could otherwise have fonts, voices and pictures read.
    pub fn file_above(folder: &Path) -> Option<PathBuf> {
        // A file that is named without a folder lies in this one.
        let here = folder.as_os_str().is_empty();
        let whole = store::real_path(if here { Path::new(".") } else { folder });
        whole
            .ancestors()
            .map(|folder| folder.join(Settings::FILE))
            .find(|file| file.is_file() && store::is_obeyed(file, &whole))
    }

    /// [`file_above`](Self::file_above) for the folder of a page.
    pub fn file_of_page(page: &Path) -> Option<PathBuf> {
        Self::file_above(page.parent().unwrap_or(Path::new("")))
    }

    /// Reads a file of settings; without one, all are the defaults.
    ///
    /// # Errors
    /// When it cannot be read or is wrong.
    pub fn read(file: Option<&Path>) -> Result<Self, ProjectError> {
        let Some(file) = file else { return Ok(Self::default()) };
        let source = error::read(file)?;
        let (settings, diagnostics) = Settings::parse(&source);
        if diagnostics.iter().any(|it| it.severity == Severity::Error) {
            return Err(ProjectError::content(file, source, diagnostics));
        }
        let folder = file.parent().unwrap_or(Path::new(".")).to_owned();
        Ok(Self { settings, folder })
    }

    /// A path in the settings, which begins at their folder.
    pub fn path(&self, written: Option<&Located<String>>) -> Option<PathBuf> {
        written.map(|written| self.folder.join(&written.value))
    }

    /// The language of pages that name none; `chosen` holds over the settings.
    pub fn lang(&self, chosen: Option<&Lang>) -> Lang {
        let own = chosen.or(self.settings.lang.as_ref());
        own.cloned().unwrap_or_else(Lang::british)
    }

    /// The name of the organisation; empty where the settings have none.
    pub fn organisation(&self) -> &str {
        self.settings.organisation.as_deref().unwrap_or_default()
    }

    /// The choices about sound, with the path of a voice of Piper's from where the program runs.
    pub fn sound(&self) -> SoundChoice {
        self.settings.sound_from(&self.folder)
    }

    /// The font files of the settings.
    pub fn typefaces(&self) -> Typefaces {
        let path = |font: &Option<Located<String>>| {
            font.as_ref().map(|it| self.folder.join(&it.value))
        };
        let fallbacks = self.settings.fallback_fonts.iter().map(|font| {
            let (path, index) = Typefaces::fallback(&font.value);
            (self.folder.join(path), index)
        });
        Typefaces {
            font: path(&self.settings.font),
            bold_font: path(&self.settings.bold_font),
            fallbacks: fallbacks.collect(),
            ignore_system: self.settings.system_fonts == Some(false),
        }
    }

    /// The folders of pictures in the settings.
    pub fn assets(&self) -> Vec<PathBuf> {
        self.settings.assets.iter().map(|it| self.folder.join(&it.value)).collect()
    }

    /// The built-in lexicon, overlaid with that of `chosen`, or else of the settings.
    ///
    /// # Errors
    /// When the file cannot be read or is wrong.
    pub fn lexicon(&self, chosen: Option<&Path>) -> Result<LoadedLexicon, ProjectError> {
        let file = chosen.map(Path::to_owned);
        let file = file.or_else(|| self.path(self.settings.lexicon.as_ref()));
        let built_in = Lexicon::built_in();
        let Some(file) = file else {
            return Ok(LoadedLexicon { lexicon: built_in, source: String::new() });
        };
        let source = error::read(&file)?;
        let (own, diagnostics) = Lexicon::parse(&source);
        if diagnostics.is_empty() {
            Ok(LoadedLexicon { lexicon: built_in.under(own), source })
        } else {
            Err(ProjectError::content(&file, source, diagnostics))
        }
    }

    /// The checks that run before publishing: warnings, no advice.
    pub fn publish_checks(&self, today: ReviewDate, with_notes: bool) -> Checks {
        let off = self.settings.checks_off.clone();
        Checks { today, off, with_advice: false, with_notes }
    }
}

/// Something that is made once for each project that pages belong to.
#[derive(Debug)]
pub struct PerProject<T> {
    made: Vec<(Option<PathBuf>, T)>,
}

impl<T> Default for PerProject<T> {
    fn default() -> Self {
        Self { made: Vec::new() }
    }
}

impl<T> PerProject<T> {
    /// The index of what was made for the project of `page`; `make` makes it for the first page.
    ///
    /// # Errors
    /// When the settings are wrong, or `make` fails.
    pub fn index_for<E: From<ProjectError>>(
        &mut self,
        page: &Path,
        make: impl FnOnce(&Project) -> Result<T, E>,
    ) -> Result<usize, E> {
        let file = Project::file_of_page(page);
        if let Some(known) = self.made.iter().position(|(known, _)| *known == file) {
            return Ok(known);
        }
        let project = Project::read(file.as_deref())?;
        self.made.push((file, make(&project)?));
        Ok(self.made.len() - 1)
    }

    /// What was made for the project with that index.
    pub fn get(&self, index: usize) -> &T {
        &self.made[index].1
    }

    /// All that was made, by index.
    pub fn iter(&self) -> impl Iterator<Item = &T> {
        self.made.iter().map(|(_, made)| made)
    }
}
