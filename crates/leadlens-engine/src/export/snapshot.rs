//! What a file is made of.

use std::sync::Arc;

use crate::leads::Leads;
use crate::matching::{Clusters, Matching};

/// What is open, as it is at one moment: an export keeps to it, whatever is decided meanwhile.
#[derive(Clone, Debug)]
pub struct Snapshot {
    /// The leads.
    pub leads: Arc<Leads>,
    /// The people.
    pub clusters: Arc<Clusters>,
    /// The scores behind them.
    pub matching: Arc<Matching>,
}
