//! Parts text by script and by the face that has its characters.

use super::script::{own_script, stand_in};
use super::{FaceId, FontSet, Style};
use crate::lang::Lang;
use crate::text::segment::{grapheme_ends, is_invisible, is_private_use};
use std::ops::Range;
use unicode_script::Script;

/// A part of one script in one face.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Item {
    /// The face; `None` where no face has the character.
    pub(super) face: Option<FaceId>,
    /// The script; `None` where nothing in the text has one.
    pub(super) script: Option<Script>,
    /// Where it stands in the text.
    pub(super) range: Range<usize>,
}

/// How text is parted.
pub(super) struct Itemizer<'f> {
    pub(super) fonts: &'f FontSet,
    pub(super) style: Style,
    pub(super) lang: &'f Lang,
    /// The script of the text around, which words without letters belong to, with the face that
    /// is set in where it is not the main one.
    pub(super) around: Option<(Script, FaceId)>,
}

impl Itemizer<'_> {
    /// Parts `text`: a grapheme cluster is never over two faces unless no face has all of it, and
    /// what has no script of its own, such as a full stop, goes with what is before it, or else
    /// after it, in the same face where that has it.
    pub(super) fn items(&self, text: &str) -> Vec<Item> {
        let mut items: Vec<Item> = Vec::new();
        let mut script = text.chars().find_map(own_script).or(self.around.map(|it| it.0));
        let mut start = 0;
        for end in grapheme_ends(text) {
            let cluster = &text[start..end];
            let own = cluster.chars().find_map(own_script);
            script = own.or(script);
            let beside = items.last().and_then(|item| item.face);
            match self.face_for(cluster, own, script, beside) {
                Some(face) => add(&mut items, Some(face), script, start..end),
                None => {
                    for (at, c) in cluster.char_indices() {
                        let range = start + at..start + at + c.len_utf8();
                        let face = self.face_for(&text[range.clone()], own, script, None);
                        add(&mut items, face, script, range);
                    }
                }
            }
            start = end;
        }
        items
    }

    /// The face for a cluster: the first that has all of it.
    fn face_for(
        &self,
        cluster: &str,
        own: Option<Script>,
        script: Option<Script>,
        beside: Option<FaceId>,
    ) -> Option<FaceId> {
        let fonts = self.fonts;
        if cluster.chars().any(is_private_use) {
            return None;
        }
        let has = |id: &FaceId| has_all(fonts, *id, cluster);
        // Figures are those of the main face: they are made to look different.
        if own.is_none() && !cluster.starts_with(|c: char| c.is_ascii_digit()) {
            // Full stops and spaces of the main face go well with Greek and Cyrillic.
            let apart = script.is_some_and(is_apart);
            let main = fonts.chain(self.style).next();
            let beside = beside.filter(|id| apart && main != Some(*id));
            let around =
                self.around.filter(|around| Some(around.0) == script).map(|it| it.1);
            if let Some(face) = beside.or(around).filter(has) {
                return Some(face);
            }
        }
        fonts.chain(self.style).find(has).or_else(|| {
            let script = script.unwrap_or(Script::Common);
            let first = cluster.chars().find(|c| !is_invisible(*c))?;
            let bold = self.style.is_bold();
            fonts.found_for(first, script, self.lang, bold).filter(has)
        })
    }
}

/// Whether the main face's spaces and marks do not go with a script.
const fn is_apart(script: Script) -> bool {
    !matches!(
        script,
        Script::Latin
            | Script::Greek
            | Script::Cyrillic
            | Script::Common
            | Script::Unknown
    )
}

fn add(
    items: &mut Vec<Item>,
    face: Option<FaceId>,
    script: Option<Script>,
    range: Range<usize>,
) {
    match items.last_mut() {
        // Missing characters stay apart, a replacement each.
        Some(last) if last.face == face && last.script == script && face.is_some() => {
            last.range.end = range.end;
        }
        _ => items.push(Item { face, script, range }),
    }
}

/// Whether a face has every character of `cluster` that shows.
fn has_all(fonts: &FontSet, id: FaceId, cluster: &str) -> bool {
    let face = fonts.face(id);
    cluster.chars().all(|c| {
        is_invisible(c) || face.has(c) || stand_in(c).is_some_and(|other| face.has(other))
    })
}
