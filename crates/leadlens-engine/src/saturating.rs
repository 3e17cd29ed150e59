//! Lengths as the 32-bit numbers that columns and answers hold.

/// A length as a 32-bit number; the largest one for what is beyond, which no file within the limits of reading reaches.
pub(crate) fn saturating_u32(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
