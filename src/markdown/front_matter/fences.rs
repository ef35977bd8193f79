//! Finds front matter: the lines between two fences.

use super::{toml, yaml};
use crate::diag::{Diagnostic, Span};

/// What stands at the top of a page.
pub(super) enum Fences {
    /// No front matter.
    None,
    /// Lines of YAML, and where the body begins.
    Yaml { lines: Vec<Span>, body: usize },
    /// Lines of TOML, and where the body begins.
    Toml { lines: Vec<Span>, body: usize },
}

/// The front matter that begins at `start`. A first line that looks like its fence and is closed
/// by none is reported where a key follows it.
pub(super) fn find(
    source: &str,
    start: usize,
    diagnostics: &mut Vec<Diagnostic>,
) -> Fences {
    let mut at = start;
    let mut rest = source[start..].split_inclusive('\n').map(|whole| {
        let line = whole.trim_end_matches(['\n', '\r']);
        let span = at..at + line.len();
        at += whole.len();
        (span, at)
    });
    let Some((first, _)) = rest.next() else { return Fences::None };
    let opening = source[first.clone()].trim_end();
    let is_toml = match opening {
        "---" => false,
        "+++" => true,
        _ => return Fences::None,
    };
    let is_key: fn(&str) -> bool = if is_toml { toml::is_key } else { yaml::is_key };
    let mut lines: Vec<Span> = Vec::new();
    for (span, body) in rest {
        let line = source[span.clone()].trim_end();
        if line == opening || (line == "..." && !is_toml) {
            let has_key = lines.iter().any(|span| is_key(&source[span.clone()]));
            return match (has_key, is_toml) {
                (false, _) => Fences::None,
                (true, false) => Fences::Yaml { lines, body },
                (true, true) => Fences::Toml { lines, body },
            };
        }
        lines.push(span);
    }
    if lines.first().is_some_and(|span| is_key(&source[span.clone()])) {
        let message = format!(
            "no second `{opening}` closes the one on the first line, so what stands below it is the page"
        );
        diagnostics.push(
            Diagnostic::warning("front-matter", first, message).help(format!(
                "write `{opening}` on a line of its own below the last key"
            )),
        );
    }
    Fences::None
}
