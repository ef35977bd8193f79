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

/// The integrated loudness of sounds that follow each other, in LUFS; `None` where there is
/// nothing to be heard.
pub fn loudness<'p>(sounds: impl IntoIterator<Item = &'p Pcm>) -> Option<f64> {
    let mut meter: Option<EbuR128> = None;
    for sound in sounds {
        if meter.is_none() {
            meter = Some(EbuR128::new(1, sound.rate, Mode::I).ok()?);
        }
        meter.as_mut()?.add_frames_f32(&sound.samples).ok()?;
    }
    meter?.loudness_global().ok().filter(|loudness| loudness.is_finite())
}

impl Gain {
    /// The gain that makes a sound as loud as it should be, or so many decibels louder, once its
    /// peaks are limited.
    pub fn to_target(sound: &Pcm, louder: f64, ceiling: f32) -> Self {
        let Some(before) = loudness([sound]) else { return Self(1.0) };
        let target = TARGET + louder;
        let mut decibels = target - before;
        for _ in 0..STEPS {
            let limited = limit(&Self::of(decibels).applied(sound), ceiling);
            let missing = target - loudness([&limited]).unwrap_or(target);
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
