//! Rules about words and links that mean something on a screen alone.

use super::Checked;
use super::prose::Phrases;
use crate::diag::Diagnostic;
use crate::document::{InlineKind, PrintedTarget, Target, inlines, plain_text};
use std::sync::LazyLock;

/// Words that send a reader of paper, or a listener, to something that is not there.
static WORDS: LazyLock<Phrases<&str>> = LazyLock::new(|| {
    Phrases::new(
        &[
            "click",
            "clicking",
            "tap here",
            "this page",
            "this webpage",
            "this web page",
            "this website",
            "this site",
            "on our page",
            "web page below",
            "link below",
            "links below",
            "linked below",
            "buttons below",
            "button below",
            "form below",
            "box below",
            "video below",
            "enter your postcode",
            "enter your email",
            "enter your name",
            "enter your address",
            "sign up",
            "signing up",
            "log in",
            "sign in",
            "watch the video",
            "watch our video",
            "watch this video",
            "scroll",
            "scroll down",
            "drop down menu",
            "dropdown",
            "search box",
            "download the",
            "download our",
            "download a",
            "follow the link",
            "follow this link",
            "follow the links",
            "use the link",
            "use the links",
            "links on the right",
            "links on the left",
            "hover over",
            "press the button",
            "select the button",
            "online form",
            "share this page",
            "print this page",
            "bookmark this",
        ],
        |phrase| phrase,
    )
});

/// Words of a link that say nothing by themselves (WCAG 2.2, 2.4.9).
const EMPTY: [&str; 22] = [
    "click",
    "click here",
    "details",
    "download",
    "find out more",
    "go",
    "here",
    "information",
    "learn more",
    "link",
    "more",
    "more info",
    "more information",
    "page",
    "read more",
    "see more",
    "this",
    "this link",
    "this page",
    "this website",
    "website",
    "read this",
];

/// The most characters of an address that can be typed from paper.
const MAX_ADDRESS: usize = 60;

pub(super) fn check(checked: &Checked<'_>, found: &mut Vec<Diagnostic>) {
    for prose in checked.given() {
        if checked.is_english() {
            for (range, _) in WORDS.find(prose) {
                let words = &prose.text[range.clone()];
                found.push(
                    Diagnostic::warning(
                        "web-words",
                        prose.span(&range),
                        format!("`{words}` means nothing on paper or to a listener"),
                    )
                    .help("say what to do without a screen, or mark the section `{.web-only}`"),
                );
            }
        }
        let content = prose.block.kind.content();
        for inline in inlines(content) {
            let InlineKind::Link { target, address, content } = &inline.kind else {
                continue;
            };
            let words = plain_text(content);
            let words = words.trim().trim_end_matches(['.', '>', '»', '→']).trim();
            if checked.is_english() && EMPTY.contains(&words.to_lowercase().as_str()) {
                found.push(
                    Diagnostic::warning(
                        "link-words",
                        inline.span.clone(),
                        format!(
                            "the words of this link, `{words}`, do not say where it leads"
                        ),
                    )
                    .help("make a link of the words that name what is there"),
                );
            }
            let Target::Address(target) = target else { continue };
            let shown =
                target.split_once("://").map_or(target.as_str(), |(_, rest)| rest);
            let length = shown.chars().count();
            let printed =
                matches!(address, PrintedTarget::Written(_) | PrintedTarget::Listed(_));
            if printed && length > MAX_ADDRESS {
                found.push(
                    Diagnostic::warning(
                        "long-address",
                        inline.span.clone(),
                        format!(
                            "this address has {length} characters: nobody will type it"
                        ),
                    )
                    .help("give a shorter one, or say what to search for"),
                );
            }
        }
    }
}
