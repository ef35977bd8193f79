//! Disks that are full and folders that cannot be written: it is reported, and nothing is
//! half-written.

use crate::support::disk::{SmallDisk, as_root};
use crate::support::workspace::small_batch;
use std::fs;
use std::process::Command;

#[test]
fn a_full_disk_is_told_and_nothing_is_half_written() {
    let room = small_batch(6, 6);
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
    let room = small_batch(2, 2);
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
    let room = small_batch(3, 2);
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
    assert_eq!(room.left_over(), [""; 0]);
    room.make(&["--verify"]);
    room.make(&[]);
    assert!(fs::read(&kept).unwrap() != before);
}

#[test]
#[cfg(feature = "record")]
fn a_full_disk_is_told_and_no_recording_is_left() {
    use crate::support::tool;
    use crate::support::workspace::Workspace;
    if tool("espeak-ng").is_none() {
        return;
    }
    let room = Workspace::of("record").with("rest.md", "# Rest\n\nRest when you are tired. Call us on 01632 960101, at any time of the day.\n");
    let disk = room.path("disk");
    let Some(mounted) = SmallDisk::mount(&disk, "300k") else { return };
    // Neither the recording nor the cache has room there.
    let cache = disk.join("cache");
    let record = || {
        let mut command =
            room.command(&["rest.md", "--format", "wav", "-o", "disk/rest.wav"]);
        command.env("XDG_CACHE_HOME", &cache).output().unwrap()
    };
    let output = record();
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("disk/rest.wav: error: no space left on the disk; nothing was written\n  help: make room"), "{said}");
    let left = Command::new("find").arg(&disk).args(["-type", "f"]).output().unwrap();
    assert!(left.stdout.is_empty(), "{}", String::from_utf8_lossy(&left.stdout));
    assert!(as_root(Command::new("mount").args(["-o", "remount,size=20m"]).arg(&disk)));
    assert!(record().status.success());
    // A cache on a disk that cannot be written is a cache less, or one to read from.
    assert!(as_root(Command::new("mount").args(["-o", "remount,ro"]).arg(&disk)));
    let mut command = room.command(&["rest.md", "--format", "wav", "-o", "rest.wav"]);
    assert!(command.env("XDG_CACHE_HOME", &cache).status().unwrap().success());
    let kept = fs::read(disk.join("rest.wav")).unwrap();
    assert!(fs::read(room.path("rest.wav")).unwrap() == kept);
    drop(mounted);
}
