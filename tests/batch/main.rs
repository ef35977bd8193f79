//! Batches: what is made, that nothing is lost, mixed up or half-written, and parts on several
//! machines.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test may fail, and says what it skips"
)]

#[path = "../support/mod.rs"]
mod support;

mod faults;
mod index;
mod job;
mod making;
mod room;
mod scale;
