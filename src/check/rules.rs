//! The rules: their names, why they are there and what to do.

use crate::diag::Severity;

/// A rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    /// Its name, by which it is reported and turned off.
    pub name: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// Why it is there.
    pub why: &'static str,
    /// What to do.
    pub fix: &'static str,
}

const fn error(name: &'static str, why: &'static str, fix: &'static str) -> Rule {
    Rule { name, severity: Severity::Error, why, fix }
}

const fn warning(name: &'static str, why: &'static str, fix: &'static str) -> Rule {
    Rule { name, severity: Severity::Warning, why, fix }
}

const fn advice(name: &'static str, why: &'static str, fix: &'static str) -> Rule {
    Rule { name, severity: Severity::Advice, why, fix }
}

/// Every rule that a page can be checked by. What makes a page impossible to print or to say is
/// none of them: it cannot be turned off.
pub const RULES: &[Rule] = &[
    warning(
        "review-missing",
        "Readers and staff cannot tell whether the page still holds.",
        "Write `last-review` and `next-review` in the front matter.",
    ),
    warning(
        "review-passed",
        "The page may say what no longer holds.",
        "Review it, or do not hand it out.",
    ),
    warning(
        "review-old",
        "What was right three years ago may be wrong now.",
        "Review it, or do not hand it out.",
    ),
    warning("review-order", "One of the dates is wrong.", "Put the dates right."),
    warning(
        "no-title",
        "The title is what a reader sees and hears first, and finds the file by.",
        "Begin the page with `# ` and its title.",
    ),
    warning(
        "skipped-level",
        "Who goes by headings, as many do by ear, looks for the level that is missing.",
        "Go down one level at a time.",
    ),
    warning(
        "two-titles",
        "A leaflet has one title.",
        "Make the second a heading of level 2.",
    ),
    warning(
        "empty-heading",
        "A voice says nothing where it should say what follows.",
        "Write words, or take the mark out.",
    ),
    warning(
        "long-heading",
        "In large print a heading over 80 characters fills several lines.",
        "Say it shorter.",
    ),
    advice(
        "list-of-one",
        "A voice announces a list, and then there is none.",
        "Write it as a sentence.",
    ),
    warning(
        "no-table-header",
        "In large print and in speech each cell stands by itself, with its column's name before it.",
        "Name the columns in the first row.",
    ),
    warning(
        "empty-section",
        "A heading promises what does not come.",
        "Write the section, take it out, or write `{.web-only}`, with its braces, after the heading.",
    ),
    warning(
        "bold-heading",
        "It looks like a heading, but nobody can find it by ear.",
        "Make it a heading.",
    ),
    advice(
        "prose-as-code",
        "Words that are indented by four spaces are code, and are set in a typewriter face.",
        "Delete the spaces before the words.",
    ),
    warning(
        "left-over-mark",
        "A mark of another program is no word, and a reader cannot tell what it stands for.",
        "Write what it stands for, or delete it.",
    ),
    warning(
        "angle-brackets",
        "Words between angle brackets are as a rule a place that nobody has filled in.",
        "Write what they stand for.",
    ),
    warning(
        "hidden-words",
        "What the website hides is not on paper and not in the ear.",
        "Delete it, or take away what hides it.",
    ),
    warning(
        "missing-description",
        "Who does not see the picture learns nothing of it.",
        "Write what it shows between the square brackets, or mark it `{.decorative}`.",
    ),
    warning(
        "file-name-description",
        "A file's name does not say what a picture shows.",
        "Write what it shows.",
    ),
    warning(
        "image-of",
        "A voice has already said that it is a picture.",
        "Begin with what it shows.",
    ),
    warning(
        "long-description",
        "A long description cannot be left or read again like a paragraph.",
        "Describe it in a sentence, and say the rest in the page.",
    ),
    warning(
        "web-words",
        "There is nothing to click on paper or in the ear, and `this page` is one of several.",
        "Say what to do without a screen.",
    ),
    warning(
        "link-words",
        "Links are read by themselves, on paper beside their addresses.",
        "Make a link of the words that name what is there.",
    ),
    warning(
        "long-address",
        "An address of more than 60 characters is not typed from paper without a mistake.",
        "Give a shorter one.",
    ),
    warning(
        "broken-link",
        "On paper a link is an address or the number of a page; of this one there is nothing but its words.",
        "Write a whole address, or link to a heading or a page that is there.",
    ),
    warning(
        "telephone",
        "Somebody in need dials it, and nobody answers.",
        "Write the number as it is dialled, and call it.",
    ),
    warning(
        "address",
        "It cannot be typed as it is written.",
        "Write it as it has to be typed.",
    ),
    error(
        "emergency-hidden",
        "Readers of the paper, or listeners, do not learn what to do in an emergency.",
        "Say it outside of parts that are marked for one medium.",
    ),
    warning(
        "two-meanings",
        "`4/5 tablets` is four fifths of one, or four or five, and `1/2 tablets` half of one, or one or two.",
        "Write it in words.",
    ),
    warning(
        "dose",
        "What is written so has been read as ten times the dose (ISMP, list of error-prone abbreviations).",
        "Write `0.5 mg`, `5 mg`, `micrograms` and `units`.",
    ),
    warning(
        "impossible-date",
        "Somebody comes on the wrong day, or at no time at all.",
        "Look the date or the time up.",
    ),
    advice(
        "misread",
        "A voice may say it as another word.",
        "Write another word, or teach it with a lexicon.",
    ),
    warning(
        "hidden-character",
        "What is read may differ from what is seen: the characters turn letters round, or part a word.",
        "Type the words again.",
    ),
    advice(
        "reading-age",
        "Half of all adults read best what a child of 11 can read.",
        "Use shorter sentences and words.",
    ),
    advice(
        "long-sentence",
        "Over 25 words the beginning is forgotten before the end.",
        "Make two of it.",
    ),
    advice(
        "long-paragraph",
        "In large print 90 words fill half a page.",
        "Part it, or make a list.",
    ),
    advice("plainer-word", "There is a word that more people know.", "Use it."),
    advice(
        "unexplained-term",
        "A word of medicine says nothing to whom it was not explained.",
        "Say what it is, in brackets or in a sentence.",
    ),
    advice(
        "initialism",
        "Letters say nothing to whom they were not spelt out.",
        "Write it in full where it is first used, with the letters in brackets.",
    ),
    advice(
        "capitals",
        "Words in capitals have no shape to know them by, and some voices spell them.",
        "Make them bold.",
    ),
    advice(
        "ampersand",
        "It is harder to read than `and`.",
        "Write `and`, unless it is part of a name.",
    ),
    advice(
        "latin",
        "Many read it as an English word, and voices spell it.",
        "Write the English words.",
    ),
    warning(
        "check-off",
        "A check is turned off for a reason, or not at all.",
        "Give a reason, and the name of a check.",
    ),
    advice(
        "low-resolution",
        "Under 150 pixels an inch a printed picture is blurred, so it is printed smaller than somebody with low vision needs it.",
        "Use a picture with more pixels.",
    ),
    advice(
        "table-as-list",
        "The table has no room at this size and is printed as a list.",
        "Use fewer columns or fewer words.",
    ),
    advice(
        "picture-as-words",
        "A heading or a cell has no room for a picture.",
        "Put it in a paragraph of its own.",
    ),
    warning(
        "picture-not-set",
        "The picture cannot be read, and its description stands in its place.",
        "See the message.",
    ),
    advice(
        "sign",
        "The sign cannot be printed, and its name stands in its place; or it only decorates.",
        "Write in words what it should say, or delete it.",
    ),
    warning(
        "missing-glyph",
        "No face has these characters, so they are not printed.",
        "Use other characters, or give a font that has them.",
    ),
    warning(
        "font-lacks-glyph",
        "Your font lacks these characters, and they stand in another face.",
        "Use another font.",
    ),
];

/// The rule of that name.
pub fn rule(name: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.name == name)
}
