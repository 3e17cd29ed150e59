//! Joins become clusters: every lead in exactly one, and the clusters of two or more as groups.

mod cutting;
mod possible;
mod splice;
#[cfg(test)]
mod tests;

use super::counting_sort::sort_by_code;
use super::evidence::Confidence;
use super::group::{GroupKind, GroupWarning};
use super::identity::Identity;
use super::join::Join;
use super::matcher::Matching;
use super::threshold::Threshold;
use crate::leads::{LeadId, Leads, NONE, OriginStep};
use crate::saturating::saturating_u32;
pub(super) use cutting::Cutting;

/// Leads from which on a group has a warning.
const LARGE: usize = 10;
/// Leads that differ in what tells a person, beyond which no group is made automatically.
const LARGEST: usize = 50;

/// Weakest join of a group: it holds the group together.
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
#[derive(Clone, Debug, Default, PartialEq)]
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
    /// Cuts the joins at a threshold. They come surest first. Leads of one identity are no crowd, however many.
    pub(super) fn cut(leads: &Leads, joins: &[Join], threshold: Threshold, identity: impl Fn(u32) -> Option<Identity>) -> Self {
        Self::cut_some(leads.len(), joins, threshold, identity, Self::steps(leads))
    }

    /// Cuts the joins of so many leads, `step` giving the action and offer of each.
    pub(super) fn cut_some(
        count: usize,
        joins: &[Join],
        threshold: Threshold,
        identity: impl Fn(u32) -> Option<Identity>,
        step: impl Fn(u32) -> Option<OriginStep>,
    ) -> Self {
        let mut cutting = Cutting::new(count, threshold);
        while cutting.step(joins, &identity, &step) {}
        cutting.finish()
    }

    /// Action and offer of each lead; `None` where the file gives neither.
    pub(super) fn steps(leads: &Leads) -> impl Fn(u32) -> Option<OriginStep> + '_ {
        |lead| leads.get(LeadId(lead))?.origin().step()
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

    /// The leads of each possible group.
    pub fn possible_groups(&self) -> impl Iterator<Item = &[u32]> {
        (0..saturating_u32(self.refused.len())).map(|place| slice(&self.possible, &self.possible_starts, place))
    }

    /// The kind of each group, possible ones last.
    pub fn kinds(&self) -> &[GroupKind] {
        &self.kinds
    }

    /// The leads of one group, in reading order; empty for a group that is not there.
    pub fn group_leads(&self, group: u32) -> &[u32] {
        match self.groups.get(group as usize) {
            Some(cluster) => self.cluster(*cluster),
            None => slice(&self.possible, &self.possible_starts, group.saturating_sub(saturating_u32(self.groups.len()))),
        }
    }

    /// Match weight a group rests on, in bits: that of the weakest of its joins, and for a possible group that of the one in question.
    pub fn group_bits(&self, group: u32) -> f32 {
        self.holds.get(group as usize).map_or(f32::NEG_INFINITY, |hold| hold.bits)
    }

    /// Probability that a group is one person, 0 to 1.
    pub fn group_confidence(&self, group: u32) -> Confidence {
        Confidence::of_bits(self.group_bits(group))
    }

    /// The two leads whose likeness the group rests on where it is weakest.
    pub fn group_link(&self, group: u32) -> Option<(LeadId, LeadId)> {
        self.holds.get(group as usize).map(|hold| (LeadId(hold.one), LeadId(hold.other)))
    }

    /// Warning about the size of a group; `None` where it gives no cause for one.
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
        self.groups.binary_search(&cluster).ok().map(saturating_u32)
    }

    /// Groups that were too large to be merged, and the leads in them.
    pub fn too_large(&self) -> (u32, u32) {
        let groups = (0_u32..).zip(&self.refused).filter(|(_, refused)| **refused);
        groups.fold((0, 0), |(groups, leads), (place, _)| {
            (groups + 1, leads + saturating_u32(slice(&self.possible, &self.possible_starts, place).len()))
        })
    }

    /// The possible group a lead stands in.
    pub fn possible_of(&self, lead: LeadId) -> Option<u32> {
        let groups = 0..saturating_u32(self.refused.len());
        let holds = |place: &u32| slice(&self.possible, &self.possible_starts, *place).binary_search(&lead.0).is_ok();
        groups.into_iter().find(holds).map(|place| saturating_u32(self.groups.len()) + place)
    }

    /// True for two leads that stand in one possible group.
    pub fn is_possible(&self, one: LeadId, other: LeadId) -> bool {
        let holds = |group: &[u32], lead: LeadId| group.binary_search(&lead.0).is_ok();
        let groups = 0..saturating_u32(self.refused.len());
        groups.map(|place| slice(&self.possible, &self.possible_starts, place)).any(|group| holds(group, one) && holds(group, other))
    }

    /// The leads that are with others than in `after`, in reading order.
    pub(crate) fn changed(&self, after: &Self) -> Vec<u32> {
        let mut changed = Vec::new();
        for cluster in 0..saturating_u32(after.count()) {
            let members = after.cluster(cluster);
            let before = members.first().and_then(|first| self.of.get(*first as usize)).map_or(&[][..], |before| self.cluster(*before));
            if members != before {
                changed.extend_from_slice(members);
            }
        }
        changed.sort_unstable();
        changed
    }

    /// Sorts leads into the clusters their labels name.
    fn from_labels(of: Vec<u32>) -> Self {
        let count = of.iter().copied().max().map_or(0, |last| last as usize + 1);
        let (starts, members) = sort_by_code(&of, count);
        Self { of, members, starts, ..Self::default() }
    }

    /// Finds the clusters of two or more. `step` gives the action and offer of a lead.
    fn find_groups(&mut self, step: impl Fn(u32) -> Option<OriginStep>) {
        for cluster in 0..saturating_u32(self.count()) {
            let members = slice(&self.members, &self.starts, cluster);
            if let [first, second, ..] = members {
                self.kinds.push(kind(members, &step));
                self.groups.push(cluster);
                self.holds.push(Hold { bits: f32::INFINITY, one: *first, other: *second });
            }
        }
    }

    /// For each cluster the place of its group, if it is one.
    fn group_places(&self) -> Vec<u32> {
        let mut places = vec![NONE; self.count()];
        for (cluster, group) in self.groups.iter().zip(0..) {
            if let Some(place) = places.get_mut(*cluster as usize) {
                *place = group;
            }
        }
        places
    }

    /// Notes some joins where they are the weakest of their group so far.
    fn hold(&mut self, joined: &[Join], group_places: &[u32]) {
        for join in joined {
            let cluster = self.of.get(join.one as usize).copied().unwrap_or(NONE);
            let group = group_places.get(cluster as usize).copied().unwrap_or(NONE);
            if let Some(hold) = self.holds.get_mut(group as usize).filter(|hold| join.bits <= hold.bits) {
                *hold = Hold { bits: join.bits, one: join.one, other: join.other };
            }
        }
    }
}

impl Matching {
    /// Cuts the joins at a threshold: the leads of one cluster are one person.
    pub fn clusters(&self, leads: &Leads, threshold: Threshold) -> Clusters {
        Clusters::cut(leads, &self.joins, self.threshold_in_force(threshold), |lead| self.identity(lead))
    }
}

/// Kind of a merged group: a journey where two steps differ, a repeat where all are known and the same.
fn kind(members: &[u32], step: impl Fn(u32) -> Option<OriginStep>) -> GroupKind {
    let mut steps = members.iter().filter_map(|lead| step(*lead));
    let Some(first) = steps.next() else { return GroupKind::Unspecified };
    let mut known = 1;
    for other in steps {
        if other != first {
            return GroupKind::Journey;
        }
        known += 1;
    }
    if known == members.len() { GroupKind::Repeat } else { GroupKind::Unspecified }
}

fn slice<'a>(all: &'a [u32], starts: &[u32], place: u32) -> &'a [u32] {
    let start = starts.get(place as usize).copied().unwrap_or_default() as usize;
    let end = starts.get(place as usize + 1).copied().unwrap_or_default() as usize;
    all.get(start..end).unwrap_or_default()
}
