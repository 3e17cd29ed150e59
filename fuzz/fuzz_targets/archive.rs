//! Archives, gzip streams and saved workspaces: as they are, and made around members.
#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| leadlens_fuzz::targets::archive(input));
