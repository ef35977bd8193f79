//! What pages and checks cost, counted in instructions: four times the page, four times the steps.

use crate::support::alone;
use crate::support::workspace::Workspace;
use crate::support::{everything, prose, tool};
use std::process::{Command, Stdio};

/// What a page costs, in instructions of the processor.
fn steps(arguments: &[&str], page: &str) -> Option<u64> {
    let room = Workspace::new();
    room.write("page.md", page);
    let valgrind = tool("valgrind")?;
    let mut command = Command::new(valgrind);
    command.args(["--tool=callgrind", "--callgrind-out-file=/dev/null"]);
    command.arg(env!("CARGO_BIN_EXE_printaloud"));
    command.args(arguments).args(["--ignore-system-fonts", "page.md"]);
    let output =
        command.current_dir(room.folder()).stdin(Stdio::null()).output().unwrap();
    let told = String::from_utf8_lossy(&output.stderr);
    let collected = told.lines().find_map(|line| line.split("Collected :").nth(1));
    Some(collected.unwrap_or_else(|| panic!("{told}")).trim().parse().unwrap())
}

/// A kind of page, of any length.
pub(super) type Shape = (&'static str, Box<dyn Fn(usize) -> String + Sync>);

/// Whether a page of each kind that is four times as long takes four times the steps.
pub(super) fn steps_grow(arguments: &[&str], shapes: &[Shape]) {
    let base = if everything() { 16_000 } else { 500 };
    let Some(empty) = steps(arguments, "A page.\n") else { return };
    let next = std::sync::Mutex::new(shapes.iter());
    let work = || loop {
        let Some((name, shape)) = next.lock().unwrap().next() else { return };
        // A leaflet that would end in a few lines is set up to five times, to save its last page:
        // then it is tried with another end.
        let ends = (0..4).map(|lines| "\n\nMore words.\n".repeat(lines));
        let mut grows = ends.map(|end| {
            let count = |size: usize| {
                let page = shape(size) + &end;
                steps(arguments, &page).unwrap().saturating_sub(empty)
            };
            let (once, more) = (count(base), count(4 * base));
            let growth = more as f64 / once as f64;
            println!(
                "{name}: {:.1} million, four times as much takes {growth:.2} times",
                once as f64 / 1e6
            );
            growth
        });
        assert!(
            grows.any(|growth| growth < 5.5),
            "{name}: four times as much takes more"
        );
    };
    std::thread::scope(|scope| {
        let threads = [scope.spawn(work), scope.spawn(work)];
        for thread in threads {
            thread.join().expect("steps grow faster than pages");
        }
    });
}

#[test]
fn steps_grow_as_pages_do() {
    let _alone = alone();
    let numbered = |count: usize, line: &dyn Fn(usize) -> String| -> String {
        (0..count).map(line).collect()
    };
    let shapes: Vec<Shape> = vec![
        ("prose", Box::new(|n| prose(n * 20))),
        ("one paragraph", Box::new(|n| "word ".repeat(n * 4))),
        ("no space", Box::new(|n| "x".repeat(n * 4))),
        (
            "an address",
            Box::new(|n| "https://example.org/".to_owned() + &"a/b-".repeat(n)),
        ),
        ("hyphens", Box::new(|n| "a-".repeat(n * 2))),
        ("another script", Box::new(|n| "\u{627}".repeat(n))),
        ("a script without spaces", Box::new(|n| "\u{7761}".repeat(n))),
        ("telephone numbers", Box::new(|n| "01632 960 001 ".repeat(n / 3))),
        ("headings", Box::new(move |n| numbered(n / 4, &|at| format!("## H {at}\n")))),
        ("links", Box::new(move |n| numbered(n / 4, &|at| format!("[a](#h{at}) ")))),
        (
            "notes",
            Box::new(move |n| {
                numbered(n / 8, &|at| format!("a[^{at}]\n\n[^{at}]: b\n\n"))
            }),
        ),
        (
            "pictures",
            Box::new(move |n| numbered(n / 8, &|at| format!("![a](none-{at}.png) "))),
        ),
        (
            "stressed pictures",
            Box::new(|n| format!("*{}*", "![a](none.png) and words ".repeat(n / 8))),
        ),
        (
            "rows",
            Box::new(|n| {
                "| a | b |\n|--|--|\n".to_owned() + &"| c | d |\n".repeat(n / 4)
            }),
        ),
        (
            "columns",
            Box::new(|n| "| a ".repeat(n / 8) + "|\n" + &"|-".repeat(n / 8) + "|\n"),
        ),
        ("items", Box::new(|n| "- a\n".repeat(n / 2))),
        ("emphasis", Box::new(|n| "*a **b ".repeat(n))),
        ("brackets", Box::new(|n| "[".repeat(n * 4))),
        ("code", Box::new(|n| "```\n".to_owned() + &"a line\n".repeat(n / 2))),
        ("hidden", Box::new(|n| "a\u{200b}".repeat(n))),
        ("marks", Box::new(|n| "e".to_owned() + &"\u{301}".repeat(n / 2))),
        ("quotation marks", Box::new(|n| "'\"".repeat(n))),
        ("html", Box::new(|n| "<b>a <script> ".repeat(n / 4))),
        (
            "no glyph",
            Box::new(move |n| {
                numbered(n / 4, &|at| {
                    // A font has no more than so many glyphs, some simpler than others.
                    char::from_u32(0x4e00 + u32::try_from(at % 2_000).unwrap())
                        .unwrap()
                        .to_string()
                })
            }),
        ),
    ];
    steps_grow(&["print", "-o", "page.pdf"], &shapes);
}

#[test]
fn steps_of_checks_grow_as_pages_do() {
    let _alone = alone();
    let capitals = |at: usize| {
        let letter =
            |place: u32| char::from(b'A' + (at / 26_usize.pow(place) % 26) as u8);
        String::from_iter([letter(3), letter(2), letter(1), letter(0)])
    };
    let shapes: Vec<Shape> = vec![
        ("prose", Box::new(|n| prose(n * 10))),
        (
            "initialisms",
            Box::new(move |n| (0..n).map(|at| capitals(at) + " is a word. ").collect()),
        ),
        ("capitals", Box::new(|n| "QRST ".repeat(n * 2))),
        ("terms", Box::new(|n| "a *biopsy* of a biopsy ".repeat(n))),
        ("a long heading", Box::new(|n| "## ".to_owned() + &"biopsy ".repeat(n * 2))),
        (
            "words of the web",
            Box::new(|n| "&amp; ".to_owned() + &"click here ".repeat(n)),
        ),
        ("doses", Box::new(|n| "&amp; ".to_owned() + &"5mg .5 g 1/2/26 ".repeat(n / 2))),
    ];
    steps_grow(&["check"], &shapes);
}
