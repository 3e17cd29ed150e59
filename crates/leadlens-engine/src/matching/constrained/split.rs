//! Leads that decisions touch, as nodes to be clustered anew.

use std::collections::BTreeMap;

use foldhash::fast::FixedState;
use hashbrown::HashMap;

use super::Touched;
use crate::leads::NONE;
use crate::matching::agglomerate::{Edge, Merge, Nodes};
use crate::matching::join::Join;
use crate::matching::matcher::Matching;
use crate::matching::sets::Sets;
use crate::matching::verdicts::Constraints;
use crate::saturating::saturating_u32;
use crate::sorting;

/// A place in a decision by which parts differ: the decision, the part.
type PartPlace = (u32, u32);

/// Decisions about one lead. Leads of one profile with the same decisions are one node.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct LeadDecisions {
    /// The parts it is in.
    places: Vec<PartPlace>,
    /// The number of those it is the same as, where a pair was named with it.
    component: Option<u32>,
}

/// The nodes of a profile, by the decisions about their leads.
type Family<'a> = BTreeMap<Option<&'a LeadDecisions>, u32>;

/// The touched part of the leads as nodes, a profile each.
#[derive(Debug)]
pub(super) struct Split {
    pub(super) nodes: Nodes,
    /// The leads of each node.
    leads: Vec<Vec<u32>>,
    /// Match weight of the leads of each node, in bits; infinite where there is one only, or the user joined them.
    own_bits: Vec<f32>,
}

impl Split {
    pub(super) fn of(matching: &Matching, touched: &Touched, constraints: &Constraints) -> Self {
        let decisions = lead_decisions(constraints);
        let mut split = Self { nodes: Nodes::default(), leads: Vec::new(), own_bits: Vec::new() };
        // In the order of what they say, not of their rows.
        let mut there: Vec<(u32, u32)> = (0..)
            .zip(&matching.profiles.of)
            .filter(|(lead, profile)| touched.holds(**profile) || (**profile == NONE && decisions.contains_key(lead)))
            .map(|(lead, profile)| (*profile, lead))
            .collect();
        there.sort_unstable();
        let mut families: HashMap<u32, Family<'_>, FixedState> = HashMap::with_hasher(FixedState::default());
        let mut node_of_lead: HashMap<u32, u32, FixedState> = HashMap::with_hasher(FixedState::default());
        for alike in there.chunk_by(|(one, _), (other, _)| one == other) {
            let mut family = Family::new();
            for (profile, lead) in alike {
                let node = *family.entry(decisions.get(lead)).or_insert_with(|| split.add(*profile));
                if let Some(leads) = split.leads.get_mut(node as usize) {
                    leads.push(*lead);
                }
                node_of_lead.insert(*lead, node);
            }
            let Some((profile, _)) = alike.first().filter(|(profile, _)| *profile != NONE) else { continue };
            split.weigh(matching, *profile, &family);
            families.insert(*profile, family);
        }
        for edge in matching.edges.iter().filter(|edge| touched.holds(edge.one)) {
            if let (Some(ones), Some(others)) = (families.get(&edge.one), families.get(&edge.other)) {
                split.nodes.edges.extend(meeting(ones, others).map(|(one, other)| Edge { one, other, bits: edge.bits }));
            }
        }
        let node_pairs = |pairs: &[(u32, u32)]| -> Vec<(u32, u32)> {
            let both = |(one, other): &(u32, u32)| Some((*node_of_lead.get(one)?, *node_of_lead.get(other)?));
            pairs.iter().filter_map(both).filter(|(one, other)| one != other).collect()
        };
        split.nodes.same = node_pairs(&constraints.same);
        split.nodes.different = node_pairs(&constraints.different);
        for (decision, parts) in (0..).zip(&constraints.apart) {
            let places = parts.iter().filter_map(|(lead, part)| Some((*node_of_lead.get(lead)?, decision, *part)));
            split.nodes.parts.extend(places);
        }
        split
    }

    /// A node without leads, certain until it is weighed.
    fn add(&mut self, profile: u32) -> u32 {
        let node = saturating_u32(self.leads.len());
        self.nodes.profiles.push(profile);
        self.leads.push(Vec::new());
        self.own_bits.push(f32::INFINITY);
        node
    }

    /// Weighs the nodes of one profile, each in itself and against each other. What the user joined needs no weight.
    fn weigh(&mut self, matching: &Matching, profile: u32, family: &Family<'_>) {
        let bits = matching.score(profile, profile).map_or(0.0, |score| score.total);
        for (decisions, node) in family {
            let is_certain = decisions.is_some_and(|decisions| decisions.component.is_some());
            let leads = self.leads.get(*node as usize).map_or(0, Vec::len);
            if let Some(own) = self.own_bits.get_mut(*node as usize).filter(|_| leads > 1 && !is_certain) {
                *own = bits;
            }
        }
        let pairs = meeting(family, family).filter(|(one, other)| one < other);
        self.nodes.edges.extend(pairs.map(|(one, other)| Edge { one, other, bits }));
    }

    /// All its leads, in reading order.
    pub(super) fn into_leads(self) -> Vec<u32> {
        let mut leads = self.leads.concat();
        leads.sort_unstable();
        leads
    }

    /// The joins of the leads of each node.
    pub(super) fn own_joins(&self) -> Vec<Join> {
        let joins = self.leads.iter().zip(&self.own_bits).flat_map(|(leads, bits)| {
            let first = leads.first().copied();
            leads.iter().skip(1).filter_map(move |other| Some(Join { one: first?, other: *other, bits: *bits }))
        });
        joins.filter(|join| join.bits < f32::INFINITY).collect()
    }

    /// A merge of nodes as a join of leads: no surer than the leads of either are one person.
    pub(super) fn join(&self, merge: Merge) -> Option<Join> {
        let first = |node: u32| self.leads.get(node as usize)?.first().copied();
        let own = |node: u32| self.own_bits.get(node as usize).copied().unwrap_or(f32::INFINITY);
        let bits = merge.bits.min(own(merge.one)).min(own(merge.other));
        Some(Join { one: first(merge.one)?, other: first(merge.other)?, bits })
    }
}

/// The pairs of nodes that may be one person: not those that a decision puts into different parts, of which there may be very many.
fn meeting(ones: &Family<'_>, others: &Family<'_>) -> impl Iterator<Item = (u32, u32)> {
    let first = |decisions: Option<&LeadDecisions>| decisions.and_then(|decisions| decisions.places.first().copied());
    let mut by_decision: BTreeMap<Option<u32>, Vec<(u32, u32)>> = BTreeMap::new();
    for (decisions, node) in others {
        let (decision, part) = first(*decisions).unzip();
        by_decision.entry(decision).or_default().push((part.unwrap_or_default(), *node));
    }
    for nodes in by_decision.values_mut() {
        nodes.sort_unstable();
    }
    let mut pairs = Vec::new();
    for (decisions, one) in ones {
        let place = first(*decisions);
        for (decision, nodes) in &by_decision {
            let part = place.filter(|(of, _)| Some(*of) == *decision).map(|(_, part)| part);
            let start = part.map_or(0, |part| nodes.partition_point(|(other, _)| *other < part));
            let met = nodes.iter().skip(start).take_while(|(other, _)| part.is_none_or(|part| *other == part));
            pairs.extend(met.map(|(_, other)| (*one, *other)));
        }
    }
    pairs.into_iter()
}

/// Decisions about each lead that any of them names.
fn lead_decisions(constraints: &Constraints) -> HashMap<u32, LeadDecisions, FixedState> {
    let mut decisions: HashMap<u32, LeadDecisions, FixedState> = HashMap::with_hasher(FixedState::default());
    for (decision, parts) in (0..).zip(&constraints.apart) {
        for (lead, part) in parts {
            decisions.entry(*lead).or_default().places.push((decision, *part));
        }
    }
    let mut paired: Vec<u32> = constraints.same.iter().chain(&constraints.different).flat_map(|(one, other)| [*one, *other]).collect();
    sorting::sort(&mut paired);
    paired.dedup();
    let mut sets = Sets::new(paired.len());
    let place = |lead: u32| saturating_u32(paired.partition_point(|other| *other < lead));
    for (one, other) in &constraints.same {
        sets.join(place(*one), place(*other));
    }
    for lead in &paired {
        decisions.entry(*lead).or_default().component = Some(sets.root(place(*lead)));
    }
    decisions
}
