//! Matching behind what is shown, and all that takes its place in the end.

use crate::leads::Leads;
use crate::matching::{Clusters, Joins, MatchWarning, Matching, Regrouping, Threshold, Verdicts};

/// Matching in progress behind what is shown, then what it comes to, a piece a step. Nothing of it is shown before all of it is there.
#[derive(Debug)]
pub(super) struct PendingMatching {
    matching: Matching,
    warnings: Option<Vec<MatchWarning>>,
    regrouping: Option<Regrouping>,
    grouped: Option<(Joins, Clusters)>,
}

/// Result that takes the place of what is shown.
pub(super) struct Matched {
    pub(super) matching: Matching,
    pub(super) warnings: Vec<MatchWarning>,
    pub(super) joins: Joins,
    pub(super) clusters: Clusters,
}

impl PendingMatching {
    pub(super) fn new(matching: Matching) -> Self {
        Self { matching, warnings: None, regrouping: None, grouped: None }
    }

    pub(super) fn matching(&self) -> &Matching {
        &self.matching
    }

    /// Does the next slice of work; `false` when there is none left.
    pub(super) fn step(&mut self, leads: &Leads, verdicts: &Verdicts, threshold: Threshold) -> bool {
        if !self.matching.is_done() {
            self.matching.step(leads);
            return true;
        }
        if self.warnings.is_none() {
            self.warnings = Some(self.matching.warnings(leads));
            return true;
        }
        if self.grouped.is_some() {
            return false;
        }
        let regrouping = self.regrouping.get_or_insert_with(|| Regrouping::new(verdicts.constraints(), threshold));
        if !regrouping.step(&self.matching, leads) {
            self.grouped = self.regrouping.take().and_then(Regrouping::finish);
        }
        true
    }

    /// A decision or the threshold has changed: joins and clusters are to be made anew.
    pub(super) fn forget_joins(&mut self) {
        self.grouped = None;
        self.regrouping = None;
    }

    /// The result that takes the place of what is shown; `None` while something is missing.
    pub(super) fn finish(self) -> Option<Matched> {
        let Self { matching, warnings, grouped, .. } = self;
        let (joins, clusters) = grouped?;
        Some(Matched { matching, warnings: warnings?, joins, clusters })
    }
}
