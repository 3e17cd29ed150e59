//! The leads, people and scores that a file is made of.

use std::sync::Arc;

use crate::leads::Leads;
use crate::matching::{Clusters, Matching};

/// Leads, people and scores at one moment: an export keeps to them, whatever is decided meanwhile.
#[derive(Clone, Debug)]
pub struct Snapshot {
    /// The leads.
    pub leads: Arc<Leads>,
    /// The people.
    pub clusters: Arc<Clusters>,
    /// The scores behind them.
    pub matching: Arc<Matching>,
}
