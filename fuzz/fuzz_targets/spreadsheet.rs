//! Workbooks: as they are, and made around parts, by the first byte of the body.
#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| leadlens_fuzz::targets::spreadsheet(input));
