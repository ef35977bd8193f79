//! The lists of what a batch made: for programs (`manifest.json`, `SHA256SUMS`) and for people
//! (`index.html`). None holds anything that differs between two runs of one job.

use super::index;
use super::job::Job;
use super::journal::Entry;
use super::plan::{Item, Plan};
use super::shard::Shard;
use crate::formats::{Facts, Fields, playlist};
use crate::hash;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

/// The version of the manifest's form. It changes when a program that reads it has to.
const SCHEMA: u32 = 1;

/// The name of the manifest.
pub(super) const MANIFEST: &str = "manifest.json";

/// The name of the list of checksums.
pub(super) const SUMS: &str = "SHA256SUMS";

const PROGRAM: &str = concat!("printaloud ", env!("CARGO_PKG_VERSION"));

#[derive(Serialize)]
struct Manifest<'m> {
    schema: u32,
    program: &'m str,
    organisation: &'m str,
    /// A hash of all that the job is made of.
    job: &'m str,
    pages: Vec<PageRecord<'m>>,
    centres: Vec<CentreRecord<'m>>,
    forms: Vec<FormRecord>,
    files: Vec<FileRecord<'m>>,
}

#[derive(Serialize)]
struct PageRecord<'m> {
    page: &'m str,
    title: &'m str,
    lang: &'m str,
    #[serde(skip_serializing_if = "Option::is_none")]
    last_review: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_review: Option<String>,
    /// A hash of its text and its pictures.
    inputs: &'m str,
}

#[derive(Serialize)]
struct CentreRecord<'m> {
    folder: &'m str,
    name: &'m str,
}

#[derive(Serialize)]
struct FormRecord {
    form: &'static str,
    label: String,
    /// What was chosen for it.
    #[serde(flatten)]
    choices: Option<BTreeMap<&'static str, Fields>>,
}

#[derive(Serialize)]
struct FileRecord<'m> {
    path: &'m str,
    sha256: &'m str,
    bytes: u64,
    #[serde(flatten)]
    facts: Facts,
    page: &'m str,
    #[serde(skip_serializing_if = "str::is_empty")]
    centre: &'m str,
    /// The form, by its place in `forms`, from 0.
    form: usize,
    /// A hash of all that the file was made of.
    inputs: &'m str,
}

/// What a manifest says of a file, as far as checking needs it.
#[derive(Debug, Deserialize)]
pub(super) struct CheckedFile {
    pub(super) path: String,
    pub(super) sha256: String,
    pub(super) bytes: u64,
}

/// A manifest, as far as checking needs it.
#[derive(Debug, Deserialize)]
pub(super) struct Checked {
    pub(super) schema: u32,
    pub(super) files: Vec<CheckedFile>,
}

impl Checked {
    /// Reads a manifest; `None` for what is none of this version.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let checked: Self = serde_json::from_str(text).ok()?;
        (checked.schema == SCHEMA).then_some(checked)
    }
}

/// What one shard of a batch made.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Partial {
    schema: u32,
    /// The job's hash.
    pub(super) job: String,
    pub(super) shard: u32,
    pub(super) of: u32,
    pub(super) files: Vec<Entry>,
}

impl Partial {
    pub(super) fn new(plan: &Plan, shard: Shard, files: Vec<Entry>) -> Self {
        let job = plan.job.clone();
        Self { schema: SCHEMA, job, shard: shard.number(), of: shard.of(), files }
    }

    pub(super) fn text(&self) -> Vec<u8> {
        text(self)
    }

    /// Reads what a shard wrote; `None` for what is none of this version.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let partial: Self = serde_json::from_str(text).ok()?;
        (partial.schema == SCHEMA).then_some(partial)
    }
}

fn text(value: &impl Serialize) -> Vec<u8> {
    let mut text = serde_json::to_vec_pretty(value).unwrap_or_default();
    text.push(b'\n');
    text
}

/// The items of each centre that has some, by its place in the job.
fn by_centre(plan: &Plan) -> BTreeMap<usize, Vec<&Item>> {
    let mut by_centre: BTreeMap<usize, Vec<&Item>> = BTreeMap::new();
    for item in &plan.items {
        by_centre.entry(item.centre).or_default().push(item);
    }
    by_centre
}

/// Where the index of a centre is; of a job without centres, the top's.
fn index_path(folder: &str) -> String {
    in_folder(folder, "index.html")
}

/// The paths of all lists of a plan.
pub(super) fn list_paths(job: &Job, plan: &Plan) -> BTreeSet<String> {
    let centres: BTreeSet<usize> = plan.items.iter().map(|item| item.centre).collect();
    let mut paths: BTreeSet<String> =
        centres.into_iter().map(|at| index_path(&job.centres[at].slug)).collect();
    paths.extend(["index.html", MANIFEST, SUMS].map(str::to_owned));
    let sounds = plan.items.iter().filter(|item| job.forms[item.form].format.is_played());
    let folders = sounds.map(|item| job.centres[item.centre].slug.as_str());
    paths.extend(folders.map(|folder| in_folder(folder, PLAYLIST)));
    paths
}

/// The name of the list of a folder's recordings.
const PLAYLIST: &str = "playlist.m3u8";

pub(super) fn in_folder(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }
}

/// The recordings of a centre in the order of its pages, each in the first of its forms; `None`
/// where it has none.
fn playlist_of(
    job: &Job,
    plan: &Plan,
    items: &[&Item],
    in_place: &BTreeMap<String, Entry>,
) -> Option<String> {
    let mut files = Vec::new();
    for items in items.chunk_by(|a, b| a.page == b.page) {
        let sound = items.iter().find_map(|item| {
            let sound = job.forms[item.form].format.is_played();
            in_place.get(item.path.as_str()).filter(|_| sound)
        });
        let Some(entry) = sound else { continue };
        let name = entry.path.rsplit('/').next().unwrap_or(&entry.path).to_owned();
        let length = Duration::from_secs(match entry.facts {
            Facts::Heard { seconds } => seconds,
            _ => 0,
        });
        files.push((plan.pages[items[0].page].title.clone(), name, length));
    }
    (!files.is_empty()).then(|| playlist(&files))
}

/// The lists of the files that are in place, each with its path, those that others list first.
pub(super) fn lists(
    job: &Job,
    plan: &Plan,
    in_place: &BTreeMap<String, Entry>,
) -> Vec<(String, Vec<u8>)> {
    let mut lists = Vec::new();
    let by_centre = by_centre(plan);
    for (&at, items) in &by_centre {
        let centre = &job.centres[at];
        if let Some(page) = index::of_centre(job, plan, centre, items, in_place) {
            lists.push((index_path(&centre.slug), page.into_bytes()));
        }
        if let Some(list) = playlist_of(job, plan, items, in_place) {
            lists.push((in_folder(&centre.slug, PLAYLIST), list.into_bytes()));
        }
    }
    if job.centres.iter().any(|centre| !centre.slug.is_empty()) {
        lists.push((
            "index.html".into(),
            index::of_all(job, &by_centre, in_place).into_bytes(),
        ));
    }
    lists.push((MANIFEST.into(), manifest(job, plan, in_place)));
    let sums = sums(in_place, &lists);
    lists.push((SUMS.into(), sums.into_bytes()));
    lists
}

fn manifest(job: &Job, plan: &Plan, in_place: &BTreeMap<String, Entry>) -> Vec<u8> {
    let pages = plan.pages.iter().filter_map(|page| {
        Some(PageRecord {
            page: &page.name,
            title: &page.title,
            lang: page.lang.as_str(),
            last_review: page.last_review.map(|date| date.to_string()),
            next_review: page.next_review.map(|date| date.to_string()),
            inputs: page.source.as_deref()?,
        })
    });
    let centres = job.centres.iter().filter(|centre| !centre.slug.is_empty());
    let centres =
        centres.map(|it| CentreRecord { folder: &it.slug, name: &it.details.name });
    let forms = job.forms.iter().map(|form| FormRecord {
        form: form.format.name(),
        label: form.label.clone(),
        choices: form.format.record(&form.choices).map(|it| BTreeMap::from([it])),
    });
    let files = plan.items.iter().flat_map(|item| {
        let own = in_place.get(item.path.as_str());
        let inputs = own.map_or("", |entry| &entry.inputs);
        let beside = own.into_iter().flat_map(|entry| &entry.beside);
        let entries = own.into_iter().chain(beside.filter_map(|path| in_place.get(path)));
        entries.map(move |entry| FileRecord {
            path: &entry.path,
            sha256: &entry.sha256,
            bytes: entry.bytes,
            facts: entry.facts,
            page: &plan.pages[item.page].name,
            centre: &job.centres[item.centre].slug,
            form: item.form,
            inputs,
        })
    });
    text(&Manifest {
        schema: SCHEMA,
        program: PROGRAM,
        organisation: &job.resources.organisation,
        job: &plan.job,
        pages: pages.collect(),
        centres: centres.collect(),
        forms: forms.collect(),
        files: files.collect(),
    })
}

/// Checksums as `sha256sum -c` reads them.
fn sums(in_place: &BTreeMap<String, Entry>, lists: &[(String, Vec<u8>)]) -> String {
    let mut sums: BTreeMap<&str, String> =
        in_place.values().map(|it| (it.path.as_str(), it.sha256.clone())).collect();
    sums.extend(lists.iter().map(|(path, bytes)| (path.as_str(), hash::of(bytes))));
    sums.iter().map(|(path, sum)| format!("{sum}  {path}\n")).collect()
}
