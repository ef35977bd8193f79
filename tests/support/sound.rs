//! A sound card and a speech service of a test's own, and what was heard through them.

use super::{root, tool};
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// Samples a second of what is recorded.
pub const RATE: usize = 22_050;
/// How finely sound is looked at.
const FRAME: usize = RATE / 100;

/// What is in a room.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Whole,
    NoSound,
    NoModule,
    AllVoices,
    /// With a log of what is asked of the service.
    Logged,
}

/// A room with a sound card and a speech service that is started by whoever speaks first.
pub struct Room {
    folder: tempfile::TempDir,
    keeper: Child,
    pub env: Vec<(String, String)>,
}

impl Room {
    /// Opens a room; `None` where a tool is missing, which is told.
    pub fn open(kind: Kind) -> Option<Self> {
        for name in
            ["speech-dispatcher", "espeak-ng", "pulseaudio", "parec", "pactl", "sox"]
        {
            tool(name)?;
        }
        let folder = tempfile::Builder::new().prefix("room-").tempdir().unwrap();
        let missing = match kind {
            Kind::Whole => "",
            Kind::NoSound => "no-sound",
            Kind::NoModule => "no-module",
            Kind::AllVoices => "all-voices",
            Kind::Logged => "logged",
        };
        let mut keeper = Command::new(root().join("tests/tools/sound-room"))
            .arg(folder.path())
            .arg(missing)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(keeper.stdout.take().unwrap()).read_line(&mut line).unwrap();
        assert_eq!(line.trim(), "ready");
        let env = std::fs::read_to_string(folder.path().join("env")).unwrap();
        let env = env.lines().filter_map(|line| line.split_once('='));
        let env = env.map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
        Some(Self { folder, keeper, env })
    }

    /// A command that finds the room's sound and speech.
    pub fn command(&self, program: impl AsRef<std::ffi::OsStr>) -> Command {
        let mut command = Command::new(program);
        command.envs(self.env.iter().map(|(name, value)| (name, value)));
        command
    }

    /// The program itself.
    pub fn printaloud(&self) -> Command {
        self.command(env!("CARGO_BIN_EXE_printaloud"))
    }

    /// A page in the room.
    pub fn page(&self, name: &str, text: &str) -> PathBuf {
        let path = self.folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path
    }

    /// Plays the marker tone.
    pub fn mark(&self) {
        let played =
            self.command("pactl").args(["play-sample", "marker", "leaflet"]).status();
        assert!(played.unwrap().success());
    }

    /// Kills the speech service as a crash would.
    pub fn kill_service(&self) {
        let pid =
            std::fs::read_to_string(self.folder.path().join("speechd.pid")).unwrap();
        signal("KILL", pid.trim());
    }

    /// What was played so far.
    pub fn heard(&self) -> Sound {
        let bytes = std::fs::read(self.folder.path().join("raw")).unwrap();
        let samples = bytes
            .chunks_exact(2)
            .map(|pair| f64::from(i16::from_le_bytes([pair[0], pair[1]])));
        Sound { samples: samples.collect() }
    }

    /// Waits until speech is heard that began after `after` seconds of the recording.
    pub fn wait_for_speech(&self, after: f64) {
        let by = Instant::now() + Duration::from_secs(20);
        while Instant::now() < by {
            if self.heard().speech().any(|(at, loud)| at > after && loud) {
                return;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        panic!("no speech was heard in 20 seconds");
    }

    pub fn path(&self) -> &Path {
        self.folder.path()
    }
}

impl Drop for Room {
    fn drop(&mut self) {
        drop(self.keeper.stdin.take());
        let _ = self.keeper.wait();
    }
}

/// Sends a signal by its name.
pub fn signal(name: &str, pid: &str) {
    assert!(Command::new("kill").args(["-s", name, pid]).status().unwrap().success());
}

/// A recording.
pub struct Sound {
    samples: Vec<f64>,
}

impl Sound {
    pub fn seconds(&self) -> f64 {
        self.samples.len() as f64 / RATE as f64
    }

    /// Each hundredth of a second, and whether speech is heard in it. The marker tone is far
    /// above where a voice is loud, and taken off by two averages of three samples.
    pub fn speech(&self) -> impl Iterator<Item = (f64, bool)> {
        let smooth = |samples: &[f64]| -> Vec<f64> {
            samples
                .windows(3)
                .map(|three| (three[0] + 2.0 * three[1] + three[2]) / 4.0)
                .collect()
        };
        let low = smooth(&smooth(&self.samples));
        let frames: Vec<bool> =
            low.chunks(FRAME).map(|frame| loudness(frame) > 150.0).collect();
        frames.into_iter().enumerate().map(|(at, loud)| (at as f64 / 100.0, loud))
    }

    /// When the marker tones began.
    pub fn marks(&self) -> Vec<f64> {
        let mut marks: Vec<f64> = Vec::new();
        for (at, frame) in self.samples.chunks_exact(FRAME).enumerate() {
            let at = at as f64 / 100.0;
            let (mut sine, mut cosine) = (0.0, 0.0);
            for (n, sample) in frame.iter().enumerate() {
                let phase = std::f64::consts::TAU * 9_000.0 * n as f64 / RATE as f64;
                sine += sample * phase.sin();
                cosine += sample * phase.cos();
            }
            let tone = sine.hypot(cosine) / FRAME as f64;
            if tone > 2_000.0 && marks.last().is_none_or(|last| at - last > 0.2) {
                marks.push(at);
            }
        }
        marks
    }

    /// From the first sound of speech to the last.
    pub fn spoken(&self) -> Option<(f64, f64)> {
        let mut loud = self.speech().filter(|(_, loud)| *loud).map(|(at, _)| at);
        let first = loud.next()?;
        Some((first, loud.last().unwrap_or(first)))
    }

    /// The silences between sounds of speech, longer than `least` seconds: when and how long.
    pub fn silences(&self, least: f64) -> Vec<(f64, f64)> {
        let mut last = None;
        let mut silences = Vec::new();
        for (at, _) in self.speech().filter(|(_, loud)| *loud) {
            if let Some(last) = last
                && at - last > least
            {
                silences.push((last, at - last));
            }
            last = Some(at);
        }
        silences
    }

    /// When speech was last heard between two times; `None` for silence.
    pub fn last_speech(&self, from: f64, to: f64) -> Option<f64> {
        self.speech()
            .filter(|(at, loud)| *loud && *at >= from && *at < to)
            .map(|(at, _)| at)
            .last()
    }
}

fn loudness(frame: &[f64]) -> f64 {
    (frame.iter().map(|sample| sample * sample).sum::<f64>() / frame.len() as f64).sqrt()
}
