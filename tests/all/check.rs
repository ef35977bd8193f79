//! The checks: each speaks where it must and nowhere else, and is told in every form as its
//! readers want it.

use crate::support::ran::{Ran, printaloud};
use crate::support::{root, run, tool};
use printaloud::check::RULES;
use serde_json::Value;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// Runs the command for the day of all tests.
fn check(arguments: &[&str]) -> Output {
    printaloud(root())
        .args(["check", "--today", "2027-01-01", "--ignore-system-fonts"])
        .args(arguments)
        .output()
        .unwrap()
}

fn stdout(arguments: &[&str]) -> String {
    String::from_utf8(check(arguments).stdout).unwrap()
}

fn json(page: &Path) -> Value {
    let said = stdout(&["--format", "json", page.to_str().unwrap()]);
    serde_json::from_str(&said).unwrap()
}

/// What a rule says of a page, a line each.
fn told(page: &Path, rule: &str) -> String {
    let report = json(page);
    let mut lines = String::new();
    for found in report["pages"][0]["found"].as_array().unwrap() {
        if found["rule"] == rule {
            let _ = writeln!(
                lines,
                "{}:{}: {}: {}",
                found["line"],
                found["column"],
                found["severity"].as_str().unwrap(),
                found["message"].as_str().unwrap()
            );
        }
    }
    lines
}

/// Every rule has a folder with a page of which it must speak, what it says of it, and a page of
/// which it must not. `SNAPSHOTS=overwrite` writes what it says.
#[test]
fn every_rule_speaks_where_it_must_and_nowhere_else() {
    let folder = root().join("tests/checks");
    let mut wrong = Vec::new();
    for rule in RULES {
        let folder = folder.join(rule.name);
        let said = told(&folder.join("speaks.md"), rule.name);
        if std::env::var("SNAPSHOTS").is_ok_and(|value| value == "overwrite") {
            fs::write(folder.join("speaks.txt"), &said).unwrap();
        }
        let expected = fs::read_to_string(folder.join("speaks.txt")).unwrap_or_default();
        if said.is_empty() || said != expected {
            wrong.push(format!("{} says\n{said}and should say\n{expected}", rule.name));
        }
        if !said.lines().all(|line| line.contains(&format!(": {}: ", rule.severity))) {
            wrong.push(format!("{} is not of severity {}", rule.name, rule.severity));
        }
        let silent = told(&folder.join("silent.md"), rule.name);
        if !silent.is_empty() {
            wrong.push(format!("{} must not say\n{silent}", rule.name));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let folders = fs::read_dir(folder).unwrap();
    for name in folders.map(|it| it.unwrap().file_name()) {
        assert!(RULES.iter().any(|rule| name == rule.name), "{name:?} is no rule");
    }
}

#[test]
fn the_sample_leaflets_let_nobody_down() {
    let pages: Vec<PathBuf> = fs::read_dir(root().join("content"))
        .unwrap()
        .map(|it| it.unwrap().path())
        .filter(|path| path.extension().is_some_and(|it| it == "md"))
        .collect();
    assert!(pages.len() >= 7);
    let pages: Vec<&str> = pages.iter().map(|page| page.to_str().unwrap()).collect();
    let output = check(&[&["--strict"], pages.as_slice()].concat());
    assert_eq!(
        output.status.code(),
        Some(0),
        "{}",
        String::from_utf8_lossy(&output.stdout)
    );
}

#[test]
fn the_seed_page_is_not_to_be_handed_out() {
    let page = root().join("../shared/seed/if-cancer-comes-back.md");
    if !page.exists() {
        println!("skipped: no seed page");
        return;
    }
    assert_eq!(told(&page, "review-passed").lines().count(), 1);
    assert_eq!(told(&page, "review-old").lines().count(), 1);
    let web = told(&page, "web-words");
    assert!(web.lines().count() >= 3 && web.contains("`this page`"), "{web}");
    let output = check(&["--strict", page.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(check(&[page.to_str().unwrap()]).status.code(), Some(0));
}

#[test]
fn exit_statuses_are_as_they_are_said_to_be() {
    let page = |rule: &str| format!("tests/checks/{rule}/speaks.md");
    for (arguments, status, said) in [
        (vec!["--strict".to_owned(), page("latin")], 0, "pieces of advice"),
        (vec![page("web-words")], 0, "0 errors, 13 warnings"),
        (vec!["--strict".into(), page("web-words")], 1, "13 warnings"),
        (vec![page("emergency-hidden")], 1, "1 error,"),
        (
            vec!["--off".into(), "emergency-hidden".into(), page("emergency-hidden")],
            0,
            "0 errors",
        ),
        (vec!["missing.md".into()], 1, "missing.md: error: no such file"),
        (
            vec!["--off".into(), "nonsense".into(), page("latin")],
            2,
            "there is no check `nonsense`",
        ),
        (vec!["--today".into(), "2027-01".into(), page("latin")], 2, "not a day"),
        (
            vec!["--format".into(), "xml".into(), page("latin")],
            2,
            "`xml` will not do for `--format`",
        ),
        (vec![], 2, "a page is missing"),
    ] {
        let mut command = printaloud(root());
        command.arg("check").args(&arguments);
        let Ran { status: ended, stderr: told, .. } = command.output().unwrap().into();
        assert_eq!(ended, Some(status), "{arguments:?}: {told}");
        assert!(told.contains(said), "{arguments:?}: {told}");
    }
}

#[test]
fn checks_are_turned_off_by_a_comment_or_by_the_settings() {
    let room = tempfile::tempdir().unwrap();
    let page = room.path().join("page.md");
    let body = "# A page\n\nRest & sleep, e.g. at noon.\n";
    let rules = |source: &str| -> BTreeSet<String> {
        fs::write(&page, source).unwrap();
        let report = json(&page);
        let found = report["pages"][0]["found"].as_array().unwrap().iter();
        found.map(|it| it["rule"].as_str().unwrap().to_owned()).collect()
    };
    let set = |names: &[&str]| -> BTreeSet<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    };
    assert_eq!(rules(body), set(&["ampersand", "latin", "review-missing"]));
    assert_eq!(
        rules(&format!("{body}\n<!-- check-off: latin doctors asked for it -->\n")),
        set(&["ampersand", "review-missing"])
    );
    // In code it is an example.
    assert!(rules(&format!("{body}\n`<!-- check-off: latin x -->`\n")).contains("latin"));
    let settings = room.path().join("printaloud.toml");
    fs::write(&settings, "checks-off = [\"review-missing\", \"latin\"]\n").unwrap();
    assert_eq!(rules(body), set(&["ampersand"]));
    fs::write(&settings, "checks-off = [\"review-mising\"]\n").unwrap();
    let output = check(&[page.to_str().unwrap()]);
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(
        told.contains(
            "there is no check `review-mising`\n  help: did you mean \"review-missing\"?"
        ),
        "{told}"
    );
}

#[test]
fn who_makes_a_page_is_warned_and_not_advised() {
    let room = tempfile::tempdir().unwrap();
    let page = room.path().join("page.md");
    fs::write(&page, "# A page\n\nRest & sleep. Click here.\n\nLast review: Dec 2001\n")
        .unwrap();
    let ran = |arguments: &[&str]| -> Ran {
        printaloud(room.path()).args(arguments).output().unwrap().into()
    };
    let Ran { status, stderr: told, .. } = ran(&["print", "page.md"]);
    assert_eq!(status, Some(0));
    assert!(told.contains("page.md:3:15: warning[web-words]: `Click`"), "{told}");
    assert!(told.contains("warning[review-old]"), "{told}");
    assert!(!told.contains("advice"), "{told}");
    fs::write(
        room.path().join("batch.toml"),
        "pages = [\"page.md\"]\nout = \"out\"\n[[forms]]\n",
    )
    .unwrap();
    let Ran { status, stderr: told, .. } = ran(&["batch"]);
    assert_eq!(status, Some(0), "{told}");
    assert_eq!(told.matches("warning[web-words]").count(), 1, "{told}");
    assert!(!told.contains("advice"), "{told}");
}

/// JSON is as its schema says, and SARIF as that of OASIS.
#[test]
fn reports_are_as_their_schemas_say() {
    let (Some(python), Some(sarif)) = (tool("python"), tool("sarif-schema")) else {
        return;
    };
    let room = tempfile::tempdir().unwrap();
    let pages: Vec<String> = RULES
        .iter()
        .map(|rule| format!("tests/checks/{}/speaks.md", rule.name))
        .collect();
    let pages = pages.iter().filter(|page| root().join(page).exists());
    let pages: Vec<&str> = pages.map(String::as_str).collect();
    let own = root().join("docs/check.schema.json");
    for (format, schema) in [("json", &own), ("sarif", &sarif)] {
        let said = stdout(&[&["--format", format], pages.as_slice()].concat());
        let report: Value = serde_json::from_str(&said).unwrap();
        let count = match format {
            "json" => report["warnings"].as_u64().unwrap(),
            _ => report["runs"][0]["results"].as_array().unwrap().len() as u64,
        };
        assert!(count > 50, "{count}");
        let file = room.path().join(format);
        fs::write(&file, said).unwrap();
        run(Command::new(&python)
            .args(["-c", "import json,sys,jsonschema as j; s=json.load(open(sys.argv[1])); c=j.validators.validator_for(s); c.check_schema(s); c(s).validate(json.load(open(sys.argv[2])))"])
            .arg(schema)
            .arg(&file));
    }
}

#[test]
fn github_is_told_in_its_commands() {
    let said = stdout(&["--format", "github", "tests/checks/emergency-hidden/speaks.md"]);
    let line = said.lines().next().unwrap();
    assert_eq!(
        line,
        "::error file=tests/checks/emergency-hidden/speaks.md,line=13,endLine=13,col=6,title=emergency-hidden::`999` is in a part that not every reader and listener is given%0Asay what to do in an emergency outside of it too"
    );
}

/// `docs/checks.md` has every rule with why it is there and what to do.
#[test]
fn every_rule_is_in_the_docs() {
    let docs = fs::read_to_string(root().join("docs/checks.md")).unwrap();
    for rule in RULES {
        let mut severity = rule.severity.to_string();
        severity[..1].make_ascii_uppercase();
        let entry =
            format!("### {}\n\n{severity}. {} {}\n", rule.name, rule.why, rule.fix);
        assert!(docs.contains(&entry), "docs/checks.md lacks\n{entry}");
    }
}
