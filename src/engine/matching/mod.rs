//! Who is the same person? Leads become [`Clusters`]: every lead is in exactly one, alone where nothing links it.
//!
//! # Invariants
//! The order of rows does not change who is with whom. Blank and filler values link nobody; test leads link to nobody.
//! [`Clusters::build`] is the only door: scored matching will replace what happens behind it, not what stands beside it.

mod cluster;
mod group;

pub use cluster::Clusters;
pub(crate) use cluster::sort_by_code;
pub use group::{Confidence, Group, GroupKind, MatchReason};
