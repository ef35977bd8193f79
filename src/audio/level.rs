//! How loud sound is (EBU R 128, ITU-R BS.1770), and what makes it as loud as it should be.

use super::{Pcm, limit};
use ebur128::{EbuR128, Mode};

/// What samples are multiplied by.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Gain(pub f32);

/// The loudness that recordings of speech are made to, in LUFS: that of podcasts in one channel.
/// The same samples in two channels measure -16 (AES TD1008).
const TARGET: f64 = -19.0;

/// How near is near enough, in LU.
const NEAR: f64 = 0.05;

/// The most steps to get there. The limiter takes some loudness away, so one is not enough.
const STEPS: usize = 4;

/// The least that a thread measures: a minute.
const PART: usize = 60 * 44_100;

/// The integrated loudness of a sound, in LUFS; `None` where there is nothing to be heard. Long
/// sounds are measured in two halves at the same time; the cut takes part in neither.
pub fn loudness(sound: &Pcm) -> Option<f64> {
    let middle = if sound.samples.len() > PART { sound.samples.len() / 2 } else { 0 };
    let (first, second) = sound.samples.split_at(middle);
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

impl Gain {
    /// The gain that makes a sound as loud as it should be, or so many decibels louder, once its
    /// peaks are limited.
    pub fn to_target(sound: &Pcm, louder: f64, ceiling: f32) -> Self {
        let Some(before) = loudness(sound) else { return Self(1.0) };
        let wanted = TARGET + louder - before;
        let mut decibels = wanted;
        for _ in 0..STEPS {
            let taken = taken(&Self::of(decibels).applied(sound), ceiling);
            let missing = wanted - (decibels - taken);
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

    /// The sound with this gain.
    #[must_use]
    pub fn applied(self, sound: &Pcm) -> Pcm {
        let samples = sound.samples.iter().map(|sample| sample * self.0).collect();
        Pcm { rate: sound.rate, samples }
    }
}

/// How many decibels of its power limiting takes from a sound: it takes as much of its loudness,
/// because what is turned down is loud speech, as most of a sound's loudness is.
fn taken(sound: &Pcm, ceiling: f32) -> f64 {
    let power = |sound: &Pcm| -> f64 {
        let stretches = sound.samples.chunks(4096);
        stretches
            .map(|it| f64::from(it.iter().map(|sample| sample * sample).sum::<f32>()))
            .sum()
    };
    let (before, behind) = (power(sound), power(&limit(sound, ceiling)));
    if behind > 0.0 { 10.0 * (before / behind).log10() } else { 0.0 }
}
