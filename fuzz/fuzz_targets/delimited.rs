//! Text read with a delimiter the user named.
#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| leadlens_fuzz::targets::delimited(input));
