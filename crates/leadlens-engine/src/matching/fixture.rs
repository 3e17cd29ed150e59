//! Leads for tests, from a few lines of text each.

use super::comparison::compare;
use super::evidence::{Field, Level};
use super::matcher::Matching;
use super::profile::{ProfileBuilder, Profiles};
use crate::intake::fixture::read;
use crate::leads::{Decisions, Leads, LeadsBuilder, Mapping};

/// Leads of rows as `Ann,Ash,ann@example.com,+1 425 882 8080,US,Contoso Ltd,CEO`; cells at the end may be left out.
#[track_caller]
pub(super) fn leads(rows: &[impl AsRef<str>]) -> Leads {
    let mut text = "LeadSource,First Name,Last Name,Email,Phone,Country,Company,Title\n".to_owned();
    for row in rows {
        let cells: Vec<&str> = row.as_ref().split(',').collect();
        // A source, so that every row is a lead.
        text += &["SPZA-INS|contoso.app,", row.as_ref(), &",".repeat(7 - cells.len()), "\n"].concat();
    }
    let table = read(&text);
    let mapping = Mapping::of(&table, &Decisions::default()).unwrap();
    let mut builder = LeadsBuilder::new(vec![(table.into(), mapping)], None);
    while builder.step() {}
    let leads = builder.finish();
    assert_eq!(leads.len(), rows.len());
    leads
}

/// The profiles of leads.
#[track_caller]
pub(super) fn profiles(rows: &[impl AsRef<str>]) -> Profiles {
    let leads = leads(rows);
    let mut builder = ProfileBuilder::default();
    while builder.step(&leads) {}
    builder.finish()
}

/// Matching of leads, done, its weights learnt from them.
#[track_caller]
pub(super) fn matched(rows: &[impl AsRef<str>]) -> (Leads, Matching) {
    let leads = leads(rows);
    let mut matching = Matching::default();
    while matching.step(&leads) {}
    (leads, matching)
}

/// The level of one field of two rows.
#[track_caller]
pub(super) fn level(field: Field, one: &str, other: &str) -> Level {
    let profiles = profiles(&[one, other]);
    let profile = |lead: usize| profiles.get(profiles.of[lead]).unwrap();
    compare(&profiles, profile(0), profile(1)).levels[field as usize]
}
