//! Distinct strings and their codes.

use std::borrow::Cow;

use hashbrown::HashTable;

use crate::saturating::saturating_u32;

/// The code that stands for "no value" in a coded column.
pub const NONE: u32 = u32::MAX;

/// Gives each distinct string a code, counting from 0 in the order they are met, and keeps every text once.
#[derive(Clone, Debug, Default)]
pub struct Dictionary {
    text: String,
    ends: Vec<u32>,
    /// Codes, each with half of its text's hash: growing and passing by need not look at the texts.
    index: HashTable<(u32, u32)>,
}

impl Dictionary {
    /// The code of a text, a new one when it was not met before.
    ///
    /// The arena's 32-bit offsets are enough because the texts come from a table whose own offsets are 32-bit.
    #[inline]
    pub fn intern(&mut self, text: &str) -> u32 {
        let half = half_hash(text);
        let (arena, ends) = (&self.text, &self.ends);
        let is_same = |&(other, code): &(u32, u32)| other == half && same(get(arena, ends, code), text);
        match self.index.entry(widened(half), is_same, |&(half, _)| widened(half)) {
            hashbrown::hash_table::Entry::Occupied(entry) => entry.get().1,
            hashbrown::hash_table::Entry::Vacant(entry) => {
                let code = saturating_u32(self.ends.len());
                entry.insert((half, code));
                self.text.push_str(text);
                self.ends.push(saturating_u32(self.text.len()));
                code
            }
        }
    }

    /// The codes of several texts at once, as [`Dictionary::intern`] would give them one after the other.
    ///
    /// A large dictionary waits for memory at every look-up. Each loop here goes over all texts before the next one begins, so that many of
    /// them are waited for at a time.
    pub(super) fn intern_all(&mut self, texts: &[Cow<'_, str>], codes: &mut Vec<u32>) {
        let halves: Vec<u32> = texts.iter().map(|text| half_hash(text)).collect();
        let likely = |half: &u32| self.index.find(widened(*half), |(other, _)| other == half).map_or(NONE, |(_, code)| *code);
        codes.clear();
        codes.extend(halves.iter().map(likely));
        let places: Vec<(u32, u32)> = codes.iter().map(|code| place(&self.ends, *code)).collect();
        let is_same = |(text, (start, end)): (&Cow<'_, str>, &(u32, u32))| {
            self.text.get(*start as usize..*end as usize).is_some_and(|known| same(known, text))
        };
        let same: Vec<bool> = texts.iter().zip(&places).map(is_same).collect();
        for ((text, code), same) in texts.iter().zip(codes).zip(same) {
            if !same || *code == NONE {
                *code = self.intern(text);
            }
        }
    }

    /// Reserves capacity for that many further texts, of some length.
    pub(super) fn reserve(&mut self, texts: usize, length: usize) {
        self.index.reserve(texts, |&(half, _)| widened(half));
        self.ends.reserve(texts);
        self.text.reserve(texts * length);
    }

    /// The code of a text already met.
    pub fn code(&self, text: &str) -> Option<u32> {
        let half = half_hash(text);
        self.index.find(widened(half), |&(other, code)| other == half && same(self.get(code), text)).map(|(_, code)| *code)
    }

    /// The text of a code; empty for a code never given.
    pub fn get(&self, code: u32) -> &str {
        get(&self.text, &self.ends, code)
    }

    /// Number of distinct texts.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// True when no text was met.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
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
    /// Number of times each spelling was met.
    counts: Vec<u32>,
}

impl Spellings {
    /// The code of a spelling; `canonical` is called when it was not met before.
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

    /// For each canonical code the spelling met most often, of equally frequent ones one in upper and lower case, then the first by its text:
    /// the order of records changes nothing.
    pub(super) fn most_frequent(&self, canonical_codes: usize) -> Dictionary {
        let mut best: Vec<(u32, u32)> = vec![(0, NONE); canonical_codes];
        for ((code, count), spelling) in self.codes.iter().zip(&self.counts).zip(0..) {
            let is_better = |&(most, other): &(u32, u32)| *count > most || *count == most && self.reads_better(spelling, other);
            if let Some(best) = best.get_mut(*code as usize)
                && is_better(best)
            {
                *best = (*count, spelling);
            }
        }
        let mut shown = Dictionary::default();
        for (_, spelling) in best {
            shown.intern(self.texts.get(spelling));
        }
        shown
    }

    /// True where a spelling stands before another one that is as frequent.
    fn reads_better(&self, spelling: u32, other: u32) -> bool {
        let is_plain = |text: &str| !(text.chars().any(char::is_uppercase) && text.chars().any(char::is_lowercase));
        let (spelling, other) = (self.texts.get(spelling), self.texts.get(other));
        (is_plain(spelling), spelling) < (is_plain(other), other)
    }

    #[inline]
    fn known_code(&mut self, spelling: u32, text: &str, canonical: &mut impl FnMut(&str) -> u32) -> u32 {
        if spelling as usize == self.codes.len() {
            self.codes.push(canonical(text));
            self.counts.push(0);
        }
        if let Some(count) = self.counts.get_mut(spelling as usize) {
            *count += 1;
        }
        self.codes.get(spelling as usize).copied().unwrap_or(NONE)
    }
}

/// Half of a text's hash, eight bytes at a step as in Firefox's `FxHash`: one multiplication a step, which WebAssembly has an instruction
/// for; hashes of better quality multiply to 128 bits, which it has not. What it lacks in quality the comparison of texts makes good.
#[inline]
fn half_hash(text: &str) -> u32 {
    let bytes = text.as_bytes();
    let step = |hash: u64, word: u64| (hash.rotate_left(5) ^ word).wrapping_mul(SPREAD);
    let (words, rest) = bytes.as_chunks::<8>();
    let hash = words.iter().fold(bytes.len() as u64, |hash, word| step(hash, u64::from_le_bytes(*word)));
    let rest = rest.iter().fold(0, |rest, byte| rest << 8 | u64::from(*byte));
    (step(hash, rest) >> 32) as u32
}

/// An odd number near 2⁶⁴ divided by the golden ratio.
const SPREAD: u64 = 0x9E37_79B9_7F4A_7C15;

/// Half a hash spread over all 64 bits: the table takes a place from the low ones and a tag from the high ones.
#[inline]
fn widened(half: u32) -> u64 {
    u64::from(half).wrapping_mul(SPREAD)
}

#[inline]
fn get<'a>(text: &'a str, ends: &[u32], code: u32) -> &'a str {
    let (start, end) = place(ends, code);
    text.get(start as usize..end as usize).unwrap_or_default()
}

/// True for two equal texts, compared eight bytes at a time: in the browser `==` goes byte by byte.
#[inline]
fn same(one: &str, other: &str) -> bool {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    if one.len() != other.len() {
        return false;
    }
    match (one.last_chunk::<8>(), other.last_chunk::<8>()) {
        (Some(one_end), Some(other_end)) => {
            let (one, other) = (one.as_chunks::<8>().0, other.as_chunks::<8>().0);
            let equal = |(one, other): (&[u8; 8], &[u8; 8])| u64::from_le_bytes(*one) == u64::from_le_bytes(*other);
            equal((one_end, other_end)) && one.iter().zip(other).all(equal)
        }
        _ => one.iter().zip(other).all(|(one, other)| one == other),
    }
}

/// Start and end of the text of a code, in bytes; an empty place for a code never given.
#[inline]
fn place(ends: &[u32], code: u32) -> (u32, u32) {
    match (code as usize).checked_sub(1) {
        None => (0, ends.first().copied().unwrap_or_default()),
        // No sum that a code never given could overflow where an address has 32 bits.
        Some(before) => match ends.get(before..).and_then(<[u32]>::first_chunk) {
            Some(&[start, end]) => (start, end),
            None => (0, 0),
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
    fn texts_are_the_same_to_their_last_byte() {
        for length in 0..40 {
            let text = "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqr"[..length].to_owned();
            assert!(same(&text, &text.clone()));
            for place in 0..length {
                let mut other = text.clone();
                other.replace_range(place..=place, "_");
                assert!(!same(&text, &other), "{length} {place}");
            }
        }
        assert!(!same("ab", "abc"));
    }

    #[test]
    fn texts_interned_together_get_the_codes_of_single_ones() {
        let texts: Vec<Cow<'_, str>> = (0..500_u32).map(|number| (number * number % 97).to_string().into()).collect();
        let (mut one_by_one, mut together, mut codes) = (Dictionary::default(), Dictionary::default(), Vec::new());
        let expected: Vec<u32> = texts.iter().map(|text| one_by_one.intern(text)).collect();
        for (texts, expected) in texts.chunks(64).zip(expected.chunks(64)) {
            together.intern_all(texts, &mut codes);
            assert_eq!(codes, expected);
        }
    }
}
