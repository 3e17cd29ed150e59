//! Counts of two equal spans of days, to compare them.

use super::tally::Tally;
use super::{Change, Count};

/// Side of a comparison of days that a day falls on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum When {
    #[default]
    Neither,
    Now,
    Before,
}

/// Two tallies of the same keys: of late, and before.
#[derive(Clone, Debug)]
pub(super) struct ChangeTally {
    pub(super) now: Tally,
    pub(super) before: Tally,
}

impl ChangeTally {
    pub(super) fn new(len: usize) -> Self {
        Self { now: Tally::new(len), before: Tally::new(len) }
    }

    pub(super) fn add(&mut self, when: When, key: u32, count: Count) {
        self.of(when).add(key, count);
    }

    pub(super) fn of(&mut self, when: When) -> &mut Tally {
        if when == When::Now { &mut self.now } else { &mut self.before }
    }

    pub(super) fn restart(&mut self) {
        self.now.restart();
        self.before.restart();
    }

    /// The counts of a key.
    pub(super) fn get(&self, key: u32) -> Change {
        Change { now: self.now.get(key), before: self.before.get(key) }
    }
}
