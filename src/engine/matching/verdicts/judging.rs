//! From what the user says of groups to decisions about leads.

use std::collections::BTreeMap;

use super::Verdicts;
use crate::engine::matching::{Clusters, Judgement};

impl Verdicts {
    /// Takes a decision about groups as they are numbered in these clusters.
    pub fn judge(&mut self, judgement: Judgement, clusters: &Clusters) {
        match judgement {
            Judgement::GroupSame(group) => self.same(clusters.group_leads(group)),
            Judgement::GroupDifferent(group) => {
                let leads = clusters.group_leads(group);
                let parts = parts(leads, clusters.of());
                if parts.len() > 1 {
                    self.different(&parts.iter().map(Vec::as_slice).collect::<Vec<_>>());
                } else {
                    self.different(&leads.chunks(1).collect::<Vec<_>>());
                }
            }
            Judgement::GroupLater(group) => self.later(clusters.group_leads(group)),
            Judgement::SplitOut { group, lead } => {
                let leads = clusters.group_leads(group);
                if leads.contains(&lead) {
                    self.split_out(lead, leads);
                }
            }
            Judgement::Pair { left, right, verdict } => self.pair(left, right, verdict),
            Judgement::Undo => drop(self.undo()),
            Judgement::Redo => drop(self.redo()),
        }
    }
}

/// The leads of a group by the person each is taken for, in the order of their first leads.
fn parts(leads: &[u32], clusters: &[u32]) -> Vec<Vec<u32>> {
    let mut place_of = BTreeMap::new();
    let mut parts: Vec<Vec<u32>> = Vec::new();
    for lead in leads {
        let cluster = clusters.get(*lead as usize).copied();
        let place = *place_of.entry(cluster).or_insert(parts.len());
        match parts.get_mut(place) {
            Some(part) => part.push(*lead),
            None => parts.push(vec![*lead]),
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_falls_into_the_people_its_leads_are_taken_for() {
        assert_eq!(parts(&[0, 2, 3, 5], &[0, 9, 1, 0, 9, 2]), [vec![0, 3], vec![2], vec![5]]);
    }
}
