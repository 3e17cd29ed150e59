//! Outcome of merging by e-mail address: what CRMs that keep one record for each address would make of the same leads.
//!
//! - *`HubSpot`* (Knowledge Base, "Merge records"): of most properties the most recently updated value wins; the primary record keeps its
//!   e-mail, which here is the same. Taken here: of each field the latest lead that fills it.
//! - *Marketo* (API "Merge Lead", Knowledge Base ka-28666): the winner's values stay, its blanks are filled by the losers in the order in which
//!   they are named. Taken here: the winner is the first lead, the others follow in the order of time.
//!
//! A lead without an e-mail address is merged with none. Leads without a date come last, in the order of reading.

use std::cmp::Reverse;

use serde::{Deserialize, Serialize};

use super::Survivorship;
use super::clip::{TEXT_SHOWN, clip};
use super::journey::in_time;
use super::label_counts::{count, sizes};
use super::lead_text::text_of;
use super::survivorship::{chosen_text, comparable, country_of};
use crate::intake::header::ColumnRole;
use crate::leads::{Leads, NONE, System};
use crate::matching::{Clusters, sort_by_code};
use crate::saturating::saturating_u32;
use crate::sorting;

/// Fields that are compared, in the order they are shown. The e-mail is what records are merged by.
const FIELDS: [ColumnRole; 5] = [ColumnRole::FullName, ColumnRole::Phone, ColumnRole::Company, ColumnRole::Country, ColumnRole::JobTitle];

/// Values shown that differ.
const EXAMPLES: usize = 5;

/// Records that one CRM would have of the leads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EmailMerge {
    /// [`System::HubSpot`] or [`System::Marketo`].
    pub system: System,
    /// Records that remain: one for each e-mail address, and each lead without one.
    pub people: u32,
    /// Leads that go into the record of another.
    pub merged: u32,
    /// Records of several leads.
    pub records: u32,
    /// Those of them in which a value is another than in Leadlens' record of the person of their first lead.
    pub different: u32,
    /// The same by field, those in which none differs left out.
    pub fields: Vec<(ColumnRole, u32)>,
    /// Some of the values that differ, of each record one.
    pub examples: Vec<EmailMergeExample>,
}

/// A value that would stand in a merged record, and that of Leadlens. Texts are clipped; a blank is empty.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EmailMergeExample {
    /// Address of the record.
    pub email: String,
    /// The field.
    pub role: ColumnRole,
    /// Value in the merged record.
    pub theirs: String,
    /// Value by [`Survivorship::default`].
    pub ours: String,
}

/// Outcome for each CRM that merges by e-mail. `labels` tells for each lead its record, [`NONE`] for leads that are no person's. Takes time in
/// the order of leads: the person of a record is put together once, however many of their records there are.
pub(super) fn email_merges(leads: &Leads, clusters: &Clusters, labels: &[u32]) -> Vec<EmailMerge> {
    let records = records(leads, clusters, labels);
    let people = count(labels);
    let leads_of_people = saturating_u32(labels.iter().filter(|label| **label != NONE).count());
    let ours = persons(leads, clusters, &records);
    let merge = |system: System| {
        let mut merge = EmailMerge {
            system,
            people,
            merged: leads_of_people - people,
            records: saturating_u32(records.len()),
            different: 0,
            fields: FIELDS.map(|role| (role, 0)).to_vec(),
            examples: Vec::new(),
        };
        for (record, ours) in records.iter().zip(&ours) {
            merge.add(leads, record, ours);
        }
        merge.fields.retain(|(_, records)| *records > 0);
        merge
    };
    [System::HubSpot, System::Marketo].map(merge).to_vec()
}

/// Leads of one address, two at least, in the order of time.
struct Record {
    person: u32,
    leads: Vec<u32>,
}

/// The records of several leads, in the order of their first leads.
fn records(leads: &Leads, clusters: &Clusters, labels: &[u32]) -> Vec<Record> {
    let (starts, members) = sort_by_code(labels, sizes(labels).len());
    let runs = starts.iter().zip(starts.iter().skip(1)).filter_map(|(start, end)| members.get(*start as usize..*end as usize));
    let record = |members: &[u32]| {
        let leads = in_time(leads, members);
        Some(Record { person: *clusters.of().get(*leads.first()? as usize)?, leads })
    };
    runs.filter(|members| members.len() > 1).filter_map(record).collect()
}

/// Leadlens' values for the person of each record.
fn persons(leads: &Leads, clusters: &Clusters, records: &[Record]) -> Vec<[String; FIELDS.len()]> {
    let mut order: Vec<usize> = (0..records.len()).collect();
    sorting::sort_by_key(&mut order, |place| records.get(*place).map(|record| record.person));
    let mut values = vec![<[String; FIELDS.len()]>::default(); records.len()];
    let mut last: Option<(u32, [String; FIELDS.len()])> = None;
    for place in order {
        let Some(person) = records.get(place).map(|record| record.person) else { continue };
        if last.as_ref().is_none_or(|(before, _)| *before != person) {
            let members = clusters.cluster(person);
            last = Some((person, FIELDS.map(|role| chosen_text(leads, members, role, Survivorship::default()))));
        }
        if let (Some(value), Some((_, chosen))) = (values.get_mut(place), &last) {
            value.clone_from(chosen);
        }
    }
    values
}

impl EmailMerge {
    fn add(&mut self, leads: &Leads, record: &Record, ours: &[String; FIELDS.len()]) {
        let order: Vec<u32> = match self.system {
            // The latest lead first; those without a date say nothing of when, so they stay behind.
            System::HubSpot => {
                let mut order = record.leads.clone();
                let seconds = |lead: u32| leads.created().get(lead as usize).and_then(|created| created.seconds());
                sorting::sort_by_key(&mut order, |lead| Reverse((seconds(*lead), *lead)));
                order
            }
            _ => record.leads.clone(),
        };
        let country = country_of(leads, &record.leads);
        let mut is_different = false;
        for ((role, records), ours) in self.fields.iter_mut().zip(ours) {
            let texts = order.iter().map(|lead| text_of(leads, *lead, *role));
            let theirs = texts.into_iter().find(|text| !text.is_empty()).unwrap_or_default();
            let form = |text: &str| if text.is_empty() { String::new() } else { comparable(*role, text, country) };
            if form(&theirs) == form(ours) {
                continue;
            }
            *records += 1;
            if !is_different && self.examples.len() < EXAMPLES {
                let first = record.leads.first().copied().unwrap_or_default();
                self.examples.push(EmailMergeExample {
                    email: clip(&text_of(leads, first, ColumnRole::Email), TEXT_SHOWN),
                    role: *role,
                    theirs: clip(&theirs, TEXT_SHOWN),
                    ours: clip(ours, TEXT_SHOWN),
                });
            }
            is_different = true;
        }
        self.different += u32::from(is_different);
    }
}
