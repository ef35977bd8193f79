//! Changes how many samples there are a second.

use super::{AudioError, Pcm};
use audioadapter_buffers::direct::SequentialSlice;
use rubato::{Fft, FixedSync, Resampler as _};

/// Samples that are converted at a time.
const CHUNK: usize = 4096;

/// The sound at another rate, as long as before.
///
/// # Errors
/// When there is no way from one rate to the other.
pub fn resample(sound: Pcm, rate: u32) -> Result<Pcm, AudioError> {
    if sound.rate == rate || sound.samples.is_empty() {
        return Ok(Pcm { rate, ..sound });
    }
    let wrong = AudioError::Rate(sound.rate);
    let count = sound.samples.len();
    let mut resampler =
        Fft::<f32>::new(sound.rate as usize, rate as usize, CHUNK, 1, FixedSync::Input)
            .map_err(|_| wrong.clone())?;
    let input =
        SequentialSlice::new(&sound.samples, 1, count).map_err(|_| wrong.clone())?;
    let output = resampler.process_all(&input, count, None).map_err(|_| wrong)?;
    let mut samples = output.take_data();
    let wanted =
        (count as f64 * f64::from(rate) / f64::from(sound.rate)).round() as usize;
    samples.resize(wanted, 0.0);
    Ok(Pcm { rate, samples })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tone_stays_a_tone_of_its_length() {
        let step = std::f64::consts::TAU * 440.0 / 22_050.0;
        let samples = (0..22_050).map(|at| (f64::from(at) * step).sin() as f32 * 0.5);
        let sound = Pcm { rate: 22_050, samples: samples.collect() };
        for rate in [44_100, 48_000] {
            let converted = resample(sound.clone(), rate).unwrap();
            assert_eq!(converted.samples.len(), rate as usize);
            let step = std::f64::consts::TAU * 440.0 / f64::from(rate);
            let wrong = converted.samples.iter().enumerate().skip(2_000).take(10_000);
            let wrong = wrong.map(|(at, sample)| {
                (f64::from(*sample) - (at as f64 * step).sin() * 0.5).abs()
            });
            assert!(wrong.fold(0.0, f64::max) < 0.01, "{rate}");
        }
    }
}
