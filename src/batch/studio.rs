//! From the words of a page to the bytes of its recordings.

use crate::audio::{
    AudioError, Chapter, Gain, Pcm, Tags, cd, limit, mp3, ogg_opus, resample, sample, wav,
};
use crate::config::{EngineName, Sound, SoundFormat};
use crate::document::Document;
use crate::engine::Prosody;
use crate::engine::espeak::Espeak;
use crate::engine::piper::Piper;
use crate::engine::recording::{Clip, Segment};
use crate::engine::synthesizer::{Manner, Recorder, SynthesisError, Synthesizer};
use crate::speech::{Role, Script};
use crate::text::slug;
use serde_json::json;
use std::ops::Range;
use std::time::Duration;

/// The highest true peak before an encoder, which adds to it: -2.5 dB.
const CEILING: f32 = 0.75;

/// The highest true peak where nothing is added: -2 dB.
const LOSSLESS_CEILING: f32 = 0.794;

/// Opens what speaks, with the user's cache of sentences or without it.
///
/// # Errors
/// When it is not installed, or its voice cannot be used.
pub fn recorder(sound: &Sound, cached: bool) -> Result<Recorder, SynthesisError> {
    let prosody = Prosody { rate: sound.rate, ..Prosody::default() };
    let manner = Manner { voice: sound.voice.clone(), prosody };
    let synthesizer: Box<dyn Synthesizer> = match sound.engine {
        EngineName::Espeak => Box::new(Espeak::open(manner)?),
        EngineName::Piper => Box::new(Piper::open(&manner)?),
    };
    Ok(Recorder::new(synthesizer, cached))
}

/// The gain for a page, found on all of its sound that every centre has; so many decibels more
/// than usual.
pub fn gain(segments: &[&Segment], louder: f64) -> Gain {
    let sounds: Vec<&Pcm> = segments.iter().map(|segment| &segment.sound).collect();
    Gain::to_target(&sample(&sounds), louder, CEILING)
}

/// A segment as a format has it.
#[derive(Debug)]
pub struct Encoded {
    kind: Kind,
    rate: u32,
    /// How many samples it takes in a file.
    samples: usize,
    /// How many of them are the segment's, without what makes its frames whole.
    length: usize,
    clips: Vec<Clip>,
}

#[derive(Debug)]
enum Kind {
    Wav(Pcm),
    Mp3(mp3::Segment),
    Opus(ogg_opus::Segment),
}

/// Encodes a segment.
///
/// # Errors
/// When the encoder does not take it.
pub fn encode(
    segment: Segment,
    gain: Gain,
    format: SoundFormat,
) -> Result<Encoded, AudioError> {
    let (rate, frame, closing, ceiling) = match format {
        SoundFormat::Wav => (segment.sound.rate, 1, 0, LOSSLESS_CEILING),
        SoundFormat::Cd => (cd::RATE, 1, 0, LOSSLESS_CEILING),
        SoundFormat::Mp3 => (mp3::RATE, mp3::FRAME, mp3::CLOSING, CEILING),
        SoundFormat::Opus => {
            (ogg_opus::RATE, ogg_opus::FRAME, ogg_opus::CLOSING, CEILING)
        }
    };
    let gain =
        if format == SoundFormat::Opus { gain.louder(ogg_opus::MAKE_UP) } else { gain };
    let mut sound = limit(resample(gain.applied(segment.sound), rate)?, ceiling);
    let length = sound.samples.len();
    sound.samples.resize((length + closing).next_multiple_of(frame), 0.0);
    let samples = sound.samples.len();
    let kind = match format {
        SoundFormat::Wav | SoundFormat::Cd => Kind::Wav(sound),
        SoundFormat::Mp3 => Kind::Mp3(mp3::encode(&sound)?),
        SoundFormat::Opus => Kind::Opus(ogg_opus::encode(&sound)?),
    };
    Ok(Encoded { kind, rate, samples, length, clips: segment.clips })
}

/// A file, and when each utterance is heard in it.
#[derive(Debug)]
pub struct Recording {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// When each utterance is heard.
    pub clips: Vec<Clip>,
    /// How long it is.
    pub length: Duration,
}

/// Joins segments of one format to a file, with a chapter for every heading. Each stands with the
/// place of its first utterance in the script.
///
/// # Errors
/// When it cannot be written.
pub fn assemble(
    segments: &[(usize, &Encoded)],
    script: &Script,
    tags: &Tags,
) -> Result<Recording, AudioError> {
    let rate = segments.first().map_or(1, |(_, segment)| segment.rate.max(1));
    let time = |samples: usize| Duration::from_secs_f64(samples as f64 / f64::from(rate));
    let mut clips = Vec::new();
    let mut at = 0;
    let mut length = 0;
    for (first, segment) in segments {
        let start = time(at);
        clips.extend(segment.clips.iter().map(|clip| Clip {
            utterance: first + clip.utterance,
            begin: start + clip.begin,
            end: start + clip.end,
        }));
        length = at + segment.length;
        at += segment.samples;
    }
    let chapters = chapters(script, &clips, time(length));
    let tags = Tags { chapters, ..tags.clone() };
    let bytes = match segments.first().map(|(_, segment)| &segment.kind) {
        Some(Kind::Mp3(_)) => {
            let own = segments.iter().filter_map(|(_, segment)| match &segment.kind {
                Kind::Mp3(own) => Some(own),
                _ => None,
            });
            mp3::file(&own.collect::<Vec<_>>(), length, &tags)?
        }
        Some(Kind::Opus(_)) => {
            let own = segments.iter().filter_map(|(_, segment)| match &segment.kind {
                Kind::Opus(own) => Some(own),
                _ => None,
            });
            ogg_opus::file(&own.collect::<Vec<_>>(), length, &tags)?
        }
        _ => {
            let own = segments.iter().filter_map(|(_, segment)| match &segment.kind {
                Kind::Wav(own) => Some(own.samples.as_slice()),
                _ => None,
            });
            wav::write(rate, &own.collect::<Vec<_>>(), 1)?
        }
    };
    Ok(Recording { bytes, clips, length: time(length) })
}

/// The sections of the utterances that are heard.
fn chapters(script: &Script, clips: &[Clip], length: Duration) -> Vec<Chapter> {
    let begins = script.headings.iter().filter_map(|heading| {
        let clip = clips.iter().find(|clip| clip.utterance == heading.utterance)?;
        Some((heading.words.clone(), clip.begin))
    });
    let begins: Vec<(String, Duration)> = begins.collect();
    let ends = begins.iter().skip(1).map(|(_, begin)| *begin).chain([length]);
    let sections = begins.iter().cloned().zip(ends);
    sections.map(|((title, begin), end)| Chapter { title, begin, end }).collect()
}

/// A section of a script: its heading and its utterances.
pub type Section = (String, Range<usize>);

/// The sections of a script; what stands before the first heading is part of the first.
pub fn sections(script: &Script, title: &str) -> Vec<Section> {
    let count = script.utterances.len();
    let mut sections: Vec<Section> = Vec::new();
    for (at, heading) in script.headings.iter().enumerate() {
        let begin = if at == 0 { 0 } else { heading.utterance };
        let end = script.headings.get(at + 1).map_or(count, |next| next.utterance);
        sections.push((heading.words.clone(), begin..end));
    }
    if sections.is_empty() && count > 0 {
        sections.push((title.to_owned(), 0..count));
    }
    sections
}

/// A CD.
#[derive(Debug)]
pub struct Disc {
    /// The cue sheet.
    pub sheet: String,
    /// The tracks in their order: the names of their files, and WAV of whole frames.
    pub tracks: Vec<(String, Vec<u8>)>,
    /// How long it is.
    pub length: Duration,
}

/// A CD of pieces that were encoded for one, with a track a section. A section under four seconds
/// goes with the next, and where there are more than a CD has tracks, with the one before.
///
/// # Errors
/// When a track cannot be written.
pub fn disc(
    pieces: &[(usize, &Encoded)],
    sections: &[Section],
    title: &str,
    performer: &str,
) -> Result<Disc, AudioError> {
    let mut tracks: Vec<(&str, Vec<&[f32]>)> = Vec::new();
    let count = |samples: &[&[f32]]| samples.iter().map(|it| it.len()).sum::<usize>();
    for (first, piece) in pieces {
        let Kind::Wav(sound) = &piece.kind else { continue };
        let section = sections.iter().find(|(_, range)| range.start == *first);
        let begins = section.filter(|_| tracks.len() < cd::MOST_TRACKS);
        match (tracks.last_mut(), begins) {
            (Some((_, last)), _) if count(last) < cd::SHORTEST => {
                last.push(&sound.samples);
            }
            (Some((_, last)), None) => last.push(&sound.samples),
            (_, begins) => {
                let title = begins.map_or(title, |(title, _)| title);
                tracks.push((title, vec![&sound.samples]));
            }
        }
    }
    let mut disc =
        Disc { sheet: String::new(), tracks: Vec::new(), length: Duration::ZERO };
    let mut listed = Vec::new();
    let mut length = 0;
    for (number, (title, mut samples)) in (1..).zip(tracks) {
        let number: usize = number;
        let own = count(&samples);
        let whole = own.max(cd::SHORTEST).next_multiple_of(cd::FRAME);
        let silence = vec![0.0; whole - own];
        samples.push(&silence);
        length += whole;
        let file = format!("{number:02}-{}.wav", slug(title));
        disc.tracks.push((file.clone(), wav::write(cd::RATE, &samples, 2)?));
        listed.push(cd::Track { file, title: title.to_owned() });
    }
    disc.sheet = cd::cue_sheet(title, performer, &listed);
    disc.length = Duration::from_secs_f64(length as f64 / f64::from(cd::RATE));
    Ok(disc)
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

/// When each utterance is heard, for programs: seconds, node, whose words, what is written and
/// what is said.
pub fn timings_json(
    document: &Document,
    script: &Script,
    recording: &Recording,
) -> String {
    let seconds = |time: Duration| (time.as_secs_f64() * 1000.0).round() / 1000.0;
    let utterances = recording.clips.iter().map(|clip| {
        let utterance = &script.utterances[clip.utterance];
        let role = match utterance.role {
            Role::Content => "content",
            Role::Announcement => "announcement",
        };
        json!({
            "begin": seconds(clip.begin),
            "end": seconds(clip.end),
            "node": utterance.node.0,
            "lang": utterance.lang.as_str(),
            "role": role,
            "written": utterance.written,
            "said": utterance.said,
        })
    });
    let timings = json!({
        "schema": 1,
        "title": document.metadata.title,
        "lang": document.metadata.lang.as_str(),
        "length": seconds(recording.length),
        "utterances": utterances.collect::<Vec<_>>(),
    });
    let mut text = serde_json::to_string_pretty(&timings).unwrap_or_default();
    text.push('\n');
    text
}

/// The written words with their times, as captions (WebVTT).
pub fn timings_vtt(script: &Script, recording: &Recording) -> String {
    let mut text = String::from("WEBVTT\n");
    for clip in &recording.clips {
        // A line of a cue must not be empty, and `-->` and `<` have a meaning in it.
        let written = &script.utterances[clip.utterance].written;
        let written =
            written.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        let words: Vec<&str> = written.split_whitespace().collect();
        if !words.is_empty() && clip.end > clip.begin {
            text.push_str(&format!(
                "\n{} --> {}\n{}\n",
                cue_time(clip.begin),
                cue_time(clip.end),
                words.join(" ")
            ));
        }
    }
    text
}

fn cue_time(time: Duration) -> String {
    let (seconds, milliseconds) = (time.as_secs(), time.subsec_millis());
    let (hours, minutes) = (seconds / 3600, seconds / 60 % 60);
    format!("{hours:02}:{minutes:02}:{:02}.{milliseconds:03}", seconds % 60)
}
