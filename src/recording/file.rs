//! Files of a recording: what is said of them, and the packets of their segments.

use super::encode::{Encoded, Measure, encode};
use super::segment::{Clip, Segment};
use crate::audio::{AudioError, Chapter, Gain, Sink, Tags, mp3, ogg_opus, wav};
use crate::config::SoundFormat;
use crate::document::Document;
use crate::speech::Script;
use std::io::{BufWriter, Seek, Write};
use std::time::Duration;

/// A part of a file: a segment that is encoded while the file is written, or one that was before.
#[derive(Debug, Clone, Copy)]
pub enum Piece<'p> {
    /// A segment of a recording with this gain.
    Said(&'p Segment<'p>, Gain),
    /// A segment that other files have as well.
    Encoded(&'p Encoded),
}

impl Piece<'_> {
    /// The index of its first utterance.
    pub(super) const fn first(&self) -> usize {
        match self {
            Self::Said(segment, _) => segment.first,
            Self::Encoded(encoded) => encoded.first,
        }
    }

    fn clips(&self) -> &[Clip] {
        match self {
            Self::Said(segment, _) => &segment.clips,
            Self::Encoded(encoded) => &encoded.clips,
        }
    }

    pub(super) fn measure(&self, format: SoundFormat) -> Measure {
        match self {
            Self::Said(segment, _) => Measure::of(segment, format),
            Self::Encoded(encoded) => encoded.measure,
        }
    }

    /// Gives its packets to `sink`.
    pub(super) fn packets(
        &self,
        format: SoundFormat,
        sink: Sink<'_>,
    ) -> Result<(), AudioError> {
        match self {
            Self::Said(segment, gain) => encode(segment, *gain, format, sink),
            Self::Encoded(encoded) => encoded.packets().try_for_each(sink),
        }
    }
}

/// When everything in a file is heard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Timeline {
    /// When each utterance is heard.
    pub clips: Vec<Clip>,
    /// How long the file is.
    pub length: Duration,
}

impl Timeline {
    /// The times of pieces that follow each other.
    pub fn of(pieces: &[Piece<'_>], format: SoundFormat) -> Self {
        let rate = pieces.first().map_or(1, |piece| piece.measure(format).rate.max(1));
        let time =
            |samples: usize| Duration::from_secs_f64(samples as f64 / f64::from(rate));
        let mut clips = Vec::new();
        let (mut at, mut length) = (0, 0);
        for piece in pieces {
            let start = time(at);
            clips.extend(piece.clips().iter().map(|clip| Clip {
                begin: start + clip.begin,
                end: start + clip.end,
                ..*clip
            }));
            let measure = piece.measure(format);
            length = at + measure.length;
            at += measure.samples;
        }
        Self { clips, length: time(length) }
    }

    /// The sections of the utterances that are heard.
    fn chapters(&self, script: &Script) -> Vec<Chapter> {
        let begins = script.headings().filter_map(|(utterance, heading)| {
            let clip = self.clips.iter().find(|clip| clip.utterance == utterance)?;
            Some((heading.words.clone(), clip.begin))
        });
        let begins: Vec<(String, Duration)> = begins.collect();
        let ends = begins.iter().skip(1).map(|(_, begin)| *begin).chain([self.length]);
        let sections = begins.iter().cloned().zip(ends);
        sections.map(|((title, begin), end)| Chapter { title, begin, end }).collect()
    }
}

/// A file of any format that is being written.
enum File<W: Write + Seek> {
    Wav(wav::File<W>),
    Mp3(mp3::File<W>),
    Opus(ogg_opus::File<W>),
}

/// Writes pieces one after the other as a file, with a chapter for every heading.
///
/// # Errors
/// When a piece cannot be encoded, or the file cannot be written.
pub fn write(
    output: impl Write + Seek,
    format: SoundFormat,
    pieces: &[Piece<'_>],
    script: &Script,
    tags: &Tags,
) -> Result<Timeline, AudioError> {
    let timeline = Timeline::of(pieces, format);
    let tags = Tags { chapters: timeline.chapters(script), ..tags.clone() };
    let measures: Vec<Measure> = pieces.iter().map(|it| it.measure(format)).collect();
    let rate = measures.first().map_or(1, |first| first.rate.max(1));
    let packets = measures.iter().map(Measure::packets).sum();
    // What closes the last piece is not counted.
    let before = measures.iter().rev().skip(1).map(|it| it.samples).sum::<usize>();
    let samples = before + measures.last().map_or(0, |last| last.length);
    let output = BufWriter::new(output);
    let mut file = match format {
        SoundFormat::Wav | SoundFormat::Cd => {
            File::Wav(wav::File::begin(output, rate, 1)?)
        }
        SoundFormat::Mp3 => File::Mp3(mp3::File::begin(output, samples, &tags)?),
        SoundFormat::Opus => {
            File::Opus(ogg_opus::File::begin(output, packets, samples, &tags)?)
        }
    };
    for piece in pieces {
        piece.packets(format, &mut |packet| match &mut file {
            File::Wav(file) => file.add(packet),
            File::Mp3(file) => file.add(packet),
            File::Opus(file) => file.add(packet),
        })?;
    }
    match file {
        File::Wav(file) => file.end()?,
        File::Mp3(file) => file.end()?.flush()?,
        File::Opus(file) => file.end().flush()?,
    }
    Ok(timeline)
}

/// What is said of a recording of a document.
pub fn tags(document: &Document, script: &Script, artist: &str) -> Tags {
    let metadata = &document.metadata;
    let words: Vec<&str> =
        script.utterances.iter().map(|utterance| utterance.written.as_str()).collect();
    Tags {
        title: metadata.title.clone(),
        album: if artist.is_empty() { metadata.title.clone() } else { artist.to_owned() },
        artist: artist.to_owned(),
        language: metadata.lang.to_string(),
        date: metadata.last_review.map_or_else(String::new, |date| date.to_string()),
        words: words.join("\n"),
        track: None,
        chapters: Vec::new(),
    }
}
