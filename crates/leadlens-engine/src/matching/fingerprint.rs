//! Fingerprints find a lead again when its file is opened anew: rows in another order, more columns, another mapping.

mod builder;
mod wanted;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde::{Deserialize, Serialize};

use super::stable_hash::stable_hash;
use crate::intake::header::ColumnRole;
use crate::leads::{Lead, Leads};
use crate::sorting;
pub use builder::FingerprintsBuilder;

/// Roles whose values make the content of a lead, in an order that never changes.
const CONTENT: [ColumnRole; 10] = [
    ColumnRole::FirstName,
    ColumnRole::LastName,
    ColumnRole::FullName,
    ColumnRole::Email,
    ColumnRole::Phone,
    ColumnRole::Company,
    ColumnRole::Country,
    ColumnRole::JobTitle,
    ColumnRole::LeadSource,
    ColumnRole::Created,
];

/// The fingerprint of a lead: hashes of what it says and of the record it stands in, and which of those that are alike in both it is.
///
/// No value can be read back from it, but a guessed one can be checked against it: it is stored where the leads themselves are, in the
/// workspace file, and nowhere else. In two versions of the program a lead has the same one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Fingerprint {
    /// Of the values in the roles of [`CONTENT`], as they are read.
    content: u64,
    /// Of the record's cells, whichever columns they stand in.
    record: u64,
    /// Counted from 0 among leads alike in both, in reading order: whatever tells them apart, it is no value.
    nth: u32,
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}-{:016x}-{}", self.content, self.record, self.nth)
    }
}

impl From<Fingerprint> for String {
    fn from(fingerprint: Fingerprint) -> Self {
        fingerprint.to_string()
    }
}

impl TryFrom<String> for Fingerprint {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let mut parts = text.splitn(3, '-');
        let mut hash = || parts.next().and_then(|part| u64::from_str_radix(part, 16).ok());
        let (content, record) = (hash(), hash());
        let nth = parts.next().and_then(|part| part.parse().ok());
        let whole = content.zip(record).zip(nth).map(|((content, record), nth)| Self { content, record, nth });
        whole.ok_or("no fingerprint of a lead")
    }
}

/// The fingerprints of all leads: 20 bytes a lead, made only where a decision is stored or found again.
#[derive(Clone, Debug, Default)]
pub struct Fingerprints {
    /// Content and record of each lead.
    hashes: Vec<(u64, u64)>,
    /// Leads by content, then record, then reading order; test leads are left out: nothing is decided about them.
    order: Vec<u32>,
}

impl Fingerprints {
    /// Fingerprints of every lead, in one go.
    pub fn build(leads: &Leads) -> Self {
        let mut builder = FingerprintsBuilder::default();
        while builder.step(leads) {}
        builder.finish()
    }

    /// The fingerprint of a lead; `None` for a test lead, and for one that is not there.
    pub fn of(&self, lead: u32) -> Option<Fingerprint> {
        let (content, record) = *self.hashes.get(lead as usize)?;
        let alike = self.alike(|pair| pair.cmp(&(content, record)));
        let nth = u32::try_from(alike.binary_search(&lead).ok()?).ok()?;
        Some(Fingerprint { content, record, nth })
    }

    /// The leads of these fingerprints, no lead twice. One whose record has changed in other cells is found by what it says, one
    /// that says something else (its columns are understood otherwise) by its record.
    pub fn find(&self, wanted: impl IntoIterator<Item = Fingerprint>) -> BTreeMap<Fingerprint, u32> {
        let wanted: BTreeSet<Fingerprint> = wanted.into_iter().collect();
        let exact = |one: &Fingerprint| self.alike(|pair| pair.cmp(&(one.content, one.record))).get(one.nth as usize).copied();
        let mut found = sorting::map(wanted.iter().filter_map(|one| Some((*one, exact(one)?))));
        let mut taken: BTreeSet<u32> = found.values().copied().collect();

        let lost: Vec<Fingerprint> = wanted.iter().filter(|one| !found.contains_key(one)).copied().collect();
        for alike in lost.chunk_by(|one, other| one.content == other.content) {
            let content = alike.first().map_or(0, |one| one.content);
            let free = self.alike(|pair| pair.0.cmp(&content)).iter().filter(|lead| !taken.contains(lead));
            let pairs: Vec<_> = alike.iter().copied().zip(free.copied()).collect();
            taken.extend(pairs.iter().map(|(_, lead)| *lead));
            found.extend(pairs);
        }

        let mut lost: Vec<Fingerprint> = wanted.into_iter().filter(|one| !found.contains_key(one)).collect();
        if lost.is_empty() {
            return found;
        }
        sorting::sort_by_key(&mut lost, |one| (one.record, *one));
        let record_of = |lead: &u32| self.hashes.get(*lead as usize).map_or(0, |pair| pair.1);
        let mut by_record = self.order.clone();
        by_record.sort_unstable_by_key(|lead| (record_of(lead), *lead));
        for alike in lost.chunk_by(|one, other| one.record == other.record) {
            let record = alike.first().map_or(0, |one| one.record);
            let start = by_record.partition_point(|lead| record_of(lead) < record);
            let same = by_record.iter().skip(start).take_while(|lead| record_of(lead) == record);
            found.extend(alike.iter().copied().zip(same.filter(|lead| !taken.contains(lead)).copied()));
        }
        found
    }

    /// The run of leads whose hashes compare as equal, in order.
    fn alike(&self, compare: impl Fn(&(u64, u64)) -> std::cmp::Ordering) -> &[u32] {
        let of = |lead: &u32| self.hashes.get(*lead as usize).map_or(std::cmp::Ordering::Greater, &compare);
        let start = self.order.partition_point(|lead| of(lead).is_lt());
        let end = self.order.partition_point(|lead| of(lead).is_le());
        self.order.get(start..end).unwrap_or_default()
    }
}

/// Hashes of what a lead says and of its record. `text` is a buffer for the former.
fn hashes(leads: &Leads, lead: Lead<'_>, text: &mut String) -> (u64, u64) {
    (content_hash(lead, text), record_hash(leads, lead))
}

/// The hash of what a lead says. `text` is a buffer for it.
fn content_hash(lead: Lead<'_>, text: &mut String) -> u64 {
    text.clear();
    for role in CONTENT {
        text.push_str(&lead.text(role));
        text.push('\u{1f}');
    }
    stable_hash(text.as_bytes())
}

/// A sum of the hashes of a record's cells: the order of columns does not matter, blank ones do not count.
fn record_hash(leads: &Leads, lead: Lead<'_>) -> u64 {
    let Some(table) = leads.tables().get(lead.file()) else { return 0 };
    let (number, row) = (lead.record() as usize, table.record(lead.record() as usize));
    (0..table.width(number)).fold(0, |sum: u64, column| {
        let cell = row.cell(column);
        let cell = cell.trim();
        if cell.is_empty() { sum } else { sum.wrapping_add(stable_hash(cell.as_bytes())) }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::intake::fixture::read;
    use crate::leads::{Decisions, LeadsBuilder, Mapping};

    fn fingerprints(text: &str) -> Fingerprints {
        let table = read(text);
        let mapping = Mapping::of(&table, &Decisions::default()).unwrap();
        let mut builder = LeadsBuilder::new(vec![(table.into(), mapping)], None);
        while builder.step() {}
        Fingerprints::build(&builder.finish())
    }

    #[track_caller]
    fn found(one: &str, lead: u32, other: &str) -> Option<u32> {
        let wanted = fingerprints(one).of(lead).unwrap();
        fingerprints(other).find([wanted]).get(&wanted).copied()
    }

    const LEADS: &str = "First Name,Email,Phone\nAnn,ann@example.com,1\nBob,bob@example.com,2\nAnn,ann@example.com,1\n";

    #[test]
    fn a_lead_is_found_again_under_another_order_or_mapping() {
        for (other, expected) in [
            (LEADS, Some(1)),
            ("First Name,Email,Phone\nBob,bob@example.com,2\nAnn,ann@example.com,1\n", Some(0)),
            ("Phone,Status,Email,First Name\n1,new,ann@example.com,Ann\n2,old,bob@example.com,Bob\n", Some(1)),
            ("First Name,Email,Unheard of\nAnn,ann@example.com,1\nBob,bob@example.com,2\n", Some(1)),
            ("First Name,Email,Phone\nAnn,ann@example.com,1\nBobby,bob@example.com,2\n", None),
        ] {
            assert_eq!(found(LEADS, 1, other), expected, "{other}");
        }
    }

    #[test]
    fn leads_that_say_the_same_are_told_apart_by_their_number() {
        let all = fingerprints(LEADS);
        let found: Vec<_> = (0..3).map(|lead| all.of(lead).unwrap()).collect();
        assert_eq!((found[0].content, found[0].nth, found[2].nth), (found[2].content, 0, 1));
        assert_eq!(all.find(found.clone()).into_values().collect::<BTreeSet<_>>(), BTreeSet::from([0, 1, 2]));
        // One of the two copies is gone: the second stands for either, but not for both.
        let fewer = fingerprints("First Name,Email,Phone\nAnn,ann@example.com,1\n");
        assert_eq!(fewer.find([found[2]]).get(&found[2]), Some(&0));
        assert_eq!(fewer.find([found[0], found[2]]).len(), 1);
    }

    #[test]
    fn a_fingerprint_is_the_same_for_ever_and_comes_back_from_text() {
        let fingerprint = fingerprints(LEADS).of(2).unwrap();
        assert_eq!(fingerprint.to_string(), "296ee33caa689650-6143f37252086f97-1");
        assert_eq!(Fingerprint::try_from(fingerprint.to_string()), Ok(fingerprint));
        for text in ["", "1-2", "x-1-1", "1-1-x", "1-1-1-1"] {
            assert!(Fingerprint::try_from(text.to_owned()).is_err(), "{text}");
        }
    }
}
