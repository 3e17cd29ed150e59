//! Counting leads, people and companies by many keys in one pass a measure.

use super::Count;
use crate::engine::leads::NONE;

/// The counts of one set of keys (`0..len`).
#[derive(Clone, Debug, Default)]
pub(super) struct Tally {
    counts: Vec<Count>,
    /// The owner counted last under each key: owners come one after another, so a repeated one is the last one.
    last: Vec<u32>,
}

impl Tally {
    /// A tally of that many keys.
    pub(super) fn new(len: usize) -> Self {
        Self { counts: vec![Count::default(); len], last: vec![NONE; len] }
    }

    /// Starts another measure.
    pub(super) fn restart(&mut self) {
        self.last.fill(NONE);
    }

    /// Counts an owner (lead, person, company) under a key, once for a run of equal owners. [`NONE`] as key counts nowhere.
    #[inline]
    pub(super) fn count(&mut self, key: u32, owner: u32, measure: fn(&mut Count) -> &mut u32) {
        if let Some(last) = self.last.get_mut(key as usize)
            && *last != owner
        {
            *last = owner;
            if let Some(count) = self.counts.get_mut(key as usize) {
                *measure(count) += 1;
            }
        }
    }

    /// The count under a key.
    pub(super) fn get(&self, key: u32) -> Count {
        self.counts.get(key as usize).copied().unwrap_or_default()
    }

    /// Keys under which anything was counted, and their counts.
    pub(super) fn iter(&self) -> impl Iterator<Item = (u32, Count)> {
        (0_u32..).zip(&self.counts).filter(|(_, count)| count.leads > 0).map(|(key, count)| (key, *count))
    }

    /// The same, largest first, equal ones by `name`.
    pub(super) fn ranked<N: Ord>(&self, name: impl Fn(u32) -> N) -> Vec<(u32, Count)> {
        let mut rows: Vec<(u32, Count)> = self.iter().collect();
        rows.sort_by_cached_key(|(key, count)| (std::cmp::Reverse(count.leads), name(*key)));
        rows
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_owner_counts_once_under_each_key() {
        let mut tally = Tally::new(2);
        for (key, owner) in [(0, 7), (0, 7), (1, 7), (0, 8), (NONE, 9)] {
            tally.count(key, owner, |count| &mut count.people);
        }
        assert_eq!((tally.get(0).people, tally.get(1).people), (2, 1));
    }
}
