//! Matching, a bounded slice of work a step: leads become profiles, pairs that share a key are scored, weights are estimated, and what is
//! kept answers every threshold.

use super::agglomerate::{Agglomeration, Edge, Nodes};
use super::blocking::{BlockReport, Blocking};
use super::cluster::Join;
use super::estimate::Sample;
use super::frequency::FrequencyBuilder;
use super::model::{Model, PairScore};
use super::profile::{ProfileBuilder, Profiles};
use super::sets::Sets;
use super::threshold::Threshold;
use crate::engine::leads::{Leads, NONE};

/// Bits below [`Threshold::FLOOR`] down to which pairs are kept until the weights are estimated.
const MARGIN: f32 = 4.0;
/// Pairs compared at a step.
const PAIRS: usize = 20_000;
/// Pairs that clusters are asked about at a step.
const MERGES: usize = 5_000;

/// Who is who: under way, or done. Scores are kept, so that another threshold or a decision of the user costs
/// little.
///
/// # Examples
/// ```
/// use leadlens::engine::intake::Reader;
/// use leadlens::engine::leads::{Decisions, LeadId, LeadsBuilder, Mapping};
/// use leadlens::engine::matching::{Matching, Threshold};
///
/// let mut reader = Reader::new("leads.csv", 0).unwrap();
/// reader.push(b"First Name,Last Name,Email\nBob,Birk,bob@example.com\nRobert,Birk,bob+trial@example.com\nAnn,Ash,ann@example.com\n").unwrap();
/// let table = reader.finish().unwrap();
/// let mapping = Mapping::of(&table, &Decisions::default()).unwrap();
/// let mut builder = LeadsBuilder::new(vec![(table.into(), mapping)], None);
/// while builder.step() {}
/// let leads = builder.finish();
///
/// let mut matching = Matching::default();
/// while matching.step(&leads) {}
/// assert_eq!(matching.clusters(&leads, Threshold::BALANCED).of(), [0, 0, 1]);
/// assert_eq!(matching.reason(LeadId(0), LeadId(1)).english(), "same but for spelling: e-mail, same family name");
/// ```
#[derive(Debug, Default)]
pub struct Matching {
    pub(super) profiles: Profiles,
    pub(super) model: Option<Model>,
    /// Pairs worth keeping; sorted, surest first, once all is done.
    pub(super) edges: Vec<Edge>,
    /// Leads joined, surest first.
    pub(super) joins: Vec<Join>,
    /// For each profile the first of those linked to it by edges; empty where there is no edge.
    components: Vec<u32>,
    /// Weights are not learnt from the file.
    is_fixed: bool,
    work: Work,
    reports: Vec<BlockReport>,
    /// Nothing but addresses has been compared.
    pub(super) is_by_email: bool,
}

#[derive(Debug)]
enum Work {
    Profiles(Box<ProfileBuilder>),
    Frequencies(Box<FrequencyBuilder>),
    Pairs(Box<(Blocking, Sample)>),
    Weigh(Box<Weighing>),
    Join(Box<(Weighing, Joining)>),
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

    /// Who has the same e-mail, and nothing else: something to look at while the rest is compared by another matching. There is no work left
    /// in it, and whatever it says of a pair is said of the addresses alone.
    pub fn by_email(leads: &Leads) -> Self {
        let (profiles, model) = (Profiles::by_email(leads), Model::fixed());
        let joins = OwnJoins::of(&profiles, &model).joins;
        Self { profiles, model: Some(model), joins, work: Work::Done, is_by_email: true, ..Self::default() }
    }

    /// The threshold clusters are cut at: the one asked for, but where nothing except addresses has been compared one that an address
    /// reaches by itself.
    pub fn threshold_in_force(&self, asked: Threshold) -> Threshold {
        if self.is_by_email { Threshold::BALANCED } else { asked }
    }

    /// Does the next slice of work; `false` when there is none left.
    pub fn step(&mut self, leads: &Leads) -> bool {
        match std::mem::replace(&mut self.work, Work::Done) {
            Work::Profiles(mut builder) => {
                if builder.step(leads) {
                    self.work = Work::Profiles(builder);
                } else {
                    self.profiles = builder.finish();
                    self.work = if self.model.is_some() { self.pairs() } else { Work::Frequencies(Box::default()) };
                }
            }
            Work::Frequencies(mut builder) => {
                self.work = if builder.step(&self.profiles) {
                    Work::Frequencies(builder)
                } else {
                    self.model = Some(Model::with(builder.finish()));
                    self.pairs()
                };
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
                    let (blocking, sample) = *pairs;
                    self.reports = blocking.reports;
                    self.work = Work::Weigh(Box::new(self.weighing(&sample)));
                }
            }
            Work::Weigh(mut weighing) => {
                self.work = if weighing.step(&self.profiles) {
                    Work::Weigh(weighing)
                } else {
                    let joining = Joining::new(&self.profiles, &weighing.model, weighing.edges.clone());
                    Work::Join(Box::new((*weighing, joining)))
                };
            }
            Work::Join(mut work) => {
                if work.1.step(&self.profiles, &work.0.model) {
                    self.work = Work::Join(work);
                } else {
                    // Scores and joins change at once: what is shown meanwhile is of one piece.
                    let (weighing, joining) = *work;
                    self.joins = joining.finish();
                    self.edges = weighing.edges;
                    self.model = Some(weighing.model);
                    let mut sets = Sets::new(self.profiles.len());
                    for edge in &self.edges {
                        sets.join(edge.one, edge.other);
                    }
                    self.components = sets.roots();
                }
            }
            Work::Done => {}
        }
        !self.is_done()
    }

    /// Name of the work the next step goes on with, for measurements.
    pub fn phase(&self) -> &'static str {
        match &self.work {
            Work::Profiles(_) => "profiles",
            Work::Frequencies(_) => "frequencies",
            Work::Pairs(_) => "pairs",
            Work::Weigh(_) => "weights",
            Work::Join(_) => "joins",
            Work::Done => "done",
        }
    }

    /// Whether every pair worth it has been compared.
    pub fn is_done(&self) -> bool {
        matches!(self.work, Work::Done)
    }

    /// Pairs to be compared, from the first key on.
    fn pairs(&self) -> Work {
        Work::Pairs(Box::new((Blocking::default(), Sample::of(self.profiles.len()))))
    }

    /// The pairs that are kept, each once, to be weighed with what the sample says.
    fn weighing(&self, sample: &Sample) -> Weighing {
        let mut model = self.model.clone().unwrap_or_else(Model::fixed);
        let mut edges = self.edges.clone();
        // Neighbours under a key that too many share may have met again under another one.
        edges.sort_unstable_by_key(|edge| (edge.one, edge.other));
        edges.dedup_by_key(|edge| (edge.one, edge.other));
        let has_learnt = !self.is_fixed && sample.estimate(&mut model);
        Weighing { from: if has_learnt { 0 } else { edges.len() }, model, edges }
    }

    /// Work done, and in all, in leads.
    pub fn progress(&self, leads: &Leads) -> (u64, u64) {
        let count = leads.len() as u64;
        match &self.work {
            Work::Profiles(builder) => (builder.done() / 5, count),
            Work::Frequencies(_) => (count / 5, count),
            Work::Pairs(pairs) => {
                let (done, total) = pairs.0.progress(&self.profiles);
                (count / 5 + count * 4 / 5 * done / total.max(1), count)
            }
            Work::Weigh(_) | Work::Join(_) | Work::Done => (count, count),
        }
    }

    /// What was compared under which keys.
    pub fn reports(&self) -> &[BlockReport] {
        match &self.work {
            Work::Pairs(pairs) => &pairs.0.reports,
            _ => &self.reports,
        }
    }

    /// The profile that stands for all linked to this one by edges.
    pub(super) fn component_of(&self, profile: u32) -> u32 {
        self.components.get(profile as usize).copied().unwrap_or(profile)
    }

    /// Everything about a pair of profiles.
    pub(super) fn score(&self, one: u32, other: u32) -> Option<PairScore> {
        let model = self.model.as_ref()?;
        (one != NONE && other != NONE).then(|| model.score(&self.profiles, one, other))
    }
}

/// Pairs being weighed with the weights learnt.
#[derive(Debug)]
struct Weighing {
    model: Model,
    edges: Vec<Edge>,
    /// The next edge to be weighed.
    from: usize,
}

impl Weighing {
    /// Weighs the next pairs; `false` when there are none left and only those worth keeping are.
    fn step(&mut self, profiles: &Profiles) -> bool {
        for edge in self.edges.iter_mut().skip(self.from).take(PAIRS) {
            edge.bits = self.model.score(profiles, edge.one, edge.other).total;
        }
        self.from += PAIRS;
        if self.from < self.edges.len() {
            return true;
        }
        self.edges.retain(|edge| edge.bits >= Threshold::FLOOR.0);
        self.edges.shrink_to_fit();
        false
    }
}

/// The joins of leads that say the same.
#[derive(Debug)]
struct OwnJoins {
    /// The first lead of each profile.
    first_lead: Vec<u32>,
    /// How sure it is that leads of a profile are one person; infinite where there is only one.
    own_bits: Vec<f32>,
    joins: Vec<Join>,
}

impl OwnJoins {
    fn of(profiles: &Profiles, model: &Model) -> Self {
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
        Self { first_lead, own_bits, joins }
    }
}

/// Pairs become joins of leads: those of leads that say the same, and those of profiles.
#[derive(Debug)]
struct Joining {
    own: OwnJoins,
    agglomeration: Agglomeration,
}

impl Joining {
    fn new(profiles: &Profiles, model: &Model, edges: Vec<Edge>) -> Self {
        let nodes = Nodes { profiles: (0..).take(profiles.len()).collect(), edges, ..Nodes::default() };
        Self { own: OwnJoins::of(profiles, model), agglomeration: Agglomeration::new(nodes) }
    }

    fn step(&mut self, profiles: &Profiles, model: &Model) -> bool {
        self.agglomeration.step(profiles, model, MERGES)
    }

    /// The joins down to the lowest edge, surest first.
    fn finish(self) -> Vec<Join> {
        let Self { own: OwnJoins { first_lead, own_bits, mut joins }, agglomeration } = self;
        for merge in agglomeration.merges() {
            let at = |profile: u32| first_lead.get(profile as usize).copied().unwrap_or(NONE);
            let own = [merge.one, merge.other].map(|profile| own_bits.get(profile as usize).copied().unwrap_or(f32::INFINITY));
            let bits = own.into_iter().fold(merge.bits, f32::min);
            joins.push(Join { one: at(merge.one), other: at(merge.other), bits });
        }
        joins.retain(|join| join.bits >= Threshold::FLOOR.0);
        joins.sort_by(|one, other| other.bits.total_cmp(&one.bits));
        joins
    }
}
