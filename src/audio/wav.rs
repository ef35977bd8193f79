//! WAV files.

use super::{AudioError, Pcm, from_i16, to_i16};
use hound::{SampleFormat, WavReader, WavSpec, WavWriter};
use std::io::Cursor;

/// The length of the header that espeak-ng writes before it knows how much it will say.
const STREAM_HEADER: usize = 44;

/// Reads a WAV file of one or two channels and 16 bits.
///
/// # Errors
/// When the bytes are none.
pub fn read(bytes: &[u8]) -> Result<Pcm, AudioError> {
    let mut reader = WavReader::new(bytes).map_err(|_| AudioError::NotSound)?;
    let spec = reader.spec();
    if spec.bits_per_sample != 16
        || spec.sample_format != SampleFormat::Int
        || spec.sample_rate == 0
    {
        return Err(AudioError::NotSound);
    }
    let all: Vec<f32> =
        reader.samples::<i16>().map_while(Result::ok).map(from_i16).collect();
    let channels = usize::from(spec.channels.max(1));
    let samples =
        all.chunks(channels).map(|frame| frame.iter().sum::<f32>() / channels as f32);
    Ok(Pcm { rate: spec.sample_rate, samples: samples.collect() })
}

/// Reads a WAV stream of one channel and 16 bits whose header does not know its length.
///
/// # Errors
/// When the bytes are none.
pub fn read_stream(bytes: &[u8]) -> Result<Pcm, AudioError> {
    let header = bytes.get(..STREAM_HEADER).ok_or(AudioError::NotSound)?;
    let (channels, bits) = (&header[22..24], &header[34..36]);
    if !header.starts_with(b"RIFF") || channels != [1, 0] || bits != [16, 0] {
        return Err(AudioError::NotSound);
    }
    let rate = u32::from_le_bytes([header[24], header[25], header[26], header[27]]);
    if rate == 0 {
        Err(AudioError::NotSound)
    } else {
        Ok(Pcm::from_bytes(rate, &bytes[STREAM_HEADER..]))
    }
}

/// Writes samples, in as many pieces as they come, as WAV of 16 bits, the same in each of
/// `channels`.
///
/// # Errors
/// When it is longer than a WAV file can be (4 GB).
pub fn write(rate: u32, pieces: &[&[f32]], channels: u16) -> Result<Vec<u8>, AudioError> {
    let spec = WavSpec {
        channels,
        sample_rate: rate,
        bits_per_sample: 16,
        sample_format: SampleFormat::Int,
    };
    let count: usize = pieces.iter().map(|piece| piece.len()).sum();
    let length = count * usize::from(channels);
    let mut bytes = Cursor::new(Vec::with_capacity(length * 2 + STREAM_HEADER));
    let failed = |error: hound::Error| AudioError::Encoder(error.to_string());
    let mut writer = WavWriter::new(&mut bytes, spec).map_err(failed)?;
    let count = u32::try_from(length)
        .map_err(|_| AudioError::Encoder("it is too long".into()))?;
    let mut samples = writer.get_i16_writer(count);
    for piece in pieces {
        for sample in *piece {
            let sample = to_i16(*sample);
            for _ in 0..channels {
                samples.write_sample(sample);
            }
        }
    }
    samples.flush().map_err(failed)?;
    writer.finalize().map_err(failed)?;
    Ok(bytes.into_inner())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let sound = Pcm { rate: 22_050, samples: vec![0.0, 0.25, -0.5, 0.75] };
        for channels in [1, 2] {
            let read =
                read(&write(sound.rate, &[&sound.samples], channels).unwrap()).unwrap();
            assert_eq!(read.rate, 22_050);
            for (a, b) in read.samples.iter().zip(&sound.samples) {
                assert!((a - b).abs() < 1e-3);
            }
        }
        assert_eq!(read(b"RIFF"), Err(AudioError::NotSound));
        assert!(read_stream(&write(22_050, &[&sound.samples], 1).unwrap()).is_ok());
    }
}
