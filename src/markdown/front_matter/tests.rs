//! Front matter as its author meant it.

use super::*;
use crate::limits::MAX_VALUE_NESTING;

/// What is read, with the line and the rule of each message.
fn read_all(source: &str) -> (Declared, Vec<(usize, String)>, &str) {
    let mut diagnostics = Vec::new();
    let (front_matter, body) = read(source, &mut diagnostics);
    let told = diagnostics.into_iter().map(|it| {
        assert!(source.get(it.span.clone()).is_some(), "{it:?}");
        (source[..it.span.start].matches('\n').count() + 1, it.message)
    });
    (front_matter, told.collect(), &source[body])
}

/// The title of YAML, and how many messages there are.
fn title(yaml: &str) -> (Option<String>, usize) {
    let page = format!("---\n{yaml}\n---\nWords.\n");
    let (front_matter, told, body) = read_all(&page);
    assert_eq!(body, "Words.\n", "{yaml}");
    (front_matter.title, told.len())
}

#[test]
fn yaml_is_read_as_its_text() {
    for (yaml, expected) in [
        ("title: 'Children''s ward'", "Children's ward"),
        (r#"title: "The \"red\" ward\u00e9""#, "The \"red\" wardé"),
        ("title: >-\n  Feeling\n  sick", "Feeling sick"),
        ("title: |\n  Feeling\n  sick\n", "Feeling sick"),
        ("title: Feeling\n  sick", "Feeling sick"),
        ("title:\n  Feeling sick", "Feeling sick"),
        ("title: \"Feeling\n  sick\"", "Feeling sick"),
        ("title: \"Feeling\nsick\"", "Feeling sick"),
        ("title: Feeling sick # a draft", "Feeling sick"),
        ("title: Feeling sick#2", "Feeling sick#2"),
        ("# a comment\n\ntitle: 2021", "2021"),
        ("title: no", "no"),
        ("title: ~", "~"),
        ("title: null", "null"),
        ("title: 0x1F", "0x1F"),
        ("\"title\": Rest", "Rest"),
        ("'title' : Rest", "Rest"),
        ("title: !!str 12", "12"),
        ("title: http://example.org/a", "http://example.org/a"),
        ("title: Rest\r", "Rest"),
        ("title: A\tB", "A\tB"),
        ("title: --- Rest", "--- Rest"),
    ] {
        assert_eq!(title(yaml), (Some(expected.to_owned()), 0), "{yaml}");
    }
    assert_eq!(title("title:"), (None, 0));
    assert_eq!(title("title: ''"), (None, 0));
    assert_eq!(title("title: # none yet"), (None, 0));
}

#[test]
fn what_yaml_refuses_is_read_as_plain_words() {
    for value in [
        "Cancer: what now?",
        "[draft] Plan",
        "[draft]",
        "{name}",
        "@home",
        "`code`",
        "*star",
        "*Rest* and sleep",
        "50% off: now",
        "%",
        "\"Half\" done",
        "'Half' and 'half'",
        "\"never closed",
        "[never closed",
        "- a",
        "!important",
        "& more",
        "a: b: c",
        "Rest:",
        "]",
        ",",
        "| pipe",
        "> more",
        "\"a\": b",
    ] {
        let yaml = format!("title: {value}");
        assert_eq!(title(&yaml), (Some(value.to_owned()), 1), "{yaml}");
        // The other keys are YAML all the same.
        let page = format!("---\n{yaml}\nnot:\n- 'a''b'\nlang: cy\n---\n");
        let (front_matter, told, _) = read_all(&page);
        assert_eq!(told[0].0, 2, "{yaml}");
        assert_eq!(front_matter.audience.not, ["a'b"], "{yaml}");
        assert_eq!(front_matter.lang.unwrap().to_string(), "cy", "{yaml}");
    }
    for (yaml, expected) in [
        ("title:\tRest", "Rest"),
        ("title: a: b # a draft", "a: b"),
        (r#"title: "C:\path""#, r"C:\path"),
        ("title:Rest\nlang: cy", "Rest"),
        ("title: &amp; co", "co"),
    ] {
        assert_eq!(title(yaml), (Some(expected.to_owned()), 1), "{yaml}");
    }
}

#[test]
fn lines_that_are_no_part_of_a_value_are_told() {
    for (yaml, expected, messages) in [
        ("title: Rest\n- more", Some("Rest"), 1),
        ("title: Rest # a draft\n  more", Some("Rest"), 1),
        ("title: Rest: more\n  and more", Some("Rest: more"), 2),
        ("title:\n  sub: Rest", None, 1),
        ("title:\n- Rest", None, 1),
        ("title:\n  Rest: a: b", None, 1),
        ("title: \"Rest\nmore", Some("\"Rest"), 2),
        ("title: Rest\nmore\n  and more\n- and more", Some("Rest"), 1),
        ("  title: Rest\nnot: a", None, 1),
    ] {
        assert_eq!(title(yaml), (expected.map(str::to_owned), messages), "{yaml}");
    }
}

#[test]
fn lists_of_names_have_any_form() {
    for yaml in [
        "centres: [northbridge, riverside]",
        "centres: northbridge, riverside",
        "centres: [northbridge,\n  riverside]",
        "centres: [northbridge,\nriverside]",
        "centres: [\n  northbridge, # a comment, with ]\n  \"riverside\",\n]",
        "centres:\n  [northbridge,\n  'riverside']",
        "centres:\n- northbridge\n- riverside",
        "centres:\n  - northbridge\n  # a comment\n\n  - \"riverside\"",
        "centres: &these [northbridge, riverside]",
    ] {
        let page = format!("---\n{yaml}\ntitle: A\n---\n");
        let (front_matter, told, _) = read_all(&page);
        assert_eq!(front_matter.audience.only, ["northbridge", "riverside"], "{yaml}");
        assert_eq!(told, [], "{yaml}");
        assert_eq!(front_matter.title.as_deref(), Some("A"), "{yaml}");
    }
    for (yaml, expected, messages) in [
        ("centres: one", vec!["one"], 0),
        ("centres: []", vec![], 0),
        ("centres:", vec![], 0),
        ("centres: [*a, b, *c]", vec!["*a", "b", "*c"], 0),
        ("centres: [don't, x]", vec!["don't", "x"], 0),
        ("centres:\n- a\n- @home", vec!["a", "@home"], 1),
        ("centres: a\n- b", vec!["a", "b"], 1),
        ("centres: [a, b", vec!["a", "b"], 1),
        ("centres: [a, [b]]", vec!["a", "[b]"], 1),
        ("centres:\n  a: b", vec![], 1),
    ] {
        let page = format!("---\n{yaml}\ntitle: A\n---\n");
        let (front_matter, told, _) = read_all(&page);
        assert_eq!(front_matter.audience.only, expected, "{yaml}");
        assert_eq!(told.len(), messages, "{yaml}: {told:?}");
        assert_eq!(front_matter.title.as_deref(), Some("A"), "{yaml}");
    }
}

#[test]
fn keys_are_told_once() {
    let page =
        "---\ntitle: A\ntags: [a]\nparams:\n  colour: red\n  title: B\ntitle: C\n---\n";
    let (front_matter, told, _) = read_all(page);
    assert_eq!(front_matter.title.as_deref(), Some("A"));
    let expected = [
        (3, "front matter key `tags` is not known and was passed over"),
        (4, "front matter key `params` is not known and was passed over"),
        (7, "front matter key `title` appears twice; the first is used"),
    ];
    assert_eq!(told, expected.map(|(line, message)| (line, message.to_owned())));
}

#[test]
fn a_date_with_a_time_is_a_date() {
    for time in ["T00:00:00Z", " 10:00", "t10:00:00.5+01:00", " 10:00:00 +01:00", ""] {
        let page = format!("---\nlast-review: 2027-05-01{time}\n---\n");
        let (front_matter, told, _) = read_all(&page);
        assert_eq!(front_matter.last_review, ReviewDate::from_iso("2027-05-01"));
        assert_eq!(told, [], "{time}");
    }
    for value in ["2027-05-01 or so", "2027-05-01 10", "2027 10:00x", "Tuesday 10:00"] {
        let page = format!("---\nlast-review: {value}\n---\n");
        let (front_matter, told, _) = read_all(&page);
        assert_eq!((front_matter.last_review, told.len()), (None, 1), "{value}");
    }
}

#[test]
fn fences_are_found_however_their_lines_end() {
    for page in [
        "---\ntitle: A\n---\nWords.",
        "---  \r\ntitle: A\r\n---\t\r\nWords.",
        "\u{feff}---\ntitle: A\n...\nWords.",
        "+++\ntitle = \"A\"\n+++\nWords.",
        "\u{feff}+++ \r\ntitle = 'A' # a draft\r\n+++ \r\nWords.",
    ] {
        let (front_matter, told, body) = read_all(page);
        assert_eq!(front_matter.title.as_deref(), Some("A"), "{page}");
        assert_eq!((body, told.len()), ("Words.", 0), "{page}");
    }
}

#[test]
fn a_page_that_begins_with_a_line_stays_a_page() {
    for (page, messages) in [
        ("---\n\nWords.\n\n---\n\nMore.\n", 0),
        ("---\n\nNote: rest.\n", 0),
        ("---\ntitle: A\n\nWords.\n", 1),
        ("+++\ntitle = 'A'\n\nWords.\n", 1),
        ("+++\nWords.\n+++\n", 0),
        ("+++\n", 0),
        ("---", 0),
        ("----\ntitle: A\n---\n", 0),
    ] {
        let (front_matter, told, body) = read_all(page);
        assert_eq!(front_matter.title, None, "{page}");
        assert_eq!((body, told.len()), (page, messages), "{page}: {told:?}");
        assert!(told.iter().all(|(line, _)| *line == 1));
    }
}

#[test]
fn toml_is_read_as_its_text() {
    let page = "+++\ntitle = \"Feeling \\\"sick\\\"\"\nlast-review = 2027-05-01T10:00:00Z\nnext-review = 2028-05\nother-formats = true\n\"centres\" = [\n  \"northbridge\", # a comment\n  'riverside',\n]\nnot = \"south\"\n[params]\ntitle = \"B\"\n[[params.menu]]\nx = 1\n+++\nWords.";
    let (front_matter, told, body) = read_all(page);
    // `2028-05` alone is no TOML.
    assert_eq!(told.len(), 2, "{told:?}");
    assert_eq!((told[0].0, told[1].0), (4, 11));
    assert_eq!(body, "Words.");
    assert_eq!(front_matter.title.as_deref(), Some("Feeling \"sick\""));
    assert_eq!(front_matter.last_review, ReviewDate::from_iso("2027-05-01"));
    assert_eq!(front_matter.next_review, ReviewDate::from_iso("2028-05"));
    assert!(front_matter.other_formats);
    assert_eq!(front_matter.audience.only, ["northbridge", "riverside"]);
    assert_eq!(front_matter.audience.not, ["south"]);
}

#[test]
fn what_toml_refuses_is_read_line_by_line() {
    for (toml, expected, lines) in [
        ("title = Cancer: what now?", Some("Cancer: what now?"), vec![2]),
        ("title = \"Half\" done", Some("\"Half\" done"), vec![2]),
        ("title = 2021", Some("2021"), vec![]),
        ("title = '''\nRest = sleep\n'''", Some("Rest = sleep"), vec![]),
        ("title = [\"A\"]", Some("[\"A\"]"), vec![2]),
        ("title = {a = 1}", None, vec![2]),
        ("title.a = 1", None, vec![2]),
        ("title.a = A", None, vec![2]),
        ("[title]\na = 1", None, vec![2]),
        ("title = A # a draft\nlang = 'cy'", Some("A"), vec![2]),
        ("title = 'A'\nmore\nlang = 'cy'", Some("A"), vec![3]),
        ("title = A\nmore\nlang = 'cy'", Some("A"), vec![2, 3]),
        ("title = 'A'\ntitle = 'B'", Some("A"), vec![3]),
        ("title = 'A'\n[x]\na\n[x.y]\nb = c", Some("A"), vec![3]),
        ("a.b = 1\na.c = 2\ntitle = A", Some("A"), vec![2, 4]),
    ] {
        let page = format!("+++\n{toml}\n+++\nWords.\n");
        let (front_matter, told, body) = read_all(&page);
        assert_eq!(front_matter.title.as_deref(), expected, "{toml}");
        assert_eq!(body, "Words.\n");
        let places: Vec<_> = told.iter().map(|(line, _)| *line).collect();
        assert_eq!(places, lines, "{toml}: {told:?}");
    }
}

/// Values that nest as deep as they may, and one level deeper.
#[test]
fn values_nest_twenty_levels_deep() {
    let nested = |levels: usize| format!("{}a{}", "[".repeat(levels), "]".repeat(levels));
    for (open, close, sign) in [("---", "---", ":"), ("+++", "+++", " =")] {
        for (levels, deep) in [(MAX_VALUE_NESTING, false), (MAX_VALUE_NESTING + 1, true)]
        {
            let page = format!(
                "{open}\ntitle{sign} {}\n{close}\n",
                nested(levels).replace('a', "'a'")
            );
            let (_, told, _) = read_all(&page);
            assert_eq!(told.len(), 1, "{page}");
            assert_eq!(told[0].1.contains("20 levels"), deep, "{}", told[0].1);
        }
    }
}
