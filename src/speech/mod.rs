//! Turns a [`Document`](crate::document::Document) into a [`Script`] to be spoken.
//!
//! A script is words: whatever a voice would have to guess at (numbers, dates, signs,
//! abbreviations) is written out by [`normalize`], so that every voice says the same and every
//! rule can be read in a test.

mod annotated;
mod announce;
pub mod lexicon;
mod narrate;
pub mod normalize;

pub use announce::Verbosity;
#[cfg(feature = "record")]
pub(crate) use narrate::BETWEEN_SECTIONS;
pub(crate) use narrate::nothing_to_say;
pub use narrate::{Narration, narrate};

use crate::lang::Lang;
use crate::node::NodeId;
use std::ops::Range;
use std::time::Duration;

/// What to say, in reading order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Script {
    /// The utterances.
    pub utterances: Vec<Utterance>,
    /// The sections, in order and without gaps: one begins with every heading, and wherever a
    /// centre's details begin or end.
    pub sections: Vec<Section>,
}

/// A stretch of speech sent to an engine as one message: a sentence, or an announcement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Utterance {
    /// The node it speaks for.
    pub node: NodeId,
    /// The language it is in.
    pub lang: Lang,
    /// Whose words it says.
    pub role: Role,
    /// The page's own words, as a caption would show them; of an announcement, what is said.
    pub written: String,
    /// The same in words to be said. In English no digit, no abbreviation.
    pub said: String,
    /// Its number among the content utterances of its node, from 1; 0 of an announcement.
    pub part: u32,
    /// Silence due before it: at least that long, the silence after the one before included.
    pub pause_before: Duration,
    /// Silence due after it.
    pub pause_after: Duration,
}

/// Whose words an utterance says (W3C, Readium Speech: content and announcements).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// The page's.
    Content,
    /// Ours, to say what the page looks like.
    Announcement,
}

/// Utterances that belong together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// The heading that it begins with; none before the first heading, and after a centre's
    /// details.
    pub heading: Option<Heading>,
    /// Whose it is.
    pub owner: Owner,
    /// Its utterances, by their indices.
    pub utterances: Range<usize>,
}

/// The heading of a section.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// The author's level, 1 to 6.
    pub level: u8,
    /// Its words.
    pub words: String,
}

/// Whose a section is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Owner {
    /// The page's.
    Page,
    /// The centre's that hands the page out.
    Centre,
}

impl Utterance {
    /// What files call it, `n42-1`: its node, and its number among the content utterances of that
    /// node, from 1. Announcements have none.
    pub fn id(&self) -> Option<String> {
        (self.part > 0).then(|| format!("n{}-{}", self.node.0, self.part))
    }
}

impl Script {
    /// The headings, each with the utterance that its section begins with.
    pub fn headings(&self) -> impl Iterator<Item = (usize, &Heading)> {
        let headed = |section: &'_ Section| section.utterances.start;
        self.sections
            .iter()
            .filter_map(move |it| Some((headed(it), it.heading.as_ref()?)))
    }

    /// The utterances that say a centre's details; none, at the end, where there are none.
    pub fn centre(&self) -> Range<usize> {
        let own = self.sections.iter().filter(|section| section.owner == Owner::Centre);
        let ranges = own.map(|section| section.utterances.clone());
        let end = self.utterances.len();
        ranges.reduce(|first, last| first.start..last.end).unwrap_or(end..end)
    }

    /// What would be said, a line an utterance.
    pub fn text(&self) -> String {
        let lines =
            self.utterances.iter().map(|utterance| format!("{}\n", utterance.said));
        lines.collect()
    }

    /// How many utterances of content come before one. It does not depend on the verbosity, so
    /// a place in a page can be kept by it.
    pub fn place(&self, utterance: usize) -> usize {
        let before = self.utterances.iter().take(utterance);
        before.filter(|utterance| utterance.role == Role::Content).count()
    }

    /// The utterance at a [place](Self::place); `None` past the last.
    pub fn at_place(&self, place: usize) -> Option<usize> {
        let content = self.utterances.iter().enumerate();
        content
            .filter(|(_, utterance)| utterance.role == Role::Content)
            .nth(place)
            .map(|(at, _)| at)
    }
}
