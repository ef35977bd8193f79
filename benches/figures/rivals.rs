//! Other programs that set pages, as packages of `PyPI` carry them.

use super::{Figures, kilobytes, memory, timed};
use pulldown_cmark::{Options, Parser, html};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// A page in another markup; the folder of fonts is named where it needs it.
type Markup = fn(&str, &Path) -> String;

/// Another program.
pub(crate) struct Rival {
    pub(crate) name: &'static str,
    python: PathBuf,
    fonts: PathBuf,
    import: &'static str,
    /// A page in its own markup.
    markup: Markup,
    /// What sets `page` and writes `output`, in Python; `fonts` is the folder of fonts.
    script: &'static str,
    /// What it takes to start the Python that carries it.
    start: Duration,
}

/// Those that can be had.
pub(crate) fn rivals(root: &Path) -> Vec<Rival> {
    let all: [(_, _, Markup, _); 3] = [
        (
            "Typst",
            "import typst",
            in_typst,
            "typst.compile(page, output=output, font_paths=[fonts], pdf_standards='ua-1')",
        ),
        (
            "Typst, without the computer's fonts",
            "import typst",
            in_typst,
            "typst.compile(page, output=output, font_paths=[fonts], pdf_standards='ua-1', ignore_system_fonts=True)",
        ),
        (
            "WeasyPrint",
            "import weasyprint",
            in_html,
            "weasyprint.HTML(page).write_pdf(output, pdf_variant='pdf/ua-1')",
        ),
    ];
    let mut rivals = Vec::new();
    for (name, import, markup, script) in all {
        let mut rival = Rival {
            name,
            python: root.join(".tools/venv/bin/python"),
            fonts: root.join("fonts"),
            import,
            markup,
            script,
            start: Duration::ZERO,
        };
        let command = rival.command(import);
        if !rival.python.exists() || !ran(command) {
            println!("skipped: no {name} to compare with");
            continue;
        }
        rival.start = rival.best(import, 10);
        rivals.push(rival);
    }
    rivals
}

impl Rival {
    /// Sets a text several times and keeps the best.
    pub(crate) fn measure(&self, text: &str, room: &Path, runs: u32) -> Figures {
        let (page, output) = (room.join("theirs.txt"), room.join("theirs.pdf"));
        fs::write(&page, (self.markup)(text, &self.fonts)).unwrap();
        let Self { import, script, fonts, .. } = self;
        let script = format!(
            "{import}\npage, output, fonts = {:?}, {:?}, {:?}\n{script}",
            page.display().to_string(),
            output.display().to_string(),
            fonts.display().to_string()
        );
        let time = self.best(&script, runs).saturating_sub(self.start);
        let told = timed(&self.python.display().to_string())
            .map(|mut command| command.args(["-c", &script]).output().unwrap());
        let megabytes = told.and_then(|told| memory(&told.stderr));
        Figures { time, megabytes, kilobytes: kilobytes(&output) }
    }

    fn command(&self, script: &str) -> Command {
        let mut command = Command::new(&self.python);
        command.args(["-c", script]).stdout(Stdio::null()).stderr(Stdio::null());
        command
    }

    fn best(&self, script: &str, runs: u32) -> Duration {
        let once = |_| {
            let start = Instant::now();
            assert!(ran(self.command(script)), "{script}");
            start.elapsed()
        };
        (0..runs).map(once).min().unwrap()
    }
}

fn ran(mut command: Command) -> bool {
    command.status().is_ok_and(|status| status.success())
}

/// A page without its front matter.
fn body(source: &str) -> &str {
    let parted = source.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n"));
    parted.map_or(source, |(_, body)| body)
}

/// A page as HTML, in the same face, size, margins and language.
fn in_html(source: &str, fonts: &Path) -> String {
    let fonts = fonts.display();
    let mut out = format!(
        "<!doctype html><html lang='en-GB'><title>If cancer comes back</title><style>
@font-face {{ font-family: Next; src: url('file://{fonts}/AtkinsonHyperlegibleNext_400Regular.ttf') }}
@font-face {{ font-family: Next; font-weight: bold; src: url('file://{fonts}/AtkinsonHyperlegibleNext_700Bold.ttf') }}
@page {{ size: A4; margin: 25mm }}
body {{ font: 18pt/1.5 Next; hyphens: auto }}
</style>"
    );
    html::push_html(&mut out, Parser::new_ext(body(source), Options::empty()));
    out
}

/// A page of headings, paragraphs and bullets in Typst's markup.
fn in_typst(source: &str, _fonts: &Path) -> String {
    let mut out = String::from(
        "#set document(title: \"If cancer comes back\")\n#set page(paper: \"a4\", margin: 25mm)\n\
         #set text(font: \"Atkinson Hyperlegible Next\", size: 18pt, lang: \"en\", region: \"GB\", hyphenate: true)\n\
         #set par(leading: 0.8em, spacing: 1.5em)\n",
    );
    for line in body(source).lines() {
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
