//! Text that starts as JSON does.
#![no_main]

use leadlens_fuzz::{Choices, check_pieces};

libfuzzer_sys::fuzz_target!(|input: &[u8]| {
    let Some((choices, body)) = Choices::split(input) else { return };
    let text = String::from_utf8_lossy(body).replace('\0', " ");
    let start = if text.trim_start().starts_with(['{', '[']) { "" } else { "[{\"Email\":\"ann@example.com\"}," };
    check_pieces("json", format!("{start}{text}").as_bytes(), choices.piece(), &choices.layout());
});
