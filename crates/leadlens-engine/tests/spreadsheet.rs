//! Workbooks of every kind become the table a person saw, or a reason why not.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a failed unwrap or index is a failed test")]

use std::io::Cursor;

use calamine::{Data, Range};
use leadlens_engine::intake::{BinaryKind, FaultKind, Format, HeaderPlace, ReadOptions, Reader, SourceError, Table, TableNote};

fn bytes(name: &str) -> Vec<u8> {
    std::fs::read(format!("{}/../../tests/corpus/sheets/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

fn read_bytes(bytes: &[u8], options: ReadOptions) -> Result<Table, SourceError> {
    let mut reader = Reader::with_options("leads", bytes.len() as u64, options)?;
    reader.push(bytes)?;
    reader.finish()
}

fn read(name: &str) -> Result<Table, SourceError> {
    read_bytes(&bytes(name), ReadOptions::default())
}

fn column(table: &Table, column: usize) -> Vec<String> {
    (0..table.record_count()).map(|record| table.cell(record, column).into_owned()).collect()
}

/// Name, records and whether it is hidden, of every sheet.
fn sheets(table: &Table) -> Vec<(&str, u32, bool)> {
    table.sheets.iter().map(|sheet| (sheet.name.as_str(), sheet.rows, sheet.is_hidden)).collect()
}

#[test]
fn every_workbook_gives_its_records_headers_and_cells() {
    use Format::{Ods, Xls, Xlsb, Xlsx};
    for (name, format, records, columns, header, (record, column, cell)) in [
        ("plain.xlsx", Xlsx, 3, 8, "First Name", (1, 1, "Novák")),
        ("streamed-strings.xlsx", Xlsx, 3, 8, "First Name", (2, 4, "Tailspin 股份有限公司")),
        ("dynamics-export.xlsx", Xlsx, 3, 8, "(Do Not Modify) Lead", (0, 7, "2021-02-16T09:12:44")),
        ("salesforce-report.xlsx", Xlsx, 6, 9, "", (2, 3, "mei@example.net")),
        ("hubspot-contacts.xlsx", Xlsx, 3, 10, "Record ID", (0, 0, "51000000001")),
        ("cover-and-data.xlsx", Xlsx, 3, 8, "First Name", (0, 2, "ada@example.com")),
        ("two-data-sheets.xlsx", Xlsx, 3, 8, "First Name", (0, 0, "Ada")),
        ("hidden-sheet.xlsx", Xlsx, 1, 2, "Email", (0, 1, "1")),
        ("no-header.xlsx", Xlsx, 3, 8, "", (0, 0, "Ada")),
        ("title-rows.xlsx", Xlsx, 3, 8, "First Name", (0, 0, "Ada")),
        ("merged.xlsx", Xlsx, 2, 3, "Email", (1, 1, "")),
        ("blank-rows.xlsx", Xlsx, 2, 2, "Email", (1, 0, "jan@example.org")),
        ("wide.xlsx", Xlsx, 2, 16384, "Email", (0, 16383, "last")),
        ("prefixed.xlsx", Xlsx, 1, 2, "Email", (0, 1, "16175555555")),
        ("leads.xls", Xls, 4, 10, "First Name", (1, 4, "Fabrikam")),
        ("leads-1904.xls", Xls, 4, 10, "First Name", (0, 7, "2021-02-16")),
        ("long-texts.xls", Xls, 40, 2, "Email", (39, 0, "lead40@example.com")),
        ("leads.xlsb", Xlsb, 4, 6, "First Name", (3, 2, "formula@example.com")),
        ("leads.ods", Ods, 3, 6, "Email", (0, 1, "Contoso & Sons")),
    ] {
        let table = read(name).unwrap();
        let found = (table.format, table.record_count(), table.column_count(), table.headers[0].as_str());
        assert_eq!(found, (Some(format), records, columns, header), "{name}: {:?}", table.headers);
        assert_eq!(table.cell(record, column), cell, "{name}");
    }
}

#[test]
fn numbers_are_written_in_full_and_as_their_pattern_shows_them() {
    let expected = [
        "16175555555",
        "886212345678",
        "0042 601",
        "(206) 555-0100",
        "+420601234567",
        "04812345",
        "12.5",
        "16175555555",
        "1234567",
        "-0.1",
        "1000000000000000000000",
    ];
    assert_eq!(column(&read("numeric-phones.xlsx").unwrap(), 1), expected);
    assert_eq!(column(&read("leads.xls").unwrap(), 8)[..2], ["16175555555", "00420"]);
    assert_eq!(column(&read("leads.xlsb").unwrap(), 3), ["16175555551", "16175555552", "16175555553", ""]);
    assert_eq!(column(&read("leads.ods").unwrap(), 2), ["16175555555", "00420", "00420"]);
}

#[test]
fn dates_are_told_by_their_format_in_both_date_systems() {
    let mut expected = [
        "2021-02-16",
        "2021-02-16T09:12:44",
        "2020-02-29",
        "1900-01-01",
        "2021-02-16T09:12:44",
        "09:12:44",
        "30:05:00",
        "44243",
        "2021-02-16T00:00:00",
    ];
    assert_eq!(column(&read("dates.xlsx").unwrap(), 1), expected);
    // There is no such day in the other system: the number stays one.
    expected[3] = "-1460";
    assert_eq!(column(&read("dates-1904.xlsx").unwrap(), 1), expected);
    for (name, at, expected) in [
        ("leads.xls", 7, vec!["2021-02-16", "2021-02-17", "2021-02-18", ""]),
        ("leads.xlsb", 4, vec!["2021-02-16", "2021-02-17", "2021-02-18", "2021-02-16T12:00:00"]),
        ("leads.ods", 3, vec!["2021-02-16T09:12:44", "2021-02-17", "2021-02-17"]),
    ] {
        assert_eq!(column(&read(name).unwrap(), at), expected, "{name}");
    }
    assert_eq!(read("leads-1904.xls").unwrap().cell(2, 8), "2021-02-16T09:12:44");
}

#[test]
fn texts_truth_values_and_errors_are_what_the_person_saw() {
    let texts = read("texts.xlsx").unwrap();
    assert_eq!(column(&texts, 0), [" ada@example.com", "jan@example.org"]);
    assert_eq!(column(&texts, 1), ["rich text\nwith \"lines\"\r\nand _x000D_", "a\rb & c"]);
    assert_eq!(column(&texts, 2), ["林商店", "2021-02-16T09:12:44"]);
    let inline = read("inline-strings.xlsx").unwrap();
    assert_eq!(
        (column(&inline, 1), column(&inline, 2)),
        (vec!["Contoso".into(), "Fabrikam <b>".into()], vec!["TRUE".into(), String::new()])
    );
    let formulas = read("formulas.xlsx").unwrap();
    let cells: Vec<_> = (0..5).map(|column| formulas.cell(0, column)).collect();
    assert_eq!(cells, ["Ada", "ada@example.com", "80", "", "TRUE"]);
    assert_eq!(column(&read("leads.ods").unwrap(), 5), ["first  line\nsecond line", "", ""]);
}

#[test]
fn long_texts_that_cross_records_come_out_whole() {
    let table = read("long-texts.xls").unwrap();
    for (index, text) in column(&table, 1).into_iter().enumerate() {
        let number = index + 1;
        let word = if number % 2 == 1 { "Zájem " } else { "Interest " };
        assert_eq!(text, format!("{}end {number}", word.repeat(20 * number)));
    }
}

#[test]
fn the_sheet_that_looks_most_like_leads_is_read_and_a_hidden_one_never_by_itself() {
    for (name, chosen, listed) in [
        ("cover-and-data.xlsx", 1, vec![("About", 42, false), ("Leads", 4, false)]),
        ("two-data-sheets.xlsx", 1, vec![("2020", 2, false), ("2021", 4, false)]),
        ("hidden-sheet.xlsx", 0, vec![("Visible", 2, false), ("Old", 4, true)]),
        ("dynamics-export.xlsx", 0, vec![("Open Leads", 4, false), ("hiddenSheet", 16, true)]),
        ("leads.xls", 1, vec![("Cover", 1, false), ("Leads", 5, false)]),
        ("leads.xlsb", 0, vec![("Leads", 5, false)]),
        ("leads.ods", 1, vec![("Old", 4, true), ("Leads", 4, false)]),
    ] {
        let table = read(name).unwrap();
        assert_eq!((table.sheet, sheets(&table)), (Some(chosen), listed), "{name}");
    }
}

#[test]
fn what_the_user_chose_wins() {
    let hidden = read_bytes(&bytes("hidden-sheet.xlsx"), ReadOptions { sheet: Some(1), ..ReadOptions::default() }).unwrap();
    assert_eq!((hidden.sheet, hidden.record_count()), (Some(1), 3));
    let header = |header| read_bytes(&bytes("title-rows.xlsx"), ReadOptions { header: Some(header), ..ReadOptions::default() }).unwrap();
    let titles = header(HeaderPlace::Record(1));
    assert_eq!((titles.headers[1].as_str(), titles.record_count()), ("Nordics", 4));
    let none = header(HeaderPlace::Nowhere);
    assert_eq!((none.has_header, none.record_count(), none.column_count()), (false, 6, 8));
}

#[test]
fn titles_and_footers_are_no_leads() {
    let footers = vec![FaultKind::Totals, FaultKind::Footer, FaultKind::Footer];
    for (name, titles, footers) in [("salesforce-report.xlsx", 3, footers), ("title-rows.xlsx", 2, vec![]), ("merged.xlsx", 1, vec![])] {
        let table = read(name).unwrap();
        assert_eq!(table.notes, [TableNote::TitleLines(titles)], "{name}");
        assert_eq!(table.faults.iter().map(|fault| fault.kind).collect::<Vec<_>>(), footers, "{name}");
    }
}

#[test]
fn a_workbook_that_cannot_be_read_says_why() {
    let bomb = |part: &str| SourceError::UnpacksTooLarge { part: part.into(), limit: 100 << 20 };
    for (name, error) in [
        ("truncated.xlsx", SourceError::Damaged),
        ("damaged.xlsx", SourceError::Damaged),
        ("truncated.xls", SourceError::Damaged),
        ("disordered-cells.xlsx", SourceError::Damaged),
        ("missing-string.xlsx", SourceError::Damaged),
        ("password.xlsx", SourceError::Password),
        ("password.ods", SourceError::Password),
        ("empty-sheet.xlsx", SourceError::EmptySheet { sheet: String::new() }),
        ("header-only.xlsx", SourceError::NoRecords),
        ("letter.doc", SourceError::Binary(BinaryKind::OldOffice)),
        ("letter.docx", SourceError::Binary(BinaryKind::Document)),
        ("slides.pptx", SourceError::Binary(BinaryKind::Document)),
        ("bomb.xlsx", bomb("xl/worksheets/sheet1.xml")),
    ] {
        assert_eq!(read(name).err(), Some(error), "{name}");
    }
}

#[test]
fn a_workbook_cut_anywhere_is_an_error_or_whole() {
    for name in ["plain.xlsx", "leads.xls", "leads.xlsb", "leads.ods"] {
        let whole = bytes(name);
        let records = read(name).unwrap().record_count();
        for length in (8..whole.len()).step_by(whole.len() / 60) {
            let found = read_bytes(&whole[..length], ReadOptions::default());
            assert!(found.is_err() || found.is_ok_and(|table| table.record_count() == records), "{name} cut to {length} bytes");
        }
    }
}

/// The same numbers on every run, for bytes to damage.
fn pseudorandom(state: &mut u64) -> usize {
    *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    usize::try_from(*state >> 33).unwrap()
}

/// Makes the checksums in the directory of an archive without compression those of the bytes that stand in it.
fn mend_checksums(archive: &mut [u8]) {
    let number = |bytes: &[u8], at: usize| bytes.get(at..at + 4).map(|bytes| u32::from_le_bytes(bytes.try_into().unwrap()) as usize);
    for at in 0..archive.len() {
        if archive[at..].starts_with(b"PK\x01\x02")
            && let (Some(size), Some(header), Some(name)) = (number(archive, at + 24), number(archive, at + 42), number(archive, at + 26))
            && let Some(bytes) = archive.get(header + 30 + (name >> 16)..header + 30 + (name >> 16) + size)
        {
            let checksum = crc32fast::hash(bytes).to_le_bytes();
            archive[at + 16..at + 20].copy_from_slice(&checksum);
        }
    }
}

#[test]
fn a_damaged_workbook_never_panics() {
    let rounds = std::env::var("DAMAGE_ROUNDS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(40);
    let mut state = 7;
    for name in [
        "stored-plain.xlsx",
        "stored-texts.xlsx",
        "stored-dates.xlsx",
        "stored-leads.xlsb",
        "stored-leads.ods",
        "leads.xls",
        "long-texts.xls",
        "password.xlsx",
        "two-tables.zip",
        "large.zip",
        "leads.csv.gz",
    ] {
        let whole = bytes(name);
        for _ in 0..rounds {
            let mut damaged = whole.clone();
            for _ in 0..=pseudorandom(&mut state) % 8 {
                let place = pseudorandom(&mut state) % damaged.len();
                // Zeros, ones and all bits are what breaks lengths and places.
                damaged[place] = [0, 1, 0x7f, 0x80, 0xff, b'<', b'"', b'9'][pseudorandom(&mut state) % 8];
            }
            if name.starts_with("stored-") {
                mend_checksums(&mut damaged);
            }
            drop(read_bytes(&damaged, ReadOptions::default()));
        }
    }
}

/// The sheets of a workbook as calamine reads them; `None` where it cannot.
fn calamine_sheets(bytes: &[u8]) -> Option<Vec<Range<Data>>> {
    let mut workbook = calamine::open_workbook_auto_from_rs(Cursor::new(bytes)).ok()?;
    let names = calamine::Reader::sheet_names(&workbook);
    names.iter().map(|name| calamine::Reader::worksheet_range(&mut workbook, name).ok()).collect()
}

/// The rows of a sheet that hold something, from the first column on.
fn calamine_rows(sheet: &Range<Data>) -> Vec<Vec<Data>> {
    let Some((end_row, end_column)) = sheet.end() else { return Vec::new() };
    let row = |row| (0..=end_column).map(|column| sheet.get_value((row, column)).cloned().unwrap_or_default()).collect::<Vec<_>>();
    (0..=end_row).map(row).filter(|row| !row.iter().all(is_blank)).collect()
}

/// An error is nothing a person wrote.
fn is_blank(value: &Data) -> bool {
    matches!(value, Data::Empty | Data::Error(_)) || matches!(value, Data::String(text) if text.is_empty())
}

/// Whether a cell says what calamine says. A pattern of digits, a date without its time and fractions of a second are told by us alone.
fn is_same(cell: &str, value: &Data) -> bool {
    let number = |number: f64| {
        let digits: String = cell.chars().filter(char::is_ascii_digit).collect();
        cell.parse() == Ok(number) || (cell.chars().all(|letter| "0123456789+-() ".contains(letter)) && digits.parse() == Ok(number.abs()))
    };
    match value {
        value if is_blank(value) => cell.is_empty(),
        Data::String(text) => cell == text,
        Data::Int(value) => number(value.to_string().parse().unwrap()),
        Data::Float(value) => number(*value),
        Data::Bool(value) => cell == if *value { "TRUE" } else { "FALSE" },
        Data::DateTime(value) => {
            let (year, month, day, hour, minute, second, _) = value.to_ymd_hms_milli();
            let (date, clock) = (format!("{year:04}-{month:02}-{day:02}"), format!("{hour:02}:{minute:02}:{second:02}"));
            let hours = format!("{}:{minute:02}:{second:02}", (value.as_f64() * 24.0).floor());
            // A day before the first one stays the number it is.
            [format!("{date}T{clock}"), date, clock, hours].iter().any(|spelling| spelling == cell) || number(value.as_f64())
        }
        Data::DateTimeIso(text) | Data::DurationIso(text) => !cell.is_empty() && text.starts_with(cell),
        _ => false,
    }
}

#[test]
fn our_cells_equal_those_of_calamine() {
    // Not valid; and a line break at the start of a run, which calamine trims; and an error it does not know.
    let exceptions = ["disordered-cells.xlsx", "missing-string.xlsx", "texts.xlsx", "stored-texts.xlsx", "inline-strings.xlsx"];
    let folder = std::fs::read_dir(format!("{}/../../tests/corpus/sheets", env!("CARGO_MANIFEST_DIR"))).unwrap();
    let mut compared = 0;
    for name in folder.map(|entry| entry.unwrap().file_name().into_string().unwrap()) {
        if exceptions.contains(&name.as_str()) || ![".xlsx", ".xls", ".xlsb", ".ods"].iter().any(|ending| name.ends_with(ending)) {
            continue;
        }
        let whole = bytes(&name);
        for (number, sheet) in (0..).zip(calamine_sheets(&whole).unwrap_or_default()) {
            let rows = calamine_rows(&sheet);
            let options = ReadOptions { sheet: Some(number), header: Some(HeaderPlace::Nowhere), ..ReadOptions::default() };
            let Ok(table) = read_bytes(&whole, options) else {
                assert_eq!(rows.len(), 0, "{name}, sheet {number}");
                continue;
            };
            assert_eq!(table.record_count(), rows.len(), "{name}, sheet {number}");
            for (record, row) in rows.iter().enumerate() {
                for column in 0..row.len().max(table.width(record)) {
                    let (cell, value) = (table.cell(record, column), row.get(column).unwrap_or(&Data::Empty));
                    assert!(
                        is_same(&cell, value),
                        "{name}, sheet {number}, record {record}, column {column}: {cell:?}, calamine {value:?}"
                    );
                    compared += 1;
                }
            }
        }
    }
    assert!(compared > 30_000, "{compared} cells");
}
