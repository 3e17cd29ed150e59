//! Common parts of the simulated CRMs: records, the files of a plan, and what a person is afterwards.

use std::collections::{BTreeMap, BTreeSet};

use leadlens_engine::Workspace;
use leadlens_engine::export::{ExportList, ExportRequest, ListRequest, MergePlanRequest, MergePlanSummary, Notation, PlanWords};
use leadlens_engine::leads::{Lead, LeadId, canonical_country, canonical_email};
use leadlens_engine::report::{Crm, WinnerRule};
use leadlens_workbook::stepper::at_once;
use leadlens_workbook::zip::Members;
use serde_json::Value;

use super::{dynamics, hubspot, marketo, salesforce};
use crate::common;

/// Files of an archive by name.
pub(super) type Files = BTreeMap<String, Vec<u8>>;

/// Rows of an export, with its headers first.
pub(super) type Rows = Vec<Vec<String>>;

/// A record as a CRM holds it, its fields by the CRM's own names.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Record {
    pub(super) fields: BTreeMap<String, String>,
    /// Turn in which it was updated last.
    pub(super) updated: usize,
    /// The record it was merged into.
    pub(super) merged_into: Option<String>,
}

impl Record {
    pub(super) fn get(&self, field: &str) -> &str {
        self.fields.get(field).map_or("", String::as_str)
    }

    /// True for a field that says yes.
    pub(super) fn is_set(&self, field: &str) -> bool {
        ["true", "1", "yes", "do not allow"].contains(&self.get(field).to_lowercase().as_str())
    }
}

/// A person as a CRM must hold them.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Person {
    pub(super) first_name: String,
    pub(super) last_name: String,
    pub(super) email: String,
    pub(super) phone: String,
    pub(super) company: String,
    pub(super) country: String,
    pub(super) job_title: String,
}

/// A simulated CRM.
pub(super) trait Simulated {
    /// Applies all files of a plan in the order that the plan says.
    fn apply(&mut self, files: &Files);
    /// All records, those merged into others among them, by id.
    fn records(&self) -> &BTreeMap<String, Record>;
    /// The id as the CRM tells it apart.
    fn canonical_id(&self, id: &str) -> String {
        id.to_owned()
    }
    /// The values of a record.
    fn person(&self, record: &Record) -> Person;
    /// True where no e-mail may be sent to the record, and where no call may be made; `None` where the CRM has no such field.
    fn refuses(&self, record: &Record) -> (bool, Option<bool>);
    /// True for a CRM that needs a last name.
    fn needs_last_name(&self) -> bool {
        false
    }
}

/// The simulated CRM that this is an export of.
pub(super) fn load(crm: Crm, export: &Rows) -> Box<dyn Simulated> {
    match crm {
        Crm::Dynamics => Box::new(dynamics::Dynamics::load(export)),
        Crm::Salesforce => Box::new(salesforce::Salesforce::load(export)),
        Crm::HubSpot => Box::new(hubspot::HubSpot::load(export)),
        Crm::Marketo => Box::new(marketo::Marketo::load(export)),
    }
}

/// The field that each column of an export is loaded into; an id of `None` is no record.
pub(super) fn load_rows(
    export: &Rows,
    id: &str,
    field: impl Fn(&str) -> Option<&'static str>,
    key: impl Fn(&str) -> String,
) -> BTreeMap<String, Record> {
    let (headers, rows) = export.split_first().unwrap();
    let place = headers.iter().position(|header| header == id).unwrap();
    let mut records: BTreeMap<String, Record> = BTreeMap::new();
    for (turn, row) in rows.iter().enumerate().filter(|(_, row)| !row[place].is_empty()) {
        let record = records.entry(key(&row[place])).or_default();
        record.updated = turn;
        for (header, cell) in headers.iter().zip(row) {
            if let Some(field) = field(header) {
                // Blanks around a value are saved by none of them.
                record.fields.insert(field.to_owned(), cell.trim().to_owned());
            }
        }
    }
    records
}

/// The text of rows as a CSV file.
pub(super) fn csv_text(rows: &Rows) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new().flexible(false).from_writer(Vec::new());
    for row in rows {
        writer.write_record(row).unwrap();
    }
    writer.into_inner().unwrap()
}

/// The rows of a CSV file of a plan; an empty file has none.
pub(super) fn csv_rows(files: &Files, name: &str) -> Vec<BTreeMap<String, String>> {
    let Some(bytes) = files.get(name).filter(|bytes| !bytes.is_empty()) else { return Vec::new() };
    let mut reader = csv::Reader::from_reader(bytes.as_slice());
    let headers: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    let row = |row: csv::StringRecord| headers.iter().cloned().zip(row.iter().map(str::to_owned)).collect();
    reader.records().map(Result::unwrap).map(row).collect()
}

/// The JSON lines of a plan.
pub(super) fn json_lines(files: &Files, name: &str) -> Vec<Value> {
    let text = files.get(name).map(|bytes| std::str::from_utf8(bytes).unwrap()).unwrap_or_default();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// The members of an archive.
pub(super) fn unpacked(bytes: &[u8]) -> Files {
    at_once(async |pace| {
        let members = Members::open(bytes, pace).await.unwrap();
        let mut files = Files::new();
        for member in members.iter() {
            files.insert(member.name.clone(), members.unpack(member, pace).await.unwrap());
        }
        files
    })
}

/// A request for a plan, with words that name everything.
pub(super) fn request(crm: Crm, winner: WinnerRule) -> MergePlanRequest {
    let words = PlanWords {
        head: vec!["Plan.".to_owned()],
        person: "{0}. {1}".to_owned(),
        named: "{0}: {1}".to_owned(),
        keep: "Keep {0}, merge {1}.".to_owned(),
        update: "Update {0}.".to_owned(),
        replace: "{0} {1} comes from {2} in place of {3}.".to_owned(),
        fill: "{0} {1} comes from {2}.".to_owned(),
        lost: "{0} {1} is lost.".to_owned(),
        no_email: "No e-mail.".to_owned(),
        no_phone: "No calls.".to_owned(),
        no_contact: "No contact.".to_owned(),
        owners: "Owners {0}; {1} stays.".to_owned(),
        record_types: "Types {0}.".to_owned(),
        other_kind: "{0} is of another kind.".to_owned(),
        no_checksum: "{0} has no checksum.".to_owned(),
        shared_ids: "Shared: {0}.".to_owned(),
        place: "{0}, record {1}".to_owned(),
        fields: Vec::new(),
        comma: ", ".to_owned(),
        and: " and ".to_owned(),
    };
    MergePlanRequest { crm, winner, words, ..MergePlanRequest::default() }
}

/// The summary and the files of a plan.
pub(super) fn planned(workspace: &mut Workspace, request: &MergePlanRequest) -> (MergePlanSummary, Files) {
    let summary = workspace.merge_summary_steps(request).finish();
    let files = unpacked(&workspace.merge_files_steps(request).finish().unwrap().concat());
    let (_, lines) = workspace.merge_lines_steps(request).finish();
    let requests = files.get("merge-requests.jsonl").map_or("", |bytes| std::str::from_utf8(bytes).unwrap());
    assert_eq!(requests, lines, "one plan, whatever it is written into");
    assert_eq!(summary.requests as usize, lines.lines().count());
    (summary, files)
}

/// The list of people as objects.
pub(super) fn people(workspace: &mut Workspace) -> Vec<Value> {
    let lists = vec![ListRequest::plain(ExportList::People, ExportList::People.columns())];
    let request = ExportRequest { lists, notation: Notation::Json, ..ExportRequest::default() };
    let bytes = workspace.export_steps(&request).finish().unwrap().concat();
    serde_json::from_slice(&bytes).unwrap()
}

/// The channels that a row of the export or another file refuses.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Refused {
    pub(super) email: bool,
    pub(super) phone: bool,
}

/// Applies the plan for an export and other files, and compares what the CRM holds with the list of people. `refused`: what each lead refuses,
/// in the order of rows.
pub(super) fn check(crm: Crm, export: &Rows, others: &[Vec<u8>], winner: WinnerRule, refused: &[Refused]) -> Result<Files, String> {
    let mut tables = vec![common::table("export.csv", csv_text(export))];
    tables.extend(others.iter().map(|bytes| common::table("others.csv", bytes)));
    let mut workspace = common::open(tables);
    // Records that are no leads are skipped.
    let leads = (0..).map_while(|lead| workspace.leads().get(LeadId(lead)));
    let record = |lead: Lead<'_>| lead.record() as usize + if lead.file() == 0 { 0 } else { export.len() - 1 };
    let refused: Vec<Refused> = leads.map(|lead| refused[record(lead)]).collect();
    let mut simulated = load(crm, export);
    let before = simulated.records().clone();
    let files = unpacked(&workspace.merge_files_steps(&request(crm, winner)).finish().unwrap().concat());
    simulated.apply(&files);
    let people = people(&mut workspace);
    compare(&*simulated, &before, &people, &refused).map_err(|fault| {
        let told = files.iter().filter(|(name, _)| !name.ends_with("xlsx"));
        let told: Vec<String> = told.map(|(name, bytes)| format!("--- {name}\n{}", String::from_utf8_lossy(bytes))).collect();
        format!("{fault}\n{}\n{}", String::from_utf8_lossy(&csv_text(export)), told.join("\n"))
    })?;
    Ok(files)
}

fn compare(simulated: &dyn Simulated, before: &BTreeMap<String, Record>, people: &[Value], refused: &[Refused]) -> Result<(), String> {
    let ids = |person: &Value| -> BTreeSet<String> {
        let text = person["record_id"].as_str().unwrap();
        text.split(' ').filter(|id| !id.is_empty()).map(|id| simulated.canonical_id(id)).collect()
    };
    let mut owners: BTreeMap<String, usize> = BTreeMap::new();
    for person in people {
        for id in ids(person) {
            *owners.entry(id).or_default() += 1;
        }
    }
    let records = simulated.records();
    if records.len() != before.len() {
        return Err(format!("{} records became {}", before.len(), records.len()));
    }
    for person in people {
        let ids: BTreeSet<String> = ids(person).into_iter().filter(|id| before.contains_key(id)).collect();
        if ids.is_empty() {
            continue;
        }
        if ids.iter().any(|id| owners[id] > 1) || person["lead_count"] == 1 {
            if let Some(id) = ids.iter().find(|id| records[*id].fields != before[*id].fields || records[*id].merged_into.is_some()) {
                return Err(format!("{id} must stay as it is: {:?}", records[id]));
            }
            continue;
        }
        compare_person(simulated, before, person, &ids, refused)?;
    }
    Ok(())
}

fn compare_person(
    simulated: &dyn Simulated,
    before: &BTreeMap<String, Record>,
    person: &Value,
    ids: &BTreeSet<String>,
    refused: &[Refused],
) -> Result<(), String> {
    let records = simulated.records();
    let live: Vec<&String> = ids.iter().filter(|id| records[*id].merged_into.is_none()).collect();
    let [survivor] = live.as_slice() else { return Err(format!("{live:?} of {ids:?} are left of {person}")) };
    let record = &records[*survivor];
    let found = simulated.person(record);
    let text = |key: &str| person[key].as_str().unwrap().to_owned();
    let mut expected = Person {
        first_name: text("first_name"),
        last_name: text("last_name"),
        email: text("email"),
        phone: text("phone"),
        company: text("company"),
        country: text("country"),
        job_title: text("job_title"),
    };
    // Only a full name stands for them, or one that the CRM cannot hold: its own stays.
    if expected.last_name.is_empty() && (expected.first_name.is_empty() || simulated.needs_last_name()) {
        let own = ids
            .iter()
            .map(|id| simulated.person(&before[id]))
            .find(|own| own.first_name == found.first_name && own.last_name == found.last_name);
        let Some(own) = own else { return Err(format!("the name {} {} is of no record", found.first_name, found.last_name)) };
        (expected.first_name, expected.last_name) = (own.first_name, own.last_name);
    }
    let code = |country: &str| canonical_country(country).map_or_else(|| country.to_owned(), std::borrow::Cow::into_owned);
    expected.country = code(&expected.country);
    if (Person { country: code(&found.country), ..found.clone() }) != expected {
        return Err(format!("{survivor} is {found:?} in place of {expected:?}"));
    }
    let members = person["leads"].as_str().unwrap().split(' ').map(|lead| refused[lead.parse::<usize>().unwrap()]);
    let wanted = members.fold(Refused::default(), |all, one| Refused { email: all.email || one.email, phone: all.phone || one.phone });
    let (no_email, no_phone) = simulated.refuses(record);
    let can_be_written_to = canonical_email(&found.email).is_some();
    if wanted.email && can_be_written_to && !no_email || wanted.phone && no_phone == Some(false) {
        return Err(format!("{survivor} lost a refusal of {wanted:?}: {record:?}"));
    }
    Ok(())
}
