#![expect(clippy::indexing_slicing, reason = "a failed index is a failed test")]

use std::io::Cursor;

use calamine::{Data, Reader};

use super::*;
use crate::Workbook;
use crate::stepper::at_once;

fn column(header: &str) -> SheetColumn {
    SheetColumn { header: header.to_owned(), width: 12, is_hidden: false }
}

fn write(sheets: &[(&str, Vec<Vec<CellValue<'_>>>)]) -> Vec<u8> {
    let chunks = at_once(async |pace| {
        let mut book = BookWriter::new();
        for (name, rows) in sheets {
            book.begin_sheet(name, &[column("A"), SheetColumn { is_hidden: true, ..column("B & C") }], pace).await?;
            for row in rows {
                book.push(row.iter().copied(), pace).await?;
            }
            book.end_sheet(pace).await?;
        }
        book.finish(pace).await
    });
    chunks.unwrap().concat()
}

fn our_rows(bytes: &[u8], sheet: usize) -> Vec<Vec<String>> {
    let mut rows: Vec<Vec<String>> = Vec::new();
    at_once(async |pace| Workbook::open(bytes, pace).await.unwrap().read(sheet, &mut rows, pace).await.unwrap());
    rows
}

fn calamine_rows(bytes: &[u8], name: &str) -> Vec<Vec<Data>> {
    let mut book: calamine::Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes)).unwrap();
    book.worksheet_range(name).unwrap().rows().map(<[Data]>::to_vec).collect()
}

#[test]
fn cells_are_read_as_they_were_written() {
    let texts = ["+49 30 123", "=1+1", "007", " a\n\"b\" <c> & ü \u{1f600} ", "_x0041_", "\u{7}"];
    let rows: Vec<Vec<CellValue<'_>>> = texts.iter().map(|text| vec![CellValue::Text(text), CellValue::Number(2.5)]).collect();
    let bytes = write(&[("People", rows)]);
    let ours = our_rows(&bytes, 0);
    assert_eq!(ours[0], ["A", "B & C"]);
    let read: Vec<&str> = ours[1..5].iter().map(|row| row[0].as_str()).collect();
    assert_eq!(read, texts[..4]);
    let theirs = calamine_rows(&bytes, "People");
    for (row, text) in theirs[1..5].iter().zip(texts) {
        assert_eq!(row, &[Data::String(text.to_owned()), Data::Float(2.5)]);
    }
}

#[test]
fn days_and_moments_are_dates() {
    let (day, moment) = (18_000 * DAY_SECONDS, 18_000 * DAY_SECONDS + 36_003);
    let bytes =
        write(&[("Dates", vec![vec![CellValue::Day(day), CellValue::Moment(moment)], vec![CellValue::Bool(true), CellValue::Text("")]])]);
    assert_eq!(our_rows(&bytes, 0)[1], ["2019-04-14", "2019-04-14T10:00:03"]);
    let theirs = calamine_rows(&bytes, "Dates");
    assert!(theirs[1].iter().all(|cell| matches!(cell, Data::DateTime(_))), "{theirs:?}");
    assert_eq!(theirs[2][0], Data::Bool(true));
    // No spreadsheet agrees with another about the days before March 1900.
    assert_eq!(calamine_rows(&write(&[("Old", vec![vec![CellValue::Day(-25_600 * DAY_SECONDS)]])]), "Old").len(), 1);
}

#[test]
fn sheets_have_names_of_their_own() {
    let long = "a very long name of a sheet for people";
    let bytes = write(&[
        ("People", Vec::new()),
        ("people", Vec::new()),
        ("a/b:c", Vec::new()),
        ("'", Vec::new()),
        (long, Vec::new()),
        (long, Vec::new()),
    ]);
    let book: calamine::Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(&bytes)).unwrap();
    let names = ["People", "people 2", "abc", "Sheet", "a very long name of a sheet for", "a very long name of a sheet f 2"];
    assert_eq!(book.sheet_names(), names);
}

#[test]
fn a_text_is_cut_where_a_cell_ends() {
    let text = "\u{1f600}".repeat(20_000);
    let bytes = write(&[("Long", vec![vec![CellValue::Text(&text)]])]);
    let Data::String(read) = &calamine_rows(&bytes, "Long")[1][0] else { panic!("no text") };
    assert_eq!(read.encode_utf16().count(), CELL_LENGTH - 1);
}

#[test]
fn columns_are_named_as_spreadsheets_name_them() {
    for (column, name) in [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (701, "ZZ"), (702, "AAA"), (16_383, "XFD")] {
        let mut text = String::new();
        put_letters(&mut text, column);
        assert_eq!(text, name);
    }
}

#[test]
fn rows_beyond_a_sheet_continue_on_another() {
    let count = ROWS as usize + 5;
    let chunks = at_once(async |pace| {
        let mut book = BookWriter::new();
        book.begin_sheet("Leads", &[column("A")], pace).await?;
        for _ in 0..count {
            book.push([CellValue::Number(1.0)], pace).await?;
        }
        book.end_sheet(pace).await?;
        book.finish(pace).await
    });
    let bytes = chunks.unwrap().concat();
    let sheets = at_once(async |pace| {
        Workbook::open(&bytes, pace).await.unwrap().sheets().iter().map(|sheet| sheet.name.clone()).collect::<Vec<_>>()
    });
    assert_eq!(sheets, ["Leads", "Leads 2"]);
    assert_eq!(our_rows(&bytes, 1).len(), 7);
}
