//! Ids that systems give their records: an equal one is the same record of the same system, another one says nothing.

use std::borrow::Cow;

use super::columns::Leads;
use super::role::Mapping;
use super::system::{System, recognise};
use super::visible::visible_in;
use crate::intake::Table;
use crate::intake::header::ColumnRole;

/// Letters and digits of an id of Salesforce: the last three of a long one only repeat the case of the others.
const SALESFORCE: [usize; 2] = [15, 18];

/// Letters, digits and dashes of a GUID.
const GUID: usize = 36;

/// Columns of ids in a source, and the name of what their ids are told apart within.
#[derive(Clone, Debug, Default)]
pub(crate) struct RecordIdPlan {
    /// The column of the person's id before that of the record, each with its namespace.
    columns: Vec<(usize, String)>,
    system: Option<System>,
}

impl RecordIdPlan {
    /// The plan of each source. Ids of a system that is not known are those of their own source: another one may count from 1 as well.
    pub(crate) fn of_sources(leads: &Leads) -> Vec<Self> {
        leads.tables().iter().zip(leads.mappings()).enumerate().map(|(source, (table, mapping))| Self::of(source, table, mapping)).collect()
    }

    fn of(source: usize, table: &Table, mapping: &Mapping) -> Self {
        let (person, record) = (mapping.person_id, mapping.column(ColumnRole::LeadId));
        if person.or(record).is_none() {
            return Self::default();
        }
        let system = recognise(table).map(|recognition| recognition.system);
        let namespace = |kind: &str| match system {
            // One record is a person's, whatever the column of its id is called.
            Some(system) if system.merges_by_email() => system.as_str().to_owned(),
            Some(system) => format!("{} {kind}", system.as_str()),
            None => format!("{source} {kind}"),
        };
        let person = person.map(|column| (column, namespace("person")));
        let record = record.filter(|column| Some(*column) != mapping.person_id).map(|column| (column, namespace("record")));
        Self { columns: person.into_iter().chain(record).collect(), system }
    }

    /// True for a source without ids.
    pub(crate) fn is_empty(&self) -> bool {
        self.columns.is_empty()
    }

    /// The ids of a record, that of the person first, each with its namespace before it.
    pub(crate) fn ids<'a>(&'a self, table: &'a Table, record: usize) -> impl Iterator<Item = (&'a str, Cow<'a, str>)> {
        let cell = move |column: usize| visible_in(ColumnRole::LeadId, table.cell(record, column));
        let ids = self.columns.iter().map(move |(column, namespace)| (namespace.as_str(), self.form(cell(*column))));
        ids.filter(|(_, id)| !id.is_empty())
    }

    /// The form ids of one record have in common: no braces, of GUIDs small letters, of Salesforce's the fifteen that differ.
    fn form<'a>(&self, id: Cow<'a, str>) -> Cow<'a, str> {
        let bare = id.trim_matches(['{', '}']);
        let is_guid = bare.len() == GUID && bare.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'-');
        let is_salesforce = self.system == Some(System::Salesforce);
        match () {
            () if is_guid => Cow::Owned(bare.to_ascii_lowercase()),
            () if is_salesforce => Cow::Owned(short_id(Cow::Borrowed(bare)).into_owned()),
            () if bare.len() == id.len() => id,
            () => Cow::Owned(bare.to_owned()),
        }
    }
}

/// An id of Salesforce without the three characters that only repeat the case of the others.
pub(crate) fn short_id(id: Cow<'_, str>) -> Cow<'_, str> {
    let [short, long] = SALESFORCE;
    if id.len() == long && has_case_suffix(&id) { Cow::Owned(id.get(..short).unwrap_or(&id).to_owned()) } else { id }
}

/// True for an id whose last three characters say which of the first fifteen are capital letters, as Salesforce's do: five bits each, the first
/// character lowest, as a letter or a digit.
fn has_case_suffix(id: &str) -> bool {
    const DIGITS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";
    let [short, _] = SALESFORCE;
    let Some((start, suffix)) = id.as_bytes().split_at_checked(short) else { return false };
    let bits =
        |part: &[u8]| (0..).zip(part).filter(|(_, byte)| byte.is_ascii_uppercase()).fold(0_usize, |bits, (place, _)| bits | 1 << place);
    start.chunks(start.len() / suffix.len().max(1)).map(|part| DIGITS.get(bits(part))).eq(suffix.iter().map(Some))
}

#[cfg(test)]
mod tests {
    use super::has_case_suffix;

    #[test]
    fn the_suffix_of_an_id_repeats_its_capitals() {
        for id in ["001D000000IqhSLIAZ", "00Qa0000001aBcDEAU", "00Q000000000001EAA"] {
            assert!(has_case_suffix(id), "{id}");
        }
        for id in ["00Q5e000001AAAAAA1", "00Qa0000001aBcDEAV", "short"] {
            assert!(!has_case_suffix(id), "{id}");
        }
    }
}
