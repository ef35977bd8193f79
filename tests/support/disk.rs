//! Disks that fill up, and what only the administrator may do.

use std::fs;
use std::path::Path;
use std::process::Command;

/// Runs a command that needs the rights of an administrator; `false`, aloud, where it may not.
pub fn as_root(command: &mut Command) -> bool {
    let done = command.output().is_ok_and(|output| output.status.success());
    if !done {
        println!("skipped: {command:?} is not allowed here");
    }
    done
}

/// A small disk in memory at a folder, while it lives.
pub struct SmallDisk<'p>(&'p Path);

impl<'p> SmallDisk<'p> {
    pub fn mount(path: &'p Path, size: &str) -> Option<Self> {
        fs::create_dir_all(path).unwrap();
        let options = format!("size={size}");
        as_root(
            Command::new("mount")
                .args(["-t", "tmpfs", "-o", &options, "tmpfs"])
                .arg(path),
        )
        .then_some(Self(path))
    }
}

impl Drop for SmallDisk<'_> {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(self.0).output();
    }
}
