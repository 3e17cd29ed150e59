//! Some clusters are replaced, all others stay; they are numbered anew.

use std::ops::Range;

use super::{Clusters, slice};
use crate::matching::number::Numbers;
use crate::saturating::saturating_u32;
use crate::sorting;

/// Change to the clusters so far, at a first lead.
enum Splice {
    /// The cluster of that number goes.
    Remove(u32),
    /// A new one comes: its number among the new ones.
    Insert(u32),
}

impl Clusters {
    /// The same clusters, but for those of some leads, given in reading order with all that are in one cluster or possible group with any of
    /// them. These are clustered as in `anew`, which names each lead by its place among them.
    pub(in crate::matching) fn spliced(&self, leads: &[u32], anew: &Self) -> Self {
        let mut spliced = Self {
            of: self.of.clone(),
            members: Vec::with_capacity(self.members.len()),
            starts: Vec::with_capacity(self.starts.len() + anew.count()),
            groups: Vec::with_capacity(self.groups.len() + anew.groups.len()),
            kinds: Vec::with_capacity(self.kinds.len() + anew.kinds.len()),
            holds: Vec::with_capacity(self.holds.len() + anew.holds.len()),
            ..Self::default()
        };
        spliced.starts.push(0);
        let mut next = 0;
        for change in self.changes(leads, anew) {
            match change {
                Splice::Remove(cluster) => {
                    spliced.copy_clusters(self, next..cluster);
                    next = cluster + 1;
                }
                Splice::Insert(cluster) => {
                    let first = anew.cluster(cluster).first().and_then(|place| leads.get(*place as usize)).copied().unwrap_or_default();
                    let before = self.clusters_before(first).max(next);
                    spliced.copy_clusters(self, next..before);
                    next = before;
                    spliced.insert(leads, anew, cluster);
                }
            }
        }
        spliced.copy_clusters(self, next..saturating_u32(self.count()));
        spliced.splice_possible(self, leads, anew);
        spliced
    }

    /// Clusters that go and clusters that come, in the order of first leads.
    fn changes(&self, leads: &[u32], anew: &Self) -> Vec<Splice> {
        let mut removed: Vec<u32> = leads.iter().filter_map(|lead| self.of.get(*lead as usize).copied()).collect();
        removed.sort_unstable();
        removed.dedup();
        let lead = |place: Option<&u32>| place.and_then(|place| leads.get(*place as usize)).copied();
        let removed = removed.into_iter().map(|cluster| (self.cluster(cluster).first().copied(), Splice::Remove(cluster)));
        let inserted = (0..saturating_u32(anew.count())).map(|cluster| (lead(anew.cluster(cluster).first()), Splice::Insert(cluster)));
        let mut changes: Vec<(Option<u32>, Splice)> = removed.chain(inserted).collect();
        sorting::sort_by_key(&mut changes, |(first, _)| *first);
        changes.into_iter().map(|(_, change)| change).collect()
    }

    /// Number of clusters with a first lead before this one.
    fn clusters_before(&self, lead: u32) -> u32 {
        let firsts = self.starts.get(..self.count()).unwrap_or_default();
        saturating_u32(firsts.partition_point(|start| self.members.get(*start as usize).is_some_and(|first| *first < lead)))
    }

    /// Adds some clusters of another list as they are there.
    fn copy_clusters(&mut self, from: &Self, clusters: Range<u32>) {
        let starts = from.starts.get(clusters.start as usize..=clusters.end as usize).unwrap_or_default();
        let [start, .., end] = starts else { return };
        let members = from.members.get(*start as usize..*end as usize).unwrap_or_default();
        let (shift, moved) =
            (saturating_u32(self.members.len()).wrapping_sub(*start), saturating_u32(self.count()).wrapping_sub(clusters.start));
        self.members.extend_from_slice(members);
        self.starts.extend(starts.iter().skip(1).map(|start| start.wrapping_add(shift)));
        if moved != 0 {
            for lead in members {
                if let Some(cluster) = self.of.get_mut(*lead as usize) {
                    *cluster = cluster.wrapping_add(moved);
                }
            }
        }
        let group = |cluster: u32| from.groups.partition_point(|of| *of < cluster);
        let groups = group(clusters.start)..group(clusters.end);
        self.groups.extend(from.groups.get(groups.clone()).unwrap_or_default().iter().map(|cluster| cluster.wrapping_add(moved)));
        self.kinds.extend_from_slice(from.kinds.get(groups.clone()).unwrap_or_default());
        self.holds.extend_from_slice(from.holds.get(groups).unwrap_or_default());
    }

    /// Adds a new cluster.
    fn insert(&mut self, leads: &[u32], anew: &Self, cluster: u32) {
        let its = saturating_u32(self.count());
        for lead in anew.cluster(cluster).iter().filter_map(|place| leads.get(*place as usize)) {
            self.members.push(*lead);
            if let Some(of) = self.of.get_mut(*lead as usize) {
                *of = its;
            }
        }
        self.starts.push(saturating_u32(self.members.len()));
        if let Ok(group) = anew.groups.binary_search(&cluster) {
            self.groups.push(its);
            self.kinds.extend(anew.kinds.get(group));
            self.holds.extend(anew.holds.get(group).map(|hold| hold.named(leads)));
        }
    }

    /// Adds the possible groups that stay and those that are new, in the order of their first leads.
    fn splice_possible(&mut self, from: &Self, leads: &[u32], anew: &Self) {
        let touched = Numbers::of(self.of.len(), leads.iter().copied());
        let staying = (0..saturating_u32(from.refused.len())).map(|place| (place, slice(&from.possible, &from.possible_starts, place)));
        let staying = staying.filter(|(_, group)| group.first().is_some_and(|first| !touched.holds(*first)));
        let mut groups: Vec<(Vec<u32>, Option<super::Hold>, bool)> =
            staying.map(|(place, group)| (group.to_vec(), from.possible_hold(place), from.is_refused(place))).collect();
        groups.extend((0..saturating_u32(anew.refused.len())).map(|place| {
            let group = slice(&anew.possible, &anew.possible_starts, place);
            let named = group.iter().filter_map(|place| leads.get(*place as usize)).copied().collect();
            (named, anew.possible_hold(place).map(|hold| hold.named(leads)), anew.is_refused(place))
        }));
        sorting::sort_by(&mut groups, |(one, ..), (other, ..)| one.first().cmp(&other.first()));
        self.possible_starts.push(0);
        for (group, hold, refused) in groups {
            self.possible.extend(group);
            self.possible_starts.push(saturating_u32(self.possible.len()));
            self.kinds.push(super::GroupKind::Possible);
            self.holds.extend(hold);
            self.refused.push(refused);
        }
    }

    fn possible_hold(&self, place: u32) -> Option<super::Hold> {
        self.holds.get(self.groups.len() + place as usize).copied()
    }

    fn is_refused(&self, place: u32) -> bool {
        self.refused.get(place as usize).copied().unwrap_or_default()
    }
}

impl super::Hold {
    /// The same with leads named by their numbers instead of their places among some.
    fn named(self, leads: &[u32]) -> Self {
        let lead = |place: u32| leads.get(place as usize).copied().unwrap_or_default();
        Self { one: lead(self.one), other: lead(self.other), ..self }
    }
}
