//! Columns of leads that stand far apart, fetched together.

use super::lead_keys::{NO_DAY, NO_SLOT};
use super::selection::Facts;
use super::view::is_counted;
use crate::leads::NONE;

/// A lead as its columns have it.
#[derive(Clone, Copy)]
pub(super) struct Fetched {
    pub(super) fails: u32,
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
    pub(super) fn of(facts: Facts<'_>, fails: u32, lead: u32) -> Self {
        let Facts { leads, keys, paths, .. } = facts;
        Self {
            fails,
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
pub(super) struct Block {
    /// Each lead with its company.
    owned: Vec<(u32, u32)>,
    fails: Vec<u32>,
    origins: Vec<u32>,
    countries: Vec<u32>,
    domains: Vec<u32>,
    days: Vec<i32>,
    paths: Vec<u16>,
    slots: Vec<u8>,
}

impl Block {
    pub(super) fn clear(&mut self) {
        self.owned.clear();
    }

    /// True where there is room for as many more leads; for any number where there is nothing yet.
    pub(super) fn has_room(&self, more: usize) -> bool {
        self.owned.is_empty() || self.owned.len() + more <= BLOCK
    }

    pub(super) fn push(&mut self, company: u32, members: &[u32]) {
        self.owned.extend(members.iter().map(|lead| (company, *lead)));
    }

    /// Fetches what the leads fail, leaves out those that count in no view, and fetches the columns of the others.
    pub(super) fn fetch(&mut self, facts: Facts<'_>, fails: &[u32]) {
        fetch(&self.owned, fails, NONE, &mut self.fails);
        let mut counted = self.fails.iter().map(|fails| is_counted(*fails));
        self.owned.retain(|_| counted.next() == Some(true));
        self.fails.retain(|fails| is_counted(*fails));
        fetch(&self.owned, facts.leads.origins(), NONE, &mut self.origins);
        fetch(&self.owned, facts.leads.countries(), NONE, &mut self.countries);
        fetch(&self.owned, &facts.keys.lead_domains, NONE, &mut self.domains);
        fetch(&self.owned, &facts.keys.days, NO_DAY, &mut self.days);
        fetch(&self.owned, facts.paths, 0, &mut self.paths);
        fetch(&self.owned, &facts.keys.slots, NO_SLOT, &mut self.slots);
    }

    /// The leads that were fetched, each with its company.
    pub(super) fn fetched(&self) -> impl Iterator<Item = (u32, Fetched)> {
        let columns = self.owned.iter().zip(&self.fails).zip(&self.origins).zip(&self.countries).zip(&self.domains);
        let columns = columns.zip(&self.days).zip(&self.paths).zip(&self.slots);
        columns.map(|((((((((company, _), fails), origin), country), domain), day), path), slot)| {
            let lead = Fetched {
                fails: *fails,
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
