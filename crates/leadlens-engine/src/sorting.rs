//! Sorting of lists that are short, or sorted once a request: one sort for all of them.
//!
//! The standard sorts are generated anew for every type and comparison, five kilobytes each; a hundred of them were a sixth of the worker.
//! Here only the comparison is generated, and places are sorted by it. Lists of all leads or pairs keep the standard
//! sorts.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use crate::saturating::saturating_u32;

/// Sorts stably, as [`slice::sort`] does.
pub(crate) fn sort<T: Ord>(items: &mut [T]) {
    sort_by(items, Ord::cmp);
}

/// Sorts stably, as [`slice::sort_by`] does.
pub(crate) fn sort_by<T>(items: &mut [T], compare: impl Fn(&T, &T) -> Ordering) {
    let by_place = |one: u32, other: u32| match (items.get(one as usize), items.get(other as usize)) {
        (Some(one), Some(other)) => compare(one, other),
        _ => Ordering::Equal,
    };
    let places = sorted_places(items.len(), &by_place);
    arrange(items, places);
}

/// Sorts stably, as [`slice::sort_by_key`] does.
pub(crate) fn sort_by_key<T, K: Ord>(items: &mut [T], key: impl Fn(&T) -> K) {
    sort_by(items, |one, other| key(one).cmp(&key(other)));
}

/// Sorts stably by keys that cost something, each of them made once, as [`slice::sort_by_cached_key`] does.
pub(crate) fn sort_by_cached_key<T, K: Ord>(items: &mut [T], key: impl FnMut(&T) -> K) {
    let keys: Vec<K> = items.iter().map(key).collect();
    let places = sorted_places(items.len(), &|one, other| keys.get(one as usize).cmp(&keys.get(other as usize)));
    arrange(items, places);
}

/// A map of entries, the last of those with one key. Collecting into a map sorts the entries first, with a sort of its own.
pub(crate) fn map<K: Ord, V>(entries: impl IntoIterator<Item = (K, V)>) -> BTreeMap<K, V> {
    let mut map = BTreeMap::new();
    map.extend(entries);
    map
}

/// Places of a list in the order of what stands at them.
fn sorted_places(length: usize, compare: &dyn Fn(u32, u32) -> Ordering) -> Vec<u32> {
    let mut places: Vec<u32> = (0..saturating_u32(length)).collect();
    places.sort_by(|one, other| compare(*one, *other));
    places
}

/// Puts at each place what stood at the place named there, cycle by cycle.
fn arrange<T>(items: &mut [T], mut from: Vec<u32>) {
    for start in 0..items.len() {
        let mut at = start;
        while let Some(next) = from.get_mut(at) {
            let source = std::mem::replace(next, saturating_u32(at)) as usize;
            if source == at || source == start {
                break;
            }
            items.swap(at, source);
            at = source;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::cmp::Reverse;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn items_are_sorted_as_by_the_standard_library(mut items in prop::collection::vec((0_u8..9, any::<u16>()), 0..60)) {
            let mut expected = items.clone();
            expected.sort_by_key(|(key, _)| Reverse(*key));
            sort_by_key(&mut items, |(key, _)| Reverse(*key));
            prop_assert_eq!(&items, &expected);

            expected.sort_by(|one, other| one.0.cmp(&other.0).then(other.1.cmp(&one.1)));
            sort_by(&mut items, |one, other| one.0.cmp(&other.0).then(other.1.cmp(&one.1)));
            prop_assert_eq!(&items, &expected);

            expected.sort_unstable();
            sort(&mut items);
            prop_assert_eq!(&items, &expected);

            expected.sort_by_cached_key(|(_, value)| value.to_string());
            sort_by_cached_key(&mut items, |(_, value)| value.to_string());
            prop_assert_eq!(&items, &expected);

            prop_assert_eq!(map(items.iter().copied()), items.into_iter().collect());
        }
    }
}
