//! Counting leads, people and companies by many keys in two passes.

use super::Count;
use crate::engine::leads::NONE;

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

    /// Makes ready for the second pass: what people's numbers were is forgotten.
    pub(super) fn restart(&mut self) {
        for counted in &mut self.counted {
            counted.last = NONE;
        }
    }

    /// Counts a lead under a key and its owner once for a run of equal owners: the person in the first pass, together with the lead; the
    /// company in the second. A key that is not there counts nowhere.
    #[inline]
    pub(super) fn count(&mut self, key: u32, owner: u32, of_people: bool) {
        let Some(counted) = self.counted.get_mut(key as usize) else { return };
        let is_new = u32::from(counted.last != owner);
        counted.last = owner;
        if of_people {
            counted.count.leads += 1;
            counted.count.people += is_new;
        } else {
            counted.count.companies += is_new;
        }
    }

    /// The count under a key.
    pub(super) fn get(&self, key: u32) -> Count {
        self.counted.get(key as usize).map_or_else(Count::default, |counted| counted.count)
    }

    /// Keys under which anything was counted, and their counts.
    pub(super) fn iter(&self) -> impl Iterator<Item = (u32, Count)> {
        (0_u32..).zip(&self.counted).filter(|(_, counted)| counted.count.leads > 0).map(|(key, counted)| (key, counted.count))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_owner_counts_once_under_each_key() {
        let mut tally = Tally::new(2);
        for (key, owner) in [(0, 7), (0, 7), (1, 7), (0, 8), (NONE, 9)] {
            tally.count(key, owner, true);
        }
        assert_eq!((tally.get(0), tally.get(1).people), (Count { leads: 3, people: 2, companies: 0 }, 1));
        tally.restart();
        tally.count(0, 8, false);
        assert_eq!(tally.get(0), Count { leads: 3, people: 2, companies: 1 });
    }
}
