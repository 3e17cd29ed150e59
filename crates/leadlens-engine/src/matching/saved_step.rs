//! Decisions about who is who as version 1 of the workspace file keeps them.

use serde::{Deserialize, Serialize};

use super::fingerprint::Fingerprint;
use super::verdict::Verdict;

/// Kind of decision a step makes about leads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum StepKind {
    /// Leads are one person.
    #[default]
    Same,
    /// Leads are different people.
    Different,
    /// Leads are postponed.
    Later,
}

/// One decision.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(default)]
pub struct SavedStep {
    /// Kind of decision.
    pub kind: StepKind,
    /// The pairs it is about.
    pub pairs: Vec<SavedVerdict>,
    /// Leads in parts that differ.
    pub parts: Vec<Vec<Fingerprint>>,
    /// Leads put off.
    pub later: Vec<Fingerprint>,
}

/// A decision about two leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct SavedVerdict {
    /// One lead.
    pub left: Fingerprint,
    /// The other.
    pub right: Fingerprint,
    /// The decision.
    pub verdict: Verdict,
}

impl SavedStep {
    /// Every fingerprint it names, some more than once.
    pub(crate) fn fingerprints(&self) -> impl Iterator<Item = Fingerprint> {
        self.pairs.iter().flat_map(|pair| [pair.left, pair.right]).chain(self.parts.iter().flatten().chain(&self.later).copied())
    }
}
