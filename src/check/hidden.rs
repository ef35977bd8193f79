//! Characters that cannot be seen and change what is read: pasted by accident, or to deceive.

use super::Checked;
use crate::diag::Diagnostic;
use crate::text::bidi::is_direction;

/// Whether a character is of no width, and has no business inside a Latin word or a number.
const fn hides(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{61c}' | '\u{2060}'..='\u{2064}' | '\u{e0000}'..='\u{e007f}')
}

pub(super) fn check(checked: &Checked<'_>, found: &mut Vec<Diagnostic>) {
    for prose in checked.given().filter(|prose| !prose.text.is_ascii()) {
        let plain = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        let mut before = None;
        // The next character that does not hide, known up to this place.
        let (mut after, mut known) = (None, 0);
        for (at, c) in prose.text.char_indices() {
            let end = at + c.len_utf8();
            if hides(c) && at >= known {
                let shown = prose.text[end..].char_indices().find(|(_, c)| !hides(*c));
                after = shown.map(|(_, c)| c);
                known = shown.map_or(prose.text.len(), |(at, _)| end + at);
            }
            let inside = hides(c) && plain(before) && plain(after);
            if is_direction(c) || inside {
                let message = format!(
                    "there is a character that cannot be seen, U+{:04X}",
                    u32::from(c)
                );
                let help =
                    "delete it, with the letters on both sides, and type them again";
                found.push(
                    Diagnostic::warning(
                        "hidden-character",
                        prose.span(&(at..end)),
                        message,
                    )
                    .help(help),
                );
            }
            if !hides(c) {
                before = Some(c);
            }
        }
    }
}
