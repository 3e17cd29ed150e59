//! Decisions of the user about two leads.

use serde::{Deserialize, Serialize};

/// A decision of the user; it wins over every score.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Verdict {
    /// One person.
    Same,
    /// Two people.
    Different,
}

/// Two decisions that cannot both hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contradiction {
    /// One lead of the pair that was decided last, or read last from a file.
    pub left: u32,
    /// The other.
    pub right: u32,
    /// The decision about them; it does not hold, because earlier decisions say the opposite.
    pub verdict: Verdict,
}
