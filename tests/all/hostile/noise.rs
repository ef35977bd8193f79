//! Noise for every target of `fuzz/`: its corpus, and what becomes of it by chance.
//!
//! `NOISE_SECONDS=20` throws so much at each, as `make fuzz` does; `fuzz/run` does it with a fuzzer
//! that sees which code it reaches.

use super::targets::TARGETS;
use crate::support::{leaflet_folders, page_folders, picture_folder, root};
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::time::{Duration, Instant};

/// Where the seeds are after two bytes that choose the style.
const STYLED: [&str; 2] = ["print", "lines"];

/// What a target begins with: its corpus, and the pages and pictures that other tests read.
fn seeds(target: &str) -> Vec<Vec<u8>> {
    let files = |folder: &Path| -> Vec<Vec<u8>> {
        let mut paths: Vec<_> =
            fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        paths.sort();
        paths.iter().map(|path| fs::read(path).unwrap()).collect()
    };
    let mut seeds = files(&root().join("fuzz/corpus").join(target));
    match target {
        "markdown" | "speech" | "print" | "lines" | "html" => {
            for folder in [leaflet_folders(), page_folders()].concat() {
                let mut seed = Vec::new();
                if STYLED.contains(&target) {
                    seed.extend(b"ab");
                }
                seed.extend(fs::read(folder.join("leaflet.md")).unwrap());
                seeds.push(seed);
            }
        }
        "pictures" => seeds.extend(files(&picture_folder())),
        _ => {}
    }
    seeds
}

/// Pieces that mean something.
const PIECES: [&[u8]; 44] = [
    b"\n",
    b"\n\n",
    b"---\n",
    b"# ",
    b"- ",
    b"> ",
    b"|",
    b"```\n",
    b"[^1]",
    b"](",
    b"**",
    b"\"",
    b",",
    b"=",
    b"{.web-only}",
    b"<b>",
    b"</b>",
    b"<div>\n",
    b"</div>\n",
    b"<p hidden>",
    b"<table><tr>",
    b"<td rowspan=2>",
    b"<th colspan=2>",
    b"<ol start=2 reversed>",
    b"<li>",
    b"<span lang=cy>",
    b"<del>",
    b"<script>",
    b"<svg><title>",
    b"<!--",
    b"-->",
    b"<name x>",
    b"%%",
    b"\n::: tip a\n",
    b"{: .a #b}",
    b"[[a|b]]",
    b"&amp;",
    b"01632 960 001",
    b"5 mg",
    b"\xe2\x80\xae",
    b"\xc2\xad",
    b"\0",
    b"\xff\xff",
    b"\xd7\x90",
];

/// Numbers by chance, the same in every run (a linear congruential generator).
pub(crate) struct Chance(pub(crate) u64);

impl Chance {
    pub(crate) fn below(&mut self, most: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % most.max(1)
    }
}

/// A seed with a few changes.
fn changed(seeds: &[Vec<u8>], chance: &mut Chance) -> Vec<u8> {
    let mut noise = seeds[chance.below(seeds.len())].clone();
    noise.truncate(4000);
    for _ in 0..=chance.below(8) {
        let at = chance.below(noise.len() + 1);
        let end = (at + chance.below(40)).min(noise.len());
        match chance.below(6) {
            0 => drop(noise.splice(at..at, PIECES[chance.below(PIECES.len())].to_vec())),
            1 => drop(noise.drain(at..end)),
            2 => {
                let part = noise[at..end].to_vec();
                let to = chance.below(noise.len() + 1);
                drop(noise.splice(to..to, part));
            }
            3 => {
                let other = &seeds[chance.below(seeds.len())];
                let from = chance.below(other.len());
                let part =
                    other[from..(from + chance.below(200)).min(other.len())].to_vec();
                drop(noise.splice(at..end, part));
            }
            4 if at < noise.len() => noise[at] ^= 1 << chance.below(8),
            _ if at < noise.len() => noise[at] = u8::try_from(chance.below(256)).unwrap(),
            _ => {}
        }
    }
    noise
}

/// Throws noise at a target; whatever breaks it is kept, and told.
fn throw(name: &str, target: fn(&[u8]), noise: &[u8]) {
    if catch_unwind(AssertUnwindSafe(|| target(noise))).is_err() {
        let path = std::env::temp_dir().join(format!("printaloud-{name}"));
        fs::write(&path, noise).unwrap();
        panic!("{name} is broken by {} ({})", path.display(), noise.escape_ascii());
    }
}

/// Changed seeds for each target where no time is given.
const FEW: usize = 500;

#[test]
fn noise_breaks_nothing() {
    let seconds = std::env::var("NOISE_SECONDS").ok().and_then(|it| it.parse().ok());
    // Without a time, so many each: the same in every run.
    let (time, most) = match seconds {
        Some(seconds) => (Duration::from_secs(seconds), usize::MAX),
        None => (Duration::MAX, FEW),
    };
    let next = std::sync::Mutex::new(TARGETS.iter());
    let work = || {
        loop {
            let Some(&(name, target)) = next.lock().unwrap().next() else { return };
            let seeds = seeds(name);
            assert!(!seeds.is_empty(), "{name} has no corpus");
            seeds.iter().for_each(|seed| throw(name, target, seed));
            let (start, mut chance, mut runs) = (Instant::now(), Chance(20_261_126), 0);
            while runs < most && start.elapsed() < time {
                throw(name, target, &changed(&seeds, &mut chance));
                runs += 1;
            }
            println!("{name}: {} seeds, {runs} changed ones", seeds.len());
        }
    };
    // Two at a time: the machine has other tests to run.
    std::thread::scope(|scope| {
        let threads = [scope.spawn(work), scope.spawn(work)];
        for thread in threads {
            thread.join().expect("noise breaks something");
        }
    });
}
