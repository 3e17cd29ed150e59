//! People put together from their leads, as a window of rows and one by one.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::clip::{TEXT_SHOWN, clip};
use super::contact::contact;
use super::journey::{Touch, in_time, journey, seconds};
use super::lead_list::lead_row;
use super::lead_text::offer_text;
use super::people_order::put_in_order;
use super::standing::{is_test, leads_of_person};
use super::survivorship::{chosen_text, ranked_values};
use super::{CrossFilter, JourneyStep, PeoplePage, PeopleQuery, PersonDetail, PersonField, PersonRow, Survivorship};
use crate::intake::header::ColumnRole;
use crate::leads::{Action, Lead, LeadId, Leads, Storefront};
use crate::matching::{Clusters, GroupName};
use crate::saturating::saturating_u32;
use crate::sorting;

/// Offers named in a row.
const OFFERS: usize = 5;

/// Other values of a field listed at most.
const VALUES: usize = 50;

/// Fields that are known of a person, in the order they are shown.
const FIELDS: [ColumnRole; 6] =
    [ColumnRole::FullName, ColumnRole::Email, ColumnRole::Phone, ColumnRole::Company, ColumnRole::JobTitle, ColumnRole::Country];

/// All people with at least one lead that passes the filter, in the requested order; equal ones in the order of their first leads, those
/// without a value last.
/// Paging takes windows of it, so it is worth keeping between pages.
pub fn people_order(cross_filter: &mut CrossFilter, leads: &Leads, clusters: &Clusters, query: &PeopleQuery) -> Vec<u32> {
    cross_filter.select(leads, clusters, &query.filter);
    let people = 0..saturating_u32(clusters.count());
    let is_listed = |members: &[u32]| {
        let is_unidentified = members.first().is_some_and(|lead| cross_filter.is_unidentified(*lead));
        !is_unidentified && !is_test(leads, members) && (!query.repeated || members.len() > 1)
    };
    let is_found = |members: &[u32]| is_listed(members) && members.iter().any(|lead| cross_filter.passes(*lead));
    let found = people.filter(|person| is_found(clusters.cluster(*person))).collect();
    put_in_order(leads, clusters, found, query)
}

/// A window of an order made by [`people_order`].
pub fn people_page(leads: &Leads, clusters: &Clusters, order: &[u32], query: &PeopleQuery) -> PeoplePage {
    let rows = order.iter().skip(query.offset as usize).take(query.limit as usize);
    PeoplePage {
        total: saturating_u32(order.len()),
        offset: query.offset,
        rows: rows.map(|person| person_row(leads, *person, clusters.cluster(*person), query.survivorship)).collect(),
    }
}

/// One person by the number of their cluster; `None` for a number that is not there, for an unidentified lead, and for a test lead, which is
/// excluded.
pub fn person_detail(leads: &Leads, clusters: &Clusters, person: u32, policy: Survivorship) -> Option<PersonDetail> {
    let members = leads_of_person(leads, clusters, person)?;
    let first = *members.first()?;
    let field = |role| {
        let mut values = ranked_values(leads, members, role, policy).into_iter();
        values.next().map(|chosen| PersonField { role, chosen, others: values.take(VALUES).collect() })
    };
    let touches = journey(leads, clusters, members).into_iter().take(PersonDetail::LEADS);
    let step = |touch: Touch| {
        Some(JourneyStep {
            lead: lead_row(leads, clusters, LeadId(touch.lead))?,
            repeat: touch.repeat,
            since: if touch.repeat { touch.since_same } else { touch.since_last },
        })
    };
    Some(PersonDetail {
        row: person_row(leads, person, members, policy),
        fields: FIELDS.into_iter().filter_map(field).collect(),
        journey: touches.filter_map(step).collect(),
        group: (members.len() > 1 && clusters.group_of(LeadId(first)).is_some()).then(|| GroupName::merged(first)),
    })
}

fn person_row(leads: &Leads, person: u32, members: &[u32], policy: Survivorship) -> PersonRow {
    let text = |role| clip(&chosen_text(leads, members, role, policy), TEXT_SHOWN);
    let ordered = in_time(leads, members);
    let [first, latest] = touches(leads, &ordered);
    let contact = contact(leads, members);
    PersonRow {
        lead: members.first().copied().unwrap_or_default(),
        person,
        name: text(ColumnRole::FullName),
        email: text(ColumnRole::Email),
        phone: text(ColumnRole::Phone),
        company: text(ColumnRole::Company),
        job_title: text(ColumnRole::JobTitle),
        country: text(ColumnRole::Country),
        leads: saturating_u32(members.len()),
        first,
        latest,
        steps: steps(leads, &ordered),
        offers: offers(leads, &ordered),
        do_not_contact: contact.do_not_contact,
        contactable: contact.contactable,
    }
}

/// Dates of the first and the latest of leads in the order of time; empty where none has a date.
fn touches(leads: &Leads, ordered: &[u32]) -> [String; 2] {
    dated(leads, ordered).map(|lead| lead.map(|lead| created(leads, lead)).unwrap_or_default())
}

/// The first and the latest of leads in the order of time; `None` where none has a date.
pub(super) fn dated(leads: &Leads, ordered: &[u32]) -> [Option<u32>; 2] {
    let is_dated = |lead: &&u32| seconds(leads, **lead).is_some();
    [ordered.iter().find(is_dated).copied(), ordered.iter().rfind(is_dated).copied()]
}

/// Date of a lead; empty where it has none.
fn created(leads: &Leads, lead: u32) -> String {
    leads.get(LeadId(lead)).map(|lead| lead.created().to_string()).unwrap_or_default()
}

/// The steps of leads in the order of time, each combination of storefront and action once.
pub(super) fn steps(leads: &Leads, ordered: &[u32]) -> Vec<(Storefront, Action)> {
    let mut steps = Vec::new();
    for origin in ordered.iter().filter_map(|lead| leads.get(LeadId(*lead))).map(Lead::origin) {
        if !steps.contains(&(origin.storefront, origin.action)) {
            steps.push((origin.storefront, origin.action));
        }
    }
    steps
}

/// The offers of leads in the order of time: most leads first, then the earlier one; clipped to a few.
pub(super) fn offers(leads: &Leads, ordered: &[u32]) -> Vec<String> {
    offers_by_leads(leads, ordered).into_iter().take(OFFERS).map(|text| clip(&text, TEXT_SHOWN)).collect()
}

/// All offers of leads in the order of time: most leads first, then the earlier one.
pub(super) fn offers_by_leads(leads: &Leads, ordered: &[u32]) -> Vec<String> {
    let mut counts: BTreeMap<u32, (u32, usize)> = BTreeMap::new();
    for (place, lead) in ordered.iter().enumerate() {
        if let Some(lead) = leads.get(LeadId(*lead)) {
            counts.entry(lead.origin().offer).or_insert((0, place)).0 += 1;
        }
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    sorting::sort_by_key(&mut counts, |(_, (count, place))| (Reverse(*count), *place));
    let named = counts.into_iter().filter_map(|(offer, _)| leads.offers().get(offer as usize)).map(offer_text);
    named.filter(|text| !text.is_empty()).collect()
}
