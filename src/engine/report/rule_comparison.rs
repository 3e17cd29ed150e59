//! What a CRM's own duplicate rules would find in the same leads.

use serde::{Deserialize, Serialize};

use super::LeadRow;

/// A documented duplicate rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum CrmRule {
    /// The same e-mail, letter by letter but for case: `HubSpot`, Marketo, Dynamics 365's default.
    ExactEmail,
    /// Salesforce's standard matching rule for leads.
    Salesforce,
    /// `OpenRefine`'s fingerprint of name and company together.
    Fingerprint,
}

impl CrmRule {
    /// All rules, in the order they are shown.
    pub const ALL: [Self; 3] = [Self::ExactEmail, Self::Salesforce, Self::Fingerprint];
}

/// One rule beside Leadlens. Pairs of leads are counted, by our reckoning of who is one person.
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
    /// Some pairs it misses.
    pub missed_examples: Vec<(LeadRow, LeadRow)>,
    /// Some pairs it joins wrongly.
    pub wrong_examples: Vec<(LeadRow, LeadRow)>,
}

/// All rules beside Leadlens.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct RuleComparison {
    /// People by Leadlens.
    pub people: u32,
    /// Pairs by Leadlens.
    pub pairs: u64,
    /// Rule by rule.
    pub rules: Vec<RuleResult>,
}
