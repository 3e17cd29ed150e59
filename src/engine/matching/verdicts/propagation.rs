//! What follows from decisions: who is the same as the same is the same, who differs from one of them differs from all.

use std::collections::{BTreeMap, BTreeSet};

use crate::engine::matching::Verdict;

/// Leads joined and kept apart so far; never both at once.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Propagation {
    /// The lead each lead was joined to; a lead that is not listed stands for itself.
    parents: BTreeMap<u32, u32>,
    /// Leads behind a lead that stands for several.
    sizes: BTreeMap<u32, u32>,
    /// For each lead that stands for itself or others those it is kept apart from, which stand for themselves or others too.
    apart: BTreeMap<u32, BTreeSet<u32>>,
}

impl Propagation {
    /// Takes a decision; `false` where it contradicts those before, and nothing has changed.
    pub(super) fn hold(&mut self, left: u32, right: u32, verdict: Verdict) -> bool {
        let (left, right) = (self.root(left), self.root(right));
        match verdict {
            Verdict::Same if left == right => true,
            Verdict::Same if self.are_apart(left, right) => false,
            Verdict::Same => {
                self.join(left, right);
                true
            }
            Verdict::Different if left == right => false,
            Verdict::Different => {
                self.apart.entry(left).or_default().insert(right);
                self.apart.entry(right).or_default().insert(left);
                true
            }
        }
    }

    /// What is said of two leads.
    pub(super) fn verdict(&self, left: u32, right: u32) -> Option<Verdict> {
        let (left, right) = (self.root(left), self.root(right));
        if left == right { Some(Verdict::Same) } else { self.are_apart(left, right).then_some(Verdict::Different) }
    }

    /// The lead that stands for this one and all it was joined with. The smaller side is joined to the larger one, so the way is short.
    pub(super) fn root(&self, lead: u32) -> u32 {
        let mut root = lead;
        while let Some(parent) = self.parents.get(&root) {
            root = *parent;
        }
        root
    }

    fn are_apart(&self, left: u32, right: u32) -> bool {
        self.apart.get(&left).is_some_and(|others| others.contains(&right))
    }

    fn join(&mut self, left: u32, right: u32) {
        let size = |root| self.sizes.get(&root).copied().unwrap_or(1);
        let sum = size(left).saturating_add(size(right));
        let (root, joined) = if size(left) >= size(right) { (left, right) } else { (right, left) };
        self.parents.insert(joined, root);
        self.sizes.insert(root, sum);
        for other in self.apart.remove(&joined).unwrap_or_default() {
            if let Some(others) = self.apart.get_mut(&other) {
                others.remove(&joined);
                others.insert(root);
            }
            self.apart.entry(root).or_default().insert(other);
        }
    }
}
