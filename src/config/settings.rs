//! `printaloud.toml`: what holds for an organisation where nothing else is said.

use super::job::{ENGINES, EngineName, SoundChoice};
use super::keys::{Keys, Located, nearest, read};
use crate::check::{RULES, rule};
use crate::diag::Diagnostic;
use crate::lang::Lang;
use crate::typeset::style::{
    BINDINGS, CONTENTS, HYPHENATIONS, Look, PAPERS, THEMES, name_of,
};
use std::path::Path;

/// The settings of an organisation.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Settings {
    /// What the organisation is called.
    pub organisation: Option<String>,
    /// The language of pages that name none.
    pub lang: Option<Lang>,
    /// The look of what is printed.
    pub look: Look,
    /// A font file for the text, by its path from the settings' folder.
    pub font: Option<Located<String>>,
    /// A font file for headings and bold words.
    pub bold_font: Option<Located<String>>,
    /// Font files for what these lack, each with the number of a face after `#` if there are
    /// several in it.
    pub fallback_fonts: Vec<Located<String>>,
    /// Whether the computer's own fonts are used for what all of these lack.
    pub system_fonts: Option<bool>,
    /// Folders of pictures.
    pub assets: Vec<Located<String>>,
    /// A file that says how words are said.
    pub lexicon: Option<Located<String>>,
    /// How what is recorded sounds; a voice of Piper's by its path from the settings' folder.
    pub sound: SoundChoice,
    /// The names of checks that are turned off.
    pub checks_off: Vec<String>,
    /// The job of `printaloud batch` where none is named.
    pub batch: Option<Located<String>>,
    /// Whether progress is shown in plain lines at a terminal too.
    pub progress_lines: Option<bool>,
}

impl Settings {
    /// The name of the file in which they stand.
    pub const FILE: &str = "printaloud.toml";

    /// The choices about sound, with the path of a voice of Piper's from where the program runs.
    pub fn sound_from(&self, folder: &Path) -> SoundChoice {
        let mut sound = self.sound.clone();
        if sound.engine == Some(EngineName::Piper) {
            sound.voice = sound
                .voice
                .map(|voice| folder.join(voice).to_string_lossy().into_owned());
        }
        sound
    }

    /// Reads them.
    pub fn parse(source: &str) -> (Self, Vec<Diagnostic>) {
        let mut diagnostics = Vec::new();
        let table = read(source, "settings", &mut diagnostics);
        let mut keys = Keys::new(table.get_ref(), "settings", &mut diagnostics);
        let settings = Self {
            organisation: keys.text("organisation").map(|name| name.value),
            lang: keys.lang("lang"),
            look: keys.look(),
            font: keys.text("font"),
            bold_font: keys.text("bold-font"),
            fallback_fonts: keys.list("fallback-fonts").unwrap_or_default(),
            system_fonts: keys.flag("system-fonts"),
            assets: keys.list("assets").unwrap_or_default(),
            lexicon: keys.text("lexicon"),
            sound: SoundChoice::read(&mut keys),
            checks_off: checks_off(&mut keys),
            batch: keys.text("batch"),
            progress_lines: keys.named("progress", &[("lines", true), ("bar", false)]),
        };
        keys.finish();
        if let Err(error) = settings.look.style() {
            // The combination cannot be printed; it is reported at the top of the file.
            diagnostics.push(Diagnostic::error("settings", 0..0, error.to_string()));
        }
        diagnostics.sort_by_key(|diagnostic| diagnostic.span.start);
        (settings, diagnostics)
    }
}

/// A setting that is in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting {
    /// Its key.
    pub key: &'static str,
    /// Its value, as it would be written; empty where nothing is set and there is no usual value.
    pub value: String,
    /// Where its key stands in the file; `None` where the usual value holds.
    pub place: Option<usize>,
}

impl Settings {
    /// Every setting with the value that is in force, for the file that these were read from.
    pub fn all(&self, source: &str) -> Vec<Setting> {
        let style = self.look.style().unwrap_or_default();
        let sound = self.sound.clone().sound();
        let named = |name: Option<&'static str>| name.unwrap_or_default().to_owned();
        let found = |it: &Option<Located<String>>| {
            it.as_ref().map_or_else(String::new, |found| found.value.clone())
        };
        let listed = |list: Vec<&str>| list.join(", ");
        let fallbacks = self.fallback_fonts.iter().map(|font| font.value.as_str());
        let assets = self.assets.iter().map(|folder| folder.value.as_str());
        let values = [
            ("organisation", self.organisation.clone().unwrap_or_default()),
            ("lang", self.lang.clone().unwrap_or_else(Lang::british).to_string()),
            ("size", style.size.0.to_string()),
            ("leading", style.leading.to_string()),
            ("paper", named(name_of(&PAPERS, &style.paper))),
            ("margin", format!("{:.0}", style.margin.mm())),
            ("theme", named(name_of(&THEMES, &style.theme))),
            ("background", style.paint_background.to_string()),
            ("hyphenation", named(name_of(&HYPHENATIONS, &style.hyphenation))),
            ("contents", named(name_of(&CONTENTS, &style.contents))),
            ("binding", named(name_of(&BINDINGS, &self.look.binding.unwrap_or(false)))),
            ("duplex", style.duplex.to_string()),
            ("sheet", style.sheets.to_string()),
            ("font", found(&self.font)),
            ("bold-font", found(&self.bold_font)),
            ("fallback-fonts", listed(fallbacks.collect())),
            ("system-fonts", self.system_fonts.unwrap_or(true).to_string()),
            ("assets", listed(assets.collect())),
            ("engine", named(name_of(&ENGINES, &sound.engine))),
            ("voice", sound.voice.clone().unwrap_or_default()),
            ("rate", sound.rate.to_string()),
            ("volume", sound.volume.to_string()),
            ("lexicon", found(&self.lexicon)),
            ("checks-off", listed(self.checks_off.iter().map(String::as_str).collect())),
            ("batch", found(&self.batch)),
            (
                "progress",
                (if self.progress_lines == Some(true) { "lines" } else { "bar" })
                    .to_owned(),
            ),
        ];
        let places = super::keys::places(source);
        let setting =
            |(key, value)| Setting { key, value, place: places.get(key).copied() };
        values.into_iter().map(setting).collect()
    }
}

/// The checks to turn off, each of which there has to be.
fn checks_off(keys: &mut Keys<'_, '_>) -> Vec<String> {
    let mut off = Vec::new();
    for found in keys.list("checks-off").unwrap_or_default() {
        if rule(&found.value).is_some() {
            off.push(found.value);
            continue;
        }
        let names = RULES.iter().map(|rule| rule.name);
        let help = nearest(&found.value, names).map_or_else(
            || "`docs/checks.md` lists the checks".to_owned(),
            |like| format!("did you mean \"{like}\"?"),
        );
        keys.reject(&found, format!("there is no check `{}`", found.value), &help);
    }
    off
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geom::Pt;
    use crate::typeset::style::Theme;

    #[test]
    fn settings_are_read_and_all_mistakes_told_at_once() {
        let (settings, diagnostics) = Settings::parse(
            "organisation = \"Example Cancer Care\"\nsize = 20\ntheme = \"Black-on-cream\"\nlang = \"cy\"\n",
        );
        assert_eq!(diagnostics, []);
        assert_eq!(settings.look.size, Some(Pt(20.0)));
        assert_eq!(settings.look.theme, Some(Theme::BlackOnCream));
        let source = "organization = \"x\"\nsize = \"big\"\npaper = \"a6\"\nduplex = 1\nlang = \"english please\"\nassets = [1]\n";
        let (_, diagnostics) = Settings::parse(source);
        let told: Vec<String> =
            diagnostics.iter().map(|it| it.render("printaloud.toml", source)).collect();
        let told = told.join("\n");
        for line in [
            "printaloud.toml:1:1: error[settings]: `organization` is not known here\n  help: did you mean `organisation`?",
            "printaloud.toml:2:8: error[settings]: `size` has to be a number, and is words\n  help: write it as `size = 18`",
            "printaloud.toml:3:9: error[settings]: `paper` cannot be `a6`\n  help: write one of a4, a5, a3, letter",
            "printaloud.toml:4:10: error[settings]: `duplex` has to be true or false, and is a number",
            "printaloud.toml:5:8: error[settings]: `english please` is not a language tag",
            "printaloud.toml:6:11: error[settings]: `assets` has to be a list of words in quotation marks, and is a number",
        ] {
            assert!(told.contains(line), "{line}\n\n{told}");
        }
        assert_eq!(diagnostics.len(), 6);
    }

    #[test]
    fn a_page_that_cannot_be_read_is_refused() {
        let (_, diagnostics) = Settings::parse("size = 12\n");
        assert!(diagnostics[0].message.contains("16 is the least"), "{diagnostics:?}");
    }
}
