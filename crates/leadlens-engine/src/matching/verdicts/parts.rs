//! Decisions by which parts of many leads differ, in addition to decisions about single pairs.

use std::collections::{BTreeMap, BTreeSet};

use super::Decision;
use crate::matching::Verdict;
use crate::sorting;

/// Parts that leads have in steps, and the pairs across parts that were joined later.
#[derive(Debug, Default)]
pub(super) struct StatedParts {
    /// For each lead the steps, in order, and its part in each.
    parts_of: BTreeMap<u32, Vec<(usize, u32)>>,
    /// For each step the pairs that were taken back, the lead of the lower part first.
    taken_back: BTreeMap<usize, BTreeSet<(u32, u32)>>,
}

/// Leads, each with its part.
type Places = Vec<(u32, u32)>;
/// Two leads each, the lower number first.
type Pairs = Vec<(u32, u32)>;

/// The last verdict on a pair: the step, the leads, what they are.
type PairVerdict = (usize, u32, u32, Verdict);

impl StatedParts {
    /// Looks through the steps. Pairs that the parts of a later step have replaced are removed.
    pub(super) fn of(steps: &[Decision], pairs: &mut Vec<PairVerdict>) -> Self {
        let mut stated = Self::default();
        for (step, decided) in steps.iter().enumerate() {
            for (part, leads) in (0..).zip(&decided.parts) {
                for lead in leads {
                    stated.parts_of.entry(*lead).or_default().push((step, part));
                }
            }
        }
        if !stated.parts_of.is_empty() {
            pairs.retain(|(step, left, right, verdict)| *verdict == Verdict::Different || stated.stands(*step, *left, *right));
        }
        stated
    }

    /// True where no later step puts two leads that are the same into different parts. It takes them out of those of earlier ones.
    fn stands(&mut self, step: usize, left: u32, right: u32) -> bool {
        let (Some(lefts), Some(rights)) = (self.parts_of.get(&left), self.parts_of.get(&right)) else { return true };
        let rights = sorting::map(rights.iter().copied());
        let mut stands = true;
        for (of, part, other) in lefts.iter().filter_map(|(of, part)| Some((*of, *part, *rights.get(of)?))) {
            if part != other && of > step {
                stands = false;
            } else if part != other {
                let pair = if part < other { (left, right) } else { (right, left) };
                self.taken_back.entry(of).or_default().insert(pair);
            }
        }
        stands
    }

    /// The leads of a step with their parts, lower parts first. Those of a pair that was taken back are left out: each of the other pairs
    /// they are in is listed apart.
    pub(super) fn of_step(&self, step: usize, decided: &Decision) -> (Places, Pairs) {
        let all: Vec<(u32, u32)> =
            (0..).zip(&decided.parts).flat_map(|(part, leads)| leads.iter().map(move |lead| (*lead, part))).collect();
        let Some(taken_back) = self.taken_back.get(&step) else { return (all, Vec::new()) };
        let out: BTreeSet<u32> = taken_back.iter().map(|(lead, _)| *lead).collect();
        let mut singles = Vec::new();
        for (lead, part) in all.iter().filter(|(lead, _)| out.contains(lead)) {
            let others = all.iter().filter(|(_, of)| of != part).filter(|(other, of)| of > part || !out.contains(other));
            let others = others.filter(|(other, of)| !taken_back.contains(&if part < of { (*lead, *other) } else { (*other, *lead) }));
            singles.extend(others.map(|(other, _)| (*lead.min(other), *lead.max(other))));
        }
        (all.into_iter().filter(|(lead, _)| !out.contains(lead)).collect(), singles)
    }
}

/// The same parts with each lead in the first of those it is in, in the order of the statement: where decisions contradict each other, that
/// order tells which holds, and the numbers of leads change with the order of rows.
pub(super) fn disjoint(parts: &[impl AsRef<[u32]>]) -> Vec<Vec<u32>> {
    let mut met = BTreeSet::new();
    let part = |leads: &[u32]| leads.iter().copied().filter(|lead| met.insert(*lead)).collect();
    parts.iter().map(AsRef::as_ref).map(part).collect()
}
