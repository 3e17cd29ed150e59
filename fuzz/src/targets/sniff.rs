//! Text whose notation is told by its beginning.

use crate::{Choices, check_pieces};

/// Reads one input.
pub fn sniff(input: &[u8]) {
    let Some((choices, body)) = Choices::split(input) else { return };
    let text = String::from_utf8_lossy(body).replace('\0', " ");
    check_pieces("sniff", &choices.lengthen(text.as_bytes()), choices.piece(), &choices.layout());
}
