//! Likeness of two spellings: edit distance and Jaro-Winkler on slices, without an allocation.
//!
//! Names are short: a search that gives up after two edits and a matching with bit masks need neither table nor heap.

/// Letters of the longer word that Jaro-Winkler looks at: as many as a mask has bits.
const LONGEST: usize = 64;
/// Weight of each letter of a common beginning, from Winkler (1990).
const PREFIX_WEIGHT: f32 = 0.1;
/// Letters of a common beginning that count, from the same.
const PREFIX: usize = 4;

/// The fewest insertions, deletions, substitutions and swaps of neighbours that lead from one word to the other; `None` above `budget`.
///
/// Meant for budgets of one and two: each further edit multiplies the work by four.
pub(super) fn distance_within<T: Copy + PartialEq>(budget: usize, one: &[T], other: &[T]) -> Option<usize> {
    if one.len().abs_diff(other.len()) > budget {
        return None;
    }
    let (one, other) = without_common_ends(one, other);
    edits(budget, one, other)
}

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

fn without_common_ends<'a, T: PartialEq>(mut one: &'a [T], mut other: &'a [T]) -> (&'a [T], &'a [T]) {
    while let ([one_rest @ .., a], [other_rest @ .., b]) = (one, other)
        && a == b
    {
        (one, other) = (one_rest, other_rest);
    }
    (one, other)
}

/// Jaro-Winkler similarity, from 0 (nothing in common) to 1 (the same); letters after the 64th do not count.
///
/// Like Winkler's own program it raises only what is alike already (Jaro above 0.7).
pub(super) fn jaro_winkler<T: Copy + PartialEq>(one: &[T], other: &[T]) -> f32 {
    let (one, other) = (one.get(..LONGEST).unwrap_or(one), other.get(..LONGEST).unwrap_or(other));
    let jaro = jaro(one, other);
    if jaro <= 0.7 {
        return jaro;
    }
    let prefix = one.iter().zip(other).take(PREFIX).take_while(|(a, b)| a == b).count();
    jaro + small(prefix) * PREFIX_WEIGHT * (1.0 - jaro)
}

fn jaro<T: Copy + PartialEq>(one: &[T], other: &[T]) -> f32 {
    if one.is_empty() || other.is_empty() {
        return if one.len() == other.len() { 1.0 } else { 0.0 };
    }
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
    let matches = one_met.count_ones();
    if matches == 0 {
        return 0.0;
    }
    let moved = met(one, one_met).zip(met(other, other_met)).filter(|(a, b)| a != b).count();
    let common = small(matches as usize);
    (common / small(one.len()) + common / small(other.len()) + (common - small(moved / 2)) / common) / 3.0
}

/// The letters whose bit is set.
fn met<T: Copy>(word: &[T], mask: u64) -> impl Iterator<Item = T> {
    word.iter().enumerate().filter(move |(index, _)| mask & (1 << index) != 0).map(|(_, letter)| *letter)
}

/// A count of at most [`LONGEST`] as a fraction's part.
fn small(count: usize) -> f32 {
    f32::from(u8::try_from(count).unwrap_or(u8::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

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
            assert_eq!(distance_within(2, one.as_bytes(), other.as_bytes()), expected, "{one} {other}");
            assert_eq!(distance_within(2, other.as_bytes(), one.as_bytes()), expected, "{other} {one}");
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
            let found = jaro_winkler(one.as_bytes(), other.as_bytes());
            assert!((found - expected).abs() < 0.0006, "{one} {other} {found}");
        }
    }
}
