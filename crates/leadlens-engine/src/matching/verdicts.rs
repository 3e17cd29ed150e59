//! Everything the user decided about who is who, step by step, and what follows from it.

mod follow;
mod parts;
mod propagation;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use super::saved_step::StepKind;
use super::statement::Statement;
use super::verdict::{Contradiction, Verdict};
use crate::saturating::saturating_u32;
use crate::sorting;
pub use follow::Known;
use parts::{StatedParts, disjoint};
use propagation::Propagation;

/// A statement of the user as it concerns the leads that are open; empty where it concerns none of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Decision {
    kind: StepKind,
    /// Two leads each, the lower number first.
    pairs: Vec<(u32, u32, Verdict)>,
    /// Leads in parts that differ, no lead twice.
    parts: Vec<Vec<u32>>,
    /// Leads put off.
    later: Vec<u32>,
}

impl Decision {
    /// A step about pairs of two leads each; one lead twice is no pair.
    fn of_pairs(kind: StepKind, pairs: impl IntoIterator<Item = (u32, u32, Verdict)>) -> Self {
        let in_order = |(left, right, verdict): (u32, u32, Verdict)| (left.min(right), left.max(right), verdict);
        Self { kind, pairs: pairs.into_iter().map(in_order).filter(|(left, right, _)| left != right).collect(), ..Self::default() }
    }

    /// Every lead it refers to, some more than once.
    fn leads(&self) -> impl Iterator<Item = u32> {
        self.pairs.iter().flat_map(|(left, right, _)| [*left, *right]).chain(self.parts.iter().flatten().chain(&self.later).copied())
    }

    fn is_empty(&self) -> bool {
        self.pairs.is_empty() && self.later.is_empty() && self.parts.iter().filter(|part| !part.is_empty()).count() < 2
    }
}

/// Decisions that matching has to obey. Nothing in it contradicts anything else in it, or what follows from it.
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
    /// True where there is nothing to obey.
    pub fn is_empty(&self) -> bool {
        self.same.is_empty() && self.different.is_empty() && self.apart.is_empty()
    }

    /// Every lead it refers to, some more than once.
    pub(super) fn leads(&self) -> impl Iterator<Item = u32> {
        let pairs = self.same.iter().chain(&self.different).flat_map(|(one, other)| [*one, *other]);
        pairs.chain(self.apart.iter().flatten().map(|(lead, _)| *lead))
    }
}

/// The user's statements as they concern the leads that are open; some of them may be taken back.
///
/// A decision about a pair replaces an earlier one about the same pair; a decision about a group holds for each pair in it. Otherwise
/// the earlier decision holds where a later one contradicts what follows from it. Without contradictions the order does not matter.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Verdicts {
    /// The statements that were followed, those taken back last.
    statements: Vec<Statement>,
    /// For each statement its step.
    steps: Vec<Decision>,
    /// Statements that are not taken back.
    in_force: usize,
    /// Leads that any step refers to.
    touched: BTreeSet<u32>,
    /// Made of the steps in force:
    held: Propagation,
    constraints: Constraints,
    later: BTreeSet<u32>,
    /// Steps *same* and *different* that hold.
    counts: (u32, u32),
}

impl Verdicts {
    /// All these leads are one person. For leads without earlier decisions nothing else is needed.
    fn same(&self, leads: &[u32]) -> Decision {
        let group: BTreeSet<u32> = leads.iter().copied().collect();
        let mut pairs: Vec<(u32, u32)> = leads.iter().copied().zip(leads.iter().skip(1).copied()).collect();
        if !leads.iter().any(|lead| self.touched.contains(lead)) {
            return Decision::of_pairs(StepKind::Same, pairs.into_iter().map(|(left, right)| (left, right, Verdict::Same)));
        }
        // Earlier decisions against it about any two of them are replaced.
        pairs.extend(self.pairs_with(Verdict::Different).filter(|(left, right)| group.contains(left) && group.contains(right)));
        for step in self.in_force().iter().filter(|step| !step.parts.is_empty()) {
            let parts: Vec<Vec<u32>> =
                step.parts.iter().map(|part| part.iter().copied().filter(|lead| group.contains(lead)).collect()).collect();
            for (place, part) in parts.iter().enumerate() {
                let others = || parts.iter().skip(place + 1).flatten();
                pairs.extend(part.iter().flat_map(|left| others().map(move |right| (*left, *right))));
            }
        }
        Decision::of_pairs(StepKind::Same, pairs.into_iter().map(|(left, right)| (left, right, Verdict::Same)))
    }

    /// No two parts are the same person. Joins inside of a part stay.
    fn different(&self, parts: &[impl AsRef<[u32]>]) -> Decision {
        let mut parts = disjoint(parts);
        parts.retain(|leads| !leads.is_empty());
        if parts.len() < 2 {
            return Decision::default();
        }
        if !parts.iter().flatten().any(|lead| self.touched.contains(lead)) {
            return Decision { kind: StepKind::Different, parts, ..Decision::default() };
        }
        let part_of = sorting::map(parts.iter().enumerate().flat_map(|(part, leads)| leads.iter().map(move |lead| (*lead, part))));
        let mut inside = Propagation::default();
        let is_within = |(left, right): &(u32, u32)| {
            self.held.root(*left) == self.held.root(*right) && part_of.contains_key(left) && part_of.get(left) == part_of.get(right)
        };
        for (left, right) in self.pairs_with(Verdict::Same).filter(is_within) {
            inside.hold(left, right, Verdict::Same);
        }
        // Also where it follows from another part.
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
        Decision { kind: StepKind::Different, pairs, parts, later: Vec::new() }
    }

    /// Steps *same* that hold, at least in part.
    pub fn same_count(&self) -> u32 {
        self.counts.0
    }

    /// Steps *different* that hold, at least in part.
    pub fn different_count(&self) -> u32 {
        self.counts.1
    }

    /// The decisions that matching has to obey.
    pub fn constraints(&self) -> &Constraints {
        &self.constraints
    }

    /// The decision about two leads, made by the user or following from others; `None` where there is none.
    pub fn verdict_of(&self, left: u32, right: u32) -> Option<Verdict> {
        self.held.verdict(left, right).filter(|_| left != right)
    }

    /// True where all these leads, those of one group, are postponed.
    pub fn is_later(&self, leads: &[u32]) -> bool {
        !leads.is_empty() && leads.iter().all(|lead| self.later.contains(lead))
    }

    /// The steps of the statements that are not taken back.
    fn in_force(&self) -> &[Decision] {
        self.steps.get(..self.in_force).unwrap_or_default()
    }

    /// Pairs whose last verdict is this one.
    fn pairs_with(&self, verdict: Verdict) -> impl Iterator<Item = (u32, u32)> {
        let pairs = self.last_verdicts().into_iter().filter(move |(_, _, _, last)| *last == verdict);
        pairs.map(|(_, left, right, _)| (left, right))
    }

    /// The last decision about each pair, in the order they were made, with the number of the step.
    fn last_verdicts(&self) -> Vec<(usize, u32, u32, Verdict)> {
        let pairs = self.in_force().iter().enumerate().flat_map(|(step, decided)| decided.pairs.iter().map(move |pair| (step, *pair)));
        let mut last = BTreeMap::new();
        for (place, (step, (left, right, verdict))) in pairs.enumerate() {
            last.insert((left, right), (place, step, verdict));
        }
        let mut last: Vec<_> = last.into_iter().collect();
        sorting::sort_by_key(&mut last, |(_, (place, ..))| *place);
        last.into_iter().map(|((left, right), (_, step, verdict))| (step, left, right, verdict)).collect()
    }

    /// Finds out what follows from the steps.
    fn conclude(&mut self) {
        self.held = Propagation::default();
        self.constraints = Constraints::default();
        let mut holding = BTreeSet::new();
        let mut pairs = self.last_verdicts();
        let steps = self.steps.get(..self.in_force).unwrap_or_default();
        let parts = StatedParts::of(steps, &mut pairs);
        let mut pairs = pairs.into_iter().peekable();
        for (step, decided) in steps.iter().enumerate() {
            let (apart, singles) = parts.of_step(step, decided);
            let decision = saturating_u32(self.constraints.apart.len());
            let (holds, joined) = self.held.hold_apart(decision, &apart);
            let contradiction = |(left, right)| Contradiction { left, right, verdict: Verdict::Different };
            self.constraints.contradictions.extend(joined.into_iter().map(contradiction));
            if holds {
                self.constraints.apart.push(apart);
                holding.insert((Verdict::Different, step));
            }
            let singles = singles.into_iter().map(|(left, right)| (left, right, Verdict::Different));
            let own = std::iter::from_fn(|| pairs.next_if(|(of, ..)| *of == step)).map(|(_, left, right, verdict)| (left, right, verdict));
            for (left, right, verdict) in singles.chain(own) {
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
        let count = |wanted| saturating_u32(holding.iter().filter(|(verdict, _)| *verdict == wanted).count());
        self.counts = (count(Verdict::Same), count(Verdict::Different));
        self.later = steps.iter().flat_map(|step| step.later.iter().copied()).collect();
    }
}
