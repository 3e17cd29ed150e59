//! Decisions as a workspace file keeps them: by what leads are known again.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::parts::disjoint;
use super::{Step, StepKind, Verdicts};
use crate::engine::matching::fingerprint::{Fingerprint, Fingerprints};
use crate::engine::matching::{Threshold, Verdict};

/// How matching was left, for another day.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SavedReview {
    /// From which weight on leads are merged.
    pub threshold: Threshold,
    /// What was decided, first things first.
    pub steps: Vec<SavedStep>,
}

/// One decision.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(default)]
pub struct SavedStep {
    /// What it says.
    pub kind: StepKind,
    /// Of which pairs.
    pub pairs: Vec<SavedVerdict>,
    /// Leads in parts that differ.
    pub parts: Vec<Vec<Fingerprint>>,
    /// Leads put off.
    pub later: Vec<Fingerprint>,
}

/// What was decided of two leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct SavedVerdict {
    /// One lead.
    pub left: Fingerprint,
    /// The other.
    pub right: Fingerprint,
    /// What they are.
    pub verdict: Verdict,
}

impl SavedReview {
    /// What a workspace file holds. What another version wrote and this one does not know, and what is damaged, is left out; the rest stands.
    pub fn from_json(json: &Value) -> Self {
        let threshold = json.get("threshold").and_then(Value::as_f64).filter(|bits| bits.is_finite());
        #[expect(clippy::cast_possible_truncation, reason = "between the ends of the slider")]
        let within = |bits: f64| bits.clamp(f64::from(Threshold::FLOOR.0), f64::from(Threshold::CEILING.0)) as f32;
        let steps = json.get("steps").and_then(Value::as_array).into_iter().flatten();
        Self {
            threshold: threshold.map_or_else(Threshold::default, |bits| Threshold(within(bits))),
            steps: steps.filter_map(|step| SavedStep::deserialize(step).ok()).collect(),
        }
    }

    /// Takes over what was decided elsewhere, once.
    pub fn absorb(&mut self, other: Self) {
        let known: BTreeSet<SavedStep> = self.steps.iter().cloned().collect();
        self.steps.extend(other.steps.into_iter().filter(|step| !known.contains(step)));
        self.threshold = other.threshold;
    }
}

impl SavedStep {
    fn is_empty(&self) -> bool {
        self.pairs.is_empty() && self.later.is_empty() && self.parts.iter().all(Vec::is_empty)
    }

    fn fingerprints(&self) -> impl Iterator<Item = Fingerprint> {
        self.pairs.iter().flat_map(|pair| [pair.left, pair.right]).chain(self.parts.iter().flatten().chain(&self.later).copied())
    }
}

impl Verdicts {
    /// Whether there is anything to save.
    pub fn is_empty(&self) -> bool {
        self.steps.is_empty() && self.absent.is_empty()
    }

    /// The steps by their leads' fingerprints. Steps taken back are left out.
    pub fn save(&self, fingerprints: &Fingerprints) -> Vec<SavedStep> {
        let save = |step: &Step| {
            let mut saved = SavedStep { kind: step.kind, ..step.absent.clone() };
            saved.pairs.extend(step.pairs.iter().filter_map(|(left, right, verdict)| {
                Some(SavedVerdict { left: fingerprints.of(*left)?, right: fingerprints.of(*right)?, verdict: *verdict })
            }));
            saved.parts.resize(saved.parts.len().max(step.parts.len()), Vec::new());
            for (part, leads) in saved.parts.iter_mut().zip(&step.parts) {
                part.extend(leads.iter().filter_map(|lead| fingerprints.of(*lead)));
            }
            // The same decision is saved alike whatever the order of rows.
            for part in &mut saved.parts {
                part.sort_unstable();
            }
            saved.later.extend(step.later.iter().filter_map(|lead| fingerprints.of(*lead)));
            saved
        };
        self.absent.iter().cloned().chain(self.steps.iter().map(save)).collect()
    }

    /// What was saved, about the leads that are open now. What concerns others is kept, to be saved again.
    pub fn restore(saved: &[SavedStep], fingerprints: &Fingerprints) -> Self {
        let found = fingerprints.find(saved.iter().flat_map(SavedStep::fingerprints));
        let mut verdicts = Self::default();
        for step in saved {
            let mut kept = step.clone();
            kept.pairs.retain(|pair| pair.left != pair.right);
            let open = open_step(&kept, &found);
            if !open.is_empty() {
                verdicts.steps.push(open);
            } else if !kept.is_empty() {
                verdicts.absent.push(kept);
            }
        }
        verdicts.conclude();
        verdicts
    }

    /// Lets go of what concerns leads that are not open.
    pub fn forget_absent(&mut self) {
        self.absent.clear();
        self.steps.iter_mut().for_each(|step| step.absent = SavedStep::default());
    }
}

fn open_step(saved: &SavedStep, found: &BTreeMap<Fingerprint, u32>) -> Step {
    let mut step = Step { kind: saved.kind, ..Step::default() };
    for pair in &saved.pairs {
        match (found.get(&pair.left), found.get(&pair.right)) {
            (Some(left), Some(right)) => step.pairs.push((*left.min(right), *left.max(right), pair.verdict)),
            _ => step.absent.pairs.push(*pair),
        }
    }
    for leads in &saved.parts {
        let (mut open, mut absent) = (Vec::new(), Vec::new());
        for lead in leads {
            match found.get(lead) {
                Some(lead) => open.push(*lead),
                None => absent.push(*lead),
            }
        }
        step.parts.push(open);
        step.absent.parts.push(absent);
    }
    step.parts = disjoint(&step.parts);
    for lead in &saved.later {
        match found.get(lead) {
            Some(lead) => step.later.push(*lead),
            None => step.absent.later.push(*lead),
        }
    }
    step
}
