//! People as whole records, for files: no text is clipped, no offer is left out.

use std::collections::BTreeMap;

use super::Survivorship;
use super::contact::{contact, is_flagged};
use super::journey::{TimeKey, in_time, time_key};
use super::lead_text::{full_name, offer_text};
use super::people::{created, offers_by_leads, touches};
use super::standing::leads_of_person;
use super::survivorship::{chosen_text, spelled_values};
use crate::intake::header::ColumnRole;
use crate::leads::{Action, LeadId, Leads};
use crate::matching::Clusters;
use crate::saturating::saturating_u32;

/// A person as one record: of each field the value that stands for them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PersonRecord {
    /// The number of the person's cluster.
    pub person: u32,
    /// Their leads in reading order.
    pub leads: Vec<u32>,
    /// First name, from a lead that gives the full name.
    pub first_name: String,
    /// Last name, from the same lead.
    pub last_name: String,
    /// First and last name, or the full name where the file has only that.
    pub full_name: String,
    /// E-mail.
    pub email: String,
    /// Telephone.
    pub phone: String,
    /// Company.
    pub company: String,
    /// Country.
    pub country: String,
    /// Job title.
    pub job_title: String,
    /// Date of the first lead with a date: RFC 3339 or a plain date; empty where no lead has one.
    pub first: String,
    /// Date of the latest lead.
    pub latest: String,
    /// Actions in the order of time, each once.
    pub actions: Vec<Action>,
    /// Offers, those of most leads first.
    pub offers: Vec<String>,
    /// True where one of their leads must not be followed up.
    pub do_not_contact: bool,
}

/// A person who must not be contacted about a listing: one record for each of their e-mail addresses.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Refusal {
    /// The number of the person's cluster.
    pub person: u32,
    /// E-mail; empty where no lead of the person gives one.
    pub email: String,
    /// Telephone.
    pub phone: String,
    /// Name.
    pub full_name: String,
    /// The offer it concerns; empty where the lead names none.
    pub offer: String,
    /// Date of the first lead that says so; empty where none has a date.
    pub created: String,
}

/// The person of that cluster; `None` for a number that is not there, for an unidentified lead, and for a test lead, which is excluded.
pub fn person_record(leads: &Leads, clusters: &Clusters, person: u32, policy: Survivorship) -> Option<PersonRecord> {
    let members = leads_of_person(leads, clusters, person)?;
    let ordered = in_time(leads, members);
    let [first, latest] = touches(leads, &ordered);
    let text = |role| chosen_text(leads, members, role, policy);
    let name = text(ColumnRole::FullName);
    let named = members.iter().filter_map(|lead| leads.get(LeadId(*lead))).find(|lead| full_name(*lead) == name);
    let part = |role| named.map(|lead| lead.text(role).into_owned()).unwrap_or_default();
    Some(PersonRecord {
        person,
        first_name: part(ColumnRole::FirstName),
        last_name: part(ColumnRole::LastName),
        full_name: name,
        email: text(ColumnRole::Email),
        phone: text(ColumnRole::Phone),
        company: text(ColumnRole::Company),
        country: text(ColumnRole::Country),
        job_title: text(ColumnRole::JobTitle),
        first,
        latest,
        actions: actions(leads, &ordered),
        offers: offers_by_leads(leads, &ordered),
        do_not_contact: contact(leads, members).do_not_contact,
        leads: members.to_vec(),
    })
}

/// Everybody who must not be contacted, by person, offer and address.
///
/// A refusal concerns one listing and all addresses of the person: whoever refused under one address is not to be written to at another.
pub fn refusals(leads: &Leads, clusters: &Clusters, policy: Survivorship) -> Vec<Refusal> {
    let refused = |person| refusals_of(leads, clusters, person, policy);
    (0..saturating_u32(clusters.count())).flat_map(refused).collect()
}

fn refusals_of(leads: &Leads, clusters: &Clusters, person: u32, policy: Survivorship) -> Vec<Refusal> {
    let flagged = clusters.cluster(person).iter().copied().filter(|lead| is_flagged(leads, *lead));
    let mut since: BTreeMap<u32, TimeKey> = BTreeMap::new();
    for lead in flagged {
        let (offer, key) = (leads.get(LeadId(lead)).map_or(u32::MAX, |lead| lead.origin().offer), time_key(leads, lead));
        since.entry(offer).and_modify(|first| *first = key.min(*first)).or_insert(key);
    }
    let Some(members) = leads_of_person(leads, clusters, person).filter(|_| !since.is_empty()) else { return Vec::new() };
    let text = |role| chosen_text(leads, members, role, policy);
    let (phone, name) = (text(ColumnRole::Phone), text(ColumnRole::FullName));
    let mut emails = spelled_values(leads, members, ColumnRole::Email, policy);
    if emails.is_empty() {
        emails.push(String::new());
    }
    let refusal = |(offer, (.., lead)): (u32, TimeKey)| {
        let base = Refusal {
            person,
            phone: phone.clone(),
            full_name: name.clone(),
            offer: leads.offers().get(offer as usize).map(offer_text).unwrap_or_default(),
            created: created(leads, lead),
            ..Refusal::default()
        };
        emails.iter().map(move |email| Refusal { email: email.clone(), ..base.clone() }).collect::<Vec<_>>()
    };
    since.into_iter().flat_map(refusal).collect()
}

fn actions(leads: &Leads, ordered: &[u32]) -> Vec<Action> {
    let mut actions = Vec::new();
    for action in ordered.iter().filter_map(|lead| leads.get(LeadId(*lead))).map(|lead| lead.origin().action) {
        if !actions.contains(&action) {
            actions.push(action);
        }
    }
    actions
}
