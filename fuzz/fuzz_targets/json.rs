//! Text that starts as JSON does.
#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| leadlens_fuzz::targets::json(input));
