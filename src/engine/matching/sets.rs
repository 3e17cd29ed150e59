//! Disjoint sets, and the labels they give.

use super::cluster::Join;
use super::number::number;

/// Disjoint sets of the numbers below a count.
#[derive(Debug)]
pub(super) struct Sets {
    parent: Vec<u32>,
}

impl Sets {
    /// Everyone alone.
    pub(super) fn new(count: usize) -> Self {
        Self { parent: (0..number(count)).collect() }
    }

    /// Who stands for this one's set. Ways are halved as they are gone.
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

    /// Parts the sets of more than `largest`, and hands out what they held. What the user joined stays together.
    pub(super) fn dissolve(&mut self, joined: &[Join], largest: usize) -> Vec<Vec<u32>> {
        let mut sizes = vec![0_u32; self.parent.len()];
        for member in 0..number(self.parent.len()) {
            let root = self.root(member);
            if let Some(size) = sizes.get_mut(root as usize) {
                *size += 1;
            }
        }
        let is_large = |root: u32| sizes.get(root as usize).is_some_and(|size| *size as usize > largest);
        if !sizes.iter().any(|size| *size as usize > largest) {
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
    pub(super) fn labels(&mut self) -> Vec<u32> {
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
