//! Comments that turn a rule off for a page: `<!-- check-off: list-of-one it is a list on the web -->`.

use super::rules::{RULES, rule};
use crate::diag::Diagnostic;
use crate::document::Comment;

/// What such a comment begins with.
const MARK: &str = "check-off:";

/// The rules that comments of a page turn off, and what is wrong with such comments.
pub(super) fn in_page(comments: &[Comment]) -> (Vec<&'static str>, Vec<Diagnostic>) {
    let (mut off, mut told) = (Vec::new(), Vec::new());
    for Comment { span, text } in comments {
        let Some(rest) = text.trim().strip_prefix(MARK) else { continue };
        let (name, reason) =
            rest.trim().split_once(char::is_whitespace).unwrap_or((rest.trim(), ""));
        let wrong = |message: String, help: String| {
            Diagnostic::warning("check-off", span.clone(), message).help(help)
        };
        match rule(name) {
            None => {
                let names = RULES.iter().map(|rule| rule.name);
                let alike = names.max_by(|a, b| {
                    let like = |known| strsim::jaro_winkler(name, known);
                    like(a).total_cmp(&like(b))
                });
                told.push(wrong(
                    format!("there is no check `{name}`, so nothing is turned off"),
                    format!("did you mean `{}`?", alike.unwrap_or_default()),
                ));
            }
            Some(_) if reason.trim().is_empty() => told.push(wrong(
                format!("`{name}` is not turned off, because no reason is given"),
                format!("write `<!-- {MARK} {name} and why -->`"),
            )),
            Some(rule) => off.push(rule.name),
        }
    }
    (off, told)
}
