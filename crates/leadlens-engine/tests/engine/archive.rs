//! Files packed in others are read, each under its own name; what is no lead or no harmless size is told by name.

use leadlens_engine::intake::{BinaryKind, Contents, Format, Reader, SourceError};

fn read(name: &str) -> Result<Contents, SourceError> {
    let bytes = std::fs::read(format!("{}/../../tests/corpus/sheets/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap();
    let mut reader = Reader::new(name, bytes.len() as u64)?;
    reader.push(&bytes)?;
    reader.finish_all()
}

/// Names and records of the tables.
fn tables(contents: &Contents) -> Vec<(&str, usize)> {
    contents.tables.iter().map(|table| (table.name.as_str(), table.record_count())).collect()
}

/// Names and errors of the failures.
fn failures(contents: &Contents) -> Vec<(&str, SourceError)> {
    contents.failures.iter().map(|failure| (failure.name.as_str(), failure.error.clone())).collect()
}

#[test]
fn every_member_that_could_hold_leads_is_a_table_or_a_failure() {
    let archive = || SourceError::Binary(BinaryKind::Archive);
    for (name, read_tables, read_failures) in [
        (
            "two-tables.zip",
            vec![("two-tables.zip/a/2021.csv", 2), ("two-tables.zip/2020.csv", 1)],
            vec![("two-tables.zip/notes.bin", SourceError::Binary(BinaryKind::Other))],
        ),
        ("workbook-and-json.zip", vec![("workbook-and-json.zip/plain.xlsx", 3), ("workbook-and-json.zip/leads.json", 1)], vec![]),
        ("streamed.zip", vec![("streamed.zip/leads.csv", 2)], vec![]),
        ("large.zip", vec![("large.zip/leads.csv", 2)], vec![]),
        (
            "nested.zip",
            vec![("nested.zip/leads.csv", 2)],
            vec![
                ("nested.zip/inner.zip", archive()),
                ("nested.zip/leads.csv.gz", archive()),
                ("nested.zip/letter.docx", SourceError::Binary(BinaryKind::Document)),
            ],
        ),
        ("password.zip", vec![], vec![("password.zip/leads.csv", SourceError::Password)]),
        (
            "lying-bomb.zip",
            vec![],
            vec![("lying-bomb.zip/zeros.csv", SourceError::UnpacksTooLarge { part: "zeros.csv".into(), limit: 100 << 20 })],
        ),
        ("leads.csv.gz", vec![("leads.csv.gz", 2)], vec![]),
        ("two-parts.csv.gz", vec![("two-parts.csv.gz", 2)], vec![]),
        ("plain.xlsx.gz", vec![("plain.xlsx.gz", 3)], vec![]),
    ] {
        let contents = read(name).unwrap();
        assert_eq!((tables(&contents), failures(&contents)), (read_tables, read_failures), "{name}");
    }
}

#[test]
fn a_packed_file_is_told_by_what_is_in_it() {
    for (name, format) in [("leads.csv.gz", Format::Csv), ("plain.xlsx.gz", Format::Xlsx), ("two-tables.zip", Format::Csv)] {
        assert_eq!(read(name).unwrap().tables[0].format, Some(format), "{name}");
    }
}

#[test]
fn an_archive_that_cannot_be_read_says_why() {
    let bomb = |part: &str| SourceError::UnpacksTooLarge { part: part.into(), limit: 100 << 20 };
    for (name, error) in [
        ("truncated.csv.gz", SourceError::Damaged),
        ("truncated.zip", SourceError::Damaged),
        ("images-only.zip", SourceError::NothingInside),
        ("bomb.zip", bomb("zeros.csv")),
        ("bomb.csv.gz", bomb("bomb.csv.gz")),
        ("huge-declared.zip", bomb("leads.csv")),
    ] {
        assert_eq!(read(name).err(), Some(error), "{name}");
    }
}
