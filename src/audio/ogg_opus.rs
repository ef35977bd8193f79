//! Opus in Ogg (RFC 7845), with chapters as comments.
//!
//! As with MP3, segments are encoded by themselves and joined packet behind packet.

use super::{AudioError, Pcm, Tags};
use ogg::{PacketWriteEndInfo, PacketWriter};
use opus::{Application, Bitrate, Channels, Encoder};

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
const LARGEST: usize = 1_275;

/// Packets that share a page: one second, so that players can find any place.
const PACKETS_A_PAGE: usize = 50;

/// The stream's number. It has to differ only within a file.
const SERIAL: u32 = 1;

/// The packets of a segment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Segment {
    packets: Vec<Vec<u8>>,
    look_ahead: u16,
}

/// Encodes a sound of whole frames, at 32 kbit/s, in which speech is as good as it was.
///
/// # Errors
/// When the encoder does not take it.
pub fn encode(sound: &Pcm) -> Result<Segment, AudioError> {
    let wrong = |error: opus::Error| AudioError::Encoder(error.to_string());
    let mut encoder =
        Encoder::new(RATE, Channels::Mono, Application::Audio).map_err(wrong)?;
    encoder.set_bitrate(Bitrate::Bits(32_000)).map_err(wrong)?;
    let look_ahead = encoder.get_lookahead().map_err(wrong)?;
    let packets = sound
        .samples
        .chunks_exact(FRAME)
        .map(|frame| encoder.encode_vec_float(frame, LARGEST).map_err(wrong));
    let packets = packets.collect::<Result<_, _>>()?;
    Ok(Segment { packets, look_ahead: u16::try_from(look_ahead).unwrap_or(0) })
}

/// Joins segments to a file of so many samples; the silence that closes the last segment is not
/// counted.
///
/// # Errors
/// When it cannot be written.
pub fn file(
    segments: &[&Segment],
    samples: usize,
    tags: &Tags,
) -> Result<Vec<u8>, AudioError> {
    let mut bytes = Vec::new();
    let look_ahead = segments.first().map_or(0, |segment| segment.look_ahead);
    write(&mut bytes, segments, samples, tags, look_ahead)
        .map_err(|error| AudioError::Encoder(error.to_string()))?;
    Ok(bytes)
}

fn write(
    bytes: &mut Vec<u8>,
    segments: &[&Segment],
    samples: usize,
    tags: &Tags,
    look_ahead: u16,
) -> std::io::Result<()> {
    let mut writer = PacketWriter::new(bytes);
    writer.write_packet(head(look_ahead), SERIAL, PacketWriteEndInfo::EndPage, 0)?;
    writer.write_packet(comments(tags), SERIAL, PacketWriteEndInfo::EndPage, 0)?;
    let count: usize = segments.iter().map(|segment| segment.packets.len()).sum();
    let packets = segments.iter().flat_map(|segment| &segment.packets);
    for (number, packet) in (1..).zip(packets) {
        let number: usize = number;
        let end = if number == count {
            PacketWriteEndInfo::EndStream
        } else if number.is_multiple_of(PACKETS_A_PAGE) {
            PacketWriteEndInfo::EndPage
        } else {
            PacketWriteEndInfo::NormalPacket
        };
        // The position of the last says where the sound ends (RFC 7845, 4.4).
        let place = (number * FRAME).min(samples + usize::from(look_ahead));
        writer.write_packet(packet.as_slice(), SERIAL, end, place as u64)?;
    }
    Ok(())
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
