//! Every file that a job comes to, with a hash of all that it is made of.

use super::job::{Job, PlannedForm};
use super::message::Message;
use crate::check;
use crate::config::nearest;
use crate::diag::{Diagnostic, Severity};
use crate::document::{Audience, Centre, Document, ReviewDate};
use crate::formats::{Fields, warned};
use crate::hash::Parts;
use crate::lang::Lang;
use crate::passes::Completed;
use crate::project::{PageFile, digest, title_of};
use crate::text::{disambiguate, slug};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// A file to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Its path from the output folder, with `/` between its parts.
    pub path: String,
    /// The page, by its place in the job.
    pub page: usize,
    /// The centre, by its place in the job.
    pub centre: usize,
    /// The form, by its place in the job.
    pub form: usize,
    /// A hash of all that the file is made of.
    pub inputs: String,
}

/// What is known of a page before its leaflets are made.
#[derive(Debug, Clone)]
pub(super) struct PlannedPage {
    /// What messages and manifests call it.
    pub(super) name: String,
    /// What names of files call it.
    pub(super) stem: String,
    pub(super) title: String,
    pub(super) lang: Lang,
    pub(super) last_review: Option<ReviewDate>,
    pub(super) next_review: Option<ReviewDate>,
    /// A hash of its text and its pictures; `None` where it cannot be made.
    pub(super) source: Option<String>,
    /// Whether it has words for each form.
    has: Vec<bool>,
    audience: Audience,
}

/// Every file that a job will produce.
#[derive(Debug)]
pub struct Plan {
    /// The files, page by page, then by centre, then by form.
    pub items: Vec<Item>,
    /// A hash of the whole job: shards of one job have the same.
    pub job: String,
    /// What was found in the pages.
    pub messages: Vec<Message>,
    pub(super) pages: Vec<PlannedPage>,
}

impl Plan {
    /// Plans a job. Pages that cannot be read or have no words are reported, and have no item.
    ///
    /// # Errors
    /// When two files would have one path.
    pub fn new(job: &Job) -> Result<Self, Vec<Message>> {
        let mut messages = Vec::new();
        let stems = stems(job);
        let pages: Vec<PlannedPage> = (0..job.pages.len())
            .map(|at| planned(job, at, stems[at].clone(), &mut messages))
            .collect();
        let mut plan = Self { items: Vec::new(), job: String::new(), messages, pages };
        plan.add_items(job);
        plan.check_paths(job)?;
        let mut whole = Parts::default();
        for item in &plan.items {
            whole = whole.add(&item.path).add(&item.inputs);
        }
        plan.job = whole.finish();
        Ok(plan)
    }

    fn add_items(&mut self, job: &Job) {
        let forms: Vec<String> =
            job.forms.iter().map(|form| form_hash(job, form)).collect();
        let centres: Vec<String> =
            job.centres.iter().map(|centre| centre_hash(&centre.details)).collect();
        for (at, page) in self.pages.iter().enumerate() {
            let Some(source) = &page.source else { continue };
            for (centre_at, centre) in job.centres.iter().enumerate() {
                let spoken = centre.languages.is_empty()
                    || centre.languages.iter().any(|lang| is_of(&page.lang, lang));
                if !spoken || !page.audience.includes(&centre.slug) {
                    continue;
                }
                for &form in &centre.forms {
                    let planned = &job.forms[form];
                    if !page.has[form] {
                        continue;
                    }
                    let parts = [page.stem.as_str(), &planned.label];
                    let parts: Vec<&str> =
                        parts.into_iter().filter(|part| !part.is_empty()).collect();
                    let name = planned.format.path(&slug(&parts.join("-")));
                    let path = if centre.slug.is_empty() {
                        name
                    } else {
                        format!("{}/{name}", centre.slug)
                    };
                    let inputs = Fields::default()
                        .and("version", env!("CARGO_PKG_VERSION"))
                        .and("title", page.title.as_str())
                        .and("language", page.lang.as_str())
                        .and("page", source.as_str())
                        .and("centre", centres[centre_at].as_str())
                        .and("form", forms[form].as_str())
                        .fingerprint();
                    self.items.push(Item {
                        path,
                        page: at,
                        centre: centre_at,
                        form,
                        inputs,
                    });
                }
            }
        }
    }

    /// Refuses two files of one path; some systems do not tell upper from lower case.
    fn check_paths(&self, job: &Job) -> Result<(), Vec<Message>> {
        let mut taken: BTreeMap<String, &Item> = BTreeMap::new();
        let mut messages = Vec::new();
        for item in &self.items {
            let Some(other) = taken.insert(item.path.to_lowercase(), item) else {
                continue;
            };
            let (a, b) = (&job.pages[other.page].name, &job.pages[item.page].name);
            let (what, help) = if a == b {
                (format!("two forms of {a}"), "give one of the forms a `name`")
            } else {
                (format!("{a} and {b}"), "rename one of the pages")
            };
            let text =
                format!("error: {what} would both become {}\n  help: {help}", item.path);
            messages.push(Message { severity: Severity::Error, text });
        }
        if messages.is_empty() { Ok(()) } else { Err(messages) }
    }
}

/// A hash of a form, and of all that its files depend on beside page and centre.
fn form_hash(job: &Job, form: &PlannedForm) -> String {
    let inputs = form.format.inputs(&form.choices, &job.resources);
    inputs.and("format", form.format.name()).fingerprint()
}

/// A hash of what readers learn of a centre.
fn centre_hash(centre: &Centre) -> String {
    let Centre {
        name,
        organisation,
        telephones,
        address,
        email,
        website,
        opening_hours,
        notes,
    } = centre;
    Fields::default()
        .and("name", name.as_str())
        .and("organisation", organisation.as_str())
        .and("telephones", telephones.clone())
        .and("address", address.clone())
        .and("email", email.as_str())
        .and("website", website.as_str())
        .and("opening hours", opening_hours.clone())
        .and("notes", notes.clone())
        .fingerprint()
}

/// Whether pages in `lang` are among those in `wanted`: `en` wants `en-GB` too, and `en-GB` takes
/// `en`.
fn is_of(lang: &Lang, wanted: &Lang) -> bool {
    lang.fallbacks().any(|tag| tag == wanted.as_str())
        || wanted.fallbacks().any(|tag| tag == lang.as_str())
}

/// What names of files call each page: its name without the ending, and where that is not its own,
/// the folders before it.
fn stems(job: &Job) -> Vec<String> {
    let parts: Vec<Vec<&str>> =
        job.pages.iter().map(|page| page.name.split('/').rev().collect()).collect();
    let stem = |parts: &[&str], folders: usize| {
        let name = Path::new(parts[0]).file_stem().unwrap_or_default().to_string_lossy();
        let folders = parts[1..].iter().take(folders).rev().map(|folder| slug(folder));
        let mut names: Vec<String> = folders.collect();
        names.push(slug(&name));
        names.join("-")
    };
    let deepest = parts.iter().map(Vec::len).max().unwrap_or(0);
    let mut folders = vec![0; parts.len()];
    let mut stems: Vec<String> = parts.iter().map(|parts| stem(parts, 0)).collect();
    for _ in 0..deepest {
        for at in shared(&stems) {
            folders[at] += 1;
            stems[at] = stem(&parts[at], folders[at]);
        }
    }
    for at in shared(&stems) {
        stems[at] = disambiguate(&stems[at], &job.pages[at].name);
    }
    stems
}

/// The places of names that stand more than once.
fn shared(names: &[String]) -> Vec<usize> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for name in names {
        *counts.entry(name).or_default() += 1;
    }
    (0..names.len()).filter(|&at| counts[names[at].as_str()] > 1).collect()
}

/// Reads a page as far as a plan needs it.
fn planned(job: &Job, at: usize, stem: String, told: &mut Vec<Message>) -> PlannedPage {
    let page = &job.pages[at];
    let mut planned = PlannedPage {
        name: page.name.clone(),
        stem,
        title: title_of(&page.path),
        lang: job.lang.clone(),
        last_review: None,
        next_review: None,
        source: None,
        has: vec![false; job.forms.len()],
        audience: Audience::default(),
    };
    let read = match read(job, at) {
        Ok(read) => read,
        Err(found) => {
            told.extend(found);
            return planned;
        }
    };
    let (source, document) = (&*read.file.source, &read.document);
    let lexicon = &job.resources.narration.lexicon;
    let checked = check::Page { source, document, lexicon };
    let found = warned(&read.file, &checked, &job.checks, read.found);
    told.extend(Message::all(&found, &page.path.display().to_string(), source));
    let missing: Vec<Option<Diagnostic>> =
        job.forms.iter().map(|form| form.format.missing_words(document)).collect();
    planned.has = missing.iter().map(Option::is_none).collect();
    if let Some(missing) = missing_words(job, missing) {
        let refused = missing.severity == Severity::Error;
        told.push(Message::of(&missing, &page.path.display().to_string(), source));
        if refused {
            return planned;
        }
    }
    let metadata = &read.document.metadata;
    planned.title.clone_from(&metadata.title);
    planned.lang = metadata.lang.clone();
    planned.last_review = metadata.last_review;
    planned.next_review = metadata.next_review;
    planned.audience = metadata.audience.clone();
    planned.source = Some(read.hash);
    for name in metadata.audience.only.iter().chain(&metadata.audience.not) {
        if !job.centres.iter().any(|centre| centre.slug == *name) {
            let text = format!(
                "{}: warning[unknown-centre]: no centre is named `{name}`\n  help: write the name of its folder",
                page.path.display()
            );
            told.push(Message { severity: Severity::Warning, text });
        }
    }
    planned
}

/// The message about a page that has no words for some of the job's forms, which are then left out,
/// or an error where it has none for any of them.
fn missing_words(job: &Job, missing: Vec<Option<Diagnostic>>) -> Option<Diagnostic> {
    let forms = job.forms.iter().zip(&missing);
    let others = forms.filter(|(_, missing)| missing.is_none());
    let mut others: Vec<&str> = others.map(|(form, _)| form.format.name()).collect();
    others.dedup();
    let mut found = missing.into_iter().flatten().next()?;
    if !others.is_empty() {
        found.severity = Severity::Warning;
        found.message =
            format!("{}; it is only made as {}", found.message, others.join(", "));
    }
    Some(found)
}

/// A page that was read.
pub(super) struct ReadPage {
    pub(super) file: PageFile,
    /// A hash of its text and its pictures.
    pub(super) hash: String,
    pub(super) completed: Completed,
    /// The page as it is without a centre.
    pub(super) document: Document,
    /// What was found in it.
    pub(super) found: Vec<Diagnostic>,
}

/// Reads a page of a job.
///
/// # Errors
/// When it cannot be read.
pub(super) fn read(job: &Job, at: usize) -> Result<ReadPage, Vec<Message>> {
    let path = &job.pages[at].path;
    let file = PageFile::read(path)
        .map_err(|error| vec![Message::error(&path.display().to_string(), &error)])?;
    let refused = |found: &[Diagnostic]| Message::all(found, &file.name, &file.source);
    let (completed, found) =
        file.completed(&job.lang).map_err(|error| refused(&[error]))?;
    if found.iter().any(|it| it.severity == Severity::Error) {
        return Err(refused(&found));
    }
    let document = completed.document(None);
    let pictures = digest(&document, &file.picture_folders(&job.assets));
    let hash = Parts::default().add(&file.source).add(pictures).finish();
    Ok(ReadPage { file, hash, completed, document, found })
}

impl Plan {
    /// The items that some names choose: those of a centre, a page or a form. Names of one kind
    /// are each wanted, those of different kinds together: `northbridge`, `riverside`, `18pt` are
    /// the 18 pt leaflets of two centres.
    ///
    /// # Errors
    /// When nothing has a name, with the one that is most like it.
    pub fn select(&self, job: &Job, names: &[String]) -> Result<BTreeSet<usize>, String> {
        let (mut centres, mut pages, mut forms) =
            (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
        for name in names {
            let before = centres.len() + pages.len() + forms.len();
            centres.extend(places(&job.centres, |it| it.slug == *name));
            pages.extend(places(&self.pages, |it| it.stem == *name || it.name == *name));
            forms.extend(places(&job.forms, |form| {
                form.label == *name || form.format.name() == *name
            }));
            if centres.len() + pages.len() + forms.len() == before {
                let known = job.centres.iter().map(|it| it.slug.as_str());
                let known = known.chain(self.pages.iter().map(|it| it.stem.as_str()));
                let known = known.chain(job.forms.iter().map(|it| it.label.as_str()));
                let help = nearest(name, known).map_or_else(
                    || {
                        "name the folder of a centre, a page, or a form such as 18pt"
                            .into()
                    },
                    |like| format!("did you mean `{like}`?"),
                );
                return Err(format!(
                    "error: --only: no centre, page or form is named `{name}`\n  help: {help}"
                ));
            }
        }
        let chosen =
            |set: &BTreeSet<usize>, place: usize| set.is_empty() || set.contains(&place);
        Ok(places(&self.items, |item| {
            chosen(&centres, item.centre)
                && chosen(&pages, item.page)
                && chosen(&forms, item.form)
        })
        .collect())
    }
}

/// The places of what is asked for.
fn places<T>(all: &[T], wanted: impl Fn(&T) -> bool) -> impl Iterator<Item = usize> {
    all.iter().enumerate().filter(move |(_, it)| wanted(it)).map(|(at, _)| at)
}

/// The pages that cannot be made.
pub(super) fn broken(plan: &Plan) -> BTreeSet<&str> {
    let pages = plan.pages.iter().filter(|page| page.source.is_none());
    pages.map(|page| page.name.as_str()).collect()
}
