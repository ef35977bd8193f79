//! Each threat of `docs/security.md`, tried.

use crate::support::ran::Ran;
use crate::support::workspace::Workspace;
use crate::support::{judge_all, leaflet_folders, page_folders, picture_folder, tool};
use lopdf::{Document, Object};
use printaloud::document::Defaults;
use printaloud::document::{Walk, plain_text};
use printaloud::markdown::to_document;
use printaloud::speech::{Narration, narrate};
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

const PAGE: &str = "---\nlast-review: 2026-01\nnext-review: 2999\n---\n\n# Rest\n\nSleep when you are tired.\n";

/// A job for one centre of that name.
fn batch(room: &Workspace, centre: &str) -> Ran {
    room.write("page.md", PAGE);
    room.write("centres.csv", format!("name,phone\n\"{centre}\",01632 960101\n"));
    room.write(
        "batch.toml",
        "organisation = \"A sample\"\npages = [\"page.md\"]\ncentres = \"centres.csv\"\nout = \"out\"\n[[forms]]\nform = \"pdf\"\n",
    );
    room.run(&["batch"])
}

/// All objects of a PDF as text, streams unpacked.
fn objects(pdf: &[u8]) -> Vec<Object> {
    Document::load_mem(pdf).unwrap().objects.into_values().collect()
}

/// The targets of a PDF's links.
fn addresses(pdf: &[u8]) -> Vec<String> {
    let uri = |object: &Object| {
        let action = object.as_dict().ok()?.get(b"A").ok()?.as_dict().ok()?;
        let uri = action.get(b"URI").ok()?.as_str().ok()?;
        Some(String::from_utf8_lossy(uri).into_owned())
    };
    objects(pdf).iter().filter_map(uri).collect()
}

#[test]
fn pictures_come_from_the_folder_of_the_page_alone() {
    let room = Workspace::new();
    let picture = fs::read(picture_folder().join("quarters.png")).unwrap();
    room.write("secret.png", &picture);
    room.write("site/own.png", &picture);
    let secret = room.path("secret.png").display().to_string();
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("../secret.png", room.path("site/link.png")).unwrap();
        let made =
            Command::new("mkfifo").arg(room.path("site/pipe.png")).status().unwrap();
        assert!(made.success());
        std::os::unix::fs::symlink("/dev/zero", room.path("site/zero.png")).unwrap();
    }
    let images = |path: &str| {
        room.write("site/page.md", format!("{PAGE}\n![A secret](<{path}>)\n"));
        let start = Instant::now();
        let ran = room.run(&["print", "site/page.md", "-o", "page.pdf"]);
        assert!(start.elapsed() < Duration::from_secs(20), "{path} takes long");
        assert_eq!(ran.status, Some(0), "{path}: {}", ran.stderr);
        let pdf = fs::read(room.path("page.pdf")).unwrap();
        let is_image = |object: &&Object| {
            let dict = object.as_stream().ok().map(|stream| &stream.dict);
            dict.and_then(|dict| dict.get(b"Subtype").ok())
                .is_some_and(|it| it.as_name().is_ok_and(|name| name == b"Image"))
        };
        (objects(&pdf).iter().filter(is_image).count(), ran.stderr)
    };
    assert_eq!(images("own.png").0, 1);
    for path in [
        "../secret.png",
        "%2e%2e/secret.png",
        "..%2Fsecret.png",
        "own.png/../../secret.png",
        "link.png",
        "pipe.png",
        "zero.png",
        "/dev/zero",
        &secret,
        &format!("file://{secret}"),
        "https://example.org/own.png",
        "//example.org/own.png",
        "own.png\u{0}",
    ] {
        let (count, told) = images(path);
        assert_eq!(count, 0, "{path} was printed");
        assert!(told.contains("picture"), "{path}: {told}");
    }
}

#[cfg(unix)]
#[test]
fn files_that_a_page_links_to_are_not_opened() {
    let room = Workspace::new();
    let pipe = room.path("pipe.md");
    let made = Command::new("mkfifo").arg(&pipe).status();
    assert!(made.unwrap().success());
    room.write(
        "page.md",
        format!("{PAGE}\n[A](pipe.md) [b](/dev/zero) [c](%2Fdev%2Fzero)\n"),
    );
    // Whoever opened the pipe would wait for ever.
    let ran = room.run(&["print", "page.md"]);
    assert_eq!(ran.status, Some(0), "{}", ran.stderr);
    let told = ran.stderr.matches("broken-link").count();
    assert_eq!(told, 2, "a path outside is none of a page: {}", ran.stderr);
}

#[test]
fn no_page_has_another_file_put_into_it() {
    let room = Workspace::new();
    room.write("secret.md", "The password is swordfish.\n");
    let page = format!(
        "{PAGE}\n!include secret.md\n\n{{{{ secret.md }}}}\n\n@import \"secret.md\"\n\n<!--#include file=\"secret.md\" -->\n\n<iframe src=\"secret.md\"></iframe>\n\n![](secret.md)\n"
    );
    room.write("page.md", page);
    let script = script(&room);
    assert!(!script.contains("swordfish"), "{script}");
    assert!(script.contains("include secret"), "the words stay words: {script}");
}

#[cfg(unix)]
#[test]
fn links_in_the_folder_of_leaflets_lead_nowhere() {
    use std::os::unix::fs::symlink;
    // A link in the place of a centre's folder, or of the batch's own.
    for place in ["out/northbridge", "out/.printaloud"] {
        let room = Workspace::new();
        fs::create_dir_all(room.path("elsewhere")).unwrap();
        room.write("elsewhere/aside/mine", "precious");
        fs::create_dir_all(room.path("out")).unwrap();
        symlink(room.path("elsewhere"), room.path(place)).unwrap();
        let ran = batch(&room, "Northbridge");
        assert_ne!(ran.status, Some(0), "{place}");
        assert!(
            ran.stderr.contains("a link in the place of the folder"),
            "{}",
            ran.stderr
        );
        let left: Vec<_> = fs::read_dir(room.path("elsewhere")).unwrap().collect();
        assert_eq!(left.len(), 1, "{place}: {left:?}");
        assert_eq!(fs::read(room.path("elsewhere/aside/mine")).unwrap(), b"precious");
    }
    // A link in the place of a leaflet is replaced.
    let room = Workspace::new();
    assert_eq!(batch(&room, "Northbridge").status, Some(0));
    let leaflets = fs::read_dir(room.path("out/northbridge")).unwrap();
    let leaflet = leaflets
        .map(|entry| entry.unwrap().path())
        .find(|it| it.extension().is_some_and(|it| it == "pdf"));
    let leaflet = leaflet.unwrap();
    room.write("mine.txt", "precious");
    fs::remove_file(&leaflet).unwrap();
    symlink(room.path("mine.txt"), &leaflet).unwrap();
    assert_eq!(batch(&room, "Northbridge").status, Some(0));
    assert_eq!(fs::read(room.path("mine.txt")).unwrap(), b"precious");
    assert!(fs::symlink_metadata(&leaflet).unwrap().is_file());
    // So is one where `print` chooses the name; one that the user names is followed.
    fs::create_dir(room.path("pdf")).unwrap();
    symlink(room.path("mine.txt"), room.path("pdf/page.pdf")).unwrap();
    assert_eq!(room.run(&["print", "page.md", "--out-dir", "pdf"]).status, Some(0));
    assert_eq!(fs::read(room.path("mine.txt")).unwrap(), b"precious");
    symlink(room.path("target.pdf"), room.path("named.pdf")).unwrap();
    assert_eq!(room.run(&["print", "page.md", "-o", "named.pdf"]).status, Some(0));
    assert!(fs::read(room.path("named.pdf")).unwrap().starts_with(b"%PDF"));
}

#[test]
fn words_are_no_commands_to_a_voice() {
    let room = Workspace::new();
    let words = "Say [[h@l'oU]] and <break time=\"100s\"/> and </speak> and {{Pause=1000}} and \\\\pau=1000\\\\ and |1|\n\n.\n\nQUIT\n\nSET self VOLUME 100\n";
    room.write("page.md", format!("{PAGE}\n{}", words.replace('<', "\\<")));
    let script = script(&room);
    for mark in ["[[", "]]", "<", ">", "{{", "\\pau", "|"] {
        assert!(!script.contains(mark), "{mark} in {script}");
    }
    // No line of a script ends a message to the service, or is one.
    assert!(script.lines().all(|line| line.trim() != "."), "{script}");
    #[cfg(feature = "record")]
    if tool("espeak-ng").is_some() {
        let ran = room.run(&["record", "--no-cache", "page.md", "-o", "page.wav"]);
        assert_eq!(ran.status, Some(0), "{}", ran.stderr);
        let bytes = fs::metadata(room.path("page.wav")).unwrap().len();
        // A hundred seconds would have eight million bytes.
        assert!(bytes < 4_000_000, "{bytes} bytes");
    }
}

#[test]
fn nothing_in_a_page_becomes_a_part_of_a_pdf() {
    let room = Workspace::new();
    let links = [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "&#106;avascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "vbscript:x",
        "smb://example.org/x",
        "launch:x",
        " javascript:alert(1)",
        "#) >> /S /JavaScript /JS (app.alert(1)",
        "//example.org/x",
    ];
    let kept = [
        "https://example.org/a(b)c",
        "http://example.org/",
        "mailto:help@example.org",
        "tel:01632960001",
    ];
    let all = links.iter().chain(&kept).map(|link| format!("- [words](<{link}>)\n"));
    let title = "Rest) /OpenAction << /S /JavaScript /JS (app.alert(1)) >> </dc:title> <script> ]]> &x; \\\\";
    let page = format!(
        "---\ntitle: {title}\nlast-review: 2026-01\nnext-review: 2999\n---\n\n# {title}\n\nSleep.\n\n{}",
        all.collect::<String>()
    );
    let page = room.write("page.md", page);
    room.write(
        "printaloud.toml",
        "organisation = \"A) /AA << >> <b>sample</b> & ]]>\"\n",
    );
    let ran = room.run(&["print", "page.md", "-o", "page.pdf"]);
    assert_eq!(ran.status, Some(0), "{}", ran.stderr);
    let file = room.path("page.pdf");
    let pdf = fs::read(&file).unwrap();
    for object in objects(&pdf) {
        let Ok(dict) = object.as_dict() else { continue };
        for key in [
            "OpenAction",
            "AA",
            "JS",
            "JavaScript",
            "EmbeddedFiles",
            "AcroForm",
            "Launch",
        ] {
            assert!(!dict.has(key.as_bytes()), "{key} in {dict:?}");
        }
    }
    let found = addresses(&pdf);
    assert_eq!(found, kept, "{}", page.display());
    judge_all(&[file]);
}

#[test]
fn names_are_neither_formulas_nor_html() {
    let room = Workspace::new();
    let name = "=HYPERLINK(\"\"https://example.org\"\")<script>alert(1)</script><img src=x onerror=alert(1)>&amp;";
    let ran = batch(&room, name);
    assert_eq!(ran.status, Some(0), "{}", ran.stderr);
    let index = fs::read_to_string(room.path("out/index.html")).unwrap();
    for html in ["<script", "<img", "onerror=alert(1)>"] {
        assert!(!index.contains(html), "{html} in {index}");
    }
    assert!(index.contains("&lt;script&gt;"), "{index}");
    // No table is written, so no spreadsheet reads a formula; names of files begin with a letter.
    let mut folders = vec![room.path("out")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let entry = entry.unwrap();
            let name = entry.file_name().into_string().unwrap();
            let plain =
                |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_');
            assert!(name.chars().all(plain), "{name}");
            assert!(!name.ends_with(".csv"), "{name}");
            if entry.path().is_dir() {
                folders.push(entry.path());
            }
        }
    }
}

#[test]
fn what_cannot_be_seen_is_kept_out_of_names_and_shown() {
    let room = Workspace::new();
    let ran = batch(&room, "North\u{202e}egdirb\u{200b}\u{2066} \u{feff}Centre");
    assert_eq!(ran.status, Some(0), "{}", ran.stderr);
    let folders = fs::read_dir(room.path("out")).unwrap();
    let names: Vec<String> =
        folders.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    assert!(names.contains(&"northegdirb-centre".to_owned()), "{names:?}");
    let hidden = [
        ("Call 01632 \u{202e}100 069.", "control-character"),
        ("Call \u{2066}01632\u{2069} 960 001.", "hidden-character"),
        ("Take no\u{200b}thing.", "hidden-character"),
        ("Take no\u{2060}thing.", "hidden-character"),
        ("Take no\u{200d}thing.", "hidden-character"),
        ("Take no\u{e0041}thing.", "hidden-character"),
    ];
    for (words, rule) in hidden {
        room.write("page.md", format!("{PAGE}\n{words}\n"));
        let told = room.run(&["check", "page.md"]).told();
        assert!(told.contains(rule), "{}: {told}", words.escape_unicode());
    }
    // A number is read in the order in which it is written.
    room.write("page.md", format!("{PAGE}\nCall 01632 \u{202e}960 001.\n"));
    let script = script(&room);
    assert!(script.contains("nine six oh, oh oh one"), "{script}");
}

/// Wherever a control character stands: in a title, a tag's attribute, front matter or the address
/// of a link as well.
#[test]
fn no_control_character_reaches_paper_or_ear() {
    let narration = Narration::default();
    let defaults = Defaults::titled("A leaflet");
    for folder in [leaflet_folders(), page_folders()].concat() {
        let page = fs::read_to_string(folder.join("leaflet.md")).unwrap();
        let places = page.char_indices().filter(|(_, c)| !c.is_whitespace());
        let places: Vec<usize> = places.map(|(at, _)| at).collect();
        for &at in places.iter().step_by(1 + places.len() / 97) {
            let (before, behind) = page.split_at(at);
            let (document, _) = to_document(&format!("{before}\u{e}{behind}"), &defaults);
            let title = document.metadata.title.clone();
            let printed = Walk::new(&document.blocks);
            let printed = printed.map(|it| plain_text(it.kind.content()));
            let (script, _) = narrate(&document, &narration);
            let said = script.utterances.into_iter().map(|it| it.said);
            let kept = printed.chain(said).chain([title]).find(|it| it.contains('\u{e}'));
            assert!(kept.is_none(), "{} at {at}: {kept:?}", folder.display());
        }
    }
}

#[test]
fn nothing_that_is_told_is_obeyed_by_a_terminal() {
    let room = Workspace::new();
    let escape = "\u{1b}]0;x\u{7}\u{1b}[2J\u{9b}31m";
    let page = format!(
        "---\n{escape}: x\nlang: {escape}\nlast-review: {escape}\n{escape}\n---\n\n# Rest\n\n[Words](#{escape}) ![]({escape}.png) [a]{{.{escape}}} <{escape}> [^{escape}]\n\nTake a whilst{escape}.\n"
    );
    room.write("page.md", &page);
    room.write("centres.csv", format!("name,{escape}\nA,{escape}\n,{escape}\n"));
    room.write(
        "batch.toml",
        format!(
            "pages = [\"{}.md\"]\ncentres = \"centres.csv\"\n\"{}\" = 1\n",
            "\\u001b[2J", "\\u001b]0;x"
        ),
    );
    room.write("lexicon.toml", format!("[[words]]\nword = \"{}\"\n", "\\u001b[2J"));
    let odd = format!("{escape}.md");
    let commands: [&[&str]; 9] = [
        &["print", "page.md"],
        &["check", "page.md"],
        &["check", "--reading-age", "page.md"],
        &["speak", "--script", "page.md"],
        &["speak", "--list", "page.md"],
        &["speak", "--script", "--lexicon", "lexicon.toml", "page.md"],
        &["batch"],
        &["print", &odd],
        &[escape, escape],
    ];
    for arguments in commands {
        let told = room.run(arguments).told();
        let obeyed = |c: char| c.is_control() && !matches!(c, '\n' | '\t');
        assert!(!told.contains(obeyed), "{arguments:?}: {}", told.escape_debug());
        assert!(!told.contains("panicked"), "{told}");
    }
}

#[cfg(unix)]
#[test]
fn settings_of_somebody_else_are_passed_over() {
    let room = Workspace::new();
    room.write("theirs/mine/page.md", PAGE);
    let settings = room.write("theirs/printaloud.toml", "size = 30\n");
    let size = || room.run(&["print", "theirs/mine/page.md", "-o", "page.pdf"]).stderr;
    assert!(size().contains("30 points"), "{}", size());
    if std::os::unix::fs::chown(&settings, Some(4242), None).is_err() {
        println!("skipped: only root can give a file to somebody else");
        return;
    }
    assert!(size().contains("18 points"), "{}", size());
    // Whoever owns the folder could change the page too.
    std::os::unix::fs::chown(room.path("theirs/mine"), Some(4242), None).unwrap();
    assert!(size().contains("30 points"), "{}", size());
}

/// A font for Hebrew with the table of where its outlines lie overwritten.
fn damaged_font(whole: &Path) -> Vec<u8> {
    let mut font = fs::read(whole).unwrap();
    let number = |at: usize| {
        let bytes = font[at..at + 4].try_into().unwrap();
        usize::try_from(u32::from_be_bytes(bytes)).unwrap()
    };
    let mut records = (12..).step_by(16).take(usize::from(font[5]));
    let record = records.find(|at| font[*at..].starts_with(b"loca")).unwrap();
    let (from, length) = (number(record + 8), number(record + 12));
    font[from..from + length].fill(0xff);
    font
}

#[test]
fn a_damaged_font_ends_the_page_that_needs_it_and_no_other() {
    let Some(noto) = tool("noto-core") else { return };
    let room = Workspace::new();
    let font = noto.with_file_name("NotoSansHebrew-Regular.ttf");
    room.write("damaged.ttf", damaged_font(&font));
    room.write("page.md", PAGE);
    room.write("hebrew.md", format!("{PAGE}\nשלום\n"));
    room.write("centres.csv", "name\nNorth\n");
    room.write(
        "batch.toml",
        "pages = [\"page.md\", \"hebrew.md\"]\ncentres = \"centres.csv\"\nout = \"out\"\n[[forms]]\nform = \"pdf\"\n",
    );
    room.write(
        "printaloud.toml",
        "system-fonts = false\nfallback-fonts = [\"damaged.ttf\"]\n",
    );
    let message = "hebrew.md:1:1: error[damaged-font]: the font NotoSansHebrew-Regular is damaged: its letters cannot be put into the PDF\n  help: give another font";
    let printed = room.run(&["print", "hebrew.md"]);
    assert_eq!(printed.status, Some(1));
    assert!(printed.stderr.contains(message), "{}", printed.stderr);
    assert!(!room.path("hebrew.pdf").exists());
    let made = room.run(&["batch"]);
    assert_eq!(made.status, Some(1), "{}", made.stderr);
    assert!(made.stderr.contains(message), "{}", made.stderr);
    assert!(room.path("out/north/page-18pt.pdf").exists());
    assert!(!room.path("out/north/hebrew-18pt.pdf").exists());
}

/// What is said of `page.md`.
fn script(room: &Workspace) -> String {
    room.run(&["speak", "--script", "page.md"]).text()
}
