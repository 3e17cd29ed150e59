//! Statements of the user about who is who, by what leads are known again.

use serde::{Deserialize, Serialize};

use super::fingerprint::Fingerprint;
use super::saved_step::SavedStep;
use super::verdict::Verdict;

/// One statement of the user about who is who. It names leads by their fingerprints, so it holds in every run over the same records.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Statement {
    /// The leads are one person.
    Same(Vec<Fingerprint>),
    /// No two parts are the same person; leads within one part stay undecided.
    Different(Vec<Vec<Fingerprint>>),
    /// A possible group is put off: it goes to the end of the queue.
    Later(Vec<Fingerprint>),
    /// Two leads are one person, or are not.
    Pair {
        /// One lead.
        left: Fingerprint,
        /// The other.
        right: Fingerprint,
        /// The decision about them.
        verdict: Verdict,
    },
    /// A decision as version 1 of the workspace file keeps it.
    Step(SavedStep),
}

impl Statement {
    /// Every fingerprint it names, some more than once.
    pub fn fingerprints(&self) -> Vec<Fingerprint> {
        match self {
            Self::Same(leads) | Self::Later(leads) => leads.clone(),
            Self::Different(parts) => parts.concat(),
            Self::Pair { left, right, .. } => vec![*left, *right],
            Self::Step(step) => step.fingerprints().collect(),
        }
    }
}

/// The leads of a group with what a statement about them needs. Test leads are left out: nothing is decided about them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupKeys {
    /// Numbers of the leads, in reading order; they hold in this run only.
    pub leads: Vec<u32>,
    /// The fingerprint of each of them.
    pub keys: Vec<Fingerprint>,
    /// For each of them the part it belongs to, counted from 0: leads of one part are one person already.
    pub parts: Vec<u32>,
}

impl GroupKeys {
    /// All leads of the group are one person.
    pub fn same(&self) -> Statement {
        Statement::Same(self.keys.clone())
    }

    /// The group is put off.
    pub fn later(&self) -> Statement {
        Statement::Later(self.keys.clone())
    }

    /// The parts of the group are different people; of a group of one part, all of its leads are.
    pub fn different(&self) -> Statement {
        let count = self.parts.iter().copied().max().map_or(0, |last| last as usize + 1);
        if count < 2 {
            return Statement::Different(self.keys.iter().map(|key| vec![*key]).collect());
        }
        let mut parts = vec![Vec::new(); count];
        for (key, part) in self.keys.iter().zip(&self.parts) {
            if let Some(part) = parts.get_mut(*part as usize) {
                part.push(*key);
            }
        }
        Statement::Different(parts)
    }

    /// That lead is another person than all others of the group; `None` where it is not among them.
    pub fn split_out(&self, lead: u32) -> Option<Statement> {
        let place = self.leads.iter().position(|other| *other == lead)?;
        let mut others = self.keys.clone();
        let split = others.remove(place);
        Some(Statement::Different(vec![vec![split], others]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(number: u32) -> Fingerprint {
        Fingerprint::try_from(format!("{number:016x}-0000000000000000-0")).unwrap()
    }

    fn keys(parts: &[u32]) -> GroupKeys {
        let leads: Vec<u32> = (10..).take(parts.len()).collect();
        GroupKeys { keys: leads.iter().map(|lead| key(*lead)).collect(), leads, parts: parts.to_vec() }
    }

    #[test]
    fn a_group_falls_into_its_parts_or_its_leads() {
        assert_eq!(keys(&[0, 1, 0]).different(), Statement::Different(vec![vec![key(10), key(12)], vec![key(11)]]));
        assert_eq!(keys(&[0, 0]).different(), Statement::Different(vec![vec![key(10)], vec![key(11)]]));
    }

    #[test]
    fn a_lead_is_split_out_of_the_others() {
        assert_eq!(keys(&[0, 0, 0]).split_out(11), Some(Statement::Different(vec![vec![key(11)], vec![key(10), key(12)]])));
        assert_eq!(keys(&[0, 0]).split_out(7), None);
    }
}
