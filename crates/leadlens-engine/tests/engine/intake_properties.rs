//! Rules of reading: no bytes panic, pieces do not matter, nothing is lost.

use leadlens_engine::intake::{HeaderPlace, HtmlTable, HtmlTables, ReadOptions, Reader, SourceError, Table, TableNote};
use proptest::prelude::*;

/// Reads bytes pushed in pieces of one size, scanning behind each.
fn read(bytes: &[u8], piece: usize) -> Result<Table, SourceError> {
    let mut reader = Reader::new("table", bytes.len() as u64)?;
    for piece in bytes.chunks(piece.max(1)) {
        reader.push(piece)?;
        reader.scan()?;
    }
    reader.finish()
}

/// Reads bytes as the user decided.
fn read_with(bytes: &[u8], options: ReadOptions) -> Result<Table, SourceError> {
    let mut reader = Reader::with_options("table", bytes.len() as u64, options)?;
    reader.push(bytes)?;
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

/// HTML made of the pieces that matter to the reader of tables.
fn html() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        prop::sample::select(vec![
            "<table>",
            "</table>",
            "<tr>",
            "<td>",
            "</td>",
            "<th colspan=3>",
            "<td rowspan='2' title=\"a>b\">",
            "<caption>",
            "<p>",
            "</p>",
            "<br>",
            "<li>",
            "<!--",
            "-->",
            "<style>",
            "</style>",
            "<script",
            "</script >",
            "<",
            ">",
            "=",
            "\"",
            "'",
            "&amp;",
            "&#",
            "&ouml;",
            "é",
        ])
        .prop_map(ToOwned::to_owned),
        "[a-z ]{0,4}",
    ];
    prop::collection::vec(part, 0..80).prop_map(|parts| parts.concat())
}

fn html_table(html: &str, piece: usize) -> Option<HtmlTable> {
    let mut tables = HtmlTables::default();
    html.as_bytes().chunks(piece).for_each(|piece| tables.push(piece));
    tables.finish()
}

/// Records of equal width whose headers are known words.
fn records() -> impl Strategy<Value = Vec<Vec<String>>> {
    (2..6_usize).prop_flat_map(|width| prop::collection::vec(prop::collection::vec("[a-zé ,;|\t\"\n\r]{0,8}", width), 1..30))
}

proptest! {
    #[test]
    fn html_in_pieces_holds_the_same_table(html in html(), piece in 1..9_usize) {
        let whole = html_table(&html, html.len().max(1));
        prop_assert_eq!(html_table(&html, piece), whole.clone());
        prop_assert!(whole.is_none_or(|table| table.left_out == 0 && table.text.contains('\t')));
    }

    #[test]
    fn no_bytes_panic(bytes in prop::collection::vec(any::<u8>(), 0..400), piece in 1..50_usize) {
        let _table = read(&bytes, piece);
    }

    #[test]
    fn pieces_do_not_change_what_bytes_say(bytes in prop::collection::vec(prop_oneof![Just(b'\n'), Just(b','), Just(0), b'a'..=b'z', 128..=255_u8], 0..200), piece in 1..50_usize) {
        let (whole, cut) = (read(&bytes, usize::MAX), read(&bytes, piece));
        prop_assert_eq!(whole.as_ref().map(|table| (cells(table), table.encoding)), cut.as_ref().map(|table| (cells(table), table.encoding)));
    }

    #[test]
    fn pieces_do_not_change_the_table(text in text(), piece in 1..40_usize) {
        let (whole, cut) = (read(text.as_bytes(), usize::MAX), read(text.as_bytes(), piece));
        match (whole, cut) {
            (Ok(whole), Ok(cut)) => {
                prop_assert_eq!(cells(&whole), cells(&cut));
                prop_assert_eq!((whole.headers, whole.faults, whole.format), (cut.headers, cut.faults, cut.format));
                prop_assert_eq!((whole.notes, whole.delimiter), (cut.notes, cut.delimiter));
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

    #[test]
    fn headers_below_titles_are_found_in_any_pieces(
        titles in prop::collection::vec("[A-Z][a-z]{2,7}( [a-z]{2,7}){1,4}", 0..4),
        names in prop::collection::vec("[A-Z][a-zé]{1,8}", 1..12),
        delimiter in prop::sample::select(vec![",", ";", "\t", "|"]),
        line_end in prop::sample::select(vec!["\n", "\r\n", "\n\n", "\r"]),
        piece in 1..40_usize,
    ) {
        let record = |name: &String| [name.as_str(), "Hill", "bob@example.org", "SE"].map(str::to_owned).to_vec();
        let records: Vec<_> = names.iter().map(record).collect();
        let headers = ["First Name", "Last Name", "Email", "Country"].map(str::to_owned).to_vec();
        let rows = std::iter::once(&headers).chain(&records).map(|row| row.join(delimiter));
        let lines: Vec<String> = titles.iter().cloned().chain(rows).collect();
        let table = read(lines.join(line_end).as_bytes(), piece).unwrap();
        let above = u32::try_from(titles.len()).unwrap();
        let notes = if above == 0 { vec![] } else { vec![TableNote::TitleLines(above)] };
        prop_assert_eq!((&table.headers, cells(&table), table.notes), (&headers, records, notes));
    }

    #[test]
    fn what_the_user_decided_is_believed(lines in prop::collection::vec("[a-z,;@.]{1,9}", 2..9), place in 0..9_u32) {
        let text = lines.join("\n");
        let options = |header| ReadOptions { delimiter: Some(';'), header: Some(header), ..ReadOptions::default() };
        let all = read_with(text.as_bytes(), options(HeaderPlace::Nowhere)).unwrap();
        prop_assert_eq!((all.delimiter, all.has_header, all.record_count()), (Some(';'), false, lines.len()));
        match read_with(text.as_bytes(), options(HeaderPlace::Record(place))) {
            Ok(table) => {
                // Lines that an address shows to be one record are joined, and the source says so.
                let is_joined = table.notes.iter().any(|note| matches!(note, TableNote::JoinedLines(_)));
                prop_assert!(is_joined || table.record_count() == lines.len() - place as usize - 1);
                let header = all.cell(place as usize, 0);
                prop_assert_eq!(table.headers[0].as_str(), header.trim());
            }
            Err(error) => prop_assert_eq!((error, place as usize + 1 >= lines.len()), (SourceError::NoRecords, true)),
        }
    }
}
