//! When each utterance of a recording is heard, for programs and as captions.

use super::file::Timeline;
use crate::document::Document;
use crate::speech::{Role, Script};
use serde_json::json;
use std::time::Duration;

/// When each utterance is heard, for programs: seconds, id, node, whose words, what is written and
/// what is said.
pub fn timings_json(document: &Document, script: &Script, timeline: &Timeline) -> String {
    let seconds = |time: Duration| (time.as_secs_f64() * 1000.0).round() / 1000.0;
    let utterances = timeline.clips.iter().map(|clip| {
        let utterance = &script.utterances[clip.utterance];
        let role = match utterance.role {
            Role::Content => "content",
            Role::Announcement => "announcement",
        };
        json!({
            "begin": seconds(clip.begin),
            "end": seconds(clip.end),
            "id": utterance.id(),
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
        "length": seconds(timeline.length),
        "utterances": utterances.collect::<Vec<_>>(),
    });
    let mut text = serde_json::to_string_pretty(&timings).unwrap_or_default();
    text.push('\n');
    text
}

/// The written words with their times, as captions (WebVTT).
pub fn timings_vtt(script: &Script, timeline: &Timeline) -> String {
    let mut text = String::from("WEBVTT\n");
    for clip in &timeline.clips {
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
