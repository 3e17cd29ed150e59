//! Workbooks of every kind become the table a person saw, or a reason why not.

use leadlens_engine::intake::{
    BinaryKind, FaultKind, Format, HeaderPlace, ReadOptions, Reader, SheetChoice, SourceError, Table, TableNote,
};

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
        ("two-data-sheets.xlsx", Xlsx, 4, 8, "First Name", (1, 0, "Ada")),
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
    let sheet = |name, sheet| read_bytes(&bytes(name), ReadOptions { sheet: Some(sheet), ..ReadOptions::default() }).unwrap();
    let hidden = sheet("hidden-sheet.xlsx", SheetChoice::One(1));
    assert_eq!((hidden.sheet, hidden.record_count()), (Some(1), 3));
    let all = sheet("two-data-sheets.xlsx", SheetChoice::All);
    assert_eq!((&all.notes, all.record_count()), (&vec![TableNote::SheetsJoined(vec!["2020".to_owned(), "2021".to_owned()])], 4));
    let visible = sheet("hidden-sheet.xlsx", SheetChoice::All);
    assert_eq!((visible.sheet, visible.record_count()), (Some(0), 1));
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
