//! Bytes in any encoding, the one chosen or the one that is told.

use crate::{Choices, check_pieces};

/// Reads one input.
pub fn decode(input: &[u8]) {
    let Some((choices, body)) = Choices::split(input) else { return };
    check_pieces("decode", &choices.lengthen(body), choices.piece(), &choices.options());
}
