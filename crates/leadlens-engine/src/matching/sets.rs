//! Disjoint sets, and the labels they give.

use super::identity::Identity;
use super::join::Join;
use crate::saturating::saturating_u32;

/// The members of a large set, each with its identity, if it has one.
type Crowd = Vec<(Option<Identity>, u32)>;

/// True for two members of one identity; those without any equal no other.
fn is_alike((one, _): &(Option<Identity>, u32), (other, _): &(Option<Identity>, u32)) -> bool {
    one.is_some() && one == other
}

/// Disjoint sets of the numbers below a count.
#[derive(Debug)]
pub(super) struct Sets {
    parent: Vec<u32>,
}

impl Sets {
    /// Everyone alone.
    pub(super) fn new(count: usize) -> Self {
        Self { parent: (0..saturating_u32(count)).collect() }
    }

    /// The member that stands for this one's set. Paths are halved as they are gone.
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
        (0..saturating_u32(self.parent.len())).map(|member| self.root(member)).collect()
    }

    /// Parts the sets of more than `largest` members who differ, and hands out what they held. Members of one identity count as one and stay
    /// together, as does what the user joined.
    pub(super) fn dissolve(&mut self, joined: &[Join], largest: usize, identity: impl Fn(u32) -> Option<Identity>) -> Vec<Vec<u32>> {
        let mut crowds = self.crowds(largest, identity);
        crowds.retain(|crowd| crowd.chunk_by(is_alike).count() > largest);
        if crowds.is_empty() {
            return Vec::new();
        }
        for (_, member) in crowds.iter().flatten() {
            if let Some(parent) = self.parent.get_mut(*member as usize) {
                *parent = *member;
            }
        }
        for alike in crowds.iter().flat_map(|crowd| crowd.chunk_by(is_alike)) {
            for ((_, one), (_, other)) in alike.iter().zip(alike.iter().skip(1)) {
                self.join(*one, *other);
            }
        }
        for join in joined.iter().take_while(|join| join.bits == f32::INFINITY) {
            self.join(join.one, join.other);
        }
        let members = |crowd: Crowd| {
            let mut members: Vec<u32> = crowd.into_iter().map(|(_, member)| member).collect();
            members.sort_unstable();
            members
        };
        let mut parted: Vec<Vec<u32>> = crowds.into_iter().map(members).collect();
        parted.retain(|members| members.first().is_some_and(|first| members.iter().any(|member| self.root(*member) != self.root(*first))));
        parted
    }

    /// The sets of more than `largest` members, in the order of their first ones; members of one identity stand side by side.
    fn crowds(&mut self, largest: usize, identity: impl Fn(u32) -> Option<Identity>) -> Vec<Crowd> {
        let mut sizes = vec![0_u32; self.parent.len()];
        for member in 0..saturating_u32(self.parent.len()) {
            let root = self.root(member);
            if let Some(size) = sizes.get_mut(root as usize) {
                *size += 1;
            }
        }
        let mut crowds: Vec<(u32, Crowd)> =
            (0..).zip(&sizes).filter(|(_, size)| **size as usize > largest).map(|(root, _)| (root, Vec::new())).collect();
        if crowds.is_empty() {
            return Vec::new();
        }
        for member in 0..saturating_u32(self.parent.len()) {
            let root = self.root(member);
            let place = crowds.binary_search_by_key(&root, |(root, _)| *root).ok();
            if let Some((_, crowd)) = place.and_then(|place| crowds.get_mut(place)) {
                crowd.push((identity(member), member));
            }
        }
        let crowds = crowds.into_iter().map(|(_, mut crowd)| {
            crowd.sort_unstable();
            crowd
        });
        crowds.collect()
    }

    /// A label for each member, counted up in their order.
    pub(super) fn labels(&mut self) -> Vec<u32> {
        let mut label_of = vec![u32::MAX; self.parent.len()];
        let mut labels = 0;
        (0..saturating_u32(self.parent.len()))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_are_numbered_in_the_order_of_their_first_members() {
        let mut sets = Sets::new(6);
        for (one, other) in [(5, 1), (4, 2), (2, 5), (3, 3)] {
            sets.join(one, other);
        }
        assert_eq!(sets.labels(), [0, 1, 1, 2, 1, 1]);
    }
}
