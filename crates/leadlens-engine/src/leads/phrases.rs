//! Sets of words and phrases, read from tables.

use foldhash::fast::FixedState;
use hashbrown::HashSet;

/// A set of phrases.
pub(super) struct Phrases {
    all: HashSet<&'static str, FixedState>,
    /// Every word of a phrase: the first word that is none ends the search for one.
    words: HashSet<&'static str, FixedState>,
}

impl Phrases {
    /// Reads a table: phrases between `|` and ends of lines; lines with `#` before them are remarks.
    pub(super) fn read(table: &'static str) -> Self {
        let lines = table.lines().filter(|line| !line.starts_with('#'));
        let all: HashSet<_, _> = lines.flat_map(|line| line.split('|')).collect();
        let words = all.iter().flat_map(|phrase| phrase.split(' ')).collect();
        Self { all, words }
    }

    /// True for a phrase that is one of the set.
    #[inline]
    pub(super) fn holds(&self, phrase: &str) -> bool {
        self.all.contains(phrase)
    }

    /// Offset in bytes of the blank behind the longest phrase a name begins with; `None` where it begins with none, or is one.
    pub(super) fn end_of_first(&self, name: &str) -> Option<usize> {
        let (mut start, mut longest) = (0, None);
        while let Some(gap) = name.bytes().skip(start).position(|byte| byte == b' ').map(|length| start + length)
            && self.words.contains(name.get(start..gap)?)
        {
            longest = if self.holds(name.get(..gap)?) { Some(gap) } else { longest };
            start = gap + 1;
        }
        longest
    }

    /// Offset in bytes of the blank before the longest phrase a name ends with; `None` where it ends with none, or is one.
    pub(super) fn start_of_last(&self, name: &str) -> Option<usize> {
        let (mut end, mut longest) = (name.len(), None);
        while let Some(gap) = name.as_bytes().get(..end)?.iter().rposition(|byte| *byte == b' ')
            && self.words.contains(name.get(gap + 1..end)?)
        {
            longest = if self.holds(name.get(gap + 1..)?) { Some(gap) } else { longest };
            end = gap;
        }
        longest
    }

    /// All phrases, in no order.
    #[cfg(test)]
    pub(super) fn iter(&self) -> impl Iterator<Item = &'static str> {
        self.all.iter().copied()
    }
}
