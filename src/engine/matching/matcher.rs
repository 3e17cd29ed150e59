//! Matching, a bounded slice of work a step: leads become profiles, pairs that share a key are scored, weights are estimated, and what is
//! kept answers every threshold.

use super::agglomerate::{Edge, Nodes, agglomerate};
use super::cluster::Join;
use super::blocking::{BlockReport, Blocking};
use super::estimate::Sample;
use super::model::{Model, PairScore};
use super::profile::{ProfileBuilder, Profiles};
use super::threshold::Threshold;
use crate::engine::leads::{Leads, NONE};

/// Bits below [`Threshold::FLOOR`] down to which pairs are kept until the weights are estimated.
const MARGIN: f32 = 6.0;
/// Pairs compared at a step.
const PAIRS: usize = 20_000;

/// Matching under way.
#[derive(Debug)]
pub struct Matcher {
    state: State,
    model: Option<Model>,
}

#[derive(Debug)]
enum State {
    Profiles(Box<ProfileBuilder>),
    Pairs(Box<Pairs>),
    Ended,
}

/// Pairs being compared.
#[derive(Debug)]
struct Pairs {
    profiles: Profiles,
    model: Model,
    blocking: Blocking,
    edges: Vec<Edge>,
    sample: Sample,
}

/// Everything found out about who is who: scores are kept, so that another threshold or a decision of the user costs little.
#[derive(Debug, Default)]
pub struct Matching {
    pub(super) profiles: Profiles,
    pub(super) model: Option<Model>,
    pub(super) edges: Vec<Edge>,
    /// Leads joined, surest first.
    pub(super) joins: Vec<Join>,
    pub(super) reports: Vec<BlockReport>,
}

impl Default for Matcher {
    fn default() -> Self {
        Self { state: State::Profiles(Box::default()), model: None }
    }
}

impl Matcher {
    /// The next slice of work; the result after the last one.
    pub fn step(&mut self, leads: &Leads) -> Option<Matching> {
        match std::mem::replace(&mut self.state, State::Ended) {
            State::Profiles(mut builder) => {
                if builder.step(leads) {
                    self.state = State::Profiles(builder);
                    return None;
                }
                let profiles = builder.finish(leads);
                let model = self.model.take().unwrap_or_else(|| Model::start(&profiles));
                let pairs = Pairs { profiles, model, blocking: Blocking::default(), edges: Vec::new(), sample: Sample::default() };
                self.state = State::Pairs(Box::new(pairs));
                None
            }
            State::Pairs(mut pairs) => {
                if pairs.step() {
                    self.state = State::Pairs(pairs);
                    return None;
                }
                Some(pairs.finish())
            }
            State::Ended => Some(Matching::default()),
        }
    }

    /// Work done, and in all, in leads.
    pub fn progress(&self, leads: &Leads) -> (u64, u64) {
        let count = leads.len() as u64;
        match &self.state {
            State::Profiles(builder) => (builder.done() / 5, count),
            State::Pairs(pairs) => {
                let (done, total) = pairs.blocking.progress(&pairs.profiles);
                (count / 5 + count * 4 / 5 * done / total.max(1), count)
            }
            State::Ended => (count, count),
        }
    }
}

impl Pairs {
    fn step(&mut self) -> bool {
        let Self { profiles, model, blocking, edges, sample } = self;
        blocking.step(profiles, PAIRS, |one, other| {
            let score = model.score(profiles, one, other);
            if score.total >= Threshold::FLOOR.0 - MARGIN {
                edges.push(Edge { one, other, bits: score.total });
            }
            sample.note(one, other, &score);
        })
    }

    fn finish(self) -> Matching {
        let Self { profiles, mut model, blocking, mut edges, sample } = self;
        if sample.estimate(&mut model) {
            for edge in &mut edges {
                edge.bits = model.score(&profiles, edge.one, edge.other).total;
            }
        }
        edges.retain(|edge| edge.bits >= Threshold::FLOOR.0);
        edges.sort_unstable_by(|a, b| b.bits.total_cmp(&a.bits).then((a.one, a.other).cmp(&(b.one, b.other))));
        let joins = joins(&profiles, &model, &edges);
        Matching { profiles, model: Some(model), edges, joins, reports: blocking.reports }
    }
}

/// The joins of leads down to the lowest edge, surest first: those of leads that say the same, and those of profiles.
fn joins(profiles: &Profiles, model: &Model, edges: &[Edge]) -> Vec<Join> {
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
    let nodes = Nodes { profiles: (0..).take(profiles.len()).collect(), edges: edges.to_vec(), ..Nodes::default() };
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

impl Matching {
    /// What was compared under which keys.
    pub fn reports(&self) -> &[BlockReport] {
        &self.reports
    }

    /// Everything about a pair of profiles.
    pub(super) fn score(&self, one: u32, other: u32) -> Option<PairScore> {
        let model = self.model.as_ref()?;
        (one != NONE && other != NONE).then(|| model.score(&self.profiles, one.min(other), one.max(other)))
    }
}
