//! Connected components.

/// A forest over `0..len`: who is joined with whom so far.
pub(super) struct Partition {
    parents: Vec<u32>,
}

impl Partition {
    /// Everyone alone.
    pub(super) fn new(len: usize) -> Self {
        Self { parents: (0..u32::try_from(len).unwrap_or(u32::MAX)).collect() }
    }

    /// Who stands for this one's component. Ways are halved as they are gone.
    pub(super) fn root(&mut self, mut item: u32) -> u32 {
        loop {
            let parent = self.parent(item);
            if parent == item {
                return item;
            }
            let next = self.parent(parent);
            if let Some(place) = self.parents.get_mut(item as usize) {
                *place = next;
            }
            item = next;
        }
    }

    /// Joins two components; the lower number stands for both.
    pub(super) fn join(&mut self, one: u32, other: u32) {
        let (one, other) = (self.root(one), self.root(other));
        if let Some(parent) = self.parents.get_mut(one.max(other) as usize) {
            *parent = one.min(other);
        }
    }

    /// For each item the number of its component, counted up in the order of their first items.
    pub(super) fn labels(mut self) -> Vec<u32> {
        let mut labels: Vec<u32> = Vec::with_capacity(self.parents.len());
        let mut next = 0;
        for item in 0..u32::try_from(self.parents.len()).unwrap_or(u32::MAX) {
            let root = self.root(item);
            // The root is the lowest number of its component, so it is labelled first.
            let label = labels.get(root as usize).copied().unwrap_or_else(|| {
                next += 1;
                next - 1
            });
            labels.push(label);
        }
        labels
    }

    fn parent(&self, item: u32) -> u32 {
        self.parents.get(item as usize).copied().unwrap_or(item)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn components_are_numbered_in_the_order_of_their_first_items() {
        let mut partition = Partition::new(6);
        for (one, other) in [(5, 1), (4, 2), (2, 5), (3, 3)] {
            partition.join(one, other);
        }
        assert_eq!(partition.labels(), [0, 1, 1, 2, 1, 1]);
    }
}
