//! What was found, for people and for programs.

use super::reading::Section;
use super::rules::RULES;
use crate::diag::{Diagnostic, Places, Severity, render_all};
use serde_json::{Value, json};
use std::fmt::Write as _;

/// A page and what was found in it.
#[derive(Debug)]
pub struct Report<'r> {
    /// Its path.
    pub path: &'r str,
    /// Its Markdown; empty where it could not be read.
    pub source: &'r str,
    /// Its title.
    pub title: &'r str,
    /// What was found.
    pub found: &'r [Diagnostic],
    /// How hard its sections are to read.
    pub sections: &'r [Section],
}

/// What is said in a report's form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Plain lines.
    Text,
    /// One object, as `docs/check.schema.json` describes it.
    Json,
    /// SARIF 2.1.0 (OASIS), for programs that show what checks found.
    Sarif,
    /// Commands of GitHub's workflows, which show it beside the lines.
    GitHub,
}

/// The formats by name.
pub const FORMATS: [(&str, Format); 4] = [
    ("text", Format::Text),
    ("json", Format::Json),
    ("sarif", Format::Sarif),
    ("github", Format::GitHub),
];

/// The version of the JSON report's form.
const SCHEMA: u32 = 1;

/// A report in plain lines: what was found, and if they are asked for the reading ages.
pub fn text(reports: &[Report<'_>], reading_ages: bool) -> String {
    let mut out = String::new();
    for report in reports {
        for line in render_all(report.path, report.source, report.found) {
            let _ = writeln!(out, "{line}");
        }
        let mut sections = Places::new(report.source);
        for section in report.sections.iter().filter(|_| reading_ages) {
            let (line, _) = sections.line_and_column(section.begin);
            let heading =
                if section.heading.is_empty() { "beginning" } else { &section.heading };
            let _ = writeln!(
                out,
                "{}:{line}: reading age {:.0} (Flesch-Kincaid), {:.0} (SMOG): {heading}",
                report.path, section.flesch_kincaid_age, section.smog_age
            );
        }
    }
    out
}

/// The number of diagnostics of this severity.
pub fn count(reports: &[Report<'_>], severity: Severity) -> usize {
    let found = reports.iter().flat_map(|report| report.found);
    found.filter(|it| it.severity == severity).count()
}

/// What finds where findings begin, and where they end.
const fn places<'r>(report: &Report<'r>) -> (Places<'r>, Places<'r>) {
    (Places::new(report.source), Places::new(report.source))
}

fn rounded(age: f64) -> f64 {
    (age * 10.0).round() / 10.0
}

fn pretty(value: &Value) -> String {
    let mut text = serde_json::to_string_pretty(value).unwrap_or_default();
    text.push('\n');
    text
}

/// A report as JSON.
pub fn json(reports: &[Report<'_>], today: &str) -> String {
    let pages = reports.iter().map(|report| {
        let (mut starts, mut ends) = places(report);
        let found = report.found.iter().map(|it| {
            let (line, column) = starts.line_and_column(it.span.start);
            let (end_line, end_column) = ends.line_and_column(it.span.end);
            let mut found = json!({
                "rule": it.rule,
                "severity": it.severity.to_string(),
                "message": it.message,
                "line": line,
                "column": column,
                "endLine": end_line,
                "endColumn": end_column,
            });
            if let Some(help) = &it.help {
                found["help"] = json!(help);
            }
            found
        });
        let mut heads = Places::new(report.source);
        let sections = report.sections.iter().map(|section| {
            json!({
                "heading": section.heading,
                "line": heads.line_and_column(section.begin).0,
                "sentences": section.sentences,
                "words": section.words,
                "fleschKincaidAge": rounded(section.flesch_kincaid_age),
                "smogAge": rounded(section.smog_age),
            })
        });
        json!({
            "path": report.path,
            "title": report.title,
            "found": found.collect::<Vec<_>>(),
            "readingAges": sections.collect::<Vec<_>>(),
        })
    });
    pretty(&json!({
        "schema": SCHEMA,
        "program": concat!("printaloud ", env!("CARGO_PKG_VERSION")),
        "today": today,
        "pages": pages.collect::<Vec<_>>(),
        "errors": count(reports, Severity::Error),
        "warnings": count(reports, Severity::Warning),
        "advice": count(reports, Severity::Advice),
    }))
}

/// A report as SARIF 2.1.0.
pub fn sarif(reports: &[Report<'_>]) -> String {
    let level = |severity: Severity| match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Advice | Severity::Note => "note",
    };
    let rules = RULES.iter().map(|rule| {
        json!({
            "id": rule.name,
            "shortDescription": { "text": rule.why },
            "help": { "text": rule.fix },
            "defaultConfiguration": { "level": level(rule.severity) },
        })
    });
    let results = reports.iter().flat_map(|report| {
        let (mut starts, mut ends) = places(report);
        report.found.iter().map(move |it| {
            let (line, column) = starts.line_and_column(it.span.start);
            let (end_line, end_column) = ends.line_and_column(it.span.end);
            let help =
                it.help.as_ref().map_or_else(String::new, |help| format!(" ({help})"));
            let uri = report.path.replace('\\', "/");
            json!({
                "ruleId": it.rule,
                "level": level(it.severity),
                "message": { "text": format!("{}{help}", it.message) },
                "locations": [{ "physicalLocation": {
                    "artifactLocation": { "uri": percent(&uri) },
                    "region": {
                        "startLine": line, "startColumn": column,
                        "endLine": end_line, "endColumn": end_column,
                    },
                } }],
            })
        })
    });
    pretty(&json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "printaloud",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules.collect::<Vec<_>>(),
            } },
            "columnKind": "unicodeCodePoints",
            "results": results.collect::<Vec<_>>(),
        }],
    }))
}

/// A path as a URI reference.
fn percent(path: &str) -> String {
    use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
    const PATH: &AsciiSet = &CONTROLS
        .add(b' ')
        .add(b'"')
        .add(b'#')
        .add(b'%')
        .add(b'<')
        .add(b'>')
        .add(b'?')
        .add(b':')
        .add(b'[')
        .add(b']')
        .add(b'^')
        .add(b'`')
        .add(b'{')
        .add(b'|')
        .add(b'}');
    utf8_percent_encode(path, PATH).to_string()
}

/// A report as commands of GitHub's workflows. Data is escaped as GitHub's own toolkit does it.
pub fn github(reports: &[Report<'_>]) -> String {
    let data =
        |text: &str| text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
    let property = |text: &str| data(text).replace(':', "%3A").replace(',', "%2C");
    let mut out = String::new();
    for report in reports {
        let (mut starts, mut ends) = places(report);
        for it in report.found {
            let (line, column) = starts.line_and_column(it.span.start);
            let (end_line, _) = ends.line_and_column(it.span.end);
            let command = match it.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Advice | Severity::Note => "notice",
            };
            let help =
                it.help.as_ref().map_or_else(String::new, |help| format!("\n{help}"));
            let _ = writeln!(
                out,
                "::{command} file={},line={line},endLine={end_line},col={column},title={}::{}",
                property(report.path),
                property(it.rule),
                data(&format!("{}{help}", it.message)),
            );
        }
    }
    out
}
