//! Counts of leads that share a label; leads with the label [`NONE`] are left out.

use crate::leads::NONE;
use crate::saturating::saturating_u32;

/// Counts the pairs of leads that share one label.
pub(super) fn pairs(labels: &[u32]) -> u64 {
    sizes(labels).into_iter().map(u64::from).map(|size| size * size.saturating_sub(1) / 2).sum()
}

/// Counts the distinct labels.
pub(super) fn count(labels: &[u32]) -> u32 {
    saturating_u32(sizes(labels).into_iter().filter(|size| *size > 0).count())
}

/// Counts the leads of each label.
pub(super) fn sizes(labels: &[u32]) -> Vec<u32> {
    let mut sizes = Vec::new();
    for label in labels.iter().filter(|label| **label != NONE) {
        let place = *label as usize;
        if place >= sizes.len() {
            sizes.resize(place + 1, 0);
        }
        if let Some(size) = sizes.get_mut(place) {
            *size += 1;
        }
    }
    sizes
}
