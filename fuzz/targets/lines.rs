//! Line breaking, hyphenation and what else cuts text.
#![no_main]

libfuzzer_sys::fuzz_target!(|noise: &[u8]| printaloud_fuzz::lines(noise));
