//! How far long work has come: a bar at a terminal, or a plain line every five seconds.

use super::terminal;
use indicatif::{ProgressBar, ProgressStyle};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// How often a line is said.
const EVERY: Duration = Duration::from_secs(5);

/// Tells how far work has come.
pub(super) struct Progress {
    what: &'static str,
    bar: Option<ProgressBar>,
    begun: Instant,
    last: Mutex<Instant>,
}

impl Progress {
    /// Tells of so much work in `what`, such as leaflets; in lines if asked, or where there is no
    /// terminal.
    pub(super) fn new(what: &'static str, lines: bool) -> Self {
        let bar = (!lines && terminal::is_watched()).then(|| {
            let bar = ProgressBar::no_length();
            let template = format!(
                "{{wide_bar}} {{pos}} of {{len}} {what}, {{per_sec}}, {{eta}} left"
            );
            if let Ok(style) = ProgressStyle::with_template(&template) {
                bar.set_style(style);
            }
            bar
        });
        let now = Instant::now();
        Self { what, bar, begun: now, last: Mutex::new(now) }
    }

    /// So much of so much is done.
    pub(super) fn at(&self, done: usize, of: usize) {
        if let Some(bar) = &self.bar {
            bar.set_length(of as u64);
            bar.set_position(done as u64);
            return;
        }
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        if last.elapsed() < EVERY {
            return;
        }
        *last = Instant::now();
        let rate = done as f64 / self.begun.elapsed().as_secs_f64();
        let left = (of - done) as f64 / rate.max(1e-9);
        terminal::talk(&format!(
            "{done} of {of} {}, {rate:.0} a second, {} left",
            self.what,
            time(left)
        ));
    }

    /// Says something in the meantime.
    pub(super) fn talk(&self, text: &str) {
        match &self.bar {
            Some(bar) => bar.suspend(|| terminal::talk(text)),
            None => terminal::talk(text),
        }
    }

    /// Takes the bar away.
    pub(super) fn end(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

/// A time in words that a voice reads well.
pub(super) fn time(seconds: f64) -> String {
    let seconds = seconds.clamp(0.0, 1e9).ceil() as u64;
    let of = |count: u64, unit: &str| {
        format!("{count} {unit}{}", if count == 1 { "" } else { "s" })
    };
    match (seconds / 3600, seconds / 60 % 60, seconds % 60) {
        (0, 0, seconds) => of(seconds, "second"),
        (0, minutes, seconds) => {
            format!("{} {}", of(minutes, "minute"), of(seconds, "second"))
        }
        (hours, minutes, _) => format!("{} {}", of(hours, "hour"), of(minutes, "minute")),
    }
}

#[cfg(test)]
mod tests {
    use super::time;

    #[test]
    fn times_are_said_in_words() {
        assert_eq!(time(4.2), "5 seconds");
        assert_eq!(time(125.0), "2 minutes 5 seconds");
        assert_eq!(time(7260.0), "2 hours 1 minute");
    }
}
