//! Time, memory and file size of the whole program, beside Typst on the same page where it can be
//! had. `make bench` runs it. Machines are noisy: compare within one run, by ratios.
#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a report")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// What one document took.
struct Figures {
    time: Duration,
    megabytes: Option<f64>,
    kilobytes: f64,
    pages: u32,
}

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let seed = root.join("../shared/seed/if-cancer-comes-back.md");
    let page =
        if seed.exists() { seed } else { root.join("content/if-cancer-comes-back.md") };
    let source = fs::read_to_string(&page).unwrap();
    let room = tempfile::tempdir().unwrap();
    println!("page: {}, A4, 18 pt, the whole process, best of several", page.display());
    println!(
        "{:>6} {:>8} {:>10} {:>8} {:>9} {:>12}",
        "times", "pages", "ms", "MB", "KB", "ms a page"
    );
    let mut alone = Duration::ZERO;
    for (times, runs) in [(1, 30), (100, 5), (1000, 3)] {
        let input = room.path().join(format!("page-{times}.md"));
        fs::write(&input, format!("{source}\n\n").repeat(times)).unwrap();
        let figures = measure(&input, runs);
        let Figures { time, megabytes, kilobytes, pages } = figures;
        let milliseconds = time.as_secs_f64() * 1000.0;
        let memory = megabytes.map_or("-".into(), |megabytes| format!("{megabytes:.1}"));
        println!(
            "{times:>6} {pages:>8} {milliseconds:>10.1} {memory:>8} {kilobytes:>9.1} {:>12.2}",
            milliseconds / f64::from(pages)
        );
        if times == 1 {
            alone = time;
        }
    }
    typst(root, &source, room.path(), alone);
    #[cfg(feature = "record")]
    recording(&page, room.path());
}

/// Records the page as WAV with nothing kept, beside espeak-ng alone saying the same words in one
/// process.
#[cfg(feature = "record")]
fn recording(page: &Path, room: &Path) {
    let timed = |command: &mut Command| {
        let start = Instant::now();
        command.stdout(Stdio::null()).stderr(Stdio::null());
        command.status().is_ok_and(|status| status.success()).then(|| start.elapsed())
    };
    let program = env!("CARGO_BIN_EXE_printaloud");
    let words = Command::new(program).arg("speak").arg("--script").arg(page).output();
    let script = room.join("script.txt");
    fs::write(&script, words.unwrap().stdout).unwrap();
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for _ in 0..15 {
        let mut alone = Command::new("espeak-ng");
        alone.args(["-v", "en-gb", "-b", "1", "--stdin", "-w"]);
        alone.arg(room.join("alone.wav")).stdin(fs::File::open(&script).unwrap());
        let Some(time) = timed(&mut alone) else {
            println!("skipped: no espeak-ng to compare with");
            return;
        };
        theirs.push(time);
        let mut record = Command::new(program);
        record.args(["record", "--no-cache", "--format", "wav", "-o"]);
        ours.push(timed(record.arg(room.join("page.wav")).arg(page)).unwrap());
    }
    ours.sort();
    theirs.sort();
    let (ours, theirs) = (ours[7].as_secs_f64(), theirs[7].as_secs_f64());
    println!(
        "recorded as WAV in {:.0} ms; espeak-ng alone takes {:.0} ms: {:.2} times (medians of 15)",
        ours * 1000.0,
        theirs * 1000.0,
        ours / theirs
    );
}

/// Prints a page several times and keeps the best.
fn measure(input: &Path, runs: u32) -> Figures {
    let output = input.with_extension("pdf");
    let program = env!("CARGO_BIN_EXE_printaloud");
    let print = |mut command: Command| {
        command.arg("print").arg(input).arg("-o").arg(&output).output().unwrap()
    };
    let mut best = Duration::MAX;
    let mut said = String::new();
    for _ in 0..runs {
        let start = Instant::now();
        let ran = print(Command::new(program));
        best = best.min(start.elapsed());
        assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
        said = String::from_utf8_lossy(&ran.stderr).into_owned();
    }
    let pages = said.rsplit(": ").next().and_then(|rest| rest.split(' ').next());
    let pages = pages.and_then(|pages| pages.parse().ok()).unwrap_or(1);
    // GNU time tells the greatest memory.
    let timed = Path::new("/usr/bin/time").exists().then(|| {
        let mut command = Command::new("/usr/bin/time");
        command.args(["-f", "%M", program]);
        let said = String::from_utf8_lossy(&print(command).stderr).into_owned();
        said.lines().last().and_then(|line| line.parse::<f64>().ok())
    });
    let bytes = u32::try_from(fs::metadata(&output).unwrap().len()).unwrap();
    Figures {
        time: best,
        megabytes: timed.flatten().map(|kilobytes| kilobytes / 1024.0),
        kilobytes: f64::from(bytes) / 1024.0,
        pages,
    }
}

/// Sets the same page with Typst's compiler, as the `PyPI` package `typst` carries it. Python's own
/// start is measured apart and taken off.
fn typst(root: &Path, source: &str, room: &Path, ours: Duration) {
    let python = root.join(".tools/venv/bin/python");
    let import = "import typst";
    if !python.exists() || !runs(&python, import) {
        println!("skipped: no Typst to compare with");
        return;
    }
    let input = room.join("page.typ");
    fs::write(&input, in_typst(source)).unwrap();
    let (input, output) = (input.display(), room.join("typst.pdf"));
    let fonts = root.join("fonts");
    let (output, fonts) = (output.display(), fonts.display());
    let compile = format!(
        "import typst; typst.compile('{input}', output='{output}', font_paths=['{fonts}'], pdf_standards='ua-1')"
    );
    let started = best(&python, import);
    let compiled = best(&python, &compile);
    let theirs = compiled.saturating_sub(started);
    let beyond_start = ours.saturating_sub(start());
    let milliseconds = |time: Duration| time.as_secs_f64() * 1000.0;
    println!(
        "Typst, same page: {:.1} ms beyond Python's start ({:.1} ms)",
        milliseconds(theirs),
        milliseconds(started)
    );
    println!(
        "ours beyond its start: {:.1} ms; Typst takes {:.1} times as long, and {:.1} times our whole process",
        milliseconds(beyond_start),
        theirs.as_secs_f64() / beyond_start.as_secs_f64(),
        theirs.as_secs_f64() / ours.as_secs_f64()
    );
}

/// What it takes to start our program and do nothing.
fn start() -> Duration {
    let once = |_| {
        let start = Instant::now();
        let ran =
            Command::new(env!("CARGO_BIN_EXE_printaloud")).arg("--version").output();
        assert!(ran.unwrap().status.success());
        start.elapsed()
    };
    (0..30).map(once).min().unwrap()
}

fn runs(python: &PathBuf, script: &str) -> bool {
    let mut command = Command::new(python);
    command.args(["-c", script]).stdout(Stdio::null()).stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}

fn best(python: &PathBuf, script: &str) -> Duration {
    let once = |_| {
        let start = Instant::now();
        assert!(runs(python, script), "{script}");
        start.elapsed()
    };
    (0..10).map(once).min().unwrap()
}

/// A page of headings, paragraphs and bullets in Typst's markup.
fn in_typst(source: &str) -> String {
    let body = source
        .strip_prefix("---\n")
        .and_then(|rest| rest.split_once("\n---\n"))
        .map_or(source, |(_, body)| body);
    let mut out = String::from(
        "#set document(title: \"If cancer comes back\")\n#set page(paper: \"a4\", margin: 25mm)\n\
         #set text(font: \"Atkinson Hyperlegible Next\", size: 18pt, lang: \"en\", region: \"GB\", hyphenate: true)\n\
         #set par(leading: 0.8em, spacing: 1.5em)\n",
    );
    for line in body.lines() {
        let level = line.bytes().take_while(|byte| *byte == b'#').count();
        let (mark, words) = match line.strip_prefix("- ") {
            Some(item) => ("- ".to_owned(), item),
            None if level > 0 => ("=".repeat(level) + " ", line[level..].trim()),
            None => (String::new(), line),
        };
        out.push_str(&mark);
        for c in words.replace("**", "").chars() {
            if "#$*_`<>@\\[]~/".contains(c) {
                out.push('\\');
            }
            out.push(c);
        }
        out.push('\n');
    }
    out
}
