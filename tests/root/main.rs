//! Tests that need the rights of an administrator: they mount disks and start the daemons of a
//! cluster. Without those rights they are skipped aloud.
#![cfg(unix)]
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test may fail, and says what it skips"
)]

#[path = "../support/mod.rs"]
mod support;

mod disks;
mod slurm;
