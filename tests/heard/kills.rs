//! A batch that is ended, or whose pages go, while it works.

use crate::support::alone;
use crate::support::everything;
use crate::support::ran::Ran;
use crate::support::workspace::small_batch;
use std::fs;
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
    let _alone = alone();
    let kills = if everything() { 200 } else { 20 };
    let undisturbed = small_batch(12, 6);
    let start = Instant::now();
    undisturbed.make(&[]);
    let mut longest = start.elapsed();
    let wanted = undisturbed.files();
    assert_eq!(wanted.len(), 12 * 6 + 6 + 3);
    let room = small_batch(12, 6);
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
            assert_eq!(room.left_over(), [""; 0]);
            // From the start again.
            fs::remove_dir_all(room.path("out")).unwrap();
        }
    }
    println!("{cut_short} of {kills} runs were cut short");
    assert!(cut_short * 2 > kills, "{cut_short} of {kills} runs were cut short");
    room.make(&[]);
    assert!(room.files() == wanted);
}

#[test]
fn a_page_that_goes_while_leaflets_are_made_is_told() {
    let _alone = alone();
    let room = small_batch(60, 10);
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
