//! Dynamics 365 Sales: `Merge` and `UpdateMultiple` of the Web API, and the re-import of an exported workbook.

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{Data, DataType, Reader};
use serde_json::{Map, Value};

use super::simulation::{Files, Person, Record, Rows, Simulated, json_lines, load_rows};

/// Labels of an exported view, and the attributes that an import writes.
const COLUMNS: [(&str, &str); 14] = [
    ("First Name", "firstname"),
    ("Last Name", "lastname"),
    ("Email", "emailaddress1"),
    ("Business Phone", "telephone1"),
    ("Company Name", "companyname"),
    ("Job Title", "jobtitle"),
    ("Country/Region", "address1_country"),
    ("Do not allow Emails", "donotemail"),
    ("Do not allow Phone Calls", "donotphone"),
    ("Do not allow Mails", "donotpostalmail"),
    ("Do not allow Faxes", "donotfax"),
    (CHECKSUM, "checksum"),
    (MODIFIED, "modifiedon"),
    ("Topic", "subject"),
];

const ID: &str = "(Do Not Modify) Lead";
const CHECKSUM: &str = "(Do Not Modify) Row Checksum";
const MODIFIED: &str = "(Do Not Modify) Modified On";
const WRITABLE: [&str; 12] = [
    "firstname",
    "lastname",
    "emailaddress1",
    "telephone1",
    "companyname",
    "jobtitle",
    "address1_country",
    "donotemail",
    "donotphone",
    "donotbulkemail",
    "donotpostalmail",
    "donotfax",
];

pub(super) struct Dynamics {
    headers: Vec<String>,
    records: BTreeMap<String, Record>,
    /// Rows of the re-import that were refused.
    pub(super) refused: Vec<String>,
    turn: usize,
}

impl Dynamics {
    pub(super) fn load(export: &Rows) -> Self {
        let field = |header: &str| COLUMNS.iter().find(|(label, _)| *label == header).map(|(_, field)| *field);
        let records = load_rows(export, ID, field, |id| id.trim_matches(['{', '}']).to_lowercase());
        Self { headers: export[0].clone(), records, refused: Vec::new(), turn: export.len() }
    }

    fn live(&self, object: &Map<String, Value>) -> String {
        assert_eq!(object["@odata.type"], "Microsoft.Dynamics.CRM.lead", "the type of a record is told");
        let id = object["leadid"].as_str().unwrap().to_lowercase();
        let record = self.records.get(&id).unwrap_or_else(|| panic!("lead With Id = {id} Does Not Exist"));
        assert!(record.merged_into.is_none(), "{id} is not active");
        id
    }

    fn write(&mut self, id: &str, name: &str, value: &str) {
        assert!(WRITABLE.contains(&name), "lead has no attribute {name}");
        self.turn += 1;
        let record = self.records.get_mut(id).unwrap();
        record.updated = self.turn;
        record.fields.insert(name.to_owned(), value.trim().to_owned());
        record.fields.insert("modifiedon".to_owned(), format!("turn {}", self.turn));
    }

    /// Writes the attributes of an object other than its type and id; null clears one.
    fn write_all(&mut self, id: &str, object: &Map<String, Value>) {
        for (name, value) in object.iter().filter(|(name, _)| !["@odata.type", "leadid"].contains(&name.as_str())) {
            assert_eq!(name.starts_with("donot"), value.is_boolean(), "{name}: {value}");
            let text = match value {
                Value::Null => String::new(),
                Value::Bool(value) => value.to_string(),
                value => value.as_str().unwrap().to_owned(),
            };
            self.write(id, name, &text);
        }
    }

    fn merge(&mut self, request: &Value) {
        let request = request.as_object().unwrap();
        for name in request.keys() {
            let known = ["Target", "Subordinate", "UpdateContent", "PerformParentingChecks"];
            assert!(known.contains(&name.as_str()), "Merge has no parameter {name}");
        }
        let (target, subordinate) = (request["Target"].as_object().unwrap(), request["Subordinate"].as_object().unwrap());
        let (target, subordinate) = (self.live(target), self.live(subordinate));
        assert_ne!(target, subordinate);
        if let Some(content) = request.get("UpdateContent") {
            let content = content.as_object().unwrap();
            assert_eq!(content["@odata.type"], "Microsoft.Dynamics.CRM.lead", "the type of the content is told");
            self.write_all(&target, content);
        }
        self.records.get_mut(&subordinate).unwrap().merged_into = Some(target);
    }

    /// Imports a workbook that was exported: rows that are known again by their three columns.
    fn import(&mut self, bytes: &[u8]) {
        let mut book = calamine::Xlsx::new(Cursor::new(bytes)).unwrap();
        for sheet in book.sheet_names() {
            let range = book.worksheet_range(&sheet).unwrap();
            let headers: Vec<String> = range.rows().next().unwrap().iter().map(|cell| cell.get_string().unwrap().to_owned()).collect();
            assert_eq!(headers, self.headers, "a re-import has the exported columns");
            for row in range.rows().skip(1) {
                let row: BTreeMap<&str, &Data> = headers.iter().map(String::as_str).zip(row).collect();
                self.import_row(&row);
            }
        }
    }

    fn import_row(&mut self, row: &BTreeMap<&str, &Data>) {
        let text = |label: &str| row.get(label).map(|cell| cell.as_string().unwrap_or_default()).unwrap_or_default();
        let id = text(ID).trim_matches(['{', '}']).to_lowercase();
        if id.is_empty() || text(CHECKSUM).is_empty() {
            self.turn += 1;
            self.records.insert(format!("created {}", self.turn), Record::default());
            return;
        }
        let server = self.records.get(&id).unwrap_or_else(|| panic!("{id} is not there"));
        let modified = server.get("modifiedon").to_owned();
        let is_same_moment = match row[MODIFIED] {
            Data::DateTime(at) => serial(&modified).is_some_and(|serial| (at.as_f64() - serial).abs() < 1e-6),
            cell => cell.as_string().unwrap_or_default() == modified,
        };
        if server.merged_into.is_some() || text(CHECKSUM) != server.get("checksum") || !is_same_moment {
            self.refused.push(id);
            return;
        }
        for (label, field) in COLUMNS.iter().filter(|(_, field)| WRITABLE.contains(field)) {
            if row.contains_key(label) {
                let value = text(label);
                if field.starts_with("donot") {
                    assert!(["", "Allow", "Do Not Allow"].contains(&value.as_str()), "{label} has no option {value}");
                }
                self.write(&id, field, &value);
            }
        }
    }
}

/// A moment such as `2/16/2021 9:12 AM` as a spreadsheet counts it.
fn serial(text: &str) -> Option<f64> {
    let (day, clock) = text.split_once(' ')?;
    let day: Vec<i64> = day.split('/').map(str::parse).collect::<Result<_, _>>().ok()?;
    let [month, day, year] = day.as_slice() else { return None };
    let (time, half) = clock.split_once(' ')?;
    let (hour, minute) = time.split_once(':')?;
    let hour = hour.parse::<i64>().ok()? % 12 + if half == "PM" { 12 } else { 0 };
    // Days of the civil calendar (Howard Hinnant's algorithm), then from 1899-12-30.
    let shifted = if *month <= 2 { year - 1 } else { *year };
    let era = shifted.div_euclid(400);
    let of_era = shifted - era * 400;
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let days = era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468 + 25_569;
    #[expect(clippy::cast_precision_loss, reason = "days and minutes are small")]
    Some(days as f64 + (hour * 60 + minute.parse::<i64>().ok()?) as f64 / 1440.0)
}

impl Simulated for Dynamics {
    /// The workbook first: what was changed since the export is refused.
    fn apply(&mut self, files: &Files) {
        if let Some(bytes) = files.get("records-to-re-import.xlsx") {
            self.import(bytes);
        }
        for request in json_lines(files, "update-requests.jsonl") {
            for object in request["Targets"].as_array().unwrap() {
                let object = object.as_object().unwrap();
                let id = self.live(object);
                self.write_all(&id, object);
            }
        }
        for request in json_lines(files, "merge-requests.jsonl") {
            self.merge(&request);
        }
    }

    fn records(&self) -> &BTreeMap<String, Record> {
        &self.records
    }

    fn canonical_id(&self, id: &str) -> String {
        id.trim_matches(['{', '}']).to_lowercase()
    }

    fn person(&self, record: &Record) -> Person {
        let get = |field| record.get(field).to_owned();
        Person {
            first_name: get("firstname"),
            last_name: get("lastname"),
            email: get("emailaddress1"),
            phone: get("telephone1"),
            company: get("companyname"),
            country: get("address1_country"),
            job_title: get("jobtitle"),
        }
    }

    fn refuses(&self, record: &Record) -> (bool, Option<bool>) {
        (record.is_set("donotemail"), Some(record.is_set("donotphone")))
    }
}
