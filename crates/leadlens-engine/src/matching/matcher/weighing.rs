//! Pairs worth keeping, weighed with the weights learnt from them.

use super::super::agglomerate::Edge;
use super::super::estimate::{Estimation, Sample};
use super::super::merge_sort::MergeSort;
use super::super::model::Model;
use super::super::profile::Profiles;
use super::super::threshold::Threshold;

/// Pairs weighed at a step, each in some hundred nanoseconds.
const PAIRS: usize = 4_000;
/// Pairs put in order at a step.
const SORTED: usize = 32 * 1024;

/// The retained pairs: each once, then weighed anew where weights were learnt, and those worth keeping are left.
#[derive(Debug)]
pub(super) struct Weighing {
    model: Model,
    stage: WeighingStage,
}

#[derive(Debug)]
enum WeighingStage {
    /// Neighbours under a key that too many share may have met again under another one: pairs are put in order to have each once.
    Sort(MergeSort<Edge>, Option<Sample>),
    Learn(Vec<Edge>, Box<Estimation>),
    /// Pairs, and the next to be weighed.
    Weigh(Vec<Edge>, usize),
    Done(Vec<Edge>),
}

impl Weighing {
    /// Pairs to be weighed; nothing is learnt without a sample.
    pub(super) fn new(model: Model, edges: Vec<Edge>, sample: Option<Sample>) -> Self {
        Self { model, stage: WeighingStage::Sort(MergeSort::new(edges), sample) }
    }

    /// Does the next slice of work; `false` when there is none left.
    pub(super) fn step(&mut self, profiles: &Profiles) -> bool {
        self.stage = match std::mem::replace(&mut self.stage, WeighingStage::Done(Vec::new())) {
            WeighingStage::Sort(mut sort, sample) => {
                if sort.step(SORTED, |one, other| (one.one, one.other).cmp(&(other.one, other.other))) {
                    WeighingStage::Sort(sort, sample)
                } else {
                    let mut edges = sort.finish();
                    edges.dedup_by_key(|edge| (edge.one, edge.other));
                    match sample {
                        Some(sample) => WeighingStage::Learn(edges, Box::new(Estimation::of(sample, &mut self.model))),
                        None => retained(edges),
                    }
                }
            }
            WeighingStage::Learn(edges, mut estimation) => match estimation.step(&mut self.model) {
                true => WeighingStage::Learn(edges, estimation),
                false if estimation.has_learnt() => WeighingStage::Weigh(edges, 0),
                false => retained(edges),
            },
            WeighingStage::Weigh(mut edges, from) => {
                for edge in edges.iter_mut().skip(from).take(PAIRS) {
                    edge.bits = self.model.score(profiles, edge.one, edge.other).total;
                }
                if from + PAIRS < edges.len() { WeighingStage::Weigh(edges, from + PAIRS) } else { retained(edges) }
            }
            done @ WeighingStage::Done(_) => done,
        };
        !matches!(self.stage, WeighingStage::Done(_))
    }

    /// The weights learnt, and the pairs worth keeping.
    pub(super) fn finish(self) -> (Model, Vec<Edge>) {
        let edges = if let WeighingStage::Done(edges) = self.stage { edges } else { Vec::new() };
        (self.model, edges)
    }
}

/// The pairs worth keeping.
fn retained(mut edges: Vec<Edge>) -> WeighingStage {
    edges.retain(|edge| edge.bits >= Threshold::FLOOR.0);
    edges.shrink_to_fit();
    WeighingStage::Done(edges)
}
