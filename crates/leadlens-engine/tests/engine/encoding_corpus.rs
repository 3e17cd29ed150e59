//! Leads in many languages, encodings and delimiters, short and long: each file of `tests/corpus/encoding` is read right.
//!
//! `generate.py` there writes the files and `expected.tsv`, which says what each of them holds.

use leadlens_engine::intake::{Encoding, ReadOptions, Reader, Table, plausible};

/// A line of `expected.tsv`.
struct Case {
    file: String,
    encoding: Encoding,
    delimiter: char,
    records: usize,
    cell: (usize, usize),
    text: String,
}

fn cases() -> Vec<Case> {
    let text = std::fs::read_to_string(path("expected.tsv")).unwrap();
    let case = |line: &str| {
        let parts: Vec<&str> = line.split('\t').collect();
        let delimiter = match parts[2] {
            "comma" => ',',
            "semicolon" => ';',
            _ => '\t',
        };
        Case {
            file: parts[0].to_owned(),
            encoding: Encoding::from_label(parts[1]).unwrap(),
            delimiter,
            records: parts[3].parse().unwrap(),
            cell: (parts[4].parse().unwrap(), parts[5].parse().unwrap()),
            text: parts[6].to_owned(),
        }
    };
    text.lines().skip(1).map(case).collect()
}

fn path(file: &str) -> String {
    format!("{}/../../tests/corpus/encoding/{file}", env!("CARGO_MANIFEST_DIR"))
}

fn read(bytes: &[u8], options: ReadOptions, piece: usize) -> Table {
    let mut reader = Reader::with_options("corpus", bytes.len() as u64, options).unwrap();
    for piece in bytes.chunks(piece) {
        reader.push(piece).unwrap();
        reader.scan().unwrap();
    }
    reader.finish().unwrap()
}

#[test]
fn every_file_is_read_in_its_encoding() {
    let cases = cases();
    assert!(cases.len() >= 45, "{} files", cases.len());
    let mut wrong = Vec::new();
    for case in &cases {
        let table = read(&std::fs::read(path(&case.file)).unwrap(), ReadOptions::default(), usize::MAX);
        let found = (table.encoding, table.delimiter, table.record_count(), table.cell(case.cell.0, case.cell.1).into_owned());
        let expected = (Some(case.encoding), Some(case.delimiter), case.records, case.text.clone());
        if found != expected || !table.notes.is_empty() {
            wrong.push(format!("{}: {found:?} {:?}, not {expected:?}", case.file, table.notes));
        }
    }
    assert!(wrong.is_empty(), "{} of {}\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}

#[test]
fn a_short_file_is_the_same_in_any_pieces_and_in_the_encoding_chosen() {
    for case in cases().into_iter().filter(|case| case.records <= 2) {
        let bytes = std::fs::read(path(&case.file)).unwrap();
        let whole = read(&bytes, ReadOptions::default(), usize::MAX);
        let chosen = ReadOptions { encoding: Some(case.encoding), ..ReadOptions::default() };
        for table in [read(&bytes, ReadOptions::default(), 7), read(&bytes, chosen, 13)] {
            assert_eq!(table.headers, whole.headers, "{}", case.file);
            assert_eq!(table.record_count(), whole.record_count(), "{}", case.file);
            for record in 0..table.record_count() {
                assert_eq!(table.raw_record(record), whole.raw_record(record), "{}", case.file);
            }
        }
    }
}

#[test]
fn the_encoding_of_a_file_is_the_first_one_offered() {
    for case in cases() {
        let bytes = std::fs::read(path(&case.file)).unwrap();
        let offered = plausible(&bytes);
        assert_eq!(offered.first(), Some(&case.encoding), "{}", case.file);
        assert!(offered.len() <= 8, "{}: {offered:?}", case.file);
    }
}
