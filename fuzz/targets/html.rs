//! HTML in a page.
#![no_main]

libfuzzer_sys::fuzz_target!(|noise: &[u8]| printaloud_fuzz::html(noise));
