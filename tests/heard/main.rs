//! Tests that need the machine for themselves: they start a speech service, listen, kill, or measure
//! how long something takes. One runs at a time.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test may fail, and says what it skips"
)]

#[path = "../support/mod.rs"]
mod support;

mod doctor;
mod front_matter;
mod kills;
mod listening;
mod marks;
mod speak;
mod steps;
