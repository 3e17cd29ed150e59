//! Which leads are asked for.

use serde::{Deserialize, Serialize};

use crate::engine::leads::{Action, ProblemKind, Source};

/// A mark a lead can carry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum LeadMark {
    /// The marketplace's own test leads.
    Test,
    /// Leads that must not be contacted.
    DoNotContact,
    /// Leads of a person that has more than one.
    Duplicate,
    /// Leads whose record has a problem.
    Problem,
}

impl LeadMark {
    /// All marks, in the order they are shown.
    pub const ALL: [Self; 4] = [Self::Test, Self::DoNotContact, Self::Duplicate, Self::Problem];

    /// The name used in addresses.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Test => "test",
            Self::DoNotContact => "do_not_contact",
            Self::Duplicate => "duplicate",
            Self::Problem => "problem",
        }
    }

    /// The mark of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|mark| mark.as_str() == name)
    }
}

/// Which leads are asked for; `None` everywhere asks for all. Conditions narrow each other.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeadFilter {
    /// Only this source.
    pub source: Option<Source>,
    /// Only this action.
    pub action: Option<Action>,
    /// Only this offer, by its [`Offer::key`](crate::engine::leads::Offer::key).
    pub offer: Option<String>,
    /// Only leads with this mark.
    pub mark: Option<LeadMark>,
    /// Only leads whose record has a problem of this kind.
    pub problem: Option<ProblemKind>,
}
