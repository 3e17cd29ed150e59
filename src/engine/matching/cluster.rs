//! Merges become clusters: every lead in exactly one, and the clusters of two or more as groups.

use super::group::{Confidence, GroupKind, GroupWarning};
use super::matcher::Matching;
use super::threshold::Threshold;
use crate::engine::leads::{LeadId, Leads};

/// Bits below the threshold down to which two clusters are *possibly* one person.
const POSSIBLE: f32 = 6.0;
/// Leads from which on a group is to be looked at before it is trusted.
const LARGE: usize = 10;
/// Leads beyond which no group is made automatically.
const LARGEST: usize = 50;

/// Two leads taken for one person, directly or as members of their clusters, at a height in bits.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Join {
    pub(super) one: u32,
    pub(super) other: u32,
    /// Infinite where the user said so.
    pub(super) bits: f32,
}

/// Why a group holds together: its weakest join.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Hold {
    bits: f32,
    one: u32,
    other: u32,
}

/// Every lead in exactly one cluster; clusters of two or more are groups, and clusters that may be one person are possible groups.
///
/// Clusters and groups are numbered in the order of their first lead, possible groups after those that are merged; leads within one keep
/// reading order. Leads of cluster `c` are `members[starts[c]..starts[c + 1]]`.
#[derive(Clone, Debug, Default)]
pub struct Clusters {
    of: Vec<u32>,
    members: Vec<u32>,
    starts: Vec<u32>,
    /// Clusters of two or more.
    groups: Vec<u32>,
    kinds: Vec<GroupKind>,
    holds: Vec<Hold>,
    /// Leads of possible group `p` are `possible[possible_starts[p]..possible_starts[p + 1]]`.
    possible: Vec<u32>,
    possible_starts: Vec<u32>,
    /// For each possible group whether it was refused for its size.
    refused: Vec<bool>,
}

impl Clusters {
    /// Cuts the joins at a threshold. They come surest first.
    pub(super) fn cut(leads: &Leads, joins: &[Join], threshold: Threshold) -> Self {
        let mut sets = Sets::new(leads.len());
        let merged = joins.partition_point(|join| join.bits >= threshold.0);
        let (joined, below) = joins.split_at(merged);
        for join in joined {
            sets.join(join.one, join.other);
        }
        let too_large = sets.dissolve(joined);
        let of = sets.labels();
        let mut clusters = Self::from_labels(of, |first, other| {
            let (Some(first), Some(other)) = (leads.get(LeadId(first)), leads.get(LeadId(other))) else { return true };
            let (first, other) = (first.origin(), other.origin());
            first.action == other.action && first.offer == other.offer
        });
        clusters.hold(joined);
        clusters.find_possible(below, threshold, too_large);
        clusters
    }

    /// For each lead the number of its cluster.
    pub fn of(&self) -> &[u32] {
        &self.of
    }

    /// Number of clusters.
    pub fn count(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    /// All leads, cluster by cluster.
    pub fn members(&self) -> &[u32] {
        &self.members
    }

    /// The leads of one cluster, in reading order.
    pub fn cluster(&self, cluster: u32) -> &[u32] {
        slice(&self.members, &self.starts, cluster)
    }

    /// Number of groups that are merged: clusters of two or more.
    pub fn group_count(&self) -> usize {
        self.groups.len()
    }

    /// Number of possible groups.
    pub fn possible_count(&self) -> usize {
        self.refused.len()
    }

    /// The kind of each group, possible ones last.
    pub fn kinds(&self) -> &[GroupKind] {
        &self.kinds
    }

    /// The leads of one group, in reading order; empty for a group that is not there.
    pub fn group_leads(&self, group: u32) -> &[u32] {
        match self.groups.get(group as usize) {
            Some(cluster) => self.cluster(*cluster),
            None => slice(&self.possible, &self.possible_starts, group.saturating_sub(number(self.groups.len()))),
        }
    }

    /// How sure a group is: the weakest of its joins, in bits, and for a possible group the one in question.
    pub fn group_bits(&self, group: u32) -> f32 {
        self.holds.get(group as usize).map_or(f32::NEG_INFINITY, |hold| hold.bits)
    }

    /// How sure a group is, 0 to 1.
    pub fn group_confidence(&self, group: u32) -> Confidence {
        Confidence::of_bits(self.group_bits(group))
    }

    /// The two leads whose likeness the group rests on where it is weakest.
    pub fn group_link(&self, group: u32) -> Option<(LeadId, LeadId)> {
        self.holds.get(group as usize).map(|hold| (LeadId(hold.one), LeadId(hold.other)))
    }

    /// What to be careful about.
    pub fn group_warning(&self, group: u32) -> Option<GroupWarning> {
        let size = self.group_leads(group).len();
        let refused = (group as usize).checked_sub(self.groups.len()).and_then(|place| self.refused.get(place)).copied();
        match refused {
            Some(true) => Some(GroupWarning::TooLarge),
            _ if size > LARGE => Some(GroupWarning::Large),
            _ => None,
        }
    }

    /// The group a lead belongs to; `None` where it is alone.
    pub fn group_of(&self, lead: LeadId) -> Option<u32> {
        let cluster = *self.of.get(lead.0 as usize)?;
        self.groups.binary_search(&cluster).ok().map(number)
    }

    /// Groups that were too large to be merged, and the leads in them.
    pub fn too_large(&self) -> (u32, u32) {
        let groups = (0_u32..).zip(&self.refused).filter(|(_, refused)| **refused);
        groups.fold((0, 0), |(groups, leads), (place, _)| {
            (groups + 1, leads + number(slice(&self.possible, &self.possible_starts, place).len()))
        })
    }

    /// Whether two leads stand in one possible group.
    pub fn is_possible(&self, one: LeadId, other: LeadId) -> bool {
        let holds = |group: &[u32], lead: LeadId| group.binary_search(&lead.0).is_ok();
        let groups = 0..number(self.refused.len());
        groups.map(|place| slice(&self.possible, &self.possible_starts, place)).any(|group| holds(group, one) && holds(group, other))
    }

    /// Sorts leads into the clusters their labels name. `alike` tells whether two leads of one person say the same thing.
    fn from_labels(of: Vec<u32>, alike: impl Fn(u32, u32) -> bool) -> Self {
        let count = of.iter().copied().max().map_or(0, |last| last as usize + 1);
        let (starts, members) = sort_by_code(&of, count);
        let mut clusters = Self { of, members, starts, ..Self::default() };
        for cluster in 0..number(count) {
            if let [first, others @ ..] = clusters.cluster(cluster)
                && !others.is_empty()
            {
                let repeat = others.iter().all(|other| alike(*first, *other));
                clusters.kinds.push(if repeat { GroupKind::Repeat } else { GroupKind::Journey });
                clusters.groups.push(cluster);
            }
        }
        clusters
    }

    /// Notes the weakest join of each group.
    fn hold(&mut self, joined: &[Join]) {
        let nothing = Hold { bits: f32::INFINITY, one: 0, other: 0 };
        self.holds = self
            .groups
            .iter()
            .map(|cluster| match self.cluster(*cluster) {
                [one, other, ..] => Hold { one: *one, other: *other, ..nothing },
                _ => nothing,
            })
            .collect();
        for join in joined {
            let Some(group) = self.group_of(LeadId(join.one)) else { continue };
            if let Some(hold) = self.holds.get_mut(group as usize).filter(|hold| join.bits <= hold.bits) {
                *hold = Hold { bits: join.bits, one: join.one, other: join.other };
            }
        }
    }

    /// Finds the groups a person has to decide about: what the joins below the threshold would merge, and what was too large to be merged.
    fn find_possible(&mut self, below: &[Join], threshold: Threshold, too_large: Vec<Vec<u32>>) {
        let lowest = (threshold.0 - POSSIBLE).max(Threshold::FLOOR.0);
        let band = below.get(..below.partition_point(|join| join.bits >= lowest)).unwrap_or_default();
        let cluster_of = |of: &[u32], lead: u32| of.get(lead as usize).copied().unwrap_or_default();
        let mut sets = Sets::new(self.count());
        for join in band {
            sets.join(cluster_of(&self.of, join.one), cluster_of(&self.of, join.other));
        }
        let mut found: Vec<(Vec<u32>, Hold, bool)> = Vec::new();
        let mut place_of = hashbrown::HashMap::with_hasher(foldhash::fast::FixedState::default());
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
        found.sort_by(|(one, ..), (other, ..)| one.first().cmp(&other.first()));
        self.possible_starts.push(0);
        for (leads, hold, refused) in found {
            self.possible.extend(leads);
            self.possible_starts.push(number(self.possible.len()));
            self.kinds.push(GroupKind::Possible);
            self.holds.push(hold);
            self.refused.push(refused);
        }
    }
}

impl Matching {
    /// Who is one person from that threshold on.
    pub fn clusters(&self, leads: &Leads, threshold: Threshold) -> Clusters {
        Clusters::cut(leads, &self.joins, threshold)
    }
}

/// Disjoint sets of numbers.
pub(super) struct Sets {
    parent: Vec<u32>,
}

impl Sets {
    pub(super) fn new(count: usize) -> Self {
        Self { parent: (0..number(count)).collect() }
    }

    pub(super) fn root(&mut self, mut member: u32) -> u32 {
        while let Some(parent) = self.parent.get(member as usize).copied().filter(|parent| *parent != member) {
            let above = self.parent.get(parent as usize).copied().unwrap_or(parent);
            if let Some(place) = self.parent.get_mut(member as usize) {
                *place = above;
            }
            member = above;
        }
        member
    }

    /// Joins two sets; the lower number leads.
    pub(super) fn join(&mut self, one: u32, other: u32) {
        let (one, other) = (self.root(one), self.root(other));
        if let Some(parent) = self.parent.get_mut(one.max(other) as usize) {
            *parent = one.min(other);
        }
    }

    /// The root of every member.
    pub(super) fn roots(&mut self) -> Vec<u32> {
        (0..number(self.parent.len())).map(|member| self.root(member)).collect()
    }

    /// Parts the sets that are too large, and hands out what they held. What the user joined stays together.
    fn dissolve(&mut self, joined: &[Join]) -> Vec<Vec<u32>> {
        let mut sizes = vec![0_u32; self.parent.len()];
        for member in 0..number(self.parent.len()) {
            let root = self.root(member);
            if let Some(size) = sizes.get_mut(root as usize) {
                *size += 1;
            }
        }
        let is_large = |root: u32| sizes.get(root as usize).is_some_and(|size| *size as usize > LARGEST);
        if !sizes.iter().any(|size| *size as usize > LARGEST) {
            return Vec::new();
        }
        let mut parts: Vec<(u32, u32)> =
            (0..number(self.parent.len())).map(|member| (self.root(member), member)).filter(|(root, _)| is_large(*root)).collect();
        parts.sort_unstable();
        for (_, member) in &parts {
            if let Some(parent) = self.parent.get_mut(*member as usize) {
                *parent = *member;
            }
        }
        for join in joined.iter().take_while(|join| join.bits == f32::INFINITY) {
            self.join(join.one, join.other);
        }
        let groups =
            parts.chunk_by(|(one, _), (other, _)| one == other).map(|part| part.iter().map(|(_, member)| *member).collect::<Vec<_>>());
        groups
            .filter(|part| {
                part.first().is_none_or(|first| {
                    let root = self.parent.get(*first as usize);
                    !part.iter().all(|member| self.parent.get(*member as usize) == root)
                })
            })
            .collect()
    }

    /// A label for each member, counted up in their order.
    fn labels(&mut self) -> Vec<u32> {
        let mut label_of = vec![u32::MAX; self.parent.len()];
        let mut labels = 0;
        (0..number(self.parent.len()))
            .map(|member| {
                let root = self.root(member);
                match label_of.get_mut(root as usize) {
                    Some(label) if *label == u32::MAX => {
                        *label = labels;
                        labels += 1;
                        *label
                    }
                    Some(label) => *label,
                    None => u32::MAX,
                }
            })
            .collect()
    }
}

fn slice<'a>(all: &'a [u32], starts: &[u32], place: u32) -> &'a [u32] {
    let start = starts.get(place as usize).copied().unwrap_or_default() as usize;
    let end = starts.get(place as usize + 1).copied().unwrap_or_default() as usize;
    all.get(start..end).unwrap_or_default()
}

/// A length as a number; leads have 32-bit numbers.
fn number(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

/// Counting sort: positions `0..codes.len()` ordered by code, stable, with the start of each code's run and one past the last.
/// Positions whose code is not below `count` are left out.
pub(crate) fn sort_by_code(codes: &[u32], count: usize) -> (Vec<u32>, Vec<u32>) {
    let mut starts = vec![0_u32; count + 1];
    for code in codes {
        if let Some(next) = starts.get_mut((*code as usize).saturating_add(1)) {
            *next += 1;
        }
    }
    let mut sum = 0;
    for start in &mut starts {
        sum += *start;
        *start = sum;
    }
    let mut next = starts.clone();
    let mut sorted = vec![0_u32; sum as usize];
    for (position, code) in (0_u32..).zip(codes) {
        if (*code as usize) < count
            && let Some(next) = next.get_mut(*code as usize)
            && let Some(place) = sorted.get_mut(*next as usize)
        {
            *place = position;
            *next += 1;
        }
    }
    (starts, sorted)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::leads::NONE;

    #[test]
    fn leads_are_sorted_into_the_clusters_their_labels_name() {
        let clusters = Clusters::from_labels(vec![0, 1, 0, 2, 1, 0], |first, _| first == 1);
        assert_eq!(clusters.count(), 3);
        assert_eq!((clusters.cluster(0), clusters.cluster(2), clusters.cluster(3)), (&[0, 2, 5][..], &[3][..], &[][..]));
        assert_eq!(clusters.kinds(), [GroupKind::Journey, GroupKind::Repeat]);
        assert_eq!((clusters.group_of(LeadId(4)), clusters.group_of(LeadId(3))), (Some(1), None));
    }

    #[test]
    fn positions_without_a_code_are_left_out_of_the_order() {
        assert_eq!(sort_by_code(&[1, NONE, 0, 1], 2), (vec![0, 1, 3], vec![2, 0, 3]));
    }
}
