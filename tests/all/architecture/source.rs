//! The source of the program, as the rules about it see it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// A module by the names on its way from the crate: `["typeset", "flow", "lists"]`.
pub(super) type Module = Vec<String>;

/// A file of Rust.
pub(super) struct Source {
    /// Its path in `src`.
    pub(super) path: PathBuf,
    pub(super) module: Module,
    /// Its code, without comments, words in quotes and tests, a line a line.
    pub(super) code: String,
}

/// Every file in `src`.
pub(super) fn sources() -> Vec<Source> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    rust_files(&src, &mut files);
    assert!(files.len() > 100, "{}", files.len());
    let source = |file: PathBuf| {
        let path = file.strip_prefix(&src).expect("it lies in src").to_owned();
        let text = fs::read_to_string(&file).expect("src can be read");
        Source { module: module_of(&path), code: code(&text), path }
    };
    files.into_iter().map(source).collect()
}

/// The Rust files in a folder and below.
pub(super) fn rust_files(dir: &Path, out: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(dir).expect("the folder can be read") {
        let path = entry.expect("the folder can be read").path();
        if path.is_dir() {
            rust_files(&path, out);
        } else if path.extension().is_some_and(|e| e == "rs") {
            out.push(path);
        }
    }
}

fn module_of(path: &Path) -> Module {
    let path = path.with_extension("");
    let mut module: Module =
        path.iter().map(|name| name.to_string_lossy().into_owned()).collect();
    module.pop_if(|name| name == "mod");
    module
}

/// The text without comments, and up to the tests at its end.
pub(super) fn code(text: &str) -> String {
    let lines = text.lines().map(|line| line.split("//").next().unwrap_or_default());
    let code = lines.collect::<Vec<_>>().join("\n");
    let tests = code.find("#[cfg(test)]\nmod tests").unwrap_or(code.len());
    code[..tests].to_owned()
}

/// The paths of an import: `std::{fs, io::Read}` is `std::fs` and `std::io::Read`.
pub(super) fn expanded(import: &str) -> Vec<String> {
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

/// The paths that code imports.
pub(super) fn imports(code: &str) -> Vec<String> {
    let begins = |at: usize| {
        code[..at].chars().next_back().is_none_or(|c| !c.is_alphanumeric() && c != '_')
    };
    let uses = code.match_indices("use ").filter(|(at, _)| begins(*at));
    uses.filter_map(|(at, _)| code[at + 4..].split(';').next())
        .flat_map(expanded)
        .collect()
}

/// Paths from `crate`, `super` or `self` that code names outside of its imports.
fn named(code: &str) -> Vec<String> {
    let mut paths = Vec::new();
    for start in ["crate::", "super::", "self::"] {
        for (at, _) in code.match_indices(start) {
            let before = code[..at].chars().next_back();
            if before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '_' | ':')) {
                continue;
            }
            let is_path = |c: char| c.is_alphanumeric() || matches!(c, '_' | ':');
            let path: String = code[at..].chars().take_while(|c| is_path(*c)).collect();
            paths.push(path.trim_end_matches(':').to_owned());
        }
    }
    paths
}

/// Which modules each module names, by the modules that what it names is defined in.
pub(super) struct Graph {
    modules: BTreeSet<Module>,
    imports: BTreeMap<Module, Vec<String>>,
    pub(super) edges: BTreeMap<Module, BTreeSet<Module>>,
}

impl Graph {
    pub(super) fn new(sources: &[Source]) -> Self {
        let modules = sources.iter().map(|it| it.module.clone()).collect();
        let own = |it: &Source| (it.module.clone(), imports(&it.code));
        let imports = sources.iter().map(own).collect();
        let mut graph = Self { modules, imports, edges: BTreeMap::new() };
        for source in sources {
            let module = &source.module;
            let paths = graph.imports[module].iter().cloned().chain(named(&source.code));
            let named = paths.filter_map(|path| graph.defined_in(module, &path, 5));
            let named = named.filter(|other| other != module).collect();
            graph.edges.insert(module.clone(), named);
        }
        graph
    }

    /// The module in which what `path` names, as `from` says it, is defined; `None` outside of the
    /// crate.
    fn defined_in(&self, from: &Module, path: &str, depth: usize) -> Option<Module> {
        let path = path.split(" as ").next().unwrap_or(path);
        let mut names: Vec<&str> = path.split("::").map(str::trim).collect();
        names.reverse();
        let mut at = from.clone();
        match *names.last()? {
            "crate" => at.clear(),
            "self" | "super" => {}
            first => {
                at.push(first.to_owned());
                if !self.modules.contains(&at) {
                    return None;
                }
                at.pop();
            }
        }
        while let Some(&("crate" | "self" | "super")) = names.last() {
            if names.pop() == Some("super") {
                at.pop();
            }
        }
        while let Some(&name) = names.last() {
            at.push(name.to_owned());
            if !self.modules.contains(&at) {
                at.pop();
                break;
            }
            names.pop();
        }
        // What a face only hands on is defined further in.
        let name = names.last().filter(|_| depth > 0);
        let handed_on = name.and_then(|name| {
            let own = self.imports.get(&at)?;
            let called =
                |it: &&String| it.split("::").last().map(str::trim) == Some(*name);
            own.iter().find(called)
        });
        let further = handed_on.and_then(|path| self.defined_in(&at, path, depth - 1));
        Some(further.unwrap_or(at)).filter(|module| !module.is_empty())
    }

    /// Every circle among the files and folders that lie directly in one folder, each as the names
    /// on its way round. A folder names what its files name; its own face (`mod.rs`) may name all of
    /// them.
    pub(super) fn circles(&self) -> Vec<String> {
        let folders: BTreeSet<&[String]> = self
            .modules
            .iter()
            .flat_map(|it| (1..it.len()).map(|end| &it[..end]))
            .collect();
        folders.into_iter().flat_map(|folder| self.circles_in(folder)).collect()
    }

    fn circles_in(&self, folder: &[String]) -> Vec<String> {
        let place = |module: &Module| match module.strip_prefix(folder) {
            Some([name, ..]) => Some(name.clone()),
            _ => None,
        };
        let mut named: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for (module, others) in &self.edges {
            let Some(own) = place(module) else { continue };
            let others = others.iter().filter_map(place).filter(|other| *other != own);
            named.entry(own.clone()).or_default().extend(others);
        }
        let mut circles = Vec::new();
        for start in named.keys() {
            if let Some(way) = way_back(start, &named) {
                circles.push(format!("{}: {}", folder.join("/"), way.join(" -> ")));
            }
        }
        circles
    }
}

/// The shortest way from a name back to it, if there is one.
fn way_back(
    start: &str,
    named: &BTreeMap<String, BTreeSet<String>>,
) -> Option<Vec<String>> {
    let mut ways = vec![vec![start.to_owned()]];
    let mut seen = BTreeSet::new();
    while !ways.is_empty() {
        let mut longer = Vec::new();
        for way in ways {
            for next in way.last().and_then(|last| named.get(last)).into_iter().flatten()
            {
                let mut way = way.clone();
                way.push(next.clone());
                if next == start {
                    return Some(way);
                }
                if seen.insert(next.clone()) {
                    longer.push(way);
                }
            }
        }
        ways = longer;
    }
    None
}
