//! People as whole records, for files: no text is clipped, no offer is left out.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::Survivorship;
use super::contact::{contact, is_flagged};
use super::journey::{TimeKey, in_time, time_key};
use super::lead_text::{full_name, offer_text};
use super::people::{dated, offers_by_leads};
use super::standing::leads_of_person;
use super::survivorship::{chosen_text, spelled_values};
use crate::intake::header::ColumnRole;
use crate::leads::{Action, Created, Lead, LeadId, Leads, OptOut, canonical_email};
use crate::matching::Clusters;
use crate::saturating::saturating_u32;

/// Number of no offer: a refusal that concerns all of them.
const ALL_OFFERS: u32 = u32::MAX;

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
    /// Status in the CRM.
    pub status: String,
    /// Owner in the CRM.
    pub owner: String,
    /// Date of the first lead with a date; unknown where no lead has one.
    pub first: Created,
    /// Date of the latest lead.
    pub latest: Created,
    /// Actions in the order of time, each once.
    pub actions: Vec<Action>,
    /// Offers, those of most leads first.
    pub offers: Vec<String>,
    /// True where one of their leads must not be followed up, or one of their records refuses a channel.
    pub do_not_contact: bool,
    /// The channels they refused.
    pub opt_out: OptOut,
}

impl PersonRecord {
    /// The value of a role that stands for them; empty where none does.
    pub fn text(&self, role: ColumnRole) -> &str {
        match role {
            ColumnRole::FirstName => &self.first_name,
            ColumnRole::LastName => &self.last_name,
            ColumnRole::FullName => &self.full_name,
            ColumnRole::Email => &self.email,
            ColumnRole::Phone => &self.phone,
            ColumnRole::Company => &self.company,
            ColumnRole::Country => &self.country,
            ColumnRole::JobTitle => &self.job_title,
            ColumnRole::Status => &self.status,
            ColumnRole::Owner => &self.owner,
            _ => "",
        }
    }
}

/// A person who must not be contacted about a listing: one record for each of their e-mail addresses and telephone numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Refusal {
    /// The number of the person's cluster.
    pub person: u32,
    /// E-mail; empty where the person has more telephone numbers than addresses.
    pub email: String,
    /// Telephone, the first one again where the person has more addresses.
    pub phone: String,
    /// Country: ISO 3166-1 alpha-2, or as read.
    pub country: String,
    /// Name.
    pub full_name: String,
    /// The offer it concerns; empty where the lead names none.
    pub offer: String,
    /// Date of the first lead that says so; unknown where none has a date.
    pub created: Created,
    /// The channels they refused, where it concerns all offers.
    pub opt_out: OptOut,
}

/// The person of that cluster; `None` for a number that is not there, for an unidentified lead, and for a test lead, which is excluded.
pub fn person_record(leads: &Leads, clusters: &Clusters, person: u32, policy: Survivorship) -> Option<PersonRecord> {
    let members = leads_of_person(leads, clusters, person)?;
    let ordered = in_time(leads, members);
    let [first, latest] = dated(leads, &ordered).map(|lead| lead.map(|lead| created(leads, lead)).unwrap_or_default());
    let opt_out = opt_out_of(leads, members);
    let text = |role| chosen_text(leads, members, role, policy);
    let name = text(ColumnRole::FullName);
    // A lead that tells first and last name apart before one that has both in one cell.
    let mut bearers = members.iter().filter_map(|lead| leads.get(LeadId(*lead))).filter(|lead| full_name(*lead) == name);
    let first_bearer = bearers.next();
    let named = first_bearer.into_iter().chain(bearers).find(|lead| !lead.text(ColumnRole::LastName).is_empty()).or(first_bearer);
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
        status: text(ColumnRole::Status),
        owner: text(ColumnRole::Owner),
        do_not_contact: contact(leads, members).do_not_contact || opt_out.is_any(),
        opt_out,
        leads: members.to_vec(),
    })
}

/// The channels that the records of a person refuse.
pub(super) fn opt_out_of(leads: &Leads, members: &[u32]) -> OptOut {
    members.iter().filter_map(|lead| leads.get(LeadId(*lead))).map(Lead::opt_out).fold(OptOut::default(), OptOut::or)
}

/// For each person, by the number of their cluster, whether they must not be contacted: about a listing, or by a channel. Empty where there is
/// no refusal of anybody.
pub fn refused_people(leads: &Leads, clusters: &Clusters) -> Vec<bool> {
    let has_columns = leads.mappings().iter().any(|mapping| !mapping.opt_outs.is_empty());
    if !has_columns && leads.distinct_origins().iter().all(|origin| origin.action != Action::Dnc) {
        return Vec::new();
    }
    let refuses =
        |lead: &u32| is_flagged(leads, *lead) || has_columns && leads.get(LeadId(*lead)).is_some_and(|lead| lead.opt_out().is_any());
    (0..saturating_u32(clusters.count())).map(|person| clusters.cluster(person).iter().any(refuses)).collect()
}

/// Refusals of a person, by offer and address.
///
/// A refusal concerns one listing, that of a channel all of them, and all addresses of the person: whoever refused under one address is not
/// to be written to at another.
pub fn refusals(leads: &Leads, clusters: &Clusters, person: u32, policy: Survivorship) -> Vec<Refusal> {
    let mut since: BTreeMap<u32, TimeKey> = BTreeMap::new();
    for lead in clusters.cluster(person).iter().filter_map(|lead| leads.get(LeadId(*lead))) {
        let key = time_key(leads, lead.id().0);
        let refused = is_flagged(leads, lead.id().0).then(|| lead.origin().offer);
        for offer in refused.into_iter().chain(lead.opt_out().is_any().then_some(ALL_OFFERS)) {
            since.entry(offer).and_modify(|first| *first = key.min(*first)).or_insert(key);
        }
    }
    let Some(members) = leads_of_person(leads, clusters, person).filter(|_| !since.is_empty()) else { return Vec::new() };
    let text = |role| chosen_text(leads, members, role, policy);
    let (country, name, opt_out) = (text(ColumnRole::Country), text(ColumnRole::FullName), opt_out_of(leads, members));
    let (emails, phones) = (all_emails(leads, members, policy), all_phones(leads, members, policy));
    let rows = emails.len().max(phones.len()).max(1);
    let refusal = |(offer, (.., lead)): (u32, TimeKey)| {
        let base = Refusal {
            person,
            country: country.clone(),
            full_name: name.clone(),
            offer: leads.offers().get(offer as usize).map(offer_text).unwrap_or_default(),
            created: created(leads, lead),
            opt_out: if offer == ALL_OFFERS { opt_out } else { OptOut::default() },
            ..Refusal::default()
        };
        let row = |place: usize| Refusal {
            email: emails.get(place).cloned().unwrap_or_default(),
            phone: phones.get(place).or(phones.first()).cloned().unwrap_or_default(),
            ..base.clone()
        };
        (0..rows).map(row).collect::<Vec<_>>()
    };
    since.into_iter().flat_map(refusal).collect()
}

/// All e-mail addresses of a person, those that stand with others in one cell among them.
pub(crate) fn all_emails(leads: &Leads, members: &[u32], policy: Survivorship) -> Vec<String> {
    let mut emails = spelled_values(leads, members, ColumnRole::Email, policy);
    let mut known: BTreeSet<String> = emails.iter().filter_map(|email| canonical_email(email)).map(Cow::into_owned).collect();
    let others = members.iter().filter_map(|lead| leads.get(LeadId(*lead))).flat_map(Lead::addresses);
    emails.extend(others.filter(|email| canonical_email(email).is_some() && known.insert(email.clone())));
    emails
}

/// All telephone numbers of a person, those that stand with others in one cell among them.
fn all_phones(leads: &Leads, members: &[u32], policy: Survivorship) -> Vec<String> {
    let digits = |phone: &String| phone.chars().filter(char::is_ascii_digit).collect::<String>();
    let mut phones = spelled_values(leads, members, ColumnRole::Phone, policy);
    let mut known: BTreeSet<String> = phones.iter().map(digits).collect();
    let others = members.iter().filter_map(|lead| leads.get(LeadId(*lead))).map(Lead::numbers).filter(|numbers| numbers.len() > 1);
    phones.extend(others.flatten().filter(|phone| known.insert(digits(phone))));
    phones
}

/// Date of a lead.
fn created(leads: &Leads, lead: u32) -> Created {
    leads.created().get(lead as usize).copied().unwrap_or_default()
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
