//! The view that a link carries besides numbers, and the errors of reading a link.

use serde::{Deserialize, Serialize};

use crate::report::Measure;

/// The view a link opens with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShareView {
    /// The measure counted.
    pub measure: Measure,
}

/// Fault that keeps a link from being read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
pub enum ShareError {
    /// There is no summary in it.
    #[error("no summary in this address")]
    NotALink,
    /// Made by a later Leadlens.
    #[error("made by a later version ({0})")]
    UnknownVersion(u8),
    /// Cut in transit, as mail programs do.
    #[error("cut: {found} of {expected} characters arrived")]
    Cut {
        /// Characters the link had.
        expected: u32,
        /// Characters that arrived.
        found: u32,
    },
    /// All there, but changed in transit.
    #[error("damaged on its way")]
    Damaged,
    /// Longer than any link Leadlens makes.
    #[error("longer than {limit} characters")]
    TooLong {
        /// The longest that is read.
        limit: u32,
    },
}
