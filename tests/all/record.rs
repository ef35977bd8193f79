//! Recordings: what other programs find in them, how loud they are, and what becomes of engines
//! that are missing, fall over or hang.
#![cfg(all(feature = "record", unix))]

use crate::support;
use crate::support::ran::Ran;
use crate::support::workspace::Workspace;
use crate::support::{root, run, tool};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const PAGE: &str = "---\ntitle: Rest\nlast-review: 2026-11\n---\n# Rest\n\nRest when you are tired. Call us on 01632 960101, at any time of the day.\n\n## Why it helps\n\nYour body mends itself while you sleep. A short sleep in the afternoon is enough for many people.\n\n## Ask for help\n\nTalk to your nurse if you cannot sleep. She knows what others have tried, and what worked for them.\n";

/// A page that says the same so often.
fn long_page(times: usize) -> String {
    let (_, body) = PAGE.split_once("# Rest\n").unwrap();
    format!("# Rest\n{}", body.repeat(times))
}

/// Whether everything is there that records and judges.
fn tools() -> bool {
    ["espeak-ng", "ffprobe", "ffmpeg"].iter().all(|name| tool(name).is_some())
}

fn probe(file: &Path) -> Value {
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
        .arg(file));
    serde_json::from_str(&said).unwrap()
}

fn seconds(value: &Value) -> f64 {
    value.as_str().unwrap().parse().unwrap()
}

/// Loudness in LUFS and the highest true peak in dB.
fn level(file: &Path) -> (f64, f64) {
    let output = Command::new("ffmpeg")
        .args(["-hide_banner", "-nostats", "-i"])
        .arg(file)
        .args(["-af", "ebur128=peak=true", "-f", "null", "-"])
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    let summary = said.rsplit("Summary:").next().unwrap();
    let value = |name: &str| -> f64 {
        let line = summary.lines().find(|line| line.trim().starts_with(name)).unwrap();
        line.split_whitespace().nth(1).unwrap().parse().unwrap()
    };
    (value("I:"), value("Peak:"))
}

/// The samples of a file as a player decodes them, at 48,000 a second.
fn decoded(file: &Path) -> Vec<i16> {
    let output = Command::new("ffmpeg")
        .args(["-v", "error", "-i"])
        .arg(file)
        .args(["-f", "s16le", "-ac", "1", "-ar", "48000", "-"])
        .output()
        .unwrap();
    output
        .stdout
        .chunks_exact(2)
        .map(|pair| i16::from_le_bytes([pair[0], pair[1]]))
        .collect()
}

#[test]
fn other_programs_find_format_length_tags_and_chapters() {
    if !tools() {
        return;
    }
    let room = Workspace::of("record").with("rest.md", PAGE);
    for (format, codec, rate) in [
        ("mp3", "mp3", "44100"),
        ("opus", "opus", "48000"),
        ("wav", "pcm_s16le", "22050"),
    ] {
        room.make(&["rest.md", "--format", format, "--timings"]);
        let file = room.path("rest").with_extension(format);
        let found = probe(&file);
        let stream = &found["streams"][0];
        assert_eq!(stream["codec_name"], codec);
        assert_eq!(stream["sample_rate"], rate);
        assert_eq!(stream["channels"], 1);
        let timings = fs::read_to_string(room.path("rest.timings.json")).unwrap();
        let timings: Value = serde_json::from_str(&timings).unwrap();
        let length = timings["length"].as_f64().unwrap();
        assert!(length > 15.0, "{length}");
        let duration = seconds(&found["format"]["duration"]);
        assert!((duration - length).abs() < 0.1, "{format}: {duration} and {length}");
        // What a player hears is as long as the clips and the pauses between them.
        let heard = decoded(&file).len() as f64 / 48_000.0;
        assert!((heard - length).abs() < 0.02, "{format}: {heard} and {length}");
        let utterances = timings["utterances"].as_array().unwrap();
        for pair in utterances.windows(2) {
            let pause =
                pair[1]["begin"].as_f64().unwrap() - pair[0]["end"].as_f64().unwrap();
            assert!((0.34..=1.21).contains(&pause), "{pause}");
        }
        // Content has a name of its own, and announcements none.
        let mut ids = BTreeSet::new();
        for utterance in utterances {
            let is_content = utterance["role"] == "content";
            assert_eq!(utterance["id"].is_string(), is_content, "{utterance}");
            if let Some(id) = utterance["id"].as_str() {
                assert!(id.starts_with(&format!("n{}-", utterance["node"])), "{id}");
                assert!(ids.insert(id.to_owned()), "{id}");
            }
        }
        let end = utterances.last().unwrap()["end"].as_f64().unwrap();
        assert!((length - end - 0.5).abs() < 0.01);
        if format == "wav" {
            continue;
        }
        let tags =
            if format == "mp3" { &found["format"]["tags"] } else { &stream["tags"] };
        let tag = |name: &str| {
            let tags = tags.as_object().unwrap();
            let found = tags.iter().find(|(key, _)| key.eq_ignore_ascii_case(name));
            found.map(|(_, value)| value.as_str().unwrap().to_owned())
        };
        assert_eq!(tag("title").as_deref(), Some("Rest"));
        assert_eq!(tag("genre").as_deref(), Some("Speech"));
        assert_eq!(
            tag("language").as_deref(),
            Some(if format == "mp3" { "eng" } else { "en-GB" })
        );
        assert!(tag("date").unwrap().starts_with("2026"));
        let lyrics = tags
            .as_object()
            .unwrap()
            .iter()
            .find(|(key, _)| key.to_lowercase().starts_with("lyrics"));
        assert!(
            lyrics.unwrap().1.as_str().unwrap().contains("Call us on 01632 960101"),
            "{tags}"
        );
        let chapters = found["chapters"].as_array().unwrap();
        let titles: Vec<&str> =
            chapters.iter().map(|it| it["tags"]["title"].as_str().unwrap()).collect();
        assert_eq!(titles, ["Rest", "Why it helps", "Ask for help"]);
        for chapter in chapters {
            let begin = seconds(&chapter["start_time"]);
            let title = chapter["tags"]["title"].as_str().unwrap();
            let own = utterances.iter().find(|it| it["written"] == title).unwrap();
            assert!((begin - own["begin"].as_f64().unwrap()).abs() < 0.002, "{title}");
        }
    }
    let captions = fs::read_to_string(room.path("rest.vtt")).unwrap();
    assert!(captions.starts_with("WEBVTT\n\n00:00:00.300 --> 00:00:0"), "{captions}");
    assert!(
        captions.contains("\nCall us on 01632 960101, at any time of the day.\n"),
        "{captions}"
    );
}

#[test]
fn every_file_is_as_loud_as_the_others_and_none_clips() {
    if !tools() {
        return;
    }
    let room = Workspace::of("record").with("rest.md", PAGE);
    for format in ["mp3", "opus", "wav"] {
        room.make(&["rest.md", "--format", format]);
        let (loudness, peak) = level(&room.path("rest").with_extension(format));
        assert!((loudness + 19.0).abs() < 0.5, "{format}: {loudness} LUFS");
        assert!(peak < -1.5, "{format}: {peak} dBTP");
    }
    room.make(&["rest.md", "--format", "wav", "--volume", "30", "-o", "louder.wav"]);
    let (loudness, peak) = level(&room.path("louder.wav"));
    assert!((loudness + 16.0).abs() < 0.8 && peak < -1.5, "{loudness} LUFS, {peak} dBTP");
    // No join clicks: no two samples that follow each other are far apart.
    let wav = fs::read(room.path("rest.wav")).unwrap();
    let samples =
        wav[44..].chunks_exact(2).map(|pair| i16::from_le_bytes([pair[0], pair[1]]));
    let samples: Vec<i16> = samples.collect();
    let step = samples
        .windows(2)
        .map(|pair| (i32::from(pair[1]) - i32::from(pair[0])).abs())
        .max();
    assert!(step.unwrap() < 16_384, "{step:?}");
}

#[test]
fn a_cd_has_a_track_a_section() {
    if !tools() {
        return;
    }
    let room = Workspace::of("record").with("rest.md", PAGE);
    room.make(&["rest.md", "--format", "cd"]);
    let mut tracks: Vec<PathBuf> = fs::read_dir(room.path("rest-cd"))
        .unwrap()
        .map(|it| it.unwrap().path())
        .collect();
    tracks.sort();
    let names: Vec<&str> =
        tracks.iter().map(|path| path.file_name().unwrap().to_str().unwrap()).collect();
    assert_eq!(
        names,
        ["01-rest.wav", "02-why-it-helps.wav", "03-ask-for-help.wav", "rest.cue"]
    );
    for track in &tracks[..3] {
        let found = probe(track);
        let stream = &found["streams"][0];
        assert_eq!(
            (stream["sample_rate"].as_str(), stream["channels"].as_u64()),
            (Some("44100"), Some(2))
        );
        let samples = stream["duration_ts"].as_u64().unwrap();
        assert!(samples.is_multiple_of(588) && samples >= 4 * 44_100, "{samples}");
    }
    let (loudness, peak) = level(&tracks[2]);
    assert!((loudness + 16.0).abs() < 1.0 && peak < -1.5, "{loudness} LUFS, {peak} dBTP");
    if tool("cueprint").is_some() {
        let said = run(Command::new("cueprint")
            .args(["-d", "%N %T\n", "-t", "%n %t\n"])
            .arg(room.path("rest-cd/rest.cue")));
        assert_eq!(said, "3 Rest\n1 Rest\n2 Why it helps\n3 Ask for help\n");
        assert_eq!(
            run(Command::new("cuebreakpoints").arg(room.path("rest-cd/rest.cue"))),
            ""
        );
    }
}

#[test]
fn a_file_a_section_comes_with_a_playlist() {
    if !tools() {
        return;
    }
    let room = Workspace::of("record").with("rest.md", PAGE);
    let told = room.make(&["rest.md", "--split", "heading", "--out-dir", "out"]).stderr;
    assert!(told.ends_with(", 3 files\n"), "{told}");
    let list = fs::read_to_string(room.path("out/rest/playlist.m3u8")).unwrap();
    let names: Vec<&str> = list.lines().filter(|line| !line.starts_with('#')).collect();
    assert_eq!(names, ["01-rest.mp3", "02-why-it-helps.mp3", "03-ask-for-help.mp3"]);
    for (number, name) in (1..).zip(names) {
        let found = probe(&room.path("out/rest").join(name));
        let number: u32 = number;
        assert_eq!(found["format"]["tags"]["track"], format!("{number}/3"));
        assert_eq!(found["format"]["tags"]["album"], "Rest");
    }
}

/// How many times the engine was asked to say something.
fn calls(room: &Workspace) -> usize {
    let log = fs::read_to_string(room.path("calls")).unwrap_or_default();
    log.lines().filter(|line| line.contains("--stdin")).count()
}

#[test]
fn what_was_said_before_is_not_said_again() {
    if !tools() {
        return;
    }
    let room = Workspace::of("record").with("rest.md", PAGE);
    let real = run(Command::new("sh").args(["-c", "command -v espeak-ng"]));
    let counting = format!(
        "echo \"$@\" >> {}\nexec {} \"$@\"",
        room.path("calls").display(),
        real.trim()
    );
    let path = room.pretend("espeak-ng", &counting);
    let record = |format: &str| {
        let ran = room.run_with(&path, &["rest.md", "--format", format]);
        assert_eq!(ran.status, Some(0), "{}", ran.stderr);
    };
    record("wav");
    let first = calls(&room);
    assert_eq!(first, 1, "a page this short is one passage");
    let made = fs::read(room.path("rest.wav")).unwrap();
    record("mp3");
    assert_eq!(calls(&room), first);
    // One changed sentence is one call.
    fs::write(
        room.path("rest.md"),
        PAGE.replace("Your body mends itself", "The body mends itself"),
    )
    .unwrap();
    record("wav");
    assert_eq!(calls(&room), first + 1);
    // What was damaged in the cache is said again, and sounds as before.
    fs::write(room.path("rest.md"), PAGE).unwrap();
    let mut damaged = 0;
    for folder in fs::read_dir(room.path("cache/printaloud/speech")).unwrap() {
        for file in fs::read_dir(folder.unwrap().path()).unwrap() {
            fs::write(file.unwrap().path(), "damaged").unwrap();
            damaged += 1;
        }
    }
    assert_eq!(damaged, first + 1);
    record("wav");
    assert_eq!(calls(&room), 2 * first + 1);
    assert!(fs::read(room.path("rest.wav")).unwrap() == made);
    // A cache that cannot be written is a cache less.
    fs::remove_dir_all(room.path("cache")).unwrap();
    fs::write(room.path("cache"), "in the way").unwrap();
    record("wav");
    assert!(fs::read(room.path("rest.wav")).unwrap() == made);
}

/// The sections of a page, each a file, are as loud as the page, and so are the tracks of a CD.
#[test]
fn every_section_is_as_loud_as_the_others() {
    if !tools() || !support::everything() {
        println!("skipped: PRINTALOUD_TESTS=all listens to every section");
        return;
    }
    let room = Workspace::of("record").with("rest.md", PAGE);
    let page = root().join("content/if-cancer-comes-back.md");
    let page = page.to_str().unwrap();
    let mut heard = 0;
    for (format, target) in
        [("mp3", -19.0), ("opus", -19.0), ("wav", -19.0), ("cd", -16.0)]
    {
        let split: &[&str] = if format == "cd" { &[] } else { &["--split", "heading"] };
        room.make(&[&[page, "--format", format, "-o", format], split].concat());
        for file in fs::read_dir(room.path(format)).unwrap() {
            let file = file.unwrap().path();
            let ending = file.extension().unwrap().to_str().unwrap();
            if !["mp3", "opus", "wav"].contains(&ending) {
                continue;
            }
            let (loudness, peak) = level(&file);
            let file = file.display();
            assert!(peak < -1.5, "{file}: {peak} dBTP");
            let long =
                seconds(&probe(Path::new(&file.to_string()))["format"]["duration"]);
            if long >= 10.0 {
                assert!((loudness - target).abs() <= 0.5, "{file}: {loudness} LUFS");
                heard += 1;
            }
        }
    }
    assert_eq!(heard, 4 * 6);
}

#[test]
fn an_engine_that_fails_is_told_and_nothing_is_left() {
    if !tools() {
        return;
    }
    let room = Workspace::of("record").with("rest.md", PAGE);
    let real = run(Command::new("sh").args(["-c", "command -v espeak-ng"]));
    let real = real.trim();
    // It falls over at every sentence but when it lists its voices.
    let listing = format!("case \"$1\" in --voices*|-q) exec {real} \"$@\";; esac");
    let path = room.pretend("espeak-ng", &format!("{listing}\nexit 1"));
    let ran = room.run_with(&path, &["rest.md"]);
    assert_eq!(ran.status, Some(1));
    assert!(
        ran.stderr.contains(
            "rest.md: error: `espeak-ng` ended without saying it all\n  help: try again"
        ),
        "{}",
        ran.stderr
    );
    assert!(!room.path("rest.mp3").exists());
    // Once only: it is asked again.
    let once = format!(
        "{listing}\nif [ ! -e {0} ]; then touch {0}; exit 1; fi\nexec {real} \"$@\"",
        room.path("fallen").display()
    );
    let path = room.pretend("espeak-ng", &once);
    let ran = room.run_with(&path, &["rest.md"]);
    assert_eq!(ran.status, Some(0), "{}", ran.stderr);
    // It says one sentence without a sound.
    let mute = format!(
        "{listing}\ntext=$(cat)\ncase \"$text\" in Rest.*|Rest) {real} -v en-gb --stdout '' ;; *) printf %s \"$text\" | sed '1s/^Rest$//' | {real} \"$@\";; esac"
    );
    let path = room.pretend("espeak-ng", &mute);
    let ran = room.run_with(&path, &["rest.md", "--no-cache"]);
    assert!(
        ran.stderr.contains("warning[no-sound]: the voice gives no sound for `Rest`"),
        "{}",
        ran.stderr
    );
    // It is not there at all.
    let ran = room.run_with("/nonexistent", &["rest.md"]);
    assert_eq!(ran.status, Some(3));
    assert!(
        ran.stderr.starts_with("error: `espeak-ng` is not installed\n  help: install it"),
        "{}",
        ran.stderr
    );
}

#[test]
fn an_engine_that_hangs_is_left() {
    if !tools() || !support::everything() {
        println!(
            "skipped: an engine that hangs takes most of a minute; PRINTALOUD_TESTS=all waits for it"
        );
        return;
    }
    let room = Workspace::of("record").with("rest.md", PAGE);
    let real = run(Command::new("sh").args(["-c", "command -v espeak-ng"]));
    let path = room.pretend(
        "espeak-ng",
        &format!(
            "case \"$1\" in --voices*|-q) exec {} \"$@\";; esac\nexec sleep 600",
            real.trim()
        ),
    );
    fs::write(room.path("rest.md"), "# Rest\n").unwrap();
    let ran = room.run_with(&path, &["rest.md"]);
    assert_eq!(ran.status, Some(1));
    assert!(
        ran.stderr.contains("`espeak-ng` gave no sound for 20 seconds"),
        "{}",
        ran.stderr
    );
}

#[test]
fn wrong_words_are_answered() {
    if !tools() {
        return;
    }
    let room = Workspace::of("record").with("rest.md", PAGE);
    fs::write(room.path("klingon.md"), "---\nlang: tlh\n---\n# nuqneH\n\nQapla.\n")
        .unwrap();
    for (arguments, status, said) in [
        (&["missing.md"][..], 1, "missing.md: error: no such file\n"),
        (&["klingon.md"], 3, "klingon.md: error: no voice speaks `tlh`\n"),
        (&["rest.md", "--voice", "Nobody"], 3, "error: there is no voice `Nobody`\n"),
        (
            &["rest.md", "--engine", "piper"],
            3,
            "error: the voice `(none was named)` cannot be used\n",
        ),
        (
            &["rest.md", "rest.md"],
            2,
            "error: rest.md and another page would become one file\n",
        ),
        (&["rest.md", "-o", "rest.md"], 2, "rest.md: error: this is a page to be read"),
        (&["rest.md", "--format", "flac"], 2, "`flac` will not do for `--format`"),
        (
            &["rest.md", "--timings", "--format", "cd"],
            2,
            "error: --timings is for one file a page",
        ),
        (
            &["rest.md", "--split", "heading", "-o", "-"],
            2,
            "error: several files cannot go to standard output",
        ),
    ] {
        let ran = room.run(arguments);
        assert_eq!(ran.status, Some(status), "{arguments:?}: {}", ran.stderr);
        assert!(ran.stderr.contains(said), "{arguments:?}: {}", ran.stderr);
    }
    let names: Vec<_> =
        fs::read_dir(room.path("")).unwrap().map(|it| it.unwrap().file_name()).collect();
    assert_eq!(names.len(), 2, "{names:?}");
}

#[test]
fn piper_records_too() {
    let (Some(piper), Some(voice)) = (tool("piper"), tool("piper-voice")) else { return };
    if !tools() {
        return;
    }
    let room = Workspace::of("record").with("rest.md", PAGE);
    let path = format!(
        "{}:{}",
        piper.parent().unwrap().display(),
        std::env::var("PATH").unwrap()
    );
    let voice = voice.to_str().unwrap();
    let ran = room.run_with(
        &path,
        &["rest.md", "--engine", "piper", "--voice", voice, "--format", "wav"],
    );
    assert_eq!(ran.status, Some(0), "{}", ran.stderr);
    let (loudness, peak) = level(&room.path("rest.wav"));
    assert!((loudness + 19.0).abs() < 0.5 && peak < -1.5, "{loudness} LUFS, {peak} dBTP");
    assert!(seconds(&probe(&room.path("rest.wav"))["format"]["duration"]) > 15.0);
    fs::write(room.path("polska.md"), "---\nlang: pl\n---\n# Witaj\n").unwrap();
    let ran = room.run_with(&path, &["polska.md", "--engine", "piper", "--voice", voice]);
    assert_eq!(ran.status, Some(3));
    assert!(ran.stderr.contains("no voice speaks `pl`"), "{}", ran.stderr);
    assert!(root().exists());
}

/// However long a page is, only what is being worked on is in memory. All samples of this one
/// would take 100 MB before they are encoded.
#[test]
#[cfg(target_os = "linux")]
fn the_length_of_a_page_takes_no_memory() {
    if !tools() {
        return;
    }
    let room = Workspace::of("record").with("long.md", &long_page(60));
    let mut command = room.command(&["long.md", "--format", "opus", "--timings"]);
    let peak = support::peak_memory(&mut command);
    assert!(peak < 80 << 20, "{peak}");
    let timings = fs::read_to_string(room.path("long.timings.json")).unwrap();
    let timings: Value = serde_json::from_str(&timings).unwrap();
    assert!(timings["length"].as_f64().unwrap() > 1_000.0);
}

#[test]
fn a_full_disk_is_told() {
    if !tools() || !Path::new("/dev/full").exists() {
        return;
    }
    let room = Workspace::of("record").with("rest.md", PAGE);
    let ran = room.run(&["rest.md", "-o", "/dev/full"]);
    assert_eq!(ran.status, Some(1));
    assert!(ran.stderr.ends_with(
        "/dev/full: error: no space left on the disk; nothing was written\n  help: make room and try again\n"
    ), "{}", ran.stderr);
}

/// A disk that takes no more in the middle of a recording ends it with a message, and nothing is
/// left.
#[test]
#[cfg(unix)]
fn a_disk_that_fills_up_meanwhile_is_told() {
    if !tools() {
        return;
    }
    let room = Workspace::of("record").with("long.md", &long_page(20));
    for format in ["wav", "mp3", "opus", "cd"] {
        let record = room.command(&["long.md", "--no-cache", "--format", format]);
        // No file may have over 64 kB.
        let mut command = Command::new("timeout");
        command.args([
            "120",
            "bash",
            "-c",
            "trap '' XFSZ; ulimit -f 64; exec \"$@\"",
            "-",
        ]);
        command.arg(record.get_program()).args(record.get_args());
        command.current_dir(room.folder());
        for (name, value) in record.get_envs() {
            match value {
                Some(value) => command.env(name, value),
                None => command.env_remove(name),
            };
        }
        let ran: Ran = command.output().unwrap().into();
        assert_eq!(ran.status, Some(1), "{format}: {}", ran.stderr);
        assert!(ran.stderr.contains("file too large"), "{format}: {}", ran.stderr);
        let left = room.names();
        let sounds =
            left.iter().filter(|name| name.starts_with("long.") && *name != "long.md");
        assert_eq!(sounds.count(), 0, "{format}: {left:?}");
    }
}

/// A recording that is killed leaves no half of a file.
#[test]
#[cfg(unix)]
fn a_recording_that_is_killed_leaves_nothing() {
    if !tools() {
        return;
    }
    let room = Workspace::of("record").with("long.md", &long_page(60));
    room.make(&["long.md", "--format", "wav", "-o", "first.wav"]);
    // Its sentences are known by now, so it is encoded at once.
    for wait in [100, 300, 600] {
        let mut child = room.start(&["long.md", "--format", "opus"]);
        std::thread::sleep(std::time::Duration::from_millis(wait));
        child.kill().unwrap();
        child.wait().unwrap();
        assert_eq!(room.names(), ["cache", "first.wav", "long.md"], "after {wait} ms");
    }
}
