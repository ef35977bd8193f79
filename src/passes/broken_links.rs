//! Links that neither paper nor a PDF can follow, and what is reported of them.

use crate::diag::{Diagnostic, Span};

/// The rule that tells of such links.
pub const BROKEN_LINK: &str = "broken-link";

/// What paper shows of them.
pub const ONLY_WORDS: &str = "only its words are printed";

/// The most characters of a target that a message repeats: a picture can be written as one.
const MAX_TOLD: usize = 100;

/// Schemes that paper and a PDF can lead to.
const SCHEMES: [&str; 5] = ["http:", "https:", "mailto:", "tel:", "sms:"];

/// A target as a message names it.
pub fn named_target(written: &str) -> String {
    match written.char_indices().nth(MAX_TOLD) {
        Some((end, _)) => format!("`{}…`", &written[..end]),
        None => format!("`{written}`"),
    }
}

/// The page that a link names by its path from the page it stands in, without what follows `?`
/// or `#`; `None` where the target is no such path.
pub fn page_beside(written: &str) -> Option<&str> {
    let path = written.split(['?', '#']).next()?;
    let beside = !path.is_empty() && !path.starts_with('/') && scheme(path).is_none();
    beside.then_some(path)
}

/// The scheme of an address (RFC 3986, 3.1).
fn scheme(written: &str) -> Option<&str> {
    let (scheme, _) = written.split_once(':')?;
    let named = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.');
    let begins = scheme.starts_with(|c: char| c.is_ascii_alphabetic());
    (begins && scheme.chars().all(named)).then_some(scheme)
}

/// Whether paper and a PDF can lead to addresses of a scheme.
fn is_scheme(scheme: &str) -> bool {
    let mut known = SCHEMES.iter().filter_map(|known| known.strip_suffix(':'));
    known.any(|known| known.eq_ignore_ascii_case(scheme))
}

/// Whether the scheme is one that becomes a link.
pub(super) fn leads_somewhere(target: &str) -> bool {
    let lower = target.to_ascii_lowercase();
    SCHEMES.iter().any(|scheme| lower.starts_with(scheme) && lower.len() > scheme.len())
}

/// What is reported of a link that nobody can follow, whatever pages there are.
pub(super) fn told(written: &str, span: &Span) -> Option<Diagnostic> {
    let name = named_target(written);
    let link = |why: &str| format!("the link to {name} {why}; {ONLY_WORDS}");
    let (message, help) = if written.is_empty() {
        (
            format!("this link has no address; {ONLY_WORDS}"),
            "write the address between the round brackets".to_owned(),
        )
    } else if written.starts_with('#') {
        (
            link("leads to no printed heading"),
            "link to a heading's words in lower case, joined by hyphens".to_owned(),
        )
    } else if let Some(rest) = written.strip_prefix("//") {
        let whole = named_target(&format!("https://{rest}"));
        (link("has no `https:` before it"), format!("write {whole}"))
    } else if written.starts_with('/') {
        (
            link("begins at the top of a website, and does not say which"),
            "write the whole address, with `https://`".to_owned(),
        )
    } else if scheme(written).is_some_and(is_scheme) {
        (link("says nothing more"), "write the whole address".to_owned())
    } else if scheme(written).is_some() {
        let help = "link to the address of a web page, or say in words where it is";
        (link("cannot be followed from paper"), help.to_owned())
    } else if page_beside(written).is_none() {
        (
            link("leads to another form of this page"),
            "write the whole address, with `https://`".to_owned(),
        )
    } else {
        return None;
    };
    Some(Diagnostic::warning(BROKEN_LINK, span.clone(), message).help(help))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_beside_is_named_by_its_path() {
        for (written, path) in [
            ("next.md", Some("next.md")),
            ("../other/next.html?lang=cy#top", Some("../other/next.html")),
            ("2:30.md", Some("2:30.md")),
            ("/next.md", None),
            ("//example.org/next", None),
            ("ftp://example.org", None),
            ("C:\\next.md", None),
            ("#top", None),
            ("?lang=cy", None),
            ("", None),
        ] {
            assert_eq!(page_beside(written), path, "{written}");
        }
    }
}
