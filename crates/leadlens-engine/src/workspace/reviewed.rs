//! Statements of the log about who is who, as they concern the leads that are open.

use std::collections::BTreeSet;

use crate::decision_log::DecisionLog;
use crate::leads::Leads;
use crate::matching::{Fingerprint, Fingerprints, Known, Statement, Threshold, Verdicts};
use crate::sorting;

/// The part of a log that matching obeys.
#[derive(Debug, Default)]
pub(crate) struct Reviewed {
    pub(super) threshold: Threshold,
    pub(super) verdicts: Verdicts,
    /// Decisions that can be taken back, and taken again; those that concern nothing that is open are not counted.
    pub(super) undo: usize,
    pub(super) redo: usize,
    /// Places in the log of statements that concern none of the leads.
    pub(super) absent: Vec<u32>,
    /// For each statement its place in the log.
    places: Vec<usize>,
    /// Leads found so far, and fingerprints that none has: leads of a workspace never change.
    known: Known,
    missing: BTreeSet<Fingerprint>,
}

/// Changes that another log makes: to the threshold, to joins, to what is put off.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct LogChange {
    pub(super) threshold: bool,
    pub(super) joins: bool,
    pub(super) later: bool,
}

impl Reviewed {
    /// The log as it concerns these leads, `fingerprints` being those of all of them where it refers to any.
    pub(crate) fn of(leads: &Leads, log: &DecisionLog, fingerprints: Option<Fingerprints>) -> Self {
        let mut reviewed = Self::default();
        let find = |wanted: &[Fingerprint]| fingerprints.unwrap_or_else(|| Fingerprints::build(leads)).find(wanted.iter().copied());
        reviewed.follow_with(log, find);
        reviewed
    }

    /// Follows another log, and tells what that changes. `hint` are leads that it may refer to.
    pub(super) fn follow(&mut self, leads: &Leads, log: &DecisionLog, hint: &[u32]) -> LogChange {
        self.follow_with(log, |wanted| find(leads, wanted, hint))
    }

    fn follow_with(&mut self, log: &DecisionLog, find: impl FnOnce(&[Fingerprint]) -> Known) -> LogChange {
        let (threshold, before) = (self.threshold, self.verdicts.obeyed());
        let all = log.statements();
        let in_force = all.iter().filter(|(place, _)| *place < log.position()).count();
        let statements: Vec<&Statement> = all.iter().map(|(_, statement)| *statement).collect();
        let Self { verdicts, known, missing, .. } = self;
        verdicts.follow(&statements, in_force, |wanted| {
            let new: Vec<Fingerprint> = wanted.iter().filter(|key| !known.contains_key(key) && !missing.contains(key)).copied().collect();
            if !new.is_empty() {
                known.extend(find(&new));
                missing.extend(new.into_iter().filter(|key| !known.contains_key(key)));
            }
            sorting::map(wanted.iter().filter_map(|key| Some((*key, *known.get(key)?))))
        });
        self.threshold = log.threshold();
        self.places = all.iter().map(|(place, _)| *place).collect();
        let absent: Vec<usize> =
            self.places.iter().enumerate().filter(|(statement, _)| self.verdicts.is_absent(*statement)).map(|(_, place)| *place).collect();
        (self.undo, self.redo) = log.steps(|place| absent.binary_search(&place).is_ok());
        self.absent = absent.into_iter().filter_map(|place| u32::try_from(place).ok()).collect();
        let (joins, later) = self.verdicts.differs_from(&before);
        LogChange { threshold: self.threshold != threshold, joins, later }
    }

    /// A lead that the entry at that place of the log refers to.
    pub(super) fn lead_of(&self, entry: u32) -> Option<u32> {
        self.verdicts.lead_of(self.places.binary_search(&(entry as usize)).ok()?)
    }
}

/// The leads of these fingerprints. Those in the hint are looked at first; only where one is missing there is every lead looked at.
fn find(leads: &Leads, wanted: &[Fingerprint], hint: &[u32]) -> Known {
    let keys = Fingerprints::of_leads(leads, hint);
    let mut found = sorting::map(keys.into_iter().zip(hint).filter_map(|(key, lead)| Some((key?, *lead))));
    let missing: Vec<Fingerprint> = wanted.iter().filter(|key| !found.contains_key(key)).copied().collect();
    if !missing.is_empty() {
        found.extend(Fingerprints::build(leads).find(missing));
    }
    found
}
