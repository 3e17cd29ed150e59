//! Counting leads, people and companies by many keys in two passes.

use super::Count;
use crate::leads::NONE;

/// The counts of one set of keys (`0..len`).
#[derive(Clone, Debug, Default)]
pub(super) struct Tally {
    counted: Vec<Counted>,
}

/// The count under one key.
#[derive(Clone, Copy, Debug)]
struct Counted {
    count: Count,
    /// The owner counted last: owners come one after another, so a repeated one is the last one.
    last: u32,
}

impl Tally {
    /// A tally of that many keys.
    pub(super) fn new(len: usize) -> Self {
        Self { counted: vec![Counted { count: Count::default(), last: NONE }; len] }
    }

    /// Makes ready for owners of another kind.
    pub(super) fn restart(&mut self) {
        for counted in &mut self.counted {
            counted.last = NONE;
        }
    }

    /// Adds a count under a key; what is to be taken away is added as its [`Count::negated`]. A key that is not there counts nowhere.
    #[inline]
    pub(super) fn add(&mut self, key: u32, more: Count) {
        if let Some(Counted { count, .. }) = self.counted.get_mut(key as usize) {
            count.add(more);
        }
    }

    /// Adds a count under a key for an owner, unless it has been added for that owner: equal owners come one after another.
    #[inline]
    pub(super) fn count_once(&mut self, key: u32, owner: u32, more: Count) {
        if let Some(counted) = self.counted.get_mut(key as usize)
            && counted.last != owner
        {
            counted.last = owner;
            counted.count.add(more);
        }
    }

    /// The count under a key.
    pub(super) fn get(&self, key: u32) -> Count {
        self.counted.get(key as usize).map_or_else(Count::default, |counted| counted.count)
    }

    /// Keys under which any lead was counted, and their counts.
    pub(super) fn iter(&self) -> impl Iterator<Item = (u32, Count)> {
        self.iter_all().filter(|(_, count)| count.leads > 0)
    }

    /// All keys and their counts.
    pub(super) fn iter_all(&self) -> impl Iterator<Item = (u32, Count)> {
        (0_u32..).zip(&self.counted).map(|(key, counted)| (key, counted.count))
    }
}

impl Count {
    /// Adds another one.
    #[inline]
    fn add(&mut self, more: Self) {
        self.leads = self.leads.wrapping_add(more.leads);
        self.people = self.people.wrapping_add(more.people);
        self.companies = self.companies.wrapping_add(more.companies);
        self.unidentified = self.unidentified.wrapping_add(more.unidentified);
        self.repeats = self.repeats.wrapping_add(more.repeats);
    }

    /// The count that takes this one away when it is added to a larger one.
    pub(super) fn negated(self) -> Self {
        Self {
            leads: self.leads.wrapping_neg(),
            people: self.people.wrapping_neg(),
            companies: self.companies.wrapping_neg(),
            unidentified: self.unidentified.wrapping_neg(),
            repeats: self.repeats.wrapping_neg(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_owner_counts_once_under_each_key() {
        let (person, company) = (Count { people: 1, ..Count::default() }, Count { companies: 1, ..Count::default() });
        let mut tally = Tally::new(2);
        for (key, owner) in [(0, 7), (0, 7), (1, 7), (0, 8), (NONE, 9)] {
            tally.count_once(key, owner, person);
        }
        assert_eq!((tally.get(0).people, tally.get(1).people, tally.iter().count()), (2, 1, 0));
        tally.restart();
        tally.count_once(0, 8, company);
        tally.add(0, Count { leads: 3, ..person });
        assert_eq!(tally.get(0), Count { leads: 3, people: 3, companies: 1, ..Count::default() });
        assert_eq!(tally.iter().count(), 1);
    }
}
