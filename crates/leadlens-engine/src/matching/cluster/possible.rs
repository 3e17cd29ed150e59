//! The groups a person has to decide about.

use foldhash::fast::FixedState;
use hashbrown::HashMap;

use super::{Clusters, Hold, slice};
use crate::matching::group::GroupKind;
use crate::matching::join::Join;
use crate::matching::sets::Sets;
use crate::matching::threshold::Threshold;
use crate::saturating::saturating_u32;
use crate::sorting;

/// Bits below the threshold down to which two clusters are *possibly* one person: one sixty-fourth of the requested odds.
const BAND: f32 = 6.0;

impl Clusters {
    /// Finds the groups a person has to decide about: what the joins below the threshold would merge, and what was too large to be merged.
    pub(super) fn find_possible(&mut self, below: &[Join], threshold: Threshold, too_large: Vec<Vec<u32>>) {
        let lowest = (threshold.0 - BAND).max(Threshold::FLOOR.0);
        let band = below.get(..below.partition_point(|join| join.bits >= lowest)).unwrap_or_default();
        let cluster_of = |of: &[u32], lead: u32| of.get(lead as usize).copied().unwrap_or_default();
        let mut sets = Sets::new(self.count());
        for join in band {
            sets.join(cluster_of(&self.of, join.one), cluster_of(&self.of, join.other));
        }
        let mut found: Vec<(Vec<u32>, Hold, bool)> = Vec::new();
        let mut place_of = HashMap::with_hasher(FixedState::default());
        for join in band {
            let root = sets.root(cluster_of(&self.of, join.one));
            let place = *place_of.entry(root).or_insert_with(|| {
                found.push((Vec::new(), Hold { bits: join.bits, one: join.one, other: join.other }, false));
                found.len() - 1
            });
            if let Some((clusters, ..)) = found.get_mut(place) {
                clusters.extend([join.one, join.other].map(|lead| cluster_of(&self.of, lead)));
            }
        }
        for (clusters, ..) in &mut found {
            clusters.sort_unstable();
            clusters.dedup();
            let mut leads: Vec<u32> = clusters.iter().flat_map(|cluster| slice(&self.members, &self.starts, *cluster)).copied().collect();
            leads.sort_unstable();
            *clusters = leads;
        }
        found.retain(|(leads, ..)| leads.len() > 1);
        for leads in too_large {
            if let [one, other, ..] = *leads.as_slice() {
                found.push((leads, Hold { bits: threshold.0, one, other }, true));
            }
        }
        sorting::sort_by(&mut found, |(one, ..), (other, ..)| one.first().cmp(&other.first()));
        self.possible_starts.push(0);
        for (leads, hold, refused) in found {
            self.possible.extend(leads);
            self.possible_starts.push(saturating_u32(self.possible.len()));
            self.kinds.push(GroupKind::Possible);
            self.holds.push(hold);
            self.refused.push(refused);
        }
    }
}
