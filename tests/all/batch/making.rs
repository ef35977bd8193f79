//! What a batch makes, and what it makes again.

use crate::support::workspace::{Files, SMALL_JOB, Workspace, sample_batch, small_batch};
use crate::support::{everything, judge_all, run, tool};
use std::collections::BTreeMap;
use std::fs;
use std::process::Command;
use std::time::SystemTime;

/// What tells the sample centres apart.
const SAMPLES: [(&str, &str, &str); 12] = [
    ("northbridge", "Northbridge Sample Centre", "01632 960101"),
    ("riverside", "Riverside Sample Centre", "01632 960102"),
    ("hillfoot", "Hillfoot Sample Centre", "01632 960103"),
    ("old-mill", "Old Mill Sample Centre", "01632 960104"),
    ("lakeside", "Lakeside Sample Centre", "01632 960105"),
    ("meadow", "Meadow Sample Centre", "01632 960106"),
    ("harbour", "Harbour Sample Centre", "01632 960107"),
    ("chapel-lane", "Chapel Lane Sample Centre", "01632 960108"),
    ("westgate", "Westgate Sample Centre", "020 7946 0109"),
    ("st-annes", "St Anne’s, Sample Hospital", "0808 157 0110"),
    ("llanfair", "Llanfair Sample Centre", "01632 960111"),
    ("mobile", "Mobile Sample Centre", "07700 900112"),
];

#[test]
fn the_sample_set_is_whole_and_each_leaflet_is_its_own_centres() {
    let room = sample_batch();
    let ran = room.make(&[]);
    assert!(
        ran.stderr.ends_with("out: 160 leaflets made, 0 up to date, 0 failed\n"),
        "{}",
        ran.stderr
    );
    let pdfs = room.pdfs();
    assert_eq!(pdfs.len(), 160);
    if tool("pdftotext").is_some() {
        for pdf in &pdfs {
            let text = run(Command::new("pdftotext").args([
                "-raw".as_ref(),
                pdf.as_os_str(),
                "-".as_ref(),
            ]));
            let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
            let folder = pdf.parent().unwrap().file_name().unwrap().to_str().unwrap();
            for (own, name, number) in SAMPLES {
                let mail = format!("{own}@example.org");
                let here = folder == own;
                assert_eq!(text.contains(name), here, "{name} in {}", pdf.display());
                assert_eq!(text.contains(number), here, "{number} in {}", pdf.display());
                assert!(here || !text.contains(&mail), "{mail} in {}", pdf.display());
            }
            assert!(text.contains("Example Cancer Care"), "{}", pdf.display());
        }
    }
    // Centres that asked for English only have no Polish leaflet.
    let polish: Vec<bool> = ["northbridge", "lakeside", "llanfair"]
        .map(|it| room.path("out").join(it).join("pytania-na-wizyte-18pt.pdf").exists())
        .to_vec();
    assert_eq!(polish, [true, false, false]);
    let judged = if everything() { pdfs } else { pdfs.into_iter().step_by(7).collect() };
    judge_all(&judged);
    if tool("sha256sum").is_some() {
        run(Command::new("sha256sum")
            .args(["--quiet", "-c", "SHA256SUMS"])
            .current_dir(room.path("out")));
    }
}

/// When each file was changed last.
fn times(room: &Workspace) -> BTreeMap<String, SystemTime> {
    let files = room.files().into_keys();
    let time = |name: &str| {
        fs::metadata(room.path("out").join(name)).unwrap().modified().unwrap()
    };
    files.map(|name| (name.clone(), time(&name))).collect()
}

fn changed(before: &BTreeMap<String, SystemTime>, room: &Workspace) -> Vec<String> {
    let after = times(room);
    after
        .into_iter()
        .filter(|(name, time)| before.get(name) != Some(time))
        .map(|(name, _)| name)
        .collect()
}

#[test]
fn only_what_changed_is_made_again() {
    let room = small_batch(3, 2);
    room.make(&[]);
    let before = times(&room);
    let ran = room.make(&[]);
    assert!(
        ran.stderr.ends_with("0 leaflets made, 6 up to date, 0 failed\n"),
        "{}",
        ran.stderr
    );
    assert_eq!(changed(&before, &room), [""; 0]);
    room.write("pages/page-2.md", "# Page two\n\nOther words.\n");
    room.make(&[]);
    assert_eq!(
        changed(&before, &room),
        [
            "SHA256SUMS",
            "centre-1/index.html",
            "centre-1/page-2-18pt.pdf",
            "centre-2/index.html",
            "centre-2/page-2-18pt.pdf",
            "manifest.json",
        ]
    );
    let before = times(&room);
    room.write(
        "centres.csv",
        "name,phone\nCentre 1,01632 960101\nCentre 2,01632 960999\n",
    );
    room.make(&[]);
    let made = changed(&before, &room);
    assert!(made.iter().all(|name| !name.starts_with("centre-1/")), "{made:?}");
    assert_eq!(made.iter().filter(|name| name.starts_with("centre-2/page")).count(), 3);
    // A leaflet that somebody else changed is made again, as it was.
    let before = room.files();
    fs::write(room.path("out/centre-1/page-1-18pt.pdf"), "not a leaflet").unwrap();
    fs::remove_file(room.path("out/centre-2/page-1-18pt.pdf")).unwrap();
    room.make(&[]);
    assert!(room.files() == before);
}

#[test]
fn a_changed_picture_is_a_changed_page() {
    let room = small_batch(1, 1);
    let picture = |name: &str| {
        fs::copy(
            crate::support::picture_folder().join(name),
            room.path("pages/shown.png"),
        )
        .unwrap()
    };
    let mut pictures: Vec<_> = fs::read_dir(crate::support::picture_folder())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.ends_with(".png"))
        .collect();
    pictures.sort();
    picture(&pictures[0]);
    room.write("pages/page-1.md", "# A page\n\n![A thing](shown.png)\n");
    room.make(&[]);
    picture(&pictures[1]);
    let ran = room.make(&[]);
    assert!(
        ran.stderr.ends_with("1 leaflet made, 0 up to date, 0 failed\n"),
        "{}",
        ran.stderr
    );
}

/// A page that names no language is hyphenated and said in that of the settings.
#[test]
fn another_language_in_the_settings_makes_its_pages_anew() {
    let room = small_batch(2, 1);
    room.write("pages/page-1.md", "# A page\n\nWords of no language.\n");
    room.write("pages/page-2.md", "---\nlang: fr\n---\n\n# Une page\n\nDes mots.\n");
    room.make(&[]);
    room.write("printaloud.toml", "lang = \"cy\"\n");
    let ran = room.make(&[]);
    assert!(
        ran.stderr.ends_with("1 leaflet made, 1 up to date, 0 failed\n"),
        "{}",
        ran.stderr
    );
}

#[test]
fn what_is_no_longer_wanted_is_listed_and_removed_when_asked() {
    let room = small_batch(2, 2);
    room.make(&[]);
    room.write("out/centre-2/notes.txt", "mine");
    room.write("centres.csv", "name,phone\nCentre 1,01632 960101\n");
    let ran = room.make(&[]);
    for name in
        ["centre-2/index.html", "centre-2/page-1-18pt.pdf", "centre-2/page-2-18pt.pdf"]
    {
        assert!(
            ran.stderr.contains(&format!("out/{name}: no longer wanted\n")),
            "{}",
            ran.stderr
        );
        assert!(room.path("out").join(name).exists());
    }
    assert!(ran.stderr.contains("  help: `printaloud batch --prune` removes them\n"));
    room.make(&["--prune"]);
    // What the batch did not make stays.
    let kept: Vec<String> = room.files().into_keys().collect();
    assert_eq!(
        kept,
        [
            "SHA256SUMS",
            "centre-1/index.html",
            "centre-1/page-1-18pt.pdf",
            "centre-1/page-2-18pt.pdf",
            "centre-2/notes.txt",
            "index.html",
            "manifest.json"
        ]
    );
    // A page that cannot be read keeps its leaflets.
    fs::write(room.path("pages/page-1.md"), [b'#', 0xff]).unwrap();
    let ran = room.run(&["--prune"]);
    assert_eq!(ran.status, Some(1));
    assert!(
        ran.stderr.contains("pages/page-1.md: error: the file is not UTF-8"),
        "{}",
        ran.stderr
    );
    assert!(room.path("out/centre-1/page-1-18pt.pdf").exists());
}

#[test]
fn a_part_of_the_set_can_be_made_and_all_of_it_listed() {
    let room = small_batch(2, 3);
    let ran = room.run(&["--dry-run"]);
    assert_eq!(ran.status, Some(0));
    assert_eq!(ran.text().lines().count(), 6);
    assert!(ran.text().starts_with("centre-1/page-1-18pt.pdf\n"), "{}", ran.text());
    assert!(!room.path("out").exists());
    room.make(&["--only", "centre-2", "--only", "page-1"]);
    let files = room.files();
    let pdfs: Vec<&String> = files.keys().filter(|name| name.ends_with(".pdf")).collect();
    assert_eq!(pdfs, ["centre-2/page-1-18pt.pdf"]);
    room.make(&["--only", "page-2"]);
    assert_eq!(room.pdfs().len(), 4);
    let ran = room.run(&["--only", "centre-9"]);
    assert_eq!(ran.status, Some(2));
    assert!(
        ran.stderr.contains(
            "no centre, page or form is named `centre-9`\n  help: did you mean"
        ),
        "{}",
        ran.stderr
    );
    room.make(&[]);
    assert_eq!(room.pdfs().len(), 6);
}

#[test]
fn a_folder_is_checked_against_its_manifest() {
    let room = small_batch(2, 2);
    room.make(&[]);
    let ran = room.make(&["--verify"]);
    assert!(
        ran.stderr.ends_with("out: 8 files are as they were made, 0 are not\n"),
        "{}",
        ran.stderr
    );
    // The same without the job: as a centre has it.
    let alone = room.command(&["--verify", "out"]).output().unwrap();
    assert!(alone.status.success());
    let path = room.path("out/centre-1/page-1-18pt.pdf");
    let mut bytes = fs::read(&path).unwrap();
    let time = fs::metadata(&path).unwrap().modified().unwrap();
    bytes[100] ^= 1;
    fs::write(&path, bytes).unwrap();
    fs::File::options().write(true).open(&path).unwrap().set_modified(time).unwrap();
    fs::remove_file(room.path("out/centre-2/page-2-18pt.pdf")).unwrap();
    room.write("out/centre-1/centre-2.pdf", "whose?");
    let ran = room.run(&["--verify"]);
    assert_eq!(ran.status, Some(1));
    for line in [
        "out/centre-2/page-2-18pt.pdf: error: the file is missing\n",
        "out/centre-1/page-1-18pt.pdf: error: the file is not as it was made\n",
        "out/centre-1/centre-2.pdf: warning: the manifest does not name it\n",
        "out: 6 files are as they were made, 2 are not\n",
    ] {
        assert!(ran.stderr.contains(line), "{line}{}", ran.stderr);
    }
}

#[test]
fn a_form_may_be_the_words_that_are_said() {
    let room = small_batch(1, 1);
    room.write("batch.toml", "pages = [\"pages/*.md\"]\ncentres = \"centres.csv\"\n[[forms]]\nform = \"script\"\n[[forms]]\nform = \"pdf\"\nsize = 20\npaper = \"a5\"\ntheme = \"yellow-on-black\"\nhyphenation = \"none\"\n[[forms]]\nform = \"pdf\"\nname = \"Große Schrift\"\n");
    room.make(&[]);
    let names: Vec<String> = room
        .files()
        .into_keys()
        .filter(|name| name.starts_with("centre-1/page"))
        .collect();
    assert_eq!(
        names,
        [
            "centre-1/page-1-20pt-a5-yellow-on-black-none.pdf",
            "centre-1/page-1-große-schrift.pdf",
            "centre-1/page-1.txt"
        ]
    );
    let script = fs::read_to_string(room.path("out/centre-1/page-1.txt")).unwrap();
    assert!(
        script.contains("Telephone: oh one six three two, nine six oh, one oh one\n"),
        "{script}"
    );
}

/// A page for one medium is made in the forms that it has words for.
#[test]
fn a_page_for_one_medium_is_made_in_the_forms_for_it() {
    let room = small_batch(1, 2);
    room.write("pages/heard.md", "# Heard {.speech-only}\n\nOnly to be heard.\n");
    room.write("pages/seen.md", "# Seen {.print-only}\n\nOnly on paper.\n");
    room.write("pages/web.md", "# Web {.web-only}\n\nOnly on the web.\n");
    let job = SMALL_JOB.to_owned() + "\n[[forms]]\nform = \"script\"\n";
    room.write("batch.toml", job);
    let ran = room.run(&[]);
    let message = |page: &str, words: &str| format!("pages/{page}.md:1:1: {words}\n");
    for (page, words) in [
        (
            "heard",
            "warning[nothing-to-print]: the page has nothing to print; it is only made as script",
        ),
        (
            "seen",
            "warning[nothing-to-say]: the page has nothing to say; it is only made as pdf",
        ),
        ("web", "error[nothing-to-print]: the page has nothing to print"),
    ] {
        let message = message(page, words);
        assert_eq!(ran.stderr.matches(&message).count(), 1, "{}", ran.stderr);
    }
    assert_eq!(ran.status, Some(1), "the page for the web has no form");
    let files = room.files();
    let of = |name: &str| files.contains_key(&format!("centre-1/{name}"));
    assert!(of("heard.txt") && !of("heard-18pt.pdf"));
    assert!(of("seen-18pt.pdf") && !of("seen.txt"));
    assert!(!of("web.txt") && !of("web-18pt.pdf"));
    let script = String::from_utf8(files["centre-1/heard.txt"].clone()).unwrap();
    assert!(
        script.contains("Only to be heard.") && script.contains("Your centre"),
        "{script}"
    );
    // Its heading is its title, and that is said once.
    assert_eq!(script.matches("Heard").count(), 1, "{script}");
    fs::remove_file(room.path("pages/web.md")).unwrap();
    room.make(&[]);
}

/// The bytes do not depend on how many threads made them, nor on the order.
#[test]
fn the_same_job_gives_the_same_bytes() {
    let make = |jobs: &str| -> Files {
        let room = small_batch(5, 4);
        room.make(&["--jobs", jobs]);
        assert_eq!(room.left_over(), [""; 0]);
        room.files()
    };
    let one = make("1");
    assert!(one == make("3"));
    assert!(one.contains_key("manifest.json"));
}

/// Recordings of one page for several centres share what is not about the centre, and each has
/// its own details between.
#[test]
#[cfg(feature = "record")]
fn recordings_have_their_centres_details() {
    if tool("espeak-ng").is_none() || tool("ffprobe").is_none() {
        return;
    }
    let room = small_batch(1, 2);
    room.write("pages/page-1.md", "---\nlast-review: 2026-11\n---\n# Rest\n\nSleep well.\n\n## More\n\nSleep long.\n");
    room.write("batch.toml", "organisation = \"Example Cancer Care\"\npages = [\"pages/*.md\"]\ncentres = \"centres.csv\"\n[[forms]]\nform = \"mp3\"\n[[forms]]\nform = \"opus\"\n[[forms]]\nform = \"wav\"\n[[forms]]\nform = \"cd\"\n");
    let run_cached = || {
        let output =
            room.command(&[]).env("XDG_CACHE_HOME", room.path("cache")).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    };
    run_cached();
    for (ending, codec) in [("mp3", "mp3"), ("opus", "opus"), ("wav", "pcm_s16le")] {
        for centre in [1, 2] {
            let file = room.path(&format!("out/centre-{centre}/page-1.{ending}"));
            let said = run(Command::new("ffprobe")
                .args([
                    "-v",
                    "error",
                    "-of",
                    "json",
                    "-show_format",
                    "-show_streams",
                    "-show_chapters",
                ])
                .arg(&file));
            let found: serde_json::Value = serde_json::from_str(&said).unwrap();
            assert_eq!(found["streams"][0]["codec_name"], codec);
            if ending == "wav" {
                continue;
            }
            let chapters = found["chapters"].as_array().unwrap();
            let titles: Vec<&str> =
                chapters.iter().map(|it| it["tags"]["title"].as_str().unwrap()).collect();
            assert_eq!(titles, ["Rest", "More", "Your centre"]);
            let own = format!("01632 9601{centre:02}");
            let other = format!("01632 9601{:02}", 3 - centre);
            assert!(said.contains(&own) && !said.contains(&other), "{said}");
        }
    }
    let index = fs::read_to_string(room.path("out/centre-1/index.html")).unwrap();
    assert!(index.contains("Recording (MP3, 1 minute)</a>"), "{index}");
    assert!(index.contains("<audio controls preload=\"none\" src=\"page-1.mp3\" aria-label=\"Rest\"></audio>"), "{index}");
    let list = fs::read_to_string(room.path("out/centre-1/playlist.m3u8")).unwrap();
    assert!(
        list.starts_with("#EXTM3U\n#EXTINF:") && list.ends_with(",Rest\npage-1.mp3\n"),
        "{list}"
    );
    // A CD has its tracks in a folder: the centre's own, and those that all centres have.
    let cd = |centre: u8, name: &str| {
        fs::read(room.path(&format!("out/centre-{centre}/page-1-cd/{name}"))).unwrap()
    };
    let names: Vec<String> = room
        .files()
        .into_keys()
        .filter_map(|path| Some(path.strip_prefix("centre-1/page-1-cd/")?.to_owned()))
        .collect();
    assert_eq!(names, ["01-rest.wav", "02-your-centre.wav", "page-1.cue"]);
    assert!(cd(1, "01-rest.wav") == cd(2, "01-rest.wav"));
    assert!(cd(1, "02-your-centre.wav") != cd(2, "02-your-centre.wav"));
    assert!(index.contains(">Audio CD, to be burnt (2 tracks, 1 minute)</a>"), "{index}");
    let sums = fs::read_to_string(room.path("out/SHA256SUMS")).unwrap();
    assert!(sums.contains("  centre-1/page-1-cd/01-rest.wav\n"), "{sums}");
    // A track that is gone is made again, with the others of its CD and nothing else.
    fs::remove_file(room.path("out/centre-1/page-1-cd/01-rest.wav")).unwrap();
    let told =
        room.command(&[]).env("XDG_CACHE_HOME", room.path("cache")).output().unwrap();
    let told = String::from_utf8(told.stderr).unwrap();
    assert!(told.contains("1 leaflet made, 7 up to date"), "{told}");
    assert!(cd(1, "01-rest.wav") == cd(2, "01-rest.wav"));
    // The same bytes again, with the sentences from the cache.
    let before = room.files();
    fs::remove_dir_all(room.path("out")).unwrap();
    run_cached();
    assert!(room.files() == before);
}
