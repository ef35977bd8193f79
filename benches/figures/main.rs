//! Time, memory and file size of the whole program, beside Typst and `WeasyPrint` on the same page
//! where they can be had, and how many leaflets a batch makes. `make bench` runs it. Machines are
//! noisy: compare within one run, by ratios.
#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a report")]

mod rivals;

use rivals::{Rival, rivals};
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

/// What one document took.
#[derive(Clone, Copy)]
struct Figures {
    time: Duration,
    megabytes: Option<f64>,
    kilobytes: f64,
}

impl std::fmt::Display for Figures {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { time, megabytes, kilobytes } = self;
        let megabytes = megabytes.map_or("-".into(), |it| format!("{it:.0}"));
        let milliseconds = milliseconds(*time);
        write!(f, "{milliseconds:>9.1} ms {megabytes:>5} MB {kilobytes:>8.1} KB")
    }
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

/// How often the text of the page is taken, and how many runs each program has at it.
const SIZES: [(usize, u32); 4] = [(1, 30), (10, 10), (100, 4), (1000, 2)];

/// Whoever took longer than this is not given ten times the text.
const PATIENCE: Duration = Duration::from_secs(5);

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let seed = root.join("../shared/seed/if-cancer-comes-back.md");
    let page =
        if seed.exists() { seed } else { root.join("content/if-cancer-comes-back.md") };
    let source = fs::read_to_string(&page).unwrap();
    let room = tempfile::tempdir().unwrap();
    let name = page.file_name().unwrap().display();
    println!(
        "{name}, A4, 18 pt: the best of several whole processes; of others what they"
    );
    println!("take beyond the start of the Python that carries them");
    println!("to start and do nothing: {:.1} ms", milliseconds(start()));
    let mut rivals = rivals(root);
    for (times, runs) in SIZES {
        let text = format!("{source}\n\n").repeat(times);
        let input = room.path().join(format!("page-{times}.md"));
        fs::write(&input, &text).unwrap();
        let ours = measure(&input, runs);
        println!("{times} times:");
        println!("  {:<34} {ours}", "printaloud");
        rivals.retain(|rival| compare(rival, &text, room.path(), runs, &ours));
    }
    batch(root, room.path());
    #[cfg(feature = "record")]
    recording(&page, room.path());
}

/// Sets a text with another program; says whether it is to be given more.
fn compare(rival: &Rival, text: &str, room: &Path, runs: u32, ours: &Figures) -> bool {
    let theirs = rival.measure(text, room, runs.div_ceil(2));
    let time = theirs.time.as_secs_f64() / ours.time.as_secs_f64();
    let memory = ours.megabytes.zip(theirs.megabytes);
    let memory =
        memory.map_or("-".into(), |(ours, theirs)| format!("{:.1}", theirs / ours));
    let bytes = theirs.kilobytes / ours.kilobytes;
    println!(
        "  {:<34} {theirs}: {time:.1} times the time, {memory} the memory, {bytes:.1} the bytes",
        rival.name
    );
    theirs.time < PATIENCE
}

/// How many leaflets a batch makes in a second: every page of `content/` for 200 centres.
fn batch(root: &Path, room: &Path) {
    let pages = room.join("pages");
    fs::create_dir_all(&pages).unwrap();
    for entry in fs::read_dir(root.join("content")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|it| it == "md") {
            fs::copy(&path, pages.join(path.file_name().unwrap())).unwrap();
        }
    }
    let centres = (0..200).map(|at| format!("Centre {at},centre-{at},01632 960 001\n"));
    let centres = "name,slug,phone\n".to_owned() + &centres.collect::<String>();
    fs::write(room.join("centres.csv"), centres).unwrap();
    let job = "pages = [\"pages/*.md\"]\ncentres = \"centres.csv\"\nout = \"out\"\n\n[[forms]]\nform = \"pdf\"\nsize = 18\n";
    fs::write(room.join("batch.toml"), job).unwrap();
    let began = Instant::now();
    let ran = Command::new(env!("CARGO_BIN_EXE_printaloud"))
        .arg("batch")
        .current_dir(room)
        .output()
        .unwrap();
    let time = began.elapsed();
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    let made = files(&room.join("out"));
    println!(
        "a batch: {made} PDFs in {:.2} s, {:.0} a second",
        time.as_secs_f64(),
        f64::from(made) / time.as_secs_f64()
    );
}

/// The PDFs below a folder.
fn files(folder: &Path) -> u32 {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries
        .map(|path| {
            if path.is_dir() {
                files(&path)
            } else {
                u32::from(path.extension().is_some_and(|it| it == "pdf"))
            }
        })
        .sum()
}

/// Prints a page several times and keeps the best.
fn measure(input: &Path, runs: u32) -> Figures {
    let output = input.with_extension("pdf");
    let print = |mut command: Command| {
        command.arg("print").arg(input).arg("-o").arg(&output).output().unwrap()
    };
    let program = env!("CARGO_BIN_EXE_printaloud");
    let mut best = Duration::MAX;
    for _ in 0..runs {
        let start = Instant::now();
        let ran = print(Command::new(program));
        best = best.min(start.elapsed());
        assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    }
    let megabytes = timed(program).and_then(|command| memory(&print(command).stderr));
    Figures { time: best, megabytes, kilobytes: kilobytes(&output) }
}

/// A program under GNU time, which tells the greatest memory.
fn timed(program: &str) -> Option<Command> {
    let time = Path::new("/usr/bin/time");
    time.exists().then(|| {
        let mut command = Command::new(time);
        command.args(["-f", "%M", program]);
        command
    })
}

/// The memory that GNU time told, in megabytes.
fn memory(told: &[u8]) -> Option<f64> {
    let told = String::from_utf8_lossy(told);
    Some(told.lines().last()?.parse::<f64>().ok()? / 1024.0)
}

fn kilobytes(file: &Path) -> f64 {
    let bytes = u32::try_from(fs::metadata(file).unwrap().len()).unwrap();
    f64::from(bytes) / 1024.0
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

/// Records the page as WAV with nothing kept, beside espeak-ng alone saying the same words in one
/// process.
#[cfg(feature = "record")]
fn recording(page: &Path, room: &Path) {
    use std::process::Stdio;

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
