//! What goes wrong while nobody watches: the program is ended, the disk is full, a folder cannot
//! be written, a page is gone. What is there afterwards is whole, and the next run completes it.

use crate::support::tool;
use crate::support::workspace::{Files, small_batch};
use std::fs;
use std::process::Command;

#[test]
fn only_one_run_works_in_a_folder() {
    let room = small_batch(1, 1);
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
    let room = small_batch(3, 2);
    fs::write(room.path("pages/page-2.md"), [b'#', b' ', 0xff]).unwrap();
    room.write("pages/page-4.md", "---\ntitle: Nothing\n---\n");
    let ran = room.run(&[]);
    assert_eq!(ran.status, Some(1));
    assert!(
        ran.stderr.contains("pages/page-2.md: error: the file is not UTF-8: byte 2"),
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
fn a_folder_in_the_place_of_a_leaflet_stops_no_other() {
    let room = small_batch(2, 1);
    room.write("out/centre-1/page-1-18pt.pdf/something.txt", "in the way");
    let ran = room.run(&[]);
    assert_eq!(ran.status, Some(1));
    assert!(
        ran.stderr.contains("out/centre-1/page-1-18pt.pdf: error: "),
        "{}",
        ran.stderr
    );
    assert!(room.path("out/centre-1/page-2-18pt.pdf").is_file());
    assert_eq!(room.left_over(), [""; 0]);
}

/// What the journal says is on the disk: after a file was written, the disk was waited for, then
/// the file was moved, then the line was written.
#[test]
#[cfg(target_os = "linux")]
fn what_the_journal_says_is_on_the_disk() {
    if tool("strace").is_none() {
        return;
    }
    let room = small_batch(20, 8);
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
