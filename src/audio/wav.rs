//! WAV files.

use super::{AudioError, Pcm, from_i16, to_i16};
use hound::{SampleFormat, WavReader, WavSpec, WavWriter};
use std::io::{Seek, Write};

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

/// A file of 16 bits that is being written, with the same sound in each of its channels.
pub struct File<W: Write + Seek> {
    writer: WavWriter<W>,
    channels: u16,
}

impl<W: Write + Seek> File<W> {
    /// Begins a file.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn begin(output: W, rate: u32, channels: u16) -> Result<Self, AudioError> {
        let spec = WavSpec {
            channels,
            sample_rate: rate,
            bits_per_sample: 16,
            sample_format: SampleFormat::Int,
        };
        Ok(Self { writer: WavWriter::new(output, spec)?, channels })
    }

    /// Adds samples of one channel, as [`packet`] makes them.
    ///
    /// # Errors
    /// When it cannot be written, or is longer than a WAV file can be (4 GB).
    pub fn add(&mut self, packet: &[u8]) -> Result<(), AudioError> {
        let (samples, _) = packet.as_chunks::<2>();
        let length = samples.len() * usize::from(self.channels);
        let room = u32::MAX - self.writer.len();
        let count = u32::try_from(length).ok().filter(|count| *count <= room);
        let count = count.ok_or_else(|| AudioError::Encoder("it is too long".into()))?;
        let mut writer = self.writer.get_i16_writer(count);
        for sample in samples {
            for _ in 0..self.channels {
                writer.write_sample(i16::from_le_bytes(*sample));
            }
        }
        writer.flush()?;
        Ok(())
    }

    /// Ends the file.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn end(self) -> Result<(), AudioError> {
        Ok(self.writer.finalize()?)
    }
}

/// Samples as 16-bit numbers, the lower byte first.
pub fn packet(samples: &[f32]) -> Vec<u8> {
    samples.iter().flat_map(|sample| to_i16(*sample).to_le_bytes()).collect()
}

impl From<hound::Error> for AudioError {
    fn from(error: hound::Error) -> Self {
        match error {
            hound::Error::IoError(error) => error.into(),
            error => Self::Encoder(error.to_string()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Cursor;

    fn written(sound: &Pcm, channels: u16) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        let mut file = File::begin(&mut bytes, sound.rate, channels).unwrap();
        file.add(&packet(&sound.samples)).unwrap();
        file.end().unwrap();
        bytes.into_inner()
    }

    #[test]
    fn what_is_written_is_read() {
        let sound = Pcm { rate: 22_050, samples: vec![0.0, 0.25, -0.5, 0.75] };
        for channels in [1, 2] {
            let read = read(&written(&sound, channels)).unwrap();
            assert_eq!(read.rate, 22_050);
            for (a, b) in read.samples.iter().zip(&sound.samples) {
                assert!((a - b).abs() < 1e-3);
            }
        }
        assert_eq!(read(b"RIFF"), Err(AudioError::NotSound));
        assert!(read_stream(&written(&sound, 1)).is_ok());
    }
}
