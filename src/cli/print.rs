//! The command `print`.

use super::Outcome;
use super::args::Print;
use super::environment::{created, today};
use super::page::{failure, overwritten, read_page, tell_page};
use super::terminal;
use printaloud::formats::Press;
use printaloud::lang::Lang;
use printaloud::pdf::PdfOptions;
use printaloud::project::{PerProject, Project, Typefaces};
use printaloud::store::{self, StoreError};
use printaloud::typeset::style::LargePrint;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Where a PDF goes.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Target {
    Stdout,
    File(PathBuf),
}

/// A page and where its PDF goes.
struct Job<'a> {
    page: &'a Path,
    target: Target,
    /// Whether the user named the target.
    named: bool,
}

pub(super) fn print(print: &Print) -> Outcome {
    let prepared = presses(print).and_then(|presses| Ok((presses, jobs(print)?)));
    let (presses, jobs) = match prepared {
        Ok(prepared) => prepared,
        Err(message) => {
            terminal::talk(&message);
            return Outcome::WrongUsage;
        }
    };
    if let Some(folder) = &print.out_dir
        && let Err(error) = store::make_folder(folder)
    {
        terminal::talk(&failure(folder, &error));
        return Outcome::SomeFailed;
    }
    let mut outcome = Outcome::AllMade;
    for (job, press) in jobs.iter().zip(presses.of_pages()) {
        if !make(job, press) {
            outcome = Outcome::SomeFailed;
        }
    }
    outcome
}

/// What prints pages of one project, and its folders of pictures.
struct Set {
    press: Press,
    assets: Vec<PathBuf>,
}

/// What prints each page: pages of one project share it.
struct Presses {
    sets: PerProject<Set>,
    /// For each page the index of its set.
    pages: Vec<usize>,
}

impl Presses {
    fn of_pages(&self) -> impl Iterator<Item = &Set> {
        self.pages.iter().map(|&index| self.sets.get(index))
    }
}

/// Sets up the presses, or says what is wrong with the options or the settings.
fn presses(print: &Print) -> Result<Presses, String> {
    let mut sets = PerProject::default();
    let pages = print.pages.iter();
    let pages = pages.map(|page| sets.index_for(page, |project| set(print, project)));
    let pages = pages.collect::<Result<_, String>>()?;
    Ok(Presses { sets, pages })
}

fn set(print: &Print, project: &Project) -> Result<Set, String> {
    let style = print.look.look().over(project.settings.look).style();
    let style = style.map_err(|error| {
        format!(
            "error: {error}\n  help: `printaloud print --help` lists what can be chosen"
        )
    })?;
    let given = Typefaces {
        font: print.font.clone(),
        bold_font: print.bold_font.clone(),
        fallbacks: print.fallback_font.iter().map(|it| Typefaces::fallback(it)).collect(),
        ignore_system: print.ignore_system_fonts,
    };
    let press = press(style, project, given, print.lang.as_ref(), print.verbose)?;
    let assets = print.assets.iter().cloned().chain(project.assets());
    Ok(Set { press, assets: assets.collect() })
}

/// What prints pages of a project: with its fonts and its language, where no others are given.
pub(super) fn press(
    style: LargePrint,
    project: &Project,
    given: Typefaces,
    lang: Option<&Lang>,
    with_notes: bool,
) -> Result<Press, String> {
    let fonts = given.or(project.typefaces()).load();
    let fonts = fonts.map_err(|errors| {
        let messages: Vec<String> = errors.into_iter().map(String::from).collect();
        messages.join("\n")
    })?;
    Ok(Press {
        style,
        fonts: fonts.fonts,
        pdf: PdfOptions {
            created: created()?,
            author: project.organisation().to_owned(),
        },
        lang: project.lang(lang),
        checks: Some(project.publish_checks(today(), with_notes)),
    })
}

/// Decides where each page's PDF goes, before anything is written.
fn jobs(print: &Print) -> Result<Vec<Job<'_>>, String> {
    if print.output.is_some() && print.pages.len() > 1 {
        return Err("error: --output names one file, but there are several pages\n  help: use --out-dir DIR".into());
    }
    let mut jobs = Vec::with_capacity(print.pages.len());
    let mut taken: BTreeMap<PathBuf, &Path> = BTreeMap::new();
    let inputs: Vec<PathBuf> =
        print.pages.iter().map(|page| store::real_path(page)).collect();
    for page in &print.pages {
        let target = target(print, page)?;
        match &target {
            Target::Stdout if terminal::is_terminal() => {
                return Err("error: a PDF is not text: it would garble this terminal\n  help: name a file with -o FILE".into());
            }
            Target::Stdout => {}
            Target::File(path) => {
                let real = store::real_path(path);
                if inputs.contains(&real) {
                    return Err(overwritten(path));
                }
                if let Some(other) = taken.insert(real, page) {
                    let (a, b, path) = (other.display(), page.display(), path.display());
                    return Err(format!(
                        "error: {a} and {b} would both become {path}\n  help: print them into different folders"
                    ));
                }
            }
        }
        jobs.push(Job { page, target, named: print.output.is_some() });
    }
    Ok(jobs)
}

fn target(print: &Print, page: &Path) -> Result<Target, String> {
    let dash = Path::new("-");
    Ok(match (&print.output, &print.out_dir) {
        (Some(output), _) if output == dash => Target::Stdout,
        (Some(output), _) => Target::File(output.clone()),
        (None, Some(_)) if page == dash => {
            return Err("error: standard input has no name to give its PDF\n  help: name a file with -o FILE".into());
        }
        (None, None) if page == dash => Target::Stdout,
        (None, folder) => {
            let name = page.file_name().unwrap_or(page.as_os_str());
            let name = Path::new(name).with_extension("pdf");
            Target::File(
                folder.as_ref().map_or_else(|| name.clone(), |folder| folder.join(&name)),
            )
        }
    })
}

/// Makes one PDF and says what was made; `false` where it was not.
fn make(job: &Job<'_>, Set { press, assets }: &Set) -> bool {
    let Some(page) = read_page(job.page) else { return false };
    let printed = press.print(&page, assets);
    tell_page(&page, &printed.diagnostics);
    let Some(pdf) = printed.pdf else { return false };
    let (written, made) = match &job.target {
        Target::Stdout => {
            (terminal::data(&pdf).map_err(StoreError::from), "standard output".to_owned())
        }
        Target::File(path) => {
            let write = if job.named { store::write_named } else { store::write_whole };
            (write(path, &pdf), path.display().to_string())
        }
    };
    if let Err(error) = written {
        terminal::talk(&failure(Path::new(&made), &error));
        return false;
    }
    let pages = if printed.pages == 1 { "page" } else { "pages" };
    let (paper, size) = (press.style.paper.name(), press.style.size.0);
    terminal::talk(&format!("{made}: {} {pages}, {paper}, {size} points", printed.pages));
    true
}
