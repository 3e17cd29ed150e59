//! Text files as people have them, damaged or in a notation of their own, become the leads a person reads in them.
//!
//! Each file of `tests/corpus/text` has its line in `expected.json`: remarks on the source (`notes`, `problems`), the number of
//! records, and of each lead everything it holds; what is not named must be absent. After a wanted change run
//! `UPDATE_CASES=1 cargo test -p leadlens-engine --test engine text_corpus` and read the difference before committing it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use leadlens_engine::intake::Reader;
use leadlens_engine::intake::header::ColumnRole;
use leadlens_engine::leads::{Created, Decisions, Flags, Lead, LeadId, Offer};
use leadlens_engine::{Build, Step, Workspace};
use serde_json::{Map, Value, json};

/// Parts of a lead that are compared.
const ROLES: [ColumnRole; 11] = [
    ColumnRole::LeadSource,
    ColumnRole::FirstName,
    ColumnRole::LastName,
    ColumnRole::FullName,
    ColumnRole::Email,
    ColumnRole::Phone,
    ColumnRole::Country,
    ColumnRole::Company,
    ColumnRole::JobTitle,
    ColumnRole::Description,
    ColumnRole::Status,
];

fn corpus() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/corpus/text")
}

fn expectations() -> BTreeMap<String, Value> {
    serde_json::from_slice(&std::fs::read(corpus().join("expected.json")).unwrap_or(b"{}".to_vec())).unwrap()
}

fn files() -> Vec<String> {
    let names = std::fs::read_dir(corpus()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<_> = names.filter(|name| name != "expected.json").collect();
    names.sort();
    names
}

/// A lead, by the parts it has.
fn lead(workspace: &Workspace, lead: Lead<'_>) -> Value {
    let mut parts = Map::new();
    for role in ROLES {
        let text = lead.text(role);
        if !text.is_empty() {
            parts.insert(role.as_str().to_owned(), json!(text));
        }
    }
    let origin = lead.origin();
    let offer = lead.offer().map(Offer::key).unwrap_or_default();
    let origin = format!("{} {} {offer}", origin.storefront.as_str(), origin.action.as_str());
    if origin != "none none " {
        parts.insert("origin".to_owned(), json!(origin));
    }
    if lead.created() != Created::default() {
        parts.insert("created".to_owned(), json!(lead.created().to_string()));
    }
    if lead.flags().contains(Flags::TEST) {
        parts.insert("test".to_owned(), json!(true));
    }
    parts.insert("person".to_owned(), json!(workspace.clusters().of().get(lead.id().0 as usize)));
    Value::Object(parts)
}

/// The leads read of bytes that are pushed in pieces of one size.
fn described(name: &str, bytes: &[u8], piece: usize) -> Value {
    let read = || {
        let mut reader = Reader::new(name, bytes.len() as u64)?;
        for piece in bytes.chunks(piece) {
            reader.push(piece)?;
            reader.scan()?;
        }
        reader.finish()
    };
    let table = match read() {
        Ok(table) => table,
        Err(error) => return json!({ "error": error.to_string() }),
    };
    let notes = json!(table.notes);
    let workspace = Build::new(vec![table], &Decisions::default()).find_map(|step| match step {
        Step::Done(workspace) => Some(Ok(workspace)),
        Step::Refused(failures) => Some(Err(failures)),
        Step::Working { .. } => None,
    });
    match workspace.unwrap() {
        Ok(workspace) => described_workspace(&workspace, notes),
        Err(failures) => json!({ "error": failures.first().unwrap().error.to_string() }),
    }
}

fn described_workspace(workspace: &Workspace, notes: Value) -> Value {
    let leads = workspace.leads();
    let summary = leads.summaries().first().unwrap();
    assert_eq!(summary.records, summary.leads + summary.skipped);
    let problems: Vec<_> = leads.problems().iter().map(|problem| json!([problem.record, problem.kind.as_str()])).collect();
    let all = (0..).map_while(|index| leads.get(LeadId(index))).map(|found| lead(workspace, found));
    let mut described = json!({ "records": summary.records, "leads": all.collect::<Vec<_>>() });
    let fields = described.as_object_mut().unwrap();
    fields.extend((!problems.is_empty()).then(|| ("problems".to_owned(), json!(problems))));
    fields.extend((notes != json!([])).then(|| ("notes".to_owned(), notes)));
    described
}

/// A line for each file, so that differences are read easily.
fn update(found: &BTreeMap<String, Value>) {
    let lines: Vec<_> = found.iter().map(|(name, value)| format!("{}: {value}", json!(name))).collect();
    std::fs::write(corpus().join("expected.json"), format!("{{\n{}\n}}\n", lines.join(",\n"))).unwrap();
}

#[test]
fn every_file_becomes_the_leads_a_person_reads() {
    let read = |name: &String| (name.clone(), described(name, &std::fs::read(corpus().join(name)).unwrap(), usize::MAX));
    let found: BTreeMap<String, Value> = files().iter().map(read).collect();
    if std::env::var_os("UPDATE_CASES").is_some() {
        update(&found);
    }
    let expected = expectations();
    assert_eq!(found.keys().collect::<Vec<_>>(), expected.keys().collect::<Vec<_>>());
    let wrong: Vec<_> = found
        .iter()
        .filter(|(name, value)| expected.get(*name) != Some(value))
        .map(|(name, value)| format!("{name}\n  expected {}\n  found    {value}", expected.get(name).unwrap_or(&Value::Null)))
        .collect();
    assert!(wrong.is_empty(), "{} of {} are read otherwise:\n{}", wrong.len(), found.len(), wrong.join("\n"));
}

#[test]
fn every_file_is_read_alike_in_any_pieces() {
    for (name, expected) in expectations() {
        let bytes = std::fs::read(corpus().join(&name)).unwrap();
        for piece in [1, 7] {
            assert_eq!(described(&name, &bytes, piece), expected, "{name} in pieces of {piece}");
        }
    }
}
