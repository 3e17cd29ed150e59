//! A cluster of two or more leads, as the page lists it.

use serde::{Deserialize, Serialize};

use crate::engine::leads::LeadId;

/// What kind of duplicates a group holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum GroupKind {
    /// Same person, same action, same offer: the later leads say nothing new.
    Repeat,
    /// Same person, another action or offer: steps of one purchase, not noise.
    Journey,
}

impl GroupKind {
    /// The name `inspect` prints.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Repeat => "repeat",
            Self::Journey => "journey",
        }
    }
}

/// Why leads are taken for the same person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum MatchReason {
    /// The same canonical e-mail.
    SameEmail,
}

impl MatchReason {
    /// Short English, for `inspect` and logs.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::SameEmail => "same e-mail",
        }
    }
}

/// How sure a group is, 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd, Serialize, Deserialize)]
pub struct Confidence(pub f32);

/// Two or more leads of one person.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Group {
    /// Its number, counted from 0 in the order of each group's first lead.
    pub id: u32,
    /// Its leads, in reading order.
    pub leads: Vec<LeadId>,
    /// Repeat or journey.
    pub kind: GroupKind,
    /// How sure it is.
    pub confidence: Confidence,
    /// Why its leads belong together.
    pub reason: MatchReason,
}
