//! Small files in what leads travel in (JSON in other text, mails, web pages, cards, statements), each read as
//! `tests/corpus/carriers/expected.json` says.
//!
//! There, a lead is one line: name, e-mail, telephone, company and LeadSource, parted by bars; what it has not is left blank. `notes` and
//! `error` are left out where there is none. `UPDATE_CASES=1` writes the file anew: read the difference before committing it.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use leadlens_engine::intake::header::ColumnRole;
use leadlens_engine::intake::{Contents, Format, Reader, SourceError, Table};
use leadlens_engine::leads::{Decisions, Lead, LeadId};
use leadlens_engine::{Build, Step};
use serde_json::{Map, Value, json};

fn corpus() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/corpus/carriers")
}

fn expectations() -> Map<String, Value> {
    serde_json::from_slice(&std::fs::read(corpus().join("expected.json")).unwrap()).unwrap()
}

/// The files of the corpus, by name.
fn files() -> Vec<String> {
    let names = std::fs::read_dir(corpus()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<_> = names.filter(|name| name != "expected.json").collect();
    names.sort();
    names
}

/// Reads bytes pushed in pieces of one size, scanning behind each.
fn read(name: &str, bytes: &[u8], piece: usize) -> Result<Contents, SourceError> {
    let mut reader = Reader::new(name, bytes.len() as u64)?;
    for piece in bytes.chunks(piece) {
        reader.push(piece)?;
        reader.scan()?;
    }
    reader.finish_all()
}

/// The leads read, in the words of the expectation.
fn described(read: Result<Contents, SourceError>) -> Value {
    let contents = match read {
        Ok(contents) => contents,
        Err(error) => return json!({ "error": error.to_string() }),
    };
    let format = |table: &Table| table.format.map(Format::label);
    let formats: Vec<_> = contents.tables.iter().map(format).collect();
    let notes: Vec<_> = contents.tables.iter().flat_map(|table| table.notes.clone()).collect();
    let tables = contents.tables.into_iter().map(Arc::new).collect();
    let mut described = json!({ "format": formats.first() });
    let fields = described.as_object_mut().unwrap();
    fields.extend((!notes.is_empty()).then(|| ("notes".to_owned(), json!(notes))));
    match Build::new(tables, &Decisions::default()).find(|step| !matches!(step, Step::Working { .. })) {
        Some(Step::Done(workspace)) => {
            let leads: Vec<_> = (0..).map_while(|number| workspace.leads().get(LeadId(number))).map(line).collect();
            let summary = workspace.leads().summaries()[0];
            assert_eq!(summary.records, summary.leads + summary.skipped);
            fields.extend((summary.skipped > 0).then(|| ("skipped".to_owned(), json!(summary.skipped))));
            fields.insert("leads".to_owned(), json!(leads));
        }
        Some(Step::Refused(failures)) => {
            fields.insert("error".to_owned(), json!(failures[0].error.to_string()));
        }
        _ => panic!("neither done nor refused"),
    }
    described
}

/// A lead in one line.
fn line(lead: Lead<'_>) -> String {
    let text = |role| lead.text(role).into_owned();
    let names = [ColumnRole::FirstName, ColumnRole::LastName].map(text).join(" ");
    let name = if names.trim().is_empty() { text(ColumnRole::FullName) } else { names };
    let rest = [ColumnRole::Email, ColumnRole::Phone, ColumnRole::Company, ColumnRole::LeadSource].map(text).join(" | ");
    format!("{} | {rest}", name.trim())
}

#[test]
fn every_carrier_is_read_as_it_is_meant() {
    let names = files();
    if std::env::var_os("UPDATE_CASES").is_some() {
        let found: Map<_, _> = names
            .iter()
            .map(|name| (name.clone(), described(read(name, &std::fs::read(corpus().join(name)).unwrap(), usize::MAX))))
            .collect();
        std::fs::write(corpus().join("expected.json"), format!("{:#}\n", Value::Object(found))).unwrap();
    }
    let expected = expectations();
    let mut wrong = Vec::new();
    for name in &names {
        let found = described(read(name, &std::fs::read(corpus().join(name)).unwrap(), usize::MAX));
        if expected.get(name) != Some(&found) {
            wrong.push(format!("{name}\n  expected {:?}\n  found    {found}", expected.get(name).map(Value::to_string)));
        }
    }
    assert!(wrong.is_empty(), "{} are read otherwise:\n{}", wrong.len(), wrong.join("\n"));
    assert_eq!(expected.len(), names.len(), "an expectation without its file");
}

#[test]
fn every_carrier_is_read_alike_in_any_pieces() {
    let expected = expectations();
    for name in files() {
        let bytes = std::fs::read(corpus().join(&name)).unwrap();
        for piece in [1, 64] {
            assert_eq!(Some(&described(read(&name, &bytes, piece))), expected.get(&name), "{name} in pieces of {piece}");
        }
    }
}
