//! Leads become clusters: by the same canonical e-mail, until scored matching takes its place.

use super::evidence::{Field, Level};
use super::group::{Confidence, Group, GroupKind, MatchReason};
use crate::engine::leads::{LeadId, Leads, NONE};

/// How sure a shared e-mail is. Not 1: mailboxes are shared, mistyped and inherited.
const SAME_EMAIL: Confidence = Confidence(0.99);

/// Every lead in exactly one cluster, and the clusters of two or more as groups.
///
/// Clusters and groups are numbered in the order of their first lead; leads within one keep reading order. Leads of cluster `c` are
/// `members[starts[c]..starts[c + 1]]`: 12 bytes a lead in all.
#[derive(Clone, Debug, Default)]
pub struct Clusters {
    of: Vec<u32>,
    members: Vec<u32>,
    starts: Vec<u32>,
    groups: Vec<u32>,
    kinds: Vec<GroupKind>,
}

impl Clusters {
    /// Finds out who is the same person.
    pub fn build(leads: &Leads) -> Self {
        Self::from_labels(label_by_email(leads), |first, other| {
            let (Some(first), Some(other)) = (leads.get(LeadId(first)), leads.get(LeadId(other))) else { return true };
            let (first, other) = (first.origin(), other.origin());
            first.action == other.action && first.offer == other.offer
        })
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
        let start = self.starts.get(cluster as usize).copied().unwrap_or_default() as usize;
        let end = self.starts.get(cluster as usize + 1).copied().unwrap_or_default() as usize;
        self.members.get(start..end).unwrap_or_default()
    }

    /// Number of groups: clusters of two or more.
    pub fn group_count(&self) -> usize {
        self.groups.len()
    }

    /// The kind of each group.
    pub fn kinds(&self) -> &[GroupKind] {
        &self.kinds
    }

    /// The leads of one group, in reading order; empty for a group that is not there.
    pub fn group_leads(&self, group: u32) -> &[u32] {
        self.groups.get(group as usize).map_or(&[], |cluster| self.cluster(*cluster))
    }

    /// One group; `None` for a number that is not there.
    pub fn group(&self, id: u32) -> Option<Group> {
        let kind = *self.kinds.get(id as usize)?;
        let leads = self.group_leads(id).iter().copied().map(LeadId).collect();
        let reason = MatchReason { agree: vec![(Field::Email, Level::Same)], ..MatchReason::default() };
        Some(Group { id, leads, kind, confidence: SAME_EMAIL, reason, warning: None })
    }

    /// The group a lead belongs to; `None` where it is alone.
    pub fn group_of(&self, lead: LeadId) -> Option<u32> {
        let cluster = *self.of.get(lead.0 as usize)?;
        self.groups.binary_search(&cluster).ok().and_then(|group| u32::try_from(group).ok())
    }

    /// Sorts leads into the clusters their labels name. `alike` tells whether two leads of one person say the same thing.
    fn from_labels(of: Vec<u32>, alike: impl Fn(u32, u32) -> bool) -> Self {
        let count = of.iter().copied().max().map_or(0, |last| last as usize + 1);
        let (starts, members) = sort_by_code(&of, count);
        let mut clusters = Self { of, members, starts, ..Self::default() };
        for cluster in 0..u32::try_from(count).unwrap_or(u32::MAX) {
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
}

/// A label for each lead: the same for the same canonical e-mail, one of its own where there is none. Labels count up in reading order.
fn label_by_email(leads: &Leads) -> Vec<u32> {
    let mut label_of_email = vec![NONE; leads.email_texts().len()];
    let mut labels = 0;
    let mut next_label = || {
        labels += 1;
        labels - 1
    };
    leads
        .emails()
        .iter()
        .map(|email| match label_of_email.get_mut(*email as usize) {
            None => next_label(),
            Some(label) if *label == NONE => {
                *label = next_label();
                *label
            }
            Some(label) => *label,
        })
        .collect()
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
