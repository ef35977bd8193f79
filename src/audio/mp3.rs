//! MP3 files: LAME's frames, ID3v2.3 tags with chapters.
//!
//! A recording is encoded in segments that begin and end in silence. Each is encoded by itself and
//! has whole frames, so segments that many recordings share are encoded once, and joining them is
//! putting their frames one after the other.

use super::{AudioError, Sink, Tags, to_i16};
use id3::frame::{Chapter, Lyrics, TableOfContents};
use id3::{Tag, TagLike as _, Version};
use mp3lame_encoder::{Bitrate, Builder, FlushGap, Mode, MonoPcm, Quality, VbrMode};
use std::io::{Seek, SeekFrom, Write};

/// Samples a second: every player has this rate.
pub const RATE: u32 = 44_100;

/// Samples in a frame (ISO 11172-3).
pub const FRAME: usize = 1152;

/// What the encoder puts before the sound: 576 samples, and the decoder 529 (LAME's technical FAQ).
const DELAY: usize = 576;
const DECODER_DELAY: usize = 529;

/// Silence that a segment has to end with, so that nothing is lost with what the encoder puts
/// before it.
pub const CLOSING: usize = DELAY + DECODER_DELAY;

/// What the encoder multiplies samples by at this bit rate, so that it does not clip
/// (`presets.c`); our limiter has seen to that.
const SCALE: f32 = 0.95;

/// Encodes a segment piece by piece, at 64 kbit/s.
pub struct Encoder {
    lame: mp3lame_encoder::Encoder,
    /// Bytes of frames that are not whole yet.
    bytes: Vec<u8>,
    /// How many samples came in, and how many frames went out.
    samples: usize,
    frames: usize,
}

impl Encoder {
    /// An encoder for one segment.
    ///
    /// # Errors
    /// When there is no memory for one.
    pub fn new() -> Result<Self, AudioError> {
        let mut builder = Builder::new().ok_or_else(|| wrong(&"there is no memory"))?;
        builder.set_num_channels(1).map_err(|error| wrong(&error))?;
        builder.set_sample_rate(RATE).map_err(|error| wrong(&error))?;
        builder.set_brate(Bitrate::Kbps64).map_err(|error| wrong(&error))?;
        builder.set_mode(Mode::Mono).map_err(|error| wrong(&error))?;
        builder.set_quality(Quality::Good).map_err(|error| wrong(&error))?;
        builder.set_vbr_mode(VbrMode::Off).map_err(|error| wrong(&error))?;
        builder.set_to_write_vbr_tag(false).map_err(|error| wrong(&error))?;
        let lame = builder.build().map_err(|error| wrong(&error))?;
        Ok(Self { lame, bytes: Vec::new(), samples: 0, frames: 0 })
    }

    /// Takes some samples, and gives each frame that is whole to `sink`.
    ///
    /// # Errors
    /// When the encoder or the sink does not take it.
    pub fn push(&mut self, samples: &[f32], sink: Sink<'_>) -> Result<(), AudioError> {
        let samples: Vec<i16> = samples.iter().map(|it| to_i16(it / SCALE)).collect();
        // The encoder writes into what room there is: that of the sound, and of what it held back.
        let room = mp3lame_encoder::max_required_buffer_size(samples.len() + 4 * FRAME);
        self.bytes.reserve(room);
        let encoded = self.lame.encode_to_vec(MonoPcm(&samples), &mut self.bytes);
        encoded.map_err(|error| wrong(&error))?;
        self.samples += samples.len();
        self.put(sink)
    }

    /// Gives the last frames to `sink`, until they hold all samples, which have to be of whole
    /// frames.
    ///
    /// # Errors
    /// When the encoder or the sink does not take it.
    pub fn finish(mut self, sink: Sink<'_>) -> Result<(), AudioError> {
        self.bytes.reserve(mp3lame_encoder::max_required_buffer_size(4 * FRAME));
        let flushed = self.lame.flush_to_vec::<FlushGap>(&mut self.bytes);
        flushed.map_err(|error| wrong(&error))?;
        // What the encoder adds after the last whole frame is the end of the closing silence.
        self.put(sink)?;
        if self.frames == self.samples / FRAME {
            Ok(())
        } else {
            Err(wrong(&"a frame is missing"))
        }
    }

    fn put(&mut self, sink: Sink<'_>) -> Result<(), AudioError> {
        let mut done = 0;
        while self.frames < self.samples / FRAME {
            let Some(length) = frame_length(&self.bytes[done..]) else { break };
            sink(&self.bytes[done..done + length])?;
            done += length;
            self.frames += 1;
        }
        self.bytes.drain(..done);
        Ok(())
    }
}

fn wrong(what: &dyn std::fmt::Display) -> AudioError {
    AudioError::Encoder(what.to_string())
}

/// Bit rates of MPEG-1 layer III in kbit/s (ISO 11172-3, 2.4.2.3).
const RATES: [usize; 15] =
    [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];

/// The length of the frame that begins here.
fn frame_length(bytes: &[u8]) -> Option<usize> {
    let &[0xff, second, third, _] = bytes.get(..4)? else { return None };
    // MPEG-1, layer III, 44,100 samples a second.
    if second & 0xfe != 0xfa || third & 0x0c != 0 {
        return None;
    }
    let rate = *RATES.get(usize::from(third >> 4))? * 1000;
    let length = 144 * rate / RATE as usize + usize::from(third >> 1 & 1);
    (rate > 0 && length <= bytes.len()).then_some(length)
}

/// A file that is being written, frame by frame.
pub struct File<W> {
    output: W,
    /// Where the frame stands that says how many there are.
    info: u64,
    frames: usize,
    bytes: usize,
    samples: usize,
}

impl<W: Write + Seek> File<W> {
    /// Begins a file that players take to be `samples` long; the silence that closes the last
    /// segment is not counted.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn begin(mut output: W, samples: usize, tags: &Tags) -> Result<Self, AudioError> {
        let mut head = Vec::new();
        tag(tags).write_to(&mut head, Version::Id3v23).map_err(|error| wrong(&error))?;
        output.write_all(&head)?;
        let info = output.stream_position()?;
        output.write_all(&[0; INFO_LENGTH])?;
        Ok(Self { output, info, frames: 0, bytes: 0, samples })
    }

    /// Adds a frame.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn add(&mut self, frame: &[u8]) -> Result<(), AudioError> {
        self.output.write_all(frame)?;
        self.frames += 1;
        self.bytes += frame.len();
        Ok(())
    }

    /// Ends the file.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn end(mut self) -> Result<W, AudioError> {
        let padding = (self.frames * FRAME).saturating_sub(DELAY + self.samples);
        self.output.seek(SeekFrom::Start(self.info))?;
        self.output.write_all(&info_frame(
            self.frames,
            self.bytes,
            padding.min(0xfff),
        ))?;
        self.output.seek(SeekFrom::End(0))?;
        Ok(self.output)
    }
}

/// The bytes of a frame of silence at 64 kbit/s.
const INFO_LENGTH: usize = 208;

/// The frame that says how many frames there are, and how much of the sound the encoder added
/// (LAME's "Mp3 Info Tag", revision 1). To players that do not know it, it is a frame of silence.
fn info_frame(count: usize, length: usize, padding: usize) -> Vec<u8> {
    let mut frame = vec![0; INFO_LENGTH];
    // MPEG-1, layer III, without a checksum; 64 kbit/s, 44,100 samples a second; one channel.
    frame[..4].copy_from_slice(&[0xff, 0xfb, 0x50, 0xc0]);
    let big = |number: usize| u32::try_from(number).unwrap_or(u32::MAX).to_be_bytes();
    // After the side information of one channel.
    let mut at = 4 + 17;
    let mut put = |bytes: &[u8]| {
        frame[at..at + bytes.len()].copy_from_slice(bytes);
        at += bytes.len();
    };
    put(b"Info");
    // Which of the following fields there are: frames, bytes, places, quality.
    put(&big(0xf));
    put(&big(count));
    put(&big(length + INFO_LENGTH));
    let places: Vec<u8> = (0..100usize).map(|part| (part * 256 / 100) as u8).collect();
    put(&places);
    put(&big(50));
    put(b"LAME3.100");
    // Revision 1, constant bit rate; no lowpass, peak or replay gain known; the bit rate.
    put(&[0x01, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 64]);
    // The encoder's delay, and what is left after the sound, in twelve bits each.
    put(&[
        (DELAY >> 4) as u8,
        ((DELAY & 0xf) << 4) as u8 | (padding >> 8) as u8,
        padding as u8,
    ]);
    put(&[0, 0, 0, 0]);
    put(&big(length + INFO_LENGTH));
    put(&[0, 0]);
    let sum = crc16(&frame[..190]);
    frame[190..192].copy_from_slice(&sum.to_be_bytes());
    frame
}

/// The checksum of the info frame's first 190 bytes (CRC-16, polynomial 0x8005, reflected).
fn crc16(bytes: &[u8]) -> u16 {
    bytes.iter().fold(0u16, |sum, byte| {
        (0..8).fold(sum ^ u16::from(*byte), |sum, _| {
            if sum & 1 == 1 { (sum >> 1) ^ 0xa001 } else { sum >> 1 }
        })
    })
}

/// The language in three letters, as ID3 has it (ISO 639-2).
fn three_letters(tag: &str) -> &'static str {
    match tag.split('-').next().unwrap_or_default() {
        "en" => "eng",
        "cy" => "cym",
        "ga" => "gle",
        "gd" => "gla",
        "pl" => "pol",
        "fr" => "fra",
        "de" => "deu",
        "es" => "spa",
        "pt" => "por",
        "it" => "ita",
        "ro" => "ron",
        "ur" => "urd",
        "pa" => "pan",
        "bn" => "ben",
        "gu" => "guj",
        "hi" => "hin",
        "ta" => "tam",
        "ar" => "ara",
        "zh" => "zho",
        "so" => "som",
        "tr" => "tur",
        _ => "und",
    }
}

fn tag(tags: &Tags) -> Tag {
    let mut tag = Tag::new();
    tag.set_title(&tags.title);
    for (id, value) in [("TALB", &tags.album), ("TPE1", &tags.artist)] {
        if !value.is_empty() {
            tag.set_text(id, value);
        }
    }
    let language = three_letters(&tags.language);
    tag.set_text("TLAN", language);
    tag.set_genre("Speech");
    if let Some(year) = tags.date.get(..4) {
        tag.set_text("TYER", year);
    }
    if let (Some(month), Some(day)) = (tags.date.get(5..7), tags.date.get(8..10)) {
        tag.set_text("TDAT", format!("{day}{month}"));
    }
    if let Some((track, of)) = tags.track {
        tag.set_text("TRCK", format!("{track}/{of}"));
    }
    if !tags.words.is_empty() {
        tag.add_frame(Lyrics {
            lang: language.into(),
            description: String::new(),
            text: tags.words.clone(),
        });
    }
    let mut elements = Vec::new();
    for (number, chapter) in (1..).zip(&tags.chapters) {
        let number: usize = number;
        let milliseconds = |time: std::time::Duration| {
            u32::try_from(time.as_millis()).unwrap_or(u32::MAX)
        };
        let element_id = format!("ch{number}");
        let mut title = Tag::new();
        title.set_title(&chapter.title);
        tag.add_frame(Chapter {
            element_id: element_id.clone(),
            start_time: milliseconds(chapter.begin),
            end_time: milliseconds(chapter.end),
            start_offset: u32::MAX,
            end_offset: u32::MAX,
            frames: title.frames().cloned().collect(),
        });
        elements.push(element_id);
    }
    if !elements.is_empty() {
        tag.add_frame(TableOfContents {
            element_id: "toc".into(),
            top_level: true,
            ordered: true,
            elements,
            frames: Vec::new(),
        });
    }
    tag
}
