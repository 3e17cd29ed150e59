//! Joins are cut at a threshold, a bounded slice of work a step.

use super::{Clusters, LARGEST};
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
    stage: Stage,
    /// Groups too large to be made.
    too_large: Vec<Vec<u32>>,
}

#[derive(Debug)]
enum Stage {
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
    /// So many leads, each by itself.
    pub(in crate::matching) fn new(count: usize, threshold: Threshold) -> Self {
        Self { threshold, stage: Stage::Join(Sets::new(count), 0), too_large: Vec::new() }
    }

    /// Does the next slice of work; `false` when there is none left. Each step is given the same joins, surest first.
    pub(in crate::matching) fn step(
        &mut self,
        joins: &[Join],
        identity: impl Fn(u32) -> Option<Identity>,
        alike: impl Fn(u32, u32) -> bool,
    ) -> bool {
        let (joined, below) = joins.split_at(joins.partition_point(|join| join.bits >= self.threshold.0));
        self.stage = match std::mem::replace(&mut self.stage, Stage::Done(Clusters::default())) {
            Stage::Join(mut sets, from) => {
                let some = joined.iter().skip(from).take(JOINS);
                some.for_each(|join| sets.join(join.one, join.other));
                let is_done = from + JOINS >= joined.len();
                if is_done { Stage::Dissolve(sets) } else { Stage::Join(sets, from + JOINS) }
            }
            Stage::Dissolve(mut sets) => {
                self.too_large = sets.dissolve(joined, LARGEST, identity);
                Stage::Label(sets)
            }
            Stage::Label(mut sets) => Stage::Sort(sets.labels()),
            Stage::Sort(labels) => Stage::Group(Clusters::from_labels(labels)),
            Stage::Group(mut clusters) => {
                clusters.find_groups(alike);
                let places = clusters.group_places();
                Stage::Hold(clusters, places, 0)
            }
            Stage::Hold(mut clusters, places, from) if from < joined.len() => {
                clusters.hold(joined.get(from..joined.len().min(from + JOINS)).unwrap_or_default(), &places);
                Stage::Hold(clusters, places, from + JOINS)
            }
            Stage::Hold(mut clusters, ..) => {
                clusters.find_possible(below, self.threshold, std::mem::take(&mut self.too_large));
                Stage::Done(clusters)
            }
            done @ Stage::Done(_) => done,
        };
        !matches!(self.stage, Stage::Done(_))
    }

    /// The clusters, once there is nothing left to do.
    pub(in crate::matching) fn finish(self) -> Clusters {
        if let Stage::Done(clusters) = self.stage { clusters } else { Clusters::default() }
    }
}
