//! A folder with a job in it, and the command that does it.

use crate::support::ran::{Ran, printaloud};
use crate::support::root;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

pub(crate) struct Room {
    folder: tempfile::TempDir,
}

/// Every file below a folder with its bytes, but for the batch's own state.
pub(crate) type Files = BTreeMap<String, Vec<u8>>;

impl Room {
    /// A folder with nothing in it.
    pub(crate) fn empty() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    /// The sample set that comes with the program.
    pub(crate) fn sample() -> Self {
        let room = Self::empty();
        fs::create_dir(room.path("content")).unwrap();
        for entry in fs::read_dir(root().join("content")).unwrap() {
            let entry = entry.unwrap();
            fs::copy(entry.path(), room.path("content").join(entry.file_name())).unwrap();
        }
        fs::copy(root().join("batch.toml"), room.path("batch.toml")).unwrap();
        room
    }

    /// So many short pages for so many centres, at 18 pt.
    pub(crate) fn small(pages: usize, centres: usize) -> Self {
        let room = Self::empty();
        for page in 1..=pages {
            let text = format!(
                "---\nnext-review: 2999\n---\n\n# Page {page}\n\n{}",
                "Some words to be read. ".repeat(20)
            );
            room.write(&format!("pages/page-{page}.md"), &text);
        }
        let mut table = String::from("name,phone\n");
        for centre in 1..=centres {
            table.push_str(&format!("Centre {centre},01632 9601{centre:02}\n"));
        }
        room.write("centres.csv", &table);
        room.write("batch.toml", SMALL_JOB);
        room
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = printaloud(self.folder.path());
        command.arg("batch").args(arguments);
        for variable in ["SLURM_ARRAY_TASK_ID", "JOB_COMPLETION_INDEX", "PARALLEL_SEQ"] {
            command.env_remove(variable);
        }
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Ran {
        self.command(arguments).output().unwrap().into()
    }

    /// Runs the batch, which has to make all.
    pub(crate) fn make(&self, arguments: &[&str]) -> Ran {
        let ran = self.run(arguments);
        assert_eq!(ran.status, Some(0), "{}", ran.stderr);
        ran
    }

    pub(crate) fn start(&self, arguments: &[&str]) -> Child {
        self.command(arguments).spawn().unwrap()
    }

    /// What lies in `out`.
    pub(crate) fn files(&self) -> Files {
        let mut files = Files::new();
        collect(&self.path("out"), "", &mut files);
        files
    }

    /// The PDFs in `out`.
    pub(crate) fn pdfs(&self) -> Vec<PathBuf> {
        let files = self.files();
        let pdfs = files.keys().filter(|name| name.ends_with(".pdf"));
        pdfs.map(|name| self.path("out").join(name)).collect()
    }
}

pub(crate) const SMALL_JOB: &str = "organisation = \"Example Cancer Care\"\npages = [\"pages/*.md\"]\ncentres = \"centres.csv\"\n\n[[forms]]\nform = \"pdf\"\n";

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
