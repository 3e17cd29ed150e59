//! Leads become clusters.

/// Every lead in exactly one cluster.
#[derive(Clone, Debug, Default)]
pub struct Clusters {
    of: Vec<u32>,
}

impl Clusters {
    /// For each lead the number of its cluster; clusters are numbered in the order of their first lead.
    pub fn of(&self) -> &[u32] {
        &self.of
    }
}
