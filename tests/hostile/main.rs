//! What nobody writes on purpose, and what somebody does: noise, pages at the limits, and attacks.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test may fail, and says what it skips"
)]

#[path = "../support/mod.rs"]
mod support;
#[path = "../../fuzz/src/lib.rs"]
#[allow(
    unreachable_pub,
    dead_code,
    clippy::allow_attributes,
    reason = "`fuzz/` uses all of it"
)]
mod targets;

mod front_matter;
mod labels;
mod limits;
mod marks;
mod noise;
mod pages;
mod properties;
mod room;
mod threats;
