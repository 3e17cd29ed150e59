//! Everything the user decided about who is who, step by step, and what follows from it.

mod judging;
mod parts;
mod propagation;
mod saved;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::verdict::{Contradiction, Verdict};
use parts::{PartsSaid, disjoint};
use propagation::Propagation;
pub use saved::{SavedReview, SavedStep, SavedVerdict};

/// What a step says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum StepKind {
    /// Leads are one person.
    #[default]
    Same,
    /// Leads are different people.
    Different,
    /// Leads are to be asked about later.
    Later,
}

/// One decision of the user, which is taken back as one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Step {
    kind: StepKind,
    /// Two leads each, the lower number first.
    pairs: Vec<(u32, u32, Verdict)>,
    /// Leads in parts that differ, no lead twice.
    parts: Vec<Vec<u32>>,
    /// Leads put off.
    later: Vec<u32>,
    /// What it says of leads that are not open; it goes where the step goes.
    absent: SavedStep,
}

impl Step {
    fn is_empty(&self) -> bool {
        self.pairs.is_empty() && self.later.is_empty() && self.parts.iter().filter(|part| !part.is_empty()).count() < 2
    }
}

/// What matching has to obey. Nothing in it contradicts anything else in it, or what follows from it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Constraints {
    /// Leads that are one person.
    pub same: Vec<(u32, u32)>,
    /// Leads that are different people, and with them everyone who is the same as either.
    pub different: Vec<(u32, u32)>,
    /// For each decision about many the leads with the parts they are in: leads in different parts are different people.
    pub apart: Vec<Vec<(u32, u32)>>,
    /// Decisions that do not hold, because those before them say the opposite.
    pub contradictions: Vec<Contradiction>,
}

impl Constraints {
    /// Whether there is nothing to obey.
    pub fn is_empty(&self) -> bool {
        self.same.is_empty() && self.different.is_empty() && self.apart.is_empty()
    }

    /// Every lead it speaks of, some more than once.
    pub(super) fn leads(&self) -> impl Iterator<Item = u32> {
        let pairs = self.same.iter().chain(&self.different).flat_map(|(one, other)| [*one, *other]);
        pairs.chain(self.apart.iter().flatten().map(|(lead, _)| *lead))
    }
}

/// The decisions of the user about the leads that are open, with those taken back.
///
/// A decision about a pair replaces an earlier one about the same pair; what is said of a group is said of each pair in it. Otherwise
/// the earlier decision holds where a later one contradicts what follows from it. Without contradictions the order does not matter.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Verdicts {
    steps: Vec<Step>,
    /// Steps taken back, the one to come again first at the end.
    undone: Vec<Step>,
    /// Steps of a saved review about leads none of which is open; kept to be saved again.
    absent: Vec<SavedStep>,
    /// Made of the steps:
    held: Propagation,
    constraints: Constraints,
    later: BTreeSet<u32>,
    /// Steps *same* and *different* that hold.
    counts: (u32, u32),
}

impl Verdicts {
    /// All these leads are one person.
    pub fn same(&mut self, leads: &[u32]) {
        let group: BTreeSet<u32> = leads.iter().copied().collect();
        let mut pairs: Vec<(u32, u32)> = leads.iter().copied().zip(leads.iter().skip(1).copied()).collect();
        // What was said against it before of any two of them is replaced.
        pairs.extend(self.said(Verdict::Different).filter(|(left, right)| group.contains(left) && group.contains(right)));
        for step in self.steps.iter().filter(|step| !step.parts.is_empty()) {
            let parts: Vec<Vec<u32>> =
                step.parts.iter().map(|part| part.iter().copied().filter(|lead| group.contains(lead)).collect()).collect();
            for (place, part) in parts.iter().enumerate() {
                let others = || parts.iter().skip(place + 1).flatten();
                pairs.extend(part.iter().flat_map(|left| others().map(move |right| (*left, *right))));
            }
        }
        self.decide(StepKind::Same, pairs.into_iter().map(|(left, right)| (left, right, Verdict::Same)).collect());
    }

    /// No two parts are the same person. What was said to be the same inside of a part stays so.
    pub fn different(&mut self, parts: &[&[u32]]) {
        let mut parts = disjoint(parts);
        parts.retain(|leads| !leads.is_empty());
        if parts.len() < 2 {
            return;
        }
        let part_of: BTreeMap<u32, usize> =
            parts.iter().enumerate().flat_map(|(part, leads)| leads.iter().map(move |lead| (*lead, part))).collect();
        let mut inside = Propagation::default();
        let is_within = |(left, right): &(u32, u32)| {
            self.held.root(*left) == self.held.root(*right) && part_of.contains_key(left) && part_of.get(left) == part_of.get(right)
        };
        for (left, right) in self.said(Verdict::Same).filter(is_within) {
            inside.hold(left, right, Verdict::Same);
        }
        // Also where it was said by way of another part.
        let mut pairs = Vec::new();
        for leads in &parts {
            let mut first_of = BTreeMap::new();
            for lead in leads {
                let first = *first_of.entry(self.held.root(*lead)).or_insert(*lead);
                if inside.root(first) != inside.root(*lead) {
                    inside.hold(first, *lead, Verdict::Same);
                    pairs.push((first.min(*lead), first.max(*lead), Verdict::Same));
                }
            }
        }
        self.push(Step { kind: StepKind::Different, pairs, parts, ..Step::default() });
    }

    /// A lead is another person than all these. What was said to be the same among the others stays so.
    pub fn split_out(&mut self, lead: u32, others: &[u32]) {
        self.different(&[&[lead], others]);
    }

    /// Two leads are one person, or are not.
    pub fn pair(&mut self, left: u32, right: u32, verdict: Verdict) {
        let kind = if verdict == Verdict::Same { StepKind::Same } else { StepKind::Different };
        self.decide(kind, vec![(left, right, verdict)]);
    }

    /// A possible group is to be asked about later. A group that holds another lead besides is a new one.
    pub fn later(&mut self, leads: &[u32]) {
        if !leads.is_empty() {
            self.push(Step { kind: StepKind::Later, later: leads.to_vec(), ..Step::default() });
        }
    }

    /// Takes the last step back; `false` where there is none.
    pub fn undo(&mut self) -> bool {
        let Some(step) = self.steps.pop() else { return false };
        self.undone.push(step);
        self.conclude();
        true
    }

    /// Takes the step again that was taken back last; `false` where there is none.
    pub fn redo(&mut self) -> bool {
        let Some(step) = self.undone.pop() else { return false };
        self.steps.push(step);
        self.conclude();
        true
    }

    /// Steps that can be taken back.
    pub fn undo_count(&self) -> usize {
        self.steps.len()
    }

    /// Steps that can be taken again.
    pub fn redo_count(&self) -> usize {
        self.undone.len()
    }

    /// Steps *same* that hold, at least in part.
    pub fn same_count(&self) -> u32 {
        self.counts.0
    }

    /// Steps *different* that hold, at least in part.
    pub fn different_count(&self) -> u32 {
        self.counts.1
    }

    /// What matching has to obey.
    pub fn constraints(&self) -> &Constraints {
        &self.constraints
    }

    /// What was said of two leads, or follows from what was said; `None` where that is nothing.
    pub fn verdict_of(&self, left: u32, right: u32) -> Option<Verdict> {
        self.held.verdict(left, right).filter(|_| left != right)
    }

    /// Whether all these leads, those of one group, are to be asked about later.
    pub fn is_later(&self, leads: &[u32]) -> bool {
        !leads.is_empty() && leads.iter().all(|lead| self.later.contains(lead))
    }

    fn decide(&mut self, kind: StepKind, pairs: Vec<(u32, u32, Verdict)>) {
        let in_order = |(left, right, verdict): (u32, u32, Verdict)| (left.min(right), left.max(right), verdict);
        let pairs: Vec<_> = pairs.into_iter().map(in_order).filter(|(left, right, _)| left != right).collect();
        if !pairs.is_empty() {
            self.push(Step { kind, pairs, ..Step::default() });
        }
    }

    fn push(&mut self, step: Step) {
        self.steps.push(step);
        self.undone.clear();
        self.conclude();
    }

    /// Pairs about which that was said last.
    fn said(&self, verdict: Verdict) -> impl Iterator<Item = (u32, u32)> {
        let said = self.last_said().into_iter().filter(move |(_, _, _, last)| *last == verdict);
        said.map(|(_, left, right, _)| (left, right))
    }

    /// What was said last of each pair, in the order it was said, with the number of the step.
    fn last_said(&self) -> Vec<(usize, u32, u32, Verdict)> {
        let pairs = self.steps.iter().enumerate().flat_map(|(step, decided)| decided.pairs.iter().map(move |pair| (step, *pair)));
        let mut last = BTreeMap::new();
        for (place, (step, (left, right, verdict))) in pairs.enumerate() {
            last.insert((left, right), (place, step, verdict));
        }
        let mut last: Vec<_> = last.into_iter().collect();
        last.sort_unstable_by_key(|(_, (place, ..))| *place);
        last.into_iter().map(|((left, right), (_, step, verdict))| (step, left, right, verdict)).collect()
    }

    /// Finds out what follows from the steps.
    fn conclude(&mut self) {
        self.held = Propagation::default();
        self.constraints = Constraints::default();
        let mut holding = BTreeSet::new();
        let mut pairs = self.last_said();
        let parts = PartsSaid::of(&self.steps, &mut pairs);
        let mut pairs = pairs.into_iter().peekable();
        for (step, decided) in self.steps.iter().enumerate() {
            let (apart, singles) = parts.of_step(step, decided);
            let decision = u32::try_from(self.constraints.apart.len()).unwrap_or(u32::MAX);
            let (holds, joined) = self.held.hold_apart(decision, &apart);
            let contradiction = |(left, right)| Contradiction { left, right, verdict: Verdict::Different };
            self.constraints.contradictions.extend(joined.into_iter().map(contradiction));
            if holds {
                self.constraints.apart.push(apart);
                holding.insert((Verdict::Different, step));
            }
            let singles = singles.into_iter().map(|(left, right)| (left, right, Verdict::Different));
            let said = std::iter::from_fn(|| pairs.next_if(|(of, ..)| *of == step)).map(|(_, left, right, verdict)| (left, right, verdict));
            for (left, right, verdict) in singles.chain(said) {
                if !self.held.hold(left, right, verdict) {
                    self.constraints.contradictions.push(Contradiction { left, right, verdict });
                    continue;
                }
                match verdict {
                    Verdict::Same => self.constraints.same.push((left, right)),
                    Verdict::Different => self.constraints.different.push((left, right)),
                }
                let says_so =
                    matches!((decided.kind, verdict), (StepKind::Same, Verdict::Same) | (StepKind::Different, Verdict::Different));
                holding.extend(says_so.then_some((verdict, step)));
            }
        }
        let count = |wanted| u32::try_from(holding.iter().filter(|(verdict, _)| *verdict == wanted).count()).unwrap_or(u32::MAX);
        self.counts = (count(Verdict::Same), count(Verdict::Different));
        self.later = self.steps.iter().flat_map(|step| step.later.iter().copied()).collect();
    }
}
