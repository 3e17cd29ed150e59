//! Text read with a delimiter the user named.

use crate::{Choices, check_pieces};

/// Reads one input.
pub fn delimited(input: &[u8]) {
    let Some((choices, body)) = Choices::split(input) else { return };
    let text = String::from_utf8_lossy(body).replace('\0', " ");
    check_pieces("delimited", &choices.lengthen(text.as_bytes()), choices.piece(), &choices.delimited());
}
