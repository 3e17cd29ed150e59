//! One lead with everything known of it.

use serde::{Deserialize, Serialize};

use super::lead_list::lead_row;
use super::people::person_detail;
use super::record_detail::record_detail;
use super::{CrossFileDetail, CrossFilter, LeadRow, PersonDetail, RecordDetail, Survivorship};
use crate::leads::{LeadId, Leads};
use crate::matching::Clusters;

/// One lead: what it says, its record as the file spells it, and its person.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeadDetail {
    /// The lead as a row of the list.
    pub row: LeadRow,
    /// Its record, cell by cell, with what is wrong with it.
    pub record: RecordDetail,
    /// The person it belongs to, with all their leads in the order of time; `None` for an unidentified lead, and for a
    /// test lead, which is excluded.
    pub person: Option<PersonDetail>,
    /// The lead compared with the other open files.
    pub across: Vec<CrossFileDetail>,
}

/// One lead; `None` for a number that is not there.
pub fn lead_detail(cross_filter: &CrossFilter, leads: &Leads, clusters: &Clusters, lead: u32) -> Option<LeadDetail> {
    let row = lead_row(leads, clusters, LeadId(lead))?;
    let person = clusters.of().get(lead as usize);
    Some(LeadDetail {
        record: record_detail(leads, row.file, row.record)?,
        person: person.and_then(|person| person_detail(leads, clusters, *person, Survivorship::default())),
        across: cross_filter.across_files(leads, clusters, lead),
        row,
    })
}
