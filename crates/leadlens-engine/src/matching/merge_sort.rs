//! Sorting in bounded steps, for lists too long for one call.

use std::cmp::Ordering;

/// Items of a run that is sorted in one go before runs are merged: half a millisecond of work.
const RUN: usize = 8 * 1024;

/// Merge sort, bottom up, some items a step. Stable: equal items stay in the order they were given in.
#[derive(Clone, Debug)]
pub(super) struct MergeSort<T> {
    /// Sorted runs of `width` items each, as far as `sorted` in the first round.
    runs: Vec<T>,
    /// The runs of the next round, twice as wide, as far as they are merged.
    merged: Vec<T>,
    width: usize,
    /// Items in sorted runs.
    sorted: usize,
    /// Places of the next items of the left and the right run being merged.
    left: usize,
    right: usize,
}

impl<T: Copy> MergeSort<T> {
    /// Items to be sorted.
    pub(super) fn new(items: Vec<T>) -> Self {
        Self { runs: items, merged: Vec::new(), width: RUN, sorted: 0, left: 0, right: RUN }
    }

    /// Sorts or merges about so many items; `false` when all are in order. Each step is given the same order.
    pub(super) fn step(&mut self, items: usize, compare: impl Fn(&T, &T) -> Ordering) -> bool {
        let mut budget = items;
        while self.sorted < self.runs.len() {
            if budget == 0 {
                return true;
            }
            let end = self.runs.len().min(self.sorted + RUN);
            if let Some(run) = self.runs.get_mut(self.sorted..end) {
                run.sort_by(&compare);
            }
            self.sorted = end;
            budget = budget.saturating_sub(RUN);
        }
        while self.width < self.runs.len() {
            if budget == 0 {
                return true;
            }
            budget = self.merge(budget, &compare);
        }
        false
    }

    /// The items, in order once every step is done.
    pub(super) fn finish(self) -> Vec<T> {
        self.runs
    }

    /// Merges two runs as far as the budget goes; what is left of it.
    fn merge(&mut self, mut budget: usize, compare: &impl Fn(&T, &T) -> Ordering) -> usize {
        let length = self.runs.len();
        if self.merged.capacity() < length {
            self.merged.reserve_exact(length);
        }
        // Where the pair of runs begins: the one place at which everything before is merged.
        let start = self.merged.len() / (2 * self.width) * (2 * self.width);
        let (middle, end) = (length.min(start + self.width), length.min(start + 2 * self.width));
        while budget > 0 && (self.left < middle || self.right < end) {
            let lefts = self.runs.get(self.left..middle).unwrap_or_default();
            let rights = self.runs.get(self.right.min(end)..end).unwrap_or_default();
            let next = match (lefts, rights) {
                ([left, ..], [right, ..]) if compare(right, left).is_lt() => {
                    self.right += 1;
                    *right
                }
                ([left, ..], _) => {
                    self.left += 1;
                    *left
                }
                ([], [right, ..]) => {
                    self.right += 1;
                    *right
                }
                ([], []) => break,
            };
            self.merged.push(next);
            budget -= 1;
        }
        if self.left >= middle && self.right >= end {
            (self.left, self.right) = (end, end + self.width);
            if end == length {
                std::mem::swap(&mut self.runs, &mut self.merged);
                self.merged.clear();
                self.width *= 2;
                (self.left, self.right) = (0, self.width);
            }
        }
        budget
    }
}

/// Items in order, in one go.
#[cfg(test)]
fn sorted<T: Copy>(items: Vec<T>, budget: usize, compare: impl Fn(&T, &T) -> Ordering) -> Vec<T> {
    let mut sort = MergeSort::new(items);
    while sort.step(budget, &compare) {}
    sort.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_come_in_order_whatever_the_steps() {
        for length in [0_u32, 1, 2, 8 * 1024, 8 * 1024 + 1, 3 * 8 * 1024, 50_001] {
            // The key repeats; the number tells equal ones apart.
            let items: Vec<(u32, u32)> = (0..length).map(|number| (number.wrapping_mul(2_654_435_761) % 977, number)).collect();
            let mut expected = items.clone();
            expected.sort_by_key(|(key, _)| *key);
            for budget in [1_000, 8 * 1024, usize::MAX] {
                assert_eq!(sorted(items.clone(), budget, |one, other| one.0.cmp(&other.0)), expected, "{length} by {budget}");
            }
        }
    }
}
