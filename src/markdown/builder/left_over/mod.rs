//! Marks that Markdown does not know and that stay on paper: each is reported, with the dialect that it
//! seems to be of.

mod marks;

use crate::diag::{Diagnostic, Span};
use crate::document::draft::place_of;
use crate::document::{Inline, InlineKind};
use crate::html::{Unread, unclosed_comment};
use crate::markdown::dialect::{MAX_TOLD, and_more, left_over};
use crate::text::first_words;
use marks::{Mark, next};

/// What was reported of a page.
#[derive(Debug)]
pub(super) struct Told<'a> {
    source: &'a str,
    count: usize,
}

impl<'a> Told<'a> {
    pub(super) const fn new(source: &'a str) -> Self {
        Self { source, count: 0 }
    }

    /// Tells of the marks among words.
    pub(super) fn tell(
        &mut self,
        words: &Unread,
        is_block: bool,
        diagnostics: &mut Vec<Diagnostic>,
    ) {
        if let Some(span) = bullets(words).filter(|_| is_block) {
            diagnostics.push(left_over(
                span,
                "these lines seem to be a list with typed bullets; they are printed as one paragraph".into(),
                "begin each line with `- `",
            ));
        }
        for (place, inline) in words.inlines.iter().enumerate() {
            let InlineKind::Text(text) = &inline.kind else { continue };
            let literals = words.literals.of(place);
            if let Some(at) = text.find("<!--")
                && !literals.has(at)
            {
                diagnostics.push(unclosed_comment(
                    "-->",
                    &text[at + 4..],
                    inline.span.clone(),
                ));
            }
            let mut from = 0;
            while let Some((at, mark)) = next(text, from, |at| literals.has(at)) {
                from = at + mark.length.max(1);
                self.push(text, at..at + mark.length, &mark, inline, diagnostics);
            }
        }
    }

    fn push(
        &mut self,
        text: &str,
        range: Span,
        mark: &Mark,
        inline: &Inline,
        diagnostics: &mut Vec<Diagnostic>,
    ) {
        self.count += 1;
        if self.count == MAX_TOLD + 1 {
            diagnostics.push(and_more(inline.span.clone()));
        }
        if self.count > MAX_TOLD {
            return;
        }
        let written = first_words(&text[range.clone()]);
        let missing = if mark.is_missing {
            "; words that only the site has are missing here"
        } else {
            ""
        };
        let what = mark.what;
        let message = format!(
            "`{written}` seems to be {what}, and is printed as it is typed{missing}"
        );
        let span = place_of(self.source, &inline.span, text, &range);
        diagnostics.push(left_over(span, message, mark.help));
    }
}

/// Where lines of a paragraph begin with bullets that were typed.
fn bullets(words: &Unread) -> Option<Span> {
    let mut lines = 0;
    let mut first: Option<Span> = None;
    let mut begins = true;
    for (at, inline) in words.inlines.iter().enumerate() {
        match &inline.kind {
            InlineKind::SoftBreak | InlineKind::HardBreak => begins = true,
            InlineKind::Text(text) if begins => {
                begins = false;
                let blanks = text.len() - text.trim_start().len();
                if words.literals.of(at).has(blanks) {
                    continue;
                }
                let text = &text[blanks..];
                let dash = text.starts_with("– ") || text.starts_with("— ");
                let bullet =
                    dash || text.starts_with([
                        '•', '·', '▪', '◦', '‣', '●', '■', '□', '⁃', '\u{f0b7}',
                    ]) || text.starts_with("o\t");
                if bullet {
                    lines += 1;
                    first.get_or_insert_with(|| inline.span.clone());
                }
            }
            _ => begins = false,
        }
    }
    first.filter(|_| lines > 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        let mut from = 0;
        let mut found = Vec::new();
        while let Some((at, mark)) = next(text, from, |_| false) {
            from = at + mark.length;
            found.push(&text[at..from]);
        }
        found
    }

    #[test]
    fn marks_of_other_dialects_are_found() {
        for (text, mark) in [
            ("Ring {{ site.phone }} now.", "{{ site.phone }}"),
            ("{% if a %}", "{% if a %}"),
            ("{{< notice warning >}}", "{{< notice warning >}}"),
            ("{{% dose x=\"1\" %}} x", "{{% dose x=\"1\" %}}"),
            ("{::nomarkdown}", "{::nomarkdown}"),
            ("$CTA", "$CTA"),
            ("so $x^2$ it is", "$x^2$"),
            ("**Warning: **do", "**"),
            ("a note^[It is long.] here", "^[It is long.]"),
            ("50%% of", "%%"),
            ("take :warning: care", ":warning:"),
            ("** Call now ** please", "** Call now **"),
            ("{{< a", "{{< a"),
            ("{% include", "{% include"),
            ("{/* a */} b", "{/* a */}"),
            ("<%= a %>", "<%= a %>"),
            ("^Ring us.^", "^Ring us.^"),
            ("%Do not wait.%", "%Do not wait.%"),
            ("s1. Sit", "s1."),
            ("\\textbf{a}", "\\textbf{a}"),
            ("[a](my page.md)", "[a](my page.md)"),
            ("[a][b]", "[a][b]"),
            ("##Rest", "##Rest"),
            ("a -->", "-->"),
        ] {
            assert!(found(text).contains(&mark), "{text}: {:?}", found(text));
        }
    }

    #[test]
    fn words_are_no_marks() {
        for text in [
            "It costs $5 or $6.",
            "From 10:30:45 to 11:00.",
            "a ** b",
            "50% of",
            "a {sic} b",
            "See: this: that",
            "US$20 and US$30",
            "x^2",
            "ratio 1:2:3",
            "http://a:b:c",
            "2 ** 3 ** 4",
            "[a] (see b) and [c] [d]",
            "#tired",
            "so 5% of 10%",
            "a --- b -- c",
            "C:\\new{x",
        ] {
            assert_eq!(found(text), [] as [&str; 0], "{text}");
        }
        assert!(next("{{ a }}", 0, |at| at < 2).is_none());
    }
}
