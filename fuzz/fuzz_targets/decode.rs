//! Bytes in any encoding, the one chosen or the one that is told.
#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| leadlens_fuzz::targets::decode(input));
