//! The planner of merges: which record of a person survives, with which value of each field.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::Survivorship;
use super::contact::is_flagged;
use super::lead_text::{full_name, text_of};
use super::merge_plan::{Crm, MergeCaution, MergeRecord, PLANNED, PlanOutcome, PlannedField, PlannedMerge, RecordKind};
use super::person_record::{PersonRecord, opt_out_of, person_record};
use super::survivorship::spelled_values;
use super::winner::{WinnerRule, winner};
use crate::intake::Table;
use crate::intake::header::{ColumnRole, is_dynamics_field, letters_and_digits};
use crate::leads::{Lead, LeadId, Leads, NONE, OptOut, RecordIdPlan, System, canonical_country, recognise, short_id};
use crate::matching::Clusters;
use crate::sorting;

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
    /// The person of each e-mail, by its code.
    email_owners: BTreeMap<u32, u32>,
}

impl<'a> MergePlanner<'a> {
    /// A planner that knows no lead yet.
    pub fn new(leads: &'a Leads, clusters: &'a Clusters, crm: Crm, rule: WinnerRule, survivorship: Survivorship) -> Self {
        let of_crm = |system: System| match system {
            System::Dynamics | System::Salesforce | System::HubSpot | System::Marketo => Some(system == crm.system()),
            _ => Some(false),
        };
        let tables = leads.tables();
        let mut is_of_crm: Vec<Option<bool>> = tables.iter().map(|table| recognise(table).and_then(|found| of_crm(found.system))).collect();
        // A number of an unknown list is no id of the CRM where its own export is open.
        if crm.has_plain_numbers() && is_of_crm.contains(&Some(true)) {
            for is_known in &mut is_of_crm {
                *is_known = is_known.or(Some(false));
            }
        }
        let is_type = |header: &String| RECORD_TYPES.contains(&letters_and_digits(header).as_str());
        Self {
            leads,
            clusters,
            crm,
            rule,
            survivorship,
            plans: RecordIdPlan::of_sources(leads),
            is_of_crm,
            record_types: tables.iter().map(|table| table.headers.iter().position(is_type)).collect(),
            people: BTreeMap::new(),
            email_owners: BTreeMap::new(),
        }
    }

    /// Learns a lead.
    pub fn learn(&mut self, lead: u32) {
        let person = self.clusters.of().get(lead as usize).copied().unwrap_or(SEVERAL);
        let note = |known: &mut u32| *known = if *known == person { person } else { SEVERAL };
        if let Some(email) = self.leads.emails().get(lead as usize).filter(|email| **email != NONE && self.crm == Crm::Marketo) {
            self.email_owners.entry(*email).and_modify(note).or_insert(person);
        }
        let Some((_, key)) = self.leads.get(LeadId(lead)).and_then(|lead| self.record(lead)) else { return };
        self.people.entry(key).and_modify(note).or_insert(person);
    }

    /// Number of records of the CRM that were learnt.
    pub fn records(&self) -> usize {
        self.people.len()
    }

    /// The record a lead was read of, and what its id has in common with other spellings; `None` for a lead that is no record of the CRM.
    fn record(&self, lead: Lead<'a>) -> Option<(MergeRecord, String)> {
        let file = lead.file();
        let of_source = *self.is_of_crm.get(file)?;
        let id = lead.record_id();
        let is_told = of_source.unwrap_or_else(|| self.crm.is_id(&id));
        let (table, plan) = (self.leads.tables().get(file)?, self.plans.get(file)?);
        let (_, key) = plan.ids(table, lead.record() as usize).next().filter(|_| is_told)?;
        // A list that is not told for Salesforce's has its ids in full.
        let key = if self.crm == Crm::Salesforce { short_id(key) } else { key };
        Some((MergeRecord { lead: lead.id().0, leads: vec![lead.id().0], id: id.trim_matches(['{', '}']).to_owned() }, key.into_owned()))
    }

    fn kind(&self, record: &MergeRecord) -> RecordKind {
        let file = self.leads.file_of(LeadId(record.lead));
        let is_contact = match self.crm {
            _ if record.id.is_empty() => false,
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
        if self.people.is_empty() && members.len() > 1 {
            let record = |lead: &u32| MergeRecord { lead: *lead, leads: vec![*lead], id: String::new() };
            return self.outcome(person, members, members.iter().map(record).collect());
        }
        let mut records: BTreeMap<String, MergeRecord> = BTreeMap::new();
        for (record, key) in members.iter().filter_map(|lead| self.record(self.leads.get(LeadId(*lead))?)) {
            records.entry(key).and_modify(|known| known.leads.push(record.lead)).or_insert(record);
        }
        let shared: Vec<String> =
            records.iter().filter(|(key, _)| self.people.get(*key) == Some(&SEVERAL)).map(|(_, record)| record.id.clone()).collect();
        if members.len() < 2 || records.is_empty() {
            return PlanOutcome::Nothing;
        }
        if !shared.is_empty() {
            return PlanOutcome::SharedIds(shared);
        }
        self.outcome(person, members, records.into_values().collect())
    }

    fn outcome(&self, person: u32, members: &[u32], records: Vec<MergeRecord>) -> PlanOutcome {
        let merge = self.merge(person, members, records);
        merge.map_or(PlanOutcome::Nothing, |merge| PlanOutcome::Merge(Box::new(merge)))
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
        let named = self.named(&person, &survivor, &merged);
        let fields: Vec<PlannedField> =
            PLANNED.into_iter().filter_map(|role| self.field(role, &named, members, &survivor, &merged)).collect();
        // What survives of a merged record fills a blank before what does not.
        let gives =
            |record: &MergeRecord| fields.iter().filter(|field| field.replaced.is_some() && field.from == Some(record.lead)).count();
        sorting::sort_by_key(&mut merged, |record| (std::cmp::Reverse(gives(record)), record.lead));
        let opt_out = opt_out_of(self.leads, members);
        let must_not = members.iter().any(|lead| is_flagged(self.leads, *lead));
        let refused = opt_out.or(OptOut { email: must_not, phone: must_not, ..OptOut::default() });
        let mut cautions = self.cautions(&survivor, &merged);
        cautions.extend(others.into_iter().map(|record| MergeCaution::OtherKind(record.id)));
        let shares_email = members.iter().any(|lead| {
            let code = self.leads.emails().get(*lead as usize);
            code.and_then(|code| self.email_owners.get(code)) == Some(&SEVERAL)
        });
        let plan = PlannedMerge { person, kind, survivor, merged, fields, refused, shares_email, cautions };
        let says_all = |lead: &u32| self.leads.get(LeadId(*lead)).map(Lead::opt_out).is_some_and(|own| own.or(plan.refused) == own);
        let is_needed = !plan.merged.is_empty() || plan.changed().next().is_some() || !plan.survivor.leads.iter().all(says_all);
        is_needed.then_some(plan)
    }

    /// The person with the name that the survivor gets: one record's own where the person has only a full name, or no last name and the CRM
    /// needs one.
    fn named(&self, person: &PersonRecord, survivor: &MergeRecord, merged: &[MergeRecord]) -> PersonRecord {
        let needs_last_name = self.crm == Crm::Salesforce;
        if !person.last_name.is_empty() || !person.first_name.is_empty() && !needs_last_name {
            return person.clone();
        }
        let records = std::iter::once(survivor).chain(merged).filter_map(|record| self.leads.get(LeadId(record.lead)));
        let own = records.filter(|lead| !lead.text(ColumnRole::LastName).is_empty()).map(|lead| PersonRecord {
            first_name: lead.text(ColumnRole::FirstName).into_owned(),
            last_name: lead.text(ColumnRole::LastName).into_owned(),
            full_name: full_name(lead),
            ..person.clone()
        });
        own.into_iter().next().unwrap_or_else(|| person.clone())
    }

    fn field(
        &self,
        role: ColumnRole,
        person: &PersonRecord,
        members: &[u32],
        survivor: &MergeRecord,
        merged: &[MergeRecord],
    ) -> Option<PlannedField> {
        let value = person.text(role);
        let is_name = matches!(role, ColumnRole::FirstName | ColumnRole::LastName);
        let own = || survivor.leads.iter().filter_map(|lead| self.leads.get(LeadId(*lead)));
        if value.is_empty() {
            // First and last name are those of one lead: what another one has is none of theirs.
            let has_any = |lead: Lead<'_>| !lead.text(role).is_empty();
            let merged = || merged.iter().filter_map(|record| self.leads.get(LeadId(record.lead)));
            if !is_name || person.first_name.is_empty() && person.last_name.is_empty() || !own().chain(merged()).any(has_any) {
                return None;
            }
        }
        let told = if is_name { ColumnRole::FullName } else { role };
        let says = |lead: &Lead<'_>| text_of(self.leads, lead.id().0, told) == person.text(told);
        let from = own().find(says).or_else(|| members.iter().filter_map(|lead| self.leads.get(LeadId(*lead))).find(says));
        let (value, replaced) = if role == ColumnRole::Country {
            // The CRM's own spelling of a country stays: it may be one of a list.
            let spelled = from.map_or(Cow::Borrowed(""), |lead| lead.text(role));
            let code = |text: &str| canonical_country(text).map_or_else(|| text.to_owned(), Cow::into_owned);
            let other = own().map(|lead| lead.text(role)).find(|text| code(text) != code(&spelled));
            let own_spelling = own().map(|lead| lead.text(role)).next().filter(|_| other.is_none());
            (own_spelling.unwrap_or(spelled).into_owned(), other)
        } else {
            let other = own().map(|lead| lead.text(role)).find(|text| *text != value);
            // A blank is filled by a merged record unless it is written.
            (value.to_owned(), other.or_else(|| value.is_empty().then_some(Cow::Borrowed(""))))
        };
        let mut lost = spelled_values(self.leads, members, role, self.survivorship);
        lost.retain(|other| *other != value && !(role == ColumnRole::Country && *other == person.country));
        Some(PlannedField { role, value, from: from.map(|lead| lead.id().0), replaced: replaced.map(Cow::into_owned), lost })
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
