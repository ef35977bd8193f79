//! Where a link leads, said in words.

use super::addresses::{shown, spoken};
use super::telephone::telephone;
use super::{Dialect, Tokens};

/// The number that a link to a telephone dials, or sends a message to, without what the message
/// says (RFC 3966, RFC 5724).
pub(crate) fn telephone_of(address: &str) -> Option<&str> {
    let (scheme, rest) = address.split_once(':')?;
    let text = scheme.eq_ignore_ascii_case("sms");
    let number = rest.split(['?', '&']).next().filter(|_| text);
    number.or_else(|| scheme.eq_ignore_ascii_case("tel").then_some(rest))
}

/// The target of a link in words: "example dot org slash help", or a telephone number.
pub(crate) fn spoken_target(address: &str) -> String {
    let dialect = Dialect::British;
    if let Some(number) = telephone_of(address) {
        let tokens = Tokens::new(number);
        return match telephone(&tokens, 0, dialect) {
            Some(said) if said.tokens == tokens.len() => said.into_words(),
            _ => spoken(number, dialect),
        };
    }
    spoken(shown(address), dialect)
}
