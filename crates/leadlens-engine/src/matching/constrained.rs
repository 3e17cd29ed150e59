//! Joins under the user's decisions: only the clusters a decision touches are made anew.

mod regrouping;
mod split;
#[cfg(test)]
mod tests;

use std::borrow::Cow;

use super::cluster::Clusters;
use super::join::Join;
use super::matcher::Matching;
use super::number::Numbers;
use super::threshold::Threshold;
use super::verdicts::Constraints;
use crate::leads::{Leads, NONE};
use crate::saturating::saturating_u32;
pub use regrouping::Regrouping;
use regrouping::Rejoining;

/// The joins of all leads under the user's decisions, for any threshold; they hold as long as the decisions do.
#[derive(Clone, Debug, Default)]
pub struct Joins {
    /// Leads linked to one decided about, in reading order. All others are joined as without any decision.
    touched: Vec<u32>,
    /// Joins of those leads, surest first.
    joins: Vec<Join>,
}

impl Matching {
    /// Joins that are left under these decisions. Joins they do not touch are not included.
    pub fn joins_under(&self, constraints: &Constraints) -> Joins {
        let Some(mut rejoining) = Rejoining::new(self, constraints) else { return Joins::default() };
        while rejoining.step(self) {}
        rejoining.finish()
    }

    /// Clusters at a threshold, as far as the user's decisions, of which these joins were made, allow.
    pub fn clusters_of(&self, leads: &Leads, threshold: Threshold, joins: &Joins) -> Clusters {
        Clusters::cut(leads, &joins.all(self), self.threshold_in_force(threshold), |lead| self.identity(lead))
    }

    /// The same as [`Matching::clusters_of`], made of what it was under earlier decisions, at the same threshold: only leads that either
    /// touch are clustered anew, unless these are many.
    pub fn clusters_since(&self, leads: &Leads, threshold: Threshold, joins: &Joins, before: (&Joins, &Clusters)) -> Clusters {
        let touched = joins.touched_with(before.0);
        if touched.len() > leads.len() / WORTH_SPLICING {
            return self.clusters_of(leads, threshold, joins);
        }
        self.recut(leads, threshold, joins, (&touched, before.1))
    }

    /// Clusters some leads anew and leaves all others as they are.
    fn recut(&self, leads: &Leads, threshold: Threshold, joins: &Joins, (touched, before): (&[u32], &Clusters)) -> Clusters {
        let joined = joins.among(self, touched);
        let lead = |place: u32| touched.get(place as usize).copied().unwrap_or(NONE);
        let (steps, identity) = (Clusters::steps(leads), |place| self.identity(lead(place)));
        let anew = Clusters::cut_some(touched.len(), &joined, self.threshold_in_force(threshold), identity, |place| steps(lead(place)));
        before.spliced(touched, &anew)
    }

    fn profile_of(&self, lead: u32) -> u32 {
        self.profiles.of.get(lead as usize).copied().unwrap_or(NONE)
    }
}

/// Above one of so many leads that are touched, clustering all of them anew costs no more.
const WORTH_SPLICING: usize = 4;

impl Joins {
    /// The leads these decisions touch or others touched, in reading order.
    fn touched_with(&self, others: &Self) -> Vec<u32> {
        let mut touched = [&*self.touched, &others.touched].concat();
        touched.sort_unstable();
        touched.dedup();
        touched
    }

    /// The joins of all leads, surest first.
    fn all<'a>(&self, matching: &'a Matching) -> Cow<'a, [Join]> {
        if self.touched.is_empty() {
            return Cow::Borrowed(&matching.joins);
        }
        let touched = Numbers::of(matching.profiles.of.len(), self.touched.iter().copied());
        let others = matching.joins.iter().filter(|join| !touched.holds(join.one)).copied();
        Cow::Owned(merged(others, &self.joins, matching.joins.len() + self.joins.len()))
    }

    /// The joins of some leads, surest first, each lead named by its place among them: all that are touched, and some more that are linked to
    /// no others.
    fn among(&self, matching: &Matching, leads: &[u32]) -> Vec<Join> {
        let place = |lead: u32| leads.binary_search(&lead).map_or(NONE, saturating_u32);
        let placed = |join: Join| Join { one: place(join.one), other: place(join.other), ..join };
        if leads.len() == self.touched.len() {
            return self.joins.iter().copied().map(placed).collect();
        }
        let some = Numbers::of(matching.profiles.of.len(), leads.iter().copied());
        let touched = Numbers::of(matching.profiles.of.len(), self.touched.iter().copied());
        let others = matching.joins.iter().filter(|join| some.holds(join.one) && !touched.holds(join.one)).copied();
        merged(others, &self.joins, self.joins.len()).into_iter().map(placed).collect()
    }
}

/// Two lists of joins, surest first each, as one; of equally sure ones the former come first.
fn merged(former: impl Iterator<Item = Join>, latter: &[Join], capacity: usize) -> Vec<Join> {
    let mut merged = Vec::with_capacity(capacity);
    let mut latter = latter.iter().copied().peekable();
    for join in former {
        while let Some(surer) = latter.next_if(|other| other.bits > join.bits) {
            merged.push(surer);
        }
        merged.push(join);
    }
    merged.extend(latter);
    merged
}

/// The profiles whose clusters a decision may change: everything linked to a lead decided about.
struct Touched(Numbers);

impl Touched {
    fn of(matching: &Matching, constraints: &Constraints) -> Self {
        let count = matching.profiles.len();
        let profiles = constraints.leads().map(|lead| matching.profile_of(lead)).filter(|profile| *profile != NONE);
        let roots = Numbers::of(count, profiles.map(|profile| matching.component_of(profile)));
        Self(Numbers::of(count, (0..saturating_u32(count)).filter(|profile| roots.holds(matching.component_of(*profile)))))
    }

    fn holds(&self, profile: u32) -> bool {
        self.0.holds(profile)
    }
}
