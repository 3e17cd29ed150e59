//! Small files in every shape exports come in, each read as `tests/corpus/shape/expected.json` says.
//!
//! There, `headers` are texts, or the number of columns where the file has no headers; `above` counts the records above them; `cell` is
//! record, column and text; what is not named (notes, faults, a delimiter) must be absent.

use std::path::{Path, PathBuf};

use leadlens_engine::intake::{Format, Reader, SourceError, Table, TableNote};
use serde_json::{Map, Value, json};

fn corpus() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/corpus/shape")
}

fn expectations() -> Map<String, Value> {
    serde_json::from_slice(&std::fs::read(corpus().join("expected.json")).unwrap()).unwrap()
}

/// Reads bytes pushed in pieces of one size, scanning behind each.
fn read(bytes: &[u8], piece: usize) -> Result<Table, SourceError> {
    let mut reader = Reader::new("shape", bytes.len() as u64)?;
    for piece in bytes.chunks(piece) {
        reader.push(piece)?;
        reader.scan()?;
    }
    reader.finish()
}

/// The result of reading, in the words of the expectation; `cell` is the requested one.
fn described(read: Result<Table, SourceError>, cell: &Value) -> Value {
    let table = match read {
        Ok(table) => table,
        Err(error) => return json!({ "error": error }),
    };
    let index = |at: usize| usize::try_from(cell[at].as_u64().unwrap_or_default()).unwrap();
    let is_bare = table.headers.iter().all(String::is_empty) && !table.has_header;
    let title = |note: &TableNote| if let TableNote::TitleLines(count) = note { Some(*count) } else { None };
    let above = table.notes.iter().find_map(title);
    let notes: Vec<_> = table.notes.iter().filter(|note| is_bare || title(note).is_none()).collect();
    let faults: Vec<_> = table.faults.iter().map(|fault| json!([fault.record, fault.kind])).collect();
    let mut described = json!({
        "format": table.format.map(Format::label),
        "headers": if is_bare { json!(table.column_count()) } else { json!(table.headers) },
        "records": table.record_count(),
        "cell": [cell[0], cell[1], table.cell(index(0), index(1))],
    });
    let fields = described.as_object_mut().unwrap();
    fields.extend(table.delimiter.map(|delimiter| ("delimiter".to_owned(), json!(delimiter))));
    fields.extend(above.map(|above| ("above".to_owned(), json!(above))));
    fields.extend((!notes.is_empty()).then(|| ("notes".to_owned(), json!(notes))));
    fields.extend((!faults.is_empty()).then(|| ("faults".to_owned(), json!(faults))));
    described
}

#[test]
fn every_file_is_read_as_it_is_meant() {
    let mut wrong = Vec::new();
    for (name, expected) in expectations() {
        let bytes = std::fs::read(corpus().join(&name)).unwrap();
        let found = described(read(&bytes, usize::MAX), &expected["cell"]);
        if found != expected {
            wrong.push(format!("{name}\n  expected {expected}\n  found    {found}"));
        }
    }
    assert!(wrong.is_empty(), "{} are read otherwise:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_file_is_read_alike_in_any_pieces() {
    for (name, expected) in expectations() {
        let bytes = std::fs::read(corpus().join(&name)).unwrap();
        for piece in [1, 3, 64] {
            assert_eq!(described(read(&bytes, piece), &expected["cell"]), expected, "{name} in pieces of {piece}");
        }
    }
}

#[test]
fn every_file_has_its_expectation() {
    let expected = expectations();
    for entry in std::fs::read_dir(corpus()).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(name == "expected.json" || expected.contains_key(&name), "{name}");
    }
}
