//! Text of labels and values.

use crate::{Choices, check_pieces};

/// A beginning that makes it likely that labels follow.
const START: &str = "First Name: Ann\nLast Name: Hill\nEmail: ann@example.com\nCompany: Contoso\n";

/// Reads one input.
pub fn key_value(input: &[u8]) {
    let Some((choices, body)) = Choices::split(input) else { return };
    let text = String::from_utf8_lossy(body).replace('\0', " ");
    let start = if text.contains(": ") { "" } else { START };
    check_pieces("key_value", format!("{start}{text}").as_bytes(), choices.piece(), &choices.layout());
}
