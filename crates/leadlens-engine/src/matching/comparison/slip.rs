//! Slips of the keyboard.

use crate::leads::edits_within;

/// True where one letter or digit differs, is missing, or two neighbours have changed places: slips of a hand on a keyboard.
pub(in crate::matching) fn is_one_slip(x: &[u8], y: &[u8]) -> bool {
    edits_within(1, x, y).is_some()
}
