//! Two leads joined.

/// Two leads taken for one person, directly or as members of their clusters, at a height in bits.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Join {
    pub(super) one: u32,
    pub(super) other: u32,
    /// Infinite where the user decided.
    pub(super) bits: f32,
}
