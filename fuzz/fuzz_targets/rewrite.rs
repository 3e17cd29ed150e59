//! Tables in notations of their own.
#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| leadlens_fuzz::targets::rewrite(input));
