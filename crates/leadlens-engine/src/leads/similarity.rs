//! Similarity of two spellings: Jaro-Winkler and edit distance, the only ones of the engine.

use rapidfuzz::HashableChar;
use rapidfuzz::distance::{jaro_winkler as winkler, osa};

/// Letters of a name in a script of its own that are compared: as many as both measures take without an allocation.
const LONGEST: usize = 64;
/// Steps a similarity is rounded to: of two words that stand exactly at a threshold the last binary digit decides nothing.
const STEPS: f64 = 1e6;
/// Edits from which on bit-parallel matching is faster than a search.
const MANY_EDITS: usize = 3;

/// Jaro-Winkler similarity of two texts, from 0 (nothing in common) to 1 (the same), or 0 where it is below `least`.
///
/// A common beginning of up to four letters raises it by a tenth each of what is missing, where Jaro's similarity is above 0.7, as in Winkler's
/// own program.
pub(crate) fn jaro_winkler(one: &str, other: &str, least: f64) -> f64 {
    let args = winkler::Args::default().score_cutoff(least - 1.0 / STEPS);
    let similarity = if one.is_ascii() && other.is_ascii() {
        winkler::similarity_with_args(one.bytes(), other.bytes(), &args)
    } else {
        winkler::similarity_with_args(one.chars(), other.chars(), &args)
    };
    similarity.map_or(0.0, |similarity| rounded(similarity, least))
}

/// Jaro-Winkler similarity of two words, letter by letter.
pub(super) fn jaro_winkler_of<T: Copy + PartialEq + HashableChar>(one: &[T], other: &[T], least: f64) -> f64 {
    let args = winkler::Args::default().score_cutoff(least - 1.0 / STEPS);
    let similarity = winkler::similarity_with_args(one.iter().copied(), other.iter().copied(), &args);
    similarity.map_or(0.0, |similarity| rounded(similarity, least))
}

/// Number of items that two sorted lists share; an item counts as often as both have it.
pub(crate) fn shared_of_sorted<T: Ord>(one: &[T], other: &[T]) -> usize {
    let (mut left, mut right, mut shared) = (0, 0, 0);
    while let (Some(x), Some(y)) = (one.get(left), other.get(right)) {
        shared += usize::from(x == y);
        left += usize::from(x <= y);
        right += usize::from(y <= x);
    }
    shared
}

/// The similarity in steps of a millionth; 0 where it is below `least`.
fn rounded(similarity: f64, least: f64) -> f64 {
    let similarity = (similarity * STEPS).round() / STEPS;
    if similarity < least { 0.0 } else { similarity }
}

/// The first letters of a text, on the stack.
pub(super) struct FirstLetters {
    letters: [char; LONGEST],
    length: usize,
}

impl FirstLetters {
    pub(super) fn of(text: &str) -> Self {
        let mut first = Self { letters: ['\0'; LONGEST], length: 0 };
        for (place, letter) in first.letters.iter_mut().zip(text.chars()) {
            *place = letter;
            first.length += 1;
        }
        first
    }

    pub(super) fn as_slice(&self) -> &[char] {
        self.letters.get(..self.length).unwrap_or_default()
    }
}

/// Number of letters added, left out, replaced or swapped with their neighbours between two texts; `None` for more than `most`.
pub(super) fn edits_between(one: &str, other: &str, most: usize) -> Option<usize> {
    if one.is_ascii() && other.is_ascii() {
        return edits_within(most, one.as_bytes(), other.as_bytes());
    }
    let letters = |text: &str| text.chars().collect::<Vec<_>>();
    edits_within(most, &letters(one), &letters(other))
}

/// Edit distance of two words (optimal string alignment: an addition, a loss, another letter or a swap of neighbours each count one);
/// `None` for more than `most`.
///
/// Up to two edits a search finds soonest; each further one would multiply its work by four.
pub(crate) fn edits_within<T: Copy + PartialEq + Into<u32> + HashableChar>(most: usize, one: &[T], other: &[T]) -> Option<usize> {
    if one.len().abs_diff(other.len()) > most {
        return None;
    }
    let (one, other) = without_common_ends(one, other);
    match (one, other) {
        ([], rest) | (rest, []) => Some(rest.len()),
        ([_], [_]) => (most > 0).then_some(1),
        ([a, b], [c, d]) if a == d && b == c => (most > 0).then_some(1),
        _ if most < 2 || (letter_set(one) ^ letter_set(other)).count_ones() as usize > 2 * most => None,
        _ if most < MANY_EDITS => edits(most, one, other),
        _ => osa::distance_with_args(one.iter().copied(), other.iter().copied(), &osa::Args::default().score_cutoff(most)),
    }
}

/// Recursive search: each edit left multiplies the work by four at most.
fn edits<T: Copy + PartialEq>(budget: usize, mut one: &[T], mut other: &[T]) -> Option<usize> {
    while let ([a, rest @ ..], [b, other_rest @ ..]) = (one, other)
        && a == b
    {
        (one, other) = (rest, other_rest);
    }
    if one.len().abs_diff(other.len()) > budget {
        return None;
    }
    let ([a, one_rest @ ..], [b, other_rest @ ..]) = (one, other) else { return Some(one.len() + other.len()) };
    let left = budget.checked_sub(1)?;
    let swapped = match (one_rest, other_rest) {
        ([c, one_rest @ ..], [d, other_rest @ ..]) if a == d && b == c => edits(left, one_rest, other_rest),
        _ => None,
    };
    [swapped, edits(left, one_rest, other_rest), edits(left, one_rest, other), edits(left, one, other_rest)]
        .into_iter()
        .flatten()
        .min()
        .map(|edits| edits + 1)
}

/// Returns the parts that differ: two words without what both begin and end with.
fn without_common_ends<'a, T: PartialEq>(one: &'a [T], other: &'a [T]) -> (&'a [T], &'a [T]) {
    let common = one.iter().zip(other).take_while(|(one, other)| one == other).count();
    let (one, other) = (one.get(common..).unwrap_or_default(), other.get(common..).unwrap_or_default());
    let common = one.iter().rev().zip(other.iter().rev()).take_while(|(one, other)| one == other).count();
    let before = |word: &'a [T]| word.get(..word.len() - common).unwrap_or_default();
    (before(one), before(other))
}

/// A bit for each letter that occurs, 64 letters apart sharing one: one edit changes two bits at most.
fn letter_set<T: Copy + Into<u32>>(word: &[T]) -> u64 {
    word.iter().fold(0, |letters, letter| letters | 1 << ((*letter).into() & 63))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every word of five letters of which there are three.
    fn words_of_three_letters() -> Vec<String> {
        (0..243_u32).map(|code| (0..5).map(|at| char::from(b'a' + u8::try_from(code / 3_u32.pow(at) % 3).unwrap())).collect()).collect()
    }

    #[test]
    fn typing_errors_are_few_edits() {
        for (first, second, edits) in [
            ("contoso", "contoso", Some(0)),
            ("contoso", "cotnoso", Some(1)),
            ("contoso", "contosso", Some(1)),
            ("contoso", "kontoso", Some(1)),
            ("contoso", "cotosoo", Some(2)),
            ("contoso", "fabrikam", None),
            ("ромашка", "ромашкa", Some(1)),
            ("", "ab", Some(2)),
            ("", "abc", None),
            ("aab", "aba", Some(1)),
            ("fjordbank", "fiordbakn", Some(2)),
            ("abcdef", "badcef", Some(2)),
            ("abcdef", "fedcba", None),
        ] {
            assert_eq!(edits_between(first, second, 2), edits, "{first} {second}");
        }
    }

    #[test]
    fn edits_are_counted_as_optimal_string_alignment_counts_them() {
        let words = words_of_three_letters();
        for first in &words {
            for second in words.iter().step_by(7) {
                for most in 0..4 {
                    let expected = Some(osa::distance(first.chars(), second.chars())).filter(|edits| *edits <= most);
                    assert_eq!(edits_between(first, second, most), expected, "{first} {second}");
                }
            }
        }
    }

    #[test]
    fn the_distance_counts_swaps_of_neighbours_as_one() {
        for (one, other, expected) in [
            ("", "", Some(0)),
            ("martin", "martin", Some(0)),
            ("martin", "matrin", Some(1)),
            ("martin", "marti", Some(1)),
            ("martin", "smartin", Some(1)),
            ("martin", "mortin", Some(1)),
            ("smith", "smyhte", None),
            ("kowalski", "kovalsky", Some(2)),
            ("johnson", "jhonsen", Some(2)),
            ("abcd", "dcba", None),
            ("a", "", Some(1)),
        ] {
            assert_eq!(edits_between(one, other, 2), expected, "{one} {other}");
            assert_eq!(edits_between(other, one, 2), expected, "{other} {one}");
        }
    }

    #[test]
    fn jaro_winkler_gives_the_published_figures() {
        // Winkler (1990), table of examples.
        for (one, other, expected) in [
            ("martha", "marhta", 0.961),
            ("dwayne", "duane", 0.84),
            ("dixon", "dicksonx", 0.813),
            ("shackleford", "shackelford", 0.982),
            ("nichleson", "nichulson", 0.956),
            ("massey", "massie", 0.933),
            ("abc", "xyz", 0.0),
            ("", "", 1.0),
        ] {
            let found = jaro_winkler(one, other, 0.0);
            assert!((found - expected).abs() < 0.0006, "{one} {other} {found}");
        }
    }

    #[test]
    fn a_similarity_below_the_minimum_is_none() {
        assert!((jaro_winkler("dwayne", "duane", 0.84) - 0.84).abs() < 1e-9);
        assert!(jaro_winkler("dwayne", "duane", 0.841) < 1e-9);
    }

    #[test]
    fn other_scripts_are_compared_letter_by_letter() {
        assert!((jaro_winkler("ромашка", "ромашко", 0.9) - 0.943).abs() < 0.001);
        assert!(jaro_winkler("ромашка", "romashka", 0.0) < 0.001);
    }
}
