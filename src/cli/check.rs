//! The command `check`.

use super::args::Check;
use super::environment::today;
use super::page::Page;
use super::settings::{FoundSettings, press_of, settings_file};
use super::speak::read_lexicon;
use super::terminal;
use super::{Outcome, print_data, print_lines};
use printaloud::batch::{self, Inspected, Inspector, Press, Typefaces};
use printaloud::check::report::{self, Format, Report};
use printaloud::check::{Checks, rule};
use printaloud::diag::Severity;
use printaloud::parallel::{in_parallel, processors};
use printaloud::speech::Narration;
use std::path::{Path, PathBuf};

/// What pages of one folder of settings are checked with.
struct Set {
    file: Option<PathBuf>,
    press: Press,
    assets: Vec<PathBuf>,
    checks: Checks,
    narration: Narration,
}

pub(super) fn check(check: &Check) -> Outcome {
    let unknown = check.off.iter().find(|name| rule(name).is_none());
    if let Some(name) = unknown {
        terminal::talk(&format!(
            "error: --off: there is no check `{name}`\n  help: docs/checks.md lists the checks"
        ));
        return Outcome::WrongUsage;
    }
    let mut sets: Vec<Set> = Vec::new();
    let mut pages = Vec::new();
    let mut outcome = Outcome::AllMade;
    for path in &check.pages {
        let file = settings_file(path);
        let known = sets.iter().position(|set| set.file == file);
        let at = match known {
            Some(at) => at,
            None => match set(check, file) {
                Ok(set) => {
                    sets.push(set);
                    sets.len() - 1
                }
                Err(message) => {
                    terminal::talk(&message);
                    return Outcome::WrongUsage;
                }
            },
        };
        match Page::read(path) {
            Some(page) => pages.push((at, page)),
            None => outcome = Outcome::SomeFailed,
        }
    }
    let inspected = inspect(&sets, &pages);
    let reports: Vec<Report<'_>> = pages
        .iter()
        .zip(&inspected)
        .map(|((_, page), inspected)| Report {
            path: &page.name,
            source: &page.source,
            title: &inspected.title,
            found: &inspected.found,
            sections: &inspected.sections,
        })
        .collect();
    let shown = match check.format {
        Format::Text => report::text(&reports, check.reading_age),
        Format::Json => {
            let today = check.today.unwrap_or_else(today);
            report::json(&reports, &today.to_string())
        }
        Format::Sarif => report::sarif(&reports),
        Format::GitHub => report::github(&reports),
    };
    let counted = |severity| report::count(&reports, severity);
    let (errors, warnings, advice) =
        (counted(Severity::Error), counted(Severity::Warning), counted(Severity::Advice));
    let print = if check.format == Format::Text { print_lines } else { print_data };
    match print(&shown) {
        Outcome::AllMade => {}
        other => return other,
    }
    if check.format == Format::Text {
        terminal::talk(&summary(pages.len(), errors, warnings, advice));
    }
    if errors > 0 || (check.strict && warnings > 0) {
        outcome = Outcome::SomeFailed;
    }
    outcome
}

/// What was found, in a line.
fn summary(pages: usize, errors: usize, warnings: usize, advice: usize) -> String {
    let counted = |count: usize, one: &str, more: &str| {
        format!("{count} {}", if count == 1 { one } else { more })
    };
    format!(
        "{} checked: {}, {}, {}",
        counted(pages, "page", "pages"),
        counted(errors, "error", "errors"),
        counted(warnings, "warning", "warnings"),
        counted(advice, "piece of advice", "pieces of advice"),
    )
}

fn set(check: &Check, file: Option<PathBuf>) -> Result<Set, String> {
    let found = FoundSettings::read(file.as_deref())?;
    let style = found.settings.look.style();
    let style = style.map_err(|error| format!("error: {error}"))?;
    let press = press_of(
        style,
        &found,
        Typefaces { ignore_system: check.ignore_system_fonts, ..Typefaces::default() },
        check.lang.clone(),
        check.verbose,
    )?;
    let own = check.lexicon.clone();
    let own = own.or_else(|| found.path(found.settings.lexicon.as_ref()));
    let lexicon = read_lexicon(own.as_deref())
        .map_err(|_| "error: the lexicon cannot be used".to_owned())?;
    let mut off = found.settings.checks_off.clone();
    off.extend(check.off.iter().cloned());
    let today = check.today.unwrap_or_else(today);
    let assets = found.settings.assets.iter();
    let assets = assets.filter_map(|folder| found.path(Some(folder)));
    Ok(Set {
        press,
        assets: check.assets.iter().cloned().chain(assets).collect(),
        checks: Checks { today, off, with_advice: true, with_notes: check.verbose },
        narration: Narration { lexicon, ..Narration::default() },
        file,
    })
}

/// Inspects pages on all processors, and gives what was found in their order.
fn inspect(sets: &[Set], pages: &[(usize, Page)]) -> Vec<Inspected> {
    let inspector = |set| {
        let Set { press, checks, narration, .. }: &Set = set;
        Inspector::new(press, checks, narration)
    };
    let begin = || sets.iter().map(inspector).collect::<Vec<_>>();
    in_parallel(processors(), pages, begin, |inspectors, (set, page)| {
        let folders = folders(page, &sets[*set].assets);
        let (source, title) = (&*page.source, &*page.title);
        let (folder, folders) = (page.folder.as_deref(), &*folders);
        inspectors[*set].inspect(&batch::Page { source, title, folder, folders })
    })
}

/// The folders in which a page's pictures are.
fn folders(page: &Page, assets: &[PathBuf]) -> Vec<PathBuf> {
    let own: Option<&Path> = page.folder.as_deref();
    own.map(Path::to_owned).into_iter().chain(assets.iter().cloned()).collect()
}
