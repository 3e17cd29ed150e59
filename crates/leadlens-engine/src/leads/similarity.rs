//! Similarity of two spellings: Jaro-Winkler and edit distance, the only ones of the engine.
//!
//! Names are short: matching with bit masks and a search that gives up after two edits need neither table nor heap.

use rapidfuzz::HashableChar;
use rapidfuzz::distance::osa;

/// Letters of a word that Jaro-Winkler looks at: as many as a mask has bits.
const LONGEST: usize = 64;
/// Jaro similarity above which a common beginning raises it, from Winkler's own program.
const RAISED_ABOVE: f64 = 0.7;
/// Weight of each letter of a common beginning, from Winkler (1990).
const PREFIX_WEIGHT: f64 = 0.1;
/// Letters of a common beginning that count, from the same.
const PREFIX: usize = 4;
/// Steps a similarity is rounded to: of two words that stand exactly at a threshold the last binary digit decides nothing.
const STEPS: f64 = 1e6;
/// Edits from which on bit-parallel matching is faster than a search.
const MANY_EDITS: usize = 3;

/// Jaro-Winkler similarity of two texts, from 0 (nothing in common) to 1 (the same), or 0 where it is below `least`; letters after the 64th
/// do not count.
pub(crate) fn jaro_winkler(one: &str, other: &str, least: f64) -> f64 {
    if one.is_ascii() && other.is_ascii() {
        return jaro_winkler_of(one.as_bytes(), other.as_bytes(), least);
    }
    jaro_winkler_of(FirstLetters::of(one).as_slice(), FirstLetters::of(other).as_slice(), least)
}

/// Jaro-Winkler similarity of two words, letter by letter.
pub(super) fn jaro_winkler_of<T: Copy + PartialEq + Into<u32>>(one: &[T], other: &[T], least: f64) -> f64 {
    let (one, other) = (one.get(..LONGEST).unwrap_or(one), other.get(..LONGEST).unwrap_or(other));
    if one.is_empty() || other.is_empty() {
        return if one.len() == other.len() { 1.0 } else { 0.0 };
    }
    let prefix = one.iter().zip(other).take(PREFIX).take_while(|(a, b)| a == b).count();
    let raised = |jaro: f64| {
        let similarity = if jaro > RAISED_ABOVE { jaro + small(prefix) * PREFIX_WEIGHT * (1.0 - jaro) } else { jaro };
        (similarity * STEPS).round() / STEPS
    };
    // Most words have too few letters in common, which is seen before any is given a place.
    if raised(jaro_of(one.len(), other.len(), common_letters(one, other), 0)) < least {
        return 0.0;
    }
    let similarity = raised(jaro(one, other));
    if similarity < least { 0.0 } else { similarity }
}

/// Letters of the first word that the other one has anywhere, at least: none that agree are missed.
fn common_letters<T: Copy + Into<u32>>(one: &[T], other: &[T]) -> usize {
    let set = letter_set(other);
    one.iter().filter(|letter| set >> ((**letter).into() & 63) & 1 == 1).count().min(other.len())
}

fn jaro<T: Copy + PartialEq>(one: &[T], other: &[T]) -> f64 {
    let window = (one.len().max(other.len()) / 2).saturating_sub(1);
    let (mut one_met, mut other_met) = (0_u64, 0_u64);
    for (place, letter) in one.iter().enumerate() {
        let start = place.saturating_sub(window);
        let near = other.iter().enumerate().take(place + window + 1).skip(start);
        let met = near.filter(|(index, _)| other_met & (1 << index) == 0).find(|(_, found)| *found == letter);
        if let Some((index, _)) = met {
            one_met |= 1 << place;
            other_met |= 1 << index;
        }
    }
    let moved = met(one, one_met).zip(met(other, other_met)).filter(|(a, b)| a != b).count();
    jaro_of(one.len(), other.len(), one_met.count_ones() as usize, moved / 2)
}

/// Jaro similarity of two words of so many letters, of which so many agree and so many of these have changed places.
fn jaro_of(one: usize, other: usize, common: usize, swaps: usize) -> f64 {
    if common == 0 {
        return 0.0;
    }
    let (agreeing, swaps) = (small(common), small(swaps));
    (agreeing / small(one) + agreeing / small(other) + (agreeing - swaps) / agreeing) / 3.0
}

/// The letters whose bit is set.
fn met<T: Copy>(word: &[T], mask: u64) -> impl Iterator<Item = T> {
    word.iter().enumerate().filter(move |(index, _)| mask & (1 << index) != 0).map(|(_, letter)| *letter)
}

/// A count of at most [`LONGEST`] as a fraction's part.
fn small(count: usize) -> f64 {
    f64::from(u8::try_from(count).unwrap_or(u8::MAX))
}

/// The first letters of a text, as many as Jaro-Winkler looks at, on the stack.
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
    use rapidfuzz::distance::jaro_winkler as peer;

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
    fn jaro_winkler_agrees_with_another_implementation() {
        let words = words_of_three_letters();
        for one in &words {
            for other in words.iter().step_by(7) {
                let expected = peer::similarity(one.chars(), other.chars());
                assert!((jaro_winkler(one, other, 0.0) - expected).abs() < 1e-6, "{one} {other}");
                let cut = if expected < 0.86 { 0.0 } else { expected };
                assert!((jaro_winkler(one, other, 0.86) - cut).abs() < 1e-6, "{one} {other} from 0.86 on");
            }
        }
    }

    #[test]
    fn other_scripts_are_compared_letter_by_letter() {
        assert!((jaro_winkler("ромашка", "ромашко", 0.9) - 0.943).abs() < 0.001);
        assert!(jaro_winkler("ромашка", "romashka", 0.0) < 0.001);
    }
}
