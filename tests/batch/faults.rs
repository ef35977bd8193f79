//! What goes wrong while nobody watches: the program is ended, the disk is full, a folder cannot
//! be written, a page is gone. What is there afterwards is whole, and the next run completes it.

use crate::room::{Files, Room};
use crate::support::disk::{SmallDisk, as_root};
use crate::support::ran::Ran;
use crate::support::{everything, tool};
use std::fs;
use std::process::Command;
use std::time::{Duration, Instant};

/// A number between 0 and 1 that looks like chance and is the same every time.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> f64 {
        // Knuth's MMIX generator.
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 11) as f64 / (1u64 << 53) as f64
    }
}

#[test]
fn a_run_that_was_killed_is_completed_by_the_next() {
    let kills = if everything() { 200 } else { 20 };
    let undisturbed = Room::small(12, 6);
    let start = Instant::now();
    undisturbed.make(&[]);
    let mut longest = start.elapsed();
    let wanted = undisturbed.files();
    assert_eq!(wanted.len(), 12 * 6 + 6 + 3);
    let room = Room::small(12, 6);
    let mut chance = Chance(2026);
    let mut cut_short = 0;
    for kill in 0..kills {
        let mut child = room.start(&[]);
        std::thread::sleep(longest.mul_f64(chance.next()));
        child.kill().unwrap();
        let done = child.wait().unwrap().success();
        // How fast the machine is now depends on what else it does: three of four runs are to be
        // cut short, all over their length.
        if done {
            longest = longest.mul_f64(0.6);
        } else {
            longest = longest.mul_f64(1.15);
            cut_short += 1;
        }
        // Whatever has its final name is whole.
        for (name, bytes) in room.files() {
            assert!(name.ends_with(".pdf") == bytes.starts_with(b"%PDF"), "{name}");
            if name.ends_with(".pdf") {
                assert!(wanted[&name] == bytes, "{name} after kill {kill}");
            }
        }
        if done || kill % 4 == 3 {
            room.make(&[]);
            assert!(room.files() == wanted, "after kill {kill}");
            assert_eq!(left_over(&room), [""; 0]);
            // From the start again.
            fs::remove_dir_all(room.path("out")).unwrap();
        }
    }
    println!("{cut_short} of {kills} runs were cut short");
    assert!(cut_short * 2 > kills, "{cut_short} of {kills} runs were cut short");
    room.make(&[]);
    assert!(room.files() == wanted);
}

/// What lies in the batch's own folder beside its journal and its lock.
fn left_over(room: &Room) -> Vec<String> {
    let entries = fs::read_dir(room.path("out/.printaloud")).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    names.filter(|name| !matches!(name.as_str(), "journal" | "lock")).collect()
}

#[test]
fn only_one_run_works_in_a_folder() {
    let room = Room::small(1, 1);
    room.make(&[]);
    let lock =
        fs::File::options().write(true).open(room.path("out/.printaloud/lock")).unwrap();
    fs::write(room.path("out/.printaloud/lock"), "process 12 on office").unwrap();
    lock.try_lock().unwrap();
    let ran = room.run(&[]);
    assert_eq!(ran.status, Some(1));
    assert_eq!(
        ran.stderr,
        "out: error: process 12 on office is at work in this folder\n  help: wait until it is done\n"
    );
    assert_eq!(room.run(&["--shard", "1/2"]).status, Some(1));
    // A lock ends with its program, whatever its file still says.
    drop(lock);
    room.make(&[]);
}

#[test]
fn a_page_that_is_gone_or_broken_stops_no_other() {
    let room = Room::small(3, 2);
    fs::write(room.path("pages/page-2.md"), [b'#', b' ', 0xff]).unwrap();
    room.write("pages/page-4.md", "---\ntitle: Nothing\n---\n");
    let ran = room.run(&[]);
    assert_eq!(ran.status, Some(1));
    assert!(
        ran.stderr.contains("pages/page-2.md: error: the page is not UTF-8: byte 2"),
        "{}",
        ran.stderr
    );
    assert!(
        ran.stderr.contains("pages/page-4.md:1:1: error[nothing-to-print]"),
        "{}",
        ran.stderr
    );
    assert!(ran.stderr.ends_with("error: 2 pages could not be made, for the reasons above\nout: 4 leaflets made, 0 up to date, 0 failed\n"), "{}", ran.stderr);
    assert_eq!(room.pdfs().len(), 4);
}

#[test]
fn a_page_that_goes_while_leaflets_are_made_is_told() {
    let room = Room::small(60, 10);
    let mut child = room.start(&["--jobs", "1"]);
    // Once the first leaflets are in place, the last page goes.
    let begun = Instant::now();
    while room.pdfs().is_empty() {
        assert!(begun.elapsed() < Duration::from_secs(60));
        std::thread::sleep(Duration::from_millis(5));
    }
    fs::remove_file(room.path("pages/page-9.md")).unwrap();
    room.write("pages/page-8.md", "# Another page\n");
    child.wait().unwrap();
    let ran: Ran = child.wait_with_output().unwrap().into();
    assert_eq!(ran.status, Some(1), "{}", ran.stderr);
    assert!(
        ran.stderr.contains(
            "error: 10 leaflets could not be made: pages/page-9.md: error: no such file"
        ),
        "{}",
        ran.stderr
    );
    assert!(ran.stderr.contains("error: 10 leaflets could not be made: pages/page-8.md: error: the page or a picture of it changed while leaflets were made"), "{}", ran.stderr);
    assert!(
        ran.stderr.ends_with("out: 580 leaflets made, 0 up to date, 20 failed\n"),
        "{}",
        ran.stderr
    );
}

#[test]
fn a_folder_in_the_place_of_a_leaflet_stops_no_other() {
    let room = Room::small(2, 1);
    room.write("out/centre-1/page-1-18pt.pdf/something.txt", "in the way");
    let ran = room.run(&[]);
    assert_eq!(ran.status, Some(1));
    assert!(
        ran.stderr.contains("out/centre-1/page-1-18pt.pdf: error: "),
        "{}",
        ran.stderr
    );
    assert!(room.path("out/centre-1/page-2-18pt.pdf").is_file());
    assert_eq!(left_over(&room), [""; 0]);
}

#[test]
fn a_full_disk_is_told_and_nothing_is_half_written() {
    let room = Room::small(6, 6);
    room.make(&[]);
    let wanted = room.files();
    fs::remove_dir_all(room.path("out")).unwrap();
    let out = room.path("out");
    let Some(disk) = SmallDisk::mount(&out, "300k") else { return };
    let ran = room.run(&[]);
    assert_eq!(ran.status, Some(1), "{}", ran.stderr);
    assert!(ran.stderr.contains("no space left on the disk"), "{}", ran.stderr);
    for (name, bytes) in room.files() {
        if name.ends_with(".pdf") {
            assert!(wanted[&name] == bytes, "{name}");
        }
    }
    assert!(!room.path("out/.printaloud/aside").exists());
    // With room again, the next run completes the set.
    assert!(as_root(Command::new("mount").args(["-o", "remount,size=20m"]).arg(&out)));
    room.make(&[]);
    assert!(room.files() == wanted);
    drop(disk);
}

#[test]
fn a_folder_that_cannot_be_written_is_told() {
    let room = Room::small(2, 2);
    let out = room.path("out");
    let Some(disk) = SmallDisk::mount(&out, "10m") else { return };
    assert!(as_root(Command::new("mount").args(["-o", "remount,ro"]).arg(&out)));
    let ran = room.run(&[]);
    assert_eq!(ran.status, Some(1));
    assert!(ran.stderr.starts_with("out: error: "), "{}", ran.stderr);
    assert!(
        ran.stderr.contains("cannot be written") || ran.stderr.contains("ead-only"),
        "{}",
        ran.stderr
    );
    drop(disk);
}

#[test]
fn a_file_that_cannot_be_replaced_stays_as_it_was() {
    let room = Room::small(3, 2);
    room.make(&[]);
    let kept = room.path("out/centre-1/page-1-18pt.pdf");
    let before = fs::read(&kept).unwrap();
    if !as_root(Command::new("chattr").arg("+i").arg(&kept)) {
        return;
    }
    room.write("pages/page-1.md", "# Page one\n\nOther words.\n");
    let ran = room.run(&[]);
    assert!(Command::new("chattr").arg("-i").arg(&kept).status().unwrap().success());
    assert_eq!(ran.status, Some(1), "{}", ran.stderr);
    assert!(
        ran.stderr.contains("out/centre-1/page-1-18pt.pdf: error: permission denied"),
        "{}",
        ran.stderr
    );
    assert!(
        ran.stderr.ends_with("out: 1 leaflet made, 4 up to date, 1 failed\n"),
        "{}",
        ran.stderr
    );
    assert!(fs::read(&kept).unwrap() == before);
    assert_eq!(left_over(&room), [""; 0]);
    room.make(&["--verify"]);
    room.make(&[]);
    assert!(fs::read(&kept).unwrap() != before);
}

/// What the journal says is on the disk: after a file was written, the disk was waited for, then
/// the file was moved, then the line was written.
#[test]
#[cfg(target_os = "linux")]
fn what_the_journal_says_is_on_the_disk() {
    if tool("strace").is_none() {
        return;
    }
    let room = Room::small(20, 8);
    let trace = room.path("trace");
    let calls = "trace=write,rename,renameat,renameat2,syncfs,fsync,openat,close";
    let mut command = Command::new("strace");
    command.args(["-f", "-s", "65536", "-y", "-e", calls, "-o"]).arg(&trace);
    command
        .arg(env!("CARGO_BIN_EXE_printaloud"))
        .args(["batch", "--jobs", "2"])
        .current_dir(room.path(""));
    assert!(command.status().unwrap().success());
    let trace = String::from_utf8_lossy(&fs::read(&trace).unwrap()).into_owned();
    let mut written: Vec<String> = Vec::new();
    let mut durable: Vec<String> = Vec::new();
    let mut placed: Files = Files::new();
    let mut said = 0;
    for line in trace.lines() {
        let Some((call, rest)) = line.split_once('(') else { continue };
        let call = call.split_whitespace().last().unwrap_or_default();
        let paths: Vec<&str> = rest.split('"').skip(1).step_by(2).collect();
        let file = rest.split(['<', '>']).nth(1).unwrap_or_default();
        match call {
            "write" if file.contains("/aside/") => {
                written.push(file.rsplit('/').next().unwrap().into());
            }
            "write" if file.ends_with("/journal") => {
                for name in rest.split("\\\"path\\\":\\\"").skip(1) {
                    let name = name.split('\\').next().unwrap();
                    assert!(
                        placed.contains_key(name),
                        "{name} was written down before it was in place"
                    );
                    said += 1;
                }
            }
            // A call that was interrupted by another thread's is shown in two parts.
            "syncfs" => durable.append(&mut written),
            "rename" | "renameat" | "renameat2" => {
                let aside = paths.iter().find(|path| path.contains("/aside/")).copied();
                let target = paths.last().copied().unwrap_or_default();
                let (Some(aside), Some((_, target))) = (aside, target.split_once("out/"))
                else {
                    continue;
                };
                let number = aside.rsplit('/').next().unwrap();
                assert!(
                    durable.iter().any(|known| known == number),
                    "{target} was moved before the disk had it"
                );
                placed.insert(target.into(), Vec::new());
            }
            _ => {}
        }
    }
    assert_eq!(said, 160, "files written down");
}
