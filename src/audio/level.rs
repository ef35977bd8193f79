//! How loud sound is (EBU R 128, ITU-R BS.1770), and what makes it as loud as it should be.

use super::Pcm;
use super::limit::Peaks;
use ebur128::{EbuR128, Mode};
use std::ops::Range;

/// What samples are multiplied by; 1 leaves them as they are.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Gain(pub f32);

/// The loudness that recordings of speech are made to, in LUFS: that of podcasts in one channel.
/// The same samples in two channels measure -16 (AES TD1008).
const TARGET: f64 = -19.0;

/// How near is near enough, in LU.
const NEAR: f64 = 0.05;

/// The most steps to get there. The limiter takes some loudness away, so one is not enough.
const STEPS: usize = 4;

/// How many decibels limiting is first thought to take at the most.
const LIMITED: f64 = 1.5;

/// The integrated loudness of a sound, in LUFS; `None` where there is nothing to be heard. A long
/// one is measured in two halves at the same time; the cut takes part in neither.
pub fn loudness(sound: &Pcm) -> Option<f64> {
    let long = sound.samples.len() > 60 * sound.rate as usize;
    let (first, second) =
        sound.samples.split_at(if long { sound.samples.len() / 2 } else { 0 });
    let meter = |samples: &[f32]| {
        let mut meter = EbuR128::new(1, sound.rate, Mode::I).ok()?;
        meter.add_frames_f32(samples).ok()?;
        Some(meter)
    };
    let (first, second) = std::thread::scope(|scope| {
        let first = scope.spawn(|| meter(first));
        let second = meter(second);
        (first.join().ok().flatten(), second)
    });
    let loudness = EbuR128::loudness_global_multiple([first?, second?].iter()).ok();
    loudness.filter(|loudness| loudness.is_finite())
}

/// How many stretches of ten seconds, evenly spread, stand for a long sound: two minutes of a
/// voice tell how loud all of it is to 0.1 dB.
const STRETCHES: usize = 12;

/// The stretches by which the loudness of a sound of `count` samples is measured: no more than it
/// needs.
pub fn telling_stretches(rate: u32, count: usize) -> impl Iterator<Item = Range<usize>> {
    let stretch = 10 * rate as usize;
    let every = (count / STRETCHES).max(stretch).max(1);
    (0..count).step_by(every).map(move |from| from..(from + stretch).min(count))
}

impl Gain {
    /// The gain that makes a sound as loud as it should be (-19 LUFS), or `louder` decibels above
    /// that, once its peaks are limited to `ceiling`, 0 to 1.
    pub fn to_target(sound: &Pcm, louder: f64, ceiling: f32) -> Self {
        let Some(before) = loudness(sound) else { return Self(1.0) };
        let wanted = TARGET + louder - before;
        let power = power(&sound.samples);
        // A gain before a ceiling is the same as a lower ceiling.
        let under = |decibels: f64| ceiling / Self::of(decibels).0;
        let mut peaks: Option<(f32, Peaks)> = None;
        let mut decibels = wanted;
        for _ in 0..STEPS {
            let ceiling = under(decibels);
            let known = peaks.take().filter(|(level, _)| *level <= ceiling);
            let (_, known) = peaks.insert(known.unwrap_or_else(|| {
                let level = under(decibels + LIMITED);
                (level, Peaks::over(sound, level))
            }));
            // Limiting takes as much loudness as power: what is turned down is loud speech, as
            // most of a sound's loudness is.
            let taken: f64 = known
                .turned_down(ceiling)
                .map(|(place, gains)| {
                    let samples = &sound.samples[place..][..gains.len()];
                    let turned: Vec<f32> =
                        samples.iter().zip(&gains).map(|(a, b)| a * b).collect();
                    self::power(samples) - self::power(&turned)
                })
                .sum();
            let left = 10.0 * ((power - taken).max(f64::MIN_POSITIVE) / power).log10();
            let missing = wanted - (decibels + left);
            if missing.abs() < NEAR {
                break;
            }
            decibels += missing;
        }
        Self::of(decibels)
    }

    /// So many decibels more.
    #[must_use]
    pub fn louder(self, decibels: f64) -> Self {
        Self(self.0 * Self::of(decibels).0)
    }

    fn of(decibels: f64) -> Self {
        Self((decibels / 20.0 * std::f64::consts::LN_10).exp() as f32)
    }

    /// Makes samples so much louder.
    pub fn apply(self, samples: &mut [f32]) {
        for sample in samples {
            *sample *= self.0;
        }
    }
}

fn power(samples: &[f32]) -> f64 {
    let stretches = samples.chunks(4096);
    stretches
        .map(|it| f64::from(it.iter().map(|sample| sample * sample).sum::<f32>()))
        .sum()
}
