//! The order of a list of leads.

use serde::{Deserialize, Serialize};

use crate::intake::header::ColumnRole;
use crate::leads::{Action, Lead, LeadId, Leads, Storefront};

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
    if sort.descending {
        keyed.sort_by_key(|(value, _)| std::cmp::Reverse(*value));
    } else {
        keyed.sort_by_key(|(value, _)| *value);
    }
    keyed.into_iter().map(|(_, lead)| lead).chain(blank).collect()
}

/// A number that orders as the value does; `None` for no value. Texts are told apart by their first 16 bytes in lower case.
fn sort_value(leads: &Leads, id: LeadId, key: SortKey) -> Option<u128> {
    let lead = leads.get(id)?;
    let origin = lead.origin();
    let of_storefront = |storefront: Storefront, action: Action| (storefront as u128) << 8 | action as u128;
    match key {
        SortKey::Record => Some(u128::from(id.0)),
        SortKey::Name => text_value(&full_name(lead)),
        SortKey::Email => text_value(&lead.text(ColumnRole::Email)),
        SortKey::Phone => text_value(&lead.text(ColumnRole::Phone)),
        SortKey::Company => text_value(&lead.text(ColumnRole::Company)),
        SortKey::JobTitle => text_value(&lead.text(ColumnRole::JobTitle)),
        SortKey::LeadSource => text_value(&lead.text(ColumnRole::LeadSource)),
        SortKey::File => Some(lead.file() as u128),
        SortKey::Country => text_value(leads.country_texts().get(*leads.countries().get(id.0 as usize)?)),
        SortKey::Storefront => (origin.storefront != Storefront::None).then(|| of_storefront(origin.storefront, origin.action)),
        SortKey::Action => (origin.action != Action::None).then_some((origin.action as u128) << 8 | origin.storefront as u128),
        SortKey::Offer => text_value(&lead.offer()?.key()),
        SortKey::Created => lead.created().seconds().map(|seconds| u128::from(seconds.cast_unsigned() ^ (1 << 63))),
    }
}

/// The first 16 bytes of a text in lower case, as a number that orders as they do; `None` for no text.
pub(super) fn text_value(text: &str) -> Option<u128> {
    let mut bytes = [0_u8; 16];
    let lower = text.chars().flat_map(char::to_lowercase);
    let mut free = bytes.as_mut_slice();
    for letter in lower {
        let mut encoded = [0; 4];
        let encoded = letter.encode_utf8(&mut encoded).as_bytes();
        let Some((place, rest)) = free.split_at_mut_checked(encoded.len()) else { break };
        place.copy_from_slice(encoded);
        free = rest;
    }
    (!text.is_empty()).then(|| u128::from_be_bytes(bytes))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_values_order_as_lower_case_text() {
        let values = ["ada", "Adam", "Öberg", "Åsa", "zoe"].map(|text| text_value(text).unwrap());
        assert!(values[0] < values[1] && values[1] < values[4]);
        assert_eq!(text_value("ADA"), text_value("ada"));
        assert_eq!(text_value(""), None);
    }
}
