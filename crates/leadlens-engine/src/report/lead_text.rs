//! Texts of a lead that are put together for lists.

use std::borrow::Cow;

use crate::intake::header::ColumnRole;
use crate::leads::{Lead, LeadId, Leads, Offer};

/// First and last name, or the full name where the file has only that.
pub(super) fn full_name(lead: Lead<'_>) -> String {
    let (first, last) = (lead.text(ColumnRole::FirstName), lead.text(ColumnRole::LastName));
    match (first.is_empty(), last.is_empty()) {
        (false, false) => format!("{first} {last}"),
        (true, true) => lead.text(ColumnRole::FullName).into_owned(),
        _ => format!("{first}{last}"),
    }
}

/// Text of a role of one lead as it is shown; empty for a blank.
pub(crate) fn text_of(leads: &Leads, lead: u32, role: ColumnRole) -> Cow<'_, str> {
    let Some(lead) = leads.get(LeadId(lead)) else { return Cow::Borrowed("") };
    match role {
        ColumnRole::FullName => Cow::Owned(full_name(lead)),
        ColumnRole::Company => lead.company(),
        ColumnRole::Country => lead.country(),
        _ => lead.text(role),
    }
}

/// An offer's title, or its key where it has none.
pub(crate) fn offer_text(offer: &Offer) -> String {
    if offer.title.is_empty() { offer.key() } else { offer.title.clone() }
}
