//! What nobody writes on purpose, and what somebody does: noise, pages at the limits, and attacks.

#[path = "../../../fuzz/src/lib.rs"]
#[allow(
    unreachable_pub,
    dead_code,
    clippy::allow_attributes,
    reason = "`fuzz/` uses all of it"
)]
mod targets;

mod labels;
mod limits;
mod noise;
mod pages;
mod properties;
mod threats;
