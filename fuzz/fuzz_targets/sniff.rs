//! Text whose notation is told by its beginning.
#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| leadlens_fuzz::targets::sniff(input));
