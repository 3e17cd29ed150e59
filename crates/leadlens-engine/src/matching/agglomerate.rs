//! Pairs become people: clusters grow from the surest pair down, and never by a pair alone. Two clusters are compared by
//! all their members together, so that a chain of likenesses does not join strangers.

#[cfg(test)]
mod tests;

use std::collections::BinaryHeap;

use foldhash::fast::FixedState;
use hashbrown::{HashMap, HashSet};

use super::apart::Apart;
use super::evidence::{Conflict, Level};
use super::model::{Model, PairScore};
use super::profile::Profiles;
use super::sets::Sets;

/// A pair worth keeping: two profiles and their total, in bits.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Edge {
    pub(super) one: u32,
    pub(super) other: u32,
    pub(super) bits: f32,
}

/// Two clusters become one, at a height in bits; clusters are named by any of their members.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Merge {
    pub(super) one: u32,
    pub(super) other: u32,
    pub(super) bits: f32,
}

/// Total of two members at or below which their clusters stay apart, whatever the other totals.
const VETO: f32 = -16.0;
/// Bounds of a pair's total in the mean, in bits: one clear yes does not outweigh many doubts.
const FLOOR: f32 = -4.0;
const CEILING: f32 = 20.0;
/// Share of the mean of all pairs in the match weight of two clusters; the best of them makes up the rest.
const MEAN: f32 = 0.15;
/// Members of each cluster that are looked at, at most.
const LOOKED_AT: usize = 5;

/// Nodes to be clustered: profiles, or single leads where the user told leads of one profile apart.
#[derive(Clone, Debug, Default)]
pub(super) struct Nodes {
    /// The profile of each node.
    pub(super) profiles: Vec<u32>,
    /// Pairs of nodes worth keeping.
    pub(super) edges: Vec<Edge>,
    /// Pairs the user joined.
    pub(super) same: Vec<(u32, u32)>,
    /// Pairs the user told apart.
    pub(super) different: Vec<(u32, u32)>,
    /// Nodes in parts the user told apart: the node, the decision, the part.
    pub(super) parts: Vec<(u32, u32, u32)>,
}

/// Edge in the order clusters grow by: the highest match weight first, then the lower numbers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Candidate {
    bits: f32,
    /// The total of the pair itself.
    best: f32,
    one: u32,
    other: u32,
}

impl From<Edge> for Candidate {
    fn from(edge: Edge) -> Self {
        Self { bits: edge.bits, best: edge.bits, one: edge.one, other: edge.other }
    }
}

impl Eq for Candidate {}

impl Ord for Candidate {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.bits.total_cmp(&other.bits).then_with(|| (other.one, other.other).cmp(&(self.one, self.other)))
    }
}

impl PartialOrd for Candidate {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

/// Clusters growing: the merges down to the lowest edge, surest first, the user's before all. Any threshold cuts this list at one place.
#[derive(Debug)]
pub(super) struct Agglomeration {
    nodes: Nodes,
    forest: Forest,
    /// The edges, surest first, and the next of them.
    edges: Vec<Candidate>,
    at: usize,
    /// Edges that are less sure of the clusters they stand between by now.
    heap: BinaryHeap<Candidate>,
    height: f32,
    merges: Vec<Merge>,
}

impl Agglomeration {
    /// Begins with what the user joined.
    pub(super) fn new(mut nodes: Nodes) -> Self {
        let mut edges: Vec<Candidate> = std::mem::take(&mut nodes.edges).into_iter().map(Candidate::from).collect();
        edges.sort_unstable_by(|one, other| other.cmp(one));
        Self::sorted(nodes, edges)
    }

    /// The same with the edges as an argument of their own, surest first.
    pub(super) fn sorted(nodes: Nodes, edges: Vec<Candidate>) -> Self {
        let mut forest = Forest::new(&nodes);
        let mut merges = Vec::new();
        for (one, other) in &nodes.same {
            let roots = (forest.root(*one), forest.root(*other));
            if roots.0 != roots.1 {
                merges.push(Merge { one: *one, other: *other, bits: f32::INFINITY });
                forest.join(roots.0, roots.1);
                let root = forest.root(*one);
                forest.by_user.insert(root);
            }
        }
        Self { nodes, forest, edges, at: 0, heap: BinaryHeap::new(), height: f32::INFINITY, merges }
    }

    /// The surest pair that was not looked at yet.
    fn next(&mut self) -> Option<Candidate> {
        let edge = self.edges.get(self.at).copied();
        if self.heap.peek() > edge.as_ref() {
            return self.heap.pop();
        }
        self.at += usize::from(edge.is_some());
        edge
    }

    /// Looks at the next pairs, so many at most; `false` when there are none left.
    pub(super) fn step(&mut self, profiles: &Profiles, model: &Model, pairs: usize) -> bool {
        for _ in 0..pairs {
            let Some(top) = self.next() else { return false };
            let (one, other) = (self.forest.root(top.one), self.forest.root(top.other));
            if one == other || self.forest.apart.are(one, other) {
                continue;
            }
            // Members the user joined may contradict each other; the members of either stay in it.
            let is_by_user = self.forest.by_user.contains(&one) || self.forest.by_user.contains(&other);
            let linkage = Linkage { profiles, model, nodes: &self.nodes };
            let bits =
                if is_by_user { Some(top.best) } else { linkage.bits(self.forest.members(one), self.forest.members(other), top.best) };
            let Some(bits) = bits else { continue };
            if bits < top.bits - 0.01 {
                self.heap.push(Candidate { bits, ..top });
                continue;
            }
            self.height = self.height.min(top.bits);
            self.merges.push(Merge { one: top.one, other: top.other, bits: self.height });
            self.forest.join(one, other);
        }
        self.at < self.edges.len() || !self.heap.is_empty()
    }

    /// The merges, in the order they were made.
    pub(super) fn merges(self) -> Vec<Merge> {
        self.merges
    }
}

/// All merges at once.
#[cfg(test)]
pub(super) fn agglomerate(profiles: &Profiles, model: &Model, nodes: Nodes) -> Vec<Merge> {
    let mut agglomeration = Agglomeration::new(nodes);
    while agglomeration.step(profiles, model, usize::MAX) {}
    agglomeration.merges()
}

/// Decides about two clusters being one person.
struct Linkage<'a> {
    profiles: &'a Profiles,
    model: &'a Model,
    nodes: &'a Nodes,
}

impl Linkage<'_> {
    /// Match weight of two clusters, in bits; `None` when they must stay apart.
    fn bits(&self, one: &[u32], other: &[u32], best: f32) -> Option<f32> {
        if one.len() == 1 && other.len() == 1 {
            return Some(best);
        }
        let profile = |node: &u32| self.nodes.profiles.get(*node as usize).copied().unwrap_or_default();
        let (mut sum, mut count) = (0.0, 0.0_f32);
        for left in one.iter().take(LOOKED_AT).map(profile) {
            for right in other.iter().take(LOOKED_AT).map(profile) {
                let score = self.model.score(self.profiles, left, right);
                let bits = score.total;
                if bits < VETO || bits < conflict_veto(&score, self.model.frequencies.kinship) {
                    return None;
                }
                sum += bits.clamp(FLOOR, CEILING);
                count += 1.0;
            }
        }
        Some(best.min(MEAN * (sum / count.max(1.0)) + (1.0 - MEAN) * best.min(CEILING)))
    }
}

/// Kinship from which on a file is taken to hold families; below it other given names at one place are mostly slips.
const FAMILIES: f32 = 0.4;

/// The total below which a pair that is in conflict keeps its clusters apart, whatever others say.
fn conflict_veto(score: &PairScore, kinship: f32) -> f32 {
    let [given, family, ..] = score.levels;
    match score.conflict {
        // Where no person is named the company is who it is.
        Some((Conflict::SharedContact, _)) if given == Level::Absent && family == Level::Absent => -2.0,
        // Relatives at one mailbox are not joined by a lead without a name.
        Some((Conflict::Relatives, _)) if kinship >= FAMILIES => 0.0,
        Some((Conflict::Generations, _)) => -4.0,
        Some((Conflict::SharedContact, _)) => -8.0,
        _ => f32::NEG_INFINITY,
    }
}

/// Clusters as they grow, with their members.
#[derive(Debug)]
struct Forest {
    sets: Sets,
    /// Every node by itself, for the clusters of one.
    singles: Vec<u32>,
    /// The first members of larger clusters, by their roots.
    members: HashMap<u32, Vec<u32>, FixedState>,
    /// Roots of clusters that hold what the user joined.
    by_user: HashSet<u32, FixedState>,
    /// Clusters the user told apart, by their roots.
    apart: Apart,
}

/// Maximum members stored of a cluster. What grows beyond any group the user would accept need not be known in full.
const MAX_MEMBERS: usize = 64;

impl Forest {
    fn new(nodes: &Nodes) -> Self {
        let mut apart = Apart::default();
        for (one, other) in &nodes.different {
            apart.separate(*one, *other);
        }
        for (node, decision, part) in &nodes.parts {
            apart.put(*node, *decision, *part);
        }
        Self {
            sets: Sets::new(nodes.profiles.len()),
            singles: (0..).take(nodes.profiles.len()).collect(),
            members: HashMap::with_hasher(FixedState::default()),
            by_user: HashSet::with_hasher(FixedState::default()),
            apart,
        }
    }

    fn root(&mut self, member: u32) -> u32 {
        self.sets.root(member)
    }

    fn members(&self, root: u32) -> &[u32] {
        let single = || self.singles.get(root as usize..=root as usize).unwrap_or_default();
        self.members.get(&root).map_or_else(single, Vec::as_slice)
    }

    /// Joins two clusters named by their roots; members stay in the order of their numbers.
    fn join(&mut self, one: u32, other: u32) {
        self.sets.join(one, other);
        let (root, child) = (one.min(other), one.max(other));
        let moved = self.members.remove(&child).unwrap_or_else(|| vec![child]);
        let members = self.members.entry(root).or_insert_with(|| vec![root]);
        members.extend(moved);
        members.sort_unstable();
        members.truncate(MAX_MEMBERS);
        if self.by_user.contains(&child) {
            self.by_user.insert(root);
        }
        self.apart.join(root, child);
    }
}
