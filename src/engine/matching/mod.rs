//! Who is the same person? Leads become [`Clusters`]: every lead is in exactly one, alone where nothing links it.
//!
//! # Invariants
//! The order of rows does not change who is with whom. Blank and filler values link nobody; test leads link to nobody.
//! One function scores a pair: whatever shows a number of a pair shows an [`Evidence`] made by it.

mod agglomerate;
mod blocking;
mod cluster;
mod comparison;
mod constrained;
mod estimate;
mod evidence;
mod explain;
mod frequency;
mod group;
mod matcher;
mod model;
mod profile;
mod threshold;
mod verdict;

pub use blocking::{BlockKey, BlockReport};
pub use cluster::Clusters;
pub(crate) use cluster::sort_by_code;
pub use evidence::{Conflict, Evidence, Field, FieldEvidence, Level};
pub use group::{Confidence, GroupKind, GroupWarning, MatchReason};
pub use matcher::Matching;
pub use threshold::Threshold;
pub use verdict::{Contradiction, Judgement, Verdict};

/// Scratch: a number from the environment.
pub(super) fn knob(name: &str, default: f32) -> f32 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(default)
}
