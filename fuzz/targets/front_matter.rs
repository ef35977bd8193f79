//! Front matter, in YAML and in TOML.
#![no_main]

libfuzzer_sys::fuzz_target!(|noise: &[u8]| printaloud_fuzz::front_matter(noise));
