//! Cells of workbooks of every kind are what the person saw.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a failed unwrap or index is a failed test")]

use std::io::Cursor;

use calamine::{Data, Range};
use leadlens_workbook::stepper::at_once;
use leadlens_workbook::{Notation, Sheet, Workbook, WorkbookError};

/// The rows of a sheet.
type Rows = Vec<Vec<String>>;

/// A workbook that was read: its notation, and each sheet with its rows or why it has none.
struct Read {
    notation: Notation,
    sheets: Vec<(Sheet, Result<Rows, WorkbookError>)>,
}

fn bytes(name: &str) -> Vec<u8> {
    std::fs::read(format!("{}/../../tests/corpus/sheets/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

fn read(bytes: &[u8]) -> Result<Read, WorkbookError> {
    at_once(async |pace| {
        let workbook = Workbook::open(bytes, pace).await?;
        let mut sheets = Vec::new();
        for (index, sheet) in workbook.sheets().iter().enumerate() {
            let mut rows = Rows::new();
            let count = workbook.read(index, &mut rows, pace).await;
            assert!(count.is_err() || count == Ok(u32::try_from(rows.len()).unwrap()));
            sheets.push((sheet.clone(), count.map(|_| rows)));
        }
        Ok(Read { notation: workbook.notation(), sheets })
    })
}

fn rows(name: &str, sheet: usize) -> Rows {
    read(&bytes(name)).unwrap().sheets[sheet].1.clone().unwrap()
}

/// The cells below the first row, of the sheet on which the leads stand.
fn column(name: &str, column: usize) -> Vec<String> {
    let sheet = usize::from(["leads.xls", "leads-1904.xls", "leads.ods"].contains(&name));
    rows(name, sheet).iter().skip(1).map(|row| row.get(column).cloned().unwrap_or_default()).collect()
}

#[test]
fn notation_and_sheets_are_told() {
    use Notation::{Ods, Xls, Xlsb, Xlsx};
    for (name, notation, sheets) in [
        ("dynamics-export.xlsx", Xlsx, vec![("Open Leads", 4, false), ("hiddenSheet", 16, true)]),
        ("leads.xls", Xls, vec![("Cover", 1, false), ("Leads", 5, false)]),
        ("leads.xlsb", Xlsb, vec![("Leads", 5, false)]),
        ("leads.ods", Ods, vec![("Old", 4, true), ("Leads", 4, false)]),
    ] {
        let read = read(&bytes(name)).unwrap();
        let found: Vec<_> =
            read.sheets.iter().map(|(sheet, rows)| (sheet.name.as_str(), rows.as_ref().map_or(0, Vec::len), sheet.is_hidden)).collect();
        assert_eq!((read.notation, found), (notation, sheets), "{name}");
    }
}

#[test]
fn a_sample_is_the_first_rows_and_the_number_of_all() {
    for (name, sheet) in [("plain.xlsx", 0), ("leads.xls", 1), ("leads.xlsb", 0), ("leads.ods", 1), ("cover-and-data.xlsx", 0)] {
        let whole = rows(name, sheet);
        let (bytes, mut first) = (bytes(name), Vec::new());
        let count = at_once(async |pace| Workbook::open(&bytes, pace).await.unwrap().sample(sheet, 2, &mut first, pace).await);
        assert_eq!((count, first.as_slice()), (Ok(u32::try_from(whole.len()).unwrap()), &whole[..whole.len().min(2)]), "{name}");
    }
}

#[test]
fn what_cannot_be_read_says_why() {
    let error = |name: &str| match read(&bytes(name)) {
        Ok(read) => read.sheets.into_iter().find_map(|(_, rows)| rows.err()),
        Err(error) => Some(error),
    };
    let bomb = WorkbookError::UnpacksTooLarge { part: "xl/worksheets/sheet1.xml".to_owned(), limit: 100 << 20 };
    for (name, expected) in [
        ("truncated.xlsx", WorkbookError::Damaged),
        ("damaged.xlsx", WorkbookError::Damaged),
        ("truncated.xls", WorkbookError::Damaged),
        ("disordered-cells.xlsx", WorkbookError::Damaged),
        ("missing-string.xlsx", WorkbookError::Damaged),
        ("password.xlsx", WorkbookError::Password),
        ("password.ods", WorkbookError::Password),
        ("letter.doc", WorkbookError::NoWorkbook),
        ("letter.docx", WorkbookError::NoWorkbook),
        ("two-tables.zip", WorkbookError::NoWorkbook),
        ("bomb.xlsx", bomb),
    ] {
        assert_eq!(error(name), Some(expected), "{name}");
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
    assert_eq!(column("numeric-phones.xlsx", 1), expected);
    assert_eq!(column("leads.xls", 8)[..2], ["16175555555", "00420"]);
    assert_eq!(column("leads.xlsb", 3), ["16175555551", "16175555552", "16175555553", ""]);
    assert_eq!(column("leads.ods", 2), ["16175555555", "00420", "00420"]);
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
    assert_eq!(column("dates.xlsx", 1), expected);
    // There is no such day in the other system: the number stays one.
    expected[3] = "-1460";
    assert_eq!(column("dates-1904.xlsx", 1), expected);
    for (name, at, expected) in [
        ("leads.xls", 7, vec!["2021-02-16", "2021-02-17", "2021-02-18", ""]),
        ("leads.xlsb", 4, vec!["2021-02-16", "2021-02-17", "2021-02-18", "2021-02-16T12:00:00"]),
        ("leads.ods", 3, vec!["2021-02-16T09:12:44", "2021-02-17", "2021-02-17"]),
    ] {
        assert_eq!(column(name, at), expected, "{name}");
    }
    assert_eq!(column("leads-1904.xls", 8)[2], "2021-02-16T09:12:44");
}

#[test]
fn texts_truth_values_and_errors_are_what_the_person_saw() {
    assert_eq!(column("texts.xlsx", 0), [" ada@example.com", "jan@example.org"]);
    assert_eq!(column("texts.xlsx", 1), ["rich text\nwith \"lines\"\r\nand _x000D_", "a\rb & c"]);
    assert_eq!(column("texts.xlsx", 2), ["林商店", "2021-02-16T09:12:44"]);
    assert_eq!(
        (column("inline-strings.xlsx", 1), column("inline-strings.xlsx", 2)),
        (vec!["Contoso".into(), "Fabrikam <b>".into()], vec!["TRUE".into(), String::new()])
    );
    let cells: Vec<_> = (0..5).map(|at| column("formulas.xlsx", at)[0].clone()).collect();
    assert_eq!(cells, ["Ada", "ada@example.com", "80", "", "TRUE"]);
    assert_eq!(column("leads.ods", 5), ["first  line\nsecond line", "", ""]);
}

#[test]
fn long_texts_that_cross_records_come_out_whole() {
    for (index, text) in column("long-texts.xls", 1).into_iter().enumerate() {
        let number = index + 1;
        let word = if number % 2 == 1 { "Zájem " } else { "Interest " };
        assert_eq!(text, format!("{}end {number}", word.repeat(20 * number)));
    }
}

#[test]
fn a_workbook_cut_anywhere_is_an_error_or_whole() {
    for name in ["plain.xlsx", "leads.xls", "leads.xlsb", "leads.ods"] {
        let bytes = bytes(name);
        let whole = read(&bytes).unwrap();
        for length in (8..bytes.len()).step_by(bytes.len() / 60) {
            let Ok(cut) = read(&bytes[..length]) else { continue };
            assert_eq!(cut.sheets.len(), whole.sheets.len(), "{name} cut to {length} bytes");
            for ((_, cut), (_, whole)) in cut.sheets.iter().zip(&whole.sheets) {
                assert!(cut.is_err() || cut == whole, "{name} cut to {length} bytes");
            }
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

/// True for a cell that says what calamine says. A pattern of digits, a date without its time and fractions of a second are told by us alone.
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
        let ours = read(&whole).map(|read| read.sheets).unwrap_or_default();
        for (number, sheet) in calamine_sheets(&whole).unwrap_or_default().iter().enumerate() {
            let expected = calamine_rows(sheet);
            // One that is not read is blank to calamine.
            let found = ours.get(number).and_then(|(_, rows)| rows.clone().ok()).unwrap_or_default();
            assert_eq!(found.len(), expected.len(), "{name}, sheet {number}");
            for (record, (cells, row)) in found.iter().zip(&expected).enumerate() {
                for column in 0..row.len().max(cells.len()) {
                    let (cell, value) = (cells.get(column).map_or("", String::as_str), row.get(column).unwrap_or(&Data::Empty));
                    assert!(is_same(cell, value), "{name}, sheet {number}, row {record}, column {column}: {cell:?}, calamine {value:?}");
                    compared += 1;
                }
            }
        }
    }
    assert!(compared > 30_000, "{compared} cells");
}
