//! The command `config`.

use super::args::Config;
use super::page::failure;
use super::{Outcome, print_data, print_lines, terminal};
use printaloud::config::{Setting, Settings};
use printaloud::diag::{Severity, line_and_column};
use printaloud::project::Project;
use printaloud::store;
use serde_json::json;

pub(super) fn config(config: &Config) -> Outcome {
    if !config.folder.is_dir() {
        terminal::talk(&format!(
            "{}: error: no such folder\n  help: name the folder of your pages",
            config.folder.display()
        ));
        return Outcome::WrongUsage;
    }
    let file = Project::file_above(&config.folder);
    let source = match file.as_deref().map(store::read_text) {
        None => String::new(),
        Some(Ok(source)) => source,
        Some(Err(error)) => {
            let path = file.unwrap_or_default();
            terminal::talk(&failure(&path, &error));
            return Outcome::WrongUsage;
        }
    };
    let name = file.map(|file| file.display().to_string());
    let shown = name.as_deref().unwrap_or(Settings::FILE);
    let (settings, diagnostics) = Settings::parse(&source);
    super::page::tell(shown, &source, &diagnostics);
    if diagnostics.iter().any(|it| it.severity == Severity::Error) {
        return Outcome::WrongUsage;
    }
    let all = settings.all(&source);
    if config.json {
        return print_data(&as_json(&all, name.as_deref(), &source));
    }
    let mut lines = match &name {
        Some(name) => format!("Set in {name}, or the default:\n"),
        None => "There is no printaloud.toml here or above; all are the defaults:\n"
            .to_owned(),
    };
    for setting in &all {
        let from = match setting.place {
            Some(at) => format!("line {}", line_and_column(&source, at).0),
            None => "default".to_owned(),
        };
        let value = if setting.value.is_empty() { "none" } else { &setting.value };
        let unit = unit(setting.key);
        lines.push_str(&format!("{}: {value}{unit} ({from})\n", setting.key));
    }
    print_lines(&lines)
}

/// What is said after the value of a setting, for one who hears it.
fn unit(key: &str) -> &'static str {
    match key {
        "size" => " points",
        "leading" => " times the size",
        "margin" => " millimetres",
        _ => "",
    }
}

fn as_json(all: &[Setting], file: Option<&str>, source: &str) -> String {
    let settings: serde_json::Map<String, serde_json::Value> = all
        .iter()
        .map(|setting| {
            let line = setting.place.map(|at| line_and_column(source, at).0);
            (setting.key.into(), json!({ "value": setting.value, "line": line }))
        })
        .collect();
    let report = json!({ "schema": 1, "file": file, "settings": settings });
    let mut text = serde_json::to_string_pretty(&report).unwrap_or_default();
    text.push('\n');
    text
}
