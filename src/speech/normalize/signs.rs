//! Emoji and other signs by their names (CLDR), in every language.

use super::{Dialect, Said, Tokens, numbers_in};
use crate::lang::Lang;
use crate::lang::signs::Sign;

/// A sign by its name, between pauses.
pub(super) fn sign(
    tokens: &Tokens,
    at: usize,
    lang: &Lang,
    dialect: Dialect,
) -> Option<Said> {
    let (end, name) = if let Some((name, end)) = tokens.named(at) {
        (end, name)
    } else {
        if tokens.mark(at).is_none() && !tokens.is_on_a_key(at) {
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
