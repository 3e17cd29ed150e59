//! Sets of words and phrases, read from tables.

use foldhash::fast::FixedState;
use hashbrown::HashSet;

/// A set of phrases.
pub(super) struct Phrases {
    phrases: HashSet<&'static str, FixedState>,
    most_words: usize,
}

impl Phrases {
    /// Reads a table: phrases between `|` and ends of lines; lines with `#` before them are remarks.
    pub(super) fn read(table: &'static str) -> Self {
        let lines = table.lines().filter(|line| !line.starts_with('#'));
        let phrases: HashSet<_, _> = lines.flat_map(|line| line.split('|')).collect();
        let most_words = phrases.iter().map(|phrase| phrase.split(' ').count()).max().unwrap_or(0);
        Self { phrases, most_words }
    }

    /// True for a phrase that is one of the set.
    #[inline]
    pub(super) fn holds(&self, phrase: &str) -> bool {
        self.phrases.contains(phrase)
    }

    /// All phrases, in no order.
    #[cfg(test)]
    pub(super) fn iter(&self) -> impl Iterator<Item = &'static str> {
        self.phrases.iter().copied()
    }

    /// Number of words in the longest phrase.
    pub(super) fn most_words(&self) -> usize {
        self.most_words
    }
}
