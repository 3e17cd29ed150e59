//! Likeness of two words, for typing errors.

use rapidfuzz::distance::{jaro_winkler, osa};

/// Jaro-Winkler similarity, 0 to 1; 0 where it is below `least`.
pub(crate) fn jaro_winkler_from(first: &str, second: &str, least: f64) -> f64 {
    let args = jaro_winkler::Args::default().score_cutoff(least);
    let similarity = if first.is_ascii() && second.is_ascii() {
        jaro_winkler::similarity_with_args(first.bytes(), second.bytes(), &args)
    } else {
        jaro_winkler::similarity_with_args(first.chars(), second.chars(), &args)
    };
    similarity.unwrap_or(0.0)
}

/// Number of letters added, left out, replaced or swapped with their neighbours between two words; `None` for more than `most`.
pub(super) fn edits_within(first: &str, second: &str, most: usize) -> Option<usize> {
    let args = osa::Args::default().score_cutoff(most);
    if !first.is_ascii() || !second.is_ascii() {
        return osa::distance_with_args(first.chars(), second.chars(), &args);
    }
    if first.len().abs_diff(second.len()) > most {
        return None;
    }
    let (first, second) = without_common_ends(first.as_bytes(), second.as_bytes());
    match (first, second) {
        ([], rest) | (rest, []) => Some(rest.len()),
        ([_], [_]) => (most > 0).then_some(1),
        ([a, b], [c, d]) if a == d && b == c => (most > 0).then_some(1),
        _ if most < 2 || (letters(first) ^ letters(second)).count_ones() as usize > 2 * most => None,
        _ => osa::distance_with_args(first.iter().copied(), second.iter().copied(), &args),
    }
}

/// Returns the parts that differ: two words without what both begin and end with.
fn without_common_ends<'a>(first: &'a [u8], second: &'a [u8]) -> (&'a [u8], &'a [u8]) {
    let common = first.iter().zip(second).take_while(|(one, other)| one == other).count();
    let (first, second) = (first.get(common..).unwrap_or_default(), second.get(common..).unwrap_or_default());
    let common = first.iter().rev().zip(second.iter().rev()).take_while(|(one, other)| one == other).count();
    let before = |word: &'a [u8]| word.get(..word.len() - common).unwrap_or_default();
    (before(first), before(second))
}

/// A bit for each letter that occurs: one edit changes two at most.
fn letters(word: &[u8]) -> u64 {
    word.iter().fold(0, |letters, letter| letters | 1 << (letter & 63))
}

#[cfg(test)]
mod tests {
    use super::*;

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
            assert_eq!(edits_within(first, second, 2), edits, "{first} {second}");
        }
    }

    #[test]
    fn edits_are_counted_as_optimal_string_alignment_counts_them() {
        let words: Vec<String> = (0..243_u32)
            .map(|code| (0..5).map(|at| char::from(b'a' + u8::try_from(code / 3_u32.pow(at) % 3).unwrap())).collect())
            .collect();
        for first in &words {
            for second in words.iter().step_by(7) {
                for most in 0..4 {
                    let expected = Some(osa::distance(first.chars(), second.chars())).filter(|edits| *edits <= most);
                    assert_eq!(edits_within(first, second, most), expected, "{first} {second}");
                }
            }
        }
    }

    #[test]
    fn names_with_a_common_beginning_are_alike() {
        assert!(jaro_winkler_from("martha", "marhta", 0.9) > 0.96);
        assert!(jaro_winkler_from("contoso", "fabrikam", 0.9) < 0.1);
        assert!(jaro_winkler_from("ромашка", "ромашко", 0.9) > 0.9);
    }
}
