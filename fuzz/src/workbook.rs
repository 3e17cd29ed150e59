//! Reads every sheet of a workbook and every member of an archive, and checks what must always hold.

use std::collections::TryReserveError;

use leadlens_workbook::stepper::{Pace, Stepper, at_once};
use leadlens_workbook::zip::Members;
use leadlens_workbook::{Gzip, Row, RowSink, Workbook, WorkbookError};

/// Sheets that are read one by one.
const SHEETS: usize = 4;

/// Rows of a sample.
const SAMPLE: usize = 3;

/// Units of work in a step, fewer than any piece takes.
const SLICE: usize = 64;

/// Number of rows and a hash of their cells; the cells of the first are stored.
#[derive(Debug, Default, PartialEq)]
struct Seen {
    rows: u32,
    cells: u64,
    first: Vec<Vec<String>>,
}

impl RowSink for Seen {
    fn push(&mut self, row: Row<'_>) -> Result<(), TryReserveError> {
        let (bounds, text) = (row.bounds(), row.text());
        assert!(bounds.first() == Some(&0) && bounds.last().is_some_and(|end| *end as usize == text.len()), "bounds of a row");
        assert!(bounds.is_sorted_by(|one, other| one < other), "cells in their order");
        assert!(row.cells().last().is_some_and(|cell| !cell.is_empty()), "a row that ends in a blank cell");
        assert_eq!(row.cells().map(|cell| cell.len() + 1).sum::<usize>(), text.len(), "a cell is lost");
        self.rows += 1;
        self.cells = self.cells.rotate_left(5) ^ u64::from(crc32fast::hash(text.as_bytes())) ^ bounds.len() as u64;
        if self.first.len() < SAMPLE {
            self.first.push(row.cells().map(str::to_owned).collect());
        }
        Ok(())
    }
}

/// Reads a workbook in one call and in tiny steps: the same comes of it, and a sample is its beginning.
pub fn check_workbook(bytes: &[u8]) {
    let whole = at_once(async |pace| read(bytes, pace).await);
    let owned = bytes.to_vec();
    let cut = Stepper::with_slice(SLICE, |mut pace| async move { read(&owned, &mut pace).await }).finish();
    assert_eq!(whole, cut);
}

async fn read(bytes: &[u8], pace: &mut Pace) -> Result<Vec<Result<Seen, WorkbookError>>, WorkbookError> {
    let workbook = Workbook::open(bytes, pace).await?;
    let mut sheets = Vec::new();
    for sheet in 0..workbook.sheets().len().min(SHEETS) {
        let (mut seen, mut sample) = (Seen::default(), Vec::<Vec<String>>::new());
        let count = workbook.read(sheet, &mut seen, pace).await;
        assert!(count.is_err() || count == Ok(seen.rows), "rows are counted");
        drop(workbook.sample(sheet, SAMPLE, &mut sample, pace).await);
        assert_eq!(sample, seen.first, "a sample is the beginning");
        sheets.push(count.map(|_| seen));
    }
    Ok(sheets)
}

/// Unpacks an archive or a gzip stream: no member is longer than declared.
pub fn check_archive(bytes: &[u8]) {
    at_once(async |pace| {
        if let Ok(members) = Members::open(bytes, pace).await
            && members.check_sizes().is_ok()
        {
            for member in members.iter() {
                let unpacked = members.unpack(member, pace).await;
                assert!(unpacked.is_err() || unpacked.is_ok_and(|bytes| bytes.len() as u64 == member.size));
            }
        }
        let (mut gzip, mut out) = (Gzip::new("input", bytes), Vec::new());
        while gzip.read_into(&mut out, pace).await == Ok(true) {
            assert!(gzip.taken() <= gzip.packed_size());
            out.clear();
        }
    });
}
