//! Pairs become joins of leads: those of leads that say the same, and those of profiles.

use super::super::agglomerate::{Agglomeration, Candidate, Edge, Nodes};
use super::super::join::Join;
use super::super::merge_sort::MergeSort;
use super::super::model::Model;
use super::super::profile::Profiles;
use super::super::sets::Sets;
use super::super::threshold::Threshold;
use crate::leads::NONE;
use crate::saturating::saturating_u32;

/// Leads joined with others that say the same, at a step.
const LEADS: usize = 8 * 1024;
/// Pairs of clusters compared at a step.
const MERGES: usize = 1_000;
/// Pairs and joins put in order at a step.
const SORTED: usize = 32 * 1024;
/// Pairs linked at a step.
const LINKS: usize = 64 * 1024;

/// Joins being made, a bounded slice of work a step.
#[derive(Debug)]
pub(super) struct Joining {
    own: OwnJoins,
    edges: Vec<Edge>,
    /// For each profile the first of those linked to it.
    components: Sets,
    stage: JoiningStage,
}

#[derive(Debug)]
enum JoiningStage {
    Own,
    /// Pairs that have been linked.
    Link(usize),
    Order(MergeSort<Candidate>),
    Merge(Box<Agglomeration>),
    Sort(MergeSort<Join>),
    Done(Vec<Join>),
}

impl Joining {
    /// Pairs of profiles to be joined.
    pub(super) fn new(profiles: &Profiles, edges: Vec<Edge>) -> Self {
        Self { own: OwnJoins::new(profiles), edges, components: Sets::new(profiles.len()), stage: JoiningStage::Own }
    }

    /// Does the next slice of work; `false` when there is none left.
    pub(super) fn step(&mut self, profiles: &Profiles, model: &Model) -> bool {
        self.stage = match std::mem::replace(&mut self.stage, JoiningStage::Own) {
            JoiningStage::Own if self.own.step(profiles, model) => JoiningStage::Own,
            JoiningStage::Own => JoiningStage::Link(0),
            JoiningStage::Link(from) if from < self.edges.len() => {
                for edge in self.edges.iter().skip(from).take(LINKS) {
                    self.components.join(edge.one, edge.other);
                }
                JoiningStage::Link(from + LINKS)
            }
            JoiningStage::Link(_) => JoiningStage::Order(MergeSort::new(self.edges.iter().copied().map(Candidate::from).collect())),
            JoiningStage::Order(mut sort) => {
                if sort.step(SORTED, |one, other| other.cmp(one)) {
                    JoiningStage::Order(sort)
                } else {
                    let nodes = Nodes { profiles: (0..).take(profiles.len()).collect(), ..Nodes::default() };
                    JoiningStage::Merge(Box::new(Agglomeration::sorted(nodes, sort.finish())))
                }
            }
            JoiningStage::Merge(mut agglomeration) => {
                if agglomeration.step(profiles, model, MERGES) {
                    JoiningStage::Merge(agglomeration)
                } else {
                    JoiningStage::Sort(MergeSort::new(self.joins(*agglomeration)))
                }
            }
            JoiningStage::Sort(mut sort) => {
                if sort.step(SORTED, |one, other| other.bits.total_cmp(&one.bits)) {
                    JoiningStage::Sort(sort)
                } else {
                    JoiningStage::Done(sort.finish())
                }
            }
            done @ JoiningStage::Done(_) => done,
        };
        !matches!(self.stage, JoiningStage::Done(_))
    }

    /// The joins down to the lowest edge.
    fn joins(&mut self, agglomeration: Agglomeration) -> Vec<Join> {
        let mut joins = std::mem::take(&mut self.own.joins);
        for merge in agglomeration.merges() {
            let at = |profile: u32| self.own.first_lead.get(profile as usize).copied().unwrap_or(NONE);
            let own = [merge.one, merge.other].map(|profile| self.own.own_bits.get(profile as usize).copied().unwrap_or(f32::INFINITY));
            let bits = own.into_iter().fold(merge.bits, f32::min);
            joins.push(Join { one: at(merge.one), other: at(merge.other), bits });
        }
        joins.retain(|join| join.bits >= Threshold::FLOOR.0);
        joins
    }

    /// The pairs, the joins, surest first, and for each profile the first of those linked to it.
    pub(super) fn finish(mut self) -> (Vec<Edge>, Vec<Join>, Vec<u32>) {
        let joins = if let JoiningStage::Done(joins) = self.stage { joins } else { Vec::new() };
        (self.edges, joins, self.components.roots())
    }
}

/// The joins of leads that say the same.
#[derive(Debug)]
pub(super) struct OwnJoins {
    /// The first lead of each profile.
    first_lead: Vec<u32>,
    /// Match weight of each profile with itself, in bits: that of its leads being one person; infinite where there is only one.
    own_bits: Vec<f32>,
    joins: Vec<Join>,
    /// The next lead.
    next: usize,
}

impl OwnJoins {
    fn new(profiles: &Profiles) -> Self {
        let count = profiles.len();
        Self { first_lead: vec![NONE; count], own_bits: vec![f32::INFINITY; count], joins: Vec::new(), next: 0 }
    }

    /// The joins of all leads at once.
    pub(super) fn of(profiles: &Profiles, model: &Model) -> Self {
        let mut own = Self::new(profiles);
        while own.step(profiles, model) {}
        own
    }

    /// The joins, in the order of their leads.
    pub(super) fn into_joins(self) -> Vec<Join> {
        self.joins
    }

    /// Joins some leads more; `false` when there are none left.
    fn step(&mut self, profiles: &Profiles, model: &Model) -> bool {
        for (profile, lead) in profiles.of.iter().skip(self.next).take(LEADS).zip(saturating_u32(self.next)..) {
            let place = *profile as usize;
            let (Some(first), Some(bits)) = (self.first_lead.get_mut(place), self.own_bits.get_mut(place)) else { continue };
            if *first == NONE {
                *first = lead;
                continue;
            }
            if *bits == f32::INFINITY {
                *bits = model.score(profiles, *profile, *profile).total;
            }
            self.joins.push(Join { one: *first, other: lead, bits: *bits });
        }
        self.next += LEADS;
        self.next < profiles.of.len()
    }
}
