//! Matching, a bounded slice of work a step: leads become profiles, pairs that share a key are scored, weights are estimated, and what is
//! kept answers every threshold.

use super::agglomerate::{Edge, Nodes, agglomerate};
use super::blocking::{BlockKey, BlockReport, Blocking};
use super::cluster::Join;
use super::estimate::Sample;
use super::model::{Model, PairScore};
use super::profile::{ProfileBuilder, Profiles};
use super::threshold::Threshold;
use crate::engine::leads::{Leads, NONE};

/// Bits below [`Threshold::FLOOR`] down to which pairs are kept until the weights are estimated.
const MARGIN: f32 = 4.0;
/// Pairs compared at a step.
const PAIRS: usize = 20_000;
/// The kinds of keys after which there is something to look at while the others are gone through.
const FIRST: usize = BlockKey::FullName as usize + 1;

/// Who is who: under way, with something to look at, or done. Scores are kept, so that another threshold or a decision of the user costs
/// little.
///
/// # Examples
/// ```
/// use leadlens::engine::leads::Leads;
/// use leadlens::engine::matching::{Matching, Threshold};
///
/// let leads = Leads::default();
/// let mut matching = Matching::default();
/// while matching.step(&leads) {}
/// assert_eq!(matching.clusters(&leads, Threshold::BALANCED).count(), 0);
/// ```
#[derive(Debug, Default)]
pub struct Matching {
    pub(super) profiles: Profiles,
    pub(super) model: Option<Model>,
    /// Pairs worth keeping; sorted, surest first, once all is done.
    pub(super) edges: Vec<Edge>,
    /// Leads joined, surest first.
    pub(super) joins: Vec<Join>,
    /// Weights are not learnt from the file.
    is_fixed: bool,
    work: Work,
    reports: Vec<BlockReport>,
}

#[derive(Debug)]
enum Work {
    Profiles(Box<ProfileBuilder>),
    Pairs(Box<(Blocking, Sample)>),
    Done,
}

impl Default for Work {
    fn default() -> Self {
        Self::Profiles(Box::default())
    }
}

impl Matching {
    /// Matching by the start weights, which nothing in the file changes: a lead beside others does not touch what is said of them.
    pub fn with_fixed_weights() -> Self {
        Self { model: Some(Model::fixed()), is_fixed: true, ..Self::default() }
    }

    /// Does the next slice of work; `false` when there is none left.
    pub fn step(&mut self, leads: &Leads) -> bool {
        match std::mem::replace(&mut self.work, Work::Done) {
            Work::Profiles(mut builder) => {
                if builder.step(leads) {
                    self.work = Work::Profiles(builder);
                } else {
                    self.profiles = builder.finish(leads);
                    self.model.get_or_insert_with(|| Model::start(&self.profiles));
                    self.work = Work::Pairs(Box::new((Blocking::default(), Sample::of(self.profiles.len()))));
                }
            }
            Work::Pairs(mut pairs) => {
                let (blocking, sample) = &mut *pairs;
                let Some(model) = &self.model else { return false };
                let (profiles, edges) = (&self.profiles, &mut self.edges);
                let more = blocking.step(profiles, PAIRS, |one, other| {
                    let score = model.score(profiles, one, other);
                    if score.total >= Threshold::FLOOR.0 - MARGIN {
                        edges.push(Edge { one, other, bits: score.total });
                    }
                    sample.note(one, other, &score);
                });
                if more {
                    self.work = Work::Pairs(pairs);
                } else {
                    self.reports = std::mem::take(&mut pairs.0.reports);
                    self.finish(&pairs.1);
                }
            }
            Work::Done => {}
        }
        !self.is_done()
    }

    /// Whether every pair worth it has been compared.
    pub fn is_done(&self) -> bool {
        matches!(self.work, Work::Done)
    }

    /// Whether the likeliest pairs have been compared: enough for a first look.
    pub fn has_first(&self) -> bool {
        match &self.work {
            Work::Profiles(_) => false,
            Work::Pairs(pairs) => pairs.0.kinds_done() >= FIRST,
            Work::Done => true,
        }
    }

    /// Makes clusters possible of what has been compared so far.
    pub fn settle(&mut self) {
        if let (false, Some(model)) = (self.is_done(), &self.model) {
            let edges = self.edges.iter().filter(|edge| edge.bits >= Threshold::FLOOR.0).copied().collect();
            self.joins = joins(&self.profiles, model, edges);
        }
    }

    /// Work done, and in all, in leads.
    pub fn progress(&self, leads: &Leads) -> (u64, u64) {
        let count = leads.len() as u64;
        match &self.work {
            Work::Profiles(builder) => (builder.done() / 5, count),
            Work::Pairs(pairs) => {
                let (done, total) = pairs.0.progress(&self.profiles);
                (count / 5 + count * 4 / 5 * done / total.max(1), count)
            }
            Work::Done => (count, count),
        }
    }

    /// What was compared under which keys.
    pub fn reports(&self) -> &[BlockReport] {
        match &self.work {
            Work::Pairs(pairs) => &pairs.0.reports,
            _ => &self.reports,
        }
    }

    /// Everything about a pair of profiles.
    pub(super) fn score(&self, one: u32, other: u32) -> Option<PairScore> {
        let model = self.model.as_ref()?;
        (one != NONE && other != NONE).then(|| model.score(&self.profiles, one.min(other), one.max(other)))
    }

    fn finish(&mut self, sample: &Sample) {
        let Some(model) = &mut self.model else { return };
        if !self.is_fixed && sample.estimate(model) {
            for edge in &mut self.edges {
                edge.bits = model.score(&self.profiles, edge.one, edge.other).total;
            }
        }
        self.edges.retain(|edge| edge.bits >= Threshold::FLOOR.0);
        self.edges.sort_unstable_by(|a, b| b.bits.total_cmp(&a.bits).then((a.one, a.other).cmp(&(b.one, b.other))));
        self.edges.shrink_to_fit();
        self.joins = joins(&self.profiles, model, self.edges.clone());
    }
}

/// The joins of leads down to the lowest edge, surest first: those of leads that say the same, and those of profiles.
fn joins(profiles: &Profiles, model: &Model, edges: Vec<Edge>) -> Vec<Join> {
    let mut first_lead = vec![NONE; profiles.len()];
    let mut own_bits = vec![f32::INFINITY; profiles.len()];
    let mut joins = Vec::new();
    for (profile, lead) in profiles.of.iter().zip(0..) {
        let (Some(first), Some(bits)) = (first_lead.get_mut(*profile as usize), own_bits.get_mut(*profile as usize)) else { continue };
        if *first == NONE {
            *first = lead;
            continue;
        }
        if *bits == f32::INFINITY {
            *bits = model.score(profiles, *profile, *profile).total;
        }
        joins.push(Join { one: *first, other: lead, bits: *bits });
    }
    let nodes = Nodes { profiles: (0..).take(profiles.len()).collect(), edges, ..Nodes::default() };
    for merge in agglomerate(profiles, model, &nodes) {
        let at = |column: &[u32], profile: u32| column.get(profile as usize).copied().unwrap_or(NONE);
        let own = [merge.one, merge.other].map(|profile| own_bits.get(profile as usize).copied().unwrap_or(f32::INFINITY));
        let bits = own.into_iter().fold(merge.bits, f32::min);
        joins.push(Join { one: at(&first_lead, merge.one), other: at(&first_lead, merge.other), bits });
    }
    joins.retain(|join| join.bits >= Threshold::FLOOR.0);
    joins.sort_by(|one, other| other.bits.total_cmp(&one.bits));
    joins
}
