//! Reading and saving in bounded steps say the same as one call, whatever the steps, and no step is long.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use leadlens_engine::intake::{Contents, Reader, SourceError, Table};
use leadlens_engine::{DecisionLog, save_workspace_steps};
use proptest::prelude::*;
use serde_json::{Map, json};

/// The most one thing that is done at once takes, in units of work: a piece of 256 KiB is inflated, or read as XML, or 64 KiB packed.
const LARGEST_PIECE: usize = 5 << 18;

/// Units of work in an ordinary step.
const SLICE: usize = 1 << 20;

/// Every file of a folder and those below.
fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for path in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if path.is_dir() { files(&path, found) } else { found.push(path) }
    }
}

/// Every file that is read in some test.
fn corpus() -> Vec<PathBuf> {
    let mut found = Vec::new();
    for folder in ["../../tests/corpus", "../../tests/cases"] {
        files(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), &mut found);
    }
    found.sort();
    found
}

fn pushed(name: &str, bytes: &[u8]) -> Result<Reader, SourceError> {
    let mut reader = Reader::new(name, bytes.len() as u64)?;
    reader.push(bytes)?;
    Ok(reader)
}

/// Description of a table.
fn facts(table: &Table) -> String {
    let cells = |record| (0..table.width(record)).map(|column| table.cell(record, column)).collect::<Vec<_>>();
    let rows: Vec<_> = (0..table.record_count()).map(cells).collect();
    let read = (&table.headers, table.format, table.encoding, &table.sheets, table.sheet, &table.notes, &table.faults);
    format!("{} {read:?} {rows:?}", table.name)
}

fn outcome(contents: Result<Contents, SourceError>) -> (Vec<String>, String) {
    match contents {
        Ok(contents) => {
            let rest = format!("{:?} {:?}", contents.failures, contents.saved);
            (contents.tables.iter().map(facts).collect(), rest)
        }
        Err(error) => (Vec::new(), error.to_string()),
    }
}

#[test]
fn a_source_read_in_tiny_steps_is_the_same() {
    for path in corpus() {
        let bytes = std::fs::read(&path).unwrap();
        // Bombs are measured below.
        if bytes.len() > 100_000 || path.to_string_lossy().contains("bomb") {
            continue;
        }
        let name = path.to_string_lossy();
        let whole = outcome(pushed(&name, &bytes).and_then(Reader::finish_all));
        for slice in [7, 5000] {
            let read = pushed(&name, &bytes).and_then(|reader| reader.finish_in_slices(slice).finish());
            assert_eq!(outcome(read), whole, "{name} in slices of {slice}");
        }
    }
}

#[test]
fn no_step_of_reading_or_saving_is_long() {
    for path in corpus() {
        let bytes = std::fs::read(&path).unwrap();
        let name = path.to_string_lossy();
        let Ok(reader) = pushed(&name, &bytes) else { continue };
        let mut reading = reader.finish_steps();
        while reading.step() {}
        assert!(reading.longest_step() <= SLICE + LARGEST_PIECE, "{name}: {}", reading.longest_step());
        let tables: Vec<_> = reading.finish().map(|contents| contents.tables).unwrap_or_default().into_iter().map(Arc::new).collect();
        let mut saving = save_workspace_steps(tables, &DecisionLog::default(), Map::new());
        while saving.step() {}
        assert!(saving.longest_step() <= SLICE + LARGEST_PIECE, "saving {name}: {}", saving.longest_step());
    }
}

#[test]
fn one_huge_record_is_no_long_step() {
    let list = r#"{"score":1,"tags":["a","b"]},"#.repeat(300_000);
    let text = format!(r#"[{{"email":"ann@example.org","list":[{}]}}]"#, list.trim_end_matches(','));
    let mut reading = pushed("leads.json", text.as_bytes()).unwrap().finish_steps();
    let mut steps = 1;
    while reading.step() {
        steps += 1;
    }
    assert!(steps > text.len() / SLICE && reading.longest_step() <= SLICE + LARGEST_PIECE, "{steps}, {}", reading.longest_step());
    assert_eq!(reading.finish().unwrap().tables.len(), 1);
}

#[test]
fn progress_only_grows_and_ends_whole() {
    let text = format!("[{}]", vec![r#"{"email":"ann@example.org"}"#; 50_000].join(","));
    let mut reading = pushed("leads.json", text.as_bytes()).unwrap().finish_steps();
    let mut before = 0;
    while reading.step() {
        let (done, total) = reading.progress();
        assert!(before <= done && done <= total);
        before = done;
    }
    assert!(before > 0);
    let (done, total) = reading.progress();
    assert_eq!(done, total);
}

#[test]
fn dropping_the_steps_cancels_the_work() {
    let text = format!("[{}]", vec![r#"{"email":"ann@example.org"}"#; 50_000].join(","));
    let mut reading = pushed("leads.json", text.as_bytes()).unwrap().finish_steps();
    assert!(reading.step());
    drop(reading);
    let table = Arc::new(pushed("leads.json", text.as_bytes()).unwrap().finish().unwrap());
    let mut saving = save_workspace_steps(vec![Arc::clone(&table)], &DecisionLog::default(), Map::new());
    assert!(saving.step());
    assert_eq!(Arc::strong_count(&table), 2);
    drop(saving);
    assert_eq!(Arc::strong_count(&table), 1);
}

/// JSON values, leads among them.
fn value() -> impl Strategy<Value = serde_json::Value> {
    let leaf = prop_oneof![
        Just(json!(null)),
        any::<bool>().prop_map(|value| json!(value)),
        any::<i64>().prop_map(|value| json!(value)),
        any::<f32>().prop_map(|value| json!(f64::from(value))),
        "[a-zé\"\\\\\n\u{1F600}]{0,8}".prop_map(|value| json!(value)),
    ];
    leaf.prop_recursive(4, 40, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(|list| json!(list)),
            prop::collection::btree_map("email|phone|[a-c.]{0,3}|@odata.x", inner, 0..6).prop_map(|object| json!(object)),
        ]
    })
}

proptest! {
    #[test]
    fn json_in_steps_of_any_size_is_the_same(values in prop::collection::vec(value(), 1..5), cut in 0..30_usize, slice in 1..40_usize) {
        let text = serde_json::to_string_pretty(&values).unwrap();
        let end = text.floor_char_boundary(text.len().saturating_sub(cut.saturating_sub(20)));
        let bytes = text.as_bytes().get(..end).unwrap();
        let whole = outcome(pushed("leads.json", bytes).and_then(Reader::finish_all));
        let read = pushed("leads.json", bytes).and_then(|reader| reader.finish_in_slices(slice).finish());
        prop_assert_eq!(outcome(read), whole);
    }
}
