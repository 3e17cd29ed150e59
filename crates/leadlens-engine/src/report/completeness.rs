//! Customer fields that are filled, of each lead and counted by storefront.

use super::lead_keys::{LeadKeys, STOREFRONTS};
use super::{CompletenessRow, Overview};
use crate::leads::{FieldReader, Leads, Storefront};

/// Leads read in one step.
const STEP: usize = 32 * 1024;
/// Sets of fields.
const SETS: usize = 1 << Overview::FIELDS.len();

/// For each lead read so far a bit for every field of [`Overview::FIELDS`] that is filled.
#[derive(Clone, Debug, Default)]
pub(super) struct Filled {
    fields: Vec<u8>,
}

impl Filled {
    /// True as soon as all leads have been read.
    pub(super) fn is_done(&self, leads: &Leads) -> bool {
        self.fields.len() == leads.len()
    }

    /// Reads some more leads.
    pub(super) fn step(&mut self, leads: &Leads) {
        let from = self.fields.len();
        let to = leads.len().min(from + STEP);
        self.fields.reserve_exact(leads.len() - from);
        self.fields.extend(fields_of(leads, from..to));
    }

    /// The fields of each lead; of those not yet read they are read now.
    pub(super) fn fields<'a>(&'a self, leads: &'a Leads) -> impl Iterator<Item = u8> + 'a {
        self.fields.iter().copied().chain(fields_of(leads, self.fields.len()..leads.len()))
    }

    /// Counts the leads of each storefront that have each field, of those that fail nothing but what is left out of account (`own`). Empty as
    /// long as not all leads have been read.
    pub(super) fn rows(&self, leads: &Leads, keys: &LeadKeys, failed_masks: &[u32], own: u32) -> Vec<CompletenessRow> {
        if !self.is_done(leads) {
            return Vec::new();
        }
        let mut sets = vec![[0_u32; SETS]; STOREFRONTS];
        for ((fields, origin), failed_mask) in self.fields.iter().zip(leads.origins()).zip(failed_masks) {
            if failed_mask & !own == 0
                && let Some(count) =
                    sets.get_mut(keys.origin(*origin).storefront as usize).and_then(|sets| sets.get_mut(usize::from(*fields)))
            {
                *count += 1;
            }
        }
        let row = |(storefront, sets): (Storefront, &[u32; SETS])| CompletenessRow {
            storefront,
            leads: sets.iter().sum(),
            filled: (0..Overview::FIELDS.len())
                .map(|field| (0..).zip(sets).filter(|(set, _): &(usize, _)| set >> field & 1 == 1).map(|(_, count)| count).sum())
                .collect(),
        };
        Storefront::ALL.into_iter().zip(&sets).map(row).filter(|row| row.leads > 0).collect()
    }
}

fn fields_of(leads: &Leads, range: std::ops::Range<usize>) -> impl Iterator<Item = u8> + '_ {
    let mut reader = FieldReader::new(leads, Overview::FIELDS);
    range.map(move |lead| reader.filled(lead))
}
