//! Fingerprints of all leads, some leads a step.

use super::{Fingerprints, hashes};
use crate::leads::{Flags, LeadId, Leads};
use crate::matching::merge_sort::MergeSort;
use crate::saturating::saturating_u32;

/// Leads hashed in one step, one to two microseconds each.
const LEADS: u32 = 2048;
/// Leads put in order in one step.
const SORTED: usize = 16 * 1024;

/// Builds [`Fingerprints`], a bounded slice of work a step.
#[derive(Debug, Default)]
pub struct FingerprintsBuilder {
    hashes: Vec<(u64, u64)>,
    /// Leads that are no test leads, as far as they are hashed.
    order: Vec<u32>,
    sort: Option<MergeSort<u32>>,
    /// Buffer for the content of a lead.
    text: String,
}

impl FingerprintsBuilder {
    /// Hashes some leads more, or puts some more in order; `false` when all is done. Every step is given the same leads.
    pub fn step(&mut self, leads: &Leads) -> bool {
        if let Some(sort) = &mut self.sort {
            let of = |lead: &u32| (self.hashes.get(*lead as usize), *lead);
            return sort.step(SORTED, |one, other| of(one).cmp(&of(other)));
        }
        self.hashes.reserve(leads.len().saturating_sub(self.hashes.len()));
        for lead in (saturating_u32(self.hashes.len())..).take(LEADS as usize) {
            let Some(lead) = leads.get(LeadId(lead)) else {
                self.sort = Some(MergeSort::new(std::mem::take(&mut self.order)));
                break;
            };
            self.hashes.push(hashes(leads, lead, &mut self.text));
            if !lead.flags().contains(Flags::TEST) {
                self.order.push(lead.id().0);
            }
        }
        true
    }

    /// Steps done so far as leads hashed, and in all.
    pub fn progress(&self, leads: &Leads) -> (u64, u64) {
        (self.hashes.len() as u64, leads.len() as u64)
    }

    /// The fingerprints, once there is nothing left to do.
    pub fn finish(self) -> Fingerprints {
        Fingerprints { hashes: self.hashes, order: self.sort.map(MergeSort::finish).unwrap_or_default() }
    }
}
