//! Matching of leads to people: leads become [`Clusters`]; every lead is in exactly one, alone where nothing links it.
//!
//! # Invariants
//! The order of rows does not change who is with whom. Blank and filler values link no leads; test leads are excluded.
//! One function scores a pair: whatever shows a number of a pair shows an [`Evidence`] made by it.

mod agglomerate;
mod apart;
mod blocking;
mod cluster;
mod comparison;
mod conflict;
mod constrained;
mod counting_sort;
mod dependence;
mod estimate;
mod evidence;
mod explain;
mod fingerprint;
#[cfg(test)]
mod fixture;
mod frequency;
mod group;
mod identity;
mod initial_weights;
mod join;
mod matcher;
mod merge_sort;
mod model;
mod number;
mod profile;
mod rules;
mod saved_step;
mod sets;
mod stable_hash;
mod statement;
mod threshold;
mod verdict;
mod verdicts;
mod warning;

pub use blocking::{BlockKey, BlockReport};
pub use cluster::Clusters;
pub use constrained::{Joins, Regrouping};
pub(crate) use counting_sort::sort_by_code;
pub use evidence::{Confidence, Conflict, Evidence, Field, FieldEvidence, Level};
pub use fingerprint::{Fingerprint, Fingerprints, FingerprintsBuilder};
pub use group::{GroupKind, GroupName, GroupWarning, MatchReason};
pub use matcher::Matching;
pub use rules::DynamicsRule;
pub(crate) use rules::{DynamicsClusters, crm_clusters, exact_email_clusters, fingerprint_clusters};
pub use saved_step::{SavedStep, SavedVerdict, StepKind};
pub(crate) use stable_hash::stable_hash;
pub use statement::{GroupKeys, Statement};
pub use threshold::Threshold;
pub use verdict::{Contradiction, Verdict};
pub use verdicts::{Constraints, Known, Verdicts};
pub use warning::MatchWarning;
