//! Laws of reading: no bytes panic, pieces do not matter, nothing is lost.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a failed unwrap or index is a failed test")]
#![cfg(not(target_arch = "wasm32"))]

use leadlens::engine::intake::{Reader, SourceError, Table};
use proptest::prelude::*;

/// Reads bytes pushed in pieces of one size, scanning behind each.
fn read(bytes: &[u8], piece: usize) -> Result<Table, SourceError> {
    let mut reader = Reader::new("law", bytes.len() as u64)?;
    for piece in bytes.chunks(piece.max(1)) {
        reader.push(piece)?;
        reader.scan()?;
    }
    reader.finish()
}

fn cells(table: &Table) -> Vec<Vec<String>> {
    let row = |record| (0..table.width(record)).map(|column| table.cell(record, column).into_owned()).collect();
    (0..table.record_count()).map(row).collect()
}

/// Text made of the pieces that matter to the readers.
fn text() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        Just("\"".to_owned()),
        Just(",".to_owned()),
        Just(";".to_owned()),
        Just("\n".to_owned()),
        Just("\r\n".to_owned()),
        Just("\r".to_owned()),
        Just("Email".to_owned()),
        Just("FirstName: ".to_owned()),
        Just("- Phone ".to_owned()),
        Just("{\"email\":".to_owned()),
        Just("[".to_owned()),
        Just("}".to_owned()),
        Just("]".to_owned()),
        Just("---\n".to_owned()),
        Just("\u{feff}".to_owned()),
        Just("é|".to_owned()),
        "[a-z ]{0,6}",
    ];
    prop::collection::vec(part, 0..60).prop_map(|parts| parts.concat())
}

/// Records of equal width whose headers are known words.
fn records() -> impl Strategy<Value = Vec<Vec<String>>> {
    (2..6_usize).prop_flat_map(|width| prop::collection::vec(prop::collection::vec("[a-zé ,;|\t\"\n\r]{0,8}", width), 1..30))
}

proptest! {
    #[test]
    fn no_bytes_panic(bytes in prop::collection::vec(any::<u8>(), 0..400), piece in 1..50_usize) {
        let _table = read(&bytes, piece);
    }

    #[test]
    fn pieces_do_not_change_the_table(text in text(), piece in 1..40_usize) {
        let (whole, cut) = (read(text.as_bytes(), usize::MAX), read(text.as_bytes(), piece));
        match (whole, cut) {
            (Ok(whole), Ok(cut)) => {
                prop_assert_eq!(cells(&whole), cells(&cut));
                prop_assert_eq!((whole.headers, whole.faults, whole.format), (cut.headers, cut.faults, cut.format));
            }
            (whole, cut) => prop_assert_eq!(whole.err(), cut.err()),
        }
    }

    #[test]
    fn well_formed_records_are_read_as_the_csv_crate_reads_them(
        records in records(),
        delimiter in prop::sample::select(b",;\t|".to_vec()),
        line_end in prop::sample::select(vec![csv::Terminator::CRLF, csv::Terminator::Any(b'\n'), csv::Terminator::Any(b'\r')]),
    ) {
        let header = ["Email", "Phone", "Country", "Company", "FirstName", "LastName"];
        let style = csv::QuoteStyle::Always;
        let mut writer = csv::WriterBuilder::new().delimiter(delimiter).terminator(line_end).quote_style(style).from_writer(Vec::new());
        writer.write_record(&header[..records[0].len()]).unwrap();
        for record in &records {
            writer.write_record(record).unwrap();
        }
        let bytes = writer.into_inner().unwrap();
        let table = read(&bytes, 7).unwrap();
        prop_assert_eq!(table.delimiter, Some(char::from(delimiter)));
        prop_assert_eq!(cells(&table), records);
    }

    #[test]
    fn every_line_is_a_record_the_header_or_blank(lines in prop::collection::vec("[a-z,;|é \t]{0,9}", 1..40)) {
        let text = format!("Email,Phone,Country\n{}\n", lines.join("\n"));
        let expected: Vec<_> = lines.iter().filter(|line| !line.trim().is_empty()).map(String::as_str).collect();
        match read(text.as_bytes(), 5) {
            Ok(table) => {
                let found: Vec<_> = (0..table.record_count()).map(|record| table.raw_record(record)).collect();
                prop_assert_eq!(found, expected);
            }
            Err(error) => prop_assert_eq!((error, expected.len()), (SourceError::NoRecords, 0)),
        }
    }

    #[test]
    fn a_quote_that_is_never_closed_loses_no_later_record(lines in prop::collection::vec("[a-z]{1,5},[a-z]{1,5}", 1..20), at in 0..20_usize) {
        let at = at % lines.len();
        let mut broken = lines.clone();
        broken[at].insert(0, '"');
        let table = read(format!("Email,Phone\n{}", broken.join("\n")).as_bytes(), 3).unwrap();
        let found: Vec<_> = (0..table.record_count()).map(|record| table.raw_record(record).to_owned()).collect();
        prop_assert_eq!(found, broken);
    }
}
