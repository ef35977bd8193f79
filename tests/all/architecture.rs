//! Holds the one-way rule: a module imports only from modules of a lower rank.

use std::fs;
use std::path::{Path, PathBuf};

/// Modules from the foundations up. Modules on one line do not know each other.
const RANKS: &[&[&str]] = &[
    &["diag", "geom", "lang", "limits", "node", "parallel"],
    &["document", "text", "audio", "picture", "store"],
    &["html"],
    &["markdown", "font", "speech"],
    &["typeset", "engine"],
    &["pdf", "check"],
    &["config"],
    &["batch"],
];

fn rank(module: &str) -> Option<usize> {
    RANKS.iter().position(|row| row.contains(&module))
}

fn rust_files(dir: &Path, out: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(dir).expect("src can be read") {
        let path = entry.expect("src can be read").path();
        if path.is_dir() {
            rust_files(&path, out);
        } else if path.extension().is_some_and(|e| e == "rs") {
            out.push(path);
        }
    }
}

/// Top-level modules that source code names after `crate::`, with the line of each.
fn imports(source: &str) -> Vec<(usize, String)> {
    let code: String = source
        .lines()
        .map(|line| line.split("//").next().unwrap_or_default())
        .collect::<Vec<_>>()
        .join("\n");
    let mut found = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        let rest = &code[at + "crate::".len()..];
        let line = code[..at].matches('\n').count() + 1;
        // `crate::a::B` names one module, `crate::{a::B, c}` several.
        let group = rest.strip_prefix('{').map(|g| g.split(';').next().unwrap_or(g));
        for name in
            group.unwrap_or(rest).split(',').take(if group.is_some() { 99 } else { 1 })
        {
            let name: String = name
                .trim()
                .chars()
                .take_while(|c| c.is_alphanumeric() || *c == '_')
                .collect();
            if rank(&name).is_some() {
                found.push((line, name));
            }
        }
    }
    found
}

/// Every source file: its path in `src`, the module at the top of it, and what it says.
fn sources() -> Vec<(PathBuf, String, String)> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    rust_files(&src, &mut files);
    assert!(!files.is_empty());
    let source = |file: PathBuf| {
        let inside = file.strip_prefix(&src).expect("it lies in src").to_owned();
        let top = inside
            .iter()
            .next()
            .expect("it has a name")
            .to_string_lossy()
            .replace(".rs", "");
        let source = fs::read_to_string(&file).expect("src can be read");
        (inside, top, source)
    };
    files.into_iter().map(source).collect()
}

#[test]
fn modules_import_downwards_only() {
    let mut broken = Vec::new();
    for (inside, top, source) in sources() {
        if matches!(top.as_str(), "lib" | "main" | "cli") {
            continue; // the library cannot name the binary, so the compiler holds this edge
        }
        let own =
            rank(&top).unwrap_or_else(|| panic!("{top} has no rank: add it to RANKS"));
        for (line, name) in imports(&source) {
            if name != top && rank(&name).unwrap() >= own {
                broken.push(format!(
                    "{}:{line}: {top} must not import {name}",
                    inside.display()
                ));
            }
        }
    }
    assert!(broken.is_empty(), "\n{}", broken.join("\n"));
}

/// The rooms that may touch the world.
const WORLDLY: &[&str] = &["store", "engine", "batch", "cli", "main"];
/// What only they may name.
const WORLD: &[&str] = &[
    "std::fs",
    "std::env",
    "std::process",
    "std::net",
    "SystemTime",
    "Instant",
    "crate::store",
];

/// What of the world source code names, in paths and in lists of imports.
fn world(source: &str) -> Vec<&'static str> {
    let code: String =
        source.lines().map(|line| line.split("//").next().unwrap_or_default()).collect();
    let uses = code.split("use ").skip(1).filter_map(|rest| rest.split(';').next());
    let imports: Vec<String> = uses.flat_map(expanded).collect();
    let named = |name: &&&str| {
        code.contains(**name) || imports.iter().any(|path| path.contains(**name))
    };
    WORLD.iter().filter(named).copied().collect()
}

/// The paths of an import: `std::{fs, io::Read}` is `std::fs` and `std::io::Read`.
fn expanded(import: &str) -> Vec<String> {
    let Some((before, list)) = import.split_once('{') else {
        return vec![import.trim().to_owned()];
    };
    let list = list.rsplit_once('}').map_or(list, |(list, _)| list);
    let mut depth = 0;
    let parts = list.split(|c| {
        depth += i32::from(c == '{') - i32::from(c == '}');
        c == ',' && depth == 0
    });
    let paths = parts.filter(|part| !part.trim().is_empty()).flat_map(expanded);
    paths.map(|path| format!("{}{path}", before.trim())).collect()
}

#[test]
fn imports_in_lists_are_found() {
    assert_eq!(world("use std::{env, io::{self, Read}};"), ["std::env"]);
    assert_eq!(world("use std::{cell::Cell,\n    fs::{self, File}};"), ["std::fs"]);
    assert_eq!(world("use std::fmt::Write; // std::fs"), [""; 0]);
}

#[test]
fn only_worldly_modules_touch_the_world() {
    let mut broken = Vec::new();
    for (inside, top, source) in sources() {
        if WORLDLY.contains(&top.as_str()) {
            continue;
        }
        for name in world(&source) {
            broken.push(format!("{}: {top} must not name {name}", inside.display()));
        }
    }
    assert!(broken.is_empty(), "\n{}", broken.join("\n"));
}

/// Whether a licence expression (SPDX, with `/` for `OR` as older crates have it) can be met.
fn is_allowed(expression: &str, allowed: &[String]) -> bool {
    let expression = expression.replace('/', " OR ").replace(['(', ')'], "");
    expression.split(" AND ").all(|part| {
        part.split(" OR ").any(|name| allowed.iter().any(|known| known == name.trim()))
    })
}

#[test]
fn dependencies_have_licences_and_a_source_that_are_allowed() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let rules = fs::read_to_string(root.join("deny.toml")).expect("deny.toml is there");
    let (rules, errors) = toml::de::DeTable::parse_recoverable(&rules);
    assert!(errors.is_empty(), "{errors:?}");
    let licences = rules.get_ref()["licenses"].get_ref()["allow"].get_ref();
    let licences = licences.as_array().expect("it is a list").iter();
    let allowed: Vec<String> =
        licences.filter_map(|name| Some(name.get_ref().as_str()?.to_owned())).collect();
    let host = format!("{}-unknown-linux-gnu", std::env::consts::ARCH);
    let metadata = std::process::Command::new(env!("CARGO"))
        .args([
            "metadata",
            "--format-version",
            "1",
            "--offline",
            "--filter-platform",
            &host,
        ])
        .current_dir(root)
        .output()
        .expect("cargo is there");
    assert!(metadata.status.success(), "{}", String::from_utf8_lossy(&metadata.stderr));
    let metadata: serde_json::Value =
        serde_json::from_slice(&metadata.stdout).expect("it is JSON");
    let packages = metadata["packages"].as_array().expect("there are packages");
    assert!(packages.len() > 50, "{} packages", packages.len());
    for package in packages {
        let name = &package["name"];
        let licence = package["license"].as_str().unwrap_or_default();
        assert!(is_allowed(licence, &allowed), "{name} is under {licence}");
        let source = package["source"].as_str();
        let from_crates_io = source.is_none_or(|it| it.contains("crates.io-index"));
        assert!(from_crates_io, "{name} comes from {source:?}");
    }
}

/// Tests that listen, kill or measure run one at a time, whatever flags they are run with.
#[test]
fn every_test_of_heard_takes_the_lock() {
    let heard = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/heard");
    let mut files = Vec::new();
    rust_files(&heard, &mut files);
    let mut tests = 0;
    for file in files {
        let source = fs::read_to_string(&file).expect("it can be read");
        for test in source.split("#[test]").skip(1) {
            let body = test.split_once("{\n").map_or("", |(_, body)| body);
            let locked = body.trim_start().starts_with("let _alone = alone();");
            let name = test.split("fn ").nth(1).and_then(|it| it.split('(').next());
            assert!(locked, "{}: {name:?} does not take the lock", file.display());
            tests += 1;
        }
    }
    assert!(tests > 20, "{tests}");
}
