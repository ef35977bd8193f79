//! Where leaflets are made: pages are read once and shared, and each file is made from its page,
//! its centre and its form.

use super::job::Job;
use super::message::Message;
use super::plan::{Item, Plan, ReadPage, read};
use crate::diag::{Diagnostic, Severity};
use crate::formats::{Edition, Facts, MakeError, Output, Page, Tools};
use crate::hash;
use crate::parallel::processors;
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError, Weak};

/// A page that is being made into leaflets.
struct Prepared<'p> {
    source: String,
    page: Arc<Page>,
    found: Vec<Diagnostic>,
    /// The editions that were made last, each with the index of its centre.
    editions: Mutex<VecDeque<(usize, Arc<Edition<'p>>)>>,
}

/// A file's bytes.
pub(super) struct Made {
    pub(super) bytes: Vec<u8>,
    /// The files that belong to it, by their names in its folder.
    pub(super) beside: Vec<(String, Vec<u8>)>,
    pub(super) sha256: String,
    pub(super) facts: Facts,
    /// What was found on the way, to be reported once.
    pub(super) messages: Vec<Message>,
}

/// Makes the files of a plan. Threads share it; a page is kept in memory while one of them works
/// on it.
pub(super) struct Workshop<'p> {
    job: &'p Job,
    plan: &'p Plan,
    pages: Vec<Mutex<Weak<Prepared<'p>>>>,
}

impl<'p> Workshop<'p> {
    pub(super) fn new(job: &'p Job, plan: &'p Plan) -> Self {
        let pages = plan.pages.iter().map(|_| Mutex::default()).collect();
        Self { job, plan, pages }
    }

    /// How many items of a page a thread takes at a time.
    pub(super) fn at_a_time(&self) -> usize {
        let formats = self.job.forms.iter().map(|form| form.format.at_a_time());
        formats.max().unwrap_or(1)
    }

    /// Makes several files of one page, and gives each with what came of it.
    pub(super) fn make<'i>(
        &self,
        tools: &mut Tools<'p>,
        items: &[&'i Item],
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
    fn prepared(&self, at: usize) -> Result<Arc<Prepared<'p>>, String> {
        let mut slot = self.pages[at].lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(page) = slot.upgrade() {
            return Ok(page);
        }
        let page = read(self.job, at).map_err(first_error)?;
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
            page: Arc::new(Page::new(completed, pictures)),
            found,
            editions: Mutex::default(),
        });
        *slot = Arc::downgrade(&page);
        Ok(page)
    }

    /// The edition of a page for a centre, by its index in the job.
    fn edition(&self, page: &Prepared<'p>, at: usize) -> Arc<Edition<'p>> {
        let mut editions = page.editions.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, known)) = editions.iter().find(|(known, _)| *known == at) {
            return Arc::clone(known);
        }
        let centre = &self.job.centres[at].details;
        let edition = Arc::new(Edition::of_page(Arc::clone(&page.page), Some(centre)));
        // The forms of a centre are made one after the other, and each thread works at one edition.
        editions.truncate(processors() + 1);
        editions.push_front((at, Arc::clone(&edition)));
        edition
    }

    fn make_one(
        &self,
        tools: &mut Tools<'p>,
        item: &Item,
        page: &Prepared<'p>,
    ) -> Result<Made, String> {
        let form = &self.job.forms[item.form];
        let edition = self.edition(page, item.centre);
        let made = form.format.make(&edition, &form.choices, &self.job.resources, tools);
        let Output { bytes, others: beside, facts, diagnostics } =
            made.map_err(|error| cause(&error))?;
        let name = self.job.pages[item.page].path.display().to_string();
        let messages =
            Message::all(page.found.iter().chain(&diagnostics), &name, &page.source);
        if diagnostics.iter().any(|it| it.severity == Severity::Error) {
            return Err(first_error(messages));
        }
        Ok(Made { sha256: hash::of(&bytes), bytes, beside, facts, messages })
    }
}

/// The first error among messages.
fn first_error(messages: Vec<Message>) -> String {
    let error = messages.into_iter().find(|it| it.severity == Severity::Error);
    error.map_or_else(String::new, |message| message.text)
}

fn cause(error: &MakeError) -> String {
    match error.help() {
        Some(help) => format!("{error}\n  help: {help}"),
        None => error.to_string(),
    }
}
