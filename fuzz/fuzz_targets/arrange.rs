//! Records that are not one table below one header.
#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| leadlens_fuzz::targets::arrange(input));
