//! A Salesforce organisation: `merge()` of the SOAP API, `update()`, and updates by Data Loader.

use std::collections::BTreeMap;

use serde_json::Value;

use super::simulation::{Files, Person, Record, Rows, Simulated, csv_rows, json_lines, load_rows};

/// Requests in a call at most.
const CALL: usize = 200;

const LEAD: [&str; 10] =
    ["FirstName", "LastName", "Email", "Phone", "Company", "Country", "Title", "HasOptedOutOfEmail", "DoNotCall", "HasOptedOutOfFax"];
const CONTACT: [&str; 9] =
    ["FirstName", "LastName", "Email", "Phone", "MailingCountry", "Title", "HasOptedOutOfEmail", "DoNotCall", "HasOptedOutOfFax"];

pub(super) struct Salesforce {
    records: BTreeMap<String, Record>,
    turn: usize,
}

/// The eighteen characters of an id: the last three say which of the others are capital letters.
fn long_id(id: &str) -> String {
    let suffix = id.as_bytes()[..15].chunks(5).map(|part| {
        let bits: usize = part.iter().enumerate().map(|(place, letter)| usize::from(letter.is_ascii_uppercase()) << place).sum();
        char::from(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"[bits])
    });
    id[..15].chars().chain(suffix).collect()
}

pub(super) fn with_suffix(id: &str) -> String {
    long_id(id)
}

impl Salesforce {
    pub(super) fn load(export: &Rows) -> Self {
        let all = LEAD.iter().chain(&CONTACT);
        let field = |header: &str| all.clone().find(|name| name.eq_ignore_ascii_case(header)).copied();
        Self { records: load_rows(export, "Id", field, long_id), turn: export.len() }
    }

    /// The record of that id.
    fn live(&self, id: &str) -> String {
        let long = long_id(id);
        assert!(id.len() == 15 || id == long, "MALFORMED_ID: {id}");
        let record = self.records.get(&long).unwrap_or_else(|| panic!("INVALID_CROSS_REFERENCE_KEY: {id}"));
        assert!(record.merged_into.is_none(), "ENTITY_IS_DELETED: {id}");
        long
    }

    fn set(&mut self, id: &str, kind: &str, name: &str, value: &str) {
        let known: &[&str] = if kind == "Lead" { &LEAD } else { &CONTACT };
        let field =
            known.iter().find(|field| field.eq_ignore_ascii_case(name)).unwrap_or_else(|| panic!("INVALID_FIELD: {name} of {kind}"));
        assert!(!(value.is_empty() && ["LastName", "Company"].contains(field)), "REQUIRED_FIELD_MISSING: {field}");
        if ["HasOptedOutOfEmail", "DoNotCall", "HasOptedOutOfFax"].contains(field) {
            assert!(["true", "false"].contains(&value), "{name} is no boolean: {value}");
        }
        self.turn += 1;
        let record = self.records.get_mut(id).unwrap();
        record.updated = self.turn;
        record.fields.insert((*field).to_owned(), value.to_owned());
    }

    /// Writes an sObject, whose id is that of its own kind.
    fn write(&mut self, object: &Value) -> String {
        let object = object.as_object().unwrap();
        let (kind, id) = (object["type"].as_str().unwrap(), self.live(object["Id"].as_str().unwrap()));
        assert_eq!(kind, kind_of(&id), "INVALID_ID_FIELD: {id} is no {kind}");
        for (name, value) in object.iter().filter(|(name, _)| !["type", "Id", "fieldsToNull"].contains(&name.as_str())) {
            let text = value.as_bool().map(|value| value.to_string()).or_else(|| value.as_str().map(str::to_owned)).unwrap();
            self.set(&id, kind, name, &text);
        }
        for name in object.get("fieldsToNull").and_then(Value::as_array).into_iter().flatten() {
            self.set(&id, kind, name.as_str().unwrap(), "");
        }
        id
    }

    fn merge(&mut self, request: &Value) {
        let losers = request["recordToMergeIds"].as_array().unwrap();
        assert!((1..=2).contains(&losers.len()), "a request merges one or two records into the master");
        let master = self.write(&request["masterRecord"]);
        for loser in losers {
            let loser = self.live(loser.as_str().unwrap());
            assert_ne!(loser, master, "a record is not merged into itself");
            assert_eq!(kind_of(&loser), kind_of(&master), "INVALID_OPERATION: leads and contacts are not merged");
            self.records.get_mut(&loser).unwrap().merged_into = Some(master.clone());
        }
    }

    fn update(&mut self, files: &Files, name: &str, kind: &str) {
        for mut row in csv_rows(files, name) {
            let id = self.live(&row.remove("Id").unwrap());
            assert_eq!(kind_of(&id), kind);
            // Data Loader leaves a field as it is where the cell is blank.
            for (field, value) in row {
                if value.is_empty() {
                    let known: &[&str] = if kind == "Lead" { &LEAD } else { &CONTACT };
                    assert!(known.contains(&field.as_str()), "Data Loader maps no {field} of {kind}");
                } else {
                    self.set(&id, kind, &field, &value);
                }
            }
        }
    }
}

fn kind_of(id: &str) -> &'static str {
    match id.get(..3) {
        Some("00Q") => "Lead",
        Some("003") => "Contact",
        _ => panic!("{id} is of no kind that is merged"),
    }
}

impl Simulated for Salesforce {
    fn apply(&mut self, files: &Files) {
        for call in json_lines(files, "merge-requests.jsonl").chunks(CALL) {
            for request in call {
                self.merge(request);
            }
        }
        for object in json_lines(files, "update-requests.jsonl") {
            self.write(&object);
        }
        self.update(files, "leads-to-update.csv", "Lead");
        self.update(files, "contacts-to-update.csv", "Contact");
    }

    fn records(&self) -> &BTreeMap<String, Record> {
        &self.records
    }

    fn canonical_id(&self, id: &str) -> String {
        if id.len() < 15 { id.to_owned() } else { long_id(id) }
    }

    fn person(&self, record: &Record) -> Person {
        let get = |field| record.get(field).to_owned();
        let country = if record.get("Country").is_empty() { get("MailingCountry") } else { get("Country") };
        Person {
            first_name: get("FirstName"),
            last_name: get("LastName"),
            email: get("Email"),
            phone: get("Phone"),
            company: get("Company"),
            country,
            job_title: get("Title"),
        }
    }

    fn refuses(&self, record: &Record) -> (bool, Option<bool>) {
        (record.is_set("HasOptedOutOfEmail"), Some(record.is_set("DoNotCall")))
    }

    fn needs_last_name(&self) -> bool {
        true
    }
}
