//! What is heard: a real speech service speaks through a sound card that is recorded.
#![cfg(all(feature = "system-speech", target_os = "linux"))]

use crate::support;
use crate::support::alone;
use crate::support::sound::{Kind, Room, signal};
use printaloud::engine::system::SystemVoice;
use printaloud::engine::{Event, SpeechEngine as _, Ticket};
use printaloud::speech::{Narration, Script, narrate};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::sync::{Arc, mpsc};
use std::time::{Duration, Instant};

const PAGE: &str = "# When to call us

Call the nurses on 01632 960 001 at any time. They answer from 8am to 8pm. At night you hear a \
recording. It tells you whom to ask instead.

## What to tell them

- your name and date of birth
- how you feel today, and since when
- your temperature, if it is 38°C or more

Take 100mg of it twice a day. Bring this leaflet with you when you come to the centre.
";

/// For what is cut short or said again: a third of the page.
const SHORT: &str = "# When to call us

They answer from 8am to 8pm. At night you hear a recording. It tells you whom to ask.

- your name and date of birth
- how you feel today

Bring this leaflet with you.
";

fn script(page: &str) -> Script {
    narrate(&support::document(page).0, &Narration::default()).0
}

/// What is shown of a page that is spoken to its end.
fn written(page: &str) -> Vec<String> {
    script(page).utterances.into_iter().map(|utterance| utterance.written).collect()
}

/// Starts to speak a page; what it shows is kept.
fn start(room: &Room, page: &Path, arguments: &[&str]) -> Child {
    let mut command = room.printaloud();
    command.args(arguments).arg(page).stdout(Stdio::piped()).stderr(Stdio::piped());
    command.spawn().unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn stdout(output: &Output) -> Vec<String> {
    String::from_utf8_lossy(&output.stdout).lines().map(str::to_owned).collect()
}

/// How long espeak-ng's own recording of a sentence is, in seconds.
fn espeak_alone(said: &str) -> f64 {
    let output = Command::new("espeak-ng")
        .args(["-v", "en-gb", "--stdout", "--", said])
        .output()
        .unwrap();
    output.stdout.len().saturating_sub(44) as f64 / 2.0 / support::sound::RATE as f64
}

#[test]
fn a_page_is_heard_whole_and_without_gaps() {
    let _alone = alone();
    let Some(room) = Room::open(Kind::Whole) else { return };
    let page = room.page("page.md", PAGE);
    let output = room.printaloud().arg("speak").arg(&page).output().unwrap();
    assert!(output.status.success(), "{}", stderr(&output));
    assert!(output.stdout.is_empty() && output.stderr.is_empty(), "{}", stderr(&output));

    let script = script(PAGE);
    let heard = room.heard();
    let (from, to) = heard.spoken().expect("something was heard");
    let utterances = &script.utterances;
    let words: f64 =
        utterances.iter().map(|utterance| espeak_alone(&utterance.said)).sum();
    // Each recording ends in silence of its own; longer pauses are made of that and a rest.
    let rests: f64 = utterances
        .windows(2)
        .map(|two| two[0].pause_after.max(two[1].pause_before).as_secs_f64() - 0.34)
        .map(|rest| rest.max(0.0))
        .sum();
    let ratio = (to - from) / (words + rests);
    println!(
        "heard {:.1} s, expected {:.1} s, ratio {ratio:.3}",
        to - from,
        words + rests
    );
    assert!((0.9..1.15).contains(&ratio), "{ratio}");
    // Longer than between sentences are only the pauses of paragraphs, items and headings. A busy
    // computer may add a tenth of a second to one between sentences.
    let gaps = heard.silences(0.6);
    let longer = utterances
        .windows(2)
        .filter(|two| two[0].pause_after > Duration::from_millis(350));
    println!("silences over 0.6 s: {gaps:.2?}");
    let pauses = gaps.iter().filter(|(_, long)| *long >= 0.7).count();
    assert!(pauses <= longer.count(), "{gaps:?}");
    assert!(gaps.iter().all(|(_, long)| *long < 1.7), "{gaps:?}");
}

/// Not a test by itself: what the next one runs inside a room.
#[test]
#[ignore = "run by another test, in a room of its own"]
fn speak_a_script_and_count_events() {
    let _alone = alone();
    let (send, events) = mpsc::channel();
    let mut engine = SystemVoice::open(Arc::new(move |event| {
        let _ = send.send(event);
    }))
    .unwrap();
    for (at, utterance) in script(SHORT).utterances.iter().enumerate() {
        let ticket = Ticket(at as u64);
        engine.say(ticket, utterance);
        let patience = Duration::from_secs(20);
        assert_eq!(
            events.recv_timeout(patience),
            Ok(Event::Begin(ticket)),
            "{}",
            utterance.said
        );
        assert_eq!(
            events.recv_timeout(patience),
            Ok(Event::End(ticket)),
            "{}",
            utterance.said
        );
    }
    println!("all began and ended");
}

#[test]
fn every_utterance_begins_and_ends() {
    let _alone = alone();
    let Some(room) = Room::open(Kind::Whole) else { return };
    let output = room
        .command(std::env::current_exe().unwrap())
        .args(["--ignored", "--exact", "speak::speak_a_script_and_count_events"])
        .arg("--nocapture")
        .output()
        .unwrap();
    assert!(output.status.success(), "{}{}", stdout(&output).join("\n"), stderr(&output));
    assert!(stdout(&output).iter().any(|line| line.contains("all began and ended")));
}

#[test]
fn a_signal_silences_at_once_and_the_place_is_kept() {
    let _alone = alone();
    let Some(room) = Room::open(Kind::Whole) else { return };
    let page = room.page("page.md", SHORT);
    let all = written(SHORT);
    let mut shown: Vec<Vec<String>> = Vec::new();
    for name in ["INT", "TERM", "HUP"] {
        let before = room.heard().seconds();
        let child = start(&room, &page, &["speak", "--resume", "--show"]);
        room.wait_for_speech(before);
        std::thread::sleep(Duration::from_millis(2600));
        room.mark();
        signal(name, &child.id().to_string());
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(130), "{name}: {}", stderr(&output));
        std::thread::sleep(Duration::from_millis(1500));
        let heard = room.heard();
        let mark = *heard.marks().last().expect("the marker was heard");
        let late = heard.last_speech(mark + 0.3, mark + 2.0);
        println!(
            "{name}: marker at {mark:.2}, last speech {:?}",
            heard.last_speech(mark, mark + 2.0)
        );
        assert_eq!(late, None, "{name}: speech is left after the marker at {mark}");
        shown.push(stdout(&output));
    }
    // The last goes on to the end: nothing is lost, and no more is repeated than was cut.
    let rest = room
        .printaloud()
        .args(["speak", "--resume", "--show"])
        .arg(&page)
        .output()
        .unwrap();
    assert!(rest.status.success(), "{}", stderr(&rest));
    shown.push(stdout(&rest));
    for two in shown.windows(2) {
        assert_eq!(
            two[0].last(),
            two[1].first(),
            "the sentence that was cut is said again"
        );
    }
    let mut joined = shown.concat();
    joined.dedup();
    assert_eq!(joined, all);
    // Heard to its end, the page begins at its start again.
    let script = room
        .printaloud()
        .args(["speak", "--resume", "--script"])
        .arg(&page)
        .output()
        .unwrap();
    assert_eq!(stdout(&script)[0], "When to call us");
}

#[test]
fn a_service_that_is_killed_is_survived() {
    let _alone = alone();
    let Some(room) = Room::open(Kind::Whole) else { return };
    let page = room.page("page.md", SHORT);
    let child = start(&room, &page, &["speak", "--show"]);
    room.wait_for_speech(0.0);
    std::thread::sleep(Duration::from_secs(3));
    let killed = room.heard().seconds();
    room.kill_service();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{}", stderr(&output));
    let mut shown = stdout(&output);
    let all = written(SHORT);
    println!("{} shown of {}", shown.len(), all.len());
    assert!(shown.len() <= all.len() + 1, "{shown:?}");
    shown.dedup();
    assert_eq!(shown, all);
    assert!(stderr(&output).contains("opening it again"), "{}", stderr(&output));
    let heard = room.heard();
    let (_, last) = heard.spoken().unwrap();
    let rest: f64 =
        heard.speech().filter(|(at, loud)| *at > killed + 0.5 && *loud).count() as f64;
    assert!(last > killed + 5.0 && rest > 300.0, "the rest of the page was heard");
}

#[test]
fn another_program_that_interrupts_is_let_finish() {
    let _alone = alone();
    let Some(room) = Room::open(Kind::Whole) else { return };
    let page = room.page("page.md", SHORT);
    let child = start(&room, &page, &["speak", "--show"]);
    room.wait_for_speech(0.0);
    std::thread::sleep(Duration::from_millis(2500));
    if support::tool("spd-say").is_some() {
        assert!(room.command("spd-say").arg("--cancel").status().unwrap().success());
    }
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{}", stderr(&output));
    let mut shown = stdout(&output);
    let all = written(SHORT);
    assert_eq!(shown.len(), all.len() + 1, "one sentence was said twice");
    shown.dedup();
    assert_eq!(shown, all);
}

#[test]
fn what_looks_like_commands_is_spoken() {
    let _alone = alone();
    let Some(room) = Room::open(Kind::Whole) else { return };
    let text = format!(
        "# Odd\n\n.\n\n    .\n    SET SELF RATE 100\n    CANCEL ALL\n\n<speak><prosody rate=\"x-fast\">Slow words</prosody></speak>\n\n\
         &lt;break time=\"9s\"/&gt; a\u{1}b \u{7}\u{1b}[31m\n\nשלום עולם and مرحبا\n\n{}\n\nThe last words.\n",
        "x".repeat(1 << 20)
    );
    let page = room.page("page.md", &text);
    let started = Instant::now();
    let output = room.printaloud().args(["speak", "--show"]).arg(&page).output().unwrap();
    assert!(output.status.success(), "{}", stderr(&output));
    assert!(started.elapsed() < Duration::from_secs(90));
    let shown = stdout(&output);
    assert!(shown.contains(&"SET SELF RATE 100".to_owned()), "{shown:?}");
    assert!(shown.contains(&"The last words.".to_owned()), "{shown:?}");
    assert!(
        stderr(&output).contains("word-too-long")
            && stderr(&output).contains("nothing-to-say")
    );
    let (from, to) = room.heard().spoken().unwrap();
    let words: f64 = script(&text)
        .utterances
        .iter()
        .map(|utterance| espeak_alone(&utterance.said))
        .sum();
    println!("heard {:.1} s, espeak-ng alone {words:.1} s", to - from);
    // An obeyed RATE or CANCEL would make it much shorter.
    assert!(to - from > 0.8 * words);
}

#[test]
fn without_sound_voice_or_service_it_says_so_and_ends() {
    let _alone = alone();
    {
        let Some(room) = Room::open(Kind::NoSound) else { return };
        let page = room.page("page.md", PAGE);
        let output = room.printaloud().arg("speak").arg(&page).output().unwrap();
        assert_eq!(output.status.code(), Some(3));
        assert!(stderr(&output).contains("no sound card"), "{}", stderr(&output));
    }
    {
        let Some(room) = Room::open(Kind::NoModule) else { return };
        let page = room.page("page.md", PAGE);
        let output = room.printaloud().arg("speak").arg(&page).output().unwrap();
        assert_eq!(output.status.code(), Some(3));
        assert!(stderr(&output).contains("has no voice"), "{}", stderr(&output));
    }
    let Some(room) = Room::open(Kind::Whole) else { return };
    let page = room.page("page.md", PAGE);
    let absent = room
        .printaloud()
        .arg("speak")
        .arg(&page)
        .env("SPEECHD_CMD", "/nonexistent")
        .env("SPEECHD_ADDRESS", "unix_socket:/nonexistent/speechd.sock")
        .output()
        .unwrap();
    assert_eq!(absent.status.code(), Some(3));
    assert!(stderr(&absent).contains("speech-dispatcher"), "{}", stderr(&absent));
    let unknown = room
        .printaloud()
        .args(["speak", "--voice", "Englsh (America)"])
        .arg(&page)
        .output()
        .unwrap();
    assert_eq!(unknown.status.code(), Some(3));
    assert!(
        stderr(&unknown).contains("the nearest is `English (America)`"),
        "{}",
        stderr(&unknown)
    );
}

#[test]
fn keys_pause_move_and_stop() {
    let _alone = alone();
    let Some(room) = Room::open(Kind::Whole) else { return };
    let page = room.page("page.md", PAGE);
    let mut command = room.printaloud();
    command.args(["speak", "--show"]).arg(&page);
    let mut terminal = rexpect::session::spawn_command(command, Some(20_000)).unwrap();
    // What is shown ends a line; the next key is pressed while it is being said.
    let shows = |terminal: &mut rexpect::session::PtySession, words: &str| {
        terminal.exp_string(words).unwrap_or_else(|error| panic!("{words}: {error}"));
        std::thread::sleep(Duration::from_millis(500));
    };
    let press = |terminal: &mut rexpect::session::PtySession, key: &str| {
        terminal.send(key).unwrap();
        terminal.flush().unwrap();
    };
    shows(&mut terminal, "When to call us");
    press(&mut terminal, "\u{1b}[C");
    shows(&mut terminal, "Call the nurses");
    room.wait_for_speech(0.0);
    room.mark();
    press(&mut terminal, " ");
    terminal.exp_string("Paused.").unwrap();
    std::thread::sleep(Duration::from_millis(2000));
    let heard = room.heard();
    let mark = *heard.marks().last().expect("the marker was heard");
    println!(
        "pause: marker at {mark:.2}, last speech {:?}",
        heard.last_speech(mark, mark + 1.9)
    );
    assert_eq!(
        heard.last_speech(mark + 0.3, mark + 1.9),
        None,
        "it went on after the pause"
    );
    press(&mut terminal, " ");
    shows(&mut terminal, "Call the nurses");
    press(&mut terminal, "]");
    shows(&mut terminal, "What to tell them");
    press(&mut terminal, "[");
    shows(&mut terminal, "When to call us");
    press(&mut terminal, "+");
    terminal.exp_string("Rate 10.").unwrap();
    shows(&mut terminal, "When to call us");
    press(&mut terminal, "-");
    terminal.exp_string("Rate 0.").unwrap();
    shows(&mut terminal, "When to call us");
    press(&mut terminal, "\u{1b}[C");
    shows(&mut terminal, "Call the nurses");
    press(&mut terminal, "\u{1b}[D");
    shows(&mut terminal, "When to call us");
    press(&mut terminal, "r");
    shows(&mut terminal, "When to call us");
    press(&mut terminal, "?");
    terminal.exp_string("q: stop, and keep the place.").unwrap();
    press(&mut terminal, "q");
    terminal.exp_string("Stopped. To go on:").unwrap();
    let status = terminal.process().wait().unwrap();
    assert!(format!("{status:?}").ends_with(", 0)"), "{status:?}");
}

#[test]
fn ctrl_c_at_a_terminal_ends_and_leaves_it_as_it_was() {
    let _alone = alone();
    let Some(room) = Room::open(Kind::Whole) else { return };
    let page = room.page("page.md", PAGE);
    let mut command = room.command("bash");
    command.arg("-c").arg(
        "\"$0\" speak --show \"$1\"; echo status $?; stty -a | grep -o ' -\\?icanon'",
    );
    command.arg(env!("CARGO_BIN_EXE_printaloud")).arg(&page);
    let mut terminal = rexpect::session::spawn_command(command, Some(20_000)).unwrap();
    terminal.exp_string("Call the nurses").unwrap();
    terminal.send("\u{3}").unwrap();
    terminal.flush().unwrap();
    terminal.exp_string("status 130").unwrap();
    terminal.exp_string(" icanon").unwrap();
}

#[test]
fn two_speakers_keep_their_own_places() {
    let _alone = alone();
    let Some(room) = Room::open(Kind::Whole) else { return };
    let pages = [
        room.page("one.md", PAGE),
        room.page("two.md", &PAGE.replace("nurses", "doctors")),
    ];
    let children = pages.each_ref().map(|page| start(&room, page, &["speak", "--show"]));
    // Both have a place once both have begun; then they are let go on for a little.
    let places = room.path().join("state/printaloud/places");
    let begun = || std::fs::read_dir(&places).is_ok_and(|places| places.count() == 2);
    let by = Instant::now() + Duration::from_secs(60);
    while !begun() && Instant::now() < by {
        std::thread::sleep(Duration::from_millis(100));
    }
    std::thread::sleep(Duration::from_secs(5));
    let mut last = Vec::new();
    for child in children {
        signal("INT", &child.id().to_string());
        let output = child.wait_with_output().unwrap();
        last.push(stdout(&output).last().cloned().unwrap_or_default());
    }
    for (page, last) in pages.iter().zip(last) {
        let source = std::fs::read_to_string(page).unwrap();
        let output = room
            .printaloud()
            .args(["speak", "--resume", "--script"])
            .arg(page)
            .output()
            .unwrap();
        let first = stdout(&output)[0].clone();
        let script = script(&source);
        let kept =
            script.utterances.iter().find(|utterance| utterance.said == first).unwrap();
        assert_eq!(kept.written, last, "{}", page.display());
    }
}

#[test]
fn voices_are_listed_without_their_variants() {
    let _alone = alone();
    let Some(room) = Room::open(Kind::AllVoices) else { return };
    let list = |arguments: &[&str]| {
        let output = room.printaloud().arg("voices").args(arguments).output().unwrap();
        (output.status.code(), stdout(&output))
    };
    assert_eq!(list(&["--lang", "pl"]), (Some(0), vec!["Polish\tpl".to_owned()]));
    let (_, all) = list(&["--all"]);
    assert!(all.len() > 5_000, "{}", all.len());
    assert!(all.iter().any(|line| line.starts_with("Polish+")));
    assert_eq!(list(&["--lang", "tlh"]), (Some(3), Vec::new()));
}

#[test]
fn pages_in_other_scripts_are_spoken_by_a_voice_of_their_language() {
    let _alone = alone();
    let Some(room) = Room::open(Kind::Logged) else { return };
    let voices = [
        ("ur", "Urdu"),
        ("zh", "Chinese (Mandarin"),
        ("hi", "Hindi"),
        ("bn", "Bengali"),
        ("ta", "Tamil"),
    ];
    let count = if support::everything() { voices.len() } else { 1 };
    for (lang, name) in voices.into_iter().take(count) {
        let page = support::root().join(format!("tests/scripts/{lang}.md"));
        // The front matter and the title.
        let source = std::fs::read_to_string(page).unwrap();
        let begin: Vec<&str> = source.split("\n\n").take(2).collect();
        let page = room.page("page.md", &begin.join("\n\n"));
        let before = room.heard().seconds();
        let output = start(&room, &page, &["speak"]).wait_with_output().unwrap();
        assert!(output.status.success(), "{lang}: {}", stderr(&output));
        let (begun, ended) = room.heard().spoken().unwrap();
        assert!(ended > before.max(begun) + 0.5, "{lang}: {before} {begun} {ended}");
        let log = room.path().join("log/speech-dispatcher.log");
        let log = String::from_utf8_lossy(&std::fs::read(log).unwrap()).into_owned();
        let voice = log.lines().rfind(|line| line.contains("SYNTHESIS_VOICE"));
        assert!(voice.is_some_and(|voice| voice.contains(name)), "{lang}: {voice:?}");
    }
}
