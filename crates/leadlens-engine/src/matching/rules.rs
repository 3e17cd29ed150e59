//! Duplicate rules that CRMs and cleaning tools document, applied to the same leads: what would they find?
//!
//! Each is written from its vendor's help pages, in our own words:
//! - *exact e-mail*: `HubSpot` Knowledge Base, "Deduplication of records"; Adobe Marketo Engage, "Understanding deduplication" (form, list
//!   and API); Microsoft Dynamics 365, "Set up duplicate detection rules" (the rule that comes with it). Blank values never match.
//! - *Dynamics 365*, leads of Sales Enterprise and Premium: Microsoft Learn, "Manage duplicate leads".
//! - *Salesforce*: Salesforce Help, "Standard Contact Matching Rule" and "Standard Lead Matching Rule", "Matching Methods Used with
//!   Matching Rules", "Match Keys Used with Matching Rules".
//! - *fingerprint*: `OpenRefine` manual, "Clustering: key collision methods: fingerprint".
//!
//! # Invariants
//! Test leads are excluded, as in our own clusters. Time grows with the number of leads, whatever stands in them: of a key that very many
//! leads share only neighbours are compared.

mod ascii;
mod dynamics;
#[cfg(test)]
mod fixture;
mod salesforce;
mod similarity;
mod values;

use super::sets::Sets;
use crate::intake::header::ColumnRole;
use crate::leads::{Dictionary, Flags, Lead, LeadId, Leads};
use ascii::plain;
pub(crate) use dynamics::DynamicsClusters;
pub use dynamics::DynamicsRule;
use dynamics::dynamics;
use salesforce::salesforce;
use values::Values;

/// The clusters of leads that have the same e-mail, letter by letter but for case: a label each.
pub(crate) fn exact_email_clusters(leads: &Leads) -> Vec<u32> {
    by_key(leads, |lead, key| key.push_str(&lead.text(ColumnRole::Email).to_lowercase()))
}

/// Clusters of leads whose name and company have the same words in any case, punctuation, accents and order: a label each. Without
/// a name there is no key: a company is no person.
pub(crate) fn fingerprint_clusters(leads: &Leads) -> Vec<u32> {
    by_key(leads, |lead, key| {
        let name = [ColumnRole::FirstName, ColumnRole::LastName].map(|role| lead.text(role)).join(" ");
        let name = if name.trim().is_empty() { lead.text(ColumnRole::FullName).into_owned() } else { name };
        if !name.trim().is_empty() {
            let text = plain(&format!("{name} {}", lead.text(ColumnRole::Company)));
            let mut words: Vec<&str> = text.split_whitespace().collect();
            words.sort_unstable();
            words.dedup();
            key.push_str(&words.join(" "));
        }
    })
}

/// The clusters by Salesforce's standard rule for leads, a label each, and those by Dynamics 365's four.
pub(crate) fn crm_clusters(leads: &Leads) -> (Vec<u32>, DynamicsClusters) {
    let values = Values::of(leads);
    (salesforce(leads, &values), dynamics(leads, &values))
}

/// Leads with the same key; an empty one is none. `write` puts a lead's key into an empty text.
fn by_key(leads: &Leads, write: impl Fn(Lead<'_>, &mut String)) -> Vec<u32> {
    let mut firsts: Vec<u32> = Vec::new();
    let (mut keys, mut key, mut sets) = (Dictionary::default(), String::new(), Sets::new(leads.len()));
    for lead in people(leads) {
        key.clear();
        write(lead, &mut key);
        if key.is_empty() {
            continue;
        }
        let code = keys.intern(&key) as usize;
        match firsts.get(code) {
            Some(first) => sets.join(*first, lead.id().0),
            None => firsts.push(lead.id().0),
        }
    }
    sets.labels()
}

/// Every lead but test leads.
fn people(leads: &Leads) -> impl Iterator<Item = Lead<'_>> {
    let all = (0_u32..).map_while(|lead| leads.get(LeadId(lead)));
    all.filter(|lead| !lead.flags().contains(Flags::TEST))
}
