//! Text of labels and values.
#![no_main]

use leadlens_fuzz::{Choices, check_pieces};

/// A beginning that makes it likely that labels follow.
const START: &str = "First Name: Ann\nLast Name: Hill\nEmail: ann@example.com\nCompany: Contoso\n";

libfuzzer_sys::fuzz_target!(|input: &[u8]| {
    let Some((choices, body)) = Choices::split(input) else { return };
    let text = String::from_utf8_lossy(body).replace('\0', " ");
    let start = if text.contains(": ") { "" } else { START };
    check_pieces("key_value", format!("{start}{text}").as_bytes(), choices.piece(), &choices.layout());
});
