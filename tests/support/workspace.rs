//! A folder of a test's own with the program in it.

use super::ran::{Ran, printaloud};
use super::root;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// A folder that goes when the test ends. What the program keeps for itself is kept in it too.
pub struct Workspace {
    folder: tempfile::TempDir,
    /// The subcommand that every run begins with.
    subcommand: Option<&'static str>,
}

/// Every file below a folder with its bytes, but for a batch's own state.
pub type Files = BTreeMap<String, Vec<u8>>;

impl Workspace {
    /// A folder with nothing in it.
    pub fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap(), subcommand: None }
    }

    /// A folder for runs of one subcommand.
    pub fn of(subcommand: &'static str) -> Self {
        Self { subcommand: Some(subcommand), ..Self::new() }
    }

    /// The same with a file in it.
    pub fn with(self, name: &str, text: &str) -> Self {
        self.write(name, text);
        self
    }

    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder().join(name)
    }

    /// Writes a file, and the folders it lies in.
    pub fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, bytes).unwrap();
        path
    }

    /// The program in this folder. Neither a speech service nor a cluster is to be had.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = printaloud(self.folder());
        command.args(self.subcommand).args(arguments);
        command.env("XDG_CACHE_HOME", self.path("cache"));
        command.env("XDG_STATE_HOME", self.folder());
        command.env("SPEECHD_ADDRESS", "unix_socket:/nonexistent/speechd.sock");
        command.env("SPEECHD_CMD", "/nonexistent");
        for variable in ["SLURM_ARRAY_TASK_ID", "JOB_COMPLETION_INDEX", "PARALLEL_SEQ"] {
            command.env_remove(variable);
        }
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Ran {
        self.command(arguments).output().unwrap().into()
    }

    /// A run that looks for other programs in `path`.
    pub fn run_with(&self, path: &str, arguments: &[&str]) -> Ran {
        self.command(arguments).env("PATH", path).output().unwrap().into()
    }

    pub fn start(&self, arguments: &[&str]) -> Child {
        self.command(arguments).spawn().unwrap()
    }

    /// Runs the program, which has to succeed.
    pub fn make(&self, arguments: &[&str]) -> Ran {
        let ran = self.run(arguments);
        assert_eq!(ran.status, Some(0), "{}", ran.stderr);
        ran
    }

    /// The names of what lies in the folder.
    pub fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.folder()).unwrap();
        let mut names: Vec<String> = entries
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    /// Puts a program of that name before the real one, and gives the `PATH` that finds it.
    #[cfg(unix)]
    pub fn pretend(&self, name: &str, script: &str) -> String {
        use std::os::unix::fs::PermissionsExt as _;
        let file = self.write(&format!("bin/{name}"), format!("#!/bin/sh\n{script}\n"));
        fs::set_permissions(&file, fs::Permissions::from_mode(0o755)).unwrap();
        let bin = file.parent().unwrap().display().to_string();
        format!("{bin}:{}", std::env::var("PATH").unwrap())
    }

    /// What lies in `out`.
    pub fn files(&self) -> Files {
        let mut files = Files::new();
        collect(&self.path("out"), "", &mut files);
        files
    }

    /// What lies in a batch's own folder beside its journal and its lock.
    pub fn left_over(&self) -> Vec<String> {
        let entries = fs::read_dir(self.path("out/.printaloud")).unwrap();
        let names =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
        names.filter(|name| !matches!(name.as_str(), "journal" | "lock")).collect()
    }

    /// The PDFs in `out`.
    pub fn pdfs(&self) -> Vec<PathBuf> {
        let files = self.files();
        let pdfs = files.keys().filter(|name| name.ends_with(".pdf"));
        pdfs.map(|name| self.path("out").join(name)).collect()
    }
}

/// The sample set that comes with the program, as a batch.
pub fn sample_batch() -> Workspace {
    let room = Workspace::of("batch");
    for entry in fs::read_dir(root().join("content")).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name().into_string().unwrap();
        room.write(&format!("content/{name}"), fs::read(entry.path()).unwrap());
    }
    room.write("batch.toml", fs::read(root().join("batch.toml")).unwrap());
    room
}

/// A batch of short pages for so many centres, at 18 pt.
pub fn small_batch(pages: usize, centres: usize) -> Workspace {
    let room = Workspace::of("batch");
    for page in 1..=pages {
        let text = format!(
            "---\nnext-review: 2999\n---\n\n# Page {page}\n\n{}",
            "Some words to be read. ".repeat(20)
        );
        room.write(&format!("pages/page-{page}.md"), text);
    }
    let mut table = String::from("name,phone\n");
    for centre in 1..=centres {
        table.push_str(&format!("Centre {centre},01632 9601{centre:02}\n"));
    }
    room.write("centres.csv", table);
    room.write("batch.toml", SMALL_JOB);
    room
}

pub const SMALL_JOB: &str = "organisation = \"Example Cancer Care\"\npages = [\"pages/*.md\"]\ncentres = \"centres.csv\"\n\n[[forms]]\nform = \"pdf\"\n";

fn collect(folder: &Path, below: &str, files: &mut Files) {
    let Ok(entries) = fs::read_dir(folder.join(below)) else { return };
    for entry in entries {
        let entry = entry.unwrap();
        let name = entry.file_name().into_string().unwrap();
        let name = if below.is_empty() { name } else { format!("{below}/{name}") };
        if name == ".printaloud" {
            continue;
        }
        if entry.file_type().unwrap().is_dir() {
            collect(folder, &name, files);
        } else {
            files.insert(name, fs::read(entry.path()).unwrap());
        }
    }
}
