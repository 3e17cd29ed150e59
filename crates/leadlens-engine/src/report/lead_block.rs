//! Columns of leads that stand far apart, fetched together.

use super::lead_keys::{NO_DAY, NO_SLOT};
use super::selection::FilterContext;
use super::view::is_counted;
use crate::leads::NONE;

/// A lead as its columns have it.
#[derive(Clone, Copy)]
pub(super) struct Fetched {
    pub(super) failed_mask: u32,
    pub(super) origin: u32,
    pub(super) country: u32,
    pub(super) company: u32,
    pub(super) domain: u32,
    pub(super) day: i32,
    pub(super) path: u16,
    pub(super) slot: u8,
}

impl Fetched {
    #[inline]
    pub(super) fn of(context: FilterContext<'_>, failed_mask: u32, lead: u32) -> Self {
        let FilterContext { leads, keys, paths, .. } = context;
        Self {
            failed_mask,
            origin: at(leads.origins(), lead, NONE),
            country: at(leads.countries(), lead, NONE),
            company: at(leads.companies(), lead, NONE),
            domain: at(&keys.lead_domains, lead, NONE),
            day: at(&keys.days, lead, NO_DAY),
            path: at(paths, lead, 0),
            slot: at(&keys.slots, lead, NO_SLOT),
        }
    }
}

#[inline]
fn at<T: Copy>(column: &[T], lead: u32, missing: T) -> T {
    column.get(lead as usize).copied().unwrap_or(missing)
}

/// Leads of a block of companies: enough to wait for many at a time, few enough to stay in the cache.
const BLOCK: usize = 2048;

/// Leads of some companies, to be fetched together.
#[derive(Default)]
pub(super) struct LeadBlock {
    /// Each lead with its company.
    owned: Vec<(u32, u32)>,
    failed_masks: Vec<u32>,
    origins: Vec<u32>,
    countries: Vec<u32>,
    domains: Vec<u32>,
    days: Vec<i32>,
    paths: Vec<u16>,
    slots: Vec<u8>,
}

impl LeadBlock {
    pub(super) fn clear(&mut self) {
        self.owned.clear();
    }

    /// True where there is capacity for that many more leads; for any number where there is nothing yet.
    pub(super) fn has_capacity(&self, more: usize) -> bool {
        self.owned.is_empty() || self.owned.len() + more <= BLOCK
    }

    pub(super) fn push(&mut self, company: u32, members: &[u32]) {
        self.owned.extend(members.iter().map(|lead| (company, *lead)));
    }

    /// Fetches what the leads fail, leaves out those that count in no view, and fetches the columns of the others.
    pub(super) fn fetch(&mut self, context: FilterContext<'_>, failed_masks: &[u32]) {
        fetch(&self.owned, failed_masks, NONE, &mut self.failed_masks);
        let mut counted = self.failed_masks.iter().map(|failed_mask| is_counted(*failed_mask));
        self.owned.retain(|_| counted.next() == Some(true));
        self.failed_masks.retain(|failed_mask| is_counted(*failed_mask));
        fetch(&self.owned, context.leads.origins(), NONE, &mut self.origins);
        fetch(&self.owned, context.leads.countries(), NONE, &mut self.countries);
        fetch(&self.owned, &context.keys.lead_domains, NONE, &mut self.domains);
        fetch(&self.owned, &context.keys.days, NO_DAY, &mut self.days);
        fetch(&self.owned, context.paths, 0, &mut self.paths);
        fetch(&self.owned, &context.keys.slots, NO_SLOT, &mut self.slots);
    }

    /// The leads that were fetched, each with its company.
    pub(super) fn fetched(&self) -> impl Iterator<Item = (u32, Fetched)> {
        let columns = self.owned.iter().zip(&self.failed_masks).zip(&self.origins).zip(&self.countries).zip(&self.domains);
        let columns = columns.zip(&self.days).zip(&self.paths).zip(&self.slots);
        columns.map(|((((((((company, _), failed_mask), origin), country), domain), day), path), slot)| {
            let lead = Fetched {
                failed_mask: *failed_mask,
                origin: *origin,
                country: *country,
                company: *company,
                domain: *domain,
                day: *day,
                path: *path,
                slot: *slot,
            };
            (*company, lead)
        })
    }
}

/// Fetches a column of some leads.
fn fetch<T: Copy>(owned: &[(u32, u32)], column: &[T], missing: T, into: &mut Vec<T>) {
    into.clear();
    into.extend(owned.iter().map(|(_, lead)| at(column, *lead, missing)));
}
