//! Plans to merge the records of a CRM: which survives, with which value of each field, and what is lost.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::contact::is_flagged;
use super::person_record::{PersonRecord, opt_out_of, person_record};
use super::survivorship::spelled_values;
use super::winner::{WinnerRule, winner};
use super::{Survivorship, full_name};
use crate::intake::Table;
use crate::intake::header::{ColumnRole, is_dynamics_field};
use crate::leads::{Lead, LeadId, Leads, OptOut, RecordIdPlan, System, canonical_country, recognise};
use crate::matching::Clusters;
use crate::sorting;

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

    /// True for a text that may be the id of one of its records.
    fn is_id(self, id: &str) -> bool {
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
    /// Its id as the file spells it; empty where it has none.
    pub id: String,
}

/// One field of a person: what survives, and what does not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlannedField {
    /// Role of the field.
    pub role: ColumnRole,
    /// The value that stands for the person.
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
    /// The fields with a value.
    pub fields: Vec<PlannedField>,
    /// The channels that must be refused afterwards: what any record refuses, and all where one of the leads must not be contacted.
    pub refused: OptOut,
    /// Reasons to look first.
    pub cautions: Vec<MergeCaution>,
}

impl PlannedMerge {
    /// The fields whose value the survivor's own record does not have.
    pub fn changed(&self) -> impl Iterator<Item = &PlannedField> {
        self.fields.iter().filter(|field| field.replaced.is_some())
    }
}

/// What a plan says of one person.
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

/// Headers of a column that says which type a record is of, letters and digits alone.
const RECORD_TYPES: [&str; 6] = ["recordtype", "recordtypeid", "leadrecordtype", "datensatztyp", "typedenregistrement", "tipoderegistro"];

/// The number of no person: the id of several.
const SEVERAL: u32 = u32::MAX;

/// Planner for one CRM. It first learns all leads, so that an id of two people is known.
pub struct MergePlanner<'a> {
    leads: &'a Leads,
    clusters: &'a Clusters,
    crm: Crm,
    rule: WinnerRule,
    survivorship: Survivorship,
    plans: Vec<RecordIdPlan>,
    /// For each source whether its ids are the CRM's; `None` where the id itself must tell.
    is_of_crm: Vec<Option<bool>>,
    record_types: Vec<Option<usize>>,
    people: BTreeMap<String, u32>,
    /// Every lead counts as a record, without an id.
    is_by_lead: bool,
}

impl<'a> MergePlanner<'a> {
    /// A planner that knows no lead yet.
    pub fn new(leads: &'a Leads, clusters: &'a Clusters, crm: Crm, rule: WinnerRule, survivorship: Survivorship) -> Self {
        let of_crm = |system: System| match system {
            System::Dynamics | System::Salesforce | System::HubSpot | System::Marketo => Some(system == crm.system()),
            _ => Some(false),
        };
        let tables = leads.tables();
        let is_type = |header: &String| {
            let folded: String = header.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect();
            RECORD_TYPES.contains(&folded.as_str())
        };
        Self {
            leads,
            clusters,
            crm,
            rule,
            survivorship,
            plans: RecordIdPlan::of_sources(leads),
            is_of_crm: tables.iter().map(|table| recognise(table).and_then(|found| of_crm(found.system))).collect(),
            record_types: tables.iter().map(|table| table.headers.iter().position(is_type)).collect(),
            people: BTreeMap::new(),
            is_by_lead: false,
        }
    }

    /// Learns a lead.
    pub fn learn(&mut self, lead: u32) {
        let Some((_, key)) = self.leads.get(LeadId(lead)).and_then(|lead| self.record(lead)) else { return };
        let person = self.clusters.of().get(lead as usize).copied().unwrap_or(SEVERAL);
        self.people.entry(key).and_modify(|known| *known = if *known == person { person } else { SEVERAL }).or_insert(person);
    }

    /// Number of records of the CRM that were learnt.
    pub fn records(&self) -> usize {
        self.people.len()
    }

    /// Takes every lead for a record without an id, for a plan that is only read.
    pub fn plan_by_lead(&mut self) {
        self.is_by_lead = true;
    }

    /// The record a lead was read of, and what its id has in common with other spellings; `None` for a lead that is no record of the CRM.
    fn record(&self, lead: Lead<'a>) -> Option<(MergeRecord, String)> {
        if self.is_by_lead {
            return Some((MergeRecord { lead: lead.id().0, id: String::new() }, lead.id().0.to_string()));
        }
        let file = lead.file();
        let of_source = *self.is_of_crm.get(file)?;
        let id = lead.record_id();
        let is_told = of_source.unwrap_or_else(|| self.crm.is_id(&id));
        let (table, plan) = (self.leads.tables().get(file)?, self.plans.get(file)?);
        let (_, key) = plan.ids(table, lead.record() as usize).next().filter(|_| is_told)?;
        Some((MergeRecord { lead: lead.id().0, id: id.trim_matches(['{', '}']).to_owned() }, key.into_owned()))
    }

    fn kind(&self, record: &MergeRecord) -> RecordKind {
        let file = self.leads.file_of(LeadId(record.lead));
        let is_contact = match self.crm {
            Crm::Salesforce if record.id.starts_with("00Q") => false,
            Crm::Salesforce if record.id.starts_with("003") => true,
            Crm::Salesforce | Crm::Dynamics => self.leads.mappings().get(file).is_some_and(|mapping| mapping.person_id.is_some()),
            Crm::HubSpot | Crm::Marketo => false,
        };
        if is_contact { RecordKind::Contact } else { RecordKind::Lead }
    }

    /// The plan for one person.
    pub fn plan(&self, person: u32) -> PlanOutcome {
        let members = self.clusters.cluster(person);
        let mut records: BTreeMap<String, MergeRecord> = BTreeMap::new();
        for (record, key) in members.iter().filter_map(|lead| self.record(self.leads.get(LeadId(*lead))?)) {
            records.entry(key).or_insert(record);
        }
        let shared: Vec<String> =
            records.iter().filter(|(key, _)| self.people.get(*key) == Some(&SEVERAL)).map(|(_, record)| record.id.clone()).collect();
        if members.len() < 2 || records.is_empty() {
            return PlanOutcome::Nothing;
        }
        if !shared.is_empty() {
            return PlanOutcome::SharedIds(shared);
        }
        self.merge(person, members, records.into_values().collect())
            .map_or(PlanOutcome::Nothing, |merge| PlanOutcome::Merge(Box::new(merge)))
    }

    fn merge(&self, number: u32, members: &[u32], mut records: Vec<MergeRecord>) -> Option<PlannedMerge> {
        let person = person_record(self.leads, self.clusters, number, self.survivorship)?;
        sorting::sort_by_key(&mut records, |record| record.lead);
        let leads: Vec<u32> = records.iter().map(|record| record.lead).collect();
        let chosen = winner(self.leads, &leads, &self.rule)?;
        let place = records.iter().position(|record| record.lead == chosen)?;
        let survivor = records.remove(place);
        let kind = self.kind(&survivor);
        let (mut merged, others): (Vec<_>, Vec<_>) = records.into_iter().partition(|record| self.kind(record) == kind);
        let fields: Vec<PlannedField> = PLANNED.into_iter().filter_map(|role| self.field(role, &person, members, &survivor)).collect();
        // What survives of a merged record fills a blank before what does not.
        let gives =
            |record: &MergeRecord| fields.iter().filter(|field| field.replaced.is_some() && field.from == Some(record.lead)).count();
        sorting::sort_by_key(&mut merged, |record| (std::cmp::Reverse(gives(record)), record.lead));
        let opt_out = opt_out_of(self.leads, members);
        let must_not = members.iter().any(|lead| is_flagged(self.leads, *lead));
        let refused = opt_out.or(OptOut { email: must_not, phone: must_not });
        let mut cautions = self.cautions(&survivor, &merged);
        cautions.extend(others.into_iter().map(|record| MergeCaution::OtherKind(record.id)));
        let plan = PlannedMerge { person, kind, survivor, merged, fields, refused, cautions };
        let own = self.leads.get(LeadId(plan.survivor.lead)).map(Lead::opt_out).unwrap_or_default();
        let is_needed = !plan.merged.is_empty() || plan.changed().next().is_some() || own.or(plan.refused) != own;
        is_needed.then_some(plan)
    }

    fn field(&self, role: ColumnRole, person: &PersonRecord, members: &[u32], survivor: &MergeRecord) -> Option<PlannedField> {
        let value = match role {
            ColumnRole::FirstName => &person.first_name,
            ColumnRole::LastName => &person.last_name,
            ColumnRole::Email => &person.email,
            ColumnRole::Phone => &person.phone,
            ColumnRole::Company => &person.company,
            ColumnRole::Country => &person.country,
            _ => &person.job_title,
        };
        if value.is_empty() {
            return None;
        }
        let own = self.leads.get(LeadId(survivor.lead))?;
        let before = own.text(role);
        let says = |lead: Lead<'_>| {
            let text = match role {
                // First and last name come from one lead.
                ColumnRole::FirstName | ColumnRole::LastName => Cow::Owned(full_name(lead)),
                ColumnRole::Company => lead.company(),
                ColumnRole::Country => lead.country(),
                _ => lead.text(role),
            };
            text == if matches!(role, ColumnRole::FirstName | ColumnRole::LastName) { person.full_name.as_str() } else { value.as_str() }
        };
        let members_leads = || members.iter().filter_map(|lead| self.leads.get(LeadId(*lead)));
        let from = if says(own) { Some(own) } else { members_leads().find(|lead| says(*lead)) };
        // The CRM's own spelling of a country stays: it may be one of a list.
        let (value, is_same) = if role == ColumnRole::Country {
            let spelled = from.map_or(Cow::Borrowed(""), |lead| lead.text(role)).into_owned();
            let code = |text: &str| canonical_country(text).map_or_else(|| text.to_owned(), Cow::into_owned);
            let is_same = code(&before) == code(&spelled);
            (if is_same { before.to_string() } else { spelled }, is_same)
        } else {
            (value.clone(), before == value.as_str())
        };
        let mut lost = spelled_values(self.leads, members, role, self.survivorship);
        lost.retain(|other| *other != value && !(role == ColumnRole::Country && *other == person.country));
        Some(PlannedField { role, value, from: from.map(|lead| lead.id().0), replaced: (!is_same).then(|| before.into_owned()), lost })
    }

    fn cautions(&self, survivor: &MergeRecord, merged: &[MergeRecord]) -> Vec<MergeCaution> {
        let records = || std::iter::once(survivor).chain(merged).filter_map(|record| self.leads.get(LeadId(record.lead)));
        let owners: BTreeSet<String> =
            records().map(|lead| lead.text(ColumnRole::Owner).into_owned()).filter(|owner| !owner.is_empty()).collect();
        let record_type = |lead: Lead<'_>| {
            let (file, record) = (lead.file(), lead.record() as usize);
            let column = self.record_types.get(file).copied().flatten()?;
            Some(self.leads.tables().get(file)?.cell(record, column).trim().to_owned()).filter(|text| !text.is_empty())
        };
        let types: BTreeSet<String> = records().filter_map(record_type).collect();
        let mut cautions = Vec::new();
        if owners.len() > 1 {
            cautions.push(MergeCaution::Owners(owners.into_iter().collect()));
        }
        if types.len() > 1 {
            cautions.push(MergeCaution::RecordTypes(types.into_iter().collect()));
        }
        if self.crm == Crm::Dynamics && self.lacks_checksum(survivor) {
            cautions.push(MergeCaution::NoChecksum);
        }
        cautions
    }

    /// True for a row of a workbook for re-import whose checksum is gone.
    fn lacks_checksum(&self, record: &MergeRecord) -> bool {
        let Some(lead) = self.leads.get(LeadId(record.lead)) else { return false };
        let Some(table) = self.leads.tables().get(lead.file()) else { return false };
        locked_columns(table).get(1).is_some_and(|column| table.cell(lead.record() as usize, *column).trim().is_empty())
    }
}

/// The columns of a workbook of Dynamics 365 that must stay as they are for its re-import: the record's id, a checksum and when it was
/// changed, in this order.
pub(crate) fn locked_columns(table: &Table) -> Vec<usize> {
    (0..).zip(&table.headers).filter(|(_, header)| is_dynamics_field(header)).map(|(column, _)| column).collect()
}
