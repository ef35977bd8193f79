//! Centres, jobs, settings, front matter and lexicons.
#![no_main]

libfuzzer_sys::fuzz_target!(|noise: &[u8]| printaloud_fuzz::tables(noise));
