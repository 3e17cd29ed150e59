//! Distinct strings and their codes.

use std::borrow::Cow;
use std::hash::{BuildHasher, Hasher};

use foldhash::fast::FixedState;
use hashbrown::HashTable;

use super::columns::NONE;

/// Gives each distinct string a code, counting from 0 in the order they are met, and keeps every text once.
#[derive(Clone, Debug, Default)]
pub struct Dictionary {
    text: String,
    ends: Vec<u32>,
    /// Codes, each beside half of its text's hash: growing and passing by need not look at the texts.
    index: HashTable<(u32, u32)>,
    state: FixedState,
}

impl Dictionary {
    /// The code of a text, a new one when it was not met before.
    ///
    /// The arena's 32-bit offsets are enough because the texts come from a table whose own offsets are 32-bit.
    #[inline]
    pub fn intern(&mut self, text: &str) -> u32 {
        let half = self.half_hash(text);
        let (arena, ends) = (&self.text, &self.ends);
        let is_same = |&(other, code): &(u32, u32)| other == half && get(arena, ends, code) == text;
        match self.index.entry(widened(half), is_same, |&(half, _)| widened(half)) {
            hashbrown::hash_table::Entry::Occupied(entry) => entry.get().1,
            hashbrown::hash_table::Entry::Vacant(entry) => {
                let code = u32::try_from(self.ends.len()).unwrap_or(u32::MAX);
                entry.insert((half, code));
                self.text.push_str(text);
                self.ends.push(u32::try_from(self.text.len()).unwrap_or(u32::MAX));
                code
            }
        }
    }

    /// The codes of several texts at once, as [`Dictionary::intern`] would give them one after the other.
    ///
    /// A large dictionary waits for memory at every look-up. Each loop here goes over all texts before the next one begins, so that many of
    /// them are waited for at a time.
    pub(super) fn intern_all(&mut self, texts: &[Cow<'_, str>], codes: &mut Vec<u32>) {
        let halves: Vec<u32> = texts.iter().map(|text| self.half_hash(text)).collect();
        let likely = |half: &u32| self.index.find(widened(*half), |(other, _)| other == half).map_or(NONE, |(_, code)| *code);
        codes.clear();
        codes.extend(halves.iter().map(likely));
        let places: Vec<(u32, u32)> = codes.iter().map(|code| place(&self.ends, *code)).collect();
        let is_same = |(text, (start, end)): (&Cow<'_, str>, &(u32, u32))| self.text.get(*start as usize..*end as usize) == Some(text);
        let same: Vec<bool> = texts.iter().zip(&places).map(is_same).collect();
        for ((text, code), same) in texts.iter().zip(codes).zip(same) {
            if !same || *code == NONE {
                *code = self.intern(text);
            }
        }
    }

    /// Makes room for that many further texts, of some length.
    pub(super) fn reserve(&mut self, texts: usize, length: usize) {
        self.index.reserve(texts, |&(half, _)| widened(half));
        self.ends.reserve(texts);
        self.text.reserve(texts * length);
    }

    /// The code of a text already met.
    pub fn code(&self, text: &str) -> Option<u32> {
        let half = self.half_hash(text);
        self.index.find(widened(half), |&(other, code)| other == half && self.get(code) == text).map(|(_, code)| *code)
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

    #[inline]
    #[expect(clippy::cast_possible_truncation, reason = "half of the hash is kept")]
    fn half_hash(&self, text: &str) -> u32 {
        let mut hasher = self.state.build_hasher();
        hasher.write(text.as_bytes());
        hasher.finish() as u32
    }

    /// Bytes held.
    pub fn heap_size(&self) -> usize {
        self.text.capacity() + 4 * self.ends.capacity() + self.index.allocation_size()
    }
}

/// Spellings as read and the code of the canonical form of each, which is made once for every distinct spelling.
#[derive(Clone, Debug, Default)]
pub(super) struct Spellings {
    texts: Dictionary,
    codes: Vec<u32>,
}

impl Spellings {
    /// The code of a spelling; `canonical` is asked when it was not met before.
    #[inline]
    pub(super) fn code(&mut self, text: &str, mut canonical: impl FnMut(&str) -> u32) -> u32 {
        let spelling = self.texts.intern(text);
        self.known_code(spelling, text, &mut canonical)
    }

    /// The codes of several spellings at once, see [`Dictionary::intern_all`].
    pub(super) fn code_all(&mut self, texts: &[Cow<'_, str>], codes: &mut Vec<u32>, mut canonical: impl FnMut(&str) -> u32) {
        self.texts.intern_all(texts, codes);
        for (text, code) in texts.iter().zip(codes) {
            *code = self.known_code(*code, text, &mut canonical);
        }
    }

    #[inline]
    fn known_code(&mut self, spelling: u32, text: &str, canonical: &mut impl FnMut(&str) -> u32) -> u32 {
        if spelling as usize == self.codes.len() {
            self.codes.push(canonical(text));
        }
        self.codes.get(spelling as usize).copied().unwrap_or(NONE)
    }
}

/// Half a hash spread over all 64 bits: the table takes a place from the low ones and a tag from the high ones.
#[inline]
fn widened(half: u32) -> u64 {
    u64::from(half).wrapping_mul(0x9E37_79B9_7F4A_7C15)
}

#[inline]
fn get<'a>(text: &'a str, ends: &[u32], code: u32) -> &'a str {
    let (start, end) = place(ends, code);
    text.get(start as usize..end as usize).unwrap_or_default()
}

/// Where the text of a code stands; an empty place for a code never given.
#[inline]
fn place(ends: &[u32], code: u32) -> (u32, u32) {
    match (code as usize).checked_sub(1) {
        None => (0, ends.first().copied().unwrap_or_default()),
        Some(before) => match ends.get(before..before + 2) {
            Some(&[start, end]) => (start, end),
            _ => (0, 0),
        },
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

    #[test]
    fn texts_looked_up_together_have_the_codes_of_texts_looked_up_one_by_one() {
        let texts: Vec<Cow<'_, str>> = (0..500_u32).map(|number| (number * number % 97).to_string().into()).collect();
        let (mut one_by_one, mut together, mut codes) = (Dictionary::default(), Dictionary::default(), Vec::new());
        let expected: Vec<u32> = texts.iter().map(|text| one_by_one.intern(text)).collect();
        for (texts, expected) in texts.chunks(64).zip(expected.chunks(64)) {
            together.intern_all(texts, &mut codes);
            assert_eq!(codes, expected);
        }
    }
}
