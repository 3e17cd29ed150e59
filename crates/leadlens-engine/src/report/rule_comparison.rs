//! Duplicates that a CRM's own rules would find in the same leads.

use serde::{Deserialize, Serialize};

use super::LeadRow;
use super::email_merge::{EmailMerge, email_merges};
use super::label_counts::{count, pairs, sizes};
use super::lead_list::lead_row;
use super::standing::identified;
use crate::leads::{Flags, LeadId, Leads, NONE};
use crate::matching::{Clusters, DynamicsClusters, DynamicsRule, crm_clusters, exact_email_clusters, fingerprint_clusters, sort_by_code};
use crate::saturating::saturating_u32;

/// A documented duplicate rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum CrmRule {
    /// The same e-mail, letter by letter but for case: `HubSpot`, Marketo, Dynamics 365's default.
    ExactEmail,
    /// Salesforce's standard matching rule for leads.
    Salesforce,
    /// Dynamics 365's four rules for leads of Sales Enterprise and Premium, any of them.
    Dynamics,
    /// `OpenRefine`'s fingerprint of name and company together.
    Fingerprint,
}

impl CrmRule {
    /// All rules, in the order they are shown.
    pub const ALL: [Self; 4] = [Self::ExactEmail, Self::Salesforce, Self::Dynamics, Self::Fingerprint];
}

/// One rule compared with Leadlens. Pairs of leads are counted, by our reckoning of who is one person.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RuleResult {
    /// The rule.
    pub rule: CrmRule,
    /// Pairs both find.
    pub found: u64,
    /// Pairs Leadlens finds and the rule does not.
    pub missed: u64,
    /// Pairs the rule joins and Leadlens keeps apart.
    pub wrongly_joined: u64,
    /// People by that rule: clusters with single leads counted.
    pub people: u32,
    /// Pairs by each part of the rule, where it has parts.
    pub parts: Vec<(DynamicsRule, u64)>,
    /// Some pairs it misses.
    pub missed_examples: Vec<(LeadRow, LeadRow)>,
    /// Some pairs it joins wrongly.
    pub wrong_examples: Vec<(LeadRow, LeadRow)>,
}

/// All rules compared with Leadlens.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct RuleComparison {
    /// People by Leadlens.
    pub people: u32,
    /// Pairs by Leadlens.
    pub pairs: u64,
    /// Rule by rule.
    pub rules: Vec<RuleResult>,
    /// Outcome in CRMs that keep one record for each e-mail address.
    pub email_merges: Vec<EmailMerge>,
}

/// Pairs shown of each kind.
const EXAMPLES: usize = 5;

/// Compares each documented rule with ours, on the same leads. Takes time in the order of leads: pairs are counted, not gone through.
pub fn rule_comparison(leads: &Leads, clusters: &Clusters) -> RuleComparison {
    let is_identified = identified(leads);
    let ours: Vec<u32> = people(leads, &is_identified, clusters.of());
    let (salesforce, DynamicsClusters { any, each }) = crm_clusters(leads);
    let parts: Vec<(DynamicsRule, u64)> =
        DynamicsRule::ALL.into_iter().zip(&each).map(|(rule, labels)| (rule, pairs(&people(leads, &is_identified, labels)))).collect();
    let compare = |(rule, labels): (CrmRule, Vec<u32>)| {
        let theirs = people(leads, &is_identified, &labels);
        let found = pairs(&overlap(&ours, &theirs));
        let row = |lead| lead_row(leads, clusters, LeadId(lead));
        let shown = |pairs: Vec<(u32, u32)>| pairs.into_iter().filter_map(|(one, other)| row(one).zip(row(other))).collect();
        RuleResult {
            rule,
            found,
            missed: pairs(&ours) - found,
            wrongly_joined: pairs(&theirs) - found,
            people: count(&theirs),
            parts: if rule == CrmRule::Dynamics { parts.clone() } else { Vec::new() },
            missed_examples: shown(split_pairs(&ours, &theirs)),
            wrong_examples: shown(split_pairs(&theirs, &ours)),
        }
    };
    let by_email = exact_email_clusters(leads);
    let email_merges = email_merges(leads, clusters, &people(leads, &is_identified, &by_email));
    let rules = CrmRule::ALL.into_iter().zip([by_email, salesforce, any, fingerprint_clusters(leads)]);
    RuleComparison { people: count(&ours), pairs: pairs(&ours), rules: rules.map(compare).collect(), email_merges }
}

/// Labels with those taken away of test leads, which are excluded, and of unidentified leads, which are of no person.
fn people(leads: &Leads, is_identified: &[bool], labels: &[u32]) -> Vec<u32> {
    let is_person = is_identified.iter().zip(leads.flags()).map(|(is_identified, flags)| *is_identified && !flags.contains(Flags::TEST));
    labels.iter().zip(is_person).map(|(label, is_person)| if is_person { *label } else { NONE }).collect()
}

/// Labels of what two sets of labels have in common.
fn overlap(ours: &[u32], theirs: &[u32]) -> Vec<u32> {
    let mut order: Vec<u32> = (0..saturating_u32(ours.len())).filter(|lead| label(ours, *lead) != NONE).collect();
    let both = |lead: &u32| (label(ours, *lead), label(theirs, *lead));
    order.sort_unstable_by_key(both);
    let mut labels = vec![NONE; ours.len()];
    for (code, alike) in (0_u32..).zip(order.chunk_by(|one, other| both(one) == both(other))) {
        for lead in alike {
            if let Some(label) = labels.get_mut(*lead as usize) {
                *label = code;
            }
        }
    }
    labels
}

/// Some pairs one set of labels joins and the other does not: of each label at most one, in reading order.
fn split_pairs(joined: &[u32], split: &[u32]) -> Vec<(u32, u32)> {
    let (starts, members) = sort_by_code(joined, sizes(joined).len());
    let clusters = starts.iter().zip(starts.iter().skip(1)).filter_map(|(start, end)| members.get(*start as usize..*end as usize));
    let pair = |leads: &[u32]| {
        let first = *leads.first()?;
        let other = leads.iter().find(|lead| label(split, **lead) != label(split, first))?;
        Some((first, *other))
    };
    let mut pairs: Vec<(u32, u32)> = clusters.filter_map(pair).collect();
    pairs.sort_unstable();
    pairs.truncate(EXAMPLES);
    pairs
}

fn label(labels: &[u32], lead: u32) -> u32 {
    labels.get(lead as usize).copied().unwrap_or(NONE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_are_counted_without_going_through_them() {
        let (ours, theirs) = ([0, 0, 0, 1, 1, NONE], [0, 0, 1, 1, 1, NONE]);
        assert_eq!((pairs(&ours), pairs(&theirs), pairs(&overlap(&ours, &theirs)), count(&ours)), (4, 4, 2, 2));
        assert_eq!(split_pairs(&ours, &theirs), [(0, 2)]);
        assert_eq!(split_pairs(&theirs, &ours), [(2, 3)]);
        assert_eq!(pairs(&vec![0; 3_000_000]), 4_499_998_500_000);
    }
}
