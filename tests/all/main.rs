//! What readers, listeners and staff get: words, order, sizes, sound files, messages.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test may fail, and says what it skips"
)]

#[path = "../support/mod.rs"]
mod support;

mod agreement;
mod architecture;
mod batch;
mod broken_links;
mod check;
mod cli;
mod conformance;
mod contents;
mod documented;
mod extraction;
mod hostile;
mod hyphenation;
mod newcomer;
mod normalization;
mod pictures;
mod record;
mod render;
mod scripts;
mod sheets;
mod speak_cli;
mod spec;
mod stages;
