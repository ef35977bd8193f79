//! Words as they are said.
#![no_main]

libfuzzer_sys::fuzz_target!(|noise: &[u8]| printaloud_fuzz::speech(noise));
