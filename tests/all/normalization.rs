//! What is written and how it is said: pairs by hand, and what holds for any text.

use crate::support;
use printaloud::lang::Lang;
use printaloud::lang::signs::Sign;

use printaloud::speech::lexicon::Lexicon;
use printaloud::speech::normalize::normalize;
use proptest::prelude::*;
use proptest::sample::select;
use std::collections::BTreeMap;

fn said(text: &str, lang: &str) -> String {
    normalize(text, &Lang::new(lang).unwrap(), &Lexicon::built_in())
}

struct Pair {
    rule: String,
    acts: bool,
    written: String,
    said: String,
}

fn pairs(lang: &str) -> Vec<Pair> {
    let path = format!("{}/tests/normalization/{lang}.txt", env!("CARGO_MANIFEST_DIR"));
    let mut rule = String::new();
    let mut pairs = Vec::new();
    for line in std::fs::read_to_string(path).unwrap().lines() {
        if let Some(name) = line.strip_prefix("## ") {
            name.clone_into(&mut rule);
        } else if let Some((written, said)) = line.split_once(" => ") {
            let (acts, written) = written
                .strip_prefix("not ")
                .map_or((true, written), |rest| (false, rest));
            let (rule, written, said) = (rule.clone(), written.into(), said.into());
            pairs.push(Pair { rule, acts, written, said });
        }
    }
    pairs
}

#[test]
fn what_is_written_is_said_as_a_reader_would_say_it() {
    let mut wrong = Vec::new();
    for lang in ["en-GB", "en-US"] {
        for pair in pairs(lang) {
            let found = said(&pair.written, lang);
            if found != pair.said {
                wrong.push(format!(
                    "{lang}, {}: `{}` is said `{found}`, not `{}`",
                    pair.rule, pair.written, pair.said
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}\n{} wrong", wrong.join("\n"), wrong.len());
}

#[test]
fn every_rule_has_pairs_and_enough_where_it_must_not_act() {
    let mut counts: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for pair in pairs("en-GB") {
        let (acts, not) = counts.entry(pair.rule).or_default();
        if pair.acts { *acts += 1 } else { *not += 1 }
    }
    assert!(counts.len() > 35, "{}", counts.len());
    for (rule, (acts, not)) in counts {
        assert!(acts >= 4 && not >= 2 && acts + not >= 8, "{rule}: {acts} and {not}");
    }
}

/// The shapes of what stands three times or more in 1,700 texts of British guidance, each judged by a
/// reader; `tests/tools/shapes.py` makes the lines.
#[test]
fn every_common_shape_is_said_right() {
    let path = format!("{}/tests/normalization/shapes.tsv", env!("CARGO_MANIFEST_DIR"));
    let table = std::fs::read_to_string(path).unwrap();
    let mut count = 0;
    for line in table.lines().filter(|line| !line.starts_with("# ")) {
        let fields: Vec<&str> = line.split('\t').collect();
        let [shape, times, sample, words, verdict] = fields[..] else {
            panic!("{line}");
        };
        assert!(times.parse::<usize>().unwrap() >= 3, "{line}");
        assert_eq!(said(sample, "en-GB"), words, "{shape}");
        assert_eq!(verdict, "right", "{line}");
        count += 1;
    }
    assert!(count > 150, "{count}");
}

/// Words that no rule is for.
const PLAIN: &[&str] = &[
    "nurse",
    "the",
    "treatment",
    "Ask",
    "well-known",
    "don’t",
    "Leeds",
    "your",
    "naïve",
    "I",
    "a",
    "scan",
    "because",
    "Sunday",
    "October",
    "may",
    "will",
    "Café",
    "straße",
    "living",
];

fn plain_text() -> impl Strategy<Value = String> {
    let mark = select(vec!["", "", "", ",", ".", "?", "!", ";", ":", "…"]);
    let word = (select(PLAIN), mark).prop_map(|(word, mark)| format!("{word}{mark}"));
    prop::collection::vec(word, 1..12).prop_map(|words| words.join(" "))
}

/// Rules by which what stands beside a form decides how it is said.
const NEIGHBOURLY: [&str; 26] = [
    "bounds without a year",
    "grades",
    "sizes",
    "days and months in capitals",
    "millions, minutes and names of letters",
    "times with a point",
    "stars and about",
    "shortened days",
    "degrees by a letter alone",
    "how often, joined and by itself",
    "a course in days, weeks and months",
    "insulin and other pairs of a medicine",
    "ratios",
    "left and right",
    "scores of clinics",
    "names with a choice of two",
    "a day and a month",
    "a change of results",
    "ages in months and years",
    "doses and other shortenings",
    "shorthand of a ward",
    "initialisms that are listed",
    "choices of a ward",
    "signs of tests",
    "hours in four figures",
    "dates and times in figures",
];

/// What the pairs have, and plain words; but for words in capitals, and forms of rules for which it
/// matters what stands beside them.
fn forms() -> Vec<String> {
    let capitals = |text: &str, length: usize| {
        let mut words = text.split(|c: char| !c.is_alphabetic());
        words.any(|word| word.len() >= length && word.chars().all(char::is_uppercase))
    };
    let mut written: Vec<String> = pairs("en-GB")
        .into_iter()
        .filter(|pair| !NEIGHBOURLY.contains(&pair.rule.as_str()))
        .filter(|pair| pair.written.split(' ').all(|word| word != "I"))
        .filter(|pair| !capitals(&pair.written, 4) && !capitals(&pair.said, 2))
        .map(|pair| pair.written)
        .collect();
    written.extend(PLAIN.iter().map(|word| (*word).to_owned()));
    written
}

/// Forms and plain words in any order.
fn mixed_text() -> impl Strategy<Value = String> {
    prop::collection::vec(select(forms()), 1..6).prop_map(|words| words.join(" "))
}

/// Any text at all, and much of what rules look for.
fn any_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        any::<String>(),
        "[0-9]{1,12}",
        "[-–—/.,:;£$€%°+()@#&*=<>~'’ ]{1,3}",
        "[A-Za-z]{1,6}",
        select(vec![
            " ", "am", "pm", "mg", "th", "st", "St", "Dr", "Oct", "Mon", "No.", "½", "²",
            "x", "👍", "III"
        ])
        .prop_map(str::to_owned),
    ];
    prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

/// Every form beside every other: one that is told by the digit after it must be told by the words
/// for it too.
#[test]
fn two_forms_side_by_side_are_said_once_and_for_all() {
    let forms = forms();
    // At full size all of them; else as many as take a second or two.
    let step = if support::everything() { 1 } else { 37 };
    let mut count = 0;
    let mut changed = Vec::new();
    for (number, first) in forms.iter().enumerate() {
        for second in forms.iter().skip(number % step).step_by(step) {
            let text = format!("{first} {second}");
            for lang in ["en-GB", "en-US"] {
                let once = said(&text, lang);
                let twice = said(&once, lang);
                count += 1;
                if once != twice {
                    changed.push(format!("{lang}, `{text}`: `{once}`, then `{twice}`"));
                }
            }
        }
    }
    assert!(count > 40_000, "{count}");
    assert!(changed.is_empty(), "{}", changed.join("\n"));
}

fn letters(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric() && !matches!(c, '-' | '’'));
    words.filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn plain_words_are_said_as_they_are_written(text in plain_text()) {
        prop_assert_eq!(said(&text, "en-GB"), text);
    }

    #[test]
    fn no_plain_word_is_lost_among_what_is_written_out(text in mixed_text(), lang in select(vec!["en-GB", "en-US"])) {
        let found = letters(&said(&text, lang));
        let mut rest = found.iter();
        for word in letters(&text).iter().filter(|word| PLAIN.contains(&word.as_str()) && word.len() > 2) {
            prop_assert!(rest.any(|found| found == word), "`{}` is lost: {:?}", word, found);
        }
    }

    #[test]
    fn doing_it_twice_changes_nothing(text in mixed_text(), lang in select(vec!["en-GB", "en-US"])) {
        let once = said(&text, lang);
        prop_assert_eq!(said(&once, lang), once);
    }

    #[test]
    fn no_digit_is_left_in_any_text(text in any_text()) {
        let found = said(&text, "en-GB");
        prop_assert!(!found.chars().any(char::is_numeric), "{:?}", found);
    }

    #[test]
    fn other_languages_are_passed_through(text in mixed_text()) {
        // Signs are said by their names in every language.
        let text = text.replace(|c: char| Sign::may_be_in(&c.to_string()), "");
        let plain: Vec<&str> = text.split_whitespace().collect();
        prop_assert_eq!(said(&text, "pl"), plain.join(" "));
    }
}
