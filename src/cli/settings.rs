//! The settings of an organisation, as the commands find them.

use super::environment::{created, today};
use super::page::failure;
use printaloud::batch::{Press, Typefaces, settings_above, typefaces};
use printaloud::check::Checks;
#[cfg(feature = "record")]
use printaloud::config::SoundChoice;
use printaloud::config::{Found, Settings};
use printaloud::diag::{Severity, render_all};
use printaloud::lang::Lang;
use printaloud::pdf::PdfOptions;
use printaloud::store;
use printaloud::typeset::style::LargePrint;
use std::path::{Path, PathBuf};

/// Settings, and the folder they lie in.
#[derive(Debug, Default)]
pub(super) struct FoundSettings {
    pub(super) settings: Settings,
    folder: PathBuf,
}

/// The file of settings that holds for a page; for standard input, the one of this folder.
pub(super) fn settings_file(page: &Path) -> Option<PathBuf> {
    let folder = page.parent().filter(|folder| !folder.as_os_str().is_empty());
    settings_above(folder.unwrap_or(Path::new(".")))
}

impl FoundSettings {
    /// Reads them; without a file, nothing is set.
    ///
    /// # Errors
    /// All that is wrong with them, in plain lines.
    pub(super) fn read(file: Option<&Path>) -> Result<Self, String> {
        let Some(file) = file else { return Ok(Self::default()) };
        let source = store::read_page(file).map_err(|error| failure(file, &error))?;
        let (settings, diagnostics) = Settings::parse(&source);
        let name = file.display().to_string();
        let told: Vec<String> = render_all(&name, &source, &diagnostics).collect();
        if diagnostics.iter().any(|found| found.severity == Severity::Error) {
            return Err(told.join("\n"));
        }
        let folder = file.parent().unwrap_or(Path::new(".")).to_owned();
        Ok(Self { settings, folder })
    }

    /// The choices about sound.
    #[cfg(feature = "record")]
    pub(super) fn sound(&self) -> SoundChoice {
        self.settings.sound_from(&self.folder)
    }

    /// The font files.
    pub(super) fn typefaces(&self) -> Typefaces {
        typefaces(&self.settings, &self.folder)
    }

    /// A path in the settings, which begins at their folder.
    pub(super) fn path(&self, written: Option<&Found<String>>) -> Option<PathBuf> {
        written.map(|found| self.folder.join(&found.value))
    }
}

/// The checks that run before publishing: warnings, no advice.
pub(super) fn publish_checks(found: &FoundSettings, with_notes: bool) -> Checks {
    let off = found.settings.checks_off.clone();
    Checks { today: today(), off, with_advice: false, with_notes }
}

/// A press with an organisation's faces and language, where no others are given.
pub(super) fn press_of(
    style: LargePrint,
    found: &FoundSettings,
    given: Typefaces,
    lang: Option<Lang>,
    with_notes: bool,
) -> Result<Press, String> {
    let settings = &found.settings;
    let own = found.typefaces();
    let faces = Typefaces {
        font: given.font.or(own.font),
        bold_font: given.bold_font.or(own.bold_font),
        fallbacks: given.fallbacks.into_iter().chain(own.fallbacks).collect(),
        ignore_system: given.ignore_system || own.ignore_system,
    };
    let (fonts, _, messages) = faces.load();
    if let Some(message) = messages.into_iter().next() {
        return Err(message.text);
    }
    let lang = lang.or_else(|| settings.lang.clone());
    let author = settings.organisation.clone().unwrap_or_default();
    Ok(Press {
        style,
        fonts,
        pdf: PdfOptions { created: created()?, author },
        lang: lang.unwrap_or_else(Lang::british),
        checks: Some(publish_checks(found, with_notes)),
    })
}
