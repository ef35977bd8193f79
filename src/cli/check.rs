//! The command `check`.

use super::args::Check;
use super::environment::today;
use super::page::read_page;
use super::print::press;
use super::terminal;
use super::{Outcome, print_data, print_lines};
use printaloud::check::report::{self, Format, Report};
use printaloud::check::{Checks, rule};
use printaloud::diag::Severity;
use printaloud::formats::{Inspected, Inspector, Press};
use printaloud::parallel::{in_parallel, processors};
use printaloud::project::{PageFile, PerProject, Project, Typefaces};
use printaloud::speech::Narration;
use std::path::PathBuf;

/// What pages of one project are checked with.
struct Set {
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
    let mut sets = PerProject::default();
    let mut pages = Vec::new();
    let mut outcome = Outcome::AllMade;
    for path in &check.pages {
        let at = match sets.index_for(path, |project| set(check, project)) {
            Ok(at) => at,
            Err(message) => {
                let message: String = message;
                terminal::talk(&message);
                return Outcome::WrongUsage;
            }
        };
        match read_page(path) {
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

fn set(check: &Check, project: &Project) -> Result<Set, String> {
    let style = project.settings.look.style();
    let style = style.map_err(|error| format!("error: {error}"))?;
    let given =
        Typefaces { ignore_system: check.ignore_system_fonts, ..Typefaces::default() };
    let press = press(style, project, given, check.lang.as_ref(), check.verbose)?;
    let lexicon = project.lexicon(check.lexicon.as_deref())?.lexicon;
    let mut off = project.settings.checks_off.clone();
    off.extend(check.off.iter().cloned());
    let today = check.today.unwrap_or_else(today);
    Ok(Set {
        press,
        assets: check.assets.iter().cloned().chain(project.assets()).collect(),
        checks: Checks { today, off, with_advice: true, with_notes: check.verbose },
        narration: Narration { lexicon, ..Narration::default() },
    })
}

/// Inspects pages on all processors, and gives what was found in their order.
fn inspect(sets: &PerProject<Set>, pages: &[(usize, PageFile)]) -> Vec<Inspected> {
    let inspector = |set| {
        let Set { press, checks, narration, .. }: &Set = set;
        Inspector::new(press, checks, narration)
    };
    let begin = || sets.iter().map(inspector).collect::<Vec<_>>();
    in_parallel(processors(), pages, begin, |inspectors, (set, page)| {
        inspectors[*set].inspect(page, &sets.get(*set).assets)
    })
}
