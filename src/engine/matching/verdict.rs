//! What the user says of two leads.

use serde::{Deserialize, Serialize};

/// A decision of the user; it wins over every score.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Verdict {
    /// One person.
    Same,
    /// Two people.
    Different,
}

/// What the user decides in the review.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Judgement {
    /// All leads of a group are one person.
    GroupSame(u32),
    /// The parts of a possible group are different people; nothing is said of leads of one part.
    GroupDifferent(u32),
    /// A possible group is to be asked about later: it goes to the end of the queue.
    GroupLater(u32),
    /// A lead is another person than all others of its group.
    SplitOut {
        /// The group.
        group: u32,
        /// The lead.
        lead: u32,
    },
    /// Two leads are one person, or are not.
    Pair {
        /// One lead.
        left: u32,
        /// The other.
        right: u32,
        /// What they are.
        verdict: Verdict,
    },
    /// The last decision is taken back.
    Undo,
    /// The decision taken back last holds again.
    Redo,
}

/// Two decisions that cannot both hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contradiction {
    /// One lead of the pair that was decided last, or read last from a file.
    pub left: u32,
    /// The other.
    pub right: u32,
    /// What was decided of them; it does not hold, because earlier decisions say the opposite.
    pub verdict: Verdict,
}
