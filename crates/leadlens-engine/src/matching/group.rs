//! A cluster of two or more leads, as the page lists it.

use serde::{Deserialize, Serialize};

use super::evidence::{Field, Level};

/// Kind of the duplicates in a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum GroupKind {
    /// Same person, same action, same offer: the later leads say nothing new.
    Repeat,
    /// Same person, another action or offer: steps of one purchase, not noise.
    Journey,
    /// Same person, but the file gives no action and no offer of some leads: neither a repeat nor another step can be told.
    Unspecified,
    /// Perhaps one person: a person has to decide. Its leads are not merged.
    Possible,
}

impl GroupKind {
    /// The name `inspect` prints.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Repeat => "repeat",
            Self::Journey => "journey",
            Self::Unspecified => "unspecified",
            Self::Possible => "possible",
        }
    }
}

/// The name of a group: its first lead, and whether its leads are merged. Merging or splitting other leads does not change it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct GroupName {
    /// The group is a possible one: its leads are not merged.
    pub possible: bool,
    /// Number of its first lead. Any other of its leads finds it as well.
    pub lead: u32,
}

impl GroupName {
    /// The merged group of that lead.
    pub fn merged(lead: u32) -> Self {
        Self { possible: false, lead }
    }

    /// The possible group of that lead.
    pub fn possible(lead: u32) -> Self {
        Self { possible: true, lead }
    }
}

/// Reason for taking leads for one person: the strongest two reasons for, the strongest one against. A sentence is made of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct MatchReason {
    /// Fields that support it, each with its level, strongest first.
    pub agree: Vec<(Field, Level)>,
    /// The field with the strongest evidence against it, with its level.
    pub differ: Option<(Field, Level)>,
    /// The user has decided so.
    pub by_verdict: bool,
}

impl MatchReason {
    /// Short English, for `inspect`.
    pub fn english(&self) -> String {
        if self.by_verdict {
            return "decided by you".to_owned();
        }
        let named = |(field, level): &(Field, Level)| format!("{} {}", level.as_str(), field.as_str());
        let mut text = self.agree.iter().map(named).collect::<Vec<_>>().join(", ");
        if let Some(differ) = &self.differ {
            text.push_str(", but ");
            text.push_str(&named(differ));
        }
        text
    }
}

/// Cause for caution before a group is trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum GroupWarning {
    /// More than 10 leads: look before you trust it.
    Large,
    /// More than 50 leads that differ in what tells a person: never merged automatically.
    TooLarge,
    /// Some of its leads contradict each other.
    Conflict,
}
