//! Leads as a window of rows: filtered, searched, sorted.

use std::borrow::Cow;
use std::cmp::Reverse;

use serde::{Deserialize, Serialize};

use super::clip::{TEXT_SHOWN, clip};
use super::contact::is_person_flagged;
use super::{CrossFilter, LeadFilter};
use crate::intake::header::ColumnRole;
use crate::leads::{Action, Flags, Lead, LeadId, Leads, Offer, Storefront, push_folded};
use crate::matching::{Clusters, GroupName};
use crate::saturating::saturating_u32;

/// Key that the rows are ordered by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum SortKey {
    /// Reading order.
    #[default]
    Record,
    /// Name.
    Name,
    /// E-mail.
    Email,
    /// Phone.
    Phone,
    /// Company.
    Company,
    /// Job title.
    JobTitle,
    /// Country.
    Country,
    /// Storefront, then action.
    Storefront,
    /// Action, then storefront.
    Action,
    /// Offer.
    Offer,
    /// The `LeadSource` as read.
    LeadSource,
    /// Time it was made; leads without a date last.
    Created,
    /// Its source, by the order they were given.
    File,
}

impl SortKey {
    /// All keys, in the order of the columns.
    pub const ALL: [Self; 13] = [
        Self::Record,
        Self::Name,
        Self::Email,
        Self::Phone,
        Self::Company,
        Self::JobTitle,
        Self::Country,
        Self::Storefront,
        Self::Action,
        Self::Offer,
        Self::LeadSource,
        Self::Created,
        Self::File,
    ];

    /// The name used in addresses.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Record => "record",
            Self::Name => "name",
            Self::Email => "email",
            Self::Phone => "phone",
            Self::Company => "company",
            Self::JobTitle => "job_title",
            Self::Country => "country",
            Self::Storefront => "source",
            Self::Action => "action",
            Self::Offer => "offer",
            Self::LeadSource => "lead_source",
            Self::Created => "created",
            Self::File => "file",
        }
    }

    /// The key of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|key| key.as_str() == name)
    }
}

/// Order of the rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeadSort {
    /// By what.
    pub key: SortKey,
    /// Last first.
    pub descending: bool,
}

/// A window of leads asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeadQuery {
    /// Rows to leave out at the start.
    pub offset: u32,
    /// Rows wanted at most.
    pub limit: u32,
    /// The leads asked for.
    pub filter: LeadFilter,
    /// In which order: by the first, equal ones by the next; reading order at the end.
    pub sort: Vec<LeadSort>,
}

/// A lead as one row. Texts are clipped to what a screen can show.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::struct_excessive_bools, reason = "flags, each independent of the others")]
pub struct LeadRow {
    /// Its number.
    pub lead: u32,
    /// Index of its source.
    pub file: u16,
    /// Number of its record in the source, counted from 1.
    pub record: u32,
    /// The storefront.
    pub storefront: Storefront,
    /// The customer's action.
    pub action: Action,
    /// The LeadSource as read.
    pub lead_source: String,
    /// The offer's title, or its key where it has none.
    pub offer: String,
    /// First and last name, or the full name.
    pub name: String,
    /// E-mail as read.
    pub email: String,
    /// Phone as read.
    pub phone: String,
    /// Country as read.
    pub country: String,
    /// Company as read.
    pub company: String,
    /// Job title.
    pub job_title: String,
    /// Free text.
    pub description: String,
    /// RFC 3339 or a plain date; empty where it cannot be told.
    pub created: String,
    /// The marketplace's own test lead.
    pub test: bool,
    /// Not to be contacted.
    pub do_not_contact: bool,
    /// Another lead of the same person must not be contacted: this one may be, with care.
    pub person_do_not_contact: bool,
    /// Its record has a problem.
    pub problem: bool,
    /// The group it belongs to, if its person has more than one lead.
    pub group: Option<GroupName>,
}

/// A window of leads.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeadPage {
    /// Leads that pass the filter.
    pub total: u32,
    /// Rows left out at the start.
    pub offset: u32,
    /// The rows.
    pub rows: Vec<LeadRow>,
}

/// Characters of a description that go into a row.
const DESCRIPTION_SHOWN: usize = 1_000;

/// All leads that pass the filter, in the order asked for. Paging takes windows of it, so it is worth keeping between pages.
pub fn lead_order(filter: &mut CrossFilter, leads: &Leads, clusters: &Clusters, ask: &LeadQuery) -> Vec<u32> {
    filter.ordered(leads, clusters, &ask.filter, &ask.sort)
}

/// A window of an order made by [`lead_order`].
pub fn lead_page(leads: &Leads, clusters: &Clusters, order: &[u32], offset: u32, limit: u32) -> LeadPage {
    let rows = order.iter().skip(offset as usize).take(limit as usize);
    LeadPage {
        total: saturating_u32(order.len()),
        offset,
        rows: rows.filter_map(|lead| lead_row(leads, clusters, LeadId(*lead))).collect(),
    }
}

/// One lead as a row.
pub(super) fn lead_row(leads: &Leads, clusters: &Clusters, id: LeadId) -> Option<LeadRow> {
    let lead = leads.get(id)?;
    let text = |role| clip(&lead.text(role), TEXT_SHOWN);
    let flags = lead.flags();
    Some(LeadRow {
        lead: id.0,
        file: u16::try_from(lead.file()).unwrap_or(u16::MAX),
        record: lead.record() + 1,
        storefront: lead.origin().storefront,
        action: lead.origin().action,
        lead_source: text(ColumnRole::LeadSource),
        offer: clip(&lead.offer().map(offer_text).unwrap_or_default(), TEXT_SHOWN),
        name: clip(&full_name(lead), TEXT_SHOWN),
        email: text(ColumnRole::Email),
        phone: text(ColumnRole::Phone),
        country: text(ColumnRole::Country),
        company: text(ColumnRole::Company),
        job_title: text(ColumnRole::JobTitle),
        description: clip(&lead.text(ColumnRole::Description), DESCRIPTION_SHOWN),
        created: lead.created().to_string(),
        test: flags.contains(Flags::TEST),
        do_not_contact: flags.contains(Flags::DO_NOT_CONTACT),
        person_do_not_contact: is_person_flagged(leads, clusters, id),
        problem: flags.contains(Flags::PROBLEM),
        group: clusters.group_of(id).map(|_| GroupName::merged(id.0)),
    })
}

/// An offer's title, or its key where it has none.
pub(super) fn offer_text(offer: &Offer) -> String {
    if offer.title.is_empty() { offer.key() } else { offer.title.clone() }
}

/// First and last name, or the full name where the file has only that.
pub(super) fn full_name(lead: Lead<'_>) -> String {
    let (first, last) = (lead.text(ColumnRole::FirstName), lead.text(ColumnRole::LastName));
    match (first.is_empty(), last.is_empty()) {
        (false, false) => format!("{first} {last}"),
        (true, true) => lead.text(ColumnRole::FullName).into_owned(),
        _ => format!("{first}{last}"),
    }
}

/// Sorts leads by the first, equal ones by the next, equal ones of all in reading order.
pub(super) fn in_order(leads: &Leads, found: Vec<u32>, sort: &[LeadSort]) -> Vec<u32> {
    sort.iter().rev().fold(found, |found, sort| sorted(leads, found, *sort))
}

/// Sorts leads; those without a value come last in either direction, equal ones stay in order.
fn sorted(leads: &Leads, found: Vec<u32>, sort: LeadSort) -> Vec<u32> {
    let mut keyed = Vec::with_capacity(found.len());
    let mut blank = Vec::new();
    for lead in found {
        match sort_value(leads, LeadId(lead), sort.key) {
            Some(value) => keyed.push((value, lead)),
            None => blank.push(lead),
        }
    }
    let text = |lead: u32| sort_text(leads, LeadId(lead), sort.key).map(|text| sort_key(&text)).unwrap_or_default();
    if sort.descending {
        keyed.sort_by_key(|(value, _)| Reverse(*value));
        for alike in texts_alike(sort.key, &mut keyed) {
            alike.sort_by_cached_key(|(_, lead)| Reverse(text(*lead)));
        }
    } else {
        keyed.sort_by_key(|(value, _)| *value);
        for alike in texts_alike(sort.key, &mut keyed) {
            alike.sort_by_cached_key(|(_, lead)| text(*lead));
        }
    }
    keyed.into_iter().map(|(_, lead)| lead).chain(blank).collect()
}

/// Runs of leads whose texts begin with the same [`PREFIX`] bytes and go on behind them.
fn texts_alike(key: SortKey, keyed: &mut [(u128, u32)]) -> impl Iterator<Item = &mut [(u128, u32)]> {
    let goes_on = move |value: u128| is_text(key) && value & 0xff != 0;
    keyed
        .chunk_by_mut(|one, other| one.0 == other.0)
        .filter(move |run| run.len() > 1 && run.first().is_some_and(|(value, _)| goes_on(*value)))
}

/// True for a column that is ordered by its text.
fn is_text(key: SortKey) -> bool {
    !matches!(key, SortKey::Record | SortKey::File | SortKey::Storefront | SortKey::Action | SortKey::Created)
}

/// The text a lead is ordered by, where the column is ordered by text.
fn sort_text(leads: &Leads, id: LeadId, key: SortKey) -> Option<Cow<'_, str>> {
    let lead = leads.get(id)?;
    let role = match key {
        SortKey::Name => return Some(full_name(lead).into()),
        SortKey::Country => return Some(leads.country_texts().get(*leads.countries().get(id.0 as usize)?).into()),
        SortKey::Offer => return Some(offer_text(lead.offer()?).into()),
        SortKey::Email => ColumnRole::Email,
        SortKey::Phone => ColumnRole::Phone,
        SortKey::Company => ColumnRole::Company,
        SortKey::JobTitle => ColumnRole::JobTitle,
        SortKey::LeadSource => ColumnRole::LeadSource,
        SortKey::Record | SortKey::File | SortKey::Storefront | SortKey::Action | SortKey::Created => return None,
    };
    Some(lead.text(role))
}

/// A number that orders as the value does, texts by the start of their keys; `None` for no value.
fn sort_value(leads: &Leads, id: LeadId, key: SortKey) -> Option<u128> {
    let lead = leads.get(id)?;
    let origin = lead.origin();
    let of_storefront = |storefront: Storefront, action: Action| (storefront as u128) << 8 | action as u128;
    match key {
        SortKey::Record => Some(u128::from(id.0)),
        SortKey::File => Some(lead.file() as u128),
        SortKey::Storefront => (origin.storefront != Storefront::None).then(|| of_storefront(origin.storefront, origin.action)),
        SortKey::Action => (origin.action != Action::None).then_some((origin.action as u128) << 8 | origin.storefront as u128),
        SortKey::Created => lead.created().seconds().map(|seconds| u128::from(seconds.cast_unsigned() ^ (1 << 63))),
        _ => text_value(&sort_text(leads, id, key)?),
    }
}

/// Bytes of a text's key that are compared before the rest is looked at.
const PREFIX: usize = 16;

/// The key a text is ordered by: lower case, accents aside, so that `Öberg` stands beside `Oberg` in every language.
pub(super) fn sort_key(text: &str) -> String {
    let mut key = String::with_capacity(text.len());
    text.chars().for_each(|letter| push_folded(letter, &mut key));
    key
}

/// The first [`PREFIX`] bytes of a text's key, as a number that orders as they do; `None` for no text.
fn text_value(text: &str) -> Option<u128> {
    let mut key = String::with_capacity(2 * PREFIX);
    for letter in text.chars() {
        if key.len() >= PREFIX {
            break;
        }
        push_folded(letter, &mut key);
    }
    let mut bytes = [0_u8; PREFIX];
    bytes.iter_mut().zip(key.bytes()).for_each(|(place, byte)| *place = byte);
    (!text.is_empty()).then(|| u128::from_be_bytes(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_ordered_without_case_and_accents() {
        let mut texts = ["zoe", "Öberg", "adam", "Ada", "oberg", "Åsa"];
        texts.sort_by_key(|text| (text_value(text), sort_key(text)));
        assert_eq!(texts, ["Ada", "adam", "Åsa", "Öberg", "oberg", "zoe"]);
        assert_eq!(text_value(""), None);
    }
}
