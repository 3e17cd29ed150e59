//! Matching, a bounded slice of work a step: leads become profiles, pairs that share a key are scored, weights are estimated, and what is
//! stored answers every threshold.

mod joining;
mod weighing;

use super::agglomerate::Edge;
use super::blocking::{BlockReport, Blocking};
use super::estimate::Sample;
use super::frequency::FrequencyBuilder;
use super::identity::Identity;
use super::join::Join;
use super::model::{Model, PairScore};
use super::profile::{ProfileBuilder, Profiles};
use super::threshold::Threshold;
use crate::leads::{Leads, NONE};
use joining::{Joining, OwnJoins};
use weighing::Weighing;

/// Bits below [`Threshold::FLOOR`] down to which pairs are stored until the weights are estimated.
const MARGIN: f32 = 4.0;
/// Pairs compared at a step, each in some hundred nanoseconds.
const PAIRS: usize = 2_500;

/// Matching of leads to people: in progress or done. Scores are stored, so that another threshold or a decision of the user costs little.
///
/// # Examples
/// ```
/// use leadlens_engine::intake::Reader;
/// use leadlens_engine::leads::{Decisions, LeadId, LeadsBuilder, Mapping};
/// use leadlens_engine::matching::{Matching, Threshold};
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
    Join(Box<(Model, Joining)>),
    Done,
}

impl Default for Work {
    fn default() -> Self {
        Self::Profiles(Box::default())
    }
}

impl Matching {
    /// Matching by the initial weights, which nothing in the file changes: adding a lead does not change the scores of others.
    pub fn with_fixed_weights() -> Self {
        Self { model: Some(Model::fixed()), is_fixed: true, ..Self::default() }
    }

    /// Matching by the same e-mail and nothing else: a first result while the rest is compared by another matching. There is no work
    /// left in it, and its evidence rests on the addresses alone.
    pub fn by_email(leads: &Leads) -> Self {
        let (profiles, model) = (Profiles::by_email(leads), Model::fixed());
        let joins = OwnJoins::of(&profiles, &model).into_joins();
        Self { profiles, model: Some(model), joins, work: Work::Done, is_by_email: true, ..Self::default() }
    }

    /// The threshold clusters are cut at: the requested one, but where nothing except addresses has been compared one that an address
    /// reaches by itself.
    pub fn threshold_in_force(&self, requested: Threshold) -> Threshold {
        if self.is_by_email { Threshold::BALANCED } else { requested }
    }

    /// The identity of a lead, if it names a person. No lead has one where nothing but addresses has been compared: what else it says is not
    /// known.
    pub(super) fn identity(&self, lead: u32) -> Option<Identity> {
        if self.is_by_email { None } else { self.profiles.identity(lead) }
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
                    let sample = (!self.is_fixed).then_some(sample);
                    let model = self.model.clone().unwrap_or_else(Model::fixed);
                    self.work = Work::Weigh(Box::new(Weighing::new(model, std::mem::take(&mut self.edges), sample)));
                }
            }
            Work::Weigh(mut weighing) => {
                self.work = if weighing.step(&self.profiles) {
                    Work::Weigh(weighing)
                } else {
                    let (model, edges) = weighing.finish();
                    Work::Join(Box::new((model, Joining::new(&self.profiles, edges))))
                };
            }
            Work::Join(mut work) => {
                let (model, joining) = &mut *work;
                if joining.step(&self.profiles, model) {
                    self.work = Work::Join(work);
                } else {
                    // Scores and joins change at once: what is shown meanwhile is of one piece.
                    let (model, joining) = *work;
                    (self.edges, self.joins, self.components) = joining.finish();
                    self.model = Some(model);
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

    /// True once every pair worth it has been compared and leads are joined.
    pub fn is_done(&self) -> bool {
        matches!(self.work, Work::Done)
    }

    /// Pairs to be compared, from the first key on.
    fn pairs(&self) -> Work {
        Work::Pairs(Box::new((Blocking::default(), Sample::of(self.profiles.len(), self.profiles.fields()))))
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

    /// Accounts of the pairs compared so far, one for each kind of blocking key.
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
