//! Opus in Ogg (RFC 7845), with chapters as comments.
//!
//! As with MP3, segments are encoded by themselves and joined packet after packet.

use super::{AudioError, Sink, Tags};
use ogg::{PacketWriteEndInfo, PacketWriter};
use opus::{Application, Bitrate, Channels};
use std::io::Write;

/// Samples a second.
pub const RATE: u32 = 48_000;

/// Samples in a packet: 20 ms.
pub const FRAME: usize = 960;

/// Silence that a segment has to end with: the encoder's look-ahead, 6.5 ms at the most.
pub const CLOSING: usize = 312;

/// What makes up for the loudness that the encoder takes from speech at this bit rate: 0.3 dB, as
/// measured.
pub const MAKE_UP: f64 = 0.3;

/// The most bytes of a packet (RFC 6716, 3.4: 1,275 bytes a frame).
const MAX_PACKET: usize = 1_275;

/// Packets that share a page: one second, so that players can find any place.
const PACKETS_A_PAGE: usize = 50;

/// The stream's number. It has to differ only within a file.
const SERIAL: u32 = 1;

/// Encodes a segment piece by piece, at 32 kbit/s, in which speech is as good as it was.
pub struct Encoder {
    opus: opus::Encoder,
    /// Samples of a frame that is not whole yet.
    waiting: Vec<f32>,
}

impl Encoder {
    /// An encoder for one segment.
    ///
    /// # Errors
    /// When there is no memory for one.
    pub fn new() -> Result<Self, AudioError> {
        let mut opus = opus::Encoder::new(RATE, Channels::Mono, Application::Audio)
            .map_err(wrong)?;
        opus.set_bitrate(Bitrate::Bits(32_000)).map_err(wrong)?;
        Ok(Self { opus, waiting: Vec::new() })
    }

    /// Takes some samples, and gives each packet to `sink`.
    ///
    /// # Errors
    /// When the encoder or the sink does not take it.
    pub fn push(&mut self, samples: &[f32], sink: Sink<'_>) -> Result<(), AudioError> {
        self.waiting.extend(samples);
        let (frames, rest) = self.waiting.as_chunks::<FRAME>();
        for frame in frames {
            sink(&self.opus.encode_vec_float(frame, MAX_PACKET).map_err(wrong)?)?;
        }
        self.waiting = rest.to_vec();
        Ok(())
    }
}

/// The encoder's look-ahead in samples, which a file says.
///
/// # Errors
/// When there is no memory for an encoder.
fn look_ahead() -> Result<u16, AudioError> {
    let look_ahead = Encoder::new()?.opus.get_lookahead().map_err(wrong)?;
    Ok(u16::try_from(look_ahead).unwrap_or(0))
}

fn wrong(error: opus::Error) -> AudioError {
    AudioError::Encoder(error.to_string())
}

/// A file that is being written, packet by packet.
pub struct File<W: Write> {
    writer: PacketWriter<'static, W>,
    look_ahead: u16,
    /// How many packets it gets, and has.
    packets: usize,
    written: usize,
    samples: usize,
}

impl<W: Write> File<W> {
    /// Begins a file of `packets` and `samples`; the silence that closes the last segment is not
    /// counted.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn begin(
        output: W,
        packets: usize,
        samples: usize,
        tags: &Tags,
    ) -> Result<Self, AudioError> {
        let look_ahead = look_ahead()?;
        let mut writer = PacketWriter::new(output);
        let end = PacketWriteEndInfo::EndPage;
        writer.write_packet(head(look_ahead), SERIAL, end, 0)?;
        writer.write_packet(comments(tags), SERIAL, end, 0)?;
        Ok(Self { writer, look_ahead, packets, written: 0, samples })
    }

    /// Adds a packet.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn add(&mut self, packet: &[u8]) -> Result<(), AudioError> {
        self.written += 1;
        let end = if self.written == self.packets {
            PacketWriteEndInfo::EndStream
        } else if self.written.is_multiple_of(PACKETS_A_PAGE) {
            PacketWriteEndInfo::EndPage
        } else {
            PacketWriteEndInfo::NormalPacket
        };
        // The position of the last says where the sound ends (RFC 7845, 4.4).
        let end_of_sound = self.samples + usize::from(self.look_ahead);
        let place = (self.written * FRAME).min(end_of_sound);
        self.writer.write_packet(packet.to_vec(), SERIAL, end, place as u64)?;
        Ok(())
    }

    /// Ends the file.
    pub fn end(self) -> W {
        self.writer.into_inner()
    }
}

/// The identification header (RFC 7845, 5.1).
fn head(look_ahead: u16) -> Vec<u8> {
    let mut head = b"OpusHead\x01\x01".to_vec();
    head.extend(look_ahead.to_le_bytes());
    head.extend(RATE.to_le_bytes());
    // No gain; one stream of one channel.
    head.extend([0, 0, 0]);
    head
}

/// The comment header (RFC 7845, 5.2), with chapters as the Vorbis community writes them.
fn comments(tags: &Tags) -> Vec<u8> {
    let mut comments = Vec::new();
    let mut add = |name: &str, value: &str| {
        if !value.is_empty() {
            comments.push(format!("{name}={value}"));
        }
    };
    add("TITLE", &tags.title);
    add("ALBUM", &tags.album);
    add("ARTIST", &tags.artist);
    add("LANGUAGE", &tags.language);
    add("DATE", &tags.date);
    add("GENRE", "Speech");
    if let Some((track, of)) = tags.track {
        add("TRACKNUMBER", &track.to_string());
        add("TRACKTOTAL", &of.to_string());
    }
    for (number, chapter) in tags.chapters.iter().enumerate() {
        let time = chapter.begin.as_millis();
        let (seconds, milliseconds) = (time / 1000, time % 1000);
        let (hours, minutes) = (seconds / 3600, seconds / 60 % 60);
        let begin =
            format!("{hours:02}:{minutes:02}:{:02}.{milliseconds:03}", seconds % 60);
        add(&format!("CHAPTER{number:03}"), &begin);
        add(&format!("CHAPTER{number:03}NAME"), &chapter.title);
    }
    add("LYRICS", &tags.words);
    let length = |text: &str| u32::try_from(text.len()).unwrap_or(u32::MAX).to_le_bytes();
    let vendor = "printaloud";
    let mut bytes = b"OpusTags".to_vec();
    bytes.extend(length(vendor));
    bytes.extend(vendor.as_bytes());
    bytes.extend(u32::try_from(comments.len()).unwrap_or(0).to_le_bytes());
    for comment in &comments {
        bytes.extend(length(comment));
        bytes.extend(comment.as_bytes());
    }
    bytes
}
