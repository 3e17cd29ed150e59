//! HubSpot: contacts merged two a call, batch updates, imports by `Record ID` and opt-out lists.

use std::collections::BTreeMap;

use super::simulation::{Files, Person, Record, Rows, Simulated, csv_rows, json_lines, load_rows};

/// Labels of properties, and their names.
const PROPERTIES: [(&str, &str); 9] = [
    ("First Name", "firstname"),
    ("Last Name", "lastname"),
    ("Email", "email"),
    ("Phone Number", "phone"),
    ("Company Name", "company"),
    ("Country/Region", "country"),
    ("Job Title", "jobtitle"),
    ("Unsubscribed from all email", "hs_email_optout"),
    // One that users make for themselves.
    ("Do Not Call", "do_not_call"),
];

pub(super) struct HubSpot {
    records: BTreeMap<String, Record>,
    /// Other addresses of a contact, which those merged into it had.
    secondary: BTreeMap<String, String>,
    turn: usize,
}

impl HubSpot {
    pub(super) fn load(export: &Rows) -> Self {
        let field = |header: &str| PROPERTIES.iter().find(|(label, name)| *label == header || *name == header).map(|(_, name)| *name);
        Self { records: load_rows(export, "Record ID", field, str::to_owned), secondary: BTreeMap::new(), turn: export.len() }
    }

    fn live(&self, id: &str) {
        let record = self.records.get(id).unwrap_or_else(|| panic!("resource not found: {id}"));
        assert!(record.merged_into.is_none(), "{id} was merged already");
    }

    /// A merge: of most properties the value that was updated last wins, the primary's e-mail stays.
    fn merge(&mut self, primary: &str, other: &str) {
        assert_ne!(primary, other, "a contact is not merged with itself");
        self.live(primary);
        self.live(other);
        let loser = self.records[other].clone();
        let email = loser.get("email").to_lowercase();
        self.secondary.insert(email, primary.to_owned());
        self.turn += 1;
        let winner = self.records.get_mut(primary).unwrap();
        for (name, value) in &loser.fields {
            let is_own = name == "email" && !winner.get(name).is_empty() || name == "hs_email_optout";
            if !is_own && !value.is_empty() && (loser.updated > winner.updated || winner.get(name).is_empty()) {
                winner.fields.insert(name.clone(), value.clone());
            }
        }
        winner.updated = winner.updated.max(loser.updated);
        self.records.get_mut(other).unwrap().merged_into = Some(primary.to_owned());
    }

    fn set(&mut self, id: &str, name: &str, value: &str) {
        assert_ne!(name, "hs_email_optout", "read only");
        assert!(PROPERTIES.iter().any(|(_, known)| *known == name), "there is no property {name}");
        if name == "email" && !value.is_empty() {
            let holds = |(other, record): (&String, &Record)| {
                other != id && record.merged_into.is_none() && record.get("email").eq_ignore_ascii_case(value)
            };
            assert!(!self.records.iter().any(holds), "{value} is the address of another contact than {id}");
            let holder = self.secondary.get(&value.to_lowercase());
            assert!(holder.is_none_or(|holder| holder == id), "{value} is an address of another contact than {id}");
        }
        self.turn += 1;
        let record = self.records.get_mut(id).unwrap();
        record.updated = self.turn;
        record.fields.insert(name.to_owned(), value.to_owned());
    }
}

impl Simulated for HubSpot {
    fn apply(&mut self, files: &Files) {
        for request in json_lines(files, "merge-requests.jsonl") {
            assert_eq!(request.as_object().unwrap().len(), 2);
            self.merge(request["primaryObjectId"].as_str().unwrap(), request["objectIdToMerge"].as_str().unwrap());
        }
        for request in json_lines(files, "update-requests.jsonl") {
            let inputs = request["inputs"].as_array().unwrap();
            assert!(inputs.len() <= 100, "a batch is of 100 contacts at most");
            for input in inputs {
                let id = input["id"].as_str().unwrap();
                self.live(id);
                for (name, value) in input["properties"].as_object().unwrap() {
                    self.set(id, name, value.as_str().unwrap());
                }
            }
        }
        for mut row in csv_rows(files, "contacts-to-import.csv") {
            let id = row.remove("Record ID").unwrap();
            self.live(&id);
            for (label, value) in row {
                let found = PROPERTIES.iter().find(|(known, _)| *known == label);
                let (_, name) = found.unwrap_or_else(|| panic!("no property is called {label}"));
                // A blank cell changes nothing.
                if !value.is_empty() {
                    self.set(&id, name, &value);
                }
            }
        }
        for row in csv_rows(files, "opt-out-list.csv") {
            let email = row["Email"].to_lowercase();
            for record in self.records.values_mut().filter(|record| record.get("email").to_lowercase() == email) {
                record.fields.insert("hs_email_optout".to_owned(), "true".to_owned());
            }
        }
    }

    fn records(&self) -> &BTreeMap<String, Record> {
        &self.records
    }

    fn person(&self, record: &Record) -> Person {
        let get = |field| record.get(field).to_owned();
        Person {
            first_name: get("firstname"),
            last_name: get("lastname"),
            email: get("email"),
            phone: get("phone"),
            company: get("company"),
            country: get("country"),
            job_title: get("jobtitle"),
        }
    }

    fn refuses(&self, record: &Record) -> (bool, Option<bool>) {
        (record.is_set("hs_email_optout"), None)
    }
}
