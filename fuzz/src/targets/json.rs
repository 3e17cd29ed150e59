//! Text that starts as JSON does.

use crate::{Choices, check_pieces};

/// Reads one input.
pub fn json(input: &[u8]) {
    let Some((choices, body)) = Choices::split(input) else { return };
    let text = String::from_utf8_lossy(body).replace('\0', " ");
    let start = if text.trim_start().starts_with(['{', '[']) { "" } else { "[{\"Email\":\"ann@example.com\"}," };
    check_pieces("json", format!("{start}{text}").as_bytes(), choices.piece(), &choices.layout());
}
