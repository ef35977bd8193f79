//! Markdown to a document, checked and narrated.
#![no_main]

libfuzzer_sys::fuzz_target!(|noise: &[u8]| printaloud_fuzz::markdown(noise));
