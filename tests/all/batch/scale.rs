//! Parts of a batch: on one machine after each other, through GNU parallel, and through Slurm.

use crate::support::workspace::small_batch;
use crate::support::{root, tool};
use std::fs;
use std::process::Command;

#[test]
fn parts_joined_are_the_whole() {
    let whole = small_batch(8, 5);
    whole.make(&[]);
    let wanted = whole.files();
    let room = small_batch(8, 5);
    for shard in ["3/4", "1/4", "2/4"] {
        room.make(&["--shard", shard]);
        assert!(
            !room.path("out/manifest.json").exists()
                && !room.path("out/index.html").exists()
        );
    }
    let ran = room.run(&["--merge"]);
    assert_eq!(ran.status, Some(1));
    assert_eq!(
        ran.stderr,
        "error: shard 4 of 4 is missing\n  help: run `printaloud batch --shard 4/4` again\n"
    );
    room.make(&["--shard", "4/4"]);
    // A shard that is run twice does no harm.
    room.make(&["--shard", "2/4"]);
    room.make(&["--merge"]);
    assert!(room.files() == wanted);
    // A whole run finds nothing to do.
    let ran = room.make(&[]);
    assert!(
        ran.stderr.ends_with("0 leaflets made, 40 up to date, 0 failed\n"),
        "{}",
        ran.stderr
    );
    assert!(room.files() == wanted);
    room.make(&["--verify"]);
}

#[test]
fn parts_of_different_jobs_are_not_joined() {
    let room = small_batch(4, 3);
    room.make(&["--shard", "1/2"]);
    room.write(
        "pages/page-1.md",
        "---\nnext-review: 2999\n---\n# Page one\n\nOther words.\n",
    );
    room.make(&["--shard", "2/2"]);
    let ran = room.run(&["--merge"]);
    assert_eq!(ran.status, Some(1));
    assert!(
        ran.stderr
            .starts_with("error: shard 1 of 2 was made from another state of the job"),
        "{}",
        ran.stderr
    );
    room.make(&["--shard", "1/2"]);
    room.make(&["--shard", "1/3"]);
    let ran = room.run(&["--merge"]);
    assert!(
        ran.stderr.starts_with("error: some shards are of 2 and others of 3\n"),
        "{}",
        ran.stderr
    );
    let empty = small_batch(1, 1);
    assert!(
        empty
            .run(&["--merge"])
            .stderr
            .starts_with("error: there are no shards to merge\n")
    );
    // A leaflet that went after its shard was made is named.
    let gone = small_batch(2, 1);
    gone.make(&["--shard", "1/1"]);
    fs::remove_file(gone.path("out/centre-1/page-2-18pt.pdf")).unwrap();
    let ran = gone.run(&["--merge"]);
    assert_eq!(ran.status, Some(1));
    assert!(
        ran.stderr.contains("out/centre-1/page-2-18pt.pdf: error: it was deleted\n"),
        "{}",
        ran.stderr
    );
}

#[test]
fn a_part_that_is_not_one_is_wrong_usage() {
    let room = small_batch(1, 1);
    for (shard, said) in [
        ("5/4", "there is no shard 5 of 4: shards are numbered from 1 to 4"),
        ("0/4", "there is no shard 0 of 4"),
        ("two", "write a shard and how many there are, such as 2/4"),
        ("auto/4", "nothing says which shard this is"),
    ] {
        let ran = room.run(&["--shard", shard]);
        assert_eq!(ran.status, Some(2), "{shard}");
        assert!(ran.stderr.contains(said), "{}", ran.stderr);
    }
    for (variable, value, status) in [
        ("SLURM_ARRAY_TASK_ID", "2", 0),
        ("JOB_COMPLETION_INDEX", "0", 0),
        ("PARALLEL_SEQ", "2", 0),
        ("SLURM_ARRAY_TASK_ID", "3", 2),
        ("JOB_COMPLETION_INDEX", "2", 2),
    ] {
        let output =
            room.command(&["--shard", "auto/2"]).env(variable, value).output().unwrap();
        assert_eq!(output.status.code(), Some(status), "{variable}={value}");
    }
    room.make(&["--merge"]);
}

#[test]
fn parts_through_gnu_parallel_are_the_whole() {
    let Some(parallel) = tool("parallel") else { return };
    let whole = small_batch(8, 5);
    whole.make(&[]);
    let room = small_batch(8, 5);
    let script = fs::read_to_string(root().join("docs/scale/parallel.sh")).unwrap();
    room.write("parallel.sh", &script);
    let ran = Command::new("bash")
        .arg("parallel.sh")
        .env("PRINTALOUD", env!("CARGO_BIN_EXE_printaloud"))
        .env("HOME", room.path(""))
        .current_dir(room.path(""))
        .output()
        .unwrap();
    assert!(
        ran.status.success(),
        "{} {}",
        parallel.display(),
        String::from_utf8_lossy(&ran.stderr)
    );
    assert!(room.files() == whole.files());
}
