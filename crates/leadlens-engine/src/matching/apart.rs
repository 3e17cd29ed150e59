//! Clusters that are held apart from each other, by pairs and by parts.

use std::collections::{BTreeMap, BTreeSet};

/// Clusters held apart, each named by the member that stands for it.
///
/// A decision about many takes a place in each of their parts, not a pair for every two of them.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Apart {
    /// For each member that stands for a cluster those it is held apart from.
    pairs: BTreeMap<u32, BTreeSet<u32>>,
    /// For each member that stands for a cluster its part in each decision; `None` where the cluster lies in several parts of one.
    parts: BTreeMap<u32, BTreeMap<u32, Option<u32>>>,
}

impl Apart {
    /// Holds two clusters apart.
    pub(super) fn separate(&mut self, one: u32, other: u32) {
        self.pairs.entry(one).or_default().insert(other);
        self.pairs.entry(other).or_default().insert(one);
    }

    /// Puts a cluster into a part of a decision by which the parts differ.
    pub(super) fn put(&mut self, cluster: u32, decision: u32, part: u32) {
        put(self.parts.entry(cluster).or_default(), decision, Some(part));
    }

    /// True for two clusters that are held apart.
    pub(super) fn are(&self, one: u32, other: u32) -> bool {
        self.pairs.get(&one).is_some_and(|others| others.contains(&other)) || self.differ(one, other)
    }

    fn differ(&self, one: u32, other: u32) -> bool {
        let (Some(ones), Some(others)) = (self.parts.get(&one), self.parts.get(&other)) else { return false };
        let (few, many) = if ones.len() <= others.len() { (ones, others) } else { (others, ones) };
        few.iter().any(|(decision, part)| many.get(decision).is_some_and(|other| part.is_none() || part != other))
    }

    /// Two clusters have become one, for which the root stands.
    pub(super) fn join(&mut self, root: u32, joined: u32) {
        for other in self.pairs.remove(&joined).unwrap_or_default() {
            if let Some(others) = self.pairs.get_mut(&other) {
                others.remove(&joined);
                others.insert(root);
            }
            self.pairs.entry(root).or_default().insert(other);
        }
        let Some(mut moved) = self.parts.remove(&joined) else { return };
        let parts = self.parts.entry(root).or_default();
        if parts.len() < moved.len() {
            std::mem::swap(parts, &mut moved);
        }
        for (decision, part) in moved {
            put(parts, decision, part);
        }
    }
}

fn put(parts: &mut BTreeMap<u32, Option<u32>>, decision: u32, part: Option<u32>) {
    parts.entry(decision).and_modify(|there| *there = there.filter(|_| *there == part)).or_insert(part);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_one_decision_differ_and_so_does_who_joins_them() {
        let mut apart = Apart::default();
        for (cluster, part) in [(1, 0), (2, 0), (3, 1)] {
            apart.put(cluster, 7, part);
        }
        apart.put(4, 8, 1);
        assert_eq!([(1, 2), (1, 3), (3, 4), (1, 4)].map(|(one, other)| apart.are(one, other)), [false, true, false, false]);
        apart.join(5, 3);
        apart.join(5, 4);
        assert!(apart.are(5, 2) && !apart.are(1, 2));
        // In both parts, whatever the reason: it differs from either.
        apart.join(1, 5);
        assert!(apart.are(1, 2));
    }

    #[test]
    fn pairs_go_where_their_clusters_go() {
        let mut apart = Apart::default();
        apart.separate(1, 2);
        apart.separate(3, 4);
        apart.join(1, 3);
        assert_eq!([(1, 2), (4, 1), (2, 4)].map(|(one, other)| apart.are(one, other)), [true, true, false]);
    }
}
