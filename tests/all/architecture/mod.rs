//! Holds the rules about the source: a module imports only from modules of a lower rank, none
//! imports what imports it, and few touch the world.

mod sizes;
mod source;
mod words;

use sizes::{Function, functions, too_long};
use source::{Graph, Source, code, imports, rust_files, sources};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Rooms from the foundations up. Rooms on one line do not know each other.
const RANKS: &[&[&str]] = &[
    &["diag", "geom", "hash", "lang", "limits", "node", "parallel"],
    &["document", "text", "audio", "picture", "store"],
    &["html", "passes"],
    &["markdown", "font", "speech"],
    &["typeset", "engine"],
    &["pdf", "check"],
    &["config"],
    &["project", "recording"],
    &["formats"],
    &["batch", "front"],
];

fn rank(module: &str) -> Option<usize> {
    RANKS.iter().position(|row| row.contains(&module))
}

#[test]
fn modules_import_downwards_only() {
    let mut broken = Vec::new();
    for (module, others) in Graph::new(&sources()).edges {
        let top = &module[0];
        if matches!(top.as_str(), "lib" | "main" | "cli") {
            continue; // the library cannot name the binary, so the compiler holds this edge
        }
        let own =
            rank(top).unwrap_or_else(|| panic!("{top} has no rank: add it to RANKS"));
        let others = others.iter().map(|other| &other[0]).filter(|other| *other != top);
        for other in others.filter(|other| rank(other).is_none_or(|it| it >= own)) {
            broken.push(format!("{} must not import {other}", module.join("/")));
        }
    }
    assert!(broken.is_empty(), "\n{}", broken.join("\n"));
}

#[test]
fn no_module_imports_what_imports_it() {
    let graph = Graph::new(&sources());
    let named: usize = graph.edges.values().map(BTreeSet::len).sum();
    assert!(named > 800, "{named}");
    let circles = graph.circles();
    assert!(circles.is_empty(), "\n{}", circles.join("\n"));
}

#[test]
fn a_circle_is_found_behind_faces_and_in_folders() {
    let source = |module: &str, code: &str| Source {
        path: PathBuf::new(),
        module: module.split('/').map(str::to_owned).collect(),
        code: code.into(),
    };
    let circles = |files: &[(&str, &str)]| {
        let files: Vec<Source> = files.iter().map(|it| source(it.0, it.1)).collect();
        Graph::new(&files).circles().len()
    };
    // Each of the two is told of.
    assert_eq!(
        circles(&[("a", ""), ("a/b", "use super::c::C;"), ("a/c", "super::b::f()")]),
        2
    );
    // What a face hands on is its owner's.
    let handed_on =
        [("a", "pub use c::C;"), ("a/b", "use super::C;"), ("a/c", "use crate::a::b;")];
    assert_eq!(circles(&handed_on), 2);
    // A folder is as one file to what lies beside it.
    let folder = [
        ("a", ""),
        ("a/b", ""),
        ("a/b/d", "use crate::a::c::C;"),
        ("a/c", "use super::b::B;"),
    ];
    assert_eq!(circles(&folder), 2);
    // A face and its files belong together.
    assert_eq!(circles(&[("a", "use b::f; pub struct A;"), ("a/b", "use super::A;")]), 0);
}

/// The rooms that may touch the world.
const WORLDLY: &[&str] = &[
    "store",
    "engine",
    "project",
    "recording",
    "formats",
    "batch",
    "front",
    "cli",
    "main",
];
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
fn world(code: &str) -> Vec<&'static str> {
    let imports = imports(code);
    let named = |name: &&&str| {
        code.contains(**name) || imports.iter().any(|path| path.contains(**name))
    };
    WORLD.iter().filter(named).copied().collect()
}

#[test]
fn imports_in_lists_are_found() {
    assert_eq!(world("use std::{env, io::{self, Read}};"), ["std::env"]);
    assert_eq!(world("use std::{cell::Cell,\n    fs::{self, File}};"), ["std::fs"]);
    assert_eq!(world(&code("use std::fmt::Write; // std::fs")), [""; 0]);
}

#[test]
fn only_worldly_modules_touch_the_world() {
    let mut broken = Vec::new();
    for Source { path, module, code } in sources() {
        if WORLDLY.contains(&module[0].as_str()) {
            continue;
        }
        for name in world(&code) {
            broken.push(format!("{} must not name {name}", path.display()));
        }
    }
    assert!(broken.is_empty(), "\n{}", broken.join("\n"));
}

/// What only formats and what makes them know: to a batch all formats are alike.
const FORMATS_ALONE: &[&str] =
    &["typeset", "pdf", "picture", "audio", "engine", "recording", "html", "markdown"];

#[test]
fn a_batch_names_no_format() {
    let mut broken = Vec::new();
    for (module, others) in Graph::new(&sources()).edges {
        let named = others.iter().filter(|it| FORMATS_ALONE.contains(&it[0].as_str()));
        for other in named.filter(|_| module[0] == "batch") {
            broken.push(format!("{} must not import {}", module.join("/"), other[0]));
        }
    }
    for Source { path, module, code } in sources() {
        for name in printaloud::formats::names() {
            if module[0] == "batch" && code.contains(&format!("\"{name}\"")) {
                broken.push(format!("{} must not name `{name}`", path.display()));
            }
        }
    }
    assert!(broken.is_empty(), "\n{}", broken.join("\n"));
}

/// The room whose files and functions are not yet as short as the others'.
const TO_BE_SPLIT: &[&str] = &["speech"];

#[test]
fn files_and_functions_can_be_read_at_once() {
    let sources = sources();
    let done = sources.iter().filter(|it| !TO_BE_SPLIT.contains(&it.module[0].as_str()));
    let found: Vec<String> = done.flat_map(too_long).collect();
    assert!(found.is_empty(), "\n{}", found.join("\n"));
    let count: usize = sources.iter().map(|it| functions(&it.code).len()).sum();
    assert!(count > 1_500, "{count}");
}

#[test]
fn lines_and_parameters_are_counted() {
    let code = "impl<'a> A<'a> {\n    pub(super) fn a<F: Fn(u8) -> u8>(\n        &self,\n        b: &[u8],\n        c: BTreeMap<u8, (u8, u8)>,\n        d: impl Fn(u8, u8) -> u8,\n    ) -> u8 {\n        0\n    }\n    const fn e() {}\n}\nfn f(g: u8, h: u8) {\n}\n";
    let function =
        |name: &str, lines, parameters| Function { name: name.into(), lines, parameters };
    assert_eq!(
        functions(code),
        [function("a", 8, 4), function("e", 1, 0), function("f", 2, 2)]
    );
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
