//! The order of a list of leads.

use std::borrow::Cow;
use std::cmp::Reverse;

use serde::{Deserialize, Serialize};

use super::lead_text::{full_name, offer_text};

use crate::intake::header::ColumnRole;
use crate::leads::{Action, Flags, LeadId, Leads, Storefront, push_folded};
use crate::sorting;

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
    /// Status.
    Status,
    /// Owner.
    Owner,
    /// Its id in the system it comes from.
    LeadId,
    /// Time it was made; leads without a date last.
    Created,
    /// Its source, by the order they were given.
    File,
    /// Free text.
    Description,
    /// Its flags: do not contact, test, problem.
    Flags,
}

impl SortKey {
    /// All keys, in the order of the columns.
    pub const ALL: [Self; 18] = [
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
        Self::Status,
        Self::Owner,
        Self::LeadId,
        Self::Created,
        Self::File,
        Self::Description,
        Self::Flags,
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
            Self::Status => "status",
            Self::Owner => "owner",
            Self::LeadId => "lead_id",
            Self::Created => "created",
            Self::File => "file",
            Self::Description => "description",
            Self::Flags => "marks",
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
    /// Key of the order.
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
    let text = |lead: u32| sort_text(leads, LeadId(lead), sort.key).map(|text| sort_key(&text)).unwrap_or_default();
    if sort.descending {
        keyed.sort_by_key(|(value, _)| Reverse(*value));
        for alike in texts_alike(sort.key, &mut keyed) {
            sorting::sort_by_cached_key(alike, |(_, lead)| Reverse(text(*lead)));
        }
    } else {
        keyed.sort_by_key(|(value, _)| *value);
        for alike in texts_alike(sort.key, &mut keyed) {
            sorting::sort_by_cached_key(alike, |(_, lead)| text(*lead));
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
    !matches!(key, SortKey::Record | SortKey::File | SortKey::Storefront | SortKey::Action | SortKey::Created | SortKey::Flags)
}

/// The text a lead is ordered by, where the column is ordered by text.
fn sort_text(leads: &Leads, id: LeadId, key: SortKey) -> Option<Cow<'_, str>> {
    let lead = leads.get(id)?;
    let role = match key {
        SortKey::Name => return Some(full_name(lead).into()),
        SortKey::Country => return Some(leads.country_texts().get(*leads.countries().get(id.0 as usize)?).into()),
        SortKey::Company => return Some(lead.company()),
        SortKey::Offer => return Some(offer_text(lead.offer()?).into()),
        SortKey::Email => ColumnRole::Email,
        SortKey::Phone => ColumnRole::Phone,
        SortKey::JobTitle => ColumnRole::JobTitle,
        SortKey::LeadSource => ColumnRole::LeadSource,
        SortKey::Status => ColumnRole::Status,
        SortKey::Owner => ColumnRole::Owner,
        SortKey::LeadId => ColumnRole::LeadId,
        SortKey::Description => ColumnRole::Description,
        SortKey::Record | SortKey::File | SortKey::Storefront | SortKey::Action | SortKey::Created | SortKey::Flags => return None,
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
        SortKey::Flags => [Flags::PROBLEM, Flags::TEST, Flags::DO_NOT_CONTACT]
            .iter()
            .zip([1_u128, 2, 4])
            .filter(|(flag, _)| lead.flags().contains(**flag))
            .map(|(_, bit)| bit)
            .reduce(|flags, bit| flags | bit),
        SortKey::Created => lead.created().seconds().map(|seconds| u128::from(seconds.cast_unsigned() ^ (1 << 63))),
        _ => text_value(&sort_text(leads, id, key)?),
    }
}

/// Bytes of a text's key that are compared before the rest is looked at.
const PREFIX: usize = 16;

/// The key a text is ordered by: lower case without accents, so that `Öberg` stands next to `Oberg` in every language.
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
