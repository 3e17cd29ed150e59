//! Bytes in any encoding, the one chosen or the one that is told.
#![no_main]

use leadlens_fuzz::{Choices, check_pieces};

libfuzzer_sys::fuzz_target!(|input: &[u8]| {
    let Some((choices, body)) = Choices::split(input) else { return };
    check_pieces("decode", &choices.lengthen(body), choices.piece(), &choices.options());
});
