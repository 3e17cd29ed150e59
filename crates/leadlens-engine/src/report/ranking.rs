//! The largest rows of a tally.

use std::cmp::Reverse;

use super::tally::Tally;
use super::{Count, Measure, Overview};
use crate::saturating::saturating_u32;
use crate::sorting;

/// Rows of a tally, largest first: by the measure, then by leads, then by name.
pub(super) struct Ranking {
    /// At most [`Overview::ROWS`].
    pub(super) rows: Vec<(u32, Count)>,
    /// Rows beyond those.
    pub(super) more: u32,
}

impl Ranking {
    /// Ranks the keys under which anything was counted. A file may hold some hundred thousand of them: only those whose place among the
    /// first is undecided by numbers have their names looked at.
    pub(super) fn of<N: Ord>(tally: &Tally, measure: Measure, name: impl Fn(u32) -> N) -> Self {
        let size = |count: &Count| Reverse((count.get(measure), count.leads));
        let mut rows: Vec<(u32, Count)> = tally.iter().collect();
        let more = rows.len().saturating_sub(Overview::ROWS);
        if more > 0 {
            let (larger, last, _) = rows.select_nth_unstable_by_key(Overview::ROWS - 1, |(_, count)| size(count));
            let limit = size(&last.1);
            let sure = larger.iter().filter(|(_, count)| size(count) < limit).count();
            let mut tied = Vec::new();
            rows.retain(|row| {
                if size(&row.1) == limit {
                    tied.push(*row);
                }
                size(&row.1) < limit
            });
            rows.extend(first_by_name(tied, Overview::ROWS - sure, &name));
        }
        sorting::sort_by_cached_key(&mut rows, |(key, count)| (size(count), name(*key)));
        Self { rows, more: saturating_u32(more) }
    }
}

/// As many rows, first by name.
fn first_by_name<N: Ord>(tied: Vec<(u32, Count)>, wanted: usize, name: &impl Fn(u32) -> N) -> Vec<(u32, Count)> {
    let mut first = std::collections::BinaryHeap::with_capacity(wanted + 1);
    for (key, count) in tied {
        let named = Named(name(key), key, count);
        if first.len() < wanted {
            first.push(named);
        } else if first.peek().is_some_and(|last| named < *last) {
            first.pop();
            first.push(named);
        }
    }
    first.into_iter().map(|Named(_, key, count)| (key, count)).collect()
}

/// A row that orders by its name, rows of one name by their keys.
struct Named<N>(N, u32, Count);

impl<N: Ord> Ord for Named<N> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.cmp(&other.0).then(self.1.cmp(&other.1))
    }
}

impl<N: Ord> PartialOrd for Named<N> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl<N: Ord> PartialEq for Named<N> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl<N: Ord> Eq for Named<N> {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_beyond_the_limit_are_the_same_as_by_a_full_sort() {
        let keys = 3 * u32::try_from(Overview::ROWS).unwrap();
        let mut tally = Tally::new(keys as usize);
        for key in 0..keys {
            for owner in 0..(key * key % 7) {
                tally.add(key, Count { leads: 1, people: u32::from(owner % 2 == 0), ..Count::default() });
            }
        }
        let name = |key: u32| key.wrapping_mul(2_654_435_761);
        let mut expected: Vec<_> = tally.iter().collect();
        expected.sort_by_key(|(key, count)| (Reverse(count.people), Reverse(count.leads), name(*key)));
        let ranking = Ranking::of(&tally, Measure::People, name);
        assert_eq!(ranking.more as usize, expected.len() - Overview::ROWS);
        expected.truncate(Overview::ROWS);
        assert_eq!(ranking.rows, expected);
    }
}
