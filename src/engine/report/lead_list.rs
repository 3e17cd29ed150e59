//! Leads as a window of rows: filtered, searched, sorted.

use serde::{Deserialize, Serialize};

use super::LeadFilter;
use crate::engine::leads::{Action, Source};

/// What the rows are ordered by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum SortKey {
    /// Reading order.
    #[default]
    Record,
    /// Name.
    Name,
    /// E-mail.
    Email,
    /// Company.
    Company,
    /// Country.
    Country,
    /// Source, then action.
    Source,
    /// Action, then source.
    Action,
    /// Offer.
    Offer,
    /// When it was made; leads without a date last.
    Created,
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
    /// Which leads.
    pub filter: LeadFilter,
    /// Text that must stand in name, e-mail, phone, company, country or LeadSource, without regard to case; empty for all.
    pub search: String,
    /// In which order.
    pub sort: LeadSort,
}

/// A lead as one row. Texts are clipped to what a screen can show.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeadRow {
    /// Its number.
    pub lead: u32,
    /// Index of its source.
    pub file: u16,
    /// Number of its record in the source, counted from 1.
    pub record: u32,
    /// The storefront.
    pub source: Source,
    /// What the customer did.
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
    /// Its record has a problem.
    pub problem: bool,
    /// The group it belongs to, if its person has more than one lead.
    pub group: Option<u32>,
}

/// A window of leads.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeadPage {
    /// Leads that pass filter and search.
    pub total: u32,
    /// Rows left out at the start.
    pub offset: u32,
    /// The rows.
    pub rows: Vec<LeadRow>,
}
