//! From the user's statements to what they say of the leads that are open.

use std::collections::{BTreeMap, BTreeSet};

use super::parts::disjoint;
use super::{Constraints, Decision, Verdicts};
use crate::matching::Statement;
use crate::matching::fingerprint::Fingerprint;
use crate::matching::saved_step::{SavedStep, StepKind};

/// Leads by their fingerprints.
pub type Known = BTreeMap<Fingerprint, u32>;

impl Verdicts {
    /// Follows these statements, of which the first `in_force` are not taken back. What is the same as before stays as it is; `find` tells
    /// the leads of the fingerprints of the others.
    pub fn follow(&mut self, statements: &[&Statement], in_force: usize, find: impl FnOnce(&[Fingerprint]) -> Known) {
        let known = self.statements.iter().zip(statements).take_while(|(one, other)| one == *other).count();
        self.statements.truncate(known);
        self.steps.truncate(known);
        self.touched = self.steps.iter().flat_map(Decision::leads).collect();
        let more = statements.get(known..).unwrap_or_default();
        let wanted: Vec<Fingerprint> = more.iter().flat_map(|statement| statement.fingerprints()).collect();
        let found = if wanted.is_empty() { Known::new() } else { find(&wanted) };
        for statement in more {
            // A statement is read in the light of those before it.
            self.in_force = self.steps.len();
            let leads = statement.fingerprints();
            let is_new = !leads.iter().filter_map(|lead| found.get(lead)).any(|lead| self.touched.contains(lead));
            if matches!(statement, Statement::Different(_)) && !is_new {
                self.conclude();
            }
            let step = self.step(statement, &found);
            self.touched.extend(step.leads());
            self.steps.push(if step.is_empty() { Decision::default() } else { step });
            self.statements.push((*statement).clone());
        }
        self.in_force = in_force.min(self.steps.len());
        self.conclude();
    }

    /// Constraints obeyed now and leads put off, to be compared with later ones.
    pub(crate) fn obeyed(&self) -> (Constraints, BTreeSet<u32>) {
        (self.constraints.clone(), self.later.clone())
    }

    /// Two booleans: other leads are joined or held apart than then; others are postponed.
    pub(crate) fn differs_from(&self, (constraints, later): &(Constraints, BTreeSet<u32>)) -> (bool, bool) {
        (self.constraints != *constraints, self.later != *later)
    }

    /// True for a statement that concerns none of the leads that are open.
    pub(crate) fn is_absent(&self, statement: usize) -> bool {
        self.steps.get(statement).is_none_or(Decision::is_empty)
    }

    /// A lead that a statement concerns.
    pub(crate) fn lead_of(&self, statement: usize) -> Option<u32> {
        let step = self.steps.get(statement)?;
        let pairs = step.pairs.iter().map(|(left, ..)| *left);
        pairs.chain(step.parts.iter().flatten().copied()).chain(step.later.iter().copied()).min()
    }

    fn step(&self, statement: &Statement, found: &Known) -> Decision {
        let open = |leads: &Vec<Fingerprint>| leads.iter().filter_map(|lead| found.get(lead).copied()).collect::<Vec<u32>>();
        match statement {
            Statement::Same(leads) => self.same(&open(leads)),
            Statement::Different(parts) => self.different(&parts.iter().map(open).collect::<Vec<_>>()),
            Statement::Later(leads) => Decision { kind: StepKind::Later, later: open(leads), ..Decision::default() },
            Statement::Pair { left, right, verdict } => {
                let kind = if *verdict == super::Verdict::Same { StepKind::Same } else { StepKind::Different };
                let pair = found.get(left).zip(found.get(right)).map(|(left, right)| (*left, *right, *verdict));
                Decision::of_pairs(kind, pair)
            }
            Statement::Step(saved) => open_step(saved, found),
        }
    }
}

/// Reads a decision of version 1 of the workspace file as it concerns the leads that are open.
fn open_step(saved: &SavedStep, found: &Known) -> Decision {
    let lead = |key: &Fingerprint| found.get(key).copied();
    let pairs = saved.pairs.iter().filter_map(|pair| Some((lead(&pair.left)?, lead(&pair.right)?, pair.verdict)));
    let parts: Vec<Vec<u32>> = saved.parts.iter().map(|part| part.iter().filter_map(lead).collect()).collect();
    Decision { parts: disjoint(&parts), later: saved.later.iter().filter_map(lead).collect(), ..Decision::of_pairs(saved.kind, pairs) }
}
