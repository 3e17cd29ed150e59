//! Workspace files of every version are opened for ever; what a file of another version says and this one does not know is saved again.

use std::sync::Arc;

use leadlens_engine::intake::{Contents, Encoding, FaultKind, Format, HeaderPlace, Reader, RecordFault, SourceError, TableNote};
use leadlens_engine::{save_workspace_steps, saved_log};

fn golden(name: &str) -> Vec<u8> {
    std::fs::read(format!("{}/../../tests/workspaces/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

fn open(bytes: &[u8]) -> Result<Contents, SourceError> {
    let mut reader = Reader::new("saved.leadlens", bytes.len() as u64)?;
    reader.push(bytes)?;
    reader.finish_all()
}

/// Opens a file, saves what it held, and opens that.
fn saved_again(contents: Contents) -> Contents {
    let log = saved_log(&contents).unwrap();
    let unknown = contents.saved.unwrap().unknown;
    let tables = contents.tables.into_iter().map(Arc::new).collect();
    open(&save_workspace_steps(tables, &log, unknown).finish().unwrap().concat()).unwrap()
}

#[track_caller]
fn check_first_version(contents: &Contents) {
    let [march, leads] = contents.tables.as_slice() else { panic!("two sources") };
    assert_eq!((march.name.as_str(), leads.name.as_str()), ("march.csv", "leads.json"));
    assert_eq!(march.headers, ["First Name", "Last Name", "Email", "Phone", "Note", "Note"]);
    assert_eq!((march.delimiter, march.options.header), (Some(';'), Some(HeaderPlace::Record(1))));
    assert_eq!((march.record_count(), march.cell(0, 4), march.cell(2, 0)), (4, "one; \"two\"\nthree".into(), "Věra".into()));
    assert_eq!((leads.format, leads.encoding, leads.record_count()), (Some(Format::Json), Some(Encoding::Utf8), 3));
    let fault = |record, kind| RecordFault { record, kind };
    assert_eq!(march.faults, [fault(2, FaultKind::Ragged), fault(3, FaultKind::Totals)]);
    assert_eq!(leads.faults, [fault(1, FaultKind::Mended), fault(2, FaultKind::NotAnObject)]);
    assert_eq!(march.notes, [TableNote::TitleLines(1), TableNote::DuplicateHeader("Note".to_owned())]);
    let log = saved_log(contents).unwrap();
    let in_force = log.statements().iter().filter(|(place, _)| *place < log.position()).count();
    assert_eq!((log.decisions().default_country.as_deref(), in_force), (Some("CZ"), 2));
}

#[test]
fn a_file_of_version_1_is_read_whole() {
    let contents = open(&golden("v1.leadlens")).unwrap();
    check_first_version(&contents);
    assert_eq!((contents.tables[0].format, contents.tables[0].encoding), (Some(Format::Csv), Some(Encoding::Windows1250)));
    assert!(contents.saved.as_ref().unwrap().unknown.is_empty() && contents.tables.iter().all(|table| table.unknown_settings() == 0));
    check_first_version(&saved_again(contents));
}

#[test]
fn a_file_of_version_2_is_read_whole() {
    let contents = open(&golden("v2.leadlens")).unwrap();
    check_first_version(&contents);
    let log = saved_log(&contents).unwrap();
    assert_eq!((log.unknown_count(), log.position(), log.entries().len()), (0, 5, 6));
    assert_eq!(saved_log(&saved_again(contents)), Some(log));
}

#[test]
fn a_file_between_versions_is_read_and_its_unknown_parts_stay() {
    let contents = open(&golden("v1.5.leadlens")).unwrap();
    check_first_version(&contents);
    assert_eq!(contents.tables[0].unknown_settings(), 1);
    assert_eq!(saved_again(contents).tables[0].unknown_settings(), 1);
}

#[test]
fn a_newer_file_is_read_in_part_and_stored_whole() {
    let contents = open(&golden("v3.leadlens")).unwrap();
    for contents in [open(&golden("v3.leadlens")).unwrap(), saved_again(contents)] {
        check_first_version(&contents);
        let [march, leads] = contents.tables.as_slice() else { panic!("two sources") };
        assert_eq!((march.format, march.options.encoding, march.encoding), (None, None, Some(Encoding::Windows1250)));
        // Its format, two options, a note, a fault, and two settings of its owner.
        assert_eq!((march.unknown_settings(), leads.unknown_settings()), (7, 0));
        assert_eq!(saved_log(&contents).unwrap().unknown_count(), 2);
        assert_eq!(contents.saved.unwrap().unknown["palette"], "warm");
    }
}

#[test]
fn what_was_not_known_stands_where_it_stood() {
    let contents = open(&golden("v3.leadlens")).unwrap();
    let again = saved_again(contents);
    let known = &again.tables[0];
    assert_eq!((known.faults.len(), known.notes.len(), known.unknown_settings()), (2, 2, 7));
    assert_eq!(again.saved.unwrap().unknown["palette"], "warm");
}
