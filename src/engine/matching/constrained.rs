//! Joins under the user's decisions: only the clusters a decision touches are made anew.

mod split;
#[cfg(test)]
mod tests;

use foldhash::fast::FixedState;
use hashbrown::HashSet;

use super::agglomerate::agglomerate;
use super::cluster::{Clusters, Join};
use super::matcher::Matching;
use super::sets::Sets;
use super::threshold::Threshold;
use super::verdicts::Constraints;
use crate::engine::leads::{Leads, NONE};
use split::Split;

/// The joins of all leads under the user's decisions, for any threshold; they hold as long as the decisions do.
#[derive(Clone, Debug, Default)]
pub struct Joins(Option<Vec<Join>>);

impl Matching {
    /// What these decisions leave of the joins. Without any decision that is all of them, and nothing is kept twice.
    pub fn joins_under(&self, constraints: &Constraints) -> Joins {
        Joins(self.model.as_ref().filter(|_| !constraints.is_empty()).map(|model| {
            let touched = Touched::of(self, constraints);
            let mut joins: Vec<Join> = self.joins.iter().filter(|join| !touched.holds(self.profile_of(join.one))).copied().collect();
            let mut split = Split::of(self, &touched, constraints);
            joins.extend(split.own_joins());
            let nodes = std::mem::take(&mut split.nodes);
            let merges = agglomerate(&self.profiles, model, nodes);
            // What the user joined is said of the very leads the user spoke of.
            joins.extend(merges.into_iter().filter(|merge| merge.bits < f32::INFINITY).filter_map(|merge| split.join(merge)));
            joins.extend(constraints.same.iter().map(|(one, other)| Join { one: *one, other: *other, bits: f32::INFINITY }));
            joins.retain(|join| join.bits >= Threshold::FLOOR.0);
            joins.sort_by(|one, other| other.bits.total_cmp(&one.bits));
            joins
        }))
    }

    /// Who is one person from that threshold on, as far as the user's decisions, of which these joins were made, allow.
    pub fn clusters_of(&self, leads: &Leads, threshold: Threshold, joins: &Joins) -> Clusters {
        Clusters::cut(leads, joins.0.as_deref().unwrap_or(&self.joins), self.threshold_in_force(threshold), |lead| self.identity(lead))
    }

    fn profile_of(&self, lead: u32) -> u32 {
        self.profiles.of.get(lead as usize).copied().unwrap_or(NONE)
    }
}

/// The profiles whose clusters a decision may change: everything linked to a lead decided about.
struct Touched {
    root_of: Vec<u32>,
    roots: HashSet<u32, FixedState>,
}

impl Touched {
    fn of(matching: &Matching, constraints: &Constraints) -> Self {
        let mut sets = Sets::new(matching.profiles.len());
        for edge in &matching.edges {
            sets.join(edge.one, edge.other);
        }
        for (one, other) in &constraints.same {
            let (one, other) = (matching.profile_of(*one), matching.profile_of(*other));
            if one != NONE && other != NONE {
                sets.join(one, other);
            }
        }
        let root_of = sets.roots();
        let roots = constraints.leads().filter_map(|lead| root_of.get(matching.profile_of(lead) as usize).copied()).collect();
        Self { root_of, roots }
    }

    fn holds(&self, profile: u32) -> bool {
        self.root_of.get(profile as usize).is_some_and(|root| self.roots.contains(root))
    }
}
