//! The words beside a number that tell several rules what kind of number it is. All are asked for
//! in lower case.

/// People, and what is counted of them.
const PEOPLE: [&str; 24] = [
    "people",
    "patients",
    "men",
    "women",
    "children",
    "babies",
    "adults",
    "users",
    "carers",
    "nurses",
    "doctors",
    "volunteers",
    "members",
    "staff",
    "visitors",
    "households",
    "families",
    "others",
    "births",
    "pregnancies",
    "cases",
    "deaths",
    "survivors",
    "residents",
];

/// What has no parts that anyone counts.
const COUNTED_WHOLE: [&str; 24] = [
    "tablets",
    "tabs",
    "caps",
    "capsules",
    "pills",
    "drops",
    "puffs",
    "doses",
    "spoonfuls",
    "teaspoons",
    "sachets",
    "patches",
    "times",
    "minutes",
    "hours",
    "days",
    "weeks",
    "months",
    "years",
    "sessions",
    "visits",
    "cups",
    "glasses",
    "nights",
];

/// What is numbered in the order it comes in, in a text.
const PARTS: [&str; 25] = [
    "title", "part", "chapter", "section", "schedule", "appendix", "annex", "annexe",
    "article", "table", "figure", "page", "slide", "sheet", "line", "item", "question",
    "option", "module", "rule", "tip", "step", "phase", "group", "cohort",
];

/// What is numbered in the order it comes in, in time or in a house.
const TURNS: [&str; 21] = [
    "day",
    "week",
    "month",
    "year",
    "cycle",
    "session",
    "visit",
    "treatment",
    "injection",
    "inhaler",
    "version",
    "unit",
    "room",
    "ward",
    "bay",
    "gate",
    "yr",
    "wk",
    "platform",
    "number",
    "no",
];

/// What is numbered by how much of it there is.
const RANKS: [&str; 10] = [
    "grade", "gr", "stage", "type", "level", "class", "tier", "band", "category", "floor",
];

/// Words right before a time of the day.
const BEFORE_TIMES: [&str; 8] =
    ["at", "until", "till", "from", "before", "after", "by", "between"];

/// Words of the hours at which something is open.
const OPENING: [&str; 16] = [
    "open", "opens", "opening", "closes", "closed", "hours", "clinic", "surgery",
    "visiting", "daily", "weekdays", "weekends", "lunch", "doors", "lines", "shift",
];

/// Units in which a dose is given.
const DOSES: [&str; 7] = ["mg", "mcg", "µg", "μg", "ml", "units", "iu"];

fn singular(word: &str) -> &str {
    word.strip_suffix('s').unwrap_or(word)
}

/// Whether a word is of people, so that "1/10" of them is one in ten, and "4/5" four out of five.
pub(super) fn is_of_people(word: &str) -> bool {
    PEOPLE.contains(&word)
}

/// Whether what a word names may be counted in millions, where `5m` could be a length.
pub(super) fn is_of_millions(word: &str) -> bool {
    const OTHERS: [&str; 20] = [
        "visits",
        "tests",
        "appointments",
        "vaccines",
        "doses",
        "homes",
        "jobs",
        "customers",
        "pensioners",
        "workers",
        "voters",
        "drivers",
        "pupils",
        "passengers",
        "claims",
        "views",
        "downloads",
        "items",
        "tonnes",
        "trees",
    ];
    is_of_people(word) || OTHERS.contains(&word)
}

/// Whether a word is of several things that are counted whole, so that "4/5" of them are four or
/// five.
pub(crate) fn is_counted_whole(word: &str) -> bool {
    COUNTED_WHOLE.contains(&word)
}

/// Whether there is never less than none of something: a dose, tablets, people.
pub(crate) fn is_never_negative(word: &str) -> bool {
    DOSES.contains(&word)
        || is_of_people(word)
        || COUNTED_WHOLE.iter().any(|many| singular(many) == singular(word))
}

/// Whether a name is of an insulin, whose numbers are units at meals, or parts of a mixture.
pub(super) fn is_an_insulin(name: &str) -> bool {
    matches!(
        name.to_lowercase().as_str(),
        "insulin"
            | "novorapid"
            | "novomix"
            | "humalog"
            | "humulin"
            | "mixtard"
            | "insuman"
            | "hypurin"
            | "actrapid"
            | "apidra"
            | "fiasp"
            | "lyumjev"
            | "lispro"
            | "aspart"
            | "glulisine"
            | "glargine"
            | "detemir"
            | "degludec"
            | "lantus"
            | "levemir"
            | "tresiba"
            | "toujeo"
            | "abasaglar"
    )
}

/// Whether a number after a word only says which of several, and is no end of a range with an
/// amount: "Step 1 – 2 tablets".
pub(super) fn is_label(word: &str) -> bool {
    PARTS.contains(&word) || TURNS.contains(&word)
}

/// Whether a number after a word may be one or above: "Band 5+".
pub(super) fn is_rank(word: &str) -> bool {
    RANKS.contains(&word)
}

/// Whether two numbers after a word are one or the other: "Grade 3/4", "Days 1/2".
pub(super) fn has_numbers(word: &str) -> bool {
    let numbered = |word: &str| is_label(word) || RANKS.contains(&word) || word == "bed";
    numbered(word) || numbered(singular(word))
}

/// Whether what a word is of is numbered in Roman numerals too.
pub(super) fn has_numerals(word: &str) -> bool {
    let numbered = |word: &str| PARTS.contains(&word) || RANKS.contains(&word);
    numbered(word) || numbered(singular(word))
}

/// Whether a time of the day may stand right after a word.
pub(super) fn is_before_times(word: &str) -> bool {
    BEFORE_TIMES.contains(&word)
}

/// Whether a word is of the hours at which something is open.
pub(super) fn is_of_opening(word: &str) -> bool {
    OPENING.contains(&word)
}

/// Whether a word names something that has a strength or holds an amount.
pub(super) fn is_container(word: &str) -> bool {
    matches!(
        word.strip_suffix('s').unwrap_or(word),
        "tablet"
            | "capsule"
            | "spoon"
            | "spoonful"
            | "syringe"
            | "bottle"
            | "patche"
            | "patch"
            | "injection"
            | "sachet"
            | "vial"
            | "ampoule"
            | "needle"
            | "dose"
            | "glass"
            | "glasse"
            | "vaccine"
            | "caplet"
            | "strip"
            | "suppository"
            | "suppositorie"
            | "lump"
            | "scar"
            | "tumour"
            | "wound"
    )
}
