//! Joins are cut at a threshold, a bounded slice of work a step.

use super::{Clusters, LARGEST};
use crate::leads::OriginStep;
use crate::matching::identity::Identity;
use crate::matching::join::Join;
use crate::matching::sets::Sets;
use crate::matching::threshold::Threshold;

/// Joins followed at a step.
const JOINS: usize = 64 * 1024;

/// Clusters being made of joins.
#[derive(Debug)]
pub(in crate::matching) struct Cutting {
    threshold: Threshold,
    stage: CuttingStage,
    /// Groups too large to be made.
    too_large: Vec<Vec<u32>>,
}

#[derive(Debug)]
enum CuttingStage {
    /// Sets of leads, and the next join.
    Join(Sets, usize),
    Dissolve(Sets),
    Label(Sets),
    Sort(Vec<u32>),
    Group(Clusters),
    /// Clusters, for each of them the place of its group, and the next join.
    Hold(Clusters, Vec<u32>, usize),
    Done(Clusters),
}

impl Cutting {
    /// Clustering of that many leads, each by itself.
    pub(in crate::matching) fn new(count: usize, threshold: Threshold) -> Self {
        Self { threshold, stage: CuttingStage::Join(Sets::new(count), 0), too_large: Vec::new() }
    }

    /// Does the next slice of work; `false` when there is none left. Each step is given the same joins, surest first.
    pub(in crate::matching) fn step(
        &mut self,
        joins: &[Join],
        identity: impl Fn(u32) -> Option<Identity>,
        step: impl Fn(u32) -> Option<OriginStep>,
    ) -> bool {
        let (joined, below) = joins.split_at(joins.partition_point(|join| join.bits >= self.threshold.0));
        self.stage = match std::mem::replace(&mut self.stage, CuttingStage::Done(Clusters::default())) {
            CuttingStage::Join(mut sets, from) => {
                let some = joined.iter().skip(from).take(JOINS);
                some.for_each(|join| sets.join(join.one, join.other));
                let is_done = from + JOINS >= joined.len();
                if is_done { CuttingStage::Dissolve(sets) } else { CuttingStage::Join(sets, from + JOINS) }
            }
            CuttingStage::Dissolve(mut sets) => {
                self.too_large = sets.dissolve(joined, LARGEST, identity);
                CuttingStage::Label(sets)
            }
            CuttingStage::Label(mut sets) => CuttingStage::Sort(sets.labels()),
            CuttingStage::Sort(labels) => CuttingStage::Group(Clusters::from_labels(labels)),
            CuttingStage::Group(mut clusters) => {
                clusters.find_groups(step);
                let places = clusters.group_places();
                CuttingStage::Hold(clusters, places, 0)
            }
            CuttingStage::Hold(mut clusters, places, from) if from < joined.len() => {
                clusters.hold(joined.get(from..joined.len().min(from + JOINS)).unwrap_or_default(), &places);
                CuttingStage::Hold(clusters, places, from + JOINS)
            }
            CuttingStage::Hold(mut clusters, ..) => {
                clusters.find_possible(below, self.threshold, std::mem::take(&mut self.too_large));
                CuttingStage::Done(clusters)
            }
            done @ CuttingStage::Done(_) => done,
        };
        !matches!(self.stage, CuttingStage::Done(_))
    }

    /// The clusters, once there is nothing left to do.
    pub(in crate::matching) fn finish(self) -> Clusters {
        if let CuttingStage::Done(clusters) = self.stage { clusters } else { Clusters::default() }
    }
}
