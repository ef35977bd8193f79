//! Changes how many samples there are a second.

use super::AudioError;
use audioadapter_buffers::direct::SequentialSlice;
use rubato::{Fft, FixedSync, Indexing, Resampler as _};
use std::ops::Range;

/// Samples that are converted at a time.
const CHUNK: usize = 4096;

/// Converts a sound piece by piece, with nothing kept but what one chunk needs.
pub struct Resampler {
    /// `None` where the rates are the same.
    fft: Option<Fft<f32>>,
    /// Samples that wait for their chunk to be full.
    waiting: Vec<f32>,
    /// One converted chunk.
    converted: Vec<f32>,
    /// How many converted samples the converter's delay still takes.
    delay: usize,
    /// How many samples are still to come out.
    left: usize,
}

/// How many samples a sound of `count` at one rate has at another.
pub fn resampled_length(count: usize, from: u32, to: u32) -> usize {
    if from == to {
        return count;
    }
    (count as f64 * f64::from(to) / f64::from(from)).round() as usize
}

impl Resampler {
    /// A converter for a sound of `count` samples.
    ///
    /// # Errors
    /// When there is no way from one rate to the other.
    pub fn new(from: u32, to: u32, count: usize) -> Result<Self, AudioError> {
        let fft = (from != to && count > 0)
            .then(|| Fft::new(from as usize, to as usize, CHUNK, 1, FixedSync::Input))
            .transpose()
            .map_err(|_| AudioError::Rate(from))?;
        let room = fft.as_ref().map_or(0, Fft::output_frames_max);
        Ok(Self {
            delay: fft.as_ref().map_or(0, Fft::output_delay),
            fft,
            waiting: Vec::new(),
            converted: vec![0.0; room],
            left: resampled_length(count, from, to),
        })
    }

    /// Takes some samples, and adds those that are ready to `out`.
    ///
    /// # Errors
    /// When the converter fails.
    pub fn push(
        &mut self,
        samples: &[f32],
        out: &mut Vec<f32>,
    ) -> Result<(), AudioError> {
        let Some(fft) = &self.fft else {
            out.extend(samples);
            return Ok(());
        };
        let chunk = fft.input_frames_next();
        self.waiting.extend(samples);
        let mut done = 0;
        // The last chunk waits for the end, full or not.
        while self.waiting.len() - done > chunk {
            self.convert(done..done + chunk, out)?;
            done += chunk;
        }
        self.waiting.drain(..done);
        Ok(())
    }

    /// Adds the last samples to `out`.
    ///
    /// # Errors
    /// When the converter fails.
    pub fn finish(mut self, out: &mut Vec<f32>) -> Result<(), AudioError> {
        if self.fft.is_none() {
            return Ok(());
        }
        if !self.waiting.is_empty() {
            self.convert(0..self.waiting.len(), out)?;
        }
        while self.left > 0 {
            self.convert(0..0, out)?;
        }
        Ok(())
    }

    /// Converts some of the samples that wait, with silence after them up to a whole chunk.
    fn convert(
        &mut self,
        range: Range<usize>,
        out: &mut Vec<f32>,
    ) -> Result<(), AudioError> {
        let Some(fft) = &mut self.fft else { return Ok(()) };
        let failed =
            |error: &dyn std::fmt::Display| AudioError::Encoder(error.to_string());
        let (length, room) = (range.len(), self.converted.len());
        let input = SequentialSlice::new(&self.waiting[range], 1, length)
            .map_err(|error| failed(&error))?;
        let mut output = SequentialSlice::new_mut(&mut self.converted, 1, room)
            .map_err(|error| failed(&error))?;
        let indexing = Indexing {
            input_offset: 0,
            output_offset: 0,
            active_channels_mask: None,
            partial_len: Some(length),
        };
        let (_, count) = fft
            .process_into_buffer(&input, &mut output, Some(&indexing))
            .map_err(|error| failed(&error))?;
        let late = self.delay.min(count);
        self.delay -= late;
        let ready = (count - late).min(self.left);
        out.extend(&self.converted[late..late + ready]);
        self.left -= ready;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tone_stays_a_tone_of_its_length() {
        let step = std::f64::consts::TAU * 440.0 / 22_050.0;
        let samples = (0..22_050).map(|at| (f64::from(at) * step).sin() as f32 * 0.5);
        let sound: Vec<f32> = samples.collect();
        for rate in [44_100, 48_000] {
            let convert = |piece: usize| {
                let mut converter = Resampler::new(22_050, rate, sound.len()).unwrap();
                let mut out = Vec::new();
                for piece in sound.chunks(piece) {
                    converter.push(piece, &mut out).unwrap();
                }
                converter.finish(&mut out).unwrap();
                out
            };
            let converted = convert(sound.len());
            assert_eq!(converted.len(), rate as usize);
            assert!(convert(1_000) == converted, "pieces make no difference");
            let step = std::f64::consts::TAU * 440.0 / f64::from(rate);
            let wrong = converted.iter().enumerate().skip(2_000).take(10_000);
            let wrong = wrong.map(|(at, sample)| {
                (f64::from(*sample) - (at as f64 * step).sin() * 0.5).abs()
            });
            assert!(wrong.fold(0.0, f64::max) < 0.01, "{rate}");
        }
    }
}
