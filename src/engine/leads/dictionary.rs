//! Distinct strings and their codes.

use std::hash::BuildHasher;

use foldhash::fast::FixedState;
use hashbrown::HashTable;

/// Gives each distinct string a code, counting from 0 in the order they are met, and keeps every text once.
#[derive(Clone, Debug, Default)]
pub struct Dictionary {
    text: String,
    ends: Vec<u32>,
    index: HashTable<u32>,
    state: FixedState,
}

impl Dictionary {
    /// The code of a text, a new one when it was not met before.
    ///
    /// The arena's 32-bit offsets are enough because the texts come from a table whose own offsets are 32-bit.
    #[inline]
    pub fn intern(&mut self, text: &str) -> u32 {
        let hash = self.state.hash_one(text.as_bytes());
        let (arena, ends) = (&self.text, &self.ends);
        let state = &self.state;
        let entry =
            self.index.entry(hash, |&code| get(arena, ends, code) == text, |&code| state.hash_one(get(arena, ends, code).as_bytes()));
        match entry {
            hashbrown::hash_table::Entry::Occupied(entry) => *entry.get(),
            hashbrown::hash_table::Entry::Vacant(entry) => {
                let code = u32::try_from(self.ends.len()).unwrap_or(u32::MAX);
                entry.insert(code);
                self.text.push_str(text);
                self.ends.push(u32::try_from(self.text.len()).unwrap_or(u32::MAX));
                code
            }
        }
    }

    /// The code of a text already met.
    pub fn code(&self, text: &str) -> Option<u32> {
        let hash = self.state.hash_one(text.as_bytes());
        self.index.find(hash, |&code| self.get(code) == text).copied()
    }

    /// The text of a code; empty for a code never given.
    pub fn get(&self, code: u32) -> &str {
        get(&self.text, &self.ends, code)
    }

    /// Number of distinct texts.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether no text was met.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Bytes held.
    pub fn heap_size(&self) -> usize {
        self.text.capacity() + 4 * self.ends.capacity() + self.index.allocation_size()
    }
}

#[inline]
fn get<'a>(text: &'a str, ends: &[u32], code: u32) -> &'a str {
    let code = code as usize;
    let start = code.checked_sub(1).map_or(Some(0), |before| ends.get(before).copied());
    match (start, ends.get(code)) {
        (Some(start), Some(&end)) => text.get(start as usize..end as usize).unwrap_or_default(),
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_keeps_the_code_it_was_given() {
        let mut dictionary = Dictionary::default();
        let codes: Vec<u32> = ["a", "", "b", "a", "", "c"].iter().map(|text| dictionary.intern(text)).collect();
        assert_eq!(codes, [0, 1, 2, 0, 1, 3]);
        assert_eq!((dictionary.get(1), dictionary.get(3), dictionary.get(9)), ("", "c", ""));
        assert_eq!((dictionary.code("b"), dictionary.code("x")), (Some(2), None));
    }
}
