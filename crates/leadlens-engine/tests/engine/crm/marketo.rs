//! Marketo: leads merged into one by the REST interface, updates by id, and list imports by e-mail.

use std::collections::BTreeMap;

use serde_json::Value;

use super::simulation::{Files, Person, Record, Rows, Simulated, csv_rows, json_lines, load_rows};

/// Labels of fields, and their names in the REST interface.
const FIELDS: [(&str, &str); 10] = [
    ("First Name", "firstName"),
    ("Last Name", "lastName"),
    ("Email Address", "email"),
    ("Phone Number", "phone"),
    ("Company Name", "company"),
    ("Country", "country"),
    ("Job Title", "title"),
    ("Unsubscribed", "unsubscribed"),
    ("Do Not Call", "doNotCall"),
    ("Marketing Suspended", "marketingSuspended"),
];

/// Bytes of an import at most.
const IMPORT: usize = 10 << 20;

pub(super) struct Marketo {
    records: BTreeMap<String, Record>,
    turn: usize,
}

impl Marketo {
    pub(super) fn load(export: &Rows) -> Self {
        let field = |header: &str| FIELDS.iter().find(|(label, _)| *label == header).map(|(_, name)| *name);
        Self { records: load_rows(export, "Id", field, str::to_owned), turn: export.len() }
    }

    fn live(&self, id: &Value) -> String {
        let id = id.as_u64().unwrap().to_string();
        let record = self.records.get(&id).unwrap_or_else(|| panic!("1004 Lead not found: {id}"));
        assert!(record.merged_into.is_none(), "1004 Lead not found: {id} was merged");
        id
    }

    /// A merge: the winner's values stay, its blanks are filled by the first loser that has a value.
    fn merge(&mut self, request: &Value) {
        let winner = self.live(&request["leadId"]);
        for loser in request["leadIds"].as_array().unwrap() {
            let loser = self.live(loser);
            assert_ne!(winner, loser);
            let fields = self.records[&loser].fields.clone();
            let record = self.records.get_mut(&winner).unwrap();
            for (name, value) in fields.into_iter().filter(|(_, value)| !value.is_empty()) {
                if record.get(&name).is_empty() {
                    record.fields.insert(name, value);
                }
            }
            self.records.get_mut(&loser).unwrap().merged_into = Some(winner.clone());
        }
    }

    fn set(&mut self, id: &str, name: &str, value: &str) {
        assert!(FIELDS.iter().any(|(_, known)| *known == name), "1006 Field not found: {name}");
        self.turn += 1;
        let record = self.records.get_mut(id).unwrap();
        record.updated = self.turn;
        record.fields.insert(name.to_owned(), value.to_owned());
    }

    fn update(&mut self, request: &Value) {
        assert_eq!((&request["action"], &request["lookupField"]), (&Value::from("updateOnly"), &Value::from("id")));
        let input = request["input"].as_array().unwrap();
        assert!(input.len() <= 300, "a call is of 300 leads at most");
        for object in input {
            let id = self.live(&object["id"]);
            for (name, value) in object.as_object().unwrap().iter().filter(|(name, _)| *name != "id") {
                let text = match value {
                    Value::Null => String::new(),
                    Value::Bool(value) => value.to_string(),
                    value => value.as_str().unwrap().to_owned(),
                };
                self.set(&id, name, &text);
            }
        }
    }

    /// A list import: who has the address is updated, of several the one updated last; where there is none a record is made.
    fn import(&mut self, rows: Vec<BTreeMap<String, String>>) {
        for mut row in rows {
            let email = row.remove("Email Address").unwrap();
            let holders =
                self.records.iter().filter(|(_, record)| record.merged_into.is_none() && record.get("email").eq_ignore_ascii_case(&email));
            let holder = holders.max_by_key(|(_, record)| record.updated).map(|(id, _)| id.clone());
            let id = holder.unwrap_or_else(|| format!("created for {email}"));
            self.records.entry(id.clone()).or_default();
            for (label, value) in row.into_iter().filter(|(_, value)| !value.is_empty()) {
                let (_, name) = FIELDS.iter().find(|(known, _)| *known == label).unwrap_or_else(|| panic!("no field is called {label}"));
                self.set(&id, name, &value);
            }
        }
    }
}

impl Simulated for Marketo {
    fn apply(&mut self, files: &Files) {
        for request in json_lines(files, "merge-requests.jsonl") {
            self.merge(&request);
        }
        for request in json_lines(files, "update-requests.jsonl") {
            self.update(&request);
        }
        for (name, bytes) in files.iter().filter(|(name, _)| name.starts_with("people-to-import")) {
            assert!(bytes.len() < IMPORT, "{name} is too large");
            self.import(csv_rows(files, name));
        }
    }

    fn records(&self) -> &BTreeMap<String, Record> {
        &self.records
    }

    fn person(&self, record: &Record) -> Person {
        let get = |field| record.get(field).to_owned();
        Person {
            first_name: get("firstName"),
            last_name: get("lastName"),
            email: get("email"),
            phone: get("phone"),
            company: get("company"),
            country: get("country"),
            job_title: get("title"),
        }
    }

    fn refuses(&self, record: &Record) -> (bool, Option<bool>) {
        (record.is_set("unsubscribed"), Some(record.is_set("doNotCall")))
    }
}
