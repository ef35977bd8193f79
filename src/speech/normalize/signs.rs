//! Emoji and other signs by their names (CLDR), in every language.

use super::{Dialect, NAME_MARK, NAMED_MARK, Said, Tokens, numbers_in};
use crate::lang::Lang;
use crate::lang::signs::Sign;

/// A sign by its name, or a name that stands for one, between pauses.
pub(super) fn sign(
    tokens: &Tokens,
    at: usize,
    lang: &Lang,
    dialect: Dialect,
) -> Option<Said> {
    let next = |from, mark| (from..tokens.len()).find(|&it| tokens.is_mark(it, mark));
    let (end, name) = if matches!(tokens.mark(at), Some(NAMED_MARK | NAME_MARK)) {
        // A long sentence may have been parted between its marks.
        let begin = next(at + 1, NAME_MARK);
        let end = begin.and_then(|begin| next(begin, NAMED_MARK));
        match (begin, end) {
            (Some(begin), Some(end)) => (end + 1, tokens.slice(begin + 1, end)),
            _ => return Some(Said::joint(at, at + 1)),
        }
    } else {
        // A figure on a key is a figure with marks behind it.
        if tokens.mark(at).is_none()
            && !matches!(tokens.mark(at + 1), Some('\u{fe0f}' | '\u{20e3}'))
        {
            return None;
        }
        let (sign, length) = Sign::at_start(tokens.slice(at, tokens.len()))?;
        let mut end = at;
        let mut covered = 0;
        while covered < length && end < tokens.len() {
            covered += tokens.text(end).len();
            end += 1;
        }
        (end, sign.own_name(lang).unwrap_or_else(|| sign.english_name()))
    };
    let name = name.replace(':', "");
    let is_english = lang.primary() == "en";
    let said = if is_english { numbers_in(&name, dialect) } else { name };
    Some(Said::aside(at, end, said))
}
