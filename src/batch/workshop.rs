//! Where leaflets are made: pages are read once and shared, and each file is made from its page,
//! its centre and its form.

use super::job::Job;
use super::journal::Length;
use super::message::Message;
use super::plan::{Item, Plan, ReadPage, read};
#[cfg(feature = "record")]
use super::shared_recording::{RecordingSession, Shared};
use crate::config::FormKind;
use crate::diag::{Diagnostic, Severity};
use crate::document::{Centre, Document};
use crate::font::Shaper;
use crate::hash;
use crate::lang::Lang;
use crate::parallel::processors;
use crate::passes::Completed;
use crate::pdf::{Memory, PdfOptions, export_with};
use crate::picture::Pictures;
use crate::speech::{Narration, Script, narrate};
use crate::typeset::typeset_with;
use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex, OnceLock, PoisonError, Weak};

/// A page that is being made into leaflets.
struct Prepared {
    source: String,
    completed: Completed,
    pictures: Pictures,
    found: Vec<Diagnostic>,
    /// The editions that were made last, each with the index of its centre.
    editions: Mutex<VecDeque<(usize, Arc<Edition>)>>,
    #[cfg(feature = "record")]
    sounds: Shared,
}

/// A page as one centre hands it out, in all of its forms.
#[derive(Default)]
struct Edition {
    document: OnceLock<Document>,
    narrated: OnceLock<(Script, Vec<Diagnostic>)>,
}

impl Prepared {
    /// The edition of a centre, by its index in the job.
    fn edition(&self, at: usize) -> Arc<Edition> {
        let mut editions = self.editions.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, known)) = editions.iter().find(|(known, _)| *known == at) {
            return Arc::clone(known);
        }
        let edition = Arc::new(Edition::default());
        // The forms of a centre are made one after the other, and each thread works at one edition.
        editions.truncate(processors() + 1);
        editions.push_front((at, Arc::clone(&edition)));
        edition
    }
}

impl Edition {
    /// Its document, of that page for that centre.
    fn document(&self, page: &Completed, centre: &Centre) -> &Document {
        self.document.get_or_init(|| page.document(Some(centre)))
    }

    /// The script of its document, and what was found while it was written.
    fn script(
        &self,
        document: &Document,
        narration: &Narration,
    ) -> (&Script, Vec<Diagnostic>) {
        let narrated = self.narrated.get_or_init(|| narrate(document, narration));
        (&narrated.0, narrated.1.clone())
    }
}

/// Per-thread caches: shaped words, written pages and faces. They never change the output.
#[derive(Default)]
pub(super) struct Tools<'f> {
    shapers: BTreeMap<Lang, Shaper<'f>>,
    memory: Memory,
}

/// A file's bytes.
pub(super) struct Made {
    pub(super) bytes: Vec<u8>,
    /// The files that belong to it, by their names in its folder.
    pub(super) beside: Vec<(String, Vec<u8>)>,
    pub(super) sha256: String,
    /// How much there is to read or to hear.
    pub(super) length: Length,
    /// What was found on the way, to be told once.
    pub(super) messages: Vec<Message>,
}

/// Makes the files of a plan. Threads share it; a page is kept in memory while one of them works
/// on it.
pub(super) struct Workshop<'p> {
    job: &'p Job,
    plan: &'p Plan,
    pages: Vec<Mutex<Weak<Prepared>>>,
    narration: Narration,
    #[cfg(feature = "record")]
    recording: RecordingSession,
}

impl<'p> Workshop<'p> {
    pub(super) fn new(job: &'p Job, plan: &'p Plan) -> Self {
        let pages = plan.pages.iter().map(|_| Mutex::default()).collect();
        let narration =
            Narration { lexicon: job.lexicon.clone(), ..Narration::default() };
        Self {
            job,
            plan,
            pages,
            narration,
            #[cfg(feature = "record")]
            recording: RecordingSession::default(),
        }
    }

    /// Makes several files of one page, and gives each with what came of it.
    pub(super) fn make<'i>(
        &self,
        tools: &mut Tools<'p>,
        items: &'i [&'i Item],
        done: &mut dyn FnMut(&'i Item, Result<Made, String>),
    ) {
        let Some(first) = items.first() else { return };
        match self.prepared(first.page) {
            Err(cause) => items.iter().for_each(|item| done(item, Err(cause.clone()))),
            Ok(page) => {
                items
                    .iter()
                    .for_each(|item| done(item, self.make_one(tools, item, &page)));
            }
        }
    }

    /// The page as it was planned.
    fn prepared(&self, at: usize) -> Result<Arc<Prepared>, String> {
        let mut slot = self.pages[at].lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(page) = slot.upgrade() {
            return Ok(page);
        }
        let page = read(self.job, at).map_err(|messages| {
            let told = messages.into_iter().find(|it| it.severity == Severity::Error);
            told.map_or_else(String::new, |message| message.text)
        })?;
        if self.plan.pages[at].source.as_ref() != Some(&page.hash) {
            return Err(format!(
                "{}: error: the page or a picture of it changed while leaflets were made\n  help: run the batch again",
                self.job.pages[at].path.display()
            ));
        }
        let ReadPage { file, document, completed, .. } = page;
        let (pictures, found) = file.pictures(&document, &self.job.assets);
        let page = Arc::new(Prepared {
            source: file.source,
            completed,
            pictures,
            found,
            editions: Mutex::default(),
            #[cfg(feature = "record")]
            sounds: Shared::default(),
        });
        *slot = Arc::downgrade(&page);
        Ok(page)
    }

    fn make_one(
        &self,
        tools: &mut Tools<'p>,
        item: &Item,
        page: &Prepared,
    ) -> Result<Made, String> {
        let form = &self.job.forms[item.form];
        let centre = &self.job.centres[item.centre].details;
        let edition = page.edition(item.centre);
        let document = edition.document(&page.completed, centre);
        let (bytes, beside, length, diagnostics) = match form.kind {
            FormKind::Pdf => {
                let (fonts, pictures) = (&self.job.fonts, &page.pictures);
                let lang = &document.metadata.lang;
                let shaper = tools
                    .shapers
                    .entry(lang.clone())
                    .or_insert_with(|| Shaper::new(fonts, lang));
                let (layout, mut diagnostics) =
                    typeset_with(shaper, document, &form.style, fonts, pictures);
                let options = PdfOptions {
                    created: self.job.created,
                    author: self.job.organisation.clone(),
                };
                let memory = &mut tools.memory;
                let pdf =
                    export_with(memory, document, &layout, fonts, pictures, &options)
                        .unwrap_or_else(|error| {
                            diagnostics.push(error.into());
                            Vec::new()
                        });
                (pdf, Vec::new(), Length::of_pages(layout.pages.len()), diagnostics)
            }
            FormKind::Script => {
                let (script, diagnostics) = edition.script(document, &self.narration);
                (script.text().into_bytes(), Vec::new(), Length::NONE, diagnostics)
            }
            #[cfg(feature = "record")]
            FormKind::Sound(format) => {
                let (script, mut diagnostics) = edition.script(document, &self.narration);
                let recorded = self.recording.record(
                    document,
                    script,
                    (format, &form.sound),
                    &self.job.organisation,
                    &page.sounds,
                )?;
                diagnostics.extend(recorded.found);
                let length = Length::of_seconds(recorded.seconds);
                (recorded.bytes, recorded.beside, length, diagnostics)
            }
            #[cfg(not(feature = "record"))]
            FormKind::Sound(_) => {
                return Err("this program was built without recording".into());
            }
        };
        let name = self.job.pages[item.page].path.display().to_string();
        let messages =
            Message::all(page.found.iter().chain(&diagnostics), &name, &page.source);
        if diagnostics.iter().any(|it| it.severity == Severity::Error) {
            let told = messages.into_iter().find(|it| it.severity == Severity::Error);
            return Err(told.map_or_else(String::new, |message| message.text));
        }
        Ok(Made { sha256: hash::of(&bytes), bytes, beside, length, messages })
    }
}
