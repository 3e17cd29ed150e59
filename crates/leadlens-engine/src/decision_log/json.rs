//! A log as JSON, and logs of older files. What this version does not know is stored and written back as it came.

use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::{DecisionLog, LogEntry};
use crate::leads::{ColumnDecision, Decisions, MappingDecision, ValueDecision};
use crate::matching::{SavedStep, Statement, Threshold};

impl DecisionLog {
    /// The log as a workspace file keeps it.
    pub fn to_json(&self) -> Value {
        let entries: Vec<Value> = self.entries.iter().map(entry_to_json).collect();
        json!({ "position": self.position, "floor": self.floor, "entries": entries })
    }

    /// The log in a workspace file; `None` where there is none. An entry that is not known, or damaged, has no effect and is stored.
    pub fn from_json(json: &Value) -> Option<Self> {
        let entries: Vec<LogEntry> = json.get("entries")?.as_array()?.iter().map(entry_from_json).collect();
        let number = |key| json.get(key).and_then(Value::as_u64).and_then(|number| usize::try_from(number).ok());
        let position = number("position").unwrap_or(entries.len()).min(entries.len());
        Some(Self { position, floor: number("floor").unwrap_or_default().min(position), entries })
    }

    /// The log of a file of version 1, which keeps decisions about columns and about who is who apart.
    pub fn from_version_1(decisions: &Value, review: &Value) -> Self {
        let mut entries = Vec::new();
        for (key, value) in decisions.as_object().into_iter().flatten() {
            match (key.as_str(), value.as_array()) {
                ("mappings", Some(items)) => entries.extend(items.iter().flat_map(mapping_entries)),
                ("values", Some(items)) => entries.extend(items.iter().map(value_entry)),
                ("default_country", _) => entries.extend(value.as_str().map(|country| LogEntry::DefaultCountry(country.to_owned()))),
                // They stand for nothing the page can decide.
                ("overrides", _) => {}
                _ => entries.push(unknown_entry("decisions", key, value)),
            }
        }
        for (key, value) in review.as_object().into_iter().flatten() {
            match (key.as_str(), value.as_array()) {
                ("threshold", _) => entries.extend(threshold(value).map(LogEntry::Threshold)),
                ("steps", Some(steps)) => entries.extend(steps.iter().map(step_entry)),
                _ => entries.push(unknown_entry("review", key, value)),
            }
        }
        Self { position: entries.len(), floor: 0, entries }
    }

    /// Entries that this version does not know.
    pub fn unknown_count(&self) -> usize {
        self.entries.iter().filter(|entry| matches!(entry, LogEntry::Unknown(_))).count()
    }
}

/// The entries that come to these decisions.
pub(super) fn entries_of(decisions: &Decisions) -> Vec<LogEntry> {
    let mappings = decisions.mappings.iter().flat_map(column_entries);
    let values = decisions.values.iter().map(meaning);
    mappings.chain(values).chain(decisions.default_country.clone().map(LogEntry::DefaultCountry)).collect()
}

fn column_entries(mapping: &MappingDecision) -> Vec<LogEntry> {
    let of_column = |decision: &ColumnDecision| {
        let (headers, column) = (mapping.headers.clone(), decision.column.clone());
        let role = decision.role.map(|role| LogEntry::Role { headers: headers.clone(), column: column.clone(), role: Some(role) });
        let order = decision.date_order.map(|order| LogEntry::DateOrder { headers, column, order: Some(order) });
        role.into_iter().chain(order)
    };
    mapping.columns.iter().flat_map(of_column).collect()
}

fn meaning(value: &ValueDecision) -> LogEntry {
    LogEntry::Meaning { text: value.text.clone(), slot: value.slot(), meaning: Some(value.meaning) }
}

/// The entries of a mapping, column by column: one that is not known leaves the others.
fn mapping_entries(item: &Value) -> Vec<LogEntry> {
    let columns = item.get("columns").and_then(Value::as_array).cloned().unwrap_or_default();
    let alone = |column: &Value| {
        let mut mapping = item.as_object().cloned().unwrap_or_default();
        mapping.insert("columns".to_owned(), json!([column]));
        Value::Object(mapping)
    };
    let entries = |column: &Value| {
        let item = alone(column);
        MappingDecision::deserialize(&item)
            .map_or_else(|_| vec![unknown_entry("decisions", "mappings", &json!([item]))], |known| column_entries(&known))
    };
    columns.iter().flat_map(entries).collect()
}

fn value_entry(item: &Value) -> LogEntry {
    ValueDecision::deserialize(item).map_or_else(|_| unknown_entry("decisions", "values", &json!([item])), |known| meaning(&known))
}

fn step_entry(item: &Value) -> LogEntry {
    let known = SavedStep::deserialize(item).map(|step| LogEntry::Statement(Statement::Step(step)));
    known.unwrap_or_else(|_| unknown_entry("review", "steps", &json!([item])))
}

/// A threshold within the slider; `None` where it is no number.
fn threshold(value: &Value) -> Option<Threshold> {
    let bits = value.as_f64().filter(|bits| bits.is_finite())?;
    #[expect(clippy::cast_possible_truncation, reason = "between the ends of the slider")]
    let bits = bits.clamp(f64::from(Threshold::FLOOR.0), f64::from(Threshold::CEILING.0)) as f32;
    Some(Threshold(bits))
}

/// Something of another version, in the place it came from.
fn unknown_entry(part: &str, key: &str, value: &Value) -> LogEntry {
    LogEntry::Unknown(json!({ part: { key: value } }).to_string())
}

fn entry_to_json(entry: &LogEntry) -> Value {
    match entry {
        LogEntry::Unknown(text) => serde_json::from_str(text).unwrap_or(Value::Null),
        entry => serde_json::to_value(entry).unwrap_or(Value::Null),
    }
}

fn entry_from_json(json: &Value) -> LogEntry {
    let unknown = || LogEntry::Unknown(json.to_string());
    match json.as_object().and_then(the_only) {
        // By hand: a weight beyond the slider is brought into it.
        Some(("threshold", bits)) => threshold(bits).map_or_else(unknown, LogEntry::Threshold),
        // The name of a variant that no file has.
        Some(("unknown", _)) => unknown(),
        _ => LogEntry::deserialize(json).unwrap_or_else(|_| unknown()),
    }
}

fn the_only(object: &Map<String, Value>) -> Option<(&str, &Value)> {
    let mut members = object.iter();
    members.next().filter(|_| members.next().is_none()).map(|(key, value)| (key.as_str(), value))
}
