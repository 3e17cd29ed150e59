//! Consequences of decisions: who is the same as the same is the same, who differs from one of them differs from all.

use std::collections::BTreeMap;

use crate::matching::Verdict;
use crate::matching::apart::Apart;

/// Leads joined and held apart so far; never both at once.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Propagation {
    /// The lead each lead was joined to; a lead that is not listed stands for itself.
    parents: BTreeMap<u32, u32>,
    /// Leads behind a lead that stands for several.
    sizes: BTreeMap<u32, u32>,
    /// Leads held apart, by those that stand for them.
    apart: Apart,
}

impl Propagation {
    /// Takes a decision; `false` where it contradicts those before, and nothing has changed.
    pub(super) fn hold(&mut self, left: u32, right: u32, verdict: Verdict) -> bool {
        let (left, right) = (self.root(left), self.root(right));
        match verdict {
            Verdict::Same if left == right => true,
            Verdict::Same if self.apart.are(left, right) => false,
            Verdict::Same => {
                self.join(left, right);
                true
            }
            Verdict::Different if left == right => false,
            Verdict::Different => {
                self.apart.separate(left, right);
                true
            }
        }
    }

    /// Takes a decision about many, leads with the parts they are in, lower parts first: whoever is in different parts differs. Tells whether
    /// it holds for anyone, and which pairs decisions before it have joined all the same, one a lead at most.
    pub(super) fn hold_apart(&mut self, decision: u32, leads: &[(u32, u32)]) -> (bool, Vec<(u32, u32)>) {
        let mut first_of: BTreeMap<u32, (u32, u32)> = BTreeMap::new();
        let mut joined = Vec::new();
        for (lead, part) in leads {
            let (first, its) = *first_of.entry(self.root(*lead)).or_insert((*lead, *part));
            if its != *part {
                joined.push((first.min(*lead), first.max(*lead)));
            }
        }
        let is_one_part = leads.first().zip(leads.last()).is_none_or(|((_, first), (_, last))| first == last);
        let holds = first_of.len() > 1 && !is_one_part;
        for (lead, part) in leads.iter().filter(|_| holds) {
            self.apart.put(self.root(*lead), decision, *part);
        }
        (holds, joined)
    }

    /// The decision about two leads, made or following from others; `None` where there is none.
    pub(super) fn verdict(&self, left: u32, right: u32) -> Option<Verdict> {
        let (left, right) = (self.root(left), self.root(right));
        if left == right { Some(Verdict::Same) } else { self.apart.are(left, right).then_some(Verdict::Different) }
    }

    /// The lead that stands for this one and all it was joined with. The smaller side is joined to the larger one, so paths are short.
    pub(super) fn root(&self, lead: u32) -> u32 {
        let mut root = lead;
        while let Some(parent) = self.parents.get(&root) {
            root = *parent;
        }
        root
    }

    fn join(&mut self, left: u32, right: u32) {
        let size = |root| self.sizes.get(&root).copied().unwrap_or(1);
        let sum = size(left).saturating_add(size(right));
        let (root, joined) = if size(left) >= size(right) { (left, right) } else { (right, left) };
        self.parents.insert(joined, root);
        self.sizes.insert(root, sum);
        self.apart.join(root, joined);
    }
}
