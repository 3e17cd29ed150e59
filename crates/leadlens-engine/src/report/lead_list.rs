//! Leads as a window of rows: filtered, searched, sorted.

use serde::{Deserialize, Serialize};

use super::clip::{TEXT_SHOWN, clip};
use super::contact::is_person_flagged;
use super::lead_sort::LeadSort;
use super::lead_text::{full_name, offer_text};
use super::{CrossFilter, LeadFilter};
use crate::intake::header::ColumnRole;
use crate::leads::{Action, Flags, LeadId, Leads, Storefront};
use crate::matching::{Clusters, GroupName};
use crate::saturating::saturating_u32;

/// Query for a window of leads.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeadQuery {
    /// Rows to leave out at the start.
    pub offset: u32,
    /// Rows wanted at most.
    pub limit: u32,
    /// Conditions that leads must pass.
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
    /// Country: ISO 3166-1 alpha-2 where the spelling is known, else as read.
    pub country: String,
    /// Company, as it is spelled most often.
    pub company: String,
    /// Job title.
    pub job_title: String,
    /// Status, as its system spells it.
    pub status: String,
    /// Its owner: who takes care of it.
    pub owner: String,
    /// Its id in the system it comes from.
    pub lead_id: String,
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

/// All leads that pass the filter, in the requested order. Paging takes windows of it, so it is worth keeping between pages.
pub fn lead_order(filter: &mut CrossFilter, leads: &Leads, clusters: &Clusters, query: &LeadQuery) -> Vec<u32> {
    filter.ordered(leads, clusters, &query.filter, &query.sort)
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
        country: clip(&lead.country(), TEXT_SHOWN),
        company: clip(&lead.company(), TEXT_SHOWN),
        job_title: text(ColumnRole::JobTitle),
        status: text(ColumnRole::Status),
        owner: text(ColumnRole::Owner),
        lead_id: text(ColumnRole::LeadId),
        description: clip(&lead.text(ColumnRole::Description), DESCRIPTION_SHOWN),
        created: lead.created().to_string(),
        test: flags.contains(Flags::TEST),
        do_not_contact: flags.contains(Flags::DO_NOT_CONTACT),
        person_do_not_contact: is_person_flagged(leads, clusters, id),
        problem: flags.contains(Flags::PROBLEM),
        group: clusters.group_of(id).map(|_| GroupName::merged(id.0)),
    })
}
