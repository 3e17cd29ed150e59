//! Joins under the user's decisions: only the clusters a decision touches are made anew.

#[cfg(test)]
mod tests;

use foldhash::fast::FixedState;
use hashbrown::{HashMap, HashSet};

use super::agglomerate::{Edge, Nodes, agglomerate};
use super::cluster::{Clusters, Join};
use super::matcher::Matching;
use super::number::number;
use super::sets::Sets;
use super::threshold::Threshold;
use super::verdicts::Constraints;
use crate::engine::leads::{Leads, NONE};

impl Matching {
    /// Who is one person from that threshold on, as far as the user's decisions allow.
    pub fn clusters_under(&self, leads: &Leads, threshold: Threshold, constraints: &Constraints) -> Clusters {
        if constraints.same.is_empty() && constraints.different.is_empty() {
            return self.clusters(leads, threshold);
        }
        Clusters::cut(leads, &self.joins_under(&constraints.same, &constraints.different), threshold)
    }

    /// The joins of all leads, surest first, when these pairs of leads are one person and those are two.
    pub(super) fn joins_under(&self, same: &[(u32, u32)], different: &[(u32, u32)]) -> Vec<Join> {
        let Some(model) = self.model.as_ref().filter(|_| !(same.is_empty() && different.is_empty())) else { return self.joins.clone() };
        let touched = Touched::of(self, same, different);
        let mut joins: Vec<Join> = self.joins.iter().filter(|join| !touched.holds(self.profile_of(join.one))).copied().collect();
        let split = Split::of(self, &touched, same, different);
        let own = |node: u32| split.own_bits(self, node);
        for (node, leads) in (0..).zip(&split.leads) {
            if let [first, others @ ..] = leads.as_slice() {
                joins.extend(others.iter().map(|other| Join { one: *first, other: *other, bits: own(node) }));
            }
        }
        let first = |node: u32| split.leads.get(node as usize).and_then(|leads| leads.first()).copied();
        for merge in agglomerate(&self.profiles, model, split.nodes.clone()) {
            let (Some(one), Some(other)) = (first(merge.one), first(merge.other)) else { continue };
            let bits = if merge.bits == f32::INFINITY { merge.bits } else { merge.bits.min(own(merge.one)).min(own(merge.other)) };
            joins.push(Join { one, other, bits });
        }
        // Also of leads that say the same and were too many to be joined without a word.
        joins.extend(same.iter().map(|(one, other)| Join { one: *one, other: *other, bits: f32::INFINITY }));
        joins.retain(|join| join.bits >= Threshold::FLOOR.0);
        joins.sort_by(|one, other| other.bits.total_cmp(&one.bits));
        joins
    }

    fn profile_of(&self, lead: u32) -> u32 {
        self.profiles.of.get(lead as usize).copied().unwrap_or(NONE)
    }
}

/// The profiles whose clusters a decision may change: everything linked to a lead decided about.
struct Touched {
    root_of: Vec<u32>,
    roots: HashSet<u32, FixedState>,
}

impl Touched {
    fn of(matching: &Matching, same: &[(u32, u32)], different: &[(u32, u32)]) -> Self {
        let mut sets = Sets::new(matching.profiles.len());
        for edge in &matching.edges {
            sets.join(edge.one, edge.other);
        }
        for (one, other) in same {
            let (one, other) = (matching.profile_of(*one), matching.profile_of(*other));
            if one != NONE && other != NONE {
                sets.join(one, other);
            }
        }
        let mut roots = HashSet::with_hasher(FixedState::default());
        for lead in same.iter().chain(different).flat_map(|(one, other)| [*one, *other]) {
            roots.insert(sets.root(matching.profile_of(lead)));
        }
        Self { root_of: sets.roots(), roots }
    }

    fn holds(&self, profile: u32) -> bool {
        self.root_of.get(profile as usize).is_some_and(|root| self.roots.contains(root))
    }
}

/// The touched part as nodes: a profile each, and a node of its own for each lead told apart from another of its profile.
struct Split {
    nodes: Nodes,
    leads: Vec<Vec<u32>>,
}

impl Split {
    fn of(matching: &Matching, touched: &Touched, same: &[(u32, u32)], different: &[(u32, u32)]) -> Self {
        let is_alike = |one: u32, other: u32| matching.profile_of(one) == matching.profile_of(other);
        let alone: HashSet<u32, FixedState> =
            different.iter().filter(|(one, other)| is_alike(*one, *other)).flat_map(|(one, other)| [*one, *other]).collect();
        let mut split = Self { nodes: Nodes::default(), leads: Vec::new() };
        let mut node_of_profile: HashMap<u32, Vec<u32>, FixedState> = HashMap::with_hasher(FixedState::default());
        let mut node_of_lead: HashMap<u32, u32, FixedState> = HashMap::with_hasher(FixedState::default());
        // In the order of what they say, not of their rows.
        let mut there: Vec<(u32, u32)> = (0..)
            .zip(&matching.profiles.of)
            .filter(|(_, profile)| touched.holds(**profile))
            .map(|(lead, profile)| (*profile, lead))
            .collect();
        there.sort_unstable();
        for (profile, lead) in there {
            let nodes = node_of_profile.entry(profile).or_default();
            let shared = nodes
                .iter()
                .copied()
                .find(|node| split.leads.get(*node as usize).and_then(|leads| leads.first()).is_some_and(|first| !alone.contains(first)));
            let node = if let Some(node) = shared.filter(|_| !alone.contains(&lead)) {
                node
            } else {
                let node = number(split.leads.len());
                split.leads.push(Vec::new());
                split.nodes.profiles.push(profile);
                nodes.push(node);
                node
            };
            if let Some(leads) = split.leads.get_mut(node as usize) {
                leads.push(lead);
            }
            node_of_lead.insert(lead, node);
        }
        for edge in matching.edges.iter().filter(|edge| touched.holds(edge.one)) {
            let (Some(ones), Some(others)) = (node_of_profile.get(&edge.one), node_of_profile.get(&edge.other)) else { continue };
            for one in ones {
                split.nodes.edges.extend(others.iter().map(|other| Edge { one: *one, other: *other, bits: edge.bits }));
            }
        }
        for (profile, nodes) in &node_of_profile {
            let bits = if nodes.len() > 1 { matching.score(*profile, *profile).map_or(0.0, |score| score.total) } else { continue };
            for (place, one) in nodes.iter().enumerate() {
                split.nodes.edges.extend(nodes.iter().skip(place + 1).map(|other| Edge { one: *one, other: *other, bits }));
            }
        }
        let node_pairs = |pairs: &[(u32, u32)]| -> Vec<(u32, u32)> {
            let both = |(one, other): &(u32, u32)| Some((*node_of_lead.get(one)?, *node_of_lead.get(other)?));
            pairs.iter().filter_map(both).filter(|(one, other)| one != other).collect()
        };
        split.nodes.same = node_pairs(same);
        split.nodes.different = node_pairs(different);
        split
    }

    /// How sure the leads of a node are one person.
    fn own_bits(&self, matching: &Matching, node: u32) -> f32 {
        let profile = self.nodes.profiles.get(node as usize).copied().unwrap_or(NONE);
        match self.leads.get(node as usize) {
            Some(leads) if leads.len() > 1 => matching.score(profile, profile).map_or(0.0, |score| score.total),
            _ => f32::INFINITY,
        }
    }
}
