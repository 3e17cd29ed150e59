//! Joins and clusters under the user's decisions, a bounded slice of work a step.

use super::split::Split;
use super::{Joins, Touched};
use crate::leads::Leads;
use crate::matching::agglomerate::Agglomeration;
use crate::matching::cluster::{Clusters, Cutting};
use crate::matching::join::Join;
use crate::matching::matcher::Matching;
use crate::matching::threshold::Threshold;
use crate::matching::verdicts::Constraints;
use crate::sorting;

/// Pairs of clusters compared at a step.
const MERGES: usize = 1_000;

/// Joins under decisions being made.
#[derive(Debug)]
pub(super) struct Rejoining {
    split: Split,
    agglomeration: Agglomeration,
    /// Pairs the user joined, by the very leads the user spoke of.
    same: Vec<(u32, u32)>,
}

impl Rejoining {
    /// `None` where there is nothing to obey, or nothing to be joined.
    pub(super) fn new(matching: &Matching, constraints: &Constraints) -> Option<Self> {
        matching.model.as_ref().filter(|_| !constraints.is_empty())?;
        let touched = Touched::of(matching, constraints);
        let mut split = Split::of(matching, &touched, constraints);
        let agglomeration = Agglomeration::new(std::mem::take(&mut split.nodes));
        Some(Self { split, agglomeration, same: constraints.same.clone() })
    }

    /// Compares some more pairs; `false` when there are none left.
    pub(super) fn step(&mut self, matching: &Matching) -> bool {
        matching.model.as_ref().is_some_and(|model| self.agglomeration.step(&matching.profiles, model, MERGES))
    }

    pub(super) fn finish(self) -> Joins {
        let Self { split, agglomeration, same } = self;
        let mut joins = split.own_joins();
        let merges = agglomeration.merges().into_iter().filter(|merge| merge.bits < f32::INFINITY);
        joins.extend(merges.filter_map(|merge| split.join(merge)));
        joins.extend(same.into_iter().map(|(one, other)| Join { one, other, bits: f32::INFINITY }));
        joins.retain(|join| join.bits >= Threshold::FLOOR.0);
        sorting::sort_by(&mut joins, |one, other| other.bits.total_cmp(&one.bits));
        Joins { touched: split.into_leads(), joins }
    }
}

/// Joins and clusters as [`Matching::joins_under`] and [`Matching::clusters_of`] give them, made step by step.
#[derive(Debug)]
pub struct Regrouping {
    threshold: Threshold,
    stage: RegroupingStage,
}

#[derive(Debug)]
enum RegroupingStage {
    Begin(Constraints),
    Rejoin(Box<Rejoining>),
    /// Joins so far known, and all joins of all leads in one list where they differ from those without decisions.
    Cut(Joins, Option<Vec<Join>>, Box<Cutting>),
    Done(Joins, Clusters),
}

impl Regrouping {
    /// Begins with these decisions, to cut at that threshold.
    pub fn new(constraints: &Constraints, threshold: Threshold) -> Self {
        Self { threshold, stage: RegroupingStage::Begin(constraints.clone()) }
    }

    /// Does the next slice of work; `false` when there is none left. Every step is given the same matching, and its leads.
    pub fn step(&mut self, matching: &Matching, leads: &Leads) -> bool {
        let nothing = RegroupingStage::Done(Joins::default(), Clusters::default());
        self.stage = match std::mem::replace(&mut self.stage, nothing) {
            RegroupingStage::Begin(constraints) => match Rejoining::new(matching, &constraints) {
                Some(rejoining) => RegroupingStage::Rejoin(Box::new(rejoining)),
                None => cut(matching, leads, Joins::default(), self.threshold),
            },
            RegroupingStage::Rejoin(mut rejoining) => {
                if rejoining.step(matching) {
                    RegroupingStage::Rejoin(rejoining)
                } else {
                    cut(matching, leads, rejoining.finish(), self.threshold)
                }
            }
            RegroupingStage::Cut(joins, all, mut cutting) => {
                let these = all.as_deref().unwrap_or(&matching.joins);
                if cutting.step(these, |lead| matching.identity(lead), Clusters::steps(leads)) {
                    RegroupingStage::Cut(joins, all, cutting)
                } else {
                    RegroupingStage::Done(joins, cutting.finish())
                }
            }
            done @ RegroupingStage::Done(..) => done,
        };
        !matches!(self.stage, RegroupingStage::Done(..))
    }

    /// The joins and the clusters; `None` while there is work left.
    pub fn finish(self) -> Option<(Joins, Clusters)> {
        if let RegroupingStage::Done(joins, clusters) = self.stage { Some((joins, clusters)) } else { None }
    }
}

fn cut(matching: &Matching, leads: &Leads, joins: Joins, threshold: Threshold) -> RegroupingStage {
    let all = (!joins.touched.is_empty()).then(|| joins.all(matching).into_owned());
    let cutting = Cutting::new(leads.len(), matching.threshold_in_force(threshold));
    RegroupingStage::Cut(joins, all, Box::new(cutting))
}
