//! Web and email addresses, said as they are typed.

use super::numbers::digits;
use super::{Dialect, Kind, Said, Tokens};

/// Top-level domains by which a bare address is known.
const DOMAINS: [&str; 22] = [
    "org", "com", "net", "uk", "co", "gov", "edu", "eu", "ie", "info", "int", "io",
    "scot", "wales", "cymru", "health", "us", "ca", "au", "de", "fr", "example",
];

/// `www.example.org/help`, `help@example.org`, `https://example.org`, `nhs.uk`.
pub(super) fn address(tokens: &Tokens, at: usize, dialect: Dialect) -> Option<Said> {
    if at > 0
        && !tokens.is_space(at - 1)
        && !matches!(
            tokens.mark(at - 1),
            Some('(' | '[' | '<' | '"' | '“' | '‘' | '\'' | ':' | ',')
        )
    {
        return None;
    }
    if !matches!(tokens.kind(at)?, Kind::Word | Kind::Digits) {
        return None;
    }
    let mut end = at;
    while !tokens.is_end(end)
        && !tokens.is_space(end)
        && !matches!(tokens.mark(end), Some('<' | '>' | '"' | '”' | '’' | '“'))
    {
        end += 1;
    }
    // What ends a sentence, and the bracket around the address, are no part of it.
    while end > at
        && matches!(
            tokens.mark(end - 1),
            Some('.' | ',' | ';' | ':' | '!' | '?' | ')' | ']' | '…' | '\'' | '*')
        )
    {
        if tokens.is_mark(end - 1, ')') && tokens.slice(at, end).contains('(') {
            break;
        }
        end -= 1;
    }
    let written = tokens.slice(at, end);
    if !is_address(&written.to_ascii_lowercase()) {
        return None;
    }
    Some(Said::words(at, end, spoken(shown(written), dialect)))
}

fn is_address(text: &str) -> bool {
    if !text.is_ascii() && !text.contains("://") && !text.starts_with("www.") {
        return false;
    }
    for scheme in ["http://", "https://", "mailto:", "www."] {
        if let Some(rest) = text.strip_prefix(scheme) {
            return rest.len() > 2;
        }
    }
    if let Some((name, host)) = text.split_once('@') {
        return !name.is_empty() && is_host(host);
    }
    let host = text.split(['/', '?', '#', ':']).next().unwrap_or("");
    let domain = host.rsplit('.').next().unwrap_or("");
    is_host(host) && DOMAINS.contains(&domain)
}

/// Names parted by full stops, the last of letters alone.
fn is_host(host: &str) -> bool {
    let mut names = host.split('.');
    let count = names.clone().count();
    let fits = names.all(|name| {
        !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
    });
    let last = host.rsplit('.').next().unwrap_or("");
    let first = host.split('.').next().unwrap_or("");
    // `e.g` and `i.e` have names of one letter; `3.5m` begins with a digit.
    fits && count > 1
        && last.len() > 1
        && last.bytes().all(|b| b.is_ascii_alphabetic())
        && (first.len() > 1 || count > 2)
        // `111.nhs.uk`: a number that is called.
        && (first.bytes().any(|b| b.is_ascii_alphabetic())
            || (first.len() == 3 && DOMAINS.contains(&last)))
}

/// The part of an address that is typed: without scheme, `www.` and a closing slash.
pub(super) fn shown(address: &str) -> &str {
    let mut shown = address;
    for prefix in ["https://", "http://", "mailto:", "www."] {
        if shown
            .get(..prefix.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(prefix))
        {
            shown = &shown[prefix.len()..];
        }
    }
    shown.strip_suffix('/').unwrap_or(shown)
}

/// An address with names for its marks.
pub(super) fn spoken(address: &str, dialect: Dialect) -> String {
    let tokens = Tokens::new(address);
    let mut words: Vec<String> = Vec::new();
    for at in 0..tokens.len() {
        match tokens.kind(at) {
            Some(Kind::Word) => words.push(piece(tokens.text(at))),
            Some(Kind::Digits) => {
                let zero = if dialect == Dialect::British { "oh" } else { "zero" };
                words.push(digits(tokens.text(at), zero));
            }
            _ => {
                let said = match tokens.mark(at) {
                    Some('.') => "dot",
                    Some('/') => "slash",
                    Some('@') => "at",
                    Some('-') => "hyphen",
                    Some('_') => "underscore",
                    Some('?') => "question mark",
                    Some('=') => "equals",
                    Some('&') => "ampersand",
                    Some('#') => "hash",
                    Some(':') => "colon",
                    Some('%') => "percent",
                    Some('+') => "plus",
                    Some('~') => "tilde",
                    _ => continue,
                };
                words.push(said.into());
            }
        }
    }
    words.join(" ")
}

/// A name in an address: a word, or letters where there is no vowel to say it by.
fn piece(name: &str) -> String {
    let lower = name.to_ascii_lowercase();
    let spelt = matches!(
        lower.as_str(),
        "uk" | "nhs" | "eu" | "us" | "ie" | "ac" | "au" | "ca" | "io" | "de" | "fr"
    ) || (name.is_ascii() && !lower.contains(['a', 'e', 'i', 'o', 'u', 'y']))
        || name.len() == 1;
    if !spelt {
        // An address in capitals is typed in any case, and is no initialism.
        let shouted = name.chars().all(char::is_uppercase);
        return if shouted { lower } else { name.to_owned() };
    }
    let letters: Vec<String> =
        lower.chars().map(|c| c.to_ascii_uppercase().to_string()).collect();
    letters.join(" ")
}
