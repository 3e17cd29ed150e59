//! Ids of records that more than one lead has; the others tell nothing.

use foldhash::fast::FixedState;
use hashbrown::HashSet;

use super::hash::text_hash;
use crate::leads::{Lead, LeadId, Leads, RecordIdPlan};
use crate::matching::merge_sort::MergeSort;
use crate::saturating::saturating_u32;

/// Leads whose ids are read at a step.
const READ: usize = 32 * 1024;
/// Ids put in order at a step.
const SORTED: usize = 32 * 1024;

/// Ids of records that repeat.
#[derive(Debug, Default)]
pub(super) struct RecordIds {
    plans: Vec<RecordIdPlan>,
    repeated: HashSet<u64, FixedState>,
    stage: RecordIdStage,
}

#[derive(Debug, Default)]
enum RecordIdStage {
    #[default]
    Begin,
    /// Hashes of the ids of the leads before the next one.
    Read(Vec<u64>, u32),
    Sort(MergeSort<u64>),
    Done,
}

impl RecordIds {
    /// Reads some ids more; `false` when it is known which of them repeat.
    pub(super) fn step(&mut self, leads: &Leads) -> bool {
        self.stage = match std::mem::take(&mut self.stage) {
            RecordIdStage::Begin => {
                self.plans = RecordIdPlan::of_sources(leads);
                let has_none = self.plans.iter().all(RecordIdPlan::is_empty);
                if has_none { RecordIdStage::Done } else { RecordIdStage::Read(Vec::new(), 0) }
            }
            RecordIdStage::Read(mut hashes, next) => {
                let end = saturating_u32((next as usize + READ).min(leads.len()));
                for lead in (next..end).filter_map(|id| leads.get(LeadId(id))) {
                    hashes.extend(self.ids(leads, lead).map(|(hash, ..)| hash));
                }
                if (end as usize) < leads.len() { RecordIdStage::Read(hashes, end) } else { RecordIdStage::Sort(MergeSort::new(hashes)) }
            }
            RecordIdStage::Sort(mut sort) => {
                if sort.step(SORTED, Ord::cmp) {
                    RecordIdStage::Sort(sort)
                } else {
                    let sorted = sort.finish();
                    let repeated = sorted.chunk_by(|one, other| one == other).filter(|same| same.len() > 1);
                    self.repeated = repeated.filter_map(|same| same.first().copied()).collect();
                    RecordIdStage::Done
                }
            }
            RecordIdStage::Done => RecordIdStage::Done,
        };
        !matches!(self.stage, RecordIdStage::Done)
    }

    /// True where no id repeats.
    pub(super) fn is_empty(&self) -> bool {
        self.repeated.is_empty()
    }

    /// The first id of a lead that another one has as well, the person's before the record's, with its namespace before it.
    pub(super) fn of(&self, leads: &Leads, lead: Lead<'_>) -> Option<String> {
        let mut ids = self.ids(leads, lead);
        ids.find(|(hash, ..)| self.repeated.contains(hash)).map(|(_, namespace, id)| format!("{namespace} {id}"))
    }

    /// The ids of a lead, each with its namespace and a hash of both.
    fn ids<'a>(&'a self, leads: &'a Leads, lead: Lead<'a>) -> impl Iterator<Item = (u64, &'a str, std::borrow::Cow<'a, str>)> {
        let source = self.plans.get(lead.file()).zip(leads.tables().get(lead.file()));
        let ids = source.into_iter().flat_map(move |(plan, table)| plan.ids(table, lead.record() as usize));
        ids.map(|(namespace, id)| (text_hash([namespace, &id]), namespace, id))
    }
}
