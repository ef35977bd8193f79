//! The voices of an engine, and which of them to use.

use crate::lang::Lang;
use thiserror::Error;

/// A voice.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Voice {
    /// What it is called by `--voice`.
    pub name: String,
    /// The language it speaks, as the engine names it.
    pub language: String,
}

impl Voice {
    /// Whether it is one of the sounds that espeak-ng can give every language (`French+Annie`).
    pub fn is_variant(&self) -> bool {
        self.name.contains('+')
    }

    fn primary(&self) -> &str {
        self.language.split('-').next().unwrap_or("")
    }

    /// Whether it speaks a language, in whatever country.
    pub fn speaks(&self, lang: &Lang) -> bool {
        let own = |tag: &&str| self.primary().eq_ignore_ascii_case(tag);
        own(&lang.primary()) || lang.spoken().iter().any(own)
    }
}

/// The voices without variants, those of `languages` alone unless there are none, by language
/// and name.
pub fn plain_voices<'v>(voices: &'v [Voice], languages: &[Lang]) -> Vec<&'v Voice> {
    let wanted = |voice: &Voice| {
        languages.is_empty() || languages.iter().any(|lang| voice.speaks(lang))
    };
    let mut plain: Vec<&Voice> =
        voices.iter().filter(|voice| !voice.is_variant() && wanted(voice)).collect();
    plain.sort_by_key(|voice| (voice.language.to_lowercase(), voice.name.to_lowercase()));
    plain
}

/// Why there is no voice.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum NoVoice {
    /// None is called so; the nearest that is.
    #[error("there is no voice `{wanted}`")]
    Named {
        /// The name that was asked for.
        wanted: String,
        /// The name that is most like it.
        nearest: Option<String>,
    },
    /// None speaks the language.
    #[error("no voice speaks `{0}`")]
    Speaking(Lang),
}

/// The voice for text in `lang`: the one called `wanted` where it speaks the language or is the
/// only thing asked for; else the one whose tag is nearest.
///
/// # Errors
/// When no voice is called so, or none speaks the language.
pub fn choose<'v>(
    voices: &'v [Voice],
    lang: &Lang,
    wanted: Option<&str>,
) -> Result<&'v Voice, NoVoice> {
    if let Some(wanted) = wanted {
        return named(voices, wanted);
    }
    // A language by its whole tag, then by ever less of it; then any of its voices, the plainest
    // tag first.
    let plain = || voices.iter().filter(|voice| !voice.is_variant());
    let exact = lang
        .fallbacks()
        .chain(lang.spoken().iter().copied())
        .find_map(|tag| plain().find(|voice| voice.language.eq_ignore_ascii_case(tag)));
    exact
        .or_else(|| {
            plain()
                .filter(|voice| voice.speaks(lang))
                .min_by_key(|voice| (voice.language.len(), voice.language.to_lowercase()))
        })
        .ok_or_else(|| NoVoice::Speaking(lang.clone()))
}

fn named<'v>(voices: &'v [Voice], wanted: &str) -> Result<&'v Voice, NoVoice> {
    let is = |voice: &&Voice| voice.name == wanted;
    let like = |voice: &&Voice| voice.name.eq_ignore_ascii_case(wanted);
    // By its language too, as espeak-ng's users know it (`en-gb`).
    let tag = |voice: &&Voice| {
        voice.language.eq_ignore_ascii_case(wanted) && !voice.is_variant()
    };
    voices
        .iter()
        .find(is)
        .or_else(|| voices.iter().find(like))
        .or_else(|| voices.iter().find(tag))
        .ok_or_else(|| {
            let lower = wanted.to_lowercase();
            let nearest = voices
                .iter()
                .map(|voice| (likeness(&lower, &voice.name.to_lowercase()), &voice.name))
                .max_by(|(a, _), (b, _)| a.total_cmp(b))
                .filter(|(likeness, _)| *likeness >= ALIKE)
                .map(|(_, name)| name.clone());
            NoVoice::Named { wanted: wanted.to_owned(), nearest }
        })
}

/// How alike a name has to be to be suggested (Jaro-Winkler, 0 to 1).
const ALIKE: f64 = 0.75;

/// How alike two names are, or one and a word of the other (Jaro and Winkler); names without a
/// variant first.
fn likeness(wanted: &str, name: &str) -> f64 {
    let words =
        name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let likest = words
        .map(|word| strsim::jaro_winkler(wanted, word))
        .fold(strsim::jaro_winkler(wanted, name), f64::max);
    likest - if name.contains('+') { 0.1 } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn voices() -> Vec<Voice> {
        [
            ("English (Great Britain)", "en-GB"),
            ("English (Great Britain)+Annie", "en-GB"),
            ("English (America)", "en-US"),
            ("Polish", "pl"),
            ("Portuguese (Brazil)", "pt-BR"),
        ]
        .map(|(name, language)| Voice { name: name.into(), language: language.into() })
        .into()
    }

    fn chosen(lang: &str, wanted: Option<&str>) -> Result<String, NoVoice> {
        choose(&voices(), &Lang::new(lang).unwrap(), wanted)
            .map(|voice| voice.name.clone())
    }

    #[test]
    fn the_voice_of_the_language_is_preferred() {
        assert_eq!(chosen("en-GB", None).unwrap(), "English (Great Britain)");
        assert_eq!(chosen("en-US", None).unwrap(), "English (America)");
        assert_eq!(chosen("en-AU", None).unwrap(), "English (Great Britain)");
        assert_eq!(chosen("pt", None).unwrap(), "Portuguese (Brazil)");
        assert!(matches!(chosen("cy", None), Err(NoVoice::Speaking(_))));
    }

    #[test]
    fn a_voice_is_called_by_its_name() {
        assert_eq!(chosen("en-GB", Some("polish")).unwrap(), "Polish");
        assert_eq!(chosen("en-GB", Some("en-us")).unwrap(), "English (America)");
        let Err(NoVoice::Named { nearest, .. }) = chosen("en-GB", Some("america")) else {
            panic!()
        };
        assert_eq!(nearest.as_deref(), Some("English (America)"));
        let Err(NoVoice::Named { nearest, .. }) = chosen("en-GB", Some("Pollish")) else {
            panic!()
        };
        assert_eq!(nearest.as_deref(), Some("Polish"));
    }

    #[test]
    fn variants_are_not_listed() {
        assert_eq!(plain_voices(&voices(), &[]).len(), 4);
        assert_eq!(plain_voices(&voices(), &[Lang::british()]).len(), 2);
    }
}
