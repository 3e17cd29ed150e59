//! Plans to merge the records of a CRM: which survives, with which value of each field, and what is lost.

use serde::{Deserialize, Serialize};

use super::person_record::PersonRecord;
use crate::intake::header::ColumnRole;
use crate::leads::{OptOut, System};

/// A CRM that merges records.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Crm {
    /// Dynamics 365 Sales.
    #[default]
    Dynamics,
    /// Salesforce.
    Salesforce,
    /// `HubSpot`.
    HubSpot,
    /// Marketo.
    Marketo,
}

impl Crm {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Dynamics, Self::Salesforce, Self::HubSpot, Self::Marketo];

    /// The name on the command line.
    pub fn as_str(self) -> &'static str {
        self.system().as_str()
    }

    /// The CRM of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|crm| crm.as_str() == name)
    }

    /// The system whose exports have its ids.
    pub fn system(self) -> System {
        match self {
            Self::Dynamics => System::Dynamics,
            Self::Salesforce => System::Salesforce,
            Self::HubSpot => System::HubSpot,
            Self::Marketo => System::Marketo,
        }
    }

    /// True for a CRM whose ids are numbers, which those of any list look like.
    pub(super) fn has_plain_numbers(self) -> bool {
        matches!(self, Self::HubSpot | Self::Marketo)
    }

    /// True for a text that may be the id of one of its records.
    pub(super) fn is_id(self, id: &str) -> bool {
        let id = id.trim_matches(['{', '}']);
        match self {
            Self::Dynamics => id.len() == 36 && id.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'-'),
            Self::Salesforce => {
                let is_long = matches!(id.len(), 15 | 18);
                (is_long || id.starts_with("00Q") || id.starts_with("003")) && id.bytes().all(|byte| byte.is_ascii_alphanumeric())
            }
            Self::HubSpot | Self::Marketo => !id.is_empty() && id.len() < 19 && id.bytes().all(|byte| byte.is_ascii_digit()),
        }
    }
}

/// Kind of a record.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum RecordKind {
    /// A lead, or the one kind of person a CRM has.
    #[default]
    Lead,
    /// A contact.
    Contact,
}

/// A record of the CRM.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MergeRecord {
    /// The lead that was read of it.
    pub lead: u32,
    /// All leads with its id, that one first: a record that was exported twice may have changed meanwhile.
    pub leads: Vec<u32>,
    /// Its id as the file spells it; empty where no lead of any file has an id of the CRM, so that the plan can only be read.
    pub id: String,
}

/// One field of a person: what survives, and what does not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlannedField {
    /// Role of the field.
    pub role: ColumnRole,
    /// The value that stands for the person; empty where none does and a record has one, which is cleared.
    pub value: String,
    /// The lead it comes from.
    pub from: Option<u32>,
    /// The value of the survivor's own record, where it is another one.
    pub replaced: Option<String>,
    /// Other values, which no record has afterwards.
    pub lost: Vec<String>,
}

/// A reason to look before a merge is run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum MergeCaution {
    /// The records have different owners; that of the survivor stays.
    Owners(Vec<String>),
    /// The records have different types, which some systems do not merge.
    RecordTypes(Vec<String>),
    /// A record of another kind is left as it is.
    OtherKind(String),
    /// The row of the survivor has no checksum, so that the re-import of a workbook would create another record.
    NoChecksum,
}

/// A person whose records are merged, or only updated where there is but one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlannedMerge {
    /// The person as one record.
    pub person: PersonRecord,
    /// Kind of the records.
    pub kind: RecordKind,
    /// The record that survives.
    pub survivor: MergeRecord,
    /// Those merged into it, in the order in which one of them fills a blank.
    pub merged: Vec<MergeRecord>,
    /// The fields with a value, and those that are cleared.
    pub fields: Vec<PlannedField>,
    /// The channels that must be refused afterwards: what any record refuses, and all where one of the leads must not be contacted.
    pub refused: OptOut,
    /// A lead of somebody else has the same e-mail, so that it does not tell which record is meant.
    pub shares_email: bool,
    /// Reasons to look first.
    pub cautions: Vec<MergeCaution>,
}

impl PlannedMerge {
    /// The fields whose value the survivor's own record does not have.
    pub fn changed(&self) -> impl Iterator<Item = &PlannedField> {
        self.fields.iter().filter(|field| field.replaced.is_some())
    }
}

/// Outcome of planning one person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PlanOutcome {
    /// There is nothing to do.
    Nothing,
    /// Records are merged, or one is updated.
    Merge(Box<PlannedMerge>),
    /// Records of several people have the same id, so none of them is touched.
    SharedIds(Vec<String>),
}

/// Fields that a plan writes.
pub const PLANNED: [ColumnRole; 7] = [
    ColumnRole::FirstName,
    ColumnRole::LastName,
    ColumnRole::Email,
    ColumnRole::Phone,
    ColumnRole::Company,
    ColumnRole::Country,
    ColumnRole::JobTitle,
];
