//! What a batch was asked to make: its job, with everything that the job names.

use super::message::Message;
use crate::check::Checks;
use crate::config::{
    CentreEntry, Form, JobFile, Located, centres_from_csv, centres_from_toml,
};
use crate::diag::{Diagnostic, Severity, Span};
use crate::document;
use crate::document::ReviewDate;
use crate::formats::{self, Choices, Format, Resources};
use crate::lang::Lang;
use crate::project::{LoadedFonts, LoadedLexicon, Project, ProjectError};
use crate::speech::Narration;
use crate::store::{self, StoreError};
use crate::text::{disambiguate, slug};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// A page of a job.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PagePath {
    /// Where it is.
    pub path: PathBuf,
    /// Its path from the job's folder, with `/` between its parts; for messages, and to name it.
    pub name: String,
}

/// A centre of a job.
#[derive(Debug, Clone, PartialEq)]
pub struct Centre {
    /// The name of its folder.
    pub slug: String,
    /// What readers learn of it.
    pub details: document::Centre,
    /// The languages of the pages that it hands out; all where there is none.
    pub languages: Vec<Lang>,
    /// The forms in which it has every page, by their places in [`Job::forms`].
    pub forms: Vec<usize>,
}

/// A form with all that was left open in it.
#[derive(Debug, Clone)]
pub struct PlannedForm {
    /// The format of its files.
    pub format: &'static dyn Format,
    /// What stands after a page's name in the names of its files; may be empty.
    pub label: String,
    /// What was chosen for them.
    pub choices: Choices,
}

impl PartialEq for PlannedForm {
    fn eq(&self, other: &Self) -> bool {
        let same_format = self.format.name() == other.format.name();
        same_format && self.label == other.label && self.choices == other.choices
    }
}

/// A job, ready to be planned.
#[derive(Debug)]
pub struct Job {
    /// What files are made with.
    pub resources: Resources,
    /// The pages, by their paths.
    pub pages: Vec<PagePath>,
    /// The centres, in the order of their table. One without a name or a folder of its own stands
    /// for a job without centres.
    pub centres: Vec<Centre>,
    /// All forms that some centre has.
    pub forms: Vec<PlannedForm>,
    /// The folder in which everything is made.
    pub out: PathBuf,
    /// The language of pages that name none.
    pub lang: Lang,
    /// Folders of pictures, after the page's own.
    pub assets: Vec<PathBuf>,
    /// What pages are checked for. No leaflet depends on it.
    pub checks: Checks,
}

/// A file that is read, and what it is called in messages.
struct Source {
    name: String,
    text: String,
}

impl Source {
    fn tell(&self, diagnostic: &Diagnostic) -> Message {
        Message::of(diagnostic, &self.name, &self.text)
    }
}

/// Reads a job with the settings, the centres and the fonts that it names, and finds its pages.
struct Opening {
    folder: PathBuf,
    job: Source,
    messages: Vec<Message>,
}

impl Job {
    /// Opens the job of a file. Beside the job come the warnings about it.
    ///
    /// # Errors
    /// When anything that it names is wrong or missing: all messages, at once.
    pub fn open(
        path: &Path,
        created: Option<u64>,
        today: ReviewDate,
    ) -> Result<(Self, Vec<Message>), Vec<Message>> {
        let name = path.display().to_string();
        let text = store::read_text(path).map_err(|error| {
            let mut message = Message::error(&name, &error);
            if matches!(error, StoreError::Missing) {
                message.text = format!("{name}: error: no such file\n  help: `printaloud batch --init` writes one to begin from");
            }
            vec![message]
        })?;
        let folder = path.parent().unwrap_or(Path::new("")).to_owned();
        let mut opening =
            Opening { folder, job: Source { name, text }, messages: Vec::new() };
        let job = opening.open(created, today);
        let failed = opening.messages.iter().any(|it| it.severity == Severity::Error);
        if failed { Err(opening.messages) } else { Ok((job, opening.messages)) }
    }
}

impl Opening {
    fn open(&mut self, created: Option<u64>, today: ReviewDate) -> Job {
        let (file, diagnostics) = JobFile::parse(&self.job.text, &formats::names());
        self.messages.extend(diagnostics.iter().map(|it| self.job.tell(it)));
        let project = self.project();
        let settings = &project.settings;
        let sound = project.sound();
        let organisation = file
            .organisation
            .clone()
            .or(settings.organisation.clone())
            .unwrap_or_default();
        let pages = self.pages(&file.pages);
        let entries = self.centres(file.centres.as_ref());
        let mut forms = Vec::new();
        let mut centres = Vec::new();
        let slugs = self.slugs(&entries);
        for ((entry, source), slug) in entries.iter().zip(slugs) {
            let own = if entry.forms.is_empty() { &file.forms } else { &entry.forms };
            let own = own.iter().map(|form| {
                let look = entry.look.over(form.look).over(settings.look);
                let sound = form.sound.clone().over(&sound);
                Form { look, sound, ..form.clone() }
            });
            let where_to_look =
                if entry.forms.is_empty() { None } else { source.as_ref() };
            let forms = self.forms(own, where_to_look, &mut forms);
            let details = document::Centre {
                organisation: if source.is_some() {
                    organisation.clone()
                } else {
                    String::new()
                },
                ..entry.details.clone()
            };
            centres.push(Centre {
                slug,
                details,
                languages: entry.languages.clone(),
                forms,
            });
        }
        let fonts = project.typefaces().load().unwrap_or_else(|errors| {
            errors.iter().for_each(|error| self.tell(error));
            LoadedFonts::default()
        });
        let lexicon = project.lexicon(None).unwrap_or_else(|error| {
            self.tell(&error);
            LoadedLexicon::default()
        });
        let resources = Resources {
            organisation,
            created,
            fonts: fonts.fonts,
            fonts_hash: fonts.hash,
            narration: Narration { lexicon: lexicon.lexicon, ..Narration::default() },
            lexicon_source: lexicon.source,
            ..Resources::default()
        };
        Job {
            resources,
            pages,
            centres,
            forms,
            out: self.folder.join(file.out.map_or_else(|| "out".into(), |out| out.value)),
            lang: project.lang(None),
            assets: project.assets(),
            checks: project.publish_checks(today, false),
        }
    }

    /// The project that the job belongs to.
    fn project(&mut self) -> Project {
        Project::of_folder(&self.folder).unwrap_or_else(|error| {
            self.tell(&error);
            Project::default()
        })
    }

    /// Tells what is wrong with a file of the project.
    fn tell(&mut self, error: &ProjectError) {
        self.messages.extend(Message::of_project(error));
    }

    /// Tells that something in the job's file is wrong.
    fn wrong(&mut self, span: &Span, message: String, help: &str) {
        let diagnostic = Diagnostic::error("batch", span.clone(), message).help(help);
        self.messages.push(self.job.tell(&diagnostic));
    }

    /// The pages that the patterns name, each once.
    fn pages(&mut self, patterns: &[Located<String>]) -> Vec<PagePath> {
        let mut pages: BTreeMap<String, PathBuf> = BTreeMap::new();
        let base = glob::Pattern::escape(&self.folder.to_string_lossy());
        for pattern in patterns {
            let whole = Path::new(&base).join(&pattern.value);
            let paths = match glob::glob(&whole.to_string_lossy()) {
                Ok(paths) => paths,
                Err(error) => {
                    let message =
                        format!("`{}` is no pattern: {}", pattern.value, error.msg);
                    self.wrong(
                        &pattern.span,
                        message,
                        "write paths such as \"content/*.md\"",
                    );
                    continue;
                }
            };
            let before = pages.len();
            let mut known = false;
            for path in paths.filter_map(Result::ok).filter(|path| path.is_file()) {
                let name = path.strip_prefix(&self.folder).unwrap_or(&path);
                let parts = name.iter().map(|part| part.to_string_lossy());
                let name = parts.collect::<Vec<_>>().join("/");
                known |= pages.insert(name, path).is_some();
            }
            if pages.len() == before && !known {
                let message = format!("no page is named `{}`", pattern.value);
                self.wrong(
                    &pattern.span,
                    message,
                    "check the spelling; paths begin at the folder of this file",
                );
            }
        }
        pages.into_iter().map(|(name, path)| PagePath { path, name }).collect()
    }

    /// The centres, each with the file it stands in; one without a file where the job has none.
    fn centres(
        &mut self,
        file: Option<&Located<String>>,
    ) -> Vec<(CentreEntry, Option<Source>)> {
        let Some(file) = file else { return vec![(CentreEntry::default(), None)] };
        let path = self.folder.join(&file.value);
        let text = match store::read_text(&path) {
            Ok(text) => text,
            Err(error) => {
                let help = match error {
                    StoreError::NotUtf8 { .. } => {
                        "save it as \"CSV UTF-8\" in the spreadsheet"
                    }
                    _ => error.help().unwrap_or("try to open it in another program"),
                };
                self.wrong(&file.span, format!("`{}`: {error}", file.value), help);
                return Vec::new();
            }
        };
        let toml = path.extension().is_some_and(|it| it.eq_ignore_ascii_case("toml"));
        let (centres, diagnostics) = if toml {
            centres_from_toml(&text, &formats::names())
        } else {
            centres_from_csv(&text)
        };
        let name = path.display().to_string();
        let source = || Source { name: name.clone(), text: text.clone() };
        self.messages.extend(diagnostics.iter().map(|it| source().tell(it)));
        centres.into_iter().map(|centre| (centre, Some(source()))).collect()
    }

    /// The names of the centres' folders: safe, each its own, and the same whatever the order.
    fn slugs(&mut self, entries: &[(CentreEntry, Option<Source>)]) -> Vec<String> {
        let named = |entry: &CentreEntry| {
            if entry.slug.trim().is_empty() {
                slug(&entry.details.name)
            } else {
                slug(&entry.slug)
            }
        };
        let slugs: Vec<String> = entries
            .iter()
            .map(|(entry, source)| {
                source.as_ref().map_or_else(String::new, |_| named(entry))
            })
            .collect();
        let mut unique: BTreeMap<String, usize> = BTreeMap::new();
        let mut out = Vec::with_capacity(slugs.len());
        for (at, ((entry, source), slug)) in entries.iter().zip(&slugs).enumerate() {
            let mut tell = |severity: Severity, message: String, help: &str| {
                let Some(source) = source else { return };
                let diagnostic = Diagnostic {
                    severity,
                    ..Diagnostic::error("centres", entry.span.clone(), message).help(help)
                };
                self.messages.push(source.tell(&diagnostic));
            };
            let shared = slugs.iter().filter(|other| *other == slug).count() > 1;
            let own = if shared {
                let apart = disambiguate(slug, &entry.details.address.join("\n"));
                let message = format!(
                    "another centre's folder would be named `{slug}` too; this one's is `{apart}`"
                );
                tell(Severity::Warning, message, "give each a `slug` of its own");
                apart
            } else {
                slug.clone()
            };
            if !entry.slug.trim().is_empty() && entry.slug.trim() != slug {
                let message = format!(
                    "the slug `{}` cannot name a folder everywhere; the folder is `{own}`",
                    entry.slug
                );
                tell(
                    Severity::Warning,
                    message,
                    "write lower-case letters, digits and hyphens",
                );
            }
            if unique.insert(own.clone(), at).is_some() {
                let message = format!("another centre's folder is named `{own}` too");
                tell(Severity::Error, message, "give each a `slug` of its own");
            }
            out.push(own);
        }
        out
    }

    /// Puts a centre's forms among all forms, and gives their places there.
    fn forms(
        &mut self,
        own: impl Iterator<Item = Form>,
        source: Option<&Source>,
        all: &mut Vec<PlannedForm>,
    ) -> Vec<usize> {
        let mut places = Vec::new();
        for form in own {
            let style = match form.look.style() {
                Ok(style) => style,
                Err(error) => {
                    let told =
                        Diagnostic::error("batch", form.span.clone(), error.to_string());
                    let message = source.unwrap_or(&self.job).tell(&told);
                    if !self.messages.contains(&message) {
                        self.messages.push(message);
                    }
                    continue;
                }
            };
            let Some(format) = formats::named(form.format) else { continue };
            let label = form.name.unwrap_or_else(|| format.label(&form.look));
            let label = if label.is_empty() { label } else { slug(&label) };
            let choices = Choices { style, sound: form.sound.sound() };
            let planned = PlannedForm { format, label, choices };
            let place =
                all.iter().position(|known| *known == planned).unwrap_or_else(|| {
                    all.push(planned);
                    all.len() - 1
                });
            // Two forms that a centre's own choices make the same are one.
            if !places.contains(&place) {
                places.push(place);
            }
        }
        places
    }
}
